//! Societies of a sector in the order of their marks: ranks within the State, the district and the block.

use super::{
    form::Form,
    frame::{Frame, Weights},
    places::PlaceCodes,
    records::{Tally, sector},
    score::{Marks, Scorer, name_of},
};
use crate::{
    branches::returns,
    model::{CooperativeYear, Label, Moment, Value},
    register::{ReadRegister, RegisterError, subject_order},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

/// A society with its marks and ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    /// Identity.
    pub society: String,
    /// Name in both languages, as far as recorded.
    pub name: Label,
    /// LGD code of the State.
    pub state: Option<i64>,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// LGD code of the block.
    pub block: Option<i64>,
    /// By head.
    pub heads: Vec<Marks>,
    /// Over all heads.
    pub total: Marks,
    /// Answers that cost marks.
    pub lacking: Vec<String>,
    /// Is its return of the year on record?
    pub filed: bool,
    /// Within the State, the district, the block; none where the place is not recorded.
    pub ranks: [Option<u64>; 3],
}

/// A ranking.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Societies, the first rank first.
    pub rows: Vec<Ranked>,
    /// Societies of the sector left out because of their status.
    pub not_at_work: u64,
    /// Societies left out because they are of another tier, or because their class does not tell it.
    pub other_tier: u64,
    /// Standing societies of any kind whose sector is not known: they cannot be in a ranking.
    pub no_sector: u64,
    /// Sectors told by the class.
    pub sector_of_class: u64,
}

/// Ranks the societies of a sector for a year.
#[allow(clippy::too_many_arguments, reason = "what a ranking rests on; a struct for it would be used here only")]
pub fn rank(
    register: &dyn ReadRegister,
    form: &Form,
    frame: &Frame,
    weights: &Weights,
    sector_key: &str,
    fy: CooperativeYear,
    moment: Moment,
    places: &PlaceCodes,
    progress: &mut dyn FnMut(u64),
) -> Result<Ranking, RegisterError> {
    let table = register.definition("society")?;
    let codes: &[String] = frame.sectors.get(sector_key).map_or(&[], |sector| &sector.codes);
    let mut scorer = Scorer::new(frame, weights, sector_key, fy);
    let (mut made, mut tally) = (Ranking::default(), Tally::default());
    let (mut seen, mut failed) = (0, None);
    register.lines("society", moment, &mut |line| {
        seen += 1;
        progress(seen);
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
        let number = |key: &str| line.value(table, key).and_then(Value::as_integer);
        let status = text("status");
        let at_work = status.is_empty() || frame.statuses.iter().any(|ranked| ranked == status);
        let told = tally.sector_of_class;
        let code = sector(form, &line, table, &mut tally);
        let code = code.as_text().unwrap_or_default();
        made.no_sector += u64::from(at_work && code.is_empty());
        if !codes.iter().any(|known| known == code) {
            return ControlFlow::Continue(());
        }
        if !at_work {
            made.not_at_work += 1;
            return ControlFlow::Continue(());
        }
        if form.classes.get(text("class")).and_then(|class| class.tier.as_ref()) != Some(&frame.tier) {
            made.other_tier += 1;
            return ControlFlow::Continue(());
        }
        made.sector_of_class += tally.sector_of_class - told;
        let found = match returns::one(register, &frame.book.fields, &line.subject, fy, moment) {
            Ok(found) => found,
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        };
        let filed = found.is_some();
        let (lines, last_year) = found.map_or((None, None), |(filed, last_year)| (Some(filed.lines), last_year));
        let score = scorer.score((table, &line), lines, last_year.as_ref());
        let district = number("district");
        made.rows.push(Ranked {
            name: name_of(table, &line),
            state: number("state").or_else(|| places.state_of(district)),
            district,
            block: number("block"),
            total: score.total(),
            lacking: score.lacking(),
            heads: score.heads,
            filed,
            ranks: [None; 3],
            society: line.subject,
        });
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    number(&mut made.rows);
    Ok(made)
}

/// Ranks: more marks before fewer, of equal marks the older identity first; so no two societies share a rank.
fn number(rows: &mut [Ranked]) {
    rows.sort_by(|a, b| b.total.given.cmp(&a.total.given).then_with(|| subject_order(&a.society, &b.society)));
    let mut met: HashMap<(usize, i64), u64> = HashMap::new();
    for row in rows {
        let places = [row.state, row.district, row.block];
        for (level, (rank, place)) in row.ranks.iter_mut().zip(places).enumerate() {
            let Some(place) = place else { continue };
            let count = met.entry((level, place)).or_default();
            *count += 1;
            *rank = Some(*count);
        }
    }
}

/// Without a place last, then the place above, then the place.
type PlaceOrder = (bool, Option<i64>, Option<i64>);

/// The rows by the place of a level (0 the State, 1 the district, 2 the block), in the order of its codes; without a place last.
pub fn by_place(rows: &[Ranked], level: usize) -> Vec<(Option<i64>, Vec<&Ranked>)> {
    let place = |row: &Ranked| [row.state, row.district, row.block].get(level).copied().flatten();
    let mut groups: BTreeMap<PlaceOrder, Vec<&Ranked>> = BTreeMap::new();
    for row in rows {
        // Blocks of one district stay together.
        let above = (level == 2).then_some(row.district).flatten();
        groups.entry((place(row).is_none(), above, place(row))).or_default().push(row);
    }
    groups.into_iter().map(|((_, _, place), rows)| (place, rows)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_marks_are_ranked_by_identity_and_a_place_not_recorded_has_no_rank() {
        let row = |society: &str, given, block| Ranked {
            society: society.into(),
            state: Some(10),
            district: Some(212),
            block,
            total: Marks { given, ..Marks::default() },
            ..Ranked::default()
        };
        let mut rows = vec![
            row("BR-S-10", 50, Some(1)),
            row("BR-S-9", 50, Some(2)),
            row("BR-S-1", 60, None),
            row("BR-S-2", 40, Some(1)),
        ];
        number(&mut rows);
        let told: Vec<(&str, [Option<u64>; 3])> = rows.iter().map(|row| (row.society.as_str(), row.ranks)).collect();
        assert_eq!(
            told,
            [
                ("BR-S-1", [Some(1), Some(1), None]),
                ("BR-S-9", [Some(2), Some(2), Some(1)]),
                ("BR-S-10", [Some(3), Some(3), Some(1)]),
                ("BR-S-2", [Some(4), Some(4), Some(2)]),
            ]
        );
        let places: Vec<(Option<i64>, usize)> =
            by_place(&rows, 2).into_iter().map(|(place, rows)| (place, rows.len())).collect();
        assert_eq!(places, [(Some(1), 2), (Some(2), 1), (None, 1)]);
    }
}
