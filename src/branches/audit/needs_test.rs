//! Reading an allotment's facts from a register, and writing its order back.

use super::{
    allotment::{Category, Draft, Method, OfficeTerms, Policy, Reason, Terms, order, verify},
    read, read_at,
};
use crate::{
    catalogue::{Files, load_tables},
    model::{Act, CooperativeYear, Date, EARLIEST, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Value},
    register::MemoryRegister,
};
use std::collections::BTreeSet;

const ON: Date = Date::constant(2025, 5, 1);
const OFFICE: OfficeTerms =
    OfficeTerms { default_capacity: 7, consecutive_years: 2, cooling_years: 1, departmental_every: 0 };

fn instant(day: i8) -> Instant {
    Instant::end_of_day(Date::constant(2025, 4, day)).unwrap()
}

fn entry(register: &MemoryRegister, table: &str, row: u32, facts: Vec<(&str, Value)>) -> NewEntry {
    use crate::register::ReadRegister;
    let table = register.tables().get(table).unwrap();
    let mut facts: Vec<(u16, Value)> =
        facts.into_iter().map(|(key, value)| (table.field_no(key).unwrap(), value)).collect();
    facts.sort_by_key(|(no, _)| *no);
    NewEntry {
        table: table.name.clone(),
        subject: Subject::New(SourceKey { sha256: table.name.clone(), sheet: 0, row }),
        effective_from: EARLIEST,
        groups: table.all_groups(),
        facts,
        supersedes: None,
        source: None,
        as_written: None,
        other: None,
    }
}

fn filled() -> MemoryRegister {
    let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
    let mut entries = Vec::new();
    for (row, number) in (1..=12).zip(["12/1987", "13/1987"].iter().cycle()) {
        let facts =
            vec![("reg_no", Value::text(*number)), ("district", Value::Integer(if row > 2 { 195 } else { 212 }))];
        entries.push(entry(&register, "society", row, facts));
    }
    let panel = vec![
        ("panel_no", Value::text("P-1")),
        ("name_en", Value::text("Invented & Co.")),
        ("category", Value::text("a")),
        ("home_district", Value::Integer(212)),
        ("districts", Value::text("दरभंगा; 203; Atlantis")),
        ("conflicts", Value::text("12/1987 (Patna); 99/1999")),
    ];
    entries.push(entry(&register, "auditor", 1, panel));
    let odd = vec![("panel_no", Value::text("P-2")), ("category", Value::text("?")), ("capacity", Value::Integer(3))];
    entries.push(entry(&register, "auditor", 2, odd));
    register.apply(&Plan { entries, ..Plan::default() }, instant(1)).unwrap();
    register
}

fn district(name: &str, _: Option<i64>) -> Option<i64> {
    match name {
        "Patna" => Some(212),
        "दरभंगा" => Some(195),
        _ => None,
    }
}

fn year(text: &str) -> CooperativeYear {
    text.parse().unwrap()
}

#[test]
fn the_panel_is_read_with_all_its_faults_at_once() {
    let read = read(&filled(), Moment::on(ON), year("2024-25"), OFFICE, &district).unwrap();
    let first = &read.facts.auditors[0];
    assert_eq!((first.category, first.capacity, &first.districts[..]), (Category::A, 7, &[195, 203][..]));
    assert_eq!(first.barred.iter().map(|bar| bar.society.as_str()).collect::<Vec<_>>(), ["BR-PAT-S-1"]);
    let second = &read.facts.auditors[1];
    assert_eq!((second.category, second.capacity), (Category::D, 3));
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["ALT-203", "ALT-201", "ALT-204"]);
    // Society 9 stands before society 10.
    assert_eq!(
        (read.facts.societies[8].id.as_str(), read.facts.societies[9].id.as_str()),
        ("BR-PAT-S-9", "BR-PAT-S-10")
    );
    assert_eq!(read.societies_meant("13/ 1987").len(), 6);
}

#[test]
fn an_order_is_history_for_the_years_after_and_a_draft_is_proved_against_its_day() {
    let mut register = filled();
    let before = read_at(&register, Moment::on(ON)).unwrap();
    assert_eq!((before.day_no, before.known_on), (1, Some(instant(1))));
    let facts = read(&register, Moment::on(ON), year("2024-25"), OFFICE, &district).unwrap().facts;
    let policy = Policy::load(&Files::embedded()).unwrap();
    let terms = Terms::new(&policy, year("2024-25"), ON, OFFICE, &BTreeSet::from([195, 203, 212]));
    let draft = Draft::make("BR-PAT", before.clone(), terms, facts, Method::LeastCost).unwrap();
    assert_eq!(verify(&draft), vec![]);
    // Capacity 7: of the eleven societies open to the auditor seven are taken.
    assert_eq!(draft.body.assigned.len(), 7);

    let tables = load_tables(&Files::embedded()).unwrap();
    let say = |reason: &Reason| reason.to_string();
    let now = &draft.body.facts;
    let today = draft.body.terms.clone();
    let plan = order(&draft, now, &today, "7/2025", Act::default(), tables.get("audit").unwrap(), &say).unwrap().plan;
    register.apply(&plan, instant(20)).unwrap();

    let again = read(&register, Moment::on(ON), year("2024-25"), OFFICE, &district).unwrap().facts;
    let second = order(&draft, &again, &today, "7/2025", Act::default(), tables.get("audit").unwrap(), &say).unwrap();
    assert_eq!((second.plan.entries.len(), second.already), (0, 7));
    // As known on the day of the draft, the register still says what the draft says.
    let then = Moment { as_of: before.as_of, known_on: before.known_on };
    assert_eq!(read(&register, then, year("2024-25"), OFFICE, &district).unwrap().facts, draft.body.facts);
    // A year later the same audits are last year's.
    let next = read(&register, Moment::on(Date::constant(2026, 5, 1)), year("2025-26"), OFFICE, &district).unwrap();
    let ordered = next.facts.societies.iter().flat_map(|society| &society.ordered);
    assert!(ordered.clone().all(|line| line.fy == year("2024-25") && line.auditor == "BR-PAT-A-1"));
    assert_eq!(ordered.count(), 7);
}
