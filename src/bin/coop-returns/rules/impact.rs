//! `rules impact`.

use super::other::Other;
use coop_registry::{
    branches::returns::{self, FileReturns, Said, Turned},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Language, Value},
    register::ReadRegister as _,
};
use std::{collections::BTreeMap, path::PathBuf};

/// Which verdicts turn under another law or another catalogue
#[derive(clap::Args)]
pub struct Impact {
    /// Form workbooks or lists; without files the returns of --fy on record
    files: Vec<PathBuf>,
    /// Only these rules: codes or families, as APP-001,BSH
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
    #[command(flatten)]
    other: Other,
}

impl Impact {
    /// One line a verdict that turns, and how many a rule; exit 1 when some do.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut here = super::rulebook(office)?;
        let (mut there, what_if) = self.other.read(office, &here)?;
        let mut unknown = here.select(&self.only);
        if let Some(there) = &mut there {
            // A rule of one side alone is asked for by its name too.
            let unknown_there = there.select(&self.only);
            unknown.retain(|name| unknown_there.contains(name));
        }
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        let (moment, books) = (office.moment()?, (&here, there.as_ref().unwrap_or(&here)));
        let impact = if self.files.is_empty() {
            let (fy, register) = (office.year()?, office.read_register()?);
            let progress =
                console.progress(console.pick("returns", "विवरणियाँ"), register.count("annual_return", moment)?);
            returns::impact_of_year(&register, books, &what_if, fy, moment, &mut |done| progress.set(done))?
        } else {
            let mut read = FileReturns::default();
            for path in &self.files {
                read.open(path, &office.limits()?, &here.fields)?;
            }
            let register = office.settings_if_any()?.map(|_| office.read_register()).transpose()?;
            let mut on_record = |filed: &returns::Filed| match &register {
                Some(register) => returns::last_year_of(register, &here.fields, filed, moment),
                None => Ok(None),
            };
            returns::impact_of_files(&read, books, &what_if, &mut on_record, office.globals().fy)?
        };
        console.listing("rules-impact", &listing(&impact.turned, console));
        if console.is_for_people() {
            for line in account(&impact.turned, console.language()) {
                console.say(line);
            }
            let (returns, turned) = (impact.returns, impact.turned.len());
            console.say(match console.language() {
                Language::En => format!("{returns} return(s) held against both: {turned} verdict(s) turn"),
                Language::Hi => format!("{returns} विवरणी दोनों से जाँची गईं: {turned} निर्णय बदलते हैं"),
            });
        }
        Ok(if impact.turned.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

fn word(said: Said, people: bool, language: Language) -> &'static str {
    match (said, people, language) {
        (Said::Clear, false, _) | (Said::Clear, true, Language::En) => "clear",
        (Said::Clear, true, Language::Hi) => "ठीक",
        (Said::Broken, false, _) | (Said::Broken, true, Language::En) => "broken",
        (Said::Broken, true, Language::Hi) => "भंग",
        (Said::CannotTell, false, _) => "cannot-tell",
        (Said::CannotTell, true, Language::En) => "cannot tell",
        (Said::CannotTell, true, Language::Hi) => "निर्णय संभव नहीं",
    }
}

fn listing(turned: &[Turned], console: &Console) -> Listing {
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("fy", "Year", "वर्ष"),
        ("code", "Code", "कोड"),
        ("here", "Now", "अभी"),
        ("there", "Then", "तब"),
    ]);
    for one in turned {
        let say = |said| Value::text(word(said, console.is_for_people(), console.language()));
        let (here, there) = (say(one.here), say(one.there));
        listing.push([Value::text(&one.society), Value::text(&one.fy), Value::text(&one.code), here, there]);
    }
    listing
}

/// How many turn, rule by rule and way by way.
fn account(turned: &[Turned], language: Language) -> Vec<String> {
    let mut ways: BTreeMap<(&str, Said, Said), usize> = BTreeMap::new();
    for one in turned {
        *ways.entry((&one.code, one.here, one.there)).or_default() += 1;
    }
    let line = |((code, here, there), count): ((&str, Said, Said), usize)| {
        format!("    {code}: {} → {}: {count}", word(here, true, language), word(there, true, language))
    };
    ways.into_iter().map(line).collect()
}
