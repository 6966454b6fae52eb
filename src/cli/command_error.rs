//! An error on its way to the person at the desk: a key of `catalogue/texts/errors.toml`, what fills its places, and the
//! exit code. Here, and nowhere else, the errors of the rooms get their keys; the console words them.

mod of_files;
mod of_register;
mod of_rooms;
#[cfg(test)]
mod tests;

use super::{Exit, console::place_written};
use crate::{
    catalogue::Texts,
    model::{Finding, Label, Language, Remark},
};
use std::{fmt, path::Path};

/// Why a command could not go on.
#[derive(Clone, Debug)]
pub struct CommandError {
    /// Exit code.
    pub exit: Exit,
    key: &'static str,
    args: Vec<(&'static str, Part)>,
    details: Vec<Part>,
    findings: Vec<Finding>,
}

/// What fills a place of the sentence, or stands as a further line below it.
#[derive(Clone, Debug)]
pub enum Part {
    /// As it is, in every language: a path, a number, what a person wrote.
    Plain(String),
    /// In both languages.
    Both(Label),
    /// A remark of a room: worded where the catalogue has it, else in its English.
    Remark(Remark),
    /// Words of a room or of the system: worded where the catalogue has them, else as they are.
    Phrase(String),
    /// A finding with its place and code.
    Finding(Finding),
    /// What to do about a finding.
    ToDo(Finding),
    /// Another error in one line, without its hint.
    Error(Box<CommandError>),
    /// Another error in one line, with its hint.
    WithHint(Box<CommandError>),
}

/// An error in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// One line: place first, then what was found and what was expected.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Further lines.
    pub details: Vec<String>,
}

impl CommandError {
    /// An error by its key.
    pub fn new(exit: Exit, key: &'static str) -> Self {
        Self { exit, key, args: Vec::new(), details: Vec::new(), findings: Vec::new() }
    }
    /// A named thing that was not found.
    pub fn not_found(key: &'static str) -> Self {
        Self::new(Exit::NotFound, key)
    }
    /// The same with one more argument.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.part(name, Part::Plain(value.to_string()))
    }
    /// The same with one more argument that has words of its own.
    #[must_use]
    pub fn part(mut self, name: &'static str, value: impl Into<Part>) -> Self {
        self.args.push((name, value.into()));
        self
    }
    /// The same with further lines.
    #[must_use]
    pub fn details(mut self, lines: impl IntoIterator<Item = impl Into<Part>>) -> Self {
        self.details.extend(lines.into_iter().map(Into::into));
        self
    }
    /// The same with another exit code.
    #[must_use]
    pub fn exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
    /// The same with the findings that led to it.
    #[must_use]
    pub fn because_of(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }
    /// None of the files could be read: each is a further line with its own remedy, and no finding is lost.
    pub fn of_all(errors: Vec<CommandError>) -> Self {
        let count = errors.len();
        Self::joined(errors, |exit| Self::new(exit, "error.no_file_read").with("count", count))
    }
    /// Everything that stands in the way of a command: each is a further line with its own remedy, and no finding is lost.
    pub fn together(errors: Vec<CommandError>) -> Self {
        let count = errors.len();
        Self::joined(errors, |exit| Self::new(exit, "error.several").with("count", count))
    }
    /// One stands for itself; several under a heading, with the exit code of the first.
    fn joined(mut errors: Vec<CommandError>, heading: impl Fn(Exit) -> Self) -> Self {
        if errors.len() == 1 {
            return errors.remove(0);
        }
        let exit = errors.first().map_or(Exit::Arguments, |first| first.exit);
        let findings = errors.iter().flat_map(|error| error.findings.iter().cloned()).collect();
        heading(exit).details(errors.into_iter().map(|error| Part::WithHint(Box::new(error)))).because_of(findings)
    }
    /// The findings that led to it.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
    /// A file or folder that cannot be written or read.
    pub fn io(place: &Path, cause: &std::io::Error) -> Self {
        Self::new(Exit::Input, "error.file")
            .with("place", place.display())
            .part("cause", Part::Phrase(cause.to_string()))
    }
    /// A command that changes the register without `--order` or `--reason`.
    pub fn order_missing() -> Self {
        Self::new(Exit::Refused, "error.order_missing")
    }
    /// The error in a language.
    pub fn told(&self, texts: &Texts, language: Language) -> Told {
        let args: Vec<(String, String)> =
            self.args.iter().map(|(name, part)| ((*name).to_owned(), part.told(texts, language))).collect();
        Told {
            message: texts.sentence(self.key, &args, language),
            hint: texts.todo_of(self.key, &args, language).filter(|hint| !hint.is_empty()),
            details: self.details.iter().map(|part| part.told(texts, language)).collect(),
        }
    }
}

impl Part {
    fn told(&self, texts: &Texts, language: Language) -> String {
        match self {
            Part::Plain(text) => text.clone(),
            Part::Both(label) => label.in_language(language).to_owned(),
            Part::Remark(remark) => texts.remark(remark, language),
            Part::Phrase(words) => texts.word(words, language).to_owned(),
            Part::Finding(finding) => {
                let place = place_written(&finding.place, language);
                format!("{place}: {} [{}]", texts.finding(finding, language), finding.code)
            }
            Part::ToDo(finding) => texts.todo(finding, language).unwrap_or_default(),
            Part::Error(error) => error.told(texts, language).message,
            Part::WithHint(error) => {
                let told = error.told(texts, language);
                told.hint.map_or_else(|| told.message.clone(), |hint| format!("{}; {hint}", told.message))
            }
        }
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Part::Plain(text)
    }
}
impl From<Label> for Part {
    fn from(label: Label) -> Self {
        Part::Both(label)
    }
}
impl From<&Remark> for Part {
    fn from(remark: &Remark) -> Self {
        Part::Remark(remark.clone())
    }
}
impl From<CommandError> for Part {
    fn from(error: CommandError) -> Self {
        Part::Error(Box::new(error))
    }
}
