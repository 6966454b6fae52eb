//! What whole columns needed: each kind of repair told once for its column, with its count and the first cell.
//!
//! The original of every repaired cell stands on its entry; a finding for each of them would bury what an officer must decide.

use super::RowCleaner;
use crate::{
    cleaning::{Codes, DateColumn, REPAIRS, is_placeholder},
    mapping::ReadCell,
    migrate::record::Record,
    model::{CellRef, Finding, Language, Severity, Value},
};
use std::collections::BTreeMap;

/// How often something was met in a column, and where first.
#[derive(Clone, Debug, Default)]
struct Tally {
    count: u64,
    row: u32,
    found: String,
}

impl Tally {
    fn add(&mut self, row: u32, found: impl FnOnce() -> String) {
        if self.count == 0 {
            (self.row, self.found) = (row, found());
        }
        self.count += 1;
    }
}

/// Tallies of one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies {
    repairs: BTreeMap<(u32, &'static str), Tally>,
    /// Classes names speak of, where the file gives none.
    classes: BTreeMap<String, Tally>,
    /// Names asked for their class.
    asked: u64,
}

/// Names asked for the class they speak of: enough to show what a file holds, and no cost for a long one.
const ASKED_NAMES: u64 = 2_000;

impl RowCleaner<'_> {
    /// Counts the repairs of one cell.
    pub(super) fn tally(&self, cell: &ReadCell, row: u32, text: &str, repairs: &[&'static str]) {
        for repair in repairs {
            debug_assert!(REPAIRS.contains(repair), "{repair} has no wording");
            let mut tallies = self.tallies.borrow_mut();
            tallies.repairs.entry((cell.column, repair)).or_default().add(row, || text.to_owned());
        }
    }
    /// Which class a name speaks of, where neither the file nor the desk gives one. Never entered: a proposal.
    pub(super) fn class_by_name(&self, record: &Record) {
        let given = || self.wishes.given.iter().any(|(key, _)| key == "class");
        let asked = self.tallies.borrow().asked;
        if self.table.name != "society" || self.column_of("class").is_some() || asked >= ASKED_NAMES || given() {
            return;
        }
        let text = |key| record.get(self.table, key).and_then(Value::as_text).filter(|text| !is_placeholder(text));
        let Some(name) = text("name_hi").or_else(|| text("name_en")) else { return };
        let mut tallies = self.tallies.borrow_mut();
        tallies.asked += 1;
        if let Ok(read) = self.desk.codes.read("society_class", name)
            && let Value::Text(class) = read.value
        {
            tallies.classes.entry(class).or_default().add(record.row, || name.to_owned());
        }
    }
    /// Findings of the tallies and of the columns of dates.
    pub(super) fn tally_findings(&self, findings: &mut Vec<Finding>) {
        let tallies = self.tallies.borrow();
        for ((column, repair), tally) in &tallies.repairs {
            let place = self.place(tally.row, *column);
            let finding = Finding::new("IMP-230", Severity::Info, place).with("count", tally.count);
            findings.push(
                finding.with("heading", self.heading(*column)).with("repair", repair).with("found", &tally.found),
            );
        }
        for (column, dates) in &self.dates {
            self.order_of_dates(*column, dates, findings);
        }
        for (class, tally) in &tallies.classes {
            let column = self.column_of("name").or_else(|| self.column_of("name_hi")).unwrap_or(0);
            let wording = |language| label(&self.desk.codes, class, language);
            let finding = Finding::new("IMP-236", Severity::Info, self.place(tally.row, column)).with("read", class);
            let finding = finding.with("label", wording(Language::Hi)).with("label_en", wording(Language::En));
            findings.push(finding.with("count", tally.count).with("asked", tallies.asked).with("found", &tally.found));
        }
    }
    fn order_of_dates(&self, column: u32, dates: &DateColumn, findings: &mut Vec<Finding>) {
        if dates.open == 0 {
            return;
        }
        let (code, severity) = match (dates.month_first(), dates.month_first) {
            (true, _) => ("IMP-238", Severity::Warning),
            (false, 0) => ("IMP-237", Severity::Info),
            (false, _) => ("IMP-237", Severity::Warning),
        };
        let heading_row = self.survey.headings.as_ref().map_or(1, |headings| headings.rows.1);
        let finding =
            Finding::new(code, severity, self.place(heading_row, column)).with("heading", self.heading(column));
        let finding = finding.with("open", dates.open).with("day_first", dates.day_first);
        findings.push(finding.with("month_first", dates.month_first));
    }
    fn heading(&self, column: u32) -> &str {
        let found = self.columns.iter().find(|found| found.column == column);
        found.map_or("", |found| found.heading.as_str())
    }
    /// The cell of a column in a row, as `D12`.
    pub(super) fn cell_name(row: u32, column: u32) -> String {
        CellRef { row, column }.to_string()
    }
}

fn label(codes: &Codes, class: &str, language: Language) -> String {
    codes.label("society_class", class, language).to_owned()
}
