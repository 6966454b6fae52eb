//! `coop-register society`: the register of societies, one file a verb.

mod enter;
mod history;
mod list;
mod paper;
mod show;
mod standing;

pub(crate) use coop_registry::cli::RegisterWords as Words;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// The register of societies
#[derive(Subcommand)]
pub enum Society {
    /// List societies
    List(list::List),
    /// Show what is in force of one society
    Show(show::Show),
    /// Show every entry ever made of one society: what it changed or corrected, by which order, from which source
    History(history::History),
    /// Good standing, clause by clause, with the record behind each
    #[command(subcommand)]
    Standing(standing::Standing),
    /// Enter a society the register lacks; one that is newly registered comes of coop-register application
    Add(enter::Add),
    /// Enter a change of a society from a day on
    Amend(enter::Amend),
    /// Correct what was entered wrong, citing the page or order it rests on
    Correct(enter::Correct),
    /// Cancel the registration, by an order of its own after the winding up
    Cancel(enter::Cancel),
    /// Print the certificate of registration (PDF, or --format xlsx,html,csv) into the folder of -o
    Certificate(paper::Paper),
    /// Print an extract of the register as of --as-of, known on --known-on, with its corrections and a code by which it can be checked
    Extract(paper::Paper),
    /// Hold the code of a printed certificate or extract against the register
    Verify(paper::Verify),
}

impl Society {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Society::List(verb) => verb.run(office, console),
            Society::Show(verb) => verb.run(office, console),
            Society::History(verb) => verb.run(office, console),
            Society::Standing(verb) => verb.run(office, console),
            Society::Add(verb) => verb.run(office, console),
            Society::Amend(verb) => verb.run(office, console),
            Society::Correct(verb) => verb.run(office, console),
            Society::Cancel(verb) => verb.run(office, console),
            Society::Certificate(verb) => verb.run(office, console, paper::Kind::Certificate),
            Society::Extract(verb) => verb.run(office, console, paper::Kind::Extract),
            Society::Verify(verb) => verb.run(office, console),
        }
    }
}
