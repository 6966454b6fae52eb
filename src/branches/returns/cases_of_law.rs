//! Cases of law tried: every rule against the returns written for it by hand.

use super::read_line;
use crate::{
    catalogue::{CaseOfLaw, Expected},
    model::{CooperativeYear, Finding, Locus, Severity, Value},
    rules::{Bench, ChunkBuilder, Outcome, Rulebook},
};
use std::collections::{BTreeMap, BTreeSet};

/// The year of a case that names none: 2024-25.
const USUAL_YEAR: i16 = 2024;

/// One rule and how its cases came out.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// The rule's code.
    pub code: String,
    /// Cases that expect each outcome, in the order of [`Outcome::ALL`].
    pub expecting: [usize; 4],
    /// Cases that came out as expected.
    pub passed: usize,
    /// Cases that did not, could not be read, or are wanting.
    pub findings: Vec<Finding>,
}

impl Tried {
    /// Cases of the rule.
    pub fn cases(&self) -> usize {
        self.expecting.iter().sum()
    }
}

impl From<Expected> for Outcome {
    fn from(expected: Expected) -> Self {
        match expected {
            Expected::Holds => Outcome::Holds,
            Expected::Broken => Outcome::Broken,
            Expected::CannotTell => Outcome::CannotTell,
            Expected::DoesNotApply => Outcome::DoesNotApply,
        }
    }
}

/// Tries every case of the rules of a book. A rule without a holding and a broken case is told too, and so are cases
/// of no rule, unless the book holds a choice of rules only.
pub fn try_cases(book: &Rulebook, cases: &BTreeMap<String, Vec<CaseOfLaw>>, whole: bool) -> Vec<Tried> {
    let mut benches = BTreeMap::new();
    let mut all = Vec::with_capacity(book.rules.len());
    for (no, rule) in book.rules.iter().enumerate() {
        let mut tried = Tried { code: rule.code.clone(), ..Tried::default() };
        let of_rule = cases.get(&rule.code).map_or(&[][..], Vec::as_slice);
        let mut names = BTreeSet::new();
        for case in of_rule {
            let expected = Outcome::from(case.expect);
            tried.expecting[expected as usize] += 1;
            if !names.insert(&case.name) {
                tried.findings.push(fault("RUL-004", &rule.code, &case.name));
            }
            match verdict(book, no, case, &mut benches) {
                Ok(found) if found == expected => tried.passed += 1,
                Ok(found) => {
                    let finding = fault("RUL-001", &rule.code, &case.name);
                    tried.findings.push(finding.with("expected", expected.key()).with("found", found.key()));
                }
                Err(why) => tried.findings.push(fault("RUL-002", &rule.code, &case.name).with("why", why)),
            }
        }
        for needed in [Outcome::Holds, Outcome::Broken] {
            if tried.expecting[needed as usize] == 0 {
                tried.findings.push(fault("RUL-003", &rule.code, "").with("outcome", needed.key()));
            }
        }
        all.push(tried);
    }
    if whole {
        for code in cases.keys().filter(|code| book.rule(code).is_none()) {
            let findings = vec![fault("RUL-005", code, "")];
            all.push(Tried { code: code.clone(), findings, ..Tried::default() });
        }
    }
    all
}

fn fault(code: &str, rule: &str, case: &str) -> Finding {
    let family = rule.split('-').next().unwrap_or(rule);
    let place = Locus { file: Some(format!("rules/cases/{family}.toml")), ..Locus::default() };
    Finding::new(code, Severity::Error, place).with("rule", rule).with("case", case)
}

/// What a rule says of the return of a case; why the case cannot be read, in English: it is the catalogue's, not an office's.
fn verdict<'b>(
    book: &'b Rulebook,
    no: usize,
    case: &CaseOfLaw,
    benches: &mut BTreeMap<(String, CooperativeYear), Bench<'b>>,
) -> Result<Outcome, String> {
    let year = match &case.year {
        Some(text) => text.parse().map_err(|_| format!("year '{text}' is none as 2024-25"))?,
        None => CooperativeYear::starting(USUAL_YEAR).ok_or("no such year")?,
    };
    let mut given = lines(book, &case.given)?;
    if let (false, Some(act)) = (case.act.is_empty(), book.fields.no("governing_act")) {
        given.push((act, Value::text(&case.act)));
    }
    let prev = case.prev.as_ref().map(|prev| lines(book, prev)).transpose()?;
    let mut builder = ChunkBuilder::new(&book.fields, book.words());
    if let Some(refused) = builder.push(&given, prev.as_deref()).first() {
        return Err(format!("{} is beyond what a return may hold", book.key(*refused)));
    }
    // The figures of a law are put into all rules at once; cases of one Act and year share that.
    let bench = benches.entry((case.act.clone(), year));
    let bench = bench.or_insert_with(|| Bench::new(book, book.law_on(&case.act, year.end())));
    Ok(bench.outcome(no, &builder.finish(), 0))
}

fn lines(book: &Rulebook, given: &BTreeMap<String, String>) -> Result<Vec<(u16, Value)>, String> {
    let line = |(key, text): (&String, &String)| {
        let no = book
            .fields
            .no(key)
            .ok_or_else(|| format!("no field '{key}'; the nearest is '{}'", book.fields.nearest(key)))?;
        let value = read_line(key, text, &book.fields)
            .map_err(|expected| format!("{key} = '{text}': {expected} was expected"))?;
        Ok((no, value))
    };
    given.iter().map(line).collect()
}
