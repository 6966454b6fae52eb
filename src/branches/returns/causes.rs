//! Findings that follow from another of the same return stand behind it: who mends the cause has mended them all.

use super::{
    scrutiny::Noted,
    units::{WRONG_UNIT, compares_years},
};
use crate::rules::Rulebook;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts findings return by return, then cause by cause, each with what follows from it; and says what follows from what.
pub(super) fn group(book: &Rulebook, findings: Vec<(u64, Noted)>) -> Vec<Noted> {
    let mut findings = findings;
    findings.sort_by(|a, b| (a.0, &a.1.finding.code).cmp(&(b.0, &b.1.finding.code)));
    let causes: BTreeMap<&str, &[String]> =
        book.rules.iter().map(|rule| (rule.code.as_str(), rule.entry.follows.as_slice())).collect();
    let compare_years: BTreeSet<&str> =
        (0..book.rules.len()).filter(|no| compares_years(book, *no)).map(|no| book.rules[no].code.as_str()).collect();
    let mut grouped = Vec::with_capacity(findings.len());
    for of_return in findings.chunk_by_mut(|a, b| a.0 == b.0) {
        let broken: BTreeSet<String> = of_return.iter().map(|(_, noted)| noted.finding.code.clone()).collect();
        let cause = |code: &str| -> Option<String> {
            let named = causes.get(code).copied().unwrap_or_default().iter().find(|cause| broken.contains(*cause));
            let slip = || (compare_years.contains(code) && broken.contains(WRONG_UNIT)).then(|| WRONG_UNIT.to_owned());
            named.cloned().or_else(slip)
        };
        for (_, noted) in of_return.iter_mut() {
            noted.follows = cause(&noted.finding.code);
        }
        // Causes have no circles: the catalogue is refused if they do.
        let line = |code: &str| {
            let mut line = vec![code.to_owned()];
            while let Some(before) = line.last().and_then(|code| cause(code)) {
                line.push(before);
            }
            line.reverse();
            line
        };
        of_return.sort_by_cached_key(|(_, noted)| line(&noted.finding.code));
        grouped.extend(of_return.iter().map(|(_, noted)| noted.clone()));
    }
    grouped
}
