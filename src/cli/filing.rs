//! A legacy file comes into the office: read, settled, stored, entered, and its rejects laid out.
//!
//! [`import`] does all of it at once, as cron and the impatient want it; [`stage`], [`build`], [`show`] and [`apply`] do it
//! step by step. Shared by `coop-migrate`, `coop-register place import` and `coop-audit auditor import`.

mod certificate;
pub mod entry;
mod kept;
mod limit;
mod listed;
mod one_file;
mod paper_end;
mod planned;
pub mod profiles;
pub mod rejects;
mod sources;
mod staged;
mod words;

pub use certificate::certify;
pub use kept::{Keeping, document_path, documents_lying, fingerprint, keep_document, kept_document};
pub use listed::Listed;
pub use planned::{Only, apply, build, drop_staged, list, show};
pub use profiles::desk_of;
pub use rejects::without_corrections;
pub use sources::{is_list, source_of};

use super::{CommandError, Console, Exit, Office, Verdict, outfile::write_private, watch::Watch};
use crate::{
    migrate::{self, Account, Desk, ListFile, OpenFile, Profile, Settled, Wishes},
    model::Act,
    register::{ReadRegister, Register},
};
use kept::store_source;
use limit::Limit;
use one_file::{Ended, Entered, Filing};
use staged::{Shelf, Staged};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use words::{account_json, summary, tell, verdict, would_enter};

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
    /// Name of a profile of the office, or its file.
    pub profile: Option<String>,
}

/// What became of one file.
struct Filed {
    json: serde_json::Value,
    exit: Exit,
}

/// What was said of all files together.
struct Said<'a> {
    wishes: &'a ImportWishes,
    given: Vec<(String, String)>,
    limit: Option<Limit>,
    profile: Option<Profile>,
    desk: Desk,
}

impl<'a> Said<'a> {
    fn of(office: &Office, wishes: &'a ImportWishes) -> Result<Self, CommandError> {
        let limit = wishes.max_rejects.as_deref().map(Limit::read).transpose()?;
        let mut given = wishes.given.iter().map(|text| pair(text)).collect::<Result<Vec<_>, _>>()?;
        let desk = desk_of(office)?;
        let profile = wishes.profile.as_deref().map(|name| profiles::read(office, &desk, name)).transpose()?;
        if let Some(profile) = &profile {
            // What is said at the desk holds against the profile.
            let missing = profile.set.iter().filter(|(key, _)| !given.iter().any(|(own, _)| own == *key));
            let added: Vec<(String, String)> = missing.map(|(key, value)| (key.clone(), value.clone())).collect();
            given.extend(added);
        }
        Ok(Self { wishes, given, limit, profile, desk })
    }
    /// Opens a file and lays it out.
    fn open(&self, office: &Office, console: &Console, path: &Path) -> Result<OpenFile, CommandError> {
        let file = open(office, console, path)?;
        match &self.profile {
            Some(profile) => {
                profiles::lay_out(&self.desk, file, profile, self.wishes.profile.as_deref().unwrap_or_default())
            }
            None => Ok(self.desk.lay_out(file)),
        }
    }
    /// The wishes of one file.
    fn of_file(&self, office: &Office, file: &OpenFile) -> Result<Wishes, CommandError> {
        let Self { wishes, given, profile, .. } = self;
        let profile = profile.as_ref();
        let level = wishes.level.clone().or_else(|| profile.and_then(|profile| profile.level.clone()));
        let accepted = wishes.accepted.iter().chain(profile.iter().flat_map(|profile| &profile.accept));
        Ok(Wishes {
            register: wishes.register.clone().or_else(|| profile.map(|profile| profile.register.clone())),
            level: level.or_else(|| migrate::level_of_file(&file.name).map(str::to_owned)),
            accepted: accepted.cloned().collect(),
            given: given.clone(),
            as_of: office.time().as_of,
            profile: wishes.profile.clone(),
            secret: office.secret()?,
        })
    }
}

/// Reads a file whole, within what it may take of time and memory.
pub fn open(office: &Office, console: &Console, path: &Path) -> Result<OpenFile, CommandError> {
    let _watch = Watch::over(path, office.allowance()?, console);
    Ok(migrate::open(path, &office.limits()?)?)
}

/// Opens a list that is read and not entered, within what it may take of time and memory.
pub fn open_list(office: &Office, console: &Console, path: &Path) -> Result<ListFile, CommandError> {
    let _watch = Watch::over(path, office.allowance()?, console);
    Ok(ListFile::open(path, &office.limits()?)?)
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
    let act = office.act(command)?;
    let said = Said::of(office, wishes)?;
    each_file(console, "import", files, &mut |path, console| import_one(office, console, path, &act, &said))
}

/// Sets files aside: each is read whole, judged, stored and given the id of its batch; nothing is entered.
pub fn stage(
    office: &Office,
    console: &mut Console,
    files: &[PathBuf],
    wishes: &ImportWishes,
) -> Result<Verdict, CommandError> {
    office.writes()?;
    let said = Said::of(office, wishes)?;
    each_file(console, "stage", files, &mut |path, console| stage_one(office, console, path, &said))
}

/// Does one thing to each file and puts the outcomes together.
fn each_file(
    console: &mut Console,
    schema: &str,
    files: &[PathBuf],
    each: &mut dyn FnMut(&Path, &mut Console) -> Result<Filed, CommandError>,
) -> Result<Verdict, CommandError> {
    let mut results = Vec::new();
    let mut failures = Vec::new();
    let mut worst = Exit::Done;
    for path in files {
        match each(path, console) {
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
    console.data(schema, data);
    Ok(worst)
}

fn import_one(
    office: &Office,
    console: &mut Console,
    path: &Path,
    act: &Act,
    said: &Said<'_>,
) -> Result<Filed, CommandError> {
    let file = said.open(office, console, path)?;
    let mut register = office.register_to_change()?;
    let wished = said.of_file(office, &file)?;
    let limit = said.limit.as_ref();
    let filing = Filing { office, desk: &said.desk, file: &file, path, wished: &wished, limit };
    if let Some(batch) = filing.in_force(&register)? {
        return already(console, &register, &file, &wished, &batch);
    }
    if office.globals().dry_run {
        let settled = filing.settle_to_enter(&register, console, &mut |_| {})?;
        if limit.is_some_and(|limit| limit.is_passed(&settled.account)) {
            tell(&settled, console);
            return Err(too_many(&file.name, &settled, limit));
        }
        tell(&settled, console);
        console.say(would_enter(console.language(), &file.name, &settled.account));
        let mut json = account_json("", &settled.account, None);
        json["dry_run"] = true.into();
        return Ok(Filed { json, exit: verdict(&settled, console) });
    }
    let set_aside = Shelf::of(office)?.last_number()?;
    match filing.enter(&mut register, act.clone(), set_aside, console) {
        Ok(done) => {
            let (json, exit) = entered(office, console, &file.name, done)?;
            Ok(Filed { json, exit })
        }
        // Another import of this very file came in between.
        Err(Ended::Already(batch)) => already(console, &register, &file, &wished, &batch),
        Err(Ended::Limit(settled)) => {
            tell(&settled, console);
            Err(too_many(&file.name, &settled, limit))
        }
        Err(Ended::Otherwise) => {
            Err(CommandError::new(Exit::Stale, "error.plan.otherwise").with("file", &file.name).with("batch", "–"))
        }
        Err(Ended::Failed(error)) => Err(error),
    }
}

/// A file that is in the register already: nothing is changed, unless the person wishes something else by now.
fn already(
    console: &mut Console,
    register: &Register,
    file: &OpenFile,
    wished: &Wishes,
    batch: &str,
) -> Result<Filed, CommandError> {
    let found = register.batch(batch)?;
    let account: Account =
        found.map(|found| serde_json::from_value(found.batch.account).unwrap_or_default()).unwrap_or_default();
    if wishes_otherwise(&account, wished) {
        return Err(CommandError::new(Exit::Refused, "error.import.otherwise")
            .with("file", &file.name)
            .with("batch", batch));
    }
    let note = console.pick("is in the register already as batch", "पहले से रजिस्टर में है, खेप").to_owned();
    console.say(format!("{}: {note} {batch}", file.name));
    let duplicates = account.rows - account.rejected;
    let mut json = account_json(batch, &Account { imported: 0, updated: 0, duplicates, ..account }, None);
    json["already"] = true.into();
    Ok(Filed { json, exit: Exit::Done })
}

/// Does the person wish something now by which the file was not imported then? Silence wishes nothing new.
fn wishes_otherwise(then: &Account, now: &Wishes) -> bool {
    let sorted = |list: &[String]| list.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    let accepts = !now.accepted.is_empty() && sorted(&now.accepted) != sorted(&then.accepted);
    let gives = !now.given.is_empty() && now.given != then.given;
    // Batches of the first edition do not say their level.
    let levels = now.level.is_some() && then.level.is_some() && now.level != then.level;
    let profiles = now.profile.is_some() && now.profile != then.profile;
    accepts || gives || levels || profiles
}

/// Says what was entered, and lays the rejected rows out.
fn entered(
    office: &Office,
    console: &mut Console,
    file: &str,
    entered: Entered,
) -> Result<(serde_json::Value, Exit), CommandError> {
    let Entered { applied, settled, rejects } = entered;
    tell(&settled, console);
    let batch = applied.batch.unwrap_or_default();
    let rejects = match rejects {
        Some(bytes) => {
            let path = office.folder()?.join("rejects").join(format!("{batch}-rejects.xlsx"));
            write_private(&path, &bytes)?;
            Some(path)
        }
        None => None,
    };
    console.say(summary(console.language(), file, &batch, &settled.account));
    if let Some(rejects) = &rejects {
        console.say(format!("    {}: {}", console.pick("rejected rows", "अस्वीकृत पंक्तियाँ"), rejects.display()));
    }
    Ok((account_json(&batch, &settled.account, rejects.as_deref()), verdict(&settled, console)))
}

fn too_many(file: &str, settled: &Settled, limit: Option<&Limit>) -> CommandError {
    CommandError::new(Exit::RejectLimit, "error.import.reject_limit")
        .with("file", file)
        .with("rejected", settled.account.rejected)
        .with("rows", settled.account.rows)
        .with("limit", limit.map_or("–", |limit| &limit.written))
}

fn stage_one(office: &Office, console: &mut Console, path: &Path, said: &Said<'_>) -> Result<Filed, CommandError> {
    let file = said.open(office, console, path)?;
    let register = office.read_register()?;
    let wished = said.of_file(office, &file)?;
    let table = said.desk.register_for(&file, &wished)?;
    let words = staged::Said::of(&wished, said.wishes, &table);
    let filing = Filing { office, desk: &said.desk, file: &file, path, wished: &wished, limit: said.limit.as_ref() };
    if let Some(batch) = filing.in_force(&register)? {
        return already(console, &register, &file, &wished, &batch);
    }
    let shelf = Shelf::of(office)?;
    let before = shelf.all()?.into_iter().find(|staged| staged.sha256 == file.sha256 && staged.wishes == words);
    let settled = filing.settle(&register, console, &mut |_| {})?;
    tell(&settled, console);
    if said.limit.as_ref().is_some_and(|limit| limit.is_passed(&settled.account)) {
        return Err(too_many(&file.name, &settled, said.limit.as_ref()));
    }
    let batch = match &before {
        // Staged twice is staged once, unless that one went in and was struck out since.
        Some(staged) if register.batch(&staged.batch)?.is_none() => staged.batch.clone(),
        _ => register.next_batch_id(shelf.last_number()?)?,
    };
    if !office.globals().dry_run {
        store_source(office, path, &file.sha256)?;
        let mut findings = BTreeMap::new();
        for finding in &settled.findings {
            *findings.entry(finding.code.clone()).or_default() += 1;
        }
        shelf.write(&Staged {
            batch: batch.clone(),
            file_name: file.name.clone(),
            sha256: file.sha256.clone(),
            wishes: words,
            catalogue: office.files().hash()?,
            account: settled.account.clone(),
            findings,
        })?;
    }
    console.say(words::staged(console.language(), &file.name, &batch, &settled.account));
    let mut json = account_json(&batch, &settled.account, None);
    json["dry_run"] = office.globals().dry_run.into();
    Ok(Filed { json, exit: verdict(&settled, console) })
}

/// `FIELD=VALUE`.
pub fn pair(text: &str) -> Result<(String, String), CommandError> {
    let refused = || CommandError::new(Exit::Arguments, "error.import.set").with("found", text);
    let (field, value) = text.split_once('=').ok_or_else(refused)?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}
