//! Hindi typed in Kruti Dev or English, told from the text alone: by cell, then by column.

use super::{
    FontFamily,
    convert::Converter,
    encode::{Encoder, TypingStyle},
    guise,
    letters::LetterModel,
    memo::{Kept, Memo},
    punctuation::is_unicode_hindi,
    token,
    words::Words,
};
use std::{borrow::Cow, sync::OnceLock};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Hindi typed in Kruti Dev or DevLys.
    Krutidev,
    /// English, a name in Latin letters, a code, an address.
    English,
    /// Devanagari in Unicode.
    UnicodeHindi,
    /// A number or a date.
    Number,
    /// Nothing of these: blank, punctuation, another script, another legacy font.
    Other,
}

impl Label {
    /// The label as commands print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Krutidev => "krutidev",
            Self::English => "english",
            Self::UnicodeHindi => "unicode_hindi",
            Self::Number => "number",
            Self::Other => "other",
        }
    }
}

/// A text judged alone, without its column.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// The likeliest reading; where both readings are words, the one that changes nothing.
    pub label: Label,
    /// From 0.5 (a guess) to 0.99.
    pub confidence: f32,
    /// Natural log-odds of Kruti Dev against English; 0 for numbers and blanks.
    pub log_odds: f32,
    /// Too short, or a word in both readings: the column must decide.
    pub undecided: bool,
    /// Family whose table reads the text; `Walkman` where its hooks are seen.
    pub family: FontFamily,
}

/// Log-odds that must be passed before text is taken for Kruti Dev: a false conversion of English is worse than a
/// missed cell.
const THRESHOLD: f32 = 2.0;
/// Letters up to which a token alone proves nothing by its letters.
const SHORT: usize = 4;
/// Marks at which the letters of English are judged part by part.
const LATIN_JOINTS: [char; 8] = ['-', '/', '&', ':', ',', '=', '(', ')'];
/// Most that one token can say.
const TOKEN_LIMIT: f32 = 14.0;

/// Word lists, and letter statistics made from them when first asked for.
#[derive(Clone, Debug)]
pub(super) struct Detector {
    pub(super) words: Words,
    converter: Converter,
    walkman: Converter,
    models: OnceLock<(LetterModel, LetterModel)>,
    memo: Kept<Memo<Said>>,
}

impl Detector {
    pub(super) fn new(words: Words, converter: Converter, walkman: Converter) -> Self {
        Self { words, converter, walkman, models: OnceLock::new(), memo: Kept::default() }
    }
    /// Statistics of Kruti Dev and of Latin text.
    fn models(&self) -> &(LetterModel, LetterModel) {
        self.models.get_or_init(|| (self.train_kruti(), self.train_latin()))
    }
    /// Hindi words, written back in both typing styles.
    fn train_kruti(&self) -> LetterModel {
        let mut model = LetterModel::new();
        for style in [TypingStyle::Ascii, TypingStyle::Ligatures] {
            let encoder = Encoder::new(&self.converter.table, style);
            for word in self.words.hindi_list.iter().chain(&self.words.hindi_abbreviations) {
                model.learn(&bytes(&encoder.encode(word)));
            }
        }
        model
    }
    /// English words in three cases, names, abbreviations.
    fn train_latin(&self) -> LetterModel {
        let mut model = LetterModel::new();
        for (at, word) in self.words.english_list.iter().chain(&self.words.names_list).enumerate() {
            model.learn(capitalised(word).as_bytes());
            model.learn(word.to_ascii_lowercase().as_bytes());
            if at % 3 == 0 {
                model.learn(word.to_ascii_uppercase().as_bytes());
            }
        }
        // Without them nearly every false conversion is an abbreviation.
        for word in &self.words.abbreviations_list {
            for _ in 0..3 {
                model.learn(word.as_bytes());
            }
        }
        model
    }
    /// Judges one text.
    pub(super) fn detect(&self, text: &str) -> Detection {
        if let Some(label) = by_shape(text) {
            let confidence = if label == Label::UnicodeHindi && text.contains(|c: char| c.is_ascii_alphabetic()) {
                0.9
            } else {
                0.99
            };
            let log_odds = if label == Label::English { -8.0 } else { 0.0 };
            let family = if label == Label::UnicodeHindi { FontFamily::Unicode } else { FontFamily::Unknown };
            return Detection { label, confidence, log_odds, undecided: false, family };
        }
        let (text, _) = guise::whole_text(text);
        let mut sum = -1.0;
        let mut both = false;
        let mut letters = 0;
        let mut hindi_hits = 0;
        self.memo.lend(|memo| {
            memo.tidy();
            for (_, token) in token::tokens(&text) {
                let place = memo.place(token, || self.token(token));
                let said = memo.at(place);
                sum += said.log_odds.clamp(-TOKEN_LIMIT, TOKEN_LIMIT);
                both |= said.both;
                hindi_hits += usize::from(said.hindi);
                letters += said.letters;
            }
        });
        if sum > 0.0 && self.is_walkman(&text) {
            return Detection {
                label: Label::Other,
                confidence: 0.8,
                log_odds: 0.0,
                undecided: false,
                family: FontFamily::Walkman,
            };
        }
        // A few letters that make no known word need more than letter statistics.
        let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
        let unknown = letters <= SHORT && hindi_hits == 0 && sum.abs() < if plain { 9.0 } else { 7.0 };
        let undecided = letters <= SHORT && both || unknown && sum > -THRESHOLD || sum.abs() < THRESHOLD;
        let label = if sum > THRESHOLD && !(undecided && both) && !unknown { Label::Krutidev } else { Label::English };
        let confidence = 1.0 / (1.0 + (-0.5 * sum.abs()).exp());
        let confidence = if undecided { confidence.min(0.6) } else { confidence.min(0.99) };
        let family = if label == Label::Krutidev { FontFamily::KrutiDev } else { FontFamily::Unknown };
        Detection { label, confidence, log_odds: sum, undecided, family }
    }
    /// Evidence of one token.
    fn token(&self, token: &str) -> Said {
        let letters = token.chars().filter(|c| !c.is_ascii_digit()).count();
        if token.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation())
            && (token.bytes().any(|b| b.is_ascii_digit())
                || !token.contains([',', ';', '[', '<', '=', '>', '{', '|', '}', '`']))
            || token::is_legacy_number(token)
        {
            return Said::default();
        }
        let core = token::latin_core(token);
        let reading = token::read(&self.converter, token);
        let hindi = self.words.is_hindi(&reading.hindi);
        let latin = token::is_latin_shape(core) || token::is_joined_shape(core);
        let english = latin && token::is_english(&self.words, core);
        let mut log_odds = self.log_odds(token).clamp(-12.0, 12.0);
        log_odds -= 3.0 * reading.faults.min(3) as f32;
        log_odds += hard_evidence(token);
        if hindi {
            log_odds += if letters > 2 { 6.0 } else { 3.0 };
        }
        if english && token::longest_part(core) > 2 {
            log_odds -= if hindi { 5.0 } else { 7.0 };
        } else if english {
            log_odds -= 4.0;
        }
        if !hindi && (token::is_code(core) || token::is_machine_text(token) || self.words.is_abbreviation(core)) {
            log_odds -= 6.0;
        }
        Said { log_odds, both: hindi && latin && (english || letters <= 2 && !token.ends_with('0')), hindi, letters }
    }
    /// Log-likelihood in Kruti Dev less that in English, each without its own punctuation at the ends.
    pub(super) fn log_odds(&self, token: &str) -> f32 {
        let kruti_core = token.trim_start_matches('¼').trim_end_matches(['½', ']', '-', '&', '%', '(']);
        let latin_core = token::latin_core(token).trim_end_matches('.');
        let (kruti_model, latin_model) = self.models();
        // A mark of punctuation at the end is worth about two nats in either reading.
        let cut = |core: &str| 2.0 * (token.chars().count() - core.chars().count()) as f32;
        let kruti = kruti_model.log_likelihood(&bytes(&without_figures(kruti_core))) - cut(kruti_core);
        // English joins words by marks, most of them letters here: part by part.
        let latin_core = without_figures(latin_core);
        let parts = latin_core.split(LATIN_JOINTS).filter(|part| !part.is_empty());
        let said: f32 = parts.map(|part| latin_model.log_likelihood(&bytes(part))).sum();
        let joints = 2.0 * latin_core.matches(LATIN_JOINTS).count() as f32;
        kruti - (said - joints - cut(token::latin_core(token).trim_end_matches('.')))
    }
    /// Walkman-Chanakya: its hooks make more words than Kruti Dev does of the same text.
    pub(super) fn is_walkman(&self, text: &str) -> bool {
        let text_bytes = text.as_bytes();
        let hooked = memchr::memchr_iter(b'Q', text_bytes)
            .any(|at| at > 0 && matches!(text_bytes[at - 1], b'o' | b'i' | b'm' | b's' | b'q' | b'w' | b'h'));
        if !hooked {
            return false;
        }
        let hits = |converter: &Converter| {
            token::tokens(text)
                .filter(|(_, token)| token.contains('Q') && self.words.is_hindi(&token::read(converter, token).hindi))
                .count()
        };
        hits(&self.walkman) > hits(&self.converter)
    }
}

/// What one token says.
#[derive(Debug, Default)]
struct Said {
    log_odds: f32,
    /// A word in both readings.
    both: bool,
    hindi: bool,
    letters: usize,
}

/// Labels that need no statistics.
fn by_shape(text: &str) -> Option<Label> {
    let (mut hindi, mut figures, mut foreign, mut usual) = (false, false, 0_usize, 0_usize);
    for c in text.chars() {
        if c.is_ascii() {
            usual += usize::from(c.is_ascii_alphanumeric());
            continue;
        }
        hindi |= is_unicode_hindi(c) && c.is_alphabetic();
        figures |= matches!(c, '०'..='९');
        match guise::byte_of(c) {
            Some(byte) => usual += usize::from(byte >= 0x82),
            None => foreign += usize::from(c == '\u{FFFD}' || c.is_alphabetic()),
        }
    }
    if hindi {
        return Some(Label::UnicodeHindi);
    }
    if figures || token::is_number(text) {
        return Some(Label::Number);
    }
    if foreign > usual {
        return Some(Label::Other);
    }
    // Marks that are letters in the font are too short to mean anything without a letter or digit beside them.
    if usual == 0 && text.chars().filter(|c| !c.is_whitespace()).count() < 2 {
        return Some(Label::Other);
    }
    if usual == 0 && text.chars().all(|c| !matches!(c, ',' | ';' | '<' | '=' | '>' | '{' | '|' | '}' | '[')) {
        return Some(Label::Other);
    }
    let mut tokens = token::tokens(text).peekable();
    let special = |token: &str| token::is_machine_text(token);
    (tokens.peek().is_some() && tokens.all(|(_, token)| special(token))).then_some(Label::English)
}

/// Keys that are punctuation for English but letters here, beside letters; and codes no English text has.
fn hard_evidence(token: &str) -> f32 {
    let mut score: f32 = 0.0;
    let mut before = ' ';
    let mut chars = token.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let beside = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        let inside = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
        score += match c {
            ';' | '[' | '{' | '`' | '~' | '+' | '<' | '>' | '|' | '}' | '=' if inside => 4.0,
            '[' | '{' | '`' | '~' | '+' | '<' | '>' | '|' | '}' | '=' if beside => 2.0,
            '\'' | '"' | '.' | '/' if after == 'k' => 2.0,
            '¼' | '½' | 'Ø' | 'ç' | 'æ' | '‚' | 'ƒ' | '„' | '…' | '†' | '‡' | 'ˆ' | '‰' | 'Š' | '‹' | 'Œ' if beside => {
                3.0
            }
            '\u{80}'..='\u{9F}' | '\u{F080}'..='\u{F0FF}' => 3.0,
            _ => 0.0,
        };
        before = c;
    }
    score.min(8.0)
}

fn bytes(text: &str) -> Vec<u8> {
    // Every digit is one letter to the statistics, and characters of no font another.
    text.chars().map(|c| if c.is_ascii_digit() { b'0' } else { guise::byte_of(c).unwrap_or(3) }).collect()
}

/// Figures look alike in both scripts and say nothing; a single 0 behind a letter is the mark of an abbreviation.
fn without_figures(core: &str) -> Cow<'_, str> {
    if !core.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(core);
    }
    let mut kept = String::with_capacity(core.len());
    let mut rest = core;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[from..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| from + length);
        kept.push_str(&rest[..from]);
        if &rest[from..end] == "0" && kept.ends_with(|c: char| !c.is_ascii_punctuation() || c == ':' || c == '#') {
            kept.push('0');
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
