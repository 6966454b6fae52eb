//! All output: data to stdout, everything else to stderr, in the reader's language and format.

use super::{
    Column, CommandError, Digits, Exit, FailOn, Format, Globals, Listing, ProgressChoice, Verdict,
    colour::Colour,
    flat, flood,
    progress::{Progress, Shown},
    table, write_output,
};
use crate::{
    catalogue::Texts,
    model::{Finding, Language, Locus, Remark, Severity, Value},
};
use serde::Serialize;
use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

/// What a verb speaks through.
pub struct Console {
    language: Language,
    digits: Digits,
    format: Format,
    fail_on: FailOn,
    quiet: bool,
    progress: ProgressChoice,
    texts: Texts,
    schema: String,
    data: Option<serde_json::Value>,
    findings: Vec<Finding>,
    /// Text for stdout, written when the verb is done, so that an error leaves no half output behind.
    text: String,
    /// Does the text hold rows or text of the verb's own, whatever the format?
    shown: bool,
    /// Colour of what goes to stdout and to stderr.
    colour: (Colour, Colour),
    output: Option<std::path::PathBuf>,
    pub(super) run: Option<String>,
    /// Why no more could be written to stdout.
    stopped: Option<io::Error>,
}

/// Bytes of a long text that are written at once.
const POURED: usize = 1 << 17;

/// An error in words, with the stream it goes to.
pub(super) enum ErrorText {
    Object(String),
    Lines(String),
}

impl ErrorText {
    pub(super) fn print(&self) {
        // A closed stream must not end the work.
        let _ = match self {
            Self::Object(text) => io::stdout().write_all(text.as_bytes()),
            Self::Lines(text) => io::stderr().write_all(text.as_bytes()),
        };
    }
}

impl Console {
    pub(super) fn new(globals: &Globals, language: Language, texts: Texts) -> Self {
        Self {
            language,
            digits: globals.digits,
            format: globals.one_format(),
            fail_on: globals.fail_on,
            quiet: globals.quiet,
            progress: globals.progress,
            texts,
            schema: String::new(),
            data: None,
            findings: Vec::new(),
            text: String::new(),
            shown: false,
            colour: (
                if globals.output.is_some() { Colour::NONE } else { Colour::of(globals.color, &io::stdout()) },
                Colour::of(globals.color, &io::stderr()),
            ),
            output: globals.output.clone(),
            run: None,
            stopped: None,
        }
    }
    /// Language of the reader.
    pub fn language(&self) -> Language {
        self.language
    }
    /// Digits printed.
    pub fn digits(&self) -> Digits {
        self.digits
    }
    /// Format asked for.
    pub fn format(&self) -> Format {
        self.format
    }
    /// The catalogue's wordings.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
    /// Is the output for people (not JSON, JSON lines or CSV)?
    pub fn is_for_people(&self) -> bool {
        !matches!(self.format, Format::Json | Format::Jsonl | Format::Csv)
    }
    /// English or Hindi wording, by the reader's language.
    pub fn pick<'a>(&self, en: &'a str, hi: &'a str) -> &'a str {
        match self.language {
            Language::En => en,
            Language::Hi => hi,
        }
    }
    /// A line of data for people; JSON and CSV readers do not see it.
    pub fn say(&mut self, line: impl std::fmt::Display) {
        if self.is_for_people() {
            self.text.push_str(&line.to_string());
            self.text.push('\n');
        }
    }
    /// Text for stdout whatever the format (a CSV of its own making, a script).
    pub fn raw(&mut self, text: impl Into<String> + AsRef<str>) {
        self.shown = true;
        if self.text.is_empty() { self.text = text.into() } else { self.text.push_str(text.as_ref()) }
    }
    /// A piece of a long text for stdout: written as soon as there is enough of it, where stdout is where it goes. Whoever
    /// begins has no fault to tell any more that would leave it half written.
    pub fn pour(&mut self, piece: &str) {
        self.shown = true;
        if self.format == Format::Json {
            return;
        }
        self.text.push_str(piece);
        if self.text.len() >= POURED && self.output.is_none() {
            if self.stopped.is_none() {
                self.stopped = io::stdout().lock().write_all(self.text.as_bytes()).err();
            }
            self.text.clear();
        }
    }
    /// A note on stderr, not when `--quiet`.
    pub fn note(&mut self, line: impl std::fmt::Display) {
        if !self.quiet {
            // A closed stderr must not end the work.
            let _ = writeln!(io::stderr(), "{line}");
        }
    }
    /// The `data` of the JSON object, with the schema's name (`import` → `coop/import/1`). A verb without rows of its
    /// own needs no more: CSV shows it as `key,value`, JSON lines as an object a line.
    pub fn data(&mut self, schema: &str, data: impl Serialize) {
        self.schema = format!("coop/{schema}/1");
        self.data = serde_json::to_value(data).ok();
    }
    /// A listing in whatever format was asked; for JSON it is `data.NAME`.
    pub fn listing(&mut self, schema: &str, listing: &Listing) {
        self.shown = true;
        match self.format {
            Format::Json => {
                let rows = listing.to_json();
                self.data(schema, serde_json::json!({ "rows": rows, "count": listing.rows.len() }));
            }
            Format::Csv | Format::Jsonl => {
                self.text.push_str(&listing.to_text(self.format, self.language, self.digits));
            }
            _ => self.text.push_str(&self.table(listing)),
        }
    }
    /// A listing as a table for people: in the window of a terminal it is wrapped to fit, elsewhere a row is a line.
    pub fn table(&self, listing: &Listing) -> String {
        let is_on_screen = self.output.is_none() && io::stdout().is_terminal();
        let room = terminal_size::terminal_size().filter(|_| is_on_screen).map(|(width, _)| usize::from(width.0));
        table::lay_out(listing, table::Look { language: self.language, digits: self.digits, room })
    }
    /// Findings: kept for JSON, one line each on stderr otherwise (stdout when the command has no other data).
    pub fn findings(&mut self, findings: &[Finding]) {
        if !self.quiet && !matches!(self.format, Format::Json) {
            for (finding, more) in flood::folded(findings) {
                let line = self.finding_lines(finding, more, self.colour.1);
                let _ = write!(io::stderr(), "{line}");
            }
        }
        self.findings.extend_from_slice(findings);
    }
    /// Findings as the command's own data: a table, CSV rows or JSON.
    pub fn findings_as_data(&mut self, findings: &[Finding]) {
        self.shown = true;
        match self.format {
            Format::Json => {}
            Format::Csv | Format::Jsonl => {
                let listing = self.findings_listing(findings);
                self.text.push_str(&listing.to_text(self.format, self.language, self.digits));
            }
            _ => {
                let lines: String =
                    findings.iter().map(|finding| self.finding_lines(finding, 0, self.colour.0)).collect();
                self.text.push_str(&lines);
            }
        }
        self.findings.extend_from_slice(findings);
    }
    fn findings_listing(&self, findings: &[Finding]) -> Listing {
        let keys = ["code", "severity", "file", "sheet", "cell", "society", "fy", "field", "message"];
        let columns = keys.iter().map(|key| Column::new(*key, *key, *key)).collect();
        let or_empty = |part: &Option<String>| part.clone().map_or(Value::Empty, Value::Text);
        let row = |finding: &Finding| {
            let place = &finding.place;
            vec![
                Value::text(&finding.code),
                Value::text(severity_word(finding.severity, Language::En)),
                or_empty(&place.file),
                or_empty(&place.sheet),
                or_empty(&place.cell),
                or_empty(&place.society),
                or_empty(&place.fy),
                or_empty(&place.field),
                Value::text(self.texts.finding(finding, self.language)),
            ]
        };
        Listing { columns, rows: findings.iter().map(row).collect(), ..Listing::default() }
    }
    /// Place first, then what; the code and weight at the end; what to do below.
    fn finding_lines(&self, finding: &Finding, more: usize, colour: Colour) -> String {
        let place = place_written(&finding.place, self.language);
        let weight = colour.paint(severity_word(finding.severity, self.language), finding.severity);
        let sentence = self.texts.finding(finding, self.language);
        let todo = self.texts.todo(finding, self.language).map_or_else(String::new, |todo| format!("    {todo}\n"));
        let more = flood::more(more, self.language);
        format!("{place}: {sentence}{more}  [{} {weight}]\n{todo}", finding.code)
    }
    /// A finding as people read it: place first, then what; the code and weight at the end; what to do below.
    pub fn finding_in_lines(&self, finding: &Finding) -> String {
        self.finding_lines(finding, 0, self.colour.0)
    }
    /// Exit code 1 when a finding reaches `--fail-on`, else 0.
    pub fn verdict(&self, findings: &[Finding]) -> Verdict {
        self.verdict_on(findings.iter().map(|finding| finding.severity).max())
    }
    /// The same by what the worst of them weighs.
    pub fn verdict_on(&self, worst: Option<Severity>) -> Verdict {
        let limit = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Never => return Exit::Done,
        };
        if worst.is_some_and(|worst| worst >= limit) { Exit::Findings } else { Exit::Done }
    }
    /// Progress over `total` rows: a bar on a terminal, a plain line a minute in a log.
    pub fn progress(&self, what: &str, total: u64) -> Progress {
        let shown = match (self.progress, self.quiet, io::stderr().is_terminal()) {
            (ProgressChoice::Never, ..) | (_, true, _) => Shown::Not,
            (ProgressChoice::Auto, false, true) => Shown::Bar,
            (ProgressChoice::Auto, false, false) => Shown::Lines,
        };
        Progress::new(what, total, shown, self.language)
    }
    /// Writes what the verb said: text, or the one JSON object.
    pub(super) fn finish(&mut self, exit: Exit) -> io::Result<()> {
        if !self.shown
            && let Some(data) = self.data.as_ref()
        {
            match self.format {
                Format::Csv => {
                    self.text = flat::key_value(data).to_text(Format::Csv, self.language, self.digits);
                }
                Format::Jsonl => self.text = flat::lines(data),
                _ => {}
            }
        }
        if let Some(cause) = self.stopped.take() {
            return Err(cause);
        }
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        if self.format == Format::Json {
            let object = serde_json::json!({
                "schema": if self.schema.is_empty() { "coop/none/1" } else { &self.schema },
                "run": self.run,
                "code": exit as u8,
                "data": self.data.take(),
                "findings": self.findings.iter().map(|f| self.finding_json(f)).collect::<Vec<_>>(),
            });
            bytes = format!("{object}\n").into_bytes();
        }
        if bytes.is_empty() {
            return Ok(());
        }
        match &self.output {
            Some(path) => write_output(path, &bytes),
            None => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(&bytes)?;
                stdout.flush()
            }
        }
    }
    /// The command writes its own file: `-o` is not the console's.
    pub fn output_is_taken(&mut self) {
        self.output = None;
    }
    fn finding_json(&self, finding: &Finding) -> serde_json::Value {
        let args: serde_json::Map<_, _> =
            finding.args.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        serde_json::json!({
            "code": finding.code,
            "severity": finding.severity,
            "place": finding.place,
            "message": self.texts.finding(finding, self.language),
            "args": args,
            "basis": self.texts.basis(&finding.code),
        })
    }
    /// The error that ends the command: on stderr; in JSON the object with `error`, and all that was found before it.
    pub(super) fn error(&mut self, error: &CommandError) {
        self.error_text(error).print();
    }
    /// An error as it will be printed: with JSON an object on stdout, else lines on stderr.
    pub(super) fn error_text(&self, error: &CommandError) -> ErrorText {
        if self.format != Format::Json {
            return ErrorText::Lines(self.error_lines(error));
        }
        let told = error.told(&self.texts, self.language);
        let findings = self.findings.iter().chain(error.findings());
        let object = serde_json::json!({
            "schema": "coop/error/1", "run": self.run, "code": error.exit as u8, "data": null,
            "findings": findings.map(|finding| self.finding_json(finding)).collect::<Vec<_>>(),
            "error": { "code": error.exit as u8, "message": told.message, "hint": told.hint, "details": told.details },
        });
        ErrorText::Object(format!("{object}\n"))
    }
    /// An error on stderr, also with `--quiet`: one clear line, further lines, and what to do.
    pub(super) fn complain(&self, error: &CommandError) {
        ErrorText::Lines(self.error_lines(error)).print();
    }
    fn error_lines(&self, error: &CommandError) -> String {
        let told = error.told(&self.texts, self.language);
        let word = self.colour.1.paint(severity_word(Severity::Error, self.language), Severity::Error);
        let mut lines = format!("{word}: {}\n", told.message);
        for detail in &told.details {
            lines.push_str(&format!("    {detail}\n"));
        }
        if let Some(hint) = &told.hint {
            lines.push_str(&format!("    {}: {hint}\n", self.pick("to do", "क्या करें")));
        }
        lines
    }
    /// A file of several that failed while the others went on: told on stderr, its findings kept, and an entry for the
    /// list `failed` of the command's data.
    pub fn failed(&mut self, file: &Path, error: &CommandError) -> serde_json::Value {
        self.complain(error);
        self.findings.extend_from_slice(error.findings());
        let told = error.told(&self.texts, self.language);
        serde_json::json!({
            "file": file.display().to_string(), "code": error.exit as u8, "message": told.message, "hint": told.hint,
        })
    }
    /// An error as a single line, with its further lines and without its hint.
    pub(super) fn in_one_line(&self, error: &CommandError) -> String {
        let told = error.told(&self.texts, self.language);
        [&[told.message], &told.details[..]].concat().join("; ")
    }
    /// A room's remark in the reader's language.
    pub fn remark(&self, remark: &Remark) -> String {
        self.texts.remark(remark, self.language)
    }
}

/// error, warning, info in the reader's language.
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::En) => "error",
        (Severity::Warning, Language::En) => "warning",
        (Severity::Info, Language::En) => "info",
        (Severity::Error, Language::Hi) => "त्रुटि",
        (Severity::Warning, Language::Hi) => "चेतावनी",
        (Severity::Info, Language::Hi) => "सूचना",
    }
}

pub(super) fn place_written(place: &Locus, language: Language) -> String {
    let sheet_word = if language == Language::Hi { "शीट" } else { "sheet" };
    let mut parts = Vec::new();
    parts.extend(place.file.clone());
    parts.extend(place.sheet.as_ref().map(|sheet| format!("{sheet_word} '{sheet}'")));
    // Of a table without cells the place is the number of the record.
    let row_word = if language == Language::Hi { "पंक्ति" } else { "row" };
    let is_record = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
    parts.extend(place.cell.as_ref().map(|cell| match is_record(cell) {
        true => format!("{row_word} {cell}"),
        false => cell.clone(),
    }));
    parts.extend(place.society.clone());
    parts.extend(place.fy.clone());
    parts.extend(place.field.clone());
    if parts.is_empty() { "–".to_owned() } else { parts.join(", ") }
}
