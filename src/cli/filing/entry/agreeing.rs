//! The file both agree on, once everything is decided.

use super::{Jobs, both, next, not_laid_out, told};
use crate::{
    branches::entry::{Agreed, Hand, Refused, agreed, agreed_book},
    cli::{CommandError, Console, Exit, Office, Verdict, outfile::write_private, write_output},
    model::hex,
};
use sha2::{Digest, Sha256};

/// Writes the agreed file; refused (6) while a difference is undecided. Again gives the same file.
pub fn finish(office: &Office, console: &mut Console, id: &str) -> Result<Verdict, CommandError> {
    let act = office.act("coop-migrate entry resolve")?;
    let jobs = Jobs::of(office)?;
    let _lock = jobs.lock()?;
    let mut job = jobs.read(id)?;
    match job.may_decide(&act.officer) {
        Ok(()) => {}
        // The same file once more may be had by anybody.
        Err(Refused::Finished) => {}
        // Nothing to decide: whoever keyed may close it. What was decided, a third closes.
        Err(Refused::SameOfficer(_)) if both(office, &job)?.compared.differences.is_empty() || job.agreed.is_some() => {
        }
        Err(refused) => return Err(told(id, refused)),
    }
    let found = both(office, &job)?;
    let rows = agreed(&found.form, &job, &found.compared, &found.first, &found.second).map_err(|left| {
        let cells: Vec<String> = left.iter().map(ToString::to_string).collect();
        CommandError::new(Exit::Refused, "error.entry.undecided")
            .with("job", id)
            .with("count", cells.len())
            .with("cells", cells.join(", "))
    })?;
    let bytes = agreed_book(&found.form, &job.form, &rows).map_err(|fault| not_laid_out(id, &fault))?;
    let sha256 = hex(&Sha256::digest(&bytes));
    if let Some(before) = job.agreed.as_ref().filter(|before| before.sha256 != sha256) {
        return Err(CommandError::new(Exit::Stale, "error.entry.agreed_otherwise")
            .with("job", id)
            .with("then", &before.sha256)
            .with("now", &sha256));
    }
    let path = office.globals().output.clone();
    let dry_run = office.globals().dry_run;
    if path.is_some() {
        console.output_is_taken();
    }
    let own = jobs.agreed(id);
    if !dry_run {
        match &path {
            Some(path) => write_output(path, &bytes).map_err(|cause| CommandError::io(path, &cause))?,
            None => write_private(&own, &bytes)?,
        }
        if job.agreed.is_none() {
            let by = Hand { officer: act.officer, uid: act.uid, at: office.instant().to_text() };
            job.agreed = Some(Agreed { sha256: sha256.clone(), rows: rows.len() as u64, by });
            jobs.write(&job)?;
        }
    }
    let path = path.unwrap_or(own);
    console.data(
        "entry-agreed",
        serde_json::json!({
            "job": id, "register": job.register, "rows": rows.len(), "sha256": sha256,
            "file": path.display().to_string(), "dry_run": dry_run,
        }),
    );
    let words = console.pick("rows agreed, written to", "सहमत पंक्तियाँ यहाँ लिखी गईं:").to_owned();
    console.say(format!("{id}: {} {words} {}", rows.len(), path.display()));
    let command = format!("coop-migrate stage {} --register {}", path.display(), job.register);
    console.say(command);
    next(console, id, "stage");
    Ok(Exit::Done)
}
