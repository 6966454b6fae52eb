//! The self-check: did every stroke of the legacy text arrive in the Unicode text, and no other?
//!
//! Text is written back into the strokes it is drawn with (a full letter = its half + the stem, ो = stem + े, ँ = ॅ + ं,
//! ई = इ + reph, virama = a stem taken away), so that alternative glyphs and the order of marks fold into one. Both
//! sides give a fingerprint: a sum over the marks, which forgets their order, and a polynomial over the letters, which
//! keeps it.

/// What a text is drawn with, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    letters: u64,
    scale: u64,
    marks: u64,
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// Odd mixing of a code point into 64 bits (the finaliser of splitmix64).
const fn weight(c: char) -> u64 {
    let mut z = (c as u64).wrapping_add(1).wrapping_mul(PRIME);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

const STEM: u64 = weight('ा');
const RA: u64 = weight('र');
const NUKTA: u64 = weight('़');
const E: u64 = weight('े');
const AI: u64 = weight('ै');
const CANDRA: u64 = weight('ॅ');
const ANUSVARA: u64 = weight('ं');

impl Fingerprint {
    pub(super) const EMPTY: Self = Self { letters: 0, scale: 1, marks: 0 };

    /// Fingerprint of a Unicode text.
    pub(super) fn of(text: &str) -> Self {
        let mut print = Self::EMPTY;
        for c in text.chars() {
            print.push(c);
        }
        print
    }
    /// Adds a text's fingerprint behind this one.
    #[inline]
    pub(super) fn append(&mut self, next: &Self) {
        self.letters = self.letters.wrapping_mul(next.scale).wrapping_add(next.letters);
        self.scale = self.scale.wrapping_mul(next.scale);
        self.marks = self.marks.wrapping_add(next.marks);
    }
    fn letter(&mut self, c: char) {
        self.letters = self.letters.wrapping_mul(PRIME).wrapping_add(weight(c));
        self.scale = self.scale.wrapping_mul(PRIME);
    }
    fn mark(&mut self, weight: u64) {
        self.marks = self.marks.wrapping_add(weight);
    }
    /// Adds one character.
    pub(super) fn push(&mut self, c: char) {
        match c {
            // र is drawn in four places of the syllable; its place among the letters says nothing.
            'र' => self.mark(RA.wrapping_add(STEM)),
            'ऱ' => self.mark(RA.wrapping_add(STEM).wrapping_add(NUKTA)),
            'ऩ' => self.consonant('न', NUKTA),
            'ऴ' => self.consonant('ळ', NUKTA),
            'क'..='ह' => self.consonant(c, 0),
            '्' => self.mark(STEM.wrapping_neg()),
            'ो' => self.mark(STEM.wrapping_add(E)),
            'ौ' => self.mark(STEM.wrapping_add(AI)),
            'ॉ' => self.mark(STEM.wrapping_add(CANDRA)),
            'ँ' => self.mark(CANDRA.wrapping_add(ANUSVARA)),
            'आ' => self.vowel('अ', STEM),
            'ओ' => self.vowel('अ', STEM.wrapping_add(E)),
            'औ' => self.vowel('अ', STEM.wrapping_add(AI)),
            'ऑ' => self.vowel('अ', STEM.wrapping_add(CANDRA)),
            'ॲ' => self.vowel('अ', CANDRA),
            'ऐ' => self.vowel('ए', E),
            'ऍ' => self.vowel('ए', CANDRA),
            'ई' => self.vowel('इ', RA),
            '॥' => {
                self.letter('।');
                self.letter('।');
            }
            ':' | 'ः' => self.mark(weight('ः')),
            '\u{A0}' => self.letter(' '),
            '\u{200D}' | '\u{AD}' => {}
            '\u{093A}'..='\u{094C}' | '\u{0900}'..='\u{0903}' | '\u{0962}' | '\u{0963}' => self.mark(weight(c)),
            _ => self.letter(c),
        }
    }
    fn consonant(&mut self, c: char, with: u64) {
        self.letter(c);
        self.mark(STEM.wrapping_add(with));
    }
    fn vowel(&mut self, c: char, with: u64) {
        self.letter(c);
        self.mark(with);
    }
    /// Same strokes. Where a hook turned the letter before it into another, only marks and stems can be compared.
    pub(super) fn agrees(&self, other: &Self, letters_turned: bool) -> bool {
        self.marks == other.marks && (letters_turned || self.letters == other.letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternative_drawings_of_one_text_have_one_fingerprint() {
        assert_eq!(Fingerprint::of("क्ा"), Fingerprint::of("क"));
        assert_eq!(Fingerprint::of("इर्"), Fingerprint::of("ई"));
        assert_eq!(Fingerprint::of("काॅं"), Fingerprint::of("काँ"));
        assert_ne!(Fingerprint::of("कम"), Fingerprint::of("मक"));
        assert_ne!(Fingerprint::of("किम"), Fingerprint::of("कम"));
    }
    #[test]
    fn a_fingerprint_can_be_put_together_from_parts() {
        let mut parts = Fingerprint::of("राम");
        parts.append(&Fingerprint::of("पुर"));
        assert_eq!(parts, Fingerprint::of("रामपुर"));
    }
}
