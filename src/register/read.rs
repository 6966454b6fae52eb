//! What the other rooms may ask of the registers, in model types.

use super::{BatchRecord, DayRow, RegisterError};
use crate::model::{Entry, Line, Moment, TableDef, Tables, Value};
use std::{cmp::Ordering, ops::ControlFlow};

/// Receives one thing after the other; `Break` ends the reading.
pub type Each<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;

/// Order of subjects in every list: the shorter first, so that identity 9 stands before identity 10.
pub fn subject_order(a: &str, b: &str) -> Ordering {
    a.chars().count().cmp(&b.chars().count()).then_with(|| a.cmp(b))
}

/// The registers, for reading. One view from opening to closing; large registers come line by line.
pub trait ReadRegister {
    /// Code of the office.
    fn office(&self) -> &str;
    /// The registers' definitions.
    fn tables(&self) -> &Tables;
    /// The definition of one register, by its stem.
    fn definition(&self, table: &str) -> Result<&TableDef, RegisterError> {
        self.tables().get(table).ok_or_else(|| RegisterError::UnknownRegister(table.to_owned()))
    }
    /// What is in force of one subject; `None` when nothing is.
    fn line(&self, table: &str, subject: &str, moment: Moment) -> Result<Option<Line>, RegisterError>;
    /// What is in force of every subject, in [`subject_order`].
    fn lines(&self, table: &str, moment: Moment, each: Each<'_, Line>) -> Result<(), RegisterError>;
    /// Lines in which a field has a value, in [`subject_order`].
    fn find_by(&self, table: &str, field: &str, value: &Value, moment: Moment) -> Result<Vec<Line>, RegisterError>;
    /// Number of subjects of which something is in force.
    fn count(&self, table: &str, moment: Moment) -> Result<u64, RegisterError>;
    /// All entries of one subject in order of entering, also those superseded.
    fn entries(&self, table: &str, subject: &str) -> Result<Vec<Entry>, RegisterError>;
    /// The entries an import wrote, register by register in name order, then by number; not later restatements.
    fn entries_of_batch(&self, batch: &str, each: Each<'_, Entry>) -> Result<(), RegisterError>;
    /// Day-book number read up to; 0 in a new register.
    fn last_day_no(&self) -> Result<i64, RegisterError>;
    /// The last row of the office's day book recorded by the moment: a read at this moment saw nothing later.
    fn last_day(&self, moment: Moment) -> Result<Option<DayRow>, RegisterError>;
    /// Rows of the day book, oldest first.
    fn day_book(&self, each: Each<'_, DayRow>) -> Result<(), RegisterError>;
    /// One row of an office's day book.
    fn day(&self, office: &str, day_no: i64) -> Result<Option<DayRow>, RegisterError>;
    /// All imported files, oldest first, without their rows.
    fn batches(&self) -> Result<Vec<BatchRecord>, RegisterError>;
    /// One imported file with its duplicate and rejected rows.
    fn batch(&self, batch: &str) -> Result<Option<BatchRecord>, RegisterError>;
    /// The batch in force (not undone) that imported this file into this register.
    fn batch_in_force_by_sha(&self, sha256: &str, table: &str) -> Result<Option<String>, RegisterError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_nine_stands_before_identity_ten() {
        assert_eq!(subject_order("BR-PAT-S-9", "BR-PAT-S-10"), Ordering::Less);
        assert_eq!(subject_order("BR-PAT-S-19", "BR-PAT-S-10"), Ordering::Greater);
    }
}
