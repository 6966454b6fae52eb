//! Least-cost allotment, exact: successive shortest paths over the auditors, with prices.
//!
//! Societies are placed one by one. Each looks for the cheapest chain of exchanges that ends at free room (or leaves
//! one society without an auditor); the prices of the auditors passed on the way rise, so that every pair chosen so
//! far stays cheapest for its society at the prices. At the end the prices prove the allotment least, and [`super::ties`]
//! makes it the one and only answer among equals. Pairs are looked at cheapest first, and only while they can
//! still beat the best chain known: of millions of pairs a few are touched.

use super::{AllotmentProblem, problem::Arc, solution::Solution, ties};
use std::{cmp::Reverse, collections::BinaryHeap};

const NOWHERE: u32 = u32::MAX;

/// Solves a problem; the answer is the same for the same problem, whatever the order of input.
pub fn solve(problem: &AllotmentProblem) -> Solution {
    let mut search = Search::new(problem);
    for society in 0..problem.societies() {
        search.place(society);
    }
    let mut solution =
        Solution { chosen: search.at.iter().map(|at| (*at != NOWHERE).then_some(*at)).collect(), prices: search.price };
    ties::settle(problem, &mut solution);
    solution
}

/// How a chain of exchanges ends.
#[derive(Clone, Copy)]
enum End {
    /// The society itself stays without an auditor.
    Stays,
    /// At this auditor there is room.
    Room(u32),
    /// This auditor gives up a society, which stays without.
    GivesUp { auditor: u32, society: u32 },
}

struct Search<'a> {
    problem: &'a AllotmentProblem,
    /// What one more audit by this auditor is worth at present.
    price: Vec<i64>,
    /// Societies at each auditor.
    held: Vec<Vec<u32>>,
    /// Auditor of each society placed.
    at: Vec<u32>,
    /// Points of each society's present pair.
    cost: Vec<i64>,
    /// No price is below this.
    least_price: i64,
    // Of one search; `dist` is MAX for the auditors it has not reached.
    dist: Vec<i64>,
    done: Vec<bool>,
    from: Vec<(u32, u32)>,
    reached: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    best: i64,
    end: End,
}

impl<'a> Search<'a> {
    fn new(problem: &'a AllotmentProblem) -> Self {
        let count = problem.auditors();
        // An auditor without room costs as much as staying without one, so no society ever gains by it.
        let price: Vec<i64> =
            (0..count).map(|a| problem.steps(a).first().copied().unwrap_or(problem.unassigned())).collect();
        let least_price = price.iter().copied().min().unwrap_or(0);
        Self {
            problem,
            price,
            held: vec![Vec::new(); count],
            at: vec![NOWHERE; problem.societies()],
            cost: vec![0; problem.societies()],
            least_price,
            dist: vec![i64::MAX; count],
            done: vec![false; count],
            from: vec![(NOWHERE, NOWHERE); count],
            reached: Vec::new(),
            heap: BinaryHeap::new(),
            best: 0,
            end: End::Stays,
        }
    }

    /// Points of one more audit by this auditor; `None` when there is no room.
    fn next_step(&self, auditor: usize) -> Option<i64> {
        self.problem.steps(auditor).get(self.held[auditor].len()).copied()
    }

    fn place(&mut self, society: usize) {
        self.best = self.problem.unassigned();
        self.end = End::Stays;
        self.spread(society, NOWHERE, 0);
        while let Some(Reverse((dist, auditor))) = self.heap.pop() {
            if dist >= self.best {
                break;
            }
            let a = auditor as usize;
            if self.done[a] || dist > self.dist[a] {
                continue;
            }
            self.done[a] = true;
            for i in 0..self.held[a].len() {
                let held = self.held[a][i];
                // Its own worth at the prices: moving it elsewhere costs the difference.
                let base = dist - (self.cost[held as usize] + self.price[a]);
                if base + self.problem.unassigned() < self.best {
                    self.best = base + self.problem.unassigned();
                    self.end = End::GivesUp { auditor, society: held };
                }
                self.spread(held as usize, auditor, base);
            }
        }
        self.raise_prices();
        self.exchange(society);
        self.forget();
    }

    /// Looks from a society (held by `holder`, or new) at its pairs, cheapest first.
    fn spread(&mut self, society: usize, holder: u32, base: i64) {
        let problem = self.problem;
        for arc in problem.own_arcs(society) {
            self.look(arc, society, holder, base);
        }
        for arc in problem.shared_arcs(society) {
            if base + i64::from(arc.cost) + self.least_price >= self.best {
                break;
            }
            self.look(arc, society, holder, base);
        }
    }

    fn look(&mut self, arc: Arc, society: usize, holder: u32, base: i64) {
        let b = arc.auditor as usize;
        let dist = base + i64::from(arc.cost) + self.price[b];
        if dist >= self.best || dist >= self.dist[b] {
            return;
        }
        if self.dist[b] == i64::MAX {
            self.reached.push(arc.auditor);
        }
        self.dist[b] = dist;
        // Numbers of societies fit: the constructor is given fewer than 2^32 of them by any register.
        self.from[b] = (holder, u32::try_from(society).unwrap_or(NOWHERE));
        self.heap.push(Reverse((dist, arc.auditor)));
        if let Some(step) = self.next_step(b) {
            let whole = dist + step - self.price[b];
            if whole < self.best {
                self.best = whole;
                self.end = End::Room(arc.auditor);
            }
        }
    }

    /// Every auditor nearer than the end of the chain becomes as dear as the chain makes it.
    fn raise_prices(&mut self) {
        for auditor in &self.reached {
            let a = *auditor as usize;
            if self.dist[a] < self.best {
                self.price[a] += self.best - self.dist[a];
            }
        }
    }

    /// Carries the chain out, from its end back to the new society.
    fn exchange(&mut self, society: usize) {
        let mut to = match self.end {
            End::Stays => return,
            End::Room(auditor) => auditor,
            End::GivesUp { auditor, society } => {
                self.leave(society as usize, auditor as usize);
                self.at[society as usize] = NOWHERE;
                auditor
            }
        };
        loop {
            let (holder, moved) = self.from[to as usize];
            let moved = moved as usize;
            if holder != NOWHERE {
                self.leave(moved, holder as usize);
            }
            self.at[moved] = to;
            self.cost[moved] = self.problem.cost(moved, to as usize).unwrap_or(0);
            self.held[to as usize].push(u32::try_from(moved).unwrap_or(NOWHERE));
            if holder == NOWHERE {
                debug_assert_eq!(moved, society, "the chain begins at the new society");
                return;
            }
            to = holder;
        }
    }

    fn leave(&mut self, society: usize, auditor: usize) {
        if let Some(at) = self.held[auditor].iter().position(|held| *held as usize == society) {
            self.held[auditor].swap_remove(at);
        }
    }

    fn forget(&mut self) {
        for auditor in self.reached.drain(..) {
            self.dist[auditor as usize] = i64::MAX;
            self.done[auditor as usize] = false;
        }
        self.heap.clear();
    }
}
