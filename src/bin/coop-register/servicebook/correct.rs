//! Correcting an entry of a service book: by one that supersedes it, never by erasing.

use super::enter::Writing;
use crate::case::{not_entered, pairs};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unposted,
        servicebook::{books, corrected, faults_of_correction, struck},
    },
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Date, Moment},
};

/// Correct an entry.
#[derive(Args)]
pub struct Correct {
    /// Entry: its identity, as servicebook show has it
    entry: String,
    /// A fact as it should read, as --set event_on=1970-05-14
    #[arg(long = "set", value_name = "FIELD=VALUE", required_unless_present = "strike", conflicts_with = "strike")]
    set: Vec<String>,
    /// Strike the entry out
    #[arg(long)]
    strike: bool,
}

impl Correct {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "correct")?;
        let all = books(&writing.register, &writing.shelf.rules, Moment::on(Date::MAX))?;
        let held = all
            .iter()
            .find_map(|book| Some((&book.employee, book.entries.iter().find(|entry| entry.id == self.entry.trim())?)));
        let Some((employee, entry)) = held else {
            return Err(CommandError::not_found("error.servicebook.no_entry").with("entry", &self.entry));
        };
        let facts = writing.read(office, employee, &pairs(&self.set)?)?;
        let (order, reason) = (writing.act.order_no.as_deref(), writing.act.reason.as_deref());
        let today = office.time().as_of;
        let mut faults = faults_of_correction((employee, entry), &facts, (order, reason), today);
        faults.extend(unposted(&writing.register, &writing.act.officer, employee, today)?);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let made = if self.strike {
            struck(&writing.register, (employee, entry))?
        } else {
            let order = order.unwrap_or_default();
            corrected(&writing.register, (employee, entry), &facts, order)?.map(Option::unwrap_or_default)
        };
        let entries = made.map_err(|fault| not_entered(Exit::Refused, vec![fault]))?;
        let employee = employee.clone();
        writing.enter(office, console, ("correct", &employee), entries)
    }
}
