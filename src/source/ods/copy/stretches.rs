//! The texts of a cell and of its note by stretches, and texts written with the white space of OpenDocument.

use crate::source::{
    error::Fault,
    markup::{Markup, Token, prefix},
    ods::content_part::{append_collapsed, white_space},
};
use std::ops::Range;

/// What stands between two marks other than spaces, tabs and line breaks.
pub(super) struct Stretch {
    pub range: Range<usize>,
    pub text: String,
    /// The innermost span around it.
    pub span: Option<usize>,
    pub note: bool,
}

/// A span: its opening tag and the style it names.
pub(super) struct Span {
    pub tag: Range<usize>,
    pub style: String,
    pub note: bool,
}

/// The content of one cell.
#[derive(Default)]
pub(super) struct Stretches {
    pub all: Vec<Stretch>,
    pub spans: Vec<Span>,
    /// Namespace prefix of the elements of texts, with its colon.
    pub prefix: String,
}

impl Stretches {
    /// Reads up to the close of the cell.
    pub fn read(markup: &mut Markup<&[u8]>, part: &[u8]) -> Result<Self, Fault> {
        let mut found = Self::default();
        let (mut note, mut inside, mut open, mut bad_text) = (false, 0u32, false, false);
        // The span around each open one, by number.
        let mut around: Vec<Option<usize>> = Vec::new();
        loop {
            let mut add: Option<String> = None;
            match markup.next()? {
                Token::Text(raw) if inside > 0 => {
                    let mut text = String::new();
                    bad_text |= append_collapsed(raw, &mut text).is_err();
                    add = Some(text);
                }
                Token::Verbatim(raw) if inside > 0 => add = Some(String::from_utf8_lossy(raw).into_owned()),
                Token::Open(tag) => match tag.name {
                    b"s" | b"tab" | b"line-break" if tag.empty && inside > 0 => {
                        add = white_space(tag).map(|(c, times)| std::iter::repeat_n(c, times).collect());
                    }
                    b"annotation" => note = !tag.empty,
                    b"p" => {
                        inside += u32::from(!tag.empty);
                        found.prefix = prefix(part.get(markup.span()).unwrap_or_default());
                    }
                    b"span" if !tag.empty => {
                        let named = tag.value("style-name");
                        let tag = markup.span();
                        around.push(named.map(|style| {
                            found.spans.push(Span { tag, style, note });
                            found.spans.len() - 1
                        }));
                    }
                    b"table" | b"frame" | b"custom-shape" if !tag.empty => markup.skip_element()?,
                    _ => {}
                },
                Token::Close(b"annotation") => note = false,
                Token::Close(b"p") => inside = inside.saturating_sub(1),
                Token::Close(b"span") => {
                    around.pop();
                }
                Token::Close(b"table-cell" | b"covered-table-cell") | Token::End => break,
                _ => {}
            }
            let Some(text) = add else {
                open = false;
                continue;
            };
            let here = markup.span();
            match found.all.last_mut().filter(|_| open) {
                Some(last) => {
                    last.range.end = here.end;
                    last.text.push_str(&text);
                }
                None => {
                    let span = around.last().copied().flatten();
                    found.all.push(Stretch { range: here, text, span, note });
                }
            }
            open = true;
        }
        if bad_text { Err(markup.fault("a text in it is not UTF-8")) } else { Ok(found) }
    }
    /// Has the cell itself any text?
    pub fn says_something(&self) -> bool {
        self.all.iter().any(|stretch| !stretch.note && !stretch.text.is_empty())
    }
}

/// A text as paragraphs hold it: white space counts as one space there, so more of it is written as elements.
pub(super) fn write_text(text: &str, prefix: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([' ', '\t', '\n', '\r']) {
        escape(&rest[..at], &mut out);
        let (first, behind) = (rest.as_bytes()[at], &rest[at + 1..]);
        // A space between two words is itself.
        let between = at > 0 && behind.starts_with(|c: char| !c.is_ascii_whitespace());
        match first {
            b' ' if between => out.push(b' '),
            b' ' => out.extend(format!("<{prefix}s/>").bytes()),
            b'\t' => out.extend(format!("<{prefix}tab/>").bytes()),
            _ => out.extend(format!("<{prefix}line-break/>").bytes()),
        }
        rest = behind;
    }
    escape(rest, &mut out);
    out
}

/// Text as XML wants it.
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    for c in text.chars() {
        match c {
            '&' => out.extend(b"&amp;"),
            '<' => out.extend(b"&lt;"),
            '>' => out.extend(b"&gt;"),
            '"' => out.extend(b"&quot;"),
            '\0'..='\x1F' => out.extend(format!("&#{};", u32::from(c)).bytes()),
            _ => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;

    #[test]
    fn what_is_written_reads_back_as_it_was() {
        for text in ["क & <ख> \"ग\"", "  two  spaces ", "a\tb\nc d", " ", "x"] {
            let part = [&b"<c><text:p>"[..], &write_text(text, "text:"), b"</text:p></c>"].concat();
            let mut markup = Markup::new(&part[..], "test", &Limits::default());
            let found = Stretches::read(&mut markup, &part).expect("sound");
            let read: Vec<&str> = found.all.iter().map(|stretch| stretch.text.as_str()).collect();
            assert_eq!(read, [text]);
        }
    }
}
