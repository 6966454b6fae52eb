//! Texts beside rows and coloured cells in an XLSX workbook. All else is copied byte for byte.
//!
//! A coloured cell keeps its own style: a conditional format colours it as long as the text in its row stands. So the same
//! file can be marked again and again, and an officer who wipes a text out wipes its colour too.

mod colours;
mod sheet;

use super::{copy::Shared, workbook_part};
use crate::source::{
    Limits,
    error::Fault,
    marks::{SheetMarks, Weight},
    package::Package,
};
use std::collections::BTreeMap;

/// Colours of the weights, as the file writes them.
pub(super) const COLOURS: [(Weight, &str); 3] =
    [(Weight::Info, "FFDDEBF7"), (Weight::Warning, "FFFFEB9C"), (Weight::Error, "FFFFC7CE")];

/// The bytes of the copy.
pub(in crate::source) fn mark(bytes: Vec<u8>, limits: &Limits, marks: &[SheetMarks]) -> Result<Vec<u8>, Fault> {
    let mut package = Package::open(bytes.into(), limits)?;
    let listed = workbook_part::read(&mut package, limits)?;
    let shared = Shared::read(&mut package, &listed.shared_strings, limits)?;
    let styles = package.bytes(&listed.styles)?.unwrap_or_default();
    let colours::Colours { part: styles, numbers: colours } = colours::added(&styles, &listed.styles, limits)?;
    let mut changed = BTreeMap::new();
    for sheet in &listed.sheets {
        let Some(of_sheet) = marks.iter().find(|marks| marks.sheet == sheet.name) else { continue };
        let part = package.bytes(&sheet.part)?.ok_or_else(|| Fault::broken(&sheet.part, "it is not there"))?;
        let new = sheet::marked(&part, &sheet.part, of_sheet, colours, &shared, limits)?;
        changed.insert(sheet.part.to_lowercase(), new);
    }
    if let Some(styles) = styles {
        changed.insert(listed.styles.to_lowercase(), styles);
    }
    package.with_parts(&changed)
}
