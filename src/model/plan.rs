//! An intended change: a branch decides, `register::apply` alone writes.

use super::{EntryNo, Facts, Findings, Line, SourceKey, SourceRef, TableDef, Value};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who does what on which authority: the head of a day-book row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Command as people know it, `coop-migrate import`.
    pub command: String,
    /// Login of the officer.
    pub officer: String,
    /// Numeric user id of the process.
    pub uid: u32,
    /// Number of the order the act rests on.
    pub order_no: Option<String>,
    /// Reason, where there is no order.
    pub reason: Option<String>,
}

impl Act {
    /// The number of the order it rests on, where one was given.
    pub fn order(&self) -> Option<&str> {
        self.order_no.as_deref().filter(|number| !number.trim().is_empty())
    }
}

/// Whom an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A known identity, or one derived from the facts.
    Known(String),
    /// A new identity; the same source row always gets the same one.
    New(SourceKey),
}

/// An entry to be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    /// Stem of the register.
    pub table: String,
    /// Whom it is about.
    pub subject: Subject,
    /// In force from.
    pub effective_from: Date,
    /// Groups of facts it states; 0 strikes out.
    pub groups: u32,
    /// The facts, sorted by field number.
    pub facts: Facts,
    /// The entry it corrects or strikes out.
    pub supersedes: Option<EntryNo>,
    /// Row of the source (its batch is filled in by `register::apply`).
    pub source: Option<SourceRef>,
    /// See [`super::Entry::as_written`].
    pub as_written: Option<String>,
    /// See [`super::Entry::other`].
    pub other: Option<String>,
}

impl NewEntry {
    /// An entry that says these values, each by the key of its field: whole groups are stated, so what is not said of a
    /// group named here is nothing. Keys the register does not have say nothing.
    pub fn stating<'v>(
        table: &TableDef,
        subject: Subject,
        effective_from: Date,
        said: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Self {
        let numbered = said.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value)));
        Self::stating_fields(table, subject, effective_from, numbered)
    }
    /// The same, by the numbers of the fields; of two values for one field the later one counts.
    pub fn stating_fields(
        table: &TableDef,
        subject: Subject,
        effective_from: Date,
        said: impl IntoIterator<Item = (u16, Value)>,
    ) -> Self {
        let said: BTreeMap<u16, Value> = said.into_iter().collect();
        let group = |no: &u16| table.fields.get(usize::from(*no)).map_or(0, |field| 1 << field.group);
        Self {
            table: table.name.clone(),
            subject,
            effective_from,
            groups: said.keys().map(group).fold(0, |all, one| all | one),
            facts: said.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        }
    }
}

impl NewEntry {
    /// An entry that states some facts of a subject anew, by the numbers of the fields: whole groups are stated, so what is in
    /// force beside them is said again.
    pub fn restating(
        table: &TableDef,
        line: &Line,
        effective_from: Date,
        said: impl IntoIterator<Item = (u16, Value)>,
    ) -> Self {
        let said: BTreeMap<u16, Value> = said.into_iter().collect();
        let group = |no: u16| table.fields.get(usize::from(no)).map(|field| field.group);
        let groups: Vec<u8> = said.keys().filter_map(|no| group(*no)).collect();
        let beside = (0_u16..).zip(&line.values).filter(|(no, _)| group(*no).is_some_and(|one| groups.contains(&one)));
        let mut all: BTreeMap<u16, Value> = beside.map(|(no, value)| (no, value.clone())).collect();
        all.extend(said);
        Self::stating_fields(table, Subject::Known(line.subject.clone()), effective_from, all)
    }
}

/// What became of a row that made no entry of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Says exactly what is in force already.
    Duplicate,
    /// Could not be read.
    Rejected,
}

/// A data row of a batch that made no entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchRow {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row, from 1.
    pub row: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// The subject it repeats.
    pub subject: Option<String>,
    /// Why.
    pub findings: Findings,
}

/// One imported file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// `B0001`; empty until applied.
    pub id: String,
    /// Register imported into.
    pub table: String,
    /// File name as given, without folder.
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Stored mapping, counts and control sums: one JSON document written by `migrate`.
    pub account: serde_json::Value,
    /// Data rows that made no entry.
    pub rows: Vec<BatchRow>,
}

/// An intended change, applied whole or not at all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Head of the day-book row.
    pub act: Act,
    /// The imported file, if this is an import.
    pub batch: Option<Batch>,
    /// The batch this plan strikes out, if it is an undo.
    pub undoes: Option<String>,
    /// Entries in the order to be numbered.
    pub entries: Vec<NewEntry>,
    /// Last row of the day book when the plan was made: written only while no other act came in between.
    #[serde(default)]
    pub made_at: Option<i64>,
}
