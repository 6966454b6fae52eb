//! The table of shared texts with the fonts of their runs, and the rich text of a single cell.

use super::escapes;
use crate::source::{
    Limits,
    error::Fault,
    fonts::Fonts,
    markup::{Markup, Token, unescape},
    package::Package,
    strings::Strings,
};
use std::io::Read;

pub(super) fn read(package: &mut Package, part: &str, fonts: &mut Fonts, limits: &Limits) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let Some(input) = package.part_ahead(part)? else { return Ok(strings) };
    strings.reserve(input.size());
    let mut markup = Markup::new(input, part, limits);
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == b"si" => {
                if !tag.empty {
                    read_text(&mut markup, b"si", &mut strings, fonts)?;
                }
                strings.close(limits)?;
            }
            Token::End => return Ok(strings),
            _ => {}
        }
    }
}

/// Appends the text of `<si>` or `<is>` to the open text of `strings`, with its runs, up to the closing tag.
pub(super) fn read_text<R: Read>(
    markup: &mut Markup<R>,
    until: &[u8],
    strings: &mut Strings,
    fonts: &mut Fonts,
) -> Result<(), Fault> {
    let mut in_text = false;
    // Font and strike of the run being read, once its properties were seen.
    let mut run: Option<(Option<String>, bool)> = None;
    let mut bad_text = false;
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"t" => {
                    in_text = !tag.empty;
                    if let Some((font, struck)) = run.take() {
                        strings.begin_run(font.and_then(|name| fonts.intern(&name)), struck);
                    }
                }
                b"r" => run = Some((None, false)),
                b"rFont" => {
                    if let Some(run) = run.as_mut() {
                        run.0 = tag.value("val");
                    }
                }
                b"strike" => {
                    if let Some(run) = run.as_mut() {
                        run.1 = tag.flag("val").unwrap_or(true);
                    }
                }
                // Readings beside East Asian words are no part of the text.
                b"rPh" if !tag.empty => markup.skip_element()?,
                _ => {}
            },
            Token::Text(raw) if in_text => {
                let from = strings.open().len();
                bad_text |= unescape(raw, strings.open()).is_err();
                escapes::resolve(strings.open(), from);
            }
            Token::Verbatim(raw) if in_text => match std::str::from_utf8(raw) {
                Ok(text) => strings.open().push_str(text),
                Err(_) => bad_text = true,
            },
            Token::Close(b"t") => in_text = false,
            Token::Close(name) if name == until => break,
            Token::End => break,
            _ => {}
        }
    }
    if bad_text { Err(markup.fault("a text in it is not UTF-8")) } else { Ok(()) }
}
