//! What is kept of a file beside the register: its original under its hash, and its rejected rows as a workbook.

use crate::{
    cli::{CommandError, Console, Exit, Office, outfile::write_private},
    migrate::{OpenFile, RejectWords, Settled, rejects_workbook},
    model::Finding,
    source::{Sheet, sha256_of},
    unfinished::Unfinished,
};
use std::{fs, path::Path};

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

/// Keeps a document that came with an act in the folder `documents` of the office, under its hash, readable by its owner
/// only; gives the hash. With `--dry-run` it is read and not kept.
pub fn keep_document(office: &Office, path: &Path) -> Result<String, CommandError> {
    let sha256 = sha256_of(path)?;
    let stored = office.folder()?.join("documents").join(&sha256);
    if !office.globals().dry_run {
        keep(path, &stored, &sha256)?;
    }
    Ok(sha256)
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
