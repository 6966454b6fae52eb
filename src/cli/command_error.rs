//! An error in words for the person at the desk: place, what was found, what to do, and the exit code.

use super::Exit;
use crate::{
    catalogue::CatalogueError,
    migrate::MigrateError,
    register::RegisterError,
    source::{Fault, SourceError},
};
use std::fmt;

/// Why a command could not go on.
#[derive(Debug)]
pub struct CommandError {
    /// Exit code.
    pub exit: Exit,
    /// One line: place first, then what was found and what was expected.
    pub message: String,
    /// What to do, if there is more to say.
    pub hint: Option<String>,
    /// Further lines (dependants, faults), printed one a line.
    pub details: Vec<String>,
}

impl CommandError {
    /// An error with its exit code.
    pub fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: message.to_string(), hint: None, details: Vec::new() }
    }
    /// The same with what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
    /// The same with further lines.
    #[must_use]
    pub fn details(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }
    /// A named thing that was not found.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(Exit::NotFound, what)
    }
    /// A file or folder that cannot be written or read.
    pub fn io(place: &std::path::Path, cause: &std::io::Error) -> Self {
        Self::new(Exit::Input, format!("{}: {cause}", place.display()))
    }
    /// A command that changes the register without `--order` or `--reason`.
    pub fn order_missing() -> Self {
        Self::new(Exit::Refused, "this act changes the register and rests on no order")
            .hint("give --order NO, or --reason TEXT where there is no order")
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
impl std::error::Error for CommandError {}

impl From<CatalogueError> for CommandError {
    fn from(error: CatalogueError) -> Self {
        CommandError::new(Exit::Configuration, error).hint("check the catalogue folder given with --catalogue")
    }
}

/// Several faults of the catalogue, all found in one pass.
impl From<Vec<CatalogueError>> for CommandError {
    fn from(errors: Vec<CatalogueError>) -> Self {
        CommandError::new(Exit::Configuration, format!("the catalogue has {} fault(s)", errors.len()))
            .hint("check the catalogue folder given with --catalogue")
            .details(errors.iter().map(ToString::to_string).collect())
    }
}

impl From<RegisterError> for CommandError {
    fn from(error: RegisterError) -> Self {
        let exit = match error.exit_code() {
            3 => Exit::Input,
            4 => Exit::Configuration,
            5 => Exit::NotFound,
            6 => Exit::Refused,
            7 => Exit::Busy,
            8 => Exit::Integrity,
            11 => Exit::Stale,
            _ => Exit::Internal,
        };
        CommandError::new(exit, &error).hint(error.hint()).details(error.details().to_vec())
    }
}

impl From<SourceError> for CommandError {
    fn from(error: SourceError) -> Self {
        let exit = if matches!(error.fault, Fault::NoSuchSheet { .. }) { Exit::NotFound } else { Exit::Input };
        CommandError::new(exit, format!("{}: {}", error.file.display(), error.fault)).hint(error.fault.hint())
    }
}

impl From<MigrateError> for CommandError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Source(error) => error.into(),
            MigrateError::Catalogue(faults) => faults.into(),
            MigrateError::Register(error) => error.into(),
            MigrateError::NoTable(_) => CommandError::new(Exit::Input, error),
        }
    }
}
