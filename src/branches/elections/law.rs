//! What an election is held against: `catalogue/elections.toml`, each figure by its line of the catalogue of clocks.

use crate::{
    branches::cases::{InForce, Law, cited},
    catalogue::{Basis, CatalogueError, Clocks, Files, Measure, Seen},
    cleaning::Codes,
    model::Label,
};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "elections.toml";

/// From when a term runs and how long it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermLaw {
    /// Code of the list `term_rule`.
    pub rule: String,
    /// The line that says from when.
    pub rule_line: String,
    /// The line that says how long.
    pub length_line: String,
}

/// How the days between two dates are held against a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// Just so many.
    Exactly,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    AtMost,
}

/// An interval of the programme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The Act.
    pub act: String,
    /// Field of its first day.
    pub from: String,
    /// Field of its last day.
    pub to: String,
    /// The line.
    pub line: String,
    /// How it is held.
    pub counts: Counts,
    /// Both days are counted.
    #[serde(default)]
    pub inclusive: bool,
    /// It refuses; else it is an example, which is told.
    pub binds: bool,
}

/// A programme as it was once published: days after the final roll.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Code, as `pacs_2024`.
    pub code: String,
    /// Its name.
    pub en: String,
    /// Its name in Hindi.
    pub hi: String,
    /// The line it was seen with.
    pub line: String,
    /// Days after the final roll, by field.
    pub days: BTreeMap<String, i32>,
}

/// A figure about seats.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatLaw {
    /// The Act.
    pub act: String,
    /// Only of this class of society.
    pub class: Option<String>,
    /// What it says.
    pub what: SeatRule,
    /// Posts it is about.
    #[serde(default)]
    pub posts: Vec<String>,
    /// The line.
    pub line: String,
    /// It refuses; else it is told.
    pub binds: bool,
}

/// What is said about seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatRule {
    /// So many in all at most.
    MostSeats,
    /// So many of a hundred reserved at most.
    MostReservedPercent,
    /// So many of a hundred for women at least.
    LeastWomenPercent,
    /// So many for women at least.
    LeastWomen,
    /// So many for Scheduled Castes or Tribes at least.
    LeastScSt,
    /// These posts are not reserved.
    UnreservedPost,
}

/// Why a member does not stand on the roll, or is to be looked at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Code the program knows.
    pub code: String,
    /// `excluded` or `looked_at`.
    pub effect: Effect,
    /// Only under these Acts; under all where none is named.
    #[serde(default)]
    pub acts: Vec<String>,
    en: String,
    hi: String,
    source: String,
    source_hi: String,
    seen: Seen,
}

/// What becomes of a member by a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Is not on the draft.
    Excluded,
    /// Is on the draft with a mark.
    LookedAt,
}

impl Exclusion {
    /// The reason in words.
    pub fn label(&self) -> Label {
        Label { en: self.en.clone(), hi: self.hi.clone() }
    }
    /// What it rests on.
    pub fn basis(&self) -> Basis {
        Basis { said: Label { en: self.source.clone(), hi: self.source_hi.clone() }, seen: self.seen }
    }
}

/// A casual vacancy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VacancyLaw {
    /// Nomination only while less than half the term is left, by this line.
    pub nomination_line: String,
    /// It refuses; else it is a comparison, which is told.
    pub binds: bool,
    /// By when it is filled.
    pub due_line: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Committee {
    posts: Vec<String>,
}

/// All of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionLaw {
    term: BTreeMap<String, TermLaw>,
    committee: Committee,
    interval: Vec<Interval>,
    example: Vec<Example>,
    seats: Vec<SeatLaw>,
    exclusion: Vec<Exclusion>,
    terms_most: BTreeMap<String, String>,
    vacancy: BTreeMap<String, VacancyLaw>,
}

impl ElectionLaw {
    /// Reads the file; exit 4 with everything that is wrong in it.
    pub fn load(files: &Files, clocks: &Clocks) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(FILE).map_err(|fault| vec![fault])?;
        let law: Self = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(FILE, fault)])?;
        let codes = Codes::load(files)?;
        let mut faults = law.faults(clocks, &codes);
        faults.sort();
        faults.dedup();
        if faults.is_empty() {
            return Ok(law);
        }
        Err(faults.into_iter().map(|fault| CatalogueError::new(FILE, fault)).collect())
    }

    fn faults(&self, clocks: &Clocks, codes: &Codes) -> Vec<String> {
        let is = |list: &str, code: &str| codes.all(list).any(|(known, _)| known == code);
        let vacancies = self.vacancy.values();
        let lines = self.term.values().flat_map(|term| [&term.rule_line, &term.length_line]);
        let lines = lines.chain(self.interval.iter().map(|interval| &interval.line));
        let lines = lines.chain(self.example.iter().map(|example| &example.line));
        let lines = lines.chain(self.seats.iter().map(|seats| &seats.line)).chain(self.terms_most.values());
        let lines =
            lines.chain(vacancies.flat_map(|one| [Some(&one.nomination_line), one.due_line.as_ref()]).flatten());
        let mut faults: Vec<String> = lines
            .filter(|line| clocks.get(line).is_none())
            .map(|line| format!("no line {line} in clocks.csv"))
            .collect();
        let acts = self.term.keys().chain(self.vacancy.keys()).chain(self.terms_most.keys());
        let acts = acts.chain(self.interval.iter().map(|interval| &interval.act));
        let acts = acts.chain(self.seats.iter().map(|seats| &seats.act));
        let acts = acts.chain(self.exclusion.iter().flat_map(|exclusion| &exclusion.acts));
        faults.extend(acts.filter(|act| !is("act", act)).map(|act| format!("'{act}' is no code of the list act")));
        let posts = self.committee.posts.iter().chain(self.seats.iter().flat_map(|seats| &seats.posts));
        faults
            .extend(posts.filter(|post| !is("post", post)).map(|post| format!("'{post}' is no code of the list post")));
        let rules = self.term.values().map(|term| &term.rule).filter(|rule| !is("term_rule", rule));
        faults.extend(rules.map(|rule| format!("'{rule}' is no code of the list term_rule")));
        let fields = self.interval.iter().flat_map(|interval| [&interval.from, &interval.to]);
        let fields = fields.chain(self.example.iter().flat_map(|example| example.days.keys()));
        let known = |field: &&String| field.as_str() == "notified_on" || super::DATES.contains(&field.as_str());
        faults.extend(fields.filter(|field| !known(field)).map(|field| format!("'{field}' is no date of a programme")));
        let unknown = self.exclusion.iter().filter(|exclusion| !super::roll::KNOWN.contains(&exclusion.code.as_str()));
        faults.extend(unknown.map(|exclusion| format!("exclusion '{}' is none the program can tell", exclusion.code)));
        faults
    }

    /// The term under an Act.
    pub fn term(&self, act: &str) -> Option<&TermLaw> {
        self.term.get(act)
    }
    /// Posts of a committee.
    pub fn posts(&self) -> &[String] {
        &self.committee.posts
    }
    /// Intervals of an Act.
    pub fn intervals<'l>(&'l self, act: &'l str) -> impl Iterator<Item = &'l Interval> {
        self.interval.iter().filter(move |interval| interval.act == act)
    }
    /// An example of a programme.
    pub fn example(&self, code: &str) -> Option<&Example> {
        self.example.iter().find(|example| example.code == code)
    }
    /// All of them.
    pub fn examples(&self) -> &[Example] {
        &self.example
    }
    /// Figures about seats of a class of society under an Act.
    pub fn seats<'l>(&'l self, act: &'l str, class: &'l str) -> impl Iterator<Item = &'l SeatLaw> {
        self.seats.iter().filter(move |line| line.act == act && line.class.as_deref().is_none_or(|only| only == class))
    }
    /// Exclusions under an Act, in the order of the file.
    pub fn exclusions(&self, act: &str) -> Vec<&Exclusion> {
        self.exclusion.iter().filter(|line| line.acts.is_empty() || line.acts.iter().any(|one| one == act)).collect()
    }
    /// An exclusion by its code.
    pub fn exclusion(&self, code: &str) -> Option<&Exclusion> {
        self.exclusion.iter().find(|line| line.code == code)
    }
    /// The line about consecutive terms.
    pub fn terms_most(&self, act: &str) -> Option<&str> {
        self.terms_most.get(act).map(String::as_str)
    }
    /// What holds of a casual vacancy.
    pub fn vacancy(&self, act: &str) -> Option<&VacancyLaw> {
        self.vacancy.get(act)
    }
}

/// The limit of a line as it holds in the office, and whether it is the office's own.
pub(super) fn in_force(law: &Law, line: &str) -> Option<(InForce, bool)> {
    let clock = law.clocks.get(line)?;
    Some((law.in_force(clock), law.own.contains_key(line)))
}

/// The figure of a line: fifty per cent, two seats.
pub(super) fn figure(law: &Law, line: &str) -> Option<(i64, Label)> {
    let clock = law.clocks.get(line)?;
    let Measure::Parameter(number, _) = &clock.measure else { return None };
    Some((number.parse().ok()?, cited(clock)))
}

/// The citation of a line.
pub(super) fn citation(law: &Law, line: &str) -> Label {
    law.clocks.get(line).map(cited).unwrap_or_default()
}
