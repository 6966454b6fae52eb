//! XLSX and XLSM, read as a stream: values together with the fonts they were typed in.

pub(super) mod copy;
mod escapes;
mod shared_strings;
mod sheet_notes;
mod sheet_part;
mod styles_part;
pub(super) mod workbook_part;

use super::{
    Limits,
    error::Fault,
    fonts::{Fonts, Style},
    limits::Spent,
    package::{Bytes, Package},
    serial::DateSystem,
    sheet::Sheet,
    strings::Strings,
    workbook::{SheetName, SheetReader},
};
use std::sync::Arc;

/// An opened workbook; sheets are read when asked for.
pub(super) struct XlsxReader {
    package: Package,
    limits: Limits,
    sheets: Vec<workbook_part::ListedSheet>,
    dates: DateSystem,
    /// It asks for a calculation on opening: where all stored values of formulas are zero, they mean nothing.
    uncalculated: bool,
    styles: Arc<[Style]>,
    fonts: Fonts,
    shared: Arc<Strings>,
}

impl XlsxReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let book = workbook_part::read(&mut package, limits)?;
        let mut fonts = Fonts::default();
        let styles = styles_part::read(&mut package, &book.styles, &mut fonts, limits)?;
        let shared = shared_strings::read(&mut package, &book.shared_strings, &mut fonts, limits)?;
        Ok(Self {
            package,
            limits: limits.clone(),
            sheets: book.sheets,
            dates: book.dates,
            uncalculated: book.uncalculated,
            styles: styles.into(),
            fonts,
            shared: Arc::new(shared),
        })
    }
}

impl SheetReader for XlsxReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.hidden }).collect()
    }

    fn dates(&self) -> DateSystem {
        self.dates
    }

    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        let listed = self.sheets.get(index as usize).ok_or_else(|| Fault::broken("workbook", "no such sheet"))?.clone();
        let builder = super::builder::SheetBuilder::new(index, &listed.name, &self.limits)
            .beside(spent.and(self.shared.spent()))
            .dressed(self.shared.clone(), self.styles.clone(), self.fonts.clone(), self.dates);
        let part = self
            .package
            .part(&listed.part)?
            .ok_or_else(|| Fault::broken(&listed.part, "it is named in the workbook but not there"))?;
        let mut sheet = sheet_part::read(part, &listed.part, builder, self.uncalculated)?;
        sheet.hidden = listed.hidden;
        sheet.notes = sheet_notes::read(&mut self.package, &listed.part, &self.limits)?;
        Ok(sheet)
    }
}
