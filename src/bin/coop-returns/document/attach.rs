//! `document attach`: all files or none.

use super::{
    counter::{Counter, Fit, fault},
    kinds_of, no_kind,
};
use crate::returns::refused;
use clap::Args;
use coop_registry::{
    branches::{
        cases::unposted,
        returns::{
            About,
            lodged::{Lodged, Names, attach, lodged},
            societies,
        },
    },
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, desk, filing::Keeping},
    model::{Date, Finding, Findings, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs,
    path::{Path, PathBuf},
};

/// Keep documents.
///
/// The society is --society, else told by the file's name: registration number or identity before the kind, what is neither letter nor
/// figure written as - or _ (12-1957_audited_accounts.pdf). The kind is --kind, else the end of the name. Everything that stands in the way of
/// any file is told in one pass, and then none is kept.
#[derive(Args)]
pub struct Attach {
    /// Files, or folders of files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Of this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Kind, as audited_accounts; document kinds lists them
    #[arg(long)]
    kind: Option<String>,
    /// In the place of one of its kind that was lodged before; the earlier file stays
    #[arg(long)]
    replace: bool,
}

impl Attach {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (_, kinds) = kinds_of(office)?;
        let fy = office.year()?;
        if let Some(kind) = self.kind.as_deref().filter(|kind| kinds.get(kind).is_none()) {
            return Err(no_kind(&kinds, kind));
        }
        let act = office.ordered_act("coop-returns document attach")?;
        let today = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let moment = Moment::on(Date::MAX);
        let society = match &self.society {
            Some(asked) => Some(desk::subject(&register, desk::table(office, "society")?, asked, moment)?),
            None => None,
        };
        let all: BTreeMap<String, About> = societies(&register, moment)?;
        let counter = Counter {
            fy,
            kinds: &kinds,
            society,
            kind: self.kind.as_deref(),
            names: Names::of(&all),
            known: lodged(&register, Some(fy), moment)?.into_iter().map(|one| (one.subject.clone(), one)).collect(),
            replace: self.replace,
            most: office.settings()?.number("documents.max_mb"),
        };
        let (files, mut faults) = laid_out(&self.files);
        if fy.end() >= today {
            let fault = Finding::new("DOC-309", Severity::Error, Locus::default());
            faults.push(fault.with("fy", fy).with("today", date_written(today)));
        }
        faults.extend(unposted(&register, &act.officer, &fy.to_string(), today)?);
        let progress = console.progress(console.pick("files", "फ़ाइलें"), files.len() as u64);
        let (mut fits, mut of_subject): (Vec<Fit<'_>>, BTreeMap<String, &Path>) = (Vec::new(), BTreeMap::new());
        for (no, path) in files.iter().enumerate() {
            progress.set(no as u64 + 1);
            match counter.consider(path) {
                Err(mut found) => faults.append(&mut found),
                Ok(fit) => match of_subject.entry(fit.new.subject.clone()) {
                    Entry::Occupied(other) => {
                        let fault = fault("DOC-308", path).with("kind", &fit.new.kind);
                        faults.push(fault.with("society", &fit.new.society).with("other", other.get().display()));
                    }
                    Entry::Vacant(free) => {
                        free.insert(path);
                        fits.push(fit);
                    }
                },
            }
        }
        drop(progress);
        if !faults.is_empty() {
            let exit = exit_of(&faults);
            return Err(refused(faults).exit(exit));
        }
        let (already, new): (Vec<Fit<'_>>, Vec<Fit<'_>>) = fits.into_iter().partition(|fit| fit.same);
        let dry_run = office.globals().dry_run;
        let (login, order) = (act.officer.clone(), act.order_no.clone().unwrap_or_default());
        let (mut entries, mut rows) = (Vec::with_capacity(new.len()), Vec::new());
        for fit in &new {
            let (document, earlier) = (
                Lodged { login: login.clone(), order_no: order.clone(), ..fit.new.clone() },
                counter.known.get(&fit.new.subject),
            );
            entries.push(attach(&register, &document, earlier, today)?);
            rows.push(json!({
                "society": document.society, "fy": document.fy, "kind": document.kind, "sha256": document.sha256,
                "replaced": earlier.filter(|one| one.struck_on.is_none()).map(|one| &one.sha256),
            }));
        }
        // Also what lies there already is held against its fingerprint.
        let keeping =
            Keeping::begin(office, new.iter().chain(&already).map(|fit| (fit.path, fit.new.sha256.as_str())))?;
        let mut day_no = None;
        if !entries.is_empty() {
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        keeping.hold();
        let (count, same) = (new.len(), already.len());
        console.data(
            "document-attach",
            json!({ "attached": rows, "count": count, "already": same, "day_no": day_no, "dry_run": dry_run }),
        );
        for fit in &new {
            let new = &fit.new;
            console.say(format!("{} {} {}: {}", new.society, new.fy, new.kind, new.sha256));
        }
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{count} दस्तावेज़ रखे जाएँगे, {same} पहले से; अभी कुछ नहीं बदला"),
            (true, _) => format!("{count} document(s) would be kept, {same} kept already; nothing was changed"),
            (false, "hi") => format!("{count} दस्तावेज़ रखे गए, {same} पहले से"),
            (false, _) => format!("{count} document(s) kept, {same} kept already"),
        });
        Ok(Exit::Done)
    }
}

/// The files asked for, those of folders in the order of their names; hidden ones are passed over.
fn laid_out(asked: &[PathBuf]) -> (Vec<PathBuf>, Findings) {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in asked {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut of_folder = Vec::new();
        match fs::read_dir(path) {
            Err(cause) => faults.push(fault("DOC-310", path).with("cause", cause)),
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) if entry.file_name().to_string_lossy().starts_with('.') => {}
                        Ok(entry) => of_folder.push(entry.path()),
                        Err(cause) => faults.push(fault("DOC-310", path).with("cause", cause)),
                    }
                }
                if of_folder.is_empty() {
                    faults.push(fault("DOC-311", path));
                }
            }
        }
        of_folder.sort();
        files.append(&mut of_folder);
    }
    (files, faults)
}

/// The code of the exit: of the one kind of fault there is, else refused.
fn exit_of(faults: &[Finding]) -> Exit {
    let exit = |fault: &Finding| match &*fault.code {
        "DOC-301" | "DOC-307" => Exit::NotFound,
        "DOC-302" | "DOC-306" | "DOC-308" => Exit::Arguments,
        "DOC-303" | "DOC-304" | "DOC-310" | "DOC-311" => Exit::Input,
        _ => Exit::Refused,
    };
    let first = faults.first().map_or(Exit::Refused, exit);
    if faults.iter().all(|fault| exit(fault) == first) { first } else { Exit::Refused }
}
