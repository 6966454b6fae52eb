//! The ranking frame as data: heads and their marks, criteria, the sectors ranked.

use crate::{
    catalogue::{CatalogueError, Files, RuleEntry, Seen},
    model::{CooperativeYear, Label, Language, Severity},
    rules::{OfficeFigures, Rulebook},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const PATH: &str = "ncd/ranking.toml";
/// Thousandths of a mark: marks are exact to them.
pub(super) const THOUSANDTHS: i64 = 1_000;

/// A sector that is ranked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedSector {
    /// NCD codes of the sectors it takes in.
    pub codes: Vec<String>,
    /// English name.
    pub en: String,
    /// Hindi name.
    pub hi: String,
    /// How it was seen that it is one of those ranked.
    pub seen: Seen,
}

/// One of the parameter heads.
#[derive(Clone, Debug)]
pub struct Head {
    /// Code.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Figure that gives its marks.
    pub weight: String,
    /// How the head was seen.
    pub seen: Seen,
}

/// What a society is asked under a head.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Code.
    pub code: String,
    /// Its head, by place.
    pub head: usize,
    /// Sectors it is asked of; none: all.
    pub sectors: Vec<String>,
    /// Its share of the head's marks, against the other criteria.
    pub part: i64,
    /// What it asks.
    pub label: Label,
}

/// The frame.
pub struct Frame {
    /// Heads in order.
    pub heads: Vec<Head>,
    /// Criteria in order; the rules of `book` are theirs, in the same order.
    pub criteria: Vec<Criterion>,
    /// Sectors ranked.
    pub sectors: BTreeMap<String, RankedSector>,
    /// Marks in all.
    pub total: i64,
    /// Tier ranked.
    pub tier: String,
    /// Statuses ranked; a society whose status is not recorded is ranked too.
    pub statuses: Vec<String>,
    /// Conditions of the criteria.
    pub book: Rulebook,
}

/// Marks of the heads, in thousandths, with where each comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// In the order of the heads.
    pub marks: Vec<i64>,
    /// The same, in words.
    pub origins: Vec<Label>,
}

/// Why nothing can be ranked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWeights {
    /// These figures are not given.
    Unset(Vec<String>),
    /// The heads do not add up to the marks in all: the sum, as written.
    Sum(String),
    /// A head has marks below zero.
    Negative(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    total: i64,
    tier: String,
    statuses: Vec<String>,
    sector: BTreeMap<String, RankedSector>,
    head: toml::Table,
    criterion: Vec<CriterionLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    weight: String,
    en: String,
    hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionLine {
    head: String,
    code: String,
    #[serde(default)]
    sectors: Vec<String>,
    part: i64,
    when: Option<String>,
    check: String,
    field: String,
    expected: Option<String>,
    en: String,
    hi: String,
}

impl Frame {
    /// Loads the frame and checks it; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let one = |fault: CatalogueError| vec![fault];
        let text = files.text(PATH).map_err(one)?;
        let file: FrameFile = toml::from_str(&text).map_err(|fault| one(CatalogueError::new(PATH, fault)))?;
        let mut faults: Vec<CatalogueError> = Vec::new();
        let mut heads = Vec::new();
        for (code, line) in file.head {
            match line.try_into::<HeadLine>() {
                Ok(line) => heads.push(Head {
                    code,
                    label: Label { en: line.en, hi: line.hi },
                    weight: line.weight,
                    seen: line.seen,
                }),
                Err(fault) => faults.push(CatalogueError::new(PATH, format!("head {code}: {fault}"))),
            }
        }
        let (mut criteria, mut entries) = (Vec::new(), Vec::new());
        for line in file.criterion {
            let mut fault = |said: String| faults.push(CatalogueError::new(PATH, format!("{}: {said}", line.code)));
            let head = heads.iter().position(|head| head.code == line.head);
            if head.is_none() {
                fault(format!("no head '{}'", line.head));
            }
            if line.part <= 0 {
                fault("part: a whole number from 1".into());
            }
            for sector in line.sectors.iter().filter(|sector| !file.sector.contains_key(*sector)) {
                fault(format!("no sector '{sector}'"));
            }
            if criteria.iter().any(|known: &Criterion| known.code == line.code) {
                fault("stands twice".into());
            }
            let label = Label { en: line.en, hi: line.hi };
            let (code, head, sectors, part) = (line.code.clone(), head.unwrap_or(0), line.sectors, line.part);
            let entry = RuleEntry {
                name: line.code,
                name_hi: label.hi.clone(),
                applies: vec!["all".into()],
                severity: Severity::Info,
                when: line.when,
                check: line.check,
                native_note: None,
                reads: Vec::new(),
                field: line.field,
                expected: line.expected,
                basis: vec!["project".into()],
                follows: Vec::new(),
                message: label.clone(),
            };
            entries.push((PATH.to_owned(), code.clone(), entry));
            criteria.push(Criterion { code, head, sectors, part, label });
        }
        let book = Rulebook::of_entries(files, entries, faults, &[])?;
        let frame = Self {
            heads,
            criteria,
            sectors: file.sector,
            total: file.total,
            tier: file.tier,
            statuses: file.statuses,
            book,
        };
        let faults = frame.faults();
        if faults.is_empty() { Ok(frame) } else { Err(faults) }
    }
    /// Each head must be able to give its marks to a society of each sector, and must name a figure that there is.
    fn faults(&self) -> Vec<CatalogueError> {
        let mut faults = Vec::new();
        for (at, head) in self.heads.iter().enumerate() {
            if !self.book.fields.params.contains_key(&head.weight) {
                faults.push(format!("head {}: no figure '{}' in fields/return_params.toml", head.code, head.weight));
            }
            for sector in self.sectors.keys() {
                let always = self.of_sector(sector).any(|(no, criterion)| {
                    let rule = &self.book.rules[no];
                    criterion.head == at && rule.entry.when.is_none() && self.book.figures_of(rule).is_empty()
                });
                if !always {
                    let said = "no criterion without a condition and without a figure of the law";
                    faults.push(format!("head {}, sector {sector}: {said}", head.code));
                }
            }
        }
        faults.into_iter().map(|fault| CatalogueError::new(PATH, fault)).collect()
    }
    /// The same with the figures the office sets itself.
    #[must_use]
    pub fn with_office(mut self, figures: OfficeFigures) -> Self {
        self.book = self.book.with_office(figures);
        self
    }
    /// Criteria asked of a sector, with their places.
    pub fn of_sector<'f>(&'f self, sector: &'f str) -> impl Iterator<Item = (usize, &'f Criterion)> + 'f {
        let asked = move |criterion: &&Criterion| {
            criterion.sectors.is_empty() || criterion.sectors.iter().any(|known| known == sector)
        };
        self.criteria.iter().enumerate().filter(move |(_, criterion)| asked(criterion))
    }
    /// The ranked sector of a name or of an NCD code.
    pub fn sector(&self, asked: &str) -> Option<(&str, &RankedSector)> {
        let asked = asked.trim();
        let found = self.sectors.get_key_value(asked).or_else(|| {
            self.sectors.iter().find(|(_, sector)| {
                sector.codes.iter().any(|code| code == asked)
                    || sector.hi == asked
                    || sector.en.eq_ignore_ascii_case(asked)
            })
        });
        found.map(|(key, sector)| (key.as_str(), sector))
    }
    /// Marks of the heads in force at the close of a year.
    pub fn weights(&self, fy: CooperativeYear) -> Result<Weights, NoWeights> {
        let law = self.book.law_on("", fy.end());
        let figures: Vec<_> = self.heads.iter().map(|head| (head, self.book.figure(&law, &head.weight))).collect();
        let unset: Vec<String> =
            figures.iter().filter(|(_, figure)| figure.is_none()).map(|(head, _)| head.weight.clone()).collect();
        if !unset.is_empty() {
            return Err(NoWeights::Unset(unset));
        }
        let figures: Vec<_> = figures.into_iter().filter_map(|(head, figure)| Some((head, figure?))).collect();
        if let Some((head, _)) = figures.iter().find(|(_, figure)| figure.value < 0) {
            return Err(NoWeights::Negative(head.weight.clone()));
        }
        let marks: Vec<i64> = figures.iter().map(|(_, figure)| figure.value).collect();
        let sum: i64 = marks.iter().sum();
        if sum != self.total * THOUSANDTHS {
            return Err(NoWeights::Sum(marks_written(sum)));
        }
        let said = |language| figures.iter().map(move |(_, figure)| figure.origin(language));
        let origins = said(Language::En).zip(said(Language::Hi)).map(|(en, hi)| Label { en, hi }).collect();
        Ok(Weights { marks, origins })
    }
}

/// Thousandths of a mark as people write marks.
pub fn marks_written(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / THOUSANDTHS, (thousandths % THOUSANDTHS).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
pub(super) fn with_marks(marks: &[i64]) -> Frame {
    let frame = Frame::load(&Files::embedded()).unwrap();
    let params = frame.heads.iter().zip(marks).map(|(head, marks)| (head.weight.clone(), toml::Value::Integer(*marks)));
    let figures = OfficeFigures::read(&params.collect(), &frame.book.fields).unwrap();
    frame.with_office(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_not_given_are_named_and_those_that_do_not_add_up_are_refused() {
        let fy: CooperativeYear = "2024-25".parse().unwrap();
        let unset = with_marks(&[]).weights(fy);
        assert!(matches!(unset, Err(NoWeights::Unset(names)) if names.len() == 5));
        let four = with_marks(&[30, 20, 20, 20]).weights(fy);
        assert_eq!(four, Err(NoWeights::Unset(vec!["rank_marks_identity".into()])));
        assert_eq!(with_marks(&[30, 20, 20, 20, 5]).weights(fy), Err(NoWeights::Sum("95".into())));
        assert_eq!(
            with_marks(&[60, 20, 20, 20, -20]).weights(fy),
            Err(NoWeights::Negative("rank_marks_identity".into()))
        );
        assert_eq!(with_marks(&[30, 20, 20, 20, 10]).weights(fy).map(|weights| weights.marks[0]), Ok(30_000));
    }

    #[test]
    fn a_sector_is_meant_by_its_name_or_a_code_of_the_database() {
        let frame = with_marks(&[]);
        assert_eq!(frame.sectors.len(), 7);
        for asked in ["pacs", "22", "पैक्स"] {
            assert_eq!(frame.sector(asked).map(|(key, _)| key), Some("pacs"), "{asked}");
        }
        assert!(frame.sector("sugar").is_none());
    }
}
