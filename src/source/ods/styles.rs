//! Styles of an OpenDocument file: which font a cell or a stretch of text is set in.

use crate::source::{
    Limits,
    error::Fault,
    fonts::{FontId, Fonts, Style},
    markup::{Markup, Tag, Token},
    number_format::Shows,
};
use std::{collections::BTreeMap, io::Read};

#[derive(Clone, Debug, Default)]
struct Listed {
    parent: Option<String>,
    font: Option<String>,
    struck: Option<bool>,
    hidden: bool,
}

/// Styles by family and name, and the cell styles made of them so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    faces: BTreeMap<String, String>,
    listed: BTreeMap<(String, String), Listed>,
    open: Option<(String, String)>,
    /// What cells refer to by number; 0 is plain.
    pub made: Vec<Style>,
    pub fonts: Fonts,
    seen: BTreeMap<(String, bool), u32>,
    /// Numbers of the styles made, by what they are made of.
    numbers: BTreeMap<(Option<FontId>, bool, bool), u32>,
}

/// Name under which the default of a family is kept; no style has an empty name.
const DEFAULT: &str = "";

impl Styles {
    pub fn read_part<R: Read>(&mut self, input: R, part: &str, limits: &Limits) -> Result<(), Fault> {
        let mut markup = Markup::new(input, part, limits);
        loop {
            match markup.next()? {
                Token::Open(tag) => self.take(tag),
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Takes note of an element that has to do with styles; others are nothing to it.
    pub fn take(&mut self, tag: Tag<'_>) {
        match tag.name {
            b"font-face" => {
                if let (Some(name), Some(family)) = (tag.value("name"), tag.value("font-family")) {
                    self.faces.insert(name, unquoted(&family));
                }
            }
            b"style" | b"default-style" => {
                let key = (tag.value("family").unwrap_or_default(), tag.value("name").unwrap_or_default());
                let parent = tag.value("parent-style-name");
                self.listed.insert(key.clone(), Listed { parent, ..Listed::default() });
                self.open = Some(key);
            }
            b"text-properties" => {
                let font = tag
                    .value("font-name")
                    .map(|name| self.faces.get(&name).cloned().unwrap_or(name))
                    .or_else(|| tag.value("font-family").map(|family| unquoted(&family)));
                let struck = tag.value("text-line-through-style").map(|style| style != "none");
                if let Some(listed) = self.open.as_ref().and_then(|key| self.listed.get_mut(key)) {
                    (listed.font, listed.struck) = (font.or(listed.font.take()), struck.or(listed.struck));
                }
            }
            b"table-properties" => {
                if let Some(listed) = self.open.as_ref().and_then(|key| self.listed.get_mut(key)) {
                    listed.hidden = tag.value("display").as_deref() == Some("false");
                }
            }
            _ => {}
        }
    }

    pub fn table_hidden(&self, name: &str) -> bool {
        self.listed.get(&("table".to_owned(), name.to_owned())).is_some_and(|listed| listed.hidden)
    }

    /// Font and strike of a stretch of text; `None` where the style leaves it to the cell.
    pub fn text(&self, name: &str) -> (Option<String>, bool) {
        let (font, struck) = self.follow("text", name);
        (font, struck.unwrap_or(false))
    }

    /// Number of a cell style, made when first asked for.
    pub fn cell(&mut self, name: &str, percent: bool) -> u32 {
        if let Some(number) = self.seen.get(&(name.to_owned(), percent)) {
            return *number;
        }
        let (font, struck) = self.of_cell(name);
        let font = font.and_then(|name| self.fonts.intern(&name));
        let made = &mut self.made;
        let number = *self.numbers.entry((font, struck, percent)).or_insert_with(|| {
            let number_format = if percent { "0.00%".to_owned() } else { String::new() };
            made.push(Style { font, struck, number_format, shows: Shows::Number, look: None });
            u32::try_from(made.len() - 1).unwrap_or(0)
        });
        self.seen.insert((name.to_owned(), percent), number);
        number
    }

    /// Font and strike of a cell style, those of all cells where neither it nor a parent says any.
    pub fn of_cell(&self, name: &str) -> (Option<String>, bool) {
        let (font, struck) = self.follow("table-cell", name);
        let standard = || self.listed.get(&("table-cell".to_owned(), DEFAULT.to_owned()));
        (font.or_else(|| standard()?.font.clone()), struck.unwrap_or(false))
    }

    /// The first font and strike met from a style up through its parents.
    fn follow(&self, family: &str, name: &str) -> (Option<String>, Option<bool>) {
        let (mut font, mut struck) = (None, None);
        let mut name = name.to_owned();
        // A chain longer than this goes round in a circle.
        for _ in 0..32 {
            let Some(listed) = self.listed.get(&(family.to_owned(), name)) else { break };
            font = font.or_else(|| listed.font.clone());
            struck = struck.or(listed.struck);
            match &listed.parent {
                Some(parent) if !parent.is_empty() => name = parent.clone(),
                _ => break,
            }
        }
        (font, struck)
    }
}

fn unquoted(family: &str) -> String {
    let first = family.split(',').next().unwrap_or(family).trim();
    first.trim_matches(['\'', '"']).to_owned()
}
