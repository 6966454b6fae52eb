//! `coop-migrate plan` and `apply`: what a staged file would enter, looked at before it is entered.

use clap::{Args, Subcommand};
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing};

/// Plans of staged files
#[derive(Subcommand)]
pub enum Plan {
    /// Staged files, and how far each has come
    List,
    /// Say what a staged file would enter; with -o FILE the plan is written there, to be signed
    Build {
        /// Batch, as B0002
        #[arg(long)]
        batch: String,
    },
    /// Show row by row what a plan would enter
    Show {
        /// File of the plan, or its batch
        plan: String,
        /// Only rows that become this
        #[arg(long, value_enum)]
        only: Option<filing::Only>,
        /// At most so many rows
        #[arg(long)]
        limit: Option<usize>,
    },
    /// Take a staged file off the list
    Drop {
        /// Batch, as B0002
        batch: String,
    },
}

impl Plan {
    /// Lists, builds, shows or drops; a plan that no longer holds is exit 11.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List => filing::list(office, console),
            Self::Build { batch } => filing::build(office, console, &batch),
            Self::Show { plan, only, limit } => filing::show(office, console, &plan, only, limit),
            Self::Drop { batch } => filing::drop_staged(office, console, &batch),
        }
    }
}

/// Enter what a plan says, if it still holds
#[derive(Args)]
pub struct Apply {
    /// File of the plan, or its batch
    plan: String,
}

impl Apply {
    /// Enters it whole or not at all; exit 11 when register, catalogue or source changed since the plan was made.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        filing::apply(office, console, &self.plan)
    }
}
