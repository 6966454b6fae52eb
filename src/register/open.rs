//! Opening and making `register.db`: pragmas, upgrades, and whose it is.

use super::{
    RegisterError,
    columns::Columns,
    holder::{Holder, Lock, placed},
    upgrades::{APPLICATION, UPGRADES, Upgrade, check_fields, latest, upgrade, version},
};
use crate::{model::Tables, unfinished::Unfinished};
use rusqlite::{Connection, OpenFlags};
use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

/// What a register is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading: one unchanging view from opening to closing, whatever is written meanwhile.
    Read,
    /// Writing; brings an older file up to date.
    Write,
}

/// An office's registers, open.
pub struct Register {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) mode: Mode,
    pub(super) office: String,
    pub(super) tables: Tables,
    pub(super) columns: BTreeMap<String, Columns>,
    pub(super) steps: &'static [Upgrade],
    /// Of a register open for writing: the lock that keeps a restore away, and who has it.
    _held: Option<(Holder, Lock)>,
}

impl Register {
    /// Makes a new, empty register for an office; the file must not exist. Readable by its owner only.
    pub fn create(path: &Path, tables: Tables, office: &str) -> Result<Self, RegisterError> {
        Self::create_with(path, tables, office, UPGRADES)
    }

    /// Opens a register; in [`Mode::Write`] an older file is upgraded first, a newer one is always refused.
    pub fn open(path: &Path, tables: Tables, mode: Mode) -> Result<Self, RegisterError> {
        Self::open_with(path, tables, mode, UPGRADES)
    }

    pub(super) fn create_with(
        path: &Path,
        tables: Tables,
        office: &str,
        steps: &'static [Upgrade],
    ) -> Result<Self, RegisterError> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        made.map_err(|cause| match cause.kind() {
            std::io::ErrorKind::AlreadyExists => RegisterError::Exists(path.into()),
            _ => RegisterError::File { path: path.into(), cause: cause.to_string() },
        })?;
        // Nothing half made is left behind, whatever ends the making.
        let half = Unfinished::new(path);
        let filled = Self::fill(path, &tables, office, steps);
        let register = filled.and_then(|()| Self::open_with(path, tables, Mode::Write, steps))?;
        half.keep();
        Ok(register)
    }

    fn fill(path: &Path, tables: &Tables, office: &str, steps: &[Upgrade]) -> Result<(), RegisterError> {
        let mut connection = Connection::open(path)?;
        set_up(&connection, Mode::Write)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        upgrade(&mut connection, path, tables, steps)?;
        connection.execute("INSERT INTO ledger (office) VALUES (?1)", [office])?;
        Ok(())
    }

    pub(super) fn open_with(
        path: &Path,
        tables: Tables,
        mode: Mode,
        steps: &'static [Upgrade],
    ) -> Result<Self, RegisterError> {
        let held = match mode {
            Mode::Write if path.is_file() || Lock::lies_beside(path) => {
                let lock = Lock::share(path)?;
                Some((Holder::announce_if_nobody(path, "open for writing"), lock))
            }
            _ => None,
        };
        Ok(Self { _held: held, ..Self::open_alone(path, tables, mode, steps)? })
    }

    /// Opens without the lock, as a restore does, which holds it.
    pub(super) fn open_alone(
        path: &Path,
        tables: Tables,
        mode: Mode,
        steps: &'static [Upgrade],
    ) -> Result<Self, RegisterError> {
        if !path.is_file() {
            return Err(RegisterError::Missing(path.into()));
        }
        let flags = match mode {
            Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        };
        let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY)?;
        let found = version(&connection, path)?;
        let known = latest(steps);
        if found > known {
            return Err(RegisterError::NewerFile { path: path.into(), found, known });
        }
        set_up(&connection, mode).map_err(|error| placed(path, error))?;
        if mode == Mode::Write {
            upgrade(&mut connection, path, &tables, steps)?;
        } else if found < known {
            return Err(RegisterError::OlderFile { path: path.into(), found, known });
        } else {
            connection.execute_batch("BEGIN")?;
        }
        check_fields(&connection, &tables)?;
        let office = connection.query_row("SELECT office FROM ledger", [], |row| row.get(0))?;
        let columns = tables.0.iter().map(|(name, def)| (name.clone(), Columns::new(def))).collect();
        Ok(Self { connection, path: path.into(), mode, office, tables, columns, steps, _held: None })
    }

    /// How long a command waits for another one that is writing; 10 seconds if not set.
    pub fn wait_at_most(&self, time: Duration) -> Result<(), RegisterError> {
        Ok(self.connection.busy_timeout(time)?)
    }

    pub(super) fn columns_of(&self, table: &str) -> Result<&Columns, RegisterError> {
        self.columns.get(table).ok_or_else(|| RegisterError::UnknownRegister(table.into()))
    }
}

const BUSY: Duration = Duration::from_secs(10);

fn set_up(connection: &Connection, mode: Mode) -> Result<(), RegisterError> {
    connection.set_prepared_statement_cache_capacity(128);
    if mode == Mode::Write {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it INSERT OR REPLACE slips past the triggers that forbid removal.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // 64 MB of pages: a district's register stays in memory while it is loaded.
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}
