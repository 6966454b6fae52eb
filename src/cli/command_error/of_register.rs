//! Errors of the register.

use super::{CommandError, Part};
use crate::{cli::Exit, register::RegisterError};

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
        let details: Vec<Part> = error.details().iter().map(Part::from).collect();
        let count = details.len();
        let keyed = |key| CommandError::new(exit, key);
        let words = Part::Phrase;
        match error {
            RegisterError::Missing(path) => keyed("error.register.missing").with("path", path.display()),
            RegisterError::Exists(path) => keyed("error.register.exists").with("path", path.display()),
            RegisterError::NotARegister { path, found } => {
                keyed("error.register.not_a_register").with("path", path.display()).part("found", words(found))
            }
            RegisterError::NewerFile { path, found, known } => {
                keyed("error.register.newer").with("path", path.display()).with("found", found).with("known", known)
            }
            RegisterError::OlderFile { path, found, known } => {
                keyed("error.register.older").with("path", path.display()).with("found", found).with("known", known)
            }
            RegisterError::Fields(_) => keyed("error.register.fields").with("count", count),
            RegisterError::UnknownRegister(name) => keyed("error.register.unknown").with("name", name),
            RegisterError::UnknownField { register, field } => {
                keyed("error.register.unknown_field").with("register", register).with("field", field)
            }
            RegisterError::UnknownBatch(batch) => keyed("error.register.unknown_batch").with("batch", batch),
            RegisterError::ClockSetBack { last, now } => {
                keyed("error.register.clock_set_back").with("last", last).with("now", now)
            }
            RegisterError::Busy { path, holder: Some(holder) } => {
                keyed("error.register.busy_with").with("path", path.display()).with("holder", holder)
            }
            RegisterError::Busy { path, holder: None } => keyed("error.register.busy").with("path", path.display()),
            RegisterError::PlanDoesNotFit(_) => keyed("error.register.plan").with("count", count),
            RegisterError::DayBookMoved { made_at, stands_at } => {
                keyed("error.register.day_book_moved").with("made_at", made_at).with("stands_at", stands_at)
            }
            RegisterError::UndoneAlready { batch, day } => {
                keyed("error.register.undone_already").with("batch", batch).with("day", day)
            }
            RegisterError::RestedOn { batch, file, .. } => {
                keyed("error.register.rested_on").with("batch", batch).with("file", file)
            }
            RegisterError::OtherOffice { backup, of, register, belongs_to } => keyed("error.register.other_office")
                .with("backup", backup.display())
                .with("of", of)
                .with("register", register.display())
                .with("belongs_to", belongs_to),
            RegisterError::Damaged { place, found, expected } => keyed("error.register.damaged")
                .with("place", place)
                .part("found", words(found))
                .part("expected", words(expected)),
            RegisterError::Broken(broken) => keyed("error.register.broken")
                .with("office", &broken.office)
                .part("place", &broken.place)
                .part("found", &broken.found)
                .part("expected", &broken.expected),
            RegisterError::ReadOnly(path) => keyed("error.register.read_only").with("path", path.display()),
            RegisterError::File { path, cause } => {
                keyed("error.register.file").with("path", path.display()).part("cause", words(cause))
            }
            RegisterError::Database(cause) => keyed("error.register.database").part("cause", words(cause)),
        }
        .details(details)
    }
}
