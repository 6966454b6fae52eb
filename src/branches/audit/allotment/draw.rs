//! Allotment by draw: no optimisation, nothing to steer, and anyone can check it with `sha256sum`.
//!
//! The ticket of a society and an auditor is the SHA-256 of `SEED|SOCIETY|AUDITOR` (UTF-8, no line end):
//! `printf '%s' 'SEED|BR-PAT-S-1|BR-PAT-A-7' | sha256sum`. Eligible pairs are taken in ascending order of tickets; a pair is
//! taken if the society has no auditor yet and the auditor has room. Neither the order of the lists nor the office
//! can move the result once the seed is fixed; let the seed be named in public before the draw.

use super::{AllotmentError, AllotmentProblem};
use sha2::{Digest, Sha256};
use std::fmt;

/// A ticket: 32 bytes, compared as they stand, printed in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket([u8; 32]);

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The seed of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed(String);

impl Seed {
    /// A seed is any text without control characters and without `|`, which separates it from the identities.
    pub fn new(text: &str) -> Result<Self, AllotmentError> {
        if text.trim().is_empty() {
            return Err(AllotmentError::Seed(
                "a draw needs a seed; give a text named in public, such as figures of the day",
            ));
        }
        if text.contains('|') || text.chars().any(char::is_control) {
            return Err(AllotmentError::Seed("the seed may hold no '|' and no control characters"));
        }
        Ok(Self(text.to_owned()))
    }
    /// The seed itself.
    pub fn text(&self) -> &str {
        &self.0
    }
    /// The ticket of a pair.
    pub fn ticket(&self, society: &str, auditor: &str) -> Ticket {
        let mut hash = Sha256::new();
        for part in [&self.0, "|", society, "|", auditor] {
            hash.update(part.as_bytes());
        }
        Ticket(hash.finalize().into())
    }
}

/// Draws; the auditor of each society by number.
pub fn draw(problem: &AllotmentProblem, seed: &Seed) -> Vec<Option<u32>> {
    let mut pairs = Vec::new();
    for society in 0..problem.societies() {
        for arc in problem.arcs(society) {
            let ticket = seed.ticket(problem.society_id(society), problem.auditor_id(arc.auditor as usize));
            pairs.push((ticket, society, arc.auditor));
        }
    }
    pairs.sort_unstable();
    let mut chosen = vec![None; problem.societies()];
    let mut room: Vec<usize> = (0..problem.auditors()).map(|auditor| problem.room(auditor)).collect();
    for (_, society, auditor) in pairs {
        let room = &mut room[auditor as usize];
        if chosen[society].is_none() && *room > 0 {
            chosen[society] = Some(auditor);
            *room -= 1;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::branches::audit::allotment::SocietyRow;
    use proptest::prelude::*;

    #[test]
    fn a_ticket_is_what_sha256sum_prints() {
        // printf '%s' '2026-11-23|S-1|A-7' | sha256sum
        let ticket = Seed::new("2026-11-23").unwrap().ticket("S-1", "A-7");
        assert_eq!(ticket.to_string(), "63acefbfeef1210e58d602469bb9a4989c2a7530cb31c44183f297109c13ef71");
    }

    #[test]
    fn a_draw_without_a_seed_is_refused() {
        for seed in ["", "  ", "a|b", "a\nb"] {
            assert!(Seed::new(seed).is_err(), "{seed:?}");
        }
    }

    fn problem(costs: &[Vec<Option<i64>>], room: &[usize], turn: usize) -> AllotmentProblem {
        let auditors = room.iter().enumerate().map(|(a, room)| (format!("A{a}"), vec![0; *room]));
        let mut auditors: Vec<(String, Vec<i64>)> = auditors.collect();
        // Where auditor `a` stands once the list is turned.
        let count = auditors.len();
        let at = |a: usize| u32::try_from((a + count - turn % count) % count).unwrap();
        let list =
            |row: &Vec<Option<i64>>| row.iter().zip(0..).filter_map(|(cost, a)| Some((at(a), (*cost)?))).collect();
        let row = |profile: usize| SocietyRow { id: format!("S{profile}"), profile, own: vec![] };
        let mut societies: Vec<SocietyRow> = (0..costs.len()).map(row).collect();
        let (s, a) = (turn % societies.len(), turn % auditors.len());
        societies.rotate_left(s);
        auditors.rotate_left(a);
        AllotmentProblem::new(auditors, costs.iter().map(list).collect(), societies, 100).unwrap()
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn every_society_left_over_has_only_full_auditors_with_smaller_tickets(
            costs in prop::collection::vec(prop::collection::vec(prop::option::of(0_i64..5), 3), 1..12),
            room in prop::collection::vec(0_usize..4, 3),
            turn in 0_usize..12,
        ) {
            let problem = problem(&costs, &room, turn);
            let seed = Seed::new("seed").unwrap();
            let chosen = draw(&problem, &seed);
            let ticket = |s: usize, a: u32| seed.ticket(problem.society_id(s), problem.auditor_id(a as usize));
            for society in 0..problem.societies() {
                for arc in problem.arcs(society) {
                    let mine = ticket(society, arc.auditor);
                    if chosen[society].is_some_and(|had| had == arc.auditor || ticket(society, had) < mine) {
                        continue;
                    }
                    // This auditor would have come first: then lower tickets have filled the room.
                    let before = (0..problem.societies())
                        .filter(|other| chosen[*other] == Some(arc.auditor) && ticket(*other, arc.auditor) < mine)
                        .count();
                    prop_assert_eq!(before, problem.room(arc.auditor as usize));
                }
            }
        }

        #[test]
        fn the_order_of_the_lists_does_not_move_the_draw(
            costs in prop::collection::vec(prop::collection::vec(prop::option::of(0_i64..5), 3), 2..9),
            room in prop::collection::vec(0_usize..4, 3),
            turn in 1_usize..9,
        ) {
            let seed = Seed::new("seed").unwrap();
            let (one, other) = (problem(&costs, &room, 0), problem(&costs, &room, turn));
            prop_assert_eq!(draw(&one, &seed), draw(&other, &seed));
        }
    }
}
