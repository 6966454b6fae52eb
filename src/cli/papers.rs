//! Papers about one society: made from the register, with the code by which they are checked.

use super::{
    CommandError, Console, Exit, Format, Office, Verdict, desk,
    listing::{date_written, plain_text},
    shared::{make_letters, make_one, report_ground, report_words},
    statutory,
};
use crate::{
    branches::cases::{Service, cited},
    branches::extract::{Extract, extract},
    branches::societies::{Step, StepKind, history},
    catalogue::{Clocks, Level, Places},
    cleaning::Codes,
    model::{Field, Kind as FieldKind, Label, TableDef, Value},
    register::ReadRegister,
    reports::{
        Report, Words,
        ground::Ground,
        letter::LetterFile,
        making::Form,
        society_paper::{self, Correction, SocietyPaper},
    },
};
use std::path::PathBuf;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The certificate of registration.
    Certificate,
    /// An extract of the register.
    Extract,
}

impl Paper {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Extract => "extract",
        }
    }
}

/// Prints a paper of a society. A certificate only of one that was registered on an application and is not cancelled.
pub fn print(office: &Office, console: &mut Console, asked: &str, paper: Paper) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let table = desk::table(office, "society")?;
    let society = desk::subject(&register, table, asked, moment)?;
    let Some(found) = extract(&register, &society, moment)? else {
        let nothing = CommandError::not_found("error.desk.nothing_in_force").with("subject", &society);
        return Err(nothing.with("day", moment.as_of));
    };
    let value = |key: &str| found.facts.iter().find(|(known, ..)| known == key).map(|(_, value, _)| value);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
    if paper == Paper::Certificate {
        if value("application").is_none() || text("reg_no").is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.paper.no_application").with("society", &society));
        }
        if text("status") == "cancelled" {
            let order = if text("status_order").is_empty() { "–" } else { text("status_order") };
            return Err(CommandError::new(Exit::Refused, "error.paper.cancelled")
                .with("society", &society)
                .with("order", order));
        }
    }
    let codes = Codes::load(office.files())?;
    let places = Places::load(office.files())?;
    let corrections = match paper {
        Paper::Certificate => Vec::new(),
        Paper::Extract => corrections(&history(&register, &society, moment)?, table, &codes, &places),
    };
    let act = codes.all("act").find(|(code, _)| *code == text("act")).map(|(_, label)| label.clone());
    let clocks = Clocks::load(office.files())?;
    let services = statutory::services(office, &clocks)?;
    let sheet = SocietyPaper {
        name: Label::either(value("name_hi").and_then(Value::as_text), value("name_en").and_then(Value::as_text)),
        reg_no: text("reg_no").to_owned(),
        reg_date: value("reg_date").and_then(Value::as_date),
        act: act.unwrap_or_default(),
        facts: facts(&found, table, &codes, &places),
        corrections,
        proves: proves(&services, &clocks, text("act")),
        day: (found.day_no, found.hash.clone()),
        code: found.code.clone(),
    };
    office.begin_run(&format!("coop-register society {}", paper.key()))?;
    office.run_reads(&register)?;
    let ground = report_ground(office, console, &register)?;
    let mut report = match paper {
        Paper::Certificate => society_paper::certificate(&sheet, &ground),
        Paper::Extract => society_paper::extract(&sheet, &ground),
    };
    // One paper a society: the file carries its identity.
    report.key = format!("{}-{society}", report.key);
    let made = make_one(office, console, &report, Form::Pdf)?;
    let files: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
    for file in &files {
        console.say(file);
    }
    console.say(format!("{}: {}", console.pick("verification code", "सत्यापन कोड"), found.code));
    console.data(
        "society-paper",
        serde_json::json!({
            "paper": paper.key(), "society": society, "files": files, "code": found.code, "day_no": found.day_no,
            "as_of": found.as_of.to_string(), "dry_run": office.globals().dry_run,
        }),
    );
    Ok(Exit::Done)
}

/// A form was asked for that only a paper has.
pub fn is_for_paper(office: &Office) -> bool {
    office.globals().format.iter().any(|format| matches!(format, Format::Xlsx | Format::Pdf | Format::Html))
}

/// Makes a paper a verb builds itself, on the ground of the register, with the names of these lists of codes; the files made.
pub fn made(
    office: &Office,
    console: &mut Console,
    register: &dyn ReadRegister,
    (command, lists): (&str, &[&str]),
    build: impl FnOnce(&mut Ground) -> Report,
) -> Result<Vec<String>, CommandError> {
    office.begin_run(command)?;
    office.run_reads(register)?;
    let mut ground = report_ground(office, console, register)?;
    let codes = Codes::load(office.files())?;
    for list in lists {
        for (code, label) in codes.all(list) {
            ground.names.add(list, code, label.clone());
        }
    }
    let report = build(&mut ground);
    let made = make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// Makes a report that is built already; the files made.
pub fn made_of(
    office: &Office,
    console: &mut Console,
    (command, report): (&str, &Report),
) -> Result<Vec<String>, CommandError> {
    office.begin_run(command)?;
    let made = make_one(office, console, report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// What a certificate proves under an Act, as far as it was seen.
fn proves(services: &[Service], clocks: &Clocks, act: &str) -> Option<Label> {
    let line = services.iter().find_map(|service| clocks.get(service.certificate.get(act)?))?;
    let said = cited(line);
    let with = |effect: &str, cited: &str| format!("{effect}: {cited}");
    Some(Label { en: with(&line.effect.en, &said.en), hi: with(&line.effect.hi, &said.hi) })
}

/// The facts in words of both languages. A paper goes to the public: what names a person is left out.
fn facts(found: &Extract, table: &TableDef, codes: &Codes, places: &Places) -> Vec<(Label, Label)> {
    let public = found.facts.iter().filter_map(|(key, value, _)| Some((table.field(key)?, value)));
    let public = public.filter(|(field, _)| !field.personal && field.key != "application");
    public.map(|(field, value)| (field.label.clone(), worded(field, value, codes, places))).collect()
}

/// Facts that were corrected, in words: of the public ones.
fn corrections(steps: &[Step], table: &TableDef, codes: &Codes, places: &Places) -> Vec<Correction> {
    let mut all = Vec::new();
    for step in steps.iter().filter(|step| matches!(step.kind, StepKind::Corrected | StepKind::StruckOut)) {
        let act = step.day.as_ref().map(|day| &day.act);
        let authority = act.map(|act| act.order_no.iter().chain(&act.reason).cloned().collect::<Vec<_>>().join("; "));
        for change in &step.changes {
            let Some(field) = table.fields.get(usize::from(change.field)).filter(|field| !field.personal) else {
                continue;
            };
            let told = |value: &Value| match value.is_empty() {
                true => Label { en: "–".into(), hi: "–".into() },
                false => worded(field, value, codes, places),
            };
            all.push(Correction {
                field: field.label.clone(),
                was: told(&change.was),
                now: told(&change.now),
                on: Some(step.entry.recorded_at.day_in_india()),
                authority: authority.clone().unwrap_or_default(),
            });
        }
    }
    all
}

/// A value as it is written in each language.
pub fn worded(field: &Field, value: &Value, codes: &Codes, places: &Places) -> Label {
    let level = match field.kind {
        FieldKind::District => Some(Level::District),
        FieldKind::Block => Some(Level::Block),
        _ if field.key == "state" => Some(Level::State),
        _ => None,
    };
    let plain = match value {
        Value::Date(day) => date_written(*day),
        Value::Money(paise) => paise.to_string(),
        other => plain_text(other),
    };
    match (level, value) {
        (Some(level), Value::Integer(code)) => match places.get(level, *code) {
            Some(place) => place.label(),
            None => Label { en: plain.clone(), hi: plain },
        },
        (_, Value::Text(code)) if field.kind == FieldKind::Code => {
            let known = codes.all(field.codes.as_deref().unwrap_or_default()).find(|(known, _)| *known == code);
            known.map_or_else(|| Label { en: plain.clone(), hi: plain.clone() }, |(_, label)| label.clone())
        }
        _ => Label { en: plain.clone(), hi: plain },
    }
}

/// The words a letter of a verb is written in.
pub fn letter_words(office: &Office, console: &Console) -> Words {
    report_words(office, console)
}

/// Prints letters a verb builds itself; the files made.
pub fn letters(office: &Office, console: &mut Console, files: Vec<LetterFile>) -> Result<Vec<PathBuf>, CommandError> {
    make_letters(office, console, files)
}
