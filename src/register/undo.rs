//! Undoing an import: its entries are struck out by further ones, so that the register reads as before it.

use super::{
    ReadRegister, Register, RegisterError,
    references::{speaks, spoken_of},
    stand_in::Subjects,
};
use crate::model::{Act, Entry, Plan, Remark};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// More dependants than these are counted, not listed.
const LISTED: usize = 50;

impl Register {
    /// The plan that undoes a batch, or a refusal that lists the later entries resting on it.
    pub fn undo_plan(&self, batch: &str, act: Act) -> Result<Plan, RegisterError> {
        let made_at = Some(self.last_day_no()?);
        let found = self.batch_head(batch)?;
        if let Some(day) = found.undone_by {
            return Err(RegisterError::UndoneAlready { batch: batch.to_owned(), day });
        }
        let undone_on = self.undone_on()?;
        let mut names: BTreeSet<(String, String)> = BTreeSet::new();
        self.entries_of_batch(batch, &mut |entry| {
            names.insert((entry.table, entry.subject));
            ControlFlow::Continue(())
        })?;
        let mut altered: BTreeSet<(String, String)> = BTreeSet::new();
        let mut entries = Vec::new();
        let mut dependants = Vec::new();
        let mut gone: BTreeSet<(String, String)> = BTreeSet::new();
        for (table, subject) in names {
            let def = &self.columns_of(&table)?.def;
            let mut all = self.entries(&table, &subject)?;
            all.retain(|entry| entry.office == self.office);
            let subjects = Subjects::new(&all, &undone_on);
            for later in subjects.later_than(batch) {
                dependants
                    .push(placed(Remark::new("{register} register, entry {entry} of day {day} on {subject}"), later));
            }
            let mut strikes = subjects.strikes(batch);
            if !strikes.is_empty() {
                altered.insert((table.clone(), subject.clone()));
            }
            entries.append(&mut strikes);
            if def.id_letter.is_some() && subjects.gone_without(batch) {
                gone.insert((table, subject));
            }
        }
        self.references(batch, &gone, &mut dependants)?;
        self.duplicates(found.day_no, &altered, &mut dependants)?;
        if dependants.is_empty() {
            return Ok(Plan { act, batch: None, undoes: Some(batch.to_owned()), entries, made_at });
        }
        let more = dependants.len().saturating_sub(LISTED);
        dependants.truncate(LISTED);
        if more > 0 {
            dependants.push(Remark::new("and {more} more").with("more", more));
        }
        Err(RegisterError::RestedOn { batch: batch.to_owned(), file: found.batch.file_name, dependants })
    }

    /// Days that undid a batch: their entries only restate earlier ones.
    fn undone_on(&self) -> Result<BTreeMap<i64, String>, RegisterError> {
        let mut days = BTreeMap::new();
        self.day_book(&mut |row| {
            if row.office == self.office
                && let Some(undone) = row.undoes
            {
                days.insert(row.day_no, undone);
            }
            ControlFlow::Continue(())
        })?;
        Ok(days)
    }

    /// Rows of later files, in force, that made no entry because they said what was in force of an altered subject.
    ///
    /// Undoing what they repeat would lose what those files say.
    fn duplicates(
        &self,
        day_no: i64,
        altered: &BTreeSet<(String, String)>,
        dependants: &mut Vec<Remark>,
    ) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare(
            "SELECT b.register, r.subject, b.batch_id, b.file_name, r.\"row\" FROM batch AS b JOIN batch_row AS r \
             ON r.office = b.office AND r.batch_id = b.batch_id WHERE b.office = ?1 AND b.day_no > ?2 \
             AND r.outcome = 'duplicate' AND r.subject IS NOT NULL AND NOT EXISTS \
             (SELECT 1 FROM day_book AS u WHERE u.office = b.office AND u.undoes = b.batch_id) ORDER BY b.day_no, r.seq",
        )?;
        let mut rows = statement.query((&self.office, day_no))?;
        while let Some(row) = rows.next()? {
            let repeated: (String, String) = (row.get(0)?, row.get(1)?);
            if altered.contains(&repeated) {
                let (id, file, line): (String, String, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
                dependants.push(
                    Remark::new("batch {batch} ({file}), row {row} repeats {subject}")
                        .with("batch", id)
                        .with("file", file)
                        .with("row", line)
                        .with("subject", repeated.1),
                );
            }
        }
        Ok(())
    }

    /// Standing entries, not of the batch, that speak of subjects of which nothing would be left.
    fn references(
        &self,
        batch: &str,
        gone: &BTreeSet<(String, String)>,
        dependants: &mut Vec<Remark>,
    ) -> Result<(), RegisterError> {
        if gone.is_empty() {
            return Ok(());
        }
        for columns in self.columns.values().filter(|columns| speaks(&self.tables, &columns.def)) {
            let sql = format!(
                "{} AS e WHERE groups <> 0 AND NOT EXISTS (SELECT 1 FROM {}_register AS s WHERE s.office = e.office \
                 AND s.supersedes = e.entry_no) ORDER BY office, entry_no",
                columns.entries, columns.def.name
            );
            let mut statement = self.connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let entry = columns.entry(row)?;
                if entry.source.as_ref().is_some_and(|source| source.batch == batch && entry.office == self.office) {
                    continue;
                }
                let named = spoken_of(&self.tables, &columns.def, &entry);
                if let Some((table, subject)) = named.into_iter().find(|named| gone.contains(named)) {
                    let remark = Remark::new(
                        "{register} register, entry {entry} of day {day} on {subject} speaks of {table} {of}",
                    );
                    dependants.push(placed(remark, &entry).with("table", table).with("of", subject));
                }
            }
        }
        Ok(())
    }
}

/// The entry a remark is about.
fn placed(remark: Remark, entry: &Entry) -> Remark {
    remark
        .with("register", &entry.table)
        .with("entry", entry.no.0)
        .with("day", entry.day_no)
        .with("subject", &entry.subject)
}
