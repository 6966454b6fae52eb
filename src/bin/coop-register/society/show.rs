//! `coop-register society show`: what is in force of one society.

use super::Words;
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::Value,
    register::ReadRegister,
};

/// Show one society
#[derive(Args)]
pub struct Show {
    /// Identity, registration number or name
    society: String,
}

impl Show {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = Words::load(office, console)?;
        let register = office.read_register()?;
        let table = desk::table(office, "society")?;
        let moment = office.moment()?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let line = register.line("society", &subject, moment)?.ok_or_else(|| {
            CommandError::not_found("error.desk.nothing_in_force").with("subject", &subject).with("day", moment.as_of)
        })?;
        let mut listing = Listing::new([
            ("field", "Field", "क्षेत्र"),
            ("label", "Label", "शीर्षक"),
            ("value", "Value", "मान"),
            ("entry", "Entry", "प्रविष्टि"),
        ]);
        for (field, value) in table.fields.iter().zip(&line.values).filter(|(_, value)| !value.is_empty()) {
            let entry = line.entries.get(usize::from(field.group)).copied().flatten();
            listing.push([
                Value::text(&field.key),
                Value::text(field.label.in_language(console.language())),
                words.value(field, value),
                entry.map_or(Value::Empty, |entry| Value::Integer(entry.0)),
            ]);
        }
        console.say(&subject);
        console.listing("society", &listing);
        Ok(Exit::Done)
    }
}
