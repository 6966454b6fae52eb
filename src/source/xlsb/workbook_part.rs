//! The workbook part: which sheets there are, where their parts stand, which day dates count from.

use super::records::{Records, kind, text_at};
use crate::source::{
    Limits,
    binary::u32_at,
    error::Fault,
    office_package::{Book, WorkbookPart},
    package::Package,
    serial::DateSystem,
};

pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Book, Fault> {
    let (workbook, mut book) = WorkbookPart::of(package, "bin", limits)?;
    let mut records = Records::new(workbook.open(package)?, &workbook.main);
    while let Some(found) = records.next()? {
        let data = &records.data[..];
        match found {
            kind::WORKBOOK if u32_at(data, 0).is_some_and(|flags| flags & 1 != 0) => book.dates = DateSystem::From1904,
            kind::SHEET => {
                let cut = || Fault::broken(&workbook.main, "the list of its sheets breaks off");
                let hidden = u32_at(data, 0).ok_or_else(cut)? != 0;
                let (id, end) = text_at(data, 8).ok_or_else(cut)?;
                let (name, _) = text_at(data, end).ok_or_else(cut)?;
                workbook.list(&mut book, name, &id, hidden, limits)?;
            }
            _ => {}
        }
    }
    workbook.listed(book)
}
