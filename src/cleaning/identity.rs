//! Aadhaar, PAN and account numbers: never stored; their last four signs are shown, a keyed hash serves matching.

use super::{is_sign, plain_digits};
use crate::model::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::borrow::Cow;

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
            hex(&mac.finalize().into_bytes()[..16])
        }
        Err(_) => String::new(),
    };
    Masked { shown, hash }
}

/// Does a text of a column without heading look like an Aadhaar (twelve digits with a valid check digit) or a PAN?
pub fn looks_like_identity(text: &str) -> bool {
    // Most texts are words, and told so by one of their first signs.
    let may_be = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || c == '-' || ('०'..='९').contains(&c);
    if text.len() < 10 || !text.chars().all(may_be) {
        return false;
    }
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

/// A text with the identity numbers in it masked; borrowed when there are none. The one gate for any text that is kept or shown:
/// an Aadhaar by its check digit, a PAN by its pattern, an account number where a word says that it is one.
pub fn covered(text: &str) -> Cow<'_, str> {
    if !has_enough_digits(text) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    let mut within = false;
    while let Some(sign) = text[at..].chars().next() {
        let length = if within || !is_letter_or_digit(sign) { None } else { number_at(&text[at..], &text[..at]) };
        if let Some(length) = length {
            out.push_str(&text[copied..at]);
            out.push_str(&mask(&text[at..at + length], &[]).shown);
            at += length;
            copied = at;
            within = true;
        } else {
            at += sign.len_utf8();
            within = is_letter_or_digit(sign);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The shortest identity number, a PAN, has four digits: asked of every text that is kept.
fn has_enough_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hindi = || bytes.windows(2).filter(|pair| pair[0] == 0xA5 && (0xA6..=0xAF).contains(&pair[1])).count();
    let ascii = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    ascii >= 4 || ascii + hindi() >= 4
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('०'..='९').contains(&c)
}

/// Fewest and most digits of a bank account.
const ACCOUNT: std::ops::RangeInclusive<usize> = 9..=18;

/// Length of the identity number a text begins with; `before` is what stands before it.
fn number_at(text: &str, before: &str) -> Option<usize> {
    let (mut signs, mut all_digits) = (0, true);
    let mut account = None;
    for (at, c) in text.char_indices() {
        if is_letter_or_digit(c) {
            signs += 1;
            all_digits &= !c.is_ascii_alphabetic();
            let end = at + c.len_utf8();
            let ends = !text[end..].starts_with(is_letter_or_digit);
            if ends && matches!(signs, 10 | 12) && looks_like_identity(&text[..end]) {
                return Some(end);
            }
            if ends && all_digits && ACCOUNT.contains(&signs) {
                account = Some(end);
            }
            if signs >= *ACCOUNT.end() {
                break;
            }
        } else if signs == 0 || !matches!(c, ' ' | '-' | '\u{A0}') {
            break;
        }
    }
    account.filter(|_| says_account(before))
}

/// Does the word for an account stand between this number and whatever comes before it?
fn says_account(before: &str) -> bool {
    const WORDS: [&str; 8] = ["खाता", "खाते", "ख़ाता", "a/c", "account", "acct", "acc.", "अकाउंट"];
    let parted = |c: char| matches!(c, ',' | ';' | '|' | '।') || is_letter_or_digit(c) && !c.is_ascii_alphabetic();
    let label = before.rsplit(parted).next().unwrap_or(before).to_ascii_lowercase();
    WORDS.iter().any(|word| {
        label.match_indices(word).any(|(at, _)| {
            // खाताधारक is who holds one.
            !label[at + word.len()..].starts_with(|c: char| c.is_alphabetic() || is_sign(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_a_text_are_masked_and_the_rest_stays() {
        for (text, shown) in [
            ("आधार:2341 2341 2346, PAN ABCDE1234F.", "आधार:XXXX XXXX 2346, PAN XXXX XX23 4F."),
            ("आधार २३४१२३४१२३४६", "आधार XXXX XXXX 2346"),
            ("बैंक खाता सं. 30012345678, मो. 9876543210", "बैंक खाता सं. XXXX XXX5 678, मो. 9876543210"),
            ("SBI A/c No. 30012345678 (Patna)", "SBI A/c No. XXXX XXX5 678 (Patna)"),
            ("खाता ३००१२३४५६७८", "खाता XXXX XXX5 678"),
        ] {
            assert_eq!(covered(text), shown);
        }
        for plain in [
            "9876543210",
            "12/पट/1957",
            "2341 2341 2347",
            "12341234123461",
            "30012345678",
            "खाताधारक 9876543210",
            "रामपुर पैक्स",
            "खाता 1234",
            "",
        ] {
            assert!(matches!(covered(plain), Cow::Borrowed(text) if text == plain), "{plain}");
        }
    }

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
