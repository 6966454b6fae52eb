//! A copy of a workbook in which some texts are told anew. What holds no such text is copied byte for byte.
//!
//! A text told anew is written into its cell (`inlineStr`): the table of shared texts stays as it is, so cells that share
//! a text but not a font part by themselves. Runs keep their size, weight and colour.

mod notes;
mod sheet;
mod styles;
pub(super) mod texts;

use super::{sheet_part::area, workbook_part};
use crate::source::{
    Limits,
    copy::{Retell, TextPlace},
    error::Fault,
    markup::{Markup, Token},
    office_package::relations,
    package::Package,
    sheet::Area,
};
use std::collections::BTreeMap;
use styles::Styles;
pub(super) use texts::Shared;

/// What all sheets share while they are copied.
struct Book<'a> {
    shared: Shared,
    styles: Styles,
    limits: &'a Limits,
    retell: &'a mut dyn Retell,
}

/// The bytes of the copy; `None` when no text was told anew.
pub(in crate::source) fn copy(
    bytes: Vec<u8>,
    limits: &Limits,
    retell: &mut dyn Retell,
) -> Result<Option<Vec<u8>>, Fault> {
    let mut package = Package::open(bytes.into(), limits)?;
    let listed = workbook_part::read(&mut package, limits)?;
    let mut book = Book {
        shared: Shared::read(&mut package, &listed.shared_strings, limits)?,
        styles: Styles::read(&mut package, &listed.styles, limits)?,
        limits,
        retell,
    };
    let mut changed = BTreeMap::new();
    for (number, sheet) in (0..).zip(&listed.sheets) {
        let part = package.bytes(&sheet.part)?.ok_or_else(|| Fault::broken(&sheet.part, "it is not there"))?;
        let tables = table_headings(&mut package, &sheet.part, limits)?;
        if let Some(new) = sheet::copy(&part, &sheet.part, number, &tables, &mut book)? {
            changed.insert(sheet.part.to_lowercase(), new);
        }
        for relation in relations(&mut package, &sheet.part, limits)?.iter().filter(|r| r.kind == "comments") {
            let Some(part) = package.bytes(&relation.target)? else { continue };
            if let Some(new) = notes::copy(&part, &relation.target, number, &mut book)? {
                changed.insert(relation.target.to_lowercase(), new);
            }
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    if let Some(new) = book.styles.finish() {
        changed.insert(listed.styles.to_lowercase(), new);
    }
    package.with_parts(&changed).map(Some)
}

/// The heading rows of the tables of a sheet: their texts are the names of the table's columns.
fn table_headings(package: &mut Package, sheet: &str, limits: &Limits) -> Result<Vec<Area>, Fault> {
    let mut headings = Vec::new();
    for relation in relations(package, sheet, limits)?.iter().filter(|relation| relation.kind == "table") {
        let Some(part) = package.part(&relation.target)? else { continue };
        let mut markup = Markup::new(part, &relation.target, limits);
        while let token @ (Token::Open(_) | Token::Text(_)) = markup.next()? {
            let Token::Open(tag) = token else { continue };
            let whole = tag.attribute(b"ref").and_then(area).filter(|_| tag.number("headerRowCount") != Some(0));
            headings.extend(whole.map(|whole| Area { last_row: whole.first_row, ..whole }));
            break;
        }
    }
    Ok(headings)
}
