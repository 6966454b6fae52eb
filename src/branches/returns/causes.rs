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
    /// Does any rule follow from anything?
    any: bool,
}

impl<'a> Causes<'a> {
    pub(super) fn of(book: &'a Rulebook) -> Self {
        let code = |no: usize| book.rules[no].code.as_str();
        let follows: BTreeMap<&str, &[String]> =
            book.rules.iter().map(|rule| (rule.code.as_str(), rule.entry.follows.as_slice())).collect();
        let compare_years: BTreeSet<&str> =
            (0..book.rules.len()).filter(|no| compares_years(book, *no)).map(code).collect();
        let any = !compare_years.is_empty() || follows.values().any(|causes| !causes.is_empty());
        Self { follows, compare_years, any }
    }
    /// Does the rule hold money of this year against money of last year?
    pub(super) fn compares_years(&self, code: &str) -> bool {
        self.compare_years.contains(code)
    }
    /// Sorts findings return by return, then cause by cause, each with what follows from it; and says what follows from what.
    pub(super) fn group(&self, mut findings: Vec<(u64, Noted)>) -> Vec<Noted> {
        findings.sort_by(|a, b| (a.0, &a.1.finding.code).cmp(&(b.0, &b.1.finding.code)));
        for of_return in findings.chunk_by_mut(|a, b| a.0 == b.0) {
            self.lay_out(
                of_return,
                |(_, noted)| noted.finding.code.clone(),
                |(_, noted), cause| noted.follows = cause.map(str::to_owned),
            );
        }
        findings.into_iter().map(|(_, noted)| noted).collect()
    }
    /// The same of what is wrong with one return, in order of code, whatever a finding is kept as.
    pub(super) fn lay_out<T>(
        &self,
        of_return: &mut [T],
        code: impl Fn(&T) -> String,
        mut follows: impl FnMut(&mut T, Option<&'a str>),
    ) {
        if of_return.len() < 2 || !self.any {
            return;
        }
        let broken: BTreeSet<String> = of_return.iter().map(&code).collect();
        let mut any = false;
        for one in of_return.iter_mut() {
            let cause = self.cause(&code(one), &broken);
            any |= cause.is_some();
            follows(one, cause);
        }
        // Causes have no circles: the catalogue is refused if they do.
        let line = |one: &T| {
            let mut line = vec![code(one)];
            while let Some(before) = line.last().and_then(|code| self.cause(code, &broken)) {
                line.push(before.to_owned());
            }
            line.reverse();
            line
        };
        if any {
            of_return.sort_by_cached_key(line);
        }
    }
    /// What a finding follows from, among those of its return.
    fn cause(&self, code: &str, broken: &BTreeSet<String>) -> Option<&'a str> {
        let named = self.follows.get(code).copied().unwrap_or_default().iter().find(|cause| broken.contains(*cause));
        let slip = || (self.compares_years(code) && broken.contains(WRONG_UNIT)).then_some(WRONG_UNIT);
        named.map(String::as_str).or_else(slip)
    }
}
