//! `coop-migrate entry template`: the form of a register, and the job it opens.

use clap::{Args, value_parser};
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing::entry};

/// Write the form of a register to a workbook, with -o FILE.xlsx, and open its job
#[derive(Args)]
pub struct Template {
    /// Register, as member or dispute; coop-register register list names them
    #[arg(long)]
    register: String,
    /// Rows to be keyed
    #[arg(long, default_value_t = 50, value_parser = value_parser!(u32).range(1..=5000))]
    rows: u32,
}

impl Template {
    /// Writes the form; both operators get a copy of it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        entry::template(office, console, &self.register, self.rows)
    }
}
