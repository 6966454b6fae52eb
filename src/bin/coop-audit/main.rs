//! `coop-audit`: keep the panel of auditors and allot audits.

mod allotment;
mod auditor;
mod drafts;
mod reading;
mod words;

use clap::{Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

/// Keep the panel of auditors and allot audits
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
    Auditor(auditor::Auditor),
    #[command(subcommand)]
    Allotment(allotment::Allotment),
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
            Noun::Auditor(noun) => noun.run(office, console),
            Noun::Allotment(noun) => noun.run(office, console),
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
