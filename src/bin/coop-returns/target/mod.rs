//! `coop-returns target`: what a State asks of a scheme in a month or a year, split over districts, and how far it has come.

mod progress;
mod schemes;
mod set;
mod split;

use crate::period::Of;
use clap::{Args, Subcommand};
use coop_registry::{
    branches::targets::{Period, Scheme, SchemeUnit, load},
    cleaning::read_amount,
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Paise, Value},
};

/// Targets of schemes: set, split over districts, held against what was achieved
#[derive(Subcommand)]
pub enum Target {
    /// Schemes, what they are counted by, and where they were seen
    Schemes,
    /// Set the State's target of a month or a year, by order
    Set(set::Set),
    /// Split it over districts; told first, entered with --order
    Split(split::Split),
    /// Target, achieved, per cent and gap by district; --print or --format pdf,html,xlsx makes the paper with chart and map
    Progress(progress::Progress),
}

/// Which scheme and when.
#[derive(Args)]
pub struct OfScheme {
    /// Scheme, as target schemes lists them
    #[arg(long)]
    scheme: String,
    #[command(flatten)]
    of: Of,
}

impl Target {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Schemes => schemes::list(office, console),
            Self::Set(verb) => verb.run(office, console),
            Self::Split(verb) => verb.run(office, console),
            Self::Progress(verb) => verb.run(office, console),
        }
    }
}

impl OfScheme {
    /// The scheme asked for; exit 2 with those there are.
    fn scheme(&self, office: &Office) -> Result<Scheme, CommandError> {
        let all = load(office.files(), office.tables())?;
        let known: Vec<String> = all.iter().map(|scheme| scheme.code.clone()).collect();
        all.into_iter().find(|scheme| scheme.code == self.scheme.replace('_', "-")).ok_or_else(|| {
            let error = CommandError::new(Exit::Arguments, "error.programme.scheme");
            error.with("found", &self.scheme).with("known", known.join(", "))
        })
    }
    /// The month or year.
    fn period(&self, office: &Office) -> Result<Period, CommandError> {
        self.of.asked(office)
    }
}

/// A figure of a scheme: rupees or a number.
fn value(scheme: &Scheme, figure: u64) -> Value {
    match scheme.unit {
        SchemeUnit::Money => Value::Money(Paise(i64::try_from(figure).unwrap_or(i64::MAX))),
        SchemeUnit::Count => Value::count(figure),
    }
}

/// The same as a sentence has it.
fn written(scheme: &Scheme, figure: u64) -> String {
    match value(scheme, figure) {
        Value::Money(paise) => paise.to_string(),
        _ => coop_registry::model::group_indian(figure),
    }
}

/// A figure as a person writes it, paise or a count; exit 2 for another.
fn figure(scheme: &Scheme, text: &str) -> Result<u64, CommandError> {
    let number = match scheme.unit {
        SchemeUnit::Money => {
            let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
            read.and_then(|read| read.value.as_money()).map(|paise| paise.0)
        }
        SchemeUnit::Count => text.replace(',', "").trim().parse().ok(),
    };
    number.and_then(|number| u64::try_from(number).ok()).ok_or_else(|| other_unit(scheme, text))
}

/// A figure that is none of the scheme's unit, or none at all; exit 2.
fn other_unit(scheme: &Scheme, found: &str) -> CommandError {
    match scheme.unit {
        SchemeUnit::Money => CommandError::new(Exit::Arguments, "error.programme.amount")
            .with("scheme", &scheme.code)
            .with("found", found),
        SchemeUnit::Count => CommandError::new(Exit::Arguments, "error.programme.units")
            .with("scheme", &scheme.code)
            .with("found", found),
    }
}
