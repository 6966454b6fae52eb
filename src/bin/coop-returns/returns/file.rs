//! `return file` and `return revise`: returns come into the register.

use super::{asked::Words, refused::refused};
use clap::Args;
use coop_registry::{
    branches::cases::unposted,
    branches::returns::{
        FileReturns,
        life::{Difference, Filer, Filing, Intent, Refusal, Waivers},
    },
    catalogue::ReturnFields,
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict, date_written, desk,
        filing::{fingerprint, keep_document},
        parse_date,
    },
    model::{Date, Finding, Language, Plan, Value},
    register::{ReadRegister as _, Register},
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// File returns.
#[derive(Args)]
pub struct File {
    /// Form workbooks or lists (XLSX, XLS, ODS, CSV)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Day the returns were received (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Files read: their returns, fingerprints and names, those that cannot be read.
#[derive(Default)]
struct Read<'a> {
    returns: FileReturns,
    known: BTreeMap<String, (String, String)>,
    failures: Vec<(&'a Path, CommandError)>,
}

impl File {
    /// Files or revises: what can be entered is entered in one act, all that stands in the way of the rest is told in one pass.
    /// Exit 9 where some were entered and some were not.
    pub fn run(self, office: &Office, console: &mut Console, intent: Intent) -> Result<Verdict, CommandError> {
        let verb = if intent == Intent::Revise { "coop-returns return revise" } else { "coop-returns return file" };
        let act = office.ordered_act(verb)?;
        let on = office.day_come(self.on)?;
        let book = desk::rulebook(office)?;
        let read = self.read(office, &book.fields)?;
        if read.failures.len() == self.files.len() {
            return Err(CommandError::of_all(read.failures.into_iter().map(|(_, error)| error).collect()));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        if let Some(lack) = unposted(&register, &act.officer, verb, on)? {
            return Err(refused(vec![lack]));
        }
        let waivers = Waivers::read(&register, coop_registry::model::Moment::on(on))?;
        let filer = Filer {
            register: &register,
            book: &book,
            waivers: &waivers,
            intent,
            on,
            login: &act.officer,
            order_no: act.order_no.as_deref().unwrap_or_default(),
            reason: act.reason.as_deref().unwrap_or_default(),
        };
        let considered = filer.consider(&read.returns, &read.known)?;
        if considered.filings.is_empty() && considered.already.is_empty() && read.failures.is_empty() {
            return Err(refused(considered.refused.into_iter().flat_map(|refusal| refusal.faults).collect()));
        }
        let mut failed: Vec<_> = read.failures.iter().map(|(path, error)| console.failed(path, error)).collect();
        failed.extend(told_refused(console, considered.refused));
        let day_no = if considered.filings.is_empty() {
            None
        } else {
            self.keep(office, &read.known, &considered.filings)?;
            let entries = considered.filings.iter().flat_map(|filing| filing.entries.clone()).collect();
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no)
        };
        let words = Words::load(office, console)?;
        let rows: Vec<_> = considered
            .filings
            .iter()
            .map(|filing| tell(office, console, &register, &book.fields, &words, filing))
            .collect::<Result<_, _>>()?;
        let already = considered.already.iter().map(|one| {
            let on = one.on.map_or_else(|| "–".to_owned(), date_written);
            console.say(match console.language() {
                Language::En => {
                    format!("{} {}: is on record just so since {on}; nothing was changed", one.society, one.fy)
                }
                Language::Hi => format!("{} {}: {on} से ठीक ऐसी ही अभिलेख में है; कुछ नहीं बदला", one.society, one.fy),
            });
            json!({ "society": one.society, "fy": one.fy, "on": one.on.map(|day| day.to_string()) })
        });
        let already: Vec<_> = already.collect();
        let dry_run = office.globals().dry_run;
        let done = rows.len() + already.len();
        console.data(
            "return-file",
            json!({
                "on": on.to_string(), "filed": rows, "already": already, "failed": failed,
                "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let findings: Vec<Finding> = considered
            .filings
            .iter()
            .flat_map(|filing| &filing.findings)
            .filter(|noted| noted.waived.is_none())
            .map(|noted| noted.finding.clone())
            .collect();
        Ok(match (failed.is_empty(), done) {
            (true, _) => console.verdict(&findings),
            (false, 0) => Exit::Refused,
            (false, _) => Exit::Partly,
        })
    }

    fn read(&self, office: &Office, fields: &ReturnFields) -> Result<Read<'_>, CommandError> {
        let mut read = Read::default();
        let limits = office.limits()?;
        let mut seen = BTreeSet::new();
        for path in &self.files {
            let opened = read.returns.open(path, &limits, fields).map_err(CommandError::from);
            match opened.and_then(|()| fingerprint(path)) {
                Ok(sha256) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    read.known.insert(path.display().to_string(), (sha256.clone(), name));
                    seen.insert(sha256);
                }
                Err(error) => read.failures.push((path.as_path(), error)),
            }
        }
        Ok(read)
    }

    /// Keeps the files something was entered from, each once, under its fingerprint.
    fn keep(
        &self,
        office: &Office,
        known: &BTreeMap<String, (String, String)>,
        filings: &[Filing],
    ) -> Result<(), CommandError> {
        let wanted: BTreeSet<&str> = filings.iter().map(|filing| filing.file.as_str()).collect();
        for path in self.files.iter().filter(|path| wanted.contains(path.display().to_string().as_str())) {
            if let Some((sha256, _)) = known.get(&path.display().to_string()) {
                keep_document(office, path, sha256)?;
            }
        }
        Ok(())
    }
}

/// Returns refused: of each file all that stands in their way.
fn told_refused(console: &mut Console, all: Vec<Refusal>) -> Vec<serde_json::Value> {
    let mut files: Vec<(String, Vec<Finding>)> = Vec::new();
    for Refusal { file, faults } in all {
        match files.last_mut().filter(|(known, _)| *known == file) {
            Some((_, known)) => known.extend(faults),
            None => files.push((file, faults)),
        }
    }
    files.into_iter().map(|(file, faults)| console.failed(Path::new(&file), &refused(faults))).collect()
}

/// One filing: its findings, its counts, what a revision changed.
fn tell(
    office: &Office,
    console: &mut Console,
    register: &Register,
    fields: &ReturnFields,
    words: &Words,
    filing: &Filing,
) -> Result<serde_json::Value, CommandError> {
    let findings: Vec<Finding> = filing.findings.iter().map(|noted| noted.finding.clone()).collect();
    console.findings(&findings);
    let table = desk::table(office, "society")?;
    let line = register.line("society", &filing.society, office.moment()?)?;
    let name = |key: &str| line.as_ref().and_then(|line| line.value(table, key)).and_then(Value::as_text);
    let names = match console.language() {
        Language::En => [name("name_en"), name("name_hi")],
        Language::Hi => [name("name_hi"), name("name_en")],
    };
    let name = names.into_iter().flatten().next().unwrap_or_default().to_owned();
    console.say(sentence(console.language(), &name, filing, office.globals().dry_run));
    if !filing.differences.is_empty() {
        let listing = changes(fields, words, &filing.differences, console.language());
        let text = console.table(&listing);
        console.say(text.trim_end());
    }
    let counts = filing.counts;
    Ok(json!({
        "society": filing.society, "name": name, "fy": filing.fy, "revision": filing.revision, "file": filing.file,
        "due_on": filing.due_on.map(|day| day.to_string()), "days_late": filing.days_late, "facts": filing.facts,
        "errors": counts.errors, "warnings": counts.warnings, "infos": counts.infos, "waived": counts.waived,
        "cannot_tell": counts.untold, "changes": as_json(fields, &filing.differences),
    }))
}

fn sentence(language: Language, name: &str, filing: &Filing, dry_run: bool) -> String {
    let Filing { society, fy, revision, counts, due_on, days_late, .. } = filing;
    let due = due_on.map_or_else(|| "–".to_owned(), date_written);
    match language {
        Language::En => {
            let what = match (dry_run, revision) {
                (true, 0) => "would be filed; nothing was changed".to_owned(),
                (true, n) => format!("would be filed as revision {n}; nothing was changed"),
                (false, 0) => "filed".to_owned(),
                (false, n) => format!("filed as revision {n}"),
            };
            let late = match days_late {
                Some(days) if *days > 0 => format!("; {days} day(s) late, due {due}"),
                Some(_) => String::new(),
                None => "; no due date is in force".to_owned(),
            };
            format!(
                "{society} {name}, {fy}: {what}{late}; {} error(s), {} warning(s), {} remark(s), {} waived, {} rule(s) cannot tell",
                counts.errors, counts.warnings, counts.infos, counts.waived, counts.untold
            )
        }
        Language::Hi => {
            let what = match (dry_run, revision) {
                (true, 0) => "दाखिल होगी; अभी कुछ नहीं बदला".to_owned(),
                (true, n) => format!("संशोधन {n} के रूप में दाखिल होगी; अभी कुछ नहीं बदला"),
                (false, 0) => "दाखिल".to_owned(),
                (false, n) => format!("संशोधन {n} के रूप में दाखिल"),
            };
            let late = match days_late {
                Some(days) if *days > 0 => format!("; {days} दिन विलंब, देय {due}"),
                Some(_) => String::new(),
                None => "; कोई देय तिथि प्रभावी नहीं".to_owned(),
            };
            format!(
                "{society} {name}, {fy}: {what}{late}; {} त्रुटि, {} चेतावनी, {} सूचना, {} छूट प्राप्त, {} नियमों से निर्णय संभव नहीं",
                counts.errors, counts.warnings, counts.infos, counts.waived, counts.untold
            )
        }
    }
}

/// What a revision changes, line by line.
pub fn changes(fields: &ReturnFields, words: &Words, all: &[Difference], language: Language) -> Listing {
    let mut listing = Listing::new([
        ("field", "Line", "पंक्ति"),
        ("label", "Label", "विवरण"),
        ("was", "Was", "पहले"),
        ("now", "Now", "अब"),
        ("difference", "Difference", "अंतर"),
    ]);
    for one in all {
        let line = fields.at(one.field);
        listing.push([
            Value::text(&line.key),
            Value::text(line.label.in_language(language)),
            Value::text(words.of(fields, line, &one.was, language)),
            Value::text(words.of(fields, line, &one.now, language)),
            one.by.map_or(Value::Empty, Value::Money),
        ]);
    }
    listing
}

fn as_json(fields: &ReturnFields, all: &[Difference]) -> Vec<serde_json::Value> {
    let mut listing = Listing::new([("field", "", ""), ("was", "", ""), ("now", "", ""), ("difference", "", "")]);
    for one in all {
        let field = Value::text(&fields.at(one.field).key);
        listing.push([field, one.was.clone(), one.now.clone(), one.by.map_or(Value::Empty, Value::Money)]);
    }
    listing.to_json()
}
