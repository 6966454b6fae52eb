//! A counted stream of numbers: the same name gives the same stream on every machine.

/// Xorshift generator, seeded by a text.
pub struct Dice(u64);

impl Dice {
    /// A stream of its own for one purpose.
    pub fn named(purpose: &str) -> Self {
        // FNV-1a; the low bit is set since xorshift stays at zero for ever.
        let seed =
            purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let mut dice = Self(seed | 1);
        for _ in 0..8 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from((self.next() >> 11) % span).unwrap_or(0)
    }

    /// True in `percent` of a hundred throws.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let last = i64::try_from(list.len()).unwrap_or(1) - 1;
        &list[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// One of a list by weight.
    pub fn weighted<'a, T>(&mut self, list: &'a [(i64, T)]) -> &'a T {
        let mut left = self.between(1, list.iter().map(|(w, _)| w).sum());
        for (weight, item) in list {
            left -= weight;
            if left <= 0 {
                return item;
            }
        }
        &list[list.len() - 1].1
    }
}
