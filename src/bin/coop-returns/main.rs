//! `coop-returns`: check annual returns, see who owes one.

use clap::{CommandFactory as _, Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

/// Rows make and drop a few dozen small texts each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod defaulter;
mod due;
mod ncd;
mod returns;
mod rules;

/// Check annual returns against law and arithmetic; see who owes one
#[derive(Parser)]
#[command(name = "coop-returns", version, arg_required_else_help = true)]
struct CoopProgram {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    noun: Noun,
}

#[derive(Subcommand)]
enum Noun {
    #[command(subcommand)]
    Return(returns::Return),
    #[command(subcommand)]
    Due(due::Due),
    #[command(subcommand)]
    Defaulter(defaulter::Defaulter),
    #[command(subcommand)]
    Rules(rules::Rules),
    #[command(subcommand)]
    Ncd(ncd::Ncd),
    #[command(flatten)]
    Shared(shared::Shared),
}

impl cli::Program for CoopProgram {
    fn globals(&self) -> &Globals {
        &self.globals
    }
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self.noun {
            Noun::Return(noun) => noun.run(office, console),
            Noun::Due(noun) => noun.run(office, console),
            Noun::Defaulter(noun) => noun.run(office, console),
            Noun::Rules(noun) => noun.run(office, console),
            Noun::Ncd(noun) => noun.run(office, console),
            Noun::Shared(noun) => noun.run(Self::command(), office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
