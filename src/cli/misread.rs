//! Arguments that do not parse, told as every other error is: one line in the reader's language, what to do, the form below.

use super::{CommandError, Exit, Part};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// What the parser found wrong, as an error of ours.
pub(super) fn misread(error: &clap::Error) -> CommandError {
    let of = |kind| told(error, kind);
    let new = |key| CommandError::new(Exit::Arguments, key);
    let known = || of(ContextKind::ValidValue).unwrap_or_default();
    let refused = match (error.kind(), of(ContextKind::InvalidArg)) {
        (ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand, _) => {
            return new("error.no_command");
        }
        (ErrorKind::InvalidSubcommand, _) => {
            new("error.arguments.no_verb").with("found", of(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        (ErrorKind::UnknownArgument, Some(found)) => new("error.arguments.unknown").with("found", found),
        (ErrorKind::MissingRequiredArgument, Some(what)) => new("error.arguments.missing").with("what", what),
        (ErrorKind::ArgumentConflict, Some(one)) => new("error.arguments.conflict")
            .with("one", one)
            .with("other", of(ContextKind::PriorArg).unwrap_or_default()),
        (ErrorKind::InvalidValue, Some(flag)) => {
            match of(ContextKind::InvalidValue).filter(|found| !found.is_empty()) {
                Some(found) => {
                    new("error.arguments.value").with("flag", flag).with("found", found).with("known", known())
                }
                None => new("error.arguments.no_value").with("flag", flag),
            }
        }
        (ErrorKind::ValueValidation, Some(flag)) => {
            let found = of(ContextKind::InvalidValue).unwrap_or_default();
            let why = Part::Phrase(why_unreadable(error, &found));
            new("error.arguments.unreadable").with("flag", flag).with("found", found).part("why", why)
        }
        _ => {
            let text = error.to_string();
            new("error.arguments").with("said", text.lines().next().unwrap_or_default().trim_start_matches("error: "))
        }
    };
    refused.details(nearest(error).into_iter().chain(usage(error)))
}

/// What the reader of a value says of it, without the value, which is told already.
fn why_unreadable(error: &clap::Error, found: &str) -> String {
    match error.source() {
        Some(cause) if cause.is::<std::num::ParseIntError>() => "a whole number was expected".to_owned(),
        cause => {
            let said = cause.map(ToString::to_string).unwrap_or_default();
            said.strip_prefix(&format!("'{found}' is ")).unwrap_or(&said).to_owned()
        }
    }
}

/// A flag, verb or value that was perhaps meant.
fn nearest(error: &clap::Error) -> Option<Part> {
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let found = suggested.into_iter().find_map(|kind| told(error, kind))?;
    Some(Part::Both(crate::model::Label { en: format!("perhaps {found}"), hi: format!("शायद {found}") }))
}

/// The line that shows how the command is written.
fn usage(error: &clap::Error) -> Option<Part> {
    let text = told(error, ContextKind::Usage)?;
    Some(Part::Plain(text.trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn told(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
