//! `coop-audit auditor`: the panel of auditors.

mod conflicts;
mod leave;

use crate::{reading, words::Words};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::audit::{
        allotment::{AuditorFacts, Category, Eligibility},
        conflicts::Decision,
    },
    catalogue::Places,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, filing},
    model::{CooperativeYear, Value},
};
use std::path::PathBuf;

/// The panel of auditors
#[derive(Subcommand)]
pub enum Auditor {
    /// Import a panel list into the register of auditors
    Import(Import),
    /// List the panel, with the standing of each auditor on the day
    List(List),
    /// Leave of auditors: add, list, withdraw
    #[command(subcommand)]
    Leave(leave::Leave),
    /// Conflicts of interest with societies: what was compared, how sure, what was decided
    Conflicts(conflicts::Conflicts),
    /// Confirm a likely conflict of interest, or enter one, by order
    Confirm(conflicts::Decide),
    /// Clear a conflict of interest, by order
    Clear(conflicts::Decide),
}

/// Import a panel list
#[derive(Args)]
pub struct Import {
    /// Workbooks or lists
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Finding codes that do not reject a row
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
}

/// List the panel
#[derive(Args)]
pub struct List {
    /// Only auditors who serve this district, as home or further: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only auditors of this category
    #[arg(long, value_name = "A|B|C|D", value_parser = category)]
    category: Option<Category>,
    /// Only auditors who may be given audits on the day
    #[arg(long)]
    available: bool,
}

/// A category as an argument.
pub fn category(text: &str) -> Result<Category, String> {
    Category::read(text).ok_or_else(|| format!("'{text}' is none of A, B, C, D"))
}

impl Auditor {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Auditor::Import(import) => {
                let wishes = filing::ImportWishes {
                    register: Some("auditor".into()),
                    accepted: import.accept,
                    ..filing::ImportWishes::default()
                };
                filing::import(office, console, "coop-audit auditor import", &import.files, &wishes)
            }
            Auditor::List(list) => list.run(office, console),
            Auditor::Leave(verb) => verb.run(office, console),
            Auditor::Conflicts(verb) => verb.run(office, console),
            Auditor::Confirm(verb) => verb.run(office, console, Decision::Confirmed),
            Auditor::Clear(verb) => verb.run(office, console, Decision::Cleared),
        }
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let moment = office.moment()?;
        let given = office.globals().fy.or_else(|| CooperativeYear::containing(moment.as_of));
        let fy =
            given.ok_or_else(|| CommandError::new(Exit::Arguments, "error.year_none").with("day", moment.as_of))?;
        let words = &Words::load(office)?;
        let register = office.read_register()?;
        let read = reading::read(words, &register, moment, fy, reading::office_terms(office)?)?;
        let terms = reading::terms(office, &read, fy, moment)?;
        let rules = Eligibility::new(&terms, &read.facts);
        let people = console.is_for_people();
        let mut listing = Listing::new([
            ("auditor", "Auditor", "अंकेक्षक"),
            ("panel_no", "Panel no.", "पैनल संख्या"),
            ("name", "Name", "नाम"),
            ("category", "Category", "श्रेणी"),
            ("home_district", "Home district", "गृह जिला"),
            ("districts", "Further districts", "अन्य जिले"),
            ("capacity", "Audits a year", "वर्ष में अंकेक्षण"),
            ("ordered", "Ordered", "आदेशित"),
            ("valid_from", "Valid from", "मान्य से"),
            ("valid_to", "Valid to", "मान्य तक"),
            ("barred", "Societies barred", "वर्जित समितियाँ"),
            ("standing", "Standing", "स्थिति"),
        ]);
        let served = match &self.district {
            Some(name) => Some(desk::district(&Places::load(office.files())?, name)?),
            None => None,
        };
        for auditor in read.facts.auditors.iter().filter(|one| self.wanted(one, served)) {
            let off = rules.off_the_panel(auditor);
            if self.available && !off.is_empty() {
                continue;
            }
            let called = read.auditors.get(&auditor.id);
            let district = |code: i64| words.district(code, console.language());
            let named = |code: i64| if people { district(code) } else { code.to_string() };
            let codes: Vec<String> = auditor.districts.iter().map(|code| named(*code)).collect();
            let why: Vec<String> = off.iter().map(|reason| words.said(reason, console)).collect();
            // For machines the codes of the reasons; one text in every language.
            let standing = match (why.is_empty(), people) {
                (true, true) => console.pick("available", "उपलब्ध").to_owned(),
                (true, false) => "available".to_owned(),
                (false, true) => why.join("; "),
                (false, false) => off.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>().join(" "),
            };
            let date = |day: Option<_>| day.map_or(Value::Empty, Value::Date);
            listing.push([
                Value::text(&auditor.id),
                Value::text(called.map_or("", |one| &one.number)),
                Value::text(called.map_or("", |one| one.name.in_language(console.language()))),
                Value::text(auditor.category.to_string()),
                auditor.home.map_or(Value::Empty, |code| match people {
                    true => Value::text(district(code)),
                    false => Value::Integer(code),
                }),
                Value::text(codes.join("; ")),
                Value::Integer(auditor.capacity),
                Value::Integer(rules.ordered(auditor)),
                date(auditor.valid_from),
                date(auditor.valid_to),
                Value::count(auditor.barred.len()),
                Value::text(standing),
            ]);
        }
        console.listing("auditor-list", &listing);
        let findings = reading::findings(&read);
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }

    fn wanted(&self, auditor: &AuditorFacts, served: Option<i64>) -> bool {
        let serves = |code: i64| auditor.home == Some(code) || auditor.districts.contains(&code);
        served.is_none_or(serves) && self.category.is_none_or(|category| auditor.category == category)
    }
}
