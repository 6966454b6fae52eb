//! The reading rule: which entries of a subject are in force at a moment. One place, used by every read.

use crate::model::{EntryNo, Instant, Moment};
use jiff::civil::Date;

/// What the reading rule needs of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Office that made it.
    pub office: &'a str,
    /// Its number there.
    pub no: EntryNo,
    /// Groups of facts it states (bit mask).
    pub groups: u32,
    /// In force from.
    pub effective_from: Date,
    /// Entered at.
    pub recorded_at: Instant,
    /// The entry of the same office it corrects or strikes out.
    pub supersedes: Option<EntryNo>,
}

impl Head<'_> {
    /// Order of entering: by instant; within one instant by office and number, so that merged registers read alike.
    fn entered(&self) -> (Instant, &str, EntryNo) {
        (self.recorded_at, self.office, self.no)
    }
}

/// For each of `groups` groups of facts, which of these entries is in force at the moment.
///
/// All heads are of one subject of one register, in any order. An entry recorded after `known_on` is not
/// seen; one superseded by a seen entry is dropped, also when that one is itself superseded; of the rest
/// the latest `effective_from` not after `as_of` counts, among equals the later entry.
pub fn in_force(heads: &[Head<'_>], moment: Moment, groups: usize) -> Vec<Option<usize>> {
    let seen = |head: &Head<'_>| moment.known_on.is_none_or(|known| head.recorded_at <= known);
    let mut dropped: Vec<(&str, EntryNo)> =
        heads.iter().filter(|head| seen(head)).filter_map(|head| Some((head.office, head.supersedes?))).collect();
    dropped.sort_unstable();
    let mut ruling: Vec<Option<usize>> = vec![None; groups];
    for (i, head) in heads.iter().enumerate() {
        let out = head.effective_from > moment.as_of
            || !seen(head)
            || (!dropped.is_empty() && dropped.binary_search(&(head.office, head.no)).is_ok());
        if out {
            continue;
        }
        for (group, ruler) in ruling.iter_mut().enumerate() {
            if head.groups >> group & 1 == 0 {
                continue;
            }
            let later = ruler.is_none_or(|earlier: usize| {
                let earlier = &heads[earlier];
                (head.effective_from, head.entered()) > (earlier.effective_from, earlier.entered())
            });
            if later {
                *ruler = Some(i);
            }
        }
    }
    ruling
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn instant(second: i64) -> Instant {
        Instant::new(jiff::Timestamp::from_second(1_700_000_000 + second).unwrap())
    }
    fn day(n: u8) -> Date {
        Date::constant(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(n))).unwrap()
    }
    fn head(no: i64, from: u8, at: i64, supersedes: Option<i64>) -> Head<'static> {
        Head {
            office: "BR-PAT",
            no: EntryNo(no),
            groups: 1,
            effective_from: day(from),
            recorded_at: instant(at),
            supersedes: supersedes.map(EntryNo),
        }
    }
    fn at(as_of: u8, known_on: Option<i64>) -> Moment {
        Moment { as_of: day(as_of), known_on: known_on.map(instant) }
    }

    #[test]
    fn a_change_leaves_the_earlier_facts_in_force_until_its_day() {
        let heads = [head(1, 0, 0, None), head(2, 10, 1, None)];
        assert_eq!(in_force(&heads, at(9, None), 1), [Some(0)]);
        assert_eq!(in_force(&heads, at(10, None), 1), [Some(1)]);
    }

    #[test]
    fn a_correction_replaces_the_entry_but_not_what_was_known_before_it() {
        let heads = [head(1, 0, 0, None), head(2, 0, 5, Some(1))];
        assert_eq!(in_force(&heads, at(9, Some(4)), 1), [Some(0)]);
        assert_eq!(in_force(&heads, at(9, Some(5)), 1), [Some(1)]);
    }

    #[test]
    fn striking_out_a_correction_does_not_bring_the_corrected_entry_back() {
        let mut strike = head(3, 0, 6, Some(2));
        strike.groups = 0;
        let heads = [head(1, 0, 0, None), head(2, 0, 5, Some(1)), strike];
        assert_eq!(in_force(&heads, at(9, None), 1), [None]);
    }

    /// The rule once more, written from its sentence and without regard to speed.
    fn naive(heads: &[Head<'_>], moment: Moment, group: usize) -> Option<Head<'static>> {
        let known: Vec<&Head<'_>> =
            heads.iter().filter(|h| moment.known_on.is_none() || h.recorded_at <= moment.known_on.unwrap()).collect();
        let standing: Vec<&&Head<'_>> = known
            .iter()
            .filter(|h| !known.iter().any(|other| other.office == h.office && other.supersedes == Some(h.no)))
            .collect();
        let begun = standing.iter().filter(|h| h.effective_from <= moment.as_of && h.groups & (1 << group) != 0);
        let latest = begun.clone().map(|h| h.effective_from).max()?;
        let last = begun
            .filter(|h| h.effective_from == latest)
            .max_by(|a, b| (a.recorded_at, a.office, a.no).cmp(&(b.recorded_at, b.office, b.no)))?;
        Some(Head { office: if last.office == "BR-PAT" { "BR-PAT" } else { "BR-GAY" }, ..(**last).clone() })
    }

    prop_compose! {
        fn history()(raw in prop::collection::vec((0u8..2, 0u32..8, 0u8..6, 0i64..3, prop::option::of(0usize..8)), 0..14))
            -> Vec<Head<'static>>
        {
            let mut heads: Vec<Head<'static>> = Vec::new();
            let mut clock = [0i64; 2];
            let mut next = [0i64; 2];
            for (office, groups, from, later, corrects) in raw {
                let office = usize::from(office);
                clock[office] += later;
                next[office] += 1;
                let name = ["BR-PAT", "BR-GAY"][office];
                let target = corrects.and_then(|i| heads.get(i)).filter(|t| t.office == name).map(|t| t.no);
                let free = target.filter(|t| !heads.iter().any(|h| h.office == name && h.supersedes == Some(*t)));
                heads.push(Head {
                    office: name, no: EntryNo(next[office]), groups, effective_from: day(from),
                    recorded_at: instant(clock[office]), supersedes: free,
                });
            }
            heads
        }
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(600))]
        #[test]
        fn the_rule_agrees_with_its_sentence_in_any_order_of_entries(
            heads in history(), as_of in 0u8..7, known in prop::option::of(0i64..20), turn in 0usize..14
        ) {
            let moment = at(as_of, known);
            let mut turned = heads.clone();
            if !turned.is_empty() { let by = turn % turned.len(); turned.rotate_left(by); }
            for order in [&heads, &turned] {
                for (group, ruler) in in_force(order, moment, 3).into_iter().enumerate() {
                    let expected = naive(&heads, moment, group).map(|h| (h.office, h.no));
                    prop_assert_eq!(ruler.map(|i| (order[i].office, order[i].no)), expected);
                }
            }
        }
    }
}
