//! A date printed with the registration number, where the row gives no date of its own.

use super::RowCleaner;
use crate::{
    cleaning::{read_date, registration_parts},
    mapping::ReadRow,
    migrate::record::{AsWritten, Record},
    model::{Finding, Severity, Value},
};
use std::borrow::Cow;

impl RowCleaner<'_> {
    /// `123 दिनांक 12.03.57`: the date is the date of registration when its own cell is empty. The number stays as printed.
    pub(super) fn date_of_number(&self, row: &ReadRow, record: &mut Record) {
        if self.table.field("reg_date").is_none() || self.cell_of(row, "reg_date").is_some() {
            return;
        }
        let Some(number) = record.get(self.table, "reg_no").and_then(Value::as_text) else { return };
        let Some(dated) = registration_parts(number).dated else { return };
        let column = &self.desk.unseen_dates;
        let Ok(read) = read_date(&dated, column, self.wishes.as_of, self.wishes.as_of.year()) else { return };
        let (Value::Date(day), Some(cell)) = (&read.value, self.cell_of(row, "reg_no")) else { return };
        let place = self.place(row.number, cell.column);
        let finding = Finding::new("IMP-232", Severity::Info, place).with("found", number).with("read", day);
        let repairs = read.repairs.iter().copied().chain(["date_in_number"]).map(Cow::Borrowed).collect();
        let cell = Some(Self::cell_name(cell.stands_in.unwrap_or(row.number), cell.column));
        record.find(finding, &self.wishes.accepted);
        record.put(self.table, "reg_date", read.value);
        record.as_written.insert("reg_date".into(), AsWritten { text: dated, repairs, cell });
    }
}
