//! What is known of subjects while a file is being settled, held small: a file may speak of a million.

use crate::model::{Facts, Subject};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Who a known subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// In the register already, under this identity.
    Register(Box<str>),
    /// First named in this file: sheet from 0, row.
    Row(u32, u32),
}

/// Bytes of a block of facts, and how many must be left of it for another row; a longer row makes its block longer.
const BLOCK: usize = 1 << 20;
const ROOM: usize = 1 << 12;

struct Held {
    whom: Whom,
    /// Block of facts, and where they begin in it.
    facts: (u32, u32),
    /// The row of this file that spoke of it last: sheet from 0, row.
    spoken: Option<(u32, u32)>,
}

/// Known subjects by their key. Facts lie end to end in blocks that never move; of a key only the first half of its SHA-256
/// is held.
#[derive(Default)]
pub(super) struct KnownSubjects {
    by_key: HashMap<u128, u32>,
    held: Vec<Held>,
    blocks: Vec<Vec<u8>>,
}

/// One of them.
pub(super) struct KnownSubject<'a> {
    pub whom: &'a Whom,
    pub spoken: Option<(u32, u32)>,
    at: u32,
}

impl KnownSubjects {
    /// The subject under a key.
    pub(super) fn get(&self, key: &str) -> Option<KnownSubject<'_>> {
        let at = *self.by_key.get(&short(key))?;
        let held = self.held.get(at as usize)?;
        Some(KnownSubject { whom: &held.whom, spoken: held.spoken, at })
    }
    /// What is known of it.
    pub(super) fn facts(&self, at: &KnownSubject<'_>) -> Facts {
        let laid = self.held.get(at.at as usize).map(|held| held.facts);
        let bytes = laid.and_then(|(block, at)| self.blocks.get(block as usize)?.get(at as usize..));
        // Written by `lay` of this very table: it reads back.
        bytes.and_then(|bytes| postcard::take_from_bytes(bytes).ok()).map_or_else(Facts::new, |(facts, _)| facts)
    }
    /// Holds a subject not met before; of two the first stays.
    pub(super) fn add(&mut self, key: &str, whom: Whom, facts: &Facts, spoken: Option<(u32, u32)>) {
        let at = u32::try_from(self.held.len()).unwrap_or(u32::MAX);
        if let std::collections::hash_map::Entry::Vacant(place) = self.by_key.entry(short(key)) {
            place.insert(at);
            let facts = self.lay(facts);
            self.held.push(Held { whom, facts, spoken });
        }
    }
    /// A row of the file said more of it.
    pub(super) fn speak(&mut self, key: &str, facts: &Facts, row: (u32, u32)) {
        let laid = self.lay(facts);
        let at = self.by_key.get(&short(key)).copied();
        if let Some(held) = at.and_then(|at| self.held.get_mut(at as usize)) {
            (held.facts, held.spoken) = (laid, Some(row));
        }
    }
    fn lay(&mut self, facts: &Facts) -> (u32, u32) {
        if self.blocks.last().is_none_or(|block| block.len() + ROOM > BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let last = self.blocks.len() - 1;
        let block = std::mem::take(&mut self.blocks[last]);
        let at = block.len();
        self.blocks[last] = postcard::to_extend(facts, block).unwrap_or_default();
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (small(last), small(at))
    }
}

impl Whom {
    /// As an entry names it; `file` is the SHA-256 of the file being read.
    pub(super) fn subject(&self, file: &str) -> Subject {
        match self {
            Self::Register(id) => Subject::Known(id.to_string()),
            Self::Row(sheet, row) => {
                Subject::New(crate::model::SourceKey { sha256: file.to_owned(), sheet: *sheet, row: *row })
            }
        }
    }
}

/// As a duplicate names it.
impl std::fmt::Display for Whom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Register(id) => f.write_str(id),
            Self::Row(sheet, row) => write!(f, "row {row} of sheet {}", sheet + 1),
        }
    }
}

fn short(key: &str) -> u128 {
    let hash: [u8; 32] = Sha256::digest(key.as_bytes()).into();
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    u128::from_be_bytes(half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paise, Value};

    #[test]
    fn facts_laid_down_are_read_back_and_the_last_word_counts() {
        let mut known = KnownSubjects::default();
        let facts = |paise| {
            vec![
                (0, Value::text("दानापुर")),
                (3, Value::Money(Paise(paise))),
                (4, Value::Date(crate::model::Date::constant(1957, 3, 12))),
            ]
        };
        known.add("a", Whom::Row(0, 5), &facts(-5), Some((0, 5)));
        known.add("b", Whom::Register("BR-PAT-S-1".into()), &facts(i64::MAX), None);
        known.add("a", Whom::Row(0, 9), &facts(9), None);
        known.speak("a", &facts(7), (0, 8));
        let a = known.get("a").unwrap();
        assert_eq!((a.whom, a.spoken, known.facts(&a)), (&Whom::Row(0, 5), Some((0, 8)), facts(7)));
        let b = known.get("b").unwrap();
        assert_eq!((b.whom.to_string(), known.facts(&b)), ("BR-PAT-S-1".into(), facts(i64::MAX)));
        assert!(known.get("c").is_none());
    }
}
