//! A text held against the list of matters bye-laws provide for: which clause shows each, and by which words.

use super::clauses::{Clause, Text};
use crate::{
    catalogue::{Basis, CatalogueError, Files, Seen},
    devanagari::normalize,
    model::Label,
};
use serde::Deserialize;

const FILE: &str = "byelaws/matters.toml";

/// A matter.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Code, as `quorum`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// What it rests on.
    pub basis: Basis,
    /// Words that show it wherever they stand.
    pub shows: Vec<String>,
    /// Words that only point to it.
    pub hints: Vec<String>,
}

/// How a matter stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A clause is about it.
    Present,
    /// Some words point to it.
    Doubtful,
    /// Nothing does.
    Missing,
}

impl Standing {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Doubtful => "doubtful",
            Self::Missing => "missing",
        }
    }
    /// In words: English, Hindi.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Present => ("present", "है"),
            Self::Doubtful => ("doubtful", "संदिग्ध"),
            Self::Missing => ("missing", "नहीं"),
        }
    }
}

/// What was found of a matter.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// How it stands.
    pub standing: Standing,
    /// The clause and the words that decided.
    pub by: Option<(&'a Clause, &'a str)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    en: String,
    hi: String,
    source: String,
    source_hi: String,
    seen: Seen,
    shows: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    matter: Vec<Line>,
}

/// The list of the catalogue; everything wrong with it at once.
pub fn load(files: &Files) -> Result<Vec<Matter>, Vec<CatalogueError>> {
    let text = files.text(FILE).map_err(|fault| vec![fault])?;
    let lines: Lines = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(FILE, fault)])?;
    let (mut matters, mut faults): (Vec<Matter>, Vec<CatalogueError>) = (Vec::new(), Vec::new());
    for line in lines.matter {
        if matters.iter().any(|matter| matter.code == line.code) {
            faults.push(CatalogueError::new(FILE, format!("matter '{}' stands twice", line.code)));
        }
        let keys = |words: Vec<String>| words.iter().map(|word| key(word)).collect::<Vec<_>>();
        let (shows, hints) = (keys(line.shows), keys(line.hints));
        if shows.is_empty() || shows.iter().chain(&hints).any(|word| word.trim().is_empty()) {
            faults.push(CatalogueError::new(FILE, format!("matter '{}': words that show it were expected", line.code)));
        }
        let basis = Basis { said: Label { en: line.source, hi: line.source_hi }, seen: line.seen };
        let label = Label { en: line.en, hi: line.hi };
        matters.push(Matter { code: line.code, label, basis, shows, hints });
    }
    if faults.is_empty() { Ok(matters) } else { Err(faults) }
}

/// A text as words are looked for in it: one form, small letters, a blank at both ends, blanks for marks, no nukta, and
/// anusvara for every nasal that may be written so.
fn key(text: &str) -> String {
    let text = normalize(text).to_lowercase();
    let mut key = String::from(" ");
    for c in text.chars() {
        match c {
            '\u{93C}' | '\u{200D}' | '\u{200C}' => {}
            '\u{901}' => key.push('\u{902}'),
            c if c.is_alphanumeric() || ('\u{900}'..='\u{963}').contains(&c) => key.push(c),
            _ if !key.ends_with(' ') => key.push(' '),
            _ => {}
        }
    }
    for nasal in ["ङ्", "ञ्", "ण्", "न्", "म्"] {
        key = nasal_before_its_own(&key, nasal);
    }
    key.trim_end().to_owned()
}

/// A nasal before a consonant of its own row is written as anusvara too: खण्ड, खंड.
fn nasal_before_its_own(text: &str, nasal: &str) -> String {
    let row = match nasal {
        "ङ्" => "कखगघ",
        "ञ्" => "चछजझ",
        "ण्" => "टठडढ",
        "न्" => "तथदध",
        _ => "पफबभ",
    };
    let mut parts = text.split(nasal);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(if part.starts_with(|c| row.contains(c)) { "\u{902}" } else { nasal });
        out.push_str(part);
    }
    out
}

/// Does a word begin in the text? What follows it, an ending of the word, is not asked.
fn holds(text: &str, word: &str) -> bool {
    text.contains(word)
}

/// Every matter held against a text, in the order of the list. A clause headed by the words goes before one that only uses them.
pub fn check<'a>(text: &'a Text, matters: &'a [Matter]) -> Vec<Found<'a>> {
    let keyed: Vec<(&Clause, String, String)> = text
        .clauses
        .iter()
        .filter(|clause| !clause.number.is_empty())
        .map(|clause| (clause, key(&clause.title), key(&clause.body)))
        .collect();
    let by = |words: &'a [String], titles: bool| {
        words.iter().find_map(|word| {
            let found = keyed.iter().find(|(_, title, body)| holds(if titles { title } else { body }, word));
            found.map(|(clause, ..)| (*clause, word.trim()))
        })
    };
    let found = |matter: &'a Matter| {
        let present = by(&matter.shows, true).or_else(|| by(&matter.shows, false));
        let doubtful = || by(&matter.hints, true).or_else(|| by(&matter.hints, false));
        match present {
            Some(by) => Found { matter, standing: Standing::Present, by: Some(by) },
            None => match doubtful() {
                Some(by) => Found { matter, standing: Standing::Doubtful, by: Some(by) },
                None => Found { matter, standing: Standing::Missing, by: None },
            },
        }
    };
    matters.iter().map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::branches::byelaws::read;

    #[test]
    fn a_matter_is_shown_by_its_words_in_either_language_pointed_to_by_hints_or_missing() {
        let matters = load(&Files::embedded()).unwrap();
        let text = "1. समिति का नाम एवं पता\nरामपुर समिति\n2. गणपूर्ति\nएक तिहाई\n3. Objects\nTo deal in milk; members give notice.\n";
        let (text, _) = read(text.as_bytes(), "t");
        let found = check(&text, &matters);
        let of = |code: &str| found.iter().find(|found| found.matter.code == code).unwrap();
        assert_eq!((of("name").standing, of("name").by.unwrap().0.number.as_str()), (Standing::Present, "1"));
        assert_eq!((of("quorum").standing, of("quorum").by.unwrap().1), (Standing::Present, "गणपूर्ति"));
        assert_eq!(of("objects").standing, Standing::Present);
        assert_eq!(of("general_meeting").standing, Standing::Missing);
        assert_eq!(of("voting").standing, Standing::Doubtful);
        assert!(found.iter().all(|found| (found.standing == Standing::Missing) == found.by.is_none()));
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        assert_eq!(key("खण्ड, पूँजी"), key("खंड पूंजी"));
        assert_eq!(key("सम्पत्ति"), key("संपत्ति"));
        assert_ne!(key("जन्म"), key("जंम"));
        assert!(holds(&key("members' meetings"), &key("meeting")) && !holds(&key("remembers"), &key("member")));
    }
}
