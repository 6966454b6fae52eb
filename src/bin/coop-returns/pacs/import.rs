//! Exports of the ERP and lists of activities come in like every file: one reader, one way into the register.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing};
use std::path::PathBuf;

/// Files, and what may be said of them.
#[derive(Args)]
pub struct Files {
    /// Exports (.csv, .xlsx, .xls, .ods), headings in Hindi or English
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Finding codes that do not reject a row: the field stays empty, the text as written is kept
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
    /// Most rejected rows of a file, as a number or a share (5%); above it nothing of the file is imported
    #[arg(long, value_name = "N|P%")]
    max_rejects: Option<String>,
    /// Kind of file, as coop-migrate profile new stored it: its name, or a TOML file
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
}

impl Files {
    /// Imports them into a register; `given` says what the files have no column for.
    pub fn import(
        self,
        office: &Office,
        console: &mut Console,
        (command, register): (&str, &str),
        given: Vec<String>,
    ) -> Result<Verdict, CommandError> {
        let wishes = filing::ImportWishes {
            // A profile names its register itself.
            register: self.profile.is_none().then(|| register.to_owned()),
            level: None,
            accepted: self.accept,
            given,
            max_rejects: self.max_rejects,
            profile: self.profile,
        };
        filing::import(office, console, command, &self.files, &wishes)
    }
}
