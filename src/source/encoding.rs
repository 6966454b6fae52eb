//! Bytes of a delimited file as text. Nothing is ever replaced by a question mark.

use super::oddity::Oddity;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes a whole file: a byte order mark, else zero bytes in UTF-16's places, else strict UTF-8, else Windows-1252.
///
/// Bytes without a character in Windows-1252 become the control character of the same number: legacy fonts have
/// letters there.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Oddity>) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        // The mark may be wrong: then the rest speaks for itself.
        return match std::str::from_utf8(rest) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(rest).0, Some(Oddity::Windows1252)),
        };
    }
    let utf16 = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        _ => zeros_say_utf16(bytes).map(|encoding| (encoding, bytes)),
    };
    if let Some((encoding, rest)) = utf16 {
        return (encoding.decode_without_bom_handling(rest).0, Some(Oddity::Utf16));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(Oddity::Windows1252)),
    }
}

/// Decodes the beginning of a file, which may end within a character.
pub(super) fn decode_head(bytes: &[u8]) -> (Cow<'_, str>, Option<Oddity>) {
    match std::str::from_utf8(bytes) {
        Err(cause) if cause.error_len().is_none() => decode(&bytes[..cause.valid_up_to()]),
        _ => decode(bytes),
    }
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
            assert_eq!(decode(&bytes).0, text);
        }
    }

    #[test]
    fn all_256_bytes_of_a_legacy_font_survive() {
        let bytes: Vec<u8> = (1..=255).collect();
        let (text, oddity) = decode(&bytes);
        assert_eq!(text.chars().count(), 255);
        assert!(!text.contains('\u{FFFD}') && oddity == Some(Oddity::Windows1252));
        for undefined in ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'] {
            assert!(text.contains(undefined));
        }
    }
}
