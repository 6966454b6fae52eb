//! The draft of an allotment: one file that holds the facts, the terms, the allotment and its proof, so that it can be
//! checked and explained without the register, and years later.

use super::{
    AllotmentError, AllotmentProblem, Ceremony, Reason, Solution,
    draw::{Seed, draw},
    eligibility::Eligibility,
    facts::{AuditorFacts, Facts, SocietyFacts},
    instance::{self, Instance},
    solution::Cost,
    solver::solve,
    terms::Terms,
};
use crate::model::{CooperativeYear, Date, Instant, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the file calls itself.
pub const FORMAT: &str = "coop/allotment-draft/3";

/// How auditors are found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// Fewest points in all.
    LeastCost,
    /// Tickets in ascending order.
    Draw {
        /// Seed named in public.
        seed: String,
        /// The sealed words it was made of; none: it was named by the office.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceremony: Option<Ceremony>,
    },
}

/// When and up to where the register was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadAt {
    /// Facts in force on this day.
    pub as_of: Date,
    /// As known at this instant; absent: all that was recorded.
    pub known_on: Option<Instant>,
    /// Day-book number read up to.
    pub day_no: i64,
}

/// A society and its auditor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Identity of the society.
    pub society: String,
    /// Identity of the auditor.
    pub auditor: String,
    /// Points of the pair.
    pub cost: i64,
}

/// A society without an auditor from this draft, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Without {
    /// Identity of the society.
    pub society: String,
    /// Why.
    pub reason: Reason,
}

/// Everything the digest covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Code of the office.
    pub office: String,
    /// How auditors were found.
    pub method: Method,
    /// When the register was read.
    pub read: ReadAt,
    /// The figures.
    pub terms: Terms,
    /// The facts, in the order of identities.
    pub facts: Facts,
    /// Societies listed apart.
    pub apart: Vec<Without>,
    /// The allotment, in the order of societies.
    pub assigned: Vec<Assigned>,
    /// Societies left without an auditor.
    pub unassigned: Vec<Without>,
    /// Points of the pairs chosen.
    pub pair_points: i64,
    /// Points of the auditors' loads.
    pub load_points: i64,
    /// Price of each auditor with room, by identity: the proof that no allotment costs less. Empty for a draw.
    pub prices: Vec<(String, i64)>,
}

/// A draft as it lies in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// [`FORMAT`].
    pub format: String,
    /// Name of the draft: year and the first twelve digits of the digest.
    pub allotment: String,
    /// SHA-256 of the body, hexadecimal.
    pub digest: String,
    /// What it covers.
    pub body: Body,
}

impl Draft {
    /// Allots a year's audits.
    pub fn make(
        office: &str,
        read: ReadAt,
        terms: Terms,
        facts: Facts,
        method: Method,
    ) -> Result<Self, AllotmentError> {
        let facts = facts.in_order();
        let rules = Eligibility::new(&terms, &facts);
        let Instance { problem, apart } = instance::build(&facts, &rules)?;
        let solution = match &method {
            Method::LeastCost => solve(&problem),
            Method::Draw { seed, .. } => {
                let chosen = draw(&problem, &Seed::new(seed)?);
                Solution { chosen, prices: vec![0; problem.auditors()] }
            }
        };
        let cost = solution.cost(&problem);
        let prices = match method {
            Method::LeastCost => prices(&problem, &solution),
            Method::Draw { .. } => Vec::new(),
        };
        let (assigned, unassigned) = lists(&problem, &solution, &rules, &facts);
        let apart = apart.into_iter().map(|(society, reason)| Without { society, reason }).collect();
        let Cost { pairs: pair_points, loads: load_points, .. } = cost;
        let office = office.to_owned();
        let body =
            Body { office, method, read, terms, facts, apart, assigned, unassigned, pair_points, load_points, prices };
        Ok(Self::seal(body))
    }
    /// Names and seals a body.
    pub fn seal(body: Body) -> Self {
        let digest = digest(&body);
        let allotment = name(body.terms.fy, &digest);
        Self { format: FORMAT.to_owned(), allotment, digest, body }
    }
    /// Reads a draft; `file` is named in the error.
    pub fn read(bytes: &[u8], file: &str) -> Result<Self, AllotmentError> {
        let not = |fault: String| AllotmentError::NotADraft { file: file.to_owned(), fault };
        /// What every edition of the format has, so that another edition is told as one.
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|fault| not(fault.to_string()))?;
        if head.format != FORMAT {
            return Err(not(format!("format '{}', '{FORMAT}' was expected", head.format)));
        }
        let draft: Self = serde_json::from_slice(bytes).map_err(|fault| not(fault.to_string()))?;
        if let Some(fault) = draft.body.terms.fault() {
            return Err(not(fault));
        }
        let points = 0..=AllotmentProblem::MOST_POINTS;
        let prices = draft.body.prices.iter().map(|(id, price)| (id, *price));
        let costs = draft.body.assigned.iter().map(|line| (&line.society, line.cost));
        if let Some((id, found)) = prices.chain(costs).find(|(_, found)| !points.contains(found)) {
            return Err(not(format!("{id}: {found} points, from 0 to {} were expected", points.end())));
        }
        Ok(draft)
    }
    /// The bytes of its file: the same draft gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("a draft holds only texts, numbers and lists");
        bytes.push(b'\n');
        bytes
    }
    /// Points in all.
    pub fn cost(&self) -> i64 {
        self.body.pair_points.saturating_add(self.body.load_points)
    }
    /// Why a pair was taken: what its points are made of, or in a draw its ticket, which no points decide. `rules` are those
    /// of the draft's own terms and facts.
    pub fn why(&self, rules: &Eligibility, society: &SocietyFacts, auditor: &AuditorFacts) -> Vec<Reason> {
        match &self.body.method {
            Method::LeastCost => rules.parts(society, auditor).into_iter().map(|(part, _)| part).collect(),
            Method::Draw { seed, .. } => {
                let ticket = Seed::new(seed).map(|seed| seed.ticket(&society.id, &auditor.id));
                ticket.map(|ticket| Reason::new("ALT-607").with("ticket", ticket)).into_iter().collect()
            }
        }
    }
    /// Auditor given to a society.
    pub fn auditor_of(&self, society: &str) -> Option<&Assigned> {
        self.body.assigned.iter().find(|line| line.society == society)
    }
}

/// SHA-256 of a body, or of parts of it, as this program writes them.
pub fn digest(part: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(part).expect("a draft holds only texts, numbers and lists");
    hex(&Sha256::digest(bytes))
}

/// Name of a draft.
pub fn name(fy: CooperativeYear, digest: &str) -> String {
    format!("{fy}-{}", digest.get(..12).unwrap_or(digest))
}

/// Prices by identity, in the order of identities.
fn prices(problem: &AllotmentProblem, solution: &Solution) -> Vec<(String, i64)> {
    (0..problem.auditors()).map(|a| (problem.auditor_id(a).to_owned(), solution.prices[a])).collect()
}

/// The allotment and those left without, each with its reason.
pub(super) fn lists(
    problem: &AllotmentProblem,
    solution: &Solution,
    rules: &Eligibility,
    facts: &Facts,
) -> (Vec<Assigned>, Vec<Without>) {
    let (mut assigned, mut unassigned) = (Vec::new(), Vec::new());
    let mut known = facts.societies.iter();
    for (society, chosen) in solution.chosen.iter().enumerate() {
        let id = problem.society_id(society).to_owned();
        // Both lists stand in the order of identities, so one pass finds each society's facts.
        let found = known.find(|known| known.id == id);
        match (chosen, found) {
            (Some(auditor), _) => {
                let cost = problem.cost(society, *auditor as usize).unwrap_or(0);
                let auditor = problem.auditor_id(*auditor as usize).to_owned();
                assigned.push(Assigned { society: id, auditor, cost });
            }
            (None, None) => {}
            (None, Some(facts_of)) => {
                let reason = rules.left_without(facts_of, &facts.auditors, problem.arcs(society).count());
                unassigned.push(Without { society: id, reason });
            }
        }
    }
    (assigned, unassigned)
}
