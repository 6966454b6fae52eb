//! `certificate`: the printed proof of one batch, made only when its source and the register agree.

use super::sources::{account_of, source_of};
use crate::{
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        shared::{make_one, report_ground, worded},
    },
    migrate::{self, outstanding},
    model::{Label, Language, Outcome, Paise, Value},
    register::{DayRow, ReadRegister, RegisterError},
    reports::{
        making::Form,
        migration_certificate::{self, Certificate, ITEM_KEYS, ITEMS},
    },
};
use std::ops::ControlFlow;

/// Reconciles a batch and makes its certificate; exit 6 when anything does not agree.
pub fn certify(office: &Office, console: &mut Console, batch: &str) -> Result<Verdict, CommandError> {
    let register = office.read_register()?;
    let found = register.batch(batch)?.ok_or_else(|| RegisterError::UnknownBatch(batch.to_owned()))?;
    if let Some(day) = found.undone_by {
        return Err(CommandError::new(Exit::Refused, "error.rejects.undone").with("batch", batch).with("day", day));
    }
    let desk = super::desk_of(office)?;
    let file = source_of(office, &register, &found)?;
    let outcome = migrate::reconcile(&desk, &register, batch, &file, &office.secret()?)?;
    if !outcome.differences.is_empty() || outcome.source_digest != outcome.register_digest {
        return Err(CommandError::new(Exit::Refused, "error.certificate.differs")
            .with("batch", batch)
            .with("count", outcome.differences.len()));
    }
    let mut day: Option<DayRow> = None;
    register.day_book(&mut |row| {
        if row.day_no != found.day_no {
            return ControlFlow::Continue(());
        }
        day = Some(row);
        ControlFlow::Break(())
    })?;
    let (open, corrections) = outstanding(&register, batch)?;
    let account = account_of(&found);
    let sheet = |index: u32| account.sheets.iter().find(|sheet| sheet.index == index).map_or("", |found| &found.name);
    let why = |language: Language, row: &crate::model::BatchRow| {
        let sentences = row
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.code, console.texts().finding(finding, language)));
        sentences.collect::<Vec<_>>().join("; ")
    };
    let rejected = found.batch.rows.iter().filter(|row| row.outcome == Outcome::Rejected);
    let rejected = rejected.filter(|row| open.contains(&(row.sheet, row.row))).map(|row| {
        let label = Label { en: why(Language::En, row), hi: why(Language::Hi, row) };
        (format!("{}!{}", sheet(row.sheet), row.row), label)
    });
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let table = office.tables().get(&found.batch.table);
    let sums = outcome.sums.iter().map(|(key, source, register)| {
        let field = table.and_then(|table| table.field(key));
        let value = |n: i64| match field.map(|field| field.kind) {
            Some(crate::model::Kind::Money) => Value::Money(Paise(n)),
            Some(crate::model::Kind::Quantity) => Value::Quantity(n),
            _ => Value::Integer(n),
        };
        let label = field.map_or_else(|| Label { en: key.clone(), hi: key.clone() }, |field| field.label.clone());
        (label, value(*source), value(*register))
    });
    let (printed, held) = outcome.controls;
    let certificate = Certificate {
        batch: batch.to_owned(),
        file: found.batch.file_name.clone(),
        sha256: found.batch.sha256.clone(),
        register: found.batch.table.clone(),
        recorded_on: found.recorded_at.day_in_india(),
        officer: day.as_ref().map(|day| day.act.officer.clone()).unwrap_or_default(),
        day: (found.day_no, day.map(|day| day.hash).unwrap_or_default()),
        rows: vec![
            ("imported", number(outcome.imported)),
            ("updated", number(outcome.updated)),
            ("duplicates", number(outcome.duplicates)),
            ("rejected", number(outcome.rejected)),
        ],
        corrected: number(outcome.corrected),
        corrections,
        not_data: number(outcome.other_rows),
        controls: (number(printed as u64), number(held as u64)),
        sums: sums.collect(),
        digest: outcome.register_digest.clone(),
        rejected: rejected.collect(),
    };
    office.begin_run("coop-migrate certificate")?;
    let mut ground = report_ground(office, console, &register)?;
    for key in ITEM_KEYS {
        ground.names.add(ITEMS, key, worded(console, &format!("column.{key}")));
    }
    let mut report = migration_certificate::build(&certificate, &ground);
    // One certificate a batch: the file carries its name.
    report.key = format!("{}-{batch}", report.key);
    let made = make_one(office, console, &report, Form::Pdf)?;
    for path in &made {
        console.say(path.display());
    }
    let files: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
    console.data(
        "certificate",
        serde_json::json!({ "batch": batch, "files": files, "digest": certificate.digest, "rejected": certificate.rejected.len() }),
    );
    Ok(Exit::Done)
}
