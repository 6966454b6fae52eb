//! `coop-migrate`: bring old spreadsheets into the register, and prove that nothing was lost.

use clap::{CommandFactory as _, Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, shared};
use std::process::ExitCode;

/// Rows make and drop a few dozen small texts each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod cells;
mod certificate;
mod cutover;
mod decode;
mod entry;
mod heal;
mod import;
mod inspect;
mod pacs;
mod plan;
mod profile;
mod progress;
mod reconcile;
mod rehearse;
mod rejects;
mod scope;
mod stage;
mod trace;
mod undo;

/// Bring old spreadsheets into the register, and prove that nothing was lost
#[derive(Parser)]
#[command(name = "coop-migrate", version, arg_required_else_help = true)]
struct CoopProgram {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    noun: Noun,
}

#[derive(Subcommand)]
enum Noun {
    #[command(subcommand)]
    Decode(decode::Decode),
    Inspect(inspect::Inspect),
    #[command(subcommand)]
    Profile(profile::Profile),
    Cells(cells::Cells),
    Stage(stage::Stage),
    #[command(subcommand)]
    Plan(plan::Plan),
    Apply(plan::Apply),
    Import(import::Import),
    Undo(undo::Undo),
    #[command(subcommand)]
    Rejects(rejects::Rejects),
    Reconcile(reconcile::Reconcile),
    Certificate(certificate::Certificate),
    Rehearse(rehearse::Rehearse),
    Trace(trace::Trace),
    #[command(subcommand)]
    Pacs(pacs::Pacs),
    #[command(subcommand)]
    Progress(progress::Progress),
    #[command(subcommand)]
    Cutover(cutover::Cutover),
    #[command(subcommand)]
    Heal(heal::Heal),
    #[command(subcommand)]
    Entry(entry::Entry),
    #[command(flatten)]
    Shared(shared::Shared),
}

impl cli::Program for CoopProgram {
    fn globals(&self) -> &Globals {
        &self.globals
    }
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self.noun {
            Noun::Decode(verb) => verb.run(office, console),
            Noun::Inspect(verb) => verb.run(office, console),
            Noun::Profile(verb) => verb.run(office, console),
            Noun::Cells(verb) => verb.run(office, console),
            Noun::Stage(verb) => verb.run(office, console),
            Noun::Plan(verb) => verb.run(office, console),
            Noun::Apply(verb) => verb.run(office, console),
            Noun::Import(verb) => verb.run(office, console),
            Noun::Undo(verb) => verb.run(office, console),
            Noun::Rejects(verb) => verb.run(office, console),
            Noun::Reconcile(verb) => verb.run(office, console),
            Noun::Certificate(verb) => verb.run(office, console),
            Noun::Rehearse(verb) => verb.run(office, console),
            Noun::Trace(verb) => verb.run(office, console),
            Noun::Pacs(noun) => noun.run(office, console),
            Noun::Progress(noun) => noun.run(office, console),
            Noun::Cutover(noun) => noun.run(office, console),
            Noun::Heal(verb) => verb.run(office, console),
            Noun::Entry(verb) => verb.run(office, console),
            Noun::Shared(noun) => noun.run(Self::command(), office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
