//! What is kept of a file beside the register: its original under its hash, and its rejected rows as a workbook.

use crate::{
    branches::locker::Lying,
    cli::{CommandError, Console, Exit, Office, outfile::write_private},
    migrate::{OpenFile, RejectWords, Settled, rejects_workbook},
    model::Finding,
    source::{Sheet, sha256_of},
    unfinished::Unfinished,
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

/// Keeps the file as it came, under its hash, readable by its owner only: what is stored is what was read.
pub(super) fn store_source(office: &Office, path: &Path, sha256: &str) -> Result<(), CommandError> {
    keep(path, &office.source_path(sha256)?, sha256)
}

/// Keeps a file at a place as what was read of it: a file that lies there must be the same, one that changed meanwhile is
/// not kept.
fn keep(path: &Path, stored: &Path, sha256: &str) -> Result<(), CommandError> {
    if stored.exists() {
        if sha256_of(stored)? == sha256 {
            return Ok(());
        }
        return Err(CommandError::new(Exit::Integrity, "error.import.source_altered").with("path", stored.display()));
    }
    let bytes = fs::read(path).map_err(|cause| CommandError::io(path, &cause))?;
    let half = Unfinished::new(stored);
    write_private(stored, &bytes)?;
    if sha256_of(stored)? != sha256 {
        return Err(CommandError::new(Exit::Input, "error.import.file_altered").with("file", path.display()));
    }
    half.keep();
    Ok(())
}

/// The fingerprint of a file: its SHA-256.
pub fn fingerprint(path: &Path) -> Result<String, CommandError> {
    Ok(sha256_of(path)?)
}

/// Where a document lies, by its fingerprint.
pub fn document_path(office: &Office, sha256: &str) -> Result<PathBuf, CommandError> {
    Ok(office.folder()?.join("documents").join(sha256))
}

/// A document as it was kept; exit 8 for one that is missing or was altered.
pub fn kept_document(office: &Office, sha256: &str) -> Result<Vec<u8>, CommandError> {
    let path = document_path(office, sha256)?;
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            return Err(CommandError::new(Exit::Integrity, "error.locker.missing").with("document", sha256));
        }
        Err(cause) => return Err(CommandError::io(&path, &cause)),
    };
    let now = sha256_of(&path)?;
    if now != sha256 {
        return Err(CommandError::new(Exit::Integrity, "error.locker.altered")
            .with("document", sha256)
            .with("now", now));
    }
    Ok(bytes)
}

/// Keeps a document in the folder `documents` of the office, under the fingerprint that was read of it, readable by its owner
/// only. With `--dry-run` nothing is kept.
pub fn keep_document(office: &Office, path: &Path, sha256: &str) -> Result<(), CommandError> {
    if office.globals().dry_run { Ok(()) } else { keep(path, &document_path(office, sha256)?, sha256) }
}

/// Documents kept by a command that is not done yet: taken away again unless it comes to its end.
pub struct Keeping(Vec<Unfinished>);

impl Keeping {
    /// Keeps several documents, each with the fingerprint that was read of it. Those that lay there before stay whatever comes.
    pub fn begin<'p>(
        office: &Office,
        files: impl IntoIterator<Item = (&'p Path, &'p str)>,
    ) -> Result<Self, CommandError> {
        let mut keeping = Self(Vec::new());
        for (path, sha256) in files {
            let stored = document_path(office, sha256)?;
            let lay_there = stored.exists();
            keep_document(office, path, sha256)?;
            if !lay_there && !office.globals().dry_run {
                keeping.0.push(Unfinished::new(stored));
            }
        }
        Ok(keeping)
    }
    /// The same for a document the command made itself.
    pub fn made(office: &Office, bytes: &[u8], sha256: &str) -> Result<Self, CommandError> {
        let stored = document_path(office, sha256)?;
        if stored.exists() {
            if sha256_of(&stored)? == sha256 {
                return Ok(Self(Vec::new()));
            }
            return Err(
                CommandError::new(Exit::Integrity, "error.import.source_altered").with("path", stored.display())
            );
        }
        if office.globals().dry_run {
            return Ok(Self(Vec::new()));
        }
        let half = Unfinished::new(&stored);
        write_private(&stored, bytes)?;
        Ok(Self(vec![half]))
    }
    /// The command came to its end: they stay.
    pub fn hold(mut self) {
        while let Some(one) = self.0.pop() {
            one.keep();
        }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        // The last one first: that is where the list of what is unfinished looks first.
        while self.0.pop().is_some() {}
    }
}

/// The files that lie in the folder of documents, in the order of names, each with what it holds now.
pub fn documents_lying(office: &Office) -> Result<Vec<Lying>, CommandError> {
    let folder = office.folder()?.join("documents");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        // The folder is made with the first document of an office that was begun without it.
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(CommandError::io(&folder, &cause)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| CommandError::io(&folder, &cause))?.path();
        let mode = fs::metadata(&path).map(|found| found.permissions().mode()).unwrap_or_default();
        found.push(Lying {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            sha256: sha256_of(&path).ok(),
            open_to_others: mode & 0o077 != 0,
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The rejected rows as a workbook; rows rejected once more are still those of the batch first read.
pub(super) fn made_rejects(
    console: &Console,
    file: &OpenFile,
    batch: &str,
    settled: &Settled,
) -> Result<Option<Vec<u8>>, CommandError> {
    if settled.account.rejected == 0 {
        return Ok(None);
    }
    let of = file.correction.as_ref().map_or((batch, &file.sha256), |found| (&found.of.batch, &found.of.sha256));
    let words = RejectWords {
        batch: of.0,
        sha256: of.1,
        row: console.pick("row of the source", "मूल पंक्ति"),
        findings: console.pick("findings", "निष्कर्ष"),
    };
    let sheet_of = |index: u32| -> Option<&Sheet> { file.sheets.iter().find(|sheet| sheet.index == index) };
    let sentence = |finding: &Finding| {
        let cell = finding.place.cell.as_deref().unwrap_or_default();
        format!("{cell} {} {}", finding.code, console.texts().finding(finding, console.language()))
    };
    let bytes = rejects_workbook(&settled.account, &settled.rows, &words, &sheet_of, &sentence).map_err(|fault| {
        CommandError::new(Exit::Internal, "error.import.rejects_file").with("file", &file.name).with("fault", fault)
    })?;
    Ok(Some(bytes))
}
