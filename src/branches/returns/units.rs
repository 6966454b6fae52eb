//! Amounts written in another unit than rupees: in thousands or lakh, as many an audited balance sheet is printed.

use super::scrutiny::Noted;
use crate::{
    catalogue::ReturnKind,
    model::{Finding, Locus, Severity, Value},
    rules::{Chunk, FieldRef, Rulebook},
};
use std::collections::BTreeMap;

/// Code of the finding.
pub(super) const WRONG_UNIT: &str = "RET-009";
/// So many lines of a section must have a figure in both years before anything is said.
const FEWEST: usize = 4;
/// Of ten lines so many must tell the same.
const OF_TEN: usize = 8;
/// A figure may grow or shrink so many times in a year and still be taken as the same in another unit.
const SWING: i128 = 4;

/// A unit amounts are often written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Slip {
    rupees: i128,
    /// This year's figures are the small ones; else last year's.
    now: bool,
}

const SLIPS: [Slip; 4] = [
    Slip { rupees: 1_000, now: true },
    Slip { rupees: 100_000, now: true },
    Slip { rupees: 1_000, now: false },
    Slip { rupees: 100_000, now: false },
];

/// Sections of a return whose amounts stand a thousandfold or a lakhfold below or above last year's, line after line.
/// One line alone is a rule's business; a whole section is one mistake.
pub(super) fn slips(book: &Rulebook, chunk: &Chunk, row: usize, place: &dyn Fn(u16) -> Locus) -> Vec<Noted> {
    let mut sections: BTreeMap<&str, (usize, BTreeMap<Slip, usize>, u16)> = BTreeMap::new();
    for (no, line) in (0..).zip(&book.fields.fields) {
        if line.kind != ReturnKind::Money {
            continue;
        }
        let figure = |prev| chunk.number(FieldRef { prev, no }, row).map(|paise| i128::from(paise.unsigned_abs()));
        let (Some(now), Some(before)) = (figure(false), figure(true)) else { continue };
        if now == 0 || before == 0 {
            continue;
        }
        let (lines, votes, _) = sections.entry(&line.section).or_insert_with(|| (0, BTreeMap::new(), no));
        *lines += 1;
        let fits = |slip: &&Slip| {
            let (small, large) = if slip.now { (now, before) } else { (before, now) };
            let scaled = small * slip.rupees;
            scaled <= large * SWING && large <= scaled * SWING
        };
        if let Some(slip) = SLIPS.iter().find(fits) {
            *votes.entry(*slip).or_default() += 1;
        }
    }
    let told = sections.into_iter().filter_map(|(_, (lines, votes, first))| {
        let (slip, agree) = votes.into_iter().max_by_key(|(_, count)| *count)?;
        (lines >= FEWEST && agree * 10 >= lines * OF_TEN).then(|| {
            let line = book.fields.at(first);
            let place = Locus { field: Some(line.key.clone()), ..place(first) };
            let unit = if slip.rupees == 1_000 { ("thousands", "हजार") } else { ("lakh", "लाख") };
            let year =
                if slip.now { ("this year's", "इस वर्ष") } else { ("last year's", "गत वर्ष") };
            let finding = Finding::new(WRONG_UNIT, Severity::Warning, place)
                .with("unit", unit.0)
                .with("unit_hi", unit.1)
                .with("year", year.0)
                .with("year_hi", year.1)
                .with("agree", agree)
                .with("lines", lines);
            let value = chunk.value(FieldRef { prev: false, no: first }, row, &book.fields);
            let rupees = match value {
                Value::Money(paise) => format!("{}.{:02}", paise.0 / 100, (paise.0 % 100).abs()),
                _ => String::new(),
            };
            Noted::of_value(finding, rupees, String::new())
        })
    });
    told.collect()
}

/// Does the rule hold money of this year against money of last year?
pub(super) fn compares_years(book: &Rulebook, rule_no: usize) -> bool {
    book.fields_of(&book.rules[rule_no]).iter().any(|key| {
        let line = key.strip_prefix("prev.").and_then(|key| book.fields.get(key));
        line.is_some_and(|line| line.kind == ReturnKind::Money)
    })
}
