//! Who filed the returns of a long list, so that a second return of a society is told wherever it stands.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher as _},
    sync::atomic::{AtomicUsize, Ordering},
};

/// Filers fall into so many drawers, each looked through by itself.
const DRAWERS: usize = 256;

/// A return: by whom, as a fingerprint of 96 bits, and its row below it. That two of a million filers share a fingerprint is as
/// good as impossible.
type Filer = u128;

/// Filers of the stretches one worker read.
pub(super) struct Filers {
    drawers: Vec<Vec<Filer>>,
    /// First row with a return of each stretch, and its number.
    begins: Vec<(u32, usize)>,
    stretch: Option<usize>,
}

impl Default for Filers {
    fn default() -> Self {
        Self { drawers: vec![Vec::new(); DRAWERS], begins: Vec::new(), stretch: None }
    }
}

impl Filers {
    /// Begins a stretch.
    pub(super) fn begin(&mut self, stretch: usize) {
        self.stretch = Some(stretch);
    }
    /// Adds who filed the return in a row.
    pub(super) fn add(&mut self, known_by: &str, row: u32) {
        self.begins.extend(self.stretch.take().map(|stretch| (row, stretch)));
        let filer = fingerprint(known_by.as_bytes()) << 32 | u128::from(row);
        let drawer = usize::try_from(filer >> 120).unwrap_or_default() % DRAWERS;
        self.drawers[drawer].push(filer);
    }
    /// Rows of second returns, stretch by stretch, ascending.
    pub(super) fn seconds(all: &[Filers], workers: usize) -> BTreeMap<usize, Vec<u32>> {
        let next = AtomicUsize::new(0);
        let look = || {
            let mut found = Vec::new();
            let mut filers: Vec<Filer> = Vec::new();
            loop {
                let drawer = next.fetch_add(1, Ordering::Relaxed);
                if drawer >= DRAWERS {
                    return found;
                }
                filers.clear();
                filers.extend(all.iter().flat_map(|worker| &worker.drawers[drawer]));
                filers.sort_unstable();
                let again = filers.windows(2).filter(|pair| pair[0] >> 32 == pair[1] >> 32);
                found.extend(again.filter_map(|pair| u32::try_from(pair[1] & u128::from(u32::MAX)).ok()));
            }
        };
        let mut found = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..workers).map(|_| scope.spawn(look)).collect();
            hands.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect::<Vec<_>>()
        });
        found.sort_unstable();
        let mut begins: Vec<(u32, usize)> = all.iter().flat_map(|worker| &worker.begins).copied().collect();
        begins.sort_unstable();
        let mut seconds: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for row in found {
            if let Some((_, stretch)) = begins[..begins.partition_point(|(first, _)| *first <= row)].last() {
                seconds.entry(*stretch).or_default().push(row);
            }
        }
        seconds
    }
}

fn fingerprint(known_by: &[u8]) -> u128 {
    let mut hasher = DefaultHasher::new();
    hasher.write(known_by);
    let words = known_by.chunks(8).map(|word| word.iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte)));
    let other = |all: u64, word: u64| (all.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u128::from(hasher.finish()) << 32 | u128::from(words.fold(known_by.len() as u64, other) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_returns_of_a_society_are_seconds_whoever_read_them() {
        let mut workers = [Filers::default(), Filers::default()];
        for stretch in 0..10_u32 {
            let worker = &mut workers[(stretch as usize * 7 + 3) % 2];
            worker.begin(stretch as usize);
            for row in stretch * 1_000..stretch * 1_000 + 500 {
                let name = match row {
                    9_300 | 4_400 => "S-9007".to_owned(),
                    3_450 => "S-3449".to_owned(),
                    _ => format!("S-{row}"),
                };
                worker.add(&name, row);
            }
        }
        let seconds = Filers::seconds(&workers, 2);
        assert_eq!(seconds, BTreeMap::from([(3, vec![3_450]), (9, vec![9_007, 9_300])]));
    }
}
