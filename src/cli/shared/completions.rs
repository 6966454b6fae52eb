//! `completions SHELL`: what the TAB key needs to know.

use crate::cli::{CommandError, Console, Exit, Verdict};
use clap_complete::Shell;

/// Print the completions of a shell, as: coop-register completions bash > /etc/bash_completion.d/coop-register
#[derive(clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints them.
    pub fn run(self, mut program: clap::Command, console: &mut Console) -> Result<Verdict, CommandError> {
        let name = program.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, &name, &mut script);
        let script = String::from_utf8_lossy(&script);
        console.data("completions", serde_json::json!({ "program": name, "script": script }));
        console.raw(script);
        Ok(Exit::Done)
    }
}
