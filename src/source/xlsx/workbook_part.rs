//! The workbook part: which sheets there are, where their parts stand, which day dates count from.

use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Token},
    office_package::{Book, WorkbookPart},
    package::Package,
    serial::DateSystem,
};

pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Book, Fault> {
    let (workbook, mut book) = WorkbookPart::of(package, "xml", limits)?;
    let mut markup = Markup::new(workbook.open(package)?, &workbook.main, limits);
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"workbookPr" if tag.flag("date1904") == Some(true) => book.dates = DateSystem::From1904,
                b"calcPr" => book.uncalculated = tag.flag("fullCalcOnLoad") == Some(true),
                b"sheet" => {
                    let id = tag.value("id").unwrap_or_default();
                    let name = tag.value("name").unwrap_or_default();
                    let hidden = tag.value("state").is_some_and(|state| state != "visible");
                    workbook.list(&mut book, name, &id, hidden, limits)?;
                }
                _ => {}
            },
            Token::End => return workbook.listed(book),
            _ => {}
        }
    }
}
