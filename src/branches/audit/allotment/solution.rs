//! An allotment and the prices that prove it least.

use super::AllotmentProblem;

/// Who audits whom, by number, with the price of one more audit by each auditor.
///
/// A price is in points: how much the whole allotment would cost less if that auditor had room for one audit more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Auditor of each society; `None` where it stays without.
    pub chosen: Vec<Option<u32>>,
    /// Price of each auditor.
    pub prices: Vec<i64>,
}

/// What an allotment costs, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Of the chosen pairs.
    pub pairs: i64,
    /// Of the auditors' loads.
    pub loads: i64,
    /// Societies left without an auditor.
    pub unassigned: usize,
}

impl Cost {
    /// Points of pairs and loads together; societies left without are counted apart.
    pub fn points(&self) -> i64 {
        self.pairs + self.loads
    }
}

impl Solution {
    /// Audits given to each auditor.
    pub fn loads(&self) -> Vec<usize> {
        let mut loads = vec![0; self.prices.len()];
        for auditor in self.chosen.iter().flatten() {
            loads[*auditor as usize] += 1;
        }
        loads
    }
    /// What it costs; a pair that is not eligible counts nothing here (the proof names it).
    pub fn cost(&self, problem: &AllotmentProblem) -> Cost {
        let mut cost = Cost::default();
        for (society, chosen) in self.chosen.iter().enumerate() {
            match chosen {
                Some(auditor) => cost.pairs += problem.cost(society, *auditor as usize).unwrap_or(0),
                None => cost.unassigned += 1,
            }
        }
        for (auditor, load) in self.loads().into_iter().enumerate() {
            cost.loads += problem.steps(auditor).iter().take(load).sum::<i64>();
        }
        cost
    }
}

/// What a society pays at the prices: its cheapest eligible pair, or staying without an auditor.
pub fn worth(problem: &AllotmentProblem, prices: &[i64], society: usize) -> i64 {
    let pairs = problem.arcs(society).map(|arc| i64::from(arc.cost) + prices[arc.auditor as usize]);
    pairs.min().unwrap_or(i64::MAX).min(problem.unassigned())
}
