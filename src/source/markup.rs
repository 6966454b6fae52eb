//! XML parts of workbooks, scanned as they are unpacked.
//!
//! A small pull reader for what spreadsheets write: elements, attributes, text, CDATA. It holds one token at a time,
//! so a part of any size takes little memory. A document type (the home of entity bombs) is refused; only the five
//! entities of XML itself and character numbers are resolved. Names are given without their namespace prefix.

use super::{Limits, error::Fault};
use memchr::{memchr, memmem};
use std::{io::Read, ops::Range};

pub(super) enum Token<'a> {
    Open(Tag<'a>),
    /// Local name.
    Close(&'a [u8]),
    /// Text with entities still in it.
    Text(&'a [u8]),
    /// CDATA: text as it stands.
    Verbatim(&'a [u8]),
    End,
}

#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// Local name.
    pub name: &'a [u8],
    inside: &'a [u8],
    /// `<x/>`: no close follows.
    pub empty: bool,
}

/// Where the next token stands in the buffer.
enum Found {
    Open { name_end: usize, end: usize, empty: bool },
    Close { end: usize },
    Text { end: usize },
    Verbatim { from: usize, to: usize },
    End,
}

pub(super) struct Markup<R> {
    input: R,
    part: String,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    /// Where the last token began, and how many bytes have left the front of the buffer.
    begun: usize,
    gone: usize,
    ended: bool,
    depth: u64,
    depth_limit: u64,
    token_limit: usize,
}

const FIRST_BUFFER: usize = 1 << 17;

impl<R: Read> Markup<R> {
    pub fn new(input: R, part: &str, limits: &Limits) -> Self {
        Self {
            input,
            part: part.to_owned(),
            buffer: vec![0; FIRST_BUFFER],
            at: 0,
            filled: 0,
            begun: 0,
            gone: 0,
            ended: false,
            depth: 0,
            depth_limit: limits.depth,
            // A text of the allowed length, written wholly in entities, with room for its tag.
            token_limit: usize::try_from(limits.text_bytes).unwrap_or(usize::MAX).saturating_mul(8).max(FIRST_BUFFER),
        }
    }

    /// A fault of this part.
    pub fn fault(&self, what: &str) -> Fault {
        Fault::broken(&self.part, what)
    }

    pub fn next(&mut self) -> Result<Token<'_>, Fault> {
        let found = loop {
            match self.find()? {
                Some(found) => break found,
                None => self.fill()?,
            }
        };
        let from = self.at;
        self.begun = from;
        Ok(match found {
            Found::Open { name_end, end, empty } => {
                if !empty {
                    self.depth += 1;
                    if self.depth > self.depth_limit {
                        return Err(Fault::OverLimit { what: "elements within each other", limit: self.depth_limit });
                    }
                }
                self.at = end;
                let inside_end = end - 1 - usize::from(empty);
                Token::Open(Tag {
                    name: local(&self.buffer[from + 1..name_end]),
                    inside: &self.buffer[name_end.min(inside_end)..inside_end],
                    empty,
                })
            }
            Found::Close { end } => {
                self.depth =
                    self.depth.checked_sub(1).ok_or_else(|| self.fault("an element closes that was not open"))?;
                self.at = end;
                Token::Close(local(self.buffer[from + 2..end - 1].trim_ascii()))
            }
            Found::Text { end } => {
                self.at = end;
                Token::Text(&self.buffer[from..end])
            }
            Found::Verbatim { from, to } => {
                self.at = to + 3;
                Token::Verbatim(&self.buffer[from..to])
            }
            Found::End => {
                if self.depth > 0 {
                    return Err(self.fault("it ends in the middle"));
                }
                Token::End
            }
        })
    }

    /// The next token if it is wholly in the buffer; comments and processing instructions are passed over.
    fn find(&mut self) -> Result<Option<Found>, Fault> {
        loop {
            let window = &self.buffer[self.at..self.filled];
            let Some(first) = window.first() else {
                return Ok(self.ended.then_some(Found::End));
            };
            if *first != b'<' {
                return Ok(match near(b'<', window) {
                    Some(length) => Some(Found::Text { end: self.at + length }),
                    None if self.ended => Some(Found::Text { end: self.filled }),
                    None => None,
                });
            }
            let Some(second) = window.get(1) else { return self.unless_ended(None) };
            match second {
                b'/' => {
                    let found = near(b'>', window).map(|length| Found::Close { end: self.at + length + 1 });
                    return self.unless_ended(found);
                }
                b'?' => match memmem::find(window, b"?>") {
                    Some(length) => self.at += length + 2,
                    None => return self.unless_ended(None),
                },
                b'!' => {
                    if window.len() < 9 && !self.ended {
                        return Ok(None);
                    }
                    if window.starts_with(b"<!--") {
                        match memmem::find(&window[4..], b"-->") {
                            Some(length) => self.at += length + 7,
                            None => return self.unless_ended(None),
                        }
                    } else if window.starts_with(b"<![CDATA[") {
                        let from = self.at + 9;
                        let found = memmem::find(&window[9..], b"]]>")
                            .map(|length| Found::Verbatim { from, to: from + length });
                        return self.unless_ended(found);
                    } else {
                        return Err(self.fault("it declares a document type, which no spreadsheet does"));
                    }
                }
                _ => {
                    let found = end_of_tag(window).map(|(name_end, end, empty)| Found::Open {
                        name_end: self.at + name_end,
                        end: self.at + end,
                        empty,
                    });
                    return self.unless_ended(found);
                }
            }
        }
    }

    fn unless_ended(&self, found: Option<Found>) -> Result<Option<Found>, Fault> {
        if found.is_none() && self.ended { Err(self.fault("it ends in the middle")) } else { Ok(found) }
    }

    /// Reads on; what is left of the buffer moves to its front.
    #[cold]
    fn fill(&mut self) -> Result<(), Fault> {
        self.buffer.copy_within(self.at..self.filled, 0);
        self.gone += self.at;
        (self.filled, self.at) = (self.filled - self.at, 0);
        if self.filled == self.buffer.len() {
            if self.filled >= self.token_limit {
                return Err(Fault::OverLimit { what: "bytes in one text", limit: self.token_limit as u64 });
            }
            self.buffer.resize(self.filled * 2, 0);
        }
        while self.filled < self.buffer.len() {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => self.filled += n,
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(super::package::reading_fault(&self.part, &cause)),
            }
        }
        Ok(())
    }

    /// Where the last token stands in the part.
    pub fn span(&self) -> Range<usize> {
        self.gone + self.begun..self.gone + self.at
    }

    /// Passes over everything up to the close of the element just opened.
    pub fn skip_element(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Token::End = self.next()? {
                break;
            }
        }
        Ok(())
    }
}

/// Ends of the name and of the tag, counted from its `<`, and whether it closes itself.
#[inline]
fn end_of_tag(window: &[u8]) -> Option<(usize, usize, bool)> {
    let name_end = 1 + window[1..].iter().position(|b| matches!(b, b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r'))?;
    // Tags of cells are so short that a plain loop beats any search for blocks of bytes.
    let mut quote = 0;
    for (at, byte) in window.iter().enumerate().skip(name_end) {
        match *byte {
            b'>' if quote == 0 => return Some((name_end, at + 1, window[at - 1] == b'/')),
            b @ (b'"' | b'\'') if quote == 0 => quote = b,
            b if b == quote => quote = 0,
            _ => {}
        }
    }
    None
}

/// Finds a byte that most often stands within the next few.
#[inline]
fn near(byte: u8, window: &[u8]) -> Option<usize> {
    let head = window.len().min(16);
    match window[..head].iter().position(|b| *b == byte) {
        Some(at) => Some(at),
        None => memchr(byte, &window[head..]).map(|at| head + at),
    }
}

#[inline]
fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

impl<'a> Tag<'a> {
    /// Local names and raw values in the order written.
    #[inline]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.inside }
    }
    /// Attributes with the prefixes of their names, in the order written.
    pub fn written(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut attributes = self.attributes();
        std::iter::from_fn(move || attributes.step())
    }
    /// The attributes as written, with the blank before them.
    pub fn inside(&self) -> &'a [u8] {
        self.inside
    }
    /// Raw value of one attribute.
    pub fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
    /// Value of one attribute, entities resolved.
    pub fn value(&self, name: &str) -> Option<String> {
        let mut text = String::new();
        unescape(self.attribute(name.as_bytes())?, &mut text).ok()?;
        Some(text)
    }
    /// A whole number.
    pub fn number(&self, name: &str) -> Option<u32> {
        ascii_number(self.attribute(name.as_bytes())?)
    }
    /// `1`, `true`, `on`; absent is `None`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.attribute(name.as_bytes()).map(|value| matches!(value, b"1" | b"true" | b"on"))
    }
}

pub(super) struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);
    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.step().map(|(name, value)| (local(name), value))
    }
}

impl<'a> Attributes<'a> {
    /// The next with its name as written.
    #[inline]
    fn step(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        let begin = self.rest.iter().position(|b| !b.is_ascii_whitespace())?;
        let rest = &self.rest[begin..];
        let equals = rest.iter().position(|b| *b == b'=')?;
        let open = equals + 1 + rest[equals + 1..].iter().position(|b| matches!(b, b'"' | b'\''))?;
        let close = open + 1 + rest[open + 1..].iter().position(|b| *b == rest[open])?;
        self.rest = &rest[close + 1..];
        Some((rest[..equals].trim_ascii(), &rest[open + 1..close]))
    }
}

pub(super) fn ascii_number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 10 {
        return None;
    }
    let mut number: u64 = 0;
    for digit in digits {
        number = number * 10 + u64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    u32::try_from(number).ok()
}

/// The namespace prefix of a tag, with its colon.
pub(super) fn prefix(tag: &[u8]) -> String {
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
    let name: Vec<u8> = tag.iter().skip(1).copied().take_while(|b| !ends(b)).collect();
    let colon = memchr(b':', &name).map_or(0, |at| at + 1);
    String::from_utf8_lossy(&name[..colon]).into_owned()
}

/// Bytes that are no UTF-8.
pub(super) struct NotUtf8;

/// Appends text with its entities resolved; unknown entities stay as written, line ends become LF.
pub(super) fn unescape(raw: &[u8], out: &mut String) -> Result<(), NotUtf8> {
    let text = std::str::from_utf8(raw).map_err(|_| NotUtf8)?;
    if memchr::memchr2(b'&', b'\r', raw).is_none() {
        out.push_str(text);
        return Ok(());
    }
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\r') {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        // The longest entity is a character number: `&#1114111;`.
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Ok(())
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(xml: &str) -> Result<Vec<String>, Fault> {
        let mut markup = Markup::new(xml.as_bytes(), "test", &Limits::default());
        let mut seen = Vec::new();
        loop {
            let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match markup.next()? {
                Token::Open(tag) => {
                    let attributes: Vec<_> =
                        tag.attributes().map(|(k, v)| format!(" {}={}", lossy(k), lossy(v))).collect();
                    seen.push(format!(
                        "<{}{}{}",
                        lossy(tag.name),
                        attributes.concat(),
                        if tag.empty { "/" } else { "" }
                    ));
                }
                Token::Close(name) => seen.push(format!(">{}", lossy(name))),
                Token::Text(raw) => {
                    let mut text = String::new();
                    assert!(unescape(raw, &mut text).is_ok());
                    seen.push(text);
                }
                Token::Verbatim(raw) => seen.push(lossy(raw)),
                Token::End => return Ok(seen),
            }
        }
    }

    #[test]
    fn elements_attributes_and_text_are_told_apart() {
        let read = tokens(
            "<?xml version='1.0'?><!-- a > b --><x:c r:id = \"A>1\" t='s'><v>1 &lt; 2 &#x915;&amp;amp; &odd;</v>\r\n<d/><![CDATA[<&]]></x:c>",
        );
        let expected = ["<c id=A>1 t=s", "<v", "1 < 2 क&amp; &odd;", ">v", "\n", "<d/", "<&", ">c"];
        assert_eq!(read.unwrap(), expected);
    }

    #[test]
    fn a_part_that_breaks_off_or_declares_entities_is_refused() {
        for broken in
            ["<a><b>", "<a", "<a b='", "<!-- ", "<", "</a>", "<!DOCTYPE x [<!ENTITY a \"b\">]><a/>", "<![CDATA[x"]
        {
            assert!(tokens(broken).is_err(), "{broken}");
        }
        assert!(matches!(tokens(&"<a>".repeat(65)), Err(Fault::OverLimit { .. })));
    }
}
