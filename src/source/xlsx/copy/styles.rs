//! The styles part, with fonts and cell styles added.

use super::texts;
use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Token, prefix},
    package::Package,
};
use std::{collections::BTreeMap, ops::Range};

/// A list of the part, `<fonts>` or `<cellXfs>`: its opening tag, its items, and where it closes.
#[derive(Default)]
struct List {
    tag: Range<usize>,
    items: Vec<Range<usize>>,
    close: usize,
}

/// The styles of a workbook.
pub(super) struct Styles {
    part: Vec<u8>,
    limits: Limits,
    fonts: List,
    /// Names of the fonts.
    names: Vec<Option<String>>,
    styles: List,
    /// Font of each style.
    of_style: Vec<usize>,
    /// Numbers of the new fonts and styles by the ones they came from, with what is written for them.
    new_fonts: BTreeMap<usize, u32>,
    new_styles: BTreeMap<u32, u32>,
    fonts_out: Vec<u8>,
    styles_out: Vec<u8>,
}

impl Styles {
    pub(super) fn read(package: &mut Package, name: &str, limits: &Limits) -> Result<Self, Fault> {
        let part = package.bytes(name)?.unwrap_or_default();
        let (mut fonts, mut styles) = (List::default(), List::default());
        let (mut names, mut of_style) = (Vec::new(), Vec::new());
        let mut markup = Markup::new(&part[..], name, limits);
        let mut within = b' ';
        loop {
            match markup.next()? {
                Token::Open(tag) => match (tag.name, within) {
                    (b"fonts", _) => (within, fonts.tag) = (b'f', markup.span()),
                    (b"cellXfs", _) => (within, styles.tag) = (b'x', markup.span()),
                    (b"dxfs", _) if !tag.empty => markup.skip_element()?,
                    (b"font", b'f') => {
                        names.push(None);
                        fonts.items.push(markup.span());
                    }
                    (b"name", b'f') => {
                        let found = tag.value("val").map(|name| name.trim().to_owned());
                        names.last_mut().into_iter().for_each(|last| *last = found.clone());
                    }
                    (b"xf", b'x') => {
                        of_style.push(tag.number("fontId").unwrap_or(0) as usize);
                        styles.items.push(markup.span());
                    }
                    _ => {}
                },
                Token::Close(closed) => match (closed, within) {
                    (b"font", b'f') => fonts.items.last_mut().into_iter().for_each(|last| last.end = markup.span().end),
                    (b"xf", b'x') => styles.items.last_mut().into_iter().for_each(|last| last.end = markup.span().end),
                    (b"fonts", b'f') => (within, fonts.close) = (b' ', markup.span().start),
                    (b"cellXfs", b'x') => (within, styles.close) = (b' ', markup.span().start),
                    _ => {}
                },
                Token::End => break,
                _ => {}
            }
        }
        Ok(Self {
            part,
            limits: limits.clone(),
            fonts,
            names,
            styles,
            of_style,
            new_fonts: BTreeMap::new(),
            new_styles: BTreeMap::new(),
            fonts_out: Vec::new(),
            styles_out: Vec::new(),
        })
    }
    /// Name of the font of a style.
    pub(super) fn font(&self, style: u32) -> Option<&str> {
        let font = self.of_style.get(style as usize)?;
        self.names.get(*font)?.as_deref().filter(|name| !name.is_empty())
    }
    /// The style that is this one in another font.
    pub(super) fn in_font(&mut self, style: u32, font: &str) -> u32 {
        if let Some(known) = self.new_styles.get(&style) {
            return *known;
        }
        let Some(item) = self.styles.items.get(style as usize).cloned() else { return style };
        let from = self.of_style[style as usize];
        let Some(font) = self.font_like(from, font) else { return style };
        let number = u32::try_from(self.styles.items.len() + self.new_styles.len()).unwrap_or(style);
        let raw = &self.part[item];
        let mut markup = Markup::new(raw, "styles", &self.limits);
        // It was read as an opening tag before.
        if let Ok(Token::Open(tag)) = markup.next() {
            let kept = tag.attributes().filter(|(key, _)| !matches!(*key, b"fontId" | b"applyFont"));
            let kept: Vec<u8> = kept.flat_map(|(key, value)| [b" ", key, b"=\"", value, b"\""].concat()).collect();
            let empty = tag.empty;
            let rest = markup.span().end;
            self.styles_out.extend(format!("<{}xf", prefix(raw)).bytes());
            self.styles_out.extend(kept);
            self.styles_out
                .extend(format!(" fontId=\"{font}\" applyFont=\"1\"{}>", if empty { "/" } else { "" }).bytes());
            self.styles_out.extend(&raw[rest..]);
            self.new_styles.insert(style, number);
            return number;
        }
        style
    }
    /// The number of the font that is this one under another name.
    fn font_like(&mut self, from: usize, name: &str) -> Option<u32> {
        if let Some(known) = self.new_fonts.get(&from) {
            return Some(*known);
        }
        let raw = &self.part[self.fonts.items.get(from)?.clone()];
        let number = u32::try_from(self.fonts.items.len() + self.new_fonts.len()).ok()?;
        let prefix = prefix(raw);
        let open = raw.iter().position(|b| *b == b'>')? + 1;
        let close = raw.len().checked_sub(format!("</{prefix}font>").len()).filter(|close| *close >= open)?;
        let mut new = format!("<{prefix}font>").into_bytes();
        texts::properties(&raw[open..close], &prefix, &self.limits, Some(name), &mut new).ok()?;
        new.extend(format!("</{prefix}font>").bytes());
        self.fonts_out.extend(new);
        self.new_fonts.insert(from, number);
        Some(number)
    }
    /// The part with what was added; `None` if nothing was.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        if self.new_styles.is_empty() {
            return None;
        }
        let lists = [
            (&self.fonts, &self.fonts_out, self.fonts.items.len() + self.new_fonts.len()),
            (&self.styles, &self.styles_out, self.styles.items.len() + self.new_styles.len()),
        ];
        // Fonts stand before the styles that use them.
        let mut out = Vec::with_capacity(self.part.len() + self.fonts_out.len() + self.styles_out.len() + 16);
        let mut done = 0;
        for (list, added, count) in lists {
            out.extend(&self.part[done..list.tag.start]);
            out.extend(counted(&self.part[list.tag.clone()], count));
            out.extend(&self.part[list.tag.end..list.close]);
            out.extend(added);
            done = list.close;
        }
        out.extend(&self.part[done..]);
        Some(out)
    }
}

/// The opening tag of a list with its new count.
fn counted(tag: &[u8], count: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(tag);
    match text.find(" count=").and_then(|at| Some((at, text[at + 8..].find(['"', '\''])? + at + 8))) {
        Some((at, end)) => format!("{} count=\"{count}\"{}", &text[..at], &text[end + 1..]).into_bytes(),
        None => tag.to_vec(),
    }
}
