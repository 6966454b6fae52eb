//! How an answer is written: amounts in the unit of the form, exact or rounded and told; rows as CSV and as XLSX.

use super::{
    form::{Form, NcdField, NcdKind, Unit},
    records::Record,
};
use crate::{
    branches::filled_sheets::workbook,
    model::{Paise, Value},
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// An amount in its unit, in the smallest step written there, rounded half away from zero; and what rounding took, in paise.
pub(super) fn in_unit(paise: Paise, unit: Unit, lakh_places: u32) -> (i128, i64) {
    let step = step(unit, lakh_places);
    let (amount, step) = (i128::from(paise.0), i128::from(step));
    let half = if amount < 0 { -(step / 2) } else { step / 2 };
    let steps = (amount + half) / step;
    let rounding = steps * step - amount;
    (steps, i64::try_from(rounding).unwrap_or(0))
}

/// Paise of the last decimal written.
pub(super) fn step(unit: Unit, lakh_places: u32) -> i64 {
    match unit {
        Unit::Rupees => 1,
        // One lakh is 10^7 paise.
        Unit::Lakh => 10_i64.pow(7_u32.saturating_sub(lakh_places)),
    }
}

/// Decimals an amount is written with.
fn places(unit: Unit, lakh_places: u32) -> u32 {
    match unit {
        Unit::Rupees => 2,
        Unit::Lakh => lakh_places,
    }
}

fn decimal(number: i128, places: u32) -> String {
    let scale = 10_u128.pow(places);
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = places as usize)
    }
}

/// An answer as it is written: ISO dates, plain decimals, `true` and `false`.
pub fn cell_text(value: &Value, field: &NcdField, of_form: Unit, form: &Form) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Money(paise) => {
            let unit = field.unit(of_form);
            decimal(in_unit(*paise, unit, form.lakh_places).0, places(unit, form.lakh_places))
        }
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Percent(n) => decimal(i128::from(*n), 2),
        Value::Quantity(n) => decimal(i128::from(*n), 3),
    }
}

/// Rows as CSV, written as they come.
pub struct CsvSheet<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvSheet<W> {
    /// Begins with the headings.
    pub fn new<'f>(out: W, fields: impl Iterator<Item = &'f NcdField>) -> std::io::Result<Self> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(fields.map(|field| field.key.as_str()))?;
        Ok(Self { writer })
    }
    /// Adds a record; a text that a spreadsheet would run as a formula begins with an apostrophe.
    pub fn push<'f>(
        &mut self,
        record: &Record,
        fields: impl Iterator<Item = &'f NcdField>,
        form: &Form,
    ) -> std::io::Result<()> {
        for (value, field) in record.values.iter().zip(fields) {
            let text = cell_text(value, field, record.unit, form);
            let text = if matches!(value, Value::Text(_)) { harmless(&text) } else { text };
            self.writer.write_field(text)?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }
    /// The writer below, everything written.
    pub fn finish(mut self) -> std::io::Result<W> {
        self.writer.flush()?;
        self.writer.into_inner().map_err(|fault| std::io::Error::other(fault.to_string()))
    }
}

/// A text no spreadsheet program takes for a formula; what was put before it is taken off again on reading.
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Rows as a workbook, kept in a file of the system while it grows.
pub struct XlsxSheet {
    workbook: Workbook,
    rows: u32,
}

/// Sheet of the records, and sheet that says what each column is.
const SHEETS: [&str; 2] = ["ncd", "fields"];
/// Rows of a worksheet beside its headings.
const MOST_ROWS: u32 = 1_048_575;

impl XlsxSheet {
    /// Begins with the headings.
    pub fn new<'f>(fields: impl Iterator<Item = &'f NcdField>) -> Result<Self, XlsxError> {
        let mut workbook = workbook()?;
        let page = workbook.add_worksheet_with_constant_memory()?;
        page.set_name(SHEETS[0])?;
        page.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (column, field) in (0..).zip(fields) {
            page.set_column_width(column, width(field))?;
            page.write_with_format(0, column, field.key.as_str(), &bold)?;
        }
        Ok(Self { workbook, rows: 0 })
    }
    /// Adds a record; past what a worksheet holds nothing more is taken, and `false` says so.
    pub fn push<'f>(
        &mut self,
        record: &Record,
        fields: impl Iterator<Item = &'f NcdField>,
        form: &Form,
    ) -> Result<bool, XlsxError> {
        if self.rows == MOST_ROWS {
            return Ok(false);
        }
        self.rows += 1;
        let page = self.workbook.worksheet_from_index(0)?;
        for (column, (value, field)) in (0..).zip(record.values.iter().zip(fields)) {
            let text = cell_text(value, field, record.unit, form);
            match value {
                Value::Empty => {}
                // Digits as they would stand in the CSV; only a spreadsheet's own number is floating.
                Value::Integer(_) | Value::Money(_) | Value::Percent(_) | Value::Quantity(_) => {
                    let decimals = text.split_once('.').map_or(0, |(_, part)| part.len());
                    let pattern = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
                    let number: f64 = text.parse().unwrap_or_default();
                    page.write_with_format(self.rows, column, number, &Format::new().set_num_format(pattern))?;
                }
                _ => _ = page.write_with_format(self.rows, column, text, &Format::new().set_num_format("@"))?,
            }
        }
        Ok(true)
    }
    /// The workbook with the sheet that says what each column is.
    pub fn finish<'f>(mut self, fields: impl Iterator<Item = &'f NcdField>, form: &Form) -> Result<Vec<u8>, XlsxError> {
        let page = self.workbook.add_worksheet();
        page.set_name(SHEETS[1])?;
        let bold = Format::new().set_bold();
        for (column, (heading, width)) in (0..).zip([
            ("column", 24.0),
            ("हिन्दी", 34.0),
            ("English", 34.0),
            ("group", 34.0),
            ("kind", 12.0),
            ("source", 44.0),
        ]) {
            page.set_column_width(column, width)?;
            page.write_with_format(0, column, heading, &bold)?;
        }
        for (row, field) in (1..).zip(fields) {
            describe(page, row, field, form)?;
        }
        self.workbook.save_to_buffer()
    }
}

fn describe(page: &mut Worksheet, row: u32, field: &NcdField, form: &Form) -> Result<(), XlsxError> {
    let group = form.group(&field.group).map(|label| format!("{} / {}", label.hi, label.en)).unwrap_or_default();
    let kind = format!("{:?}", field.kind).to_lowercase();
    let source = if field.is_kept() { field.sources().join(", ") } else { "–".to_owned() };
    for (column, text) in (0..).zip([&field.key, &field.label.hi, &field.label.en, &group, &kind, &source]) {
        page.write(row, column, text.as_str())?;
    }
    Ok(())
}

fn width(field: &NcdField) -> f64 {
    match field.kind {
        NcdKind::Text => 24.0,
        NcdKind::Money | NcdKind::Quantity => 16.0,
        _ => 12.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lakh_are_exact_to_the_last_decimal_and_rounding_is_told_to_the_paisa() {
        for (paise, places, steps, rounding) in [
            (2_743_404_800, 5, 27_434_048, 0),
            (2_743_404_850, 5, 27_434_049, 50),
            (2_743_404_849, 5, 27_434_048, -49),
            (-2_743_404_850, 5, -27_434_049, -50),
            (2_743_404_800, 2, 27_434, -4_800),
            (2_743_404_849, 7, 2_743_404_849, 0),
        ] {
            assert_eq!(in_unit(Paise(paise), Unit::Lakh, places), (steps, rounding), "{paise}");
        }
        assert_eq!(in_unit(Paise(-5), Unit::Rupees, 5), (-5, 0));
        assert_eq!(
            (decimal(27_434_048, 5), decimal(-5, 2), decimal(7, 0)),
            ("274.34048".into(), "-0.05".into(), "7".into())
        );
    }
}
