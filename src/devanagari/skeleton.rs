//! A key for comparing names: spellings, slips and both scripts come near one another.
//!
//! Consonants carry it. Vowels are dropped but for one at the start, aspirates lose their breath, pairs that are
//! confused fold into one (v/w, sh/s, z/j, ड़/r), words with many spellings (Limited, लि०, Ltd.) have one key from
//! `catalogue/words/same_words.txt`.

use super::{latin_digits, normalize};
use std::{collections::HashMap, sync::OnceLock};

/// Lists of words that count as one, embedded: the key of a name must not depend on an office's catalogue.
const SAME_WORDS: &str = include_str!("../../catalogue/words/same_words.txt");

/// Key of a name or a society's name, for comparing; not for showing.
///
/// ```
/// use coop_registry::devanagari::skeleton;
/// assert_eq!(skeleton("रामपुर प्रा० कृषि साख सहयोग समिति लि0"), skeleton("Rampur Primary Krishi Saakh Sahyog Samiti Ltd."));
/// ```
pub fn skeleton(text: &str) -> String {
    let text = latin_digits(&normalize(text)).to_lowercase();
    let mut keys: Vec<String> = Vec::new();
    let words = split(&text);
    let mut at = 0;
    while at < words.len() {
        // "Co operative", "Co-op": one word in two parts.
        let joined = words.get(at + 1).map(|next| format!("{}{next}", words[at])).filter(|_| is_co(words[at]));
        match joined.and_then(|word| same_words().get(word.as_str())) {
            Some(key) => {
                keys.push((*key).to_owned());
                at += 2;
            }
            None => {
                keys.push(word_key(words[at]));
                at += 1;
            }
        }
    }
    keys.retain(|key| !key.is_empty());
    keys.join(" ")
}

fn is_co(word: &str) -> bool {
    matches!(word, "co" | "को")
}

/// Words of a name; marks of abbreviation end one but are not part of it.
fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{0963}' | '\u{0971}'..='\u{097F}' | '\u{200D}'))
    })
    .map(|word| {
        let letters = word.trim_end_matches('0');
        // लि0: the digit is drawn as the sign of abbreviation; 100 stays a number.
        if letters.ends_with(|c: char| c.is_ascii_digit()) || letters.is_empty() { word } else { letters }
    })
    .filter(|word| !word.is_empty())
    .collect()
}

fn same_words() -> &'static HashMap<&'static str, &'static str> {
    static SAME: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    SAME.get_or_init(|| {
        let mut same = HashMap::new();
        for line in SAME_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            if let Some(key) = words.next() {
                same.extend(words.map(|word| (word, key)));
            }
        }
        same
    })
}

fn word_key(word: &str) -> String {
    if let Some(key) = same_words().get(word) {
        return (*key).to_owned();
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let latin = if word.is_ascii() { word.to_owned() } else { transliterate(word) };
    consonants(&latin)
}

/// Devanagari in simple Latin letters: enough for a key, not for reading.
fn transliterate(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let letters: Vec<char> = word.chars().collect();
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let nukta = next == Some('़');
        let mut own = [0; 4];
        out.push_str(match c {
            'क' => "k",
            'ख' => "kh",
            'ग' => "g",
            'घ' => "gh",
            'ं' if matches!(next, Some('प' | 'फ' | 'ब' | 'भ' | 'म')) => "m",
            'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' | 'ं' | 'ँ' => "n",
            'च' => "ch",
            'छ' => "chh",
            'ज' => "j",
            'झ' => "jh",
            'ट' | 'त' => "t",
            'ठ' | 'थ' => "th",
            'ड' | 'ढ' if nukta => "r",
            'ड' | 'द' => "d",
            'ढ' | 'ध' => "dh",
            'प' => "p",
            'फ' => "f",
            'ब' => "b",
            'भ' => "bh",
            'म' => "m",
            'य' => "y",
            'र' | 'ऱ' => "r",
            'ल' | 'ळ' | 'ऴ' => "l",
            'व' => "v",
            'श' | 'ष' | 'स' => "s",
            'ह' => "h",
            'ऋ' | 'ृ' => "ri",
            'इ' | 'ई' | 'ि' | 'ी' => "i",
            'उ' | 'ऊ' | 'ु' | 'ू' => "u",
            'ए' | 'ऐ' | 'ऍ' | 'े' | 'ै' | 'ॅ' => "e",
            'ओ' | 'औ' | 'ऑ' | 'ो' | 'ौ' | 'ॉ' => "o",
            'अ' | 'आ' | 'ॲ' | 'ा' => "a",
            'ः' | '़' | '्' | '\u{200D}' | 'ऽ' => "",
            other => other.encode_utf8(&mut own),
        });
        let consonant = matches!(c, 'क'..='ह');
        let vowel_follows = next.is_some_and(|c| matches!(c, '\u{093A}' | '\u{093C}' | '\u{093E}'..='\u{094D}'));
        // The inherent vowel; silent at the end of a word.
        if consonant && !vowel_follows && next.is_some() {
            out.push('a');
        }
    }
    out
}

/// Folds simple Latin into the key: consonants, and `a` for a vowel at the start.
fn consonants(latin: &str) -> String {
    let folded = latin
        .replace("ksh", "ks")
        .replace('x', "ks")
        .replace('q', "k")
        .replace("ph", "f")
        .replace("sh", "s")
        .replace("rh", "r")
        .replace('w', "v")
        .replace('z', "j")
        .replace("ck", "k");
    let letters: Vec<char> = folded.chars().collect();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut key = String::with_capacity(letters.len());
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1).copied();
        let last = key.chars().last();
        let kept = match c {
            _ if is_vowel(c) => (at == 0).then_some('a'),
            // An h after a consonant is breath; one at the end is not heard.
            'h' if before.is_some_and(|c| !is_vowel(c)) || (after.is_none() && at > 0) => None,
            // y between i and a vowel, or at the end with or without its a, is not always written.
            'y' if before == Some('i') => None,
            'y' if at + 2 >= letters.len() && key.len() > 1 && after.is_none_or(|c| c == 'a') => None,
            'c' if after == Some('c') => None,
            'c' if matches!(after, Some('e' | 'i' | 'y')) => Some('s'),
            'c' if after != Some('h') => Some('k'),
            other => Some(other),
        };
        // A doubled consonant counts once.
        key.extend(kept.filter(|c| last != Some(*c)));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_key_in_both_scripts() {
        for (hindi, latin) in [
            ("रामपुर", "Rampur"),
            ("दरभंगा", "Darbhanga"),
            ("पटना", "Patna"),
            ("मुजफ्फरपुर", "Muzaffarpur"),
            ("औरंगाबाद", "Aurangabad"),
            ("चंपारण", "Champaran"),
            ("सीतामढ़ी", "Sitamarhi"),
            ("लक्ष्मी", "Lakshmi"),
            ("लक्ष्मी", "Laxmi"),
            ("किशनगंज", "Kishanganj"),
            ("वैशाली", "Vaishali"),
            ("बेतिया", "Bettiah"),
            ("सिंह", "Singh"),
            ("संजय", "Sanjay"),
            ("प्रिया", "Priya"),
            ("विद्यालय", "Vidyalaya"),
            ("छपरा", "Chhapra"),
            ("खगड़िया", "Khagaria"),
            ("शर्मा", "Sharma"),
            ("कृष्ण", "Krishna"),
        ] {
            assert_eq!(skeleton(hindi), skeleton(latin), "{hindi} {latin}");
        }
    }
    #[test]
    fn slips_of_spelling_fold_together() {
        for (one, other) in [
            ("समिति लि०", "समिती लिमिटेड"),
            ("Co-operative Society Ltd.", "Cooperative Society Limited"),
            ("Co operative Soc.", "CO-OP. SOCIETY"),
            ("प्रा0 सह0 समिति", "प्राथमिक सहकारी समिति"),
            ("मो० असलम", "मोहम्मद असलम"),
            ("गढ़वा", "Garhwa"),
            ("ऊषा", "उषा"),
            ("Bishwanath  Prasad", "bishwanath prasad"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} / {other}");
        }
    }
    #[test]
    fn different_names_keep_different_keys() {
        for (one, other) in [("रामपुर", "रामगढ़"), ("गया", "गोपालगंज"), ("No. 12", "No. 120"), ("पटना", "आरा")]
        {
            assert_ne!(skeleton(one), skeleton(other), "{one} / {other}");
        }
        assert_eq!(skeleton(""), "");
        assert_eq!(skeleton("100"), "100");
    }
}
