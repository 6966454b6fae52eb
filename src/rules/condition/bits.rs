//! Three-valued answers for a block of rows: one bit a row for "holds" and one for "does not"; neither means unknown.

/// Rows judged at a time: the columns of a block stay in the nearest cache.
pub(crate) const BLOCK: usize = 1_024;

const WORDS: usize = BLOCK / 64;

/// One bit for each row of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bits(pub(crate) [u64; WORDS]);

impl Bits {
    pub(crate) const NONE: Bits = Bits([0; WORDS]);
    pub(crate) const ALL: Bits = Bits([u64::MAX; WORDS]);

    /// The words given, the rest clear.
    pub(crate) fn of(words: &[u64]) -> Bits {
        let mut bits = Bits::NONE;
        for (to, from) in bits.0.iter_mut().zip(words) {
            *to = *from;
        }
        bits
    }
    /// The first rows set, the rest clear.
    pub(crate) fn first(rows: usize) -> Bits {
        let mut bits = Bits::NONE;
        for (no, word) in bits.0.iter_mut().enumerate() {
            let left = rows.saturating_sub(no * 64);
            *word = if left >= 64 { u64::MAX } else { (1_u64 << left) - 1 };
        }
        bits
    }
    pub(crate) fn and(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }
    pub(crate) fn or(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }
    pub(crate) fn not(self) -> Bits {
        Bits(std::array::from_fn(|i| !self.0[i]))
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
    pub(crate) fn get(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }
    /// Numbers of the rows set, ascending.
    pub(crate) fn rows(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(no, word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    no * 64 + bit
                })
            })
        })
    }
}

/// Which rows a condition holds for, and which it does not hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdicts {
    pub(crate) yes: Bits,
    pub(crate) no: Bits,
}

impl Verdicts {
    pub(crate) const UNKNOWN: Verdicts = Verdicts { yes: Bits::NONE, no: Bits::NONE };

    pub(crate) fn constant(yes: bool) -> Verdicts {
        if yes { Verdicts { yes: Bits::ALL, no: Bits::NONE } } else { Verdicts { yes: Bits::NONE, no: Bits::ALL } }
    }
    pub(crate) fn known(self) -> Bits {
        self.yes.or(self.no)
    }
    pub(crate) fn and(self, other: Verdicts) -> Verdicts {
        Verdicts { yes: self.yes.and(other.yes), no: self.no.or(other.no) }
    }
    pub(crate) fn or(self, other: Verdicts) -> Verdicts {
        Verdicts { yes: self.yes.or(other.yes), no: self.no.and(other.no) }
    }
    pub(crate) fn not(self) -> Verdicts {
        Verdicts { yes: self.no, no: self.yes }
    }
    /// These rows from the first, the others from the second.
    pub(crate) fn chosen(first: Verdicts, rows: Bits, second: Verdicts) -> Verdicts {
        let others = rows.not();
        Verdicts {
            yes: first.yes.and(rows).or(second.yes.and(others)),
            no: first.no.and(rows).or(second.no.and(others)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_set_are_counted_and_listed() {
        let bits = Bits::first(70);
        assert_eq!(bits.count(), 70);
        assert_eq!(bits.rows().last(), Some(69));
        assert!(bits.get(69) && !bits.get(70));
        assert_eq!(Bits::first(BLOCK), Bits::ALL);
    }

    #[test]
    fn unknown_and_false_is_false_unknown_or_true_is_true() {
        let (yes, no) = (Verdicts::constant(true), Verdicts::constant(false));
        assert_eq!(Verdicts::UNKNOWN.and(no), no);
        assert_eq!(Verdicts::UNKNOWN.or(yes), yes);
        assert_eq!(Verdicts::UNKNOWN.and(yes), Verdicts::UNKNOWN);
        assert_eq!(Verdicts::UNKNOWN.not(), Verdicts::UNKNOWN);
    }
}
