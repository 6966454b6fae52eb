//! A copy of an OpenDocument spreadsheet in which some texts are told anew: only `content.xml` changes.
//!
//! A text is told by stretches: what stands in one font between two other marks. Its cell, or the span around it, gets
//! a style of its own that is the old one in another font.

mod dresses;
mod stretches;

use super::content_part::{Opened, PART, is_copy_of_a_link, markup_cell};
use crate::{
    model::CellRef,
    source::{
        Limits,
        copy::{Retell, TextPlace},
        error::Fault,
        markup::{Markup, Tag, Token, prefix},
        package::Package,
    },
};
use dresses::Dresses;
use std::{collections::BTreeMap, ops::Range};
use stretches::{Stretches, escape, write_text};

/// The bytes of the copy; `None` when no text was told anew.
pub(in crate::source) fn copy(
    bytes: Vec<u8>,
    limits: &Limits,
    retell: &mut dyn Retell,
) -> Result<Option<Vec<u8>>, Fault> {
    let mut package = Package::open(bytes.into(), limits)?;
    let general = package.bytes("styles.xml")?.unwrap_or_default();
    let part = package.bytes(PART)?.ok_or_else(|| Fault::broken(PART, "it is not there"))?;
    let dresses = Dresses::read(&general, &part, limits)?;
    let mut walk = Walk { part: &part, limits, retell, dresses, edits: Vec::new() };
    walk.sheets()?;
    let Some(new) = walk.finish() else { return Ok(None) };
    package.with_parts(&BTreeMap::from([(PART.to_owned(), new)])).map(Some)
}

/// What is written in the place of a range of the part.
type Edit = (Range<usize>, Vec<u8>);

struct Walk<'a> {
    part: &'a [u8],
    limits: &'a Limits,
    retell: &'a mut dyn Retell,
    dresses: Dresses<'a>,
    edits: Vec<Edit>,
}

/// Where the walk stands in a table, and the styles of cells that name none.
#[derive(Default)]
struct Grid {
    sheet: u32,
    row: u32,
    row_times: u32,
    column: u32,
    row_style: Option<String>,
    described: u32,
    column_styles: Vec<(u32, u32, String)>,
}

impl Grid {
    fn describe_columns(&mut self, tag: Tag<'_>) {
        let times = tag.number("number-columns-repeated").unwrap_or(1).max(1);
        let (first, last) = (self.described, self.described.saturating_add(times - 1));
        self.described = last.saturating_add(1);
        self.column_styles.extend(tag.value("default-cell-style-name").map(|style| (first, last, style)));
    }
    fn begin_row(&mut self, tag: Tag<'_>) {
        self.row_times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
        self.row_style = tag.value("default-cell-style-name");
        self.column = 0;
        if tag.empty {
            self.close_row();
        }
    }
    fn close_row(&mut self) {
        self.row = self.row.saturating_add(self.row_times);
    }
    fn at(&self) -> CellRef {
        CellRef { row: self.row.saturating_add(1), column: self.column }
    }
    fn style_of(&self, cell: &Opened) -> String {
        let described = |(first, last, _): &&(u32, u32, String)| (*first..=*last).contains(&self.column);
        let by_column = || self.column_styles.iter().find(described).map(|(_, _, style)| style.clone());
        cell.style.clone().or_else(|| self.row_style.clone()).or_else(by_column).unwrap_or_else(|| "Default".to_owned())
    }
}

impl Walk<'_> {
    /// Every table as the reader counts them.
    fn sheets(&mut self) -> Result<(), Fault> {
        let part = self.part;
        let mut markup = Markup::new(part, PART, self.limits);
        let mut sheet = 0;
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == b"table" && !tag.empty => {
                    if is_copy_of_a_link(&tag.value("name").unwrap_or_default()) {
                        markup.skip_element()?;
                        continue;
                    }
                    self.table(&mut markup, sheet)?;
                    sheet += 1;
                }
                Token::Open(tag) if tag.name == b"tracked-changes" && !tag.empty => markup.skip_element()?,
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
    fn table(&mut self, markup: &mut Markup<&[u8]>, sheet: u32) -> Result<(), Fault> {
        let mut grid = Grid { sheet, ..Grid::default() };
        loop {
            match markup.next()? {
                Token::Open(tag) => match tag.name {
                    b"table-column" => grid.describe_columns(tag),
                    b"table-row" => grid.begin_row(tag),
                    b"table-cell" | b"covered-table-cell" => {
                        let cell = markup_cell(tag);
                        self.cell(&cell, &grid, markup)?;
                        grid.column = grid.column.saturating_add(cell.times);
                    }
                    b"shapes" | b"table" | b"forms" if !tag.empty => markup.skip_element()?,
                    _ => {}
                },
                Token::Close(b"table-row") => grid.close_row(),
                Token::Close(b"table") | Token::End => return Ok(()),
                _ => {}
            }
        }
    }
    /// One cell up to its close, with the note pinned to it.
    fn cell(&mut self, cell: &Opened, grid: &Grid, markup: &mut Markup<&[u8]>) -> Result<(), Fault> {
        let tag = markup.span();
        let found = if cell.empty { Stretches::default() } else { Stretches::read(markup, self.part)? };
        self.tell_note(&found, grid)?;
        if !matches!(cell.kind.as_str(), "string" | "") {
            return Ok(());
        }
        let place = TextPlace { sheet: grid.sheet, cell: grid.at(), note: false };
        let style = grid.style_of(cell);
        let own = self.dresses.font_of_cell(&style);
        let mut told = false;
        for stretch in found.all.iter().filter(|stretch| !stretch.note) {
            let span = stretch.span.and_then(|at| found.spans.get(at));
            let font = span.and_then(|span| self.dresses.font_of_text(&span.style));
            let font = font.as_deref().or(own.as_deref());
            if let Some(new) = self.retell.retell(place, &stretch.text, font) {
                self.edits.push((stretch.range.clone(), write_text(&new, &found.prefix)));
                told = true;
            }
        }
        // A text that stands in the tag alone.
        let mut value = None;
        if !found.says_something()
            && let Some(text) = cell.value.as_deref().filter(|text| cell.kind == "string" && !text.is_empty())
        {
            value = self.retell.retell(place, text, own.as_deref());
            told |= value.is_some();
        }
        if told {
            let dressed = own.as_deref().is_some_and(|font| self.retell.is_replaced(font));
            let style = dressed.then(|| self.dresses.in_font("table-cell", &style, self.retell.font())).transpose()?;
            self.edit_tag(&tag, style.as_deref(), value.as_deref())?;
            self.dress_spans(&found, false)?;
        }
        Ok(())
    }
    /// A note is told by the fonts of its spans alone.
    fn tell_note(&mut self, found: &Stretches, grid: &Grid) -> Result<(), Fault> {
        let place = TextPlace { sheet: grid.sheet, cell: grid.at(), note: true };
        let mut told = false;
        for stretch in found.all.iter().filter(|stretch| stretch.note) {
            let span = stretch.span.and_then(|at| found.spans.get(at));
            let font = span.and_then(|span| self.dresses.font_of_text(&span.style));
            if let Some(new) = self.retell.retell(place, &stretch.text, font.as_deref()) {
                self.edits.push((stretch.range.clone(), write_text(&new, &found.prefix)));
                told = true;
            }
        }
        if told { self.dress_spans(found, true) } else { Ok(()) }
    }
    /// Spans in a font that is replaced get the other one.
    fn dress_spans(&mut self, found: &Stretches, of_note: bool) -> Result<(), Fault> {
        for span in found.spans.iter().filter(|span| span.note == of_note) {
            if self.dresses.font_of_text(&span.style).is_some_and(|font| self.retell.is_replaced(&font)) {
                let style = self.dresses.in_font("text", &span.style, self.retell.font())?;
                self.edit_tag(&span.tag, Some(&style), None)?;
            }
        }
        Ok(())
    }
    /// Writes an opening tag anew with another style. What a cell says in its tag goes, unless it says it there alone:
    /// it would contradict its paragraphs.
    fn edit_tag(&mut self, range: &Range<usize>, style: Option<&str>, value: Option<&str>) -> Result<(), Fault> {
        let raw = &self.part[range.clone()];
        let mut markup = Markup::new(raw, PART, self.limits);
        let named = prefix(raw);
        // The tag alone breaks off where its element would go on; the tag itself is whole.
        let Token::Open(tag) = markup.next()? else { return Ok(()) };
        let mut out = format!("<{named}{}", String::from_utf8_lossy(tag.name)).into_bytes();
        let mut seen = false;
        for (name, old) in tag.written() {
            let new = match (name.rsplit(|b| *b == b':').next(), style, value) {
                (Some(b"style-name"), Some(style), _) => {
                    seen = true;
                    escaped(style)
                }
                (Some(b"string-value"), _, Some(value)) => escaped(value),
                (Some(b"string-value"), _, None) => continue,
                _ => old.to_vec(),
            };
            out.extend([b" ", name, b"=\"", &quoted(new)[..], b"\""].concat());
        }
        if let Some(style) = style.filter(|_| !seen) {
            out.extend(format!(" {named}style-name=\"").bytes());
            out.extend(escaped(style));
            out.push(b'"');
        }
        out.extend_from_slice(if tag.empty { b"/>" } else { b">" });
        self.edits.push((range.clone(), out));
        Ok(())
    }
    /// The part with all that was edited; `None` if nothing was.
    fn finish(mut self) -> Option<Vec<u8>> {
        if self.edits.is_empty() {
            return None;
        }
        self.edits.extend(self.dresses.finish());
        self.edits.sort_by_key(|(range, _)| range.start);
        let (mut out, mut done) = (Vec::with_capacity(self.part.len() + self.part.len() / 2), 0);
        for (range, new) in self.edits {
            out.extend_from_slice(self.part.get(done..range.start).unwrap_or_default());
            out.extend(new);
            done = range.end;
        }
        out.extend_from_slice(self.part.get(done..).unwrap_or_default());
        Some(out)
    }
}

fn escaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    escape(text, &mut out);
    out
}

/// A value that stood between other quotation marks may hold those it gets now.
fn quoted(value: Vec<u8>) -> Vec<u8> {
    if value.contains(&b'"') { value.split(|b| *b == b'"').collect::<Vec<_>>().join(&b"&quot;"[..]) } else { value }
}
