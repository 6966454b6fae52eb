//! A line of a register, and what is in force of a subject.

use super::{Facts, Instant, SourceRef, TableDef, Value};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Number of an entry within its office, from 1, over all registers; with the office code it is the entry's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryNo(pub i64);

/// One line of a register as written: never changed, never removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Office that made the entry.
    pub office: String,
    /// Its number there.
    pub no: EntryNo,
    /// Stem of the register.
    pub table: String,
    /// Whom or what it is about.
    pub subject: String,
    /// Groups of facts it states (bit mask); 0 when it only strikes out the entry it supersedes.
    pub groups: u32,
    /// In force from this day.
    pub effective_from: Date,
    /// Entered at this instant.
    pub recorded_at: Instant,
    /// The entry it corrects or strikes out; a later change is a new entry and supersedes nothing.
    pub supersedes: Option<EntryNo>,
    /// Day-book row of the command that made it.
    pub day_no: i64,
    /// Row of the source it was migrated from.
    pub source: Option<SourceRef>,
    /// Text as written where it differs from the value as read: JSON object, field → `{"text", "repairs"}`.
    pub as_written: Option<String>,
    /// Columns of the source that are no field of this register: JSON object, heading → text.
    pub other: Option<String>,
    /// The facts it states.
    pub facts: Facts,
}

/// What is in force of one subject at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whom or what it is about.
    pub subject: String,
    /// One value a field of the register, in its order.
    pub values: Vec<Value>,
    /// The entry each group of facts rests on, in the order of the register's groups.
    pub entries: Vec<Option<EntryNo>>,
}

impl Line {
    /// The value of a field by its key; empty where nothing is said, `None` where its register has no such field.
    pub fn value(&self, table: &TableDef, key: &str) -> Option<&Value> {
        self.values.get(usize::from(table.field_no(key)?))
    }
}
