//! `return check`: hold returns against the rules.

use super::{
    marking::{Copies, waived},
    pages::Page,
};
use crate::{
    baseline::{only_new, taken_json, taken_said},
    rules::rulebook,
};
use coop_registry::{
    branches::returns::{self, FileReturns, Noted, Scrutiny, Wanted, baseline::TakenOut, life::Waivers, missing_most},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Finding, Label, Language, Moment, Severity, Value},
    register::{ReadRegister as _, Register},
    rules::Rulebook,
};
use serde_json::json;
use std::{collections::BTreeSet, path::PathBuf};

/// Hold returns against the rules
#[derive(clap::Args)]
pub struct Check {
    /// Form workbooks or lists (XLSX, XLS, ODS, CSV, Parquet); without files the returns of --fy on record
    files: Vec<PathBuf>,
    /// Only these rules: codes or families, as APP-001,BSH
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
    /// Only this kind of society; a form of another kind, or of another year than --fy, is a finding
    #[arg(long)]
    kind: Option<String>,
    /// Only what is not in the baseline of its year (baseline set); how many are known is told
    #[arg(long, conflicts_with = "mark")]
    new: bool,
    /// Write the findings back into copies of the files: beside each row, the cell coloured (XLSX; -o FILE.xlsx or -o DIR)
    #[arg(long)]
    mark: bool,
}

/// What the check of files or of the record came to.
struct Checked {
    scrutiny: Scrutiny,
    /// What is said of a long list is written already; then the account has no findings of its own.
    pages: Vec<Page>,
    failed: Vec<serde_json::Value>,
    marked: Vec<String>,
    /// What a baseline took out, where only new findings are asked for.
    known: Option<TakenOut>,
}

impl Checked {
    fn of(scrutiny: Scrutiny, pages: Vec<Page>) -> Self {
        Self { scrutiny, pages, failed: Vec::new(), marked: Vec::new(), known: None }
    }
}

impl Check {
    /// Checks, prints findings and the account of all four outcomes.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut book = rulebook(office)?;
        let unknown = book.select(&self.only);
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        if let Some(kind) = self.kind.as_ref().filter(|kind| !returns::kinds(&book.fields).contains(&kind.as_str())) {
            return Err(CommandError::not_found("error.form.kind")
                .with("kind", kind)
                .with("known", returns::kinds(&book.fields).join(", ")));
        }
        let copies = if self.mark { Some(Copies::of(office, &self.files)?) } else { None };
        let mut checked = if self.files.is_empty() {
            Checked::of(self.on_record(office, console, &book)?, Vec::new())
        } else {
            self.of_files(office, console, &book, copies.as_ref())?
        };
        if self.new {
            checked.known = Some(only_new(office, &office.read_register()?, &mut checked.scrutiny.findings)?);
        }
        let exit = if checked.failed.is_empty() { Exit::Done } else { Exit::Partly };
        let open = checked.scrutiny.findings.iter().filter(|noted| noted.waived.is_none());
        let worst =
            open.map(|noted| noted.finding.severity).chain(checked.pages.iter().filter_map(|page| page.worst)).max();
        show(console, &book, checked);
        Ok(if exit == Exit::Done { console.verdict_on(worst) } else { exit })
    }
    fn of_files(
        &self,
        office: &Office,
        console: &mut Console,
        book: &Rulebook,
        copies: Option<&Copies<'_>>,
    ) -> Result<Checked, CommandError> {
        if copies.is_none()
            && self.kind.is_none()
            // What is told as it is read cannot be held against a list of known findings.
            && !self.new
            && let Some(checked) = self.of_long_list(office, console, book)?
        {
            return Ok(checked);
        }
        let mut read = FileReturns::default();
        let mut failures = Vec::new();
        for path in &self.files {
            if let Err(error) = read.open(path, &office.limits()?, &book.fields) {
                failures.push((path, CommandError::from(error)));
            }
        }
        if failures.len() == self.files.len() {
            return Err(CommandError::of_all(failures.into_iter().map(|(_, error)| error).collect()));
        }
        let failed: Vec<_> = failures.iter().map(|(path, error)| console.failed(path, error)).collect();
        let register = office.settings_if_any()?.map(|_| office.read_register()).transpose()?;
        let moment = office.moment()?;
        let mut scrutiny = returns::check_files(
            &read,
            book,
            &mut |filed| match &register {
                Some(register) => returns::last_year_of(register, &book.fields, filed, moment),
                None => Ok(None),
            },
            &Wanted { fy: office.globals().fy, kind: self.kind.as_deref(), with_values: self.new },
        )?;
        if let Some(register) = &register {
            waive(register, moment, &Waivers::read(register, moment)?, &mut scrutiny)?;
        }
        let marked = match copies {
            Some(copies) => copies.write(office, console, &read, &scrutiny.findings)?,
            None => Vec::new(),
        };
        Ok(Checked { failed, marked, ..Checked::of(scrutiny, Vec::new()) })
    }
}

/// Marks what was waived by order.
fn waive(register: &Register, moment: Moment, waivers: &Waivers, scrutiny: &mut Scrutiny) -> Result<(), CommandError> {
    // A form may name its society by the registration number alone.
    let mut identity = |number: &str| returns::society_of_number(register, number, moment);
    Ok(waivers.mark(&mut scrutiny.findings, &mut identity)?)
}

impl Check {
    fn on_record(&self, office: &Office, console: &Console, book: &Rulebook) -> Result<Scrutiny, CommandError> {
        let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
        let progress = console.progress(console.pick("returns", "विवरणियाँ"), register.count("annual_return", moment)?);
        let mut scrutiny =
            returns::check_year(&register, book, (fy, self.new), moment, &mut |done| progress.set(done))?;
        Waivers::read(&register, moment)?.mark(&mut scrutiny.findings, &mut |_| Ok(None))?;
        Ok(scrutiny)
    }
    /// One long list is judged stretch by stretch, where nothing is asked of last year's returns or none are at hand.
    fn of_long_list(
        &self,
        office: &Office,
        console: &Console,
        book: &Rulebook,
    ) -> Result<Option<Checked>, CommandError> {
        let [path] = &self.files[..] else { return Ok(None) };
        let (register, moment) =
            (office.settings_if_any()?.map(|_| office.read_register()).transpose()?, office.moment()?);
        let asks_last_year = !returns::Scrutineer::wanted_of_last_year(book).is_empty();
        if let Some(register) = register.as_ref().filter(|_| asks_last_year)
            && register.count("annual_return", moment)? > 0
        {
            return Ok(None);
        }
        let Ok(length) = std::fs::metadata(path).map(|file| file.len()) else { return Ok(None) };
        let progress = console.progress(console.pick("bytes", "बाइट"), length);
        let (limits, only) = (office.limits()?, office.globals().fy);
        let with_untold = console.format() == Format::Json;
        let list = returns::LongList { path, at_least: returns::LONG, limits: &limits, book, only, with_untold };
        let waivers = register.as_ref().map(|register| Waivers::read(register, moment)).transpose()?;
        let checked = if with_untold || waivers.as_ref().is_some_and(|waivers| !waivers.is_empty()) {
            let keep = |kept: &mut Vec<Noted>, noted: &Noted| kept.push(noted.clone());
            list.check(&keep, &mut |done| progress.set(done)).map(|found| {
                found.map(|(scrutiny, kept)| {
                    Checked::of(Scrutiny { findings: kept.into_iter().flatten().collect(), ..scrutiny }, Vec::new())
                })
            })
        } else {
            let write = |page: &mut Page, noted: &Noted| page.add(noted, console);
            let checked = list.check(&write, &mut |done| progress.set(done));
            checked.map(|found| found.map(|(scrutiny, pages)| Checked::of(scrutiny, pages)))
        };
        // What cannot be read here is told by the reader of workbooks.
        let Ok(Some(mut checked)) = checked else { return Ok(None) };
        if let Some((register, waivers)) = register.as_ref().zip(waivers.as_ref()) {
            waive(register, moment, waivers, &mut checked.scrutiny)?;
        }
        Ok(Some(checked))
    }
}

fn show(console: &mut Console, book: &Rulebook, checked: Checked) {
    let (scrutiny, known) = (&checked.scrutiny, checked.known.as_ref());
    match console.format() {
        Format::Csv | Format::Jsonl => {
            let rows = listing(console, &scrutiny.findings);
            console.listing("return-check", &rows);
            checked.pages.into_iter().for_each(|page| page.pour(console));
            summary(console, book, scrutiny, known);
        }
        Format::Json => {
            let language = console.language();
            let mut account = account(book, scrutiny, language);
            account["failed"] = checked.failed.into();
            account["marked"] = checked.marked.into();
            if let Some(known) = known {
                account["known"] = taken_json(known);
            }
            console.data("return-check", account);
            let with_values: Vec<Finding> =
                scrutiny.findings.iter().map(|noted| with_values(noted, language)).collect();
            console.findings_as_data(&with_values);
        }
        _ => {
            for noted in &scrutiny.findings {
                let lines = in_lines(console, noted);
                console.pour(&lines);
            }
            checked.pages.into_iter().for_each(|page| page.pour(console));
            summary(console, book, scrutiny, known);
        }
    }
}

/// A finding for people: with what it follows from, its waiver and what it rests on.
pub fn in_lines(console: &Console, noted: &Noted) -> String {
    let mut lines = console.finding_in_lines(&noted.finding);
    let mut add = |line: String| {
        lines.push_str("    ");
        lines.push_str(&line);
        lines.push('\n');
    };
    if let Some(cause) = &noted.follows {
        add(match console.language() {
            Language::En => format!("follows from {cause}: mend that first"),
            Language::Hi => format!("{cause} का परिणाम: पहले उसे सुधारें"),
        });
    }
    if let Some(waiver) = &noted.waived {
        add(waived(waiver, console.language()));
    }
    if !noted.basis.is_empty() {
        add(format!("{}: {}", console.pick("basis", "आधार"), worded(&noted.basis, console.language())));
    }
    lines
}

/// The fixed columns, and the last day of a waiver.
pub fn listing(console: &Console, findings: &[Noted]) -> Listing {
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("fy", "Year", "वर्ष"),
        ("code", "Code", "कोड"),
        ("severity", "Severity", "गंभीरता"),
        ("field", "Field", "क्षेत्र"),
        ("value", "Value", "मान"),
        ("expected", "Expected", "अपेक्षित"),
        ("message", "Message", "संदेश"),
        ("follows", "Follows from", "का परिणाम"),
        ("waived", "Waived until", "छूट की अंतिम तिथि"),
    ]);
    // Written by the rules, as `= total_liabilities`: scripts read it.
    listing.our_words = &["expected"];
    let text = |part: &Option<String>| part.clone().map_or(Value::Empty, Value::Text);
    for noted in findings {
        let place = &noted.finding.place;
        listing.push([
            text(&place.society),
            text(&place.fy),
            Value::text(&noted.finding.code),
            Value::text(severity(noted.finding.severity)),
            text(&place.field),
            Value::text(&noted.value),
            Value::text(&noted.expected),
            Value::text(console.texts().finding(&noted.finding, console.language())),
            text(&noted.follows),
            noted.waived.as_ref().map_or(Value::Empty, |waiver| Value::Date(waiver.until)),
        ]);
    }
    listing
}

/// For scripts.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn with_values(noted: &Noted, language: Language) -> Finding {
    let mut finding = noted.finding.clone().with("value", &noted.value).with("should_be", &noted.expected);
    if let Some(cause) = &noted.follows {
        finding = finding.with("follows", cause);
    }
    if let Some(waiver) = &noted.waived {
        finding = finding.with("waived_until", waiver.until).with("waived_by", &waiver.order_no);
    }
    if noted.basis.is_empty() { finding } else { finding.with("basis", worded(&noted.basis, language)) }
}

/// What a rule rests on, in a line.
fn worded(basis: &[Label], language: Language) -> String {
    basis.iter().map(|line| line.in_language(language)).collect::<Vec<_>>().join("; ")
}

fn account(book: &Rulebook, scrutiny: &Scrutiny, language: Language) -> serde_json::Value {
    let bases = scrutiny.bases.iter().map(|lines| lines.iter().map(|line| line.in_language(language).to_owned()));
    let rules = scrutiny.tallies.iter().zip(&book.rules).zip(bases).map(|(((code, tally), rule), basis)| {
        let missing: Vec<_> = missing_most(tally)
            .into_iter()
            .map(|(field, count)| json!({ "field": book.key(field), "returns": count }))
            .collect();
        json!({
            "code": code, "name": rule.entry.name, "title": rule.entry.title(language), "severity": rule.severity(),
            "holds": tally.holds, "broken": tally.broken,
            "cannot_tell": tally.cannot_tell, "does_not_apply": tally.does_not_apply, "withdrawn": tally.withdrawn,
            "missing": missing,
            "basis": basis.collect::<Vec<_>>(),
        })
    });
    let untold = scrutiny.untold.iter().map(
        |untold| json!({ "society": untold.society, "fy": untold.fy, "code": untold.code, "missing": untold.missing }),
    );
    json!({
        "returns": scrutiny.returns,
        "waived": waived_count(scrutiny),
        "rules": rules.collect::<Vec<_>>(),
        "cannot_tell": untold.collect::<Vec<_>>(),
        "cannot_tell_left_out": scrutiny.untold_more,
    })
}

fn waived_count(scrutiny: &Scrutiny) -> usize {
    scrutiny.findings.iter().filter(|noted| noted.waived.is_some()).count()
}

/// The account in sentences: totals, and every rule that could not tell with the lines it lacked. For people it follows the
/// findings; beside CSV and JSON lines, whose columns are fixed, it goes to stderr: undecided is never the same as in order.
fn summary(console: &mut Console, book: &Rulebook, scrutiny: &Scrutiny, known: Option<&TakenOut>) {
    let total =
        |of: fn(&coop_registry::rules::Tally) -> u64| -> u64 { scrutiny.tallies.iter().map(|(_, t)| of(t)).sum() };
    let (holds, broken) = (total(|t| t.holds), total(|t| t.broken));
    let (untold, apart) = (total(|t| t.cannot_tell), total(|t| t.does_not_apply));
    let (returns, rules) = (scrutiny.returns, scrutiny.tallies.len());
    tell(
        console,
        match console.language() {
            Language::En => format!(
                "{returns} return(s), {rules} rule(s): {holds} hold, {broken} broken, {untold} cannot be told, {apart} do not apply"
            ),
            Language::Hi => format!(
                "{returns} विवरणी, {rules} नियम: {holds} ठीक, {broken} भंग, {untold} में निर्णय संभव नहीं, {apart} लागू नहीं"
            ),
        },
    );
    for line in known.map(|known| taken_said(known, console.language())).into_iter().flatten() {
        tell(console, line);
    }
    let waived = waived_count(scrutiny);
    if waived > 0 {
        tell(
            console,
            match console.language() {
                Language::En => format!("    of the broken, {waived} waived by order"),
                Language::Hi => format!("    भंग में से {waived} में आदेश से छूट"),
            },
        );
    }
    for (code, tally) in scrutiny.tallies.iter().filter(|(_, tally)| tally.withdrawn > 0) {
        let orders: BTreeSet<&str> =
            book.withdrawals.iter().filter(|one| one.rule == *code).map(|one| one.order_no.as_str()).collect();
        let (count, orders) = (tally.withdrawn, orders.into_iter().collect::<Vec<_>>().join(", "));
        tell(
            console,
            match console.language() {
                Language::En => format!("    {code} withdrawn by order {orders}: not asked of {count}"),
                Language::Hi => format!("    {code} आदेश {orders} से वापस: {count} विवरणियों से नहीं पूछा गया"),
            },
        );
    }
    let undecided: Vec<_> = scrutiny.tallies.iter().filter(|(_, tally)| tally.cannot_tell > 0).collect();
    for (code, tally) in undecided.iter().take(MOST_UNDECIDED) {
        let missing = missing_most(tally);
        let lines: Vec<String> =
            missing.iter().take(4).map(|(field, count)| format!("{} ({count})", book.key(*field))).collect();
        let more = if missing.len() > 4 { " …" } else { "" };
        let (count, lines) = (tally.cannot_tell, lines.join(", "));
        let line = match (missing.is_empty(), console.language()) {
            (false, Language::En) => format!("    {code} cannot tell for {count}: missing {lines}{more}"),
            (false, Language::Hi) => format!("    {code}: {count} में निर्णय संभव नहीं; अनुपलब्ध {lines}{more}"),
            (true, Language::En) => format!("    {code} cannot tell for {count}: a ratio divides by zero"),
            (true, Language::Hi) => format!("    {code}: {count} में निर्णय संभव नहीं; अनुपात में शून्य से भाग"),
        };
        tell(console, line);
    }
    if undecided.len() > MOST_UNDECIDED {
        let more = undecided.len() - MOST_UNDECIDED;
        tell(
            console,
            match console.language() {
                Language::En => {
                    format!("    … and {more} more rules cannot tell for some; --format json names them all")
                }
                Language::Hi => format!("    … और {more} नियम कुछ विवरणियों में निर्णय नहीं कर सके; --format json में सब हैं"),
            },
        );
    }
}

/// Rules that cannot tell, told one by one.
const MOST_UNDECIDED: usize = 12;

fn tell(console: &mut Console, line: String) {
    if console.is_for_people() { console.say(line) } else { console.note(line) }
}
