//! ODS: values, merges and fonts, read in one pass over the content part.

mod content_part;
pub(super) mod copy;
mod styles;

use super::{
    Limits,
    error::Fault,
    limits::Spent,
    package::{Bytes, Package},
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};

/// An opened document: all its sheets stand in one part, so all are read at once.
pub(super) struct OdsReader {
    sheets: Vec<Sheet>,
}

impl OdsReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let mut styles = styles::Styles::default();
        if let Some(part) = package.part("styles.xml")? {
            styles.read_part(part, "styles.xml", limits)?;
        }
        let part = package.part("content.xml")?.ok_or_else(|| Fault::broken("content.xml", "it is not there"))?;
        let sheets = content_part::read(part, styles, limits)?;
        if sheets.is_empty() { Err(Fault::broken("content.xml", "it holds no sheet")) } else { Ok(Self { sheets }) }
    }
}

impl SheetReader for OdsReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.hidden }).collect()
    }
    fn dates(&self) -> DateSystem {
        // Dates are written out, not counted.
        DateSystem::From1900
    }
    fn read(&mut self, index: u32, _spent: Spent) -> Result<Sheet, Fault> {
        self.sheets.get(index as usize).cloned().ok_or_else(|| Fault::broken("content.xml", "no such sheet"))
    }
}
