//! Whom a row is about: the key by which two rows are seen to mean the same subject.

use super::record::value_of;
use crate::model::{Facts, Subject, TableDef, Value};

/// What the facts say of their subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Subjects whose identity follows from the facts: a return, an allotment, a place.
    Derived(Subject),
    /// Subjects with an identity of their own, known again by this key.
    Key(String),
    /// Nothing that names a subject.
    Nobody,
}

/// Names the subject of a row.
///
/// Only equal keys are taken for one subject: the same registration number with a like name in one district, or, without a
/// number, the same name in one village. Names that are merely alike stay two subjects; telling them is an officer's decision.
pub(super) fn name_subject(table: &TableDef, facts: &Facts) -> Named {
    let value = |field: &str| value_of(facts, table, field);
    let text = |field: &str| value(field).and_then(Value::as_text).unwrap_or_default();
    let number = |field: &str| value(field).and_then(Value::as_integer).map_or_else(String::new, |n| n.to_string());
    match table.name.as_str() {
        "annual_return" | "audit" => {
            let (society, year) = (text("society"), text("fy"));
            if society.is_empty() || year.is_empty() {
                return Named::Nobody;
            }
            Named::Derived(Subject::Known(format!("{society}/{year}")))
        }
        "audit_objection" => match (text("society"), text("fy"), text("para_no")) {
            ("", ..) | (_, "", _) | (.., "") => Named::Nobody,
            (society, year, para) => Named::Derived(Subject::Known(format!("{society}/{year}/{para}"))),
        },
        "pacs_day" | "pacs_activity" => {
            let day = |key: &str| value(key).and_then(Value::as_date);
            match (text("society"), text("activity"), day("day").or_else(|| day("month"))) {
                ("", ..) | (.., None) => Named::Nobody,
                (society, "", Some(day)) => Named::Derived(Subject::Known(format!("{society}/{day}"))),
                (society, activity, Some(month)) => {
                    Named::Derived(Subject::Known(format!("{society}/{activity}/{}", month.strftime("%Y-%m"))))
                }
            }
        }
        "place" => {
            let (scheme, level, code) = (text("scheme"), text("level"), number("code"));
            if code.is_empty() {
                return Named::Nobody;
            }
            Named::Derived(Subject::Known(format!("{scheme}:{level}:{code}")))
        }
        "society" => society_key(&number("district"), text("reg_no"), &names(text("name_hi"), text("name_en")), || {
            format!("{}|{}|{}", number("block"), loose(text("panchayat")), loose(text("village")))
        }),
        "auditor" if text("panel_no").is_empty() => Named::Nobody,
        "auditor" => Named::Key(loose(text("panel_no"))),
        _ => {
            let parts: Vec<String> = table
                .business_key
                .iter()
                .map(|key| match value(key) {
                    Some(Value::Text(text)) => loose(text),
                    Some(other) => format!("{other:?}"),
                    None => String::new(),
                })
                .collect();
            if parts.iter().all(String::is_empty) { Named::Nobody } else { Named::Key(parts.join("|")) }
        }
    }
}

fn society_key(district: &str, reg_no: &str, name: &str, place: impl Fn() -> String) -> Named {
    match (reg_no.is_empty(), name.is_empty()) {
        (true, true) => Named::Nobody,
        (false, _) => Named::Key(format!("{district}|{}|{name}", loose(reg_no))),
        (true, false) => Named::Key(format!("{district}|{}|{name}", place())),
    }
}

fn names(hindi: &str, english: &str) -> String {
    loose(if hindi.is_empty() { english } else { hindi })
}

/// Letters and digits only, small, with one writing of digits: `12/ पट/१९५७` = `12/पट/1957`.
fn loose(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Nearly every letter of every row: they need no table.
            '\u{0902}'..='\u{0903}' | '\u{0904}'..='\u{0939}' | '\u{093E}'..='\u{094D}' | '/' => key.push(c),
            '०'..='९' => key.push(char::from_digit(u32::from(c) - 0x0966, 10).unwrap_or(c)),
            '\u{0901}' => key.push('\u{0902}'),
            ' '..='~' => {
                if c.is_ascii_alphanumeric() {
                    key.push(c.to_ascii_lowercase());
                }
            }
            other => key.extend(other.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_and_digits_do_not_make_two_societies() {
        assert_eq!(loose("12/ पट /१९५७"), loose("12/पट/1957"));
        assert_ne!(loose("12/पट/1957"), loose("1/2पट/1957"));
    }
}
