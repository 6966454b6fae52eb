//! A cell in a legacy font: what was typed in it is converted, the rest is left alone.

use super::{
    Converted, Converter, Decoder, FontFamily, QuoteStyle,
    check::Fingerprint,
    cluster::Notes,
    guise,
    latin::{Class, Judge},
    punctuation::is_unicode_hindi,
    token,
};

/// A cell being read.
struct Cell<'a> {
    converter: &'a Converter,
    quotes: QuoteStyle,
    out: String,
    notes: Notes,
    /// Strokes read so far.
    print: Fingerprint,
}

/// Reads a cell; see [`Decoder::decode`].
pub(super) fn decode(
    decoder: &Decoder,
    converter: &Converter,
    text: &str,
    family: &FontFamily,
    quotes: QuoteStyle,
) -> Converted {
    let (text, undone) = guise::whole_text(text);
    let mut cell = Cell {
        converter,
        quotes,
        out: String::with_capacity(text.len() * 3),
        notes: Notes::default(),
        print: Fingerprint::EMPTY,
    };
    undone.into_iter().for_each(|name| cell.notes.repair(name));
    let judge = Judge { detector: decoder.detector(), converter, family };
    let unicode = text.contains(is_unicode_hindi);
    if unicode {
        cell.mixed(&text, &judge);
    } else {
        cell.legacy(&text, &judge);
    }
    cell.out = super::convert::in_canonical_order(std::mem::take(&mut cell.out));
    let verified = cell.print.agrees(&Fingerprint::of(&cell.out), cell.notes.hooked);
    let mut read = Converted {
        text: cell.out,
        repairs: cell.notes.repairs,
        unknown: cell.notes.unknown,
        faults: cell.notes.faults,
        verified,
    };
    if !unicode {
        restore_plural(&mut read);
    }
    read
}

impl Cell<'_> {
    fn convert(&mut self, text: &str) {
        let strokes = self.converter.run(text, self.quotes, &mut self.out, &mut self.notes);
        self.print.append(&strokes);
    }
    fn keep(&mut self, text: &str) {
        self.out.push_str(text);
        self.print.append(&Fingerprint::of(text));
    }
    /// All of it was typed without Unicode: token by token, neighbours heard.
    fn legacy(&mut self, text: &str, judge: &Judge<'_>) {
        let tokens: Vec<(usize, &str)> = token::tokens(text).collect();
        let words: Vec<&str> = tokens.iter().map(|(_, token)| *token).collect();
        let classes = judge.classes(&words);
        if !classes.contains(&Class::Legacy) {
            // Punctuation alone proves nothing: only what no other font writes so is converted.
            let mut done = 0;
            for (at, token) in &tokens {
                self.keep(&text[done..*at]);
                // Beside a letter a key between digits may be what it looks like: R&D, A4@2.
                self.keep_with_marks(token, !token.bytes().any(|b| b.is_ascii_alphabetic()));
                done = at + token.len();
            }
            return self.keep(&text[done..]);
        }
        // Stretches of converted tokens go through the converter whole: quotation marks reach over blanks.
        let mut done = 0;
        let mut from = None;
        for ((at, token), class) in tokens.iter().zip(&classes) {
            let convert = match class {
                Class::Legacy => true,
                Class::Neutral => self.is_of_the_font(token),
                _ => false,
            };
            if convert {
                from.get_or_insert(done);
                continue;
            }
            let from = from.take().unwrap_or(done);
            self.convert(&text[from..*at]);
            if *class == Class::Latin {
                self.latin(token);
            } else {
                self.keep(token);
            }
            done = at + token.len();
        }
        self.convert(&text[from.unwrap_or(done)..]);
    }
    /// Digits and marks: were they typed in this font?
    fn is_of_the_font(&self, token: &str) -> bool {
        if token.bytes().any(|b| b.is_ascii_digit()) {
            // A comma, a slash, brackets around digits are what they look like; the font has other keys for them.
            return !token.contains([',', '.', '/', '(', ')', ';', ':', '+', '=', '₹', '<', '>', '\'', '"', '?', '#']);
        }
        token::read(self.converter, token).faults == 0 && !token.contains(['(', ')', '/', '#'])
    }
    /// A Latin token: brackets and commas at its ends may still be keys of the font.
    fn latin(&mut self, token: &str) {
        let core = token::latin_core(token);
        let start = core.as_ptr() as usize - token.as_ptr() as usize;
        self.keep_with_marks(&token[..start], false);
        self.keep(core);
        let end = &token[start + core.len()..];
        match end.strip_prefix(']').filter(|_| !token.contains('[')) {
            Some(rest) => {
                self.keep(",");
                self.keep_with_marks(rest, false);
            }
            None => self.keep_with_marks(end, false),
        }
    }
    /// Text that stays, with the brackets that only legacy fonts write so; between digits the other keys too.
    fn keep_with_marks(&mut self, text: &str, numbers: bool) {
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        let mut kept = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            let between = numbers && before.is_ascii_digit() && chars.peek().is_some_and(char::is_ascii_digit);
            // `520@&`: the "/-" that closes an amount.
            let closes = numbers && before.is_ascii_digit() && c == '@' && chars.peek() == Some(&'&');
            if closes {
                chars.next();
                kept.push_str("/-");
                before = '-';
                continue;
            }
            kept.push(match c {
                '¼' => '(',
                '½' => ')',
                '&' if between => '-',
                ']' if between => ',',
                '@' if between => '/',
                _ => c,
            });
            before = c;
        }
        self.keep(&kept);
    }
    /// Some of it is Unicode already: only runs that are legacy text beyond doubt are converted.
    fn mixed(&mut self, text: &str, judge: &Judge<'_>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let apart = |c: char| token::is_blank(c) || is_unicode_hindi(c);
            let end = rest.find(|c| apart(c) != apart(first)).unwrap_or(rest.len());
            let (piece, next) = rest.split_at(end);
            rest = next;
            if !apart(first) && judge.is_certain(piece) {
                self.convert(piece);
                self.notes.repair("legacy_run_in_unicode");
            } else {
                self.keep(piece);
            }
        }
    }
}

/// Plurals in -याँ whose last key was forgotten read -यॉ; no Hindi word ends so.
fn restore_plural(read: &mut Converted) {
    if !read.text.contains("यॉ") {
        return;
    }
    let mut restored = String::with_capacity(read.text.len());
    let mut rest = read.text.as_str();
    while let Some(at) = rest.find("यॉ") {
        let end = at + "यॉ".len();
        let at_end = !rest[end..].starts_with(is_unicode_hindi);
        restored.push_str(&rest[..at]);
        restored.push_str(if at_end { "याँ" } else { "यॉ" });
        if at_end && !read.repairs.contains(&"candrabindu_restored") {
            read.repairs.push("candrabindu_restored");
        }
        rest = &rest[end..];
    }
    restored.push_str(rest);
    read.text = restored;
}
