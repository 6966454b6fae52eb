//! The files that lie in the folder, held against what the registers say.

use crate::model::{Finding, Findings, Locus, Severity};
use std::collections::BTreeMap;

/// A file of the folder of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: String,
    /// SHA-256 of what it holds now; `None` where it cannot be read.
    pub sha256: Option<String>,
    /// Others than its owner may read or change it.
    pub open_to_others: bool,
}

/// Everything that is wrong: files missing, altered, strange, open to others. `wanted` are the fingerprints the registers name,
/// each with what it belongs to.
pub fn faults_of(wanted: &BTreeMap<String, String>, lying: &[Lying]) -> Findings {
    let told = |code: &str, severity: Severity, name: &str| Finding::new(code, severity, Locus::file(name));
    let mut found = Vec::new();
    for (sha256, of) in wanted.iter().filter(|(sha256, _)| !lying.iter().any(|file| file.name == **sha256)) {
        found.push(told("LOC-201", Severity::Error, sha256).with("of", of));
    }
    for file in lying {
        let Some(of) = wanted.get(&file.name) else {
            found.push(told("LOC-203", Severity::Error, &file.name));
            continue;
        };
        if file.sha256.as_ref() != Some(&file.name) {
            let now = file.sha256.as_deref().unwrap_or("–");
            found.push(told("LOC-202", Severity::Error, &file.name).with("of", of).with("now", now));
        }
        if file.open_to_others {
            found.push(told("LOC-204", Severity::Warning, &file.name).with("of", of));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_altered_and_strange_files_are_each_named() {
        let wanted = ["a", "b", "c"].map(|name| (name.to_owned(), "case".to_owned()));
        let file = |name: &str, now: &str| Lying { name: name.into(), sha256: Some(now.into()), open_to_others: false };
        let mut lying = vec![file("b", "x"), file("c", "c"), file("d", "d")];
        let codes = |lying: &[Lying]| {
            let found = faults_of(&wanted.clone().into(), lying);
            found.into_iter().map(|one| (one.code, one.place.file.unwrap_or_default())).collect::<Vec<_>>()
        };
        let named =
            |all: &[(&str, &str)]| all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        assert_eq!(codes(&lying), named(&[("LOC-201", "a"), ("LOC-202", "b"), ("LOC-203", "d")]));
        lying = vec![file("a", "a"), file("b", "b"), file("c", "c")];
        assert_eq!(codes(&lying), []);
        lying[1].open_to_others = true;
        assert_eq!(codes(&lying), named(&[("LOC-204", "b")]));
    }
}
