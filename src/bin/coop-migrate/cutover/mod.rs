//! `coop-migrate cutover`: the end of paper.

mod check;
mod freeze;
mod prove;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// The end of paper: conditions, the day, the proof
#[derive(Subcommand)]
pub enum Cutover {
    /// Hold each society against the conditions seen for the end of its paper books
    Check(check::Check),
    /// End paper by order: from the day on, files that speak of that day or a later one are entered by order only
    Freeze(freeze::FreezeDay),
    /// Prove that nothing came in from paper after its end, or list what did
    Prove(prove::Prove),
}

impl Cutover {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Check(verb) => verb.run(office, console),
            Self::Freeze(verb) => verb.run(office, console),
            Self::Prove(verb) => verb.run(office, console),
        }
    }
}
