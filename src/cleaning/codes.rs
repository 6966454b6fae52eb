//! Closed lists: which spelling means which code.

use super::{Cleaned, Fault};
use crate::{
    catalogue::{CatalogueError, Files},
    model::{Label, Language, Value},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeLine {
    en: String,
    hi: String,
    #[serde(default)]
    seen: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    by_key: HashMap<String, String>,
    labels: BTreeMap<String, Label>,
    /// Keys long enough to find a longer text by: `दुग्ध उत्पादक सहयोग समिति, रामपुर` holds `दुग्धउत्पादक`.
    long: Vec<(String, String)>,
}

/// All closed lists of `catalogue/codes/`, by name.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    lists: BTreeMap<String, List>,
}

const LONG_ENOUGH: usize = 5;

impl Codes {
    /// Loads every list; a spelling that stands for two codes is a fault.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut codes = Self::default();
        let mut faults = Vec::new();
        for path in files.list("codes").map_err(|fault| vec![fault])? {
            let Some(name) = path.strip_prefix("codes/").and_then(|file| file.strip_suffix(".toml")) else { continue };
            let read = files.text(&path).and_then(|text| {
                toml::from_str::<BTreeMap<String, CodeLine>>(&text).map_err(|fault| CatalogueError::new(&path, fault))
            });
            match read {
                Err(fault) => faults.push(fault),
                Ok(lines) => {
                    let mut list = List::default();
                    for (code, line) in lines {
                        for spelling in line.seen.iter().chain([&code, &line.en, &line.hi]) {
                            let key = code_key(spelling);
                            if key.chars().count() >= LONG_ENOUGH {
                                list.long.push((key.clone(), code.clone()));
                            }
                            let before = list.by_key.insert(key, code.clone());
                            if let Some(other) = before.filter(|other| *other != code) {
                                let fault = format!("'{spelling}' stands for {code} and {other}");
                                faults.push(CatalogueError::new(&path, fault));
                            }
                        }
                        list.labels.insert(code, Label { en: line.en, hi: line.hi });
                    }
                    // The longest spelling found within a text is the most telling one.
                    list.long.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.cmp(b)));
                    codes.lists.insert(name.to_owned(), list);
                }
            }
        }
        if faults.is_empty() { Ok(codes) } else { Err(faults) }
    }
    /// The code a text stands for. Fault (a warning, the text as written is kept): IMP-208, naming the nearest known spelling.
    pub fn read(&self, list: &str, text: &str) -> Result<Cleaned, Fault> {
        let key = code_key(text);
        if key.is_empty() {
            return Ok(Cleaned::default());
        }
        let unknown = Fault::warning("IMP-208").with("list", list);
        let Some(list) = self.lists.get(list) else { return Err(unknown.with("nearest", "–")) };
        if let Some(code) = list.by_key.get(&key) {
            let repairs = if code == text { Vec::new() } else { vec!["code_by_spelling"] };
            return Ok(Cleaned { value: Value::text(code), repairs, doubt: None });
        }
        if let Some((_, code)) = list.long.iter().find(|(known, _)| key.contains(known.as_str())) {
            return Ok(Cleaned { value: Value::text(code), repairs: vec!["code_within_text"], doubt: None });
        }
        let nearest = list
            .by_key
            .iter()
            .map(|(known, code)| (strsim::jaro_winkler(known, &key), code))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        Err(unknown.with("nearest", nearest.map_or("–", |(_, code)| code.as_str())))
    }
    /// Wording of a code; the code itself where it is unknown.
    pub fn label<'a>(&'a self, list: &str, code: &'a str, language: Language) -> &'a str {
        self.lists.get(list).and_then(|list| list.labels.get(code)).map_or(code, |label| label.in_language(language))
    }
    /// Codes of a list with their wordings, in code order.
    pub fn all(&self, list: &str) -> impl Iterator<Item = (&str, &Label)> {
        self.lists.get(list).into_iter().flat_map(|list| list.labels.iter().map(|(code, label)| (code.as_str(), label)))
    }
}

/// Letters and digits, small, nukta dropped, nasals as a dot.
fn code_key(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{0903}' | '\u{093E}'..='\u{094D}'))
        .map(|c| if c == '\u{0901}' { '\u{0902}' } else { c })
        .collect::<String>()
        .replace("ण्ड", "ंड")
        .replace("न्द", "ंद")
        .replace("न्ध", "ंध")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_by_its_spellings_and_an_unknown_one_names_the_nearest() {
        let codes = Codes::load(&Files::embedded()).unwrap();
        for (list, text, code) in [
            ("society_class", "पैक्स", "pacs"),
            ("society_class", "P.A.C.S.", "pacs"),
            ("society_class", "प्राथमिक दुग्ध उत्पादक सहयोग समिति", "dairy"),
            ("society_status", "Under Liquidation", "under_liquidation"),
            ("society_status", "कार्यशील", "functional"),
            ("act", "1935", "bihar_1935"),
            ("post", "प्रबन्धक", "manager"),
        ] {
            assert_eq!(codes.read(list, text).unwrap().value, Value::text(code), "{text}");
        }
        let fault = codes.read("society_status", "Functinal").unwrap_err();
        assert_eq!((fault.code, fault.args[1].1.as_str()), ("IMP-208", "functional"));
        assert_eq!(codes.all("sector").count(), 32);
    }
}
