//! `coop-returns`: annual returns from the empty form to acceptance, who owes one; days and activities of PACS, targets of
//! schemes; what is claimed on crop loans; records for the National Cooperative Database.

use clap::{CommandFactory as _, Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

/// Rows make and drop a few dozen small texts each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod baseline;
mod defaulter;
mod document;
mod due;
mod extension;
mod finding;
mod ncd;
mod pacs;
mod penalty;
mod period;
mod returns;
mod rules;
mod subvention;
mod target;

/// Annual returns, days and activities of PACS, targets, interest subvention, the National Cooperative Database
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
    Extension(extension::Extension),
    #[command(subcommand)]
    Defaulter(defaulter::Defaulter),
    #[command(subcommand)]
    Finding(finding::Finding),
    #[command(subcommand)]
    Document(document::Document),
    #[command(subcommand)]
    Penalty(penalty::Penalty),
    #[command(subcommand)]
    Baseline(baseline::Baseline),
    #[command(subcommand)]
    Rules(rules::Rules),
    #[command(subcommand)]
    Pacs(pacs::Pacs),
    #[command(subcommand)]
    Target(target::Target),
    #[command(subcommand)]
    Subvention(Box<subvention::Subvention>),
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
            Noun::Extension(noun) => noun.run(office, console),
            Noun::Defaulter(noun) => noun.run(office, console),
            Noun::Finding(noun) => noun.run(office, console),
            Noun::Document(noun) => noun.run(office, console),
            Noun::Penalty(noun) => noun.run(office, console),
            Noun::Baseline(noun) => noun.run(office, console),
            Noun::Rules(noun) => noun.run(office, console),
            Noun::Pacs(noun) => noun.run(office, console),
            Noun::Target(noun) => noun.run(office, console),
            Noun::Subvention(noun) => noun.run(office, console),
            Noun::Ncd(noun) => noun.run(office, console),
            Noun::Shared(noun) => noun.run(Self::command(), office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
