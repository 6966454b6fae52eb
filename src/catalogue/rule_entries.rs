//! Rules as written in `catalogue/rules/returns/*.toml`, one family a file. What they mean is the business of `rules`.

use super::{CatalogueError, Files, return_fields::read_toml};
use crate::model::{Label, Language, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One rule as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// What is wrong when it is broken, in kebab-case.
    pub name: String,
    /// The same as a title in Hindi.
    #[serde(default)]
    pub name_hi: String,
    /// Society types it applies to, or `all`.
    pub applies: Vec<String>,
    /// How much a broken rule weighs.
    pub severity: Severity,
    /// For which returns; closed SQL.
    #[serde(default)]
    pub when: Option<String>,
    /// What must hold; closed SQL, or `native`.
    pub check: String,
    /// What a native rule checks, in words.
    #[serde(default)]
    pub native_note: Option<String>,
    /// Lines a native rule reads.
    #[serde(default)]
    pub reads: Vec<String>,
    /// The line of the form to look at.
    pub field: String,
    /// What should stand there: comparison sign and expression.
    #[serde(default)]
    pub expected: Option<String>,
    /// Sections (`mscs-2002/63(1)(a)`), or `arithmetic`, `practice`, `project`.
    pub basis: Vec<String>,
    /// Rules whose breach is the cause where both are broken: a total is wrong because a part is.
    #[serde(default)]
    pub follows: Vec<String>,
    /// The sentence, with `{field}`, `{prev.field}`, `{param}` and `{expected}` places.
    pub message: Label,
}

impl RuleEntry {
    /// What is wrong, as a title for people.
    pub fn title(&self, language: Language) -> String {
        match language {
            Language::En => self.name.replace('-', " "),
            Language::Hi => self.name_hi.clone(),
        }
    }
}

/// Bases that are no section.
pub const PLAIN_BASES: [&str; 3] = ["arithmetic", "practice", "project"];

/// Reads every family; gives `(file, code, entry)` in code order. All faults at once; what can be read is read.
pub fn load_rule_entries(files: &Files) -> (Vec<(String, String, RuleEntry)>, Vec<CatalogueError>) {
    let mut entries: Vec<(String, String, RuleEntry)> = Vec::new();
    let mut faults = Vec::new();
    let paths = match files.list("rules/returns") {
        Ok(paths) => paths,
        Err(fault) => return (entries, vec![fault]),
    };
    for path in paths.into_iter().filter(|path| path.ends_with(".toml")) {
        let family = path.trim_start_matches("rules/returns/").trim_end_matches(".toml").to_owned();
        match read_toml::<BTreeMap<String, toml::Value>>(files, &path) {
            Err(fault) => faults.push(fault),
            Ok(family_entries) => {
                for (code, entry) in family_entries {
                    let entry = match entry.try_into::<RuleEntry>() {
                        Ok(entry) => entry,
                        Err(fault) => {
                            faults.push(CatalogueError::new(&path, format!("{code}: {fault}")));
                            continue;
                        }
                    };
                    let number = code.strip_prefix(&family).and_then(|rest| rest.strip_prefix('-'));
                    if !number.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit())) {
                        faults.push(CatalogueError::new(&path, format!("{code}: a code of this file is {family}-000")));
                    }
                    if entry.message.en.is_empty() || entry.message.hi.is_empty() {
                        faults.push(CatalogueError::new(&path, format!("{code}: a language is missing")));
                    }
                    if entry.name_hi.is_empty() {
                        faults.push(CatalogueError::new(
                            &path,
                            format!("{code}: name_hi, its title in Hindi, is missing"),
                        ));
                    }
                    entries.push((path.clone(), code, entry));
                }
            }
        }
    }
    entries.sort_by(|a, b| a.1.cmp(&b.1));
    for pair in entries.windows(2) {
        if pair[0].1 == pair[1].1 {
            faults.push(CatalogueError::new(&pair[1].0, format!("{} is used twice", pair[1].1)));
        }
    }
    (entries, faults)
}
