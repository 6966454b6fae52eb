//! A claim: the lines of a year, held against what was claimed before, and their sums by PACS, branch and bank.

use super::{Earlier, Line, LineKey, Loans, Part, Reason};
use std::collections::{BTreeMap, HashSet};

/// A line of a claim.
#[derive(Clone, Debug)]
pub struct ClaimRow<'l> {
    /// The line.
    pub line: &'l Line,
    /// What it is known by.
    pub key: LineKey,
    /// What was claimed of it before, paise, by part.
    pub earlier: [i64; 4],
}

impl<'l> ClaimRow<'l> {
    /// A line with what was claimed of it before.
    pub fn of(loans: &Loans, line: &'l Line, earlier: &Earlier) -> Self {
        let key = LineKey::of(loans, line);
        Self { line, key, earlier: earlier.of(key, line.fy) }
    }
    /// What was claimed before, all parts together.
    pub fn before(&self) -> i64 {
        self.earlier.iter().sum()
    }
    /// What is left to be claimed; negative where too much was.
    pub fn balance(&self) -> i64 {
        self.line.claimed() - self.before()
    }
}

/// Sums of lines. Amounts are paise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Farmers, each once however many accounts there are.
    pub farmers: usize,
    /// Accounts.
    pub accounts: usize,
    /// Drawals.
    pub drawals: usize,
    /// Drawals of which nothing is claimed.
    pub refused: usize,
    /// What was drawn.
    pub disbursed: i64,
    /// Of that out of own funds.
    pub own_funds: i64,
    /// Eligible balance times days.
    pub eligible: i64,
    /// Interest on the eligible part.
    pub interest: i64,
    /// The parts.
    pub parts: [i64; 4],
    /// What is left to the farmers of that interest.
    pub farmer: i64,
    /// What was claimed before.
    pub earlier: i64,
}

impl Totals {
    /// Of rows in the order of lines: those of an account stand together.
    pub fn of<'r, 'l: 'r>(loans: &Loans, rows: impl IntoIterator<Item = &'r ClaimRow<'l>>) -> Self {
        let mut totals = Self::default();
        let (mut farmers, mut last) = (HashSet::new(), None);
        for ClaimRow { line, earlier, .. } in rows {
            let account = &loans.accounts[line.account as usize];
            if last.is_none_or(|(account, _)| account != line.account) {
                totals.accounts += 1;
                // One without a key is a farmer of its own.
                farmers.insert((account.farmer, if account.farmer == 0 { line.account } else { 0 }));
            }
            if last != Some((line.account, line.drawal)) {
                totals.drawals += 1;
                totals.disbursed += line.amount;
                totals.own_funds += if account.own_funds == Some(true) { line.amount } else { 0 };
                totals.refused += usize::from(line.reason.refuses());
            }
            last = Some((line.account, line.drawal));
            totals.eligible += line.eligible;
            totals.interest += line.amounts.interest;
            totals.farmer += line.amounts.farmer;
            totals.earlier += earlier.iter().sum::<i64>();
            for (sum, part) in totals.parts.iter_mut().zip(line.amounts.parts) {
                *sum += part;
            }
        }
        totals.farmers = farmers.len();
        totals
    }
    /// All parts together.
    pub fn claimed(&self) -> i64 {
        self.parts.iter().sum()
    }
    /// What is left to be claimed.
    pub fn balance(&self) -> i64 {
        self.claimed() - self.earlier
    }
    /// A part of it.
    pub fn part(&self, part: Part) -> i64 {
        self.parts[part as usize]
    }
}

/// Rows under one heading: a PACS of a branch of a bank, a branch, a bank.
#[derive(Clone, Debug)]
pub struct Lot {
    /// Bank, branch, number and name of the PACS; empty from where it is summed up.
    pub of: [String; 4],
    /// Its sums.
    pub totals: Totals,
}

/// Sums by the first so many of bank, branch, number and name of the PACS: 4 for a PACS, 2 for a branch, 1 for a bank.
pub fn lots(loans: &Loans, rows: &[ClaimRow<'_>], depth: usize) -> Vec<Lot> {
    let mut by: BTreeMap<[&str; 4], Vec<&ClaimRow<'_>>> = BTreeMap::new();
    for row in rows {
        let lender = loans.lender_of(&loans.accounts[row.line.account as usize]);
        let mut of = [&lender.bank, &lender.branch, &lender.pacs_no, &lender.pacs].map(String::as_str);
        of[depth.min(4)..].fill("");
        by.entry(of).or_default().push(row);
    }
    let lot = |(of, rows): ([&str; 4], Vec<&ClaimRow<'_>>)| Lot {
        of: of.map(str::to_owned),
        totals: Totals::of(loans, rows),
    };
    by.into_iter().map(lot).collect()
}

/// How many drawals, and how much, by the reason why not all of it is claimed; of rows in the order of lines.
pub fn by_reason(rows: &[ClaimRow<'_>]) -> BTreeMap<Reason, (usize, i64)> {
    let mut all: BTreeMap<Reason, (usize, i64)> = BTreeMap::new();
    let mut last = None;
    for line in rows.iter().map(|row| row.line).filter(|line| line.reason != Reason::None) {
        if last.replace((line.account, line.drawal)) != Some((line.account, line.drawal)) {
            let (count, amount) = all.entry(line.reason).or_default();
            (*count, *amount) = (*count + 1, *amount + line.amount);
        }
    }
    all
}
