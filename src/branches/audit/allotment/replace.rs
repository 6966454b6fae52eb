//! After the order: an auditor falls away for some societies. The fewest audits change hands, and among those the fewest points; after
//! a draw the same tickets go on.

use super::{
    AllotmentError, AllotmentProblem, SocietyRow,
    draft::Without,
    draw::{Seed, draw},
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
struct Now<'a> {
    terms: &'a Terms,
    facts: &'a Facts,
    falling: &'a Falling,
    /// Auditor of each society with an order of the year.
    holder: BTreeMap<&'a str, &'a str>,
}

/// Auditors who may take a society, by place, with their points.
type Pairs = Vec<(u32, i64)>;

impl<'a> Now<'a> {
    fn of(terms: &'a Terms, facts: &'a Facts, falling: &'a Falling) -> Self {
        let of_year = |society: &'a SocietyFacts| {
            let line = society.ordered.iter().find(|line| line.fy == terms.fy)?;
            Some((society.id.as_str(), line.auditor.as_str()))
        };
        Self { terms, facts, falling, holder: facts.societies.iter().filter_map(of_year).collect() }
    }

    fn falls(&self, society: &str) -> bool {
        self.falling.societies.contains(society)
    }

    /// May its auditor change in this attempt?
    fn free(&self, society: &str, others: bool) -> bool {
        self.holder.contains_key(society) && (self.falls(society) || (others && !self.falling.begun.contains(society)))
    }

    /// The facts of an attempt: the year's order taken off where it may change, no room with those who fall away.
    fn attempt(&self, others: bool) -> Facts {
        let mut facts = self.facts.clone();
        for society in facts.societies.iter_mut().filter(|one| self.free(&one.id, others)) {
            society.ordered.retain(|line| line.fy != self.terms.fy);
        }
        for auditor in facts.auditors.iter_mut().filter(|one| self.falling.auditors.contains(&one.id)) {
            auditor.capacity = 0;
        }
        facts
    }

    /// With `others` audits that need not change may, each at a price above all points; with a seed tickets decide.
    fn solved(&self, others: bool, seed: Option<&Seed>) -> Result<Replaced, AllotmentError> {
        let facts = self.attempt(others);
        let rules = Eligibility::new(self.terms, &facts);
        let mut without = Vec::new();
        let mut pairs: Vec<(&SocietyFacts, Pairs)> = Vec::new();
        let mut held: BTreeMap<&str, i64> = BTreeMap::new();
        for society in facts.societies.iter().filter(|one| self.free(&one.id, others)) {
            let falls = self.falls(&society.id);
            if let Some(reason) = rules.apart(society).filter(|_| falls) {
                without.push(Without { society: society.id.clone(), reason });
                continue;
            }
            if !falls {
                *held.entry(self.holder[society.id.as_str()]).or_insert(0) += 1;
            }
            pairs.push((society, self.pairs(&rules, society, &facts.auditors)));
        }
        let room = |auditor: &AuditorFacts| {
            let ordered = rules.ordered(auditor);
            // Nobody loses a place held now, whatever the capacity says today.
            let held = held.get(auditor.id.as_str()).copied().unwrap_or(0);
            let most = auditor.capacity.max(ordered.saturating_add(held));
            let steps = (ordered..most).take(pairs.len()).map(|n| self.terms.step(n, auditor.capacity.max(1)));
            (auditor.id.clone(), steps.collect())
        };
        let nodes: Vec<(String, Vec<i64>)> = facts.auditors.iter().map(room).collect();
        // One more change outweighs all points together, one society left without all changes together.
        let dearest = |list: &Pairs| list.iter().map(|(_, points)| *points).max().unwrap_or(0);
        let loads: i64 = nodes.iter().flat_map(|(_, steps)| steps).sum();
        let all = pairs.iter().map(|(_, list)| dearest(list)).fold(loads, i64::saturating_add);
        let change = all.saturating_add(1);
        let unassigned = change.saturating_mul(i64::try_from(nodes.len()).unwrap_or(i64::MAX).saturating_add(2));
        let row = |(society, list): &(&SocietyFacts, Pairs)| {
            let extra = if self.falls(&society.id) { 0 } else { change };
            let mut own: Vec<(u32, Option<i64>)> =
                list.iter().map(|(place, points)| (*place, Some(points.saturating_add(extra)))).collect();
            if extra > 0 {
                own.extend(place_of(&facts.auditors, self.holder[society.id.as_str()]).map(|place| (place, Some(0))));
            }
            SocietyRow { id: society.id.clone(), profile: 0, own }
        };
        let rows = pairs.iter().map(row).collect();
        let problem = AllotmentProblem::new(nodes, vec![Vec::new()], rows, unassigned)?;
        let chosen = match seed {
            Some(seed) => draw(&problem, seed),
            None => solve(&problem).chosen,
        };
        let mut changed = Vec::new();
        // Societies stand in the order of identities in facts and problem alike.
        for ((society, list), chosen) in pairs.iter().zip(chosen) {
            let id = &society.id;
            let Some(to) = chosen.map(|auditor| problem.auditor_id(auditor as usize)) else {
                let reason = rules.left_without(society, &facts.auditors, list.len());
                without.push(Without { society: id.clone(), reason });
                continue;
            };
            let from = self.holder[id.as_str()];
            if to != from {
                let pair = list.iter().find(|(place, _)| facts.auditors[*place as usize].id == to);
                changed.push(Changed {
                    society: id.clone(),
                    from: from.to_owned(),
                    to: to.to_owned(),
                    cost: pair.map_or(0, |(_, points)| *points),
                    moved: !self.falls(id),
                });
            }
        }
        Ok(Replaced { changed, without })
    }

    /// Auditors who may take a society; never the one who has it.
    fn pairs(&self, rules: &Eligibility, society: &SocietyFacts, auditors: &[AuditorFacts]) -> Pairs {
        let holder = self.holder.get(society.id.as_str());
        let may = |auditor: &AuditorFacts| {
            Some(&auditor.id.as_str()) != holder && rules.refusals(society, auditor).is_empty()
        };
        let points = |auditor: &AuditorFacts| rules.parts(society, auditor).iter().map(|(_, points)| points).sum();
        let all = auditors.iter().zip(0..).filter(|(auditor, _)| may(auditor));
        all.map(|(auditor, place)| (place, points(auditor))).collect()
    }
}

fn place_of(auditors: &[AuditorFacts], id: &str) -> Option<u32> {
    let at = auditors.binary_search_by(|auditor| super::identity_order(&auditor.id, id)).ok()?;
    u32::try_from(at).ok()
}
