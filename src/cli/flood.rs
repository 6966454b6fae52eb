//! A file of thousands of rows says the same thing thousands of times: people read it once, with its number.

use crate::model::{Finding, Language, Severity};
use std::collections::BTreeMap;

/// Different things of one code told of a file; rows by the thousand are in the rejects file and the JSON.
const MOST_OF_A_CODE: usize = 5;

/// Each finding with the number of further ones that say the same elsewhere in the file; they are left out.
///
/// Errors stand each by itself, and so does what is said of a society: there the place is the matter.
pub(super) fn folded(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut told: Vec<(&Finding, usize)> = Vec::new();
    let mut seen: BTreeMap<(&str, Said), usize> = BTreeMap::new();
    for finding in findings {
        if finding.severity == Severity::Error || finding.place.society.is_some() || finding.place.file.is_none() {
            told.push((finding, 0));
            continue;
        }
        match seen.entry((finding.code.as_str(), said(finding))) {
            std::collections::btree_map::Entry::Occupied(at) => told[*at.get()].1 += 1,
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(told.len());
                told.push((finding, 0));
            }
        }
    }
    told
}

/// The first few different things of each code, with all that repeat them, and the number left out of each code.
pub(super) fn first_of_each(findings: &[Finding]) -> (Vec<Finding>, BTreeMap<String, usize>) {
    let mut kinds: BTreeMap<&str, Vec<Said>> = BTreeMap::new();
    let (mut kept, mut left_out) = (Vec::new(), BTreeMap::new());
    for finding in findings {
        let seen = kinds.entry(&finding.code).or_default();
        let said = said(finding);
        let is_new = finding.severity == Severity::Error || !seen.contains(&said);
        if is_new && seen.len() >= MOST_OF_A_CODE {
            *left_out.entry(finding.code.clone()).or_default() += 1;
            continue;
        }
        if is_new {
            seen.push(said);
        }
        kept.push(finding.clone());
    }
    (kept, left_out)
}

/// `(+12 more)`, or nothing.
pub(super) fn more(count: usize, language: Language) -> String {
    match (count, language) {
        (0, _) => String::new(),
        (count, Language::En) => format!(" (+{count} more)"),
        (count, Language::Hi) => format!(" (+{count} और)"),
    }
}

/// What a finding says, wherever it stands: its field and what was found; without that, everything it says.
type Said<'a> = (Option<&'a str>, Vec<&'a str>);

fn said(finding: &Finding) -> Said<'_> {
    let argument = |key: &str| finding.args.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let field = finding.place.field.as_deref().or_else(|| argument("field"));
    match argument("found") {
        Some(found) => (field, vec![found]),
        None => (field, finding.args.iter().map(|(_, value)| value.as_str()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, Locus};

    fn finding(severity: Severity, row: u32, found: &str) -> Finding {
        let place = Locus::cell("a.xlsx", "s", CellRef { row, column: 0 });
        Finding::new("IMP-210", severity, place).with("found", found)
    }

    #[test]
    fn what_is_said_again_is_counted_and_an_error_stands_by_itself() {
        let mut all: Vec<Finding> = (1..=4).map(|row| finding(Severity::Warning, row, "पटनाा")).collect();
        all.push(finding(Severity::Warning, 5, "गयाा"));
        all.extend((6..=7).map(|row| finding(Severity::Error, row, "पटनाा")));
        let told = folded(&all);
        let counts: Vec<usize> = told.iter().map(|(_, more)| *more).collect();
        assert_eq!(counts, [3, 0, 0, 0]);
        assert_eq!(told[0].0.place.cell.as_deref(), Some("A1"));
        assert_eq!(more(3, Language::Hi), " (+3 और)");
        assert_eq!(more(0, Language::En), "");
    }

    #[test]
    fn of_a_code_the_first_different_things_are_told_and_the_rest_counted() {
        let all: Vec<Finding> =
            (0..20).map(|row| finding(Severity::Warning, row + 1, &format!("x{}", row % 10))).collect();
        let (kept, left_out) = first_of_each(&all);
        assert_eq!((kept.len(), left_out["IMP-210"]), (10, 10));
        assert_eq!(folded(&kept).len(), 5);
    }
}
