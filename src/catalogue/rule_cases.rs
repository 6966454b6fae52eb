//! Cases of law in `catalogue/rules/cases/*.toml`: what a rule must say of one return. One family a file.

use super::{CatalogueError, Files, return_fields::read_toml};
use serde::Deserialize;
use std::collections::BTreeMap;

const CASES: &str = "rules/cases";

/// What a rule must say of a return; written as `holds`, `broken`, `cannot-tell`, `does-not-apply`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// In order.
    Holds,
    /// Not in order.
    Broken,
    /// A line is missing.
    CannotTell,
    /// Not for this society, or not in this case.
    DoesNotApply,
}

/// One case as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOfLaw {
    /// What the case is about; unique within its rule.
    pub name: String,
    /// The governing Act; empty where the return names none.
    #[serde(default)]
    pub act: String,
    /// The year the return is for, as `2024-25`; left out: 2024-25.
    #[serde(default)]
    pub year: Option<String>,
    /// Lines of the return as people write them.
    pub given: BTreeMap<String, String>,
    /// Lines of last year's return; left out where that is not on record.
    #[serde(default)]
    pub prev: Option<BTreeMap<String, String>>,
    /// What the rule must say.
    pub expect: Expected,
}

/// Reads the cases of every family by the code of their rule; all faults at once, what can be read is read.
pub fn load_cases_of_law(files: &Files) -> (BTreeMap<String, Vec<CaseOfLaw>>, Vec<CatalogueError>) {
    let mut cases: BTreeMap<String, Vec<CaseOfLaw>> = BTreeMap::new();
    let mut faults = Vec::new();
    let paths = match files.list(CASES) {
        Ok(paths) => paths,
        Err(fault) => return (cases, vec![fault]),
    };
    for path in paths.into_iter().filter(|path| path.ends_with(".toml")) {
        let family = path.trim_start_matches(CASES).trim_matches('/').trim_end_matches(".toml").to_owned();
        match read_toml::<BTreeMap<String, Vec<CaseOfLaw>>>(files, &path) {
            Err(fault) => faults.push(fault),
            Ok(read) => {
                for (code, of_rule) in read {
                    if code.split('-').next() != Some(&family) {
                        faults
                            .push(CatalogueError::new(&path, format!("{code}: this file is for the family {family}")));
                    }
                    cases.entry(code).or_default().extend(of_rule);
                }
            }
        }
    }
    (cases, faults)
}
