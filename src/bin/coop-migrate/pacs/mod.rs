//! `coop-migrate pacs`: computerisation of PACS, other societies and offices, one dated event at a time.

mod enter;
mod list;
mod list_file;
mod show;
mod stages;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// Computerisation of PACS, other societies and offices
#[derive(Subcommand)]
pub enum Pacs {
    /// Select units into a programme
    Select(stages::Select),
    /// The district committee (DLMIC in Bihar, DLIMC nationally) resolved on units
    Dlmic(stages::Dlmic),
    /// Units were sanctioned money
    Sanction(stages::Sanction),
    /// Hardware was delivered to units
    Hardware(stages::Hardware),
    /// The data collection template (DCT) of units is complete
    Dct(stages::Plain),
    /// Units went live
    Golive(stages::Plain),
    /// Units were audited on the system
    Audit(stages::Plain),
    /// The handover certificate (HoC) of units was signed
    #[command(visible_alias = "hoc")]
    Handover(stages::Numbered),
    /// Units are accompanied in their first time
    Handholding(stages::Handholding),
    /// Units were declared e-PACS
    Epacs(stages::Numbered),
    /// Units end each day on the day (dynamic day-end)
    DayEnd(stages::Plain),
    /// The state of the books of units: day-end done, what is not reconciled
    Books(stages::Books),
    /// List units with the stage each has reached
    List(list::List),
    /// Show the stages of one society, each with the entry and the order it rests on
    Show(show::Show),
}

impl Pacs {
    /// Enters one event of each unit named, all or none; or lists and shows.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (verb, told) = match self {
            Self::Select(verb) => ("select", verb.told()),
            Self::Dlmic(verb) => ("dlmic", verb.told()),
            Self::Sanction(verb) => ("sanction", verb.told()?),
            Self::Hardware(verb) => ("hardware", verb.told()),
            Self::Dct(verb) => ("dct", verb.told("dct", "dct_on")),
            Self::Golive(verb) => ("golive", verb.told("golive", "golive_on")),
            Self::Audit(verb) => ("audit", verb.told("audit", "audit_on")),
            Self::Handover(verb) => ("handover", verb.told("handover", "hoc_on", "hoc_no")),
            Self::Handholding(verb) => ("handholding", verb.told()),
            Self::Epacs(verb) => ("epacs", verb.told("epacs", "epacs_on", "epacs_no")),
            Self::DayEnd(verb) => ("day-end", verb.told("day_end", "day_end_on")),
            Self::Books(verb) => ("books", verb.told()?),
            Self::List(verb) => return verb.run(office, console),
            Self::Show(verb) => return verb.run(office, console),
        };
        enter::enter(office, console, verb, told)
    }
}
