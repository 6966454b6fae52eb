//! `audit fee`: what an audit costs the society, by the scheme the office set; demanded, paid, overdue.

mod compute;
mod demand;
mod rates;

use super::{one, told};
use clap::Subcommand;
use coop_registry::{
    cleaning::read_amount,
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Paise, Severity},
};

/// Audit fees: computed from what the office set, demanded, paid
#[derive(Subcommand)]
pub enum Fee {
    /// What the fee of an audit comes to, step by step
    Compute(compute::Compute),
    /// The same with the source of scheme and base
    Explain(compute::Compute),
    /// Demand the fee, to be paid by --next; it is entered in the register
    Demand(demand::Demand),
    /// Enter what was paid so far
    Paid(demand::Paid),
    /// Fees demanded, paid and overdue
    List(demand::List),
    /// Set by --order which scheme holds for a class of societies, with figures of the office; or take it back
    Set(rates::Set),
    /// Schemes of the catalogue, and what the office set
    Schemes,
}

impl Fee {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Compute(verb) => verb.run(office, console, false),
            Self::Explain(verb) => verb.run(office, console, true),
            Self::Demand(verb) => verb.run(office, console),
            Self::Paid(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Set(verb) => verb.run(office, console),
            Self::Schemes => rates::schemes(office, console),
        }
    }
}

/// Amount as typed.
fn amount(flag: &str, text: &Option<String>, audit: &str) -> Result<Option<Paise>, CommandError> {
    let Some(text) = text else { return Ok(None) };
    let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
    match read.and_then(|read| read.value.as_money()) {
        Some(sum) => Ok(Some(sum)),
        None => {
            let fault = told("AUL-113", Severity::Error, audit).with("flag", flag).with("found", text);
            Err(one(Exit::Arguments, fault))
        }
    }
}
