//! When not every society can lawfully be allotted: why, as sets from which nothing can be left out.
//!
//! A conflict is a set of societies that may go to a few auditors only, who have room for one society less. Its elements
//! are the societies, the room of each of those auditors, and the limit that keeps each other auditor away. Taken alone they
//! cannot be met; once any one of them is given up, the rest can. That follows from how it is found: from a society that stays
//! without, along pairs and back along what is allotted, in an allotment of as many societies as can be.

use super::{
    AllotmentProblem, Reason,
    draft::Draft,
    eligibility::Eligibility,
    facts::SocietyFacts,
    instance::{self, Instance},
};
use std::collections::{BTreeMap, BTreeSet};

/// A limit that keeps one auditor from some societies of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Identity of the auditor.
    pub auditor: String,
    /// The limit; where several refuse, the first.
    pub reason: Reason,
    /// Identities of the societies it keeps away.
    pub societies: Vec<String>,
}

/// A minimal set of societies, rooms and limits that cannot be met together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Societies, one more than there is room for.
    pub societies: Vec<String>,
    /// The only auditors they may go to, with the audits each has room for.
    pub rooms: Vec<(String, usize)>,
    /// What keeps every other auditor away.
    pub refused: Vec<Refused>,
    /// Societies the draft leaves without an auditor for this reason.
    pub left_out: Vec<String>,
}

/// What stands between a draft and an allotment of every society.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Each once.
    pub conflicts: Vec<Conflict>,
    /// Societies a draw left out though another allotment would have taken them in: the luck of the tickets.
    pub by_luck: Vec<String>,
}

/// The conflicts of a draft. `draft` must have been read or made, not verified.
pub fn conflicts(draft: &Draft) -> Conflicts {
    let body = &draft.body;
    let rules = Eligibility::new(&body.terms, &body.facts);
    // A draft whose facts do not build has nothing to be explained; `verify` says what is wrong with it.
    let Ok(Instance { problem, .. }) = instance::build(&body.facts, &rules) else { return Conflicts::default() };
    let mut matching = Matching::of(draft, &problem);
    let mut by_luck = Vec::new();
    let mut stuck = Vec::new();
    for society in matching.without() {
        match matching.place(&problem, society) {
            true => by_luck.push(problem.society_id(society).to_owned()),
            false => stuck.push(society),
        }
    }
    let societies: BTreeMap<&str, &SocietyFacts> =
        body.facts.societies.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut at: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut found: Vec<Conflict> = Vec::new();
    for society in stuck {
        let (held, auditors) = matching.reach(&problem, society);
        let id = problem.society_id(society).to_owned();
        // Nobody at all may take it: its own limits are the conflict.
        let known = if auditors.is_empty() { None } else { at.get(&auditors).copied() };
        if let Some(no) = known {
            found[no].left_out.push(id);
            continue;
        }
        let mut names: Vec<String> = held.iter().map(|one| problem.society_id(*one).to_owned()).collect();
        names.sort_by(|a, b| super::identity_order(a, b));
        let rooms = auditors.iter().map(|a| (problem.auditor_id(*a as usize).to_owned(), problem.room(*a as usize)));
        let rooms: Vec<(String, usize)> = rooms.collect();
        let inside: BTreeSet<&str> = rooms.iter().map(|(auditor, _)| auditor.as_str()).collect();
        let mut refused: BTreeMap<(usize, Reason), Vec<String>> = BTreeMap::new();
        for (no, auditor) in body.facts.auditors.iter().enumerate().filter(|(_, one)| !inside.contains(one.id.as_str()))
        {
            for name in &names {
                let Some(society) = societies.get(name.as_str()) else { continue };
                if let Some(reason) = rules.refusals(society, auditor).into_iter().next() {
                    refused.entry((no, reason)).or_default().push(name.clone());
                }
            }
        }
        let refused = refused.into_iter().map(|((no, reason), societies)| Refused {
            auditor: body.facts.auditors[no].id.clone(),
            reason,
            societies,
        });
        at.insert(auditors, found.len());
        found.push(Conflict { societies: names, rooms, refused: refused.collect(), left_out: vec![id] });
    }
    Conflicts { conflicts: found, by_luck }
}

/// Who holds whom.
struct Matching {
    at: Vec<Option<u32>>,
    held: Vec<Vec<usize>>,
    /// Auditors from whom no chain of exchanges reaches free room: once so, always so.
    closed: Vec<bool>,
}

impl Matching {
    fn of(draft: &Draft, problem: &AllotmentProblem) -> Self {
        let mut at = vec![None; problem.societies()];
        let mut held = vec![Vec::new(); problem.auditors()];
        for line in &draft.body.assigned {
            let Some((society, auditor)) = problem.society_no(&line.society).zip(problem.auditor_no(&line.auditor))
            else {
                continue;
            };
            // A file may say anything: only pairs that are allowed and have room count.
            if problem.cost(society, auditor).is_some()
                && held[auditor].len() < problem.room(auditor)
                && at[society].is_none()
            {
                at[society] = u32::try_from(auditor).ok();
                held[auditor].push(society);
            }
        }
        Self { at, held, closed: vec![false; problem.auditors()] }
    }

    fn without(&self) -> Vec<usize> {
        (0..self.at.len()).filter(|society| self.at[*society].is_none()).collect()
    }

    /// Places one more society by a chain of exchanges, if there is one.
    fn place(&mut self, problem: &AllotmentProblem, society: usize) -> bool {
        let mut from: BTreeMap<u32, usize> = BTreeMap::new();
        let mut queue = vec![society];
        let mut next = 0;
        while let Some(here) = queue.get(next).copied() {
            next += 1;
            for arc in problem.arcs(here) {
                let a = arc.auditor as usize;
                if self.closed[a] || from.contains_key(&arc.auditor) {
                    continue;
                }
                from.insert(arc.auditor, here);
                if self.held[a].len() < problem.room(a) {
                    self.exchange(&from, arc.auditor);
                    return true;
                }
                queue.extend(self.held[a].iter().copied());
            }
        }
        for auditor in from.into_keys() {
            self.closed[auditor as usize] = true;
        }
        false
    }

    fn exchange(&mut self, from: &BTreeMap<u32, usize>, end: u32) {
        let mut to = end;
        while let Some(moved) = from.get(&to).copied() {
            let before = self.at[moved].replace(to);
            self.held[to as usize].push(moved);
            let Some(before) = before else { return };
            self.held[before as usize].retain(|held| *held != moved);
            to = before;
        }
    }

    /// Every society and auditor a society left without reaches by exchanges.
    fn reach(&self, problem: &AllotmentProblem, society: usize) -> (Vec<usize>, Vec<u32>) {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut queue = vec![society];
        let mut next = 0;
        while let Some(here) = queue.get(next).copied() {
            next += 1;
            for arc in problem.arcs(here) {
                if seen.insert(arc.auditor) {
                    queue.extend(self.held[arc.auditor as usize].iter().copied());
                }
            }
        }
        (queue, seen.into_iter().collect())
    }
}
