//! The SQL of one register, made once from its definition: every statement that names its columns.

use super::{
    RegisterError,
    canonical::{EntryText, Hash, sha256},
    sealed::in_order,
    stored::{Stored, read_number, read_text, shown, value},
};
use crate::model::{Entry, EntryNo, Instant, Line, SourceRef, TableDef};
use rusqlite::{Row, types::ValueRef};

/// Columns every register has besides its fields, in the order all statements use.
pub(super) const BOOK: [&str; 15] = [
    "office",
    "entry_no",
    "subject",
    "groups",
    "effective_from",
    "recorded_at",
    "supersedes",
    "day_no",
    "batch",
    "sheet",
    "row",
    "block_row",
    "as_written",
    "other",
    "seal",
];

/// One register's statements.
#[derive(Debug)]
pub(super) struct Columns {
    pub def: TableDef,
    /// Field numbers in order of key, for canonical bytes.
    pub by_key: Vec<u16>,
    /// Place of each field in `by_key`.
    pub key_rank: Vec<u16>,
    /// `SELECT` of entries with all columns, up to and without `WHERE`.
    pub entries: String,
    /// The same with two more, office and number as the index has them; every row of the table, in order.
    pub in_order: String,
    /// `INSERT` of one entry, all columns by position.
    pub enter: String,
    /// `SELECT` of current lines: subject, entries of the groups, fields; up to and without `WHERE`.
    pub current: String,
    /// `INSERT` of one current line, as `current` reads it.
    pub set_current: String,
}

/// A field key as a column name.
pub(super) fn quoted(key: &str) -> String {
    format!("\"{}\"", key.replace('"', "\"\""))
}

impl Columns {
    pub(super) fn new(def: &TableDef) -> Self {
        let fields: Vec<String> = def.fields.iter().map(|field| quoted(&field.key)).collect();
        let book = BOOK.map(quoted).join(", ");
        let all = std::iter::once(book).chain(fields.iter().cloned()).collect::<Vec<_>>().join(", ");
        let ruling = (0..def.groups.len()).map(|group| format!("entry_{group}"));
        let line: Vec<String> = std::iter::once("subject".to_owned()).chain(ruling).chain(fields).collect();
        let marks = |n: usize| vec!["?"; n].join(", ");
        let mut by_key: Vec<u16> = (0..).take(def.fields.len()).collect();
        by_key.sort_by_key(|&field| &def.fields[usize::from(field)].key);
        let mut key_rank = vec![0; by_key.len()];
        for (rank, &field) in (0u16..).zip(&by_key) {
            key_rank[usize::from(field)] = rank;
        }
        Self {
            by_key,
            key_rank,
            entries: format!("SELECT {all} FROM {}_register", def.name),
            in_order: in_order(
                &format!("{}_register", def.name),
                &BOOK.into_iter().chain(def.fields.iter().map(|field| field.key.as_str())).collect::<Vec<_>>(),
                ["office", "entry_no"],
            ),
            enter: format!(
                "INSERT INTO {}_register ({all}) VALUES ({})",
                def.name,
                marks(BOOK.len() + def.fields.len())
            ),
            current: format!("SELECT {} FROM current_{}", line.join(", "), def.name),
            set_current: format!(
                "INSERT INTO current_{} ({}) VALUES ({})",
                def.name,
                line.join(", "),
                marks(line.len())
            ),
            def: def.clone(),
        }
    }

    /// How many columns `entries` has.
    pub(super) fn width(&self) -> usize {
        BOOK.len() + self.def.fields.len()
    }

    /// An entry from a row of `entries`.
    pub(super) fn entry(&self, row: &Row<'_>) -> Result<Entry, RegisterError> {
        let no: i64 = row.get(1)?;
        let damaged = |column: &str, found: ValueRef<'_>, expected: &str| RegisterError::Damaged {
            place: format!("{} register, entry {no}, {column}", self.def.name),
            found: format!("'{}'", shown(found)),
            expected: expected.into(),
        };
        let text = |i: usize| -> Result<String, RegisterError> { Ok(row.get::<_, String>(i)?) };
        let small = |i: usize| -> Result<Option<u32>, RegisterError> { Ok(row.get::<_, Option<u32>>(i)?) };
        let batch: Option<String> = row.get(8)?;
        let source = match (batch, small(9)?, small(10)?) {
            (Some(batch), Some(sheet), Some(line)) => {
                Some(SourceRef { batch, sheet, row: line, block_row: small(11)? })
            }
            _ => None,
        };
        let mut facts = Vec::new();
        for (number, field) in (0u16..).zip(&self.def.fields) {
            let column = row.get_ref(BOOK.len() + usize::from(number))?;
            if matches!(column, ValueRef::Null) {
                continue;
            }
            let read = value(field.kind, column)
                .ok_or_else(|| damaged(&field.key, column, &format!("a value of kind {:?}", field.kind)))?;
            facts.push((number, read));
        }
        Ok(Entry {
            office: text(0)?,
            no: EntryNo(no),
            table: self.def.name.clone(),
            subject: text(2)?,
            groups: row.get::<_, u32>(3)?,
            effective_from: text(4)?
                .parse()
                .map_err(|_| damaged("effective_from", row.get_ref(4).unwrap_or(ValueRef::Null), "a date"))?,
            recorded_at: Instant::from_text(&text(5)?)
                .ok_or_else(|| damaged("recorded_at", row.get_ref(5).unwrap_or(ValueRef::Null), "an instant"))?,
            supersedes: row.get::<_, Option<i64>>(6)?.map(EntryNo),
            day_no: row.get(7)?,
            source,
            as_written: row.get(12)?,
            other: row.get(13)?,
            facts,
        })
    }

    /// A line from a row of `current`.
    pub(super) fn line(&self, row: &Row<'_>) -> Result<Line, RegisterError> {
        let subject: String = row.get(0)?;
        let groups = self.def.groups.len();
        let mut entries = Vec::with_capacity(groups);
        for group in 0..groups {
            entries.push(row.get::<_, Option<i64>>(1 + group)?.map(EntryNo));
        }
        let mut values = Vec::with_capacity(self.def.fields.len());
        for (i, field) in self.def.fields.iter().enumerate() {
            let column = row.get_ref(1 + groups + i)?;
            values.push(value(field.kind, column).ok_or_else(|| RegisterError::Damaged {
                place: format!("current {} register, {subject}, {}", self.def.name, field.key),
                found: format!("'{}'", shown(column)),
                expected: format!("a value of kind {:?}", field.kind),
            })?);
        }
        Ok(Line { subject, values, entries })
    }

    /// The hash of an entry from a row of `entries`, over what stands in the columns, readable or not.
    pub(super) fn hash(&self, row: &Row<'_>, buffer: &mut Vec<u8>) -> Result<Hash, RegisterError> {
        let text = |i: usize| -> Result<_, RegisterError> { Ok(read_text(row.get_ref(i)?)) };
        let text_or_none = |i: usize| -> Result<_, RegisterError> {
            Ok(match row.get_ref(i)? {
                ValueRef::Null => None,
                column => Some(read_text(column)),
            })
        };
        let number = |i: usize| -> Result<Option<i64>, RegisterError> { Ok(read_number(row.get_ref(i)?)) };
        let mut facts = Vec::new();
        for &field in &self.by_key {
            let def = &self.def.fields[usize::from(field)];
            let stored = match row.get_ref(BOOK.len() + usize::from(field))? {
                ValueRef::Null => continue,
                ValueRef::Integer(n) => Stored::Integer(n),
                column => Stored::Text(read_text(column)),
            };
            facts.push((def.key.as_str(), def.kind, stored));
        }
        EntryText {
            office: &text(0)?,
            no: number(1)?.unwrap_or(i64::MIN),
            table: &self.def.name,
            subject: &text(2)?,
            groups: number(3)?.unwrap_or(i64::MIN),
            effective_from: &text(4)?,
            recorded_at: &text(5)?,
            supersedes: number(6)?,
            day_no: number(7)?.unwrap_or(i64::MIN),
            batch: text_or_none(8)?.as_deref(),
            sheet: number(9)?,
            row: number(10)?,
            block_row: number(11)?,
            as_written: text_or_none(12)?.as_deref(),
            other: text_or_none(13)?.as_deref(),
        }
        .write(buffer, facts.into_iter());
        Ok(sha256(buffer))
    }
}
