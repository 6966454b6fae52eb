//! Undoing imports: what comes back, and what stands against it.

use super::{
    ReadRegister, RegisterError,
    file_tests::{folder, new, three_days},
    sample::{act, at, create, day, import, key, plan, sha, society},
};
use crate::model::{BatchRow, EntryNo, Moment, NewEntry, Outcome, Subject};

/// What stands against an undo, in words.
fn lines(error: &RegisterError) -> Vec<String> {
    error.details().iter().map(ToString::to_string).collect()
}

#[test]
fn an_import_after_undo_finds_its_identities_and_facts_again() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    let now = Moment::on(day(9));
    let empty = super::digest(&register, now).unwrap();
    let file = import(1, vec![new(1, "A"), new(2, "B")]);
    let first = register.apply(&file, at(0), &mut |_| {}).unwrap();
    let full = super::digest(&register, now).unwrap();
    assert_eq!(register.batch_in_force_by_sha(&sha(1), "society").unwrap().as_deref(), Some("B0001"));
    let undo = register.undo_plan("B0001", act()).unwrap();
    register.apply(&undo, at(1), &mut |_| {}).unwrap();
    assert_eq!(super::digest(&register, now).unwrap(), empty);
    assert_eq!(register.batch_in_force_by_sha(&sha(1), "society").unwrap(), None);
    let again = register.apply(&file, at(2), &mut |_| {}).unwrap();
    assert_eq!((again.subjects, again.new_subjects, again.batch.as_deref()), (first.subjects, 0, Some("B0002")));
    assert_eq!(super::digest(&register, now).unwrap(), full);
    assert_eq!(register.batch("B0001").unwrap().unwrap().undone_by, Some(2));
    assert!(matches!(register.undo_plan("B0009", act()), Err(RegisterError::UnknownBatch(_))));
}

#[test]
fn an_import_on_which_later_entries_rest_is_not_undone() {
    let (_folder, path) = folder();
    let mut register = three_days(&path);
    let change = society(Subject::Known("BR-PAT-S-2".into()), 4, "B", 7);
    register.apply(&plan(vec![change]), at(5), &mut |_| {}).unwrap();
    let error = register.undo_plan("B0001", act()).unwrap_err();
    assert_eq!(
        lines(&error),
        [
            "society register, entry 5 of day 4 on BR-PAT-S-2",
            "filing register, entry 4 of day 3 on BR-PAT-S-1/2024-25 speaks of society BR-PAT-S-1"
        ]
    );
    assert_eq!(error.exit_code(), 6);
}

#[test]
fn rows_of_a_later_file_that_repeat_what_an_import_brought_stand_against_its_undo() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    register.apply(&import(1, vec![new(1, "A"), new(2, "B")]), at(0), &mut |_| {}).unwrap();
    let mut again = import(2, vec![society(Subject::New(key(2, 1)), 0, "C", 1)]);
    let repeats = |subject: &str, row| BatchRow {
        sheet: 0,
        row,
        outcome: Outcome::Duplicate,
        subject: Some(subject.into()),
        findings: Vec::new(),
    };
    again.batch.as_mut().unwrap().rows = vec![repeats("BR-PAT-S-1", 8), repeats("BR-PAT-S-7", 9)];
    register.apply(&again, at(1), &mut |_| {}).unwrap();
    let error = register.undo_plan("B0001", act()).unwrap_err();
    assert_eq!(
        (error.exit_code(), lines(&error)),
        (6, vec!["batch B0002 (list-2.xlsx), row 8 repeats BR-PAT-S-1".to_owned()])
    );
    let undo = register.undo_plan("B0002", act()).unwrap();
    register.apply(&undo, at(2), &mut |_| {}).unwrap();
    register.undo_plan("B0001", act()).unwrap();
}

/// An entry of the one society that supersedes another: a correction, or a strike when it states no groups.
fn on(no: i64, groups: u32, capital: i64) -> NewEntry {
    let mut entry = society(Subject::Known("BR-PAT-S-1".into()), 0, "A", capital);
    (entry.supersedes, entry.groups) = (Some(EntryNo(no)), groups);
    if groups == 0 {
        entry.facts.clear();
    }
    entry.source = Some(crate::model::SourceRef { batch: String::new(), sheet: 0, row: 1, block_row: None });
    entry
}

#[test]
fn a_strike_of_a_correction_stands_against_the_undo_of_the_correction() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    register.apply(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap();
    let capital = |register: &super::Register| {
        let line = register.line("society", "BR-PAT-S-1", Moment::on(day(9))).unwrap();
        line.and_then(|line| line.values[2].as_integer())
    };
    register.apply(&import(2, vec![on(1, 0b111, 200)]), at(1), &mut |_| {}).unwrap();
    register.apply(&import(3, vec![on(2, 0, 0)]), at(2), &mut |_| {}).unwrap();
    assert_eq!(capital(&register), None);
    for batch in ["B0001", "B0002"] {
        let error = register.undo_plan(batch, act()).unwrap_err();
        assert_eq!(lines(&error), ["society register, entry 3 of day 3 on BR-PAT-S-1"], "{batch}");
    }
    // The strike goes, then the correction: each brings back what it had taken, and nothing of a batch undone.
    for (batch, stands) in [("B0003", Some(200)), ("B0002", Some(100)), ("B0001", None)] {
        let undo = register.undo_plan(batch, act()).unwrap();
        register.apply(&undo, at(3), &mut |_| {}).unwrap();
        assert_eq!(capital(&register), stands, "{batch}");
    }
}

#[test]
fn what_comes_back_ranks_as_it_did_among_entries_of_its_day() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    let capital = |register: &super::Register| {
        let line = register.line("society", "BR-PAT-S-1", Moment::on(day(0))).unwrap();
        line.and_then(|line| line.values[2].as_integer())
    };
    let said = |capital| vec![society(Subject::New(key(1, 1)), 0, "A", capital)];
    register.apply(&import(1, said(1)), at(0), &mut |_| {}).unwrap();
    register.apply(&import(2, said(2)), at(1), &mut |_| {}).unwrap();
    register.apply(&import(3, said(3)), at(2), &mut |_| {}).unwrap();
    // The second word is corrected, the third goes on ruling; then the correction is undone.
    register.apply(&import(4, vec![on(2, 0b111, 4)]), at(3), &mut |_| {}).unwrap();
    let undo = register.undo_plan("B0004", act()).unwrap();
    register.apply(&undo, at(4), &mut |_| {}).unwrap();
    assert_eq!(capital(&register), Some(3));
    // Without the third word the second rules again, not the first.
    let undo = register.undo_plan("B0003", act()).unwrap();
    register.apply(&undo, at(5), &mut |_| {}).unwrap();
    assert_eq!(capital(&register), Some(2));
    let entries = register.entries("society", "BR-PAT-S-1").unwrap();
    let superseded = |no| entries.iter().any(|entry| entry.supersedes == Some(no));
    let last = entries.iter().rev().find(|entry| entry.groups != 0 && !superseded(entry.no)).unwrap().no;
    let mut moved = on(last.0, 0b111, 5);
    moved.effective_from = day(1);
    register.apply(&import(5, vec![moved]), at(6), &mut |_| {}).unwrap();
    assert_eq!(capital(&register), Some(1), "a word corrected to a later day leaves the one before it");
}
