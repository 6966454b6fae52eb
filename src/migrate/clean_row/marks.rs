//! Marks people left on cells: strokes through them, and notes pinned to them.

use super::RowCleaner;
use crate::{
    cleaning::{covered, mask},
    mapping::{ColumnMap, ReadCell, Said},
    migrate::record::Record,
    model::CellRef,
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
}
