//! Does a plan fit the register? All faults are named before anything is written.

use super::{Register, RegisterError, identities, stored::stored};
use crate::model::{Kind, NewEntry, Plan, Subject, TableDef};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// More faults than these are counted, not listed.
const LISTED: usize = 100;

/// Every fault of the plan, in order of its entries.
pub(super) fn faults(register: &Register, connection: &Connection, plan: &Plan) -> Result<Vec<String>, RegisterError> {
    let mut check = Check {
        register,
        connection,
        superseded: BTreeSet::new(),
        last_society: String::new(),
        imports: plan.batch.is_some(),
    };
    let mut faults = Vec::new();
    if let Some(batch) = &plan.undoes {
        match super::batches::one(connection, &register.office, batch)? {
            None => faults.push(format!("undo of batch {batch}: no such batch")),
            Some(found) if found.undone_by.is_some() => faults.push(format!("batch {batch} is undone already")),
            Some(_) => {}
        }
    }
    let mut more = 0usize;
    for (i, entry) in plan.entries.iter().enumerate() {
        let mut found = Vec::new();
        check.entry(entry, &mut found)?;
        for fault in found {
            if faults.len() < LISTED {
                faults.push(format!("{} register, entry {} of the plan: {fault}", entry.table, i + 1));
            } else {
                more += 1;
            }
        }
    }
    if more > 0 {
        faults.push(format!("and {more} more"));
    }
    Ok(faults)
}

struct Check<'a> {
    register: &'a Register,
    connection: &'a Connection,
    /// Entries the plan itself supersedes so far.
    superseded: BTreeSet<i64>,
    /// The society found last: lists name one society many times running.
    last_society: String,
    /// Does the plan bring its own batch?
    imports: bool,
}

impl Check<'_> {
    fn entry(&mut self, entry: &NewEntry, found: &mut Vec<String>) -> Result<(), RegisterError> {
        let Some(columns) = self.register.columns.get(&entry.table) else {
            found.push("the catalogue has no such register".into());
            return Ok(());
        };
        let def = &columns.def;
        self.subject(def, entry, found)?;
        if !(0..=9999).contains(&entry.effective_from.year()) {
            found.push(format!("in force from {}: out of range", entry.effective_from));
        }
        if entry.groups & !def.all_groups() != 0 {
            found.push(format!("groups of facts {:#b}: the register has {}", entry.groups, def.groups.len()));
        }
        if entry.groups == 0 && entry.supersedes.is_none() {
            found.push("states no facts and strikes nothing out".into());
        }
        self.facts(def, entry, found)?;
        if let Some(no) = entry.supersedes {
            self.supersedes(entry, no.0, found)?;
        }
        if let Some(source) = entry.source.as_ref().filter(|_| !self.imports)
            && !self.has_batch(&source.batch)?
        {
            found.push(format!("source: no batch '{}'", source.batch));
        }
        Ok(())
    }

    fn subject(&self, def: &TableDef, entry: &NewEntry, found: &mut Vec<String>) -> Result<(), RegisterError> {
        match (&entry.subject, def.id_letter) {
            (Subject::New(_), None) => found.push("a new identity, but the register derives its subjects".into()),
            (Subject::New(_), Some(_)) => {}
            (Subject::Known(subject), _) if subject.is_empty() || subject.chars().any(char::is_control) => {
                found.push(format!("subject '{}': empty or with control characters", subject.escape_debug()));
            }
            (Subject::Known(subject), Some(_)) => {
                if !identities::exists(self.connection, &def.name, subject)? {
                    found.push(format!("subject {subject}: no such identity"));
                }
            }
            (Subject::Known(_), None) => {}
        }
        Ok(())
    }

    fn facts(&mut self, def: &TableDef, entry: &NewEntry, found: &mut Vec<String>) -> Result<(), RegisterError> {
        let mut before = None;
        for (number, value) in &entry.facts {
            let Some(field) = def.fields.get(usize::from(*number)) else {
                found.push(format!("field number {number}: the register has {}", def.fields.len()));
                continue;
            };
            let out_of_order = before.is_some_and(|before| before >= *number);
            before = Some(*number);
            if out_of_order {
                found.push(format!("{}: twice or out of order", field.key));
            } else if entry.groups >> field.group & 1 == 0 {
                found.push(format!("{}: of a group of facts the entry does not state", field.key));
            } else if stored(field.kind, value).is_none() {
                found.push(format!("{}: {value:?} is not of kind {:?}", field.key, field.kind));
            } else if field.kind == Kind::Society
                && let Some(society) = value.as_text()
                && society != self.last_society
            {
                if self.register.columns.contains_key("society")
                    && !identities::exists(self.connection, "society", society)?
                {
                    found.push(format!("{}: no society {society}", field.key));
                } else {
                    self.last_society = society.to_owned();
                }
            }
        }
        Ok(())
    }

    fn has_batch(&self, batch: &str) -> Result<bool, RegisterError> {
        let sql = "SELECT 1 FROM batch WHERE office = ?1 AND batch_id = ?2";
        Ok(self.connection.prepare_cached(sql)?.exists([self.register.office.as_str(), batch])?)
    }

    fn supersedes(&mut self, entry: &NewEntry, no: i64, found: &mut Vec<String>) -> Result<(), RegisterError> {
        if !self.superseded.insert(no) {
            found.push(format!("supersedes entry {no}, as another entry of the plan does"));
            return Ok(());
        }
        let office = &self.register.office;
        let table = &entry.table;
        let standing: Option<(String, Option<i64>)> = self
            .connection
            .prepare_cached(&format!(
                "SELECT e.subject, s.entry_no FROM {table}_register AS e LEFT JOIN {table}_register AS s \
                 ON s.office = e.office AND s.supersedes = e.entry_no WHERE e.office = ?1 AND e.entry_no = ?2"
            ))?
            .query_row((office, no), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let same_subject = |subject: &String| match &entry.subject {
            Subject::Known(known) => known == subject,
            // A new identity may turn out to be one given before; the table's own trigger checks it then.
            Subject::New(_) => true,
        };
        match standing {
            None => found.push(format!("supersedes entry {no}, which the register does not have")),
            Some((_, Some(by))) => {
                found.push(format!("supersedes entry {no}, which entry {by} has superseded already"))
            }
            Some((subject, None)) if !same_subject(&subject) => {
                found.push(format!("supersedes entry {no}, which is about {subject}"));
            }
            Some(_) => {}
        }
        Ok(())
    }
}
