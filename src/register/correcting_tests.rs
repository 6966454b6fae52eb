//! Corrections of facts in force: what they change, and that nothing else does.

use super::{
    Corrected, Correcting, ReadRegister, RegisterError,
    file_tests::{folder, new, three_days},
    sample::{act, at, create, day, import, plan, society},
};
use crate::model::{EntryNo, Moment, NewEntry, Paise, SourceRef, Subject, Value};

fn renamed(was: &str, now: &str) -> Correcting {
    let fields = vec![Corrected { field: 1, was: Value::text(was), now: Value::text(now) }];
    Correcting { table: "society".into(), subject: "BR-PAT-S-1".into(), fields, repair: "healed" }
}

#[test]
fn a_correction_keeps_day_source_and_the_text_as_it_stood() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    register.apply(&import(1, vec![new(1, "A"), new(2, "B")]), at(0), &mut |_| {}).unwrap();
    let now = Moment::on(day(9));
    let empty_after_undo = register.undo_plan("B0001", act()).unwrap().entries.len();
    let plan = register.correction_plan(&[renamed("समिति A", "सोसाइटी A")], now, act()).unwrap();
    assert_eq!(plan.entries.len(), 1);
    register.apply(&plan, at(1), &mut |_| {}).unwrap();
    let line = register.line("society", "BR-PAT-S-1", now).unwrap().unwrap();
    assert_eq!(line.values[1], Value::text("सोसाइटी A"));
    assert_eq!(line.values[0], Value::text("A"));
    let entries = register.entries("society", "BR-PAT-S-1").unwrap();
    let corrected = entries.last().unwrap();
    assert_eq!((corrected.supersedes, &corrected.source), (Some(EntryNo(1)), &entries[0].source));
    assert_eq!(corrected.effective_from, entries[0].effective_from);
    assert_eq!(corrected.as_written.as_deref(), Some(r#"{"name":{"text":"समिति A","repairs":["healed"]}}"#));
    // What was known before it is as it was.
    let then = Moment { known_on: Some(at(0)), ..now };
    assert_eq!(register.line("society", "BR-PAT-S-1", then).unwrap().unwrap().values[1], Value::text("समिति A"));
    // Twice is refused: something else is in force.
    let error = register.correction_plan(&[renamed("समिति A", "x")], now, act()).unwrap_err();
    assert!(matches!(&error, RegisterError::PlanDoesNotFit(faults) if faults.len() == 1), "{error}");
    assert_eq!(error.exit_code(), 11);
    // The import is undone with its correction.
    let undo = register.undo_plan("B0001", act()).unwrap();
    assert_eq!(undo.entries.len(), empty_after_undo);
    register.apply(&undo, at(2), &mut |_| {}).unwrap();
    assert_eq!(register.line("society", "BR-PAT-S-1", now).unwrap(), None);
    assert!(register.verify(None).is_ok());
}

#[test]
fn what_ruled_over_the_corrected_entry_on_its_day_still_does() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    register.apply(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap();
    let known = || Subject::Known("BR-PAT-S-1".into());
    // The capital changed on the same day, stated later; and once more on another day.
    let mut same_day = society(known(), 0, "A", 77);
    (same_day.groups, same_day.facts) = (0b100, vec![same_day.facts[2].clone()]);
    let later = NewEntry { effective_from: day(5), ..same_day.clone() };
    register.apply(&plan(vec![same_day, later]), at(1), &mut |_| {}).unwrap();
    let lines = |register: &super::Register| -> Vec<_> {
        (0..9).map(|n| register.line("society", "BR-PAT-S-1", Moment::on(day(n))).unwrap().unwrap().values).collect()
    };
    let before = lines(&register);
    let plan = register.correction_plan(&[renamed("समिति A", "नया")], Moment::on(day(9)), act()).unwrap();
    assert_eq!(
        plan.entries.iter().map(|entry| entry.supersedes).collect::<Vec<_>>(),
        [Some(EntryNo(1)), Some(EntryNo(2))]
    );
    register.apply(&plan, at(2), &mut |_| {}).unwrap();
    for (before, after) in before.iter().zip(lines(&register)) {
        assert_eq!((&before[0], &before[2], &before[3]), (&after[0], &after[2], &after[3]));
        assert_eq!(after[1], Value::text("नया"));
    }
}

#[test]
fn an_import_between_a_row_and_its_correction_can_be_undone_and_then_the_first_too() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    register.apply(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap();
    let now = Moment::on(day(9));
    let mut change = society(Subject::Known("BR-PAT-S-1".into()), 4, "A", 7);
    (change.groups, change.facts) = (0b100, vec![change.facts[2].clone()]);
    change.source = Some(SourceRef { batch: String::new(), sheet: 0, row: 9, block_row: None });
    register.apply(&import(2, vec![change]), at(1), &mut |_| {}).unwrap();
    let plan = register.correction_plan(&[renamed("समिति A", "नया")], now, act()).unwrap();
    register.apply(&plan, at(2), &mut |_| {}).unwrap();
    // The first still carries the second.
    assert_eq!(register.undo_plan("B0001", act()).unwrap_err().exit_code(), 6);
    let undo = register.undo_plan("B0002", act()).unwrap();
    register.apply(&undo, at(3), &mut |_| {}).unwrap();
    let values = register.line("society", "BR-PAT-S-1", now).unwrap().unwrap().values;
    assert_eq!((&values[1], &values[2]), (&Value::text("नया"), &Value::Money(Paise(100))));
    let undo = register.undo_plan("B0001", act()).unwrap();
    register.apply(&undo, at(4), &mut |_| {}).unwrap();
    assert_eq!(register.line("society", "BR-PAT-S-1", now).unwrap(), None);
}

#[test]
fn a_correction_of_what_does_not_stand_is_refused_whole() {
    let (_folder, path) = folder();
    let register = three_days(&path);
    let wrong = [renamed("no such name", "x"), renamed("nor this", "y")];
    match register.correction_plan(&wrong, Moment::on(day(9)), act()) {
        Err(RegisterError::PlanDoesNotFit(faults)) => assert_eq!(faults.len(), 2),
        other => panic!("{other:?}"),
    }
    let mut unknown = renamed("a", "b");
    unknown.fields[0].field = 99;
    assert!(matches!(
        register.correction_plan(&[unknown], Moment::on(day(9)), act()),
        Err(RegisterError::UnknownField { .. })
    ));
}
