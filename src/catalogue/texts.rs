//! Sentences for people, in Hindi and English, by code: `catalogue/texts/*.toml` and the rules' own messages.

use super::{CatalogueError, Files};
use crate::model::{Finding, Label, Language};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Wording of one code: a sentence with `{name}` places, and what to do about it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    en: String,
    hi: String,
    #[serde(default)]
    todo: Option<Label>,
    /// For finding codes: how much it weighs when nothing else is said.
    #[serde(default)]
    #[allow(dead_code, reason = "read by officers in the file; the program sets severity where the finding is made")]
    severity: Option<String>,
    /// Sections and the like a rule rests on.
    #[serde(skip)]
    basis: Vec<String>,
}

/// All wordings by code or key.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    wordings: BTreeMap<String, Wording>,
}

impl Texts {
    /// Reads every file of `catalogue/texts`; a code used twice or a language missing is a fault.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut texts = Self::default();
        let mut faults = Vec::new();
        for path in files.list("texts").map_err(|fault| vec![fault])? {
            if !path.ends_with(".toml") {
                continue;
            }
            let read = files.text(&path).and_then(|text| {
                toml::from_str::<BTreeMap<String, Wording>>(&text).map_err(|fault| CatalogueError::new(&path, fault))
            });
            match read {
                Err(fault) => faults.push(fault),
                Ok(wordings) => {
                    for (code, wording) in wordings {
                        if wording.en.is_empty() || wording.hi.is_empty() {
                            faults.push(CatalogueError::new(&path, format!("{code}: a language is missing")));
                        }
                        if texts.wordings.insert(code.clone(), wording).is_some() {
                            faults.push(CatalogueError::new(&path, format!("{code} is used twice")));
                        }
                    }
                }
            }
        }
        // A faulty rule is told where the rules are loaded; words must not stand in the way of every command.
        for (_, code, entry) in super::load_rule_entries(files).0 {
            let wording =
                Wording { en: entry.message.en, hi: entry.message.hi, basis: entry.basis, ..Wording::default() };
            texts.wordings.insert(code, wording);
        }
        if faults.is_empty() { Ok(texts) } else { Err(faults) }
    }
    /// What a rule rests on, by its code: `mscs-2002/63(1)(a)`, `arithmetic`; empty for other findings.
    pub fn basis(&self, code: &str) -> &[String] {
        self.wordings.get(code).map_or(&[], |wording| &wording.basis)
    }
    /// The wording of a key, without arguments; the key itself where there is none.
    pub fn word<'a>(&'a self, key: &'a str, language: Language) -> &'a str {
        match (self.wordings.get(key), language) {
            (Some(wording), Language::En) => &wording.en,
            (Some(wording), Language::Hi) => &wording.hi,
            (None, _) => key,
        }
    }
    /// The wording of a key with its `{name}` places filled.
    pub fn sentence(&self, key: &str, args: &[(String, String)], language: Language) -> String {
        fill(self.word(key, language), args)
    }
    /// The sentence of a finding.
    pub fn finding(&self, finding: &Finding, language: Language) -> String {
        self.sentence(&finding.code, &finding.args, language)
    }
    /// What to do about a finding, if the catalogue says.
    pub fn todo(&self, finding: &Finding, language: Language) -> Option<String> {
        let todo = self.wordings.get(&finding.code)?.todo.as_ref()?;
        Some(fill(todo.in_language(language), &finding.args))
    }
    /// All codes and keys in order, with both wordings.
    pub fn all(&self) -> impl Iterator<Item = (&str, Label)> {
        self.wordings
            .iter()
            .map(|(key, wording)| (key.as_str(), Label { en: wording.en.clone(), hi: wording.hi.clone() }))
    }
}

/// `{name}` replaced by its argument; a place without an argument stays as it is and is so noticed.
fn fill(pattern: &str, args: &[(String, String)]) -> String {
    let mut sentence = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        sentence.push_str(before);
        let Some(close) = from_brace.find('}') else {
            rest = from_brace;
            break;
        };
        let name = &from_brace[1..close];
        match args.iter().find(|(key, _)| key == name) {
            Some((_, value)) => sentence.push_str(value),
            None => sentence.push_str(&from_brace[..=close]),
        }
        rest = &from_brace[close + 1..];
    }
    sentence.push_str(rest);
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_catalogue_is_there_in_both_languages() {
        let texts = Texts::load(&Files::embedded()).unwrap();
        assert!(texts.all().count() > 5);
    }

    #[test]
    fn arguments_fill_their_places_and_never_each_other() {
        let args = [("found".to_owned(), "{other}".to_owned()), ("other".to_owned(), "x".to_owned())];
        assert_eq!(fill("a {found} b {other} c {gone} d {", &args), "a {other} b x c {gone} d {");
    }
}
