//! The programme of an election: its dates in order, and the intervals between them.

use super::{
    ElectionLaw, fault,
    law::{Counts, citation, in_force},
    seats, told,
};
use crate::{
    branches::cases::Law,
    clocks::{Course, Limit, due},
    model::{Date, Findings, Label, Language, TableDef},
};
use jiff::Span;
use std::collections::BTreeMap;

/// Fields of the dates, in their order.
pub const DATES: [&str; 9] = [
    "draft_on",
    "objections_to",
    "final_on",
    "nominate_from",
    "nominate_to",
    "scrutiny_to",
    "withdraw_to",
    "poll_on",
    "count_on",
];

/// A programme as it will stand.
pub struct Programme<'a> {
    /// What it is called by.
    pub about: &'a str,
    /// The Act.
    pub act: &'a str,
    /// Class of the society.
    pub class: &'a str,
    /// The day it was notified.
    pub notified_on: Date,
    /// Its dates by field.
    pub dates: BTreeMap<&'a str, Date>,
    /// Its seats.
    pub seats: &'a [super::Seat],
}

impl Programme<'_> {
    /// What is wrong with it, and what is to be looked at.
    pub fn held(&self, table: &TableDef, election: &ElectionLaw, law: &Law) -> (Findings, Findings) {
        let (mut faults, mut warnings) = seats::held(self.about, self.seats, election, law, (self.act, self.class));
        faults.extend(self.order(table));
        let mut sourced: Vec<(&str, &str)> = Vec::new();
        for interval in election.intervals(self.act) {
            let day =
                |key: &str| if key == "notified_on" { Some(self.notified_on) } else { self.dates.get(key).copied() };
            let Some((from, to)) = day(&interval.from).zip(day(&interval.to)) else { continue };
            let Some((limit, own)) = in_force(law, &interval.line) else { continue };
            let Some(length) = limit.limit else { continue };
            sourced.push((&interval.from, &interval.to));
            let begun = if interval.inclusive { from.yesterday().unwrap_or(from) } else { from };
            let Some(wanted) = due(&Limit { next_working_day: false, ..length }, &Course::from(begun), &law.calendar)
            else {
                continue;
            };
            let fits = match interval.counts {
                Counts::Exactly => to == wanted,
                Counts::AtLeast => to >= wanted,
                Counts::AtMost => to <= wanted,
            };
            if fits {
                continue;
            }
            let (first, last) = (label(table, &interval.from), label(table, &interval.to));
            let (basis, binds) = (limit.rests_on, interval.binds || own);
            let said = if binds { fault("ELE-103", self.about) } else { told("ELE-203", self.about) };
            let said = said.with("from", first.en).with("from_hi", first.hi).with("to", last.en).with("to_hi", last.hi);
            let unit = length.unit.label();
            let said = said.with("limit", length.number).with("unit", unit.en).with("unit_hi", unit.hi);
            let said = said.with("found", to).with("wanted", wanted).with("basis", basis.en).with("basis_hi", basis.hi);
            if binds { faults.push(said) } else { warnings.push(said) }
        }
        warnings.extend(self.unsourced(table, &sourced));
        (faults, warnings)
    }

    /// Dates that lie before the one that goes before them.
    fn order(&self, table: &TableDef) -> Findings {
        let mut faults = Vec::new();
        let mut last: (&str, Date) = ("notified_on", self.notified_on);
        for key in DATES {
            let Some(day) = self.dates.get(key) else { continue };
            if *day < last.1 {
                let (now, before) = (label(table, key), label(table, last.0));
                let found = fault("ELE-101", self.about).with("date", now.en).with("date_hi", now.hi).with("on", day);
                faults.push(found.with("before", before.en).with("before_hi", before.hi).with("last", last.1));
            } else {
                last = (key, *day);
            }
        }
        faults
    }

    /// Steps of the programme for which no length was sourced.
    fn unsourced(&self, table: &TableDef, sourced: &[(&str, &str)]) -> Option<crate::model::Finding> {
        let bare: Vec<(&str, &str)> = DATES
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
            .filter(|pair| !sourced.contains(pair))
            .collect();
        let named = |language: Language| {
            let each = bare.iter().map(|(from, to)| {
                format!("{} – {}", label(table, from).in_language(language), label(table, to).in_language(language))
            });
            each.collect::<Vec<_>>().join("; ")
        };
        let mut said = told("ELE-204", self.about).with("steps", named(Language::En));
        said.severity = crate::model::Severity::Info;
        (!bare.is_empty()).then(|| said.with("steps_hi", named(Language::Hi)))
    }
}

/// Dates of an example counted from the final roll, for what was not told; with the sentence that says so.
pub fn from_example(
    election: &ElectionLaw,
    law: &Law,
    code: &str,
    final_on: Date,
) -> Option<(BTreeMap<String, Date>, Label)> {
    let example = election.example(code)?;
    let days = example.days.iter().filter_map(|(key, days)| {
        let day = final_on.checked_add(Span::new().days(i64::from(*days))).ok()?;
        Some((key.clone(), day))
    });
    let basis = citation(law, &example.line);
    let said = Label {
        en: format!("dates not told are those of the programme {} ({})", example.en, basis.en),
        hi: format!("जो तिथियाँ नहीं दी गईं वे {} कार्यक्रम से ({})", example.hi, basis.hi),
    };
    Some((days.collect(), said))
}

fn label(table: &TableDef, key: &str) -> Label {
    table.field(key).map(|field| field.label.clone()).unwrap_or_default()
}
