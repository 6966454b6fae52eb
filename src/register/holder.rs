//! Who is writing: the lock that writers and a restore share, and a small file beside it for the one who waits.

use super::RegisterError;
use crate::unfinished::Unfinished;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// A writer that comes while a register is being restored waits ten seconds.
const TRIES: u32 = 200;
const BETWEEN: Duration = Duration::from_millis(50);

/// The path of a file that lies beside another one.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The lock on `register.db.lock`: whoever has the register open for writing shares it, a restore has it alone.
///
/// The database's own lock lies on the file that a restore puts aside: who had opened that file would write into it.
/// The lock file is never removed, or two could hold a lock on two files of one name.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    fn path(register: &Path) -> PathBuf {
        beside(register, ".lock")
    }

    /// Has this register ever been opened for writing?
    pub(super) fn lies_beside(register: &Path) -> bool {
        Self::path(register).exists()
    }

    fn file(register: &Path) -> Result<File, RegisterError> {
        let path = Self::path(register);
        let made = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&path);
        made.map_err(|cause| RegisterError::File { path, cause: cause.to_string() })
    }

    /// Taken by a writer before it opens the register.
    pub(super) fn share(register: &Path) -> Result<Self, RegisterError> {
        let file = Self::file(register)?;
        for _ in 0..TRIES {
            if taken(register, file.try_lock_shared())? {
                return Ok(Self { _file: file });
            }
            thread::sleep(BETWEEN);
        }
        Err(busy(register))
    }

    /// Taken by a restore; refused at once while anybody has the register open for writing.
    pub(super) fn alone(register: &Path) -> Result<Self, RegisterError> {
        let file = Self::file(register)?;
        if taken(register, file.try_lock())? { Ok(Self { _file: file }) } else { Err(busy(register)) }
    }
}

fn taken(register: &Path, tried: Result<(), TryLockError>) -> Result<bool, RegisterError> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(cause)) => {
            Err(RegisterError::File { path: Lock::path(register), cause: cause.to_string() })
        }
    }
}

/// A note of who writes, `register.db.writer`; taken away when the writing is over, however it ends.
pub(super) struct Holder {
    text: String,
    /// What the same process had noted before, of the longer work this is a part of.
    before: Option<String>,
    /// `None` while another process's note stands there.
    note: Option<Unfinished>,
}

impl Holder {
    /// Notes who writes. Only information: the locks are elsewhere, so a failure here stops nothing.
    pub(super) fn announce(register: &Path, what: &str) -> Self {
        let own = line("");
        let before = alive(register).filter(|text| text.ends_with(&own));
        let (note, text) = (Unfinished::new(note(register)), line(what));
        let _ = fs::write(note.path(), &text);
        Self { text, before, note: Some(note) }
    }

    /// Notes who has the register open for writing, unless somebody at work stands there already.
    pub(super) fn announce_if_nobody(register: &Path, what: &str) -> Self {
        if alive(register).is_some() {
            return Self { text: line(what), before: None, note: None };
        }
        Self::announce(register, what)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let Some(note) = self.note.take() else { return };
        // The note may be another process's by now.
        if fs::read_to_string(note.path()).is_ok_and(|text| text != self.text) {
            note.keep();
        } else if let Some(before) = &self.before {
            let _ = fs::write(note.path(), before);
            note.keep();
        }
    }
}

const PROCESS: &str = ", process ";

fn note(register: &Path) -> PathBuf {
    beside(register, ".writer")
}

fn line(what: &str) -> String {
    format!("{what}{PROCESS}{}", std::process::id())
}

/// The note beside a register, and whether the process it names still runs: after a power cut it does not.
pub fn noted_writer(register: &Path) -> Option<(String, bool)> {
    let text = fs::read_to_string(note(register)).ok().filter(|text| !text.is_empty())?;
    let process = text.split_once(PROCESS).and_then(|(_, rest)| rest.split(',').next()).map(str::to_owned);
    let runs = process.is_some_and(|process| Path::new("/proc").join(process).exists());
    Some((text, runs))
}

/// The note of a process that still runs.
fn alive(register: &Path) -> Option<String> {
    noted_writer(register).filter(|(_, runs)| *runs).map(|(text, _)| text)
}

/// The error of one who waited in vain. A note left by a process that is gone names nobody.
pub(super) fn busy(register: &Path) -> RegisterError {
    RegisterError::Busy { path: register.into(), holder: alive(register) }
}

/// Names file and holder where the database only said that it is busy.
pub(super) fn placed(register: &Path, error: RegisterError) -> RegisterError {
    match error {
        RegisterError::Busy { .. } => busy(register),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_taken_away_only_by_who_wrote_it_and_that_of_a_dead_process_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register.db");
        let note = beside(&register, ".writer");
        let mine = Holder::announce(&register, "import");
        fs::write(&note, "another command, process 1").unwrap();
        let waiting = Holder::announce_if_nobody(&register, "open for writing");
        drop((mine, waiting));
        assert_eq!(fs::read_to_string(&note).unwrap(), "another command, process 1");
        let RegisterError::Busy { holder, .. } = busy(&register) else { panic!("not busy") };
        assert_eq!(holder.as_deref(), Some("another command, process 1"));
        fs::write(&note, "a killed command, process 4294967295").unwrap();
        assert_eq!(busy(&register), RegisterError::Busy { path: register, holder: None });
    }

    #[test]
    fn writers_share_the_lock_and_a_restore_has_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register.db");
        let writers = (Lock::share(&register).unwrap(), Lock::share(&register).unwrap());
        assert!(Lock::alone(&register).is_err());
        drop(writers);
        let _restore = Lock::alone(&register).unwrap();
        assert!(Lock::alone(&register).is_err());
    }
}
