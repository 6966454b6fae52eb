//! The words of dates, of `catalogue/words/dates.toml`: names of months, eras, and what stands beside a date.

use crate::catalogue::{CatalogueError, Files};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

const WORDS: &str = "words/dates.toml";
/// Letters from which the beginning of an English name is known.
const BEGINNING: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    months: BTreeMap<String, Vec<String>>,
    eras: BTreeMap<String, EraWords>,
    beside: Beside,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EraWords {
    to_christian: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    words: Vec<String>,
    ordinals: Vec<String>,
}

/// An era other than the Christian, by the years from its count to the Christian one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Era(i16);

impl Era {
    /// The Christian years a year of the era falls in.
    pub(super) fn christian(self, year: i16) -> (i16, i16) {
        let first = year.saturating_add(self.0);
        (first, first.saturating_add(1))
    }
}

/// What a word says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Month(i8),
    Era(Era),
    Beside,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    by_key: HashMap<String, Word>,
    /// English names of months, known by their beginnings too.
    english: Vec<(String, i8)>,
}

/// The words of dates, loaded once; cloning them is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords(Arc<Words>);

impl DateWords {
    /// Loads the words; a spelling that stands for two things, or a month without a name, is a fault.
    pub fn load(files: &Files) -> Result<Self, CatalogueError> {
        let fault = |what: String| CatalogueError::new(WORDS, what);
        let file: WordFile = toml::from_str(&files.text(WORDS)?).map_err(|cause| CatalogueError::new(WORDS, cause))?;
        let mut words = Words::default();
        for (number, spellings) in file.months {
            let month = number.parse().ok().filter(|month| (1..=12).contains(month));
            let month: i8 = month.ok_or_else(|| fault(format!("'{number}' is no month; 1 to 12 was expected")))?;
            words.add(&spellings, Word::Month(month))?;
            words.english.extend(spellings.iter().filter(|name| name.is_ascii()).map(|name| (word_key(name), month)));
        }
        for month in 1..=12 {
            let named = |ascii: bool| {
                let mut keys = words.by_key.iter().filter(|(key, _)| key.is_ascii() == ascii);
                keys.any(|(_, word)| *word == Word::Month(month))
            };
            if !named(true) || !named(false) {
                return Err(fault(format!("month {month} has no name in Hindi or none in English")));
            }
        }
        for (at, (name, month)) in words.english.iter().enumerate() {
            let beginning = name.get(..BEGINNING).unwrap_or(name);
            let twice = |(other, of): &&(String, i8)| of != month && other.starts_with(beginning);
            if let Some((other, _)) = words.english.iter().skip(at).find(twice) {
                return Err(fault(format!("'{name}' and '{other}' begin alike")));
            }
        }
        for era in file.eras.into_values() {
            words.add(&era.words, Word::Era(Era(era.to_christian)))?;
        }
        words.add(&file.beside.words, Word::Beside)?;
        words.add(&file.beside.ordinals, Word::Beside)?;
        Ok(Self(Arc::new(words)))
    }
    /// Month 1 to 12 by its name or a short form.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        let key = word_key(word);
        if let Some(Word::Month(month)) = self.0.by_key.get(&key) {
            return Some(*month);
        }
        // `sept` too is a beginning of its name.
        let begins = |name: &str| key.len() >= BEGINNING && key.is_ascii() && name.starts_with(&key);
        self.0.english.iter().find(|(name, _)| begins(name)).map(|(_, month)| *month)
    }
    /// The era a word names.
    pub(super) fn era(&self, word: &str) -> Option<Era> {
        if let Some(Word::Era(era)) = self.0.by_key.get(&word_key(word)) { Some(*era) } else { None }
    }
    /// Does a word beside a date say nothing of the day?
    pub(super) fn is_beside(&self, word: &str) -> bool {
        self.0.by_key.get(&word_key(word)) == Some(&Word::Beside)
    }
}

impl Words {
    fn add(&mut self, spellings: &[String], word: Word) -> Result<(), CatalogueError> {
        for spelling in spellings {
            let key = word_key(spelling);
            if key.is_empty() {
                return Err(CatalogueError::new(WORDS, "a spelling is empty"));
            }
            let before = self.by_key.insert(key, word);
            if let Some(other) = before.filter(|other| *other != word) {
                return Err(CatalogueError::new(WORDS, format!("'{spelling}' stands for {word:?} and {other:?}")));
            }
        }
        Ok(())
    }
}

/// Small, without nukta, nasals as a dot.
fn word_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{093C}' | '\u{200C}' | '\u{200D}' => {}
            '\u{0901}' => key.push('\u{0902}'),
            'म' | 'न' if letters.peek() == Some(&'\u{094D}') => {
                letters.next();
                match letters.peek() {
                    Some('ब' | 'द' | 'त' | 'व') => key.push('\u{0902}'),
                    _ => key.extend([letter, '\u{094D}']),
                }
            }
            '\u{095E}' => key.push('फ'),
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

/// The shipped words, for tests.
#[cfg(test)]
pub(crate) fn shipped() -> DateWords {
    static WORDS: std::sync::LazyLock<DateWords> =
        std::sync::LazyLock::new(|| DateWords::load(&Files::embedded()).expect("the shipped words read"));
    WORDS.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_every_usual_spelling() {
        let words = shipped();
        for (month, names) in [
            (1, "जनवरी जन Jan JANUARY"),
            (2, "फरवरी फ़रवरी फर Feb"),
            (3, "मार्च Mar"),
            (4, "अप्रैल अप्रेल Apr"),
            (5, "मई May"),
            (6, "जून Jun"),
            (7, "जुलाई जुला Jul"),
            (8, "अगस्त अग Aug"),
            (9, "सितम्बर सितंबर सितँबर सित Sept sep"),
            (10, "अक्टूबर अक्तूबर अक्टू Oct"),
            (11, "नवम्बर नवंबर नव Nov"),
            (12, "दिसम्बर दिसंबर दिस Dec"),
        ] {
            for name in names.split(' ') {
                assert_eq!(words.month(name), Some(month), "{name}");
            }
        }
        for name in ["चैत्र", "म", "Ma", "x", "", "जनता", "of", "शक"] {
            assert_eq!(words.month(name), None, "{name}");
        }
    }

    #[test]
    fn a_year_of_another_era_falls_in_two_christian_years() {
        let years = |word: &str, year| shipped().era(word).map(|era| era.christian(year));
        assert_eq!(years("संवत्", 2014), Some((1957, 1958)));
        assert_eq!(years("शक", 1879), Some((1957, 1958)));
        assert_eq!(years("सन्", 1879), None);
        assert!(shipped().is_beside("सन्") && shipped().is_beside("TH") && !shipped().is_beside("मई"));
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused_when_it_is_loaded() {
        let shipped = Files::embedded().text(WORDS).expect("the shipped words");
        for (from, to, told) in [
            ("\"जून\"", "\"मई\"", "stands for"),
            ("\"june\"", "\"julian\"", "begin alike"),
            ("12 = ", "13 = ", "no month"),
            ("\"may\"", "\"मे\"", "no name"),
            ("\"ordinals\"", "\"\"", ""),
            ("\"दि\",", "\"सं\",", "stands for"),
            ("to_christian = 78", "to = 78", "to_christian"),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::create_dir(folder.path().join("words")).expect("a folder");
            std::fs::write(folder.path().join(WORDS), shipped.replace(from, to)).expect("words");
            let read = DateWords::load(&Files::folder(folder.path().to_owned()));
            match told {
                "" => assert!(read.is_ok()),
                told => assert!(read.is_err_and(|fault| fault.to_string().contains(told)), "{to}"),
            }
        }
    }
}
