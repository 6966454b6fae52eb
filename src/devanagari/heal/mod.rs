//! Damaged Unicode Hindi: what is damaged in a text, and the text without it where only one reading is left.
//!
//! Some damage shows the same on paper as the right text, or shows nothing ([`Certainty::Certain`]): it is read in one way.
//! The rest has several readings; the one whose words stand in the word lists or in the register is proposed
//! ([`Certainty::Likely`]), and where none or several do, nothing is.

mod certain;
mod signs;
mod spots;
mod suspect;

#[cfg(test)]
mod tests;

pub use suspect::is_suspect;

use super::{Decoder, visarga::VisargaWords};
use crate::catalogue::{CatalogueError, Files};
use certain::{Settled, Sign};
use serde::Deserialize;
use signs::Class;
use spots::{Finder, Spot};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use unicode_normalization::UnicodeNormalization;

/// A kind of damage; `damage.<key>` of the texts says it to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DamageKind {
    /// One sign typed twice: दिि.
    DoubledSign,
    /// A sign where none can stand: समित ि, काु.
    StraySign,
    /// A Latin letter or another sign within a word: पटnा, स|मिति.
    ForeignLetter,
    /// A character without width that changes nothing.
    ZeroWidth,
    /// A dot behind a sign, two dots, or one spelling mixed with the other.
    Nukta,
    /// A vowel put together of parts: अा for आ.
    BuiltVowel,
    /// Anusvara or visarga before the vowel sign.
    SignOrder,
    /// A halant typed twice.
    RepeatedHalant,
    /// A colon where the word has a visarga.
    VisargaColon,
    /// A digit of another script than its neighbours.
    ForeignDigit,
}

impl DamageKind {
    /// Every kind, in the order of this type.
    pub const ALL: [Self; 10] = [
        Self::DoubledSign,
        Self::StraySign,
        Self::ForeignLetter,
        Self::ZeroWidth,
        Self::Nukta,
        Self::BuiltVowel,
        Self::SignOrder,
        Self::RepeatedHalant,
        Self::VisargaColon,
        Self::ForeignDigit,
    ];
    /// Its key in texts, arguments and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::DoubledSign => "doubled_sign",
            Self::StraySign => "stray_sign",
            Self::ForeignLetter => "foreign_letter",
            Self::ZeroWidth => "zero_width",
            Self::Nukta => "nukta",
            Self::BuiltVowel => "built_vowel",
            Self::SignOrder => "sign_order",
            Self::RepeatedHalant => "repeated_halant",
            Self::VisargaColon => "visarga_colon",
            Self::ForeignDigit => "foreign_digit",
        }
    }
    /// The kind of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// One damaged place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong.
    pub kind: DamageKind,
    /// Bytes of the text.
    pub at: Range<usize>,
}

/// How surely a proposal is what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// There is no other reading.
    Certain,
    /// Of several readings it is the only one whose words are known.
    Likely,
}

impl Certainty {
    /// Its key in texts and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
        }
    }
}

/// What a damaged text should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The text without its damage, NFC.
    pub text: String,
    /// How surely.
    pub certainty: Certainty,
    /// Its words that the damaged text does not have.
    pub words: Vec<String>,
    /// Do the word lists have all of them?
    pub in_lists: bool,
    /// How often the rarest of them stands elsewhere, as the caller counts.
    pub elsewhere: u64,
}

/// A damaged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What is wrong, in order of place.
    pub damages: Vec<Damage>,
    /// What it should be; nothing where it can be read in several ways.
    pub proposal: Option<Proposal>,
}

impl Diagnosis {
    /// The kinds of its damage, each once.
    pub fn kinds(&self) -> Vec<DamageKind> {
        self.damages.iter().map(|damage| damage.kind).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

const READINGS: &str = "words/damage.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingsFile {
    readings: BTreeMap<String, Vec<String>>,
}

/// Finds and mends damaged Hindi by the word lists of the catalogue.
#[derive(Clone, Debug)]
pub struct Healer {
    decoder: Decoder,
    visarga: VisargaWords,
    readings: BTreeMap<String, Vec<String>>,
}

/// More combinations of readings than these are not tried: such a text is for a person.
const MOST_COMBINATIONS: usize = 256;

impl Healer {
    /// Reads what letters among Hindi may have been; the word lists are the decoder's.
    pub fn load(files: &Files, decoder: &Decoder) -> Result<Self, CatalogueError> {
        let fault = |fault| CatalogueError::new(READINGS, fault);
        let file: ReadingsFile = toml::from_str(&files.text(READINGS)?).map_err(fault)?;
        let visarga = VisargaWords::read(&files.text("words/visarga.txt")?);
        Ok(Self { decoder: decoder.clone(), visarga, readings: file.readings })
    }
    /// What is damaged in a text, and what it should be; nothing for a sound text or one without Hindi. `elsewhere` counts
    /// a word in the texts around, as a register.
    pub fn examine(&self, text: &str, elsewhere: &dyn Fn(&str) -> u64) -> Option<Diagnosis> {
        if !is_suspect(text) {
            return None;
        }
        let known = |word: &str| !word.is_empty() && (self.is_listed(word) || elsewhere(word) > 0);
        let settled = Settled::of(text);
        let spots = self.spots(&settled.signs, &known);
        let mut damages = settled.damages.clone();
        for spot in &spots {
            let covered = &settled.signs[spot.signs.0..spot.signs.1];
            if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
                damages.push(Damage { kind: spot.kind, at: first.at..last.end });
            }
        }
        if damages.is_empty() {
            return None;
        }
        damages.sort_by_key(|damage| (damage.at.start, damage.at.end, damage.kind));
        damages.dedup();
        let certainty = if spots.is_empty() { Certainty::Certain } else { Certainty::Likely };
        let healed = if spots.is_empty() { Some(settled.text()) } else { self.read(&settled, &spots, &known) };
        let healed = healed.map(|text| text.nfc().collect::<String>());
        let proposal = healed
            .filter(|healed| healed != text && self.is_sound(healed, &known))
            .map(|healed| self.proposal(text, healed, certainty, elsewhere));
        Some(Diagnosis { damages, proposal })
    }
    fn proposal(&self, text: &str, healed: String, certainty: Certainty, elsewhere: &dyn Fn(&str) -> u64) -> Proposal {
        let before: BTreeSet<&str> = words_of(text).collect();
        let words: BTreeSet<&str> = words_of(&healed).filter(|word| !before.contains(word)).collect();
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        Proposal {
            in_lists: !words.is_empty() && words.iter().all(|word| self.is_listed(word)),
            elsewhere: words.iter().map(|word| elsewhere(word)).min().unwrap_or(0),
            certainty,
            words,
            text: healed,
        }
    }
    fn is_listed(&self, word: &str) -> bool {
        let visarga = || word.strip_suffix('ः').is_some_and(|word| self.visarga.lists(word));
        self.decoder.detector().words.is_hindi(word) || visarga()
    }
    /// Is this word, without its last mark, listed with a visarga?
    fn has_visarga(&self, word: &str) -> bool {
        self.visarga.lists(word)
    }
    /// What a run of Latin letters or signs among Hindi may have been.
    fn readings(&self, run: &str) -> &[String] {
        self.readings.get(run).map_or(&[], |readings| readings)
    }
    fn spots(&self, signs: &[Sign], known: &dyn Fn(&str) -> bool) -> Vec<Spot> {
        Finder { healer: self, known, signs }.find()
    }
    fn is_sound(&self, text: &str, known: &dyn Fn(&str) -> bool) -> bool {
        let settled = Settled::of(text);
        settled.damages.is_empty() && self.spots(&settled.signs, known).is_empty()
    }
    /// The text with each of its places read, if each piece between blanks has one reading of known words.
    fn read(&self, settled: &Settled, spots: &[Spot], known: &dyn Fn(&str) -> bool) -> Option<String> {
        let signs = &settled.signs;
        let text = |from: usize, to: usize| signs[from..to].iter().map(|sign| sign.c).collect::<String>();
        let mut healed = String::new();
        let (mut done, mut at) = (0, 0);
        while at < spots.len() {
            // A piece reaches from blank to blank, and over a blank that a place covers.
            let blank = |sign: &Sign| sign.class() == Class::Blank;
            let from = signs[..spots[at].signs.0].iter().rposition(blank).map_or(0, |found| found + 1).max(done);
            let mut last = at;
            let mut to;
            loop {
                let end = spots[last].signs.1;
                to = signs[end..].iter().position(blank).map_or(signs.len(), |found| end + found);
                if spots.get(last + 1).is_some_and(|next| next.signs.0 < to || next.signs.0 == to && to < signs.len()) {
                    last += 1;
                } else {
                    break;
                }
            }
            healed.push_str(&text(done, from));
            let piece = Piece { from, to, signs, spots: &spots[at..=last] };
            healed.push_str(&self.read_piece(&piece, known)?);
            (done, at) = (to, last + 1);
        }
        healed.push_str(&text(done, signs.len()));
        Some(healed)
    }
    /// The only reading of a piece that is sound and whose words at the places are known.
    fn read_piece(&self, piece: &Piece<'_>, known: &dyn Fn(&str) -> bool) -> Option<String> {
        let combinations = piece.spots.iter().try_fold(1usize, |all, spot| {
            all.checked_mul(spot.readings.len()).filter(|all| *all <= MOST_COMBINATIONS)
        })?;
        let mut found: Option<String> = None;
        for mut number in 0..combinations {
            let chosen: Vec<&str> = piece
                .spots
                .iter()
                .map(|spot| {
                    let reading = &spot.readings[number % spot.readings.len()];
                    number /= spot.readings.len();
                    reading.as_str()
                })
                .collect();
            let (candidate, places) = piece.reading(&chosen);
            let decided = |at: usize| piece.spots[at].decided;
            let proven =
                places.iter().enumerate().all(|(at, place)| decided(at) || are_known(&candidate, place, known));
            if !proven || !self.is_sound(&candidate, known) || found.as_ref() == Some(&candidate) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some(candidate);
        }
        found
    }
}

/// Part of a text between blanks, with its places.
struct Piece<'a> {
    from: usize,
    to: usize,
    signs: &'a [Sign],
    spots: &'a [Spot],
}

impl Piece<'_> {
    /// The piece with these readings, and where in it they stand.
    fn reading(&self, chosen: &[&str]) -> (String, Vec<Range<usize>>) {
        let (mut text, mut places, mut at) = (String::new(), Vec::new(), self.from);
        for (spot, reading) in self.spots.iter().zip(chosen) {
            text.extend(self.signs[at..spot.signs.0].iter().map(|sign| sign.c));
            places.push(text.len()..text.len() + reading.len());
            text.push_str(reading);
            at = spot.signs.1;
        }
        text.extend(self.signs[at..self.to].iter().map(|sign| sign.c));
        (text, places)
    }
}

/// Are all words that touch a place known, and is there one?
fn are_known(text: &str, place: &Range<usize>, known: &dyn Fn(&str) -> bool) -> bool {
    let mut touching = words_with_place(text).filter(|(at, word)| *at <= place.end && at + word.len() >= place.start);
    let mut found = false;
    touching.all(|(_, word)| {
        found = true;
        known(&word.nfc().collect::<String>())
    }) && found
}

/// The Hindi words of a text: letters and signs, with the joiners between them.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    words_with_place(text).map(|(_, word)| word)
}

fn words_with_place(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_word = |c: char| signs::class(c).is_of_word() || matches!(c, '\u{200C}' | '\u{200D}');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(in_word)?;
        let rest = &text[start..];
        let word = &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())];
        at = start + word.len();
        Some((start, word))
    })
}
