//! `coop-register society history`: every entry ever made of one society.

use super::Words;
use clap::Args;
use coop_registry::{
    branches::societies::{Step, StepKind, history},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Label, TableDef, Value},
};

/// Show the entries of one society
#[derive(Args)]
pub struct History {
    /// Identity, registration number or name
    society: String,
    /// Only corrections
    #[arg(long)]
    corrections: bool,
    /// Also facts that name a person or an address
    #[arg(long)]
    personal: bool,
}

/// Code and words of what an entry is.
fn kind(kind: StepKind) -> (&'static str, Label) {
    let (code, en, hi) = match kind {
        StepKind::Entered => ("entered", "entered", "दर्ज"),
        StepKind::Changed => ("changed", "change", "परिवर्तन"),
        StepKind::Corrected => ("corrected", "correction", "सुधार"),
        StepKind::StruckOut => ("struck_out", "struck out", "निरस्त"),
    };
    (code, Label { en: en.into(), hi: hi.into() })
}

impl History {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "society")?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let words = Words::load(office, console)?;
        let mut listing = Listing::new([
            ("entry", "Entry", "प्रविष्टि"),
            ("what", "What", "प्रकार"),
            ("effective_from", "In force from", "प्रभावी तिथि"),
            ("recorded_at", "Entered", "दर्ज"),
            ("supersedes", "Supersedes", "स्थान पर"),
            ("facts", "Facts", "तथ्य"),
            ("order", "Order", "आदेश"),
            ("reason", "Reason", "कारण"),
            ("officer", "Officer", "पदाधिकारी"),
            ("day_no", "Day book", "रोज़नामचा"),
            ("batch", "Batch", "खेप"),
            ("row", "Row", "पंक्ति"),
        ]);
        let steps = history(&register, &subject, moment)?;
        let wanted = |step: &&Step| !self.corrections || matches!(step.kind, StepKind::Corrected | StepKind::StruckOut);
        for step in steps.iter().filter(wanted) {
            let (code, label) = kind(step.kind);
            let act = step.day.as_ref().map(|day| &day.act);
            let text = |text: Option<&String>| text.map_or(Value::Empty, Value::text);
            let (entry, source) = (&step.entry, step.entry.source.as_ref());
            listing.push([
                Value::Integer(entry.no.0),
                Value::text(crate::case::word(console, code, &label)),
                Value::Date(entry.effective_from),
                Value::text(entry.recorded_at.to_text()),
                entry.supersedes.map_or(Value::Empty, |no| Value::Integer(no.0)),
                Value::text(facts(table, &words, step, console, self.personal)),
                text(act.and_then(|act| act.order_no.as_ref())),
                text(act.and_then(|act| act.reason.as_ref())),
                text(act.map(|act| &act.officer)),
                Value::Integer(entry.day_no),
                source.map_or(Value::Empty, |source| Value::text(&source.batch)),
                source.map_or(Value::Empty, |source| Value::Integer(i64::from(source.row))),
            ]);
        }
        console.say(&subject);
        console.listing("society-history", &listing);
        Ok(Exit::Done)
    }
}

/// What an entry did to the facts: `name_en=Maner` where nothing stood, `status: functional → cancelled` where something did.
fn facts(table: &TableDef, words: &Words, step: &Step, console: &Console, personal: bool) -> String {
    let mut told = Vec::new();
    for change in &step.changes {
        let Some(field) = table.fields.get(usize::from(change.field)) else { continue };
        let name = match console.is_for_people() {
            true => field.label.in_language(console.language()),
            false => &field.key,
        };
        let worded = |value: &Value| match (value.is_empty(), field.personal && !personal) {
            (true, _) => "–".to_owned(),
            (false, true) => "…".to_owned(),
            (false, false) => plain(&words.value(field, value)),
        };
        told.push(match change.was.is_empty() {
            true => format!("{name}={}", worded(&change.now)),
            false => format!("{name}: {} → {}", worded(&change.was), worded(&change.now)),
        });
    }
    if told.is_empty() { "–".to_owned() } else { told.join("; ") }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Money(paise) => paise.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Integer(n) | Value::Percent(n) | Value::Quantity(n) => n.to_string(),
    }
}
