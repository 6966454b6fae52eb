//! Interest subvention on short-term crop loans: who bears which part of the interest, to the paisa and by the day.
//!
//! Rows of a loan list become [`Loans`]; [`settle`] lets repayments meet the oldest drawal of their account; [`spread`] counts
//! each farmer's balances under the limit day by day; [`Line`]s say what is borne of each drawal in each year.
//! Everything is whole paise times days, divided once.

mod claim;
mod compute;
mod earlier;
mod facts;
mod line;
mod loans;
mod note;
mod scheme;
mod settle;
mod share;
mod spread;
mod terms;
#[cfg(test)]
mod tests;

pub use claim::{ClaimRow, Lot, Totals, by_reason, lots};
pub use compute::{Computed, Explained, ExplainedDrawal, compute, explain};
pub use earlier::{Earlier, LineKey};
pub use facts::Fields;
pub use line::{Line, Reason};
pub use loans::{Account, AccountTexts, Event, Lender, ListSheet, Loans};
pub use note::{MOST_PARTS, Note, Outcome, fitted, notes, parts_of};
pub use scheme::{DueOrder, Figure, NoRates, Rates, Scheme};
pub use settle::{Closed, Drawal, Drawn, Settled, settle};
pub use share::Amounts;
pub use spread::Segment;
pub use terms::{NoBasis, Terms};

use serde::Deserialize;

/// Name of the list that is read, in `catalogue/lists`.
pub const LOANS: &str = "crop_loan";
/// Name of the list an earlier claim is read back as.
pub const CLAIM: &str = "subvention_claim";

/// Who bears it, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The Union, to the lender.
    Lender,
    /// The Union, for prompt repayment.
    Prompt,
    /// The State, to all.
    StateGeneral,
    /// The State, for repayment by the due date.
    StatePrompt,
}

impl Part {
    /// All of them, in the order of columns.
    pub const ALL: [Self; 4] = [Self::Lender, Self::Prompt, Self::StateGeneral, Self::StatePrompt];
    /// As figures and columns are named.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lender => "lender_subvention",
            Self::Prompt => "prompt_incentive",
            Self::StateGeneral => "state_general",
            Self::StatePrompt => "state_prompt",
        }
    }
    /// Only for those who repay in time?
    pub fn is_for_repayment(self) -> bool {
        matches!(self, Self::Prompt | Self::StatePrompt)
    }
}

/// What a loan was drawn for, as `catalogue/codes/loan_purpose.toml` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Purpose {
    /// Kharif crop.
    #[serde(rename = "crop_kharif")]
    Kharif,
    /// Rabi crop.
    #[serde(rename = "crop_rabi")]
    Rabi,
    /// Another crop.
    #[serde(rename = "crop_other")]
    Other,
    /// After the harvest, against a warehouse receipt.
    #[serde(rename = "post_harvest")]
    PostHarvest,
    /// Animal husbandry, fishery.
    #[serde(rename = "allied")]
    Allied,
    /// None of the scheme.
    #[serde(rename = "outside")]
    Outside,
    /// Not told.
    #[serde(skip)]
    Untold,
}

impl Purpose {
    const ALL: [Self; 6] = [Self::Kharif, Self::Rabi, Self::Other, Self::PostHarvest, Self::Allied, Self::Outside];
    /// The code.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kharif => "crop_kharif",
            Self::Rabi => "crop_rabi",
            Self::Other => "crop_other",
            Self::PostHarvest => "post_harvest",
            Self::Allied => "allied",
            Self::Outside => "outside",
            Self::Untold => "",
        }
    }
    /// Reads what [`Purpose::key`] writes.
    pub fn read(code: &str) -> Self {
        Self::ALL.into_iter().find(|purpose| purpose.key() == code).unwrap_or(Self::Untold)
    }
}

/// What a row enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// Money was drawn.
    Drawal,
    /// Money was repaid.
    Repayment,
    /// What stood out was renewed.
    Renewal,
    /// What stood out was converted after a calamity.
    Conversion,
    /// The account went to somebody else.
    Transfer,
    /// The borrower died.
    Death,
}

impl EventKind {
    /// Reads a code of `catalogue/codes/loan_event.toml`; a row that says nothing is a drawal.
    pub fn read(code: &str) -> Self {
        match code {
            "repayment" => Self::Repayment,
            "renewal" => Self::Renewal,
            "conversion" => Self::Conversion,
            "transfer" => Self::Transfer,
            "death" => Self::Death,
            _ => Self::Drawal,
        }
    }
}
