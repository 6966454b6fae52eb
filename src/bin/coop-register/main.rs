//! `coop-register`: keep the statutory registers of a Registrar’s office.

use clap::{CommandFactory as _, Parser, Subcommand};
use coop_registry::cli::{self, CommandError, Console, Globals, Office, Verdict, case, change, shared};
use std::process::ExitCode;

/// Rows make and drop a few dozen small texts each.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod appeal;
mod application;
mod asset;
mod byelaw;
mod byelaw_text;
mod causelist;
mod clock;
mod complaint;
mod coverage;
mod dispute;
mod election;
mod expulsion;
mod file;
mod file_shown;
mod handover;
mod holiday;
mod ledger;
mod liquidation;
mod locker;
mod member;
mod notice;
mod officer;
mod outbox;
mod place;
mod project;
mod register;
mod servicebook;
mod society;
mod stay;
mod supersession;
mod surcharge;
mod today;

/// Keep the statutory registers of a Registrar’s office
#[derive(Parser)]
#[command(name = "coop-register", version, arg_required_else_help = true)]
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
    Application(application::Application),
    #[command(subcommand)]
    Byelaw(byelaw::Byelaw),
    #[command(subcommand)]
    Dispute(dispute::Dispute),
    #[command(subcommand)]
    Causelist(causelist::Causelist),
    #[command(subcommand)]
    Stay(stay::StayOrder),
    #[command(subcommand)]
    Complaint(complaint::Complaint),
    #[command(subcommand)]
    Member(member::Member),
    #[command(subcommand)]
    Expulsion(expulsion::Expulsion),
    #[command(subcommand)]
    Appeal(appeal::Appeal),
    #[command(subcommand)]
    Election(election::Election),
    #[command(subcommand)]
    Supersession(supersession::Supersession),
    #[command(subcommand)]
    File(file::File),
    /// Moved: inspections are entered with coop-audit inspection
    #[command(hide = true)]
    Inspection(Moved),
    #[command(subcommand)]
    Surcharge(surcharge::Surcharge),
    #[command(subcommand)]
    Liquidation(liquidation::Liquidation),
    #[command(subcommand)]
    Asset(asset::Asset),
    #[command(subcommand)]
    Coverage(coverage::Coverage),
    Today(today::Today),
    #[command(subcommand)]
    Notice(notice::Notice),
    #[command(subcommand)]
    Outbox(outbox::Outbox),
    #[command(subcommand)]
    Clock(clock::Clock),
    #[command(subcommand)]
    Holiday(holiday::Holiday),
    #[command(subcommand)]
    Officer(officer::Officer),
    #[command(subcommand)]
    Project(project::Project),
    #[command(subcommand)]
    Servicebook(servicebook::Servicebook),
    #[command(subcommand)]
    Locker(locker::Locker),
    #[command(subcommand)]
    Place(place::Place),
    #[command(subcommand)]
    Register(register::AnyRegister),
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    #[command(flatten)]
    Shared(shared::Shared),
}

/// A noun that stands under another program now: its words are taken as they are, and none is carried out.
#[derive(clap::Args)]
struct Moved {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "WORD")]
    words: Vec<String>,
}

impl Moved {
    /// Where it went, with the verb that was asked for.
    fn told(self) -> CommandError {
        let verb = self.words.first().filter(|word| !word.starts_with('-')).map_or("", String::as_str);
        let now = format!("coop-audit inspection {verb}");
        CommandError::new(cli::Exit::Arguments, "error.inspection.moved").with("now", now.trim_end())
    }
}

impl cli::Program for CoopProgram {
    fn globals(&self) -> &Globals {
        &self.globals
    }
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self.noun {
            Noun::Society(noun) => noun.run(office, console),
            Noun::Application(noun) => noun.run(office, console),
            Noun::Byelaw(noun) => noun.run(office, console),
            Noun::Dispute(noun) => noun.run(office, console),
            Noun::Causelist(noun) => noun.run(office, console),
            Noun::Stay(noun) => noun.run(office, console),
            Noun::Complaint(noun) => noun.run(office, console),
            Noun::Member(noun) => noun.run(office, console),
            Noun::Expulsion(noun) => noun.run(office, console),
            Noun::Appeal(noun) => noun.run(office, console),
            Noun::Election(noun) => noun.run(office, console),
            Noun::Supersession(noun) => noun.run(office, console),
            Noun::File(noun) => noun.run(office, console),
            Noun::Inspection(noun) => Err(noun.told()),
            Noun::Surcharge(noun) => noun.run(office, console),
            Noun::Liquidation(noun) => noun.run(office, console),
            Noun::Asset(noun) => noun.run(office, console),
            Noun::Coverage(noun) => noun.run(office, console),
            Noun::Today(noun) => noun.run(office, console),
            Noun::Notice(noun) => noun.run(office, console),
            Noun::Outbox(noun) => noun.run(office, console),
            Noun::Clock(noun) => noun.run(office, console),
            Noun::Holiday(noun) => noun.run(office, console),
            Noun::Officer(noun) => noun.run(office, console),
            Noun::Project(noun) => noun.run(office, console),
            Noun::Servicebook(noun) => noun.run(office, console),
            Noun::Locker(noun) => noun.run(office, console),
            Noun::Place(noun) => noun.run(office, console),
            Noun::Register(noun) => noun.run(office, console),
            Noun::Ledger(noun) => noun.run(office, console),
            Noun::Shared(noun) => noun.run(Self::command(), office, console),
        }
    }
}

fn main() -> ExitCode {
    cli::program::<CoopProgram>()
}
