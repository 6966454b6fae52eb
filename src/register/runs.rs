//! The run ledger, `runs.db`: a row for every command that writes or is scheduled, written before the work.
//!
//! Kept apart from the register: a nightly report neither waits for an import nor changes the register.

use super::RegisterError;
use crate::model::Instant;
use rusqlite::{Connection, OpenFlags, Row, TransactionBehavior};
use serde::{Deserialize, Serialize};
use std::{fs::OpenOptions, os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

/// `PRAGMA application_id` of a run ledger: the letters `CoRn`.
const APPLICATION: i64 = 0x436f_526e;
const SCHEMA: &str = include_str!("migrations/runs_0001.sql");
const VERSION: i64 = 1;

/// What a command says of itself before it works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRun {
    /// Command as people know it, `coop-migrate import`.
    pub command: String,
    /// Arguments: one JSON document.
    pub arguments: serde_json::Value,
    /// Login of the officer.
    pub officer: String,
    /// User id of the process.
    pub uid: u32,
    /// Version of the program.
    pub program_version: String,
    /// Content hash of the catalogue.
    pub catalogue_hash: String,
}

/// A row of the run ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Number, from 1.
    pub id: i64,
    /// Begin.
    pub started_at: Instant,
    /// End; `None`: still running, or abandoned.
    pub finished_at: Option<Instant>,
    /// What it said of itself.
    #[serde(flatten)]
    pub of: NewRun,
    /// Day-book row it read up to; a replay uses this number.
    pub read_up_to_day: Option<i64>,
    /// Exit code.
    pub exit_code: Option<u8>,
    /// Files it wrote and their hashes, fonts used, batch: one JSON document.
    pub outputs: serde_json::Value,
}

/// The run ledger of an office, open.
pub struct RunLedger {
    connection: Connection,
}

impl RunLedger {
    /// Opens the ledger, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Self, RegisterError> {
        // Made with its mode first: SQLite would make it readable by all.
        let _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(|cause| RegisterError::File { path: path.into(), cause: cause.to_string() })?;
        connection.busy_timeout(Duration::from_secs(10))?;
        let not = |found: &str| RegisterError::NotARegister { path: path.into(), found: found.into() };
        if std::fs::metadata(path).is_ok_and(|found| found.len() == 0) {
            make(&mut connection)?;
        }
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        if pragma("application_id").map_err(|_| not("no database at all"))? != APPLICATION {
            return Err(not("another program's database"));
        }
        let found = pragma("user_version")?;
        if found > VERSION {
            return Err(RegisterError::NewerFile { path: path.into(), found, known: VERSION });
        }
        // Lasting, and only for speed: two commands that turn the same new ledger over get in each other's way at once,
        // without waiting, and the next command does it.
        let _ = connection.pragma_update(None, "journal_mode", "WAL");
        Ok(Self { connection })
    }

    /// Writes the row of a run before its work; its number.
    pub fn begin(&self, run: &NewRun, now: Instant) -> Result<i64, RegisterError> {
        self.connection.execute(
            "INSERT INTO run (started_at, command, arguments, officer, uid, program_version, catalogue_hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                now.to_text(),
                &run.command,
                run.arguments.to_string(),
                &run.officer,
                run.uid,
                &run.program_version,
                &run.catalogue_hash,
            ),
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Completes the row after the work. A row is completed once.
    pub fn finish(
        &self,
        id: i64,
        now: Instant,
        exit_code: u8,
        read_up_to_day: Option<i64>,
        outputs: &serde_json::Value,
    ) -> Result<(), RegisterError> {
        let changed = self.connection.execute(
            "UPDATE run SET finished_at = ?2, exit_code = ?3, read_up_to_day = ?4, outputs = ?5 \
             WHERE run_id = ?1 AND finished_at IS NULL",
            (id, now.to_text(), exit_code, read_up_to_day, outputs.to_string()),
        )?;
        if changed == 1 { Ok(()) } else { Err(RegisterError::Database(format!("run {id} is not open"))) }
    }

    /// All runs, latest first, at most so many.
    pub fn list(&self, at_most: u32) -> Result<Vec<Run>, RegisterError> {
        let mut statement = self.connection.prepare(&format!("{SELECT} ORDER BY run_id DESC LIMIT ?1"))?;
        let mut rows = statement.query([at_most])?;
        let mut runs = Vec::new();
        while let Some(row) = rows.next()? {
            runs.push(read(row)?);
        }
        Ok(runs)
    }

    /// One run.
    pub fn show(&self, id: i64) -> Result<Option<Run>, RegisterError> {
        let mut statement = self.connection.prepare(&format!("{SELECT} WHERE run_id = ?1"))?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(read).transpose()
    }
}

/// Makes the tables of an empty file. Two commands may meet here: the second waits, and finds them made.
fn make(connection: &mut Connection) -> Result<(), RegisterError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if transaction.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    Ok(transaction.commit()?)
}

const SELECT: &str = "SELECT run_id, started_at, finished_at, command, arguments, officer, uid, program_version, \
     catalogue_hash, read_up_to_day, exit_code, outputs FROM run";

fn read(row: &Row<'_>) -> Result<Run, RegisterError> {
    let id: i64 = row.get(0)?;
    let damaged = |column: &str, found: &str| RegisterError::Damaged {
        place: format!("run {id}, {column}"),
        found: format!("'{found}'"),
        expected: "what the program wrote".into(),
    };
    let instant = |text: String| Instant::from_text(&text).ok_or_else(|| damaged("instant", &text));
    let json = |text: String| serde_json::from_str(&text).map_err(|_| damaged("JSON", &text));
    Ok(Run {
        id,
        started_at: instant(row.get(1)?)?,
        finished_at: row.get::<_, Option<String>>(2)?.map(instant).transpose()?,
        of: NewRun {
            command: row.get(3)?,
            arguments: json(row.get(4)?)?,
            officer: row.get(5)?,
            uid: row.get(6)?,
            program_version: row.get(7)?,
            catalogue_hash: row.get(8)?,
        },
        read_up_to_day: row.get(9)?,
        exit_code: row.get(10)?,
        outputs: json(row.get(11)?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::new(jiff::Timestamp::from_second(1_700_000_000 + second).unwrap())
    }

    #[test]
    fn a_run_is_seen_before_its_work_is_done_and_stays_open_when_abandoned() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runs.db");
        let ledger = RunLedger::open(&path).unwrap();
        let new = NewRun { command: "coop-migrate import".into(), officer: "asha".into(), ..NewRun::default() };
        let first = ledger.begin(&new, at(0)).unwrap();
        let second = RunLedger::open(&path).unwrap().begin(&new, at(1)).unwrap();
        ledger.finish(second, at(5), 1, Some(7), &serde_json::json!(["reports/a.xlsx"])).unwrap();
        let runs = ledger.list(10).unwrap();
        assert_eq!(runs.iter().map(|run| run.id).collect::<Vec<_>>(), [second, first]);
        assert_eq!((runs[0].exit_code, runs[0].read_up_to_day, runs[0].finished_at), (Some(1), Some(7), Some(at(5))));
        assert_eq!(ledger.show(first).unwrap().unwrap().finished_at, None);
        assert!(ledger.finish(second, at(6), 0, None, &serde_json::Value::Null).is_err());
        assert_eq!(ledger.show(99).unwrap(), None);
    }

    #[test]
    fn commands_that_meet_at_a_new_ledger_all_get_their_row() {
        for _ in 0..5 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("runs.db");
            std::thread::scope(|scope| {
                for second in 0..6 {
                    let path = &path;
                    scope.spawn(move || RunLedger::open(path).unwrap().begin(&NewRun::default(), at(second)).unwrap());
                }
            });
            assert_eq!(RunLedger::open(&path).unwrap().list(10).unwrap().len(), 6);
        }
    }

    #[test]
    fn a_file_that_is_no_run_ledger_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runs.db");
        std::fs::write(&path, "not a database, whatever its name says".repeat(40)).unwrap();
        assert!(matches!(RunLedger::open(&path), Err(RegisterError::NotARegister { .. })));
    }
}
