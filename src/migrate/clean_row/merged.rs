//! Merged cells of data: said of each row they cover; figures stay with their first row.

use super::RowCleaner;
use crate::{
    mapping::{ColumnMap, ReadCell, ReadRow, Survey},
    migrate::record::Record,
    model::{CellRef, Finding, Severity},
    source::{Area, Sheet},
};
use std::collections::BTreeMap;

/// Merged areas of more than one row below the heading, each with what stands in its first cell.
pub(super) fn tall_areas(sheet: &Sheet, survey: &Survey, heading: u32) -> BTreeMap<u32, Vec<(Area, ReadCell)>> {
    let mut below: Vec<Area> = sheet.merges.clone();
    below.retain(|area| area.last_row > area.first_row && area.first_row > heading);
    below.sort_unstable();
    let mut tall: BTreeMap<u32, Vec<(Area, ReadCell)>> = BTreeMap::new();
    for area in below {
        let first = sheet.row(area.first_row).map(|row| survey.script.read_row(&row));
        if let Some(cell) = first.as_ref().and_then(|row| row.cell(area.first_column)) {
            tall.entry(area.first_column).or_default().push((area, cell.clone()));
        }
    }
    tall
}

impl RowCleaner<'_> {
    /// The merged area that reaches from a row above down to this cell, and what stands in it.
    fn reaching(&self, row: u32, column: u32) -> Option<&(Area, ReadCell)> {
        let areas = self.tall.get(&column)?;
        let before = areas.partition_point(|(area, _)| area.first_row < row);
        areas[..before].last().filter(|(area, _)| area.last_row >= row)
    }
    /// Gives a row what stands in merged cells above and reaches down to it; figures stay with their first row.
    pub(in crate::migrate) fn spread(&self, row: &mut ReadRow) {
        if self.tall.is_empty() {
            return;
        }
        for column in self.columns {
            let stays = self.is_summed(column) || column.field.as_deref() == Some("serial");
            if stays || row.cell(column.column).is_some() {
                continue;
            }
            if let Some((area, cell)) = self.reaching(row.number, column.column) {
                let repairs = cell.repairs.iter().copied().chain(["merged_cell"]).collect();
                row.cells.push(ReadCell { stands_in: Some(area.first_row), repairs, ..cell.clone() });
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
    }
    /// A figure in a merged cell belongs to several rows and was taken for the first: said of each of the others.
    pub(super) fn remark_on_merged(&self, column: &ColumnMap, row: u32, record: &mut Record) {
        if let Some((area, _)) = self.reaching(row, column.column) {
            let mut place = self.place(row, column.column);
            place.field.clone_from(&column.field);
            let first = CellRef { row: area.first_row, column: column.column };
            let finding = Finding::new("IMP-121", Severity::Warning, place);
            record.find(finding.with("found", first).with("area", area), &self.wishes.accepted);
        }
    }
}
