//! What the register cannot go on with, in plain words; findings about the input are not among them.

use super::verify::Broken;
use crate::model::Instant;
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
    Fields(Vec<String>),
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
    PlanDoesNotFit(Vec<String>),
    /// Another act was recorded between the making of a plan and its writing.
    DayBookMoved {
        /// Last row of the day book when the plan was made.
        made_at: i64,
        /// Its last row now.
        stands_at: i64,
    },
    /// Refused by the state of the register; what stands against it is listed.
    Refused {
        /// What was refused and why.
        what: String,
        /// What rests on it.
        dependants: Vec<String>,
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
    Broken(Broken),
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
            Self::Exists(_) | Self::ClockSetBack { .. } | Self::Refused { .. } => 6,
            Self::Busy { .. } => 7,
            Self::Damaged { .. } | Self::Broken(_) => 8,
            Self::PlanDoesNotFit(_) | Self::DayBookMoved { .. } => 11,
            Self::ReadOnly(_) | Self::Database(_) => 70,
        }
    }
    /// Further lines: faults of a plan, differences of fields, dependants.
    pub fn details(&self) -> &[String] {
        match self {
            Self::Fields(lines) | Self::PlanDoesNotFit(lines) | Self::Refused { dependants: lines, .. } => lines,
            _ => &[],
        }
    }
    /// What to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing(_) => "make an office folder with coop-register office init",
            Self::Exists(_) => "choose another place, or move the file away first",
            Self::NotARegister { .. } => "restore a backup with coop-register db restore",
            Self::NewerFile { .. } => "install the newer version of the programs; an older one must not write here",
            Self::OlderFile { .. } => "run coop-register db check --rebuild once: it upgrades the register",
            Self::Fields(_) => "use the catalogue that belongs to this version of the programs",
            Self::UnknownRegister(_) | Self::UnknownField { .. } => "see the lists of catalogue/registers",
            Self::UnknownBatch(_) => "coop-register ledger show lists the batches",
            Self::ClockSetBack { .. } => "set the clock of the computer right, then repeat the command",
            Self::Busy { .. } => "wait until that command is done, then repeat this one",
            Self::PlanDoesNotFit(_) | Self::DayBookMoved { .. } => "make the plan again from the register as it is now",
            Self::Refused { .. } => "undo or correct what is listed first",
            Self::Damaged { .. } | Self::Broken(_) => {
                "keep this file as it is for inquiry, and restore a backup that verifies"
            }
            Self::ReadOnly(_) => "report this: the command opened the register for reading",
            Self::File { .. } => "check the disk, the folder and its permissions",
            Self::Database(_) => "run coop-register db check",
        }
    }
}

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
            Self::Refused { what, .. } => f.write_str(what),
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
