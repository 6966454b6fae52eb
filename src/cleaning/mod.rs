//! A cell and a field become a typed value with the repairs made, or a fault. Nothing here touches the outside.

mod amount_in_words;
mod amounts;
mod codes;
mod date_column;
mod date_words;
mod dates;
mod ditto;
mod identity;
mod moments;
mod months;
mod number_words;
mod numbers;
mod phones;
mod registration;

pub use amount_in_words::WordsFault;
pub use amounts::{of_percent_format, read_amount, read_decimal};
pub use codes::Codes;
pub use date_column::DateColumn;
pub use date_words::DateWords;
pub use dates::{check_range, read_date};
pub use ditto::is_ditto;
pub use identity::{Masked, covered, looks_like_identity, mask};
pub use moments::{read_moment, time_alone};
pub use months::read_month;
pub use number_words::NumberWords;
pub use numbers::{read_bool, read_count, read_year};
pub use phones::read_phone;
pub use registration::{RegistrationParts, registration_parts};

use crate::model::{Severity, Value};
use std::borrow::Cow;

/// Every repair cleaning makes, by its code name; `repair.<code>` of the texts says it to people.
pub const REPAIRS: [&str; 33] = [
    "amount_in_words",
    "brackets_negative",
    "code_by_spelling",
    "code_within_text",
    "counted_word",
    "country_code",
    "date_in_number",
    "debit_credit",
    "devanagari_digits",
    "ditto",
    "from_district",
    "from_heading",
    "given_at_import",
    "merged_cell",
    "month_first",
    "month_name",
    "nil_word",
    "percent_format",
    "place_code",
    "place_near",
    "place_skeleton",
    "place_variant",
    "rupee_sign",
    "serial_number",
    "several_numbers",
    "slash_dash",
    "society_found",
    "time_dropped",
    "two_digit_year",
    "unit_of_heading",
    "unit_word",
    "words_agree",
    "year_word",
];

/// A value and what was done to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The value; empty when the text says "nothing" (a dash).
    pub value: Value,
    /// Repairs made, by code name.
    pub repairs: Vec<&'static str>,
    /// What is to be looked at although the text could be read.
    pub doubts: Vec<Fault>,
}

impl Cleaned {
    /// A value read as it stands.
    pub fn plain(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

/// Why a text cannot be read as the kind of value its field wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Finding code, `IMP-203`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Further arguments of its sentence besides `found`.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault that rejects the row.
    pub fn error(code: &'static str) -> Self {
        Self { code, severity: Severity::Error, args: Vec::new() }
    }
    /// A fault that leaves the field empty and keeps the row.
    pub fn warning(code: &'static str) -> Self {
        Self { code, severity: Severity::Warning, args: Vec::new() }
    }
    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// ASCII digits for Devanagari ones, no-break spaces as spaces, trimmed; tells whether a Devanagari digit was met.
fn plain_digits(text: &str) -> (Cow<'_, str>, bool) {
    let text = text.trim();
    if text.is_ascii() {
        return (Cow::Borrowed(text), false);
    }
    let mut hindi = false;
    let plain: String = text
        .chars()
        .map(|c| match c {
            '०'..='९' => {
                hindi = true;
                char::from_digit(u32::from(c) - 0x0966, 10).unwrap_or(c)
            }
            '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
            other => other,
        })
        .collect();
    (Cow::Owned(plain), hindi)
}

/// Vowel signs and nasals of Hindi, which are no letters by themselves.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093C}' | '\u{093E}'..='\u{094D}')
}

/// Words by which registers say "none" of whatever is asked.
fn says_none(text: &str) -> bool {
    is_word(text) && matches!(&*small(text), "nil" | "none" | "निल" | "निरंक" | "शून्य" | "रिक्त")
}

/// The same, and words that say "none" only of a figure or a date.
fn says_nil(text: &str) -> bool {
    is_word(text) && (says_none(text) || matches!(&*small(text), "zero" | "कुछ नहीं" | "नहीं" | "ज़ीरो"))
}

/// Is the text a sign or word for "no value" where a name, a number of registration or a text is wanted?
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    says_nothing(text) || says_none(text)
}

/// A word in small letters; Hindi has no others.
fn small(text: &str) -> Cow<'_, str> {
    let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
    if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}

/// May this be one of a list of words? Asked of every cell: a figure or a long text is none.
fn is_word(text: &str) -> bool {
    text.len() <= 40 && !text.starts_with(|c: char| c.is_ascii_digit())
}

/// Signs by which registers leave a field open.
fn says_nothing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '…' | '_' | '*' | '"' | '〃' | '?'))
        || is_word(text)
            && matches!(
                &*small(text),
                "n/a"
                    | "na"
                    | "n.a."
                    | "xx"
                    | "xxx"
                    | "अनुपलब्ध"
                    | "उपलब्ध नहीं"
                    | "अप्राप्त"
                    | "ज्ञात नहीं"
                    | "अज्ञात"
                    | "not available"
                    | "not known"
                    | "unknown"
            )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, Texts},
        model::Language,
    };

    #[test]
    fn every_repair_is_worded_in_both_languages() {
        let texts = Texts::load(&Files::embedded()).unwrap();
        for repair in REPAIRS {
            let key = format!("repair.{repair}");
            for language in [Language::Hi, Language::En] {
                assert_ne!(texts.word(&key, language), key);
            }
        }
        let worded = texts.all().filter(|(key, _)| key.starts_with("repair.")).count();
        assert_eq!(worded, REPAIRS.len());
    }
}
