//! `coop-migrate rejects`: rejected rows leave as a workbook and come back corrected.

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing};
use std::path::PathBuf;

/// Rejected rows: out as a workbook with their findings, in again corrected
#[derive(Subcommand)]
pub enum Rejects {
    /// Write the rejected rows of a batch that are still outstanding to a workbook, with -o FILE.xlsx
    Export {
        /// Batch, as B0001
        batch: String,
    },
    /// Enter the corrected rows of such a workbook under the batch they were rejected from
    Import {
        /// The corrected workbook
        file: PathBuf,
    },
}

impl Rejects {
    /// Exports or imports; a row that was entered meanwhile is exit 11, and nothing is entered.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Export { batch } => filing::rejects::export(office, console, &batch),
            Self::Import { file } => filing::rejects::import(office, console, &file),
        }
    }
}
