//! Styles of cells and spans, and the same in another font.
//!
//! Devanagari takes the font, size and weight that a style says for complex scripts; what was typed in a legacy font took
//! those for Western letters. So the new style says of both what the old one says of Western letters.

use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Tag, Token, prefix},
    ods::{content_part::PART, styles::Styles},
};
use memchr::memmem;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{Edit, escaped, quoted};

/// Name and value as written.
type Attribute = (Vec<u8>, Vec<u8>);
/// Family and name of a style; the default of a family has no name.
type Named = (String, String);

/// What a style says of Western letters and complex scripts take from other attributes: size, weight, slant.
const ASPECTS: [&str; 3] = ["font-size", "font-weight", "font-style"];
/// Beginnings of the attributes that say which font is meant.
const FONT_SAYS: [&str; 5] = ["font-name", "font-family", "font-charset", "font-style-name", "font-pitch"];
/// How far into the part its namespaces are declared.
const HEAD: usize = 1 << 16;

#[derive(Default)]
struct Look {
    parent: Option<String>,
    aspects: [Option<Vec<u8>>; ASPECTS.len()],
}

pub(super) struct Dresses<'a> {
    part: &'a [u8],
    limits: Limits,
    styles: Styles,
    looks: BTreeMap<Named, Look>,
    /// Where the styles of the content part itself stand.
    automatic: BTreeMap<Named, Range<usize>>,
    /// The new style of each old one, and what is written for it.
    new: BTreeMap<Named, String>,
    out: Vec<u8>,
    /// Where new styles go, and the list around them if there is none yet.
    place: Range<usize>,
    list: Option<String>,
    /// Namespace prefixes with their colons.
    style: String,
    fo: String,
}

impl<'a> Dresses<'a> {
    /// Reads the styles of the document and those of its content.
    pub fn read(general: &[u8], part: &'a [u8], limits: &Limits) -> Result<Self, Fault> {
        let of = |namespace: &str, usual: &str| {
            let name = format!("urn:oasis:names:tc:opendocument:xmlns:{namespace}:1.0");
            declared(part, &name).unwrap_or_else(|| usual.to_owned())
        };
        let mut dresses = Self {
            part,
            limits: limits.clone(),
            styles: Styles::default(),
            looks: BTreeMap::new(),
            automatic: BTreeMap::new(),
            new: BTreeMap::new(),
            out: Vec::new(),
            place: 0..0,
            list: None,
            style: of("style", "style:"),
            fo: of("xsl-fo-compatible", "fo:"),
        };
        let mut open = None;
        let mut markup = Markup::new(general, "styles.xml", limits);
        loop {
            match markup.next()? {
                Token::Open(tag) => dresses.take(tag, &mut open),
                Token::End => break,
                _ => {}
            }
        }
        dresses.read_content()?;
        Ok(dresses)
    }
    fn read_content(&mut self) -> Result<(), Fault> {
        let part = self.part;
        let mut markup = Markup::new(part, PART, &self.limits.clone());
        let (mut open, mut listed) = (None, false);
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == b"body" => {
                    if !listed {
                        let at = markup.span().start;
                        self.place = at..at;
                        self.list = Some(prefix(part.get(at..).unwrap_or_default()));
                    }
                    return Ok(());
                }
                Token::Open(tag) if tag.name == b"automatic-styles" && tag.empty => {
                    (listed, self.place) = (true, markup.span());
                    self.list = Some(prefix(part.get(markup.span()).unwrap_or_default()));
                }
                Token::Close(b"automatic-styles") => {
                    let at = markup.span().start;
                    (listed, self.place) = (true, at..at);
                }
                Token::Open(tag) => {
                    let (is_style, empty) = (tag.name == b"style", tag.empty);
                    self.take(tag, &mut open);
                    if let Some(named) = open.clone().filter(|_| is_style) {
                        self.automatic.insert(named, markup.span());
                    }
                    if is_style && empty {
                        open = None;
                    }
                }
                Token::Close(b"style") => {
                    let end = markup.span().end;
                    let style = open.take().and_then(|named| self.automatic.get_mut(&named));
                    style.into_iter().for_each(|range| range.end = end);
                }
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
    fn take(&mut self, tag: Tag<'_>, open: &mut Option<Named>) {
        match tag.name {
            b"style" | b"default-style" => {
                let named = (tag.value("family").unwrap_or_default(), tag.value("name").unwrap_or_default());
                let look = Look { parent: tag.value("parent-style-name"), ..Look::default() };
                self.looks.insert(named.clone(), look);
                *open = Some(named);
            }
            b"text-properties" => {
                if let Some(look) = open.as_ref().and_then(|named| self.looks.get_mut(named)) {
                    look.aspects = ASPECTS.map(|aspect| tag.attribute(aspect.as_bytes()).map(<[u8]>::to_vec));
                }
            }
            _ => {}
        }
        self.styles.take(tag);
    }
    /// The font of a cell style.
    pub fn font_of_cell(&self, style: &str) -> Option<String> {
        self.styles.of_cell(style).0
    }
    /// The font of the style of a span; `None` where it leaves the font to its cell.
    pub fn font_of_text(&self, style: &str) -> Option<String> {
        self.styles.text(style).0
    }
    /// The style that is this one in another font.
    pub fn in_font(&mut self, family: &str, name: &str, font: &str) -> Result<String, Fault> {
        let named = (family.to_owned(), name.to_owned());
        if let Some(known) = self.new.get(&named) {
            return Ok(known.clone());
        }
        let taken: BTreeSet<&String> = self.looks.keys().map(|(_, name)| name).chain(self.new.values()).collect();
        let candidates = (1u64..).map(|n| if n == 1 { format!("{name}_u") } else { format!("{name}_u{n}") });
        let new = candidates.into_iter().find(|new| !taken.contains(new)).unwrap_or_default();
        match self.automatic.get(&named).cloned() {
            Some(range) => self.write_like(range, &named, &new, font)?,
            None => {
                let style = self.style.clone();
                self.out.extend(format!("<{style}style {style}name=\"").bytes());
                self.out.extend(escaped(&new));
                self.out.extend(format!("\" {style}family=\"{family}\"").bytes());
                if self.looks.contains_key(&named) {
                    self.out.extend(format!(" {style}parent-style-name=\"").bytes());
                    self.out.extend(escaped(name));
                    self.out.push(b'"');
                }
                self.out.push(b'>');
                self.write_font(&[], &named, font);
                self.out.extend(format!("</{style}style>").bytes());
            }
        }
        self.new.insert(named, new.clone());
        Ok(new)
    }
    /// An automatic style under another name and in another font; all else of it stays.
    fn write_like(&mut self, range: Range<usize>, named: &Named, new: &str, font: &str) -> Result<(), Fault> {
        let raw = self.part.get(range).unwrap_or_default();
        let mut markup = Markup::new(raw, PART, &self.limits);
        let Token::Open(tag) = markup.next()? else { return Ok(()) };
        let style = prefix(raw);
        let mut head = format!("<{style}style").into_bytes();
        for (name, value) in tag.written() {
            let own = name.rsplit(|b| *b == b':').next() == Some(b"name");
            let value = if own { escaped(new) } else { quoted(value.to_vec()) };
            head.extend([b" ", name, b"=\"", &value[..], b"\""].concat());
        }
        head.push(b'>');
        let empty = tag.empty;
        let mut done = markup.span().end;
        // Properties of texts stand behind the others and before what depends on conditions.
        let (mut written, mut body): (Vec<Attribute>, _) = (Vec::new(), Vec::new());
        let mut behind = None;
        loop {
            match markup.next()? {
                // A style that says nothing closes with its own tag.
                _ if empty => break,
                Token::Open(tag) if tag.name == b"text-properties" => {
                    let kept = tag.written().map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
                    let nested = !tag.empty;
                    let from = markup.span().start;
                    if nested {
                        markup.skip_element()?;
                    }
                    body.extend_from_slice(raw.get(done..from).unwrap_or_default());
                    (written, done) = (kept, markup.span().end);
                    behind = Some(body.len());
                }
                Token::Open(tag) if tag.name == b"map" && behind.is_none() => {
                    let from = markup.span().start;
                    body.extend_from_slice(raw.get(done..from).unwrap_or_default());
                    (done, behind) = (from, Some(body.len()));
                }
                Token::Close(b"style") => {
                    body.extend_from_slice(raw.get(done..markup.span().start).unwrap_or_default());
                    break;
                }
                Token::End => break,
                _ => {}
            }
        }
        let (before, after) = body.split_at(behind.unwrap_or(body.len()));
        self.out.extend(head);
        self.out.extend_from_slice(before);
        self.write_font(&written, named, font);
        self.out.extend_from_slice(after);
        self.out.extend(format!("</{style}style>").bytes());
        Ok(())
    }
    /// The properties of texts of a style, with another font for all scripts.
    fn write_font(&mut self, kept: &[Attribute], named: &Named, font: &str) {
        let aspects = self.aspects(named);
        let (style, fo) = (self.style.clone(), self.fo.clone());
        self.out.extend(format!("<{style}text-properties").bytes());
        for (name, value) in kept {
            let local = name.rsplit(|b| *b == b':').next().unwrap_or_default();
            let of_font = FONT_SAYS.iter().any(|says| local.starts_with(says.as_bytes()));
            let replaced = |(aspect, said): (&&str, &Option<Vec<u8>>)| {
                said.is_some() && local == format!("{aspect}-complex").as_bytes()
            };
            if !of_font && !ASPECTS.iter().zip(&aspects).any(replaced) {
                self.out.extend([b" ", &name[..], b"=\"", &quoted(value.clone())[..], b"\""].concat());
            }
        }
        for attribute in [format!("{fo}font-family"), format!("{style}font-family-complex")] {
            self.out.extend(format!(" {attribute}=\"'").bytes());
            self.out.extend(escaped(font));
            self.out.extend(b"'\"");
        }
        for (aspect, said) in ASPECTS.iter().zip(aspects) {
            if let Some(value) = said {
                self.out.extend(format!(" {style}{aspect}-complex=\"").bytes());
                self.out.extend(quoted(value));
                self.out.push(b'"');
            }
        }
        self.out.extend(b"/>");
    }
    /// Size, weight and slant of Western letters, from the style up through its parents.
    fn aspects(&self, (family, name): &Named) -> [Option<Vec<u8>>; ASPECTS.len()] {
        let mut found = [const { None }; ASPECTS.len()];
        let mut next = Some(name.clone());
        // A chain longer than this goes round in a circle; at its end stands the default of the family.
        for _ in 0..32 {
            let name = next.take().unwrap_or_default();
            let Some(look) = self.looks.get(&(family.clone(), name.clone())) else { break };
            for (found, said) in found.iter_mut().zip(&look.aspects) {
                if found.is_none() {
                    found.clone_from(said);
                }
            }
            match &look.parent {
                Some(parent) if !parent.is_empty() => next = Some(parent.clone()),
                _ if name.is_empty() => break,
                _ => {}
            }
        }
        found
    }
    /// The new styles and where they go.
    pub fn finish(self) -> Option<Edit> {
        if self.out.is_empty() {
            return None;
        }
        let new = match self.list {
            Some(office) => [
                format!("<{office}automatic-styles>").as_bytes(),
                &self.out,
                format!("</{office}automatic-styles>").as_bytes(),
            ]
            .concat(),
            None => self.out,
        };
        Some((self.place, new))
    }
}

/// The prefix under which a part declares a namespace, with its colon.
fn declared(part: &[u8], namespace: &str) -> Option<String> {
    let head = part.get(..part.len().min(HEAD))?;
    let at = memmem::find(head, namespace.as_bytes())?;
    let before = head.get(..at.checked_sub(2)?)?;
    let name = before.get(memmem::rfind(before, b"xmlns:")? + b"xmlns:".len()..)?;
    Some(format!("{}:", std::str::from_utf8(name).ok()?))
}
