//! Whole numbers as programs write them, read from bytes eight digits at a time.

/// How many of the first eight bytes are digits, and the number they make.
#[inline]
fn eight(bytes: [u8; 8]) -> (usize, u64) {
    let digits = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
    // The highest bit of a byte stands where it is no digit; a carry reaches bytes behind the first of these only.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    let count = (others.trailing_zeros() / 8) as usize;
    if count == 0 {
        return (0, 0);
    }
    // Leading zeros instead of what stands behind; then pairs, fours and eights of digits are put together at once.
    let digits = digits << (64 - 8 * count);
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let high = (pairs >> 16 & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    (count, low.wrapping_add(high) >> 32)
}

/// The digits that stand at a place, at most sixteen: how many, and the number they make.
#[inline]
pub(super) fn digits(bytes: &[u8], at: usize) -> Option<(usize, u64)> {
    let (count, number) = eight(*bytes.get(at..)?.first_chunk()?);
    if count < 8 {
        return Some((count, number));
    }
    let (more, low) = eight(*bytes.get(at + 8..)?.first_chunk()?);
    Some((8 + more, number * 10_u64.pow(u32::try_from(more).ok()?) + low))
}

/// A whole number of small units: digits, perhaps a sign before them, and at most so many decimals.
pub(super) fn plain_number(text: &str, places: u32) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] if places > 0 => (true, rest),
        all => (false, all),
    };
    if digits.len() > MOST_DIGITS || !digits.first()?.is_ascii_digit() {
        return None;
    }
    let (mut number, mut decimals) = (0_i64, None);
    for byte in digits {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|seen: u32| seen + 1);
            }
            (b'.', None) => decimals = Some(0),
            _ => return None,
        }
    }
    // A full stop at the end, or a finer figure than the small unit, is judged by the reader of all writings.
    if decimals == Some(0) || decimals.is_some_and(|seen| seen > places) {
        return None;
    }
    let number = number * 10_i64.pow(places - decimals.unwrap_or(0));
    Some(if negative { -number } else { number })
}

/// More digits than these are left to the reader of all writings.
pub(super) const MOST_DIGITS: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_up_to_what_is_none() {
        for text in ["", "7", "42", "1234567", "12345678", "123456789", "1234567890123456", "007", "99999999"] {
            for behind in [",1", "\n", ".5", "/", ":", "\u{e9}", "-", "\0"] {
                let line = format!("{text}{behind}{}", "\0".repeat(16));
                let expected = (text.len(), text.parse().unwrap_or(0));
                assert_eq!(digits(line.as_bytes(), 0), Some(expected), "{text}{behind}");
            }
        }
        assert_eq!(digits(b"12", 0), None, "nothing stands behind");
    }

    #[test]
    fn an_amount_is_read_with_its_sign_and_decimals() {
        for (text, number) in
            [("12", 1_200), ("12.5", 1_250), ("-0.05", -5), ("999999999999999", 99_999_999_999_999_900)]
        {
            assert_eq!(plain_number(text, 2), Some(number), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1.005", "1,000", "1e3", "9999999999999999"] {
            assert_eq!(plain_number(text, 2), None, "{text}");
        }
        assert_eq!(plain_number("-5", 0), None);
    }
}
