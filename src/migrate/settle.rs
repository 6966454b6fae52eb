//! Records become intended entries: new subjects, further entries of known ones, duplicates, rejects.

use super::{
    account::Account,
    known::{KnownSubjects, Whom},
    record::{Record, effective_from, fact, groups_of},
    subject::{Named, name_subject},
};
use crate::model::{
    BatchRow, Date, Facts, Finding, Line, Locus, Moment, NewEntry, Outcome, Severity, SourceRef, Subject, TableDef,
    Value,
};
use crate::register::{ReadRegister, RegisterError};
use std::{collections::BTreeSet, ops::ControlFlow};

/// What a row makes.
#[derive(Clone, Debug)]
pub struct Made {
    /// The entry.
    pub entry: NewEntry,
    /// What was known of its subject before; `None`: a new subject.
    pub before: Option<Facts>,
    /// Keys of the fields it takes over because the row is silent on them.
    pub carried: Vec<String>,
}

/// Settles the records of one file, row by row.
pub(super) struct Settler<'a> {
    table: &'a TableDef,
    sha256: &'a str,
    known: KnownSubjects,
    /// Rows of the file that contradict an earlier one.
    pub findings: Vec<Finding>,
    /// Rows that make no entry.
    pub rows: Vec<BatchRow>,
    /// Counts and carried values.
    pub account: Account,
}

impl<'a> Settler<'a> {
    /// Knows every subject in force in the register; of one that is looked up by a field, those of the `values` the file names.
    pub fn new(
        table: &'a TableDef,
        sha256: &'a str,
        register: &dyn ReadRegister,
        values: &BTreeSet<Value>,
    ) -> Result<Self, RegisterError> {
        let mut known = KnownSubjects::default();
        // All that is recorded, whenever it comes into force: an import must not enter a subject twice.
        let everything = Moment::on(crate::model::Date::MAX);
        let mut know = |line: Line| {
            let facts: Facts = (0_u16..).zip(line.values).filter(|(_, value)| !value.is_empty()).collect();
            let key = match name_subject(table, &facts) {
                Named::Derived(_) => line.subject.clone(),
                Named::Key(key) => key,
                Named::Nobody => return ControlFlow::Continue(()),
            };
            known.add(&key, Whom::Register(line.subject.into()), &facts, None);
            ControlFlow::Continue(())
        };
        match &table.known_by {
            None => register.lines(&table.name, everything, &mut know)?,
            Some(field) => {
                for value in values {
                    for line in register.find_by(&table.name, field, value, everything)? {
                        let _ = know(line);
                    }
                }
            }
        }
        let account = Account { register: table.name.clone(), ..Account::default() };
        Ok(Self { table, sha256, known, findings: Vec::new(), rows: Vec::new(), account })
    }
    /// Takes one record and gives the entry it makes, if any; `place` is where a finding about the row as a whole stands.
    pub fn take(&mut self, mut record: Record, place: &dyn Fn() -> Locus) -> Option<Made> {
        self.account.rows += 1;
        let named = name_subject(self.table, &record.facts);
        if named == Named::Nobody && !record.rejected {
            record.find(Finding::new("IMP-115", Severity::Error, place()), &[]);
        }
        if record.rejected {
            self.account.rejected += 1;
            self.put_row(&record, Outcome::Rejected, None);
            return None;
        }
        let row = (record.sheet, record.row);
        let (key, new) = match named {
            Named::Derived(Subject::Known(id)) => (id.clone(), Whom::Register(id.into())),
            Named::Key(key) => (key, Whom::Row(row.0, row.1)),
            Named::Derived(Subject::New(_)) | Named::Nobody => return None,
        };
        let Some(known) = self.known.get(&key) else {
            self.account.imported += 1;
            let subject = new.subject(self.sha256);
            self.known.add(&key, new, &record.facts, Some(row));
            let from = record.effective_from(self.table);
            return Some(Made { entry: self.entry(record, subject, from), before: None, carried: Vec::new() });
        };
        let (subject, of, spoken) = (known.whom.subject(self.sha256), known.whom.to_string(), known.spoken);
        let mut facts = self.known.facts(&known);
        if let Some(finding) = self.said_before(&facts, &record.facts, spoken, place) {
            let refused = finding.severity == Severity::Error;
            record.findings.push(finding);
            if refused {
                self.account.rejected += 1;
                self.put_row(&record, Outcome::Rejected, None);
                return None;
            }
        }
        if says_nothing_new(&facts, &record.facts) {
            self.account.duplicates += 1;
            self.put_row(&record, Outcome::Duplicate, Some(of));
            return None;
        }
        if let Some((sheet, row)) = spoken.filter(|_| self.table.known_by.is_none()) {
            let otherwise = contradicted(self.table, &facts, &record.facts);
            if !otherwise.is_empty() {
                let finding = Finding::new("IMP-122", Severity::Warning, place());
                let finding = finding.with("row", row).with("sheet", sheet + 1);
                self.findings.push(finding.with("fields", otherwise.join(", ")));
            }
        }
        let carried = carry_over(self.table, &facts, &mut record.facts);
        if !carried.is_empty() {
            self.account.carried.push((record.sheet, record.row, carried.clone()));
        }
        self.account.updated += 1;
        let before = facts.clone();
        overlay(self.table, &mut facts, &record.facts);
        // Not before what it changes: an earlier entry would be overruled by the one it corrects.
        let from = effective_from(&facts, self.table).max(effective_from(&before, self.table));
        self.known.speak(&key, &facts, row);
        Some(Made { entry: self.entry(record, subject, from), before: Some(before), carried })
    }
    /// Of figures by the day or month: two rows of one file that differ are not both true, and the later is refused; a figure
    /// that was settled in the register, of a day closed or a month told, is entered as it is told now and pointed out.
    fn said_before(
        &mut self,
        known: &Facts,
        row: &Facts,
        spoken: Option<(u32, u32)>,
        place: &dyn Fn() -> Locus,
    ) -> Option<Finding> {
        self.table.known_by.as_ref()?;
        let otherwise = contradicted(self.table, known, row);
        if otherwise.is_empty() {
            return None;
        }
        let fields = otherwise.join(", ");
        let finding = match spoken {
            Some((_, at)) => Finding::new("PRG-003", Severity::Error, place()).with("row", at).with("fields", fields),
            None => {
                // While a day is open its figures grow.
                let open = self.table.field_no("closed_at").is_some_and(|no| fact(known, no).is_none());
                let written = |facts: &Facts| {
                    let one = |key: &String| fact(facts, self.table.field_no(key)?).map(written);
                    otherwise.iter().filter_map(one).collect::<Vec<_>>().join(", ")
                };
                let finding = Finding::new("PRG-004", Severity::Warning, place()).with("fields", fields);
                (!open).then(|| finding.with("was", written(known)).with("now", written(row)))?
            }
        };
        self.findings.push(finding.clone());
        Some(finding)
    }
    fn put_row(&mut self, record: &Record, outcome: Outcome, subject: Option<String>) {
        let findings = record.findings.clone();
        self.rows.push(BatchRow { sheet: record.sheet, row: record.row, outcome, subject, findings });
    }
    fn entry(&self, record: Record, subject: Subject, effective_from: Date) -> NewEntry {
        NewEntry {
            table: self.table.name.clone(),
            subject,
            effective_from,
            groups: record.groups(self.table),
            supersedes: None,
            source: Some(SourceRef {
                batch: String::new(),
                sheet: record.sheet,
                row: record.row,
                block_row: record.block_row,
            }),
            as_written: record.as_written_json(),
            other: record.other_json(),
            facts: record.facts,
        }
    }
}

/// Every fact of the row is in force already.
fn says_nothing_new(known: &Facts, row: &Facts) -> bool {
    row.iter().all(|(no, value)| fact(known, *no) == Some(value))
}

/// A value as a finding shows it.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.to_string(),
        Value::Money(paise) => paise.to_string(),
        Value::Quantity(n) => format!("{}.{:03}", n / 1000, (n % 1000).abs()),
        other => other.as_integer().map_or_else(String::new, |number| number.to_string()),
    }
}

/// Keys of the fields of which the row says something else than what is known.
fn contradicted(table: &TableDef, known: &Facts, row: &Facts) -> Vec<String> {
    let otherwise = row.iter().filter(|(no, value)| fact(known, *no).is_some_and(|before| before != value));
    otherwise.map(|(no, _)| table.fields[usize::from(*no)].key.clone()).collect()
}

/// An entry states whole groups: values of its groups on which the row is silent are carried over. Returns their keys.
fn carry_over(table: &TableDef, known: &Facts, row: &mut Facts) -> Vec<String> {
    let groups = groups_of(row, table);
    let mut carried = Vec::new();
    for (no, value) in known {
        let field = &table.fields[usize::from(*no)];
        if groups & (1 << field.group) == 0 {
            continue;
        }
        if let Err(at) = row.binary_search_by_key(no, |(n, _)| *n) {
            row.insert(at, (*no, value.clone()));
            carried.push(field.key.clone());
        }
    }
    carried
}

/// What is known after an entry: its groups replace the known ones.
fn overlay(table: &TableDef, known: &mut Facts, entry: &Facts) {
    let groups = groups_of(entry, table);
    known.retain(|(no, _)| groups & (1 << table.fields[usize::from(*no)].group) == 0);
    known.extend(entry.iter().cloned());
    known.sort_by_key(|(no, _)| *no);
}
