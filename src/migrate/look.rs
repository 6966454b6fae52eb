//! What a file holds and how it would be read, for `inspect`.

use super::{Desk, OpenFile};
use crate::{
    cleaning::covered,
    mapping::{RowKind, RowReader},
    model::{Remark, column_letters},
    source::Oddity,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One column as it would be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnLook {
    /// Column from 0.
    pub column: u32,
    /// Heading as read.
    pub heading: String,
    /// Field proposed; `None`: kept as other particulars.
    pub field: Option<String>,
    /// Rupees (or units) one written unit stands for.
    pub unit: Option<i64>,
    /// Script: `krutidev`, `unicode`, `english`, `number`, `mixed`.
    pub script: String,
    /// Fonts of its cells, in name order.
    pub fonts: Vec<String>,
}

/// One sheet as it would be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetLook {
    /// Number in the workbook, from 0.
    pub index: u32,
    /// Which table of the sheet this is, from 0, where several stand on it.
    pub part: u32,
    /// Name.
    pub name: String,
    /// Hidden from the person who opens the workbook?
    pub hidden: bool,
    /// Smallest range around all cells.
    pub used: Option<String>,
    /// Register its headings speak for.
    pub register: Option<String>,
    /// Fields recognised for each register.
    pub scores: Vec<(String, usize)>,
    /// First and last heading row.
    pub heading: Option<(u32, u32)>,
    /// Columns.
    pub columns: Vec<ColumnLook>,
    /// Rows by kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Merged blocks.
    pub merged: usize,
    /// Hidden rows.
    pub hidden_rows: u32,
    /// Hidden columns that hold something, by their letters.
    pub hidden_columns: Vec<String>,
    /// Rows that are struck through.
    pub struck_rows: u64,
    /// Notes pinned to cells.
    pub comments: usize,
    /// What was odd about reading it.
    pub oddities: Vec<Remark>,
}

impl Desk {
    /// Looks at every sheet of a file; nothing is judged, nothing refused.
    pub fn look(&self, file: &OpenFile, register: Option<&str>) -> Vec<SheetLook> {
        let surveys = self.survey(file, register);
        let mut looks = Vec::new();
        for (sheet, survey) in file.sheets.iter().zip(&surveys) {
            let reader = survey.headings.as_ref().map(|headings| RowReader::new(headings, &self.row_words));
            let mut kinds = BTreeMap::new();
            let mut fonts: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
            let (mut struck_rows, mut columns_used) = (0, BTreeSet::new());
            for row in sheet.rows() {
                for cell in row.cells() {
                    columns_used.insert(cell.column);
                    if let Some(font) = cell.font().filter(|_| cell.text().is_some()) {
                        fonts.entry(cell.column).or_default().insert(font.to_owned());
                    }
                }
                let read = survey.script.read_row(&row);
                struck_rows += u64::from(read.struck);
                let kind =
                    reader.as_ref().map_or(RowKind::Note, |reader| reader.kind(&read, &|text| self.names_place(text)));
                *kinds.entry(kind.key()).or_default() += 1;
            }
            let hidden_columns =
                columns_used.into_iter().filter(|column| sheet.column_hidden(*column)).map(column_letters).collect();
            let columns = survey.headings.iter().flat_map(|headings| &headings.columns).map(|column| ColumnLook {
                column: column.column,
                heading: covered(&column.heading).into_owned(),
                field: column.field.clone(),
                unit: column.unit,
                script: survey.script.name_of(column.column).to_owned(),
                fonts: fonts.get(&column.column).into_iter().flatten().cloned().collect(),
            });
            looks.push(SheetLook {
                index: sheet.number_in_workbook(),
                part: sheet.part(),
                name: sheet.name.clone(),
                hidden: sheet.hidden,
                used: sheet.used().map(|area| area.to_string()),
                register: survey.register.clone(),
                scores: survey.scores.clone(),
                heading: survey.headings.as_ref().map(|headings| headings.rows),
                columns: columns.collect(),
                kinds,
                merged: sheet.merges.len(),
                hidden_rows: sheet.hidden_rows,
                hidden_columns,
                struck_rows,
                comments: sheet.notes.len(),
                oddities: sheet.oddities.iter().map(Oddity::remark).collect(),
            });
        }
        looks
    }
}
