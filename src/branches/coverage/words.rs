//! The words of areas of operation, as the catalogue has them.

use crate::{
    catalogue::{CatalogueError, Files},
    devanagari::normalize,
    model::Label,
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

const PATH: &str = "words/coverage.toml";

/// What a word of an area means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Means {
    /// A gram panchayat.
    Panchayat,
    /// A village.
    Village,
    /// A block.
    Block,
    /// A district.
    District,
    /// A State.
    State,
    /// All of something.
    Whole,
    /// All but what follows.
    Except,
    /// All but what stands before.
    Excepted,
    /// Between names.
    And,
    /// Nothing of a place.
    Filler,
}

/// A kind of society a panchayat is looked at for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindOf {
    /// Code.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Classes of society that count.
    pub classes: Vec<String>,
}

/// The words, and the kinds.
#[derive(Clone, Debug, Default)]
pub struct AreaWords {
    by_phrase: HashMap<String, Means>,
    longest: usize,
    /// Kinds in the order of their codes.
    pub kinds: Vec<KindOf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    panchayat: Vec<String>,
    village: Vec<String>,
    block: Vec<String>,
    district: Vec<String>,
    state: Vec<String>,
    whole: Vec<String>,
    except: Vec<String>,
    excepted: Vec<String>,
    and: Vec<String>,
    filler: Vec<String>,
    kinds: BTreeMap<String, KindLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindLine {
    en: String,
    hi: String,
    classes: Vec<String>,
}

/// Text as words are compared: one writing, small letters, full stops of abbreviations kept apart from ends of sentences.
pub(super) fn folded(text: &str) -> String {
    normalize(text).to_lowercase().replace('\u{93C}', "").replace('ँ', "ं")
}

impl AreaWords {
    /// Loads them; a word that means two things is a fault.
    pub fn load(files: &Files) -> Result<Self, CatalogueError> {
        let file: WordsFile = toml::from_str(&files.text(PATH)?).map_err(|fault| CatalogueError::new(PATH, fault))?;
        let mut words = Self::default();
        for (means, list) in [
            (Means::Panchayat, &file.panchayat),
            (Means::Village, &file.village),
            (Means::Block, &file.block),
            (Means::District, &file.district),
            (Means::State, &file.state),
            (Means::Whole, &file.whole),
            (Means::Except, &file.except),
            (Means::Excepted, &file.excepted),
            (Means::And, &file.and),
            (Means::Filler, &file.filler),
        ] {
            for word in list {
                let phrase = folded(word);
                words.longest = words.longest.max(phrase.split(' ').count());
                if words.by_phrase.insert(phrase, means).is_some_and(|before| before != means) {
                    return Err(CatalogueError::new(PATH, format!("'{word}' means two things")));
                }
            }
        }
        words.kinds = file
            .kinds
            .into_iter()
            .map(|(code, line)| KindOf { code, label: Label { en: line.en, hi: line.hi }, classes: line.classes })
            .collect();
        Ok(words)
    }
    /// What the longest phrase at the start of these words means, and how many of them it takes.
    pub(super) fn means(&self, words: &[&str]) -> Option<(Means, usize)> {
        let most = self.longest.min(words.len());
        (1..=most).rev().find_map(|count| Some((*self.by_phrase.get(&words[..count].join(" "))?, count)))
    }
}
