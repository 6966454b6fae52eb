//! `coop-migrate entry`: paper keyed by two who do not see each other, and decided by a third.

mod compare;
mod keyed;
mod resolve;
mod template;

use clap::{Args, Subcommand};
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing::entry};

/// Paper keyed twice: a form for any register, two blind hands, a third who decides
#[derive(Subcommand)]
pub enum Entry {
    Template(template::Template),
    First(keyed::First),
    Second(keyed::Second),
    Compare(compare::Compare),
    Resolve(resolve::Resolve),
    /// Who made, keyed, decided and finished, what, when and why
    Show(Show),
    /// Jobs of the office, and how far each has come
    List,
}

/// The trail of a job
#[derive(Args)]
pub struct Show {
    /// Job, as E0001
    job: String,
}

impl Entry {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Template(verb) => verb.run(office, console),
            Self::First(verb) => verb.run(office, console),
            Self::Second(verb) => verb.run(office, console),
            Self::Compare(verb) => verb.run(office, console),
            Self::Resolve(verb) => verb.run(office, console),
            Self::Show(verb) => entry::trail(office, console, &verb.job),
            Self::List => entry::list(office, console),
        }
    }
}
