//! One line of a register, asked by the keys of its fields.

use crate::model::{Date, Line, TableDef, Value};

/// A line with the definition of its register. A field that is empty, or of a register of old, answers like an empty one.
pub(super) struct Row<'a> {
    pub(super) table: &'a TableDef,
    pub(super) line: &'a Line,
}

impl Row<'_> {
    pub(super) fn value(&self, key: &str) -> &Value {
        self.line.value(self.table, key).unwrap_or(&Value::Empty)
    }
    pub(super) fn text(&self, key: &str) -> &str {
        self.value(key).as_text().unwrap_or_default()
    }
    pub(super) fn day(&self, key: &str) -> Option<Date> {
        self.value(key).as_date()
    }
    pub(super) fn integer(&self, key: &str) -> Option<i64> {
        self.value(key).as_integer()
    }
}
