//! `coop-migrate stage`: files are read, judged and stored; nothing is entered.

use crate::import::Wished;
use clap::Args;
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing};
use std::path::PathBuf;

/// Read and judge files and set them aside, entering nothing: the first step of the careful way
#[derive(Args)]
pub struct Stage {
    /// Workbooks (.xlsx, .xls, .xlsb, .ods) or lists (.csv, .txt)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    wished: Wished,
}

impl Stage {
    /// Stages each file in turn; a file that cannot be read does not stop the others.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        filing::stage(office, console, &self.files, &self.wished.into())
    }
}
