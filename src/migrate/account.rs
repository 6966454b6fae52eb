//! The account of one imported file: what was read, what became of it, and the sums that prove it.

use crate::mapping::ColumnMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Account of one batch, stored with it and printed as the migration account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Register imported into.
    pub register: String,
    /// Data rows read: imported + updated + duplicates + rejected.
    pub rows: u64,
    /// Rows that made a new subject.
    pub imported: u64,
    /// Rows that made a further entry of a known subject.
    pub updated: u64,
    /// Rows that say exactly what is in force already.
    pub duplicates: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Finding codes that do not reject (`--accept`).
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Values given for fields the file has no column for (`--set`).
    #[serde(default)]
    pub given: Vec<(String, String)>,
    /// Level of a short place list (`--level`, else by the file's name).
    #[serde(default)]
    pub level: Option<String>,
    /// Profile it was read by (`--profile`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Day that counted as today when dates were judged.
    pub as_of: Option<crate::model::Date>,
    /// Sheets in the order of the file.
    pub sheets: Vec<SheetAccount>,
    /// The batch whose rejected rows this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<super::corrected::Corrects>,
    /// The command a list of events was entered by: its rows are events, not lines of a register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_by: Option<String>,
    /// Values an updating row took over because it is silent on them: (sheet, row, fields).
    #[serde(default)]
    pub carried: Vec<(u32, u32, Vec<String>)>,
}

/// One sheet of an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetAccount {
    /// Number in the workbook, from 0.
    pub index: u32,
    /// Name.
    pub name: String,
    /// The cells it consists of, where several tables stand on the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<crate::source::Area>,
    /// First and last heading row; `None`: no table of this register on the sheet.
    pub heading: Option<(u32, u32)>,
    /// What the columns mean.
    pub columns: Vec<ColumnMap>,
    /// How each column's script was settled: column, script, by what.
    pub scripts: Vec<ScriptAccount>,
    /// How the dates of a column are read: column, and the decision in words.
    #[serde(default)]
    pub dates: Vec<(u32, String)>,
    /// Rows by kind, over every row of the sheet that holds a cell.
    pub kinds: BTreeMap<String, u64>,
    /// Printed totals against computed sums.
    pub controls: Vec<Control>,
    /// Amounts in words held against their figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_words: Vec<InWords>,
    /// Sum of each field of amounts or counts over the data rows, in its small unit.
    pub sums: BTreeMap<String, i64>,
    /// Texts of the first notes and titles, identity numbers masked: row and text.
    pub notes: Vec<(u32, String)>,
    /// Notes and titles beyond those; the original has them.
    #[serde(default)]
    pub further_notes: u64,
    /// District of the whole sheet, from a title or the sheet's name: LGD code and row (0: the name).
    pub district: Option<(i64, u32)>,
}

/// Notes a sheet's account repeats: a list taken for remarks must not be stored a second time.
const MOST_NOTES: usize = 50;

impl SheetAccount {
    /// Keeps the text of a row that is no data.
    pub(super) fn note(&mut self, row: u32, text: String) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push((row, text));
        } else {
            self.further_notes += 1;
        }
    }
}

/// Amounts in words of one column, held against the figures of the same rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InWords {
    /// Column of the words, from 0.
    pub column: u32,
    /// Field of the figures.
    pub field: String,
    /// Rows where both say the same.
    pub agree: u64,
    /// Rows where they differ.
    pub differ: u64,
    /// Rows whose words could not be read.
    pub unread: u64,
}

/// How a column's script was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptAccount {
    /// Column from 0.
    pub column: u32,
    /// `krutidev`, `unicode`, `english` …
    pub script: String,
    /// `font`, `statistics` or `none`.
    pub by: String,
    /// Cells converted.
    pub converted: u64,
}

/// A printed total and what the rows above it give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Row of the total.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// Field.
    pub field: String,
    /// As printed, in the field's small unit.
    pub printed: i64,
    /// Sum of the rows it covers; `None` where one of them cannot be read.
    pub computed: i64,
    /// Rows it covers could not all be read.
    pub incomplete: bool,
}

impl Control {
    /// Does the printed total hold?
    pub fn holds(&self) -> bool {
        self.printed == self.computed
    }
}

impl Account {
    /// Printed totals and those that hold.
    pub fn controls(&self) -> (usize, usize) {
        let all = self.sheets.iter().flat_map(|sheet| &sheet.controls);
        all.fold((0, 0), |(count, held), control| (count + 1, held + usize::from(control.holds())))
    }
    /// Amounts in words of the whole file: those that agree with their figures, that differ, that cannot be read.
    pub fn in_words(&self) -> (u64, u64, u64) {
        let all = self.sheets.iter().flat_map(|sheet| &sheet.in_words);
        all.fold((0, 0, 0), |sum, found| (sum.0 + found.agree, sum.1 + found.differ, sum.2 + found.unread))
    }
    /// Rows of the whole file that are no data.
    pub fn other_rows(&self) -> u64 {
        let kinds = self.sheets.iter().flat_map(|sheet| &sheet.kinds);
        kinds.filter(|(kind, _)| kind.as_str() != "data").map(|(_, count)| count).sum()
    }
}
