//! XLSB: the parts of an XLSX workbook as records of bytes, read as a stream with fonts, runs and merges.

mod records;
mod shared_part;
mod sheet_notes;
mod sheet_part;
mod styles_part;
mod workbook_part;

use super::{
    Limits,
    error::Fault,
    fonts::{Fonts, ListedFont},
    limits::Spent,
    office_package::OpenBook,
    package::{Bytes, Package},
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use std::sync::Arc;

/// An opened workbook; sheets are read when asked for.
pub(super) struct XlsbReader {
    book: OpenBook,
    /// Runs name their fonts by their place in this list.
    listed_fonts: Vec<ListedFont>,
}

impl XlsbReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let book = workbook_part::read(&mut package, limits)?;
        let mut fonts = Fonts::default();
        let (styles, listed_fonts) = styles_part::read(&mut package, &book.styles, &mut fonts)?;
        let shared = Arc::new(shared_part::read(&mut package, &book.shared_strings, &listed_fonts, limits)?);
        let (limits, styles) = (limits.clone(), styles.into());
        let book = OpenBook { package, limits, sheets: book.sheets, dates: book.dates, styles, fonts, shared };
        Ok(Self { book, listed_fonts })
    }
}

impl SheetReader for XlsbReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.book.names()
    }
    fn dates(&self) -> DateSystem {
        self.book.dates
    }
    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        let (listed, builder, part) = self.book.begin(index, spent)?;
        let mut sheet = sheet_part::read(part, &listed.part, builder, &self.listed_fonts)?;
        sheet.hidden = listed.hidden;
        sheet.notes = sheet_notes::read(&mut self.book.package, &listed.part, &self.book.limits)?;
        Ok(sheet)
    }
}
