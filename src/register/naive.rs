//! A register in memory, read by the sentence of the rule and without regard to speed.
//!
//! It stands in for the real one in tests of other rooms, and the real one is held against it. Written apart from
//! `in_force` on purpose: shared code would share its faults.

use super::{Applied, BatchRecord, DayRow, Each, ReadRegister, RegisterError, read::subject_order};
use crate::model::{
    Batch, Entry, EntryNo, Instant, Line, Moment, NewEntry, Plan, SourceKey, SourceRef, Subject, Tables, Value,
};
use std::collections::BTreeMap;

/// An office's registers in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryRegister {
    office: String,
    tables: Tables,
    entries: Vec<Entry>,
    identities: BTreeMap<(String, SourceKey), String>,
    days: Vec<DayRow>,
    batches: Vec<Batch>,
}

impl MemoryRegister {
    /// An empty register.
    pub fn new(office: &str, tables: Tables) -> Self {
        Self { office: office.into(), tables, ..Self::default() }
    }

    /// Writes a plan; checks only that its registers exist.
    pub fn apply(&mut self, plan: &Plan, now: Instant) -> Result<Applied, RegisterError> {
        let day_no = self.days.len() as i64 + 1;
        let batch = plan.batch.as_ref().map(|batch| {
            let id = format!("B{:04}", self.batches.len() + 1);
            self.batches.push(Batch { id: id.clone(), ..batch.clone() });
            id
        });
        let (before, given) = (self.entries.len(), self.identities.len());
        let mut subjects = Vec::new();
        for new in &plan.entries {
            let subject = self.subject(new)?;
            subjects.push(subject.clone());
            let source = |source: &SourceRef| SourceRef {
                batch: batch.clone().unwrap_or_else(|| source.batch.clone()),
                ..source.clone()
            };
            self.entries.push(Entry {
                office: self.office.clone(),
                no: EntryNo(self.entries.len() as i64 + 1),
                table: new.table.clone(),
                subject,
                groups: new.groups,
                effective_from: new.effective_from,
                recorded_at: now,
                supersedes: new.supersedes,
                day_no,
                source: new.source.as_ref().map(source),
                as_written: new.as_written.clone(),
                other: new.other.clone(),
                facts: new.facts.clone(),
            });
        }
        let written = &self.entries[before..];
        let entries = written.first().zip(written.last()).map(|(first, last)| (first.no, last.no));
        let hash = format!("{day_no:064x}");
        self.days.push(DayRow {
            office: self.office.clone(),
            day_no,
            recorded_at: now,
            act: plan.act.clone(),
            batch: batch.clone(),
            undoes: plan.undoes.clone(),
            entries,
            hash: hash.clone(),
        });
        let new_subjects = (self.identities.len() - given) as u64;
        Ok(Applied { day_no, entries, batch, new_subjects, subjects, head: hash })
    }

    /// Takes another office's entries in, as headquarters does.
    #[cfg(test)]
    pub(super) fn merge(&mut self, other: &Self) {
        self.entries.extend(other.entries.iter().cloned());
        self.entries.sort_by(|a, b| (a.recorded_at, &a.office, a.no).cmp(&(b.recorded_at, &b.office, b.no)));
    }

    fn subject(&mut self, new: &NewEntry) -> Result<String, RegisterError> {
        let def = self.tables.get(&new.table).ok_or_else(|| RegisterError::UnknownRegister(new.table.clone()))?;
        let Subject::New(key) = &new.subject else {
            let Subject::Known(subject) = &new.subject else { return Ok(String::new()) };
            return Ok(subject.clone());
        };
        let number = self.identities.keys().filter(|(table, _)| *table == new.table).count() + 1;
        let letter = def.id_letter.as_deref().unwrap_or("X");
        let identity = format!("{}-{letter}-{number}", self.office);
        Ok(self.identities.entry((new.table.clone(), key.clone())).or_insert(identity).clone())
    }

    fn standing(&self, table: &str, subject: &str, moment: Moment) -> Vec<&Entry> {
        let recorded = |entry: &&Entry| moment.known_on.is_none_or(|known| entry.recorded_at <= known);
        self.entries
            .iter()
            .filter(|entry| entry.table == table && entry.subject == subject)
            .filter(recorded)
            .filter(|entry| {
                let by = |other: &Entry| other.office == entry.office && other.supersedes == Some(entry.no);
                !self.entries.iter().filter(recorded).any(by)
            })
            .filter(|entry| entry.effective_from <= moment.as_of)
            .collect()
    }

    fn subjects(&self, table: &str) -> Result<Vec<String>, RegisterError> {
        if self.tables.get(table).is_none() {
            return Err(RegisterError::UnknownRegister(table.into()));
        }
        let mut subjects: Vec<String> =
            self.entries.iter().filter(|entry| entry.table == table).map(|entry| entry.subject.clone()).collect();
        subjects.sort_by(|a, b| subject_order(a, b));
        subjects.dedup();
        Ok(subjects)
    }

    fn record(&self, batch: &Batch, rows: bool) -> BatchRecord {
        let of = |row: &&DayRow| row.batch.as_ref() == Some(&batch.id);
        let day = self.days.iter().find(of);
        BatchRecord {
            batch: Batch { rows: if rows { batch.rows.clone() } else { Vec::new() }, ..batch.clone() },
            day_no: day.map_or(0, |row| row.day_no),
            recorded_at: day.map_or_else(|| Instant::new(Default::default()), |row| row.recorded_at),
            undone_by: self.days.iter().find(|row| row.undoes.as_ref() == Some(&batch.id)).map(|row| row.day_no),
        }
    }
}

impl ReadRegister for MemoryRegister {
    fn office(&self) -> &str {
        &self.office
    }
    fn tables(&self) -> &Tables {
        &self.tables
    }
    fn line(&self, table: &str, subject: &str, moment: Moment) -> Result<Option<Line>, RegisterError> {
        let def = self.tables.get(table).ok_or_else(|| RegisterError::UnknownRegister(table.into()))?;
        let mut line =
            Line { subject: subject.into(), values: vec![Value::Empty; def.fields.len()], entries: Vec::new() };
        for group in 0..def.groups.len() {
            // Entries lie in order of entering, and `max_by_key` takes the last among equals.
            let ruler = self
                .standing(table, subject, moment)
                .into_iter()
                .filter(|entry| entry.groups >> group & 1 == 1)
                .max_by_key(|entry| entry.effective_from);
            line.entries.push(ruler.map(|entry| entry.no));
            for (field, value) in ruler.iter().flat_map(|entry| &entry.facts) {
                if usize::from(def.fields[usize::from(*field)].group) == group {
                    line.values[usize::from(*field)] = value.clone();
                }
            }
        }
        Ok(line.entries.iter().any(Option::is_some).then_some(line))
    }
    fn lines(&self, table: &str, moment: Moment, each: Each<'_, Line>) -> Result<(), RegisterError> {
        for subject in self.subjects(table)? {
            if let Some(line) = self.line(table, &subject, moment)?
                && each(line).is_break()
            {
                break;
            }
        }
        Ok(())
    }
    fn find_by(&self, table: &str, field: &str, value: &Value, moment: Moment) -> Result<Vec<Line>, RegisterError> {
        let number = self
            .tables
            .get(table)
            .and_then(|def| def.field_no(field))
            .ok_or_else(|| RegisterError::UnknownField { register: table.into(), field: field.into() })?;
        let mut found = Vec::new();
        for subject in self.subjects(table)? {
            found.extend(self.line(table, &subject, moment)?.filter(|line| line.values[usize::from(number)] == *value));
        }
        Ok(found)
    }
    fn count(&self, table: &str, moment: Moment) -> Result<u64, RegisterError> {
        let mut count = 0;
        for subject in self.subjects(table)? {
            count += u64::from(self.line(table, &subject, moment)?.is_some());
        }
        Ok(count)
    }
    fn entries(&self, table: &str, subject: &str) -> Result<Vec<Entry>, RegisterError> {
        let of = |entry: &&Entry| entry.table == table && entry.subject == subject;
        Ok(self.entries.iter().filter(of).cloned().collect())
    }
    fn entries_of_batch(&self, batch: &str, each: Each<'_, Entry>) -> Result<(), RegisterError> {
        let day = self.batch(batch)?.ok_or_else(|| RegisterError::UnknownBatch(batch.into()))?.day_no;
        let mut written: Vec<&Entry> = self.entries.iter().filter(|entry| entry.day_no == day).collect();
        written.sort_by_key(|entry| &entry.table);
        for entry in written {
            if each(entry.clone()).is_break() {
                break;
            }
        }
        Ok(())
    }
    fn last_day_no(&self) -> Result<i64, RegisterError> {
        Ok(self.days.len() as i64)
    }
    fn last_day(&self, moment: Moment) -> Result<Option<DayRow>, RegisterError> {
        Ok(self.days.iter().rfind(|row| moment.knows(row.recorded_at)).cloned())
    }
    fn day_book(&self, each: Each<'_, DayRow>) -> Result<(), RegisterError> {
        for row in &self.days {
            if each(row.clone()).is_break() {
                break;
            }
        }
        Ok(())
    }
    fn day(&self, office: &str, day_no: i64) -> Result<Option<DayRow>, RegisterError> {
        Ok(self.days.iter().find(|row| row.office == office && row.day_no == day_no).cloned())
    }
    fn batches(&self) -> Result<Vec<BatchRecord>, RegisterError> {
        Ok(self.batches.iter().map(|batch| self.record(batch, false)).collect())
    }
    fn batch(&self, batch: &str) -> Result<Option<BatchRecord>, RegisterError> {
        Ok(self.batches.iter().find(|found| found.id == batch).map(|found| self.record(found, true)))
    }
    fn batch_in_force_by_sha(&self, sha256: &str, table: &str) -> Result<Option<String>, RegisterError> {
        let matching = self.batches.iter().rev().filter(|batch| batch.sha256 == sha256 && batch.table == table);
        Ok(matching.map(|batch| self.record(batch, false)).find(|r| r.undone_by.is_none()).map(|r| r.batch.id))
    }
}
