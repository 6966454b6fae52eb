//! What the register cannot go on with, in plain words; findings about the input are not among them.

use super::verify::Broken;
use crate::model::{Instant, Remark};
use std::{fmt, path::PathBuf};

/// Why a register cannot be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterError {
    /// No such file.
    Missing(PathBuf),
    /// A register is to be made where a file lies already.
    Exists(PathBuf),
    /// The file is no register of this program: empty, garbage, or another program's database.
    NotARegister {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: String,
    },
    /// Written by a later version of this program; nothing is read, so that nothing is misread.
    NewerFile {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest version this program knows.
        known: i64,
    },
    /// Written by an earlier version and opened for reading only; the next writing command upgrades it.
    OlderFile {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version this program reads.
        known: i64,
    },
    /// The catalogue's fields and the columns of the file do not meet; each difference is a line.
    Fields(Vec<Remark>),
    /// A register the catalogue does not define.
    UnknownRegister(String),
    /// A field the register does not have.
    UnknownField {
        /// Stem of the register.
        register: String,
        /// Key asked for.
        field: String,
    },
    /// No such batch.
    UnknownBatch(String),
    /// The clock of the computer stands before the last recorded act.
    ClockSetBack {
        /// Instant of the last act.
        last: Instant,
        /// Instant of this one.
        now: Instant,
    },
    /// Another command is writing.
    Busy {
        /// The file.
        path: PathBuf,
        /// Who holds it, as far as known.
        holder: Option<String>,
    },
    /// The plan does not fit what the register holds (any more); each fault is a line.
    PlanDoesNotFit(Vec<Remark>),
    /// Another act was recorded between the making of a plan and its writing.
    DayBookMoved {
        /// Last row of the day book when the plan was made.
        made_at: i64,
        /// Its last row now.
        stands_at: i64,
    },
    /// A batch that was undone before.
    UndoneAlready {
        /// The batch.
        batch: String,
        /// Row of the day book that undid it.
        day: i64,
    },
    /// A batch on which later entries rest is not undone; each of them is a line.
    RestedOn {
        /// The batch.
        batch: String,
        /// The file it came from.
        file: String,
        /// What rests on it.
        dependants: Vec<Remark>,
    },
    /// A backup of another office is not put in the place of this one's register.
    OtherOffice {
        /// The backup.
        backup: PathBuf,
        /// Its office.
        of: String,
        /// The register it was to replace.
        register: PathBuf,
        /// The register's office.
        belongs_to: String,
    },
    /// A stored value that cannot be one: the file was altered outside this program.
    Damaged {
        /// Register, entry and field.
        place: String,
        /// What stands there.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// The chain of the day book does not hold.
    Broken(Box<Broken>),
    /// Opened for reading only.
    ReadOnly(PathBuf),
    /// A file could not be written or read.
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// The database's own words for something not foreseen above.
    Database(String),
}

impl RegisterError {
    /// Exit code of the command that meets it (the table of exit codes is fixed).
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NotARegister { .. } | Self::File { .. } => 3,
            Self::NewerFile { .. } | Self::OlderFile { .. } | Self::Fields(_) => 4,
            Self::Missing(_) | Self::UnknownRegister(_) | Self::UnknownField { .. } | Self::UnknownBatch(_) => 5,
            Self::Exists(_)
            | Self::ClockSetBack { .. }
            | Self::UndoneAlready { .. }
            | Self::RestedOn { .. }
            | Self::OtherOffice { .. } => 6,
            Self::Busy { .. } => 7,
            Self::Damaged { .. } | Self::Broken(_) => 8,
            Self::PlanDoesNotFit(_) | Self::DayBookMoved { .. } => 11,
            Self::ReadOnly(_) | Self::Database(_) => 70,
        }
    }
    /// Further lines: faults of a plan, differences of fields, dependants.
    pub fn details(&self) -> &[Remark] {
        match self {
            Self::Fields(lines) | Self::PlanDoesNotFit(lines) | Self::RestedOn { dependants: lines, .. } => lines,
            _ => &[],
        }
    }
}

/// One English line for users of the library; the words for the person at the desk stand in the catalogue.
impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "{}: no register here", path.display()),
            Self::Exists(path) => write!(f, "{}: a file lies here already", path.display()),
            Self::NotARegister { path, found } => {
                write!(f, "{}: not a register of this program, but {found}", path.display())
            }
            Self::NewerFile { path, found, known } => {
                write!(f, "{}: register version {found}, this program knows up to {known}", path.display())
            }
            Self::OlderFile { path, found, known } => {
                write!(f, "{}: register version {found}, this program reads {known}", path.display())
            }
            Self::Fields(lines) => {
                write!(f, "catalogue and register do not have the same fields ({} differences)", lines.len())
            }
            Self::UnknownRegister(name) => write!(f, "no register '{name}' in the catalogue"),
            Self::UnknownField { register, field } => write!(f, "the {register} register has no field '{field}'"),
            Self::UnknownBatch(batch) => write!(f, "no batch '{batch}' in this register"),
            Self::ClockSetBack { last, now } => {
                write!(f, "the clock was set back: last act recorded at {last}, now it is {now}")
            }
            Self::Busy { path, holder: Some(holder) } => {
                write!(f, "{}: another command is writing: {holder}", path.display())
            }
            Self::Busy { path, holder: None } => write!(f, "{}: another command is writing", path.display()),
            Self::PlanDoesNotFit(faults) => {
                write!(f, "the plan does not fit the register ({} faults), nothing was written", faults.len())
            }
            Self::DayBookMoved { made_at, stands_at } => {
                write!(
                    f,
                    "the plan was made at row {made_at} of the day book, which stands at {stands_at} by now; nothing was written"
                )
            }
            Self::UndoneAlready { batch, day } => {
                write!(f, "batch {batch} was undone already, by row {day} of the day book")
            }
            Self::RestedOn { batch, file, .. } => {
                write!(f, "batch {batch} ({file}) cannot be undone: later entries rest on it")
            }
            Self::OtherOffice { backup, of, register, belongs_to } => {
                write!(
                    f,
                    "{}: a backup of office {of}; {} belongs to {belongs_to}",
                    backup.display(),
                    register.display()
                )
            }
            Self::Damaged { place, found, expected } => write!(f, "{place}: found {found}, expected {expected}"),
            Self::Broken(broken) => broken.fmt(f),
            Self::ReadOnly(path) => write!(f, "{}: opened for reading only", path.display()),
            Self::File { path, cause } => write!(f, "{}: {cause}", path.display()),
            Self::Database(cause) => write!(f, "register database: {cause}"),
        }
    }
}
impl std::error::Error for RegisterError {}

impl From<rusqlite::Error> for RegisterError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy { path: PathBuf::new(), holder: None },
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged {
                place: "register.db".into(),
                found: error.to_string(),
                expected: "pages as SQLite wrote them".into(),
            },
            Some(Code::DiskFull | Code::CannotOpen | Code::SystemIoFailure | Code::ReadOnly) => {
                Self::File { path: "register.db".into(), cause: error.to_string() }
            }
            _ => Self::Database(error.to_string()),
        }
    }
}
