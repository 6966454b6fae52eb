//! The proof that nothing was lost: the source is read once more and held against what the register holds of it.

use super::{
    Account, Desk, Journey, MigrateError, OpenFile, Record, Wishes,
    account::{InWords, SheetAccount},
    clean_row, subject,
};
use crate::{
    mapping::RowKind,
    matching::KnownSocieties,
    model::{BatchRow, Date, Entry, Facts, Moment, Outcome, TableDef, Value, hex},
    register::{ReadRegister, RegisterError},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// One thing that does not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Sheet name, cell or row where it stands; empty for the file as a whole.
    pub place: String,
    /// What is compared: a key of the texts (`reconcile.rows`, …).
    pub what: String,
    /// In the source.
    pub source: String,
    /// In the register.
    pub register: String,
}

/// Outcome of a reconciliation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reconciled {
    /// Batch.
    pub batch: String,
    /// File it came from.
    pub file: String,
    /// Rows of the source by what became of them.
    pub rows: u64,
    /// New subjects.
    pub imported: u64,
    /// Further entries of known subjects.
    pub updated: u64,
    /// Rows already in force.
    pub duplicates: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rejected rows that came back corrected and are in the register since.
    pub corrected: u64,
    /// Rows that are no data: titles, headings, totals, notes.
    pub other_rows: u64,
    /// Printed totals, and how many hold.
    pub controls: (usize, usize),
    /// Amounts in words: those that agree with their figures, that differ, that cannot be read.
    pub in_words: (u64, u64, u64),
    /// Sum of each field of amounts and counts: field, in the source, in the register (without duplicates and rejects).
    pub sums: Vec<(String, i64, i64)>,
    /// Digest of the imported rows, from the source alone.
    pub source_digest: String,
    /// Digest of the imported rows, from the register alone.
    pub register_digest: String,
    /// What does not agree; empty when nothing was lost.
    pub differences: Vec<Difference>,
}

type At = (u32, u32);

/// A row as the register holds it: what it states itself, and the texts kept beside that.
struct Entered {
    subject: String,
    facts: Facts,
    as_written: Option<String>,
    other: Option<String>,
}

/// Reads the source again and compares. `file` is the stored source of the batch.
pub fn reconcile(
    desk: &Desk,
    register: &dyn ReadRegister,
    batch: &str,
    file: &OpenFile,
    secret: &[u8],
) -> Result<Reconciled, MigrateError> {
    let found = register.batch(batch)?.ok_or_else(|| RegisterError::UnknownBatch(batch.into()))?;
    let stored: Account =
        serde_json::from_value(found.batch.account.clone()).map_err(|fault| RegisterError::Damaged {
            place: format!("batch {batch}"),
            found: fault.to_string(),
            expected: "an account as import writes it".into(),
        })?;
    let table = register
        .tables()
        .get(&found.batch.table)
        .ok_or_else(|| RegisterError::UnknownRegister(found.batch.table.clone()))?;
    let wishes = Wishes {
        register: Some(found.batch.table.clone()),
        level: stored.level.clone().or_else(|| super::level_of_file(&found.batch.file_name).map(str::to_owned)),
        accepted: stored.accepted.clone(),
        given: stored.given.clone(),
        profile: stored.profile.clone(),
        as_of: stored.as_of.unwrap_or(Date::MAX),
        secret: secret.to_vec(),
    };
    let mut differences = Vec::new();
    if file.kept_as().1 != found.batch.sha256 {
        push(&mut differences, "", "reconcile.file", file.kept_as().1, &found.batch.sha256);
    }
    // The societies the import knew, not those entered since.
    let then = Moment { as_of: Date::MAX, known_on: Some(found.recorded_at) };
    let societies = if table.field("society").is_some() {
        clean_row::societies_in(register, then)?
    } else {
        KnownSocieties::default()
    };
    let (records, sheets) = read_again(desk, file, table, &wishes, societies)?;
    compare_sheets(&stored, &sheets, &mut differences);

    let not_entered: BTreeMap<At, &BatchRow> = found.batch.rows.iter().map(|row| ((row.sheet, row.row), row)).collect();
    let carried: BTreeMap<At, &Vec<String>> =
        stored.carried.iter().map(|(sheet, row, fields)| ((*sheet, *row), fields)).collect();
    let mut entered = BTreeMap::new();
    register.entries_of_batch(batch, &mut |entry: Entry| {
        if let Some(source) = &entry.source {
            let at = (source.sheet, source.row);
            let silent = carried.get(&at).map_or(&[][..], |fields| &fields[..]);
            let own = |no: u16| !silent.contains(&table.fields[usize::from(no)].key);
            let facts: Facts = entry.facts.iter().filter(|(no, _)| own(*no)).cloned().collect();
            let Entry { subject, as_written, other, .. } = entry;
            entered.insert(at, Entered { subject, facts, as_written, other });
        }
        ControlFlow::Continue(())
    })?;
    let by_place: BTreeMap<At, &Record> = records.iter().map(|record| ((record.sheet, record.row), record)).collect();
    let wanted: BTreeMap<At, &Record> =
        by_place.iter().filter(|(at, _)| !not_entered.contains_key(at)).map(|(at, record)| (*at, *record)).collect();
    compare_rows(table, &sheets, &wanted, &entered, &mut differences);
    for (at, row) in &not_entered {
        let place = row_place(&sheets, *at);
        let stored = outcome_key(row.outcome);
        let Some(record) = by_place.get(at) else {
            push(&mut differences, &place, "reconcile.row", "–", stored);
            continue;
        };
        let again = match (is_rejected(table, record), row.outcome) {
            (true, _) => outcome_key(Outcome::Rejected),
            (false, Outcome::Rejected) => RowKind::Data.key(),
            (false, outcome) if stated_before(register, table, record, row, &entered)? => outcome_key(outcome),
            (false, _) => RowKind::Data.key(),
        };
        if again != stored {
            push(&mut differences, &place, "reconcile.outcome", again, stored);
        }
    }
    let total = stored.imported + stored.updated + stored.duplicates + stored.rejected;
    let read = records.len() as u64;
    if read != total || total != stored.rows {
        push(&mut differences, "", "reconcile.rows", &read.to_string(), &total.to_string());
    }
    let sums = compare_sums(table, &wanted, &entered, &mut differences);
    let source_digest = digest(
        table,
        wanted.iter().map(|(at, record)| (*at, &record.facts, [record.as_written_json(), record.other_json()])),
    );
    let register_digest =
        digest(table, entered.iter().map(|(at, row)| (*at, &row.facts, [row.as_written.clone(), row.other.clone()])));
    if source_digest != register_digest && differences.is_empty() {
        push(&mut differences, "", "reconcile.digest", &source_digest, &register_digest);
    }
    Ok(Reconciled {
        batch: batch.to_owned(),
        file: found.batch.file_name.clone(),
        rows: read,
        imported: stored.imported,
        updated: stored.updated,
        duplicates: stored.duplicates,
        rejected: stored.rejected,
        corrected: stored.rejected - super::outstanding(register, batch)?.0.len() as u64,
        other_rows: stored.other_rows(),
        controls: stored.controls(),
        in_words: stored.in_words(),
        sums,
        source_digest,
        register_digest,
        differences,
    })
}

fn read_again(
    desk: &Desk,
    file: &OpenFile,
    table: &TableDef,
    wishes: &Wishes,
    societies: KnownSocieties,
) -> Result<(Vec<Record>, Vec<SheetAccount>), MigrateError> {
    let mut records = Vec::new();
    let sheets = Journey::again(desk, file, wishes, table, societies)?.read_here(&mut |record| records.push(record));
    Ok((records, sheets))
}

/// Counts by kind of row, sums and printed totals of every sheet, as stored and as read again.
fn compare_sheets(stored: &Account, again: &[SheetAccount], differences: &mut Vec<Difference>) {
    for sheet in again {
        let Some(then) = stored.sheets.iter().find(|then| then.index == sheet.index) else {
            push(differences, &sheet.name, "reconcile.sheet", &sheet.name, "–");
            continue;
        };
        let kinds: BTreeSet<&String> = sheet.kinds.keys().chain(then.kinds.keys()).collect();
        for kind in kinds {
            let of = |account: &SheetAccount| account.kinds.get(kind).copied().unwrap_or(0);
            if of(sheet) != of(then) {
                push(
                    differences,
                    &format!("{} ({kind})", sheet.name),
                    "reconcile.kinds",
                    &of(sheet).to_string(),
                    &of(then).to_string(),
                );
            }
        }
        if sheet.sums != then.sums {
            push(differences, &sheet.name, "reconcile.sums", &format!("{:?}", sheet.sums), &format!("{:?}", then.sums));
        }
        if sheet.in_words != then.in_words {
            let counts = |account: &SheetAccount| {
                let of = |found: &InWords| format!("{}={}/{}/{}", found.field, found.agree, found.differ, found.unread);
                account.in_words.iter().map(of).collect::<Vec<_>>().join(" ")
            };
            push(differences, &sheet.name, "reconcile.in_words", &counts(sheet), &counts(then));
        }
        if sheet.controls != then.controls {
            push(
                differences,
                &sheet.name,
                "reconcile.controls",
                &sheet.controls.len().to_string(),
                &then.controls.len().to_string(),
            );
        }
    }
}

/// Row by row, field by field.
fn compare_rows(
    table: &TableDef,
    sheets: &[SheetAccount],
    wanted: &BTreeMap<At, &Record>,
    entered: &BTreeMap<At, Entered>,
    differences: &mut Vec<Difference>,
) {
    let rows: BTreeSet<&At> = wanted.keys().chain(entered.keys()).collect();
    for at in rows {
        match (wanted.get(at), entered.get(at)) {
            (Some(_), None) => push(differences, &row_place(sheets, *at), "reconcile.row", RowKind::Data.key(), "–"),
            (None, Some(_)) => push(differences, &row_place(sheets, *at), "reconcile.row", "–", RowKind::Data.key()),
            (Some(record), Some(found)) => {
                let facts = &found.facts;
                let fields: BTreeSet<u16> = record.facts.iter().chain(facts).map(|(no, _)| *no).collect();
                for no in fields {
                    let value = |facts: &Facts| {
                        facts.iter().find(|(n, _)| *n == no).map_or(Value::Empty, |(_, value)| value.clone())
                    };
                    let (there, here) = (value(&record.facts), value(facts));
                    if there != here {
                        let key = &table.fields[usize::from(no)].key;
                        push(
                            differences,
                            &format!("{} {key}", row_place(sheets, *at)),
                            "reconcile.value",
                            &plain(&there),
                            &plain(&here),
                        );
                    }
                }
                let texts = [(record.as_written_json(), &found.as_written), (record.other_json(), &found.other)];
                for (there, here) in texts.iter().filter(|(there, here)| there != *here) {
                    let text = |json: &Option<String>| json.clone().unwrap_or_else(|| "–".into());
                    push(differences, &row_place(sheets, *at), "reconcile.text", &text(there), &text(here));
                }
            }
            (None, None) => {}
        }
    }
}

fn compare_sums(
    table: &TableDef,
    wanted: &BTreeMap<At, &Record>,
    entered: &BTreeMap<At, Entered>,
    differences: &mut Vec<Difference>,
) -> Vec<(String, i64, i64)> {
    use crate::model::Kind;
    let summed = |kind: Kind| matches!(kind, Kind::Money | Kind::Quantity);
    let counted = |key: &str| matches!(key, "members" | "capacity");
    let mut sums = Vec::new();
    for (no, field) in (0_u16..).zip(&table.fields) {
        if !summed(field.kind) && !counted(&field.key) {
            continue;
        }
        let add = |sum: i64, facts: &Facts| {
            let value = facts.iter().find(|(n, _)| *n == no).and_then(|(_, value)| value.as_integer());
            sum.saturating_add(value.unwrap_or(0))
        };
        let source = wanted.values().fold(0, |sum, record| add(sum, &record.facts));
        let register = entered.values().fold(0, |sum, row| add(sum, &row.facts));
        if source != 0 || register != 0 {
            sums.push((field.key.clone(), source, register));
        }
        if source != register {
            push(differences, &field.key, "reconcile.sum", &source.to_string(), &register.to_string());
        }
    }
    sums
}

fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Duplicate => "duplicate",
        Outcome::Rejected => "rejected",
    }
}

/// Is the row rejected when it is read by itself? One that names nobody is refused when it is settled.
fn is_rejected(table: &TableDef, record: &Record) -> bool {
    record.rejected || subject::name_subject(table, &record.facts) == subject::Named::Nobody
}

/// Does every fact of a duplicate stand in an entry of its subject, so that leaving it out lost nothing?
fn stated_before(
    register: &dyn ReadRegister,
    table: &TableDef,
    record: &Record,
    row: &BatchRow,
    entered: &BTreeMap<At, Entered>,
) -> Result<bool, RegisterError> {
    let Some(named) = row.subject.as_deref() else { return Ok(false) };
    let subject = match place_named(named) {
        Some(at) => entered.get(&at).map(|first| first.subject.as_str()),
        None => Some(named),
    };
    let Some(subject) = subject else { return Ok(false) };
    let entries = register.entries(&table.name, subject)?;
    Ok(record.facts.iter().all(|fact| entries.iter().any(|entry| entry.facts.contains(fact))))
}

/// The place of the first row of a subject that is new in the same file: `row 12 of sheet 1`.
fn place_named(text: &str) -> Option<At> {
    let (row, sheet) = text.strip_prefix("row ")?.split_once(" of sheet ")?;
    Some((sheet.parse::<u32>().ok()?.checked_sub(1)?, row.parse().ok()?))
}

/// SHA-256 over place, facts and kept texts of each row, in the order of the file.
fn digest<'a>(table: &TableDef, rows: impl Iterator<Item = (At, &'a Facts, [Option<String>; 2])>) -> String {
    let mut hash = Sha256::new();
    for ((sheet, row), facts, texts) in rows {
        hash.update(format!("{sheet}\t{row}\n"));
        for (no, value) in facts {
            hash.update(format!(
                "{}\t{}\n",
                table.fields[usize::from(*no)].key,
                serde_json::to_string(value).unwrap_or_default()
            ));
        }
        for text in texts.iter().flatten() {
            hash.update(format!("{text}\n"));
        }
    }
    hex(&hash.finalize())
}

fn row_place(sheets: &[SheetAccount], (sheet, row): At) -> String {
    let name = sheets.iter().find(|found| found.index == sheet).map_or("", |found| found.name.as_str());
    format!("{name}, {row}")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Empty => "–".into(),
        Value::Text(text) => text.clone(),
        Value::Money(paise) => paise.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Integer(n) | Value::Percent(n) | Value::Quantity(n) => n.to_string(),
    }
}

fn push(differences: &mut Vec<Difference>, place: &str, what: &str, source: &str, register: &str) {
    differences.push(Difference {
        place: place.into(),
        what: what.into(),
        source: source.into(),
        register: register.into(),
    });
}
