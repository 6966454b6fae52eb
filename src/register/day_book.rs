//! The day book: one chained row a writing command.

use super::{
    RegisterError,
    canonical::{Canon, Hash, sha256},
    sealed::in_order,
    stored::{read_number, read_text},
};
use crate::model::{Act, EntryNo, Instant, Remark, hex};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};
use serde::Serialize;

/// `prev_hash` of the first row of an office.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A row of the day book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayRow {
    /// Office that wrote it.
    pub office: String,
    /// Number, from 1 without gaps.
    pub day_no: i64,
    /// Instant of writing.
    pub recorded_at: Instant,
    /// Who did what on which authority.
    pub act: Act,
    /// The imported file, of an import.
    pub batch: Option<String>,
    /// The batch struck out, of an undo.
    pub undoes: Option<String>,
    /// First and last entry written.
    pub entries: Option<(EntryNo, EntryNo)>,
    /// SHA-256 of the row and all before it, hexadecimal.
    pub hash: String,
}

/// A row as its columns hold it, whether they still make sense or not.
#[derive(Clone, Debug)]
pub(super) struct RawDay {
    pub office: String,
    pub day_no: i64,
    pub recorded_at: String,
    pub command: String,
    pub officer: String,
    pub uid: i64,
    pub order_no: Option<String>,
    pub reason: Option<String>,
    pub batch: Option<String>,
    pub undoes: Option<String>,
    pub first_entry: Option<i64>,
    pub last_entry: Option<i64>,
    pub entries_digest: String,
    pub annex_digest: String,
    pub prev_hash: String,
    pub hash: String,
}

/// Its columns, in the order all statements use.
pub(super) const COLUMNS: [&str; 16] = [
    "office",
    "day_no",
    "recorded_at",
    "command",
    "officer",
    "uid",
    "order_no",
    "reason",
    "batch",
    "undoes",
    "first_entry",
    "last_entry",
    "entries_digest",
    "annex_digest",
    "prev_hash",
    "hash",
];

/// `SELECT` of all rows in order, then office and number as the index has them.
pub(super) fn all_in_order() -> String {
    in_order("day_book", &COLUMNS, ["office", "day_no"])
}

pub(super) const SELECT: &str = "SELECT office, day_no, recorded_at, command, officer, uid, order_no, reason, batch, \
     undoes, first_entry, last_entry, entries_digest, annex_digest, prev_hash, hash FROM day_book";

/// How a row is named.
pub(super) fn row_named(no: i64) -> Remark {
    Remark::new("day book, row {row}").with("row", no)
}

impl RawDay {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, RegisterError> {
        let text = |i: usize| -> Result<String, RegisterError> { Ok(read_text(row.get_ref(i)?).into_owned()) };
        let maybe = |i: usize| -> Result<Option<String>, RegisterError> {
            Ok(match row.get_ref(i)? {
                ValueRef::Null => None,
                column => Some(read_text(column).into_owned()),
            })
        };
        let number = |i: usize| -> Result<Option<i64>, RegisterError> { Ok(read_number(row.get_ref(i)?)) };
        Ok(Self {
            office: text(0)?,
            day_no: number(1)?.unwrap_or(i64::MIN),
            recorded_at: text(2)?,
            command: text(3)?,
            officer: text(4)?,
            uid: number(5)?.unwrap_or(i64::MIN),
            order_no: maybe(6)?,
            reason: maybe(7)?,
            batch: maybe(8)?,
            undoes: maybe(9)?,
            first_entry: number(10)?,
            last_entry: number(11)?,
            entries_digest: text(12)?,
            annex_digest: text(13)?,
            prev_hash: text(14)?,
            hash: text(15)?,
        })
    }

    /// Hash of the row over its canonical bytes, the hash of the row before among them.
    pub(super) fn computed_hash(&self) -> Hash {
        let mut bytes = Vec::new();
        let mut canon = Canon::begin(&mut bytes, "day/1");
        canon.text(&self.office);
        canon.integer(self.day_no);
        canon.text(&self.recorded_at);
        canon.text(&self.command);
        canon.text(&self.officer);
        canon.integer(self.uid);
        canon.text_or_null(self.order_no.as_deref());
        canon.text_or_null(self.reason.as_deref());
        canon.text_or_null(self.batch.as_deref());
        canon.text_or_null(self.undoes.as_deref());
        canon.integer_or_null(self.first_entry);
        canon.integer_or_null(self.last_entry);
        canon.text(&self.entries_digest);
        canon.text(&self.annex_digest);
        canon.text(&self.prev_hash);
        canon.end();
        sha256(&bytes)
    }

    /// Seals the row and writes it.
    pub(super) fn write(&mut self, connection: &Connection) -> Result<(), RegisterError> {
        self.hash = hex(&self.computed_hash());
        connection.execute(
            "INSERT INTO day_book (office, day_no, recorded_at, command, officer, uid, order_no, reason, batch, undoes, \
             first_entry, last_entry, entries_digest, annex_digest, prev_hash, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            rusqlite::params![
                self.office,
                self.day_no,
                self.recorded_at,
                self.command,
                self.officer,
                self.uid,
                self.order_no,
                self.reason,
                self.batch,
                self.undoes,
                self.first_entry,
                self.last_entry,
                self.entries_digest,
                self.annex_digest,
                self.prev_hash,
                self.hash
            ],
        )?;
        Ok(())
    }

    /// The row in model types.
    pub(super) fn into_row(self) -> Result<DayRow, RegisterError> {
        let damaged = |column: &str, found: &str, expected: &str| RegisterError::Damaged {
            place: format!("day book, row {}, {column}", self.day_no),
            found: format!("'{found}'"),
            expected: expected.into(),
        };
        Ok(DayRow {
            recorded_at: Instant::from_text(&self.recorded_at)
                .ok_or_else(|| damaged("recorded_at", &self.recorded_at, "an instant"))?,
            act: Act {
                uid: u32::try_from(self.uid).map_err(|_| damaged("uid", &self.uid.to_string(), "a user id from 0"))?,
                command: self.command,
                officer: self.officer,
                order_no: self.order_no,
                reason: self.reason,
            },
            office: self.office,
            day_no: self.day_no,
            batch: self.batch,
            undoes: self.undoes,
            entries: self.first_entry.zip(self.last_entry).map(|(first, last)| (EntryNo(first), EntryNo(last))),
            hash: self.hash,
        })
    }
}

/// The last row of an office.
pub(super) fn last(connection: &Connection, office: &str) -> Result<Option<RawDay>, RegisterError> {
    let mut statement =
        connection.prepare_cached(&format!("{SELECT} WHERE office = ?1 ORDER BY day_no DESC LIMIT 1"))?;
    let mut rows = statement.query([office])?;
    rows.next()?.map(RawDay::read).transpose()
}

/// The last row an office had recorded by an instant.
pub(super) fn last_by(
    connection: &Connection,
    office: &str,
    known_on: Instant,
) -> Result<Option<RawDay>, RegisterError> {
    let sql = format!("{SELECT} WHERE office = ?1 AND recorded_at <= ?2 ORDER BY day_no DESC LIMIT 1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([office, &known_on.to_text()])?;
    rows.next()?.map(RawDay::read).transpose()
}

/// One row of an office.
pub(super) fn row(connection: &Connection, office: &str, day_no: i64) -> Result<Option<RawDay>, RegisterError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE office = ?1 AND day_no = ?2"))?;
    let mut rows = statement.query(rusqlite::params![office, day_no])?;
    rows.next()?.map(RawDay::read).transpose()
}

/// Number of the last entry an office has written; 0 when none.
pub(super) fn last_entry(connection: &Connection, office: &str) -> Result<i64, RegisterError> {
    let mut statement = connection.prepare_cached("SELECT max(last_entry) FROM day_book WHERE office = ?1")?;
    Ok(statement.query_row([office], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten().unwrap_or(0))
}
