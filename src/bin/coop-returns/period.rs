//! The months or the year a command speaks of.

use clap::Args;
use coop_registry::{
    branches::targets::{Period, months},
    cli::{CommandError, Exit, Office},
    model::CooperativeYear,
};

/// A month, several, or a co-operative year.
#[derive(Args, Clone, Debug)]
pub struct Of {
    /// Month, as 2025-12
    #[arg(long, value_name = "MONTH", conflicts_with = "year")]
    month: Option<Period>,
    /// Co-operative year, as 2025-26
    #[arg(long, value_name = "YEAR")]
    year: Option<CooperativeYear>,
}

/// The most months one order sets.
const MOST: usize = 60;

impl Of {
    /// The one asked for, `--fy` standing for `--year`; exit 2 where none is.
    pub fn asked(&self, office: &Office) -> Result<Period, CommandError> {
        let year = self.year.or(office.globals().fy.filter(|_| self.month.is_none()));
        let period = self.month.or_else(|| year.map(Period::year));
        period.ok_or_else(|| CommandError::new(Exit::Arguments, "error.programme.period"))
    }
    /// The same, or the year today lies in.
    pub fn asked_or_year(&self, office: &Office) -> Result<Period, CommandError> {
        match self.asked(office) {
            Err(error) => CooperativeYear::containing(office.time().as_of).map(Period::year).ok_or(error),
            asked => asked,
        }
    }
    /// The one asked for, or every month up to `until`.
    pub fn all(&self, office: &Office, until: Option<Period>) -> Result<Vec<Period>, CommandError> {
        let first = self.asked(office)?;
        let Some(until) = until else { return Ok(vec![first]) };
        let all = months(first, until);
        if all.is_empty() || all.len() > MOST {
            let error = CommandError::new(Exit::Arguments, "error.programme.until");
            return Err(error.with("until", until).with("month", first));
        }
        Ok(all)
    }
}
