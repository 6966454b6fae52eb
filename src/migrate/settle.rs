//! Records become intended entries: new subjects, further entries of known ones, duplicates, rejects.

use super::{
    account::Account,
    known::{KnownSubjects, Whom},
    record::{Record, effective_from, fact, groups_of},
    subject::{Named, name_subject},
};
use crate::model::{
    BatchRow, Date, Facts, Finding, Locus, Moment, NewEntry, Outcome, Severity, SourceRef, Subject, TableDef,
};
use crate::register::{ReadRegister, RegisterError};
use std::ops::ControlFlow;

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
    /// Knows every subject in force in the register.
    pub fn new(table: &'a TableDef, sha256: &'a str, register: &dyn ReadRegister) -> Result<Self, RegisterError> {
        let mut known = KnownSubjects::default();
        // All that is recorded, whenever it comes into force: an import must not enter a subject twice.
        let everything = Moment::on(crate::model::Date::MAX);
        register.lines(&table.name, everything, &mut |line| {
            let facts: Facts = (0_u16..).zip(line.values).filter(|(_, value)| !value.is_empty()).collect();
            let key = match name_subject(table, &facts) {
                Named::Derived(_) => line.subject.clone(),
                Named::Key(key) => key,
                Named::Nobody => return ControlFlow::Continue(()),
            };
            known.add(&key, Whom::Register(line.subject.into()), &facts, None);
            ControlFlow::Continue(())
        })?;
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
        if says_nothing_new(&facts, &record.facts) {
            self.account.duplicates += 1;
            self.put_row(&record, Outcome::Duplicate, Some(of));
            return None;
        }
        if let Some((sheet, row)) = spoken {
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
