//! The statement of a liquidation: what there is, what is owed, how the figures come of each other, and where they do not agree.

use super::{
    claims::Claim,
    contributions::{Contribution, Status},
    decided::{fault, less, sum, warning},
};
use crate::{
    branches::cases::Case,
    model::{Findings, Paise, TableDef, Value},
};
use std::collections::BTreeMap;

/// What the liquidator reported last; nothing where he has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Assets.
    pub assets: Option<Paise>,
    /// Liabilities.
    pub liabilities: Option<Paise>,
    /// Realised from assets so far, contributions apart.
    pub realised: Option<Paise>,
    /// Paid to claimants so far.
    pub paid: Option<Paise>,
    /// Costs so far.
    pub costs: Option<Paise>,
}

impl Figures {
    /// The figures of a case.
    pub fn of(table: &TableDef, case: &Case) -> Self {
        let money = |key: &str| case.line.value(table, key).and_then(Value::as_money);
        Self {
            assets: money("assets"),
            liabilities: money("liabilities"),
            realised: money("realised"),
            paid: money("paid"),
            costs: money("costs"),
        }
    }
}

/// A line of the statement. Its words are the text `statement.<key>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub no: i64,
    /// What it is.
    pub key: &'static str,
    /// From which lines it is computed, as `2 + 3`; empty for a figure of a register.
    pub how: &'static str,
    /// The amount; nothing where it was not reported.
    pub amount: Option<Paise>,
}

/// The claims of one rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rank {
    /// The rank; nothing for those that have none.
    pub rank: Option<i64>,
    /// How many.
    pub claims: usize,
    /// How many of them after the last date.
    pub late: usize,
    /// Claimed.
    pub claimed: Paise,
    /// Admitted.
    pub admitted: Paise,
    /// Paid.
    pub paid: Paise,
    /// Admitted and not paid.
    pub unpaid: Paise,
}

/// The statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its lines in order.
    pub lines: Vec<Line>,
    /// Claims by rank, those without a rank last.
    pub ranks: Vec<Rank>,
    /// Contributions by how they stand: how many, how much, recovered, outstanding.
    pub contributions: BTreeMap<Status, (usize, Paise, Paise, Paise)>,
    /// Its claims.
    pub claims: Vec<Claim>,
    /// Where it does not agree.
    pub findings: Findings,
}

/// Makes the statement; `number` is the case it is about.
pub fn statement(figures: Figures, claims: Vec<Claim>, contributions: Vec<Contribution>, number: &str) -> Statement {
    let recovered = sum(contributions.iter().map(|one| one.recovered));
    let outstanding = sum(contributions.iter().map(Contribution::outstanding));
    let (paid, admitted) = (sum(claims.iter().map(|one| one.paid)), sum(claims.iter().filter_map(|one| one.admitted)));
    let received = sum([figures.realised.unwrap_or_default(), recovered]);
    let spent = sum([figures.costs.unwrap_or_default(), paid]);
    let (balance, unpaid) = (less(received, spent), less(admitted, paid));
    let rest = less(sum([balance, outstanding]), unpaid);
    let lines = [
        ("assets", "", figures.assets),
        ("liabilities", "", figures.liabilities),
        ("realised", "", figures.realised),
        ("recovered", "", Some(recovered)),
        ("received", "3 + 4", Some(received)),
        ("costs", "", figures.costs),
        ("paid", "", Some(paid)),
        ("spent", "6 + 7", Some(spent)),
        ("balance", "5 − 8", Some(balance)),
        ("admitted", "", Some(admitted)),
        ("unpaid", "10 − 7", Some(unpaid)),
        ("outstanding", "", Some(outstanding)),
        ("rest", "9 + 12 − 11", Some(rest)),
    ];
    let lines = (1_i64..).zip(lines).map(|(no, (key, how, amount))| Line { no, key, how, amount }).collect();
    let mut by_status: BTreeMap<Status, (usize, Paise, Paise, Paise)> = BTreeMap::new();
    for one in &contributions {
        let of = by_status.entry(one.status).or_default();
        *of = (of.0 + 1, sum([of.1, one.amount]), sum([of.2, one.recovered]), sum([of.3, one.outstanding()]));
    }
    let mut findings = of_claims(&claims, number);
    findings.extend(of_contributions(&contributions));
    findings.extend(of_figures(&figures, (paid, spent, received, balance), (admitted, outstanding), number));
    Statement { lines, ranks: ranks(&claims), contributions: by_status, claims, findings }
}

fn ranks(claims: &[Claim]) -> Vec<Rank> {
    let mut ranks: BTreeMap<(bool, Option<i64>), Rank> = BTreeMap::new();
    for claim in claims {
        let of = ranks.entry((claim.rank.is_none(), claim.rank)).or_default();
        of.rank = claim.rank;
        of.claims += 1;
        of.late += usize::from(claim.late);
        of.claimed = sum([of.claimed, claim.amount]);
        of.admitted = sum([of.admitted, claim.admitted.unwrap_or_default()]);
        of.paid = sum([of.paid, claim.paid]);
        of.unpaid = sum([of.unpaid, claim.unpaid()]);
    }
    ranks.into_values().collect()
}

fn of_claims(claims: &[Claim], number: &str) -> Findings {
    let mut found = Vec::new();
    let undecided: Vec<&str> = claims.iter().filter(|one| one.admitted.is_none()).map(|one| &*one.number).collect();
    if !undecided.is_empty() {
        let told = warning("LIQ-304", number).with("count", undecided.len());
        found.push(told.with("claims", undecided.iter().take(10).copied().collect::<Vec<_>>().join(", ")));
    }
    for claim in claims {
        let about = &claim.number;
        let admitted = claim.admitted.unwrap_or_default();
        if admitted > claim.amount {
            found.push(fault("LIQ-305", about).with("admitted", admitted).with("amount", claim.amount));
        }
        if claim.paid > admitted {
            found.push(fault("LIQ-306", about).with("paid", claim.paid).with("admitted", admitted));
        }
        if let Some(balance) = claim.balance.filter(|balance| *balance != claim.unpaid()) {
            let differs = fault("LIQ-307", about).with("balance", balance).with("admitted", admitted);
            found.push(differs.with("paid", claim.paid).with("unpaid", claim.unpaid()));
        }
        if admitted.0 > 0 && claim.rank.is_none() {
            found.push(fault("LIQ-308", about));
        }
    }
    let paid_of_lower = claims.iter().filter(|one| one.paid.0 > 0).filter_map(|one| one.rank).max();
    let unpaid_of_higher = claims.iter().filter(|one| one.unpaid().0 > 0).filter_map(|one| one.rank).min();
    if let Some((lower, higher)) = paid_of_lower.zip(unpaid_of_higher).filter(|(lower, higher)| lower > higher) {
        found.push(warning("LIQ-309", number).with("rank", lower).with("before", higher));
    }
    found
}

fn of_contributions(contributions: &[Contribution]) -> Findings {
    let over = contributions.iter().filter(|one| one.recovered > one.amount);
    over.map(|one| fault("LIQ-310", &one.id).with("recovered", one.recovered).with("amount", one.amount)).collect()
}

fn of_figures(
    figures: &Figures,
    (paid, spent, received, balance): (Paise, Paise, Paise, Paise),
    (admitted, outstanding): (Paise, Paise),
    number: &str,
) -> Findings {
    let mut found = Vec::new();
    if figures.realised.is_none() && figures.paid.is_none() {
        found.push(warning("LIQ-311", number));
    }
    if let Some(reported) = figures.paid.filter(|reported| *reported != paid) {
        let differs = fault("LIQ-301", number).with("reported", reported).with("paid", paid);
        found.push(differs.with("difference", less(reported, paid)));
    }
    if spent > received {
        let lack = fault("LIQ-302", number).with("spent", spent).with("received", received);
        found.push(lack.with("difference", less(spent, received)));
    }
    if let Some(liabilities) = figures.liabilities.filter(|liabilities| *liabilities != admitted) {
        let differs = warning("LIQ-303", number).with("liabilities", liabilities).with("admitted", admitted);
        found.push(differs.with("difference", less(liabilities, admitted)));
    }
    if let Some((assets, realised)) =
        figures.assets.zip(figures.realised).filter(|(assets, realised)| realised > assets)
    {
        found.push(warning("LIQ-312", number).with("realised", realised).with("assets", assets));
    }
    let left = sum([balance, outstanding]);
    if left.0 > 0 && admitted == paid && admitted.0 > 0 {
        found.push(warning("LIQ-313", number).with("balance", balance).with("outstanding", outstanding));
    }
    found
}
