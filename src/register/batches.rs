//! Imported files: what was read, what became of each row, and whether it still stands.

use super::{
    RegisterError,
    canonical::{Canon, sha256},
    stored::read_text,
};
use crate::model::{Batch, BatchRow, Instant, Outcome, hex};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// An imported file as the register keeps it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchRecord {
    /// The file, its account and (when asked for one batch) its rows.
    pub batch: Batch,
    /// Day-book row of the import.
    pub day_no: i64,
    /// Instant of the import.
    pub recorded_at: Instant,
    /// Day-book row that struck it out.
    pub undone_by: Option<i64>,
}

fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Duplicate => "duplicate",
        Outcome::Rejected => "rejected",
    }
}

fn json(value: &impl Serialize) -> Result<String, RegisterError> {
    serde_json::to_string(value).map_err(|cause| RegisterError::Database(format!("batch account: {cause}")))
}

/// The id the office's next batch gets, `B0001` onwards; a staged file that was never applied leaves a gap.
pub(super) fn next_id(connection: &Connection, office: &str, set_aside: u32) -> Result<String, RegisterError> {
    let sql = "SELECT max(CAST(substr(batch_id, 2) AS INTEGER)) FROM batch WHERE office = ?1";
    let last: Option<i64> = connection.query_row(sql, [office], |row| row.get(0))?;
    Ok(format!("B{:04}", last.unwrap_or(0).max(i64::from(set_aside)) + 1))
}

/// Is there such a batch?
pub(super) fn exists(connection: &Connection, office: &str, id: &str) -> Result<bool, RegisterError> {
    let sql = "SELECT 1 FROM batch WHERE office = ?1 AND batch_id = ?2";
    Ok(connection.prepare_cached(sql)?.exists((office, id))?)
}

/// Writes a batch and its rows.
pub(super) fn write(
    connection: &Connection,
    office: &str,
    id: &str,
    day_no: i64,
    batch: &Batch,
) -> Result<(), RegisterError> {
    connection.execute(
        "INSERT INTO batch (office, batch_id, register, file_name, sha256, account, day_no) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (office, id, &batch.table, &batch.file_name, &batch.sha256, json(&batch.account)?, day_no),
    )?;
    let mut statement = connection.prepare(
        "INSERT INTO batch_row (office, batch_id, seq, sheet, \"row\", outcome, subject, findings) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (seq, row) in (1i64..).zip(&batch.rows) {
        let outcome = outcome_word(row.outcome);
        statement.execute((office, id, seq, row.sheet, row.row, outcome, &row.subject, json(&row.findings)?))?;
    }
    Ok(())
}

/// SHA-256 over a batch and its rows as stored; `None` when the day wrote none.
///
/// The rows are found through their index and read from the table itself, see `sealed`.
pub(super) fn stored_hash(connection: &Connection, office: &str, id: &str) -> Result<Option<String>, RegisterError> {
    let mut hash = Sha256::new();
    let mut statement = connection.prepare_cached(
        "SELECT t.office, t.batch_id, t.register, t.file_name, t.sha256, t.account, t.day_no FROM batch AS i \
         CROSS JOIN batch AS t NOT INDEXED ON t.rowid = i.rowid WHERE i.office = ?1 AND i.batch_id = ?2",
    )?;
    let mut rows = statement.query((office, id))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    hash.update(line("batch/1", row, 7)?);
    let mut statement = connection.prepare_cached(
        "SELECT t.office, t.batch_id, t.seq, t.sheet, t.\"row\", t.outcome, t.subject, t.findings FROM batch_row AS i \
         CROSS JOIN batch_row AS t NOT INDEXED ON t.rowid = i.rowid WHERE i.office = ?1 AND i.batch_id = ?2 \
         ORDER BY i.seq",
    )?;
    let mut rows = statement.query((office, id))?;
    while let Some(row) = rows.next()? {
        hash.update(line("batch_row/1", row, 8)?);
    }
    Ok(Some(hex(&hash.finalize())))
}

/// Canonical bytes of the first columns of a row.
fn line(form: &str, row: &Row<'_>, columns: usize) -> Result<Vec<u8>, RegisterError> {
    let mut bytes = Vec::new();
    let mut canon = Canon::begin(&mut bytes, form);
    for column in 0..columns {
        match row.get_ref(column)? {
            ValueRef::Null => canon.null(),
            ValueRef::Integer(number) => canon.integer(number),
            other => canon.text(&read_text(other)),
        }
    }
    canon.end();
    Ok(bytes)
}

/// A batch, or rows of one, that no row of the day book names; `named` is how many batches those rows name.
pub(super) fn unnamed(connection: &Connection, named: i64) -> Result<Option<(String, String)>, RegisterError> {
    let first = |sql: &str| -> Result<Option<(String, String)>, RegisterError> {
        let text =
            |row: &Row<'_>, i: usize| -> rusqlite::Result<String> { Ok(read_text(row.get_ref(i)?).into_owned()) };
        Ok(connection.query_row(sql, [], |row| Ok((text(row, 0)?, text(row, 1)?))).optional()?)
    };
    let rows = first(
        "SELECT r.office, r.batch_id FROM batch_row AS r NOT INDEXED WHERE NOT EXISTS \
         (SELECT 1 FROM batch AS b WHERE b.office = r.office AND b.batch_id = r.batch_id) LIMIT 1",
    )?;
    let count: i64 = connection.query_row("SELECT count(*) FROM batch NOT INDEXED", [], |row| row.get(0))?;
    if rows.is_some() || count == named {
        return Ok(rows);
    }
    first(
        "SELECT b.office, b.batch_id FROM batch AS b NOT INDEXED WHERE NOT EXISTS \
         (SELECT 1 FROM day_book AS d WHERE d.office = b.office AND d.batch = b.batch_id) LIMIT 1",
    )
}

/// The digest of what a day wrote besides entries: the batch, and the identities given by register.
pub(super) fn annex_digest(batch: Option<&str>, identities: &[(String, String)]) -> String {
    let mut bytes = Vec::new();
    let mut canon = Canon::begin(&mut bytes, "annex/1");
    canon.text_or_null(batch);
    for (register, hash) in identities {
        canon.text(register);
        canon.text(hash);
    }
    canon.end();
    hex(&sha256(&bytes))
}

const SELECT: &str = "SELECT b.batch_id, b.register, b.file_name, b.sha256, b.account, b.day_no, d.recorded_at, \
     (SELECT u.day_no FROM day_book AS u WHERE u.office = b.office AND u.undoes = b.batch_id) \
     FROM batch AS b JOIN day_book AS d ON d.office = b.office AND d.day_no = b.day_no WHERE b.office = ?1";

fn record(row: &Row<'_>) -> Result<BatchRecord, RegisterError> {
    let id: String = row.get(0)?;
    let damaged = |column: &str, found: String, expected: &str| RegisterError::Damaged {
        place: format!("batch {id}, {column}"),
        found: format!("'{found}'"),
        expected: expected.into(),
    };
    let (account, recorded_at): (String, String) = (row.get(4)?, row.get(6)?);
    Ok(BatchRecord {
        batch: Batch {
            id: id.clone(),
            table: row.get(1)?,
            file_name: row.get(2)?,
            sha256: row.get(3)?,
            account: serde_json::from_str(&account).map_err(|_| damaged("account", account, "JSON"))?,
            rows: Vec::new(),
        },
        day_no: row.get(5)?,
        recorded_at: Instant::from_text(&recorded_at)
            .ok_or_else(|| damaged("recorded_at", recorded_at, "an instant"))?,
        undone_by: row.get(7)?,
    })
}

pub(super) fn all(connection: &Connection, office: &str) -> Result<Vec<BatchRecord>, RegisterError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY b.day_no"))?;
    let mut rows = statement.query([office])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(record(row)?);
    }
    Ok(found)
}

pub(super) fn one(connection: &Connection, office: &str, id: &str) -> Result<Option<BatchRecord>, RegisterError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} AND b.batch_id = ?2"))?;
    let mut rows = statement.query((office, id))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut found = record(row)?;
    let mut statement = connection.prepare_cached(
        "SELECT sheet, \"row\", outcome, subject, findings FROM batch_row WHERE office = ?1 AND batch_id = ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query((office, id))?;
    while let Some(row) = rows.next()? {
        let (outcome, findings): (String, String) = (row.get(2)?, row.get(4)?);
        found.batch.rows.push(BatchRow {
            sheet: row.get(0)?,
            row: row.get(1)?,
            outcome: if outcome == outcome_word(Outcome::Duplicate) { Outcome::Duplicate } else { Outcome::Rejected },
            subject: row.get(3)?,
            findings: serde_json::from_str(&findings).map_err(|_| RegisterError::Damaged {
                place: format!("batch {id}, findings of a row"),
                found: format!("'{findings}'"),
                expected: "a JSON list of findings".into(),
            })?,
        });
    }
    Ok(Some(found))
}

/// The batch in force that imported a file into a register.
pub(super) fn in_force_by_sha(
    connection: &Connection,
    office: &str,
    sha256: &str,
    table: &str,
) -> Result<Option<String>, RegisterError> {
    let mut statement = connection.prepare_cached(
        "SELECT batch_id FROM batch AS b WHERE office = ?1 AND sha256 = ?2 AND register = ?3 AND NOT EXISTS \
         (SELECT 1 FROM day_book AS d WHERE d.office = b.office AND d.undoes = b.batch_id) ORDER BY day_no DESC LIMIT 1",
    )?;
    Ok(statement.query_row((office, sha256, table), |row| row.get(0)).optional()?)
}
