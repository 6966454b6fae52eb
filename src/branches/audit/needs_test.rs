//! Reading an allotment's facts from a register, and writing its order back.

use super::{
    Reading,
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

#[test]
fn conflicts_bar_as_they_were_decided_and_who_is_away_on_the_day_is_told_with_his_order() {
    let mut register = filled();
    let day = |from: i8| Value::Date(Date::constant(2025, 5, from));
    let person = |name: &str| vec![("society", Value::text("BR-PAT-S-3")), ("name", Value::text(name))];
    let mut entries = vec![entry(&register, "office_bearer", 1, person("रमेश कुमार सिन्हा"))];
    // Of another district than the bearer's: the name alone is likely.
    let namesake = vec![
        ("panel_no", Value::text("P-3")),
        ("name_en", Value::text("Ramesh Kumar Sinha")),
        ("kind", Value::text("ca")),
        ("home_district", Value::Integer(212)),
    ];
    entries.push(entry(&register, "auditor", 3, namesake));
    let leave = vec![
        ("auditor", Value::text("BR-PAT-A-2")),
        ("from", day(1)),
        ("to", day(1)),
        ("reason", Value::text("illness")),
        ("order_no", Value::text("L/1")),
    ];
    entries.push(entry(&register, "auditor_leave", 1, leave));
    register.apply(&Plan { entries, ..Plan::default() }, instant(2)).unwrap();
    let on = |register: &MemoryRegister, as_of: Date| {
        read(register, Moment::on(as_of), year("2024-25"), OFFICE, &district).unwrap()
    };
    let undecided = |reading: &Reading| {
        let count = reading.findings.iter().find(|finding| finding.code == "ALT-206");
        count.map(|finding| finding.args[0].1.clone())
    };
    let barred = |reading: &Reading, no: usize| {
        let bars = &reading.facts.auditors[no].barred;
        bars.iter().map(|bar| format!("{} {}", bar.society, bar.ground)).collect::<Vec<_>>()
    };

    let today = on(&register, ON);
    assert_eq!((barred(&today, 0), barred(&today, 2)), (vec!["BR-PAT-S-1 declared".to_owned()], vec![]));
    assert_eq!(undecided(&today).as_deref(), Some("1"));
    let away = &today.facts.auditors[1].absent;
    assert_eq!((away.len(), away[0].ground.as_str(), away[0].order_no.as_str()), (1, "leave", "L/1"));
    assert!(!serde_json::to_string(&today.facts).unwrap().contains("illness"), "a draft is published");
    assert_eq!(on(&register, Date::constant(2025, 5, 2)).facts.auditors[1].absent, vec![], "back the day after");

    // An officer clears the declared one and confirms the likely one.
    let decide = |auditor: &str, society: &str, ground: &str, decision: &str| {
        let said = [("auditor", auditor), ("society", society), ("ground", ground), ("decision", decision)];
        said.map(|(key, text)| (key, Value::text(text))).to_vec()
    };
    let entries = vec![
        entry(&register, "auditor_conflict", 1, decide("BR-PAT-A-1", "BR-PAT-S-1", "declared", "cleared")),
        entry(&register, "auditor_conflict", 2, decide("BR-PAT-A-3", "BR-PAT-S-3", "on_board", "confirmed")),
    ];
    register.apply(&Plan { entries, ..Plan::default() }, instant(3)).unwrap();
    let decided = on(&register, ON);
    assert_eq!((barred(&decided, 0), barred(&decided, 2)), (vec![], vec!["BR-PAT-S-3 on_board".to_owned()]));
    assert_eq!(undecided(&decided), None);
    // As known before the decisions, the register says what it said.
    let before = Moment { as_of: ON, known_on: Some(instant(2)) };
    assert_eq!(read(&register, before, year("2024-25"), OFFICE, &district).unwrap().facts, today.facts);
}
