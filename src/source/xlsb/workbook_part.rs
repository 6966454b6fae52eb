//! The workbook part: which sheets there are, where their parts stand, which day dates count from.

use super::records::{Records, kind, text_at, u32_at};
use crate::source::{Limits, error::Fault, package::Package, serial::DateSystem, xlsx::workbook_part::relations};

#[derive(Clone, Debug)]
pub(super) struct ListedSheet {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

pub(super) struct Book {
    pub sheets: Vec<ListedSheet>,
    pub dates: DateSystem,
    pub styles: String,
    pub shared_strings: String,
}

pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Book, Fault> {
    let main = relations(package, "", limits)?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.bin".to_owned(), |relation| relation.target);
    let relations = relations(package, &main, limits)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = |kind: &str, usual: &str| {
        relations.iter().find(|r| r.kind == kind).map_or_else(|| format!("{folder}/{usual}"), |r| r.target.clone())
    };
    let mut book = Book {
        sheets: Vec::new(),
        dates: DateSystem::From1900,
        styles: target("styles", "styles.bin"),
        shared_strings: target("sharedStrings", "sharedStrings.bin"),
    };
    let part = package.part(&main)?.ok_or_else(|| Fault::broken(&main, "it is not there"))?;
    let mut records = Records::new(part, &main);
    while let Some(found) = records.next()? {
        let data = &records.data[..];
        match found {
            kind::WORKBOOK if u32_at(data, 0).is_some_and(|flags| flags & 1 != 0) => book.dates = DateSystem::From1904,
            kind::SHEET => {
                let cut = || Fault::broken(&main, "the list of its sheets breaks off");
                let hidden = u32_at(data, 0).ok_or_else(cut)? != 0;
                let (id, end) = text_at(data, 8).ok_or_else(cut)?;
                let (name, _) = text_at(data, end).ok_or_else(cut)?;
                let Some(relation) = relations.iter().find(|r| r.id == id) else {
                    return Err(Fault::broken(&main, format!("the sheet '{name}' has no part")));
                };
                // Chart sheets and dialogs have no cells.
                if relation.kind == "worksheet" {
                    book.sheets.push(ListedSheet { name, hidden, part: relation.target.clone() });
                }
                if book.sheets.len() as u64 > limits.sheets {
                    return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
                }
            }
            _ => {}
        }
    }
    if book.sheets.is_empty() { Err(Fault::broken(&main, "it names no sheet")) } else { Ok(book) }
}
