//! Word lists of the catalogue: which readings of a token are words.

use crate::catalogue::{CatalogueError, Files};
use std::collections::HashSet;

/// Known words, Hindi and English.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    hindi: HashSet<String>,
    english: HashSet<String>,
    names: HashSet<String>,
    abbreviations: HashSet<String>,
    /// The lists in their order, for training.
    pub(super) hindi_list: Vec<String>,
    pub(super) english_list: Vec<String>,
    pub(super) names_list: Vec<String>,
    pub(super) abbreviations_list: Vec<String>,
    pub(super) hindi_abbreviations: Vec<String>,
}

/// Words of a list: one a line, `#` before remarks.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned)
}

impl Words {
    /// Reads the lists under `words/`.
    pub(super) fn load(files: &Files) -> Result<Self, CatalogueError> {
        let mut words = Self::default();
        for file in ["hindi", "names_hindi", "places_hindi"] {
            words.hindi_list.extend(lines(&files.text(&format!("words/{file}.txt"))?));
        }
        words.english_list.extend(lines(&files.text("words/english.txt")?));
        for file in ["names_latin", "places_latin"] {
            words.names_list.extend(lines(&files.text(&format!("words/{file}.txt"))?));
        }
        words.abbreviations_list.extend(lines(&files.text("words/abbreviations.txt")?));
        words.hindi_abbreviations.extend(lines(&files.text("words/abbreviations_hindi.txt")?));
        words.index();
        Ok(words)
    }
    /// Keeps of every list only the words for which `keep` holds (by place in the list).
    #[cfg(test)]
    pub(super) fn thinned(mut self, keep: impl Fn(usize) -> bool) -> Self {
        for list in [&mut self.hindi_list, &mut self.english_list, &mut self.names_list, &mut self.abbreviations_list] {
            let mut at = 0;
            list.retain(|_| {
                at += 1;
                keep(at - 1)
            });
        }
        self.index();
        self
    }
    /// Without the words for which `is_out` holds.
    #[cfg(test)]
    pub(super) fn without(mut self, is_out: impl Fn(&str) -> bool) -> Self {
        let lists = [
            &mut self.hindi_list,
            &mut self.english_list,
            &mut self.names_list,
            &mut self.abbreviations_list,
            &mut self.hindi_abbreviations,
        ];
        lists.into_iter().for_each(|list| list.retain(|word| !is_out(word)));
        self.index();
        self
    }
    fn index(&mut self) {
        self.hindi = self.hindi_list.iter().cloned().collect();
        self.english = self.english_list.iter().map(|word| word.to_lowercase()).collect();
        self.names = self.names_list.iter().map(|word| word.to_lowercase()).collect();
        self.abbreviations = self.abbreviations_list.iter().cloned().collect();
    }
    /// A Hindi word, or a plain inflection of one.
    pub(super) fn is_hindi(&self, word: &str) -> bool {
        if self.hindi.contains(word) {
            return true;
        }
        let stem_with = |ending: &str, singular: &str| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3);
            stem.is_some_and(|stem| self.hindi.contains(&format!("{stem}{singular}")))
        };
        [("ों", "ा"), ("ों", ""), ("ें", ""), ("ियों", "ी"), ("ियाँ", "ी"), ("े", "ा")]
            .iter()
            .any(|(ending, singular)| stem_with(ending, singular))
    }
    /// An English word, a name or place in Latin letters, or a usual abbreviation.
    pub(super) fn is_english(&self, word: &str) -> bool {
        if self.abbreviations.contains(word) {
            return true;
        }
        if word.len() < 2 || !word.is_ascii() {
            return false;
        }
        let lower = word.to_ascii_lowercase();
        self.english.contains(&lower)
            || self.names.contains(&lower) && word.starts_with(|c: char| c.is_ascii_uppercase())
            || lower.strip_suffix('s').is_some_and(|stem| stem.len() > 2 && self.english.contains(stem))
    }
    /// An abbreviation or acronym of the list, exactly as written.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}
