//! `coop-migrate entry compare`: where the two keyed forms do not agree.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing::entry};

/// Hold the two keyed forms against each other, cell by cell; with -o FILE.xlsx as a workbook to be decided in
#[derive(Args)]
pub struct Compare {
    /// Job, as E0001
    job: String,
    /// Print who keyed and decided what, when and why
    #[arg(long)]
    trail: bool,
}

impl Compare {
    /// Exit 1 while a difference is undecided.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if self.trail { entry::trail(office, console, &self.job) } else { entry::compare(office, console, &self.job) }
    }
}
