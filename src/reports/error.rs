//! Why a report cannot be made or written.

use crate::catalogue::CatalogueError;
use std::{fmt, io, path::PathBuf};

/// What stops a report. Odd values in its rows never do: they are printed as recorded.
#[derive(Debug)]
pub enum ReportError {
    /// Texts or maps of the catalogue do not read.
    Catalogue(CatalogueError),
    /// A table whose rows do not match its columns: a fault of this program.
    Misshapen {
        /// Report and section.
        place: String,
        /// What does not match.
        fault: String,
    },
    /// The output could not be written.
    Output {
        /// File or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The workbook writer refused something.
    Workbook(String),
    /// The printing program is not installed beside this one, nor in PATH.
    NoPrinter {
        /// Where it was looked for.
        looked_in: Vec<PathBuf>,
    },
    /// The printing program could not print; its own words, which name the place and the remedy.
    Printing {
        /// Exit code it ended with, if it was not killed.
        code: Option<i32>,
        /// Its message.
        message: String,
    },
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Catalogue(error) => error.fmt(f),
            Self::Misshapen { place, fault } => write!(f, "report {place}: {fault}; this is a fault of the program"),
            Self::Output { path, cause } => {
                write!(f, "{}: cannot be written: {cause}; choose another folder with -o", path.display())
            }
            Self::Workbook(message) => write!(f, "XLSX: {message}"),
            Self::NoPrinter { looked_in } => {
                write!(f, "coop-print, which makes the PDF, was not found (looked in")?;
                for (i, path) in looked_in.iter().enumerate() {
                    write!(f, "{} {}", if i > 0 { "," } else { "" }, path.display())?;
                }
                write!(f, "); install it beside this program, or ask for --format xlsx,html,csv")
            }
            Self::Printing { code, message } => match code {
                Some(_) => write!(f, "PDF: {}", message.trim_end()),
                None => write!(f, "PDF: coop-print was stopped by the system: {}", message.trim_end()),
            },
        }
    }
}
impl std::error::Error for ReportError {}

impl From<CatalogueError> for ReportError {
    fn from(error: CatalogueError) -> Self {
        Self::Catalogue(error)
    }
}
impl ReportError {
    /// An input or output failure at a path.
    pub fn output(path: impl Into<PathBuf>, cause: io::Error) -> Self {
        Self::Output { path: path.into(), cause }
    }
}
