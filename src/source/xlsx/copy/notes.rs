//! The notes of a sheet, told anew where a run says its font.

use super::{Book, TextPlace, texts};
use crate::{
    model::CellRef,
    source::{
        error::Fault,
        markup::{Markup, Token, prefix},
        xlsx::sheet_part::place,
    },
};

/// The part with its notes told anew; `None` if none was.
pub(super) fn copy(part: &[u8], name: &str, sheet: u32, book: &mut Book<'_>) -> Result<Option<Vec<u8>>, Fault> {
    let mut markup = Markup::new(part, name, book.limits);
    let (mut out, mut done) = (Vec::new(), 0);
    let (mut cell, mut from, mut named) = (None, 0, String::new());
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == b"comment" => {
                cell = tag.attribute(b"ref").and_then(place).map(|(row, column)| CellRef { row, column });
            }
            Token::Open(tag) if tag.name == b"text" && !tag.empty => {
                from = markup.span().end;
                named = prefix(&part[markup.span()]);
            }
            Token::Close(b"text") => {
                let Some(cell) = cell.take() else { continue };
                let inner = from..markup.span().start;
                let runs = texts::runs(&part[inner.clone()], name, book.limits)?;
                let place = TextPlace { sheet, cell, note: true };
                let tell = |run: &texts::Run| book.retell.retell(place, &run.text, run.font.as_deref());
                let told: Vec<_> = runs.iter().map(tell).collect();
                if told.iter().any(Option::is_some) {
                    out.extend(&part[done..inner.start]);
                    texts::write(&runs, &told, &named, book.limits, book.retell, &mut out)?;
                    done = inner.end;
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
