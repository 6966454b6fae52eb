//! The part of one sheet: rows, cells, merges. The longest loop of an import runs here.

use super::{escapes, shared_strings::read_text};
use crate::source::{
    builder::{Given, SheetBuilder},
    error::Fault,
    markup::{Markup, Tag, Token, ascii_number, unescape},
    sheet::{Area, Sheet},
};
use std::io::Read;

/// Type of a cell, the attribute `t`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

struct Open {
    column: u32,
    style: u32,
    kind: Kind,
    formula: bool,
    valued: bool,
    done: bool,
}

/// Bytes of the shortest cell that holds something, `<c><v>1</v></c>`.
const SHORTEST_CELL: u64 = 15;

/// Reads it; `size` is what its package says of its length, in bytes.
pub(super) fn read<R: Read>(
    input: R,
    (part, size): (&str, u64),
    mut builder: SheetBuilder<'_>,
    uncalculated: bool,
) -> Result<Sheet, Fault> {
    let mut markup = Markup::new(input, part, builder.limits);
    let mut row_known = false;
    let mut next_column = 0;
    let mut in_value = false;
    let mut value = String::new();
    let mut bad_text = false;
    let mut cell: Option<Open> = None;
    // A program that computes nothing writes 0 as the value of every formula and asks for a calculation on opening;
    // one other value, and the zeros are results like any.
    let mut computed = !uncalculated;
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"c" => {
                    let (at, style, kind) = cell_attributes(tag);
                    let (row, column) = at.unwrap_or((0, next_column));
                    if !row_known {
                        builder.renumber_row(row);
                        row_known = true;
                    }
                    next_column = column.saturating_add(1);
                    // Styles of rows and columns dress the cells that are not in the file, never one without `s`.
                    let style = style.unwrap_or(0);
                    cell = Some(Open { column, style, kind, formula: false, valued: false, done: tag.empty });
                    value.clear();
                }
                b"v" => in_value = !tag.empty,
                b"f" => {
                    if let Some(cell) = cell.as_mut() {
                        cell.formula = true;
                    }
                }
                b"is" if !tag.empty => {
                    let own = &mut builder.body.own;
                    own.discard_open();
                    read_text(&mut markup, b"is", own, &mut builder.sheet.fonts)?;
                    if let Some(cell) = cell.as_mut().filter(|cell| !cell.done) {
                        cell.done = true;
                        if builder.body.own.open_len() > 0 {
                            builder.put_open_text(cell.column, cell.style, cell.formula)?;
                        }
                    }
                }
                b"row" => {
                    let number = tag.number("r");
                    row_known = number.is_some();
                    let hidden = tag.flag("hidden") == Some(true);
                    builder.begin_row(number.unwrap_or_else(|| builder.row().saturating_add(1)), hidden)?;
                    next_column = 0;
                }
                b"col" => {
                    if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) {
                        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
                        let width = tag.value("width").and_then(|width| width.parse::<f64>().ok());
                        if let Some(width) = width.filter(|width| (0.0..=255.0).contains(width)) {
                            builder.sheet.column_widths.push((first, last, width));
                        }
                        if tag.flag("hidden") == Some(true) {
                            builder.sheet.hidden_columns.push((first, last));
                        }
                    }
                }
                b"dimension" => {
                    if let Some(used) = tag.attribute(b"ref").and_then(area) {
                        builder.reserve(used, size / SHORTEST_CELL);
                    }
                }
                b"mergeCell" => builder.merge(tag.attribute(b"ref").and_then(area)),
                _ => {}
            },
            Token::Text(raw) if in_value => bad_text |= unescape(raw, &mut value).is_err(),
            Token::Verbatim(raw) if in_value => match std::str::from_utf8(raw) {
                Ok(text) => value.push_str(text),
                Err(_) => bad_text = true,
            },
            Token::Close(b"v") => {
                in_value = false;
                if let Some(cell) = cell.as_mut() {
                    cell.valued = !value.is_empty() || cell.kind == Kind::Text;
                }
            }
            Token::Close(b"c") => {
                if bad_text {
                    return Err(markup.fault("a text in it is not UTF-8"));
                }
                if let Some(cell) = cell.take().filter(|cell| !cell.done) {
                    computed |= cell.formula && cell.kind == Kind::Number && !matches!(value.trim(), "" | "0");
                    put(&mut builder, &cell, &mut value)?;
                }
            }
            Token::End => {
                if !computed {
                    builder.forget_computed_zeros();
                }
                return Ok(builder.finish());
            }
            _ => {}
        }
    }
}

/// Hands a closed cell to the builder; an empty one without formula is nothing.
fn put(builder: &mut SheetBuilder<'_>, cell: &Open, value: &mut String) -> Result<(), Fault> {
    let given = match cell.kind {
        _ if cell.formula && !cell.valued => Given::Unknown,
        Kind::Text => {
            escapes::resolve(value, 0);
            if value.is_empty() {
                return Ok(());
            }
            Given::Text(value)
        }
        _ if value.trim().is_empty() => return Ok(()),
        Kind::Number => Given::Digits(value.trim()),
        Kind::Shared => match ascii_number(value.trim().as_bytes()) {
            Some(id) if (id as usize) < builder.sheet.shared.len() => {
                if builder.sheet.shared.is_blank(id) {
                    return Ok(());
                }
                Given::Shared(id)
            }
            _ => {
                builder.lost_texts += 1;
                return Ok(());
            }
        },
        Kind::Bool => Given::Bool(matches!(value.trim(), "1" | "true")),
        Kind::Error => Given::Error(value),
        Kind::Date => Given::Iso(value.trim()),
    };
    builder.put(cell.column, cell.style, cell.formula, given)
}

/// Place, style and type of a cell in one pass over its attributes.
fn cell_attributes(tag: Tag<'_>) -> (Option<(u32, u32)>, Option<u32>, Kind) {
    let (mut at, mut style, mut kind) = (None, None, Kind::Number);
    for (name, value) in tag.attributes() {
        match name {
            b"r" => at = place(value),
            b"s" => style = ascii_number(value),
            b"t" => {
                kind = match value {
                    b"s" => Kind::Shared,
                    b"str" | b"inlineStr" => Kind::Text,
                    b"b" => Kind::Bool,
                    b"e" => Kind::Error,
                    b"d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    (at, style, kind)
}

/// `D41` as row 41 and column 3.
pub(super) fn place(name: &[u8]) -> Option<(u32, u32)> {
    let mut column: u32 = 0;
    let mut letters = 0;
    for letter in name {
        match letter {
            b'A'..=b'Z' => column = column * 26 + u32::from(letter - b'A') + 1,
            b'a'..=b'z' => column = column * 26 + u32::from(letter - b'a') + 1,
            b'$' => {}
            _ => break,
        }
        letters += 1;
        if letters > 5 {
            return None;
        }
    }
    let digits = &name[letters..];
    let digits = digits.strip_prefix(b"$").unwrap_or(digits);
    Some((ascii_number(digits).filter(|row| *row > 0)?, column.checked_sub(1)?))
}

/// `A1:C3` as a rectangle.
pub(super) fn area(name: &[u8]) -> Option<Area> {
    let colon = memchr::memchr(b':', name);
    let (first, last) = colon.map_or((name, name), |at| (&name[..at], &name[at + 1..]));
    let ((first_row, first_column), (last_row, last_column)) = (place(first)?, place(last)?);
    Some(Area { first_row, first_column, last_row, last_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_and_areas_are_read() {
        assert_eq!(place(b"D41"), Some((41, 3)));
        assert_eq!(place(b"$XFD$1048576"), Some((1_048_576, 16_383)));
        for wrong in [&b""[..], b"41", b"D", b"D0", b"DDDDDD4", b"D4x", b"D99999999999"] {
            assert_eq!(place(wrong), None);
        }
        assert_eq!(area(b"A1:C3").unwrap().to_string(), "A1:C3");
    }
}
