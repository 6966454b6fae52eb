//! A copy of a workbook with texts beside its rows and cells coloured: how findings come back in the file they are about.
//! Only XLSX. No cell that was there is changed: the texts stand in a column of their own, colours are a rule of the sheet.

use super::{Limits, SourceError, workbook::read_file, xlsx};
use crate::model::CellRef;
use std::{collections::BTreeMap, path::Path};

/// How much a mark weighs; each has its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Blue.
    Info,
    /// Yellow.
    Warning,
    /// Red.
    Error,
}

/// What stands beside the rows of one sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetMarks {
    /// Name of the sheet.
    pub sheet: String,
    /// Row of the headings.
    pub heading_row: u32,
    /// Heading of the column of texts. Where the heading row has it, its column is used, and what stands there is replaced;
    /// else a column is added after the last one used.
    pub heading: String,
    /// Texts by row.
    pub rows: BTreeMap<u32, String>,
    /// Cells to be coloured.
    pub cells: BTreeMap<CellRef, Weight>,
}

/// The bytes of the copy.
///
/// # Errors
/// As [`crate::source::Workbook::open`]; the file must be XLSX.
pub fn marked(path: &Path, limits: &Limits, marks: &[SheetMarks]) -> Result<Vec<u8>, SourceError> {
    read_file(path, limits).and_then(|bytes| xlsx::marks::mark(bytes, limits, marks)).map_err(|fault| fault.at(path))
}
