//! `pacs day`: a day of the PACS, read once with all that speaks of it.

use super::{import::Files, in_district, late::LateList, status::Status};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::Law,
        computerisation::Programme,
        pacs::{Expected, Hours, Reported, Society, day_of, expected, societies},
    },
    catalogue::Activities,
    cli::{CommandError, Console, Office, Verdict, parse_date, place_names::PlaceNames, statutory},
    model::{Date, Finding, Locus, Moment, Severity},
    register::Register,
};
use std::collections::BTreeMap;

/// Days of the PACS
#[derive(Subcommand)]
pub enum Day {
    /// Import the ERP's daily export; the same file again changes nothing
    Import(Import),
    /// Count by district or block: opened, closed, not opened, closed late; --print or --format pdf,html,xlsx makes the paper
    Status(Status),
    /// List the PACS that are late by the office's hours, with the named officer; exit 1 when there are some
    Late(LateList),
}

/// Exports.
#[derive(Args)]
pub struct Import {
    /// The business day, where the export has no column for it
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    day: Option<Date>,
    #[command(flatten)]
    files: Files,
}

/// Which day and place.
#[derive(Args)]
pub struct OfDay {
    /// The business day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
}

impl Day {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Import(verb) => {
                let given = verb.day.map(|day| format!("day={day}")).into_iter().collect();
                verb.files.import(office, console, ("coop-returns pacs day import", "pacs_day"), given)
            }
            Self::Status(verb) => verb.run(office, console),
            Self::Late(verb) => verb.run(office, console),
        }
    }
}

/// A day with all that speaks of it, narrowed to the places asked for.
pub struct DayRead {
    pub day: Date,
    pub moment: Moment,
    pub register: Register,
    pub places: PlaceNames,
    pub societies: BTreeMap<String, Society>,
    pub expected: Expected,
    pub reported: BTreeMap<String, Reported>,
    pub hours: Hours,
    pub law: Law,
}

impl OfDay {
    /// Reads the register for the day.
    pub fn read(&self, office: &Office) -> Result<DayRead, CommandError> {
        let (day, known_on) = (office.day_come(self.date)?, office.moment()?.known_on);
        // Societies, units and hours as they stood on the day; what was reported of it, as it is known now.
        let (then, moment) = (Moment { as_of: day, known_on }, office.moment()?);
        let register = office.read_register()?;
        let places = PlaceNames::load(office)?;
        let asked = in_district(&places, self.district.as_deref())?;
        let programme = Programme::load(office.files(), office.tables())?;
        let classes = Activities::load(office.files()).map_err(|fault| vec![fault])?.day_classes;
        let mut societies = societies(&register, then)?;
        let mut expected = expected(&register, &programme, &societies, &classes, day, then)?;
        let mut reported = day_of(&register, day, moment)?;
        societies.retain(|_, society| asked(society));
        if self.district.is_some() {
            expected.ids.retain(|id| societies.contains_key(id));
            reported.retain(|id, _| societies.contains_key(id));
        }
        let law = statutory::law(office, &register, then)?;
        Ok(DayRead { hours: Hours::of(&law), day, moment, register, places, societies, expected, reported, law })
    }
}

impl DayRead {
    /// The name of a day on which the office is closed; `None` where it is open.
    pub fn closed(&self, day: Date) -> Option<String> {
        if self.law.calendar.is_open(day) {
            return None;
        }
        let named = self.law.holidays.get(&day).filter(|name| !name.is_empty());
        Some(named.cloned().unwrap_or_else(|| day.strftime("%A").to_string()))
    }
    /// What is to be known of the day as a whole.
    pub fn findings(&self) -> Vec<Finding> {
        let told = |code: &str, severity| Finding::new(code, severity, Locus::default());
        let mut findings = Vec::new();
        if let Some(name) = self.closed(self.day) {
            findings.push(told("PRG-105", Severity::Info).with("day", self.day).with("name", name));
        } else if self.reported.is_empty() {
            findings.push(told("PRG-103", Severity::Warning).with("day", self.day));
        }
        let unlisted = self.reported.keys().filter(|id| !self.expected.ids.contains(*id)).count();
        match self.expected.live {
            true if unlisted > 0 => findings.push(told("PRG-101", Severity::Warning).with("count", unlisted)),
            true => {}
            false => findings.push(told("PRG-102", Severity::Info).with("count", self.expected.ids.len())),
        }
        let hours = [
            (self.hours.opening, "IN-PAC-01", "opening", "प्रारंभ"),
            (self.hours.closing, "IN-PAC-02", "closing", "समापन"),
        ];
        for (hour, clock, en, hi) in hours {
            if hour.is_none() {
                let finding = told("PRG-104", Severity::Info).with("clock", clock);
                findings.push(finding.with("which", hi).with("which_en", en));
            }
        }
        findings
    }
    /// All PACS of the day in order of identity: expected ones, and those that reported without being expected.
    pub fn all(&self) -> impl Iterator<Item = (&String, Option<&Reported>)> {
        let others = self.reported.keys().filter(|id| !self.expected.ids.contains(*id));
        self.expected.ids.iter().chain(others).map(|id| (id, self.reported.get(id)))
    }
}
