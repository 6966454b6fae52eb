//! `extension grant|list|withdraw`.

mod grant;
mod list;
mod reach;
mod withdraw;

use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Part, Verdict},
    model::{Act, Date, Finding, date_written},
};

/// The last day for filing annual returns, extended by order
#[derive(clap::Subcommand)]
pub enum Extension {
    /// Extend the last day for the return of --fy, of one society or of all that pass the filters
    ///
    /// By --order and --reason. A filter may be given several times; filters of several kinds narrow each other. The last order that
    /// reaches a society counts for it; one that takes days away needs --shorten, and never takes days that have passed.
    Grant(grant::Grant),
    /// Extensions with their order, whom they reach, and what became of them; --fy for one year
    List(list::List),
    /// Withdraw an extension, by --order and --reason
    ///
    /// It does not act backwards: it holds to the day of the withdrawal. Whoever filed by then is in time; for the others that day is the
    /// last, or the day of the law, if that is later. An earlier extension that was overtaken by this one stands again.
    Withdraw(withdraw::Withdraw),
}

impl Extension {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Grant(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Withdraw(verb) => verb.run(office, console),
        }
    }
}

/// What an act on an extension rests on: its order and reason, both of which it needs, on a day that has come.
fn ordered(act: &Act, (on, today): (Date, Date), fault: impl Fn(&str) -> Finding) -> (String, String, Vec<Finding>) {
    let (order_no, reason) = (act.order_no.clone().unwrap_or_default(), act.reason.clone().unwrap_or_default());
    let mut faults = Vec::new();
    if order_no.is_empty() || reason.is_empty() {
        faults.push(fault("EXT-012"));
    }
    if on > today {
        faults.push(fault("EXT-013").with("on", date_written(on)).with("today", date_written(today)));
    }
    (order_no, reason, faults)
}

/// Faults of what was typed; others are of the law or of the register.
const TYPED: [&str; 6] = ["EXT-004", "EXT-005", "EXT-006", "EXT-009", "EXT-013", "EXT-015"];

/// One line for one fault, all of them below where there are several: exit 2 where each was typed wrong, else 6.
fn refused(faults: Vec<Finding>) -> CommandError {
    let typed = faults.iter().all(|fault| TYPED.contains(&fault.code.as_str()));
    let exit = if typed { Exit::Arguments } else { Exit::Refused };
    if let [only] = &faults[..] {
        return CommandError::new(exit, "error.extension.refused")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(exit, "error.extension.refused_several")
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}
