//! `coop-returns`: check annual returns, see who owes one.

use clap::{Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

mod defaulter;
mod due;
mod returns;
mod rules;

/// Check annual returns against law and arithmetic; see who owes one
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
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
    Office(shared::office::OfficeNoun),
    #[command(subcommand)]
    Config(shared::config::Config),
    #[command(subcommand)]
    Db(shared::db::Db),
    #[command(subcommand)]
    Run(shared::run::RunNoun),
    Codes(shared::codes::Codes),
    #[command(subcommand)]
    Report(shared::report::ReportNoun),
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
            Noun::Office(noun) => noun.run(office, console),
            Noun::Config(noun) => noun.run(office, console),
            Noun::Db(noun) => noun.run(office, console),
            Noun::Run(noun) => noun.run(office, console),
            Noun::Codes(noun) => noun.run(office, console),
            Noun::Report(noun) => noun.run(office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
