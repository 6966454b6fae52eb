//! Why: a code with its arguments; the sentence is made at the edge, in Hindi or English.

use crate::model::{Finding, Locus, Severity};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One reason, `ALT-…`, with what its sentence needs. Texts: `catalogue/texts/audit.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// `ALT-301` …
    pub code: String,
    /// Named arguments in the order of the sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl Reason {
    /// A reason without arguments.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), args: Vec::new() }
    }
    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
    /// The reason as a finding about a society.
    pub fn finding(&self, severity: Severity, society: Option<&str>) -> Finding {
        let place = Locus { society: society.map(str::to_owned), ..Locus::default() };
        Finding { code: self.code.clone(), severity, place, args: self.args.clone() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}
