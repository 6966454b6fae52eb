//! Backup and restore of the whole register.

use super::{
    Chain, Mode, ReadRegister, Register, RegisterError, day_book,
    holder::{Holder, Lock, beside, busy},
    upgrades::{UPGRADES, Upgrade, latest, version},
};
use crate::{model::Tables, unfinished::Unfinished};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use serde::Serialize;
use std::{
    fs::{self, OpenOptions},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// What a restore put in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Chain of the office in the restored register.
    pub chain: Option<Chain>,
    /// Rows of the replaced day book that the restored one does not have; `None` where there was no readable register.
    pub days_lost: Option<i64>,
    /// Where the replaced register lies now, with its write-ahead log beside it if that was not empty.
    pub replaced: Option<PathBuf>,
}

impl Register {
    /// Writes a compact copy to a new file, readable by its owner only, and verifies the copy.
    pub fn backup(&self, to: &Path) -> Result<Chain, RegisterError> {
        let file = |cause: std::io::Error| RegisterError::File { path: to.into(), cause: cause.to_string() };
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::AlreadyExists => RegisterError::Exists(to.into()),
            _ => file(cause),
        })?;
        let copy = Unfinished::new(to);
        let target = to.to_str().ok_or_else(|| RegisterError::File {
            path: to.into(),
            cause: "a name that is not Unicode cannot be given to the database".into(),
        })?;
        // A connection of its own: this one may be inside its one reading transaction.
        let source = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let copied = source.execute("VACUUM INTO ?1", [target]).map_err(RegisterError::from);
        let verified = copied.and_then(|_| {
            let copy = Self::open_with(to, self.tables.clone(), Mode::Read, self.steps)?;
            copy.verify(None)
        });
        let verified = verified?;
        OpenOptions::new().write(true).open(to).and_then(|copy| copy.sync_all()).map_err(file)?;
        copy.keep();
        Ok(chain_of(verified.chains, &self.office))
    }

    /// Puts a verified backup in the place of an office's register. The replaced file is kept beside it, under a name that
    /// was free: `NAME.replaced`, `NAME.replaced-2` …
    ///
    /// Refused when the backup belongs to another office or does not verify, when the register is of a later version than
    /// this program, or while anybody has it open for writing.
    pub fn restore(backup: &Path, to: &Path, tables: &Tables, office: &str) -> Result<Restored, RegisterError> {
        Self::restore_with(backup, to, tables, office, UPGRADES)
    }

    pub(super) fn restore_with(
        backup: &Path,
        to: &Path,
        tables: &Tables,
        office: &str,
        steps: &'static [Upgrade],
    ) -> Result<Restored, RegisterError> {
        let _lock = Lock::alone(to)?;
        let _holder = Holder::announce(to, "coop-register db restore");
        let copy = beside(to, ".restored");
        // In its place, the copy has another name by the time these are removed.
        let _half = FILES.map(|ending| Unfinished::new(beside(&copy, ending)));
        fs::copy(backup, &copy).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => RegisterError::Missing(backup.into()),
            _ => RegisterError::File { path: copy.clone(), cause: cause.to_string() },
        })?;
        let (chain, days) = Self::prepare(backup, (&copy, to), tables, office, steps)?;
        let before = present(to, office, steps)?;
        let replaced =
            swap(&copy, to).map_err(|cause| RegisterError::File { path: to.into(), cause: cause.to_string() })?;
        Ok(Restored { chain, days_lost: before.map(|before| (before - days).max(0)), replaced })
    }

    /// Brings the copy up to date and verifies it; its chain and its last row of the day book.
    fn prepare(
        backup: &Path,
        (copy, to): (&Path, &Path),
        tables: &Tables,
        office: &str,
        steps: &'static [Upgrade],
    ) -> Result<(Option<Chain>, i64), RegisterError> {
        let file = |cause: std::io::Error| RegisterError::File { path: copy.into(), cause: cause.to_string() };
        fs::set_permissions(copy, fs::Permissions::from_mode(0o600)).map_err(file)?;
        // Opening for writing upgrades a backup of an earlier version.
        let named = |error: RegisterError| match error {
            RegisterError::NotARegister { found, .. } => RegisterError::NotARegister { path: backup.into(), found },
            RegisterError::NewerFile { found, known, .. } => {
                RegisterError::NewerFile { path: backup.into(), found, known }
            }
            other => other,
        };
        let candidate = Self::open_alone(copy, tables.clone(), Mode::Write, steps).map_err(named)?;
        if candidate.office != office {
            return Err(RegisterError::OtherOffice {
                backup: backup.into(),
                of: candidate.office,
                register: to.into(),
                belongs_to: office.into(),
            });
        }
        let chain = candidate.verify(None)?.chains.into_iter().find(|chain| chain.office == office);
        let days = candidate.last_day_no()?;
        candidate.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        drop(candidate);
        OpenOptions::new().write(true).open(copy).and_then(|copy| copy.sync_all()).map_err(file)?;
        Ok((chain, days))
    }
}

/// A register is these files: itself, and the write-ahead log with its index.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

/// The last row of the day book an office has in the register to be replaced; `None` where that cannot be read, which is
/// the usual reason for a restore.
///
/// Nothing is changed in a file that cannot be read: it may be needed for an inquiry.
fn present(to: &Path, office: &str, steps: &[Upgrade]) -> Result<Option<i64>, RegisterError> {
    if !to.is_file() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(to, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let read = || -> Result<i64, RegisterError> {
        let (found, known) = (version(&connection, to)?, latest(steps));
        if found > known {
            return Err(RegisterError::NewerFile { path: to.into(), found, known });
        }
        // Another program may hold the database's own lock.
        connection.execute_batch("BEGIN EXCLUSIVE; ROLLBACK")?;
        Ok(day_book::last(&connection, office)?.map_or(0, |row| row.day_no))
    };
    match read() {
        Err(newer @ RegisterError::NewerFile { .. }) => Err(newer),
        Err(RegisterError::Busy { .. }) => Err(busy(to)),
        Err(_) => Ok(None),
        Ok(days) => {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
            Ok(Some(days))
        }
    }
}

/// Puts the present register aside, with its log, and the copy in its place.
fn swap(copy: &Path, to: &Path) -> std::io::Result<Option<PathBuf>> {
    let lies = |path: &Path| FILES.iter().any(|ending| beside(path, ending).exists());
    let named = |n: u32| beside(to, &if n == 1 { ".replaced".to_owned() } else { format!(".replaced-{n}") });
    let replaced = (1..).map(named).find(|path| !lies(path)).unwrap_or_else(|| named(0));
    let there = lies(to);
    // The register before its log: a register without its log would read as an earlier one.
    for ending in FILES {
        let (from, aside) = (beside(to, ending), beside(&replaced, ending));
        if from.exists() {
            fs::rename(from, aside)?;
        }
    }
    fs::rename(copy, to)?;
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(there.then_some(replaced))
}

fn chain_of(chains: Vec<Chain>, office: &str) -> Chain {
    chains.into_iter().find(|chain| chain.office == office).unwrap_or_else(|| Chain::empty(office))
}
