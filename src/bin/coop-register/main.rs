//! `coop-register`: keep the statutory registers of a Registrar’s office.

use clap::{Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

mod ledger;
mod place;
mod society;

/// Keep the statutory registers of a Registrar’s office
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
    Society(society::Society),
    #[command(subcommand)]
    Place(place::Place),
    #[command(subcommand)]
    Office(shared::office::OfficeNoun),
    #[command(subcommand)]
    Config(shared::config::Config),
    #[command(subcommand)]
    Ledger(ledger::Ledger),
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
            Noun::Society(noun) => noun.run(office, console),
            Noun::Place(noun) => noun.run(office, console),
            Noun::Office(noun) => noun.run(office, console),
            Noun::Config(noun) => noun.run(office, console),
            Noun::Ledger(noun) => noun.run(office, console),
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
