//! `return check|template`.

mod check;
mod template;

use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// Annual returns
#[derive(clap::Subcommand)]
pub enum Return {
    /// Hold returns against the rules: form workbooks, flat lists headed by field codes, or all returns on record
    Check(check::Check),
    /// Make the empty form of a kind of society
    Template(template::Template),
}

impl Return {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Return::Check(verb) => verb.run(office, console),
            Return::Template(verb) => verb.run(office, console),
        }
    }
}
