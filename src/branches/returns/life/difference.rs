//! What a revision changes, line by line.

use crate::{
    catalogue::ReturnFields,
    model::{Paise, Value},
    rules::Lines,
};

/// A line that says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Number of the line.
    pub field: u16,
    /// As it was.
    pub was: Value,
    /// As it is.
    pub now: Value,
    /// By how much, of money.
    pub by: Option<Paise>,
}

/// Lines that differ, in the order of the form; `apart` are left out.
pub fn differences(fields: &ReturnFields, was: &Lines, now: &Lines, apart: &[&str]) -> Vec<Difference> {
    let value = |lines: &Lines, no: u16| {
        lines.iter().find(|(at, _)| *at == no).map_or(Value::Empty, |(_, value)| value.clone())
    };
    let asked = (0_u16..).take(fields.fields.len()).filter(|no| !apart.contains(&fields.at(*no).key.as_str()));
    asked
        .filter_map(|no| {
            let (was, now) = (value(was, no), value(now, no));
            let by = was.as_money().zip(now.as_money()).and_then(|(a, b)| b.0.checked_sub(a.0)).map(Paise);
            (was != now).then_some(Difference { field: no, was, now, by })
        })
        .collect()
}
