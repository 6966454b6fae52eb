//! Which clauses of the law the rules and clocks look after, which they cannot, and which were forgotten.

use super::Rulebook;
use crate::{
    catalogue::{Clocks, Seen, StatuteKind},
    model::{Label, Language},
};
use std::collections::{BTreeMap, BTreeSet};

/// How a clause is looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    /// Rules of the return rest on it, or on a figure it gives.
    Checked,
    /// A clock of the office watches it.
    Watched,
    /// No return can show it; the reason is told.
    NotCheckable,
    /// Its text was not seen: nothing can be said of what it asks.
    NotSeen,
    /// Its text was seen, and nothing looks after it: a fault of the catalogue.
    Missing,
}

impl Covered {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Watched => "watched",
            Self::NotCheckable => "not-checkable",
            Self::NotSeen => "not-seen",
            Self::Missing => "missing",
        }
    }
    /// For people.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Checked, Language::En) => "checked by",
            (Self::Checked, Language::Hi) => "जाँचने वाले नियम",
            (Self::Watched, Language::En) => "watched by clock",
            (Self::Watched, Language::Hi) => "समय-सीमा देखी जाती है",
            (Self::NotCheckable, Language::En) => "not checkable because",
            (Self::NotCheckable, Language::Hi) => "जाँच संभव नहीं, क्योंकि",
            (Self::NotSeen, Language::En) => "text not seen",
            (Self::NotSeen, Language::Hi) => "मूल पाठ नहीं देखा गया",
            (Self::Missing, Language::En) => "missing",
            (Self::Missing, Language::Hi) => "छूटी हुई",
        }
    }
}

/// One clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Name of the Act.
    pub statute: Label,
    /// Section, as cited.
    pub number: String,
    /// What it says; empty for a clause known by its clock alone.
    pub heading: Label,
    /// How it was seen.
    pub seen: Seen,
    /// How it is looked after.
    pub covered: Covered,
    /// Codes of rules, ids of clocks.
    pub by: Vec<String>,
    /// Why no return can show it.
    pub reason: Option<Label>,
}

/// Every clause of an Act or of Rules in the catalogue, then those known by a clock alone, Act by Act.
///
/// A clause is looked after by rules that cite it or one of its sub-clauses, and by those that use a figure it gives.
pub fn coverage(book: &Rulebook, clocks: &Clocks) -> Vec<Clause> {
    let mut rules_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut users_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in &book.rules {
        for basis in &rule.entry.basis {
            rules_of.entry(basis).or_default().insert(&rule.code);
        }
        for figure in book.figures_of(rule) {
            users_of.entry(figure).or_default().insert(&rule.code);
        }
    }
    let mut clauses = Vec::new();
    for statute in book.statutes.all().filter(|statute| statute.kind != StatuteKind::Convention) {
        for (number, section) in &statute.sections {
            let citation = format!("{}/{number}", statute.code);
            let cites = |basis: &str| {
                basis.strip_prefix(&citation).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
            };
            let mut by: BTreeSet<&str> = rules_of
                .iter()
                .filter(|(basis, _)| cites(basis))
                .flat_map(|(_, codes)| codes.iter().copied())
                .collect();
            let figures = section.figures.iter().filter_map(|figure| users_of.get(figure.name.as_str()));
            by.extend(figures.flatten().copied());
            let covered = match (by.is_empty(), &section.uncheckable, section.seen) {
                (false, ..) => Covered::Checked,
                (true, Some(_), _) => Covered::NotCheckable,
                (true, None, Seen::Text) => Covered::Missing,
                (true, None, _) => Covered::NotSeen,
            };
            clauses.push(Clause {
                statute: statute.name.clone(),
                number: number.clone(),
                heading: section.heading.clone(),
                seen: section.seen,
                covered,
                by: by.into_iter().map(str::to_owned).collect(),
                reason: section.uncheckable.clone().filter(|_| covered == Covered::NotCheckable),
            });
        }
    }
    clauses.extend(watched(clocks));
    clauses
}

/// The sections clocks run by; several clocks of one section are one line.
fn watched(clocks: &Clocks) -> Vec<Clause> {
    let mut sections: BTreeMap<(&str, &str), Clause> = BTreeMap::new();
    for clock in clocks.all() {
        let is_cited = clock.section.starts_with(|c: char| c.is_ascii_digit());
        if !is_cited {
            continue;
        }
        let clause = sections.entry((&clock.act.en, &clock.section)).or_insert_with(|| Clause {
            statute: clock.act.clone(),
            number: clock.section.clone(),
            heading: clock.effect.clone(),
            seen: clock.seen,
            covered: if clock.seen == Seen::Text { Covered::Watched } else { Covered::NotSeen },
            by: Vec::new(),
            reason: None,
        });
        clause.by.push(clock.id.clone());
    }
    sections.into_values().collect()
}
