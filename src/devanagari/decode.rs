//! A cell in a legacy font: what was typed in it is converted, the rest is left alone.

use super::{
    Converted, Converter, Decoder, FontFamily, QuoteStyle,
    check::Fingerprint,
    cluster::Notes,
    decoder::Font,
    glyph::Kind,
    guise,
    latin::{Alone, Class, Judge, among_neighbours},
    memo::Memo,
    punctuation::is_unicode_hindi,
    quotes, token,
};

/// A token of a cell in one font, judged and converted by itself. Between blanks nothing else is heard in a syllable; only
/// quotation marks reach further.
#[derive(Debug)]
struct Word {
    alone: Alone,
    /// Digits and marks that are what the font draws.
    of_the_font: bool,
    /// Holds a quotation mark, so that it must be converted with the words around it.
    quotes: bool,
    text: Box<str>,
    odd: Option<Box<Odd>>,
}

/// What only few words have.
#[derive(Debug)]
struct Odd {
    notes: Notes,
    /// Strokes read, and strokes of the text they gave. Where they are the same, they change no comparison.
    strokes: (Fingerprint, Fingerprint),
}

/// What is kept from cell to cell of one font.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    words: Memo<Word>,
    /// Pieces beside Unicode: are they legacy text beyond doubt?
    certain: Memo<bool>,
    tokens: Vec<Token>,
    alone: Vec<Alone>,
}

/// A token of the cell being read: from, to, and its place among the words.
#[derive(Clone, Copy, Debug)]
struct Token {
    from: usize,
    to: usize,
    word: u32,
}

/// A cell being read.
struct Cell<'a> {
    converter: &'a Converter,
    quotes: QuoteStyle,
    out: String,
    notes: Notes,
    /// Strokes read so far.
    print: Fingerprint,
    /// Strokes of what was written for them. What is kept as it was stands in neither.
    back: Fingerprint,
}

/// Digits, and the marks of dates and amounts: they are left alone under every font.
/// ```
/// use coop_registry::devanagari::is_plain;
/// assert!(is_plain("12/03/1957") && is_plain("1,23,450.50") && is_plain(""));
/// assert!(!is_plain("2012&13"), "in Kruti Dev this is 2012-13");
/// ```
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b' ' | b'.' | b',' | b'/' | b'-'))
}

/// Reads a cell; see [`Decoder::decode`].
pub(super) fn decode(decoder: &Decoder, font: &Font, text: &str, family: &FontFamily, quotes: QuoteStyle) -> Converted {
    if is_plain(text) {
        return Converted { text: text.to_owned(), verified: true, ..Converted::default() };
    }
    let wide = guise::Wide::of(text);
    let (text, undone) = guise::undone(text, wide);
    let mut cell = Cell {
        converter: &font.converter,
        quotes,
        out: String::with_capacity(text.len() * 3),
        notes: Notes::default(),
        print: Fingerprint::EMPTY,
        back: Fingerprint::EMPTY,
    };
    undone.into_iter().for_each(|name| cell.notes.repair(name));
    let judge = Judge { detector: decoder.detector(), converter: &font.converter, family };
    // What a wrong decoding hid is seen only now.
    let unicode = if undone.is_some() { text.contains(is_unicode_hindi) } else { wide.hindi };
    font.shelf.lend(|shelf| {
        shelf.words.tidy();
        shelf.certain.tidy();
        if unicode { cell.mixed(&text, &judge, &mut shelf.certain) } else { cell.legacy(&text, &judge, shelf) }
    });
    let verified = cell.print.agrees(&cell.back, cell.notes.hooked);
    let mut read = Converted {
        text: super::convert::in_canonical_order(cell.out),
        repairs: cell.notes.repairs,
        unknown: cell.notes.unknown,
        faults: cell.notes.faults,
        verified,
    };
    if !unicode {
        restore_plural(&mut read);
        // Figures drawn by letters of the font may leave a mark between them that only now stands between figures.
        let may_be_marks = memchr::memchr3(b'&', b']', b'@', read.text.as_bytes()).is_some();
        if may_be_marks && read.text != text && !read.text.contains(is_unicode_hindi) {
            read.text = with_marks_of_figures(&read.text);
            // What was read as a mark is known now.
            read.unknown.retain(|unknown| read.text.contains(*unknown));
        }
    }
    read
}

impl Word {
    fn read(judge: &Judge<'_>, token: &str) -> Self {
        let alone = judge.alone(token);
        let (mut text, mut notes) = (String::new(), Notes::default());
        let mut strokes = (Fingerprint::EMPTY, Fingerprint::EMPTY);
        if alone.class != Class::Latin {
            strokes.0 = judge.converter.run(token, QuoteStyle::Intent, &mut text, &mut notes);
            strokes.1 = Fingerprint::of(&text);
        }
        let is_quote = |c| quotes::is_curly(c) || matches!(judge.converter.table.glyph(c).kind, Kind::Alone('‘' | '’'));
        Self {
            alone,
            of_the_font: alone.class == Class::Neutral && is_of_the_font(judge.converter, token),
            quotes: token.contains(is_quote),
            text: text.into(),
            odd: (!notes.is_clean() || strokes.0 != strokes.1).then(|| Box::new(Odd { notes, strokes })),
        }
    }
}

/// Digits and marks: were they typed in this font?
fn is_of_the_font(converter: &Converter, token: &str) -> bool {
    if token.bytes().any(|b| b.is_ascii_digit()) {
        // A comma, a slash, brackets around digits are what they look like; the font has other keys for them.
        return !token.contains([',', '.', '/', '(', ')', ';', ':', '+', '=', '₹', '<', '>', '\'', '"', '?', '#']);
    }
    token::read(converter, token).faults == 0 && !token.contains(['(', ')', '/', '#'])
}

impl Cell<'_> {
    fn convert(&mut self, text: &str) {
        let start = self.out.len();
        let strokes = self.converter.run(text, self.quotes, &mut self.out, &mut self.notes);
        self.print.append(&strokes);
        self.back.append(&Fingerprint::of(self.out.get(start..).unwrap_or_default()));
    }
    fn keep(&mut self, text: &str) {
        self.out.push_str(text);
    }
    /// All of it was typed without Unicode: token by token, neighbours heard.
    fn legacy(&mut self, text: &str, judge: &Judge<'_>, shelf: &mut Shelf) {
        let Shelf { words, tokens, alone, .. } = shelf;
        tokens.clear();
        alone.clear();
        for (from, token) in token::tokens(text) {
            let word = words.place(token, || Word::read(judge, token));
            tokens.push(Token { from, to: from + token.len(), word });
            alone.push(words.at(word).alone);
        }
        let written = |token: &Token| &text[token.from..token.to];
        let classes = among_neighbours(|at| written(&tokens[at]), alone);
        if !classes.contains(&Class::Legacy) {
            // Punctuation alone proves nothing: only what no other font writes so is converted.
            let mut done = 0;
            for token in tokens.iter() {
                self.keep(&text[done..token.from]);
                // Beside a letter a key between digits may be what it looks like: R&D, A4@2.
                let token_text = written(token);
                self.keep_with_marks(token_text, !token_text.bytes().any(|b| b.is_ascii_alphabetic()));
                done = token.to;
            }
            return self.keep(&text[done..]);
        }
        // Stretches of converted tokens, with the blanks before them.
        let mut done = 0;
        let mut first = None;
        for (at, class) in classes.iter().enumerate() {
            let token = tokens[at];
            if *class == Class::Legacy || *class == Class::Neutral && words.at(token.word).of_the_font {
                first.get_or_insert(at);
                continue;
            }
            if let Some(first) = first.take() {
                done = self.stretch(text, done, &tokens[first..at], words);
            }
            self.blanks(&text[done..token.from]);
            if *class == Class::Latin {
                self.latin(written(&token));
            } else {
                self.keep(written(&token));
            }
            done = token.to;
        }
        if let Some(first) = first {
            done = self.stretch(text, done, &tokens[first..], words);
        }
        self.blanks(&text[done..]);
    }
    /// Writes tokens that are all converted, from where the text is `done`; returns where it is done then.
    fn stretch(&mut self, text: &str, mut done: usize, tokens: &[Token], words: &Memo<Word>) -> usize {
        let end = tokens.last().map_or(done, |token| token.to);
        if tokens.iter().any(|token| words.at(token.word).quotes) {
            // Quotation marks reach over blanks: the stretch goes through the converter whole.
            self.convert(&text[done..end]);
            return end;
        }
        for token in tokens {
            self.blanks(&text[done..token.from]);
            let word = words.at(token.word);
            self.out.push_str(&word.text);
            if let Some(odd) = &word.odd {
                self.print.append(&odd.strokes.0);
                self.back.append(&odd.strokes.1);
                self.notes.append(&odd.notes);
            }
            done = token.to;
        }
        end
    }
    /// Blanks beside converted tokens: the wide one is a glyph of some fonts.
    fn blanks(&mut self, blanks: &str) {
        if blanks.is_ascii() { self.keep(blanks) } else { self.convert(blanks) }
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
        self.keep(&with_marks(text, numbers));
    }
    /// Some of it is Unicode already: only runs that are legacy text beyond doubt are converted.
    fn mixed(&mut self, text: &str, judge: &Judge<'_>, certain: &mut Memo<bool>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let apart = |c: char| token::is_blank(c) || is_unicode_hindi(c);
            let end = rest.find(|c| apart(c) != apart(first)).unwrap_or(rest.len());
            let (piece, next) = rest.split_at(end);
            rest = next;
            let place = (!apart(first)).then(|| certain.place(piece, || judge.is_certain(piece)));
            if place.is_some_and(|place| *certain.at(place)) {
                self.convert(piece);
                self.notes.repair("legacy_run_in_unicode");
            } else {
                self.keep(piece);
            }
        }
    }
}

/// A text with its brackets and, between digits, its other marks as they are meant.
fn with_marks(text: &str, numbers: bool) -> String {
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
    kept
}

/// The same for a text of several tokens: those with a letter stay as they are.
fn with_marks_of_figures(text: &str) -> String {
    let (mut read, mut done) = (String::with_capacity(text.len()), 0);
    for (from, token) in token::tokens(text).filter(|(_, token)| !token.contains(char::is_alphabetic)) {
        read.push_str(&text[done..from]);
        read.push_str(&with_marks(token, true));
        done = from + token.len();
    }
    read.push_str(&text[done..]);
    read
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
