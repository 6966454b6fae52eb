//! Books folded, due days counted, contradictions told.

use super::*;
use crate::{
    branches::cases::Law,
    catalogue::{Clocks, Files, load_tables},
    model::{Date, Findings, Instant, Label, Moment, NewEntry, Paise, Plan, Value},
    register::{MemoryRegister, ReadRegister as _},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct Office {
    register: MemoryRegister,
    rules: Rules,
}

impl Office {
    fn new() -> Self {
        let files = Files::embedded();
        let register = MemoryRegister::new("BR-PAT", load_tables(&files).unwrap());
        Self { register, rules: Rules::load(&files).unwrap() }
    }
    fn told(event: &str, on: &str, facts: &[(&str, Value)]) -> Told {
        Told {
            employee: "E1".into(),
            event: event.into(),
            label: Label { en: event.into(), hi: event.into() },
            on: day(on),
            login: "asha".into(),
            order_no: Some("7".into()),
            late: false,
            facts: facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        }
    }
    fn write(&mut self, entries: Vec<NewEntry>) {
        let plan = Plan { entries, ..Plan::default() };
        let now = Instant::new(jiff::Timestamp::from_second(1_760_000_000).unwrap());
        self.register.apply(&plan, now).unwrap();
    }
    fn put(&mut self, event: &str, on: &str, facts: &[(&str, Value)]) {
        let nth = self.book().map_or(0, |book| book.entries.len());
        let entry = entered(&self.register, &self.rules, &Self::told(event, on, facts), nth).unwrap();
        self.write(vec![entry]);
    }
    fn book(&self) -> Option<Book> {
        book(&self.register, &self.rules, "E1", Moment::on(Date::MAX)).unwrap()
    }
    /// The law with limits of the office: age, increments.
    fn law(&self, limits: &[(&str, u32, crate::catalogue::TimeUnit)]) -> Law {
        let mut law =
            Law::read(&self.register, Clocks::load(&Files::embedded()).unwrap(), &[], Moment::on(Date::MAX)).unwrap();
        for (id, number, unit) in limits {
            let limit = crate::clocks::Limit { number: *number, unit: *unit, next_working_day: false };
            let own = crate::branches::cases::OfficeLimit { limit, order_no: "9".into(), order_on: None };
            law.own.insert((*id).to_owned(), own);
        }
        law
    }
    fn codes(&self, on: &str) -> Vec<String> {
        let law = self.law(&[("BR-SVC-01", 60, crate::catalogue::TimeUnit::Years)]);
        let found: Findings = contradictions(&self.rules, &self.book().unwrap(), (&law, "BR"), day(on));
        found.into_iter().map(|finding| finding.code).collect()
    }
    fn faults(&self, told: &Told, on: &str) -> Vec<String> {
        let found = faults_of(&self.register, &self.rules, &self.book().unwrap(), told, day(on)).unwrap();
        found.into_iter().map(|finding| finding.code).collect()
    }
}

fn served() -> Office {
    let mut office = Office::new();
    office.put("birth", "1970-05-14", &[("employee_name", Value::text("आशा कुमारी"))]);
    let posting = [("office_name", Value::text("पटना")), ("basic_pay", Value::Money(Paise(2_000_000)))];
    office.put("appointment", "1995-07-01", &posting);
    office
}

#[test]
fn an_age_is_reached_and_service_ends_with_the_month_or_the_month_before() {
    use crate::catalogue::TimeUnit::Years;
    for (born, reached, last) in [
        ("1970-05-14", "2030-05-14", "2030-05-31"),
        ("1970-05-01", "2030-05-01", "2030-04-30"),
        ("1968-02-29", "2028-02-29", "2028-02-29"),
        ("1970-01-01", "2030-01-01", "2029-12-31"),
    ] {
        let mut office = Office::new();
        office.put("birth", born, &[]);
        let book = office.book().unwrap();
        let law = office.law(&[("BR-SVC-01", 60, Years)]);
        let ended = ends_on(&office.rules, &book, &law, "BR").unwrap();
        assert_eq!((ended.reached, ended.last), (day(reached), day(last)), "{born}");
        assert!(ended.rests_on.en.contains("unverified"), "{}", ended.rests_on.en);
        // No age was sourced: without the order of an office there is no date, least of all that of another State.
        assert_eq!(ends_on(&office.rules, &book, &office.law(&[]), "BR"), None);
        assert_eq!(ends_on(&office.rules, &book, &law, "MP"), None);
    }
}

#[test]
fn days_no_verification_covers_are_told_and_a_year_ends_in_march() {
    let mut office = served();
    let rules = office.rules.clone();
    let open = |office: &Office, up_to: &str| unverified(&rules, &office.book().unwrap(), day(up_to));
    assert_eq!(open(&office, "1996-03-31"), [(day("1995-07-01"), day("1996-03-31"))]);
    let verify = |office: &mut Office, on: &str, from: &str, to: &str| {
        office.put("verification", on, &[("from", Value::Date(day(from))), ("to", Value::Date(day(to)))]);
    };
    verify(&mut office, "1998-05-01", "1996-04-01", "1997-03-31");
    verify(&mut office, "1998-05-02", "1997-06-01", "1998-03-31");
    assert_eq!(
        open(&office, "1998-03-31"),
        [(day("1995-07-01"), day("1996-03-31")), (day("1997-04-01"), day("1997-05-31"))]
    );
    assert_eq!(open(&office, "1995-06-30"), []);
    assert_eq!(
        (last_year_end(day("2026-03-30")), last_year_end(day("2026-03-31")), last_year_end(day("2026-04-01"))),
        (Some(day("2025-03-31")), Some(day("2026-03-31")), Some(day("2026-03-31")))
    );
}

#[test]
fn an_increment_is_due_by_the_limit_of_the_office_and_waits_while_it_is_withheld() {
    use crate::catalogue::TimeUnit::Months;
    let mut office = served();
    office.put("increment", "2024-07-01", &[("basic_pay", Value::Money(Paise(4_000_000)))]);
    let of = |office: &Office, limits: &[_]| {
        let law = office.law(limits);
        let book = office.book().unwrap();
        let (due, open) = due(&office.rules, &book, (&law, "BR"), (day("2025-06-01"), day("2026-12-31")));
        let day = due.into_iter().find(|due| due.kind == "increment").map(|due| due.on);
        (day, open.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(of(&office, &[]), (None, vec!["confirmation".to_owned(), "increment".into(), "retirement".into()]));
    let yearly = [("IN-SVC-06", 12, Months)];
    assert_eq!(of(&office, &yearly).0, Some(day("2025-07-01")));
    let withheld = [("to", Value::Date(day("2025-12-31")))];
    office.put("increment_withheld", "2025-05-01", &withheld);
    assert_eq!(of(&office, &yearly).0, Some(day("2026-01-01")));
    office.put("retirement", "2025-05-31", &[]);
    assert_eq!(of(&office, &yearly), (None, vec![]), "who has retired is due nothing");
}

#[test]
fn what_does_not_fit_together_is_told() {
    let office = served();
    assert_eq!(office.codes("1995-12-31"), ["SVB-212"], "nothing but the missing attestation");
    assert_eq!(office.codes("1996-12-31"), ["SVB-205", "SVB-212"]);
    let with = |event: &str, on: &str, facts: &[(&str, Value)]| {
        let mut office = served();
        office.put(event, on, facts);
        office.codes("1995-12-31")
    };
    let until = ("to", Value::Date(day("1998-01-31")));
    assert_eq!(with("birth", "1971-05-14", &[]), ["SVB-211", "SVB-212"]);
    assert_eq!(
        with("leave", "1994-01-01", &[]),
        ["SVB-212", "SVB-216"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
    assert_eq!(with("pay", "1996-07-01", &[("basic_pay", Value::Money(Paise(100)))]), ["SVB-206", "SVB-212"]);
    assert_eq!(with("transfer", "2030-06-01", &[]), ["SVB-207", "SVB-212"]);
    let mut office = served();
    office.put("transfer", "1997-01-01", &[("office_name", Value::text("गया")), until]);
    office.put("transfer", "1998-01-01", &[("office_name", Value::text("पटना"))]);
    assert_eq!(office.codes("1995-12-31"), ["SVB-201", "SVB-212"]);
    office.put("retirement", "1999-01-31", &[]);
    office.put("leave", "1999-02-01", &[]);
    office.put("pension", "1999-02-01", &[]);
    assert_eq!(office.codes("1995-12-31"), ["SVB-201", "SVB-204", "SVB-212"]);
    let mut child = Office::new();
    child.put("birth", "1990-01-01", &[]);
    child.put("appointment", "1989-01-01", &[]);
    assert_eq!(child.codes("1989-02-01"), ["SVB-202", "SVB-212"]);
}

#[test]
fn the_gate_names_every_fault_of_an_entry_at_once() {
    let office = served();
    let mut told = Office::told("leave", "1994-01-01", &[("part", Value::Integer(3))]);
    told.order_no = None;
    assert_eq!(office.faults(&told, "2025-01-01"), ["SVB-102", "CAS-121", "CAS-121", "CAS-121", "SVB-104", "SVB-107"]);
    let birth = Office::told("birth", "1971-01-01", &[]);
    assert_eq!(office.faults(&birth, "2025-01-01"), ["SVB-108"], "a second date of birth is no entry");
    let less = [("authority", Value::text("x")), ("basic_pay", Value::Money(Paise(1)))];
    assert_eq!(office.faults(&Office::told("increment", "2024-07-01", &less), "2025-01-01"), ["SVB-109"]);
    assert_eq!(office.faults(&Office::told("pay_fixation", "2024-07-01", &less), "2025-01-01"), Vec::<String>::new());
    let earlier = Office::told("increment", "1995-06-01", &[("authority", Value::text("x"))]);
    assert_eq!(office.faults(&earlier, "2025-01-01"), ["SVB-107", "SVB-106"]);
}

#[test]
fn a_correction_supersedes_the_entry_and_its_attestation_falls() {
    let mut office = served();
    let birth = |office: &Office| office.book().unwrap().events("birth").next().unwrap().clone();
    let entry = attested(&office.register, &birth(&office), "ravi").unwrap();
    office.write(vec![entry]);
    assert_eq!((birth(&office).attested_by.as_str(), birth(&office).name.as_str()), ("ravi", "आशा कुमारी"));
    let facts = [("event_on".to_owned(), Value::Date(day("1969-05-14")))];
    let entry = birth(&office);
    let lacking = faults_of_correction(("E1", &entry), &facts, (None, None), day("2025-01-01"));
    assert_eq!(lacking.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["SVB-114", "SVB-115"]);
    let entries = corrected(&office.register, ("E1", &entry), &facts, "12").unwrap().unwrap().unwrap();
    office.write(entries);
    let now = birth(&office);
    assert_eq!((now.on, now.attested_by.as_str()), (Some(day("1969-05-14")), ""));
    assert!(now.corrects.ends_with("(12)") && now.name == "आशा कुमारी", "{now:?}");
    assert_eq!(office.book().unwrap().entries.len(), 2, "no second entry");
    assert_eq!(corrected(&office.register, ("E1", &now), &facts, "12").unwrap().unwrap(), None, "it says so already");
    let entries = struck(&office.register, ("E1", &now)).unwrap().unwrap();
    office.write(entries);
    assert_eq!(office.book().unwrap().born_on(), None);
    assert_eq!(office.register.entries(REGISTER, &now.id).unwrap().len(), 5, "nothing is erased");
}
