//! The register of societies worked by itself, on registers made here.

use super::{Held, StepKind, Terms, Told, added, amended, history, of_all, of_one};
use crate::{
    branches::cases::Law,
    catalogue::{Clocks, Files, load_tables},
    model::{Act, Date, EARLIEST, Findings, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Value},
    register::{MemoryRegister, ReadRegister},
};
use std::ops::ControlFlow;

struct Desk {
    register: MemoryRegister,
    terms: Terms,
    law: Law,
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn text(text: &str) -> Value {
    Value::text(text)
}

const TODAY: Date = Date::constant(2025, 12, 1);

impl Desk {
    fn new() -> Self {
        let files = Files::embedded();
        let clocks = Clocks::load(&files).unwrap();
        let register = MemoryRegister::new("BR-PAT", load_tables(&files).unwrap());
        let terms = Terms::load(&files, register.tables(), &clocks).unwrap();
        let law = Law::read(&register, clocks, &[], Moment::on(TODAY)).unwrap();
        Self { register, terms, law }
    }
    fn write(&mut self, entries: Vec<NewEntry>) -> String {
        let act = Act { order_no: Some("7".into()), ..Act::default() };
        let plan = Plan { act, entries, ..Plan::default() };
        let at = Instant::end_of_day(TODAY).unwrap();
        self.register.apply(&plan, at).unwrap().subjects.remove(0)
    }
    fn enter(&mut self, table: &str, from: Date, said: &[(&str, Value)]) -> String {
        let def = self.register.definition(table).unwrap();
        let key = SourceKey::named(&[table, &format!("{said:?}")]);
        let entry = NewEntry::stating(def, Subject::New(key), from, said.iter().cloned());
        self.write(vec![entry])
    }
    fn add(&mut self, facts: &[(&str, Value)]) -> Result<String, Vec<String>> {
        let facts: Vec<(String, Value)> = facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let told = Told { on: TODAY, today: TODAY, login: "asha", order_no: Some("7"), facts: &facts };
        let entry = added(&self.register, &self.terms, &told).unwrap().map_err(codes)?;
        Ok(self.write(vec![entry]))
    }
    fn amend(&mut self, society: &str, on: Date, facts: &[(&str, Value)]) -> Result<bool, Vec<String>> {
        let facts: Vec<(String, Value)> = facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let told = Told { on, today: TODAY, login: "asha", order_no: Some("7"), facts: &facts };
        let line = self.register.line("society", society, Moment::on(Date::MAX)).unwrap().unwrap();
        let entry = amended(&self.register, &self.terms, &line, &told).unwrap().map_err(codes)?;
        Ok(entry.map(|entry| self.write(vec![entry])).is_some())
    }
    fn fact(&self, society: &str, key: &str, on: Date) -> Value {
        let line = self.register.line("society", society, Moment::on(on)).unwrap().unwrap();
        line.value(self.register.definition("society").unwrap(), key).cloned().unwrap_or_default()
    }
    fn clauses(&self, society: &str, on: Date) -> Vec<(String, Held, String)> {
        let standing = of_one(&self.register, &self.terms, &self.law, society, Moment::on(on)).unwrap().unwrap();
        standing.lines.into_iter().map(|line| (line.clause, line.held, line.why.code)).collect()
    }
}

fn codes(faults: Findings) -> Vec<String> {
    faults.into_iter().map(|fault| fault.code).collect()
}

fn whole() -> Vec<(&'static str, Value)> {
    vec![
        ("reg_no", text("12/1957")),
        ("reg_date", Value::Date(day(1957, 3, 12))),
        ("name_hi", text("रामपुर पैक्स")),
        ("district", Value::Integer(212)),
        ("class", text("pacs")),
        ("act", text("bihar_1935")),
    ]
}

#[test]
fn a_society_is_entered_whole_and_once_in_its_district() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.add(&[("reg_no", text("12/1957")), ("nonsense", text("x"))]).unwrap_err(),
        ["SOC-101", "CAS-121", "CAS-121", "CAS-121", "CAS-121"]
    );
    let society = desk.add(&whole()).unwrap();
    assert_eq!(desk.fact(&society, "status", day(1957, 3, 12)), text("functional"), "in force from its registration");
    let mut other = whole();
    other[2] = ("name_hi", text("दूसरी पैक्स"));
    assert_eq!(desk.add(&other).unwrap_err(), ["CAS-119"]);
    other[3] = ("district", Value::Integer(213));
    assert!(desk.add(&other).is_ok(), "the same number in another district");
}

#[test]
fn a_change_holds_from_its_day_and_not_behind_a_later_one() {
    let mut desk = Desk::new();
    let society = desk.add(&whole()).unwrap();
    assert_eq!(desk.amend(&society, day(2020, 4, 1), &[("village", text("मनेर"))]), Ok(true));
    assert_eq!(desk.fact(&society, "village", day(2020, 3, 31)), Value::Empty);
    assert_eq!(desk.fact(&society, "village", day(2020, 4, 1)), text("मनेर"));
    assert_eq!(desk.fact(&society, "district", day(2020, 4, 1)), Value::Integer(212), "the rest of its group stays");
    assert_eq!(desk.amend(&society, day(2021, 1, 1), &[("village", text("मनेर"))]), Ok(false), "stands just so");
    assert_eq!(desk.amend(&society, day(2019, 1, 1), &[("village", text("दानापुर"))]).unwrap_err(), ["SOC-104"]);
    assert_eq!(desk.amend(&society, day(1950, 1, 1), &[("area", text("x"))]).unwrap_err(), ["SOC-103"]);
    assert_eq!(desk.amend(&society, day(2026, 1, 1), &[("area", text("x"))]).unwrap_err(), ["CAS-106"]);
    let wrong = [("status", text("cancelled")), ("application", text("x"))];
    assert_eq!(desk.amend(&society, TODAY, &wrong).unwrap_err(), ["SOC-102", "SOC-105"]);
    let steps = history(&desk.register, &society, Moment::on(TODAY)).unwrap();
    let told: Vec<(StepKind, usize)> = steps.iter().map(|step| (step.kind, step.changes.len())).collect();
    assert_eq!(told, [(StepKind::Entered, 7), (StepKind::Changed, 1)]);
    assert_eq!(steps[1].day.as_ref().and_then(|day| day.act.order_no.as_deref()), Some("7"));
}

#[test]
fn standing_is_told_clause_by_clause_with_the_record_behind_it() {
    let mut desk = Desk::new();
    let society = desk.add(&whole()).unwrap();
    let told = desk.clauses(&society, TODAY);
    let of =
        |clause: &str| told.iter().filter(|(code, ..)| code == clause).map(|(_, held, _)| *held).collect::<Vec<_>>();
    assert_eq!((of("registered"), of("returns")), (vec![Held::Kept], vec![Held::Broken; 3]));
    assert_eq!((of("committee"), of("stay")), (vec![Held::CannotTell], vec![Held::Kept]));
    let of = |said: &[(&'static str, Value)]| -> Vec<(&'static str, Value)> {
        said.iter().cloned().chain([("society", text(&society))]).collect()
    };
    let table = desk.register.definition("annual_return").unwrap();
    let year = [("fy", text("2024-25")), ("return_filed_on", Value::Date(day(2025, 10, 4)))];
    let subject = Subject::Known(format!("{society}/2024-25"));
    let filed = NewEntry::stating(table, subject, day(2025, 3, 31), of(&year));
    desk.write(vec![filed]);
    let audit = [
        ("fy", text("2024-25")),
        ("order_no", text("3")),
        ("objections", Value::Integer(4)),
        ("objections_settled", Value::Integer(1)),
    ];
    let table = desk.register.definition("audit").unwrap();
    let audit = NewEntry::stating(table, Subject::Known(format!("2024-25/{society}")), EARLIEST, of(&audit));
    desk.write(vec![audit]);
    desk.enter(
        "office_bearer",
        day(2020, 12, 2),
        &of(&[("name", text("क ख")), ("post", text("chairman")), ("from", Value::Date(day(2020, 12, 2)))]),
    );
    desk.enter("stay", day(2025, 5, 1), &of(&[("order_no", text("8")), ("stayed_on", Value::Date(day(2025, 5, 1)))]));
    let told = desk.clauses(&society, TODAY);
    let codes: Vec<&str> = told.iter().map(|(.., code)| code.as_str()).collect();
    // The return of 2024-25 came late; its audit is ordered and not finished; five years end on 01-12-2025.
    assert_eq!(
        codes,
        [
            "STD-001", "STD-003", "STD-202", "STD-202", "STD-203", "STD-202", "STD-202", "STD-204", "STD-006",
            "STD-007", "STD-007", "STD-206"
        ]
    );
    let later = desk.clauses(&society, day(2025, 12, 2));
    assert!(later.iter().any(|(.., code)| code == "STD-205"), "the day after, the term is over");
    let before = desk.clauses(&society, day(2025, 9, 30));
    let returns: Vec<&str> =
        before.iter().filter(|(code, ..)| code == "returns").map(|(.., code)| code.as_str()).collect();
    assert_eq!(returns, ["STD-202"; 3], "2024-25 is not asked for until its day has passed");
    let mut all = Vec::new();
    of_all(&desk.register, &desk.terms, &desk.law, Moment::on(TODAY), &mut |_, standing| {
        all.push(standing);
        ControlFlow::Continue(())
    })
    .unwrap();
    let one = of_one(&desk.register, &desk.terms, &desk.law, &society, Moment::on(TODAY)).unwrap().unwrap();
    assert_eq!(all, [one], "read one by one or all at once");
}
