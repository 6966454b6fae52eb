//! Phone numbers: digits only, country code and trunk zero dropped.

use super::{Cleaned, Fault, is_sign, plain_digits, says_nil, says_nothing};
use crate::model::Value;

/// Reads a mobile number (ten digits from 6 to 9) or a landline with its area code; of several in a cell the first that is one.
/// Fault (a warning, the field stays empty): IMP-209.
pub fn read_phone(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text.trim().trim_end_matches(".0"));
    if is_mobile(plain.as_bytes()) {
        let repairs = if hindi { vec!["devanagari_digits"] } else { Vec::new() };
        return Ok(Cleaned { repairs, ..Cleaned::plain(Value::Text(plain.into_owned())) });
    }
    if plain.is_empty() || says_nothing(&plain) || says_nil(&plain) {
        return Ok(Cleaned::default());
    }
    let mut repairs = Vec::new();
    if hindi {
        repairs.push("devanagari_digits");
    }
    let pieces = pieces(&plain);
    let mut read = pieces.iter().filter_map(|piece| number(piece));
    let (bare, shortened) = read.next().ok_or_else(|| Fault::warning("IMP-209"))?;
    if pieces.len() > 1 {
        repairs.push("several_numbers");
    }
    if shortened {
        repairs.push("country_code");
    }
    Ok(Cleaned { repairs, ..Cleaned::plain(Value::Text(bare)) })
}

fn is_mobile(digits: &[u8]) -> bool {
    digits.len() == 10
        && (b'6'..=b'9').contains(&digits[0])
        && digits.iter().all(u8::is_ascii_digit)
        && digits.iter().any(|digit| *digit != digits[0])
}

/// The numbers of a cell: parted by signs or words; by a space only where each is ten digits by itself.
fn pieces(text: &str) -> Vec<&str> {
    let parted = text
        .split(|c: char| matches!(c, ',' | ';' | '/' | '&' | '\n' | '|' | ':') || c.is_alphabetic() || is_sign(c))
        .map(|piece| piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-')))
        .filter(|piece| piece.bytes().any(|b| b.is_ascii_digit()));
    parted
        .flat_map(|piece| {
            let words: Vec<&str> = piece.split_whitespace().collect();
            let each = words.len() > 1 && words.iter().all(|word| is_mobile(word.as_bytes()));
            if each { words } else { vec![piece] }
        })
        .collect()
}

/// One number without country code and trunk zero, and whether it had one.
fn number(piece: &str) -> Option<(String, bool)> {
    if piece.chars().any(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '–' | '+' | '(' | ')' | '.')) {
        return None;
    }
    let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
    let bare = match digits.len() {
        12..=14 if digits.trim_start_matches('0').starts_with("91") => &digits.trim_start_matches('0')[2..],
        11 => digits.strip_prefix('0').unwrap_or(&digits),
        _ => &digits,
    };
    if bare.len() != 10 || bare.bytes().all(|b| b == bare.as_bytes()[0]) {
        return None;
    }
    // Ten digits from 1 to 5 are a landline with its area code: only with the trunk zero is that certain.
    if bare.as_bytes()[0] < b'6' && !digits.starts_with('0') {
        return None;
    }
    Some((bare.to_owned(), bare.len() < digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_ten_digits_whatever_stands_around_them() {
        for text in [
            "9876543210",
            "+91 98765 43210",
            "098765-43210",
            "९८७६५४३२१०",
            "9876543210.0",
            "9876543210, 9876500000",
            "9876543210 9876500000",
            "98765 43210",
            "मो. 9876543210",
            "Mob: 98765-43210",
            "9876543210 व 9876500000",
            "12345 / 9876543210",
            "(+91) 9876543210",
            "0091 9876543210",
        ] {
            assert_eq!(read_phone(text).unwrap().value, Value::text("9876543210"), "{text}");
        }
        for text in ["0612-2234567", "(0612) 2234567", "0612 2234567", "फोन 0612-2234567"] {
            assert_eq!(read_phone(text).unwrap().value, Value::text("6122234567"), "{text}");
        }
        for text in ["98765", "987654321", "1234567890", "9999999999", "98765432101234", "फोन", "2234567"] {
            assert_eq!(read_phone(text).unwrap_err().code, "IMP-209", "{text}");
        }
        let several = read_phone("9876543210 व 9876500000").unwrap();
        assert_eq!(several.repairs, ["several_numbers"]);
    }
}
