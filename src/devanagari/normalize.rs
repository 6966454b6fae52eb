//! One form of a text: NFC, no stray joiners, single blanks, Latin digits.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Characters without width that change nothing a reader sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
}

/// NFC, characters without width removed (but not from the eyelash र्‍), blanks collapsed and trimmed.
///
/// The nukta letters क़ … य़ come out as two code points each: they are excluded from composition.
/// ```
/// use coop_registry::devanagari::normalize;
/// assert_eq!(normalize(" रामपुर\u{200B}  \u{A0}समिति "), "रामपुर समिति");
/// assert_eq!(normalize("\u{0958}लम"), "\u{0915}\u{093C}लम");
/// ```
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_whitespace() {
            blank = !out.is_empty();
            continue;
        }
        let eyelash = c == '\u{200D}' && out.ends_with("र्") && letters.peek().is_some_and(|c| matches!(c, 'क'..='ह'));
        if is_invisible(c) && !eyelash {
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        out.push(c);
    }
    if is_nfc(&out) { out } else { out.nfc().collect() }
}

/// Devanagari digits as Latin ones; everything else unchanged.
/// ```
/// assert_eq!(coop_registry::devanagari::latin_digits("१२/०३/१९५७"), "12/03/1957");
/// ```
pub fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '०'..='९' => char::from(b'0' + (u32::from(c) - u32::from('०')) as u8),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_joiner_of_the_eyelash_ra_is_kept_and_others_go() {
        assert_eq!(normalize("दर\u{094D}\u{200D}या"), "दर\u{094D}\u{200D}या");
        assert_eq!(normalize("क\u{094D}\u{200D}ष"), "क्ष");
        assert_eq!(normalize("\u{FEFF}राम\u{200C}"), "राम");
    }
    #[test]
    fn blanks_of_all_kinds_become_one() {
        assert_eq!(normalize("\tक \u{2003}ख\r\n"), "क ख");
        assert_eq!(normalize("   "), "");
    }
    #[test]
    fn nukta_letters_have_one_form() {
        assert_eq!(normalize("ब\u{095C}ा"), normalize("ब\u{0921}\u{093C}ा"));
        assert_eq!(normalize("न\u{093C}"), "ऩ");
    }
}
