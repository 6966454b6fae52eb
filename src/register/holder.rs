//! Who is writing: a small file beside the register while a transaction is open, for the one who waits.

use super::RegisterError;
use crate::{
    model::{Act, Instant},
    unfinished::Unfinished,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const PROCESS: &str = ", process ";

fn note(register: &Path) -> PathBuf {
    let mut name = register.as_os_str().to_owned();
    name.push(".writer");
    name.into()
}

/// Notes who writes; the note goes when the writing is over, however it ends.
/// Only information: the lock itself is the database's, so a failure here stops nothing.
pub(super) fn announce(register: &Path, act: &Act, since: Instant) -> Unfinished {
    let path = note(register);
    let text = format!("{}, officer {}{PROCESS}{}, since {since}", act.command, act.officer, std::process::id());
    let _ = fs::write(&path, text);
    Unfinished::new(path)
}

/// The note beside a register, and whether the process it names still runs: after a power cut it does not.
pub fn noted_writer(register: &Path) -> Option<(String, bool)> {
    let text = fs::read_to_string(note(register)).ok().filter(|text| !text.is_empty())?;
    let process = text.split_once(PROCESS).and_then(|(_, rest)| rest.split(',').next()).map(str::to_owned);
    let runs = process.is_some_and(|process| Path::new("/proc").join(process).exists());
    Some((text, runs))
}

/// The error of one who waited in vain. A note left by a process that is gone names nobody.
pub(super) fn busy(register: &Path) -> RegisterError {
    let holder = noted_writer(register).filter(|(_, runs)| *runs).map(|(text, _)| text);
    RegisterError::Busy { path: register.into(), holder }
}
