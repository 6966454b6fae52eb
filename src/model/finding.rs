//! Everything wrong with the input is a finding with a place; errors are for what cannot go on.

use super::CellRef;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// To be looked at.
    Warning,
    /// Must be put right.
    Error,
}

/// Where a finding stands: a cell of a file, or a field of a society's return.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locus {
    /// File as the person named it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// Sheet name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// Cell, `D41`; a row finding names the first cell of the row.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cell: Option<String>,
    /// Society: registration number or identity.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub society: Option<String>,
    /// Field key.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<String>,
    /// Co-operative year.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fy: Option<String>,
}

impl Locus {
    /// A cell of a sheet of a file.
    pub fn cell(file: &str, sheet: &str, cell: CellRef) -> Self {
        Self { file: Some(file.into()), sheet: Some(sheet.into()), cell: Some(cell.to_string()), ..Self::default() }
    }
    /// A file as a whole.
    pub fn file(file: &str) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }
}

/// One thing found: code, weight, place, and the arguments its sentence needs.
///
/// The sentence itself is made at the edge, in Hindi or English, from `catalogue/texts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `IMP-203`, `APP-001` …
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Where.
    pub place: Locus,
    /// Named arguments in the order of the sentence; amounts and dates already written for people.
    pub args: Vec<(String, String)>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: &str, severity: Severity, place: Locus) -> Self {
        Self { code: code.into(), severity, place, args: Vec::new() }
    }
    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}

/// All findings of one pass, in the order found.
pub type Findings = Vec<Finding>;
