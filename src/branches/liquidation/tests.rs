//! Claims, contributions and the statement over a register in memory.

use super::*;
use crate::{
    branches::cases::{Service, cases, load},
    catalogue::{Clocks, Files, load_tables},
    model::{Date, Instant, NewEntry, Paise, Plan, SourceKey, Subject, Tables, Value},
    register::MemoryRegister,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct Bench {
    tables: Tables,
    service: Service,
    register: MemoryRegister,
}

impl Bench {
    /// A liquidation of a book whose last date for claims was 15 July 2025.
    fn new(figures: &[(&str, i64)]) -> Self {
        let files = Files::embedded();
        let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
        let services = load(&files, &tables, &clocks).unwrap();
        let service = services.into_iter().find(|service| service.code == LIQUIDATIONS).unwrap();
        let mut bench = Self { register: MemoryRegister::new("BR-PAT", tables.clone()), tables, service };
        let society = bench.new_line("society", &[("name_en", Value::text("Weavers"))]);
        let mut said = vec![
            ("society", Value::text(&society)),
            ("order_no", Value::text("7/2025")),
            ("order_on", Value::Date(day("2025-05-01"))),
            ("claims_notice_on", Value::Date(day("2025-05-15"))),
            ("claims_last_on", Value::Date(day("2025-07-15"))),
        ];
        said.extend(figures.iter().map(|(key, rupees)| (*key, Value::Money(Paise(rupees * 100)))));
        bench.new_line(LIQUIDATIONS, &said);
        bench
    }
    fn new_line(&mut self, table: &str, said: &[(&str, Value)]) -> String {
        let table = self.tables.get(table).unwrap().clone();
        let key = SourceKey::named(&[&table.name, &format!("{said:?}")]);
        let entry = NewEntry::stating(&table, Subject::New(key), day("2025-05-01"), said.iter().cloned());
        self.enter(vec![entry]).remove(0)
    }
    fn enter(&mut self, entries: Vec<NewEntry>) -> Vec<String> {
        let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
        self.register.apply(&Plan { entries, ..Plan::default() }, now).unwrap().subjects
    }
    fn case(&self) -> Case {
        cases(&self.register, &self.service, Moment::on(Date::MAX)).unwrap().remove(0)
    }
    fn claims(&self) -> Vec<Claim> {
        claims(&self.register, &self.case(), Moment::on(Date::MAX)).unwrap()
    }
    fn contributions(&self) -> Vec<Contribution> {
        contributions(&self.register, &self.case(), Moment::on(Date::MAX)).unwrap()
    }
    /// Enters what was decided; the codes of faults, then of warnings.
    fn done(&mut self, done: Decided) -> (Vec<String>, Vec<String>) {
        let codes = |all: &Findings| all.iter().map(|finding| finding.code.clone()).collect();
        let told = (codes(&done.faults), codes(&done.warnings));
        self.enter(done.entries);
        told
    }
    fn file(&mut self, on: &str, rupees: i64, more: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let case = self.case();
        let mut facts = vec![
            ("claimant".to_owned(), Value::text("Ram")),
            ("kind".to_owned(), Value::text("depositor")),
            ("amount".to_owned(), Value::Money(Paise(rupees * 100))),
        ];
        facts.extend(more.iter().map(|(key, text)| ((*key).to_owned(), Value::text(*text))));
        let told = Told { case: &case, on: day(on), order_no: None, why: None };
        let done = file(&self.register, &self.claims(), &facts, Some(day("2025-07-15")), &told).unwrap();
        self.done(done)
    }
    fn decide(&mut self, at: usize, rupees: i64, rank: Option<i64>, why: Option<&str>) -> Vec<String> {
        let (case, claim) = (self.case(), self.claims()[at].clone());
        let told = Told { case: &case, on: day("2025-08-01"), order_no: None, why };
        let done = decide(&self.register, &claim, (Paise(rupees * 100), rank), &told).unwrap();
        self.done(done).0
    }
    fn pay(&mut self, at: usize, rupees: i64) -> (Vec<String>, Vec<String>) {
        let (case, all) = (self.case(), self.claims());
        let told = Told { case: &case, on: day("2025-09-01"), order_no: None, why: None };
        let figures = Figures::of(self.tables.get(LIQUIDATIONS).unwrap(), &case);
        let come = self.contributions();
        let done = pay(&self.register, (&all[at], &all), Paise(rupees * 100), (&figures, &come), &told).unwrap();
        self.done(done)
    }
    fn statement(&self) -> Statement {
        let table = self.tables.get(LIQUIDATIONS).unwrap();
        statement_of(&self.register, table, &self.case(), Moment::on(Date::MAX)).unwrap()
    }
    fn codes(&self) -> Vec<String> {
        self.statement().findings.into_iter().map(|finding| finding.code).collect()
    }
}

fn none() -> (Vec<String>, Vec<String>) {
    (Vec::new(), Vec::new())
}

fn told(faults: &[&str], warnings: &[&str]) -> (Vec<String>, Vec<String>) {
    let owned = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect();
    (owned(faults), owned(warnings))
}

#[test]
fn a_claim_told_twice_is_refused_a_late_one_is_told_and_one_of_the_books_is_never_late() {
    let mut bench = Bench::new(&[]);
    assert_eq!(bench.file("2025-06-01", 1000, &[]), none());
    assert_eq!(bench.file("2025-06-02", 1000, &[]), told(&["LIQ-102"], &[]));
    assert_eq!(bench.file("2025-06-02", 1000, &[("claim_no", "1")]), told(&["LIQ-103"], &[]));
    assert_eq!(bench.file("2025-06-02", 1000, &[("claim_no", "1-A")]), none(), "another one, with a number of its own");
    assert_eq!(bench.file("2025-07-15", 200, &[]), none(), "the last date is in time");
    assert_eq!(bench.file("2025-07-16", 300, &[]), told(&[], &["LIQ-201"]));
    assert_eq!(bench.file("2025-08-01", 400, &[("origin", "books")]), none());
    assert_eq!(bench.file("2025-08-01", 0, &[]).0, ["LIQ-104"]);
    let late: Vec<bool> = bench.claims().iter().map(|claim| claim.late).collect();
    assert_eq!(late, [false, false, false, true, false]);
    assert_eq!(bench.claims().iter().map(|claim| &*claim.number).collect::<Vec<_>>(), ["1", "1-A", "2", "3", "4"]);
}

#[test]
fn a_claim_is_admitted_with_a_rank_in_part_only_with_reasons_and_paid_out_of_what_there_is() {
    let mut bench = Bench::new(&[("realised", 1000), ("costs", 100), ("paid", 0)]);
    bench.file("2025-06-01", 800, &[]);
    bench.file("2025-06-02", 500, &[]);
    assert_eq!(bench.pay(0, 100).0, ["LIQ-110"]);
    assert_eq!(bench.decide(0, 900, Some(1), None), ["LIQ-105"]);
    assert_eq!(bench.decide(0, 700, Some(1), None), ["LIQ-106"]);
    assert_eq!(bench.decide(0, 800, None, None), ["LIQ-108"]);
    assert_eq!(bench.decide(0, 700, Some(2), Some("no voucher")), Vec::<String>::new());
    assert_eq!(bench.decide(1, 500, Some(1), None), Vec::<String>::new());
    assert_eq!(bench.pay(0, 701).0, ["LIQ-107"]);
    assert_eq!(bench.pay(0, 600), told(&[], &["LIQ-203"]), "rank 1 is unpaid");
    // 1000 realised − 100 costs − 600 paid = 300.
    assert_eq!(bench.pay(1, 301), told(&["LIQ-111"], &[]));
    assert_eq!(bench.pay(1, 300), none());
    assert_eq!(bench.claims()[1].balance, Some(Paise(20_000)));
    assert_eq!(bench.decide(1, 250, Some(1), Some("x")), ["LIQ-107"], "more is paid already");
}

#[test]
fn contributions_are_determined_ordered_recovered_and_given_up() {
    let mut bench = Bench::new(&[]);
    let case = bench.case();
    let on = |order_no: Option<&'static str>| Told { case: &case, on: day("2025-08-01"), order_no, why: Some("x") };
    let done = determine(&bench.register, &[], ("Ram", Paise(100_000)), &on(None)).unwrap();
    assert_eq!(bench.done(done), none());
    let again = determine(&bench.register, &bench.contributions(), ("Ram", Paise(100_000)), &on(None)).unwrap();
    assert_eq!(bench.done(again).0, ["LIQ-120"]);
    let early = recover(&bench.register, &bench.contributions()[0], Paise(1), &on(None)).unwrap();
    assert_eq!(bench.done(early).0, ["LIQ-122"]);
    let ordered = order(&bench.register, &bench.contributions(), &on(Some("9"))).unwrap();
    assert_eq!(bench.done(ordered), none());
    let nothing = order(&bench.register, &bench.contributions(), &on(Some("9"))).unwrap();
    assert_eq!(bench.done(nothing).0, ["LIQ-121"]);
    let over = recover(&bench.register, &bench.contributions()[0], Paise(100_001), &on(None)).unwrap();
    assert_eq!(bench.done(over).0, ["LIQ-125"]);
    let part = recover(&bench.register, &bench.contributions()[0], Paise(40_000), &on(None)).unwrap();
    assert_eq!(bench.done(part), none());
    let one = bench.contributions().remove(0);
    assert_eq!((one.status, one.outstanding(), one.order_no.as_str()), (Status::Partly, Paise(60_000), "9"));
    let further = determine(&bench.register, &bench.contributions(), ("Ram", Paise(5_000)), &on(None)).unwrap();
    assert_eq!(bench.done(further), told(&[], &["LIQ-205"]), "contributions may be settled again");
    let given_up = waive(&bench.register, &bench.contributions()[0], &on(Some("10"))).unwrap();
    assert_eq!(bench.done(given_up), none());
    assert_eq!((bench.contributions().len(), bench.contributions()[0].outstanding()), (2, Paise(0)));
    let late = recover(&bench.register, &bench.contributions()[0], Paise(1), &on(None)).unwrap();
    assert_eq!(bench.done(late).0, ["LIQ-123"]);
}

#[test]
fn the_statement_adds_up_and_says_where_it_does_not() {
    let mut bench =
        Bench::new(&[("assets", 2000), ("liabilities", 1200), ("realised", 1000), ("costs", 100), ("paid", 700)]);
    bench.file("2025-06-01", 800, &[]);
    bench.file("2025-06-02", 500, &[]);
    assert_eq!(bench.codes(), ["LIQ-304", "LIQ-301", "LIQ-303"], "undecided; 700 reported paid, nothing entered");
    bench.decide(0, 700, Some(1), Some("x"));
    bench.decide(1, 500, Some(2), None);
    bench.pay(0, 700);
    assert_eq!(bench.codes(), Vec::<String>::new());
    let amounts: Vec<Option<i64>> =
        bench.statement().lines.iter().map(|line| line.amount.map(|amount| amount.0 / 100)).collect();
    let wanted = [2000, 1200, 1000, 0, 1000, 100, 700, 800, 200, 1200, 500, 0, -300].map(Some);
    assert_eq!(amounts, wanted);
    let ranks = bench.statement().ranks;
    assert_eq!((ranks.len(), ranks[0].paid, ranks[1].unpaid), (2, Paise(70_000), Paise(50_000)));
}

#[test]
fn a_book_that_does_not_add_up_is_found_out() {
    let mut bench = Bench::new(&[("realised", 100), ("assets", 50)]);
    let society = bench.case().society.unwrap();
    let rupees = |amount: i64| Value::Money(Paise(amount * 100));
    let row = [
        ("society", Value::text(&society)),
        ("claimant", Value::text("Ram")),
        ("amount", rupees(100)),
        ("admitted", rupees(120)),
        ("paid", rupees(130)),
        ("balance", rupees(5)),
    ];
    bench.new_line(CLAIMS, &row);
    let person = [
        ("society", Value::text(&society)),
        ("person", Value::text("Ram")),
        ("amount", rupees(10)),
        ("recovered", rupees(20)),
    ];
    bench.new_line(CONTRIBUTIONS, &person);
    let wanted = ["LIQ-305", "LIQ-306", "LIQ-307", "LIQ-308", "LIQ-310", "LIQ-302", "LIQ-312"];
    assert_eq!(bench.codes(), wanted);
    let act = bench.service.act("final_report").unwrap();
    let table = bench.tables.get(LIQUIDATIONS).unwrap();
    let (faults, warnings) =
        stands_in_the_way(&bench.register, table, &bench.case(), act, Moment::on(Date::MAX)).unwrap();
    assert_eq!((faults.len(), warnings.len()), (6, 1), "errors refuse the end, warnings are told");
}
