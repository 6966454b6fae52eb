//! One pass over a text in a legacy font: syllables by the builder, punctuation by its neighbours.

use super::{
    FontFamily, QuoteStyle,
    check::Fingerprint,
    cluster::{Builder, Notes, in_word},
    glyph::{Glyph, GlyphTable, Kind},
    guise, punctuation,
    quotes::{self, CURLY_DOUBLE},
    visarga::VisargaWords,
};
use crate::catalogue::CatalogueError;

/// A converted text, with what an officer should know about the conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// The text in Unicode (NFC).
    pub text: String,
    /// Repairs made, by code name, each once (`doubled_sign`, `mark_without_letter`, …).
    pub repairs: Vec<&'static str>,
    /// Characters the font's table does not know; they were kept.
    pub unknown: Vec<char>,
    /// Places no Hindi word has: a sign without a letter, two vowel signs on one, a half letter at the end.
    pub faults: u32,
    /// Written back into its strokes, the text is what was read. False means: look at the cell.
    pub verified: bool,
}

/// Converter of one font family: everything in the text is taken as typed in that font.
#[derive(Clone, Debug)]
pub struct Converter {
    pub(super) table: GlyphTable,
    visarga: VisargaWords,
    straight_quotes: bool,
}

/// Signs without a letter come out as they were typed; where a virama stands before a nukta, NFC has them the other way.
pub(super) fn in_canonical_order(text: String) -> String {
    if !text.contains("\u{094D}\u{093C}") {
        return text;
    }
    let mut ordered = String::with_capacity(text.len());
    let mut viramas = 0;
    for c in text.chars() {
        match c {
            '\u{094D}' => viramas += 1,
            '\u{093C}' => dotted(&mut ordered),
            _ => {
                ordered.extend(std::iter::repeat_n('\u{094D}', std::mem::take(&mut viramas)));
                ordered.push(c);
            }
        }
    }
    ordered.extend(std::iter::repeat_n('\u{094D}', viramas));
    ordered
}

/// Adds a nukta; with three letters it is one character in NFC.
fn dotted(text: &mut String) {
    let one = match text.chars().next_back() {
        Some('न') => 'ऩ',
        Some('र') => 'ऱ',
        Some('ळ') => 'ऴ',
        _ => return text.push('\u{093C}'),
    };
    text.pop();
    text.push(one);
}

impl Converter {
    /// Reads a glyph table of the catalogue and the list of words that end in visarga; all faults in one pass.
    pub fn new(file: &str, table: &str, visarga_words: &str) -> Result<Self, Vec<CatalogueError>> {
        Ok(Self {
            table: GlyphTable::read(file, table)?,
            visarga: VisargaWords::read(visarga_words),
            straight_quotes: false,
        })
    }
    /// The same table for a sister font with differences of its own (Kruti Dev 011 has its curly quotes straight).
    #[must_use]
    pub fn for_family(mut self, family: &FontFamily) -> Self {
        self.straight_quotes = *family == FontFamily::KrutiDev011;
        self
    }
    /// With the words of a list, a line each: behind one of them the glyph of visarga and colon is a colon.
    #[must_use]
    pub fn knowing(mut self, words: &str) -> Self {
        self.visarga.know(words);
        self
    }
    /// Converts the whole text. Text that is already Devanagari passes unchanged; nothing is ever dropped but
    /// characters that draw nothing.
    ///
    /// ```
    /// use coop_registry::{catalogue::Files, devanagari::{Decoder, QuoteStyle}};
    /// let decoder = Decoder::load(&Files::embedded()).unwrap();
    /// let read = decoder.kruti_dev().convert("jkeiqj izkFkfed d`f\"k lfefr", QuoteStyle::Intent);
    /// assert_eq!(read.text, "रामपुर प्राथमिक कृषि समिति");
    /// assert!(read.verified);
    /// ```
    pub fn convert(&self, text: &str, quotes: QuoteStyle) -> Converted {
        let (undone, name) = guise::whole_text(text);
        let read = self.convert_as(&undone, name, quotes);
        // What the undoing would bring to light is no letter of this font: then it was no guise of one.
        if name.is_some() && read.unknown.iter().any(|unknown| !text.contains(*unknown)) {
            return self.convert_as(text, None, quotes);
        }
        read
    }
    fn convert_as(&self, text: &str, undone: Option<&'static str>, quotes: QuoteStyle) -> Converted {
        let mut out = String::with_capacity(text.len() * 3);
        let mut notes = Notes::default();
        undone.into_iter().for_each(|name| notes.repair(name));
        let strokes = self.run(text, quotes, &mut out, &mut notes);
        let out = in_canonical_order(out);
        let verified = strokes.agrees(&Fingerprint::of(&out), notes.hooked);
        Converted { text: out, repairs: notes.repairs, unknown: notes.unknown, faults: notes.faults, verified }
    }
    /// Converts into `out`; returns the fingerprint of what was read.
    pub(super) fn run(&self, text: &str, quotes: QuoteStyle, out: &mut String, notes: &mut Notes) -> Fingerprint {
        let intent = self.straight_quotes || quotes == QuoteStyle::Intent;
        let mut print = Fingerprint::EMPTY;
        let mut build = Builder::new(out, notes, self.table.nukta_first);
        let mut rest = text;
        let mut before = None;
        let mut quote_open = false;
        // Length of `rest` at which a quotation that was opened closes.
        let mut closes_at = None;
        while let Some(c) = rest.chars().next() {
            let here = rest;
            rest = &rest[c.len_utf8()..];
            let after = rest.chars().next();
            let mut glyph = self.table.glyph(c);
            if quotes::is_curly(c) {
                if closes_at == Some(here.len())
                    || (CURLY_DOUBLE.0.contains(&c) && quotes::opens(before, rest, &mut closes_at))
                {
                    build.close();
                    let mark = if closes_at.take_if(|at| *at == here.len()).is_some() { '”' } else { '“' };
                    build.out.push(mark);
                    print.push(mark);
                    build.notes.repair("quotation_kept");
                    before = Some(c);
                    continue;
                }
                glyph = self.table.glyph(quotes::key(c, intent));
            }
            match glyph.kind {
                Kind::Letters { half } => match &self.table.hook {
                    Some(hook) if guise::byte_of(c) == Some(hook.byte) && build.hook(hook) => {}
                    _ if punctuation::is_dash(c, before, after) => {
                        let dash = if guise::byte_of(c) == Some(0x96) { '–' } else { '—' };
                        build.close();
                        build.out.push(dash);
                        print.push(dash);
                        before = Some(c);
                        continue;
                    }
                    _ => build.letters(glyph, half),
                },
                Kind::Signs => build.signs(glyph.marks),
                Kind::Vowel(vowel) => build.vowel(vowel, glyph.marks),
                Kind::Below => build.below(glyph),
                Kind::Nukta => build.nukta(),
                Kind::Virama => build.virama(),
                Kind::VisargaOrColon => self.visarga_or_colon(&mut build, before, after),
                Kind::Alone(single @ ('‘' | '’')) if after == Some(c) => {
                    // Two single quotes are a double one; the opening key may close it too.
                    rest = &rest[c.len_utf8()..];
                    quote_open = single == '‘' && !quote_open;
                    build.close();
                    let mark = if quote_open { '“' } else { '”' };
                    build.out.push(mark);
                    print.push(mark);
                    before = Some(c);
                    continue;
                }
                Kind::Alone('।') if build.out.ends_with('।') && before == Some(c) => {
                    build.out.pop();
                    build.out.push('॥');
                }
                Kind::Alone(mark) => {
                    build.close();
                    build.out.push(mark);
                }
                Kind::Blank => {
                    build.close();
                    build.out.push(' ');
                }
                Kind::Nothing => {}
                Kind::Missing | Kind::Disputed => {
                    Self::keep(&mut build, &mut print, c, glyph);
                    before = Some(c);
                    continue;
                }
            }
            print.append(&glyph.print);
            before = Some(c);
        }
        build.close();
        print
    }
    /// A character no table knows is kept, and reported unless it is plain text of its own.
    fn keep(build: &mut Builder<'_>, print: &mut Fingerprint, c: char, glyph: &Glyph) {
        build.close();
        if guise::byte_of(c) == Some(0xAD) {
            // The soft hyphen is blank in these fonts.
            return;
        }
        let plain = c.is_ascii_control() || c == ' ' || punctuation::is_unicode_hindi(c);
        if !plain || glyph.kind == Kind::Disputed {
            build.notes.unknown(c);
        }
        build.out.push(c);
        print.push(c);
    }
    fn visarga_or_colon(&self, build: &mut Builder<'_>, before: Option<char>, after: Option<char>) {
        let in_word_after = after.is_some_and(|c| in_word(self.table.glyph(c).kind));
        let after_letter = build.open();
        if !after_letter || before.is_some_and(|c| c.is_ascii_digit()) || after == Some('&') {
            build.close();
            build.out.push(':');
        } else if in_word_after {
            build.signs(super::marks::VISARGA);
        } else {
            build.close();
            let is_visarga = self.visarga.ends_in_visarga(punctuation::last_word(build.out));
            build.out.push(if is_visarga { 'ः' } else { ':' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nuktas_stand_before_viramas_however_many_there_are() {
        assert_eq!(in_canonical_order("क\u{94D}\u{93C}\u{94D}\u{93C}ख".into()), "क\u{93C}\u{93C}\u{94D}\u{94D}ख");
        assert_eq!(in_canonical_order("र\u{94D}\u{93C}".into()), "\u{931}\u{94D}");
        let begun = std::time::Instant::now();
        let long = in_canonical_order(format!("{}{}", "\u{94D}".repeat(100_000), "\u{93C}".repeat(100_000)));
        // Pair by pair it took hours.
        assert!(long.starts_with('\u{93C}') && long.ends_with('\u{94D}') && begun.elapsed().as_secs() < 20);
    }
}
