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
    if is_tidy(text) {
        return text.to_owned();
    }
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

/// Is the text beyond doubt as [`normalize`] leaves it? True of nearly every cell: printable ASCII and letters and signs of Hindi
/// that neither compose nor change places, with single blanks between words. Other tidy texts may be told otherwise.
pub fn is_tidy(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    let mut after_blank = true;
    while let [first, rest @ ..] = bytes {
        (bytes, after_blank) = match (first, rest) {
            (b'!'..=b'~', _) => (rest, false),
            (b' ', _) if !after_blank => (rest, true),
            // U+0900 to U+093F without the nukta, U+0940 to U+097F without the accents and the letters with nukta.
            (0xE0, [0xA4, 0x80..=0xBB | 0xBD..=0xBF, rest @ ..])
            | (0xE0, [0xA5, 0x80..=0x90 | 0x95..=0x97 | 0xA0..=0xBF, rest @ ..]) => (rest, false),
            _ => return false,
        };
    }
    !after_blank
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
    use proptest::prelude::*;

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
    fn a_text_that_is_tidy_is_left_as_it_is() {
        for text in ["रामपुर समिति", "12/1957", "श्री R. K. सिंह (अध्यक्ष)", "०९-१०-२०२२", "कर्म"]
        {
            assert!(is_tidy(text), "{text}");
        }
        for text in ["", " क", "क ", "क  ख", "क\u{93C}", "\u{958}", "क\u{951}", "क\u{200D}ष", "é", "क\tख", "रू\u{A0}क"]
        {
            assert!(!is_tidy(text), "{text:?}");
        }
    }
    proptest! {
        #![proptest_config(crate::random_cases::cases(2000))]

        #[test]
        fn what_is_tidy_normalises_to_itself(text in "[ a-z0-9.\u{900}-\u{97F}]{0,12}") {
            if is_tidy(&text) {
                prop_assert!(is_nfc(&text) && !text.contains("  ") && text.trim() == text, "{text:?}");
            }
        }
    }
    #[test]
    fn nukta_letters_have_one_form() {
        assert_eq!(normalize("ब\u{095C}ा"), normalize("ब\u{0921}\u{093C}ा"));
        assert_eq!(normalize("न\u{093C}"), "ऩ");
    }
}
