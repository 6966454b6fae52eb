//! Ties: among allotments of equal cost there is one answer. The first society in the order of identities gets
//! the first auditor it can have in any least-cost allotment, then the second society, and so on.
//!
//! At the prices of one optimum, every optimum uses only pairs that are cheapest for their society, and loads whose steps
//! lie on the right side of the price. So the search goes over those pairs alone: societies are settled in order,
//! each moved to the first auditor from which a ring of exchanges among the societies not yet settled comes back.
//!
//! A ring stays among auditors each of whom can reach each other by exchanges. Settling a society or turning a ring
//! never joins two such circles, so a search that fails has split a circle for good: there are fewer failures than auditors.

use super::{
    AllotmentProblem,
    solution::{Solution, worth},
};
use std::collections::BTreeMap;

const NOBODY: u32 = u32::MAX;

/// Settles all ties; the cost does not change. `solution` must be least at its prices.
pub fn settle(problem: &AllotmentProblem, solution: &mut Solution) {
    let mut rings = Rings::new(problem, solution);
    for society in 0..problem.societies() {
        rings.settle(society);
    }
    let without = rings.without();
    solution.chosen = rings.at.iter().map(|at| (*at != without).then_some(*at)).collect();
}

struct Rings {
    /// Cheapest pairs of each society, by auditor number; staying without comes last.
    cheapest: Vec<Vec<u32>>,
    /// Auditor of each society, or the number after the last auditor: without.
    at: Vec<u32>,
    /// Unsettled societies at each auditor, any order.
    held: Vec<Vec<u32>>,
    /// Audits of each auditor, settled or not, and the bounds every optimum keeps.
    load: Vec<usize>,
    fewest: Vec<usize>,
    most: Vec<usize>,
    /// For each auditor: to whom how many of its unsettled societies could go at no cost.
    moves: Vec<BTreeMap<u32, u32>>,
    /// Circle of each auditor, of "without" and of free load: rings never leave one.
    circle: Vec<u32>,
    circles: u32,
}

impl Rings {
    fn new(problem: &AllotmentProblem, solution: &Solution) -> Self {
        let auditors = problem.auditors();
        let without = u32::try_from(auditors).unwrap_or(u32::MAX);
        let prices = &solution.prices;
        let mut cheapest = Vec::with_capacity(problem.societies());
        for society in 0..problem.societies() {
            let worth = worth(problem, prices, society);
            let tight = problem.arcs(society).filter(|arc| i64::from(arc.cost) + prices[arc.auditor as usize] == worth);
            let mut tight: Vec<u32> = tight.map(|arc| arc.auditor).collect();
            tight.sort_unstable();
            if worth == problem.unassigned() {
                tight.push(without);
            }
            cheapest.push(tight);
        }
        let at: Vec<u32> = solution.chosen.iter().map(|chosen| chosen.unwrap_or(without)).collect();
        let mut held = vec![Vec::new(); auditors + 1];
        for (society, auditor) in (0_u32..).zip(&at) {
            held[*auditor as usize].push(society);
        }
        let load = held.iter().map(Vec::len).collect();
        let steps_below = |limit: fn(i64, i64) -> bool| {
            let count = |a: usize| problem.steps(a).iter().filter(|step| limit(**step, prices[a])).count();
            (0..auditors).map(count).collect::<Vec<usize>>()
        };
        let mut fewest = steps_below(|step, price| step < price);
        let mut most = steps_below(|step, price| step <= price);
        fewest.push(0);
        most.push(usize::MAX);
        let (moves, circle) = (vec![BTreeMap::new(); auditors + 1], vec![0; auditors + 2]);
        let mut rings = Self { cheapest, at, held, load, fewest, most, moves, circle, circles: 1 };
        for society in 0..rings.at.len() {
            rings.count_moves(society, 1);
        }
        rings
    }

    fn without(&self) -> u32 {
        u32::try_from(self.moves.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds or takes away a society's possible moves from its present auditor.
    fn count_moves(&mut self, society: usize, by: i32) {
        let moves = &mut self.moves[self.at[society] as usize];
        for to in &self.cheapest[society] {
            let count = moves.entry(*to).or_insert(0);
            *count = count.saturating_add_signed(by);
            if *count == 0 {
                moves.remove(to);
            }
        }
    }

    fn settle(&mut self, society: usize) {
        let now = self.at[society];
        self.count_moves(society, -1);
        if let Some(at) = self.held[now as usize].iter().position(|held| *held as usize == society) {
            self.held[now as usize].swap_remove(at);
        }
        let better: Vec<u32> = self.cheapest[society].iter().copied().take_while(|auditor| *auditor < now).collect();
        for wanted in better {
            if self.circle[wanted as usize] != self.circle[now as usize] {
                continue;
            }
            match self.ring(wanted, now) {
                Ok(ring) => {
                    self.at[society] = wanted;
                    self.load[now as usize] -= 1;
                    self.load[wanted as usize] += 1;
                    self.turn(&ring);
                    return;
                }
                Err(reached) => {
                    for place in reached {
                        self.circle[place as usize] = self.circles;
                    }
                    self.circles += 1;
                }
            }
        }
    }

    /// A chain of places from `wanted` back to `now`, through unsettled societies or through free load; the last number
    /// (one beyond "without") stands for free load. Where there is none: all places `wanted` reaches.
    fn ring(&self, wanted: u32, now: u32) -> Result<Vec<u32>, Vec<u32>> {
        let free = self.circle.len() - 1;
        let circle = self.circle[now as usize];
        let mut before = vec![NOBODY; self.circle.len()];
        before[wanted as usize] = wanted;
        let mut queue = vec![wanted];
        let mut next = 0;
        while let Some(here) = queue.get(next).copied() {
            next += 1;
            let mut step = |to: u32| {
                if before[to as usize] == NOBODY && self.circle[to as usize] == circle {
                    before[to as usize] = here;
                    queue.push(to);
                }
            };
            if here as usize == free {
                (0..here).filter(|a| self.load[*a as usize] > self.fewest[*a as usize]).for_each(&mut step);
            } else {
                if self.load[here as usize] < self.most[here as usize] {
                    step(u32::try_from(free).unwrap_or(NOBODY));
                }
                self.moves[here as usize].keys().copied().for_each(&mut step);
            }
            if before[now as usize] != NOBODY {
                let mut ring = vec![now];
                let mut last = now;
                while last != wanted {
                    last = before[last as usize];
                    ring.push(last);
                }
                ring.reverse();
                return Ok(ring);
            }
        }
        Err(queue)
    }

    /// Moves one unsettled society along every step of the ring.
    fn turn(&mut self, ring: &[u32]) {
        let free = u32::try_from(self.moves.len()).unwrap_or(u32::MAX);
        for pair in ring.windows(2) {
            let (here, to) = (pair[0], pair[1]);
            if here == free || to == free {
                continue;
            }
            let fits = |held: &u32| self.cheapest[*held as usize].binary_search(&to).is_ok();
            let Some(place) = self.held[here as usize].iter().position(fits) else { continue };
            let moved = self.held[here as usize].swap_remove(place);
            self.count_moves(moved as usize, -1);
            self.at[moved as usize] = to;
            self.count_moves(moved as usize, 1);
            self.held[to as usize].push(moved);
            self.load[here as usize] -= 1;
            self.load[to as usize] += 1;
        }
    }
}
