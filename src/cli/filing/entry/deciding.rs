//! A third officer decides where the two do not agree: cell by cell, or with a filled workbook of differences.

use super::{Both, Jobs, both, next, told};
use crate::{
    branches::entry::{Answer, Decision, Difference, Hand, Job, NotABook, Take, answers_of},
    cli::{CommandError, Console, Exit, Office, Part, Verdict, filing},
    model::{Act, Remark},
};
use std::path::Path;

/// Decides one cell.
pub fn decide(
    office: &Office,
    console: &mut Console,
    id: &str,
    cell: &str,
    take: Take,
) -> Result<Verdict, CommandError> {
    let act = office.ordered_act("coop-migrate entry resolve")?;
    let jobs = Jobs::of(office)?;
    let _lock = jobs.lock()?;
    let mut job = jobs.read(id)?;
    job.may_decide(&act.officer).map_err(|refused| told(id, refused))?;
    let both = both(office, &job)?;
    let found = both.compared.differences.iter().find(|difference| difference.cell.to_string() == cell);
    let Some(difference) = found else {
        let left = open(&job, &both).join(", ");
        let left = if left.is_empty() { "–".to_owned() } else { left };
        return Err(CommandError::not_found("error.entry.cell").with("job", id).with("cell", cell).with("left", left));
    };
    if let Err(key) = may_take(difference, &take) {
        return Err(not_taken(key, id, cell));
    }
    let decision = decision(office, &act, &both, difference, take, act.reason.clone());
    close(office, console, &jobs, &mut job, &both, vec![decision])
}

fn not_taken(key: NotTaken, job: &str, cell: &str) -> CommandError {
    match key {
        NotTaken::Identity => {
            CommandError::new(Exit::Refused, "error.entry.identity").with("job", job).with("cell", cell)
        }
        NotTaken::Row => CommandError::new(Exit::Arguments, "error.entry.row").with("job", job).with("cell", cell),
    }
}

/// Decides what a filled workbook of differences decides; all that cannot be taken is named in one pass, and nothing written.
pub fn decide_by(office: &Office, console: &mut Console, id: &str, path: &Path) -> Result<Verdict, CommandError> {
    let act = office.act("coop-migrate entry resolve")?;
    let file = filing::open(office, console, path)?;
    let jobs = Jobs::of(office)?;
    let _lock = jobs.lock()?;
    let mut job = jobs.read(id)?;
    job.may_decide(&act.officer).map_err(|refused| told(id, refused))?;
    let answers = answers_of(&file.sheets, &job).map_err(|fault| refused_book(&file.name, id, fault))?;
    let both = both(office, &job)?;
    let (mut decisions, mut faults, mut unfounded) = (Vec::new(), Vec::new(), Vec::new());
    for Answer { cell, take, reason, place } in answers {
        let Some(difference) = both.compared.differences.iter().find(|found| found.cell.to_string() == cell) else {
            faults.push(Remark::new("{at}: {cell} is no difference any more").with("at", place).with("cell", cell));
            continue;
        };
        let reason = reason.or_else(|| act.reason.clone());
        if reason.is_none() && act.order_no.is_none() {
            unfounded.push(place.to_string());
        }
        match may_take(difference, &take) {
            Ok(()) => decisions.push(decision(office, &act, &both, difference, take, reason)),
            Err(NotTaken::Identity) => faults.push(
                Remark::new("{at}: {cell} is a number of identity, only first or second is taken")
                    .with("at", place)
                    .with("cell", cell),
            ),
            Err(NotTaken::Row) => faults.push(
                Remark::new("{at}: {cell} is a whole row, only first or second is taken")
                    .with("at", place)
                    .with("cell", cell),
            ),
        }
    }
    if !faults.is_empty() {
        return Err(CommandError::new(Exit::Input, "error.entry.answers")
            .with("file", &file.name)
            .with("count", faults.len())
            .details(faults.into_iter().map(Part::Remark)));
    }
    if !unfounded.is_empty() {
        return Err(CommandError::new(Exit::Refused, "error.entry.unfounded")
            .with("file", &file.name)
            .with("cells", unfounded.join(", ")));
    }
    close(office, console, &jobs, &mut job, &both, decisions)
}

fn refused_book(file: &str, job: &str, fault: NotABook) -> CommandError {
    match fault {
        NotABook::Unstamped => CommandError::new(Exit::Input, "error.entry.not_book").with("file", file),
        NotABook::Other { job: of } => {
            CommandError::new(Exit::Stale, "error.entry.other_book").with("file", file).with("job", job).with("of", of)
        }
        NotABook::Rows(lines) => CommandError::new(Exit::Input, "error.entry.answers")
            .with("file", file)
            .with("count", lines.len())
            .details(lines.into_iter().map(Part::Remark)),
    }
}

enum NotTaken {
    Identity,
    Row,
}

/// A number of identity is not typed into a command or a listing; a row is there or it is not.
fn may_take(difference: &Difference, take: &Take) -> Result<(), NotTaken> {
    match take {
        Take::First | Take::Second => Ok(()),
        Take::Value(_) if difference.column.is_none() => Err(NotTaken::Row),
        Take::Value(_) if difference.identity => Err(NotTaken::Identity),
        Take::Value(_) => Ok(()),
    }
}

fn decision(
    office: &Office,
    act: &Act,
    both: &Both<'_>,
    difference: &Difference,
    take: Take,
    reason: Option<String>,
) -> Decision {
    Decision {
        cell: difference.cell.to_string(),
        field: difference.column.and_then(|at| both.form.column(at)).map(|column| column.key.clone()),
        take,
        by: Hand { officer: act.officer.clone(), uid: act.uid, at: office.instant().to_text() },
        order: act.order_no.clone(),
        reason,
    }
}

/// Differences nobody has decided yet.
fn open(job: &Job, both: &Both<'_>) -> Vec<String> {
    let open = both.compared.differences.iter().filter(|difference| job.decision(difference).is_none());
    open.map(|difference| difference.cell.to_string()).collect()
}

/// Keeps the decisions that say something new. Exit 1 while something is left.
fn close(
    office: &Office,
    console: &mut Console,
    jobs: &Jobs,
    job: &mut Job,
    both: &Both<'_>,
    decisions: Vec<Decision>,
) -> Result<Verdict, CommandError> {
    let given = decisions.len();
    let says_nothing_new = |decision: &Decision| {
        let before = job.decisions.iter().rev().find(|before| before.cell == decision.cell);
        before.is_some_and(|before| {
            before.take == decision.take && before.by.officer == decision.by.officer && before.reason == decision.reason
        })
    };
    let new: Vec<Decision> = decisions.into_iter().filter(|decision| !says_nothing_new(decision)).collect();
    let count = new.len();
    job.decisions.extend(new);
    if count > 0 && !office.globals().dry_run {
        jobs.write(job)?;
    }
    let left = open(job, both);
    console.data(
        "entry-resolve",
        serde_json::json!({
            "job": job.job, "decided": count, "already": given - count, "undecided": left.len(),
            "dry_run": office.globals().dry_run,
        }),
    );
    let words = console.pick("decided, left", "निर्णय हुए, शेष").to_owned();
    console.say(format!("{}: {count} {words} {}", job.job, left.len()));
    next(console, &job.job, if left.is_empty() { "finish" } else { "resolve" });
    Ok(if left.is_empty() { Exit::Done } else { Exit::Findings })
}
