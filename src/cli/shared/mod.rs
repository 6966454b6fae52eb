//! Nouns that all four programs have: one line in a program's enum holds them all.

pub mod codes;
pub mod completions;
pub mod config;
pub mod db;
pub mod doctor;
pub mod man;
pub mod office;
pub mod report;
mod report_desk;
pub mod run;

pub(crate) use report::{asked_forms as report_forms, make_in, make_letters, make_one, words as report_words};
pub use report_desk::auditor_panel;
pub(crate) use report_desk::{ground as report_ground, worded};

use super::{CommandError, Console, Office, Verdict};

/// The nouns shared by the four programs.
#[derive(clap::Subcommand)]
pub enum Shared {
    #[command(subcommand)]
    Office(office::OfficeNoun),
    #[command(subcommand)]
    Config(config::Config),
    #[command(subcommand)]
    Db(db::Db),
    #[command(subcommand)]
    Run(run::RunNoun),
    Codes(codes::Codes),
    #[command(subcommand)]
    Report(report::ReportNoun),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Shared {
    /// Runs the verb; `program` is the whole command line, for its completions and manual pages.
    pub fn run(self, program: clap::Command, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Shared::Office(noun) => noun.run(office, console),
            Shared::Config(noun) => noun.run(office, console),
            Shared::Db(noun) => noun.run(office, console),
            Shared::Run(noun) => noun.run(office, console),
            Shared::Codes(noun) => noun.run(office, console),
            Shared::Report(noun) => noun.run(office, console),
            Shared::Doctor(noun) => noun.run(office, console),
            Shared::Completions(noun) => noun.run(program, console),
            Shared::Man(noun) => noun.run(program, office, console),
        }
    }
}
