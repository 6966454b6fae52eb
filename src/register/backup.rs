//! Backup and restore of the whole register.

use super::{
    Chain, Mode, ReadRegister, Register, RegisterError,
    upgrades::{UPGRADES, Upgrade},
};
use crate::{model::Tables, unfinished::Unfinished};
use rusqlite::{Connection, OpenFlags};
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
    /// Where the replaced register lies now.
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

    /// Puts a verified backup in the place of a register. The replaced file is kept beside it as `NAME.replaced`.
    ///
    /// Refused when the backup belongs to another office, does not verify, or another command is writing.
    pub fn restore(backup: &Path, to: &Path, tables: &Tables) -> Result<Restored, RegisterError> {
        Self::restore_with(backup, to, tables, UPGRADES)
    }

    pub(super) fn restore_with(
        backup: &Path,
        to: &Path,
        tables: &Tables,
        steps: &'static [Upgrade],
    ) -> Result<Restored, RegisterError> {
        let copy = beside(to, ".restored");
        // In its place, the copy has another name by the time these are removed.
        let _half = ["", "-wal", "-shm"].map(|ending| Unfinished::new(beside(&copy, ending)));
        fs::copy(backup, &copy).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => RegisterError::Missing(backup.into()),
            _ => RegisterError::File { path: copy.clone(), cause: cause.to_string() },
        })?;
        Self::swap(backup, &copy, to, tables, steps)
    }

    fn swap(
        backup: &Path,
        copy: &Path,
        to: &Path,
        tables: &Tables,
        steps: &'static [Upgrade],
    ) -> Result<Restored, RegisterError> {
        let file = |cause: std::io::Error| RegisterError::File { path: to.into(), cause: cause.to_string() };
        fs::set_permissions(copy, fs::Permissions::from_mode(0o600)).map_err(file)?;
        // Opening for writing upgrades a backup of an earlier version.
        let named = |error: RegisterError| match error {
            RegisterError::NotARegister { found, .. } => RegisterError::NotARegister { path: backup.into(), found },
            RegisterError::NewerFile { found, known, .. } => {
                RegisterError::NewerFile { path: backup.into(), found, known }
            }
            other => other,
        };
        let candidate = Self::open_with(copy, tables.clone(), Mode::Write, steps).map_err(named)?;
        let chain = candidate.verify(None)?.chains.into_iter().find(|chain| chain.office == candidate.office);
        let mut days_lost = None;
        // A register that cannot be opened any more is the usual reason for a restore.
        let present = match Self::open_with(to, tables.clone(), Mode::Write, steps) {
            Err(busy @ RegisterError::Busy { .. }) => return Err(busy),
            present => present.ok(),
        };
        if let Some(present) = present {
            if present.office != candidate.office {
                return Err(RegisterError::OtherOffice {
                    backup: backup.into(),
                    of: candidate.office,
                    register: to.into(),
                    belongs_to: present.office,
                });
            }
            present.connection.execute_batch("BEGIN EXCLUSIVE; ROLLBACK").map_err(|_| super::holder::busy(to))?;
            days_lost = Some((present.last_day_no()? - candidate.last_day_no()?).max(0));
            present.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        candidate.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        drop(candidate);
        let replaced = to.exists().then(|| beside(to, ".replaced"));
        if let Some(replaced) = &replaced {
            fs::rename(to, replaced).map_err(file)?;
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(to, ending));
        }
        fs::rename(copy, to).map_err(file)?;
        Ok(Restored { chain, days_lost, replaced })
    }
}

fn chain_of(chains: Vec<Chain>, office: &str) -> Chain {
    chains.into_iter().find(|chain| chain.office == office).unwrap_or_else(|| Chain::empty(office))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
