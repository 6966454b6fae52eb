//! Acts that change what a society is, are of one Act only, or lead back; clocks counted from a day of the register.

use super::{
    DayCorrected, Service, Telling, correct_day, running, service_file,
    tests::{Bench, day, on, ordered},
};
use crate::{
    catalogue::{Clocks, Files, load_tables},
    cleaning::Codes,
    clocks::Standing,
    model::{Moment, NewEntry, SourceKey, Subject, Value},
    register::ReadRegister,
};

fn service(code: &str) -> Service {
    let files = Files::embedded();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    super::load(&files, &tables, &clocks).unwrap().into_iter().find(|service| service.code == code).unwrap()
}

fn society(bench: &mut Bench, name: &str, act: &str, status: &str) -> String {
    let said = [("name_en", Value::text(name)), ("act", Value::text(act)), ("status", Value::text(status))];
    let table = bench.tables.get("society").unwrap().clone();
    let subject = Subject::New(SourceKey::named(&[name]));
    bench.enter(vec![NewEntry::stating(&table, subject, day("2000-01-01"), said)]).remove(0)
}

fn status(bench: &Bench, society: &str, on: &str) -> String {
    let table = bench.tables.get("society").unwrap();
    let line = bench.register.line("society", society, Moment::on(day(on))).unwrap().unwrap();
    line.value(table, "status").and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn said(text: &str) -> Telling {
    Telling { remark: Some("x".into()), next_on: Some(day("2025-12-31")), ..on(text) }
}

fn facts(telling: Telling, facts: &[(&str, Value)]) -> Telling {
    Telling { facts: facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(), ..telling }
}

/// A society that is wound up by an order of 1 March 2025.
fn wound_up(bench: &mut Bench, act: &str) -> (Service, String, String) {
    let service = service("liquidation");
    let society = society(bench, "Weavers", act, "functional");
    let told = [("society", Value::text(&society)), ("ground", Value::text("idle"))];
    let id = bench.open(&service, "2025-01-10", &told).unwrap();
    for (code, telling) in
        [("show_cause", said("2025-01-11")), ("hear", said("2025-02-01")), ("order", ordered("2025-03-01"))]
    {
        assert_eq!(bench.act(&service, &id, code, telling), Vec::<String>::new(), "{code}");
    }
    (service, society, id)
}

#[test]
fn an_order_of_winding_up_changes_what_the_society_is_in_the_same_plan() {
    let mut bench = Bench::new();
    let (service, society, id) = wound_up(&mut bench, "bihar_1935");
    assert_eq!(status(&bench, &society, "2025-02-28"), "functional");
    assert_eq!(status(&bench, &society, "2025-03-01"), "under_liquidation");
    assert_eq!(bench.case(&service, &id).title, "Weavers", "a case about a society is called by its name");
    let told = [("society", Value::text(&society)), ("ground", Value::text("idle"))];
    let again = bench.open(&service, "2025-04-01", &told).unwrap_err();
    assert_eq!(again.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["CAS-173"]);
    // Its registration is cancelled by a later order of its own, which must be there before it is recorded.
    bench.act(&service, &id, "take_charge", said("2025-03-02"));
    assert_eq!(bench.act(&service, &id, "record_cancellation", ordered("2025-03-03")), ["CAS-101"]);
    // Recalled, the society is what the order says.
    assert_eq!(bench.act(&service, &id, "recall", ordered("2025-05-01")), ["CAS-121"]);
    let alive = facts(ordered("2025-05-01"), &[("status", Value::text("non_functional"))]);
    assert_eq!(bench.act(&service, &id, "recall", alive), Vec::<String>::new());
    assert_eq!(status(&bench, &society, "2025-05-01"), "non_functional");
    assert!(bench.open(&service, "2025-06-01", &told).is_ok(), "it may be wound up anew");
}

#[test]
fn a_cancelled_society_is_not_wound_up_and_its_act_is_that_of_the_case() {
    let mut bench = Bench::new();
    let service = service("liquidation");
    let gone = society(&mut bench, "Gone", "bihar_1935", "cancelled");
    let told = [("society", Value::text(&gone)), ("ground", Value::text("idle"))];
    assert_eq!(bench.open(&service, "2025-04-01", &told).unwrap_err()[0].code, "CAS-110");
    let (service, _, id) = wound_up(&mut bench, "mscs_2002");
    assert_eq!(bench.case(&service, &id).law.as_deref(), Some("mscs_2002"));
    let appeal = || facts(on("2025-03-10"), &[("appeal_no", Value::text("A/1"))]);
    assert_eq!(bench.act(&service, &id, "appeal", appeal()), ["CAS-171"], "of the State Acts only");
    assert_eq!(bench.act(&service, &id, "appeal_suspends", appeal()), Vec::<String>::new());
    let stage = |bench: &Bench| service.stages[bench.case(&service, &id).stage].code.clone();
    assert_eq!(stage(&bench), "suspended");
    assert_eq!(bench.act(&service, &id, "take_charge", said("2025-03-11")), ["CAS-101"]);
    assert_eq!(bench.act(&service, &id, "appeal_dismissed", ordered("2025-04-01")), Vec::<String>::new());
    assert_eq!(stage(&bench), "ordered", "back where it was");
}

#[test]
fn a_clock_is_counted_from_a_day_of_the_register_and_from_the_end_of_its_quarter() {
    let mut bench = Bench::new();
    let (service, _, id) = wound_up(&mut bench, "mscs_2002");
    let standing = |bench: &Bench, code: &str, on: &str| {
        let law = bench.law();
        let found = running(&service, &bench.case(&service, &id), &law, "BR", day(on));
        found.into_iter().find(|clock| clock.of.code == code).map(|clock| clock.standing)
    };
    assert_eq!(standing(&bench, "report", "2025-03-02"), None, "nobody is in charge");
    assert_eq!(standing(&bench, "charge", "2025-03-02"), Some(Standing::Expired(day("2025-03-01"))));
    bench.act(&service, &id, "take_charge", said("2025-03-05"));
    assert_eq!(standing(&bench, "charge", "2025-04-02"), Some(Standing::Late(day("2025-03-05"), day("2025-03-01"))));
    // The quarter of 5 March ends with the month; its report is due three months later.
    assert_eq!(standing(&bench, "report", "2025-04-02"), Some(Standing::Running(day("2025-06-30"))));
    let figures = [
        ("last_quarter_report", Value::Date(day("2025-03-31"))),
        ("realised", Value::Money(crate::model::Paise(0))),
        ("paid", Value::Money(crate::model::Paise(0))),
    ];
    assert_eq!(bench.act(&service, &id, "report", facts(said("2025-05-20"), &figures)), Vec::<String>::new());
    assert_eq!(standing(&bench, "report", "2025-10-01"), Some(Standing::Expired(day("2025-09-30"))));
}

#[test]
fn the_day_of_an_order_is_put_right_in_the_register_of_societies_too() {
    let mut bench = Bench::new();
    let (service, society, id) = wound_up(&mut bench, "bihar_1935");
    let case = bench.case(&service, &id);
    let moved = correct_day(&bench.register, &service, &case, (3, day("2025-02-20")), day("2026-01-01")).unwrap();
    let DayCorrected::Enter(entries) = moved else { panic!("{moved:?}") };
    bench.enter(entries);
    assert_eq!(status(&bench, &society, "2025-02-20"), "under_liquidation");
    let on = |text: &str| bench.case(&service, &id).line.values[usize::from(field(&bench, text))].clone();
    assert_eq!(on("order_on"), Value::Date(day("2025-02-20")));
}

fn field(bench: &Bench, key: &str) -> u16 {
    bench.tables.get("liquidation").unwrap().field_no(key).unwrap()
}

#[test]
fn a_case_of_a_book_has_its_clocks_and_is_worked_on_from_where_it_ended() {
    let mut bench = Bench::new();
    let service = service("liquidation");
    let society = society(&mut bench, "Old", "mscs_2002", "under_liquidation");
    let table = bench.tables.get("liquidation").unwrap().clone();
    let said_of_book = [
        ("society", Value::text(&society)),
        ("act", Value::text("mscs_2002")),
        ("order_no", Value::text("7/2024")),
        ("order_on", Value::Date(day("2024-02-01"))),
        ("charge_on", Value::Date(day("2024-02-10"))),
    ];
    let row = Subject::New(SourceKey::named(&["row"]));
    let id = bench.enter(vec![NewEntry::stating(&table, row, day("2024-02-01"), said_of_book)]).remove(0);
    let case = bench.case(&service, &id);
    assert_eq!(service.stages[case.stage].code, "in_charge");
    let law = bench.law();
    let clocks = running(&service, &case, &law, "BR", day("2024-07-01"));
    let report = clocks.iter().find(|clock| clock.of.code == "report").unwrap();
    assert_eq!(report.standing, Standing::Expired(day("2024-06-30")));
    assert_eq!(bench.act(&service, &id, "claims_notice", said("2024-07-01")), Vec::<String>::new());
    assert_eq!(service.stages[bench.case(&service, &id).stage].code, "claims_open");
    let last = bench.case(&service, &id).line.values[usize::from(field(&bench, "claims_last_on"))].clone();
    assert_eq!(last, Value::Date(day("2025-12-31")));
    assert_eq!(bench.act(&service, &id, "close_claims", said("2025-12-31")), ["CAS-112"], "not before the last date");
    // What stands apart may be dated before the last act, but no act does it.
    assert!(service.act("file_claim").is_some_and(|act| act.apart));
}

#[test]
fn what_is_wrong_with_such_acts_and_clocks_is_told() {
    let files = Files::embedded();
    let text = files.text("services/liquidation.toml").unwrap().into_owned();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    let codes = Codes::load(&files).unwrap();
    let faults = |text: &str| match service_file::read("t", "liquidation", text, &tables, &clocks, &codes) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
    };
    assert_eq!(faults(&text), Vec::<String>::new());
    for (was, now, said) in [
        (
            "standing = [\"under_liquidation\"]",
            "standing = [\"dying\"]",
            "'dying' is no code of the list society_status",
        ),
        ("laws = [\"mscs_2002\"]", "laws = [\"mscs\"]", "'mscs' is no code of the list act"),
        ("back = [\"suspended\"]", "back = [\"gone\"]", "no stage 'gone'"),
        ("subject = \"society\"", "subject = \"firm\"", "the register liquidation has no field 'firm'"),
        ("status = \"under_liquidation\"", "status = \"sick\"", "status: 'sick' is nothing this field can be set to"),
        (
            "counted_from = [\"order_on\"]",
            "counted_from = [\"ground\"]",
            "'ground' is neither a date nor a year to count from",
        ),
        ("counted_from = [\"order_on\"]\n", "", "begins with nothing"),
        ("society_is = [\"functional\"", "society_is = [\"over\"", "'over' is no code of the list society_status"),
        ("apart = true\n", "apart = true\nasks = [\"ground\"]\n", "stands apart"),
    ] {
        assert!(text.contains(was), "{was}");
        let told = faults(&text.replacen(was, now, 1));
        assert!(told.iter().any(|fault| fault.contains(said)), "{said}: {told:?}");
    }
}
