//! The codes above 7F come in several guises; all are folded to the byte the font holds.
//!
//! cp1252 code points, C1 controls and private-use code points fold one by one ([`byte_of`]); a MacRoman reading and
//! UTF-8 decoded twice can only be told from the whole text ([`whole_text`]).

use super::punctuation::is_unicode_hindi;
use encoding_rs::{MACINTOSH, WINDOWS_1252};
use std::borrow::Cow;

/// Text of bytes: UTF-8 if all of it is (a byte order mark is dropped), else Windows-1252; nothing is replaced.
///
/// Bytes without a character in Windows-1252 become the control character of the same number: the fonts have letters
/// there.
pub fn text_of_bytes(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text),
        Err(error) => WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
    }
}

/// Byte of the font that this character stands for; `None` if it can be no byte of a font.
#[inline]
pub(super) fn byte_of(c: char) -> Option<u8> {
    let code = u32::from(c);
    match code {
        0..=0xFF => Some(code as u8),
        0xF020..=0xF0FF => Some((code & 0xFF) as u8),
        _ => cp1252_high(c),
    }
}

fn cp1252_high(c: char) -> Option<u8> {
    Some(match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{F020}'..='\u{F0FF}')
}

/// Characters that a MacRoman reading yields and that neither Windows-1252 nor any table here knows.
fn only_mac_roman(c: char) -> bool {
    matches!(
        c,
        '≠' | '∞'
            | '≤'
            | '≥'
            | '∂'
            | '∑'
            | '∏'
            | 'π'
            | '∫'
            | 'Ω'
            | '√'
            | '≈'
            | '∆'
            | '◊'
            | '⁄'
            | 'ﬁ'
            | 'ﬂ'
            | 'ı'
            | '˘'
            | '˙'
            | '˚'
            | '˛'
    )
}

/// What a text holds beside ASCII, seen in one pass: nearly all texts hold none of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Wide {
    /// Devanagari as Unicode has it.
    pub(super) hindi: bool,
    private: bool,
    only_mac_roman: bool,
    /// Lead bytes of UTF-8 read as letters, each before a byte that may continue it.
    doubled: bool,
}

impl Wide {
    pub(super) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        if text.is_ascii() {
            return seen;
        }
        let (mut leads, mut broken) = (false, false);
        let mut rest = text;
        // All of it starts at U+00C0, lead byte C3.
        while let Some(at) = rest.bytes().position(|b| b >= 0xC3) {
            rest = &rest[at..];
            let mut chars = rest.chars();
            match chars.next() {
                Some('Ã' | 'â' | 'Â') => {
                    let next = chars.clone().next().and_then(byte_of);
                    leads = true;
                    broken |= !next.is_some_and(|byte| (0x80..0xC0).contains(&byte));
                }
                Some(c @ '\u{100}'..) => {
                    seen.hindi |= is_unicode_hindi(c);
                    seen.private |= is_private(c);
                    seen.only_mac_roman |= only_mac_roman(c);
                }
                _ => {}
            }
            rest = chars.as_str();
        }
        seen.doubled = leads && !broken;
        seen
    }
}

/// Undoes a wrong decoding of the whole text where that is certain; says which.
pub(super) fn whole_text(text: &str) -> (Cow<'_, str>, Option<&'static str>) {
    undone(text, Wide::of(text))
}

/// The same for a text that was looked at.
pub(super) fn undone(text: &str, wide: Wide) -> (Cow<'_, str>, Option<&'static str>) {
    // A private-use text is private-use throughout, digits and blanks too: the neighbours of a mark must be readable.
    if wide.private {
        let folded = text.chars().map(|c| byte_of(c).filter(|_| is_private(c)).map_or(c, char::from)).collect();
        return (Cow::Owned(folded), None);
    }
    if wide.only_mac_roman {
        let (bytes, _, lost) = MACINTOSH.encode(text);
        if !lost {
            return (Cow::Owned(bytes.iter().map(|&b| char::from(b)).collect()), Some("mac_roman_undone"));
        }
    }
    match Some(text).filter(|_| wide.doubled).and_then(undouble) {
        Some(once) => (Cow::Owned(once), Some("double_utf8_undone")),
        None => (Cow::Borrowed(text), None),
    }
}

/// Text decoded as Windows-1252 that was UTF-8; only if all of it decodes, and never on the word of one character:
/// `Ã` alone is ई.
fn undouble(text: &str) -> Option<String> {
    if text.chars().any(|c| byte_of(c).is_none()) {
        return None;
    }
    let (bytes, _, lost) = WINDOWS_1252.encode(text);
    if lost {
        return None;
    }
    let once = std::str::from_utf8(&bytes).ok()?;
    let high: Vec<char> = once.chars().filter(|c| !c.is_ascii()).collect();
    let plausible = high.iter().all(|&c| byte_of(c).is_some_and(|b| b >= 0x82));
    let evidence: usize = high.iter().map(|c| c.len_utf8() - 1).sum();
    let certain = high.iter().any(|c| !may_be_two_letters(*c));
    (plausible && certain && evidence >= 2).then(|| once.to_owned())
}

/// Whether the two bytes of this character are as well ई (C3) or ऊ (C5) and what may follow it in a word (`Ã¡` is ईँ): such
/// a pair alone proves nothing. Other pairs are no Hindi as they stand, for a vowel sign, a rakar or a digit follows neither.
fn may_be_two_letters(c: char) -> bool {
    let mut bytes = [0; 4];
    matches!(
        c.encode_utf8(&mut bytes).as_bytes(),
        [0xC3 | 0xC5, 0x99 | 0xA1 | 0xA3 | 0xA5 | 0xAB | 0xB1 | 0xB6 | 0xB8 | 0xBA]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_in_four_guises_is_one_byte() {
        for c in ['‚', '\u{82}', '\u{F082}'] {
            assert_eq!(byte_of(c), Some(0x82));
        }
        assert_eq!(byte_of('क'), None);
        for byte in 0x80..=0x9Fu8 {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            assert_eq!(text.chars().next().and_then(byte_of), Some(byte));
        }
    }
    #[test]
    fn a_mac_reading_is_undone_only_on_a_character_no_table_knows() {
        // 0xDA (eyelash ra) reads as a fraction slash on a Mac, 0xE7 as Á.
        assert_eq!(whole_text("Á⁄").0, "çÚ");
        assert_eq!(whole_text("ÁÚ").1, None);
    }
    #[test]
    fn text_decoded_twice_is_undone_but_a_single_letter_is_not() {
        assert_eq!(whole_text("fodzÃ˜ lÃ˜").0, "fodzØ lØ");
        assert_eq!(whole_text("â€™kgj").0, "’kgj");
        assert_eq!(whole_text("HkkÃ").1, None);
        // ईँईँ, not ह्यह्य; but beside a pair that is no Hindi it is part of the same wrong decoding.
        assert_eq!(whole_text("Ã¡Ã¡").1, None);
        // ऊँईँ.
        assert_eq!(whole_text("Å¡Ã¡").1, None);
        assert_eq!(whole_text("xzkÃ¡ fodzÃ˜").0, "xzká fodzØ");
        assert_eq!(whole_text("jkeiqj").1, None);
        assert_eq!(whole_text("राम").1, None);
    }
}
