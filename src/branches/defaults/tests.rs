use super::*;
use crate::{
    branches::{
        cases::{Case, Counter, Law, OfficeLimit, cases, load},
        notices::{notices, serve},
        returns::rulebook,
    },
    catalogue::{Clocks, Files, TimeUnit, load_tables},
    clocks::Limit,
    model::{Date, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Value},
    register::{MemoryRegister, ReadRegister},
};
use jiff::civil::date;
use std::collections::BTreeMap;

fn all() -> Moment {
    Moment::on(Date::MAX)
}

/// An office whose days pass.
struct Bench {
    register: MemoryRegister,
    own: BTreeMap<String, OfficeLimit>,
    change: fn(&mut Ladder),
    second: i64,
}

impl Bench {
    /// Societies under the Act of Bihar but the last, which is a multi-State one.
    fn new(count: u32) -> Self {
        let register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let mut bench = Self { register, own: BTreeMap::new(), change: |_| {}, second: 0 };
        let entries = (1..=count).map(|row| {
            let act = if row == count { "mscs_2002" } else { "bihar_1935" };
            let said = [
                ("reg_no", Value::text(format!("{row}/PAT"))),
                ("reg_date", Value::Date(date(1990, 1, 1))),
                ("name_en", Value::text(format!("Society {row}"))),
                ("status", Value::text("functional")),
                ("act", Value::text(act)),
            ];
            let key = SourceKey { sha256: "0".repeat(64), sheet: 0, row };
            NewEntry::stating(bench.register.definition("society").unwrap(), Subject::New(key), date(1990, 1, 1), said)
        });
        let entries = entries.collect();
        bench.enter(entries);
        bench
    }
    fn enter(&mut self, entries: Vec<NewEntry>) {
        self.second += 1;
        let at = Instant::new(jiff::Timestamp::from_second(1_750_000_000 + self.second).unwrap());
        self.register.apply(&Plan { entries, ..Plan::default() }, at).unwrap();
    }
    fn file(&mut self, society: &str, fy: &str, on: Date) {
        let said = [("society", Value::text(society)), ("fy", Value::text(fy)), ("return_filed_on", Value::Date(on))];
        let subject = Subject::Known(format!("{society}/{fy}"));
        let table = self.register.definition("annual_return").unwrap();
        let entry = NewEntry::stating(table, subject, on, said);
        self.enter(vec![entry]);
    }
    /// One run on a day: acts by society, entered.
    fn stage(&mut self, on: Date) -> Vec<(String, String)> {
        let staged = self.on(on, |stager, missing| stager.run(missing).unwrap());
        let said = staged.changes.iter().map(|change| (change.society.clone(), change.act.clone())).collect();
        self.enter(staged.entries);
        said
    }
    /// Issues what is due on a day: the numbers.
    fn issue(&mut self, on: Date) -> Vec<String> {
        let issuing = self.on(on, |stager, missing| {
            let due = due_notices(stager, missing, &|_| true).unwrap();
            let issuing = issue(stager, due, &mut |_| Ok(Addressed::default())).unwrap();
            (issuing.issued.iter().map(|one| one.number.clone()).collect(), issuing.entries)
        });
        self.enter(issuing.1);
        issuing.0
    }
    fn served(&mut self, number: &str, on: Date) {
        let notice = notices(&self.register, all()).unwrap().into_iter().find(|one| one.number() == number).unwrap();
        let entry = serve(&self.register, &notice, (on, "by_hand")).unwrap().unwrap();
        self.enter(vec![entry]);
    }
    fn on<T>(&self, on: Date, work: impl FnOnce(&Stager<'_>, &Missing) -> T) -> T {
        let files = Files::embedded();
        let clocks = Clocks::load(&files).unwrap();
        let services = load(&files, self.register.tables(), &clocks).unwrap();
        let service = services.into_iter().find(|service| service.code == SERVICE).unwrap();
        let mut ladder = Ladder::load(&files, &clocks, &service).unwrap();
        (self.change)(&mut ladder);
        let mut law = Law::read(&self.register, clocks, &[], Moment::on(on)).unwrap();
        law.own = self.own.clone();
        let every: Vec<Case> = cases(&self.register, &service, all()).unwrap();
        let notices = notices(&self.register, all()).unwrap();
        let book = rulebook(&files).unwrap();
        let missing = missing(&self.register, &book, None, Moment::on(on)).unwrap();
        let counter =
            Counter { register: &self.register, service: &service, law: &law, today: on, state: "BR", office_name: "" };
        let stager =
            Stager { counter, ladder: &ladder, cases: &every, notices: &notices, login: "anita", order_no: None };
        work(&stager, &missing)
    }
}

fn acts(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(society, act)| (format!("BR-PAT-S-{society}"), (*act).to_owned())).collect()
}

#[test]
fn what_is_missing_is_counted_by_runs_of_years_and_read_back_as_it_is_kept() {
    let facts = facts_as_told("2019-20:2020-09-30, 2021-22:2022-09-30, 2022-23:2023-12-31, 2023-24:2024-09-30");
    assert_eq!((facts.years(), facts.consecutive()), (4, 3));
    assert_eq!(facts.oldest_due(), Some(date(2020, 9, 30)));
    assert_eq!(facts_as_told(&facts.told()), facts);
    assert_eq!(facts.0[3].days_late(date(2024, 10, 10)), 10);
    assert_eq!(facts_as_told(""), Facts::default());
}

#[test]
fn a_default_is_listed_reminded_served_and_ends_with_the_filing_and_no_run_repeats_itself() {
    let mut bench = Bench::new(2);
    // The day after the last day; the first notice is due fifteen days after it.
    assert_eq!(bench.stage(date(2025, 9, 30)), []);
    assert_eq!(bench.stage(date(2025, 10, 1)), acts(&[("1", "list"), ("2", "list")]));
    assert_eq!(bench.stage(date(2025, 10, 14)), []);
    assert_eq!(bench.issue(date(2025, 10, 14)), Vec::<String>::new(), "no notice before its step");
    assert_eq!(bench.stage(date(2025, 10, 15)), acts(&[("1", "remind"), ("2", "remind")]));
    assert_eq!(bench.issue(date(2025, 10, 16)), ["1/2025-26", "2/2025-26"]);
    assert_eq!(bench.issue(date(2025, 10, 16)), Vec::<String>::new(), "none twice");
    // The time runs from service, and only for who was served.
    bench.served("2/2025-26", date(2025, 10, 20));
    assert_eq!(bench.stage(date(2025, 11, 19)), []);
    assert_eq!(bench.stage(date(2025, 11, 20)), acts(&[("2", "show_cause")]));
    assert_eq!(bench.stage(date(2025, 11, 20)), []);
    assert_eq!(bench.issue(date(2025, 11, 21)), ["3/2025-26"]);
    bench.file("BR-PAT-S-2", "2024-25", date(2025, 12, 1));
    assert_eq!(bench.stage(date(2025, 11, 30)), [], "not filed yet on that day");
    assert_eq!(bench.stage(date(2025, 12, 1)), acts(&[("2", "filed")]));
    assert_eq!(bench.stage(date(2025, 12, 1)), []);
}

#[test]
fn a_late_run_catches_up_in_one_plan_and_consecutive_years_shorten_the_time() {
    let mut bench = Bench::new(2);
    // A return of 2021-22 makes the years since count; the other society filed them all.
    for fy in ["2021-22", "2022-23", "2023-24", "2024-25"] {
        let year: crate::model::CooperativeYear = fy.parse().unwrap();
        bench.file("BR-PAT-S-2", fy, year.end().checked_add(jiff::Span::new().days(30)).unwrap());
    }
    let first = date(2025, 12, 1);
    assert_eq!(bench.stage(first), acts(&[("1", "list"), ("1", "remind")]));
    bench.issue(first);
    bench.served("1/2025-26", date(2025, 12, 2));
    assert_eq!(bench.stage(date(2025, 12, 17)), []);
    assert_eq!(bench.stage(date(2025, 12, 18)), acts(&[("1", "show_cause")]), "four years running: fifteen days");
    // One of the years is filed: that is taken down, and the case goes on.
    bench.file("BR-PAT-S-1", "2022-23", date(2025, 12, 20));
    assert_eq!(bench.stage(date(2025, 12, 20)), acts(&[("1", "note")]));
    assert_eq!(bench.stage(date(2025, 12, 20)), []);
}

#[test]
fn an_office_sets_its_own_time_by_order_and_a_limit_nobody_gave_never_runs_out() {
    let mut bench = Bench::new(1);
    let limit = Limit { number: 60, unit: TimeUnit::Days, next_working_day: false };
    bench.own.insert("IN-DEF-03".into(), OfficeLimit { limit, order_no: "5".into(), order_on: None });
    assert_eq!(bench.stage(date(2025, 11, 28)), acts(&[("1", "list")]));
    assert_eq!(bench.stage(date(2025, 11, 29)), acts(&[("1", "remind")]));
    let mut bench = Bench::new(1);
    bench.change = |ladder| ladder.steps[0].when[0].since_due = Some(ladder.extended.clone());
    assert_eq!(bench.stage(date(2025, 12, 1)), acts(&[("1", "list")]));
}

#[test]
fn what_a_file_of_steps_gets_wrong_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = r#"
        listed = { any = "IN-DEF-99" }
        reply = { nowhere_1900 = "IN-DEF-02" }
        extended = { any = "IN-DEF-08" }
        [[step]]
        act = "hold"
        when = []
        [law.mscs_2002]
        duty = ["mscs-2002/999"]
    "#;
    for (name, bytes) in Files::embedded().everything().unwrap() {
        let path = folder.path().join(&name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let bytes = if name == "return_default.toml" { wrong.as_bytes() } else { &bytes };
        std::fs::write(path, bytes).unwrap();
    }
    let files = Files::folder(folder.path().to_owned());
    let clocks = Clocks::load(&files).unwrap();
    let services = load(&files, &load_tables(&files).unwrap(), &clocks).unwrap();
    let service = services.into_iter().find(|service| service.code == SERVICE).unwrap();
    let faults = Ladder::load(&files, &clocks, &service).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for part in ["IN-DEF-99", "nowhere_1900", "'hold' is no act", "mscs-2002/999"] {
        assert!(said.iter().any(|fault| fault.contains(part)), "{part}: {said:?}");
    }
}
