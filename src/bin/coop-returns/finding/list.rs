//! `finding list`.

use crate::{
    baseline::{only_new, taken_json, taken_said},
    returns::listing_of,
    rules::rulebook,
};
use clap::Args;
use coop_registry::{
    branches::returns::{
        self, Noted,
        life::{Waivers, years_on_record},
    },
    cli::{CommandError, Console, Exit, Format, Office, Verdict, parse_date},
    model::{CooperativeYear, Date, Finding, Instant, Language, Moment, Severity},
    register::{ReadRegister, Register},
    rules::Rulebook,
};
use serde_json::json;
use std::collections::BTreeSet;

/// List findings.
#[derive(Args)]
pub struct List {
    /// Only these rules: codes or families, as APP-001,BSH
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Only what was not found yet on what the register held at the end of this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    since: Option<Date>,
    /// Only what is not in the baseline of its year (baseline set); how many are known is told
    #[arg(long)]
    new: bool,
    /// Only waived findings
    #[arg(long)]
    waived: bool,
}

/// By what one finding is told from another: society, year, rule, line.
type Key = (String, String, String, String);

impl List {
    /// Holds the returns on record against the rules and lists what is found.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut book = rulebook(office)?;
        let unknown = book.select(&self.only);
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        let (register, moment) = (office.read_register()?, office.moment()?);
        let years: BTreeSet<CooperativeYear> = match office.globals().fy {
            Some(fy) => [fy].into(),
            None => years_on_record(&register, moment)?,
        };
        let mut found = self.found(&register, &book, &years, moment, console)?;
        if let Some(day) = self.since {
            let known_on = Instant::end_of_day(day)
                .ok_or_else(|| CommandError::new(Exit::Arguments, "error.known_on.range").with("day", day))?;
            let then = Moment { known_on: Some(known_on), ..moment };
            let before: BTreeSet<Key> =
                self.found(&register, &book, &years, then, console)?.iter().map(|noted| key(&noted.finding)).collect();
            found.retain(|noted| !before.contains(&key(&noted.finding)));
        }
        let known = if self.new { Some(only_new(office, &register, &mut found)?) } else { None };
        Waivers::read(&register, moment)?.mark(&mut found, &mut |_| Ok(None))?;
        if self.waived {
            found.retain(|noted| noted.waived.is_some());
        }
        let open: Vec<Finding> =
            found.iter().filter(|noted| noted.waived.is_none()).map(|noted| noted.finding.clone()).collect();
        let waived = found.len() - open.len();
        let listing = listing_of(console, &found);
        if console.format() == Format::Json {
            let counted = |severity| open.iter().filter(|finding| finding.severity == severity).count();
            console.data(
                "finding-list",
                json!({
                    "rows": listing.to_json(), "count": found.len(), "errors": counted(Severity::Error),
                    "warnings": counted(Severity::Warning), "infos": counted(Severity::Info), "waived": waived,
                    "known": known.as_ref().map(taken_json),
                }),
            );
        } else {
            console.listing("finding-list", &listing);
        }
        if console.is_for_people() {
            let open = open.len();
            console.say(match console.language() {
                Language::En => format!("{open} finding(s), and {waived} waived"),
                Language::Hi => format!("{open} निष्कर्ष, तथा {waived} छूट प्राप्त"),
            });
        }
        let said = known.map_or_else(Vec::new, |known| taken_said(&known, console.language()));
        for line in said {
            if console.is_for_people() { console.say(line) } else { console.note(line) }
        }
        Ok(console.verdict(&open))
    }
    fn found(
        &self,
        register: &Register,
        book: &Rulebook,
        years: &BTreeSet<CooperativeYear>,
        moment: Moment,
        console: &Console,
    ) -> Result<Vec<Noted>, CommandError> {
        let mut found = Vec::new();
        let total = register.count("annual_return", moment)?;
        for fy in years {
            let progress = console.progress(&fy.to_string(), total);
            found.extend(
                returns::check_year(register, book, (*fy, self.new), moment, &mut |done| progress.set(done))?.findings,
            );
        }
        Ok(found)
    }
}

fn key(finding: &Finding) -> Key {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let place = &finding.place;
    (text(&place.society), text(&place.fy), finding.code.clone(), text(&place.field))
}
