//! The way back: Unicode Hindi written in the codes of a legacy font.
//!
//! Used to train the detector and to test the converter; one text has many spellings in such a font, of which two
//! styles are made: [`TypingStyle::Ascii`], plain keys, and [`TypingStyle::Ligatures`], the codes above 7F.

use super::{
    glyph::{GlyphTable, Row},
    marks, quotes,
};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// How a typist writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypingStyle {
    /// Plain keys wherever there are some.
    Ascii,
    /// The ready-made conjuncts and combined signs, typed with Alt codes.
    Ligatures,
}

/// Writes Unicode Hindi in one font's codes, in one style.
#[derive(Clone, Debug)]
pub struct Encoder {
    codes: BTreeMap<String, char>,
    style: TypingStyle,
    nukta_first: bool,
    /// The rakar, and the one for round letters.
    rakar: Option<(char, char)>,
}

/// Consonants under which the rakar is drawn as a hook of its own, and behind which य hangs.
const ROUND: [char; 5] = ['ट', 'ठ', 'ड', 'ढ', 'छ'];

impl Encoder {
    pub(super) fn new(table: &GlyphTable, style: TypingStyle) -> Self {
        let mut codes: BTreeMap<String, char> = BTreeMap::new();
        let usable = |row: &&Row| !quotes::is_curly(row.code) && !matches!(row.byte, 0x91..=0x97 | 0xA0);
        let preferred = |row: &&Row| (row.byte < 0x80) == (style == TypingStyle::Ascii) && !row.rare;
        let usual = |row: &&Row| !row.rare;
        let rows = || table.rows.iter().filter(usable);
        // The preferred codes come first and are kept; the others fill the gaps.
        for row in rows().filter(preferred).chain(rows().filter(usual)).chain(rows()) {
            codes.entry(row.drawn.clone()).or_insert(row.code);
        }
        let mut rakars = rows().filter(|row| row.drawn == "्र").map(|row| row.code);
        let rakar = rakars.next().map(|plain| (plain, rakars.next().filter(|code| *code == 'ª').unwrap_or(plain)));
        Self { codes, style, nukta_first: table.nukta_first, rakar }
    }
    /// Writes a text. Characters the font has no code for stay as they are.
    pub fn encode(&self, hindi: &str) -> String {
        // Decomposed, every nukta stands for itself.
        let text: Vec<char> = hindi.nfd().collect();
        let mut out = String::with_capacity(text.len() * 2);
        let mut at = 0;
        while at < text.len() {
            at += if marks::is_consonant(text[at]) {
                self.syllable(&text[at..], &mut out)
            } else {
                self.other(&text[at..], &mut out)
            };
        }
        out
    }
    fn code(&self, drawn: &str) -> Option<char> {
        self.codes.get(drawn).copied()
    }
    fn ligatures(&self) -> bool {
        self.style == TypingStyle::Ligatures
    }
    /// One syllable that begins with a consonant; returns how many characters it took.
    fn syllable(&self, text: &[char], out: &mut String) -> usize {
        let (letters, mut at) = read_letters(text);
        let virama = text.get(at) == Some(&'्');
        at += usize::from(virama);
        let signs = text[at..].iter().take_while(|c| marks::bit(**c) != 0).count();
        let mut bits = text[at..at + signs].iter().fold(0, |all, c| all | marks::bit(*c));
        if letters.len() > 1 && letters[0] == "र" {
            bits |= marks::REPH;
        }
        let letters = &letters[usize::from(bits & marks::REPH != 0)..];
        self.before(&mut bits, out);
        self.write_letters(letters, virama, &mut bits, out);
        self.after(bits, out);
        at + signs
    }
    /// ि and what is combined with it.
    fn before(&self, bits: &mut u16, out: &mut String) {
        let combined = [
            ("र्िं", marks::I | marks::REPH | marks::ANUSVARA),
            ("र्ि", marks::I | marks::REPH),
            ("िं", marks::I | marks::ANUSVARA),
        ];
        let combined = combined.iter().filter(|_| self.ligatures());
        for (drawn, needed) in combined.chain(&[("ि", marks::I)]) {
            if let Some(code) = self.code(drawn).filter(|_| *bits & needed == *needed) {
                out.push(code);
                *bits &= !needed;
            }
        }
    }
    /// Everything that comes behind the letters.
    fn after(&self, mut bits: u16, out: &mut String) {
        let combined = [
            ("र्ैं", marks::AI | marks::REPH | marks::ANUSVARA),
            ("र्ी", marks::II | marks::REPH),
            ("ीं", marks::II | marks::ANUSVARA),
            ("र्ं", marks::REPH | marks::ANUSVARA),
            ("ँ", marks::CANDRABINDU),
        ];
        let alone = [
            ("ा", marks::AA),
            ("ी", marks::II),
            ("ु", marks::U),
            ("ू", marks::UU),
            ("ृ", marks::R),
            ("ॄ", marks::RR),
            ("ॢ", marks::L),
            ("े", marks::E),
            ("ै", marks::AI),
            ("ॅ", marks::CANDRA_E),
            ("र्", marks::REPH),
            ("ं", marks::ANUSVARA),
            ("ः", marks::VISARGA),
        ];
        if !self.ligatures() && bits & marks::CANDRABINDU != 0 && self.code("ॅ").is_some() {
            bits = bits & !marks::CANDRABINDU | marks::CANDRA_E | marks::ANUSVARA;
        }
        // The combined sign of ै is wanted only where its ा is not.
        let long_au = bits & marks::AA != 0;
        let combined = combined.iter().filter(|(_, needed)| {
            (self.ligatures() || *needed == marks::CANDRABINDU) && !(long_au && needed & marks::AI != 0)
        });
        for (drawn, needed) in combined.chain(&alone) {
            if let Some(code) = self.code(drawn).filter(|_| bits & needed == *needed) {
                out.push(code);
                bits &= !needed;
            }
        }
    }
    /// The consonants of a syllable, ligature by ligature, longest first.
    fn write_letters(&self, letters: &[String], virama: bool, bits: &mut u16, out: &mut String) {
        let mut at = 0;
        while at < letters.len() {
            at += self.piece(&letters[at..], at > 0, virama, bits, out);
        }
    }
    fn piece(&self, letters: &[String], behind: bool, virama: bool, bits: &mut u16, out: &mut String) -> usize {
        let round = |letter: &str| letter.starts_with(ROUND);
        let rakar = |letter: &String| {
            self.rakar
                .filter(|_| letter == "र")
                .map(|(plain, hook)| if self.ligatures() && round(&letters[0]) { hook } else { plain })
        };
        let longest = letters.len().min(4);
        for length in (1..=longest).rev() {
            let drawn = letters[..length].join("्");
            let last = length == letters.len();
            let waits = !last || virama;
            let plain = [self.code(&drawn), self.half(&drawn)].into_iter().flatten().any(|code| code.is_ascii());
            if length > 1 && !self.ligatures() && !plain {
                continue;
            }
            let signed = if last && !virama { self.with_sign(&drawn, *bits, behind) } else { None };
            if let Some((code, bit)) = signed {
                out.push(code);
                *bits &= !bit;
                return length;
            }
            let next_below = letters.get(length).and_then(rakar);
            if !waits || next_below.is_some() {
                if !self.full(&drawn, out) {
                    continue;
                }
                let Some(code) = next_below else { return length };
                out.push(code);
                if length + 1 < letters.len() || virama {
                    out.extend(self.code("्"));
                }
                return length + 1;
            }
            let subjoined = self.code("्य").filter(|_| {
                self.ligatures() && length + 1 == letters.len() && !virama && round(&drawn) && letters[length] == "य"
            });
            if let Some(code) = subjoined.filter(|_| self.full(&drawn, out)) {
                out.push(code);
                return length + 1;
            }
            if let Some(code) = self.half(&drawn).filter(|_| !last) {
                out.push(code);
                return length;
            }
            if self.full(&drawn, out) {
                out.extend(self.code("्"));
                return length;
            }
        }
        self.unknown_letter(&letters[0], letters.len() > 1 || virama, out);
        1
    }
    /// A letter with its vowel sign in one code: रु, कृ.
    fn with_sign(&self, drawn: &str, bits: u16, behind: bool) -> Option<(char, u16)> {
        if behind || bits & marks::REPH != 0 {
            return None;
        }
        [('ु', marks::U), ('ू', marks::UU), ('ृ', marks::R)].into_iter().find_map(|(sign, bit)| {
            let code = self.code(&format!("{drawn}{sign}")).filter(|_| bits & bit != 0)?;
            (code.is_ascii() || self.ligatures()).then_some((code, bit))
        })
    }
    fn half(&self, drawn: &str) -> Option<char> {
        self.code(&format!("{drawn}्")).filter(|_| !drawn.ends_with('र'))
    }
    /// Writes letters in full: one code, or the half form with its stem, or with the dot below apart.
    fn full(&self, drawn: &str, out: &mut String) -> bool {
        let half = self.half(drawn);
        let stem = self.code("ा");
        match (self.code(drawn), half, stem) {
            (Some(code), half, _) if code.is_ascii() || self.ligatures() || half.is_none() => out.push(code),
            (_, Some(half), Some(stem)) => out.extend([half, stem]),
            (Some(code), ..) => out.push(code),
            _ => return self.dotted(drawn, out),
        }
        true
    }
    fn dotted(&self, drawn: &str, out: &mut String) -> bool {
        let Some(plain) = drawn.strip_suffix('़') else { return false };
        let Some(nukta) = self.code("़") else { return false };
        if self.nukta_first {
            out.push(nukta);
            return self.full(plain, out);
        }
        let written = self.full(plain, out);
        out.extend(Some(nukta).filter(|_| written));
        written
    }
    fn unknown_letter(&self, letter: &str, waits: bool, out: &mut String) {
        out.push_str(letter);
        if waits {
            out.push(self.code("्").unwrap_or('्'));
        }
    }
    /// A vowel, a digit, a mark of punctuation; returns how many characters it took.
    fn other(&self, text: &[char], out: &mut String) -> usize {
        let c = text[0];
        let parts: &[&str] = match c {
            'आ' => &["अ", "ा"],
            'ओ' => &["अ", "ा", "े"],
            'औ' => &["अ", "ा", "ै"],
            'ऑ' => &["अ", "ा", "ॅ"],
            'ॲ' => &["अ", "ॅ"],
            'ऐ' => &["ए", "े"],
            'ऍ' => &["ए", "ॅ"],
            'ई' if !self.ligatures() || self.code("ई").is_none() => &["इ", "र्"],
            _ => &[],
        };
        let signs = text[1..].iter().take_while(|c| marks::bit(**c) != 0).count();
        let is_vowel = matches!(c, 'अ'..='औ' | 'ॠ' | 'ॲ');
        if is_vowel {
            match parts {
                [] => out.push(self.code(c.encode_utf8(&mut [0; 4])).unwrap_or(c)),
                parts => out.extend(parts.iter().map(|part| self.code(part).unwrap_or(c))),
            }
            self.after(text[1..=signs].iter().fold(0, |all, c| all | marks::bit(*c)), out);
            return 1 + signs;
        }
        match c {
            '॥' => out.extend(self.code("।").into_iter().cycle().take(2)),
            ':' => out.push(self.code("ः").filter(|code| *code == '%').unwrap_or(c)),
            _ => out.push(self.code(c.encode_utf8(&mut [0; 4])).unwrap_or(c)),
        }
        1
    }
}

/// The consonants at the start, each with its nukta, and the characters read.
fn read_letters(text: &[char]) -> (Vec<String>, usize) {
    let mut letters = Vec::new();
    let mut at = 0;
    loop {
        let mut letter = String::from(text[at]);
        at += 1;
        if text.get(at) == Some(&'़') {
            letter.push('़');
            at += 1;
        }
        letters.push(letter);
        match (text.get(at), text.get(at + 1)) {
            (Some('्'), Some(next)) if marks::is_consonant(*next) => at += 1,
            _ => return (letters, at),
        }
    }
}
