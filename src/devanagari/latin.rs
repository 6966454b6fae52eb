//! Which tokens of a cell in a legacy font are English all the same.

use super::{Converter, FontFamily, detect::Detector, token};

/// What a token of a cell is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Typed in the font.
    Legacy,
    /// English, a code, an address.
    Latin,
    /// A short word that may be either; its neighbours decide.
    Doubtful,
    /// An unknown word that reads without a fault; only legacy text beside it makes it legacy text.
    Unknown,
    /// A word in both readings.
    Both,
    /// Digits and punctuation.
    Neutral,
    /// The sign of the rupee, if what stands beside it was typed in the font.
    Rupee,
}

/// Log-odds below which an unknown token with faults is English.
const ENGLISH: f32 = -3.0;
/// The same for a token that reads without a fault.
const CLEARLY_ENGLISH: f32 = -9.0;
/// Log-odds above which an unknown token is certainly legacy text, whatever stands around it.
const CERTAIN: f32 = 4.0;

impl Class {
    /// What this token says to its neighbours; a silent one passes on what was said before it.
    fn or_before(self, said: Self) -> Self {
        if matches!(self, Self::Neutral | Self::Rupee | Self::Doubtful) { said } else { self }
    }
}

/// A token judged alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alone {
    pub(super) class: Class,
    /// Where no neighbour helps a doubtful token, its letters say English.
    leans_latin: bool,
}

/// Judges tokens of a cell whose font is known.
pub(super) struct Judge<'a> {
    pub(super) detector: &'a Detector,
    pub(super) converter: &'a Converter,
    pub(super) family: &'a FontFamily,
}

impl Judge<'_> {
    /// A token without its neighbours.
    pub(super) fn alone(&self, token: &str) -> Alone {
        let class = self.class(token);
        Alone { class, leans_latin: class == Class::Doubtful && self.log_odds(token) < self.doubt(token) }
    }
    fn class(&self, token: &str) -> Class {
        let core = token::latin_core(token);
        let words = &self.detector.words;
        if token::is_rupee(token) {
            return Class::Rupee;
        }
        if is_neutral(token) {
            return Class::Neutral;
        }
        if token::is_machine_text(token) || token::is_item_number(token) {
            return Class::Latin;
        }
        if core.strip_suffix("’s").is_some_and(|word| word.len() > 3 && words.is_english(word)) {
            return Class::Latin;
        }
        if !token::is_latin_shape(core) {
            return if token::is_joined_shape(core) { self.joined(token, core) } else { Class::Legacy };
        }
        let reading = token::read(self.converter, core);
        // No word begins with a danda.
        let hindi = !core.starts_with('A') && words.is_hindi(&reading.hindi);
        let known = hindi && reading.faults == 0;
        if token::is_code(core) {
            return if known { Class::Legacy } else { Class::Latin };
        }
        if core.len() == 1 && core.bytes().all(|b| b.is_ascii_uppercase()) {
            return Class::Doubtful;
        }
        if token::is_english(words, core) {
            let short = token::longest_part(core) <= 3 && !words.is_abbreviation(core);
            return match (known, short && reading.faults == 0) {
                (true, _) => Class::Both,
                (false, true) => Class::Doubtful,
                (false, false) => Class::Latin,
            };
        }
        if hindi {
            return Class::Legacy;
        }
        self.by_letters(token, core, reading.faults)
    }
    /// Log-odds below which a doubtful token without English neighbours is English all the same: written as a name is
    /// written, half the benefit is its own.
    fn doubt(&self, token: &str) -> f32 {
        if token::is_titled(token::latin_core(token)) { 0.0 } else { ENGLISH }
    }
    /// A token with marks inside that are letters of the font, and join words in English.
    fn joined(&self, token: &str, core: &str) -> Class {
        let words = &self.detector.words;
        let reading = token::read(self.converter, token);
        if words.is_hindi(&reading.hindi) {
            return Class::Legacy;
        }
        if token::is_english(words, core) {
            let short = token::longest_part(core) <= 3 && !core.contains(|c: char| c.is_ascii_digit());
            return if short && reading.faults == 0 { Class::Doubtful } else { Class::Latin };
        }
        self.by_letters(token, core, reading.faults)
    }
    /// An unknown token by its letters.
    fn by_letters(&self, token: &str, core: &str, mut faults: u32) -> Class {
        // No Hindi word begins with a danda or a semicolon.
        faults += u32::from(token.starts_with('(') || core.starts_with('A'));
        if token::is_titled(core) {
            return match self.log_odds(core) {
                odds if odds < ENGLISH => Class::Latin,
                odds if odds < CERTAIN => Class::Doubtful,
                _ => Class::Legacy,
            };
        }
        // Two English words in three read without a fault in the font: only a clear margin keeps such a token Latin.
        let margin = if faults == 0 { CLEARLY_ENGLISH } else { ENGLISH };
        match self.log_odds(core) {
            odds if odds < margin => Class::Latin,
            odds if odds < margin - ENGLISH && faults == 0 => Class::Unknown,
            odds if odds < margin - ENGLISH => Class::Doubtful,
            _ => Class::Legacy,
        }
    }
    /// Legacy text beyond doubt: what alone is converted in a cell that already holds Unicode.
    pub(super) fn is_certain(&self, piece: &str) -> bool {
        let core = token::latin_core(piece);
        if piece.bytes().filter(u8::is_ascii_alphabetic).count() < 3 || token::is_machine_text(piece) {
            return false;
        }
        let words = &self.detector.words;
        if token::is_latin_shape(core) && (token::is_code(core) || token::is_english(words, core)) {
            return false;
        }
        // What its neighbours might keep when the whole cell is legacy text is not beyond doubt here.
        if self.class(piece) != Class::Legacy {
            return false;
        }
        // Cut at its Latin ends as a Latin token would be, and whole: both readings must do.
        let whole = token::read(self.converter, piece);
        let inner = token::read(self.converter, core);
        whole.faults == 0
            && inner.faults == 0
            && (words.is_hindi(&whole.hindi) || piece.len() > 3 && self.log_odds(piece) > CERTAIN)
    }
    fn log_odds(&self, token: &str) -> f32 {
        match self.family {
            // Small Latin letters draw rare conjuncts there: a word of them is English.
            FontFamily::Chanakya => 2.0 * ENGLISH,
            _ => self.detector.log_odds(token),
        }
    }
}

/// Classes of the tokens of a cell, neighbours heard.
pub(super) fn among_neighbours<'a>(tokens: impl Fn(usize) -> &'a str, alone: &[Alone]) -> Vec<Class> {
    // What is said to the right of each token: once backwards, then on the left while going forwards.
    let mut classes = vec![Class::Neutral; alone.len()];
    let mut said = Class::Neutral;
    for at in (0..alone.len()).rev() {
        classes[at] = said;
        said = alone[at].class.or_before(said);
    }
    let mut said = Class::Neutral;
    for (at, Alone { class, leans_latin }) in alone.iter().enumerate() {
        let (left, right) = (said, classes[at]);
        said = class.or_before(said);
        classes[at] = match class {
            Class::Rupee => match (left, right) {
                (Class::Latin, _) | (Class::Neutral, Class::Latin) => Class::Neutral,
                (Class::Neutral, Class::Neutral) if !tokens(at).contains('0') => Class::Neutral,
                _ => Class::Legacy,
            },
            // Between English words a word is English; at an end one English neighbour is enough.
            Class::Both if left == Class::Latin && matches!(right, Class::Latin | Class::Neutral) => Class::Latin,
            Class::Both if left == Class::Neutral && right == Class::Latin => Class::Latin,
            Class::Both => Class::Legacy,
            Class::Doubtful if left == Class::Latin || right == Class::Latin => Class::Latin,
            Class::Doubtful if *leans_latin => Class::Latin,
            Class::Doubtful => Class::Legacy,
            Class::Unknown => match [left, right] {
                beside if beside.contains(&Class::Latin) => Class::Latin,
                beside if beside.contains(&Class::Legacy) => Class::Legacy,
                _ => Class::Latin,
            },
            class => *class,
        };
    }
    classes
}

/// Digits and marks only; a final danda (`A`) is a mark.
fn is_neutral(token: &str) -> bool {
    let body = token.trim_end_matches('A');
    body.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_ascii_punctuation()
            || matches!(c, '¼' | '½' | '¾' | '¿' | 'À' | '»' | '–' | '—' | '\u{96}' | '\u{97}' | '₹' | '•')
    })
}
