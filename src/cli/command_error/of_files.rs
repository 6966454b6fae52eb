//! Errors of files that come in: they cannot be read, or hold no table.

use super::{CommandError, Part};
use crate::{
    branches::{ncd::ListingError, returns::FileError},
    cli::Exit,
    migrate::{DecodeFileError, MigrateError},
    source::{Fault, SourceError},
};

impl From<SourceError> for CommandError {
    fn from(error: SourceError) -> Self {
        let file = error.file.display().to_string();
        let keyed = |key| CommandError::new(Exit::Input, key).with("file", &file);
        let words = |words: &str| Part::Phrase(words.to_owned());
        match error.fault {
            Fault::Missing => keyed("error.source.missing"),
            Fault::Folder => keyed("error.source.folder"),
            Fault::Unreadable(cause) => keyed("error.source.unreadable").part("cause", Part::Phrase(cause)),
            Fault::Empty => keyed("error.source.empty"),
            Fault::Truncated(what) => keyed("error.source.truncated").part("what", &what),
            Fault::Encrypted(how) => keyed("error.source.encrypted").part("how", words(how)),
            Fault::NotASpreadsheet(found) => keyed("error.source.not_a_spreadsheet").part("found", words(found)),
            Fault::Misnamed { ending, content: "plain text" } => {
                keyed("error.source.misnamed_text").with("ending", ending)
            }
            Fault::Misnamed { ending, content } => {
                keyed("error.source.misnamed").with("ending", ending).part("content", words(content))
            }
            Fault::Broken { part, what } => {
                keyed("error.source.broken").with("part", part).part("what", Part::Phrase(what))
            }
            Fault::BrokenTable { part, what } => {
                keyed("error.source.broken_table").with("part", part).part("what", words(what))
            }
            Fault::OverLimit { what, limit } => {
                keyed("error.source.over_limit").part("what", words(what)).with("limit", limit)
            }
            Fault::FieldsWouldMove => keyed("error.source.fields_would_move"),
            Fault::NoSuchSheet { asked, present } => CommandError::not_found("error.source.no_such_sheet")
                .with("file", &file)
                .with("asked", asked)
                .with("present", present.join(", ")),
        }
    }
}

impl From<DecodeFileError> for CommandError {
    fn from(error: DecodeFileError) -> Self {
        match error {
            DecodeFileError::Source(error) => error.into(),
            DecodeFileError::Format(file, format) => CommandError::new(Exit::Input, "error.decode.format")
                .with("file", file.display())
                .part("found", Part::Phrase(format.name().into())),
        }
    }
}

impl From<MigrateError> for CommandError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Source(error) => error.into(),
            MigrateError::Catalogue(faults) => faults.into(),
            MigrateError::Register(error) => error.into(),
            MigrateError::NoTable(findings) => {
                // The first finding speaks, the others are further lines; all of them stand in the JSON.
                let Some((first, others)) = findings.split_first() else {
                    return CommandError::new(Exit::Internal, "error.import.no_reason");
                };
                CommandError::new(Exit::Input, "error.import.no_table")
                    .part("finding", Part::Finding(first.clone()))
                    .part("todo", Part::ToDo(first.clone()))
                    .details(others.iter().cloned().map(Part::Finding))
                    .because_of(findings.clone())
            }
        }
    }
}

impl From<FileError> for CommandError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Source(error) => error.into(),
            FileError::NoReturn { file, sheets } => CommandError::new(Exit::Input, "error.returns.no_return")
                .with("file", file)
                .with("sheets", sheets.join(", ")),
        }
    }
}

impl From<ListingError> for CommandError {
    fn from(error: ListingError) -> Self {
        match error {
            ListingError::Source(error) => error.into(),
            ListingError::NoHeadings { file, sheets } => CommandError::new(Exit::Input, "error.ncd.no_headings")
                .with("file", file)
                .with("sheets", sheets.join(", ")),
        }
    }
}
