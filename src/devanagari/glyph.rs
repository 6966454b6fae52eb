//! The glyph table of one font: what every byte draws, read from the catalogue.

use super::{check::Fingerprint, guise::byte_of, marks};
use crate::catalogue::CatalogueError;

/// A consonant of a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) base: char,
    pub(super) nukta: bool,
    /// Attached below or behind another consonant (rakar, subjoined य).
    pub(super) below: bool,
    /// The eyelash र, kept apart by ZWJ.
    pub(super) eyelash: bool,
}

/// What a glyph does to the syllable under construction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not in the table.
    Missing,
    /// In the table, but its sources disagree.
    Disputed,
    /// Draws nothing.
    Nothing,
    /// A blank.
    Blank,
    /// One character that stands alone: punctuation, digit, danda.
    Alone(char),
    /// Visarga or colon, one glyph.
    VisargaOrColon,
    /// Consonants; `half` ones wait for a stem or a next letter.
    Letters { half: bool },
    /// Consonants that hang on the last one.
    Below,
    /// Vowel signs, nasals, reph.
    Signs,
    /// The dot below.
    Nukta,
    /// An explicit virama.
    Virama,
    /// An independent vowel.
    Vowel(char),
}

/// One glyph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) kind: Kind,
    letters: [Letter; 4],
    count: u8,
    /// Bits of [`marks`].
    pub(super) marks: u16,
    pub(super) print: Fingerprint,
}

const NO_LETTER: Letter = Letter { base: '\0', nukta: false, below: false, eyelash: false };

impl Glyph {
    const MISSING: Self =
        Self { kind: Kind::Missing, letters: [NO_LETTER; 4], count: 0, marks: 0, print: Fingerprint::EMPTY };

    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters[..usize::from(self.count)]
    }
    /// Reads what a glyph draws; `None` if the text is none of the known shapes.
    fn read(drawn: &str) -> Option<Self> {
        let mut glyph = Self { print: Fingerprint::of(drawn), ..Self::MISSING };
        let mut rest = drawn.chars().peekable();
        let first = *rest.peek()?;
        let only = drawn.chars().nth(1).is_none();
        glyph.kind = match first {
            ' ' | '\u{A0}' => Kind::Blank,
            '़' if only => Kind::Nukta,
            '्' if only => Kind::Virama,
            _ if marks::is_consonant(first) || first == '्' => return glyph.read_letters(drawn),
            _ if marks::bit(first) != 0 => Kind::Signs,
            'अ'..='औ' | 'ॠ' | 'ॡ' | 'ॲ' => {
                rest.next();
                Kind::Vowel(first)
            }
            _ if only => return Some(Self { kind: Kind::Alone(first), ..glyph }),
            _ => return None,
        };
        if matches!(glyph.kind, Kind::Signs | Kind::Vowel(_)) {
            glyph.marks = bits(rest)?;
        }
        Some(glyph)
    }
    fn read_letters(mut self, drawn: &str) -> Option<Self> {
        let is_sign = |signs: &&str| !signs.contains('\u{200D}') && !signs.chars().any(marks::is_consonant);
        if let Some(signs) = drawn.strip_prefix("र्").filter(is_sign) {
            return Some(Self { kind: Kind::Signs, marks: bits(signs.chars())? | marks::REPH, ..self });
        }
        let below = drawn.starts_with('्');
        let mut joined = true;
        for c in drawn.chars().skip(usize::from(below)) {
            let last = self.count.checked_sub(1).map(usize::from);
            match c {
                '़' => self.letters[last?].nukta = true,
                '\u{200D}' => self.letters[last?].eyelash = true,
                '्' => joined = true,
                _ if marks::is_consonant(c) && joined && self.count < 4 => {
                    self.letters[usize::from(self.count)] = Letter { base: c, below, ..NO_LETTER };
                    self.count += 1;
                    joined = false;
                }
                _ if marks::bit(c) != 0 && !joined => self.marks |= marks::bit(c),
                _ => return None,
            }
        }
        if self.count == 0 {
            return None;
        }
        self.kind = if below { Kind::Below } else { Kind::Letters { half: joined } };
        Some(self)
    }
}

fn bits(signs: impl Iterator<Item = char>) -> Option<u16> {
    signs.map(marks::bit).try_fold(0, |all, bit| (bit != 0).then_some(all | bit))
}

/// A glyph that changes the letter it follows: `Q` after व draws क in Walkman-Chanakya.
#[derive(Clone, Debug)]
pub(super) struct Hook {
    pub(super) byte: u8,
    pub(super) turns: Vec<(char, char)>,
}

/// One row of the table that is a single code, for writing text back.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) code: char,
    pub(super) byte: u8,
    pub(super) drawn: String,
    /// Another code for this drawing is the usual one.
    pub(super) rare: bool,
}

/// The table of one font.
#[derive(Clone, Debug)]
pub(super) struct GlyphTable {
    glyphs: Box<[Glyph; 256]>,
    /// Code points outside the 256, in ascending order.
    others: Vec<(char, Glyph)>,
    pub(super) hook: Option<Hook>,
    /// The nukta is typed before its letter.
    pub(super) nukta_first: bool,
    pub(super) rows: Vec<Row>,
}

impl GlyphTable {
    /// Reads a table of the catalogue: `legacy_code_points,legacy_text,unicode,note`, lines with `#` are remarks.
    pub(super) fn read(file: &str, text: &str) -> Result<Self, Vec<CatalogueError>> {
        let mut table = Self {
            glyphs: Box::new([Glyph::MISSING; 256]),
            others: Vec::new(),
            hook: None,
            nukta_first: false,
            rows: Vec::new(),
        };
        let mut faults = Vec::new();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        for (at, record) in reader.records().enumerate() {
            let fault = match &record {
                Ok(record) => table.row([0, 2, 3].map(|column| record.get(column).unwrap_or_default())).err(),
                Err(cause) => Some(cause.to_string()),
            };
            faults.extend(fault.map(|fault| CatalogueError::new(file, format!("row {}: {fault}", at + 1))));
        }
        if table.rows.is_empty() {
            faults.push(CatalogueError::new(file, "no glyph in the table"));
        }
        table.others.sort_by_key(|(c, _)| *c);
        if faults.is_empty() { Ok(table) } else { Err(faults) }
    }
    fn row(&mut self, [codes, drawn, note]: [&str; 3]) -> Result<(), String> {
        let codes: Vec<char> = codes
            .split_whitespace()
            .map(|hex| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).ok_or(format!("code {hex}")))
            .collect::<Result<_, _>>()?;
        match codes[..] {
            [code] if !note.contains("C1 control left by") => self.single(code, drawn, note),
            [first, second] if note.starts_with("hook") => self.hook_row(first, second, drawn),
            [first, _] if drawn.ends_with('़') && self.kind_of(first) == Kind::Nukta => {
                self.nukta_first = true;
                Ok(())
            }
            // Sequences follow from the glyphs and the rules of joining; the tests hold them.
            _ => Ok(()),
        }
    }
    fn single(&mut self, code: char, drawn: &str, note: &str) -> Result<(), String> {
        let glyph = match drawn {
            "" if note.contains("drop") => Glyph { kind: Kind::Nothing, ..Glyph::MISSING },
            "" => Glyph { kind: Kind::Disputed, ..Glyph::MISSING },
            "ः" if code == '%' => {
                Glyph { kind: Kind::VisargaOrColon, print: Fingerprint::of(drawn), ..Glyph::MISSING }
            }
            _ => Glyph::read(drawn).ok_or(format!("'{drawn}' is no letter, sign or mark of punctuation"))?,
        };
        let byte = byte_of(code);
        let taken = match byte {
            Some(byte) => std::mem::replace(&mut self.glyphs[usize::from(byte)], glyph).kind != Kind::Missing,
            None => {
                self.others.push((code, glyph));
                self.others[..self.others.len() - 1].iter().any(|(other, _)| *other == code)
            }
        };
        if let Some(byte) = byte.filter(|_| !drawn.is_empty()) {
            let rare = ["rare", "same glyph", "alternative", "seen as"].iter().any(|word| note.contains(word));
            self.rows.push(Row { code, byte, drawn: drawn.to_owned(), rare });
        }
        if taken { Err(format!("code {:04X} stands twice", u32::from(code))) } else { Ok(()) }
    }
    fn hook_row(&mut self, first: char, hook: char, drawn: &str) -> Result<(), String> {
        let from = self.glyph(first);
        let from = from.letters().first().map(|letter| letter.base).or(match from.kind {
            Kind::Vowel(vowel) => Some(vowel),
            _ => None,
        });
        let (Some(from), Some(to), Some(byte)) = (from, drawn.chars().next(), byte_of(hook)) else {
            return Err(format!("hook '{drawn}' follows no letter"));
        };
        self.hook.get_or_insert_with(|| Hook { byte, turns: Vec::new() }).turns.push((from, to));
        Ok(())
    }
    fn kind_of(&self, c: char) -> Kind {
        self.glyph(c).kind
    }
    /// Glyph of a byte.
    #[inline]
    pub(super) fn at(&self, byte: u8) -> &Glyph {
        &self.glyphs[usize::from(byte)]
    }
    /// Glyph of a character in any guise.
    #[inline]
    pub(super) fn glyph(&self, c: char) -> &Glyph {
        match byte_of(c) {
            Some(byte) => self.at(byte),
            None => match self.others.binary_search_by_key(&c, |(other, _)| *other) {
                Ok(at) => &self.others[at].1,
                Err(_) => &Glyph::MISSING,
            },
        }
    }
}
