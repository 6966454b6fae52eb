//! One syllable at a time, from the order on paper to the order of Unicode.

use super::{
    glyph::{Glyph, Hook, Kind, Letter},
    marks,
};

/// Longest run of joined consonants taken as one syllable; a longer one is written in two parts, without loss.
const LONGEST: usize = 8;
const NO_LETTER: Letter = Letter { base: '\0', nukta: false, below: false, eyelash: false };

/// What was odd about a text, counted while syllables are built.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Names of repairs made, each once, in order of first use.
    pub(super) repairs: Vec<&'static str>,
    /// Characters not in the table, each once.
    pub(super) unknown: Vec<char>,
    /// Places no Hindi word has: a sign without a letter, two vowel signs, a half letter at the end.
    pub(super) faults: u32,
    /// A glyph changed the letter before it.
    pub(super) hooked: bool,
}

impl Notes {
    pub(super) fn repair(&mut self, name: &'static str) {
        if !self.repairs.contains(&name) {
            self.repairs.push(name);
        }
    }
    /// Nothing was odd.
    pub(super) fn is_clean(&self) -> bool {
        self.repairs.is_empty() && self.unknown.is_empty() && self.faults == 0 && !self.hooked
    }
    /// Adds the notes of what follows.
    pub(super) fn append(&mut self, next: &Self) {
        next.repairs.iter().for_each(|name| self.repair(name));
        self.unknown.extend(next.unknown.iter().filter(|c| !self.unknown.contains(c)).copied().collect::<Vec<_>>());
        self.faults += next.faults;
        self.hooked |= next.hooked;
    }
    fn fault(&mut self, name: &'static str) {
        self.faults += 1;
        self.repair(name);
    }
    pub(super) fn unknown(&mut self, c: char) {
        self.faults += 1;
        if !self.unknown.contains(&c) {
            self.unknown.push(c);
        }
    }
}

/// The syllable under construction and the text written so far.
pub(super) struct Builder<'a> {
    pub(super) out: &'a mut String,
    pub(super) notes: &'a mut Notes,
    letters: [Letter; LONGEST],
    count: usize,
    vowel: Option<char>,
    marks: u16,
    /// The last consonant is half: a letter may join it.
    waiting: bool,
    /// A ा that comes now is the stem of the half letter.
    stem: bool,
    /// ि (with what came with it) typed before its syllable.
    pending: u16,
    pending_nukta: bool,
    pub(super) nukta_first: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(out: &'a mut String, notes: &'a mut Notes, nukta_first: bool) -> Self {
        Self {
            out,
            notes,
            letters: [NO_LETTER; LONGEST],
            count: 0,
            vowel: None,
            marks: 0,
            waiting: false,
            stem: false,
            pending: 0,
            pending_nukta: false,
            nukta_first,
        }
    }
    /// Is a syllable open that has a letter?
    pub(super) fn open(&self) -> bool {
        self.count > 0 || self.vowel.is_some()
    }
    /// Consonants, half or full, perhaps with a vowel sign of their own.
    #[inline]
    pub(super) fn letters(&mut self, glyph: &Glyph, half: bool) {
        let letters = glyph.letters();
        if !(self.waiting && self.count + letters.len() <= LONGEST) {
            self.close_syllable();
            self.marks = std::mem::take(&mut self.pending);
        }
        for letter in letters {
            self.letters[self.count] = *letter;
            self.count += 1;
        }
        if std::mem::take(&mut self.pending_nukta) {
            self.letters[self.count - letters.len()].nukta = true;
        }
        self.marks |= glyph.marks;
        self.waiting = half;
        self.stem = half;
    }
    /// Consonants hung on the last one, even after its vowel signs: it looks the same on paper.
    pub(super) fn below(&mut self, glyph: &Glyph) {
        let letters = glyph.letters();
        let again = self.count > 1 && self.letters[..self.count].ends_with(letters);
        if self.count == 0 || self.count + letters.len() > LONGEST {
            self.close();
            self.notes.fault("mark_without_letter");
            for letter in letters {
                self.out.push('्');
                self.out.push(letter.base);
            }
        } else if again {
            self.notes.repair("doubled_sign");
        } else {
            // After an explicit virama the glyph is the letter that was waited for.
            self.waiting &= self.stem;
            for letter in letters {
                self.letters[self.count] = *letter;
                self.count += 1;
            }
        }
    }
    /// Vowel signs, nasals and reph of the open syllable; ि opens the next one.
    #[inline]
    pub(super) fn signs(&mut self, mut signs: u16) {
        if signs & marks::I != 0 {
            return self.before(signs);
        }
        if self.waiting && self.stem && signs & marks::AA != 0 {
            self.waiting = false;
            signs &= !marks::AA;
        }
        if self.marks & signs != 0 {
            self.notes.repair("doubled_sign");
        }
        if !self.open() && self.pending != 0 {
            self.close();
        }
        self.marks |= signs;
    }
    fn before(&mut self, signs: u16) {
        if self.waiting && self.count > 0 && self.marks & marks::I == 0 {
            self.marks |= signs;
            return;
        }
        self.close_syllable();
        if self.pending != 0 {
            self.notes.repair("doubled_sign");
        }
        self.pending |= signs;
    }
    /// The dot below: of the last consonant, but not of a rakar under it.
    pub(super) fn nukta(&mut self) {
        if self.nukta_first {
            self.pending_nukta = true;
            return;
        }
        let Some(last) = self.letters[..self.count].iter().rposition(|letter| !(letter.base == 'र' && self.count > 1))
        else {
            self.close();
            self.write_stray_nukta();
            return self.notes.fault("mark_without_letter");
        };
        if std::mem::replace(&mut self.letters[last].nukta, true) {
            self.notes.repair("doubled_sign");
        }
    }
    /// An explicit virama.
    pub(super) fn virama(&mut self) {
        // Ç brings a nasal before its letters; other signs come when the letters are complete.
        let early = marks::I | marks::REPH | if self.marks & marks::I != 0 { marks::ANUSVARA } else { 0 };
        if self.count == 0 || self.marks & !early != 0 {
            self.close();
            self.out.push('्');
            return self.notes.fault("mark_without_letter");
        }
        self.waiting = true;
        self.stem = false;
    }
    /// An independent vowel.
    pub(super) fn vowel(&mut self, vowel: char, signs: u16) {
        self.close();
        self.vowel = Some(vowel);
        self.marks = signs;
    }
    /// A glyph that changes the last letter: `Q` makes क of व. False if there is none to change.
    pub(super) fn hook(&mut self, hook: &Hook) -> bool {
        let turned = |letter: char| hook.turns.iter().find(|(from, _)| *from == letter).map(|(_, to)| *to);
        if let Some(to) = self.vowel.and_then(turned) {
            self.vowel = Some(to);
        } else {
            let last = self.letters[..self.count].iter_mut().rev().find(|letter| !letter.below);
            let Some((letter, to)) = last.and_then(|letter| turned(letter.base).map(|to| (letter, to))) else {
                return false;
            };
            // On a half letter the hook is its stem.
            self.waiting &= letter.base != to;
            letter.base = to;
        }
        self.notes.hooked = true;
        true
    }
    /// Ends the syllable and writes out a ि that waits in vain.
    #[inline]
    pub(super) fn close(&mut self) {
        self.close_syllable();
        if self.pending != 0 || self.pending_nukta {
            self.write_stray();
        }
    }
    #[cold]
    fn write_stray(&mut self) {
        self.notes.fault("mark_without_letter");
        let pending = std::mem::take(&mut self.pending);
        if pending & marks::REPH != 0 {
            self.out.push_str("र्");
        }
        marks::write_vowel_signs(pending, self.out);
        marks::write_nasals(pending, self.out);
        if std::mem::take(&mut self.pending_nukta) {
            self.write_stray_nukta();
        }
    }
    /// A dot that belongs to no open letter; with a letter written before it it is composed all the same (NFC).
    #[cold]
    fn write_stray_nukta(&mut self) {
        let composed = match self.out.chars().next_back() {
            Some('न') => 'ऩ',
            Some('र') => 'ऱ',
            Some('ळ') => 'ऴ',
            _ => return self.out.push('़'),
        };
        self.out.pop();
        self.out.push(composed);
    }
    #[inline]
    fn close_syllable(&mut self) {
        if self.count == 0 && self.vowel.is_none() && self.marks == 0 {
            return;
        }
        let marks = marks::join_candrabindu(self.marks);
        match self.vowel.take() {
            Some(vowel) => self.write_vowel(vowel, marks),
            None => self.write_letters(marks),
        }
        self.count = 0;
        self.marks = 0;
        self.waiting = false;
        self.stem = false;
    }
    fn write_letters(&mut self, marks: u16) {
        if marks & marks::REPH != 0 {
            self.out.push_str("र्");
        }
        for (at, letter) in self.letters[..self.count].iter().enumerate() {
            match (letter.base, letter.nukta) {
                ('न', true) => self.out.push('ऩ'),
                ('र', true) => self.out.push('ऱ'),
                ('ळ', true) => self.out.push('ऴ'),
                (base, nukta) => {
                    self.out.push(base);
                    if nukta {
                        self.out.push('़');
                    }
                }
            }
            if at + 1 < self.count || self.waiting {
                self.out.push('्');
                if letter.eyelash {
                    self.out.push('\u{200D}');
                }
            }
        }
        let signs = marks::write_vowel_signs(marks, self.out);
        let nasals = marks::write_nasals(marks, self.out);
        if self.count == 0 {
            self.notes.fault("mark_without_letter");
        } else if signs > 1 || nasals > 1 {
            self.notes.fault("two_vowel_signs");
        } else if self.waiting && self.stem {
            self.notes.fault("half_letter_alone");
        }
    }
    fn write_vowel(&mut self, vowel: char, marks: u16) {
        let (vowel, left) = marks::join_vowel(vowel, marks);
        if left & marks::REPH != 0 {
            self.out.push_str("र्");
        }
        self.out.push(vowel);
        let signs = marks::write_vowel_signs(left, self.out);
        if marks::write_nasals(left, self.out) > 1 || signs > 0 {
            self.notes.fault("sign_on_vowel");
        }
    }
}

/// Does a glyph of this kind belong to a word?
pub(super) fn in_word(kind: Kind) -> bool {
    !matches!(kind, Kind::Missing | Kind::Disputed | Kind::Nothing | Kind::Blank | Kind::Alone(_))
}
