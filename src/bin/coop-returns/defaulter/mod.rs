//! `defaulter list|stage|notice|service|hold|release|withdraw|show`.

mod list;
mod notice;
mod order;
mod service;
mod show;
mod stage;

use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Part, Verdict},
    model::Finding,
};

/// Societies in default: who they are, the steps against them, notices, what ends it
#[derive(clap::Subcommand)]
pub enum Defaulter {
    /// Societies without a return of --fy on record by --as-of, the due date past
    List(list::List),
    /// Open, move and end the cases of default as they stand on --as-of: one plan, one row of the day book
    ///
    /// A case is opened for every society at work that misses a return; it takes the steps whose conditions are met (days since the return
    /// was due, days since the notice was served, years missed), and ends on the day every missing return is on record. Conditions are lines
    /// of `coop-register clock list --module return_default`; an office sets its own with `clock set`. Held and stayed cases are left. Run
    /// twice it changes nothing and says nothing; --dry-run prints what it would do.
    Stage(stage::Stage),
    /// Issue the notices that are due at the stage of each case, numbered without gap, and print them (PDF)
    Notice(notice::Notice),
    /// The register of service: which notice was served when, how, with which proof (--format xlsx, csv, pdf)
    Service(service::Service),
    /// Hold a case by order until a day: it is not moved and gets no notice
    Hold(order::Hold),
    /// Lift a hold by order
    Release(order::Release),
    /// Withdraw a case by order: the years it names count as no default any more
    Withdraw(order::Withdraw),
    /// One society: its cases, what is missing with its due day, the movement, the notices
    Show(show::Show),
}

impl Defaulter {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Stage(verb) => verb.run(office, console),
            Self::Notice(verb) => verb.run(office, console),
            Self::Service(verb) => verb.run(office, console),
            Self::Hold(verb) => verb.run(office, console),
            Self::Release(verb) => verb.run(office, console),
            Self::Withdraw(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
        }
    }
}

/// Faults of what was typed; others are of the law or of the register.
const TYPED: [&str; 4] = ["DEF-001", "CAS-106", "CAS-114", "CAS-121"];

/// One line for one fault, all of them below where there are several: exit 2 where each was typed wrong, else 6.
fn refused(faults: Vec<Finding>) -> CommandError {
    let typed = faults.iter().all(|fault| TYPED.contains(&fault.code.as_str()));
    let exit = if typed { Exit::Arguments } else { Exit::Refused };
    if let [only] = &faults[..] {
        return CommandError::new(exit, "error.defaulter.refused")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(exit, "error.defaulter.refused_several")
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}
