//! Money is whole paise; rupees and grouping exist only at the edge.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount of money in whole paise (1 rupee = 100 paise). A loss or a debit is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paise(pub i64);

impl Paise {
    /// The largest amount accepted on input, either sign: 10^14 paise (one lakh crore rupees).
    ///
    /// Beyond it a sum of products in the rules could leave 64 bits; such an amount is an input error.
    pub const LIMIT: i64 = 100_000_000_000_000;

    /// Whole rupees as paise; `None` beyond [`Paise::LIMIT`].
    pub fn from_rupees(rupees: i64) -> Option<Self> {
        let paise = rupees.checked_mul(100)?;
        (paise.abs() <= Self::LIMIT).then_some(Paise(paise))
    }
}

/// `2,74,34,048` for whole rupees, `2,74,34,048.50` otherwise; grouped 3 then 2 as in India.
impl fmt::Display for Paise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rupees = group_indian(self.0.unsigned_abs() / 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        match self.0.unsigned_abs() % 100 {
            0 => f.pad(&format!("{sign}{rupees}")),
            paise => f.pad(&format!("{sign}{rupees}.{paise:02}")),
        }
    }
}

/// Digits grouped the Indian way: the last three, then by twos (`8400000` → `84,00,000`).
pub fn group_indian(number: u64) -> String {
    let digits = number.to_string();
    let Some(head_len) = digits.len().checked_sub(3).filter(|n| *n > 0) else { return digits };
    let (head, tail) = digits.split_at(head_len);
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 2);
    for (i, digit) in head.chars().enumerate() {
        if i > 0 && (head_len - i) % 2 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push(',');
    grouped.push_str(tail);
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_the_indian_way() {
        for (paise, written) in [
            (2_743_404_800, "2,74,34,048"),
            (0, "0"),
            (-150, "-1.50"),
            (99_900, "999"),
            (100_000, "1,000"),
            (10_000_000, "1,00,000"),
        ] {
            assert_eq!(Paise(paise).to_string(), written);
        }
    }
}
