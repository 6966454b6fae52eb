//! The command line read: the program's arguments, or a clear end.

use super::{CommandError, Exit, Format, Globals};
use crate::model::Language;
use clap::{ArgMatches, Parser};
use std::{borrow::Cow, ffi::OsString};

/// Arguments that were understood, with the nouns and verbs on the way: `["report", "build"]`.
pub(super) struct Read<P> {
    pub(super) program: P,
    pub(super) verb: Vec<String>,
}

/// Why there is nothing to run.
pub(super) enum NoCommand {
    /// Help or version was asked for and is printed.
    Told,
    /// The arguments do not parse.
    Refused(clap::Error),
}

pub(super) fn read<P: Parser>(arguments: &[OsString]) -> Result<Read<P>, NoCommand> {
    let matches = P::command().try_get_matches_from(arguments).and_then(|matches| {
        let verb = verb(&matches);
        Ok(Read { program: P::from_arg_matches(&matches)?, verb })
    });
    matches.map_err(|error| {
        if error.use_stderr() {
            return NoCommand::Refused(error);
        }
        // A closed stdout is no fault of a help page.
        let _ = error.print();
        NoCommand::Told
    })
}

fn verb(matches: &ArgMatches) -> Vec<String> {
    let mut names = Vec::new();
    let mut level = matches;
    while let Some((name, below)) = level.subcommand() {
        names.push(name.to_owned());
        level = below;
    }
    names
}

/// The words among which flags may stand.
fn flags(arguments: &[OsString]) -> Vec<Cow<'_, str>> {
    arguments.iter().take_while(|word| *word != "--").map(|word| word.to_string_lossy()).collect()
}

/// Was JSON asked for, as far as arguments that do not parse can say?
pub(super) fn want_json(arguments: &[OsString]) -> bool {
    let words = flags(arguments);
    words.iter().any(|word| word == "--format=json")
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json")
}

/// The language asked for, as far as arguments that do not parse can say.
pub(super) fn language(arguments: &[OsString]) -> Option<Language> {
    let words = flags(arguments);
    // The last one given holds, as the parser has it.
    let given = words.iter().enumerate().rev().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).map(AsRef::as_ref),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    match given? {
        "hi" => Some(Language::Hi),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// Verbs that make reports: their `-o` is a folder, and they may have several formats.
const MAKES_REPORTS: &[&[&str]] = &[
    &["report", "build"],
    &["certificate"],
    &["society", "certificate"],
    &["society", "extract"],
    &["causelist", "print"],
    &["liquidation", "statement"],
    &["byelaw", "diff"],
    &["byelaw", "print"],
    &["project", "print"],
    &["election", "paper"],
    &["asset", "print"],
    &["asset", "variance"],
    &["coverage", "compute"],
    &["coverage", "plan"],
    &["officer", "handover"],
    &["servicebook", "print"],
    &["member", "roll"],
    &["notice", "print"],
    &["inspection", "print"],
    &["system", "certificate"],
    &["return", "receipt"],
    &["defaulter", "service"],
    &["panel", "publish"],
    &["pacs", "day", "status"],
    &["pacs", "activity", "show"],
    &["target", "progress"],
    &["subvention", "claim"],
    &["ncd", "export"],
    &["ncd", "diff"],
    &["ncd", "rank"],
    &["penalty", "compute"],
    &["allotment", "worksheet"],
    &["allotment", "letters"],
];

/// Verbs whose `-o` may be a folder, though they say what they did in one format.
const FILLS_FOLDERS: &[&[&str]] = &[&["return", "check"], &["defaulter", "notice"]];

/// Formats and `-o` that only reports know, or only other commands.
pub(super) fn check(verb: &[String], globals: &Globals) -> Result<(), CommandError> {
    if MAKES_REPORTS.iter().any(|known| verb == *known) {
        return Ok(());
    }
    let refuse = |key| Err(CommandError::new(Exit::Arguments, key));
    if globals.format.len() > 1 {
        return refuse("error.format.several");
    }
    if matches!(globals.one_format(), Format::Xlsx | Format::Pdf | Format::Html) {
        return refuse("error.format.report");
    }
    let fills = FILLS_FOLDERS.iter().any(|known| verb == *known);
    match globals.output.as_ref().filter(|path| path.is_dir() && !fills) {
        None => Ok(()),
        Some(folder) => Err(CommandError::new(Exit::Arguments, "error.output_folder").with("folder", folder.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_seen_in_arguments_that_do_not_parse() {
        let given = |words: &[&str]| want_json(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(given(&["coop-register", "--format", "json", "--nosuch"]));
        assert!(given(&["coop-register", "--nosuch", "--format=json"]));
        assert!(!given(&["coop-register", "--format", "csv", "json"]));
        assert!(!given(&["coop-register", "--", "--format=json"]));
    }

    #[test]
    fn the_language_is_seen_in_them_too() {
        let given = |words: &[&str]| language(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(given(&["coop-register", "--nosuch", "--lang", "hi"]), Some(Language::Hi));
        assert_eq!(given(&["coop-register", "--lang=en", "--nosuch"]), Some(Language::En));
        assert_eq!(given(&["coop-register", "--lang", "fr"]), None);
    }
}
