//! Counts, yes and no, co-operative years.

use super::{Cleaned, Fault, amounts::count_with_unit, is_sign, plain_digits, says_nil, says_nothing};
use crate::model::{CooperativeYear, Value};

/// Reads a count: `125`, `1,250`, `125 सदस्य`, `१२५`, `125.0`. Faults: IMP-207 no whole number, IMP-218 negative.
pub fn read_count(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    let mut repairs = Vec::new();
    if plain.is_empty() || says_nothing(&plain) {
        return Ok(Cleaned::default());
    }
    if says_nil(&plain) {
        return Ok(Cleaned { value: Value::Integer(0), repairs: vec!["nil_word"], doubt: None });
    }
    if hindi {
        repairs.push("devanagari_digits");
    }
    if let Some(count) = count_with_unit(&plain) {
        let count = count?;
        if count < 0 {
            return Err(Fault::error("IMP-218"));
        }
        repairs.push("unit_word");
        return Ok(Cleaned { value: Value::Integer(count), repairs, doubt: None });
    }
    let mut digits = plain.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || is_sign(c)).trim();
    if digits.len() < plain.len() {
        repairs.push("unit_word");
    }
    if let Some(whole) =
        digits.split_once('.').filter(|(_, part)| part.bytes().all(|b| b == b'0')).map(|(whole, _)| whole)
    {
        digits = whole;
    }
    if digits.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty()) {
        return Err(Fault::error("IMP-218"));
    }
    let joined = digits.replace(',', "");
    if joined.len() < digits.len() {
        repairs.push("grouping");
    }
    if joined.is_empty() || !joined.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::error("IMP-207"));
    }
    let count = joined.parse().map_err(|_| Fault::error("IMP-207"))?;
    Ok(Cleaned { value: Value::Integer(count), repairs, doubt: None })
}

/// Reads yes or no in both languages. Fault: IMP-213.
pub fn read_bool(text: &str) -> Result<Cleaned, Fault> {
    let (plain, _) = plain_digits(text);
    let value = match plain.to_lowercase().as_str() {
        "" | "-" | "–" | "n/a" => Value::Empty,
        "yes" | "y" | "true" | "1" | "1.0" | "हाँ" | "हां" | "है" | "✓" | "√" => Value::Bool(true),
        "no" | "n" | "false" | "0" | "0.0" | "नहीं" | "नही" | "न" | "✗" | "x" => Value::Bool(false),
        _ => return Err(Fault::error("IMP-213")),
    };
    Ok(Cleaned::plain(value))
}

/// Reads a co-operative year: `2018-19`, `2018-2019`, `2018–19`, `2018/19`. Fault: IMP-214.
pub fn read_year(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    if plain.is_empty() || says_nothing(&plain) {
        return Ok(Cleaned::default());
    }
    let dashed = plain.replace(['–', '—', '/'], "-").replace(' ', "");
    let year: CooperativeYear = dashed.parse().map_err(|_| Fault::error("IMP-214"))?;
    let repairs = if hindi { vec!["devanagari_digits"] } else { Vec::new() };
    Ok(Cleaned { value: Value::Text(year.to_string()), repairs, doubt: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_read_with_and_without_their_words() {
        for (text, count) in [
            ("125", 125),
            ("1,250", 1250),
            ("125 सदस्य", 125),
            ("१२५", 125),
            ("125.0", 125),
            ("निल", 0),
            ("निरंक", 0),
            ("2 लाख", 200_000),
        ] {
            assert_eq!(read_count(text).unwrap().value, Value::Integer(count), "{text}");
        }
        for (text, code) in [("बहुत", "IMP-207"), ("12.5", "IMP-207"), ("-5", "IMP-218"), ("1 2", "IMP-207")] {
            assert_eq!(read_count(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn a_year_reads_in_every_usual_writing() {
        for text in ["2018-19", "2018-2019", "2018–19", "2018/19", "२०१८-१९", "2018 - 19"] {
            assert_eq!(read_year(text).unwrap().value, Value::text("2018-19"), "{text}");
        }
        assert!(read_year("2018").is_err());
        assert_eq!(read_bool("हाँ").unwrap().value, Value::Bool(true));
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn no_text_breaks_the_readers(text in "\\PC{0,20}") {
            let _ = (read_count(&text), read_bool(&text), read_year(&text));
        }
    }
}
