//! `coop-migrate entry resolve`: a third officer decides, and makes the agreed file.

use clap::Args;
use coop_registry::{
    branches::entry::read_take,
    cli::{CommandError, Console, Exit, Office, Verdict, filing::entry},
};
use std::path::PathBuf;

/// Decide a difference, all of a filled workbook of differences, or, when nothing is left, make the agreed file
#[derive(Args)]
pub struct Resolve {
    /// Job, as E0001
    job: String,
    /// Workbook of entry compare -o, filled in
    #[arg(conflicts_with_all = ["cell", "take", "finish"])]
    file: Option<PathBuf>,
    /// The difference, as entry compare names its cell
    #[arg(long, requires = "take", conflicts_with = "finish")]
    cell: Option<String>,
    /// first, second, or what the paper says
    #[arg(long, requires = "cell", value_name = "first|second|VALUE")]
    take: Option<String>,
    /// Make the agreed file, in the job's folder or with -o FILE.xlsx
    #[arg(long)]
    finish: bool,
}

impl Resolve {
    /// Exit 1 while a difference is left, 6 for an officer who keyed one of the forms.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match (self.file, self.cell.zip(self.take), self.finish) {
            (Some(file), ..) => entry::decide_by(office, console, &self.job, &file),
            (_, Some((cell, take)), _) => {
                entry::decide(office, console, &self.job, &cell.to_uppercase(), read_take(&take))
            }
            (.., true) => entry::finish(office, console, &self.job),
            _ => Err(CommandError::new(Exit::Arguments, "error.entry.what")),
        }
    }
}
