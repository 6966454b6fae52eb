//! XLSX and XLSM, read as a stream: values together with the fonts they were typed in.

mod colors;
pub(super) mod copy;
mod escapes;
pub(super) mod marks;
mod shared_strings;
mod sheet_notes;
mod sheet_part;
mod styles_part;
mod workbook_part;

use super::{
    Limits,
    error::Fault,
    fonts::Fonts,
    limits::Spent,
    office_package::OpenBook,
    package::{Bytes, Package},
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use std::sync::Arc;

/// An opened workbook; sheets are read when asked for.
pub(super) struct XlsxReader {
    book: OpenBook,
    /// It asks for a calculation on opening: where all stored values of formulas are zero, they mean nothing.
    uncalculated: bool,
}

impl XlsxReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let book = workbook_part::read(&mut package, limits)?;
        let mut fonts = Fonts::default();
        // A theme that cannot be read takes colours away, no cell.
        let colors = colors::Colors::read(&mut package, &book.theme, limits).unwrap_or_default();
        let styles = styles_part::read(&mut package, &book.styles, &mut fonts, &colors, limits)?.into();
        let shared = Arc::new(shared_strings::read(&mut package, &book.shared_strings, &mut fonts, limits)?);
        let limits = limits.clone();
        let uncalculated = book.uncalculated;
        let book = OpenBook { package, limits, sheets: book.sheets, dates: book.dates, styles, fonts, shared };
        Ok(Self { book, uncalculated })
    }
}

impl SheetReader for XlsxReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.book.names()
    }

    fn dates(&self) -> DateSystem {
        self.book.dates
    }

    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        let uncalculated = self.uncalculated;
        let (listed, builder, part) = self.book.begin(index, spent)?;
        let size = part.size();
        let mut sheet = sheet_part::read(part, (&listed.part, size), builder, uncalculated)?;
        sheet.hidden = listed.hidden;
        sheet.notes = sheet_notes::read(&mut self.book.package, &listed.part, &self.book.limits)?;
        Ok(sheet)
    }
}
