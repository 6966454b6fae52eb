//! The service book as data, `catalogue/rules/servicebook.toml`: parts, events, what becomes due.

use crate::{
    catalogue::{Basis, CatalogueError, Clocks, Files, Seen},
    cleaning::Codes,
    model::Label,
};
use serde::Deserialize;
use std::collections::BTreeMap;

const RULES: &str = "rules/servicebook.toml";
/// The closed list of events.
pub const EVENTS: &str = "service_event";
const ANY: &str = "any";

/// What an event of a service book is and asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventDef {
    /// Part it stands in.
    pub part: i64,
    /// Asks for number and authority of an order.
    #[serde(default)]
    pub order: bool,
    /// May lie before the appointment.
    #[serde(default)]
    pub early: bool,
    /// May lie after the end of service.
    #[serde(default)]
    pub late: bool,
    /// Stands once in a book.
    #[serde(default)]
    pub once: bool,
    /// Begins the service.
    #[serde(default)]
    pub begins: bool,
    /// Ends the service.
    #[serde(default)]
    pub ends: bool,
    /// From then on the employee is at its office.
    #[serde(default)]
    pub posting: bool,
    /// Basic pay may be less after it.
    #[serde(default)]
    pub lowers: bool,
    /// Asks for first and last day.
    #[serde(default)]
    pub period: bool,
    /// Its periods do not overlap.
    #[serde(default)]
    pub apart: bool,
    /// Entered in red ink.
    #[serde(default)]
    pub red: bool,
}

/// How a due day is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// So long after an event.
    Limit,
    /// Each year.
    Year,
    /// So long before the end of service.
    BeforeEnd,
}

/// Something that becomes due.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueDef {
    en: String,
    hi: String,
    /// How it is counted.
    pub of: Counting,
    /// Events it is counted from: the last one.
    pub since: Vec<String>,
    /// Events that settle it.
    pub until: Vec<String>,
    /// Events whose last day holds it back.
    #[serde(default)]
    pub held_by: Vec<String>,
    /// It falls on the end of a month.
    #[serde(default)]
    pub month_end: bool,
    lines: BTreeMap<String, String>,
}

impl DueDef {
    /// What it is called.
    pub fn label(&self) -> Label {
        Label { en: self.en.clone(), hi: self.hi.clone() }
    }
    /// The line of the catalogue of clocks for a State.
    pub fn line(&self, state: &str) -> Option<&str> {
        self.lines.get(state).or_else(|| self.lines.get(ANY)).map(String::as_str)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceLine {
    en: String,
    hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartLine {
    number: i64,
    en: String,
    hi: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecksLine {
    least_age: String,
    scrutiny: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    source: SourceLine,
    red_ink: SourceLine,
    month_end: SourceLine,
    year: SourceLine,
    part: Vec<PartLine>,
    event: BTreeMap<String, EventDef>,
    due: BTreeMap<String, DueDef>,
    checks: ChecksLine,
}

/// The rules of the service book.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The parts in their order, by number.
    pub parts: Vec<(i64, Label)>,
    /// Events by code.
    pub events: BTreeMap<String, EventDef>,
    /// What becomes due, by code.
    pub due: BTreeMap<String, DueDef>,
    /// Where the parts were seen.
    pub source: Basis,
    /// Why some entries are in red.
    pub red_ink: Basis,
    /// Why service ends with a month.
    pub month_end: Basis,
    /// Which days a year of verification has.
    pub year: Basis,
    /// Line of the least age at appointment.
    pub least_age: String,
    /// Line of the share of books checked each year.
    pub scrutiny: String,
}

impl From<SourceLine> for Basis {
    fn from(line: SourceLine) -> Self {
        Self { said: Label { en: line.en, hi: line.hi }, seen: line.seen }
    }
}

impl Rules {
    /// Reads the file; every event it names must be of the closed list, every line of the catalogue of clocks.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(RULES).map_err(|fault| vec![fault])?;
        let clocks = Clocks::load(files)?;
        let codes = Codes::load(files)?;
        Self::read(&text, &clocks, &codes)
    }

    fn read(text: &str, clocks: &Clocks, codes: &Codes) -> Result<Self, Vec<CatalogueError>> {
        let file: RulesFile = toml::from_str(text).map_err(|fault| vec![CatalogueError::new(RULES, fault)])?;
        let mut faults = Vec::new();
        let mut wrong = |fault: String| faults.push(CatalogueError::new(RULES, fault));
        for (code, _) in codes.all(EVENTS).filter(|(code, _)| !file.event.contains_key(*code)) {
            wrong(format!("event {code} of the list is not described"));
        }
        for (code, event) in &file.event {
            if !codes.all(EVENTS).any(|(known, _)| known == code) {
                wrong(format!("event {code} is not of the list {EVENTS}"));
            }
            if !file.part.iter().any(|part| part.number == event.part) {
                wrong(format!("event {code}: there is no part {}", event.part));
            }
        }
        for (code, due) in &file.due {
            let named = due.since.iter().chain(&due.until).chain(&due.held_by);
            for event in named.filter(|event| !file.event.contains_key(*event)) {
                wrong(format!("due {code}: event {event} is not described"));
            }
            if !due.lines.contains_key(ANY) {
                wrong(format!("due {code}: a line for any State is missing"));
            }
            for line in due.lines.values().filter(|line| clocks.get(line).is_none()) {
                wrong(format!("due {code}: clock {line} is not in the catalogue"));
            }
        }
        for line in [&file.checks.least_age, &file.checks.scrutiny] {
            if clocks.get(line).is_none() {
                wrong(format!("checks: clock {line} is not in the catalogue"));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            parts: file.part.into_iter().map(|part| (part.number, Label { en: part.en, hi: part.hi })).collect(),
            events: file.event,
            due: file.due,
            source: file.source.into(),
            red_ink: file.red_ink.into(),
            month_end: file.month_end.into(),
            year: file.year.into(),
            least_age: file.checks.least_age,
            scrutiny: file.checks.scrutiny,
        })
    }

    /// Codes of events of some sort.
    pub fn codes(&self, is: impl Fn(&EventDef) -> bool) -> Vec<&str> {
        self.events.iter().filter(|(_, event)| is(event)).map(|(code, _)| code.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_has_twelve_parts_and_every_event_one_of_them() {
        let rules = Rules::load(&Files::embedded()).unwrap();
        let numbers: Vec<i64> = rules.parts.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        for (number, _) in &rules.parts {
            assert!(rules.events.values().any(|event| event.part == *number), "part {number}");
        }
        assert_eq!(rules.due["retirement"].line("BR"), Some("BR-SVC-01"));
        assert_eq!(rules.due["retirement"].line("UK"), Some("IN-SVC-05"));
    }

    #[test]
    fn every_wrong_name_is_told_at_once() {
        let files = Files::embedded();
        let text = files.text(RULES).unwrap().replace("[event.reward]\npart = 11", "[event.medal]\npart = 13");
        let text = text.replace("any = \"IN-SVC-06\"", "any = \"IN-SVC-66\"");
        let faults = Rules::read(&text, &Clocks::load(&files).unwrap(), &Codes::load(&files).unwrap()).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        for part in ["event reward of the list", "event medal is not of", "no part 13", "clock IN-SVC-66"] {
            assert!(told.iter().any(|fault| fault.contains(part)), "{part}: {told:?}");
        }
    }
}
