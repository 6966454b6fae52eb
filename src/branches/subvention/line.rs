//! A line of a claim: one drawal in one year.

use super::{Purpose, loans::Place, share::Amounts};
use crate::model::{CooperativeYear, Date};

/// Why nothing is claimed, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Everything is claimed.
    None,
    /// A row of the account could not be read, or contradicts another.
    Faulty,
    /// Aadhaar is not captured.
    NoAadhaar,
    /// Not told whether out of own funds.
    FundsUntold,
    /// Out of concessional refinance.
    NotOwnFunds,
    /// Not told what for.
    PurposeUntold,
    /// For what the scheme does not cover.
    OutsidePurpose,
    /// The year it was drawn in has no figures.
    NoRates,
    /// The year has no such loans in the scheme.
    NotInYear,
    /// After the harvest, and the farmer is neither small nor marginal.
    NotSmall,
    /// No due date.
    NoDueDate,
    /// Other drawals use the limit up.
    OverCap,
    /// Not due yet: what is for repayment is claimed later.
    NotYetDue,
    /// Repaid after the due date, or not at all.
    Late,
    /// A part of it was repaid after the due date.
    PartLate,
    /// Repaid after the longest span.
    AfterSpan,
    /// Renewed, not repaid.
    Renewed,
    /// Converted after a calamity.
    Converted,
    /// The account was transferred, or the borrower died.
    Transferred,
}

impl Reason {
    /// The key of its words, and its name in CSV and JSON; empty for none.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Faulty => "faulty",
            Self::NoAadhaar => "no_aadhaar",
            Self::FundsUntold => "funds_untold",
            Self::NotOwnFunds => "not_own_funds",
            Self::PurposeUntold => "purpose_untold",
            Self::OutsidePurpose => "outside_purpose",
            Self::NoRates => "no_rates",
            Self::NotInYear => "not_in_year",
            Self::NotSmall => "not_small",
            Self::NoDueDate => "no_due_date",
            Self::OverCap => "over_cap",
            Self::NotYetDue => "not_yet_due",
            Self::Late => "late",
            Self::PartLate => "part_late",
            Self::AfterSpan => "after_span",
            Self::Renewed => "renewed",
            Self::Converted => "converted",
            Self::Transferred => "transferred",
        }
    }
    /// Is nothing claimed at all?
    pub fn refuses(self) -> bool {
        !matches!(self, Self::None) && self <= Self::OverCap
    }
}

/// A line: one drawal in one year. Amounts are paise, products paise times days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its account.
    pub account: u32,
    /// Number of the drawal among those of its account, from 0.
    pub drawal: u32,
    /// Number of the drawal among those of its account on that day, from 0.
    pub of_day: u32,
    /// Day drawn.
    pub on: Date,
    /// Amount drawn.
    pub amount: i64,
    /// Due date it is held against.
    pub due: Option<Date>,
    /// What for.
    pub purpose: Purpose,
    /// Day of the last repayment of it.
    pub repaid_on: Option<Date>,
    /// What was repaid of it.
    pub repaid: i64,
    /// Year the days lie in.
    pub fy: CooperativeYear,
    /// Days on which something stood out within the span.
    pub days: i64,
    /// Balance times days.
    pub product: i64,
    /// Part under the limit times days.
    pub eligible: i64,
    /// What it comes to.
    pub amounts: Amounts,
    /// Repaid in time; nothing while it is not due.
    pub in_time: Option<bool>,
    /// Why nothing is claimed, or not all.
    pub reason: Reason,
    pub(super) place: Place,
}

impl Line {
    /// All parts together.
    pub fn claimed(&self) -> i64 {
        self.amounts.parts.iter().sum()
    }
}
