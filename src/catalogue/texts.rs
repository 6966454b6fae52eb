//! Sentences for people, in Hindi and English, by code: `catalogue/texts/*.toml` and the rules' own messages.

use super::{CatalogueError, Files};
use crate::model::{Finding, Label, Language, Remark, fill, places};
use serde::Deserialize;
use std::collections::BTreeMap;

const PHRASES: &str = "texts/phrases.toml";
/// Arguments of a finding that are code names, of a repair or a kind of damage; a person reads their wording.
const CODED: [&str; 2] = ["repair", "damage"];

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
            match files.text(&path).and_then(|text| read(&path, &text)) {
                Err(fault) => faults.push(fault),
                Ok(wordings) => {
                    for (code, wording) in wordings {
                        if wording.en.is_empty() || wording.hi.is_empty() {
                            faults.push(CatalogueError::new(&path, format!("{code}: a language is missing")));
                        }
                        faults.extend(fault_of(&path, &code, &wording).map(|fault| CatalogueError::new(&path, fault)));
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
    /// A room's remark in the reader's language.
    pub fn remark(&self, remark: &Remark, language: Language) -> String {
        self.sentence(remark.pattern, &remark.args, language)
    }
    /// What to do about a key, if the catalogue says.
    pub fn todo_of(&self, key: &str, args: &[(String, String)], language: Language) -> Option<String> {
        Some(fill(self.wordings.get(key)?.todo.as_ref()?.in_language(language), args))
    }
    /// The sentence of a finding.
    pub fn finding(&self, finding: &Finding, language: Language) -> String {
        if finding.args.iter().all(|(name, _)| !CODED.contains(&name.as_str())) {
            return self.sentence(&finding.code, &finding.args, language);
        }
        let worded = |(name, value): &(String, String)| match CODED.contains(&name.as_str()) {
            true => (name.clone(), self.word(&format!("{name}.{value}"), language).to_owned()),
            false => (name.clone(), value.clone()),
        };
        let args: Vec<(String, String)> = finding.args.iter().map(worded).collect();
        self.sentence(&finding.code, &args, language)
    }
    /// What to do about a finding, if the catalogue says.
    pub fn todo(&self, finding: &Finding, language: Language) -> Option<String> {
        self.todo_of(&finding.code, &finding.args, language)
    }
    /// All codes and keys in order, with both wordings.
    pub fn all(&self) -> impl Iterator<Item = (&str, Label)> {
        self.wordings
            .iter()
            .map(|(key, wording)| (key.as_str(), Label { en: wording.en.clone(), hi: wording.hi.clone() }))
    }
}

/// Phrases have their English as key; nothing but the Hindi is written down.
fn read(path: &str, text: &str) -> Result<BTreeMap<String, Wording>, CatalogueError> {
    let fault = |fault: toml::de::Error| CatalogueError::new(path, fault);
    if path != PHRASES {
        return toml::from_str(text).map_err(fault);
    }
    let phrases = toml::from_str::<BTreeMap<String, String>>(text).map_err(fault)?;
    let wording = |en: &String, hi: String| Wording { en: en.clone(), hi, ..Wording::default() };
    Ok(phrases.into_iter().map(|(en, hi)| (en.clone(), wording(&en, hi))).collect())
}

/// What is wrong with the wording of an error or a phrase: the two languages must speak of the same things, and an error
/// always says what to do.
fn fault_of(path: &str, code: &str, wording: &Wording) -> Option<String> {
    let is_error = code.starts_with("error.");
    if !is_error && path != PHRASES {
        return None;
    }
    if places(&wording.en) != places(&wording.hi) {
        return Some(format!("{code}: the languages do not have the same {{name}} places"));
    }
    match &wording.todo {
        None if is_error => Some(format!("{code}: todo.en and todo.hi say what to do")),
        Some(todo) if places(&todo.en) != places(&todo.hi) => {
            Some(format!("{code}: the languages of todo do not have the same {{name}} places"))
        }
        _ => None,
    }
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
    fn an_error_that_says_other_things_in_hindi_or_nothing_to_do_is_a_fault() {
        let wording = |text: &str| read("texts/errors.toml", text).unwrap().into_iter().next().unwrap();
        for (text, fault) in [
            ("'error.x' = { en = 'a {b}', hi = 'क {b}', todo.en = '{c}', todo.hi = 'ग {c}' }", None),
            ("'error.x' = { en = 'a {b}', hi = 'क', todo.en = 'c', todo.hi = 'ग' }", Some("places")),
            ("'error.x' = { en = 'a', hi = 'क', todo.en = '{c}', todo.hi = 'ग' }", Some("todo do not")),
            ("'error.x' = { en = 'a', hi = 'क' }", Some("what to do")),
        ] {
            let (code, wording) = wording(text);
            let found = fault_of("texts/errors.toml", &code, &wording);
            assert!(
                found.as_deref().is_some_and(|found| fault.is_some_and(|fault| found.contains(fault)))
                    || found.is_none() && fault.is_none(),
                "{text}: {found:?}"
            );
        }
    }
}
