//! Conditions as data, and how register and finding come together.

use super::*;
use crate::{
    branches::{computerisation::Programme, cutover::Outcome},
    catalogue::{Files, load_tables},
    model::{CooperativeYear, Date, EARLIEST, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Value},
    register::{MemoryRegister, ReadRegister},
};

fn programme() -> Programme {
    let files = Files::embedded();
    Programme::load(&files, &load_tables(&files).unwrap()).unwrap().in_state("BR")
}

#[test]
fn conditions_are_told_apart_and_each_names_record_and_source() {
    let conditions = SystemConditions::load(&Files::embedded(), &programme()).unwrap();
    let asked: Vec<&str> = conditions.all.iter().filter(|one| one.asked).map(|one| one.code.as_str()).collect();
    assert_eq!(asked.len(), 9, "{asked:?}");
    assert!(
        conditions.all.iter().skip(9).all(|one| !one.asked && !one.ready),
        "what comes after the audit is told last"
    );
    let ready: Vec<&str> = conditions.all.iter().filter(|one| one.ready).map(|one| one.code.as_str()).collect();
    assert_eq!(ready, ["golive", "previous_audit", "day_end", "reconciled"]);
    assert!(conditions.all.iter().all(|one| !one.proof.en.is_empty() && !one.basis.said.hi.is_empty()));
    let year: CooperativeYear = "2024-25".parse().unwrap();
    let before = conditions.named("previous_audit").unwrap().of_year(year);
    assert_eq!(before.needs, [crate::branches::cutover::Need::Audited("2023-24".parse().unwrap())]);
}

#[test]
fn a_faulty_file_names_every_fault() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules/system_audit");
    std::fs::create_dir_all(&rules).unwrap();
    let line = |code: &str, more: &str| {
        format!(
            "[[condition]]\ncode = \"{code}\"\nen = \"a\"\nhi = \"a\"\nproof_en = \"a\"\nproof_hi = \"a\"\n{more}\nbasis_en = \"a\"\nbasis_hi = \"a\"\nseen = \"project\"\n"
        )
    };
    let all = [line("a", "needs = [{ stage = \"moon\" }, { audited = 2 }]"), line("a", "ready = true")].concat();
    std::fs::write(rules.join("x.toml"), format!("asked = true\n{all}")).unwrap();
    let faults = SystemConditions::load(&Files::folder(folder.path().into()), &programme()).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for part in ["no stage 'moon'", "2 years", "stands twice", "`ready` wants"] {
        assert!(said.iter().any(|fault| fault.contains(part)), "{part}: {said:?}");
    }
}

/// A register with one PACS that went live.
fn live() -> MemoryRegister {
    let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
    let new = |row| Subject::New(SourceKey { sha256: "ab".into(), sheet: 0, row });
    let society = register.tables().get("society").unwrap();
    let said = [("name_hi", Value::text("रामपुर पैक्स")), ("reg_no", Value::text("1"))];
    let society = NewEntry::stating(society, new(1), EARLIEST, said);
    apply(&mut register, society);
    let unit = register.tables().get("computerisation").unwrap();
    let said = [
        ("kind", Value::text("pacs")),
        ("society", Value::text("BR-PAT-S-1")),
        ("golive_on", Value::Date(Date::constant(2024, 3, 15))),
    ];
    let unit = NewEntry::stating(unit, new(2), EARLIEST, said);
    apply(&mut register, unit);
    register
}

fn apply(register: &mut MemoryRegister, entry: NewEntry) {
    let now = Instant::end_of_day(Date::constant(2025, 9, 1)).unwrap();
    register.apply(&Plan { entries: vec![entry], ..Plan::default() }, now).unwrap();
}

fn day(register: &mut MemoryRegister, on: Date, closed: bool) {
    let said = [
        ("society", Value::text("BR-PAT-S-1")),
        ("day", Value::Date(on)),
        ("opened_at", Value::text(format!("{on} 10:00"))),
        ("closed_at", if closed { Value::text(format!("{on} 17:00")) } else { Value::Empty }),
    ];
    let table = register.tables().get("pacs_day").unwrap();
    let entry = NewEntry::stating(table, Subject::Known(format!("BR-PAT-S-1/{on}")), on, said);
    apply(register, entry);
}

fn standing(register: &MemoryRegister) -> (SystemConditions, Standing) {
    let (programme, moment) = (programme(), Moment::on(Date::constant(2025, 9, 1)));
    let conditions = SystemConditions::load(&Files::embedded(), &programme).unwrap();
    let live = live_pacs(register, &programme, moment).unwrap();
    let year = "2024-25".parse().unwrap();
    let all = hold(register, &programme, &conditions, live, (year, moment)).unwrap();
    (conditions, all.into_iter().next().unwrap())
}

fn of(register: &MemoryRegister, code: &str) -> (Outcome, By) {
    let (conditions, standing) = standing(register);
    let held = standing.held.iter().find(|held| conditions.all[held.condition].code == code).unwrap();
    (held.outcome, held.by)
}

fn find(register: &mut MemoryRegister, condition: &str, passed: bool) -> bool {
    let new = NewFinding {
        society: "BR-PAT-S-1",
        fy: "2024-25".parse().unwrap(),
        condition,
        passed,
        evidence: "seen",
        document: "",
        on: Date::constant(2025, 8, 1),
        order_no: None,
        login: "a",
    };
    let entry = finding_entry(register, new).unwrap();
    let changes = entry.is_some();
    entry.into_iter().for_each(|entry| apply(register, entry));
    changes
}

#[test]
fn days_prove_the_year_fail_it_or_do_not_say() {
    let mut register = live();
    assert_eq!(of(&register, "day_end").0, Outcome::Unknown, "no day was reported");
    day(&mut register, Date::constant(2025, 3, 28), true);
    assert_eq!(of(&register, "day_end").0, Outcome::Unknown, "the last day may have been a holiday");
    day(&mut register, Date::constant(2025, 3, 31), true);
    assert_eq!(of(&register, "day_end"), (Outcome::Pass, By::Register), "one record that says so is enough");
    day(&mut register, Date::constant(2024, 5, 2), false);
    assert_eq!(of(&register, "day_end").0, Outcome::Fail, "a day of the year stands open");
    day(&mut register, Date::constant(2025, 4, 1), false);
    assert_eq!(of(&register, "day_end").0, Outcome::Fail);
}

#[test]
fn a_finding_answers_what_no_register_says_and_takes_nothing_away() {
    let mut register = live();
    assert_eq!(of(&register, "vouchers").0, Outcome::Unknown);
    assert!(find(&mut register, "vouchers", true));
    assert_eq!(of(&register, "vouchers"), (Outcome::Pass, By::Finding));
    assert!(!find(&mut register, "vouchers", true), "the same again is nothing");
    assert!(find(&mut register, "golive", false));
    assert_eq!(of(&register, "golive"), (Outcome::Fail, By::Finding), "the worse of both");
    day(&mut register, Date::constant(2024, 5, 2), false);
    assert!(find(&mut register, "day_end", true));
    assert_eq!(of(&register, "day_end"), (Outcome::Fail, By::Register), "the register's own record stands");
}

#[test]
fn certificates_are_numbered_by_the_year_of_issue_and_their_proofs_move_with_every_record() {
    let mut register = live();
    let (conditions, before) = standing(&register);
    let digest = proofs_digest(&conditions, &before);
    assert_eq!(digest, proofs_digest(&conditions, &before));
    find(&mut register, "vouchers", true);
    assert_ne!(digest, proofs_digest(&conditions, &standing(&register).1));
    find(&mut register, "declaration", true);
    let asked = proofs_digest(&conditions, &standing(&register).1);
    find(&mut register, "declaration", false);
    assert_eq!(
        asked,
        proofs_digest(&conditions, &standing(&register).1),
        "what no certificate waits for is no part of it"
    );
    for (fy, on, number) in [
        ("2023-24", Date::constant(2025, 9, 1), "1/2025-26"),
        ("2024-25", Date::constant(2025, 9, 2), "2/2025-26"),
        ("2025-26", Date::constant(2026, 9, 2), "1/2026-27"),
    ] {
        let fy = fy.parse().unwrap();
        let (new, entry) = certificate_entry(&register, ("BR-PAT-S-1", fy), on, (9, "ab"), ("N", "a")).unwrap();
        assert_eq!(new.number, number);
        apply(&mut register, entry);
        let known = certificate_of(&register, "BR-PAT-S-1", fy, Moment::on(Date::MAX)).unwrap();
        assert_eq!(known, Some(new));
    }
}
