//! The content part of an OpenDocument file: its automatic styles, then sheet after sheet.

use super::styles::Styles;
use crate::{
    model::CellRef,
    source::{
        Limits,
        builder::{Given, Kept, SheetBuilder},
        error::Fault,
        fonts::Fonts,
        limits::Spent,
        markup::{Markup, NotUtf8, Tag, Token, unescape},
        serial::DateSystem,
        sheet::{Area, Sheet},
        strings::Strings,
    },
};
use std::{io::Read, sync::Arc};

pub(super) const PART: &str = "content.xml";

/// A cell until it is known how often its row is repeated; its text is kept once.
#[derive(Clone, Debug)]
struct HeldCell {
    column: u32,
    times: u32,
    style: u32,
    formula: bool,
    kept: Kept,
}

pub(super) fn read<R: Read>(input: R, mut styles: Styles, limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let mut markup = Markup::new(input, PART, limits);
    // Style 0 is that of cells which name none.
    styles.cell("Default", false);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut spent = Spent::default();
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == b"table" && !tag.empty => {
                if sheets.len() as u64 >= limits.sheets {
                    return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
                }
                let name = tag.value("name").unwrap_or_default();
                if is_copy_of_a_link(&name) {
                    markup.skip_element()?;
                    continue;
                }
                let hidden = tag.value("style-name").is_some_and(|style| styles.table_hidden(&style));
                let index = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
                let mut table = Table::new(SheetBuilder::new(index, &name, limits).beside(spent), &mut styles);
                table.read(&mut markup)?;
                let mut sheet = table.builder.finish();
                sheet.hidden = hidden;
                spent = spent.and(sheet.spent());
                sheets.push(sheet);
            }
            // Tables within tracked changes are what was deleted.
            Token::Open(tag) if tag.name == b"tracked-changes" && !tag.empty => markup.skip_element()?,
            Token::Open(tag) => styles.take(tag),
            Token::End => break,
            _ => {}
        }
    }
    let (made, fonts): (Arc<[_]>, Fonts) = (styles.made.into(), styles.fonts);
    for sheet in &mut sheets {
        (sheet.styles, sheet.fonts, sheet.dates) = (made.clone(), fonts.clone(), DateSystem::From1900);
    }
    Ok(sheets)
}

/// What a formula fetched from another file is kept as a table named after that file and sheet; no sheet's own name
/// begins with an apostrophe.
pub(super) fn is_copy_of_a_link(name: &str) -> bool {
    name.starts_with('\'') && name.contains("'#")
}

struct Table<'l, 's> {
    builder: SheetBuilder<'l>,
    styles: &'s mut Styles,
    /// Next row and column, counted from 0.
    row: u32,
    column: u32,
    row_times: u32,
    row_hidden: bool,
    row_style: Option<String>,
    /// Columns described so far, with the style their cells have by default.
    described: u32,
    column_styles: Vec<(u32, u32, String)>,
    held: Vec<HeldCell>,
}

impl<'l, 's> Table<'l, 's> {
    fn new(builder: SheetBuilder<'l>, styles: &'s mut Styles) -> Self {
        Self {
            builder,
            styles,
            row: 0,
            column: 0,
            row_times: 1,
            row_hidden: false,
            row_style: None,
            described: 0,
            column_styles: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Reads up to the close of the table.
    fn read<R: Read>(&mut self, markup: &mut Markup<R>) -> Result<(), Fault> {
        loop {
            match markup.next()? {
                Token::Open(tag) => match tag.name {
                    b"table-column" => self.describe_columns(tag),
                    b"table-row" => {
                        self.row_times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                        self.row_hidden = tag.value("visibility").is_some_and(|seen| seen != "visible");
                        self.row_style = tag.value("default-cell-style-name");
                        self.column = 0;
                        if tag.empty {
                            self.close_row()?;
                        }
                    }
                    b"table-cell" | b"covered-table-cell" => self.cell(markup_cell(tag), markup)?,
                    // Drawings, and tables within cells, are not part of the grid.
                    b"shapes" | b"table" | b"forms" if !tag.empty => markup.skip_element()?,
                    _ => {}
                },
                Token::Close(b"table-row") => self.close_row()?,
                Token::Close(b"table") | Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn describe_columns(&mut self, tag: Tag<'_>) {
        let times = tag.number("number-columns-repeated").unwrap_or(1).max(1);
        let (first, last) = (self.described, self.described.saturating_add(times - 1));
        self.described = last.saturating_add(1);
        if let Some(style) = tag.value("default-cell-style-name") {
            self.column_styles.push((first, last, style));
        }
        if tag.value("visibility").is_some_and(|seen| seen != "visible") {
            self.builder.sheet.hidden_columns.push((first, last));
        }
    }

    fn cell<R: Read>(&mut self, cell: Opened, markup: &mut Markup<R>) -> Result<(), Fault> {
        let own = &mut self.builder.body.own;
        own.discard_open();
        let mut note = None;
        if !cell.empty {
            note = paragraphs(markup, own, self.styles, self.builder.limits)?;
        }
        let kept = self.keep(&cell)?;
        self.builder.body.own.discard_open();
        if let Some(text) = note {
            let at = CellRef { row: self.row.saturating_add(1), column: self.column };
            self.builder.sheet.notes.push((at, text));
        }
        if cell.rows > 1 || cell.columns > 1 {
            self.builder.merge(Some(Area {
                first_row: self.row.saturating_add(1),
                first_column: self.column,
                last_row: self.row.saturating_add(cell.rows.max(1)),
                last_column: self.column.saturating_add(cell.columns.max(1) - 1),
            }));
        }
        if let Some(kept) = kept {
            let column = self.column;
            let by_column = || self.column_styles.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
            let name = cell
                .style
                .or_else(|| self.row_style.clone())
                .or_else(|| by_column().map(|(_, _, style)| style.clone()))
                .unwrap_or_else(|| "Default".to_owned());
            let style = self.styles.cell(&name, cell.kind == "percentage");
            self.held.push(HeldCell { column, times: cell.times, style, formula: cell.formula, kept });
        }
        self.column = self.column.saturating_add(cell.times);
        Ok(())
    }

    /// Keeps the value of a cell whose paragraphs were just read; what has no value of its kind keeps its text.
    fn keep(&mut self, cell: &Opened) -> Result<Option<Kept>, Fault> {
        let own = &mut self.builder.body.own;
        let given = match (cell.kind.as_str(), cell.value.as_deref()) {
            ("float" | "currency" | "percentage", Some(digits)) => Given::Digits(digits.trim()),
            ("boolean", Some(yes)) => Given::Bool(yes == "true"),
            ("date", Some(text)) => Given::Iso(text),
            ("error", _) if own.open_len() > 0 => {
                let text = own.open_text().to_owned();
                own.discard_open();
                return self.builder.keep(Given::Error(&text)).map(Some);
            }
            ("error", _) => Given::Unknown,
            _ if own.open_len() > 0 => Given::Own(own.close(self.builder.limits)?),
            ("string", Some(text)) if !text.is_empty() => Given::Text(text),
            ("", _) if cell.formula => Given::Unknown,
            _ => return Ok(None),
        };
        own.discard_open();
        self.builder.keep(given).map(Some)
    }

    /// Writes the row out as often as it is repeated; blank rows only count.
    fn close_row(&mut self) -> Result<(), Fault> {
        if self.row_hidden {
            self.builder.sheet.hidden_rows = self.builder.sheet.hidden_rows.saturating_add(self.row_times);
        }
        if !self.held.is_empty() {
            for number in 1..=self.row_times {
                self.builder.begin_row(self.row.saturating_add(number), false)?;
                for cell in &self.held {
                    for step in 0..cell.times {
                        self.builder.put_kept(cell.column.saturating_add(step), cell.style, cell.formula, cell.kept)?;
                    }
                }
                if self.row_hidden {
                    self.builder.hide_row();
                }
            }
        }
        self.held.clear();
        self.row = self.row.saturating_add(self.row_times);
        Ok(())
    }
}

/// What the opening tag of a cell says.
pub(super) struct Opened {
    pub kind: String,
    pub value: Option<String>,
    pub style: Option<String>,
    formula: bool,
    pub times: u32,
    columns: u32,
    rows: u32,
    pub empty: bool,
}

pub(super) fn markup_cell(tag: Tag<'_>) -> Opened {
    let mut value_type = String::new();
    // `office:value-type` and `calcext:value-type` share their local name. Only the second knows errors, which the first
    // calls strings; else the first stands.
    for (_, value) in tag.attributes().filter(|(name, _)| *name == b"value-type") {
        if value_type.is_empty() || value == b"error" {
            value_type = String::from_utf8_lossy(value).into_owned();
        }
    }
    let value = match value_type.as_str() {
        "boolean" => tag.value("boolean-value"),
        "date" => tag.value("date-value"),
        "string" => tag.value("string-value"),
        _ => tag.value("value"),
    };
    Opened {
        kind: value_type,
        value,
        style: tag.value("style-name"),
        formula: tag.attribute(b"formula").is_some(),
        times: tag.number("number-columns-repeated").unwrap_or(1).max(1),
        columns: tag.number("number-columns-spanned").unwrap_or(1),
        rows: tag.number("number-rows-spanned").unwrap_or(1),
        empty: tag.empty,
    }
}

/// Appends the paragraphs of a cell, a line each, with their fonts; gives the text of a note pinned to it.
fn paragraphs<R: Read>(
    markup: &mut Markup<R>,
    text: &mut Strings,
    styles: &mut Styles,
    limits: &Limits,
) -> Result<Option<String>, Fault> {
    let mut note: Option<String> = None;
    let (mut in_note, mut paragraphs, mut inside) = (false, 0u32, 0u32);
    // Font and strike around each open stretch.
    let mut around: Vec<(Option<String>, bool)> = Vec::new();
    let mut bad_text = false;
    loop {
        match markup.next()? {
            Token::Open(tag) if in_note && tag.name == b"p" => {
                inside += u32::from(!tag.empty);
                if let Some(note) = note.as_mut().filter(|note| !note.is_empty()) {
                    note.push('\n');
                }
            }
            // The dress of a note is nothing to its cell.
            Token::Open(tag) if in_note => {
                let white = white_space(tag).filter(|_| inside > 0);
                if let (Some(note), Some((c, times))) = (note.as_mut(), white) {
                    note.extend(std::iter::repeat_n(c, times));
                    if note.len() as u64 > limits.text_bytes {
                        return Err(Fault::OverLimit { what: "bytes in one text", limit: limits.text_bytes });
                    }
                }
            }
            Token::Close(b"span") if in_note => {}
            Token::Close(b"annotation") => in_note = false,
            Token::Close(b"p") => inside = inside.saturating_sub(1),
            Token::Text(raw) if in_note && inside > 0 => {
                if let Some(note) = note.as_mut() {
                    bad_text |= unescape(raw, note).is_err();
                }
            }
            Token::Open(tag) => match tag.name {
                b"annotation" => {
                    in_note = !tag.empty;
                    note = Some(String::new());
                }
                b"p" => {
                    if paragraphs > 0 {
                        text.open().push('\n');
                    }
                    paragraphs += 1;
                    inside += u32::from(!tag.empty);
                }
                b"span" if !tag.empty => {
                    let style = tag.value("style-name").map_or((None, false), |name| styles.text(&name));
                    begin_run(text, styles, &style);
                    around.push(style);
                }
                b"s" | b"tab" | b"line-break" => {
                    text.open()
                        .extend(white_space(tag).map(|(c, times)| std::iter::repeat_n(c, times)).into_iter().flatten());
                    text.check_open(limits)?;
                }
                b"table" | b"frame" | b"custom-shape" if !tag.empty => markup.skip_element()?,
                _ => {}
            },
            Token::Close(b"span") => {
                around.pop();
                begin_run(text, styles, &around.last().cloned().unwrap_or_default());
            }
            Token::Text(raw) if inside > 0 => bad_text |= append_collapsed(raw, text.open()).is_err(),
            Token::Verbatim(raw) if inside > 0 => match std::str::from_utf8(raw) {
                Ok(verbatim) => text.open().push_str(verbatim),
                Err(_) => bad_text = true,
            },
            Token::Close(b"table-cell" | b"covered-table-cell") | Token::End => break,
            _ => {}
        }
    }
    if bad_text { Err(markup.fault("a text in it is not UTF-8")) } else { Ok(note) }
}

/// White space written as an element, and how often it stands there. A file may claim any number of spaces; a text has an end.
pub(super) fn white_space(tag: Tag<'_>) -> Option<(char, usize)> {
    match tag.name {
        b"s" => Some((' ', tag.number("c").unwrap_or(1).min(1_000) as usize)),
        b"tab" => Some(('\t', 1)),
        b"line-break" => Some(('\n', 1)),
        _ => None,
    }
}

fn begin_run(text: &mut Strings, styles: &mut Styles, (font, struck): &(Option<String>, bool)) {
    let font = font.as_ref().and_then(|name| styles.fonts.intern(name));
    text.begin_run(font, *struck);
}

/// White space counts as one space in OpenDocument; more of it is written as elements.
pub(super) fn append_collapsed(raw: &[u8], out: &mut String) -> Result<(), NotUtf8> {
    let from = out.len();
    unescape(raw, out)?;
    if out[from..].contains(['\n', '\t']) || out[from..].contains("  ") {
        let new = out.split_off(from);
        let mut space = false;
        for c in new.chars() {
            let blank = matches!(c, ' ' | '\n' | '\t');
            if !blank || !space {
                out.push(if blank { ' ' } else { c });
            }
            space = blank;
        }
    }
    Ok(())
}
