//! Aadhaar, PAN and account numbers: never stored; their last four signs are shown, a keyed hash serves matching.

use super::plain_digits;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// An identity number as the register may hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// `XXXX XXXX 1234`.
    pub shown: String,
    /// First 128 bits of HMAC-SHA256 under the office's secret, hexadecimal.
    pub hash: String,
}

/// As it stands in the register: `XXXX XXXX 1234 #9f3a…`.
impl std::fmt::Display for Masked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} #{}", self.shown, self.hash)
    }
}

/// Masks an identity number; spaces, dashes, case and the script of digits do not change its hash.
pub fn mask(text: &str, secret: &[u8]) -> Masked {
    let (plain, _) = plain_digits(text);
    let signs: String = plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let count = signs.chars().count();
    let kept = if count >= 8 { 4 } else { 0 };
    let shown: String = signs
        .chars()
        .enumerate()
        .flat_map(|(i, c)| {
            let sign = if i + kept >= count { c } else { 'X' };
            let gap = (i > 0 && i % 4 == 0).then_some(' ');
            gap.into_iter().chain([sign])
        })
        .collect();
    let hash = match Hmac::<Sha256>::new_from_slice(secret) {
        Ok(mut mac) => {
            mac.update(signs.as_bytes());
            mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
        }
        Err(_) => String::new(),
    };
    Masked { shown, hash }
}

/// Does a text of a column without heading look like an Aadhaar (twelve digits with a valid check digit) or a PAN?
pub fn looks_like_identity(text: &str) -> bool {
    let (plain, _) = plain_digits(text);
    let signs: Vec<u8> = plain.bytes().filter(|b| !matches!(b, b' ' | b'-')).collect();
    match signs.len() {
        12 => signs.iter().all(u8::is_ascii_digit) && signs[0] > b'1' && verhoeff(&signs),
        10 => {
            signs[..5].iter().all(u8::is_ascii_alphabetic)
                && signs[5..9].iter().all(u8::is_ascii_digit)
                && signs[9].is_ascii_alphabetic()
        }
        _ => false,
    }
}

/// The check of the Aadhaar number (Verhoeff's dihedral check, 1969).
fn verhoeff(digits: &[u8]) -> bool {
    const D: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const P: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let check = digits.iter().rev().enumerate().fold(0_u8, |check, (place, digit)| {
        let permuted = (0..place % 8).fold(digit - b'0', |d, _| P[usize::from(d)]);
        D[usize::from(check)][usize::from(permuted)]
    });
    check == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aadhaar_is_known_by_its_check_digit_and_masked_but_for_four() {
        // 2363 is Verhoeff's own example; as the tail of a number of twelve digits the check runs over all of them.
        assert!(verhoeff(b"2363"));
        assert!(!verhoeff(b"2364"));
        let last = (b'0'..=b'9').find(|d| verhoeff(&[b"23412341234", std::slice::from_ref(d)].concat())).unwrap();
        let number = format!("2341 2341 234{}", char::from(last));
        assert!(looks_like_identity(&number));
        let masked = mask(&number, b"secret");
        assert_eq!(masked.shown, format!("XXXX XXXX 234{}", char::from(last)));
        assert_eq!(masked.hash, mask(&number.replace(' ', ""), b"secret").hash);
        assert_ne!(masked.hash, mask(&number, b"other").hash);
        assert!(looks_like_identity("ABCDE1234F") && looks_like_identity("abcde1234f"));
        assert!(!looks_like_identity("9876543210") && !looks_like_identity("12/पट/1957"));
    }

    #[test]
    fn short_numbers_show_nothing() {
        assert_eq!(mask("1234", b"s").shown, "XXXX");
    }
}
