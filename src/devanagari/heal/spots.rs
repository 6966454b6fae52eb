//! Damage that can be read in several ways: places in a text, each with the readings there are. Word lists decide.

use super::{
    DamageKind, Healer,
    certain::Sign,
    signs::{Class, vowel_of},
};

/// A place and how it may be read.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) kind: DamageKind,
    /// Signs it covers, from and behind.
    pub(super) signs: (usize, usize),
    pub(super) readings: Vec<String>,
    /// A list names the word itself: the one reading needs no further proof.
    pub(super) decided: bool,
}

impl Spot {
    fn reaches(&self, at: usize) -> bool {
        let foreign = matches!(self.kind, DamageKind::ForeignLetter | DamageKind::ForeignDigit);
        self.signs.1 > at || self.signs.1 == at && foreign
    }
}

/// Longer runs of Latin letters are words or codes, not slips.
const LONGEST_SLIP: usize = 2;

/// Finds the places of a text whose certain damage is mended.
pub(super) struct Finder<'a> {
    pub(super) healer: &'a Healer,
    /// Does a word stand in the lists or the register?
    pub(super) known: &'a dyn Fn(&str) -> bool,
    pub(super) signs: &'a [Sign],
}

impl Finder<'_> {
    pub(super) fn find(&self) -> Vec<Spot> {
        let mut spots = Vec::new();
        let mut at = 0;
        while at < self.signs.len() {
            let spot = self.foreign(at).or_else(|| self.colon(at)).or_else(|| self.moon(at)).or_else(|| self.sign(at));
            match spot {
                // Three signs in a row: the second place begins in the first. And a sign behind a foreign letter stands on what
                // that is read as.
                Some(spot) if spots.last().is_some_and(|last: &Spot| last.reaches(spot.signs.0)) => at += 1,
                Some(spot) => {
                    at = spot.signs.1.max(at + 1);
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }
    fn class(&self, at: usize) -> Class {
        self.signs.get(at).map_or(Class::Blank, Sign::class)
    }
    fn before(&self, at: usize) -> Class {
        at.checked_sub(1).map_or(Class::Blank, |at| self.class(at))
    }
    fn text(&self, from: usize, to: usize) -> String {
        self.signs[from..to.min(self.signs.len())].iter().map(|sign| sign.c).collect()
    }
    fn run(&self, from: usize, belongs: impl Fn(Class) -> bool) -> usize {
        from + self.signs[from.min(self.signs.len())..].iter().take_while(|sign| belongs(sign.class())).count()
    }
    /// The Hindi word that ends before a place, and the one that begins there.
    fn word_before(&self, at: usize) -> String {
        let length = self.signs[..at].iter().rev().take_while(|sign| sign.class().is_of_word()).count();
        self.text(at - length, at)
    }
    fn word_from(&self, at: usize) -> String {
        self.text(at, self.run(at, Class::is_of_word))
    }
    /// Latin letters, odd signs or a figure within a Hindi word.
    fn foreign(&self, at: usize) -> Option<Spot> {
        let class = self.class(at);
        if !matches!(class, Class::Latin | Class::Odd | Class::LatinDigit | Class::Digit)
            || !self.before(at).is_of_word()
        {
            return None;
        }
        let end = self.run(at, |next| next == class);
        if end - at > LONGEST_SLIP || !self.class(end).is_of_word() {
            return None;
        }
        let (left, right) = (self.word_before(at), self.word_from(end));
        if (self.known)(&left) && (self.known)(&right) {
            return None;
        }
        let found = self.text(at, end);
        let spot = |kind, readings| Some(Spot { kind, signs: (at, end), readings, decided: false });
        if matches!(class, Class::LatinDigit | Class::Digit) {
            // Figures stand between words by right (वार्ड2ख); and the zero is the mark of abbreviation.
            let slip = end - at == 1 && !matches!(found.as_str(), "0" | "०") && (self.known)(&format!("{left}{right}"));
            return spot(DamageKind::ForeignDigit, vec![String::new()]).filter(|_| slip);
        }
        let readings = self.healer.readings(&found).iter().cloned();
        spot(DamageKind::ForeignLetter, [String::new()].into_iter().chain(readings).collect())
    }
    /// A colon where a word of the lists has its visarga.
    fn colon(&self, at: usize) -> Option<Spot> {
        if self.class(at) != Class::Colon || !self.before(at).is_of_word() {
            return None;
        }
        let (left, right) = (self.word_before(at), self.word_from(at + 1));
        let whole = !right.is_empty() && (self.known)(&format!("{left}ः{right}"));
        let readings = vec!["ः".to_owned()];
        (whole || self.healer.has_visarga(&left)).then_some(Spot {
            kind: DamageKind::VisargaColon,
            signs: (at, at + 1),
            readings,
            decided: true,
        })
    }
    /// ॉं is ाँ drawn by its parts where only that makes a word: गॉंव is गाँव, कॉंग्रेस stays.
    fn moon(&self, at: usize) -> Option<Spot> {
        let parts = ['ॉ', 'ं'];
        if !self.signs.get(at..at + 2)?.iter().map(|sign| sign.c).eq(parts) {
            return None;
        }
        let (left, right) = (self.word_before(at), self.word_from(at + 2));
        let word = |middle: &str| format!("{left}{middle}{right}");
        ((self.known)(&word("ाँ")) && !(self.known)(&word("ॉं"))).then(|| Spot {
            kind: DamageKind::BuiltVowel,
            signs: (at, at + 2),
            readings: vec!["ाँ".to_owned()],
            decided: true,
        })
    }
    /// A sign that stands on nothing, or on what cannot carry it.
    fn sign(&self, at: usize) -> Option<Spot> {
        let (class, before) = (self.class(at), self.before(at));
        if !class.is_sign() || class.may_follow(before) {
            return None;
        }
        let c = self.signs[at].c;
        let here = c.to_string();
        let spot = |signs, readings| Some(Spot { kind: DamageKind::StraySign, signs, readings, decided: false });
        let pair = |readings: Vec<String>| spot((at - 1, at + 1), readings);
        let other = at.checked_sub(1).map(|at| self.signs[at].c.to_string()).unwrap_or_default();
        match (before, class) {
            (Class::Matra, Class::Matra) | (Class::Mark, Class::Mark) => {
                let from = at - 1;
                let end = self.run(from, |next| next == class);
                spot((from, end), self.signs[from..end].iter().map(|sign| sign.c.to_string()).collect())
            }
            // The stem ा makes a half letter whole.
            (Class::Halant, Class::Matra) if c == 'ा' => pair(vec![here, String::new(), other]),
            (Class::Vowel, Class::Matra) => {
                let own = vowel_of(c).map(String::from);
                pair([Some(other), own].into_iter().flatten().collect())
            }
            (Class::Halant, Class::Matra | Class::Mark) | (Class::Matra | Class::Mark, Class::Halant) => {
                pair(vec![here, other])
            }
            (Class::Vowel, Class::Halant) | (Class::Mark, Class::Matra) | (_, Class::Nukta) => {
                spot((at, at + 1), vec![String::new()])
            }
            _ => self.at_start(at),
        }
    }
    /// Signs at the start of a word: they belong to the word before, or to the syllable behind (ि typed first), or nowhere.
    fn at_start(&self, at: usize) -> Option<Spot> {
        let end = self.run(at, Class::is_sign);
        let signs = self.text(at, end);
        let parted = self.before(at) == Class::Blank && at >= 2 && self.class(at - 2).is_of_word();
        let from = at - usize::from(parted);
        let blank = self.text(from, at);
        let mut readings = vec![blank.clone()];
        if parted {
            readings.push(signs.clone());
        }
        let mut to = end;
        if signs == "ि" && self.class(end) == Class::Consonant {
            to = self.syllable(end);
            let letters = self.text(end, to);
            for reading in &mut readings {
                reading.push_str(&letters);
            }
            readings.push(format!("{blank}{letters}ि"));
        }
        Some(Spot { kind: DamageKind::StraySign, signs: (from, to), readings, decided: false })
    }
    /// Where the letters of a syllable end: consonants, their dots, and halants between them.
    fn syllable(&self, from: usize) -> usize {
        let mut at = from;
        while self.class(at) == Class::Consonant {
            at += 1;
            if self.class(at) == Class::Nukta {
                at += 1;
            }
            if self.class(at) == Class::Halant && self.class(at + 1) == Class::Consonant {
                at += 1;
            } else {
                break;
            }
        }
        at
    }
}
