//! Whether a value needs its text beside it.

use crate::model::Value;

/// Is the text exactly how the value is written plainly?
pub(super) fn reads_as_written(value: &Value, text: &str) -> bool {
    let text = text.trim();
    match value {
        Value::Text(read) => read == text,
        Value::Integer(n) => is_written(*n, text.strip_suffix(".0").unwrap_or(text)),
        // Asked of every cell: most days are written in another order.
        Value::Date(day) => text.len() == 10 && text.as_bytes()[4] == b'-' && day.to_string() == text,
        Value::Money(paise) if paise.0 % 100 == 0 => is_written(paise.0 / 100, text),
        Value::Money(paise) => {
            let plain = format!("{}.{:02}", paise.0 / 100, paise.0.unsigned_abs() % 100);
            plain == text || plain.trim_end_matches('0') == text
        }
        Value::Empty | Value::Bool(_) | Value::Percent(_) | Value::Quantity(_) => false,
    }
}

/// Is the text the number in plain digits, without a sign or a zero too many?
fn is_written(number: i64, text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && (!digits.starts_with('0') || text == "0");
    plain && text.parse() == Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Paise};

    #[test]
    fn what_reads_as_written_needs_no_text_beside_it() {
        let paise = |n| Value::Money(Paise(n));
        let day = Value::Date(Date::constant(1957, 3, 12));
        for (value, text) in [
            (Value::Integer(45), "45"),
            (Value::Integer(0), "0"),
            (Value::Integer(-7), "-7"),
            (Value::Integer(45), "45.0"),
            (paise(1_951_300), "19513"),
            (paise(1_951_350), "19513.5"),
            (paise(1_951_350), "19513.50"),
            (paise(-250), "-2.50"),
            (day.clone(), "1957-03-12"),
            (Value::text("12/1957"), " 12/1957 "),
        ] {
            assert!(reads_as_written(&value, text), "{value:?} {text}");
        }
        for (value, text) in [
            (Value::Integer(45), "045"),
            (Value::Integer(45), "+45"),
            (Value::Integer(0), "-0"),
            (Value::Integer(0), ""),
            (Value::Integer(45), "४५"),
            (paise(1_951_300), "19,513/-"),
            (paise(1_951_300), "19513.00"),
            (paise(-50), "-0.5"),
            (day, "12-03-1957"),
            (Value::Empty, ""),
        ] {
            assert!(!reads_as_written(&value, text), "{value:?} {text}");
        }
    }
}
