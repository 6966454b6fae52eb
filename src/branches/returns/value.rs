//! What is written in a line of the form, as a value. Strict: the form is the office's own, so what does not read as
//! the line wants is a finding, never a guess.

use crate::{
    catalogue::{ReturnField, ReturnFields, ReturnKind},
    cleaning::{self, Cleaned},
    model::{Date, Label, Paise, Value},
    source::Content,
};

/// Why a cell does not read: what the line expects, for the finding.
pub(super) type Expected = Label;

/// Reads one cell for one line of the form; blank cells are [`Value::Empty`].
pub(super) fn read(content: &Content<'_>, line: &ReturnField, fields: &ReturnFields) -> Result<Value, Expected> {
    let text = written(content);
    if text.is_empty() && !matches!(content, Content::Unknown | Content::Error(_)) {
        return Ok(Value::Empty);
    }
    let mut beyond = false;
    let mut clean = |read: Result<Cleaned, cleaning::Fault>| {
        beyond = read.as_ref().is_err_and(|fault| fault.code == "IMP-202");
        // What reads only with a doubt (odd grouping) is not guessed on a form.
        read.ok().filter(|cleaned| cleaned.doubts.is_empty()).map(|cleaned| cleaned.value)
    };
    let read = match line.kind {
        ReturnKind::Money => clean(cleaning::read_amount(&text, None)),
        ReturnKind::Percent => clean(cleaning::read_decimal(&text, 100, Value::Percent)),
        ReturnKind::Quantity => clean(cleaning::read_decimal(&text, 1_000, Value::Quantity)),
        ReturnKind::Integer => clean(cleaning::read_count(&text)),
        ReturnKind::Bool => clean(cleaning::read_bool(&text)),
        ReturnKind::Date => match content {
            Content::Date(stored) => stored.date(),
            _ => date(&text),
        }
        .map(Value::Date),
        ReturnKind::Code => fields.code_meant(&line.key, &text).map(Value::text),
        ReturnKind::Text => Some(Value::text(text)).filter(|value| !value.is_empty()),
    };
    let limit = || {
        let most = Paise(Paise::LIMIT);
        Label {
            en: format!("at most {most} rupees either way"), hi: format!("धन या ऋण अधिकतम {most} रुपये")
        }
    };
    read.ok_or_else(|| if beyond { limit() } else { expected(line, fields) })
}

/// The cell as one text with ASCII digits, trimmed.
pub(super) fn written(content: &Content<'_>) -> String {
    let text = match content {
        // The digits of the file, unless they are in scientific writing.
        Content::Number(number) => {
            let digits = number.to_string();
            if digits.contains(['e', 'E']) { number.value.to_string() } else { digits }
        }
        other => other.to_string(),
    };
    text.trim().chars().map(ascii_digit).collect()
}

fn ascii_digit(c: char) -> char {
    match c {
        '०'..='९' => char::from_digit(u32::from(c) - 0x0966, 10).unwrap_or(c),
        other => other,
    }
}

/// `2025-03-31`, `31-03-2025`, with `-`, `/` or `.`; two-digit years are not guessed.
fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| (1800..=2200).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What belongs into a line.
pub(super) fn expected(line: &ReturnField, fields: &ReturnFields) -> Expected {
    match line.kind {
        ReturnKind::Money => both("rupees, as 12345.50", "रुपये, जैसे 12345.50"),
        ReturnKind::Percent => both("per cent, as 12.5", "प्रतिशत, जैसे 12.5"),
        ReturnKind::Quantity => Label {
            en: format!("a number of {}, at most three decimals", fields.unit(line).en),
            hi: format!("संख्या ({} में), अधिकतम तीन दशमलव", fields.unit(line).hi),
        },
        ReturnKind::Integer => both("a whole number", "पूर्ण संख्या"),
        ReturnKind::Bool => both("yes or no", "हाँ या नहीं"),
        ReturnKind::Date => both("a date, as 31-03-2025", "तिथि, जैसे 31-03-2025"),
        ReturnKind::Code => {
            let codes: Vec<&str> = fields.codes(&line.key).iter().map(|(code, _)| code.as_str()).collect();
            both(&codes.join(" | "), &codes.join(" | "))
        }
        ReturnKind::Text => both("text", "पाठ"),
    }
}

fn both(en: &str, hi: &str) -> Label {
    Label { en: en.into(), hi: hi.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Files;

    fn read_text(key: &str, text: &str) -> Result<Value, Expected> {
        let fields = ReturnFields::load(&Files::embedded()).unwrap();
        read(&Content::Text(text), fields.get(key).unwrap(), &fields)
    }

    #[test]
    fn a_line_reads_what_people_write_into_it() {
        for (key, text, value) in [
            ("net_profit", " ₹ 2,74,34,048.5 ", Value::Money(Paise(2_743_404_850))),
            ("net_profit", "२,५००/-", Value::Money(Paise(250_000))),
            ("net_profit", "(500)", Value::Money(Paise(-50_000))),
            ("dividend_rate_pct", "12.5 %", Value::Percent(1_250)),
            ("audit_score", "70.125", Value::Quantity(70_125)),
            ("members_close", "1,200", Value::Integer(1_200)),
            ("is_revised", "नहीं", Value::Bool(false)),
            ("fy_end", "31/03/2025", Value::Date(Date::constant(2025, 3, 31))),
            ("governing_act", "Madhya Pradesh Co-operative Societies Act 1960", Value::text("mp_1960")),
            ("audit_class", "क", Value::text("A")),
            ("audit_class", "अ", Value::text("A")),
            ("fy_end", "  ", Value::Empty),
        ] {
            assert_eq!(read_text(key, text), Ok(value), "{key}: {text}");
        }
    }

    #[test]
    fn what_does_not_read_is_told_with_what_is_expected() {
        for (key, text) in [
            ("net_profit", "a good deal"),
            ("net_profit", "12,34,5678"),
            ("net_profit", "1.005"),
            ("net_profit", "2000000000000"),
            ("members_close", "12.5"),
            ("fy_end", "31-03-25"),
            ("fy_end", "31-02-2025"),
            ("is_revised", "perhaps"),
            ("audit_class", "E"),
        ] {
            assert!(read_text(key, text).is_err(), "{key}: {text}");
        }
        assert_eq!(read_text("audit_class", "E"), Err(both("A | B | C | D | unscored", "A | B | C | D | unscored")));
    }
}
