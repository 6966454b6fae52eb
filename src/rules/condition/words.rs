//! Words as numbers, so that text is compared as fast as amounts.

use std::collections::BTreeMap;

/// Words seen so far, numbered from 1 in the order met.
#[derive(Clone, Debug, Default)]
pub struct Words {
    numbers: BTreeMap<String, i64>,
    words: Vec<String>,
}

impl Words {
    /// Number of a word, given now if it is new.
    pub(crate) fn number(&mut self, word: &str) -> i64 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.words.push(word.to_owned());
        // No more words than rows times text fields, far below 2^63.
        let number = i64::try_from(self.words.len()).unwrap_or(i64::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.words.len()
    }
    /// The word of a number.
    pub(crate) fn word(&self, number: i64) -> Option<&str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        self.words.get(at).map(String::as_str)
    }
}
