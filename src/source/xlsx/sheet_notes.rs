//! Notes pinned to cells (comments), found through the relations of a sheet.

use super::{shared_strings::read_text, sheet_part::place};
use crate::{
    model::CellRef,
    source::{
        Limits,
        error::Fault,
        fonts::Fonts,
        markup::{Markup, Token},
        office_package::relations,
        package::Package,
        strings::Strings,
    },
};

pub(super) fn read(package: &mut Package, sheet: &str, limits: &Limits) -> Result<Vec<(CellRef, String)>, Fault> {
    let mut notes = Vec::new();
    let parts = relations(package, sheet, limits)?;
    let Some(part) = parts.into_iter().find(|relation| relation.kind == "comments") else { return Ok(notes) };
    let Some(input) = package.part(&part.target)? else { return Ok(notes) };
    let mut markup = Markup::new(input, &part.target, limits);
    let mut at = None;
    let (mut text, mut fonts) = (Strings::default(), Fonts::default());
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == b"comment" => {
                at = tag.attribute(b"ref").and_then(place).map(|(row, column)| CellRef { row, column });
            }
            Token::Open(tag) if tag.name == b"text" && !tag.empty => {
                text.discard_open();
                read_text(&mut markup, b"text", &mut text, &mut fonts)?;
                if let Some(at) = at.take() {
                    notes.push((at, text.open_text().to_owned()));
                }
            }
            Token::End => return Ok(notes),
            _ => {}
        }
    }
}
