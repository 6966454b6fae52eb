//! `coop-register application`: applications of a service, from receipt to decision.

use crate::case::{Acting, Called, acting, clocks, correct, list, open, show};
use clap::{Args, Subcommand};
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// Applications: receipt, scrutiny, defects, decision
#[derive(Subcommand)]
pub enum Application {
    /// Enter an application: gives it its number and its case
    Receive(Of<open::Receive>),
    /// Take an application up for scrutiny, with the papers found
    Scrutinise(Of<Acting>),
    /// Send the applicant a memo of defects; the clock stands still until they are cured
    Query(Of<Acting>),
    /// The applicant has cured the defects
    Cure(Of<Acting>),
    /// Decide: registered, refused, lapsed or withdrawn
    Decide(Of<acting::Decide>),
    /// Any other act of the service, as inquire, report, extend
    Act(Of<acting::ByName>),
    /// Correct what was entered: a fact of the application, or the day of an act
    Correct(Of<correct::Correct>),
    /// The clocks of one application, or of all that are open
    Clock(Of<clocks::ClocksOf>),
    /// List applications
    List(Of<list::List>),
    /// Show one application: facts, movement, clocks, what may be done now
    Show(Of<show::Show>),
}

/// The service, and what is asked of it.
#[derive(Args)]
pub struct Of<T: Args> {
    /// Service: a file of catalogue/services
    #[arg(long, default_value = "registration")]
    service: String,
    #[command(flatten)]
    verb: T,
}

impl Application {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Receive(of) => of.verb.run(office, console, called(&of.service)),
            Self::Scrutinise(of) => of.verb.run(office, console, called(&of.service), "scrutinise"),
            Self::Query(of) => of.verb.run(office, console, called(&of.service), "query"),
            Self::Cure(of) => of.verb.run(office, console, called(&of.service), "cure"),
            Self::Decide(of) => of.verb.run(office, console, called(&of.service)),
            Self::Act(of) => of.verb.run(office, console, called(&of.service)),
            Self::Correct(of) => of.verb.run(office, console, called(&of.service)),
            Self::Clock(of) => of.verb.run(office, console, called(&of.service)),
            Self::List(of) => of.verb.run(office, console, called(&of.service)),
            Self::Show(of) => of.verb.run(office, console, called(&of.service)),
        }
    }
}

fn called(service: &str) -> Called<'_> {
    Called { noun: "application", service }
}
