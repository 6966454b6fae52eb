//! Correcting facts in force: the entry that states them is superseded by one that states them right.
//!
//! A correction keeps the day, the groups and the source of what it corrects, so that `trace` still leads to the cell and an
//! undo of the import takes the correction with it. Among entries of one day the later one counts: whatever was entered
//! after the corrected entry for the same day is stated once more behind it, in the old order.

use super::{
    ReadRegister, Register, RegisterError,
    history::head,
    in_force::{Head, in_force},
};
use crate::model::{Act, Entry, EntryNo, Moment, NewEntry, Plan, Remark, Subject, Value};
use std::collections::{BTreeMap, BTreeSet};

/// One field put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Number of the field in its register.
    pub field: u16,
    /// What is in force.
    pub was: Value,
    /// What should be.
    pub now: Value,
}

/// Fields of one subject put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Correcting {
    /// Stem of the register.
    pub table: String,
    /// Whom or what it is about.
    pub subject: String,
    /// The fields.
    pub fields: Vec<Corrected>,
    /// Code name of the repair, kept with the text as it stood before.
    pub repair: &'static str,
}

impl Register {
    /// The plan that corrects facts in force on a day. Refused (11), all faults named, where something else is in force or an
    /// entry belongs to another office.
    pub fn correction_plan(&self, all: &[Correcting], moment: Moment, act: Act) -> Result<Plan, RegisterError> {
        let made_at = Some(self.last_day_no()?);
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        for correcting in all {
            entries.extend(self.corrections_of(correcting, moment, &mut faults)?);
        }
        if !faults.is_empty() {
            return Err(RegisterError::PlanDoesNotFit(faults));
        }
        Ok(Plan { act, entries, made_at, ..Plan::default() })
    }

    fn corrections_of(
        &self,
        correcting: &Correcting,
        moment: Moment,
        faults: &mut Vec<Remark>,
    ) -> Result<Vec<NewEntry>, RegisterError> {
        let Correcting { table, subject, fields, repair } = correcting;
        let def = &self.columns_of(table)?.def;
        let entries = self.entries(table, subject)?;
        let heads: Vec<Head<'_>> = entries.iter().map(head).collect();
        let ruling = in_force(&heads, moment, def.groups.len());
        let fault = |pattern: &'static str, key: &str| {
            Remark::new(pattern).with("register", table).with("subject", subject).with("field", key)
        };
        let mut changes: BTreeMap<EntryNo, Vec<&Corrected>> = BTreeMap::new();
        for corrected in fields {
            let Some(field) = def.fields.get(usize::from(corrected.field)) else {
                return Err(RegisterError::UnknownField {
                    register: table.clone(),
                    field: corrected.field.to_string(),
                });
            };
            let ruler = ruling.get(usize::from(field.group)).copied().flatten().and_then(|at| entries.get(at));
            let states = |entry: &&Entry| entry.facts.contains(&(corrected.field, corrected.was.clone()));
            match ruler.filter(states) {
                None => faults
                    .push(fault("{register} register, {subject}, {field}: something else is in force", &field.key)),
                Some(entry) if entry.office != self.office => faults.push(fault(
                    "{register} register, {subject}, {field}: the entry was made by another office",
                    &field.key,
                )),
                Some(entry) => changes.entry(entry.no).or_default().push(corrected),
            }
        }
        let superseded: BTreeSet<(&str, EntryNo)> =
            entries.iter().filter_map(|entry| Some((entry.office.as_str(), entry.supersedes?))).collect();
        let mut stated = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            if entry.groups == 0 || superseded.contains(&(entry.office.as_str(), entry.no)) {
                continue;
            }
            let own = entry.office == self.office;
            let changed = changes.get(&entry.no).filter(|_| own).map_or(&[][..], |changed| changed);
            let behind = |earlier: &Entry| {
                earlier.office == self.office
                    && changes.contains_key(&earlier.no)
                    && earlier.effective_from == entry.effective_from
            };
            match (changed.is_empty() && !entries[..at].iter().any(behind), own) {
                (true, _) => {}
                (false, true) => stated.push(restated(entry, changed, repair, &|no| &def.fields[usize::from(no)].key)),
                (false, false) => faults.push(fault(
                    "{register} register, {subject}, {field}: an entry of another office rules over it on its day",
                    "–",
                )),
            }
        }
        Ok(stated)
    }
}

/// The entry once more, with some of its facts put right.
fn restated<'k>(entry: &Entry, changed: &[&Corrected], repair: &str, key: &dyn Fn(u16) -> &'k String) -> NewEntry {
    let mut facts = entry.facts.clone();
    let mut as_written: BTreeMap<String, serde_json::Value> =
        entry.as_written.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    for Corrected { field, was, now } in changed {
        for (_, value) in facts.iter_mut().filter(|(no, _)| no == field) {
            value.clone_from(now);
        }
        // What stood in the source stays; where the entry was as written, that is what it said.
        let said = was.as_text().unwrap_or_default();
        let kept = as_written.entry(key(*field).clone()).or_insert_with(|| serde_json::json!({ "text": said }));
        if let Some(kept) = kept.as_object_mut() {
            let repairs = kept.entry("repairs").or_insert_with(|| serde_json::json!([]));
            if let Some(repairs) = repairs.as_array_mut().filter(|all| !all.iter().any(|known| known == repair)) {
                repairs.push(repair.into());
            }
        }
    }
    facts.retain(|(_, value)| !value.is_empty());
    NewEntry {
        table: entry.table.clone(),
        subject: Subject::Known(entry.subject.clone()),
        effective_from: entry.effective_from,
        groups: entry.groups,
        facts,
        supersedes: Some(entry.no),
        source: entry.source.clone(),
        as_written: if changed.is_empty() { entry.as_written.clone() } else { serde_json::to_string(&as_written).ok() },
        other: entry.other.clone(),
    }
}
