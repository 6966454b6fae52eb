//! The words of `catalogue/words/rows.toml`: totals, sums carried over, remarks, signatures.

use super::RowKind;
use crate::catalogue::{CatalogueError, Files};
use serde::Deserialize;

const FILE: &str = "words/rows.toml";

/// Words that tell the rows of a sheet apart.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowWords {
    total: Vec<String>,
    grand: Vec<String>,
    carried: Vec<String>,
    counted: Vec<String>,
    society: Vec<String>,
    note: Vec<String>,
    signature: Vec<String>,
}

impl RowWords {
    /// Loads the lists.
    pub fn load(files: &Files) -> Result<Self, CatalogueError> {
        let mut words: Self = toml::from_str(&files.text(FILE)?).map_err(|fault| CatalogueError::new(FILE, fault))?;
        // Looked for as whole words: with the spaces around them.
        words.carried.iter_mut().for_each(|text| *text = format!(" {text} "));
        Ok(words)
    }
    /// `योग`, `कुल योग`, `प्रखंड योग - कांटी`, `Total (25)`; not the name of a society that holds the word (`पतंजलि योग समिति`).
    pub(super) fn total(&self, text: &str) -> Option<RowKind> {
        let words = words(text);
        let is = |list: &[String], word: &String| list.contains(word);
        let told = words.iter().any(|word| is(&self.total, word) || is(&self.grand, word));
        if !told || words.last().is_some_and(|last| is(&self.society, last)) {
            return None;
        }
        let whole = words.iter().any(|word| is(&self.grand, word))
            || (words.iter().any(|word| word == "कुल")
                && words.iter().any(|word| word == "योग" || word.starts_with("जोड")));
        Some(if whole { RowKind::Total } else { RowKind::Subtotal })
    }
    /// Nothing but words of a total, and figures: `योग`, `कुल 25 समितियाँ`.
    pub(super) fn is_total_alone(&self, text: &str) -> bool {
        let lists = [&self.total, &self.grand, &self.counted];
        words(text)
            .iter()
            .all(|word| lists.iter().any(|list| list.contains(word)) || word.chars().all(|c| c.is_numeric()))
    }
    pub(super) fn is_carried(&self, text: &str) -> bool {
        let text = format!(" {} ", text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
        self.carried.iter().any(|known| text.contains(known.as_str()))
    }
    pub(super) fn begins_note(&self, text: &str) -> bool {
        words(text).first().is_some_and(|word| self.note.contains(word))
    }
    pub(super) fn is_signature(&self, text: &str) -> bool {
        words(text).iter().any(|word| self.signature.contains(word))
    }
}

/// Words, small, without the marks around them.
fn words(text: &str) -> Vec<String> {
    let mark = |c: char| c.is_whitespace() || matches!(c, '-' | ':' | '.' | '(' | ')' | '/' | '–' | ',' | '*' | '=');
    text.to_lowercase().split(mark).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
