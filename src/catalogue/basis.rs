//! What a rule, an act or a clock rests on.

use super::Seen;
use crate::model::{Label, Language};

/// A source in words, and how it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The source in words.
    pub said: Label,
    /// How it was seen.
    pub seen: Seen,
}

impl Basis {
    /// The source with how it was seen, as it is printed.
    pub fn printed(&self, language: Language) -> String {
        format!("{} [{}]", self.said.in_language(language), self.seen.word(language))
    }
}
