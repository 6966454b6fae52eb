//! Errors of the catalogue, of reports and of allotments.

use super::{CommandError, Part};
use crate::{branches::audit::allotment::AllotmentError, catalogue::CatalogueError, cli::Exit, reports::ReportError};

/// Faults of the catalogue are told to those who write it, in the language of its keys: their own words stand as they are.
impl From<CatalogueError> for CommandError {
    fn from(error: CatalogueError) -> Self {
        CommandError::new(Exit::Configuration, "error.catalogue").with("fault", error)
    }
}

/// Several faults of the catalogue, all found in one pass.
impl From<Vec<CatalogueError>> for CommandError {
    fn from(mut errors: Vec<CatalogueError>) -> Self {
        if errors.len() == 1 {
            return errors.remove(0).into();
        }
        CommandError::new(Exit::Configuration, "error.catalogue.several")
            .with("count", errors.len())
            .details(errors.iter().map(ToString::to_string))
    }
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Catalogue(error) => error.into(),
            ReportError::Misshapen { place, fault } => {
                CommandError::new(Exit::Internal, "error.report.misshapen").with("place", place).with("fault", fault)
            }
            ReportError::Output { path, cause } => CommandError::new(Exit::Input, "error.report.output")
                .with("path", path.display())
                .part("cause", Part::Phrase(cause.to_string())),
            ReportError::Workbook(fault) => {
                CommandError::new(Exit::Internal, "error.report.workbook").with("fault", fault)
            }
            ReportError::NoPrinter { looked_in } => {
                let places: Vec<String> = looked_in.iter().map(|path| path.display().to_string()).collect();
                CommandError::new(Exit::Configuration, "error.report.no_printer").with("places", places.join(", "))
            }
            ReportError::Printing { code: Some(3), message } => {
                CommandError::new(Exit::Input, "error.report.printing").with("said", message.trim_end())
            }
            ReportError::Printing { code: Some(4), message } => {
                CommandError::new(Exit::Configuration, "error.report.print_fonts").with("said", message.trim_end())
            }
            ReportError::Printing { message, .. } => {
                CommandError::new(Exit::Internal, "error.report.print_stopped").with("said", message.trim_end())
            }
        }
    }
}

impl From<AllotmentError> for CommandError {
    fn from(error: AllotmentError) -> Self {
        let words = |words: &str| Part::Phrase(words.to_owned());
        match error {
            AllotmentError::Twice { what, id } => {
                CommandError::new(Exit::Integrity, "error.allotment.twice").part("what", words(what)).with("id", id)
            }
            AllotmentError::NoSuchAuditor(id) => {
                CommandError::new(Exit::Integrity, "error.allotment.no_such_auditor").with("id", id)
            }
            AllotmentError::Points { place, fault } => CommandError::new(Exit::Configuration, "error.allotment.points")
                .part("place", Part::Phrase(place))
                .part("fault", words(fault)),
            AllotmentError::Seed(fault) => {
                CommandError::new(Exit::Arguments, "error.allotment.seed").part("fault", words(fault))
            }
            AllotmentError::Words(fault) => {
                CommandError::new(Exit::Arguments, "error.allotment.words").part("fault", words(fault))
            }
            AllotmentError::NotADraft { file, fault } => {
                CommandError::new(Exit::Input, "error.allotment.not_a_draft").with("file", file).with("fault", fault)
            }
        }
    }
}
