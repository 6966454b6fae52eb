//! `verify`: does a draft hold? Everything is computed again from the facts in the draft but the solution itself, which
//! is proved from its prices; a draw is repeated.

use super::{
    AllotmentError, Reason, Solution,
    draft::{self, Draft, Method},
    draw::{Seed, draw},
    eligibility::Eligibility,
    instance::{self, Instance},
    proof,
};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Everything that does not hold; empty when the draft is proved.
pub fn verify(draft: &Draft) -> Vec<Reason> {
    let body = &draft.body;
    let mut faults = Vec::new();
    let digest = draft::digest(body);
    if draft.digest != digest {
        faults.push(Reason::new("ALT-501").with("found", &draft.digest).with("expected", &digest));
    }
    whole("draft.name", &draft.allotment, &draft::name(body.terms.fy, &draft.digest), &mut faults);
    whole("draft.day", &body.terms.on, &body.read.as_of, &mut faults);
    if body.facts.clone().in_order() != body.facts {
        whole("draft.facts", &"draft.disturbed", &"draft.by_identity", &mut faults);
        return faults;
    }
    let rules = Eligibility::new(&body.terms, &body.facts);
    let Instance { problem, apart } = match instance::build(&body.facts, &rules) {
        Ok(instance) => instance,
        Err(error) => {
            let (what, found) = match &error {
                AllotmentError::Points { place, .. } => ("draft.points", place.as_str()),
                AllotmentError::Twice { id, .. } => ("draft.identity", id.as_str()),
                AllotmentError::NoSuchAuditor(_)
                | AllotmentError::Seed(_)
                | AllotmentError::Words(_)
                | AllotmentError::NotADraft { .. } => ("draft.facts", "draft.disturbed"),
            };
            whole(what, &found, &"draft.usable", &mut faults);
            return faults;
        }
    };
    let apart: Vec<_> = apart.into_iter().map(|(society, reason)| draft::Without { society, reason }).collect();
    compare("draft.apart", &body.apart, &apart, |line| (&line.society, line.reason.to_string()), &mut faults);

    let Some(solution) = numbered(draft, &problem, &mut faults) else { return faults };
    match &body.method {
        Method::LeastCost => faults.extend(proof::faults(&problem, &solution)),
        Method::Draw { seed, ceremony } => match Seed::new(seed) {
            Err(_) => whole("draft.seed", seed, &"draft.usable_seed", &mut faults),
            Ok(seed) => {
                let rests_on = ceremony.iter();
                faults.extend(rests_on.flat_map(|one| one.faults(&body.terms, &body.facts, seed.text())));
                let name = |chosen: Option<u32>| chosen.map_or("–", |auditor| problem.auditor_id(auditor as usize));
                for (society, (found, drawn)) in solution.chosen.iter().zip(draw(&problem, &seed)).enumerate() {
                    if *found != drawn {
                        one(problem.society_id(society), "draft.auditor", &name(*found), &name(drawn), &mut faults);
                    }
                }
            }
        },
    }
    if !faults.is_empty() {
        // The lists below follow from a right allotment only.
        return faults;
    }
    let (assigned, unassigned) = draft::lists(&problem, &solution, &rules, &body.facts);
    compare("draft.points", &body.assigned, &assigned, |line| (&line.society, line.cost.to_string()), &mut faults);
    let why = |line: &draft::Without| line.reason.to_string();
    compare("draft.reason", &body.unassigned, &unassigned, |line| (&line.society, why(line)), &mut faults);
    let cost = solution.cost(&problem);
    whole("draft.pair_points", &body.pair_points, &cost.pairs, &mut faults);
    whole("draft.load_points", &body.load_points, &cost.loads, &mut faults);
    faults
}

/// The allotment by number; `None` when it names what is not there, each such thing a fault.
fn numbered(draft: &Draft, problem: &super::AllotmentProblem, faults: &mut Vec<Reason>) -> Option<Solution> {
    let before = faults.len();
    let mut given: BTreeMap<usize, Option<u32>> = BTreeMap::new();
    let body = &draft.body;
    let lines = body.assigned.iter().map(|line| (&line.society, Some(&line.auditor)));
    for (society, auditor) in lines.chain(body.unassigned.iter().map(|line| (&line.society, None))) {
        let Some(number) = problem.society_no(society) else {
            one(society, "draft.place", &"draft.in_allotment", &"draft.none", faults);
            continue;
        };
        let chosen = match auditor {
            None => None,
            Some(id) => match problem.auditor_no(id).and_then(|number| u32::try_from(number).ok()) {
                Some(number) => Some(number),
                None => {
                    faults.push(Reason::new("ALT-502").with("society", society).with("auditor", id));
                    continue;
                }
            },
        };
        if given.insert(number, chosen).is_some() {
            one(society, "draft.place", &"draft.twice", &"draft.once", faults);
        }
    }
    for number in (0..problem.societies()).filter(|number| !given.contains_key(number)) {
        one(problem.society_id(number), "draft.place", &"draft.missing", &"draft.once", faults);
    }
    let mut prices = vec![0; problem.auditors()];
    if body.method == Method::LeastCost {
        let ids: Vec<&str> = (0..problem.auditors()).map(|number| problem.auditor_id(number)).collect();
        if !body.prices.iter().map(|(id, _)| id.as_str()).eq(ids) {
            whole("draft.prices", &"draft.other_auditors", &"draft.every_auditor", faults);
        } else {
            prices = body.prices.iter().map(|(_, price)| *price).collect();
        }
    } else if !body.prices.is_empty() {
        whole("draft.prices", &"draft.there", &"draft.none", faults);
    }
    (faults.len() == before).then(|| Solution { chosen: given.into_values().collect(), prices })
}

fn one(society: &str, what: &str, found: &dyn Display, expected: &dyn Display, faults: &mut Vec<Reason>) {
    let reason = Reason::new("ALT-508").with("society", society).with("what", what);
    faults.push(reason.with("found", found).with("expected", expected));
}

fn whole(what: &str, found: &dyn Display, expected: &dyn Display, faults: &mut Vec<Reason>) {
    let (found, expected) = (found.to_string(), expected.to_string());
    if found != expected {
        faults.push(Reason::new("ALT-509").with("what", what).with("found", found).with("expected", expected));
    }
}

/// Two lists by society that should be the same, in the same order and each line once.
fn compare<T: PartialEq>(
    what: &str,
    found: &[T],
    expected: &[T],
    line: impl Fn(&T) -> (&String, String),
    faults: &mut Vec<Reason>,
) {
    if found == expected {
        return;
    }
    let before = faults.len();
    let found: BTreeMap<&String, String> = found.iter().map(&line).collect();
    let expected: BTreeMap<&String, String> = expected.iter().map(&line).collect();
    let none = || "–".to_owned();
    for society in found.keys().chain(expected.keys().filter(|society| !found.contains_key(*society))) {
        let (is, should) = (found.get(society), expected.get(society));
        if is != should {
            let text = |part: Option<&String>| part.cloned().unwrap_or_else(none);
            one(society, what, &text(is), &text(should), faults);
        }
    }
    if faults.len() == before {
        // Society by society they agree: a line stands twice, or out of its place.
        whole("draft.list", &what, &"draft.by_identity", faults);
    }
}
