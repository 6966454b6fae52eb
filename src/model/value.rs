//! A value as a register, a rule or a report holds it.

use super::Paise;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One typed value. Money is paise, percentages are hundredths of a per cent, quantities thousandths of their unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing recorded. Never zero, never the empty text.
    #[default]
    Empty,
    /// Text or the code of a closed list, NFC, trimmed.
    Text(String),
    /// A count, a serial number, an LGD code.
    Integer(i64),
    /// Money.
    Money(Paise),
    /// A calendar date.
    Date(Date),
    /// Yes or no.
    Bool(bool),
    /// Hundredths of a per cent: 7 % is 700.
    Percent(i64),
    /// Thousandths of the field's unit (kg, litre, hectare, marks).
    Quantity(i64),
}

impl Value {
    /// Text that is not blank, else [`Value::Empty`].
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Value::Empty } else { Value::Text(text) }
    }
    /// How many there are; a number no count reaches is the largest that fits.
    pub fn count(number: impl TryInto<i64>) -> Self {
        Value::Integer(number.try_into().unwrap_or(i64::MAX))
    }
    /// Nothing recorded?
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }
    /// The text, when this is text.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
    /// The number behind a count, an amount, a percentage or a quantity, in its own small unit; 1 or 0 for yes or no.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(n) | Value::Percent(n) | Value::Quantity(n) => Some(*n),
            Value::Money(paise) => Some(paise.0),
            Value::Bool(yes) => Some(i64::from(*yes)),
            Value::Empty | Value::Text(_) | Value::Date(_) => None,
        }
    }
    /// The date, when this is a date.
    pub fn as_date(&self) -> Option<Date> {
        if let Value::Date(day) = self { Some(*day) } else { None }
    }
    /// The amount, when this is money.
    pub fn as_money(&self) -> Option<Paise> {
        if let Value::Money(paise) = self { Some(*paise) } else { None }
    }
}

/// Facts of one entry: field number within its [`super::TableDef`] and value, sorted by field number,
/// without empty values. Absent means the entry says nothing of that field.
pub type Facts = Vec<(u16, Value)>;
