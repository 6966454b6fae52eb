//! The cells of one sheet, some of them told anew.

use super::{Book, TextPlace, texts};
use crate::{
    model::CellRef,
    source::{
        error::Fault,
        markup::{Markup, Token, ascii_number, prefix, unescape},
        sheet::Area,
        xlsx::{escapes, sheet_part::place},
    },
};
use std::ops::Range;

/// A cell being passed over: where its parts stand.
struct Open {
    at: CellRef,
    from: usize,
    /// Attributes but style and type, as written.
    attributes: Vec<u8>,
    style: u32,
    kind: Vec<u8>,
    value: Range<usize>,
    inline: Range<usize>,
    formula: Range<usize>,
}

/// The part with its texts told anew; `None` if none was.
pub(super) fn copy(
    part: &[u8],
    name: &str,
    sheet: u32,
    locked: &[Area],
    book: &mut Book<'_>,
) -> Result<Option<Vec<u8>>, Fault> {
    let mut markup = Markup::new(part, name, book.limits);
    let (mut out, mut done) = (Vec::new(), 0);
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut cell: Option<Open> = None;
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == b"row" => {
                row = tag.number("r").unwrap_or_else(|| row.saturating_add(1));
                column = 0;
            }
            Token::Open(tag) if tag.name == b"c" => {
                let stated = tag.attribute(b"r").and_then(place);
                let at = stated.map_or(CellRef { row, column }, |(row, column)| CellRef { row, column });
                column = at.column.saturating_add(1);
                let kept = tag.attributes().filter(|(key, _)| !matches!(*key, b"s" | b"t"));
                let attributes = kept.flat_map(|(key, value)| [b" ", key, b"=\"", value, b"\""].concat()).collect();
                let style = tag.number("s").unwrap_or(0);
                let kind = tag.attribute(b"t").unwrap_or_default().to_vec();
                let empty = tag.empty;
                let from = markup.span().start;
                let none = 0..0;
                cell = (!empty).then(|| Open {
                    at,
                    from,
                    attributes,
                    style,
                    kind,
                    value: none.clone(),
                    inline: none.clone(),
                    formula: none,
                });
            }
            Token::Open(tag) if matches!(tag.name, b"v" | b"is" | b"f") => {
                let (which, empty) = (tag.name[0], tag.empty);
                let span = markup.span();
                let Some(cell) = cell.as_mut() else { continue };
                match which {
                    b'v' => cell.value = span.end..span.end,
                    b'i' => cell.inline = span.end..span.end,
                    // The formula with its tags.
                    _ => cell.formula = span.start..if empty { span.end } else { span.start },
                }
            }
            Token::Close(which @ (b"v" | b"is" | b"f")) => {
                let which = which[0];
                let span = markup.span();
                let Some(cell) = cell.as_mut() else { continue };
                match which {
                    b'v' => cell.value.end = span.start,
                    b'i' => cell.inline.end = span.start,
                    _ => cell.formula.end = span.end,
                }
            }
            Token::Close(b"c") => {
                let end = markup.span().end;
                let Some(cell) = cell.take() else { continue };
                if let Some(new) = retold(&cell, part, name, sheet, locked, book)? {
                    out.extend(&part[done..cell.from]);
                    out.extend(new);
                    done = end;
                }
            }
            Token::End => break,
            _ => {}
        }
    }
    if done == 0 {
        return Ok(None);
    }
    out.extend(&part[done..]);
    Ok(Some(out))
}

/// The cell with its text told anew.
fn retold(
    cell: &Open,
    part: &[u8],
    name: &str,
    sheet: u32,
    locked: &[Area],
    book: &mut Book<'_>,
) -> Result<Option<Vec<u8>>, Fault> {
    let runs = match &cell.kind[..] {
        b"s" => match ascii_number(part[cell.value.clone()].trim_ascii()) {
            Some(number) => book.shared.runs(number as usize, book.limits)?,
            None => return Ok(None),
        },
        b"inlineStr" => texts::runs(&part[cell.inline.clone()], name, book.limits)?,
        b"str" => {
            let mut text = String::new();
            if unescape(&part[cell.value.clone()], &mut text).is_err() {
                return Err(Fault::broken(name, "a text in it is not UTF-8"));
            }
            escapes::resolve(&mut text, 0);
            vec![texts::Run::plain(text)]
        }
        _ => return Ok(None),
    };
    let place = TextPlace { sheet, cell: cell.at, note: false };
    let own = book.styles.font(cell.style).map(str::to_owned);
    let within = |area: &Area| {
        (area.first_row..=area.last_row).contains(&cell.at.row)
            && (area.first_column..=area.last_column).contains(&cell.at.column)
    };
    let written = || runs.iter().filter(|run| !run.text.is_empty());
    if locked.iter().any(within) {
        written().for_each(|run| book.retell.locked(place, &run.text, run.font.as_deref().or(own.as_deref())));
        return Ok(None);
    }
    let mut tell = |run: &texts::Run| {
        let font = run.font.as_deref().or(own.as_deref());
        if run.text.is_empty() { None } else { book.retell.retell(place, &run.text, font) }
    };
    let told: Vec<Option<String>> = runs.iter().map(&mut tell).collect();
    if told.iter().all(Option::is_none) {
        return Ok(None);
    }
    let style = match &own {
        Some(font) if book.retell.is_replaced(font) => book.styles.in_font(cell.style, book.retell.font()),
        _ => cell.style,
    };
    let tag = &part[cell.from..];
    let prefix = prefix(tag);
    let computed = !cell.formula.is_empty();
    let kind = if computed { "str" } else { "inlineStr" };
    let mut out = format!("<{prefix}c").into_bytes();
    out.extend(&cell.attributes);
    out.extend(format!(" s=\"{style}\" t=\"{kind}\">").bytes());
    out.extend(&part[cell.formula.clone()]);
    if computed {
        out.extend(format!("<{prefix}v>").bytes());
        for (run, told) in runs.iter().zip(&told) {
            texts::escape(told.as_ref().unwrap_or(&run.text), &mut out);
        }
        out.extend(format!("</{prefix}v></{prefix}c>").bytes());
    } else {
        out.extend(format!("<{prefix}is>").bytes());
        texts::write(&runs, &told, &prefix, book.limits, book.retell, &mut out)?;
        out.extend(format!("</{prefix}is></{prefix}c>").bytes());
    }
    Ok(Some(out))
}
