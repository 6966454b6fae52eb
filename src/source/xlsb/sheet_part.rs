//! A sheet part: its rows, cells, merged areas and hidden columns.

use super::records::{Records, kind, rich_at, text_at};
use crate::source::{
    binary::{error_text, f64_at, rk, u16_at, u32_at},
    builder::{Given, SheetBuilder},
    error::Fault,
    fonts::ListedFont,
    sheet::{Area, Sheet},
};
use std::io::Read;

/// Where the value of a cell stands behind its column and style.
const VALUE: usize = 8;
/// The byte of a row's record with its flags, and the one that hides it.
const ROW_FLAGS: usize = 11;
const HIDES: u8 = 0x10;

pub(super) fn read<R: Read>(
    input: R,
    part: &str,
    mut builder: SheetBuilder<'_>,
    fonts: &[ListedFont],
) -> Result<Sheet, Fault> {
    let mut records = Records::new(input, part);
    while let Some(found) = records.next()? {
        let data = &records.data[..];
        match found {
            kind::ROW => {
                let row = u32_at(data, 0).ok_or_else(|| Fault::broken(part, "a row without a number"))?;
                let hidden = data.get(ROW_FLAGS).is_some_and(|flags| flags & HIDES != 0);
                builder.begin_row(row.saturating_add(1), hidden)?;
            }
            kind::COL_INFO => {
                if let (Some(first), Some(last), Some(1)) =
                    (u32_at(data, 0), u32_at(data, 4), u16_at(data, 16).map(|flags| flags & 1))
                {
                    builder.sheet.hidden_columns.push((first, last));
                }
            }
            kind::MERGE => builder.merge(area(data)),
            kind::CELL_RK..=kind::FORMULA_ERROR | kind::CELL_RICH if builder.row() > 0 => {
                take_cell(&mut builder, found, data, fonts)?;
            }
            _ => {}
        }
    }
    Ok(builder.finish())
}

fn area(data: &[u8]) -> Option<Area> {
    Some(Area {
        first_row: u32_at(data, 0)?.checked_add(1)?,
        last_row: u32_at(data, 4)?.checked_add(1)?,
        first_column: u32_at(data, 8)?,
        last_column: u32_at(data, 12)?,
    })
}

fn take_cell(builder: &mut SheetBuilder<'_>, found: u16, data: &[u8], fonts: &[ListedFont]) -> Result<(), Fault> {
    let (Some(column), Some(dress)) = (u32_at(data, 0), u32_at(data, 4)) else { return Ok(()) };
    // Style in 24 bits; the rest are flags.
    let style = dress & 0x00FF_FFFF;
    let formula = (kind::FORMULA_TEXT..=kind::FORMULA_ERROR).contains(&found);
    let text;
    let given = match found {
        kind::CELL_RK => u32_at(data, VALUE).map(|bits| Given::Number(rk(bits))),
        kind::CELL_REAL | kind::FORMULA_REAL => f64_at(data, VALUE).map(Given::Number),
        kind::CELL_BOOL | kind::FORMULA_BOOL => data.get(VALUE).map(|yes| Given::Bool(*yes != 0)),
        kind::CELL_ERROR | kind::FORMULA_ERROR => data.get(VALUE).map(|code| Given::Error(error_text(*code))),
        kind::CELL_TEXT | kind::FORMULA_TEXT => {
            text = text_at(data, VALUE).map(|(text, _)| text).unwrap_or_default();
            Some(Given::Text(&text)).filter(|_| !text.is_empty())
        }
        kind::CELL_SHARED => match u32_at(data, VALUE) {
            Some(id) if (id as usize) < builder.sheet.shared.len() => {
                Some(Given::Shared(id)).filter(|_| !builder.sheet.shared.is_blank(id))
            }
            _ => {
                builder.lost_texts += 1;
                None
            }
        },
        kind::CELL_RICH => {
            let own = &mut builder.body.own;
            own.discard_open();
            if rich_at(data, VALUE, fonts, own).is_some() && own.open_len() > 0 {
                return builder.put_open_text(column, style, false);
            }
            own.discard_open();
            None
        }
        _ => None,
    };
    match given {
        Some(Given::Number(value)) if !value.is_finite() => Ok(()),
        Some(given) => builder.put(column, style, formula, given),
        None => Ok(()),
    }
}
