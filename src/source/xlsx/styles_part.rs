//! The styles part: the font and the number format behind each cell style.

use super::colors::Colors;
use crate::source::{
    Limits,
    error::Fault,
    fonts::{Fonts, ListedFont, Style},
    look::{Edge, Line, Look, Rgb},
    markup::{Markup, Tag, Token},
    number_format::builtin,
    package::Package,
};
use std::{collections::BTreeMap, io::Read, sync::Arc};

/// Fonts, fills and edges by number, as the styles of cells name them.
#[derive(Default)]
struct Lists {
    fonts: Vec<ListedFont>,
    fills: Vec<Option<Rgb>>,
    edges: Vec<[Option<Edge>; 4]>,
}

impl Lists {
    /// Fill and edges of a style, if it has any.
    fn look(&self, tag: Tag<'_>) -> Option<Look> {
        let number = |name| tag.number(name).unwrap_or(0) as usize;
        let fill = self.fills.get(number("fillId")).copied().flatten();
        let edges = self.edges.get(number("borderId")).copied().unwrap_or_default();
        (fill.is_some() || edges.iter().any(Option::is_some)).then_some(Look { fill, edges })
    }
}

/// Cell styles by number; a workbook without the part has plain cells.
pub(super) fn read(
    package: &mut Package,
    part: &str,
    fonts: &mut Fonts,
    colors: &Colors,
    limits: &Limits,
) -> Result<Vec<Style>, Fault> {
    let mut styles = Vec::new();
    let Some(input) = package.part(part)? else { return Ok(styles) };
    let mut markup = Markup::new(input, part, limits);
    let mut formats: BTreeMap<u32, String> = BTreeMap::new();
    let mut lists = Lists::default();
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"numFmt" => {
                    if let Some(id) = tag.number("numFmtId") {
                        formats.insert(id, tag.value("formatCode").unwrap_or_default());
                    }
                }
                b"fonts" if !tag.empty => read_fonts(&mut markup, fonts, &mut lists.fonts)?,
                b"fills" if !tag.empty => read_fills(&mut markup, colors, &mut lists.fills)?,
                b"borders" if !tag.empty => read_edges(&mut markup, colors, &mut lists.edges)?,
                b"cellXfs" if !tag.empty => read_styles(&mut markup, &formats, &lists, &mut styles)?,
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

/// Solid fills have one colour; patterns and gradients are left out.
fn read_fills<R: Read>(markup: &mut Markup<R>, colors: &Colors, fills: &mut Vec<Option<Rgb>>) -> Result<(), Fault> {
    let mut solid = false;
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"fill" => fills.push(None),
                b"patternFill" => solid = tag.attribute(b"patternType") == Some(b"solid"),
                b"fgColor" if solid => fills.last_mut().into_iter().for_each(|last| *last = colors.of(tag)),
                _ => {}
            },
            Token::Close(b"fills") | Token::End => return Ok(()),
            _ => {}
        }
    }
}

fn read_edges<R: Read>(
    markup: &mut Markup<R>,
    colors: &Colors,
    edges: &mut Vec<[Option<Edge>; 4]>,
) -> Result<(), Fault> {
    const SIDES: [&[u8]; 4] = [b"left", b"right", b"top", b"bottom"];
    let mut side = None;
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"border" => edges.push([None; 4]),
                b"color" => {
                    let edge = side.and_then(|side: usize| edges.last_mut()?.get_mut(side)?.as_mut());
                    edge.into_iter().for_each(|edge| edge.color = colors.of(tag));
                }
                name => {
                    side = SIDES.iter().position(|known| *known == name);
                    let line = tag.attribute(b"style").and_then(Line::of);
                    if let Some(edge) = side.and_then(|side| edges.last_mut()?.get_mut(side)) {
                        *edge = line.map(|line| Edge { line, color: None });
                    }
                }
            },
            Token::Close(b"borders") | Token::End => return Ok(()),
            _ => {}
        }
    }
}

fn read_styles<R: Read>(
    markup: &mut Markup<R>,
    formats: &BTreeMap<u32, String>,
    lists: &Lists,
    styles: &mut Vec<Style>,
) -> Result<(), Fault> {
    let style = |tag: Tag<'_>| {
        let format = tag.number("numFmtId").unwrap_or(0);
        let code = formats.get(&format).map_or_else(|| builtin(format).to_owned(), Clone::clone);
        let font = lists.fonts.get(tag.number("fontId").unwrap_or(0) as usize).copied().unwrap_or_default();
        Style { look: lists.look(tag).map(Arc::new), ..Style::of(font, code) }
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
