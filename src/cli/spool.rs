//! The outbox: letters made and not yet given out, as files in the office folder. Nothing is sent from here.
//!
//! A letter waits in `outbox/`, and is moved to `outbox/released/` when an officer lets it go (post, e-mail and portals take it
//! from there), or to `outbox/dropped/` when not. Files are named after the notice and readable by their owner only.

use super::{CommandError, Exit, Office, write_private};
use crate::model::Date;
use serde::{Deserialize, Serialize};
use std::{fs, path::PathBuf};

/// Where a letter lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Lies {
    /// Waiting for an officer
    Waiting,
    /// Let go: to be posted, e-mailed or uploaded from there
    Released,
    /// Not to go out
    Dropped,
}

impl Lies {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Released => "released",
            Self::Dropped => "dropped",
        }
    }
    fn folder(self, office: &Office) -> Result<PathBuf, CommandError> {
        let outbox = office.folder()?.join("outbox");
        Ok(match self {
            Self::Waiting => outbox,
            Self::Released => outbox.join("released"),
            Self::Dropped => outbox.join("dropped"),
        })
    }
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Identity of the notice.
    pub notice: String,
    /// Its number.
    pub number: String,
    /// To whom.
    pub addressee: String,
    /// Where.
    pub address: String,
    /// Day of issue.
    pub issued_on: Date,
    /// The text, whole.
    pub text: String,
    /// When and by whom it was let go or dropped, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The day.
    pub on: Date,
    /// Login of the officer.
    pub officer: String,
    /// Order or reason.
    pub why: String,
}

/// Lays a letter into the outbox.
pub fn put(office: &Office, letter: &Letter) -> Result<PathBuf, CommandError> {
    write(office, letter, Lies::Waiting)
}

fn write(office: &Office, letter: &Letter, lies: Lies) -> Result<PathBuf, CommandError> {
    let folder = lies.folder(office)?;
    fs::create_dir_all(&folder).map_err(|cause| CommandError::io(&folder, &cause))?;
    let path = folder.join(format!("{}.json", letter.notice));
    let text = serde_json::to_string_pretty(letter).unwrap_or_default();
    write_private(&path, format!("{text}\n").as_bytes())?;
    Ok(path)
}

/// All letters: waiting, released, dropped, each in the order of their notices. A file that is none is an error (3).
pub fn letters(office: &Office) -> Result<Vec<(Lies, Letter)>, CommandError> {
    let mut found = Vec::new();
    for lies in [Lies::Waiting, Lies::Released, Lies::Dropped] {
        let folder = lies.folder(office)?;
        // The folders are made with the first letter.
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        let mut here = Vec::new();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(|cause| CommandError::io(&path, &cause))?;
            let letter: Letter = serde_json::from_str(&text).map_err(|fault| {
                CommandError::new(Exit::Input, "error.outbox.file").with("path", path.display()).with("fault", fault)
            })?;
            // The name of the file is that of the notice: it is what a letter is moved by.
            if path.file_stem().is_none_or(|stem| stem != letter.notice.as_str()) {
                return Err(CommandError::new(Exit::Input, "error.outbox.named")
                    .with("path", path.display())
                    .with("notice", letter.notice));
            }
            here.push(letter);
        }
        here.sort_by(|a, b| crate::register::subject_order(&a.notice, &b.notice));
        found.extend(here.into_iter().map(|letter| (lies, letter)));
    }
    Ok(found)
}

/// One letter by the identity or number of its notice; exit 5 where there is none.
pub fn letter(office: &Office, asked: &str) -> Result<(Lies, Letter), CommandError> {
    let all = letters(office)?;
    let found = all.into_iter().find(|(_, letter)| letter.notice == asked || letter.number == asked);
    found.ok_or_else(|| CommandError::not_found("error.outbox.none").with("asked", asked))
}

/// Moves a waiting letter; exit 6 where that was decided already. The new file stands before the old one goes.
pub fn decide(office: &Office, asked: &str, lies: Lies, decided: Decided) -> Result<Letter, CommandError> {
    let (now, mut letter) = letter(office, asked)?;
    if now != Lies::Waiting {
        return Err(CommandError::new(Exit::Refused, "error.outbox.decided")
            .with("notice", &letter.notice)
            .with("state", now.key())
            .with("on", letter.decided.map_or_else(|| "–".to_owned(), |decided| decided.on.to_string())));
    }
    letter.decided = Some(decided);
    if !office.globals().dry_run {
        write(office, &letter, lies)?;
        let old = Lies::Waiting.folder(office)?.join(format!("{}.json", letter.notice));
        fs::remove_file(&old).map_err(|cause| CommandError::io(&old, &cause))?;
    }
    Ok(letter)
}
