//! Findings that follow from another of the same return stand behind it: who mends the cause has mended them all.

use super::{
    scrutiny::Noted,
    units::{WRONG_UNIT, compares_years},
};
use crate::rules::Rulebook;
use std::collections::{BTreeMap, BTreeSet};

/// Which rules of a book follow from which.
pub(super) struct Causes<'a> {
    follows: BTreeMap<&'a str, &'a [String]>,
    compare_years: BTreeSet<&'a str>,
}

impl<'a> Causes<'a> {
    pub(super) fn of(book: &'a Rulebook) -> Self {
        let code = |no: usize| book.rules[no].code.as_str();
        Self {
            follows: book.rules.iter().map(|rule| (rule.code.as_str(), rule.entry.follows.as_slice())).collect(),
            compare_years: (0..book.rules.len()).filter(|no| compares_years(book, *no)).map(code).collect(),
        }
    }
    /// Does the rule hold money of this year against money of last year?
    pub(super) fn compares_years(&self, code: &str) -> bool {
        self.compare_years.contains(code)
    }
    /// Sorts findings return by return, then cause by cause, each with what follows from it; and says what follows from what.
    pub(super) fn group(&self, mut findings: Vec<(u64, Noted)>) -> Vec<Noted> {
        findings.sort_by(|a, b| (a.0, &a.1.finding.code).cmp(&(b.0, &b.1.finding.code)));
        for of_return in findings.chunk_by_mut(|a, b| a.0 == b.0) {
            let broken: BTreeSet<String> = of_return.iter().map(|(_, noted)| noted.finding.code.clone()).collect();
            for (_, noted) in of_return.iter_mut() {
                noted.follows = self.cause(&noted.finding.code, &broken);
            }
            // Causes have no circles: the catalogue is refused if they do.
            let line = |code: &str| {
                let mut line = vec![code.to_owned()];
                while let Some(before) = line.last().and_then(|code| self.cause(code, &broken)) {
                    line.push(before);
                }
                line.reverse();
                line
            };
            of_return.sort_by_cached_key(|(_, noted)| line(&noted.finding.code));
        }
        findings.into_iter().map(|(_, noted)| noted).collect()
    }
    /// What a finding follows from, among those of its return.
    fn cause(&self, code: &str, broken: &BTreeSet<String>) -> Option<String> {
        let named = self.follows.get(code).copied().unwrap_or_default().iter().find(|cause| broken.contains(*cause));
        let slip = || (self.compares_years(code) && broken.contains(WRONG_UNIT)).then(|| WRONG_UNIT.to_owned());
        named.cloned().or_else(slip)
    }
}
