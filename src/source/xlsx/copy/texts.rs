//! Texts with their runs, taken apart and put together again.

use super::Retell;
use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Token, unescape},
    package::Package,
    xlsx::escapes,
};
use std::ops::Range;

/// A stretch of a text: its properties as written, its own font, what it says.
pub(in crate::source::xlsx) struct Run {
    props: Option<Vec<u8>>,
    pub(in crate::source::xlsx) font: Option<String>,
    pub(in crate::source::xlsx) text: String,
}

impl Run {
    /// A text that knows no runs.
    pub(in crate::source::xlsx) fn plain(text: String) -> Self {
        Self { props: None, font: None, text }
    }
}

/// The table of shared texts as it lies in the file.
pub(in crate::source::xlsx) struct Shared {
    part: Vec<u8>,
    name: String,
    items: Vec<Range<usize>>,
}

impl Shared {
    pub(in crate::source::xlsx) fn read(package: &mut Package, name: &str, limits: &Limits) -> Result<Self, Fault> {
        let part = package.bytes(name)?.unwrap_or_default();
        let mut items = Vec::new();
        let mut markup = Markup::new(&part[..], name, limits);
        let mut from = 0;
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == b"si" => {
                    let empty = tag.empty;
                    from = markup.span().end;
                    if empty {
                        items.push(from..from);
                    }
                }
                Token::Close(b"si") => items.push(from..markup.span().start),
                Token::End => break,
                _ => {}
            }
        }
        Ok(Self { part, name: name.to_owned(), items })
    }
    /// The runs of a text; none for a number beyond the table.
    pub(in crate::source::xlsx) fn runs(&self, number: usize, limits: &Limits) -> Result<Vec<Run>, Fault> {
        self.items.get(number).map_or(Ok(Vec::new()), |item| runs(&self.part[item.clone()], &self.name, limits))
    }
}

/// The runs of what stands inside `<si>`, `<is>` or the `<text>` of a note; plain text is one run without properties.
pub(in crate::source::xlsx) fn runs(raw: &[u8], part: &str, limits: &Limits) -> Result<Vec<Run>, Fault> {
    let mut runs: Vec<Run> = Vec::new();
    let mut markup = Markup::new(raw, part, limits);
    let (mut in_text, mut props, mut props_from, mut font) = (false, None, 0, None);
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"rPh" if !tag.empty => markup.skip_element()?,
                b"rPr" if !tag.empty => props_from = markup.span().end,
                b"rFont" => font = tag.value("val").filter(|name| !name.trim().is_empty()),
                b"t" => {
                    in_text = !tag.empty;
                    runs.push(Run { props: props.take(), font: font.take(), text: String::new() });
                }
                _ => {}
            },
            Token::Close(b"rPr") => props = Some(raw[props_from..markup.span().start].to_vec()),
            Token::Close(b"t") => in_text = false,
            Token::Text(text) if in_text => {
                if let Some(run) = runs.last_mut() {
                    let from = run.text.len();
                    let sound = unescape(text, &mut run.text).is_ok();
                    escapes::resolve(&mut run.text, from);
                    if !sound {
                        return Err(markup.fault("a text in it is not UTF-8"));
                    }
                }
            }
            Token::Verbatim(text) if in_text => {
                let text = String::from_utf8_lossy(text).into_owned();
                runs.last_mut().into_iter().for_each(|run| run.text.push_str(&text));
            }
            Token::End => return Ok(runs),
            _ => {}
        }
    }
}

/// Writes runs, some told anew, with the namespace prefix of the part they go to.
pub(in crate::source::xlsx) fn write(
    runs: &[Run],
    told: &[Option<String>],
    prefix: &str,
    limits: &Limits,
    retell: &dyn Retell,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    for (run, told) in runs.iter().zip(told) {
        let rich = runs.len() > 1 || run.props.is_some();
        if rich {
            out.extend(format!("<{prefix}r>").bytes());
        }
        if let Some(props) = &run.props {
            let replaced = told.is_some() && run.font.as_deref().is_some_and(|font| retell.is_replaced(font));
            out.extend(format!("<{prefix}rPr>").bytes());
            properties(props, prefix, limits, replaced.then(|| retell.font()), out)?;
            out.extend(format!("</{prefix}rPr>").bytes());
        }
        out.extend(format!("<{prefix}t xml:space=\"preserve\">").bytes());
        escape(told.as_ref().unwrap_or(&run.text), out);
        out.extend(format!("</{prefix}t>").bytes());
        if rich {
            out.extend(format!("</{prefix}r>").bytes());
        }
    }
    Ok(())
}

/// The properties of a font, all empty elements, with another name if one is given. Its character set goes then: that of
/// a symbol font would draw boxes. So does the scheme of the theme, which would win over the name.
pub(in crate::source::xlsx) fn properties(
    raw: &[u8],
    prefix: &str,
    limits: &Limits,
    font: Option<&str>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let mut markup = Markup::new(raw, "styles", limits);
    loop {
        match markup.next()? {
            Token::Open(tag) => match (tag.name, font) {
                (b"charset" | b"scheme", Some(_)) => {}
                (name @ (b"rFont" | b"name"), Some(font)) => {
                    out.extend(format!("<{prefix}{} val=\"", String::from_utf8_lossy(name)).bytes());
                    escape(font, out);
                    out.extend(b"\"/>");
                }
                (name, _) => {
                    out.extend(format!("<{prefix}{}", String::from_utf8_lossy(name)).bytes());
                    out.extend(tag.inside());
                    out.extend(b"/>");
                }
            },
            Token::End => return Ok(()),
            _ => {}
        }
    }
}

/// Text as XML wants it; what XML cannot hold, and what looks like such an escape, by number.
pub(in crate::source::xlsx) fn escape(text: &str, out: &mut Vec<u8>) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.extend(b"&amp;"),
            '<' => out.extend(b"&lt;"),
            '>' => out.extend(b"&gt;"),
            '"' => out.extend(b"&quot;"),
            '\t' | '\n' => out.push(c as u8),
            '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => out.extend(format!("_x{:04X}_", u32::from(c)).bytes()),
            '_' if looks_escaped(&text[at..]) => out.extend(b"_x005F_"),
            _ => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
}

fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 6 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_as_it_was() {
        for text in ["क & <ख> \"ग\"", "a\rb\tc\nd", "_x000D_", "_x00", ""] {
            let mut raw = b"<t>".to_vec();
            escape(text, &mut raw);
            raw.extend(b"</t>");
            let runs = runs(&raw, "test", &Limits::default()).expect("sound");
            assert_eq!(runs[0].text, text);
        }
    }
}
