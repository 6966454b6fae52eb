//! The parts of a registration number as printed: `12/पट/1957`, `DR/BPL/1234/2001`, `पंजी. क्र. 123 दिनांक 12.03.57`.

use super::{is_sign, plain_digits};
use serde::Serialize;

/// Parts recognised in a registration number; the number itself stays as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegistrationParts {
    /// Letters of office, district or series in their order: `DR`, `BPL`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<String>,
    /// The running number, without leading zeros.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The year in full, or its two digits as printed (`57`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The date printed with it behind a word for date, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
}

/// Words by which a date announces itself.
const DATE_WORDS: [&str; 7] = ["दिनांक", "दिनाँक", "दि.", "दि०", "dated", "dt.", "date"];
/// Words that only say that a registration number follows.
const LABELS: [&str; 24] = [
    "पंजीयन",
    "पंजी",
    "पंजीकरण",
    "निबंधन",
    "निबन्धन",
    "नि",
    "क्र",
    "क्रमांक",
    "संख्या",
    "सं",
    "नं",
    "स",
    "no",
    "nos",
    "number",
    "regn",
    "reg",
    "registration",
    "regd",
    "sl",
    "s",
    "r",
    "of",
    "का",
];

/// Recognises the parts of a registration number. A year is a number of four digits from 1904, or the last of at least two
/// numbers when it has two; the running number is the first other number.
pub fn registration_parts(text: &str) -> RegistrationParts {
    let (plain, _) = plain_digits(text);
    let (own, dated) = split_date(&plain);
    let mut parts = RegistrationParts { dated: dated.map(str::to_owned), ..RegistrationParts::default() };
    let mut numbers: Vec<&str> = Vec::new();
    for token in own.split(|c: char| !c.is_alphanumeric() && !is_sign(c)).filter(|token| !token.is_empty()) {
        if token.bytes().all(|b| b.is_ascii_digit()) {
            numbers.push(token);
            continue;
        }
        // `PAT1957`, `57क`: letters and digits written together.
        let at = token.find(|c: char| c.is_ascii_digit() != token.starts_with(|c: char| c.is_ascii_digit()));
        let (first, second) = token.split_at(at.unwrap_or(token.len()));
        // `सं०`: the zero stands for the mark of abbreviation.
        let second = if !first.is_ascii() && second == "0" { "" } else { second };
        for piece in [first, second].into_iter().filter(|piece| !piece.is_empty()) {
            if piece.bytes().all(|b| b.is_ascii_digit()) {
                numbers.push(piece);
            } else if !LABELS.contains(&piece.to_lowercase().as_str()) {
                parts.series.push(piece.to_owned());
            }
        }
    }
    let full = |number: &&str| number.len() == 4 && (1904..2100).contains(&number.parse::<u16>().unwrap_or(0));
    let mut year_at = numbers.iter().rposition(full);
    // `1234`: a lone number is the running number, `12/1957-58` has the year of its beginning.
    if numbers.len() == 1 {
        year_at = None;
    }
    let short = numbers.len() > 1 && numbers.last().is_some_and(|last| last.len() == 2);
    let year_at = year_at.or_else(|| short.then(|| numbers.len() - 1));
    parts.year = year_at.and_then(|at| numbers[at].parse().ok());
    let running = numbers.iter().enumerate().find(|(at, _)| Some(*at) != year_at);
    parts.number = running.and_then(|(_, number)| number.parse().ok());
    parts
}

/// The number and the date that stands behind a word for date.
fn split_date(text: &str) -> (&str, Option<&str>) {
    let lower = text.to_ascii_lowercase();
    let found = DATE_WORDS.iter().filter_map(|word| lower.find(word).map(|at| (at, at + word.len())));
    let found = found.min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
    match found {
        Some((at, end)) => {
            let date =
                text[end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ')' | '(' | '-' | '०'));
            let has_digit = date.bytes().any(|b| b.is_ascii_digit());
            (&text[..at], has_digit.then_some(date))
        }
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_printed_numbers_are_recognised() {
        for (text, series, number, year, dated) in [
            ("12/पट/1957", &["पट"][..], Some(12), Some(1957), None),
            ("12/PAT/57", &["PAT"], Some(12), Some(57), None),
            ("DR/BPL/1234/2001", &["DR", "BPL"], Some(1234), Some(2001), None),
            ("पंजी. क्र. 123 दिनांक 12.03.57", &[], Some(123), None, Some("12.03.57")),
            ("123 dated 12/3/1957", &[], Some(123), None, Some("12/3/1957")),
            ("निबन्धन सं० ०१२", &[], Some(12), None, None),
            ("1957", &[], Some(1957), None, None),
            ("45/1956-57", &[], Some(45), Some(1956), None),
            ("MSCS/CR/1/2001", &["MSCS", "CR"], Some(1), Some(2001), None),
            ("Regn. No. 7-M", &["M"], Some(7), None, None),
            ("PAT1234/1987", &["PAT"], Some(1234), Some(1987), None),
            ("दिनांक", &[], None, None, None),
            ("", &[], None, None, None),
        ] {
            let series = series.iter().map(|part| (*part).to_owned()).collect();
            let expected = RegistrationParts { series, number, year, dated: dated.map(str::to_owned) };
            assert_eq!(registration_parts(text), expected, "{text}");
        }
    }
}
