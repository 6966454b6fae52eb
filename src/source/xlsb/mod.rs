//! XLSB: the parts of an XLSX workbook as records of bytes, read as a stream with fonts, runs and merges.

mod records;
mod shared_part;
mod sheet_part;
mod styles_part;
mod workbook_part;

use super::{
    Limits,
    builder::SheetBuilder,
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
use styles_part::ListedFont;

/// An opened workbook; sheets are read when asked for.
pub(super) struct XlsbReader {
    package: Package,
    limits: Limits,
    sheets: Vec<workbook_part::ListedSheet>,
    dates: DateSystem,
    styles: Arc<[Style]>,
    listed_fonts: Vec<ListedFont>,
    fonts: Fonts,
    shared: Arc<Strings>,
}

impl XlsbReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let book = workbook_part::read(&mut package, limits)?;
        let mut fonts = Fonts::default();
        let (styles, listed_fonts) = styles_part::read(&mut package, &book.styles, &mut fonts)?;
        let shared = shared_part::read(&mut package, &book.shared_strings, &listed_fonts, limits)?;
        Ok(Self {
            package,
            limits: limits.clone(),
            sheets: book.sheets,
            dates: book.dates,
            styles: styles.into(),
            listed_fonts,
            fonts,
            shared: Arc::new(shared),
        })
    }
}

impl SheetReader for XlsbReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.hidden }).collect()
    }
    fn dates(&self) -> DateSystem {
        self.dates
    }
    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        let listed = self.sheets.get(index as usize).ok_or_else(|| Fault::broken("workbook", "no such sheet"))?.clone();
        let builder = SheetBuilder::new(index, &listed.name, &self.limits)
            .beside(spent.and(self.shared.spent()))
            .dressed(self.shared.clone(), self.styles.clone(), self.fonts.clone(), self.dates);
        let part = self
            .package
            .part(&listed.part)?
            .ok_or_else(|| Fault::broken(&listed.part, "it is named in the workbook but not there"))?;
        let mut sheet = sheet_part::read(part, &listed.part, builder, &self.listed_fonts)?;
        sheet.hidden = listed.hidden;
        Ok(sheet)
    }
}
