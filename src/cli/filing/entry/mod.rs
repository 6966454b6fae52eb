//! Paper keyed twice, in an office: forms are made, handed in, compared, decided, and agreed.

mod agreeing;
mod deciding;
mod jobs;

pub use agreeing::finish;
pub use deciding::{decide, decide_by};
pub use jobs::list;

use super::kept::store_source;
use crate::{
    branches::entry::{
        Compared, Difference, Form, FormWords, Hand, HandedIn, Job, Keyed, NotAForm, Readings, Refused, Side, Stamp,
        Take, compare as held_against, differences_book, form_book,
    },
    cleaning::{Codes, covered},
    cli::{CommandError, Console, Exit, Listing, Office, Part, Verdict, desk, write_output},
    migrate::{self, HeadingLexicon, OpenFile},
    model::{CellRef, Language, Remark, Value, hex},
    register::RegisterError,
    source::sha256_of,
};
use jobs::Jobs;
use sha2::{Digest, Sha256};
use std::path::Path;

/// A job's two forms, read and held against each other.
struct Both<'a> {
    form: Form<'a>,
    first: Keyed,
    second: Keyed,
    compared: Compared,
}

/// Makes the form of a register and opens its job.
pub fn template(office: &Office, console: &mut Console, register: &str, rows: u32) -> Result<Verdict, CommandError> {
    let Some(path) = office.globals().output.clone() else {
        return Err(CommandError::new(Exit::Arguments, "error.entry.output"));
    };
    console.output_is_taken();
    let act = office.act("coop-migrate entry template")?;
    let form = form_of(office, register, rows)?;
    let jobs = Jobs::of(office)?;
    let _lock = jobs.lock()?;
    let id = jobs.next()?;
    let catalogue = office.files().hash()?;
    let code = office.settings()?.get("office.code").to_owned();
    let digest = Sha256::digest(format!("{code}\n{id}\n{register}\n{catalogue}\n{rows}").as_bytes());
    let short = hex(&digest[..4]);
    let stamp =
        Stamp { job: id.clone(), form: format!("{id}-{short}"), register: register.to_owned(), catalogue, rows };
    let codes = Codes::load(office.files())?;
    let bytes = form_book(&form, &stamp, &codes, &words(console)).map_err(|fault| not_laid_out(&id, &fault))?;
    let Stamp { form: form_id, register, catalogue, .. } = stamp;
    let made = Hand { officer: act.officer, uid: act.uid, at: office.instant().to_text() };
    if !office.globals().dry_run {
        write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        jobs.write(&Job {
            job: id.clone(),
            form: form_id.clone(),
            register: register.clone(),
            catalogue,
            rows,
            made,
            first: None,
            second: None,
            replaced: Vec::new(),
            decisions: Vec::new(),
            agreed: None,
        })?;
    }
    console.data(
        "entry-template",
        serde_json::json!({
            "job": id, "form": form_id, "register": register, "rows": rows, "columns": form.columns.len(),
            "file": path.display().to_string(), "dry_run": office.globals().dry_run,
        }),
    );
    let said = console.pick("form written to", "प्रपत्र यहाँ लिखा गया:").to_owned();
    console.say(format!("{id}: {said} {}", path.display()));
    next(console, &id, "first");
    Ok(Exit::Done)
}

/// Takes a keyed form in, as the first or, blindly, as the second.
pub fn hand_in(office: &Office, console: &mut Console, side: Side, path: &Path) -> Result<Verdict, CommandError> {
    let command = if side == Side::First { "coop-migrate entry first" } else { "coop-migrate entry second" };
    let act = office.act(command)?;
    let file = super::open(office, console, path)?;
    let stamp = Stamp::read(&file.sheets)
        .ok_or_else(|| CommandError::new(Exit::Input, "error.entry.not_form").with("file", &file.name))?;
    let jobs = Jobs::of(office)?;
    let _lock = jobs.lock()?;
    let mut job = jobs.read(&stamp.job)?;
    fits(office, &job, &stamp, &file.name)?;
    let form = form_of(office, &job.register, job.rows)?;
    let keyed = Keyed::read(&file.sheets, &form).map_err(|fault| refused_form(&file.name, fault))?;
    let by = Hand { officer: act.officer, uid: act.uid, at: office.instant().to_text() };
    let rows = keyed.rows.len() as u64;
    if rows == 0 {
        return Err(CommandError::new(Exit::Input, "error.entry.empty").with("file", &file.name));
    }
    let handed = HandedIn { file_name: file.name.clone(), sha256: file.sha256.clone(), rows, by };
    let new = job.hand_in(side, handed).map_err(|refused| told(&job.job, refused))?;
    if new && !office.globals().dry_run {
        // The original first: a job must not name what is not there.
        store_source(office, path, &file.sha256)?;
        jobs.write(&job)?;
    }
    let id = &job.job;
    console.data(
        "entry-keyed",
        serde_json::json!({
            "job": id, "side": side_key(side), "rows": rows, "sha256": file.sha256, "already": !new,
            "dry_run": office.globals().dry_run,
        }),
    );
    let said = match new {
        true => console.pick("rows handed in", "पंक्तियाँ जमा हुईं"),
        false => console.pick("rows, handed in before", "पंक्तियाँ, पहले ही जमा"),
    };
    console.say(format!("{id}: {rows} {said}"));
    next(console, id, job.step());
    Ok(Exit::Done)
}

/// Prints what the two do not agree on; with `-o` writes it as a workbook to be filled in. Exit 1 when something is left to
/// be decided.
pub fn compare(office: &Office, console: &mut Console, id: &str) -> Result<Verdict, CommandError> {
    let job = Jobs::of(office)?.read(id)?;
    let both = both(office, &job)?;
    let left = both.compared.differences.iter().filter(|difference| job.decision(difference).is_none()).count();
    let exit = if left == 0 { Exit::Done } else { Exit::Findings };
    let Both { form, compared, .. } = &both;
    if let Some(path) = office.globals().output.clone().filter(|path| is_workbook(path)) {
        console.output_is_taken();
        let bytes =
            differences_book(form, &job, compared, console.language()).map_err(|fault| not_laid_out(id, &fault))?;
        write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        console.data("entry-compare", summary(&job, compared, left, Some(&path)));
        let said = console.pick("differences written to", "अंतर यहाँ लिखे गए:").to_owned();
        console.say(format!("{id}: {} {said} {}", compared.differences.len(), path.display()));
        return Ok(exit);
    }
    let mut listing = Listing::new([
        ("cell", "Cell", "खाना"),
        ("row", "Form row", "प्रपत्र पंक्ति"),
        ("field", "Field", "क्षेत्र"),
        ("first_cell", "First at", "प्रथम में"),
        ("first", "First", "प्रथम"),
        ("second_cell", "Second at", "द्वितीय में"),
        ("second", "Second", "द्वितीय"),
        ("decided", "Decided", "निर्णय"),
    ]);
    for difference in &compared.differences {
        let at = |told: &Option<(CellRef, String)>| {
            told.as_ref().map_or(Value::Empty, |(place, _)| Value::text(place.to_string()))
        };
        let shown = |side| difference.shown(form, side).map_or(Value::Empty, Value::Text);
        let decided = job.decision(difference).map_or(Value::Empty, |decision| Value::text(take_key(&decision.take)));
        listing.push([
            Value::text(difference.cell.to_string()),
            Value::Integer(i64::from(difference.row)),
            Value::text(field_of(console, form, difference)),
            at(&difference.first),
            shown(Side::First),
            at(&difference.second),
            shown(Side::Second),
            decided,
        ]);
    }
    console.listing("entry-compare", &listing);
    if console.format() == crate::cli::Format::Json {
        let mut data = summary(&job, compared, left, None);
        data["differences"] = listing.to_json().into();
        console.data("entry-compare", data);
    }
    let Compared { cells, alike, rows, .. } = compared;
    let counts = [("cells", *cells), ("alike", *alike), ("both", rows.0), ("first", rows.1), ("second", rows.2)];
    let mut args: Vec<(String, String)> = counts.iter().map(|(key, n)| ((*key).to_owned(), n.to_string())).collect();
    args.extend([("job".to_owned(), id.to_owned()), ("left".to_owned(), left.to_string())]);
    console.note(console.texts().sentence("entry.compared", &args, console.language()));
    next(console, id, if left == 0 && job.agreed.is_none() { "finish" } else { job.step() });
    Ok(exit)
}

fn summary(job: &Job, compared: &Compared, left: usize, file: Option<&Path>) -> serde_json::Value {
    let Compared { cells, alike, rows, differences } = compared;
    serde_json::json!({
        "job": job.job, "register": job.register, "cells": cells, "alike": alike,
        "rows": { "both": rows.0, "first_only": rows.1, "second_only": rows.2 },
        "count": differences.len(), "undecided": left, "file": file.map(|file| file.display().to_string()),
    })
}

/// Who made, keyed, decided and finished, what, when and why.
pub fn trail(office: &Office, console: &mut Console, id: &str) -> Result<Verdict, CommandError> {
    let job = Jobs::of(office)?.read(id)?;
    let form = form_of(office, &job.register, job.rows)?;
    let mut listing = Listing::new([
        ("at", "At", "कब"),
        ("officer", "Officer", "अधिकारी"),
        ("uid", "User id", "यूज़र आईडी"),
        ("act", "Act", "कार्य"),
        ("cell", "Cell", "खाना"),
        ("field", "Field", "क्षेत्र"),
        ("what", "What", "क्या"),
        ("why", "Why", "क्यों"),
    ]);
    let or_empty = |text: Option<&String>| text.map_or(Value::Empty, Value::text);
    let mut push =
        |by: &Hand, act: &str, cell: Option<&String>, field: Option<&String>, what: &str, why: Option<&String>| {
            listing.push([
                Value::text(&by.at),
                Value::text(&by.officer),
                Value::Integer(i64::from(by.uid)),
                Value::text(act),
                or_empty(cell),
                or_empty(field),
                Value::text(what),
                or_empty(why),
            ]);
        };
    push(&job.made, "template", None, None, &job.form, None);
    let replaced = job.replaced.iter().map(|handed| ("first (replaced)", handed));
    let first = job.first.iter().map(|handed| ("first", handed));
    let second = job.second.iter().map(|handed| ("second", handed));
    for (act, handed) in replaced.chain(first).chain(second) {
        push(&handed.by, act, None, None, &format!("{} {}", handed.file_name, handed.sha256), None);
    }
    for decision in &job.decisions {
        let what = match &decision.take {
            Take::Value(text) => format!("value: {}", covered(text)),
            other => take_key(other).to_owned(),
        };
        let why = decision.order.as_ref().or(decision.reason.as_ref());
        push(&decision.by, "resolve", Some(&decision.cell), decision.field.as_ref(), &what, why);
    }
    if let Some(agreed) = &job.agreed {
        push(&agreed.by, "finish", None, None, &format!("{} rows {}", agreed.rows, agreed.sha256), None);
    }
    console.say(format!("{id}: {} / {} [{}]", form.table.label.hi, form.table.label.en, job.form));
    console.listing("entry-trail", &listing);
    Ok(Exit::Done)
}

/// The form of a register; exit 5 for a register there is none of.
fn form_of<'a>(office: &'a Office, register: &str, rows: u32) -> Result<Form<'a>, CommandError> {
    let table = desk::table(office, register)?;
    if table.is_by_program() {
        // No paper is keyed into what only the programs' own acts write.
        return Err(RegisterError::UnknownRegister(register.to_owned()).into());
    }
    Ok(Form::of(table, &HeadingLexicon::load(office.files(), table)?, rows))
}

/// Is the form the one of the job, and of the catalogue in use? All that differs in one pass.
fn fits(office: &Office, job: &Job, stamp: &Stamp, file: &str) -> Result<(), CommandError> {
    let now = office.files().hash()?;
    let mut other = Vec::new();
    let mut differs = |pattern: &'static str, found: &str, expected: &str| {
        if found != expected {
            other.push(Remark::new(pattern).with("found", found).with("expected", expected));
        }
    };
    differs("form: {found}, the job has {expected}", &stamp.form, &job.form);
    differs("register: {found}, the job has {expected}", &stamp.register, &job.register);
    differs("catalogue: {found}, the job has {expected}", &stamp.catalogue, &job.catalogue);
    differs("catalogue in use: {found}, the form was made with {expected}", &now, &job.catalogue);
    differs("rows: {found}, the job has {expected}", &stamp.rows.to_string(), &job.rows.to_string());
    if other.is_empty() { Ok(()) } else { Err(otherwise(file, other)) }
}

fn otherwise(file: &str, lines: Vec<Remark>) -> CommandError {
    CommandError::new(Exit::Stale, "error.entry.other").with("file", file).details(lines.into_iter().map(Part::Remark))
}

fn refused_form(file: &str, fault: NotAForm) -> CommandError {
    match fault {
        NotAForm::Unstamped => CommandError::new(Exit::Input, "error.entry.not_form").with("file", file),
        NotAForm::Headings(lines) => otherwise(file, lines),
        NotAForm::Rows(lines) => CommandError::new(Exit::Input, "error.entry.rows")
            .with("file", file)
            .with("count", lines.len())
            .details(lines.into_iter().map(Part::Remark)),
    }
}

fn not_laid_out(job: &str, fault: &dyn std::fmt::Display) -> CommandError {
    CommandError::new(Exit::Internal, "error.entry.laid_out").with("job", job).with("fault", fault)
}

/// Why a job does not allow a step, in words.
fn told(job: &str, refused: Refused) -> CommandError {
    match refused {
        Refused::BeforeFirst => CommandError::new(Exit::Refused, "error.entry.before_first").with("job", job),
        Refused::HandedIn(officer) => {
            CommandError::new(Exit::Refused, "error.entry.handed_in").with("job", job).with("officer", officer)
        }
        Refused::SameOfficer(officer) => {
            CommandError::new(Exit::Refused, "error.entry.same_officer").with("job", job).with("officer", officer)
        }
        Refused::SameFile => CommandError::new(Exit::Refused, "error.entry.same_file").with("job", job),
        Refused::NotBoth => CommandError::new(Exit::Refused, "error.entry.not_both").with("job", job),
        Refused::Finished => CommandError::new(Exit::Refused, "error.entry.finished").with("job", job),
    }
}

/// Reads both forms of a job from the office's sources; exit 11 where one of them is not what was handed in.
fn both<'a>(office: &'a Office, job: &Job) -> Result<Both<'a>, CommandError> {
    let (first, second) = job.both().map_err(|refused| told(&job.job, refused))?;
    let form = form_of(office, &job.register, job.rows)?;
    let read = |handed: &HandedIn| -> Result<Keyed, CommandError> {
        let file = stored(office, job, handed)?;
        let stamp = Stamp::read(&file.sheets)
            .ok_or_else(|| CommandError::new(Exit::Input, "error.entry.not_form").with("file", &file.name))?;
        fits(office, job, &stamp, &file.name)?;
        Keyed::read(&file.sheets, &form).map_err(|fault| refused_form(&file.name, fault))
    };
    let (first, second) = (read(first)?, read(second)?);
    let readings = Readings::load(office.files(), office.time().as_of)?;
    let compared = held_against(&form, &readings, &first, &second);
    Ok(Both { form, first, second, compared })
}

fn stored(office: &Office, job: &Job, handed: &HandedIn) -> Result<OpenFile, CommandError> {
    let path = office.source_path(&handed.sha256)?;
    if !path.is_file() || sha256_of(&path)? != handed.sha256 {
        return Err(CommandError::new(Exit::Stale, "error.entry.file_changed")
            .with("job", &job.job)
            .with("file", &handed.file_name)
            .with("path", path.display()));
    }
    Ok(migrate::open_stored(&path, &handed.file_name, &office.limits()?)?)
}

fn words(console: &Console) -> FormWords<'static> {
    let hindi = console.language() == Language::Hi;
    FormWords {
        hint: "कागज़ पर जो लिखा है वही भरें; जो पढ़ा न जाए उसे रिक्त छोड़ें / Key what the paper says; leave blank what cannot be read",
        list: "सूची में नहीं; कागज़ पर यही लिखा हो तभी रखें / not on the list; keep it only if the paper says so",
        date: "तिथि नहीं; कागज़ पर यही लिखा हो तभी रखें / no date; keep it only if the paper says so",
        number: "संख्या नहीं; कागज़ पर यही लिखा हो तभी रखें / no number; keep it only if the paper says so",
        yes_no: if hindi { ["हाँ", "नहीं"] } else { ["yes", "no"] },
        language: console.language(),
    }
}

fn side_key(side: Side) -> &'static str {
    match side {
        Side::First => "first",
        Side::Second => "second",
    }
}

fn take_key(take: &Take) -> &'static str {
    match take {
        Take::First => "first",
        Take::Second => "second",
        Take::Value(_) => "value",
    }
}

/// A difference's column for people by its heading, for programs by its key; `row` where a whole row is missing.
fn field_of(console: &Console, form: &Form<'_>, difference: &Difference) -> String {
    match difference.column.and_then(|at| form.column(at)) {
        None if console.is_for_people() => console.pick("whole row", "पूरी पंक्ति").to_owned(),
        None => "row".to_owned(),
        Some(column) if console.is_for_people() => column.heading.clone(),
        Some(column) => column.key.clone(),
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Says what comes next.
fn next(console: &mut Console, job: &str, step: &str) {
    let key = format!("entry.next.{step}");
    let args = [("job".to_owned(), job.to_owned())];
    let sentence = console.texts().sentence(&key, &args, console.language());
    console.note(sentence);
}
