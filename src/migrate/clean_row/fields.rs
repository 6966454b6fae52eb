//! A cell of a field becomes a typed value, or a fault with its place.

use super::RowCleaner;
use crate::{
    cleaning::{
        Cleaned, Fault, check_range, is_placeholder, mask, of_percent_format, read_bool, read_date, read_decimal,
        read_moment, read_month, read_phone, read_year, time_alone,
    },
    mapping::{ColumnMap, ReadCell, Said},
    migrate::{controls::Controls, record::Record},
    model::{Date, Field, Finding, Kind, Value},
    source::DateSystem,
};
use std::borrow::Cow;

impl RowCleaner<'_> {
    pub(super) fn clean_field(
        &self,
        column: &ColumnMap,
        cell: &ReadCell,
        row: u32,
        record: &mut Record,
        controls: &mut Controls,
    ) {
        let Some(field) = self.field(column) else { return };
        let summed = self.is_summed(column);
        match self.read(field, column, cell, row) {
            Ok(read) => {
                self.count_own_words(column.column, field, &read);
                let Cleaned { value, repairs, doubts } = read;
                if summed {
                    controls.add(column.column, Some(value.as_integer().unwrap_or(0)));
                }
                for doubt in doubts {
                    self.fault(field, cell, row, doubt, record);
                }
                // The text of an identity number as written is the number itself.
                if field.kind != Kind::Identity {
                    self.keep_written(&field.key, cell, &value, &repairs, record);
                }
                record.put(self.table, &field.key, value);
            }
            Err(fault) => {
                if summed {
                    controls.add(column.column, None);
                }
                self.keep_written(&field.key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, fault, record);
            }
        }
    }
    pub(super) fn fault(&self, field: &Field, cell: &ReadCell, row: u32, fault: Fault, record: &mut Record) {
        let mut place = self.place(row, cell.column);
        place.field = Some(field.key.clone());
        let mut finding = Finding::new(fault.code, fault.severity, place)
            .with("found", shown(field, &self.unless_identity(&field.key, cell.text())))
            .with("field", &field.label.hi)
            .with("field_en", &field.label.en);
        for (name, value) in fault.args {
            finding = finding.with(name, value);
        }
        record.find(finding, &self.wishes.accepted);
    }
    pub(super) fn read(&self, field: &Field, column: &ColumnMap, cell: &ReadCell, row: u32) -> Result<Cleaned, Fault> {
        let text = match &cell.said {
            Said::Number(number) => shortest(number),
            _ => cell.text(),
        };
        match field.kind {
            Kind::Date if field.month && !matches!(cell.said, Said::Date(_)) => {
                let (latest, pivot) = self.latest(field);
                read_month(&text, self.dates.get(&column.column).unwrap_or(&self.desk.unseen_dates), latest, pivot)
            }
            Kind::Date => match &cell.said {
                Said::Date(day) => {
                    if field.ahead.is_none() {
                        check_range(*day, self.wishes.as_of)?;
                    }
                    let day = if field.month { day.first_of_month() } else { *day };
                    Ok(Cleaned::plain(Value::Date(day)))
                }
                said => {
                    let text = match said {
                        Said::Number(number) if self.sheet.counts_from_1904() => number.parse::<f64>().map_or_else(
                            |_| text.clone(),
                            |serial| Cow::Owned((serial + DateSystem::BETWEEN).to_string()),
                        ),
                        _ => text,
                    };
                    let (latest, pivot) = self.latest(field);
                    read_date(&text, self.dates.get(&column.column).unwrap_or(&self.desk.unseen_dates), latest, pivot)
                }
            },
            Kind::DateTime => {
                let (latest, pivot) = self.latest(field);
                let alone = field.time_of.as_ref().and_then(|_| time_alone(&text, &self.desk.unseen_dates));
                if let Some(time) = alone {
                    return time;
                }
                read_moment(&cell.as_written(), &self.desk.unseen_dates, latest, pivot)
            }
            Kind::Money => self.desk.number_words.read_amount(&text, column.unit),
            Kind::Integer => self.desk.number_words.read_count(&text),
            Kind::Bool => read_bool(&text),
            Kind::Percent if matches!(cell.said, Said::Number(_)) && self.shows_percent(row, cell.column) => {
                let shown = of_percent_format(&text).ok_or_else(|| Fault::error("IMP-201"))?;
                let mut read = read_decimal(&shown, 100, Value::Percent)?;
                read.repairs.push("percent_format");
                Ok(read)
            }
            Kind::Percent => read_decimal(&text, 100, Value::Percent),
            Kind::Quantity => read_decimal(&text, 1000, Value::Quantity),
            Kind::Year => read_year(&text),
            Kind::Phone => read_phone(&text),
            Kind::Code => self.desk.codes.read(field.codes.as_deref().unwrap_or_default(), &text),
            Kind::Identity => {
                let masked = mask(&text, &self.wishes.secret);
                Ok(Cleaned::plain(Value::text(masked.to_string())))
            }
            Kind::RegistrationNo if matches!(cell.said, Said::Date(_)) => {
                let doubts = vec![Fault::warning("IMP-221")];
                Ok(Cleaned { doubts, ..Cleaned::plain(Value::text(text.as_ref())) })
            }
            Kind::Text | Kind::Name | Kind::RegistrationNo | Kind::District | Kind::Block | Kind::Society => {
                let text = if let Said::Number(number) = &cell.said {
                    number.strip_suffix(".0").unwrap_or(number)
                } else {
                    &text
                };
                if is_placeholder(text) {
                    return Ok(Cleaned::default());
                }
                Ok(Cleaned::plain(Value::text(self.unless_identity(&field.key, Cow::Borrowed(text)))))
            }
        }
    }
    /// Does the file show the number of a cell as a share of a hundred?
    fn shows_percent(&self, row: u32, column: u32) -> bool {
        let row = self.sheet.row(row);
        let cell = row.as_ref().and_then(|row| row.cells().find(|cell| cell.column == column));
        // A sign in quotation marks is only written behind the number.
        cell.is_some_and(|cell| cell.number_format().split('"').step_by(2).any(|part| part.contains('%')))
    }
    /// The last day a date may name, and the last year a two-digit year may mean: what is past must be past.
    fn latest(&self, field: &Field) -> (Date, i16) {
        let latest = if field.ahead.is_some() { Date::constant(2100, 1, 1) } else { self.wishes.as_of };
        (latest, self.wishes.as_of.year() + i16::from(field.ahead.unwrap_or(0)))
    }
}

/// Spreadsheets store 27434048.35 with seventeen digits, 27434048.350000001: the shortest form that is the same number.
fn shortest(number: &str) -> Cow<'_, str> {
    match number.parse::<f64>() {
        Ok(value) if number.len() > 16 && number.contains('.') && value.is_finite() => Cow::Owned(value.to_string()),
        _ => Cow::Borrowed(number),
    }
}

/// A personal text is not repeated in a finding.
fn shown(field: &Field, text: &str) -> String {
    if field.kind == Kind::Identity { "XXXX".into() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_seventeen_digits_is_the_shortest_that_is_the_same() {
        assert_eq!(shortest("27434048.350000001"), "27434048.35");
        assert_eq!(shortest("12.5"), "12.5");
    }
}
