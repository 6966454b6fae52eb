//! Cases over a register in memory: what the gate lets through, what clocks make of it, what a book brought.

use super::{
    ActDef, Advanced, Case, Counter, DayCorrected, Law, OfficeLimit, Reason, Service, Stay, Telling, add_stay, allowed,
    case, cases, correct_day, holiday, lift_stay, running, service_file, set_limit, stays, today,
};
use crate::{
    branches::officers::{Delegating, NewOfficer, Posting, add, delegate},
    catalogue::{Clocks, Files, OnExpiry, TimeUnit, load_tables},
    cleaning::Codes,
    clocks::{Limit, Standing},
    model::{Date, Findings, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Tables, Value},
    register::{MemoryRegister, ReadRegister},
};
use jiff::civil::Weekday;

/// A service about societies, as a later one would be written.
const AMENDMENT: &str = r#"
en = "Amendment"
hi = "संशोधन"
register = "byelaw_amendment"
opened_on = "filed_on"
number = "byelaw_no"
title = "new_text"
society = "society"

[[stage]]
code = "filed"
en = "Filed"
hi = "प्रस्तुत"

[[stage]]
code = "registered"
en = "Registered"
hi = "पंजीकृत"
closed = true

[[act]]
code = "file"
en = "File"
hi = "प्रस्तुत करें"
from = []
to = "filed"
asks = ["society", "new_text", "byelaw_no"]
requires = ["society"]
sets = { filed_on = "@day" }
source = "s"
source_hi = "स"
seen = "project"

[[act]]
code = "register"
en = "Register"
hi = "पंजीकृत करें"
from = ["filed"]
to = "registered"
order = true
power = "byelaws"
source = "s"
source_hi = "स"
seen = "project"
"#;

mod amending;

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) struct Bench {
    pub(super) tables: Tables,
    pub(super) clocks: Clocks,
    pub(super) register: MemoryRegister,
    registration: Service,
    amendment: Service,
}

impl Bench {
    pub(super) fn new() -> Self {
        let files = Files::embedded();
        let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
        let codes = Codes::load(&files).unwrap();
        let amendment = service_file::read("t", "amendment", AMENDMENT, &tables, &clocks, &codes).unwrap();
        let registration = super::load(&files, &tables, &clocks).unwrap();
        let registration = registration.into_iter().find(|service| service.code == "registration").unwrap();
        let register = MemoryRegister::new("BR-PAT", tables.clone());
        Self { tables, clocks, register, registration, amendment }
    }
    pub(super) fn enter(&mut self, entries: Vec<NewEntry>) -> Vec<String> {
        let plan = Plan { entries, ..Plan::default() };
        let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
        self.register.apply(&plan, now).unwrap().subjects
    }
    pub(super) fn law(&self) -> Law {
        Law::read(&self.register, self.clocks.clone(), &[Weekday::Sunday], Moment::on(Date::MAX)).unwrap()
    }
    pub(super) fn at<T>(&self, service: &Service, work: impl FnOnce(&Counter<'_>) -> T) -> T {
        let law = self.law();
        let today = day("2026-12-31");
        work(&Counter { register: &self.register, service, law: &law, today, state: "BR", office_name: "पटना" })
    }
    pub(super) fn open(&mut self, service: &Service, on: &str, facts: &[(&str, Value)]) -> Result<String, Findings> {
        let facts = facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let telling = Telling { on: day(on), login: "asha".into(), facts, ..Telling::default() };
        let opened = self.at(service, |counter| counter.open(&telling).unwrap());
        if !opened.faults.is_empty() {
            return Err(opened.faults);
        }
        Ok(self.enter(opened.entries).remove(0))
    }
    pub(super) fn case(&self, service: &Service, id: &str) -> Case {
        case(&self.register, service, id, Moment::on(Date::MAX)).unwrap().unwrap()
    }
    pub(super) fn plan(&self, service: &Service, id: &str, act: &ActDef, telling: &Telling) -> Advanced {
        let found = self.case(service, id);
        self.at(service, |counter| counter.advance(&found, act, telling).unwrap())
    }
    /// Does an act; the codes of what stood in its way.
    pub(super) fn act(&mut self, service: &Service, id: &str, code: &str, telling: Telling) -> Vec<String> {
        let done = self.plan(service, id, service.act(code).unwrap(), &telling);
        if done.faults.is_empty() {
            self.enter(done.entries);
        }
        done.faults.into_iter().map(|fault| fault.code).collect()
    }
}

pub(super) fn on(text: &str) -> Telling {
    Telling { on: day(text), login: "asha".into(), ..Telling::default() }
}

fn application() -> [(&'static str, Value); 3] {
    [
        ("proposed_name", Value::text("मनेर दुग्ध सहकारी समिति")),
        ("class", Value::text("dairy")),
        ("member_count", Value::Integer(11)),
    ]
}

pub(super) fn ordered(text: &str) -> Telling {
    Telling { order_no: Some("7/2026".into()), remark: Some("क".into()), ..on(text) }
}

#[test]
fn numbers_run_without_a_gap_through_a_co_operative_year_and_begin_again_with_the_next() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let ids = ["2026-03-30", "2026-03-31", "2026-04-01"].map(|day| bench.open(&service, day, &application()).unwrap());
    let numbers = ids.each_ref().map(|id| bench.case(&service, id).number);
    assert_eq!(numbers, ["1/2025-26", "2/2025-26", "1/2026-27"]);
    let again = [&application()[..], &[("receipt_no", Value::text("2/2025-26"))]].concat();
    let faults = bench.open(&service, "2026-03-01", &again).unwrap_err();
    assert_eq!(faults[0].code, "CAS-113");
    // Another year may have that number again.
    assert!(bench.open(&service, "2026-05-01", &again).is_ok());
}

#[test]
fn a_query_stops_the_clock_the_cure_starts_it_again_and_a_stay_binds_everything() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let limit = Limit { number: 30, unit: TimeUnit::Days, next_working_day: true };
    let own = OfficeLimit { limit, order_no: "1".into(), order_on: None };
    let entry = set_limit(&bench.register, "BR-REG-02", &own, day("2026-01-01")).unwrap();
    let republic = holiday(&bench.register, day("2026-02-28"), "अवकाश").unwrap();
    bench.enter(vec![entry, republic]);
    let id = bench.open(&service, "2026-01-01", &application()).unwrap();
    let standing = |bench: &Bench, on: &str| {
        let law = bench.law();
        running(&service, &bench.case(&service, &id), &law, "BR", day(on))[0].standing
    };
    assert_eq!(standing(&bench, "2026-01-15"), Standing::Running(day("2026-01-31")));
    assert!(bench.act(&service, &id, "scrutinise", on("2026-01-05")).is_empty());
    let query = Telling {
        remark: Some("कार्यवृत्त नहीं".into()), next_on: Some(day("2026-02-05")), ..on("2026-01-11")
    };
    assert!(bench.act(&service, &id, "query", query).is_empty());
    assert_eq!(standing(&bench, "2026-03-01"), Standing::Stopped(day("2026-01-11"), 20));
    assert_eq!(bench.act(&service, &id, "lapse", ordered("2026-02-05")), ["CAS-112"], "the date set has not passed");
    assert_eq!(bench.case(&service, &id).next_on(), Some(day("2026-02-05")));
    assert!(bench.act(&service, &id, "cure", on("2026-02-06")).is_empty());
    // Twenty-six days with the applicant: 26 February.
    assert_eq!(standing(&bench, "2026-02-10"), Standing::Running(day("2026-02-26")));
    let stay = Stay {
        kind: "proceedings".into(),
        case: Some(id.clone()),
        court: "पटना उच्च न्यायालय".into(),
        order_no: "7/2026".into(),
        on: day("2026-02-10"),
        ..Stay::default()
    };
    let stay = add_stay(&bench.register, &stay).unwrap();
    bench.enter(vec![stay]);
    assert_eq!(bench.act(&service, &id, "refuse", ordered("2026-02-11")), ["CAS-109"]);
    assert_eq!(standing(&bench, "2026-02-20"), Standing::Stopped(day("2026-02-10"), 16));
    let now: Vec<String> = allowed(&service, &bench.case(&service, &id)).iter().map(|act| act.code.clone()).collect();
    assert!(now.is_empty());
    let stay = stays(&bench.register, Moment::on(Date::MAX)).unwrap().remove(0);
    let lifted = lift_stay(&bench.register, &stay, day("2026-02-12"), "8/2026").unwrap();
    bench.enter(vec![lifted]);
    // It binds the days it was in force, whenever they are told of.
    assert_eq!(bench.act(&service, &id, "refuse", ordered("2026-02-11")), ["CAS-109"]);
    // Two days more end on the 28th, a holiday before a Sunday.
    assert_eq!(standing(&bench, "2026-02-20"), Standing::Running(day("2026-03-02")));
    let longer = Telling { next_on: Some(day("2026-04-07")), ..ordered("2026-02-13") };
    assert!(bench.act(&service, &id, "extend", longer).is_empty());
    assert_eq!(standing(&bench, "2026-03-20"), Standing::Running(day("2026-04-07")));
    assert!(bench.act(&service, &id, "refuse", ordered("2026-04-08")).is_empty());
    assert_eq!(standing(&bench, "2026-05-01"), Standing::Late(day("2026-04-08"), day("2026-04-07")));
    assert_eq!(bench.act(&service, &id, "cure", on("2026-04-09")), ["CAS-108"]);
}

#[test]
fn every_fault_of_an_act_is_told_in_one_pass_and_nothing_is_entered() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let id = bench.open(&service, "2026-01-10", &application()).unwrap();
    let facts = vec![("colour".to_owned(), Value::text("x"))];
    let telling = Telling { facts, papers: vec!["passport".into()], ..on("2026-01-09") };
    let codes = bench.act(&service, &id, "register", telling);
    assert_eq!(codes, ["CAS-101", "CAS-105", "CAS-102", "CAS-116", "CAS-120", "CAS-121", "CAS-121"]);
    assert_eq!(bench.act(&service, &id, "query", on("2027-01-09")), ["CAS-101", "CAS-106", "CAS-114", "CAS-115"]);
    assert_eq!((bench.case(&service, &id).stage, bench.case(&service, &id).events.len()), (0, 0));
}

#[test]
fn where_officers_are_registered_only_who_is_posted_acts_and_a_power_is_delegated() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let id = bench.open(&service, "2026-01-10", &application()).unwrap();
    let posting = Posting {
        post: "DCO".into(),
        office_name: "पटना".into(),
        from: day("2026-01-11"),
        to: Some(day("2026-06-30")),
    };
    let new = NewOfficer { login: "ravi".into(), name: "रवि".into(), posting };
    let entry = add(&bench.register, &new).unwrap().unwrap();
    let officer = bench.enter(vec![entry]).remove(0);
    assert_eq!(add(&bench.register, &new).unwrap(), None, "a login is registered once");
    let ravi = |text: &str| Telling { login: "ravi".into(), ..ordered(text) };
    assert_eq!(bench.act(&service, &id, "scrutinise", on("2026-01-12")), ["CAS-103"], "asha is no officer");
    assert_eq!(bench.act(&service, &id, "scrutinise", ravi("2026-01-10")), ["CAS-107"], "not posted yet");
    assert!(bench.act(&service, &id, "scrutinise", ravi("2026-01-12")).is_empty());
    assert_eq!(bench.act(&service, &id, "refuse", ravi("2026-01-20")), ["CAS-104"]);
    let power = Delegating {
        power: "registration".into(),
        section: "6".into(),
        notification: "26.12.2008".into(),
        from: day("2026-01-21"),
        to: None,
    };
    let entry = delegate(&bench.register, &officer, &power).unwrap();
    bench.enter(vec![entry]);
    assert_eq!(bench.act(&service, &id, "refuse", ravi("2026-01-20")), ["CAS-104"], "from the day after");
    assert_eq!(bench.act(&service, &id, "refuse", ravi("2026-07-01")), ["CAS-107"], "posted elsewhere by then");
    assert!(bench.act(&service, &id, "refuse", ravi("2026-01-21")).is_empty());
}

#[test]
fn a_cancelled_society_and_one_that_is_wound_up_do_no_further_business() {
    let mut bench = Bench::new();
    let (service, society) = (bench.amendment.clone(), bench.tables.get("society").unwrap().clone());
    let known = |status: &str, from: &str, subject: Subject| {
        let said = [("status", Value::text(status)), ("status_order", Value::text("9/2026"))];
        NewEntry::stating(&society, subject, day(from), said)
    };
    let new = Subject::New(SourceKey::named(&["s"]));
    let id = bench.enter(vec![known("functional", "2000-01-01", new)]).remove(0);
    let filed =
        bench.open(&service, "2026-01-10", &[("society", Value::text(&id)), ("new_text", Value::text("x"))]).unwrap();
    bench.enter(vec![known("under_liquidation", "2026-02-01", Subject::Known(id.clone()))]);
    assert_eq!(bench.act(&service, &filed, "register", ordered("2026-02-01")), ["CAS-111"]);
    bench.enter(vec![known("cancelled", "2026-03-01", Subject::Known(id))]);
    assert_eq!(bench.act(&service, &filed, "register", ordered("2026-03-01")), ["CAS-110"]);
    // On an earlier day it was still at work.
    assert!(bench.act(&service, &filed, "register", ordered("2026-01-31")).is_empty());
}

#[test]
fn a_stay_of_a_society_binds_the_acts_it_names_in_every_case_of_it_and_in_no_other() {
    let mut bench = Bench::new();
    let (service, society) = (bench.amendment.clone(), bench.tables.get("society").unwrap().clone());
    let ids = ["s", "t"].map(|name| {
        let subject = Subject::New(SourceKey::named(&[name]));
        let said = [("status", Value::text("functional"))];
        bench.enter(vec![NewEntry::stating(&society, subject, day("2000-01-01"), said)]).remove(0)
    });
    let cases = ids.each_ref().map(|id| {
        bench.open(&service, "2026-01-10", &[("society", Value::text(id)), ("new_text", Value::text("x"))]).unwrap()
    });
    let of = |kind: &str, acts: &[&str], order: &str| Stay {
        kind: kind.into(),
        society: Some(ids[0].clone()),
        acts: acts.iter().map(|act| (*act).to_owned()).collect(),
        court: "पटना उच्च न्यायालय".into(),
        order_no: order.into(),
        on: day("2026-01-20"),
        ..Stay::default()
    };
    // Of its election, and of an act of another name: neither touches the amendment.
    let others = [of("election", &[], "1"), of("act", &["refuse"], "2")];
    bench.enter(others.iter().map(|stay| add_stay(&bench.register, stay).unwrap()).collect());
    let named = add_stay(&bench.register, &of("act", &["register"], "3")).unwrap();
    assert!(
        bench.plan(&service, &cases[0], service.act("register").unwrap(), &ordered("2026-01-21")).faults.is_empty()
    );
    bench.enter(vec![named]);
    assert_eq!(bench.act(&service, &cases[0], "register", ordered("2026-01-20")), ["CAS-109"]);
    assert!(bench.act(&service, &cases[1], "register", ordered("2026-01-20")).is_empty(), "another society");
    // The day before it was free.
    assert!(bench.act(&service, &cases[0], "register", ordered("2026-01-19")).is_empty());
}

#[test]
fn a_society_gets_its_number_once_and_takes_over_what_the_application_said() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let register = |bench: &mut Bench, number: &str, papers: &[&str]| {
        let id = bench.open(&service, "2026-01-10", &application()).unwrap();
        let papers = papers.iter().map(|code| (*code).to_owned()).collect();
        assert!(bench.act(&service, &id, "scrutinise", Telling { papers, ..on("2026-01-10") }).is_empty());
        let facts = [("reg_no", Value::text(number)), ("district", Value::Integer(212))];
        let facts = facts.map(|(key, value)| (key.to_owned(), value)).to_vec();
        let act = service.act("register").unwrap();
        let done = bench.plan(&service, &id, act, &Telling { facts, ..ordered("2026-01-20") });
        let codes: Vec<String> = done.faults.iter().chain(&done.warnings).map(|found| found.code.clone()).collect();
        if done.faults.is_empty() {
            bench.enter(done.entries);
        }
        (id, codes)
    };
    let (id, codes) = register(&mut bench, "12/2026", &["form"]);
    assert_eq!(codes, ["CAS-202"], "papers of the checklist are missing");
    let all = service.papers_of("dairy").map(|paper| paper.code.as_str()).collect::<Vec<_>>();
    let table = bench.tables.get("society").unwrap();
    let mut lines = Vec::new();
    bench
        .register
        .lines("society", Moment::on(Date::MAX), &mut |line| {
            lines.push(line);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let value = |key: &str| lines[0].values[usize::from(table.field_no(key).unwrap())].clone();
    assert_eq!((value("application"), value("members")), (Value::text(&id), Value::Integer(11)));
    assert_eq!((value("act"), value("reg_date")), (Value::text("bihar_1935"), Value::Date(day("2026-01-20"))));
    assert_eq!((value("name_hi"), value("name_en")), (Value::text("मनेर दुग्ध सहकारी समिति"), Value::Empty));
    assert_eq!(register(&mut bench, "12/2026", &all).1, ["CAS-119"], "the number is taken");
    assert_eq!(register(&mut bench, "13/2026", &all).1, Vec::<String>::new());
}

#[test]
fn what_a_book_says_of_a_case_shows_its_stage_its_days_and_its_clock() {
    let mut bench = Bench::new();
    let (service, table) = (bench.registration.clone(), bench.tables.get("application").unwrap().clone());
    let mut book = |row: &str, said: &[(&'static str, Value)]| {
        let all = [("received_on", Value::Date(day("2021-01-01"))), ("act", Value::text("mscs_2002"))];
        let all = all.into_iter().chain(said.iter().cloned());
        let entry = NewEntry::stating(&table, Subject::New(SourceKey::named(&[row])), day("2021-01-01"), all);
        bench.enter(vec![entry]).remove(0)
    };
    let memo = ("defect_memo_on", Value::Date(day("2021-02-01")));
    let cured = ("cured_on", Value::Date(day("2021-03-01")));
    let open = book("1", &[]);
    let asked = book("2", std::slice::from_ref(&memo));
    let answered = book("3", &[memo, cured]);
    let ended = book("4", &[("decision", Value::text("refused")), ("decided_on", Value::Date(day("2021-04-30")))]);
    let undated = book("5", &[("decision", Value::text("registered"))]);
    let law = bench.law();
    let told = |id: &str| {
        let case = bench.case(&service, id);
        let standing = running(&service, &case, &law, "BR", day("2021-12-31")).first().map(|clock| clock.standing);
        (service.stages[case.stage].code.clone(), standing)
    };
    // Four months and then deemed, before 2023: a line in force on the day the application came, and no other.
    assert_eq!(told(&open), ("received".into(), Some(Standing::Expired(day("2021-05-01")))));
    assert_eq!(told(&asked).0, "query");
    assert!(matches!(told(&asked).1, Some(Standing::Stopped(_, 89))));
    assert_eq!(told(&answered), ("scrutiny".into(), Some(Standing::Expired(day("2021-05-29")))));
    assert_eq!(told(&ended), ("refused".into(), Some(Standing::Met(day("2021-04-30"), day("2021-05-01")))));
    assert_eq!(
        told(&undated),
        ("registered".into(), None),
        "ended on a day nobody recorded: nothing is held against it"
    );
    let all = cases(&bench.register, &service, Moment::on(Date::MAX)).unwrap();
    let due = today(&service, &all, &law, "BR", (day("2021-12-31"), day("2022-01-07")));
    let reasons: Vec<(&str, &Reason)> = due.iter().map(|due| (due.case.id.as_str(), &due.reason)).collect();
    let since = |text: &str| Reason::Deemed(OnExpiry::DeemedGranted, day(text));
    assert_eq!(reasons, [(open.as_str(), &since("2021-05-02")), (answered.as_str(), &since("2021-05-30"))]);
    // Nothing was entered by that.
    assert_eq!(bench.register.count("case_event", Moment::on(Date::MAX)).unwrap(), 0);
}

#[test]
fn the_limit_is_that_of_the_day_the_application_came() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let act = [&application()[..], &[("act", Value::text("mp_1960"))]].concat();
    let (law, days) = (bench.law(), ["2025-03-23", "2025-03-24"]);
    let due = days.map(|on| {
        let id = bench.open(&service, on, &act).unwrap();
        let case = bench.case(&service, &id);
        let clocks = running(&service, &case, &law, "MP", day(on));
        let lines: Vec<(&str, Option<Date>)> =
            clocks.iter().map(|clock| (clock.line.map_or("", |line| &line.id), clock.due())).collect();
        lines.into_iter().map(|(id, due)| (id.to_owned(), due)).collect::<Vec<_>>()
    });
    let portal = |on: &str| ("MP-REG-05".to_owned(), Some(day(on)));
    assert_eq!(due[0], [("MP-REG-03".to_owned(), Some(day("2025-06-21"))), portal("2025-05-07")]);
    assert_eq!(due[1], [("MP-REG-04".to_owned(), Some(day("2025-04-23"))), portal("2025-05-08")]);
}

#[test]
fn a_corrected_day_changes_what_its_act_wrote_and_leaves_what_a_later_act_set_to_the_same_day() {
    let mut bench = Bench::new();
    let service = bench.registration.clone();
    let id = bench.open(&service, "2026-01-01", &application()).unwrap();
    let query = |on_: &str| Telling { remark: Some("क".into()), next_on: Some(day("2026-06-01")), ..on(on_) };
    let officer = vec![("inquiry_officer".to_owned(), Value::text("ख"))];
    assert!(bench.act(&service, &id, "scrutinise", Telling { facts: officer, ..on("2026-01-02") }).is_empty());
    for (code, telling) in [("query", query("2026-01-10")), ("cure", on("2026-01-10")), ("query", query("2026-01-10"))]
    {
        assert!(bench.act(&service, &id, code, telling).is_empty());
    }
    let correct = |bench: &mut Bench, serial: i64, on: &str| {
        let found = bench.case(&service, &id);
        match correct_day(&bench.register, &service, &found, (serial, day(on)), day("2026-12-31")).unwrap() {
            DayCorrected::Enter(entries) => bench.enter(entries).len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        correct(&mut bench, 2, "2026-01-05"),
        4,
        "event, own entry, the cure that repeats its day, what stood behind it"
    );
    assert_eq!(correct(&mut bench, 1, "2026-01-03"), 2, "what sets no day is in force from the right one all the same");
    assert_eq!(correct(&mut bench, 2, "2026-01-06"), 4, "also once more");
    let table = bench.tables.get("application").unwrap();
    let value = |on: &str, key: &str| {
        let line = bench.register.line("application", &id, Moment::on(day(on))).unwrap().unwrap();
        line.values[usize::from(table.field_no(key).unwrap())].clone()
    };
    let date = |text: &str| Value::Date(day(text));
    assert_eq!(
        (value("2026-01-02", "inquiry_officer"), value("2026-01-03", "inquiry_officer")),
        (Value::Empty, Value::text("ख"))
    );
    assert_eq!(
        (value("2026-01-05", "defect_memo_on"), value("2026-01-06", "defect_memo_on")),
        (Value::Empty, date("2026-01-06"))
    );
    // The second query of the 10th is its own.
    assert_eq!(
        (value("2026-01-10", "defect_memo_on"), value("2026-01-10", "cured_on")),
        (date("2026-01-10"), Value::Empty)
    );
    let steps: Vec<String> = bench.case(&service, &id).steps.iter().map(|step| step.on.to_string()).collect();
    assert_eq!(steps, ["2026-01-01", "2026-01-03", "2026-01-06", "2026-01-10", "2026-01-10"]);
    let found = bench.case(&service, &id);
    let late = correct_day(&bench.register, &service, &found, (2, day("2026-01-10")), day("2026-12-31")).unwrap();
    assert!(matches!(late, DayCorrected::OutOfOrder(Some(_), to) if to == day("2026-01-09")), "{late:?}");
}

/// A service that waits, that records a silence, that changes what is known, under the Act of its society.
const WAITING: &str = r#"
en = "Waiting"
hi = "प्रतीक्षा"
register = "expulsion"
opened_on = "proposed_on"
number = "case_no"
title = "ground"
society = "society"
law_of_society = true

[[stage]]
code = "open"
en = "Open"
hi = "खुला"

[[stage]]
code = "done"
en = "Done"
hi = "पूर्ण"
closed = true

[[act]]
code = "propose"
en = "Propose"
hi = "प्रस्ताव"
from = []
to = "open"
asks = ["society", "member", "ground"]
sets = { proposed_on = "@day" }
source = "s"
source_hi = "स"
seen = "project"

[[act]]
code = "notice"
en = "Notice"
hi = "सूचना"
from = ["open"]
source = "s"
source_hi = "स"
seen = "project"

[[act]]
code = "expel"
en = "Expel"
hi = "निष्कासन"
from = ["open"]
to = "done"
source = "s"
source_hi = "स"
seen = "project"
[[act.changes]]
register = "member"
subject = "member"
takes = { cease_reason = "ground" }
sets = { ceased_on = "@day" }

[[act]]
code = "silence"
en = "Silence"
hi = "मौन"
from = ["open"]
to = "done"
records = { clock = "decision", as = "deemed_granted" }
source = "s"
source_hi = "स"
seen = "project"

[[wait]]
act = "expel"
since = "notice"
lines = { mp_1960 = "MP-MEM-01" }

[[clock]]
code = "decision"
en = "Decision"
hi = "निर्णय"
starts = ["propose"]
ends = ["expel", "silence"]
classes = { BR-MEM-01 = ["pacs"] }
lines = { bihar_1935 = ["BR-MEM-01"], mp_1960 = ["MP-MEM-04"] }
"#;

/// A society of an Act and a class with one member: their identities.
fn of_act(bench: &mut Bench, act: &str, class: &str) -> (String, String) {
    let tables = bench.tables.clone();
    let (society, member) = (tables.get("society").unwrap(), tables.get("member").unwrap());
    let said = [("reg_no", Value::text(act)), ("act", Value::text(act)), ("class", Value::text(class))];
    let entry = NewEntry::stating(society, Subject::New(SourceKey::named(&[act, class])), day("2000-01-01"), said);
    let id = bench.enter(vec![entry]).remove(0);
    let said =
        [("society", Value::text(&id)), ("name", Value::text("राम")), ("admitted_on", Value::Date(day("2010-01-01")))];
    let entry = NewEntry::stating(member, Subject::New(SourceKey::named(&["m", &id])), day("2010-01-01"), said);
    let member = bench.enter(vec![entry]).remove(0);
    (id, member)
}

#[test]
fn an_act_waits_for_its_time_under_the_act_of_the_society_and_changes_what_is_known() {
    let mut bench = Bench::new();
    let codes = Codes::load(&Files::embedded()).unwrap();
    let service = service_file::read("t", "waiting", WAITING, &bench.tables, &bench.clocks, &codes).unwrap();
    let mut begun = |act: &str, class: &str| {
        let (society, member) = of_act(&mut bench, act, class);
        let facts = [
            ("society", Value::text(&society)),
            ("member", Value::text(&member)),
            ("ground", Value::text("expulsion")),
        ];
        let case = bench.open(&service, "2026-01-01", &facts).unwrap();
        assert!(bench.act(&service, &case, "notice", on("2026-01-10")).is_empty());
        (case, member)
    };
    let (mp, member) = begun("mp_1960", "dairy");
    let (pacs, _) = begun("bihar_1935", "pacs");
    let (dairy, _) = begun("bihar_1935", "dairy");
    let found = bench.case(&service, &mp);
    assert_eq!(found.law.as_deref(), Some("mp_1960"), "{found:?}");
    // Fifteen days in MP, nothing elsewhere.
    assert_eq!(bench.act(&service, &mp, "expel", on("2026-01-25")), ["CAS-152"]);
    assert!(bench.act(&service, &mp, "expel", on("2026-01-26")).is_empty());
    let tables = bench.tables.clone();
    let table = tables.get("member").unwrap();
    let ended = |bench: &Bench, on: &str| {
        let line = bench.register.line("member", &member, Moment::on(day(on))).unwrap().unwrap();
        let value = |key: &str| line.value(table, key).cloned().unwrap();
        (value("ceased_on"), value("cease_reason"), value("name"))
    };
    let told = (Value::Date(day("2026-01-26")), Value::text("expulsion"), Value::text("राम"));
    assert_eq!(ended(&bench, "2026-01-26"), told, "what stands beside it is as it was");
    assert_eq!(ended(&bench, "2026-01-25").0, Value::Empty);
    // The day put right is right there too.
    let corrected =
        correct_day(&bench.register, &service, &bench.case(&service, &mp), (2, day("2026-01-28")), day("2026-12-31"));
    let DayCorrected::Enter(entries) = corrected.unwrap() else { panic!("to be entered") };
    bench.enter(entries);
    assert_eq!(ended(&bench, "2026-01-28").0, Value::Date(day("2026-01-28")));
    assert_eq!(ended(&bench, "2026-01-27").0, Value::Empty);
    // Silence: fifteen days in a PACS, of other classes the line says nothing, and nothing is deemed.
    assert_eq!(bench.act(&service, &pacs, "silence", on("2026-01-16")), ["CAS-153"]);
    assert_eq!(bench.act(&service, &dairy, "silence", on("2026-06-01")), ["CAS-153"]);
    assert!(bench.act(&service, &pacs, "silence", on("2026-01-17")).is_empty());
    let standing = bench.at(&service, |counter| {
        running(&service, &bench.case(&service, &dairy), counter.law, "BR", day("2026-06-01"))[0].standing
    });
    assert_eq!(standing, Standing::NoLimit);
    // Whom it would change must be there.
    let facts = [("member", Value::text("BR-PAT-M-99")), ("ground", Value::text("expulsion"))];
    let lost = bench.open(&service, "2026-01-01", &facts).unwrap();
    assert_eq!(bench.act(&service, &lost, "expel", on("2026-01-02")), ["CAS-151"]);
}

/// A service with what pages add: dates of stages, a last day, an act a page alone does.
const CHARGE: &str = r#"
en = "Charge"
hi = "प्रभार"
register = "supersession"
opened_on = "proposed_on"
number = "supersession_no"
title = "name"
law = "act"

[[latest]]
field = "until"
from = "superseded_on"
acts = ["order"]
[latest.lines]
mscs_2002 = "CN-ELE-08"
bihar_1935 = "BR-ELE-11"
[latest.compared]
bihar_1935 = "CN-ELE-08"

[[stage]]
code = "proposed"
en = "Proposed"
hi = "प्रस्तावित"

[[stage]]
code = "ordered"
en = "Ordered"
hi = "आदेशित"
due = ["until"]

[[stage]]
code = "ended"
en = "Ended"
hi = "समाप्त"
closed = true

[[act]]
code = "propose"
en = "Propose"
hi = "प्रस्ताव"
from = []
to = "proposed"
asks = ["act"]
sets = { proposed_on = "@day", name = "@made" }
source = "s"
source_hi = "स"
seen = "project"

[[act]]
code = "order"
en = "Order"
hi = "आदेश"
from = ["proposed"]
to = "ordered"
asks = ["until"]
verb = "charge order"
sets = { superseded_on = "@day", section = "@made" }
source = "s"
source_hi = "स"
seen = "project"

[[act]]
code = "end"
en = "End"
hi = "समाप्ति"
from = ["ordered"]
to = "ended"
source = "s"
source_hi = "स"
seen = "project"
"#;

#[test]
fn a_date_beyond_what_binds_is_refused_beyond_a_comparison_told_and_is_due_in_its_stage() {
    let mut bench = Bench::new();
    let codes = Codes::load(&Files::embedded()).unwrap();
    let service = service_file::read("t", "charge", CHARGE, &bench.tables, &bench.clocks, &codes).unwrap();
    let order = service.act("order").unwrap().clone();
    assert_eq!(order.verb.as_deref(), Some("charge order"));
    let until = |text: &str| Telling {
        facts: vec![("until".into(), Value::Date(day(text)))],
        made: vec![("section".into(), Value::text("41")), ("until".into(), Value::text("never taken"))],
        ..on("2026-01-10")
    };
    let union = bench.open(&service, "2026-01-01", &[("act", Value::text("mscs_2002"))]).unwrap();
    let state = bench.open(&service, "2026-01-01", &[("act", Value::text("bihar_1935"))]).unwrap();
    assert_eq!(bench.act(&service, &union, "order", until("2026-07-11")), ["CAS-181"]);
    let told = bench.plan(&service, &state, &order, &until("2026-07-11"));
    let warned: Vec<&str> = told.warnings.iter().map(|warning| warning.code.as_str()).collect();
    assert_eq!((told.faults.len(), warned), (0, vec!["CAS-281"]));
    assert!(bench.act(&service, &union, "order", until("2026-07-10")).is_empty());
    let case = bench.case(&service, &union);
    let value = |key: &str| case.line.value(bench.tables.get("supersession").unwrap(), key).cloned();
    assert_eq!(value("section"), Some(Value::text("41")), "what the page made");
    assert_eq!(value("until"), Some(Value::Date(day("2026-07-10"))), "what a person told stays");
    let all = [case];
    let law = bench.law();
    let due = today(&service, &all, &law, "BR", (day("2026-07-11"), day("2026-07-18")));
    assert_eq!((due.len(), &due[0].reason, due[0].on), (1, &Reason::DatePassed, day("2026-07-10")));
    assert_eq!(due[0].what.en, "Until");
    assert!(today(&service, &all, &law, "BR", (day("2026-07-01"), day("2026-07-08"))).is_empty());
}
