//! How a value stands in a column, and back.

use crate::model::{Kind, Paise, Value};
use jiff::civil::Date;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use std::borrow::Cow;

/// A value as a column holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stored<'a> {
    /// TEXT column.
    Text(Cow<'a, str>),
    /// TEXT column with a date.
    Day(DayText),
    /// INTEGER column.
    Integer(i64),
}

/// A date as its column holds it, `1957-03-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayText([u8; 10]);

impl DayText {
    /// `None` for years before 0 and after 9999.
    pub(super) fn of(day: Date) -> Option<Self> {
        let year = u16::try_from(day.year()).ok().filter(|year| *year <= 9999)?;
        let digit = |n: u16| b'0' + u8::try_from(n % 10).unwrap_or(0);
        let (month, day) = (u16::from(day.month().unsigned_abs()), u16::from(day.day().unsigned_abs()));
        let ([a, b, c, d], [e, f], [g, h]) = (
            [year / 1000, year / 100, year / 10, year].map(digit),
            [month / 10, month].map(digit),
            [day / 10, day].map(digit),
        );
        Some(Self([a, b, c, d, b'-', e, f, b'-', g, h]))
    }
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl ToSql for Stored<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Stored::Text(text) => ValueRef::Text(text.as_bytes()),
            Stored::Day(day) => ValueRef::Text(&day.0),
            Stored::Integer(number) => ValueRef::Integer(*number),
        }))
    }
}

/// Is the column TEXT? Otherwise it is INTEGER.
pub(super) fn is_text(kind: Kind) -> bool {
    match kind {
        Kind::Text
        | Kind::Name
        | Kind::RegistrationNo
        | Kind::Code
        | Kind::Date
        | Kind::DateTime
        | Kind::Phone
        | Kind::Society
        | Kind::Year
        | Kind::Identity => true,
        Kind::Integer | Kind::Money | Kind::Bool | Kind::Percent | Kind::Quantity | Kind::District | Kind::Block => {
            false
        }
    }
}

/// One letter naming the type in canonical bytes.
pub(super) fn letter(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "d",
        Kind::Money => "m",
        Kind::Bool => "b",
        Kind::Percent => "p",
        Kind::Quantity => "q",
        Kind::Integer | Kind::District | Kind::Block => "i",
        Kind::Text
        | Kind::Name
        | Kind::RegistrationNo
        | Kind::Code
        | Kind::Phone
        | Kind::Society
        | Kind::Year
        | Kind::DateTime
        | Kind::Identity => "t",
    }
}

/// Type of a column as SQLite names it.
pub(super) fn column_type(kind: Kind) -> &'static str {
    if is_text(kind) { "TEXT" } else { "INTEGER" }
}

/// The value as its column holds it; `None` where the value is not of the field's kind.
pub(super) fn stored(kind: Kind, value: &Value) -> Option<Stored<'_>> {
    let stored = match (letter(kind), value) {
        ("t", Value::Text(text)) if !text.contains('\0') => Stored::Text(Cow::Borrowed(text)),
        ("d", Value::Date(day)) => Stored::Day(DayText::of(*day)?),
        ("m", Value::Money(paise)) => Stored::Integer(paise.0),
        ("b", Value::Bool(yes)) => Stored::Integer(i64::from(*yes)),
        ("p", Value::Percent(n)) | ("q", Value::Quantity(n)) | ("i", Value::Integer(n)) => Stored::Integer(*n),
        _ => return None,
    };
    Some(stored)
}

/// The value behind a column; `None` where the column cannot hold one of this kind.
pub(super) fn value(kind: Kind, column: ValueRef<'_>) -> Option<Value> {
    let value = match (letter(kind), column) {
        (_, ValueRef::Null) => Value::Empty,
        ("t", ValueRef::Text(bytes)) => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        ("d", ValueRef::Text(bytes)) => Value::Date(std::str::from_utf8(bytes).ok()?.parse().ok()?),
        ("m", ValueRef::Integer(n)) => Value::Money(Paise(n)),
        ("b", ValueRef::Integer(n @ (0 | 1))) => Value::Bool(n == 1),
        ("p", ValueRef::Integer(n)) => Value::Percent(n),
        ("q", ValueRef::Integer(n)) => Value::Quantity(n),
        ("i", ValueRef::Integer(n)) => Value::Integer(n),
        _ => return None,
    };
    Some(value)
}

/// What stands in a column, for a sentence about damage. Bytes that are no text are shown as such.
pub(super) fn shown(column: ValueRef<'_>) -> Cow<'_, str> {
    match column {
        ValueRef::Null => "nothing".into(),
        ValueRef::Integer(n) => n.to_string().into(),
        ValueRef::Real(x) => x.to_string().into(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
    }
}

/// The text of a column for a hash: what is no text reads as something that no stored text can be.
pub(super) fn read_text(column: ValueRef<'_>) -> Cow<'_, str> {
    match column {
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map_or_else(|_| format!("\0{bytes:02x?}").into(), Cow::Borrowed)
        }
        other => format!("\0{}", shown(other)).into(),
    }
}

/// The number of a column for a hash; a column altered to another type reads as the least number there is.
pub(super) fn read_number(column: ValueRef<'_>) -> Option<i64> {
    match column {
        ValueRef::Null => None,
        ValueRef::Integer(n) => Some(n),
        _ => Some(i64::MIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_another_kind_is_never_stored() {
        assert_eq!(stored(Kind::Money, &Value::Integer(5)), None);
        assert_eq!(stored(Kind::Text, &Value::Text("a\0b".into())), None);
        assert_eq!(stored(Kind::District, &Value::Integer(195)), Some(Stored::Integer(195)));
        assert_eq!(value(Kind::Bool, ValueRef::Integer(2)), None);
        assert_eq!(value(Kind::Date, ValueRef::Text(b"2024-02-30")), None);
    }

    #[test]
    fn what_is_stored_reads_back() {
        let day = Value::Date(jiff::civil::date(1935, 4, 1));
        for (kind, given) in [
            (Kind::Date, day),
            (Kind::Money, Value::Money(Paise(-250))),
            (Kind::Bool, Value::Bool(false)),
            (Kind::Percent, Value::Percent(725)),
            (Kind::Quantity, Value::Quantity(1500)),
            (Kind::Name, Value::text("ग्राम दुग्ध समिति")),
        ] {
            let held = stored(kind, &given).unwrap();
            let column = match &held {
                Stored::Text(text) => ValueRef::Text(text.as_bytes()),
                Stored::Day(day) => ValueRef::Text(&day.0),
                Stored::Integer(n) => ValueRef::Integer(*n),
            };
            assert_eq!(value(kind, column), Some(given));
        }
    }
}
