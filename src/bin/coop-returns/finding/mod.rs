//! `finding list|waive`.

mod list;
mod waive;

use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// What the rules find on returns on record, and what was waived of it
#[derive(clap::Subcommand)]
pub enum Finding {
    /// Findings on the returns of --fy (else of every year on record), waived ones marked as such; exit 1 as return check
    List(list::List),
    /// Waive a finding on the return of --fy by --order and --reason, until a day: forgiven, listed as waived (baseline: known, not forgiven)
    Waive(waive::Waive),
}

impl Finding {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Waive(verb) => verb.run(office, console),
        }
    }
}
