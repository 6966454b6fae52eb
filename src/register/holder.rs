//! Who is writing: a small file beside the register while a transaction is open, for the one who waits.

use super::RegisterError;
use crate::model::{Act, Instant};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Removes the note when the writing is over, however it ends.
pub(super) struct Holder(PathBuf);

fn note(register: &Path) -> PathBuf {
    let mut name = register.as_os_str().to_owned();
    name.push(".writer");
    name.into()
}

impl Holder {
    /// Notes who writes. Only information: the lock itself is the database's, so a failure here stops nothing.
    pub(super) fn announce(register: &Path, act: &Act, since: Instant) -> Self {
        let path = note(register);
        let text = format!("{}, officer {}, process {}, since {since}", act.command, act.officer, std::process::id());
        let _ = fs::write(&path, text);
        Self(path)
    }
}
impl Drop for Holder {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The error of one who waited in vain.
pub(super) fn busy(register: &Path) -> RegisterError {
    let holder = fs::read_to_string(note(register)).ok().filter(|text| !text.is_empty());
    RegisterError::Busy { path: register.into(), holder }
}
