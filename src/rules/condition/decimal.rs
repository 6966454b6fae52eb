//! Decimals as people write them in rules and statutes, exact.

/// `digits / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) digits: i128,
    pub(crate) places: u32,
}

impl Decimal {
    /// Reads `25`, `-12`, `0.5`; at most 18 digits. No exponents, no grouping.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || whole.len() + part.len() > 18 {
            return None;
        }
        let part = part.trim_end_matches('0');
        let digits: i128 = format!("{whole}{part}").parse().ok()?;
        Some(Self { digits: sign * digits, places: u32::try_from(part.len()).ok()? })
    }
    /// The whole number this is after multiplication, if it is one and fits 64 bits.
    pub(crate) fn times(self, factor: i64) -> Option<i64> {
        let product = self.digits.checked_mul(i128::from(factor))?;
        let scale = 10_i128.checked_pow(self.places)?;
        (product % scale == 0).then(|| i64::try_from(product / scale).ok()).flatten()
    }
    /// The nearest double.
    pub(crate) fn to_double(self) -> Option<f64> {
        let text = format!("{}e-{}", self.digits, self.places);
        text.parse().ok()
    }
    /// Sum of two literals, while it stays within 18 digits.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let raised = |one: Self| one.digits.checked_mul(10_i128.checked_pow(places - one.places)?);
        Self { digits: raised(self)?.checked_add(raised(other)?)?, places }.small()
    }
    /// Product of two literals, while it stays within 18 digits.
    pub(crate) fn multiplied(self, other: Self) -> Option<Self> {
        Self { digits: self.digits.checked_mul(other.digits)?, places: self.places + other.places }.small()
    }
    fn small(self) -> Option<Self> {
        (self.digits.unsigned_abs() < 10_u128.pow(18) && self.places <= 18).then_some(self)
    }
    /// The same with the other sign.
    pub(crate) fn negated(self) -> Self {
        Self { digits: -self.digits, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_per_cent_is_fifty_hundredths_and_a_third_place_is_lost_nowhere() {
        assert_eq!(Decimal::parse("0.5").unwrap().times(100), Some(50));
        assert_eq!(Decimal::parse("-12").unwrap().times(1), Some(-12));
        assert_eq!(Decimal::parse("0.005").unwrap().times(100), None);
        for wrong in ["", ".5", "1e3", "1,000", "--1", "9999999999999999999"] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }
}
