//! Small pieces of SVG, the same for screen and paper.

use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Families in the order the pages use them; the last names serve browsers without the first.
pub const FAMILIES: &str = "'Noto Sans Devanagari','Noto Sans','Lohit Devanagari',sans-serif";

const RIM: &str = r##" stroke="#ffffff" stroke-width="2.4" stroke-linejoin="round" aria-hidden="true""##;

/// Text as XML text. Control characters XML cannot hold are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Where a text stands relative to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// Begins there.
    Start,
    /// Has its middle there.
    Middle,
    /// Ends there.
    End,
}

/// One line of text on a drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lettering {
    /// Place of the base line, pixels from the left.
    pub x: f64,
    /// The same from the top.
    pub y: f64,
    /// Size, pixels.
    pub size: f64,
    /// Side.
    pub anchor: Anchor,
    /// Bold?
    pub bold: bool,
    /// With a white rim, readable over hatching and borders?
    pub rim: bool,
    /// The words.
    pub text: String,
}

/// A drawing: shapes as SVG, and its words apart, because the setting program of the PDF places Hindi words itself
/// (its reader of SVG spaces vowel signs wrongly).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Width, pixels.
    pub width: usize,
    /// Height, pixels.
    pub height: usize,
    /// What it shows, for those who listen to the page.
    pub title: String,
    /// SVG elements without text.
    pub shapes: String,
    /// Words.
    pub words: Vec<Lettering>,
}

impl Drawing {
    /// An empty drawing.
    pub fn new(width: usize, height: usize, title: String) -> Self {
        Self { width, height, title, shapes: String::new(), words: Vec::new() }
    }

    /// A line of text without rim.
    pub fn write(&mut self, x: f64, y: f64, size: f64, anchor: Anchor, text: &str) {
        self.words.push(Lettering { x, y, size, anchor, bold: false, rim: false, text: text.into() });
    }

    /// The shapes alone, a complete SVG file.
    pub fn without_words(&self) -> String {
        format!("{}{}</svg>", self.opening(), self.shapes)
    }

    /// The whole drawing as one SVG element.
    pub fn whole(&self) -> String {
        let mut out = self.opening();
        out.push_str(&self.shapes);
        // Rims first: the rim of a name must not eat into the letters of its neighbour.
        let rimmed = self.words.iter().filter(|word| word.rim).map(|word| (word, true));
        for (word, rim) in rimmed.chain(self.words.iter().map(|word| (word, false))) {
            let anchor = match word.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if word.bold { r#" font-weight="bold""# } else { "" };
            let rim = if rim { RIM } else { "" };
            let (x, y, size, text) = (word.x, word.y, word.size, escape(&word.text));
            let _ = writeln!(
                out,
                r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}"{weight}{rim}>{text}</text>"#
            );
        }
        out.push_str("</svg>");
        out
    }

    fn opening(&self) -> String {
        let (width, height, title) = (self.width, self.height, escape(&self.title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-label=\"{title}\" font-family=\"{FAMILIES}\" fill=\"#111111\">\n\
             <title>{title}</title>\n"
        )
    }
}

/// Marks that sit on or around another letter take no width of their own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0902}' | '\u{093a}' | '\u{093c}'
        | '\u{0941}'..='\u{0948}' | '\u{094d}' | '\u{0951}'..='\u{0957}' | '\u{0962}'..='\u{0963}' | '\u{200b}'..='\u{200f}')
}

/// Letters that take width, for column widths.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| !is_mark(*c)).count()
}

/// About how wide a text is in pixels: an estimate on the wide side, the same on every machine.
pub fn text_width(text: &str, size: usize) -> usize {
    letters(text) * size * 62 / 100
}

/// A text cut to a width, with an ellipsis; never between a letter and its marks.
pub fn shorten(text: &str, width: usize, size: usize) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = (width * 100 / (size * 62)).saturating_sub(1);
    let (mut kept, mut taken) = (String::new(), 0);
    for c in text.chars() {
        if !is_mark(c) {
            // A letter after a virama belongs to the conjunct before it.
            if taken >= room && !kept.ends_with('\u{094d}') {
                break;
            }
            taken += 1;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_hindi_name_is_never_cut_inside_a_conjunct() {
        let cut = shorten("राष्ट्रीय कृषि", 13 * 62 * 4 / 100, 13);
        assert!(cut.ends_with('…') && !cut.contains("\u{094d}…"), "{cut}");
        assert_eq!(letters("क्षत्रिय"), 6);
        assert_eq!(shorten("गया", 100, 13), "गया");
    }
}
