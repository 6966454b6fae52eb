//! Conflicts and replacements against trying everything.

use super::{made_up::*, *};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Small offices: societies and auditors in two districts, bars, little room.
#[derive(Clone, Debug)]
struct Small {
    societies: Vec<(bool, Vec<bool>)>,
    auditors: Vec<(bool, i64)>,
}

fn small() -> impl Strategy<Value = Small> {
    (1_usize..=4).prop_flat_map(|auditors| {
        let society = (any::<bool>(), prop::collection::vec(prop::bool::weighted(0.3), auditors));
        let auditor = (any::<bool>(), 0_i64..=2);
        (prop::collection::vec(society, 1..=6), prop::collection::vec(auditor, auditors))
            .prop_map(|(societies, auditors)| Small { societies, auditors })
    })
}

impl Small {
    fn facts(&self) -> Facts {
        let district = |second: bool| Some(if second { 212 } else { 195 });
        let societies = (1..)
            .zip(&self.societies)
            .map(|(no, (second, _))| SocietyFacts { district: district(*second), ..society(&format!("S-{no}")) });
        let auditors = (0..).zip(&self.auditors).map(|(at, (second, capacity)): (usize, _)| {
            let barred = (1..).zip(&self.societies).filter(|(_, (_, bars))| bars[at]);
            AuditorFacts {
                home: district(*second),
                // Naming the home district keeps an auditor there.
                districts: district(*second).into_iter().collect(),
                capacity: *capacity,
                barred: barred.map(|(no, _)| bar(&format!("S-{no}"))).collect(),
                ..auditor(&format!("A-{}", at + 1))
            }
        });
        Facts { societies: societies.collect(), auditors: auditors.collect() }
    }
    fn draft(&self, method: Method) -> Draft {
        let Facts { societies, auditors } = self.facts();
        draft_of(societies, auditors, method)
    }
}

/// Can these societies all be placed, each auditor within the room given (none: no limit), no refused pair used?
fn can(
    societies: &[String],
    auditors: &[AuditorFacts],
    rooms: &[(String, usize)],
    refused: &[(String, String)],
) -> bool {
    fn place(
        at: usize,
        societies: &[String],
        ids: &[&str],
        load: &mut Vec<usize>,
        free: &dyn Fn(&str, usize, usize) -> bool,
    ) -> bool {
        let Some(society) = societies.get(at) else { return true };
        for a in 0..ids.len() {
            if free(society, a, load[a]) {
                load[a] += 1;
                if place(at + 1, societies, ids, load, free) {
                    return true;
                }
                load[a] -= 1;
            }
        }
        false
    }
    let ids: Vec<&str> = auditors.iter().map(|auditor| auditor.id.as_str()).collect();
    let free = |society: &str, a: usize, load: usize| {
        let room = rooms.iter().find(|(id, _)| id == ids[a]).map(|(_, room)| *room);
        let barred = refused.iter().any(|(who, what)| who == ids[a] && what == society);
        !barred && room.is_none_or(|room| load < room)
    };
    place(0, societies, &ids, &mut vec![0; ids.len()], &free)
}

fn without<T: Clone>(all: &[T], at: usize) -> Vec<T> {
    all.iter().enumerate().filter(|(no, _)| *no != at).map(|(_, one)| one.clone()).collect()
}

proptest! {
    #![proptest_config(crate::random_cases::cases(1000))]

    #[test]
    fn each_conflict_alone_cannot_be_met_and_can_once_any_one_element_is_given_up(small in small(), draw in any::<bool>()) {
        let method = if draw { Method::Draw { seed: "x".into(), ceremony: None } } else { Method::LeastCost };
        let draft = small.draft(method);
        let auditors = &draft.body.facts.auditors;
        let found = conflicts(&draft);
        let told: BTreeSet<&String> = found.conflicts.iter().flat_map(|one| &one.left_out).chain(&found.by_luck).collect();
        let left: BTreeSet<&String> = draft.body.unassigned.iter().map(|one| &one.society).collect();
        prop_assert_eq!(told, left, "every society left without is explained, and no other");
        prop_assert!(!draft.body.terms.points.unassigned.eq(&0) && (draw || found.by_luck.is_empty()));
        for one in &found.conflicts {
            let refused: Vec<(String, String)> = one.refused.iter()
                .flat_map(|limit| limit.societies.iter().map(|society| (limit.auditor.clone(), society.clone()))).collect();
            prop_assert!(!can(&one.societies, auditors, &one.rooms, &refused), "{one:?}");
            for at in 0..one.societies.len() {
                prop_assert!(can(&without(&one.societies, at), auditors, &one.rooms, &refused), "society {at} of {one:?}");
            }
            for at in 0..one.rooms.len() {
                prop_assert!(can(&one.societies, auditors, &without(&one.rooms, at), &refused), "room {at} of {one:?}");
            }
            for at in 0..refused.len() {
                prop_assert!(can(&one.societies, auditors, &one.rooms, &without(&refused, at)), "limit {at} of {one:?}");
            }
        }
    }

    #[test]
    fn a_replacement_changes_the_fewest_audits_and_keeps_every_limit(small in small(), gone in 0_usize..4, draw in any::<bool>()) {
        let method = if draw { Method::Draw { seed: "x".into(), ceremony: None } } else { Method::LeastCost };
        let draft = small.draft(method);
        let gone = format!("A-{}", gone % small.auditors.len() + 1);
        let mut facts = draft.body.facts.clone();
        for line in &draft.body.assigned {
            let society = facts.societies.iter_mut().find(|one| one.id == line.society).unwrap();
            society.ordered.push(Ordered { fy: draft.body.terms.fy, auditor: line.auditor.clone(), order_no: "1".into(), departmental: false });
        }
        let theirs = draft.body.assigned.iter().filter(|line| line.auditor == gone).map(|line| line.society.clone());
        let falling = Falling { societies: theirs.collect(), auditors: BTreeSet::from([gone.clone()]), begun: BTreeSet::new() };
        let seed = draw.then(|| Seed::new("x").unwrap());
        let found = replace(&draft.body.terms, &facts, &falling, seed.as_ref()).unwrap();
        // What it says, carried out.
        let mut holds: Vec<(String, String)> = draft.body.assigned.iter().map(|line| (line.society.clone(), line.auditor.clone())).collect();
        for change in &found.changed {
            let line = holds.iter_mut().find(|(society, _)| *society == change.society).unwrap();
            prop_assert_eq!(&line.1, &change.from);
            line.1 = change.to.clone();
        }
        holds.retain(|(society, _)| !found.without.iter().any(|one| one.society == *society));
        let rules = Eligibility::new(&draft.body.terms, &draft.body.facts);
        for auditor in &draft.body.facts.auditors {
            let load = holds.iter().filter(|(_, who)| *who == auditor.id).count();
            prop_assert!(i64::try_from(load).unwrap() <= auditor.capacity);
        }
        for (society, who) in &holds {
            prop_assert_ne!(who, &gone);
            let (society, auditor) = (draft.body.facts.society(society).unwrap(), draft.body.facts.auditor(who).unwrap());
            prop_assert_eq!(rules.refusals(society, auditor), vec![]);
        }
        prop_assert_eq!(found.changed.iter().filter(|one| !one.moved).count() + found.without.len(), falling.societies.len());
        if !draw {
            let (left, moved) = fewest(&draft, &gone);
            prop_assert_eq!((found.without.len(), found.changed.iter().filter(|one| one.moved).count()), (left, moved));
        }
    }
}

/// Trying everything: fewest societies left without, then fewest moved that need not.
fn fewest(draft: &Draft, gone: &str) -> (usize, usize) {
    let body = &draft.body;
    let rules = Eligibility::new(&body.terms, &body.facts);
    let auditors: Vec<&AuditorFacts> = body.facts.auditors.iter().filter(|one| one.id != gone).collect();
    let lines = &body.assigned;
    let mut best = (usize::MAX, usize::MAX);
    let choices = auditors.len() + 1;
    for number in 0..choices.pow(u32::try_from(lines.len()).unwrap()) {
        let (mut rest, mut load, mut score, mut allowed) = (number, vec![0_i64; auditors.len()], (0, 0), true);
        for line in lines {
            let (pick, falls) = (rest % choices, line.auditor == gone);
            rest /= choices;
            let Some(auditor) = auditors.get(pick) else {
                // An audit of somebody else is never taken away without giving it to another.
                allowed &= falls;
                score.0 += 1;
                continue;
            };
            load[pick] += 1;
            let society = body.facts.society(&line.society).unwrap();
            allowed &= load[pick] <= auditor.capacity && rules.refusals(society, auditor).is_empty();
            score.1 += usize::from(!falls && auditor.id != line.auditor);
        }
        if allowed {
            best = best.min(score);
        }
    }
    best
}
