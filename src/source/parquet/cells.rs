//! The cells of a column, whatever it is stored as.

use super::broken;
use crate::{model::Date, source::error::Fault};
use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit, Type},
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{AsBytes as _, ByteArray, DataType, FixedLenByteArray, Int96},
    schema::types::ColumnDescriptor,
};
use std::borrow::Cow;

/// What the numbers or bytes of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Numbers with so many decimal places, of so many bits where they have no sign.
    Numbers {
        places: u32,
        unsigned: Option<u32>,
    },
    Days,
    /// Points in time, so many a second.
    Moments(i64),
    /// Texts, or whatever the storage says by itself.
    Plain,
}

impl Holds {
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        let decimal = |scale: i32| Self::Numbers { places: u32::try_from(scale).unwrap_or(0), unsigned: None };
        match column.logical_type_ref() {
            Some(LogicalType::Decimal(decimals)) => return decimal(decimals.scale),
            Some(LogicalType::Date) => return Self::Days,
            Some(LogicalType::Timestamp(moments)) => {
                return Self::Moments(match moments.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                });
            }
            Some(LogicalType::Integer(whole)) if !whole.is_signed => {
                return Self::Numbers { places: 0, unsigned: u32::try_from(whole.bit_width).ok() };
            }
            _ => {}
        }
        match (column.converted_type(), column.physical_type()) {
            (ConvertedType::DECIMAL, _) => decimal(column.type_scale()),
            (ConvertedType::DATE, _) => Self::Days,
            (ConvertedType::TIMESTAMP_MILLIS, _) | (_, Type::INT96) => Self::Moments(1_000),
            (ConvertedType::TIMESTAMP_MICROS, _) => Self::Moments(1_000_000),
            (ConvertedType::UINT_64, _) => Self::Numbers { places: 0, unsigned: Some(64) },
            (ConvertedType::UINT_32, _) => Self::Numbers { places: 0, unsigned: Some(32) },
            (_, Type::INT32 | Type::INT64) => Self::Numbers { places: 0, unsigned: None },
            _ => Self::Plain,
        }
    }
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item<'c> {
    /// A number with so many decimal places.
    Number(i64, u32),
    /// A number too large for that.
    Large(i128, u32),
    /// A binary fraction.
    Real(f64),
    /// The same, stored short.
    Short(f32),
    /// Yes or no.
    Yes(bool),
    /// Seconds since 1 January 1970; of a day its midnight.
    Moment(i64),
    /// A text.
    Text(&'c str),
}

impl<'c> Item<'c> {
    /// As a CSV of the table has it: a fraction in its shortest form, a day as `2025-03-31`.
    pub fn written(self) -> Cow<'c, str> {
        Cow::Owned(match self {
            Self::Text(text) => return Cow::Borrowed(text),
            Self::Number(n, places) => decimal(i128::from(n), places),
            Self::Large(n, places) => decimal(n, places),
            // Nothing below nought is nought.
            Self::Real(x) => (x + 0.0).to_string(),
            Self::Short(x) => (x + 0.0).to_string(),
            Self::Yes(yes) => yes.to_string(),
            Self::Moment(seconds) => moment(seconds),
        })
    }
}

fn decimal(number: i128, places: u32) -> String {
    let Some(scale) = 10_u128.checked_pow(places).filter(|scale| *scale > 1) else { return number.to_string() };
    let (whole, part) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    let sign = if number < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:0width$}", width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn moment(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let day = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).unwrap_or_default());
    // A day beyond the calendar is shown by its number.
    let Ok(day) = day else { return seconds.to_string() };
    match rest {
        0 => day.to_string(),
        _ => format!("{day}T{:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60),
    }
}

/// A column being read.
pub(super) struct ColumnOf {
    name: String,
    holds: Holds,
    stored: Stored,
}

/// Cells of some rows of a column.
pub struct Loaded<'c> {
    column: &'c ColumnOf,
    rows: usize,
}

/// A reader with the room it reads into: values that are there, and one level a row: 0 where there is none.
struct Lane<T: DataType> {
    reader: ColumnReaderImpl<T>,
    optional: bool,
    values: Vec<T::T>,
    levels: Vec<i16>,
}

enum Stored {
    Bool(Lane<parquet::data_type::BoolType>),
    Int32(Lane<parquet::data_type::Int32Type>),
    Int64(Lane<parquet::data_type::Int64Type>),
    Int96(Lane<parquet::data_type::Int96Type>),
    Float(Lane<parquet::data_type::FloatType>),
    Double(Lane<parquet::data_type::DoubleType>),
    Bytes(Lane<parquet::data_type::ByteArrayType>),
    Fixed(Lane<parquet::data_type::FixedLenByteArrayType>),
}

/// The same for every kind of storage.
macro_rules! each_stored {
    ($stored:expr, $lane:ident => $what:expr) => {
        match $stored {
            Stored::Bool($lane) => $what,
            Stored::Int32($lane) => $what,
            Stored::Int64($lane) => $what,
            Stored::Int96($lane) => $what,
            Stored::Float($lane) => $what,
            Stored::Double($lane) => $what,
            Stored::Bytes($lane) => $what,
            Stored::Fixed($lane) => $what,
        }
    };
}

impl<T: DataType> Lane<T> {
    fn new(reader: ColumnReaderImpl<T>, optional: bool) -> Self {
        Self { reader, optional, values: Vec::new(), levels: Vec::new() }
    }
    fn load(&mut self, rows: usize) -> parquet::errors::Result<usize> {
        self.values.clear();
        self.levels.clear();
        let levels = self.optional.then_some(&mut self.levels);
        Ok(self.reader.read_records(rows, levels, None, &mut self.values)?.0)
    }
    fn skip(&mut self, rows: usize) -> parquet::errors::Result<usize> {
        self.reader.skip_records(rows)
    }
    fn each(&self, mut take: impl FnMut(usize, &T::T)) {
        if self.optional && self.values.len() < self.levels.len() {
            let there = self.levels.iter().enumerate().filter(|(_, level)| **level > 0);
            there.zip(&self.values).for_each(|((row, _), value)| take(row, value));
        } else {
            self.values.iter().enumerate().for_each(|(row, value)| take(row, value));
        }
    }
}

impl ColumnOf {
    pub(super) fn new(name: &str, holds: Holds, reader: ColumnReader, optional: bool) -> Self {
        let stored = match reader {
            ColumnReader::BoolColumnReader(reader) => Stored::Bool(Lane::new(reader, optional)),
            ColumnReader::Int32ColumnReader(reader) => Stored::Int32(Lane::new(reader, optional)),
            ColumnReader::Int64ColumnReader(reader) => Stored::Int64(Lane::new(reader, optional)),
            ColumnReader::Int96ColumnReader(reader) => Stored::Int96(Lane::new(reader, optional)),
            ColumnReader::FloatColumnReader(reader) => Stored::Float(Lane::new(reader, optional)),
            ColumnReader::DoubleColumnReader(reader) => Stored::Double(Lane::new(reader, optional)),
            ColumnReader::ByteArrayColumnReader(reader) => Stored::Bytes(Lane::new(reader, optional)),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => Stored::Fixed(Lane::new(reader, optional)),
        };
        Self { name: name.to_owned(), holds, stored }
    }
    /// Reads the next rows, of which there must be so many.
    pub(super) fn load(&mut self, rows: usize) -> Result<(), Fault> {
        let loaded = each_stored!(&mut self.stored, lane => lane.load(rows));
        self.all(loaded, rows)
    }
    /// Passes over rows.
    pub(super) fn skip(&mut self, rows: usize) -> Result<(), Fault> {
        let skipped = each_stored!(&mut self.stored, lane => lane.skip(rows));
        self.all(skipped, rows)
    }
    fn all(&self, read: parquet::errors::Result<usize>, rows: usize) -> Result<(), Fault> {
        match read {
            Ok(read) if read == rows => Ok(()),
            Ok(_) => Err(Fault::broken_table(&self.name, "it has fewer rows than the table")),
            Err(error) => Err(broken(&self.name, &error)),
        }
    }
    pub(super) fn loaded(&self, rows: usize) -> Loaded<'_> {
        Loaded { column: self, rows }
    }
}

impl Loaded<'_> {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// The same where they are whole numbers of 64 bits: runs of filled cells, each with its first row. `false` where they are
    /// something else.
    pub fn runs(&self, mut take: impl FnMut(usize, &[i64])) -> bool {
        let (Stored::Int64(lane), Holds::Numbers { places: 0, unsigned: None }) =
            (&self.column.stored, self.column.holds)
        else {
            return false;
        };
        if lane.values.len() == self.rows {
            take(0, &lane.values);
            return true;
        }
        let (mut row, mut at) = (0, 0);
        for run in lane.levels.split(|level| *level == 0) {
            if !run.is_empty() {
                take(row, &lane.values[at..at + run.len()]);
            }
            row += run.len() + 1;
            at += run.len();
        }
        true
    }
    /// Every cell that is filled, with its row from 0; nothing where bytes are no text.
    pub fn each(&self, mut take: impl FnMut(usize, Item<'_>)) -> Option<()> {
        let mut readable = true;
        match (&self.column.stored, self.column.holds) {
            (Stored::Bool(lane), _) => lane.each(|row, yes| take(row, Item::Yes(*yes))),
            (Stored::Int32(lane), Holds::Days) => {
                lane.each(|row, day| take(row, Item::Moment(i64::from(*day) * 86_400)));
            }
            (Stored::Int32(lane), Holds::Numbers { unsigned: Some(_), .. }) => {
                lane.each(|row, n| take(row, Item::Number(i64::from(n.cast_unsigned()), 0)));
            }
            (Stored::Int32(lane), holds) => {
                let places = holds.places();
                lane.each(|row, n| take(row, Item::Number(i64::from(*n), places)));
            }
            (Stored::Int64(lane), Holds::Moments(a_second)) => {
                lane.each(|row, n| take(row, Item::Moment(n.div_euclid(a_second))));
            }
            (Stored::Int64(lane), Holds::Numbers { unsigned: Some(_), .. }) => {
                lane.each(|row, n| match u64::try_from(*n) {
                    Ok(_) => take(row, Item::Number(*n, 0)),
                    Err(_) => take(row, Item::Large(i128::from(n.cast_unsigned()), 0)),
                });
            }
            (Stored::Int64(lane), holds) => {
                let places = holds.places();
                lane.each(|row, n| take(row, Item::Number(*n, places)));
            }
            (Stored::Int96(lane), _) => {
                lane.each(|row, moment: &Int96| take(row, Item::Moment(moment.to_millis().div_euclid(1_000))));
            }
            (Stored::Float(lane), _) => lane.each(|row, x| take(row, Item::Short(*x))),
            (Stored::Double(lane), _) => lane.each(|row, x| take(row, Item::Real(*x))),
            (Stored::Bytes(lane), holds) => {
                lane.each(|row, bytes: &ByteArray| readable &= holds.take(row, bytes.as_bytes(), &mut take));
            }
            (Stored::Fixed(lane), holds) => {
                lane.each(|row, bytes: &FixedLenByteArray| readable &= holds.take(row, bytes.as_bytes(), &mut take));
            }
        }
        readable.then_some(())
    }
}

impl Holds {
    fn places(self) -> u32 {
        if let Self::Numbers { places, .. } = self { places } else { 0 }
    }
    /// Bytes as a text, or as a number from its highest byte on.
    fn take(self, row: usize, bytes: &[u8], take: &mut impl FnMut(usize, Item<'_>)) -> bool {
        let Self::Numbers { places, .. } = self else {
            return std::str::from_utf8(bytes).is_ok_and(|text| {
                take(row, Item::Text(text));
                true
            });
        };
        let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1_i128 } else { 0 };
        let fits = bytes.len() <= 16;
        let number = bytes.iter().fold(sign, |number, byte| number << 8 | i128::from(*byte));
        if fits {
            take(row, i64::try_from(number).map_or(Item::Large(number, places), |n| Item::Number(n, places)));
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_written_as_a_csv_has_it() {
        for (item, text) in [
            (Item::Number(-1_205, 2), "-12.05"),
            (Item::Number(1_200, 2), "12"),
            (Item::Number(7, 0), "7"),
            (Item::Large(1 << 70, 0), "1180591620717411303424"),
            (Item::Real(0.1), "0.1"),
            (Item::Real(-0.0), "0"),
            (Item::Real(1e15), "1000000000000000"),
            (Item::Short(0.1), "0.1"),
            (Item::Yes(true), "true"),
            (Item::Moment(1_743_379_200), "2025-03-31"),
            (Item::Moment(-86_400), "1969-12-31"),
            (Item::Moment(3_661), "1970-01-01T01:01:01"),
            (Item::Text("क"), "क"),
        ] {
            assert_eq!(item.written(), text);
        }
    }

    #[test]
    fn a_decimal_of_bytes_begins_with_its_highest() {
        let mut seen = Vec::new();
        let holds = Holds::Numbers { places: 2, unsigned: None };
        for bytes in [&[0xFF, 0x38][..], &[0, 0, 1, 0], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
            assert!(holds.take(0, bytes, &mut |_, item| seen.push(item.written().into_owned())));
        }
        assert_eq!(seen, ["-2", "2.56", "184467440737095516.16"]);
    }
}
