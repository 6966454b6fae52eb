//! Every error has its words in both languages, every word an error, every place an argument.

use super::{CommandError, Part};
use crate::{
    branches::{audit::allotment::AllotmentError, returns::FileError},
    catalogue::{CatalogueError, Files, Texts},
    cli::Exit,
    migrate::MigrateError,
    model::{Finding, Instant, Language, Locus, Remark, Severity, places},
    register::{Broken, RegisterError},
    reports::ReportError,
    source::{Fault, SourceError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

fn texts() -> Texts {
    Texts::load(&Files::embedded()).unwrap()
}

/// Text of every source file but the tests of this kind.
fn sources() -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, found);
            } else if entry.extension().is_some_and(|ending| ending == "rs")
                && !entry.ends_with("command_error/tests.rs")
            {
                found.push(fs::read_to_string(entry).unwrap());
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The keys used in the sources, each with the names of the arguments given to it up to the next key.
fn used() -> BTreeMap<String, Vec<BTreeSet<String>>> {
    let mut used: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    for source in sources() {
        let parts: Vec<&str> = source.split("\"error.").collect();
        for part in parts.iter().skip(1) {
            let (key, rest) = part.split_once('"').unwrap();
            if key.is_empty() {
                continue;
            }
            let given = [".with(", ".part("].iter().flat_map(|call| rest.split(call).skip(1));
            let names = given.filter_map(|call| call.trim_start().strip_prefix('"')?.split_once('"'));
            let names = names.map(|(name, _)| name.to_owned()).collect();
            used.entry(format!("error.{key}")).or_default().push(names);
        }
    }
    used
}

#[test]
fn every_key_in_use_has_words_and_every_word_a_use() {
    let texts = texts();
    let worded: BTreeSet<String> =
        texts.all().map(|(key, _)| key.to_owned()).filter(|key| key.starts_with("error.")).collect();
    let used: BTreeSet<String> = used().into_keys().collect();
    assert_eq!(used.difference(&worded).collect::<Vec<_>>(), Vec::<&String>::new(), "without words");
    assert_eq!(worded.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "without use");
}

#[test]
fn every_place_of_an_error_is_filled_wherever_it_is_made() {
    let texts = texts();
    let hint = |key: &str| texts.todo_of(key, &[], Language::En).unwrap_or_default();
    // Faults of the settings share their place, those of a source its file, said once for all of them.
    let shared = |key: &str, name: &str| {
        name == "place" && key.starts_with("error.settings.") || name == "file" && key.starts_with("error.source.")
    };
    for (key, uses) in used() {
        let (sentence, hint) = (texts.word(&key, Language::En).to_owned(), hint(&key));
        for place in places(&sentence).into_iter().chain(places(&hint)) {
            for given in &uses {
                assert!(given.contains(place) || shared(&key, place), "{key}: {{{place}}} is not filled: {given:?}");
            }
        }
    }
}

#[test]
fn every_remark_of_a_room_is_worded_in_hindi() {
    let texts = texts();
    for source in sources() {
        for part in source.split("Remark::new(").skip(1) {
            let Some(pattern) = part.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            let hindi = texts.word(pattern.0, Language::Hi);
            assert!(is_hindi(hindi), "catalogue/texts/phrases.toml lacks: {}", pattern.0);
        }
    }
}

fn is_hindi(text: &str) -> bool {
    text.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c))
}

#[test]
fn every_error_of_the_rooms_is_told_in_hindi_with_something_to_do() {
    let texts = texts();
    let errors = register().into_iter().chain(files()).chain(rooms());
    for error in errors {
        let told = error.told(&texts, Language::Hi);
        assert!(is_hindi(&told.message), "{told:?}");
        assert!(told.hint.as_deref().is_some_and(is_hindi), "{told:?}");
        let lines = told.details.iter().chain(&told.hint).chain([&told.message]);
        assert!(lines.clone().all(|line| !line.contains('{')), "{told:?}");
        let english = error.told(&texts, Language::En);
        assert!(!is_hindi(&english.message) && english.hint.is_some_and(|hint| !is_hindi(&hint)), "{error:?}");
    }
}

#[test]
fn nothing_is_lost_of_the_findings_of_several_errors() {
    let [first, second] = ["a.xlsx", "b.xlsx"].map(|file| CommandError::from(no_table(file)));
    let both = CommandError::of_all(vec![first, second]);
    assert_eq!((both.exit, both.findings().len()), (Exit::Input, 4));
    let [a, b] = &both.told(&texts(), Language::En).details[..] else { panic!("a line each") };
    assert!(a.starts_with("a.xlsx") && a.ends_with("; send the sheet that holds the data"), "{a}");
    assert!(b.starts_with("b.xlsx"), "{b}");
}

fn register() -> Vec<CommandError> {
    let path = || "office/register.db".into();
    let line = || Remark::new("and {more} more").with("more", 3);
    let text = str::to_owned;
    let at = |second| Instant::new(jiff::Timestamp::from_second(second).unwrap());
    [
        RegisterError::Missing(path()),
        RegisterError::Exists(path()),
        RegisterError::NotARegister { path: path(), found: text("an empty file") },
        RegisterError::NewerFile { path: path(), found: 9, known: 7 },
        RegisterError::OlderFile { path: path(), found: 1, known: 7 },
        RegisterError::Fields(vec![line()]),
        RegisterError::UnknownRegister(text("x")),
        RegisterError::UnknownField { register: text("society"), field: text("x") },
        RegisterError::UnknownBatch(text("B0009")),
        RegisterError::ClockSetBack { last: at(9), now: at(1) },
        RegisterError::Busy { path: path(), holder: None },
        RegisterError::Busy { path: path(), holder: Some(text("coop-migrate import")) },
        RegisterError::PlanDoesNotFit(vec![line()]),
        RegisterError::DayBookMoved { made_at: 3, stands_at: 4 },
        RegisterError::UndoneAlready { batch: text("B0001"), day: 4 },
        RegisterError::RestedOn { batch: text("B0001"), file: text("a.xlsx"), dependants: vec![line()] },
        RegisterError::OtherOffice { backup: path(), of: text("A"), register: path(), belongs_to: text("B") },
        RegisterError::Damaged { place: text("day book"), found: text("'x'"), expected: text("an instant") },
        RegisterError::Broken(Box::new(Broken {
            office: text("A"),
            place: Remark::new("day book"),
            found: Remark::new("nothing"),
            expected: Remark::new("an entry"),
        })),
        RegisterError::ReadOnly(path()),
        RegisterError::File { path: path(), cause: text("No space left on device (os error 28)") },
        RegisterError::Database(text("locked")),
    ]
    .map(CommandError::from)
    .into()
}

fn no_table(file: &str) -> MigrateError {
    let finding = |code: &str| Finding::new(code, Severity::Error, Locus::file(file)).with("row", 3);
    MigrateError::NoTable(vec![finding("IMP-102"), finding("IMP-102")])
}

fn files() -> Vec<CommandError> {
    let text = str::to_owned;
    let faults = vec![
        Fault::Missing,
        Fault::Folder,
        Fault::Unreadable(text("Permission denied (os error 13)")),
        Fault::Empty,
        Fault::Truncated(Remark::new("in the part '{part}'").with("part", "x")),
        Fault::Encrypted("Excel encryption"),
        Fault::NotASpreadsheet("a PDF document"),
        Fault::Misnamed { ending: text("xls"), content: "plain text" },
        Fault::Misnamed { ending: text("xls"), content: "a web page (HTML)" },
        Fault::Broken { part: text("content.xml"), what: text("it is not there") },
        Fault::OverLimit { what: "sheets", limit: 1_000 },
        Fault::FieldsWouldMove,
        Fault::NoSuchSheet { asked: text("x"), present: vec![text("y")] },
    ];
    let mut errors: Vec<CommandError> =
        faults.into_iter().map(|fault| SourceError { file: "a.xls".into(), fault }.into()).collect();
    errors.push(no_table("a.xls").into());
    errors.push(FileError::NoReturn { file: text("a.xls"), sheets: vec![text("y")] }.into());
    errors.push(CommandError::io(Path::new("a"), &io::Error::from_raw_os_error(2)));
    errors.push(CommandError::order_missing());
    errors
}

fn rooms() -> Vec<CommandError> {
    let text = str::to_owned;
    let fault = || CatalogueError::new("texts/x.toml", "x");
    let mut errors = vec![CommandError::from(fault()), vec![fault(), fault()].into()];
    errors.extend(
        [
            ReportError::Misshapen { place: text("x"), fault: text("y") },
            ReportError::Output { path: "x".into(), cause: io::Error::from_raw_os_error(13) },
            ReportError::Workbook(text("x")),
            ReportError::NoPrinter { looked_in: vec!["/bin".into()] },
            ReportError::Printing { code: Some(3), message: text("x") },
            ReportError::Printing { code: Some(4), message: text("x") },
            ReportError::Printing { code: None, message: text("x") },
        ]
        .map(CommandError::from),
    );
    errors.extend(
        [
            AllotmentError::Twice { what: "auditor", id: text("A-1") },
            AllotmentError::NoSuchAuditor(7),
            AllotmentError::Points { place: text("A-1"), fault: "no such profile" },
            AllotmentError::Seed("the seed may hold no '|' and no control characters"),
            AllotmentError::Words("no '|', no apostrophe and no control characters"),
            AllotmentError::NotADraft { file: text("a.json"), fault: text("x") },
        ]
        .map(CommandError::from),
    );
    errors
}

#[test]
fn words_of_the_system_are_told_in_hindi_and_unknown_ones_as_they_are() {
    let told = |words: &str| {
        let error = CommandError::new(Exit::Input, "error.output").part("cause", Part::Phrase(words.into()));
        error.told(&texts(), Language::Hi).message
    };
    assert_eq!(told("Permission denied (os error 13)"), "परिणाम लिखा नहीं जा सका: अनुमति नहीं है");
    assert_eq!(told("strange"), "परिणाम लिखा नहीं जा सका: strange");
}
