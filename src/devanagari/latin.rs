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
}

/// Log-odds below which an unknown token with faults is English.
const ENGLISH: f32 = -3.0;
/// The same for a token that reads without a fault.
const CLEARLY_ENGLISH: f32 = -9.0;
/// Log-odds above which an unknown token is certainly legacy text, whatever stands around it.
const CERTAIN: f32 = 4.0;

/// Judges tokens of a cell whose font is known.
pub(super) struct Judge<'a> {
    pub(super) detector: &'a Detector,
    pub(super) converter: &'a Converter,
    pub(super) family: &'a FontFamily,
}

impl Judge<'_> {
    /// Classes of the tokens of a cell, neighbours heard.
    pub(super) fn classes(&self, tokens: &[&str]) -> Vec<Class> {
        let alone: Vec<Class> = tokens.iter().map(|token| self.class(token)).collect();
        let side = |found: Option<&Class>| found.copied().unwrap_or(Class::Neutral);
        (0..alone.len())
            .map(|at| {
                let spoken = |class: &&Class| **class != Class::Neutral;
                let left = side(alone[..at].iter().rev().find(spoken));
                let right = side(alone[at + 1..].iter().find(spoken));
                match alone[at] {
                    // Between English words a word is English; at an end one English neighbour is enough.
                    Class::Both if left == Class::Latin && matches!(right, Class::Latin | Class::Neutral) => {
                        Class::Latin
                    }
                    Class::Both if left == Class::Neutral && right == Class::Latin => Class::Latin,
                    Class::Both => Class::Legacy,
                    Class::Doubtful if left == Class::Latin || right == Class::Latin => Class::Latin,
                    Class::Doubtful if self.log_odds(tokens[at]) < ENGLISH => Class::Latin,
                    Class::Doubtful => Class::Legacy,
                    Class::Unknown => match [left, right] {
                        beside if beside.contains(&Class::Latin) => Class::Latin,
                        beside if beside.contains(&Class::Legacy) => Class::Legacy,
                        _ => Class::Latin,
                    },
                    class => class,
                }
            })
            .collect()
    }
    fn class(&self, token: &str) -> Class {
        let core = token::latin_core(token);
        if is_neutral(token) {
            return Class::Neutral;
        }
        if token::is_machine_text(token) {
            return Class::Latin;
        }
        if !token::is_latin_shape(core) {
            return Class::Legacy;
        }
        let words = &self.detector.words;
        let reading = token::read(self.converter, core);
        let known = reading.faults == 0 && words.is_hindi(&reading.hindi);
        if token::is_code(core) {
            return if known { Class::Legacy } else { Class::Latin };
        }
        if core.len() == 1 && core.bytes().all(|b| b.is_ascii_uppercase()) {
            return Class::Doubtful;
        }
        if token::is_english(words, core) {
            let short = core.len() <= 3 && !words.is_abbreviation(core);
            return match (known, short && reading.faults == 0) {
                (true, _) => Class::Both,
                (false, true) => Class::Doubtful,
                (false, false) => Class::Latin,
            };
        }
        if words.is_hindi(&reading.hindi) {
            return Class::Legacy;
        }
        // Two English words in three read without a fault in the font: only a clear margin keeps such a token Latin.
        let margin = if reading.faults == 0 { CLEARLY_ENGLISH } else { ENGLISH };
        match self.log_odds(core) {
            odds if odds < margin => Class::Latin,
            odds if odds < margin - ENGLISH && reading.faults == 0 => Class::Unknown,
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

/// Digits and marks only; a final danda (`A`) is a mark.
fn is_neutral(token: &str) -> bool {
    let body = token.trim_end_matches('A');
    body.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_ascii_punctuation()
            || matches!(c, '¼' | '½' | '¾' | '¿' | 'À' | '»' | '–' | '—' | '\u{96}' | '\u{97}' | '₹' | '•')
    })
}
