//! What an export holds, so that two offices can say they mean the same: rows, sums, fingerprint.

use super::{
    form::{NcdField, Unit},
    records::Record,
    written::in_unit,
};
use crate::model::Value;

/// Sum of a numeric column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summed {
    /// Cells that hold a number.
    pub filled: u64,
    /// Exact sum in the small unit: paise, hundredths of a per cent, thousandths; 128 bits, no column overflows them.
    pub sum: i128,
    /// Amounts that rounding to the form's decimals changed.
    pub rounded: u64,
    /// What rounding adds to the sum, in paise.
    pub rounding: i128,
}

/// Sums of the columns of an export.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Records.
    pub rows: u64,
    /// By column; nothing for a column without numbers.
    pub sums: Vec<Summed>,
}

impl Manifest {
    /// Takes a record into account.
    pub fn add<'f>(&mut self, record: &Record, fields: impl Iterator<Item = &'f NcdField>, lakh_places: u32) {
        self.rows += 1;
        self.sums.resize(record.values.len(), Summed::default());
        for ((value, field), summed) in record.values.iter().zip(fields).zip(&mut self.sums) {
            if matches!(value, Value::Bool(_)) {
                continue;
            }
            let Some(number) = value.as_integer() else { continue };
            summed.filled += 1;
            summed.sum += i128::from(number);
            if let Value::Money(paise) = value {
                let unit: Unit = field.unit(record.unit);
                let (_, rounding) = in_unit(*paise, unit, lakh_places);
                summed.rounded += u64::from(rounding != 0);
                summed.rounding += i128::from(rounding);
            }
        }
    }
}
