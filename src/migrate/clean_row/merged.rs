//! Merged cells of data: said of each row they cover; figures stay with their first row.

use super::RowCleaner;
use crate::{
    mapping::{ColumnMap, ReadCell, ReadRow},
    migrate::record::Record,
    model::{CellRef, Finding, Severity},
    source::Area,
};

impl RowCleaner<'_> {
    /// The merged area that reaches from a row above down to this cell.
    pub(super) fn reaching(&self, row: u32, column: u32) -> Option<Area> {
        let areas = self.tall.get(&column)?;
        let before = areas.partition_point(|area| area.first_row < row);
        areas[..before].last().filter(|area| area.last_row >= row).copied()
    }
    /// Gives a row what stands in merged cells above and reaches down to it; figures stay with their first row.
    pub(in crate::migrate) fn spread(&self, row: &mut ReadRow) {
        if self.tall.is_empty() {
            return;
        }
        for column in self.columns {
            if row.cell(column.column).is_some()
                || self.is_summed(column)
                || matches!(column.field.as_deref(), Some("serial"))
            {
                continue;
            }
            let above = self.reaching(row.number, column.column).and_then(|area| self.sheet.row(area.first_row));
            let Some(above) = above else { continue };
            let top = self.survey.script.read_row(&above);
            if let Some(cell) = top.cell(column.column) {
                let repairs = cell.repairs.iter().copied().chain(["merged_cell"]).collect();
                row.cells.push(ReadCell { stands_in: Some(top.number), repairs, ..cell.clone() });
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
    }
    /// A figure in a merged cell belongs to several rows and was taken for the first: said of each of the others.
    pub(super) fn remark_on_merged(&self, column: &ColumnMap, row: u32, record: &mut Record) {
        if let Some(area) = self.reaching(row, column.column)
            && self.sheet.cell(area.first_row, column.column).is_some()
        {
            let mut place = self.place(row, column.column);
            place.field.clone_from(&column.field);
            let first = CellRef { row: area.first_row, column: column.column };
            let finding = Finding::new("IMP-121", Severity::Warning, place);
            record.find(finding.with("found", first).with("area", area), &self.wishes.accepted);
        }
    }
}
