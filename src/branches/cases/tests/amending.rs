//! What an act changes of a subject elsewhere, and figures held against the law: on the amendment of bye-laws.

use super::{Bench, day, on, ordered};
use crate::{
    branches::cases::{Case, DayCorrected, Service, Telling, correct_day, correct_force, sets_force, taken_over},
    catalogue::load_tables,
    model::{Date, Moment, NewEntry, SourceKey, Subject, Value},
    register::{Corrected, ReadRegister as _},
};

/// A bench with a society, its bye-laws in their first version, under an Act.
fn bench(act: &str) -> (Bench, Service, String) {
    let mut bench = Bench::new();
    let files = crate::catalogue::Files::embedded();
    let tables = load_tables(&files).unwrap();
    let all = crate::branches::cases::load(&files, &tables, &bench.clocks).unwrap();
    let service = all.into_iter().find(|service| service.code == "byelaw").unwrap();
    let said = [
        ("name_hi", Value::text("मनेर")),
        ("name_en", Value::text("Maner")),
        ("act", Value::text(act)),
        ("area", Value::text("Maner")),
        ("class", Value::text("dairy")),
        ("byelaw_version", Value::Integer(1)),
    ];
    let subject = Subject::New(SourceKey::named(&["s"]));
    let entry = NewEntry::stating(bench.tables.get("society").unwrap(), subject, day("2020-04-01"), said);
    let society = bench.enter(vec![entry]).remove(0);
    (bench, service, society)
}

fn facts<'a>(society: &str, more: &[(&'a str, Value)]) -> Vec<(&'a str, Value)> {
    [&[("society", Value::text(society)), ("byelaw_no", Value::text("2"))][..], more].concat()
}

fn fact(bench: &Bench, register: &str, subject: &str, key: &str, on: &str) -> Value {
    let line = bench.register.line(register, subject, Moment::on(day(on))).unwrap();
    let table = bench.tables.get(register).unwrap();
    line.and_then(|line| line.value(table, key).cloned()).unwrap_or(Value::Empty)
}

fn days(days: &[(&'static str, &str)]) -> Vec<(&'static str, Value)> {
    days.iter().map(|(key, text)| (*key, Value::Date(day(text)))).collect()
}

fn votes(present: i64, votes_for: i64, against: i64) -> Vec<(&'static str, Value)> {
    let all = [("total", 60), ("present", present), ("for", votes_for), ("against", against)];
    all.iter().map(|(key, number)| (*key, Value::Integer(*number))).collect()
}

#[test]
fn an_amendment_changes_the_society_and_its_text_from_the_day_of_the_order_or_the_day_it_says() {
    let (mut bench, service, society) = bench("bihar_1935");
    let document = "ab".repeat(32);
    let told = [("new_area", Value::text("Bihta")), ("text_document", Value::text(&document))];
    let id = bench.open(&service, "2026-01-10", &facts(&society, &told)).unwrap();
    assert!(bench.act(&service, &id, "scrutinise", on("2026-01-11")).is_empty());
    let later = ("effective_on".to_owned(), Value::Date(day("2026-04-01")));
    let done = bench.plan(
        &service,
        &id,
        service.act("register").unwrap(),
        &Telling { facts: vec![later], ..ordered("2026-02-01") },
    );
    assert_eq!(done.faults, vec![]);
    let changed: Vec<&str> = done.changed.iter().map(|(register, _)| register.as_str()).collect();
    assert_eq!(changed, ["society", "byelaw_text"]);
    bench.enter(done.entries);
    let area = |bench: &Bench, on: &str| fact(bench, "society", &society, "area", on);
    assert_eq!((area(&bench, "2026-03-31"), area(&bench, "2026-04-01")), (Value::text("Maner"), Value::text("Bihta")));
    // What stands beside the changed fields stays, and so does what the amendment does not speak of.
    assert_eq!(fact(&bench, "society", &society, "class", "2026-04-01"), Value::text("dairy"));
    assert_eq!(fact(&bench, "society", &society, "name_en", "2026-04-01"), Value::text("Maner"));
    assert_eq!(fact(&bench, "society", &society, "byelaw_version", "2026-04-01"), Value::Integer(2));
    assert_eq!(fact(&bench, "byelaw_text", &society, "text_document", "2026-03-31"), Value::Empty);
    assert_eq!(fact(&bench, "byelaw_text", &society, "text_document", "2026-04-01"), Value::text(&document));
    assert_eq!(fact(&bench, "byelaw_text", &society, "amendment", "2026-04-01"), Value::text(&id));

    // The day of the act moves what it set and not what the order set in force from a day of its own.
    let case: Case = bench.case(&service, &id);
    let law = day("2026-12-31");
    let DayCorrected::Enter(entries) =
        correct_day(&bench.register, &service, &case, (2, day("2026-02-02")), law).unwrap()
    else {
        panic!("a day that fits");
    };
    bench.enter(entries);
    assert_eq!(area(&bench, "2026-04-01"), Value::text("Bihta"));
    assert_eq!(fact(&bench, "byelaw_amendment", &id, "registered_on", "2026-12-31"), Value::Date(day("2026-02-02")));
    // The day it is in force from, put right in what rests on it.
    let case = bench.case(&service, &id);
    let field = bench.tables.get("byelaw_amendment").unwrap().field_no("effective_on").unwrap();
    let sets = sets_force(&service, &case, field).unwrap();
    let entries = correct_force(&bench.register, &case, sets, (field, day("2026-04-01"), day("2026-03-01"))).unwrap();
    assert_eq!(entries.len(), 2);
    bench.enter(entries);
    assert_eq!((area(&bench, "2026-02-28"), area(&bench, "2026-03-01")), (Value::text("Maner"), Value::text("Bihta")));
    // A fact of the case that was taken over is to be corrected there too.
    let no = bench.tables.get("byelaw_amendment").unwrap().field_no("new_area").unwrap();
    let wrong = Corrected { field: no, was: Value::text("Bihta"), now: Value::text("Danapur") };
    let there = taken_over(&bench.register, &service, &bench.case(&service, &id), &[wrong]).unwrap();
    assert_eq!((there.len(), there[0].1.table.as_str(), there[0].1.subject.as_str()), (1, "society", society.as_str()));
}

#[test]
fn a_number_nobody_recorded_is_not_made_up_and_nothing_to_say_is_no_entry() {
    let (mut bench, service, _) = bench("bihar_1935");
    let subject = Subject::New(SourceKey::named(&["other"]));
    let said = [("name_en", Value::text("Other"))];
    let entry = NewEntry::stating(bench.tables.get("society").unwrap(), subject, day("2020-04-01"), said);
    let society = bench.enter(vec![entry]).remove(0);
    let id = bench.open(&service, "2026-01-10", &facts(&society, &[])).unwrap();
    bench.act(&service, &id, "scrutinise", on("2026-01-11"));
    let done = bench.plan(&service, &id, service.act("register").unwrap(), &ordered("2026-02-01"));
    assert_eq!((done.faults, done.changed), (vec![], vec![]));
}

#[test]
fn figures_are_held_against_the_act_of_the_society_and_what_is_not_sourced_is_told() {
    let codes = |found: &[crate::model::Finding]| found.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let meeting = days(&[("notice_on", "2025-12-01"), ("meeting_on", "2025-12-16")]);
    let (mut bench, service, society) = bench("mscs_2002");
    // Fifteen days to the day, two of three votes to the vote, sixty days to the day.
    let right = [&meeting[..], &votes(30, 20, 10)].concat();
    let register = service.act("register").unwrap();
    let in_scrutiny = |bench: &mut Bench, on_day: &str, told: &[(&'static str, Value)]| {
        let id = bench.open(&service, on_day, &facts(&society, told)).unwrap();
        assert_eq!(bench.case(&service, &id).law.as_deref(), Some("mscs_2002"), "the Act of the society");
        bench.act(&service, &id, "scrutinise", on(on_day));
        id
    };
    let id = in_scrutiny(&mut bench, "2026-02-14", &right);
    let done = bench.plan(&service, &id, register, &ordered("2026-02-20"));
    assert_eq!((codes(&done.faults), codes(&done.warnings)), (vec![], vec![]));
    // One day, one vote less: short notice and late filing are told, too few votes refuse.
    let wrong = [&days(&[("notice_on", "2025-12-02"), ("meeting_on", "2025-12-16")])[..], &votes(30, 19, 10)].concat();
    let id = in_scrutiny(&mut bench, "2026-02-15", &wrong);
    let done = bench.plan(&service, &id, register, &ordered("2026-02-20"));
    assert_eq!(codes(&done.faults), ["CAS-145"]);
    assert_eq!(codes(&done.warnings), ["CAS-240", "CAS-240"]);
    // Nothing recorded is nothing checked, and is said.
    let id = in_scrutiny(&mut bench, "2026-02-16", &[]);
    let done = bench.plan(&service, &id, register, &ordered("2026-02-20"));
    assert_eq!((codes(&done.faults), codes(&done.warnings)), (vec![], vec!["CAS-243".to_owned(); 3]));
    // More votes than people are none.
    let faults = bench.open(&service, "2026-02-16", &facts(&society, &votes(30, 20, 11))).unwrap_err();
    assert_eq!(codes(&faults), ["CAS-146"]);
}

#[test]
fn where_no_limit_was_sourced_nothing_is_refused_by_one() {
    let (mut bench, service, society) = bench("bihar_1935");
    let told = [&days(&[("notice_on", "2025-12-15"), ("meeting_on", "2025-12-16")])[..], &votes(30, 1, 29)].concat();
    let id = bench.open(&service, "2026-02-16", &facts(&society, &told)).unwrap();
    bench.act(&service, &id, "scrutinise", on("2026-02-16"));
    let done = bench.plan(&service, &id, service.act("register").unwrap(), &ordered("2026-02-20"));
    let codes: Vec<&str> = done.warnings.iter().map(|one| one.code.as_str()).collect();
    assert_eq!((done.faults.len(), codes), (0, vec!["CAS-242"; 3]));
    assert_eq!(bench.register.line("society", &society, Moment::on(Date::MAX)).unwrap().unwrap().subject, society);
}
