//! Bytes of a delimited file as text. Nothing is ever replaced by a question mark.

use super::{error::Fault, oddity::Oddity};
use crate::model::Remark;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes a whole file: a byte order mark, else zero bytes in UTF-16's places, else strict UTF-8, else Windows-1252.
///
/// Bytes without a character in Windows-1252 become the control character of the same number: legacy fonts have
/// letters there. What is UTF-8 but for a few bytes is damaged: as Windows-1252 it would be gibberish throughout.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<Oddity>), Fault> {
    let (text, oddity) = decode_head(bytes);
    if oddity == Some(Oddity::Windows1252) {
        damaged_utf8(bytes).map_or(Ok((text, oddity)), Err)
    } else {
        Ok((text, oddity))
    }
}

/// Decodes the beginning of a file, which may end within a character.
pub(super) fn decode_head(bytes: &[u8]) -> (Cow<'_, str>, Option<Oddity>) {
    match Writing::of(bytes) {
        Writing::Utf8 { mark } => {
            let rest = bytes.get(if mark { UTF_8_MARK.len() } else { 0 }..).unwrap_or_default();
            (String::from_utf8_lossy(rest), None)
        }
        Writing::Utf16 { big, mark } => {
            let rest = bytes.get(if mark { 2 } else { 0 }..).unwrap_or_default();
            let encoding = if big { UTF_16BE } else { UTF_16LE };
            (encoding.decode_without_bom_handling(rest).0, Some(Oddity::Utf16))
        }
        Writing::Windows1252 => {
            // The mark of UTF-8 may be wrong: then the rest speaks for itself.
            let rest = bytes.strip_prefix(UTF_8_MARK).unwrap_or(bytes);
            (WINDOWS_1252.decode_without_bom_handling(rest).0, Some(Oddity::Windows1252))
        }
    }
}

const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How the letters of a file are written, and whether a byte order mark says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Utf8 { mark: bool },
    Utf16 { big: bool, mark: bool },
    Windows1252,
}

impl Writing {
    pub fn of(bytes: &[u8]) -> Self {
        let marked = bytes.strip_prefix(UTF_8_MARK);
        let utf16 = match bytes {
            _ if marked.is_some() => None,
            [0xFF, 0xFE, ..] => Some(Self::Utf16 { big: false, mark: true }),
            [0xFE, 0xFF, ..] => Some(Self::Utf16 { big: true, mark: true }),
            _ => zeros_say_utf16(bytes).map(|encoding| Self::Utf16 { big: encoding == UTF_16BE, mark: false }),
        };
        utf16.unwrap_or_else(|| match std::str::from_utf8(marked.unwrap_or(bytes)) {
            Ok(_) => Self::Utf8 { mark: marked.is_some() },
            Err(_) => Self::Windows1252,
        })
    }

    /// A text written so. What Windows-1252 cannot hold becomes UTF-8, with the mark by which spreadsheet programs know it.
    pub fn write(self, text: &str) -> Vec<u8> {
        let units = |mark: bool, order: fn(u16) -> [u8; 2]| {
            let mark = mark.then_some(0xFEFF);
            mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect()
        };
        match self {
            Self::Utf8 { mark: false } => text.as_bytes().to_vec(),
            Self::Utf8 { mark: true } | Self::Windows1252 => [UTF_8_MARK, text.as_bytes()].concat(),
            Self::Utf16 { big: false, mark } => units(mark, u16::to_le_bytes),
            Self::Utf16 { big: true, mark } => units(mark, u16::to_be_bytes),
        }
    }
}

/// UTF-8 characters of several bytes, for each place that is no UTF-8, from which a text is damaged UTF-8: in
/// Windows-1252 two letters make such a character by chance only.
const DAMAGED: usize = 8;

/// What is wrong with a text that is UTF-8 almost throughout.
fn damaged_utf8(bytes: &[u8]) -> Option<Fault> {
    let (mut long, mut bad, mut first_bad, mut at) = (0, 0, None, 0);
    for chunk in bytes.utf8_chunks() {
        long += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            // One damaged byte leaves several pieces of a character.
            bad += usize::from(first_bad.is_none() || !chunk.valid().is_empty());
            first_bad.get_or_insert(at);
        }
        at += chunk.invalid().len();
    }
    let first_bad = first_bad.filter(|_| long > DAMAGED * bad)?;
    let cut = std::str::from_utf8(&bytes[first_bad..]).is_err_and(|cause| cause.error_len().is_none());
    Some(if bad == 1 && cut {
        Fault::Truncated(Remark::new("in its last character"))
    } else {
        Fault::broken("text", format!("byte {} is no UTF-8, though the text is", first_bad + 1))
    })
}

/// Text with separators and digits in UTF-16 has zeros at every other byte of many characters.
fn zeros_say_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(4_096)];
    if !bytes.len().is_multiple_of(2) || head.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 20;
    match () {
        () if odd > many && even == 0 => Some(UTF_16LE),
        () if even > many && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_an_office_sends_is_read() {
        let text = "क्र.,नाम,1\n2,रामपुर,3\n";
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", text.as_bytes()),
            marked(b"\xFF\xFE", &utf16(u16::to_le_bytes)),
            marked(b"\xFE\xFF", &utf16(u16::to_be_bytes)),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).unwrap().0, text);
            assert_eq!(Writing::of(&bytes).write(text), bytes);
        }
    }

    #[test]
    fn all_256_bytes_of_a_legacy_font_survive() {
        let bytes: Vec<u8> = (1..=255).collect();
        let (text, oddity) = decode(&bytes).unwrap();
        assert_eq!(text.chars().count(), 255);
        assert!(!text.contains('\u{FFFD}') && oddity == Some(Oddity::Windows1252));
        for undefined in ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'] {
            assert!(text.contains(undefined));
        }
    }

    #[test]
    fn damaged_utf8_is_refused_by_its_place_and_never_read_as_another_encoding() {
        let text = "क्र.,नाम,1\n2,रामपुर,3\n4,सोनपु";
        let told = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        let cut = told(&text.as_bytes()[..text.len() - 1]);
        assert!(cut.contains("ends before it is complete"), "{cut}");
        let mut hit = text.as_bytes().to_vec();
        hit[4] = 0xFF;
        assert!(told(&hit).contains("byte 4 is no UTF-8"), "{}", told(&hit));
        // A text of a legacy font has high bytes too, but no characters of them.
        let legacy = b"\xD8- la-,uke\n1,jkeiqj \xBCizFke\xBD\n2,\xE7[k.M";
        assert_eq!(decode(legacy).unwrap().1, Some(Oddity::Windows1252));
    }
}
