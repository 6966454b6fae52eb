//! CSV: English keys as headings, ISO dates, plain rupees. One section a file.

use super::{Report, ReportError, Words, Writer, lost};
use crate::{
    model::{Paise, Value},
    reports::{ColumnKind, Section},
};
use std::{borrow::Cow, io::Write};

/// Writes one section of a report; a code is followed by a column with its English name.
pub struct Csv {
    /// Number of the section, from 0.
    pub section: usize,
}

impl Csv {
    /// Name of the file of one section: `NAME.SECTION.csv`.
    pub fn file_name(report: &Report, section: &Section) -> String {
        format!("{}.{}.csv", report.key, section.key)
    }
}

impl Writer for Csv {
    fn ending(&self) -> &'static str {
        "csv"
    }
    fn write(&self, report: &Report, _words: &Words, out: &mut dyn Write) -> Result<(), ReportError> {
        report.check_shape()?;
        let Some(section) = report.sections.get(self.section) else { return Ok(()) };
        // Whether or not a name is known: the columns of a file never depend on its rows.
        let named = |kind: &ColumnKind| match kind {
            ColumnKind::Code(list) => Some(list.clone()),
            _ => None,
        };
        let broken = |error: csv::Error| lost("csv")(std::io::Error::other(error));
        let mut writer = csv::Writer::from_writer(out);
        for column in &section.table.columns {
            writer.write_field(&column.key).map_err(broken)?;
            if named(&column.kind).is_some() {
                writer.write_field(format!("{}_name", column.key)).map_err(broken)?;
            }
        }
        writer.write_record(None::<&[u8]>).map_err(broken)?;
        for row in &section.table.rows {
            for (column, value) in section.table.columns.iter().zip(row) {
                let written = match column.kind {
                    ColumnKind::Wording => wording(report, value),
                    _ => plain(value),
                };
                writer.write_field(&written).map_err(broken)?;
                if let Some(list) = named(&column.kind) {
                    writer
                        .write_field(
                            report.names.name(&list, &written).map_or("".into(), |name| harmless(&name.en)).as_bytes(),
                        )
                        .map_err(broken)?;
                }
            }
            writer.write_record(None::<&[u8]>).map_err(broken)?;
        }
        writer.flush().map_err(lost("csv"))
    }
}

/// A sentence in English.
fn wording(report: &Report, value: &Value) -> String {
    let number = value.as_integer().and_then(|number| usize::try_from(number).ok());
    let said = number.and_then(|number| report.wordings.get(number));
    said.map_or_else(String::new, |said| harmless(&said.en).into_owned())
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers and all other texts stay as
/// they are. A registered name is whatever someone once typed, and these lists are opened with a double click.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let runs = match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some(sign @ ('+' | '-')) => !number(&text[sign.len_utf8()..]),
        _ => false,
    };
    if runs { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A value as programs read it: money in rupees with two places, dates ISO, shares as a decimal, nothing as nothing.
fn plain(value: &Value) -> String {
    let decimal = |n: i64, places: usize| {
        let unit = 10_u64.pow(u32::try_from(places).unwrap_or_default());
        let sign = if n < 0 { "-" } else { "" };
        format!("{sign}{}.{:0places$}", n.unsigned_abs() / unit, n.unsigned_abs() % unit)
    };
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => harmless(text).into_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Money(Paise(paise)) => decimal(*paise, 2),
        Value::Percent(hundredths) => decimal(*hundredths, 2),
        Value::Quantity(thousandths) => decimal(*thousandths, 3),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_run_as_a_formula_is_made_a_text_and_a_number_stays_a_number() {
        for text in ["=1+1", "@SUM(A1)", "+91-612-2234567", "-2+3+cmd|' /C calc'!A0", "\t=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-1,50,000.25", "+5", "-", "", "पैक्स", "a=b", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn small_debits_keep_their_sign_and_their_places() {
        assert_eq!(plain(&Value::Money(Paise(-5))), "-0.05");
        assert_eq!(plain(&Value::Money(Paise(i64::MIN))), "-92233720368547758.08");
        assert_eq!(plain(&Value::Quantity(1_500)), "1.500");
        assert_eq!(plain(&Value::Empty), "");
    }
}
