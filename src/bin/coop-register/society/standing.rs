//! `coop-register society standing`: good standing, clause by clause.

use super::Words;
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::Law,
        societies::{Held, StandingLine, Terms, of_all, of_one},
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, statutory},
    model::{Finding, Language, Moment, Severity, Value},
    register::{ReadRegister, Register},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Good standing
#[derive(Subcommand)]
pub enum Standing {
    /// Of one society: each clause, year by year, with the record behind it and what its limit rests on
    Explain(Explain),
    /// Of all societies: how many clauses each keeps, and which it does not
    List(List),
}

/// Explain.
#[derive(Args)]
pub struct Explain {
    /// Identity, registration number or name
    society: String,
}

/// List.
#[derive(Args)]
pub struct List {
    /// Only this district: name in Hindi or English, or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only this class, as pacs
    #[arg(long)]
    class: Option<String>,
    /// Also societies that keep every clause
    #[arg(long)]
    all: bool,
}

impl Standing {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Explain(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
        }
    }
}

/// The clauses, with what their limits run by.
fn terms(office: &Office, register: &Register, moment: Moment) -> Result<(Terms, Law), CommandError> {
    let law = statutory::law(office, register, moment)?;
    Ok((Terms::load(office.files(), office.tables(), &law.clocks)?, law))
}

/// The finding with its status in words.
fn worded(why: &Finding, statuses: &BTreeMap<String, coop_registry::model::Label>, language: Language) -> Finding {
    let mut why = why.clone();
    for (_, value) in why.args.iter_mut().filter(|(name, _)| name == "status") {
        if let Some(label) = statuses.get(value) {
            *value = label.in_language(language).to_owned();
        }
    }
    why
}

impl Explain {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "society")?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let (terms, law) = terms(office, &register, moment)?;
        let Some(standing) = of_one(&register, &terms, &law, &subject, moment)? else {
            let nothing = CommandError::not_found("error.desk.nothing_in_force").with("subject", &subject);
            return Err(nothing.with("day", moment.as_of));
        };
        let statuses = desk::code_words(office, "society_status")?;
        let language = console.language();
        let mut listing = Listing::new([
            ("clause", "Clause", "शर्त"),
            ("held", "Kept", "पूर्ण"),
            ("why", "Why", "कारण"),
            ("register", "Register", "पंजी"),
            ("record", "Record", "अभिलेख"),
            ("entry", "Entry", "प्रविष्टि"),
            ("basis", "Limit rests on", "सीमा का आधार"),
        ]);
        for line in &standing.lines {
            let why = worded(&line.why, &statuses, language);
            let record = line.record.as_ref();
            listing.push([
                Value::text(crate::case::word(console, &line.clause, &line.label)),
                Value::text(crate::case::word(console, line.held.key(), &line.held.label())),
                Value::text(console.texts().finding(&why, language)),
                record.map_or(Value::Empty, |record| Value::text(&record.register)),
                record.map_or(Value::Empty, |record| Value::text(&record.subject)),
                record.and_then(|record| record.entry).map_or(Value::Empty, Value::Integer),
                Value::text(line.basis.in_language(language)),
            ]);
        }
        let held = standing.held();
        console.listing("society-standing", &listing);
        console.note(match (held, console.pick("en", "hi")) {
            (Held::Kept, "hi") => format!("{subject}: {} को सभी शर्तें पूर्ण", moment.as_of),
            (Held::Kept, _) => format!("{subject}: keeps every clause on {}", moment.as_of),
            (Held::CannotTell, "hi") => format!("{subject}: कोई शर्त अपूर्ण नहीं, पर रजिस्टर से सब ज्ञात नहीं"),
            (Held::CannotTell, _) => format!("{subject}: no clause is broken, but the registers do not tell of all"),
            (Held::Broken, "hi") => format!("{subject}: {} को अच्छी स्थिति में नहीं", moment.as_of),
            (Held::Broken, _) => format!("{subject}: not in good standing on {}", moment.as_of),
        });
        let serious = standing.lines.iter().filter(|line| line.why.severity > Severity::Info);
        let serious: Vec<Finding> = serious.map(|line| worded(&line.why, &statuses, language)).collect();
        Ok(told(console, &serious))
    }
}

/// The findings go to JSON; a table says them already.
fn told(console: &mut Console, findings: &[Finding]) -> Verdict {
    if !console.is_for_people() {
        console.findings(findings);
    }
    console.verdict(findings)
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "society")?;
        let (terms, law) = terms(office, &register, moment)?;
        let words = Words::load(office, console)?;
        let district = self.district.as_deref().map(|name| desk::district(words.places(), name)).transpose()?;
        let language = console.language();
        let mut listing = Listing::new([
            ("society", "Society", "पहचान"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("district", "District", "जिला"),
            ("held", "Standing", "स्थिति"),
            ("kept", "Kept", "पूर्ण"),
            ("broken", "Not kept", "अपूर्ण"),
            ("cannot_tell", "Cannot be told", "ज्ञात नहीं"),
        ]);
        let (mut counts, total) = ([0_u64; 3], register.count("society", moment)?);
        let progress = console.progress(console.pick("societies", "समितियाँ"), total);
        let mut done = 0;
        of_all(&register, &terms, &law, moment, &mut |line, standing| {
            done += 1;
            progress.set(done);
            let value = |key: &str| line.value(table, key).cloned().unwrap_or(Value::Empty);
            let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
            let fits = district.is_none_or(|code| value("district").as_integer() == Some(code))
                && self.class.as_deref().is_none_or(|class| text("class") == class);
            let held = standing.held();
            if fits {
                counts[held as usize] += 1;
            }
            if fits && (self.all || held != Held::Kept) {
                let of = |held: Held| clauses(&standing.lines, held, console);
                let (first, second) = match language {
                    Language::Hi => ("name_hi", "name_en"),
                    Language::En => ("name_en", "name_hi"),
                };
                let name = if text(first).is_empty() { text(second) } else { text(first) };
                let place =
                    table.field("district").map_or(Value::Empty, |field| words.value(field, &value("district")));
                listing.push([
                    Value::text(&standing.society),
                    value("reg_no"),
                    Value::text(name),
                    place,
                    Value::text(crate::case::word(console, held.key(), &held.label())),
                    Value::count(standing.lines.iter().filter(|line| line.held == Held::Kept).count()),
                    Value::text(of(Held::Broken)),
                    Value::text(of(Held::CannotTell)),
                ]);
            }
            ControlFlow::Continue(())
        })?;
        console.listing("society-standing-list", &listing);
        let [kept, unknown, broken] = counts;
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{kept} समितियाँ सभी शर्तें पूर्ण, {broken} अपूर्ण, {unknown} का ज्ञात नहीं"),
            _ => format!("{kept} societies keep every clause, {broken} do not, of {unknown} it cannot be told"),
        });
        Ok(if broken + unknown > 0 { Exit::Findings } else { Exit::Done })
    }
}

/// The clauses that stand so, each once.
fn clauses(lines: &[StandingLine], held: Held, console: &Console) -> String {
    let mut named: Vec<&str> = Vec::new();
    for line in lines.iter().filter(|line| line.held == held) {
        let name = crate::case::word(console, &line.clause, &line.label);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named.join("; ")
}
