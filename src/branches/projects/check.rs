//! Figures against words, shares against the total, what was spent against what was provided, and the end of the project.

use super::{CostLine, Kind, Project};
use crate::{
    catalogue::{CatalogueError, Clocks, Files},
    cleaning::NumberWords,
    clocks::{Calendar, Course, Limit, due},
    model::{Date, Finding, Findings, Label, Locus, Paise, Severity},
};
use std::collections::{BTreeMap, BTreeSet};

const ENDS: &str = "projects/ends.toml";

pub(super) fn finding(code: &str, severity: Severity, project: &str) -> Finding {
    Finding::new(code, severity, Locus { society: Some(project.to_owned()), ..Locus::default() })
}

/// What a head is called: itself, or the whole.
pub(super) fn named(finding: Finding, head: &str, year: &str) -> Finding {
    let said = |whole: &str| {
        let head = if head.is_empty() { whole } else { head };
        if year.is_empty() { head.to_owned() } else { format!("{head}, {year}") }
    };
    finding.with("head", said("the whole")).with("head_hi", said("कुल"))
}

/// Words of an amount held against its figures; nothing where there are none.
pub fn of_words(line: &CostLine, words: &NumberWords) -> Option<Finding> {
    if line.words.trim().is_empty() {
        return None;
    }
    match words.amount_in_words(&line.words) {
        Ok(said) if said == line.amount => None,
        Ok(said) => {
            let finding = finding("PRJ-101", Severity::Error, &line.project).with("amount", line.amount);
            Some(finding.with("read", said).with("words", &line.words))
        }
        Err(fault) => {
            let at = if fault.at.is_empty() { &line.words } else { &fault.at };
            let finding = finding("PRJ-102", Severity::Warning, &line.project).with("words", &line.words);
            Some(finding.with("at", at))
        }
    }
}

/// Which clock tells the end of a project of a scheme.
pub fn load_ends(files: &Files, clocks: &Clocks) -> Result<BTreeMap<String, String>, Vec<CatalogueError>> {
    let text = files.text(ENDS).map_err(|fault| vec![fault])?;
    let ends: BTreeMap<String, String> =
        toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(ENDS, fault)])?;
    let unknown: Vec<CatalogueError> = ends
        .values()
        .filter(|id| clocks.get(id).is_none())
        .map(|id| CatalogueError::new(ENDS, format!("no clock {id} in clocks.csv")))
        .collect();
    if unknown.is_empty() { Ok(ends) } else { Err(unknown) }
}

/// The last day of a project, by the clock of its scheme; nothing where the scheme has none or its limit was not sourced.
pub fn ends_on(
    project: &Project,
    ends: &BTreeMap<String, String>,
    limit: impl Fn(&str) -> Option<(Limit, Label)>,
    calendar: &Calendar,
) -> Option<(Date, Label)> {
    let start = project.start()?;
    let (limit, rests_on) = limit(ends.get(&start.scheme)?)?;
    Some((due(&limit, &Course::from(start.on), calendar)?, rests_on))
}

/// Everything about a project that does not agree.
pub fn check(project: &Project, words: &NumberWords, end: Option<&(Date, Label)>, today: Date) -> Findings {
    let mut findings: Findings = project.lines.iter().filter_map(|line| of_words(line, words)).collect();
    let name = &project.name;
    // Shares of a head are held against that head, shares of the whole against the whole.
    let heads: BTreeSet<&str> =
        project.lines.iter().filter(|line| line.kind == Kind::Share).map(|line| line.head.as_str()).collect();
    for head in heads {
        let fits = |line: &CostLine| head.is_empty() || line.head == head;
        let provided = project.sum(Kind::Cost, fits);
        let shared = project.sum(Kind::Share, |line| line.head == head);
        if provided != shared {
            let left = Paise(provided.0.saturating_sub(shared.0));
            let told = named(finding("PRJ-103", Severity::Error, name), head, "");
            findings.push(told.with("provided", provided).with("shares", shared).with("left", left));
        }
    }
    let heads = project.heads();
    for ((head, year), sums) in &heads {
        if sums.spent.0 == 0 {
            continue;
        }
        let provided = provided_for(project, head, year);
        if provided.0 == 0 {
            let told = named(finding("PRJ-105", Severity::Error, name), head, year);
            findings.push(told.with("spent", sums.spent));
        } else if sums.spent > provided {
            let over = Paise(sums.spent.0.saturating_sub(provided.0));
            let told = named(finding("PRJ-104", Severity::Error, name), head, year);
            findings.push(told.with("provided", provided).with("spent", sums.spent).with("over", over));
        }
    }
    if let Some((last, rests_on)) = end {
        let after = project.lines.iter().filter(|line| line.kind == Kind::Spent && line.on > *last);
        findings.extend(after.map(|line| {
            let told = named(finding("PRJ-106", Severity::Warning, name), &line.head, &line.year);
            let told = told.with("spent", line.amount).with("on", line.on).with("last", last);
            told.with("basis", &rests_on.en).with("basis_hi", &rests_on.hi)
        }));
        let left = project.sum(Kind::Cost, |_| true).0.saturating_sub(project.sum(Kind::Spent, |_| true).0);
        if *last < today && left > 0 {
            let told = finding("PRJ-107", Severity::Warning, name).with("last", last).with("left", Paise(left));
            findings.push(told.with("basis", &rests_on.en).with("basis_hi", &rests_on.hi));
        }
    }
    findings
}

/// What is provided for a head and a year: by lines of that year, else by those of the head for the whole time.
pub(super) fn provided_for(project: &Project, head: &str, year: &str) -> Paise {
    let of_year = project.sum(Kind::Cost, |line| line.head == head && line.year == year);
    if of_year.0 != 0 || year.is_empty() {
        return of_year;
    }
    project.sum(Kind::Cost, |line| line.head == head && line.year.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: Kind, head: &str, bearer: &str, rupees: i64) -> CostLine {
        let (head, bearer) = (head.to_owned(), bearer.to_owned());
        CostLine { kind, head, bearer, amount: Paise(rupees * 100), project: "p".into(), ..CostLine::default() }
    }
    fn project(lines: &[CostLine]) -> Project {
        Project { name: "p".into(), lines: lines.to_vec() }
    }
    fn codes(project: &Project) -> Vec<String> {
        let words = NumberWords::load(&Files::embedded()).unwrap();
        check(project, &words, None, Date::constant(2026, 3, 31)).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn the_public_figures_are_told_for_what_they_are() {
        let words = NumberWords::load(&Files::embedded()).unwrap();
        // Bihar, 2 February 2026, in the spelling of the document.
        let mut cost = line(Kind::Cost, "", "", 27_434_048);
        cost.words = "दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस".into();
        assert_eq!(of_words(&cost, &words), None);
        cost.amount = Paise(cost.amount.0 + 100);
        assert_eq!(of_words(&cost, &words).unwrap().code, "PRJ-101");
        cost.words = "दो करोड़ कुछ".into();
        assert_eq!(of_words(&cost, &words).unwrap().code, "PRJ-102");
        // Bihar PACS: 54.92 crore provided, 32.94 and 21.06 borne.
        let pacs = project(&[
            line(Kind::Cost, "", "", 549_200_000),
            line(Kind::Share, "", "centre", 329_400_000),
            line(Kind::Share, "", "state", 210_600_000),
        ]);
        let found = check(&pacs, &words, None, Date::constant(2026, 3, 31));
        assert_eq!((found.len(), found[0].code.as_str()), (1, "PRJ-103"));
        assert!(found[0].args.contains(&("left".into(), Paise(9_200_000 * 100).to_string())), "{found:?}");
    }

    #[test]
    fn shares_stand_against_their_head_and_spending_against_its_year() {
        let cost = |year: &str| CostLine { year: year.into(), ..line(Kind::Cost, "hardware", "", 100) };
        let spent = |year: &str, rupees| CostLine { year: year.into(), ..line(Kind::Spent, "hardware", "", rupees) };
        assert_eq!(codes(&project(&[cost(""), line(Kind::Share, "hardware", "centre", 100)])), Vec::<String>::new());
        assert_eq!(codes(&project(&[cost(""), line(Kind::Share, "software", "centre", 100)])), ["PRJ-103"]);
        assert_eq!(codes(&project(&[cost("2025-26"), spent("2025-26", 100)])), Vec::<String>::new());
        assert_eq!(codes(&project(&[cost("2025-26"), spent("2025-26", 101)])), ["PRJ-104"]);
        assert_eq!(codes(&project(&[cost("2025-26"), spent("2026-27", 1)])), ["PRJ-105"]);
        assert_eq!(codes(&project(&[cost(""), spent("2026-27", 1)])), Vec::<String>::new());
    }

    #[test]
    fn a_project_ends_by_the_clock_of_its_scheme_and_no_other_has_an_end() {
        let clocks = Clocks::load(&Files::embedded()).unwrap();
        let ends = load_ends(&Files::embedded(), &clocks).unwrap();
        let limit = |id: &str| {
            let (number, unit) = clocks.get(id)?.sourced()?;
            Some((Limit { number, unit, next_working_day: false }, Label::default()))
        };
        let calendar = Calendar::new([], []);
        let begun = |scheme: &str| {
            let start =
                CostLine { scheme: scheme.into(), on: Date::constant(2023, 10, 6), ..line(Kind::Start, "", "", 0) };
            project(&[start, line(Kind::Cost, "hardware", "", 100)])
        };
        let end = ends_on(&begun("rcs_computerisation"), &ends, limit, &calendar).unwrap();
        assert_eq!(end.0, Date::constant(2026, 10, 6));
        assert_eq!(ends_on(&begun("pacs_computerisation"), &ends, limit, &calendar), None);
        let words = NumberWords::load(&Files::embedded()).unwrap();
        let told = |today| check(&begun("rcs_computerisation"), &words, Some(&end), today);
        assert!(told(Date::constant(2026, 10, 6)).is_empty());
        assert_eq!(told(Date::constant(2026, 10, 7))[0].code, "PRJ-107");
    }
}
