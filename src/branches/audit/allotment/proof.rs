//! Is an allotment allowed, least, and the right one among equals? Answered from its prices, without solving.
//!
//! Complementary slackness: every society holds the cheapest of its pairs at the prices (or stays without, where that is
//! cheapest), and every auditor's price lies between the points of the last audit given and of the next one not given.
//! Then no other allotment costs less. One comparison a pair; anyone can repeat it with a spreadsheet.

use super::{
    AllotmentProblem, Reason,
    solution::{Solution, worth},
    ties,
};

/// Everything that is wrong with an allotment; empty when it is proved.
pub fn faults(problem: &AllotmentProblem, solution: &Solution) -> Vec<Reason> {
    let mut faults = bounds(problem, solution);
    if !faults.is_empty() {
        // Numbers out of bounds: nothing below could be computed safely.
        return faults;
    }
    for (society, chosen) in solution.chosen.iter().enumerate() {
        cheapest(problem, solution, society, *chosen, &mut faults);
    }
    for (auditor, load) in solution.loads().into_iter().enumerate() {
        price_fits(problem, auditor, load, solution.prices[auditor], &mut faults);
    }
    if faults.is_empty() {
        let mut settled = solution.clone();
        ties::settle(problem, &mut settled);
        for (society, (found, right)) in solution.chosen.iter().zip(&settled.chosen).enumerate() {
            if found != right {
                faults.push(
                    Reason::new("ALT-506")
                        .with("society", problem.society_id(society))
                        .with("found", name(problem, *found))
                        .with("expected", name(problem, *right)),
                );
            }
        }
    }
    faults
}

/// Numbers of auditors and prices lie within the problem, so that sums stay exact.
fn bounds(problem: &AllotmentProblem, solution: &Solution) -> Vec<Reason> {
    let mut faults = Vec::new();
    if solution.chosen.len() != problem.societies() || solution.prices.len() != problem.auditors() {
        faults.push(
            Reason::new("ALT-507")
                .with("societies", problem.societies())
                .with("auditors", problem.auditors())
                .with("found_societies", solution.chosen.len())
                .with("found_auditors", solution.prices.len()),
        );
        return faults;
    }
    for (society, chosen) in solution.chosen.iter().enumerate() {
        if chosen.is_some_and(|auditor| auditor as usize >= problem.auditors()) {
            faults.push(Reason::new("ALT-502").with("society", problem.society_id(society)).with("auditor", "?"));
        }
    }
    for (auditor, price) in solution.prices.iter().enumerate() {
        // No place is worth more than a society left without, which may cost more than any pair.
        if !(0..=AllotmentProblem::MOST_POINTS.max(problem.unassigned())).contains(price) {
            faults.push(Reason::new("ALT-505").with("auditor", problem.auditor_id(auditor)).with("price", price));
        }
    }
    faults
}

fn cheapest(
    problem: &AllotmentProblem,
    solution: &Solution,
    society: usize,
    chosen: Option<u32>,
    faults: &mut Vec<Reason>,
) {
    let worth = worth(problem, &solution.prices, society);
    let paid = match chosen {
        None => problem.unassigned(),
        Some(auditor) => match problem.cost(society, auditor as usize) {
            Some(cost) => cost + solution.prices[auditor as usize],
            None => {
                let reason = Reason::new("ALT-502").with("society", problem.society_id(society));
                faults.push(reason.with("auditor", problem.auditor_id(auditor as usize)));
                return;
            }
        },
    };
    if paid > worth {
        let better =
            problem.arcs(society).find(|arc| i64::from(arc.cost) + solution.prices[arc.auditor as usize] == worth);
        faults.push(
            Reason::new("ALT-504")
                .with("society", problem.society_id(society))
                .with("found", name(problem, chosen))
                .with("better", name(problem, better.map(|arc| arc.auditor)))
                .with("points", paid - worth),
        );
    }
}

fn price_fits(problem: &AllotmentProblem, auditor: usize, load: usize, price: i64, faults: &mut Vec<Reason>) {
    let steps = problem.steps(auditor);
    if load > steps.len() {
        let reason = Reason::new("ALT-503").with("auditor", problem.auditor_id(auditor));
        faults.push(reason.with("found", load).with("room", steps.len()));
        return;
    }
    let last = load.checked_sub(1).and_then(|last| steps.get(last));
    let next = steps.get(load);
    if last.is_some_and(|last| price < *last) || next.is_some_and(|next| price > *next) {
        faults.push(Reason::new("ALT-505").with("auditor", problem.auditor_id(auditor)).with("price", price));
    }
}

fn name(problem: &AllotmentProblem, chosen: Option<u32>) -> String {
    chosen.map_or_else(|| "–".to_owned(), |auditor| problem.auditor_id(auditor as usize).to_owned())
}
