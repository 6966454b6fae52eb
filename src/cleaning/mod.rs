//! A cell and a field become a typed value with the repairs made, or a fault. Nothing here touches the outside.

mod amounts;
mod codes;
mod dates;
mod identity;
mod numbers;
mod phones;

pub use amounts::{read_amount, read_decimal};
pub use codes::Codes;
pub use dates::{DateColumn, check_range, read_date};
pub use identity::{Masked, looks_like_identity, mask};
pub use numbers::{read_bool, read_count, read_year};
pub use phones::read_phone;

use crate::model::{Severity, Value};

/// A value and what was done to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The value; empty when the text says "nothing" (a dash).
    pub value: Value,
    /// Repairs made, by code name.
    pub repairs: Vec<&'static str>,
    /// Something to be looked at although the text could be read.
    pub doubt: Option<Fault>,
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

/// ASCII digits for Devanagari ones, no-break spaces as spaces; tells whether a Devanagari digit was met.
fn plain_digits(text: &str) -> (String, bool) {
    let mut hindi = false;
    let plain = text
        .trim()
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
    (plain, hindi)
}

/// Vowel signs and nasals of Hindi, which are no letters by themselves.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093C}' | '\u{093E}'..='\u{094D}')
}

/// Words by which registers say "none" of whatever is asked.
fn says_none(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "nil" | "none" | "निल" | "निरंक" | "शून्य" | "रिक्त")
}

/// The same, and words that say "none" only of a figure or a date.
fn says_nil(text: &str) -> bool {
    says_none(text) || matches!(text.to_lowercase().as_str(), "zero" | "कुछ नहीं" | "नहीं")
}

/// Is the text a sign or word for "no value" where a name, a number of registration or a text is wanted?
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    says_nothing(text) || says_none(text)
}

/// Signs by which registers leave a field open.
fn says_nothing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '_' | '*' | '"' | '〃' | '?'))
        || matches!(
            text.to_lowercase().as_str(),
            "n/a" | "na" | "n.a." | "xx" | "xxx" | "अनुपलब्ध" | "ज्ञात नहीं" | "not available"
        )
}
