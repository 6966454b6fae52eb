//! The worksheet of one society: every auditor, refused by which filter or at which points, and why the one chosen.

use super::{
    Reason,
    draft::{Assigned, Draft, Method},
    draw::{Seed, Ticket},
    eligibility::Eligibility,
    facts::{AuditorFacts, Category, SocietyFacts},
};

/// How one auditor stands to the society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Identity.
    pub auditor: String,
    /// Every filter that refuses; empty when eligible.
    pub refused: Vec<Reason>,
    /// What the pair costs, part by part.
    pub parts: Vec<(Reason, i64)>,
    /// Points of the pair; 0 when refused.
    pub cost: i64,
    /// Price of one more audit by this auditor (least cost only): what others would pay for the place.
    pub price: Option<i64>,
    /// Ticket of the pair (draw only).
    pub ticket: Option<Ticket>,
    /// Audits given in this draft, and room for.
    pub load: (usize, i64),
    /// Is this the one?
    pub chosen: bool,
    /// Why it was taken or passed over, where it is eligible.
    pub why: Option<Reason>,
    /// Draw only: the lower tickets that filled the room, as `(ticket, society)`, where passed over.
    pub filled_by: Vec<(Ticket, String)>,
}

/// The worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheet {
    /// The society's facts.
    pub society: SocietyFacts,
    /// Its category for audit.
    pub category: Category,
    /// Why it has no auditor from this draft, if so.
    pub without: Option<Reason>,
    /// Eligible auditors in the order in which they were preferred, then those refused by identity.
    pub candidates: Vec<Candidate>,
}

/// Explains one society of a draft; `None` when the draft does not know it.
pub fn explain(draft: &Draft, society: &str) -> Option<Worksheet> {
    let body = &draft.body;
    let rules = Eligibility::new(&body.terms, &body.facts);
    let society = body.facts.society(society)?;
    let all = body.apart.iter().chain(&body.unassigned);
    let without = all.filter(|line| line.society == society.id).map(|line| line.reason.clone()).next();
    let seed = match &body.method {
        Method::LeastCost => None,
        Method::Draw { seed, .. } => Seed::new(seed).ok(),
    };
    let chosen = draft.auditor_of(&society.id).map(|line| line.auditor.as_str());
    let sheet = Sheet { draft, rules: &rules, society, seed, chosen };
    let mut candidates: Vec<Candidate> = body.facts.auditors.iter().map(|auditor| sheet.candidate(auditor)).collect();
    // Stable: equals stay in the order of identities.
    candidates.sort_by_key(|one| {
        let paid = one.cost.saturating_add(one.price.unwrap_or(0));
        (
            !one.refused.is_empty(),
            one.ticket.filter(|_| one.refused.is_empty()),
            if one.refused.is_empty() { paid } else { 0 },
        )
    });
    let best = candidates.iter().find(|one| one.chosen).map(|one| (one.cost, one.price.unwrap_or(0)));
    // A society listed apart was never asked about; one left out was, and each who could have taken it has a reason.
    let left_out = body.unassigned.iter().any(|line| line.society == society.id);
    for candidate in candidates.iter_mut().filter(|one| one.refused.is_empty()) {
        candidate.why = if left_out { sheet.left_out(candidate) } else { sheet.why(candidate, best) };
    }
    let category = rules.terms().category_of(society);
    Some(Worksheet { society: society.clone(), category, without, candidates })
}

struct Sheet<'a> {
    draft: &'a Draft,
    rules: &'a Eligibility<'a>,
    society: &'a SocietyFacts,
    seed: Option<Seed>,
    chosen: Option<&'a str>,
}

impl Sheet<'_> {
    fn candidate(&self, auditor: &AuditorFacts) -> Candidate {
        let body = &self.draft.body;
        let refused = self.rules.refusals(self.society, auditor);
        let eligible = refused.is_empty();
        let parts = if eligible { self.rules.parts(self.society, auditor) } else { Vec::new() };
        let held = body.assigned.iter().filter(|line| line.auditor == auditor.id);
        let price = body.prices.iter().find(|(id, _)| *id == auditor.id).map(|(_, price)| *price);
        let ticket = self.seed.as_ref().filter(|_| eligible).map(|seed| seed.ticket(&self.society.id, &auditor.id));
        let load = held.clone().count();
        let mut filled_by: Vec<(Ticket, String)> = Vec::new();
        if let (Some(seed), Some(mine)) = (&self.seed, ticket) {
            filled_by = held
                .map(|line| (seed.ticket(&line.society, &auditor.id), line.society.clone()))
                .filter(|(theirs, _)| *theirs < mine)
                .collect();
            filled_by.sort();
        }
        Candidate {
            chosen: self.chosen == Some(auditor.id.as_str()),
            auditor: auditor.id.clone(),
            cost: parts.iter().map(|(_, points)| points).sum(),
            price: price.filter(|_| eligible),
            load: (load, auditor.capacity.saturating_sub(self.rules.ordered(auditor)).max(0)),
            refused,
            parts,
            ticket,
            why: None,
            filled_by,
        }
    }

    /// Why an eligible auditor did not take a society left without.
    fn left_out(&self, one: &Candidate) -> Option<Reason> {
        if one.ticket.is_some() {
            return self.why(one, None);
        }
        let price = one.price.unwrap_or(0);
        let more = one.cost.saturating_add(price).saturating_sub(self.rules.terms().points.unassigned);
        let full = usize::try_from(one.load.1).is_ok_and(|room| one.load.0 >= room);
        // The price is what the best society left out would save, so for that one nothing is more; a tie it is only where
        // somebody holds a place at the same points and would stay without as gladly.
        let same = |line: &Assigned| line.auditor == one.auditor && line.cost == one.cost;
        let code = match full {
            true if more <= 0 && self.draft.body.assigned.iter().any(same) => "ALT-616",
            true => "ALT-614",
            false => "ALT-615",
        };
        let reason = Reason::new(code).with("points", one.cost).with("price", price);
        Some(reason.with("more", more.max(0)).with("count", one.load.0))
    }

    /// Why an eligible auditor was taken or passed over.
    fn why(&self, one: &Candidate, best: Option<(i64, i64)>) -> Option<Reason> {
        if let Some(ticket) = one.ticket {
            let full = usize::try_from(one.load.1).is_ok_and(|room| one.filled_by.len() >= room);
            return Some(match (one.chosen, full) {
                (true, _) => Reason::new("ALT-607").with("ticket", ticket),
                (false, true) => Reason::new("ALT-611").with("count", one.filled_by.len()),
                (false, false) => Reason::new("ALT-612"),
            });
        }
        let (best_cost, best_price) = best?;
        let price = one.price.unwrap_or(0);
        let more = (one.cost + price) - (best_cost + best_price);
        Some(if one.chosen {
            Reason::new("ALT-608").with("points", one.cost).with("price", price)
        } else if more > 0 && one.cost < best_cost {
            Reason::new("ALT-609").with("less", best_cost - one.cost).with("price", price).with("more", more)
        } else if more > 0 {
            Reason::new("ALT-610").with("more", more)
        } else {
            Reason::new("ALT-613")
        })
    }
}
