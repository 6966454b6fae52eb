//! One data row as facts: what each cell gave, what was wrong, and the texts that must not be lost.

use crate::model::{CooperativeYear, Date, EARLIEST, Facts, Finding, Severity, TableDef, Value};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// A value's text as written, where it differs from the value as read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsWritten {
    /// Text of the cell.
    pub text: String,
    /// Repairs made, by code name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Cow<'static, str>>,
    /// Cell it stands in, when that is not the row's own cell of the field's column (`B12`, or `sheet name`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// One data row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row, from 1.
    pub row: u32,
    /// Row of the block heading a value was taken from.
    pub block_row: Option<u32>,
    /// Facts read, sorted by field number.
    pub facts: Facts,
    /// Texts as written, by field key.
    pub as_written: BTreeMap<String, AsWritten>,
    /// Columns that are no field: heading → text.
    pub other: BTreeMap<String, String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// At least one finding rejects the row.
    pub rejected: bool,
}

impl Record {
    /// Adds a fact; the first of two for a field stays.
    pub fn put(&mut self, table: &TableDef, field: &str, value: Value) {
        let Some(no) = table.field_no(field).filter(|_| !value.is_empty()) else { return };
        if let Err(at) = self.facts.binary_search_by_key(&no, |(n, _)| *n) {
            self.facts.insert(at, (no, value));
        }
    }
    /// The value of a field.
    pub fn get(&self, table: &TableDef, field: &str) -> Option<&Value> {
        value_of(&self.facts, table, field)
    }
    /// Adds a finding; an error rejects the row unless its code is accepted.
    pub fn find(&mut self, finding: Finding, accepted: &[String]) {
        self.rejected |= finding.severity == Severity::Error && !accepted.contains(&finding.code);
        self.findings.push(finding);
    }
    /// The day from which the row's facts are in force.
    pub fn effective_from(&self, table: &TableDef) -> Date {
        effective_from(&self.facts, table)
    }
    /// Bit mask of the groups its facts belong to.
    pub fn groups(&self, table: &TableDef) -> u32 {
        groups_of(&self.facts, table)
    }
    /// The texts as written as JSON; `None` when every value reads as written.
    pub fn as_written_json(&self) -> Option<String> {
        (!self.as_written.is_empty()).then(|| serde_json::to_string(&self.as_written).unwrap_or_default())
    }
    /// The other particulars as JSON.
    pub fn other_json(&self) -> Option<String> {
        (!self.other.is_empty()).then(|| serde_json::to_string(&self.other).unwrap_or_default())
    }
}

/// The value of a field among facts.
pub(super) fn value_of<'a>(facts: &'a Facts, table: &TableDef, field: &str) -> Option<&'a Value> {
    fact(facts, table.field_no(field)?)
}

/// The value of a field, by its number, among facts in the order of their fields.
pub(super) fn fact(facts: &Facts, no: u16) -> Option<&Value> {
    facts.binary_search_by_key(&no, |(n, _)| *n).ok().map(|at| &facts[at].1)
}

/// The day from which facts are in force: by the register's own field, else the end of the year they are about.
pub(super) fn effective_from(facts: &Facts, table: &TableDef) -> Date {
    let by_field = table.effective_from.as_deref().and_then(|key| value_of(facts, table, key)).and_then(Value::as_date);
    let year_end = || Some(value_of(facts, table, "fy")?.as_text()?.parse::<CooperativeYear>().ok()?.end());
    by_field.or_else(year_end).unwrap_or(EARLIEST)
}

/// Bit mask of the groups facts belong to.
pub(super) fn groups_of(facts: &Facts, table: &TableDef) -> u32 {
    facts.iter().fold(0, |mask, (no, _)| mask | 1 << table.fields[usize::from(*no)].group)
}
