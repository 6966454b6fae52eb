//! `coop-migrate progress`: how far computerisation has come, place by place, against targets and ahead.

mod forecast;
mod show;
mod target;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// How far computerisation has come, place by place
#[derive(Subcommand)]
pub enum Progress {
    /// Units at each stage by district or block, what changed, and who stands in a gap
    Show(show::Show),
    /// Targets of a programme, and what was achieved of them
    #[command(subcommand)]
    Target(target::Target),
    /// When each place will be done at its present pace, and who must speed up
    Forecast(forecast::Forecast),
}

impl Progress {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Show(verb) => verb.run(office, console),
            Self::Target(verb) => verb.run(office, console),
            Self::Forecast(verb) => verb.run(office, console),
        }
    }
}
