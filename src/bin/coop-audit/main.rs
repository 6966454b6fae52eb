//! `coop-audit`: the panel of auditors, allotment of audits, each audit to its close, system audit, inspection of records.

mod allotment;
mod arrears;
mod audit;
mod auditor;
mod compliance;
mod drafts;
mod inspection;
mod objection;
mod panel;
mod reading;
mod system;
mod words;

use clap::{CommandFactory as _, Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

/// Rows make and drop a few dozen small texts each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Keep the panel of auditors, allot audits, follow each to its close; system audit, inspection of records
#[derive(Parser)]
#[command(name = "coop-audit", version, arg_required_else_help = true)]
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
    Panel(panel::Panel),
    #[command(subcommand)]
    Allotment(allotment::Allotment),
    #[command(subcommand)]
    Audit(Box<audit::Audit>),
    #[command(subcommand)]
    Objection(objection::ObjectionNoun),
    #[command(subcommand)]
    Compliance(compliance::Compliance),
    Arrears(arrears::Arrears),
    #[command(subcommand)]
    Inspection(inspection::Inspection),
    #[command(subcommand)]
    System(system::System),
    #[command(flatten)]
    Shared(shared::Shared),
}

impl cli::Program for CoopProgram {
    fn globals(&self) -> &Globals {
        &self.globals
    }
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self.noun {
            Noun::Auditor(noun) => noun.run(office, console),
            Noun::Panel(noun) => noun.run(office, console),
            Noun::Allotment(noun) => noun.run(office, console),
            Noun::Audit(noun) => noun.run(office, console),
            Noun::Objection(noun) => noun.run(office, console),
            Noun::Compliance(noun) => noun.run(office, console),
            Noun::Arrears(noun) => noun.run(office, console),
            Noun::Inspection(noun) => noun.run(office, console),
            Noun::System(noun) => noun.run(office, console),
            Noun::Shared(noun) => noun.run(Self::command(), office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
