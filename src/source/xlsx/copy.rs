//! A copy of a workbook in which some texts are told anew. What holds no such text is copied byte for byte.
//!
//! A text told anew is written into its cell (`inlineStr`): the table of shared texts stays as it is, so cells that share
//! a text but not a font part by themselves. Runs keep their size, weight and colour.

mod notes;
mod sheet;
mod styles;
mod texts;

use super::{sheet_part::area, workbook_part};
use crate::{
    model::CellRef,
    source::{
        Limits, SourceError,
        error::Fault,
        markup::{Markup, Token},
        office_package::relations,
        package::Package,
        sheet::Area,
        workbook::read_file,
    },
};
use std::{collections::BTreeMap, io::Write as _, path::Path};
use styles::Styles;
use texts::Shared;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Where a text stands in a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// Number of the sheet from 0, as [`crate::source::Workbook::sheet`] counts them.
    pub sheet: u32,
    /// The cell.
    pub cell: CellRef,
    /// Is it the note pinned to the cell?
    pub note: bool,
}

/// Says which texts are told anew.
pub trait Retell {
    /// The new text of a stretch in one font; `None` leaves it. Stretches of a cell come one after another.
    fn retell(&mut self, place: TextPlace, text: &str, font: Option<&str>) -> Option<String>;
    /// A text that must stay because other parts of the workbook call it by its name: the heading of a table.
    fn locked(&mut self, place: TextPlace, text: &str, font: Option<&str>);
    /// Is this font to be replaced where a text in it was told anew?
    fn is_replaced(&self, font: &str) -> bool;
    /// The font that takes its place.
    fn font(&self) -> &str;
}

/// What all sheets share while they are copied.
struct Book<'a> {
    shared: Shared,
    styles: Styles,
    limits: &'a Limits,
    retell: &'a mut dyn Retell,
}

/// The bytes of the copy; `None` when no text was told anew.
///
/// # Errors
/// As [`crate::source::Workbook::open`]; the file must be an XLSX workbook.
pub fn copy_xlsx(path: &Path, limits: &Limits, retell: &mut dyn Retell) -> Result<Option<Vec<u8>>, SourceError> {
    read_file(path, limits).and_then(|bytes| copy(bytes, limits, retell)).map_err(|fault| fault.at(path))
}

fn copy(bytes: Vec<u8>, limits: &Limits, retell: &mut dyn Retell) -> Result<Option<Vec<u8>>, Fault> {
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
    assemble(&mut package, &changed).map(Some)
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

/// Parts in their order: changed ones packed anew, the others as they lie.
fn assemble(package: &mut Package, changed: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
    let broken = |cause: &dyn std::fmt::Display| Fault::broken("zip directory", cause);
    let names: Vec<(String, usize)> = package.parts().to_vec();
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, index) in names {
        let raw = package.raw(index)?;
        match changed.get(&name) {
            Some(bytes) => {
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .last_modified_time(raw.last_modified().unwrap_or_default());
                let stored = raw.name().map_err(|cause| broken(&cause))?.into_owned();
                drop(raw);
                zip.start_file(stored, options).map_err(|cause| broken(&cause))?;
                zip.write_all(bytes).map_err(|cause| broken(&cause))?;
            }
            None => zip.raw_copy_file(raw).map_err(|cause| broken(&cause))?,
        }
    }
    Ok(zip.finish().map_err(|cause| broken(&cause))?.into_inner())
}
