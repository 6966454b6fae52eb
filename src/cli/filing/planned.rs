//! The careful way of an import: a plan says what a staged file would enter, is looked at and signed, and carried out only
//! while it still holds.
//!
//! A plan holds no rows. It names its source, the day-book row it was made at and the digest of the entries; whoever has
//! the stored original, the catalogue and the register can make them again, and `apply` does.

use super::{
    limit::Limit,
    one_file::{Before, Ended, EntriesDigest, Filing},
    staged::{Shelf, Staged, read_json, write_json},
    words::{account_json, tell, verdict, would_enter},
};
use crate::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, listing::written, write_output},
    migrate::{self, Desk, Made, OpenFile, Settled},
    model::{CellRef, Outcome, TableDef, Value},
    register::ReadRegister,
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a staged file would enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// Id set aside for the file.
    pub batch: String,
    /// Name it came with.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Register it goes into.
    pub register: String,
    /// Last row of the day book when the plan was made.
    pub made_at: i64,
    /// Hash of the catalogue.
    pub catalogue: String,
    /// Rows by what becomes of them.
    pub counts: Counts,
    /// SHA-256 over the entries in the order of the file.
    pub entries: String,
}

/// Rows of a file by what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Data rows read.
    pub rows: u64,
    /// New subjects.
    pub imported: u64,
    /// Further entries of known subjects.
    pub updated: u64,
    /// Rows that say what is in force.
    pub duplicates: u64,
    /// Rows that could not be read.
    pub rejected: u64,
}

impl Counts {
    fn of(settled: &Settled) -> Self {
        let account = &settled.account;
        Self {
            rows: account.rows,
            imported: account.imported,
            updated: account.updated,
            duplicates: account.duplicates,
            rejected: account.rejected,
        }
    }
}

/// A staged file taken up again.
struct TakenUp {
    staged: Staged,
    desk: Desk,
    file: OpenFile,
    path: PathBuf,
    wished: migrate::Wishes,
    limit: Option<Limit>,
}

impl TakenUp {
    fn open(office: &Office, batch: &str) -> Result<Self, CommandError> {
        let staged = Shelf::of(office)?.read(batch)?;
        let path = office.source_path(&staged.sha256)?;
        let file = migrate::open_stored(&path, &staged.file_name, &office.limits()?)?;
        if file.sha256 != staged.sha256 {
            return Err(CommandError::new(Exit::Integrity, "error.import.source_altered").with("path", path.display()));
        }
        let wished = staged.wishes.wishes(office.secret()?);
        let limit = staged.wishes.max_rejects.as_deref().map(Limit::read).transpose()?;
        let desk = super::desk_of(office)?;
        let file = match staged.wishes.profile {
            Some(_) => file.laid_out_as(&staged.account),
            None => desk.lay_out(file),
        };
        Ok(Self { staged, desk, file, path, wished, limit })
    }
    fn filing<'a>(&'a self, office: &'a Office) -> Filing<'a> {
        let Self { desk, file, path, wished, limit, .. } = self;
        Filing { office, desk, file, path, wished, limit: limit.as_ref() }
    }
}

/// Plans a staged file against the register as it stands. `-o FILE`, else beside the staged file.
pub fn build(office: &Office, console: &mut Console, batch: &str) -> Result<Verdict, CommandError> {
    let taken = TakenUp::open(office, batch)?;
    let register = office.read_register()?;
    let filing = taken.filing(office);
    if let Some(already) = filing.in_force(&register)? {
        return Err(CommandError::new(Exit::Refused, "error.plan.already")
            .with("file", &taken.staged.file_name)
            .with("batch", already));
    }
    let made_at = register.last_day_no()?;
    let mut digest = EntriesDigest::default();
    let settled = filing.settle(&register, console, &mut |made| digest.add(&made.entry))?;
    let staged = &taken.staged;
    let (then, now) = (&staged.account, &settled.account);
    if (then.rows, then.rejected, &then.sheets) != (now.rows, now.rejected, &now.sheets) {
        return Err(CommandError::new(Exit::Stale, "error.plan.reads_otherwise")
            .with("file", &staged.file_name)
            .with("then", format!("{} / {}", then.rows, then.rejected))
            .with("now", format!("{} / {}", now.rows, now.rejected)));
    }
    let plan = ImportPlan {
        batch: staged.batch.clone(),
        file_name: staged.file_name.clone(),
        sha256: staged.sha256.clone(),
        register: staged.wishes.register.clone(),
        made_at,
        catalogue: office.files().hash()?,
        counts: Counts::of(&settled),
        entries: digest.hex(),
    };
    let path = match office.globals().output.clone() {
        Some(path) => {
            console.output_is_taken();
            let text = format!("{}\n", serde_json::to_string_pretty(&plan).unwrap_or_default());
            write_output(&path, text.as_bytes()).map_err(|cause| CommandError::io(&path, &cause))?;
            path
        }
        None => {
            let path = Shelf::of(office)?.plan(batch);
            write_json(&path, &plan)?;
            path
        }
    };
    console.say(would_enter(console.language(), &plan.file_name, &settled.account));
    console.say(format!("    {}: {}", console.pick("plan", "योजना"), path.display()));
    let mut data = serde_json::to_value(&plan).unwrap_or_default();
    data["plan_file"] = path.display().to_string().into();
    console.data("plan", data);
    Ok(verdict(&settled, console))
}

/// What `plan show` is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// New subjects.
    New,
    /// Changes of known ones.
    Change,
    /// Rows that say what is in force.
    Duplicate,
    /// Rows that could not be read.
    Rejected,
}

/// Shows row by row what a plan would do; exit 11 when it would do something else by now.
pub fn show(
    office: &Office,
    console: &mut Console,
    plan: &str,
    only: Option<Only>,
    limit: Option<usize>,
) -> Result<Verdict, CommandError> {
    let plan = read_plan(office, plan)?;
    let taken = TakenUp::open(office, &plan.batch)?;
    let register = office.read_register()?;
    let table = office.tables().get(&plan.register);
    let mut listing = Listing::new([
        ("sheet", "Sheet", "शीट"),
        ("row", "Row", "पंक्ति"),
        ("becomes", "Becomes", "परिणाम"),
        ("subject", "Subject", "विषय"),
        ("name", "Name", "नाम"),
        ("says", "What changes, or why not", "क्या बदलेगा, या क्यों नहीं"),
    ]);
    let mut rows: Vec<((u32, u32), Only, [Value; 3])> = Vec::new();
    let mut digest = EntriesDigest::default();
    let settled = taken.filing(office).settle(&register, console, &mut |made| {
        digest.add(&made.entry);
        if let (Some(table), Some(source)) = (table, &made.entry.source) {
            let kind = if made.before.is_some() { Only::Change } else { Only::New };
            if only.is_none_or(|only| only == kind) {
                rows.push(((source.sheet, source.row), kind, row_of(table, &made, console)));
            }
        }
    })?;
    for row in &settled.rows {
        let (kind, subject) = match row.outcome {
            Outcome::Duplicate => (Only::Duplicate, row.subject.clone().unwrap_or_default()),
            Outcome::Rejected => (Only::Rejected, String::new()),
        };
        if only.is_none_or(|only| only == kind) {
            let why = row
                .findings
                .iter()
                .map(|finding| format!("{} {}", finding.code, console.texts().finding(finding, console.language())));
            let why = why.collect::<Vec<_>>().join("; ");
            rows.push(((row.sheet, row.row), kind, [Value::text(subject), Value::Empty, Value::text(why)]));
        }
    }
    rows.sort_by_key(|(at, ..)| *at);
    let left_out = limit.map_or(0, |limit| rows.len().saturating_sub(limit));
    rows.truncate(rows.len() - left_out);
    for ((sheet, row), kind, [subject, name, says]) in rows {
        let sheet = taken.file.sheets.iter().find(|found| found.index == sheet).map_or("", |found| found.name.as_str());
        let becomes = match kind {
            Only::New => console.pick("new", "नया"),
            Only::Change => console.pick("change", "परिवर्तन"),
            Only::Duplicate => console.pick("duplicate", "दोहराव"),
            Only::Rejected => console.pick("rejected", "अस्वीकृत"),
        };
        listing.push([Value::text(sheet), Value::Integer(row.into()), Value::text(becomes), subject, name, says]);
    }
    console.say(would_enter(console.language(), &plan.file_name, &settled.account));
    console.listing("plan-rows", &listing);
    if left_out > 0 {
        console.note(format!("{} {left_out}", console.pick("further rows, not shown:", "और पंक्तियाँ, दिखाई नहीं गईं:")));
    }
    still_holds(&plan, &register, office, &settled, &digest.hex())?;
    Ok(Exit::Done)
}

/// Subject, name and what is said of a row that makes an entry.
fn row_of(table: &TableDef, made: &Made, console: &Console) -> [Value; 3] {
    use crate::model::Subject;
    let subject = match &made.entry.subject {
        Subject::Known(id) => id.clone(),
        Subject::New(key) => CellRef { row: key.row, column: 0 }.to_string(),
    };
    let subject = if made.before.is_none() { Value::Empty } else { Value::text(subject) };
    let fact = |no: u16| made.entry.facts.iter().find(|(n, _)| *n == no).map(|(_, value)| value.clone());
    let names = ["name_hi", "name_en", "name", "reg_no", "society"];
    let name = names.iter().find_map(|key| fact(table.field_no(key)?)).unwrap_or_default();
    let mut changes = Vec::new();
    if let Some(before) = &made.before {
        for (no, value) in &made.entry.facts {
            let was = before.iter().find(|(n, _)| n == no).map(|(_, value)| value);
            if was != Some(value) {
                let field = &table.fields[usize::from(*no)];
                let label = field.label.in_language(console.language());
                let shown = |value: Option<&Value>| {
                    value.map_or_else(|| "–".to_owned(), |value| written(value, console.digits()))
                };
                let (was, is) =
                    if field.personal { ("•".into(), "•".into()) } else { (shown(was), shown(Some(value))) };
                changes.push(format!("{label}: {was} → {is}"));
            }
        }
    }
    [subject, name, Value::text(changes.join("; "))]
}

/// Refuses a plan that would not be carried out as it was made (exit 11), naming what changed.
fn still_holds(
    plan: &ImportPlan,
    register: &dyn ReadRegister,
    office: &Office,
    settled: &Settled,
    entries: &str,
) -> Result<(), CommandError> {
    let (stands_at, catalogue) = (register.last_day_no()?, office.files().hash()?);
    if plan.made_at != stands_at {
        return Err(day_book_moved(plan, stands_at));
    }
    if plan.catalogue != catalogue {
        return Err(catalogue_changed(plan));
    }
    if plan.entries != entries || plan.counts != Counts::of(settled) {
        return Err(other_entries(plan));
    }
    Ok(())
}

fn day_book_moved(plan: &ImportPlan, stands_at: i64) -> CommandError {
    CommandError::new(Exit::Stale, "error.plan.day_book")
        .with("file", &plan.file_name)
        .with("batch", &plan.batch)
        .with("made_at", plan.made_at)
        .with("stands_at", stands_at)
}

fn catalogue_changed(plan: &ImportPlan) -> CommandError {
    CommandError::new(Exit::Stale, "error.plan.catalogue").with("file", &plan.file_name).with("batch", &plan.batch)
}

fn other_entries(plan: &ImportPlan) -> CommandError {
    CommandError::new(Exit::Stale, "error.plan.otherwise").with("file", &plan.file_name).with("batch", &plan.batch)
}

/// A plan by its file, or by the id of its batch.
fn read_plan(office: &Office, named: &str) -> Result<ImportPlan, CommandError> {
    let path = Path::new(named);
    if path.is_file() {
        return read_json(path);
    }
    let shelf = Shelf::of(office)?;
    let path = shelf.plan(named);
    if path.is_file() {
        return read_json(&path);
    }
    // Names the staged files there are, where there is none of this name either.
    shelf.read(named)?;
    Err(CommandError::not_found("error.plan.none").with("batch", named))
}

/// Staged files and plans, and how far each has come.
pub fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let shelf = Shelf::of(office)?;
    let register = office.read_register()?;
    let mut listing = Listing::new([
        ("batch", "Batch", "खेप"),
        ("file", "File", "फ़ाइल"),
        ("register", "Register", "पंजी"),
        ("rows", "Rows", "पंक्तियाँ"),
        ("rejected", "Rejected", "अस्वीकृत"),
        ("state", "State", "स्थिति"),
    ]);
    for staged in shelf.all()? {
        let path = shelf.plan(&staged.batch);
        let state = if register.batch(&staged.batch)?.is_some() {
            console.pick("applied", "लागू")
        } else if !path.is_file() {
            console.pick("staged", "तैयार")
        } else if read_json::<ImportPlan>(&path)?.made_at == register.last_day_no()? {
            console.pick("planned", "योजना बनी")
        } else {
            console.pick("plan is stale", "योजना पुरानी")
        };
        listing.push([
            Value::text(&staged.batch),
            Value::text(&staged.file_name),
            Value::text(&staged.wishes.register),
            Value::count(staged.account.rows),
            Value::count(staged.account.rejected),
            Value::text(state),
        ]);
    }
    console.listing("plans", &listing);
    Ok(Exit::Done)
}

/// Takes a staged file off the list; its original stays in `sources/`.
pub fn drop_staged(office: &Office, console: &mut Console, batch: &str) -> Result<Verdict, CommandError> {
    let shelf = Shelf::of(office)?;
    let staged = shelf.read(batch)?;
    if !office.globals().dry_run {
        shelf.remove(batch)?;
    }
    let words = console.pick("is no longer staged; nothing was entered", "अब तैयार सूची में नहीं; कुछ दर्ज नहीं हुआ");
    console.say(format!("{batch} {}: {words}", staged.file_name));
    console.data("plan-drop", serde_json::json!({ "batch": batch, "dry_run": office.globals().dry_run }));
    Ok(Exit::Done)
}

/// Carries a plan out, if it still holds.
pub fn apply(office: &Office, console: &mut Console, plan: &str) -> Result<Verdict, CommandError> {
    let act = office.act("coop-migrate apply")?;
    let plan = read_plan(office, plan)?;
    let mut register = office.register_to_change()?;
    if let Some(batch) = register.batch(&plan.batch)?
        && batch.undone_by.is_none()
        && batch.batch.sha256 == plan.sha256
    {
        let words = console.pick("is in the register already as batch", "पहले से रजिस्टर में है, खेप").to_owned();
        console.say(format!("{}: {words} {}", plan.file_name, plan.batch));
        let account = serde_json::from_value(batch.batch.account).unwrap_or_default();
        let mut json = account_json(&plan.batch, &account, None);
        json["already"] = true.into();
        console.data("import", json);
        return Ok(Exit::Done);
    }
    let taken = TakenUp::open(office, &plan.batch)?;
    if taken.staged.sha256 != plan.sha256 {
        return Err(other_entries(&plan));
    }
    let filing = taken.filing(office);
    if office.globals().dry_run {
        let mut digest = EntriesDigest::default();
        let settled = filing.settle_to_enter(&register, console, &mut |made| digest.add(&made.entry))?;
        still_holds(&plan, &register, office, &settled, &digest.hex())?;
        tell(&settled, console);
        let mut json = account_json(&plan.batch, &settled.account, None);
        json["dry_run"] = true.into();
        console.say(would_enter(console.language(), &plan.file_name, &settled.account));
        console.data("import", json);
        return Ok(verdict(&settled, console));
    }
    if plan.catalogue != office.files().hash()? {
        return Err(catalogue_changed(&plan));
    }
    let before = Before { batch: &plan.batch, made_at: plan.made_at, entries: &plan.entries };
    match filing.enter_planned(&mut register, act, &before, console) {
        Ok(entered) => {
            let (json, exit) = super::entered(office, console, &taken.file.name, entered)?;
            console.data("import", json);
            Ok(exit)
        }
        Err(Ended::Already(batch)) => Err(CommandError::new(Exit::Refused, "error.plan.already")
            .with("file", &plan.file_name)
            .with("batch", batch)),
        Err(Ended::Limit(settled)) => {
            tell(&settled, console);
            Err(super::too_many(&taken.file.name, &settled, taken.limit.as_ref()))
        }
        Err(Ended::Otherwise) => Err(other_entries(&plan)),
        Err(Ended::Failed(error)) => Err(error),
    }
}
