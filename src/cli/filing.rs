//! A legacy file comes into the office: read, settled, stored, entered, and its rejects laid out.
//!
//! Shared by `coop-migrate import`, `coop-register place import` and `coop-audit auditor import`.

use super::{CommandError, Console, Exit, Office, Verdict, flood, outfile::write_private};
use crate::{
    migrate::{self, Account, Desk, OpenFile, Planned, RejectWords, Wishes, rejects_workbook},
    model::{Act, Finding, Language, Severity},
    register::{ReadRegister, Register},
    source::{Sheet, sha256_of},
    unfinished::Unfinished,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the person said about the files.
#[derive(Clone, Debug, Default)]
pub struct ImportWishes {
    /// Register, when the headings do not tell.
    pub register: Option<String>,
    /// Level of a short place list.
    pub level: Option<String>,
    /// Finding codes that do not reject.
    pub accepted: Vec<String>,
    /// `FIELD=VALUE` for fields the file has no column for.
    pub given: Vec<String>,
    /// `N` or `P%`.
    pub max_rejects: Option<String>,
}

/// What became of one file.
struct Filed {
    json: serde_json::Value,
    exit: Exit,
}

/// Imports files one after the other; a file that cannot be read does not stop the others.
///
/// Exit code: of one file its own; of several the worst of 0, 1 and 9 (some could not be read).
pub fn import(
    office: &Office,
    console: &mut Console,
    command: &str,
    files: &[PathBuf],
    wishes: &ImportWishes,
) -> Result<Verdict, CommandError> {
    let limit = wishes.max_rejects.as_deref().map(Limit::read).transpose()?;
    let given = wishes.given.iter().map(|text| pair(text)).collect::<Result<Vec<_>, _>>()?;
    let act = office.act(command)?;
    let desk = Desk::load(office.files(), office.tables())?;
    let said = Said { act, wishes, given, limit };
    let mut results = Vec::new();
    let mut failures = Vec::new();
    let mut worst = Exit::Done;
    for path in files {
        match import_one(office, console, &desk, path, &said) {
            Ok(filed) => {
                if filed.exit != Exit::Done {
                    worst = filed.exit;
                }
                results.push(filed.json);
            }
            Err(error) if files.len() == 1 => return Err(error),
            Err(error) => failures.push((path, error)),
        }
    }
    if results.is_empty() {
        return Err(CommandError::of_all(failures.into_iter().map(|(_, error)| error).collect()));
    }
    let failed: Vec<_> = failures.iter().map(|(path, error)| console.failed(path, error)).collect();
    if !failed.is_empty() {
        worst = Exit::Partly;
    }
    let data = if results.len() == 1 && files.len() == 1 {
        results.remove(0)
    } else {
        serde_json::json!({ "files": results, "failed": failed })
    };
    console.data("import", data);
    Ok(worst)
}

/// What was said of all files together.
struct Said<'a> {
    act: Act,
    wishes: &'a ImportWishes,
    given: Vec<(String, String)>,
    limit: Option<Limit>,
}

fn import_one(
    office: &Office,
    console: &mut Console,
    desk: &Desk,
    path: &Path,
    said: &Said,
) -> Result<Filed, CommandError> {
    let file = migrate::open(path, &office.limits()?)?;
    let mut register = office.register_to_change()?;
    let wishes = said.wishes;
    let wished = Wishes {
        register: wishes.register.clone(),
        level: wishes.level.clone().or_else(|| migrate::level_of_file(&file.name).map(str::to_owned)),
        accepted: wishes.accepted.clone(),
        given: said.given.clone(),
        as_of: office.time().as_of,
        secret: office.secret()?,
    };
    match enter(office, console, desk, &file, path, &mut register, &wished, said) {
        // Another act came in between: seen anew once, it may even have been the import of this very file.
        Err(error) if error.exit == Exit::Stale => {
            console.note(
                console
                    .pick(
                        "another act was recorded meanwhile; planned anew",
                        "इस बीच दूसरा कार्य दर्ज हुआ; योजना फिर से बनी",
                    )
                    .to_owned(),
            );
            enter(office, console, desk, &file, path, &mut register, &wished, said)
        }
        entered => entered,
    }
}

/// Plans from the register as it stands and enters the plan, if nothing came in between.
#[allow(clippy::too_many_arguments, reason = "one file with everything it is entered by")]
fn enter(
    office: &Office,
    console: &mut Console,
    desk: &Desk,
    file: &OpenFile,
    path: &Path,
    register: &mut Register,
    wished: &Wishes,
    said: &Said,
) -> Result<Filed, CommandError> {
    let made_at = register.last_day_no()?;
    if let Some(batch) = in_force(desk, register, file, wished)? {
        let found = register.batch(&batch)?;
        let account: Account =
            found.map(|found| serde_json::from_value(found.batch.account).unwrap_or_default()).unwrap_or_default();
        if wishes_otherwise(&account, wished) {
            return Err(CommandError::new(Exit::Refused, "error.import.otherwise")
                .with("file", &file.name)
                .with("batch", batch));
        }
        let note = console.pick("is in the register already as batch", "पहले से रजिस्टर में है, खेप").to_owned();
        console.say(format!("{}: {note} {batch}", file.name));
        let mut json = account_json(
            &batch,
            &Account { imported: 0, updated: 0, duplicates: account.rows - account.rejected, ..account },
            None,
        );
        json["already"] = true.into();
        return Ok(Filed { json, exit: Exit::Done });
    }
    let rows: u64 = file.sheets.iter().map(|sheet| sheet.row_count() as u64).sum();
    let bar = console.progress(&file.name, rows);
    let mut planned = desk.plan(file, wished, &*register, said.act.clone(), &|done| bar.set(done))?;
    drop(bar);
    planned.plan.made_at = Some(made_at);
    if let Some(limit) = said.limit.as_ref().filter(|limit| limit.is_passed(&planned.account)) {
        tell(&planned, console);
        return Err(CommandError::new(Exit::RejectLimit, "error.import.reject_limit")
            .with("file", &file.name)
            .with("rejected", planned.account.rejected)
            .with("rows", planned.account.rows)
            .with("limit", &limit.written));
    }
    if office.globals().dry_run {
        tell(&planned, console);
        console.say(would_enter(console.language(), &file.name, &planned.account));
        let mut json = account_json("", &planned.account, None);
        json["dry_run"] = true.into();
        return Ok(Filed { json, exit: verdict(&planned, console) });
    }
    // Made before anything is entered: a workbook that cannot be made must not leave a batch without its rejects.
    let rejects = made_rejects(console, file, &planned)?;
    store_source(office, path, &file.sha256)?;
    let applied = register.apply(&planned.plan, office.instant(), &mut |_| {})?;
    // Said only now: a plan made anew would say it twice.
    tell(&planned, console);
    let batch = applied.batch.clone().unwrap_or_default();
    let rejects = match rejects {
        Some(bytes) => {
            let path = office.folder()?.join("rejects").join(format!("{batch}-rejects.xlsx"));
            write_private(&path, &bytes)?;
            Some(path)
        }
        None => None,
    };
    console.say(summary(console.language(), &file.name, &batch, &planned.account));
    if let Some(rejects) = &rejects {
        console.say(format!("    {}: {}", console.pick("rejected rows", "अस्वीकृत पंक्तियाँ"), rejects.display()));
    }
    Ok(Filed { json: account_json(&batch, &planned.account, rejects.as_deref()), exit: verdict(&planned, console) })
}

/// Does the person wish something now by which the file was not imported then? Silence wishes nothing new.
fn wishes_otherwise(then: &Account, now: &Wishes) -> bool {
    let sorted = |list: &[String]| list.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    let accepts = !now.accepted.is_empty() && sorted(&now.accepted) != sorted(&then.accepted);
    let gives = !now.given.is_empty() && now.given != then.given;
    // Batches of the first edition do not say their level.
    let levels = now.level.is_some() && then.level.is_some() && now.level != then.level;
    accepts || gives || levels
}

/// The batch in force that imported the same file into the same register, if any.
fn in_force(
    desk: &Desk,
    register: &Register,
    file: &OpenFile,
    wishes: &Wishes,
) -> Result<Option<String>, CommandError> {
    let table = match &wishes.register {
        Some(table) => Some(table.clone()),
        None => desk.register_of(&desk.survey(file, None)),
    };
    Ok(match table {
        Some(table) => register.batch_in_force_by_sha(&file.sha256, &table)?,
        None => None,
    })
}

/// On a terminal only what needs an eye; what is left out is counted. JSON has every finding.
fn tell(planned: &Planned, console: &mut Console) {
    if console.format() == super::Format::Json {
        console.findings(&planned.findings);
        return;
    }
    let (kept, left_out) = flood::first_of_each(&planned.findings);
    console.findings(&kept);
    if !left_out.is_empty() {
        let counts: Vec<String> = left_out.iter().map(|(code, count)| format!("{code} ×{count}")).collect();
        let words =
            console.pick("further findings (--format json shows all)", "और निष्कर्ष (--format json में सब)").to_owned();
        console.note(format!("{words}: {}", counts.join(", ")));
    }
}

fn verdict(planned: &Planned, console: &Console) -> Exit {
    if planned.account.rejected > 0 {
        return Exit::Findings;
    }
    let errors: Vec<Finding> =
        planned.findings.iter().filter(|finding| finding.severity != Severity::Error).cloned().collect();
    console.verdict(&errors)
}

fn account_json(batch: &str, account: &Account, rejects: Option<&Path>) -> serde_json::Value {
    let (printed, held) = account.controls();
    serde_json::json!({
        "batch": batch, "register": account.register, "rows": account.rows, "imported": account.imported,
        "updated": account.updated, "duplicates": account.duplicates, "rejected": account.rejected,
        "rejects_file": rejects.map(|path| path.display().to_string()), "control": { "printed": printed, "computed": held },
    })
}

fn summary(language: Language, file: &str, batch: &str, account: &Account) -> String {
    let (printed, held) = account.controls();
    let Account { register, rows, imported, updated, duplicates, rejected, .. } = account;
    match language {
        Language::En => format!(
            "{file}: batch {batch}, register {register}: {rows} rows = {imported} imported + {updated} updated + {duplicates} duplicate + {rejected} rejected; printed totals that hold: {held} of {printed}"
        ),
        Language::Hi => format!(
            "{file}: खेप {batch}, पंजी {register}: {rows} पंक्तियाँ = {imported} आयातित + {updated} अद्यतन + {duplicates} दोहराव + {rejected} अस्वीकृत; छपे योग जो मिलते हैं: {printed} में से {held}"
        ),
    }
}

fn would_enter(language: Language, file: &str, account: &Account) -> String {
    let Account { register, rows, imported, updated, duplicates, rejected, .. } = account;
    match language {
        Language::En => format!(
            "{file}: would enter register {register}, nothing was written: {rows} rows = {imported} to import + {updated} to update + {duplicates} duplicate + {rejected} to reject"
        ),
        Language::Hi => format!(
            "{file}: पंजी {register} में दर्ज होगी, अभी कुछ नहीं लिखा गया: {rows} पंक्तियाँ = {imported} आयात होंगी + {updated} अद्यतन होंगी + {duplicates} दोहराव + {rejected} अस्वीकृत होंगी"
        ),
    }
}

/// Keeps the file as it came, under its hash, readable by its owner only: what is stored is what was read.
fn store_source(office: &Office, path: &Path, sha256: &str) -> Result<(), CommandError> {
    let stored = office.source_path(sha256)?;
    if stored.exists() {
        if sha256_of(&stored)? == sha256 {
            return Ok(());
        }
        return Err(CommandError::new(Exit::Integrity, "error.import.source_altered").with("path", stored.display()));
    }
    let bytes = fs::read(path).map_err(|cause| CommandError::io(path, &cause))?;
    let half = Unfinished::new(&stored);
    write_private(&stored, &bytes)?;
    if sha256_of(&stored)? != sha256 {
        return Err(CommandError::new(Exit::Input, "error.import.file_altered").with("file", path.display()));
    }
    half.keep();
    Ok(())
}

fn made_rejects(console: &Console, file: &OpenFile, planned: &Planned) -> Result<Option<Vec<u8>>, CommandError> {
    let Some(rows) = planned.plan.batch.as_ref().map(|batch| &batch.rows).filter(|_| planned.account.rejected > 0)
    else {
        return Ok(None);
    };
    let words = RejectWords {
        row: console.pick("row of the source", "मूल पंक्ति"),
        findings: console.pick("findings", "निष्कर्ष"),
    };
    let sheet_of = |index: u32| -> Option<&Sheet> { file.sheets.iter().find(|sheet| sheet.index == index) };
    let sentence = |finding: &Finding| {
        let cell = finding.place.cell.as_deref().unwrap_or_default();
        format!("{cell} {} {}", finding.code, console.texts().finding(finding, console.language()))
    };
    let bytes = rejects_workbook(&planned.account, rows, &words, &sheet_of, &sentence).map_err(|fault| {
        CommandError::new(Exit::Internal, "error.import.rejects_file").with("file", &file.name).with("fault", fault)
    })?;
    Ok(Some(bytes))
}

/// `FIELD=VALUE`.
fn pair(text: &str) -> Result<(String, String), CommandError> {
    let refused = || CommandError::new(Exit::Arguments, "error.import.set").with("found", text);
    let (field, value) = text.split_once('=').ok_or_else(refused)?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

/// `--max-rejects`.
struct Limit {
    written: String,
    rows: Option<u64>,
    hundredths: Option<u64>,
}

impl Limit {
    fn read(text: &str) -> Result<Self, CommandError> {
        let refused = || CommandError::new(Exit::Arguments, "error.import.max_rejects").with("found", text);
        let (rows, hundredths) = match text.strip_suffix('%') {
            Some(share) => (None, Some(share.trim().parse().map_err(|_| refused())?)),
            None => (Some(text.trim().parse().map_err(|_| refused())?), None),
        };
        Ok(Self { written: text.to_owned(), rows, hundredths })
    }
    fn is_passed(&self, account: &Account) -> bool {
        self.rows.is_some_and(|most| account.rejected > most)
            || self.hundredths.is_some_and(|share| account.rejected * 100 > account.rows * share)
    }
}
