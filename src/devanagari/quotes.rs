//! Curly quotes in a document typed in Kruti Dev: which key was meant.
//!
//! Office turns a typed `'` (श्) into ‘ ’ and a typed `"` (ष्) into “ ”; in Kruti Dev 010 the curly ones draw the
//! opposite letters. A typist who did not look meant the key; one who watched the paper pressed the other key.

/// What curly quotes stand for in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum QuoteStyle {
    /// The key: ’ is श्, ” is ष्. The rule where nothing else is known.
    #[default]
    Intent,
    /// The glyph drawn: ’ is ष्, ” is श्.
    Glyph,
}

/// Opening and closing forms of the double curly quote, in both guises.
pub(super) const CURLY_DOUBLE: (&[char], &[char]) = (&['“', '\u{93}', '\u{F093}'], &['”', '\u{94}', '\u{F094}']);
/// Keys that can follow a half श् or ष्.
const AFTER_HALF: &str = "k;VBpozyue";
/// How far a closing quotation mark is looked for.
const LONGEST_QUOTATION: usize = 400;

/// A curly quote in any guise.
#[inline]
pub(super) fn is_curly(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '\u{91}'..='\u{94}' | '\u{F091}'..='\u{F094}')
}

fn is_double(c: char) -> bool {
    CURLY_DOUBLE.0.contains(&c) || CURLY_DOUBLE.1.contains(&c)
}

/// The key a curly quote stands for: `'` draws श्, `"` draws ष्.
pub(super) fn key(c: char, intent: bool) -> char {
    if is_double(c) == intent { '"' } else { '\'' }
}

/// Does the quotation mark before `rest` open a quotation? Then `closes_at` becomes the length left at its end.
///
/// It does if it stands before a word, there is a closing one, and what follows cannot follow a half letter.
pub(super) fn opens(before: Option<char>, rest: &str, closes_at: &mut Option<usize>) -> bool {
    let before_word = before.is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '(' | '¼' | '&'));
    if closes_at.is_some() || !before_word || rest.chars().next().is_none_or(|c| AFTER_HALF.contains(c)) {
        return false;
    }
    let close = rest.char_indices().take(LONGEST_QUOTATION).find(|(_, c)| is_double(*c));
    let found = close.filter(|(_, c)| CURLY_DOUBLE.1.contains(c)).map(|(at, _)| rest.len() - at);
    *closes_at = found;
    found.is_some()
}

impl QuoteStyle {
    /// Decides for a document (a sheet, or a column) from its texts in the legacy font.
    ///
    /// Straight quotes beside curly ones keep their meaning and the curly ones fill the gap; else the neighbours
    /// vote: ष् stands before ट ठ ण, श् before च र व ल. No evidence: [`QuoteStyle::Intent`].
    pub fn decide<'a>(texts: &mut impl Iterator<Item = &'a str>) -> Self {
        let mut seen = Seen::default();
        for text in texts {
            seen.read(text);
        }
        seen.verdict()
    }
}

#[derive(Default)]
struct Seen {
    straight: [bool; 2],
    curly: [bool; 2],
    intent: u32,
    glyph: u32,
}

impl Seen {
    fn read(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                // As half letters: the apostrophe of `Farmer's` says nothing.
                '\'' | '"' => {
                    let half = chars.peek().is_some_and(|next| AFTER_HALF.contains(*next));
                    self.straight[usize::from(c == '"')] |= half;
                }
                _ if is_curly(c) => {
                    let double = is_double(c);
                    self.curly[usize::from(double)] = true;
                    // Which letter do the neighbours call for?
                    let wants_sha = match chars.peek() {
                        Some('V' | 'B' | '.') => Some(false),
                        Some('p' | 'j' | 'z' | 'o' | 'y') => Some(true),
                        _ => None,
                    };
                    match wants_sha {
                        Some(sha) if sha != double => self.intent += 1,
                        Some(_) => self.glyph += 1,
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }
    fn verdict(&self) -> QuoteStyle {
        // Straight ' (श्) is in use, so a curly single is what the other key would be: by its glyph, ष्.
        if self.straight == [true, false] && self.curly == [true, false]
            || self.straight == [false, true] && self.curly == [false, true]
        {
            return QuoteStyle::Glyph;
        }
        if self.glyph > self.intent { QuoteStyle::Glyph } else { QuoteStyle::Intent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(texts: &[&str]) -> QuoteStyle {
        QuoteStyle::decide(&mut texts.iter().copied())
    }
    #[test]
    fn without_evidence_the_key_was_meant() {
        assert_eq!(decide(&[]), QuoteStyle::Intent);
        assert_eq!(decide(&["d`f”k", "’kgj"]), QuoteStyle::Intent);
    }
    #[test]
    fn curly_quotes_beside_straight_ones_fill_the_gap() {
        // ' is श् as ever, so the curly single is the letter that is missing: ष्.
        assert_eq!(decide(&["'kgj", "d`f’k"]), QuoteStyle::Glyph);
        assert_eq!(decide(&["d`f\"k", "’kgj"]), QuoteStyle::Intent);
    }
    #[test]
    fn neighbours_vote() {
        assert_eq!(decide(&["jk“Vª", "d”V"]), QuoteStyle::Intent);
        assert_eq!(decide(&["jk‘Vª", "d’V", "fu“p;"]), QuoteStyle::Glyph);
    }
    #[test]
    fn a_pair_around_words_is_a_quotation() {
        let mut closes = None;
        assert!(opens(None, "Hkkjr” gS", &mut closes));
        assert_eq!(closes, Some("” gS".len()));
        assert!(!opens(None, "k;k”", &mut None), "k is the stem of the half letter");
        assert!(!opens(Some('q'), "d”kZ", &mut None), "inside a word it is a letter");
    }
}
