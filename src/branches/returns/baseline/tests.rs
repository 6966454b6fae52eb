use super::*;
use crate::{
    branches::returns::{RETURNS, check_year, rulebook},
    catalogue::{Files, load_tables},
    model::{Instant, Paise, Plan},
    register::MemoryRegister,
};

const YEAR: &str = "2024-25";

fn register() -> MemoryRegister {
    MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap())
}

fn enter(register: &mut MemoryRegister, second: i64, entries: Vec<NewEntry>) {
    let plan = Plan { entries, ..Plan::default() };
    register.apply(&plan, Instant::new(jiff::Timestamp::from_second(1_760_000_000 + second).unwrap())).unwrap();
}

/// A return with an amount of cash, a report and the audited accounts or not.
fn filed(register: &MemoryRegister, society: &str, profit: Option<i64>, report: bool) -> NewEntry {
    let said = [
        ("governing_act", Value::text("bihar_1935")),
        ("society_type", Value::text("pacs")),
        ("net_profit", profit.map_or(Value::Empty, |sum| Value::Money(Paise(sum)))),
        ("surplus_plan_approved", Value::Bool(false)),
        ("annual_report_attached", Value::Bool(report)),
    ];
    let subject = Subject::Known(format!("{society}/{YEAR}"));
    NewEntry::stating(register.definition(RETURNS).unwrap(), subject, Date::constant(2025, 4, 1), said)
}

#[test]
fn what_was_taken_stock_of_remains_changes_is_settled_or_cannot_be_told_and_the_rest_is_new() {
    let fy: CooperativeYear = YEAR.parse().unwrap();
    let mut book = rulebook(&Files::embedded()).unwrap();
    assert!(book.select(&["FIL-001".to_owned(), "FIL-003".to_owned()]).is_empty());
    let moment = Moment::on(Date::constant(2025, 12, 31));
    let mut register = register();
    let all = [("A", Some(500), false), ("B", Some(500), false), ("C", Some(500), true), ("D", Some(500), true)];
    let entries = all.iter().map(|(society, profit, report)| filed(&register, society, *profit, *report)).collect();
    enter(&mut register, 0, entries);
    let found = check_year(&register, &book, (fy, true), moment, &mut |_| {}).unwrap();
    let (text, sha256) = list_of(fy, &identities(&found.findings));
    // FIL-001 of two, FIL-003 of four; each line with the values the rule read.
    assert_eq!(text.lines().count(), 1 + 6);
    assert!(text.contains("A\t2024-25\tFIL-003\tsurplus_plan_approved\t"), "{text}");
    assert!(text.contains("net_profit=5.00"), "{text}");
    let known = Known::read(&text, fy).unwrap();
    assert!(Known::read(&text, "2023-24".parse().unwrap()).is_none());
    let again = check_year(&register, &book, (fy, true), moment, &mut |_| {}).unwrap();
    assert_eq!(list_of(fy, &identities(&again.findings)), (text, sha256), "the same findings make the same bytes");

    // A settles its report; B's profit changes; C's is unknown now; D gave its report before and lacks it now.
    let later = [("A", Some(500), true), ("B", Some(700), false), ("C", None, true), ("D", Some(500), false)];
    let entries = later.iter().map(|(society, profit, report)| filed(&register, society, *profit, *report)).collect();
    enter(&mut register, 1, entries);
    let stock = take_stock(&register, &book, fy, moment, &known, &mut |_| {}).unwrap();
    let tally = |code: &str| stock.0[code];
    assert_eq!(tally("FIL-001"), Tally { taken: 2, remaining: 1, settled: 1, new: 1, ..Tally::default() });
    assert_eq!(tally("FIL-003"), Tally { taken: 4, remaining: 2, changed: 1, untold: 1, ..Tally::default() });
    assert_eq!(stock.total().taken, 6);

    let mut findings = check_year(&register, &book, (fy, true), moment, &mut |_| {}).unwrap().findings;
    let baseline = Baseline {
        fy,
        set_on: moment.as_of,
        findings: 6,
        returns: 4,
        sha256: "a".repeat(64),
        order_no: "7".into(),
        reason: String::new(),
        login: "x".into(),
    };
    let mut asked = 0;
    let mut of_year = |_| -> Result<_, RegisterError> {
        asked += 1;
        Ok(Some((baseline.clone(), known.clone())))
    };
    let taken = take_out(&mut findings, &mut of_year, &mut |_| Ok(None)).unwrap();
    let left: Vec<_> =
        findings.iter().map(|one| (one.finding.place.society.as_deref().unwrap(), &*one.finding.code)).collect();
    assert_eq!((left, taken.count(), asked), (vec![("B", "FIL-003"), ("D", "FIL-001")], 3, 1));
}

#[test]
fn a_baseline_set_again_follows_and_the_earlier_one_is_read_as_it_was_known() {
    let fy: CooperativeYear = YEAR.parse().unwrap();
    let mut register = register();
    let new = |sha: &str, order: &str| Baseline {
        fy,
        set_on: Date::constant(2025, 12, 31),
        findings: 1,
        returns: 1,
        sha256: sha.repeat(64),
        order_no: order.into(),
        reason: "first stock".into(),
        login: "x".into(),
    };
    let first = set(&register, &new("a", "7")).unwrap().unwrap();
    enter(&mut register, 0, vec![first]);
    assert!(set(&register, &new("a", "7")).unwrap().is_none());
    let second = set(&register, &new("b", "8")).unwrap().unwrap();
    enter(&mut register, 100, vec![second]);
    let now = Moment::on(Date::constant(2025, 12, 31));
    let all = baselines(&register, fy, now).unwrap();
    assert_eq!(all.iter().map(|one| one.order_no.as_str()).collect::<Vec<_>>(), ["7", "8"]);
    let then = Instant::new(jiff::Timestamp::from_second(1_760_000_050).unwrap());
    let all = baselines(&register, fy, Moment { known_on: Some(then), ..now }).unwrap();
    assert_eq!(all, [new("a", "7")]);
}
