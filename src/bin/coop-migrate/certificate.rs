//! `coop-migrate certificate`: the printed proof that nothing of a batch was lost.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Exit, Office, Verdict, filing};

/// Print the migration certificate of batches (PDF, or --format xlsx,html,csv) into the folder of -o
#[derive(Args)]
pub struct Certificate {
    /// Batches, as B0001
    #[arg(required = true, value_name = "BATCH")]
    batches: Vec<String>,
}

impl Certificate {
    /// Reconciles each batch and prints its certificate; one that does not agree is refused (6).
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        for batch in &self.batches {
            filing::certify(office, console, batch)?;
        }
        Ok(Exit::Done)
    }
}
