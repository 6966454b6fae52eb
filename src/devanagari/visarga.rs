//! Visarga and colon are one glyph; at the end of a word a list decides.

use std::collections::HashSet;

/// Words that end in visarga, and words that look so but end in a colon.
#[derive(Clone, Debug, Default)]
pub(super) struct VisargaWords {
    /// Without the visarga.
    visarga: HashSet<String>,
    colon: HashSet<String>,
}

impl VisargaWords {
    /// Reads the list: a word a line, `-` before words that end in a colon, `#` before remarks.
    pub(super) fn read(list: &str) -> Self {
        let mut words = Self::default();
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('-') {
                Some(word) => words.colon.insert(word.to_owned()),
                None => words.visarga.insert(line.trim_end_matches('ः').to_owned()),
            };
        }
        words
    }
    /// Words of the language that are written without a visarga.
    pub(super) fn know(&mut self, words: &str) {
        let known = words.lines().map(str::trim).filter(|word| ends_as_adverb(word) && !self.visarga.contains(*word));
        self.colon.extend(known.map(str::to_owned));
    }
    /// Is the word, written without its last mark, in the list of those that end in visarga?
    pub(super) fn lists(&self, word: &str) -> bool {
        self.visarga.contains(word)
    }
    /// Does this word, written without its last mark, end in visarga?
    ///
    /// Adverbs in -तः and -शः of four letters and more are too many to list.
    pub(super) fn ends_in_visarga(&self, word: &str) -> bool {
        if self.visarga.contains(word) || self.colon.contains(word) {
            return self.visarga.contains(word);
        }
        ends_as_adverb(word)
    }
}

/// -त or -श behind an open syllable. Behind a half letter (प्राप्त, समाप्त) they end no adverb: a label's colon follows.
fn ends_as_adverb(word: &str) -> bool {
    let letters = word.chars().filter(|c| matches!(c, 'अ'..='ह')).count();
    word.ends_with(['त', 'श']) && letters >= 4 && !["ित", "्त", "्श"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adverbs_end_in_visarga_and_labels_in_a_colon() {
        let words = VisargaWords::read("# source\nअतः\n-पंचायत\n");
        assert!(words.ends_in_visarga("अत"));
        assert!(words.ends_in_visarga("सामान्यत"));
        assert!(!words.ends_in_visarga("पंचायत"));
        assert!(!words.ends_in_visarga("नाम"));
        assert!(!words.ends_in_visarga("निर्धारित"));
        assert!(!words.ends_in_visarga("प्राप्त") && !words.ends_in_visarga("समाप्त"));
        let mut knowing = words.clone();
        assert!(knowing.ends_in_visarga("परिणत"));
        knowing.know("# list\nपरिणत\nअत\nराम\n");
        assert!(!knowing.ends_in_visarga("परिणत") && knowing.ends_in_visarga("अत"));
    }
}
