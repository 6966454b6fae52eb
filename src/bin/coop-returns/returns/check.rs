//! `return check`: hold returns against the rules.

use crate::rules::rulebook;
use coop_registry::{
    branches::returns::{self, FileReturns, Noted, Scrutiny, missing_most},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Finding, Label, Language, Severity, Value},
    rules::Rulebook,
};
use serde_json::json;
use std::{collections::BTreeSet, path::PathBuf};

/// Hold returns against the rules
#[derive(clap::Args)]
pub struct Check {
    /// Form workbooks or lists (XLSX, XLS, ODS, CSV); without files the returns of --fy on record
    files: Vec<PathBuf>,
    /// Only these rules: codes or families, as APP-001,BSH
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
}

impl Check {
    /// Checks, prints findings and the account of all four outcomes.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut book = rulebook(office)?;
        let unknown = book.select(&self.only);
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        let (scrutiny, failed) = if self.files.is_empty() {
            (on_record(office, console, &book)?, Vec::new())
        } else {
            self.of_files(office, console, &book)?
        };
        let exit = if failed.is_empty() { Exit::Done } else { Exit::Partly };
        show(console, &book, &scrutiny, failed);
        let findings: Vec<Finding> = scrutiny.findings.iter().map(|noted| noted.finding.clone()).collect();
        Ok(if exit == Exit::Done { console.verdict(&findings) } else { exit })
    }
    fn of_files(
        &self,
        office: &Office,
        console: &mut Console,
        book: &Rulebook,
    ) -> Result<(Scrutiny, Vec<serde_json::Value>), CommandError> {
        if let Some(scrutiny) = self.of_long_list(office, console, book)? {
            return Ok((scrutiny, Vec::new()));
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
        let scrutiny = returns::check_files(
            &read,
            book,
            &mut |filed| match &register {
                Some(register) => returns::last_year_of(register, &book.fields, filed, moment),
                None => Ok(None),
            },
            office.globals().fy,
        )?;
        Ok((scrutiny, failed))
    }
}

impl Check {
    /// One long list is judged block by block, where nothing is asked of last year's returns or none are at hand.
    fn of_long_list(
        &self,
        office: &Office,
        console: &Console,
        book: &Rulebook,
    ) -> Result<Option<Scrutiny>, CommandError> {
        let [path] = &self.files[..] else { return Ok(None) };
        let asks_last_year = !returns::Scrutineer::wanted_of_last_year(book).is_empty();
        if asks_last_year && office.settings_if_any()?.is_some() {
            return Ok(None);
        }
        let Ok(length) = std::fs::metadata(path).map(|file| file.len()) else { return Ok(None) };
        let progress = console.progress(console.pick("bytes", "बाइट"), length);
        let (limits, only) = (office.limits()?, office.globals().fy);
        // What cannot be read here is told by the reader of workbooks.
        Ok(returns::check_long_list(path, returns::LONG, &limits, book, only, &mut |done| progress.set(done))
            .unwrap_or(None))
    }
}

fn on_record(office: &Office, console: &Console, book: &Rulebook) -> Result<Scrutiny, CommandError> {
    use coop_registry::register::ReadRegister as _;
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    let progress = console.progress(console.pick("returns", "विवरणियाँ"), register.count("annual_return", moment)?);
    Ok(returns::check_year(&register, book, fy, moment, &mut |done| progress.set(done))?)
}

fn show(console: &mut Console, book: &Rulebook, scrutiny: &Scrutiny, failed: Vec<serde_json::Value>) {
    match console.format() {
        Format::Csv | Format::Jsonl => {
            let rows = listing(console, &scrutiny.findings);
            console.listing("return-check", &rows);
            summary(console, book, scrutiny);
        }
        Format::Json => {
            let language = console.language();
            let mut account = account(book, scrutiny, language);
            account["failed"] = failed.into();
            console.data("return-check", account);
            let with_values: Vec<Finding> =
                scrutiny.findings.iter().map(|noted| with_values(noted, language)).collect();
            console.findings_as_data(&with_values);
        }
        _ => {
            for noted in &scrutiny.findings {
                console.findings_as_data(std::slice::from_ref(&noted.finding));
                if let Some(cause) = &noted.follows {
                    console.say(match console.language() {
                        Language::En => format!("    follows from {cause}: mend that first"),
                        Language::Hi => format!("    {cause} का परिणाम: पहले उसे सुधारें"),
                    });
                }
                if !noted.basis.is_empty() {
                    let basis = console.pick("basis", "आधार");
                    console.say(format!("    {basis}: {}", worded(&noted.basis, console.language())));
                }
            }
            summary(console, book, scrutiny);
        }
    }
}

/// The fixed columns.
fn listing(console: &Console, findings: &[Noted]) -> Listing {
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
        ]);
    }
    listing
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn with_values(noted: &Noted, language: Language) -> Finding {
    let finding = noted.finding.clone().with("value", &noted.value).with("should_be", &noted.expected);
    let finding = match &noted.follows {
        Some(cause) => finding.with("follows", cause),
        None => finding,
    };
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
        "rules": rules.collect::<Vec<_>>(),
        "cannot_tell": untold.collect::<Vec<_>>(),
        "cannot_tell_left_out": scrutiny.untold_more,
    })
}

/// The account in sentences: totals, and every rule that could not tell with the lines it lacked. For people it follows the
/// findings; beside CSV and JSON lines, whose columns are fixed, it goes to stderr: undecided is never the same as in order.
fn summary(console: &mut Console, book: &Rulebook, scrutiny: &Scrutiny) {
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
