//! `coop-migrate trace`: from any value back to file, sheet and cell.

use clap::Args;
use coop_registry::{
    catalogue::Places,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    migrate,
    model::Value,
    register::RegisterError,
};

/// Lead from a value back to its cell
#[derive(Args)]
pub struct Trace {
    /// Identity (BR-PAT-S-17, BR-PAT-M-4), or a society's registration number or name; any subject with --register
    society: String,
    /// Only this field
    #[arg(long)]
    field: Option<String>,
    /// Register of the subject, where its identity does not tell
    #[arg(long)]
    register: Option<String>,
}

impl Trace {
    /// One line a value; below a registration number one for each part of it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let table = match (&self.register, office.tables().of_identity(&self.society)) {
            (Some(name), _) => desk::table(office, name)?,
            (None, Some(table)) => table,
            (None, None) => desk::table(office, "society")?,
        };
        if let Some(field) = self.field.as_deref().filter(|field| table.field(field).is_none()) {
            return Err(RegisterError::UnknownField { register: table.name.clone(), field: field.to_owned() }.into());
        }
        let moment = office.moment()?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let places = Places::load(office.files())?;
        let traced = migrate::trace(&register, table, &subject, self.field.as_deref(), moment, &places)?;
        if traced.is_empty() {
            return Err(CommandError::not_found("error.desk.nothing_in_force")
                .with("subject", &subject)
                .with("day", moment.as_of));
        }
        let mut listing = Listing::new([
            ("field", "Field", "क्षेत्र"),
            ("value", "Value as read", "पढ़ा गया मान"),
            ("written", "As written", "जैसा लिखा था"),
            ("repairs", "Repairs", "सुधार"),
            ("file", "File", "फ़ाइल"),
            ("sheet", "Sheet", "शीट"),
            ("cell", "Cell", "खाना"),
            ("batch", "Batch", "खेप"),
            ("entry", "Entry", "प्रविष्टि"),
            ("recorded_at", "Recorded", "दर्ज"),
            ("corrected_in", "Corrected in", "सुधार यहाँ"),
        ]);
        let or_empty = |text: Option<String>| text.map_or(Value::Empty, Value::Text);
        for found in traced {
            let parts: Vec<_> =
                found.parts.iter().map(|(part, value)| (format!("{}.{part}", found.field), value.clone())).collect();
            listing.push([
                Value::text(found.field),
                found.value,
                or_empty(found.written),
                Value::text(found.repairs.join(" ")),
                or_empty(found.file),
                or_empty(found.sheet),
                or_empty(found.cell),
                or_empty(found.batch),
                Value::Integer(found.entry),
                Value::text(&found.recorded_at[..19.min(found.recorded_at.len())]),
                or_empty(found.corrected_in),
            ]);
            for (part, value) in parts {
                let mut line = [const { Value::Empty }; 11];
                (line[0], line[1]) = (Value::text(part), value);
                listing.push(line);
            }
        }
        console.say(&subject);
        console.listing("trace", &listing);
        Ok(Exit::Done)
    }
}
