//! The styles part: the font and the number format behind each cell style.

use crate::source::{
    Limits,
    error::Fault,
    fonts::{Fonts, ListedFont, Style},
    markup::{Markup, Tag, Token},
    number_format::builtin,
    package::Package,
};
use std::{collections::BTreeMap, io::Read};

/// Cell styles by number; a workbook without the part has plain cells.
pub(super) fn read(package: &mut Package, part: &str, fonts: &mut Fonts, limits: &Limits) -> Result<Vec<Style>, Fault> {
    let mut styles = Vec::new();
    let Some(input) = package.part(part)? else { return Ok(styles) };
    let mut markup = Markup::new(input, part, limits);
    let mut formats: BTreeMap<u32, String> = BTreeMap::new();
    let mut listed: Vec<ListedFont> = Vec::new();
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"numFmt" => {
                    if let Some(id) = tag.number("numFmtId") {
                        formats.insert(id, tag.value("formatCode").unwrap_or_default());
                    }
                }
                b"fonts" if !tag.empty => read_fonts(&mut markup, fonts, &mut listed)?,
                b"cellXfs" if !tag.empty => read_styles(&mut markup, &formats, &listed, &mut styles)?,
                // Fonts within conditional formats are no cell's font.
                b"dxfs" if !tag.empty => markup.skip_element()?,
                _ => {}
            },
            Token::End => return Ok(styles),
            _ => {}
        }
    }
}

fn read_fonts<R: Read>(markup: &mut Markup<R>, fonts: &mut Fonts, listed: &mut Vec<ListedFont>) -> Result<(), Fault> {
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"font" => listed.push(ListedFont::default()),
                b"name" => {
                    let id = tag.value("val").and_then(|name| fonts.intern(&name));
                    if let Some(last) = listed.last_mut() {
                        last.font = id;
                    }
                }
                b"strike" => {
                    if let Some(last) = listed.last_mut() {
                        last.struck = tag.flag("val").unwrap_or(true);
                    }
                }
                _ => {}
            },
            Token::Close(b"fonts") | Token::End => return Ok(()),
            _ => {}
        }
    }
}

fn read_styles<R: Read>(
    markup: &mut Markup<R>,
    formats: &BTreeMap<u32, String>,
    listed: &[ListedFont],
    styles: &mut Vec<Style>,
) -> Result<(), Fault> {
    let style = |tag: Tag<'_>| {
        let format = tag.number("numFmtId").unwrap_or(0);
        let code = formats.get(&format).map_or_else(|| builtin(format).to_owned(), Clone::clone);
        Style::of(listed.get(tag.number("fontId").unwrap_or(0) as usize).copied().unwrap_or_default(), code)
    };
    loop {
        match markup.next()? {
            // Beyond the sixteen bits of a stored cell: such cells read as style 0.
            Token::Open(tag) if tag.name == b"xf" && styles.len() <= usize::from(u16::MAX) => styles.push(style(tag)),
            Token::Close(b"cellXfs") | Token::End => return Ok(()),
            _ => {}
        }
    }
}
