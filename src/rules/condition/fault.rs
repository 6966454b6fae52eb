//! What is wrong with a condition as written.

use std::fmt;

/// A fault at a place of the text of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionFault {
    /// Line of the condition, from 1; 0 where the place is not known.
    pub line: u64,
    /// Column, from 1.
    pub column: u64,
    /// What was found, what is expected, what to do.
    pub fault: String,
}

impl fmt::Display for ConditionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => f.write_str(&self.fault),
            (1, column) => write!(f, "at column {column}: {}", self.fault),
            (line, column) => write!(f, "at line {line}, column {column}: {}", self.fault),
        }
    }
}
impl std::error::Error for ConditionFault {}
