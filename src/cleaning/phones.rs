//! Phone numbers: digits only, country code and trunk zero dropped.

use super::{Cleaned, Fault, plain_digits, says_nil, says_nothing};
use crate::model::Value;

/// Reads a mobile number (ten digits from 6 to 9) or a landline with its area code; of several in a cell the first.
/// Fault (a warning, the field stays empty): IMP-209.
pub fn read_phone(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text.trim().trim_end_matches(".0"));
    if plain.is_empty() || says_nothing(&plain) || says_nil(&plain) {
        return Ok(Cleaned::default());
    }
    let mut repairs = Vec::new();
    if hindi {
        repairs.push("devanagari_digits");
    }
    let mut pieces = plain.split([',', ';', '/']).map(str::trim).filter(|piece| !piece.is_empty());
    let first = pieces.next().unwrap_or_default();
    if pieces.next().is_some() {
        repairs.push("several_numbers");
    }
    if first.chars().any(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '+' | '(' | ')' | '.')) {
        return Err(Fault::warning("IMP-209"));
    }
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    let bare = match digits.len() {
        12 | 13 if digits.trim_start_matches('0').starts_with("91") => digits.trim_start_matches('0')[2..].to_owned(),
        11 => digits.strip_prefix('0').unwrap_or(&digits).to_owned(),
        _ => digits.clone(),
    };
    if bare.len() < digits.len() {
        repairs.push("country_code");
    }
    if bare.len() != 10 || bare.bytes().all(|b| b == bare.as_bytes()[0]) {
        return Err(Fault::warning("IMP-209"));
    }
    // Ten digits from 1 to 5 are a landline with its area code: only with the trunk zero is that certain.
    if bare.as_bytes()[0] < b'6' && !digits.starts_with('0') {
        return Err(Fault::warning("IMP-209"));
    }
    Ok(Cleaned { value: Value::Text(bare), repairs, doubt: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_ten_digits_whatever_stands_around_them() {
        for text in
            ["9876543210", "+91 98765 43210", "098765-43210", "९८७६५४३२१०", "9876543210.0", "9876543210, 9876500000"]
        {
            assert_eq!(read_phone(text).unwrap().value, Value::text("9876543210"), "{text}");
        }
        assert_eq!(read_phone("0612-2234567").unwrap().value, Value::text("6122234567"));
        for text in ["98765", "1234567890", "9999999999", "98765432101234", "फोन"] {
            assert_eq!(read_phone(text).unwrap_err().code, "IMP-209", "{text}");
        }
    }
}
