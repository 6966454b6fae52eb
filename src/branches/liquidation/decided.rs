//! What an act in a register of the liquidation comes to.

use crate::{
    branches::cases::Case,
    model::{Date, Finding, Findings, Locus, NewEntry, Paise, Severity},
};

/// What is told of an act: its case, its day, its order, its words.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The case.
    pub case: &'a Case,
    /// The day.
    pub on: Date,
    /// Number of the order.
    pub order_no: Option<&'a str>,
    /// Reasons.
    pub why: Option<&'a str>,
}

/// The entries of an act, or why it may not be done.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// The entries; none where there are faults.
    pub entries: Vec<NewEntry>,
    /// Why not.
    pub faults: Findings,
    /// What is to be looked at all the same.
    pub warnings: Findings,
    /// What it is called by: the number of a claim.
    pub number: String,
}

pub(super) fn fault(code: &str, about: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

pub(super) fn warning(code: &str, about: &str) -> Finding {
    Finding { severity: Severity::Warning, ..fault(code, about) }
}

/// A sum of amounts; beyond all money it stays at the end of the scale.
pub(super) fn sum(amounts: impl IntoIterator<Item = Paise>) -> Paise {
    Paise(amounts.into_iter().fold(0_i64, |all, one| all.saturating_add(one.0)))
}

/// The difference of two amounts.
pub(super) fn less(from: Paise, amount: Paise) -> Paise {
    Paise(from.0.saturating_sub(amount.0))
}
