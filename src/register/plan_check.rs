//! Does a plan fit the register? All faults are named before anything is written.

use super::{Register, RegisterError, identities, references, stored::stored};
use crate::model::{NewEntry, Plan, Remark, Subject, TableDef};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// More faults than these are counted, not listed.
const LISTED: usize = 100;

/// Every fault of the plan, in order of its entries.
pub(super) fn faults(register: &Register, connection: &Connection, plan: &Plan) -> Result<Vec<Remark>, RegisterError> {
    let mut check = Check::new(register, connection, plan.batch.is_some());
    let mut faults = Faults::default();
    if let Some(batch) = &plan.undoes {
        match super::batches::one(connection, &register.office, batch)? {
            None => faults.listed.push(Remark::new("undo of batch {batch}: no such batch").with("batch", batch)),
            Some(found) if found.undone_by.is_some() => {
                faults.listed.push(Remark::new("batch {batch} is undone already").with("batch", batch))
            }
            Some(_) => {}
        }
    }
    for (number, entry) in (1..).zip(&plan.entries) {
        faults.of(&mut check, number, entry)?;
    }
    Ok(faults.all())
}

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults {
    listed: Vec<Remark>,
    more: usize,
}

impl Faults {
    /// Looks at one entry, counted from 1; true while no entry had a fault.
    pub(super) fn of(&mut self, check: &mut Check<'_>, number: usize, entry: &NewEntry) -> Result<bool, RegisterError> {
        let mut found = Vec::new();
        check.entry(entry, &mut found)?;
        for fault in found {
            if self.listed.len() < LISTED {
                self.listed.push(fault.with("register", &entry.table).with("no", number));
            } else {
                self.more += 1;
            }
        }
        Ok(self.listed.is_empty())
    }
    /// Refuses when there are any.
    pub(super) fn none(self) -> Result<(), RegisterError> {
        if self.listed.is_empty() { Ok(()) } else { Err(RegisterError::PlanDoesNotFit(self.all())) }
    }
    fn all(mut self) -> Vec<Remark> {
        if self.more > 0 {
            self.listed.push(Remark::new("and {more} more").with("more", self.more));
        }
        self.listed
    }
}

/// What entries are held against.
pub(super) struct Check<'a> {
    register: &'a Register,
    connection: &'a Connection,
    /// Entries the plan itself supersedes so far.
    superseded: BTreeSet<i64>,
    /// The identities found last, of few: lists name one society many times running.
    last: BTreeSet<(String, String)>,
    /// Does the plan bring its own batch?
    imports: bool,
}

impl<'a> Check<'a> {
    /// `imports`: the entries come with a batch of their own.
    pub(super) fn new(register: &'a Register, connection: &'a Connection, imports: bool) -> Self {
        Self { register, connection, superseded: BTreeSet::new(), last: BTreeSet::new(), imports }
    }
    fn entry(&mut self, entry: &NewEntry, found: &mut Vec<Remark>) -> Result<(), RegisterError> {
        let Some(columns) = self.register.columns.get(&entry.table) else {
            found.push(Remark::new("{register} register, entry {no} of the plan: the catalogue has no such register"));
            return Ok(());
        };
        let def = &columns.def;
        self.subject(def, entry, found)?;
        if !(0..=9999).contains(&entry.effective_from.year()) {
            found.push(
                Remark::new("{register} register, entry {no} of the plan: in force from {date}: out of range")
                    .with("date", entry.effective_from),
            );
        }
        if entry.groups & !def.all_groups() != 0 {
            found.push(
                Remark::new(
                    "{register} register, entry {no} of the plan: groups of facts {groups}: the register has {has}",
                )
                .with("groups", format!("{:#b}", entry.groups))
                .with("has", def.groups.len()),
            );
        }
        if entry.groups == 0 && entry.supersedes.is_none() {
            found.push(Remark::new(
                "{register} register, entry {no} of the plan: states no facts and strikes nothing out",
            ));
        }
        self.facts(def, entry, found)?;
        if let Some(no) = entry.supersedes {
            self.supersedes(entry, no.0, found)?;
        }
        if let Some(source) = entry.source.as_ref().filter(|_| !self.imports)
            && !self.has_batch(&source.batch)?
        {
            found.push(
                Remark::new("{register} register, entry {no} of the plan: source: no batch '{batch}'")
                    .with("batch", &source.batch),
            );
        }
        Ok(())
    }

    fn subject(&mut self, def: &TableDef, entry: &NewEntry, found: &mut Vec<Remark>) -> Result<(), RegisterError> {
        match (&entry.subject, &def.id_letter) {
            (Subject::New(_), None) => found.push(Remark::new(
                "{register} register, entry {no} of the plan: a new identity, but the register derives its subjects",
            )),
            (Subject::New(_), Some(_)) => {}
            (Subject::Known(subject), _) if subject.is_empty() || subject.chars().any(char::is_control) => {
                found.push(Remark::new("{register} register, entry {no} of the plan: subject '{subject}': empty or with control characters").with("subject", subject.escape_debug()));
            }
            (Subject::Known(subject), Some(_)) => {
                if !identities::exists(self.connection, &def.name, subject)? {
                    found.push(
                        Remark::new("{register} register, entry {no} of the plan: subject {subject}: no such identity")
                            .with("subject", subject),
                    );
                }
            }
            (Subject::Known(subject), None) => {
                for (target, identity) in references::identities_in(&self.register.tables, subject) {
                    if !self.exists(target, identity)? {
                        found.push(
                            Remark::new(
                                "{register} register, entry {no} of the plan: subject {subject}: no {target} {identity}",
                            )
                            .with("subject", subject)
                            .with("target", target)
                            .with("identity", identity),
                        );
                    }
                }
            }
        }
        Ok(())
    }

    fn facts(&mut self, def: &TableDef, entry: &NewEntry, found: &mut Vec<Remark>) -> Result<(), RegisterError> {
        let mut before = None;
        for (number, value) in &entry.facts {
            let Some(field) = def.fields.get(usize::from(*number)) else {
                found.push(
                    Remark::new(
                        "{register} register, entry {no} of the plan: field number {field}: the register has {has}",
                    )
                    .with("field", number)
                    .with("has", def.fields.len()),
                );
                continue;
            };
            let out_of_order = before.is_some_and(|before| before >= *number);
            before = Some(*number);
            if out_of_order {
                found.push(
                    Remark::new("{register} register, entry {no} of the plan: {field}: twice or out of order")
                        .with("field", &field.key),
                );
            } else if entry.groups >> field.group & 1 == 0 {
                found.push(Remark::new("{register} register, entry {no} of the plan: {field}: of a group of facts the entry does not state").with("field", &field.key));
            } else if stored(field.kind, value).is_none() {
                found.push(
                    Remark::new("{register} register, entry {no} of the plan: {field}: {found} is not of kind {kind}")
                        .with("field", &field.key)
                        .with("found", format!("{value:?}"))
                        .with("kind", format!("{:?}", field.kind)),
                );
            } else if let Some(target) = references::target(&self.register.tables, def, usize::from(*number))
                && let Some(identity) = value.as_text()
                && !self.exists(&target.name, identity)?
            {
                found.push(
                    Remark::new("{register} register, entry {no} of the plan: {field}: no {target} {identity}")
                        .with("field", &field.key)
                        .with("target", &target.name)
                        .with("identity", identity),
                );
            }
        }
        Ok(())
    }

    /// Is there such an identity?
    fn exists(&mut self, table: &str, identity: &str) -> Result<bool, RegisterError> {
        const REMEMBERED: usize = 8;
        let asked = (table.to_owned(), identity.to_owned());
        if self.last.contains(&asked) {
            return Ok(true);
        }
        let exists = identities::exists(self.connection, table, identity)?;
        if exists {
            if self.last.len() >= REMEMBERED {
                self.last.clear();
            }
            self.last.insert(asked);
        }
        Ok(exists)
    }

    fn has_batch(&self, batch: &str) -> Result<bool, RegisterError> {
        let sql = "SELECT 1 FROM batch WHERE office = ?1 AND batch_id = ?2";
        Ok(self.connection.prepare_cached(sql)?.exists([self.register.office.as_str(), batch])?)
    }

    fn supersedes(&mut self, entry: &NewEntry, no: i64, found: &mut Vec<Remark>) -> Result<(), RegisterError> {
        if !self.superseded.insert(no) {
            found.push(Remark::new("{register} register, entry {no} of the plan: supersedes entry {entry}, as another entry of the plan does").with("entry", no));
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
            None => found.push(Remark::new("{register} register, entry {no} of the plan: supersedes entry {entry}, which the register does not have").with("entry", no)),
            Some((_, Some(by))) => {
                found.push(Remark::new("{register} register, entry {no} of the plan: supersedes entry {entry}, which entry {by} has superseded already").with("entry", no).with("by", by))
            }
            Some((subject, None)) if !same_subject(&subject) => {
                found.push(Remark::new("{register} register, entry {no} of the plan: supersedes entry {entry}, which is about {subject}").with("entry", no).with("subject", subject));
            }
            Some(_) => {}
        }
        Ok(())
    }
}
