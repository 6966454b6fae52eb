//! Notes pinned to cells (comments), found through the relations of a sheet.

use super::records::{Records, kind, rich_at};
use crate::{
    model::CellRef,
    source::{Limits, binary::u32_at, error::Fault, office_package::relations, package::Package, strings::Strings},
};

/// Where the cell of a note stands in its record, behind the number of its author.
const ROW: usize = 4;
const COLUMN: usize = 12;

pub(super) fn read(package: &mut Package, sheet: &str, limits: &Limits) -> Result<Vec<(CellRef, String)>, Fault> {
    let mut notes = Vec::new();
    let parts = relations(package, sheet, limits)?;
    let Some(part) = parts.into_iter().find(|relation| relation.kind == "comments") else { return Ok(notes) };
    let Some(input) = package.part(&part.target)? else { return Ok(notes) };
    let mut records = Records::new(input, &part.target);
    let (mut at, mut text) = (None, Strings::default());
    while let Some(found) = records.next()? {
        let data = &records.data[..];
        match found {
            kind::BEGIN_COMMENT => {
                // What lies beyond any sheet is of a damaged part.
                let row = u32_at(data, ROW).filter(|row| u64::from(*row) < limits.rows);
                let column = u32_at(data, COLUMN).filter(|column| u64::from(*column) < limits.columns);
                at = row.zip(column).map(|(row, column)| CellRef { row: row.saturating_add(1), column });
            }
            kind::COMMENT_TEXT => {
                text.discard_open();
                if let (Some(at), Some(())) = (at.take(), rich_at(data, 0, &[], &mut text)) {
                    text.check_open(limits)?;
                    notes.push((at, text.open_text().replace('\0', " ")));
                }
            }
            _ => {}
        }
    }
    Ok(notes)
}
