//! `man --dir DIR`: a manual page for the program and for each of its commands.

use crate::cli::{CommandError, Console, Exit, Office, Verdict};
use std::{fs, path::PathBuf};

/// Write the manual pages into a folder, as: coop-register man --dir /usr/local/share/man/man1
#[derive(clap::Args)]
pub struct Man {
    /// Folder for the pages
    #[arg(long)]
    dir: PathBuf,
}

impl Man {
    /// Writes them; pages of the same names are replaced.
    pub fn run(self, program: clap::Command, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (name, folder) = (program.get_name().to_owned(), self.dir.display().to_string());
        let dry_run = office.globals().dry_run;
        if !dry_run {
            fs::create_dir_all(&self.dir)
                .and_then(|()| clap_mangen::generate_to(program, &self.dir))
                .map_err(|cause| CommandError::io(&self.dir, &cause))?;
        }
        console.data("man", serde_json::json!({ "program": name, "dir": folder, "dry_run": dry_run }));
        let words = if dry_run {
            console.pick("manual pages would be written here", "पुस्तिका के पृष्ठ यहाँ लिखे जाएँगे; अभी नहीं लिखे गए")
        } else {
            console.pick("manual pages written here", "पुस्तिका के पृष्ठ यहाँ लिखे गए")
        };
        console.say(format!("{folder}: {name}: {words}"));
        Ok(Exit::Done)
    }
}
