//! A word met before is not judged again: offices write the same few thousand words in every cell.

use std::{
    collections::HashMap,
    fmt,
    hash::{BuildHasherDefault, Hasher},
    sync::Mutex,
};

/// Words kept at most; beyond it the memo is emptied, and fills again.
const MOST: usize = 1 << 16;
/// Longer ones are seldom met twice.
const LONGEST: usize = 64;

/// What is known of each word met, by its text. Holds no more than some ten megabytes.
#[derive(Clone, Debug)]
pub(super) struct Memo<T> {
    /// Words of up to fifteen bytes stand in the table themselves: most do, and are then found in one step.
    short: HashMap<u128, u32, BuildHasherDefault<WordHasher>>,
    long: HashMap<Box<str>, u32>,
    known: Vec<T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { short: HashMap::default(), long: HashMap::default(), known: Vec::new() }
    }
}

/// A short word and its length as one number.
#[inline]
fn packed(word: &str) -> Option<u128> {
    let (bytes, length) = (word.as_bytes(), word.len());
    if length >= 16 {
        return None;
    }
    // Two halves that may share their middle, each read at one blow: copying so few bytes costs more than comparing them.
    let letters = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let last = u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
            u128::from(u64::from_le_bytes(*first)) | last
        }
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                let last = u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
                u128::from(u32::from_le_bytes(*first)) | last
            }
            _ => bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte)),
        },
    };
    Some(letters | (length as u128) << 120)
}

impl<T> Memo<T> {
    /// Where the word stands, found out by `judge` when it is met first; holds until [`Memo::tidy`].
    #[inline]
    pub(super) fn place(&mut self, word: &str, judge: impl FnOnce() -> T) -> u32 {
        let key = packed(word);
        let found = match key {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        if let Some(place) = found {
            return *place;
        }
        let place = u32::try_from(self.known.len()).expect("a text holds fewer words than four thousand million");
        self.known.push(judge());
        match key {
            Some(key) => _ = self.short.insert(key, place),
            None if word.len() <= LONGEST => _ = self.long.insert(word.into(), place),
            None => {}
        }
        place
    }
    /// What is known at a place.
    #[inline]
    pub(super) fn at(&self, place: u32) -> &T {
        &self.known[place as usize]
    }
    /// Between two texts: forgets everything once it has grown too large.
    pub(super) fn tidy(&mut self) {
        if self.known.len() > MOST {
            *self = Self::default();
        }
    }
}

/// Mixes the one number of a short word: nobody gains by choosing words badly.
#[derive(Default)]
pub(super) struct WordHasher(u64);

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for WordHasher {
    #[inline]
    fn write_u128(&mut self, number: u128) {
        let low = (number as u64).wrapping_mul(PRIME);
        self.0 = (low.rotate_left(29) ^ (number >> 64) as u64).wrapping_mul(PRIME);
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte) ^ u128::from(self.0)));
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Something kept from call to call that only saves work: who finds it in use by another thread begins a new one.
/// A clone begins a new one too.
pub(super) struct Kept<T>(Mutex<T>);

impl<T: Default> Kept<T> {
    pub(super) fn lend<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        match self.0.try_lock() {
            Ok(mut kept) => work(&mut kept),
            Err(_) => work(&mut T::default()),
        }
    }
}
impl<T: Default> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(T::default()))
    }
}
impl<T: Default> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}
impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_judged_once_and_a_very_long_one_each_time() {
        let mut memo = Memo::default();
        let long = "d".repeat(LONGEST + 1);
        for (times, (word, fresh)) in
            [("lfefr", true), ("lfefr", false), (&long, true), (&long, true)].iter().enumerate()
        {
            let mut judged = false;
            let place = memo.place(word, || {
                judged = true;
                times
            });
            assert_eq!((judged, *memo.at(place) == times), (*fresh, *fresh), "{word}");
        }
    }
    #[test]
    fn words_of_every_length_keep_apart() {
        let mut memo = Memo::default();
        let words: Vec<String> = (0..40).flat_map(|length| ["d".repeat(length), "d".repeat(length) + "\0"]).collect();
        for word in &words {
            memo.place(word, || word.clone());
        }
        for word in &words {
            let place = memo.place(word, || unreachable!("it was met"));
            assert_eq!(memo.at(place), word);
        }
    }
    #[test]
    fn a_memo_grown_too_large_begins_anew() {
        let mut memo = Memo::default();
        for number in 0..=MOST {
            memo.place(&number.to_string(), || ());
        }
        memo.tidy();
        assert_eq!((memo.known.len(), memo.short.len()), (0, 0));
    }
    #[test]
    fn what_is_lent_twice_at_a_time_is_new_the_second_time() {
        let kept = Kept::<u32>::default();
        kept.lend(|outer| {
            *outer = 1;
            kept.lend(|inner| assert_eq!(*inner, 0));
        });
        kept.lend(|again| assert_eq!(*again, 1));
    }
}
