//! Every entry ever made of a society: what it changed or corrected, and on which authority.

use super::SOCIETIES;
use crate::{
    model::{Entry, EntryNo, Moment, Value},
    register::{DayRow, ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The first one.
    Entered,
    /// Facts that hold from a day on.
    Changed,
    /// States anew what an earlier one stated wrong.
    Corrected,
    /// Takes an earlier one out.
    StruckOut,
}

/// A fact before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Number of the field.
    pub field: u16,
    /// Before; empty where nothing stood.
    pub was: Value,
    /// After.
    pub now: Value,
}

/// An entry with what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The entry.
    pub entry: Entry,
    /// What it is.
    pub kind: StepKind,
    /// The facts it changed.
    pub changes: Vec<Change>,
    /// The row of the day book it was written in.
    pub day: Option<DayRow>,
}

/// The entries of a society in order of entering, as far as they were known at the moment.
pub fn history(register: &dyn ReadRegister, society: &str, moment: Moment) -> Result<Vec<Step>, RegisterError> {
    let table = register.definition(SOCIETIES)?;
    let entries = register.entries(SOCIETIES, society)?;
    let known: Vec<&Entry> = entries.iter().filter(|entry| moment.knows(entry.recorded_at)).collect();
    let mut days: BTreeMap<(String, i64), Option<DayRow>> = BTreeMap::new();
    let mut steps = Vec::new();
    for (at, entry) in known.iter().enumerate() {
        let earlier = &known[..at];
        let superseded = entry.supersedes.and_then(|no| found(earlier, &entry.office, no));
        let kind = match (superseded.is_some(), entry.groups) {
            (true, 0) => StepKind::StruckOut,
            (true, _) => StepKind::Corrected,
            (false, _) if earlier.is_empty() => StepKind::Entered,
            (false, _) => StepKind::Changed,
        };
        let mut changes = Vec::new();
        for (no, field) in (0_u16..).zip(&table.fields) {
            let stated = |entry: &Entry| entry.groups >> field.group & 1 == 1;
            let concerns = stated(entry) || kind == StepKind::StruckOut && superseded.is_some_and(stated);
            if !concerns {
                continue;
            }
            let was = match superseded {
                Some(wrong) => fact(wrong, no),
                None => ruling(earlier, entry, field.group).map_or(Value::Empty, |before| fact(before, no)),
            };
            let now = fact(entry, no);
            if was != now {
                changes.push(Change { field: no, was, now });
            }
        }
        let key = (entry.office.clone(), entry.day_no);
        if !days.contains_key(&key) {
            days.insert(key.clone(), register.day(&entry.office, entry.day_no)?);
        }
        steps.push(Step { entry: (*entry).clone(), kind, changes, day: days.get(&key).cloned().flatten() });
    }
    Ok(steps)
}

fn found<'e>(entries: &[&'e Entry], office: &str, no: EntryNo) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.office == office && entry.no == no).copied()
}

fn fact(entry: &Entry, no: u16) -> Value {
    entry.facts.iter().find(|(known, _)| *known == no).map_or(Value::Empty, |(_, value)| value.clone())
}

/// The entry a group rested on before a new one: of those not superseded by then, the last in force on its day.
fn ruling<'e>(earlier: &[&'e Entry], entry: &Entry, group: u8) -> Option<&'e Entry> {
    let gone = |one: &Entry| earlier.iter().any(|other| other.office == one.office && other.supersedes == Some(one.no));
    let mut before: Option<&Entry> = None;
    for one in earlier.iter().copied() {
        let rules = one.groups >> group & 1 == 1 && one.effective_from <= entry.effective_from && !gone(one);
        if rules && before.is_none_or(|before| one.effective_from >= before.effective_from) {
            before = Some(one);
        }
    }
    before
}
