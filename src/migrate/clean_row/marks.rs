//! What is odd about single cells: strokes through them, notes pinned to them, damaged Hindi in them.

use super::RowCleaner;
use crate::{
    cleaning::{covered, mask},
    devanagari::is_suspect,
    mapping::{ColumnMap, ReadCell, Said},
    migrate::record::Record,
    model::{CellRef, Field, Finding, Kind, Severity},
    source::Sheet,
};
use std::{borrow::Cow, collections::BTreeMap};

/// The notes of a sheet by row: column and text.
pub(super) fn comments(sheet: &Sheet) -> BTreeMap<u32, Vec<(u32, &str)>> {
    let mut comments: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
    for (at, text) in sheet.notes.iter().filter(|(_, text)| !text.trim().is_empty()) {
        comments.entry(at.row).or_default().push((at.column, text));
    }
    comments
}

impl RowCleaner<'_> {
    /// What is struck out is no value; it stays with the other particulars.
    pub(super) fn keep_struck(&self, column: &ColumnMap, cell: &ReadCell, record: &mut Record) {
        if let Said::StruckOut(text) = &cell.said {
            let shown = self.shown_of(cell, text);
            record.other.insert(format!("{} (struck out)", column.heading), shown);
        }
    }
    /// A text of a cell as it may be shown: masked in a column of identity numbers.
    pub(super) fn shown_of(&self, cell: &ReadCell, text: &str) -> String {
        let column = self.columns.iter().find(|column| column.column == cell.column);
        let identity = |column: &ColumnMap| column.field.as_deref().is_some_and(|field| field.starts_with("identity"));
        if column.is_some_and(identity) {
            return mask(text, &self.wishes.secret).to_string();
        }
        self.without_identity(Cow::Borrowed(text)).into_owned()
    }
    /// The notes pinned to the cells of a row are kept with it.
    pub(super) fn keep_comments(&mut self, row: u32, record: &mut Record) {
        for (column, text) in self.comments.remove(&row).unwrap_or_default() {
            record.other.insert(format!("comment {}", CellRef { row, column }), covered(text.trim()).into_owned());
        }
    }
    /// Those pinned to rows that are no data.
    pub(in crate::migrate) fn comments_left(&self) -> Vec<(u32, String)> {
        let told = |(row, comments): (&u32, &Vec<(u32, &str)>)| {
            let cell = |(column, text): &(u32, &str)| {
                format!("{}: {}", CellRef { row: *row, column: *column }, covered(text.trim()))
            };
            (*row, comments.iter().map(cell).collect::<Vec<_>>().join("; "))
        };
        self.comments.iter().map(told).collect()
    }
    /// Damaged Hindi is kept as it is and told: what it should be, an officer decides.
    pub(super) fn remark_on_damage(&self, column: &ColumnMap, cell: &ReadCell, row: u32, record: &mut Record) {
        let Said::Text(text) = &cell.said else { return };
        let words = |field: &Field| matches!(field.kind, Kind::Text | Kind::Name);
        let of_words = column.field.as_deref() == Some("name") || self.field(column).is_some_and(words);
        if !of_words || !is_suspect(text) {
            return;
        }
        let Some(found) = self.desk.healer.examine(text, &|_| 0) else { return };
        let Some(first) = found.damages.first() else { return };
        let finding = Finding::new("IMP-241", Severity::Warning, self.place(row, cell.column))
            .with("found", self.shown_cell(cell))
            .with("damage", first.kind.key())
            .with(
                "proposal",
                found.proposal.map_or(Cow::Borrowed("–"), |found| self.without_identity(Cow::Owned(found.text))),
            );
        record.find(finding, &self.wishes.accepted);
    }
}
