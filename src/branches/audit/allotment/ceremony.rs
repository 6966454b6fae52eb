//! The seed of a draw from the sealed words of several persons, so that nobody can steer it and everybody can see that.
//!
//! First the facts and terms are fixed by their SHA-256. Then each person hands in the SHA-256 of words only that person
//! knows. When all have, they tell their words. The seed is the SHA-256 of all words in the order of sealing, joined by `|`:
//! `printf '%s' 'WORDS 1|WORDS 2|WORDS 3' | sha256sum`. Whoever keeps honest words secret until then makes the seed one that no
//! other could have chosen.

use super::{AllotmentError, Reason, draft::digest, facts::Facts, terms::Terms};
use crate::model::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Fewest persons who seal.
pub const FEWEST_PERSONS: usize = 3;
/// Fewest characters of sealed words: shorter ones could be found from their seal by trying.
pub const FEWEST_CHARACTERS: usize = 12;

/// A person's words and the seal given beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedWords {
    /// Name and post.
    pub person: String,
    /// SHA-256 of the words, hexadecimal.
    pub seal: String,
    /// The words.
    pub words: String,
}

/// What a draw rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceremony {
    /// Identity of the draw in the register.
    pub draw: String,
    /// SHA-256 of facts and terms, fixed before the first seal.
    pub facts: String,
    /// In the order of sealing.
    pub sealed: Vec<SealedWords>,
}

impl Ceremony {
    /// The seed.
    pub fn seed(&self) -> String {
        seed(self.sealed.iter().map(|one| one.words.as_str()))
    }
    /// What does not hold of it in a draft with these terms, facts and seed.
    pub fn faults(&self, terms: &Terms, facts: &Facts, seed: &str) -> Vec<Reason> {
        let mut faults = Vec::new();
        let fixed = fingerprint(terms, facts);
        if fixed != self.facts {
            faults.push(
                Reason::new("ALT-514").with("draw", &self.draw).with("found", &fixed).with("expected", &self.facts),
            );
        }
        if self.sealed.len() < FEWEST_PERSONS {
            faults.push(Reason::new("ALT-515").with("found", self.sealed.len()).with("least", FEWEST_PERSONS));
        }
        for one in self.sealed.iter().filter(|one| seal_of(&one.words) != one.seal) {
            faults.push(Reason::new("ALT-516").with("person", &one.person).with("expected", &one.seal));
        }
        let right = self.seed();
        if right != seed {
            faults.push(Reason::new("ALT-517").with("found", seed).with("expected", right));
        }
        faults
    }
}

/// The seed of words in the order of sealing.
fn seed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    seal_of(&words.collect::<Vec<_>>().join("|"))
}

/// The seal of words: their SHA-256, hexadecimal.
pub fn seal_of(words: &str) -> String {
    hex(&Sha256::digest(words.as_bytes()))
}

/// SHA-256 of terms and facts as a draft holds them.
pub fn fingerprint(terms: &Terms, facts: &Facts) -> String {
    digest(&(terms, facts))
}

/// Words fit to be sealed: long enough not to be guessed, and written in one way only.
pub fn fit(words: &str) -> Result<(), AllotmentError> {
    if words.chars().count() < FEWEST_CHARACTERS || words.trim() != words {
        return Err(AllotmentError::Words("at least 12 characters, without blanks at either end"));
    }
    if words.contains(['|', '\'']) || words.chars().any(char::is_control) {
        return Err(AllotmentError::Words("no '|', no apostrophe and no control characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_what_sha256sum_says_of_the_words() {
        // printf '%s' 'neem tree 4711|lotus pond 12|mango grove 99' | sha256sum
        let words = ["neem tree 4711", "lotus pond 12", "mango grove 99"];
        assert_eq!(seed(words.into_iter()), "7577e529c525170e32aae88e0c5240bf74dc541d540635260ffce3ffb3dfaa01");
        assert_ne!(seed(words.into_iter().rev()), seed(words.into_iter()), "the order of sealing counts");
    }

    #[test]
    fn words_that_could_be_guessed_or_read_two_ways_are_refused() {
        for words in ["12345", " a long sentence", "one|two three four", "it's twelve long", "twelve\tlong words"] {
            assert!(fit(words).is_err(), "{words:?}");
        }
        assert!(fit("नीम का पेड़ ४७११").is_ok());
    }
}
