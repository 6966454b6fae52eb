//! Why a file cannot be read at all.

use crate::model::Remark;
use std::{fmt, path::PathBuf};

/// A file that cannot be read: exit code 3 (a sheet that is not there: 5).
///
/// A cell that reads badly is no error: it is kept as written and judged by the rooms above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError {
    /// The file as the person named it.
    pub file: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a file. Texts are English fragments made here, never bytes of the file beyond a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// The operating system refuses to read it.
    Unreadable(String),
    /// It has no bytes.
    Empty,
    /// It ends before it is complete.
    Truncated(Remark),
    /// It wants a password.
    Encrypted(&'static str),
    /// It is something else than a spreadsheet, by its content.
    NotASpreadsheet(&'static str),
    /// Its name says spreadsheet, its content is text of another kind.
    Misnamed {
        /// Ending of the name, without the point.
        ending: String,
        /// What the content is.
        content: &'static str,
    },
    /// A spreadsheet with a broken part.
    Broken {
        /// Which part.
        part: String,
        /// What is wrong there.
        what: String,
    },
    /// A Parquet file with a broken column or footer, or one that is not read here.
    BrokenTable {
        /// Which part.
        part: String,
        /// What is wrong there.
        what: &'static str,
    },
    /// A limit of [`super::Limits`] is passed.
    OverLimit {
        /// What there is too much of, plural.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// A copy of it in Unicode would not fall into the same fields any more.
    FieldsWouldMove,
    /// The sheet asked for is not there.
    NoSuchSheet {
        /// Name or number asked for.
        asked: String,
        /// Names present, in order.
        present: Vec<String>,
    },
}

impl Fault {
    /// A part that cannot be understood.
    pub(crate) fn broken(part: &str, what: impl fmt::Display) -> Self {
        Self::Broken { part: part.to_owned(), what: what.to_string() }
    }

    /// The same of a Parquet file.
    pub(super) fn broken_table(part: &str, what: &'static str) -> Self {
        Self::BrokenTable { part: part.to_owned(), what }
    }

    /// The same fault with the file it concerns.
    pub(crate) fn at(self, file: impl Into<PathBuf>) -> SourceError {
        SourceError { file: file.into(), fault: self }
    }

    /// A stable name, as `encrypted`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Folder => "folder",
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::Truncated(_) => "truncated",
            Self::Encrypted(_) => "encrypted",
            Self::NotASpreadsheet(_) => "not_a_spreadsheet",
            Self::Misnamed { .. } => "misnamed",
            Self::Broken { .. } => "broken",
            Self::BrokenTable { .. } => "broken_table",
            Self::OverLimit { .. } => "over_limit",
            Self::FieldsWouldMove => "fields_would_move",
            Self::NoSuchSheet { .. } => "no_such_sheet",
        }
    }
}

/// One English phrase for users of the library; the words for the person at the desk stand in the catalogue.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such file"),
            Self::Folder => write!(f, "this is a folder, a file was expected"),
            Self::Unreadable(cause) => write!(f, "the file cannot be read ({cause})"),
            Self::Empty => write!(f, "the file is empty (0 bytes)"),
            Self::Truncated(what) => write!(f, "the file ends before it is complete ({what})"),
            Self::Encrypted(how) => write!(f, "the file is protected by a password ({how})"),
            Self::NotASpreadsheet(found) => write!(f, "this is {found}, a spreadsheet or delimited text was expected"),
            Self::Misnamed { ending, content } => {
                write!(f, "the name ends in .{ending}, but the content is {content}")
            }
            Self::Broken { part, what } => write!(f, "the part '{part}' is broken: {what}"),
            Self::BrokenTable { part, what } => {
                write!(f, "the part '{part}' of the Parquet file does not read: {what}")
            }
            Self::OverLimit { what, limit } => write!(f, "there are more than {limit} {what}, which is the limit"),
            Self::FieldsWouldMove => write!(f, "in Unicode it would not fall into the same fields any more"),
            Self::NoSuchSheet { asked, .. } => write!(f, "there is no sheet '{asked}'"),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.fault)
    }
}
impl std::error::Error for SourceError {}
