//! After the order: an auditor falls away for some societies. The fewest audits change hands, and among those the fewest points; after
//! a draw the same tickets go on.

use super::{
    AllotmentError, AllotmentProblem, Reason, SocietyRow,
    draft::Without,
    draw::Seed,
    eligibility::Eligibility,
    facts::{AuditorFacts, Facts, SocietyFacts},
    solver::solve,
    terms::Terms,
};
use std::collections::{BTreeMap, BTreeSet};

/// What falls away.
#[derive(Clone, Debug, Default)]
pub struct Falling {
    /// Societies whose audit is to be taken by somebody else.
    pub societies: BTreeSet<String>,
    /// Auditors who may be given nothing at all.
    pub auditors: BTreeSet<String>,
    /// Societies whose audit has begun: nobody else's work is taken away to help others.
    pub begun: BTreeSet<String>,
}

/// An audit in other hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Identity of the society.
    pub society: String,
    /// Who had it.
    pub from: String,
    /// Who takes it.
    pub to: String,
    /// Points of the new pair.
    pub cost: i64,
    /// Did it have to move to make room for another society?
    pub moved: bool,
}

/// What becomes of what fell away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// In the order of societies.
    pub changed: Vec<Changed>,
    /// Societies nobody else can lawfully take.
    pub without: Vec<Without>,
}

/// Finds who takes the audits that fall away. `facts` are those of the register now; `seed` is that of the draw the order
/// rests on, none for least cost.
pub fn replace(
    terms: &Terms,
    facts: &Facts,
    falling: &Falling,
    seed: Option<&Seed>,
) -> Result<Replaced, AllotmentError> {
    let now = Now::of(terms, facts, falling);
    let pinned = now.solved(false, seed)?;
    // After a draw nobody is moved: tickets were drawn for all, and those of the others stand.
    if pinned.without.is_empty() || seed.is_some() {
        return Ok(pinned);
    }
    now.solved(true, None)
}

/// The year's orders as they stand: who holds what, who may move.
struct Now {
    terms: Terms,
    /// Auditors with those falling away left without room; societies with the year's order taken off where it may change.
    facts: Facts,
    /// Auditor of each society with an order of the year.
    holder: BTreeMap<String, String>,
    falling: Falling,
}

impl Now {
    fn of(terms: &Terms, facts: &Facts, falling: &Falling) -> Self {
        let mut facts = facts.clone();
        let mut holder = BTreeMap::new();
        for society in &mut facts.societies {
            if let Some(line) = society.ordered.iter().find(|line| line.fy == terms.fy) {
                holder.insert(society.id.clone(), line.auditor.clone());
            }
        }
        for auditor in facts.auditors.iter_mut().filter(|auditor| falling.auditors.contains(&auditor.id)) {
            auditor.capacity = 0;
        }
        Self { terms: terms.clone(), facts, holder, falling: falling.clone() }
    }

    fn falls(&self, society: &str) -> bool {
        self.falling.societies.contains(society)
    }

    /// May its auditor change in this attempt?
    fn free(&self, society: &str, others: bool) -> bool {
        self.falls(society) || (others && self.holder.contains_key(society) && !self.falling.begun.contains(society))
    }

    fn solved(&self, others: bool, seed: Option<&Seed>) -> Result<Replaced, AllotmentError> {
        let mut facts = self.facts.clone();
        for society in facts.societies.iter_mut().filter(|one| self.free(&one.id, others)) {
            society.ordered.retain(|line| line.fy != self.terms.fy);
        }
        let rules = Eligibility::new(&self.terms, &facts);
        let societies: Vec<&SocietyFacts> = facts
            .societies
            .iter()
            .filter(|one| self.holder.contains_key(&one.id) && self.free(&one.id, others))
            .collect();
        let mut without = Vec::new();
        let mut pairs: Vec<(&SocietyFacts, Vec<(u32, i64)>)> = Vec::new();
        for society in societies {
            if let Some(reason) = rules.apart(society).filter(|_| self.falls(&society.id)) {
                without.push(Without { society: society.id.clone(), reason });
                continue;
            }
            pairs.push((society, self.pairs(&rules, society, &facts.auditors)));
        }
        if let Some(seed) = seed {
            return Ok(self.drawn(&rules, &facts, &pairs, without, seed));
        }
        let held = |auditor: &AuditorFacts| {
            pairs.iter().filter(|(one, _)| !self.falls(&one.id) && self.holder[&one.id] == auditor.id).count()
        };
        let nodes: Vec<(String, Vec<i64>)> = facts
            .auditors
            .iter()
            .map(|auditor| {
                let ordered = rules.ordered(auditor);
                let held = i64::try_from(held(auditor)).unwrap_or(i64::MAX);
                // Nobody loses a place held now, whatever the capacity says today.
                let most = auditor.capacity.max(ordered.saturating_add(held));
                let steps = (ordered..most).take(pairs.len()).map(|n| self.terms.step(n, auditor.capacity.max(1)));
                (auditor.id.clone(), steps.collect())
            })
            .collect();
        // One more change outweighs all points together, one society left without all changes together.
        let points = |list: &[(u32, i64)]| list.iter().map(|(_, points)| *points).max().unwrap_or(0);
        let all: i64 = pairs.iter().map(|(_, list)| points(list)).sum();
        let loads: i64 = nodes.iter().flat_map(|(_, steps)| steps).sum();
        let change = all.saturating_add(loads).saturating_add(1);
        let without_points = change.saturating_mul(i64::try_from(nodes.len()).unwrap_or(i64::MAX).saturating_add(2));
        let rows = pairs.iter().map(|(society, list)| {
            let falls = self.falls(&society.id);
            let mut own: Vec<(u32, Option<i64>)> = list
                .iter()
                .map(|(place, points)| (*place, Some(if falls { *points } else { points.saturating_add(change) })))
                .collect();
            if !falls && let Some(place) = place_of(&facts.auditors, &self.holder[&society.id]) {
                own.retain(|(other, _)| *other != place);
                own.push((place, Some(0)));
            }
            SocietyRow { id: society.id.clone(), profile: 0, own }
        });
        let problem = AllotmentProblem::new(nodes, vec![Vec::new()], rows.collect(), without_points)?;
        let solution = solve(&problem);
        let mut changed = Vec::new();
        for (society, list) in &pairs {
            let Some(no) = problem.society_no(&society.id) else { continue };
            let Some(to) = solution.chosen[no].map(|auditor| problem.auditor_id(auditor as usize)) else {
                without.push(self.nobody(&rules, society, list, &facts.auditors));
                continue;
            };
            if to != self.holder[&society.id] {
                changed.push(self.change(society, to, list, &facts.auditors));
            }
        }
        Ok(Replaced { changed, without })
    }

    /// Auditors who may take a society, by place, with their points; never the one it is taken from.
    fn pairs(&self, rules: &Eligibility, society: &SocietyFacts, auditors: &[AuditorFacts]) -> Vec<(u32, i64)> {
        let holder = self.holder.get(&society.id);
        let may = |auditor: &AuditorFacts| Some(&auditor.id) != holder && rules.refusals(society, auditor).is_empty();
        let points = |auditor: &AuditorFacts| rules.parts(society, auditor).iter().map(|(_, points)| points).sum();
        auditors
            .iter()
            .zip(0..)
            .filter(|(auditor, _)| may(auditor))
            .map(|(auditor, place)| (place, points(auditor)))
            .collect()
    }

    /// Tickets in ascending order over the room the other orders leave.
    fn drawn(
        &self,
        rules: &Eligibility,
        facts: &Facts,
        pairs: &[(&SocietyFacts, Vec<(u32, i64)>)],
        mut without: Vec<Without>,
        seed: &Seed,
    ) -> Replaced {
        let mut tickets = Vec::new();
        for (no, (society, list)) in pairs.iter().enumerate() {
            for (place, _) in list {
                tickets.push((seed.ticket(&society.id, &facts.auditors[*place as usize].id), no, *place));
            }
        }
        tickets.sort_unstable();
        let mut room: Vec<i64> =
            facts.auditors.iter().map(|one| one.capacity.saturating_sub(rules.ordered(one))).collect();
        let mut to: Vec<Option<u32>> = vec![None; pairs.len()];
        for (_, no, place) in tickets {
            let room = &mut room[place as usize];
            if to[no].is_none() && *room > 0 {
                to[no] = Some(place);
                *room -= 1;
            }
        }
        let mut changed = Vec::new();
        for ((society, list), to) in pairs.iter().zip(to) {
            match to {
                Some(place) => {
                    changed.push(self.change(society, &facts.auditors[place as usize].id, list, &facts.auditors))
                }
                None => without.push(self.nobody(rules, society, list, &facts.auditors)),
            }
        }
        Replaced { changed, without }
    }

    fn nobody(
        &self,
        rules: &Eligibility,
        society: &SocietyFacts,
        list: &[(u32, i64)],
        auditors: &[AuditorFacts],
    ) -> Without {
        let reason = match list.len() {
            0 => rules.nobody(society, auditors),
            count => Reason::new("ALT-406").with("count", count),
        };
        Without { society: society.id.clone(), reason }
    }

    fn change(&self, society: &SocietyFacts, to: &str, list: &[(u32, i64)], auditors: &[AuditorFacts]) -> Changed {
        let cost = list.iter().find(|(place, _)| auditors[*place as usize].id == to).map_or(0, |(_, points)| *points);
        Changed {
            society: society.id.clone(),
            from: self.holder[&society.id].clone(),
            to: to.to_owned(),
            cost,
            moved: !self.falls(&society.id),
        }
    }
}

fn place_of(auditors: &[AuditorFacts], id: &str) -> Option<u32> {
    let at = auditors.binary_search_by(|auditor| super::identity_order(&auditor.id, id)).ok()?;
    u32::try_from(at).ok()
}
