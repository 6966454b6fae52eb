//! `coop-register society`: the register of societies, for reading.

use crate::society_paper;
use clap::{Args, Subcommand};
use coop_registry::{
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Field, Kind, Language, Value},
    register::ReadRegister,
};
use std::ops::ControlFlow;

/// The register of societies
#[derive(Subcommand)]
pub enum Society {
    /// List societies
    List(List),
    /// Show what is in force of one society
    Show(Show),
    /// Show every entry ever made of one society
    History(History),
    /// Print the certificate of registration (PDF, or --format xlsx,html,csv) into the folder of -o
    Certificate(society_paper::Paper),
    /// Print an extract of the register, with a code by which it can be checked
    Extract(society_paper::Paper),
    /// Hold the code of a printed certificate or extract against the register
    Verify(society_paper::Verify),
}

/// List societies
#[derive(Args)]
pub struct List {
    /// Only this district: name in Hindi or English, or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only this class, as pacs
    #[arg(long)]
    class: Option<String>,
    /// Only this status, as functional
    #[arg(long)]
    status: Option<String>,
}

/// Show one society
#[derive(Args)]
pub struct Show {
    /// Identity, registration number or name
    society: String,
}

/// Show the entries of one society
#[derive(Args)]
pub struct History {
    /// Identity, registration number or name
    society: String,
}

impl Society {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Society::List(verb) => verb.run(office, console),
            Society::Show(verb) => verb.run(office, console),
            Society::History(verb) => verb.run(office, console),
            Society::Certificate(verb) => verb.run(office, console, society_paper::Kind::Certificate),
            Society::Extract(verb) => verb.run(office, console, society_paper::Kind::Extract),
            Society::Verify(verb) => verb.run(office, console),
        }
    }
}

/// What codes stand for.
pub(crate) struct Words {
    codes: Codes,
    places: Places,
    language: Language,
    /// Codes are worded for people and left alone for machines.
    worded: bool,
}

impl Words {
    pub(crate) fn load(office: &Office, console: &Console) -> Result<Self, CommandError> {
        Ok(Self {
            codes: Codes::load(office.files())?,
            places: Places::load(office.files())?,
            language: console.language(),
            worded: console.is_for_people(),
        })
    }
    pub(crate) fn value(&self, field: &Field, value: &Value) -> Value {
        let level = match field.kind {
            Kind::District => Some(Level::District),
            Kind::Block => Some(Level::Block),
            _ if field.key == "state" => Some(Level::State),
            _ => None,
        };
        match (self.worded, level, value) {
            (true, Some(level), Value::Integer(code)) => match self.places.get(level, *code) {
                Some(place) if self.language == Language::Hi && !place.name_hi.is_empty() => {
                    Value::text(&place.name_hi)
                }
                Some(place) => Value::text(&place.name_en),
                None => value.clone(),
            },
            (true, None, Value::Text(code)) if field.kind == Kind::Code => {
                Value::text(self.codes.label(field.codes.as_deref().unwrap_or_default(), code, self.language))
            }
            _ => value.clone(),
        }
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = Words::load(office, console)?;
        let district = match &self.district {
            None => None,
            Some(name) => Some(desk::district(&words.places, name)?),
        };
        let register = office.read_register()?;
        let table = desk::table(office, "society")?;
        let no = |key: &str| table.field_no(key).map(usize::from);
        let mut listing = Listing::new([
            ("society", "Society", "पहचान"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("reg_date", "Registered", "पंजीयन तिथि"),
            ("name_hi", "Name (Hindi)", "नाम (हिन्दी)"),
            ("name_en", "Name (English)", "नाम (अंग्रेज़ी)"),
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("class", "Class", "वर्ग"),
            ("status", "Status", "स्थिति"),
        ]);
        let keys: Vec<usize> = listing.columns.iter().skip(1).filter_map(|column| no(&column.key)).collect();
        register.lines("society", office.moment()?, &mut |line| {
            let text = |key: &str| no(key).and_then(|no| line.values[no].as_text()).unwrap_or_default();
            let code = no("district").and_then(|no| line.values[no].as_integer());
            let fits = district.is_none_or(|wanted| code == Some(wanted))
                && self.class.as_deref().is_none_or(|class| text("class") == class)
                && self.status.as_deref().is_none_or(|status| text("status") == status);
            if fits {
                let values = keys.iter().map(|no| words.value(&table.fields[*no], &line.values[*no]));
                listing.rows.push([Value::text(&line.subject)].into_iter().chain(values).collect());
            }
            ControlFlow::Continue(())
        })?;
        console.listing("society-list", &listing);
        Ok(Exit::Done)
    }
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
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

impl History {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let table = desk::table(office, "society")?;
        let moment = office.moment()?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let mut listing = Listing::new([
            ("entry", "Entry", "प्रविष्टि"),
            ("effective_from", "In force from", "प्रभावी तिथि"),
            ("recorded_at", "Entered", "दर्ज"),
            ("supersedes", "Supersedes", "स्थान पर"),
            ("batch", "Batch", "खेप"),
            ("row", "Row", "पंक्ति"),
            ("facts", "Facts", "तथ्य"),
        ]);
        for entry in register.entries("society", &subject)?.into_iter().filter(|entry| moment.knows(entry.recorded_at))
        {
            let facts: Vec<String> = entry
                .facts
                .iter()
                .map(|(no, value)| format!("{}={}", table.fields[usize::from(*no)].key, plain(value)))
                .collect();
            listing.push([
                Value::Integer(entry.no.0),
                Value::Date(entry.effective_from),
                Value::text(entry.recorded_at.to_text()),
                entry.supersedes.map_or(Value::Empty, |no| Value::Integer(no.0)),
                entry.source.as_ref().map_or(Value::Empty, |source| Value::text(&source.batch)),
                entry.source.as_ref().map_or(Value::Empty, |source| Value::Integer(i64::from(source.row))),
                Value::text(if facts.is_empty() { "–".to_owned() } else { facts.join("; ") }),
            ]);
        }
        console.say(&subject);
        console.listing("society-history", &listing);
        Ok(Exit::Done)
    }
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
