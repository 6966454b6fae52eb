//! Marks of repetition: what they stand for is taken from the row above, with a finding; a figure or a name is never repeated.

use super::RowCleaner;
use crate::{
    cleaning::is_ditto,
    mapping::{ReadCell, ReadRow, Said},
    migrate::record::Record,
    model::{Finding, Kind, Severity},
};
use std::borrow::Cow;

impl RowCleaner<'_> {
    /// The row with its marks of repetition filled in from the data row above.
    pub(super) fn without_dittos<'r>(&mut self, row: &'r ReadRow, record: &mut Record) -> Cow<'r, ReadRow> {
        let is_mark = |cell: &ReadCell| matches!(&cell.said, Said::Text(text) if is_ditto(text));
        if !row.cells.iter().any(is_mark) {
            return Cow::Borrowed(row);
        }
        let above = self.row_above();
        let mut filled = row.clone();
        for cell in filled.cells.iter_mut().filter(|cell| is_mark(cell)) {
            let mark = cell.as_written();
            let place = self.place(row.number, cell.column);
            let source =
                above.as_ref().and_then(|above| above.cell(cell.column)).filter(|_| self.may_repeat(cell.column));
            let Some(source) = source else {
                record
                    .find(Finding::new("IMP-235", Severity::Warning, place).with("found", mark), &self.wishes.accepted);
                continue;
            };
            let from = Self::cell_name(source.stands_in.unwrap_or(self.last_data), cell.column);
            let finding = Finding::new("IMP-234", Severity::Info, place).with("found", &mark).with("from", from);
            record.find(finding.with("read", self.shown_cell(source)), &self.wishes.accepted);
            let repairs = source.repairs.iter().copied().filter(|repair| *repair != "ditto").chain(["ditto"]).collect();
            *cell = ReadCell { written: Some(mark), repairs, stands_in: None, ..source.clone() };
        }
        self.above = Some((row.number, filled.clone()));
        Cow::Owned(filled)
    }
    /// The data row before this one, its own marks filled in; none after a title or the heading of a block.
    fn row_above(&self) -> Option<ReadRow> {
        if let Some((number, row)) = &self.above
            && *number == self.last_data
        {
            return Some(row.clone());
        }
        let here = self.sheet.row(self.last_data);
        let above = here.or_else(|| self.before.as_ref()?.row(self.last_data))?;
        let mut row = self.survey.script.read_row(&above);
        self.spread(&mut row);
        Some(row)
    }
    /// Words, places, codes, days and years are repeated; what names the row or is counted is its own.
    fn may_repeat(&self, column: u32) -> bool {
        let Some(column) = self.columns.iter().find(|found| found.column == column) else { return false };
        match column.field.as_deref() {
            None => true,
            Some("state" | "district" | "block" | "home_district" | "society_district") => true,
            Some(_) => self.field(column).is_some_and(|field| {
                matches!(
                    field.kind,
                    Kind::Text | Kind::Code | Kind::Date | Kind::Year | Kind::Bool | Kind::District | Kind::Block
                ) && !field.key.ends_with("_no")
            }),
        }
    }
}
