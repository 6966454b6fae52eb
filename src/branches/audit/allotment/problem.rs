//! The allotment as a network: societies, auditors with room, eligible pairs with their cost.
//!
//! The objective in words: give every society at most one auditor from its eligible pairs, no auditor more audits
//! than there is room for, so that the sum of points is least. Points are the cost of each pair, plus for each
//! auditor the cost of the first, second, third … audit (rising, so that work is spread), plus a large figure for
//! each society left without an auditor. All figures are whole numbers; nothing is rounded.

use super::AllotmentError;
use std::cmp::Ordering;

/// One eligible pair seen from the society: the auditor's number and the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Number of the auditor in the order of identities.
    pub auditor: u32,
    /// Points, from 0 to [`AllotmentProblem::MOST_POINTS`].
    pub cost: i32,
}

/// The eligible auditors many societies share: same district, same category.
#[derive(Clone, Debug, Default)]
struct Profile {
    by_cost: Vec<Arc>,
    by_auditor: Vec<Arc>,
}

/// A society: the profile it shares, and the auditors for whom it differs (barred, or at another cost).
#[derive(Clone, Debug)]
struct SocietyNode {
    id: String,
    profile: usize,
    own: Vec<(u32, Option<i32>)>,
}

/// An auditor: the points of the first, second … audit of the year; as many as there is room for.
#[derive(Clone, Debug)]
struct AuditorNode {
    id: String,
    steps: Vec<i64>,
}

/// A complete allotment problem. Societies and auditors stand in the order of their identities, whatever the order
/// they were given in, so the answer never depends on the order of the input.
#[derive(Clone, Debug)]
pub struct AllotmentProblem {
    profiles: Vec<Profile>,
    societies: Vec<SocietyNode>,
    auditors: Vec<AuditorNode>,
    unassigned: i64,
}

/// A society as handed to [`AllotmentProblem::new`].
#[derive(Clone, Debug)]
pub struct SocietyRow {
    /// Identity.
    pub id: String,
    /// Number of its profile.
    pub profile: usize,
    /// Auditors (by their place in the list given beside it) for whom it differs from the profile: other points, or
    /// `None` where barred.
    pub own: Vec<(u32, Option<i64>)>,
}

impl AllotmentProblem {
    /// Most points a pair or a step may cost: sums then stay far within 64 bits.
    pub const MOST_POINTS: i64 = 1_000_000_000;

    /// Most points of a society left without: far above any chain of exchanges. Such societies are counted, never summed.
    pub const MOST_UNASSIGNED: i64 = 1_000_000_000_000_000;

    /// Puts a problem together: `auditors` with the points of each further audit (never falling), `profiles` as lists of
    /// eligible auditors (by their place in `auditors`) with points, `unassigned` the points of a society left without.
    pub fn new(
        auditors: Vec<(String, Vec<i64>)>,
        profiles: Vec<Vec<(u32, i64)>>,
        societies: Vec<SocietyRow>,
        unassigned: i64,
    ) -> Result<Self, AllotmentError> {
        if !(0..=Self::MOST_UNASSIGNED).contains(&unassigned) {
            return Err(AllotmentError::Points {
                place: "the points of an unassigned society".to_owned(),
                fault: "they lie between 0 and 1,000,000,000,000,000",
            });
        }
        let mut placed: Vec<(usize, AuditorNode)> =
            auditors.into_iter().map(|(id, steps)| AuditorNode { id, steps }).enumerate().collect();
        placed.sort_by(|(_, a), (_, b)| identity_order(&a.id, &b.id));
        let mut number = vec![0_u32; placed.len()];
        for ((place, _), no) in placed.iter().zip(0..) {
            number[*place] = no;
        }
        let nodes: Vec<AuditorNode> = placed.into_iter().map(|(_, node)| node).collect();
        if let Some(pair) = nodes.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(AllotmentError::Twice { what: "auditor", id: pair[0].id.clone() });
        }
        for node in &nodes {
            for step in &node.steps {
                within(*step, &node.id)?;
            }
            if node.steps.windows(2).any(|pair| pair[0] > pair[1]) {
                return Err(AllotmentError::Points {
                    place: node.id.clone(),
                    fault: "the points of a further audit fall",
                });
            }
        }
        let number_of = |place: u32| number.get(place as usize).copied().ok_or(AllotmentError::NoSuchAuditor(place));
        let mut built = Vec::with_capacity(profiles.len());
        for rows in &profiles {
            let mut by_auditor = Vec::with_capacity(rows.len());
            for (place, cost) in rows {
                let auditor = number_of(*place)?;
                by_auditor.push(Arc { auditor, cost: within(*cost, &nodes[auditor as usize].id)? });
            }
            by_auditor.sort_by_key(|arc| (arc.auditor, arc.cost));
            by_auditor.dedup_by_key(|arc| arc.auditor);
            let mut by_cost = by_auditor.clone();
            by_cost.sort_by_key(|arc| (arc.cost, arc.auditor));
            built.push(Profile { by_cost, by_auditor });
        }
        let mut placed = Vec::with_capacity(societies.len());
        for row in societies {
            if row.profile >= built.len() {
                return Err(AllotmentError::Points { place: row.id, fault: "no such profile" });
            }
            let mut own = Vec::with_capacity(row.own.len());
            for (auditor, cost) in &row.own {
                own.push((number_of(*auditor)?, cost.map(|cost| within(cost, &row.id)).transpose()?));
            }
            own.sort_unstable();
            own.dedup_by_key(|(auditor, _)| *auditor);
            placed.push(SocietyNode { id: row.id, profile: row.profile, own });
        }
        placed.sort_by(|a, b| identity_order(&a.id, &b.id));
        if let Some(pair) = placed.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(AllotmentError::Twice { what: "society", id: pair[0].id.clone() });
        }
        Ok(Self { profiles: built, societies: placed, auditors: nodes, unassigned })
    }

    /// How many societies want an auditor.
    pub fn societies(&self) -> usize {
        self.societies.len()
    }
    /// How many auditors there are, with or without room.
    pub fn auditors(&self) -> usize {
        self.auditors.len()
    }
    /// Identity of a society by its number.
    pub fn society_id(&self, society: usize) -> &str {
        &self.societies[society].id
    }
    /// Identity of an auditor by number.
    pub fn auditor_id(&self, auditor: usize) -> &str {
        &self.auditors[auditor].id
    }
    /// Number of a society by its identity.
    pub fn society_no(&self, id: &str) -> Option<usize> {
        self.societies.binary_search_by(|node| identity_order(&node.id, id)).ok()
    }
    /// Number of an auditor by identity.
    pub fn auditor_no(&self, id: &str) -> Option<usize> {
        self.auditors.binary_search_by(|node| identity_order(&node.id, id)).ok()
    }
    /// Audits an auditor has room for.
    pub fn room(&self, auditor: usize) -> usize {
        self.auditors[auditor].steps.len()
    }
    /// Points of each further audit of an auditor, never falling.
    pub fn steps(&self, auditor: usize) -> &[i64] {
        &self.auditors[auditor].steps
    }
    /// Points of a society left without an auditor.
    pub fn unassigned(&self) -> i64 {
        self.unassigned
    }
    /// Points of a pair; `None` when it is not eligible.
    pub fn cost(&self, society: usize, auditor: usize) -> Option<i64> {
        let auditor = u32::try_from(auditor).ok()?;
        let node = &self.societies[society];
        if let Ok(at) = node.own.binary_search_by_key(&auditor, |(auditor, _)| *auditor) {
            return node.own[at].1.map(i64::from);
        }
        let arcs = &self.profiles[node.profile].by_auditor;
        let at = arcs.binary_search_by_key(&auditor, |arc| arc.auditor).ok()?;
        Some(i64::from(arcs[at].cost))
    }
    /// The pairs of a society that differ from its profile, in no order of cost.
    pub(super) fn own_arcs(&self, society: usize) -> impl Iterator<Item = Arc> + '_ {
        let own = &self.societies[society].own;
        own.iter().filter_map(|(auditor, cost)| cost.map(|cost| Arc { auditor: *auditor, cost }))
    }
    /// The pairs a society shares with its profile, cheapest first.
    pub(super) fn shared_arcs(&self, society: usize) -> impl Iterator<Item = Arc> + '_ {
        let node = &self.societies[society];
        let shared = self.profiles[node.profile].by_cost.iter().copied();
        shared.filter(move |arc| {
            node.own.is_empty() || node.own.binary_search_by_key(&arc.auditor, |(auditor, _)| *auditor).is_err()
        })
    }
    /// All eligible pairs of a society, in no particular order.
    pub fn arcs(&self, society: usize) -> impl Iterator<Item = Arc> + '_ {
        self.own_arcs(society).chain(self.shared_arcs(society))
    }
    /// Number of eligible pairs.
    pub fn pairs(&self) -> usize {
        (0..self.societies()).map(|society| self.arcs(society).count()).sum()
    }
}

/// Order of identities: the shorter first, so that society 9 stands before society 10; the order of every list here.
pub fn identity_order(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

fn within(points: i64, place: &str) -> Result<i32, AllotmentError> {
    let small = i32::try_from(points).ok();
    small.filter(|points| (0..=AllotmentProblem::MOST_POINTS).contains(&i64::from(*points))).ok_or_else(|| {
        AllotmentError::Points { place: place.to_owned(), fault: "points lie between 0 and 1,000,000,000" }
    })
}
