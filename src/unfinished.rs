//! Files and folders being made: removed again unless they are kept, also when the command is interrupted.
//!
//! A leaf that the rooms which write files share. The list is the process's own: an interrupt comes from outside every
//! function, and only what is written down here can be tidied up then.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

static UNDER_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn under_way() -> MutexGuard<'static, Vec<PathBuf>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or folder that is not whole yet.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    kept: bool,
}

impl Unfinished {
    /// Says that a path is being made; it need not be there yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        under_way().push(path.clone());
        Self { path, kept: false }
    }
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
    /// It is whole, or has another name by now: nothing is removed.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut list = under_way();
        if let Some(at) = list.iter().rposition(|path| *path == self.path) {
            list.swap_remove(at);
        }
        if !self.kept {
            remove(&self.path);
        }
    }
}

/// Removes everything unfinished, then does the last thing; nothing new can be begun meanwhile.
pub fn remove_all_then(last: impl FnOnce()) {
    let list = under_way();
    list.iter().for_each(|path| remove(path));
    last();
}

fn remove(path: &Path) {
    // A folder may still be written into while it is emptied: a few turns end that.
    for _ in 0..5 {
        let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if gone.is_ok() || !path.exists() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_gone_and_what_is_kept_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (half, whole) = (folder.path().join("half"), folder.path().join("whole"));
        for path in [&half, &whole] {
            fs::create_dir(path).unwrap();
            fs::write(path.join("page"), "text").unwrap();
        }
        let (first, second) = (Unfinished::new(&half), Unfinished::new(&whole));
        second.keep();
        assert!(half.exists());
        drop(first);
        assert_eq!((half.exists(), whole.exists()), (false, true));
    }
}
