//! Closed lists: which spelling means which code.

use super::{Cleaned, Fault, is_sign};
use crate::{
    catalogue::{CatalogueError, Files},
    model::{Label, Language, Value},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeLine {
    en: String,
    hi: String,
    #[serde(default)]
    seen: Vec<String>,
}

#[derive(Debug, Default)]
struct List {
    by_key: HashMap<String, String>,
    labels: BTreeMap<String, Label>,
    /// Nearest code of keys met before: large lists repeat the same unknown text, and the search goes through all spellings.
    nearest: Mutex<HashMap<String, String>>,
    /// What texts were read as: a list repeats a few words.
    before: Mutex<HashMap<String, Result<Cleaned, Fault>>>,
}

/// Texts remembered of one list.
const REMEMBERED: usize = 4_096;

/// All closed lists of `catalogue/codes/`, by name.
#[derive(Debug, Default)]
pub struct Codes {
    lists: BTreeMap<String, List>,
    words: Words,
}

/// Words beside the wording of a code, by their keys.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// They turn the meaning of what stands beside them.
    turning: BTreeSet<String>,
    /// They say no more than that it is a society.
    plain: BTreeSet<String>,
}

const WORDS: &str = "words/codes.toml";

/// Shortest spelling that is looked for within a longer text: `दुग्ध उत्पादक सहयोग समिति, रामपुर` holds `दुग्धउत्पादक`.
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
                            let before = list.by_key.insert(key, code.clone());
                            if let Some(other) = before.filter(|other| *other != code) {
                                let fault = format!("'{spelling}' stands for {code} and {other}");
                                faults.push(CatalogueError::new(&path, fault));
                            }
                        }
                        list.labels.insert(code, Label { en: line.en, hi: line.hi });
                    }
                    codes.lists.insert(name.to_owned(), list);
                }
            }
        }
        match files
            .text(WORDS)
            .and_then(|text| toml::from_str::<Words>(&text).map_err(|fault| CatalogueError::new(WORDS, fault)))
        {
            Ok(words) => {
                let keys = |words: BTreeSet<String>| words.iter().map(|word| code_key(word)).collect();
                codes.words = Words { turning: keys(words.turning), plain: keys(words.plain) };
            }
            Err(fault) => faults.push(fault),
        }
        if faults.is_empty() { Ok(codes) } else { Err(faults) }
    }
    /// The code a text stands for. Fault (a warning, the text as written is kept): IMP-208, naming the nearest known spelling.
    pub fn read(&self, list: &str, text: &str) -> Result<Cleaned, Fault> {
        let unknown = Fault::warning("IMP-208").with("list", list);
        let Some(list) = self.lists.get(list) else {
            return if code_key(text).is_empty() {
                Ok(Cleaned::default())
            } else {
                Err(unknown.with("nearest", "–"))
            };
        };
        if let Some(known) = list.before.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return known.clone();
        }
        let read = self.read_anew(list, text, unknown);
        let mut before = list.before.lock().unwrap_or_else(PoisonError::into_inner);
        if before.len() < REMEMBERED {
            before.insert(text.to_owned(), read.clone());
        }
        read
    }
    fn read_anew(&self, list: &List, text: &str, unknown: Fault) -> Result<Cleaned, Fault> {
        let key = code_key(text);
        if key.is_empty() {
            return Ok(Cleaned::default());
        }
        if let Some(code) = list.by_key.get(&key) {
            let repairs = if code == text { Vec::new() } else { vec!["code_by_spelling"] };
            return Ok(Cleaned { value: Value::text(code), repairs, ..Cleaned::default() });
        }
        if let Some((code, certain)) = list.within(text, &self.words) {
            let doubts = (!certain).then(|| Fault::warning("IMP-219").with("read", code)).into_iter().collect();
            return Ok(Cleaned { value: Value::text(code), repairs: vec!["code_within_text"], doubts });
        }
        Err(unknown.with("nearest", list.nearest(key)))
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

impl List {
    /// The code whose spelling is the longest run of whole words of a text, unless another word turns its meaning; and
    /// whether the other words say nothing.
    fn within(&self, text: &str, beside: &Words) -> Option<(&str, bool)> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric() && !is_sign(c))
            .map(code_key)
            .filter(|word| !word.is_empty())
            .collect();
        let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len().min(from + 8)).map(move |to| from..to));
        let (_, run, code) = runs
            .filter_map(|run| {
                let key = words[run.clone()].concat();
                let length = key.chars().count();
                let code = self.by_key.get(&key).filter(|_| length >= LONG_ENOUGH)?;
                Some((length, run, code))
            })
            .max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.start.cmp(&a.1.start)))?;
        let around = || words[..run.start].iter().chain(&words[run.end..]);
        let turned = around().any(|word| beside.turning.contains(word));
        (!turned).then(|| (code.as_str(), around().all(|word| beside.plain.contains(word))))
    }
    fn nearest(&self, key: String) -> String {
        if let Some(code) = self.nearest.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return code.clone();
        }
        let nearest = self
            .by_key
            .iter()
            .map(|(known, code)| (strsim::jaro_winkler(known, &key), code))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        let code = nearest.map_or_else(|| "–".to_owned(), |(_, code)| code.clone());
        self.nearest.lock().unwrap_or_else(PoisonError::into_inner).insert(key, code.clone());
        code
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

    #[test]
    fn every_national_sector_is_known_by_its_names_and_usual_words() {
        let (files, codes) = (Files::embedded(), Codes::load(&Files::embedded()).unwrap());
        let sectors = files.text("ncd/sectors.csv").unwrap();
        let mut count = 0;
        for row in csv::Reader::from_reader(sectors.as_bytes()).records() {
            let row = row.unwrap();
            for name in [&row[1], &row[2]] {
                assert_eq!(codes.read("sector", name).unwrap().value, Value::text(&row[0]), "{name}");
            }
            count += 1;
        }
        assert_eq!(count, 30);
        for (text, code) in [
            ("पैक्स", "1"),
            ("प्राथमिक कृषि साख", "1"),
            ("दुग्ध", "9"),
            ("मत्स्यजीवी", "10"),
            ("गृह-निर्माण", "47"),
            ("बुनकर", "13"),
            ("खादी", "117"),
            ("श्रम संविदा", "51"),
            ("Bee Keeping", "79"),
        ] {
            assert_eq!(codes.read("sector", text).unwrap().value, Value::text(code), "{text}");
        }
    }

    #[test]
    fn a_code_within_a_text_is_whole_words_with_a_doubt_and_never_its_opposite() {
        let codes = Codes::load(&Files::embedded()).unwrap();
        let read = codes.read("society_status", "कार्यशील (2019 से)").unwrap();
        assert_eq!(read.value, Value::text("functional"));
        assert_eq!(read.doubts[0].code, "IMP-219");
        let read = codes.read("society_class", "बुनकर सहकारी समिति लि०").unwrap();
        assert_eq!((read.value, read.doubts), (Value::text("weavers"), vec![]));
        for (list, text) in [
            ("society_status", "गैर-कार्यशील"),
            ("society_status", "कार्यरत नहीं"),
            ("society_status", "Non working"),
            ("post", "पूर्व अध्यक्ष"),
            ("post", "Ex-Chairman"),
            ("post", "Assistant Manager"),
            ("post", "Vice Chairman (acting)"),
        ] {
            assert_eq!(codes.read(list, text).unwrap_err().code, "IMP-208", "{text}");
        }
        let twice = [0, 1].map(|_| codes.read("society_status", "Functinal").unwrap_err());
        assert_eq!(twice[0], twice[1]);
    }
}
