//! `return show`: a return line by line, and what became of it.

use super::{
    asked::{Asked, Words},
    list::state_word,
};
use clap::Args;
use coop_registry::{
    branches::returns::{
        SECTIONS,
        life::{Act, Course, State, course, versions},
        lines_of,
    },
    catalogue::ReturnFields,
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, date_written},
    model::{Language, Value},
    rules::Lines,
};
use serde_json::json;

/// Show the return of --fy.
#[derive(Args)]
pub struct Show {
    /// Identity, registration number or name of the society
    society: String,
    /// This filing (0 as first filed; default: the last)
    #[arg(long, value_name = "N")]
    revision: Option<usize>,
}

impl Show {
    /// Table with the acts above the lines, or JSON, CSV and JSON lines with a row a line.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let asked = Asked::of(office, &register, &self.society, moment)?;
        let fields = ReturnFields::load(office.files())?;
        let mut all = versions(&register, &asked.society, asked.fy)?;
        all.retain(|entry| moment.knows(entry.recorded_at));
        let revision = self.revision.unwrap_or(all.len().saturating_sub(1));
        let Some(entry) = all.get(revision) else {
            let none = CommandError::not_found("error.return.no_revision").with("society", &asked.society);
            return Err(none.with("fy", asked.fy).with("asked", revision).with("count", all.len()));
        };
        let course = course(&register, &asked.society, asked.fy, moment)?;
        let lines = lines_of(office.tables(), &fields, entry);
        let listing = rows(console, &fields, &Words::load(office, console)?, &lines);
        match console.format() {
            Format::Json => {
                console.data(
                    "return-show",
                    json!({
                        "society": asked.society, "fy": asked.fy, "reg_no": asked.reg_no, "state": course.state().key(),
                        "revision": revision, "revisions": all.len(), "acts": acts_json(&course), "rows": listing.to_json(),
                    }),
                );
            }
            Format::Csv | Format::Jsonl => console.listing("return-show", &listing),
            _ => {
                head(console, &asked, &course, (revision, all.len()));
                tables(console, &fields, &listing);
            }
        }
        Ok(Exit::Done)
    }
}

/// A row a line: key, section, label, unit, value as it is and as people write it.
fn rows(console: &Console, fields: &ReturnFields, words: &Words, lines: &Lines) -> Listing {
    let mut listing = Listing::new([
        ("field", "Line", "पंक्ति"),
        ("section", "Section", "खंड"),
        ("label", "Label", "विवरण"),
        ("unit", "Unit", "इकाई"),
        ("value", "Value", "मान"),
        ("written", "Written", "लिखित"),
    ]);
    let language = console.language();
    for (no, value) in lines {
        let line = fields.at(*no);
        listing.push([
            Value::text(&line.key),
            Value::text(&line.section),
            Value::text(line.label.in_language(language)),
            Value::text(fields.unit(line).in_language(language)),
            value.clone(),
            Value::text(words.of(fields, line, value, language)),
        ]);
    }
    listing
}

fn head(console: &mut Console, asked: &Asked, course: &Course, (revision, of): (usize, usize)) {
    let language = console.language();
    let name = asked.name.in_language(language).to_owned();
    let state = state_word(if of == 0 { State::None } else { course.state() }, language);
    console.say(format!("{} {name} ({}), {}", asked.society, asked.reg_no, asked.fy));
    console.say(match language {
        Language::En => format!("state: {state}; revision {revision} of {}", of.saturating_sub(1)),
        Language::Hi => format!("स्थिति: {state}; संशोधन {revision}, कुल {}", of.saturating_sub(1)),
    });
    if course.events.is_empty() {
        console.say(console.pick("imported; no act on it is recorded", "अंतरित; इस पर कोई कार्यवाही दर्ज नहीं").to_owned());
    }
    for event in &course.events {
        let act = match (event.act, language) {
            (Act::Filed, Language::En) => "filed",
            (Act::Revised, Language::En) => "revised",
            (Act::Accepted, Language::En) => "accepted",
            (Act::Refused, Language::En) => "refused",
            (Act::Filed, Language::Hi) => "दाखिल",
            (Act::Revised, Language::Hi) => "संशोधित",
            (Act::Accepted, Language::Hi) => "स्वीकृत",
            (Act::Refused, Language::Hi) => "अस्वीकृत",
        };
        let order = match event.order_no.as_str() {
            "" => String::new(),
            no => format!(", {} {no}", console.pick("order", "आदेश")),
        };
        let late = match event.days_late.filter(|days| *days > 0) {
            Some(days) => format!(", {days} {}", console.pick("day(s) late", "दिन विलंब")),
            None => String::new(),
        };
        let reason = if event.reason.is_empty() { String::new() } else { format!(": {}", event.reason) };
        console.say(format!("  {}  {act} ({}){order}{late}{reason}", date_written(event.on), event.login));
    }
}

/// The lines, section by section.
fn tables(console: &mut Console, fields: &ReturnFields, listing: &Listing) {
    let language = console.language();
    for (section, title) in SECTIONS {
        let of_section = |row: &&Vec<Value>| {
            let key = row[0].as_text().unwrap_or_default();
            fields.get(key).is_some_and(|line| line.section == section)
        };
        let mut part = Listing::new([
            ("field", "Line", "पंक्ति"),
            ("label", "Label", "विवरण"),
            ("unit", "Unit", "इकाई"),
            ("value", "Value", "मान"),
        ]);
        for row in listing.rows.iter().filter(of_section) {
            part.push([row[0].clone(), row[2].clone(), row[3].clone(), row[5].clone()]);
        }
        if part.rows.is_empty() {
            continue;
        }
        let (hi, en) = title.split_once(" / ").unwrap_or((title, title));
        console.say(format!("\n{}", if language == Language::Hi { hi } else { en }));
        let text = console.table(&part);
        console.say(text.trim_end());
    }
}

fn acts_json(course: &Course) -> Vec<serde_json::Value> {
    let one = |event: &coop_registry::branches::returns::life::Event| {
        json!({
            "act": event.act.key(), "on": event.on.to_string(), "revision": event.revision, "login": event.login,
            "order_no": event.order_no, "reason": event.reason, "sha256": event.file.1, "facts": event.facts,
            "due_on": event.due_on.map(|day| day.to_string()), "days_late": event.days_late,
        })
    };
    course.events.iter().map(one).collect()
}
