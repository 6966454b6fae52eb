//! `_x000D_`: characters that XML cannot hold.

/// Resolves the escapes in what was appended to `text` from `from` on.
pub(super) fn resolve(text: &mut String, from: usize) {
    if !text.get(from..).is_some_and(|new| new.contains("_x")) {
        return;
    }
    let new = text.split_off(from);
    let mut rest = new.as_str();
    // Two escapes may stand for one character beyond the first 65,536.
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match unit(rest) {
            Some(high @ 0xD800..0xDC00) => match unit(&rest[7..]).map(|low| char::decode_utf16([high, low]).next()) {
                Some(Some(Ok(c))) => {
                    text.push(c);
                    rest = &rest[14..];
                }
                _ => {
                    text.push_str(&rest[..7]);
                    rest = &rest[7..];
                }
            },
            // No text may hold it, and a spreadsheet shows nothing in its place.
            Some(0) => rest = &rest[7..],
            Some(code) if char::from_u32(u32::from(code)).is_some() => {
                text.extend(char::from_u32(u32::from(code)));
                rest = &rest[7..];
            }
            _ => {
                text.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    text.push_str(rest);
}

fn unit(text: &str) -> Option<u16> {
    let hex = text.strip_prefix("_x")?.get(..4)?;
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) || text.as_bytes().get(6) != Some(&b'_') {
        return None;
    }
    u16::from_str_radix(hex, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_the_characters_they_stand_for() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "\u{1F600}"),
            ("_xD83D_x", "_xD83D_x"),
            ("_x00_x_xZZZZ_ _x", "_x00_x_xZZZZ_ _x"),
            ("क_x0009_", "क\t"),
            ("12_x0000_/1971", "12/1971"),
            ("_x0000_", ""),
        ] {
            let mut text = String::from("kept_x0041_");
            let from = text.len();
            text.push_str(written);
            resolve(&mut text, from);
            assert_eq!(text, format!("kept_x0041_{meant}"));
        }
    }
}
