//! `rejects export|import`: the rejected rows of a batch leave as a workbook and come back corrected, under that batch.

use super::{
    Ended, Filing, entered,
    kept::made_rejects,
    sources::{account_of, put_in, refused, source_of},
};
use crate::{
    cli::{CommandError, Console, Exit, Office, Part, Verdict, write_output},
    migrate::{Corrections, Settled, Wishes, outstanding},
    model::{Date, Outcome, Remark},
    register::{BatchRecord, ReadRegister, Register, RegisterError},
};
use std::{collections::BTreeSet, path::Path};

fn batch_in_force(register: &Register, id: &str) -> Result<BatchRecord, CommandError> {
    let found = register.batch(id)?.ok_or_else(|| RegisterError::UnknownBatch(id.to_owned()))?;
    match found.undone_by {
        None => Ok(found),
        Some(day) => Err(CommandError::new(Exit::Refused, "error.rejects.undone").with("batch", id).with("day", day)),
    }
}

/// Refuses a batch whose corrected rows are in the register: those are struck out first.
pub fn without_corrections(register: &Register, batch: &str) -> Result<(), CommandError> {
    let (_, corrections) = outstanding(register, batch)?;
    if corrections.is_empty() {
        return Ok(());
    }
    Err(CommandError::new(Exit::Refused, "error.undo.corrections")
        .with("batch", batch)
        .with("corrections", corrections.join(", ")))
}

/// Writes the rejected rows that are still outstanding to a workbook.
pub fn export(office: &Office, console: &mut Console, batch: &str) -> Result<Verdict, CommandError> {
    let Some(path) = office.globals().output.clone() else {
        return Err(CommandError::new(Exit::Arguments, "error.rejects.output"));
    };
    console.output_is_taken();
    let register = office.read_register()?;
    let found = batch_in_force(&register, batch)?;
    let (open, corrections) = outstanding(&register, batch)?;
    let mut rows = found.batch.rows.clone();
    rows.retain(|row| row.outcome == Outcome::Rejected && open.contains(&(row.sheet, row.row)));
    let mut account = account_of(&found);
    account.rejected = rows.len() as u64;
    let file = source_of(office, &register, &found)?;
    let settled = Settled { account, findings: Vec::new(), rows };
    let count = settled.account.rejected;
    match made_rejects(console, &file, batch, &settled)? {
        Some(bytes) => {
            write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
            let words = console.pick("rejected rows outstanding, written to", "अस्वीकृत पंक्तियाँ शेष, यहाँ लिखी गईं:");
            console.say(format!("{batch}: {count} {words} {}", path.display()));
        }
        None => {
            let words = console.pick("no rejected row is outstanding", "कोई अस्वीकृत पंक्ति शेष नहीं").to_owned();
            console.say(format!("{batch}: {words}"));
        }
    }
    console.data(
        "rejects-export",
        serde_json::json!({
            "batch": batch, "rows": count, "corrected_in": corrections,
            "file": (count > 0).then(|| path.display().to_string()),
        }),
    );
    Ok(Exit::Done)
}

/// Enters corrected rows under the batch they were rejected from.
pub fn import(office: &Office, console: &mut Console, path: &Path) -> Result<Verdict, CommandError> {
    let act = office.act("coop-migrate rejects import")?;
    let workbook = super::open(office, console, path)?;
    let corrections = Corrections::read(&workbook).map_err(|fault| refused(&workbook.name, fault))?;
    let mut register = office.register_to_change()?;
    let found = batch_in_force(&register, &corrections.of.batch)?;
    if found.batch.sha256 != corrections.of.sha256 {
        return Err(CommandError::new(Exit::Stale, "error.rejects.other_file")
            .with("file", &workbook.name)
            .with("batch", &found.batch.id));
    }
    if let Some(already) = register.batch_in_force_by_sha(&workbook.sha256, &found.batch.table)? {
        let words = console.pick("is in the register already as batch", "पहले से रजिस्टर में है, खेप").to_owned();
        console.say(format!("{}: {words} {already}", workbook.name));
        console.data("import", serde_json::json!({ "batch": already, "already": true }));
        return Ok(Exit::Done);
    }
    let (open, others) = outstanding(&register, &found.batch.id)?;
    let gone: BTreeSet<(u32, u32)> = corrections.rows().difference(&open).copied().collect();
    let account = account_of(&found);
    if !gone.is_empty() {
        let sheet =
            |index: u32| account.sheets.iter().find(|sheet| sheet.index == index).map_or("", |found| &found.name);
        let line = |(index, row): &(u32, u32)| {
            Remark::new("sheet '{sheet}', row {row}: not a rejected row that is outstanding")
                .with("sheet", sheet(*index))
                .with("row", row)
        };
        return Err(CommandError::new(Exit::Stale, "error.rejects.changed")
            .with("file", &workbook.name)
            .with("batch", &found.batch.id)
            .with("count", gone.len())
            .details(gone.iter().map(line).map(Part::Remark)));
    }
    let file = put_in(office, &found, &corrections, &workbook)?;
    let wished = Wishes {
        register: Some(found.batch.table.clone()),
        level: account.level.clone(),
        accepted: account.accepted.clone(),
        given: account.given.clone(),
        // Judged as on the day of the file itself: a correction is no reason to accept later dates.
        as_of: account.as_of.unwrap_or(Date::MAX),
        profile: account.profile.clone(),
        secret: office.secret()?,
    };
    let desk = super::desk_of(office)?;
    let filing = Filing { office, desk: &desk, file: &file, path, wished: &wished, limit: None };
    if office.globals().dry_run {
        let settled = filing.settle_to_enter(&register, console, &mut |_| {})?;
        super::tell(&settled, console);
        console.say(super::would_enter(console.language(), &workbook.name, &settled.account));
        let mut json = super::account_json("", &settled.account, None);
        json["dry_run"] = true.into();
        console.data("import", json);
        return Ok(super::verdict(&settled, console));
    }
    // Those struck out since keep their number.
    let prefix = format!("{}-", found.batch.id);
    let given = register.batches()?.iter().filter(|batch| batch.batch.id.starts_with(&prefix)).count();
    let id = format!("{prefix}{}", given + 1);
    match filing.enter_as(&mut register, act, &id, console) {
        Ok(done) => {
            let (mut json, exit) = entered(office, console, &workbook.name, done)?;
            json["corrects"] = found.batch.id.clone().into();
            json["earlier_corrections"] = others.into();
            console.data("import", json);
            Ok(exit)
        }
        Err(Ended::Failed(error)) => Err(error),
        Err(Ended::Limit(settled)) => {
            super::tell(&settled, console);
            Err(CommandError::new(Exit::RejectLimit, "error.rejects.none")
                .with("file", &workbook.name)
                .with("rows", settled.account.rows))
        }
        // Another import of this workbook came in between.
        Err(_) => Err(CommandError::new(Exit::Stale, "error.rejects.other_file")
            .with("file", &workbook.name)
            .with("batch", &found.batch.id)),
    }
}
