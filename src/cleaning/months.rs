//! A month of a year, kept as its first day: figures of an activity are told by month.

use super::{Cleaned, DateColumn, Fault, plain_digits, read_date};
use crate::model::{Date, Value};

/// Reads `दिसंबर 2025`, `Dec-25`, `12/2025`, `2025-12` and any date within the month as the first of it. Faults: those of
/// [`read_date`]; IMP-203 where there is no such month, IMP-205 where it begins after `latest`.
pub fn read_month(text: &str, column: &DateColumn, latest: Date, pivot: i16) -> Result<Cleaned, Fault> {
    let (plain, _) = plain_digits(text);
    let parts: Vec<&str> =
        plain.split([' ', ',', '-', '/', '.', '\'', '’']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let year = |part: &str| number(part).filter(|_| part.len() == 4);
    let told = match parts[..] {
        [a, b] => match (year(a), year(b), column.words().month(a), column.words().month(b)) {
            (_, Some(year), Some(month), _) | (Some(year), _, _, Some(month)) => Some((year, i16::from(month))),
            (None, None, Some(month), _) => {
                number(b).filter(|_| b.len() == 2).map(|short| (2000 + short, month.into()))
            }
            (_, Some(year), None, _) => number(a).map(|month| (year, month)),
            (Some(year), None, _, None) => number(b).map(|month| (year, month)),
            _ => None,
        },
        _ => None,
    };
    let Some((year, month)) = told else {
        let read = read_date(text, column, latest, pivot)?;
        let Value::Date(day) = read.value else { return Ok(read) };
        return Ok(Cleaned { value: Value::Date(day.first_of_month()), ..read });
    };
    let first = i8::try_from(month).ok().and_then(|month| Date::new(year, month, 1).ok());
    match first.ok_or_else(|| Fault::error("IMP-203"))? {
        first if first > latest => Err(Fault::error("IMP-205").with("latest", latest)),
        first => Ok(Cleaned::plain(Value::Date(first))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_in_every_usual_writing_and_none_is_guessed() {
        let words = crate::cleaning::date_words::shipped();
        let read = |text: &str| read_month(text, &DateColumn::new(&words), Date::constant(2026, 11, 2), 2026);
        for text in
            ["दिसंबर 2025", "दिसम्बर, २०२५", "Dec-25", "December 2025", "12/2025", "2025-12", "31.12.2025", "2025-12-01"]
        {
            assert_eq!(read(text).unwrap().value, Value::Date(Date::constant(2025, 12, 1)), "{text}");
        }
        assert_eq!(read("-").unwrap().value, Value::Empty);
        assert_eq!(read("2025").unwrap_err().code, "IMP-225");
        assert_eq!(read("13/2025").unwrap_err().code, "IMP-203");
        assert_eq!(read("12/2026").unwrap_err().code, "IMP-205");
        assert_eq!(read("2025-26").unwrap_err().code, "IMP-203", "a year is no month");
    }
}
