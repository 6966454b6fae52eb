//! Amounts in words, in Hindi and English: the words of `catalogue/words/numbers.toml`.

use crate::{
    catalogue::{CatalogueError, Files},
    model::{Language, Paise},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

const WORDS: &str = "words/numbers.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    hindi: BTreeMap<String, Vec<String>>,
    english: BTreeMap<String, Vec<String>>,
    scales: BTreeMap<String, Vec<String>>,
    quarters: BTreeMap<String, i64>,
    fixed_quarters: BTreeMap<String, i64>,
    others: Others,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    rupees: Vec<String>,
    paise: Vec<String>,
    plain: Vec<String>,
    minus: Vec<String>,
    headings: Vec<String>,
}

/// What a word says of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A number; may a number below ten follow as its ones (`seventy four`)?
    Number(i64, bool),
    /// A hundred, a thousand, a lakh …
    Scale(i64),
    /// Quarters added to the number that follows (सवा, साढ़े, पौने).
    Quarters(i64),
    /// A number in quarters (डेढ़, ढाई).
    Fixed(i64),
    Rupees,
    Paise,
    Minus,
    Plain,
}

/// The words of numbers, loaded once.
#[derive(Clone, Debug, Default)]
pub struct NumberWords {
    by_key: HashMap<String, Word>,
    /// Parts of headings that announce words, by [`number_key`].
    headings: Vec<String>,
    /// What is written: Hindi and English below a hundred (English: ones and tens), and the scales.
    written: BTreeMap<(Written, i64), String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Written {
    Hindi,
    English,
    HindiScale,
    EnglishScale,
}

impl NumberWords {
    /// Loads the words; a spelling that stands for two numbers is a fault.
    pub fn load(files: &Files) -> Result<Self, CatalogueError> {
        let file: WordFile = toml::from_str(&files.text(WORDS)?).map_err(|fault| CatalogueError::new(WORDS, fault))?;
        let mut words = Self::default();
        for (number, spellings) in numbers(file.hindi)? {
            words.written.extend(spellings.first().map(|first| ((Written::Hindi, number), first.clone())));
            words.add(&spellings, Word::Number(number, false))?;
        }
        for (number, spellings) in numbers(file.english)? {
            words.written.extend(spellings.first().map(|first| ((Written::English, number), first.clone())));
            words.add(&spellings, Word::Number(number, number >= 20))?;
        }
        for (scale, spellings) in numbers(file.scales)? {
            let hindi = spellings.first().map(|first| ((Written::HindiScale, scale), first.clone()));
            let english = spellings.iter().find(|word| word.is_ascii());
            let english = english.map(|first| ((Written::EnglishScale, scale), first.clone()));
            words.written.extend(hindi.into_iter().chain(english));
            words.add(&spellings, Word::Scale(scale))?;
        }
        for (word, quarters) in file.quarters {
            words.add(&[word], Word::Quarters(quarters))?;
        }
        for (word, quarters) in file.fixed_quarters {
            words.add(&[word], Word::Fixed(quarters))?;
        }
        words.add(&file.others.rupees, Word::Rupees)?;
        words.add(&file.others.paise, Word::Paise)?;
        words.add(&file.others.plain, Word::Plain)?;
        words.add(&file.others.minus, Word::Minus)?;
        words.headings = file.others.headings.iter().map(|heading| number_key(heading)).collect();
        Ok(words)
    }
    fn add(&mut self, spellings: &[String], word: Word) -> Result<(), CatalogueError> {
        for spelling in spellings {
            let before = self.by_key.insert(number_key(spelling), word);
            if let Some(other) = before.filter(|other| *other != word) {
                return Err(CatalogueError::new(WORDS, format!("'{spelling}' stands for {word:?} and {other:?}")));
            }
        }
        Ok(())
    }
    /// Does a heading say that its column holds an amount in words (`राशि शब्दों में`, `Amount in words`)?
    pub fn names_words(&self, heading: &str) -> bool {
        let key = number_key(heading);
        self.headings.iter().any(|known| key.contains(known.as_str()))
    }
    /// What a word says; a scale may be written to its number (`पाँचसौ`), then it is two.
    pub(super) fn of(&self, word: &str) -> Option<(Word, Option<Word>)> {
        let key = number_key(word);
        if let Some(known) = self.by_key.get(&key) {
            return Some((*known, None));
        }
        let splits = key.char_indices().skip(1).map(|(at, _)| key.split_at(at));
        splits.into_iter().find_map(|(number, scale)| match (self.by_key.get(number)?, self.by_key.get(scale)?) {
            (number @ (Word::Number(..) | Word::Fixed(_)), scale @ (Word::Scale(_) | Word::Rupees)) => {
                Some((*number, Some(*scale)))
            }
            _ => None,
        })
    }
    /// An amount in words, as a voucher or certificate has it: `दो करोड़ चौहत्तर लाख चौंतीस हज़ार अड़तालीस रुपये मात्र`,
    /// `Rupees two crore seventy-four lakh thirty-four thousand forty-eight only`. Beyond 99 crore the crores are counted in
    /// the same way (`एक लाख करोड़`); [`super::amount_in_words`] reads it back.
    pub fn in_words(&self, amount: Paise, language: Language) -> String {
        let (rupees, paise) = (amount.0.unsigned_abs() / 100, amount.0.unsigned_abs() % 100);
        let sign = |word| if amount.0 < 0 { word } else { "" };
        match (language, paise) {
            (Language::Hi, 0) => format!("{}{} रुपये मात्र", sign("ऋण "), self.whole(rupees, language)),
            (Language::Hi, _) => {
                let (rupees, paise) = (self.whole(rupees, language), self.whole(paise, language));
                format!("{}{rupees} रुपये {paise} पैसे मात्र", sign("ऋण "))
            }
            (Language::En, 0) => format!("{}Rupees {} only", sign("Minus "), self.whole(rupees, language)),
            (Language::En, _) => {
                let (rupees, paise) = (self.whole(rupees, language), self.whole(paise, language));
                format!("{}Rupees {rupees} and paise {paise} only", sign("Minus "))
            }
        }
    }
    /// A whole number in words.
    fn whole(&self, number: u64, language: Language) -> String {
        let (below, scales) = match language {
            Language::Hi => (Written::Hindi, Written::HindiScale),
            Language::En => (Written::English, Written::EnglishScale),
        };
        let word = |of: Written, number: u64| -> &str {
            i64::try_from(number).ok().and_then(|number| self.written.get(&(of, number))).map_or("", String::as_str)
        };
        if number < 100 {
            return match language {
                Language::En if number > 20 && !number.is_multiple_of(10) => {
                    format!("{}-{}", word(below, number / 10 * 10), word(below, number % 10))
                }
                _ => word(below, number).to_owned(),
            };
        }
        let scale = [10_000_000, 100_000, 1_000, 100].into_iter().find(|scale| number >= *scale).unwrap_or(100);
        let mut words = format!("{} {}", self.whole(number / scale, language), word(scales, scale));
        if !number.is_multiple_of(scale) {
            words.push(' ');
            words.push_str(&self.whole(number % scale, language));
        }
        words
    }
}

fn numbers(file: BTreeMap<String, Vec<String>>) -> Result<Vec<(i64, Vec<String>)>, CatalogueError> {
    let number = |(key, words): (String, Vec<String>)| match key.parse() {
        Ok(number) => Ok((number, words)),
        Err(_) => Err(CatalogueError::new(WORDS, format!("'{key}' is no number"))),
    };
    file.into_iter().map(number).collect()
}

/// A word without what typists vary: nukta, nasals, length of vowels, ब for व, doubled consonants, visarga.
fn number_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    let mut letters = word.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{0900}'..='\u{0903}' | '\u{093C}' | '\u{200C}' | '\u{200D}' => {}
            // A nasal before another consonant is a dot, and dots are left out.
            'ङ' | 'ञ' | 'ण' | 'न' | 'म' if letters.peek() == Some(&'\u{094D}') => {
                letters.next();
                let next = letters.peek().copied();
                if next == Some(letter)
                    || next.is_none_or(|next| matches!(next, 'य' | 'र' | 'ल' | 'व' | 'ह' | 'न' | 'म'))
                {
                    key.push(letter);
                    key.push('\u{094D}');
                }
            }
            'ी' => key.push('ि'),
            'ू' => key.push('ु'),
            'ै' => key.push('े'),
            'ौ' => key.push('ो'),
            'ई' => key.push('इ'),
            'ऊ' => key.push('उ'),
            'ब' => key.push('व'),
            '\u{095B}' => key.push('ज'),
            '\u{095E}' => key.push('फ'),
            '\u{095C}' => key.push('ड'),
            '\u{095D}' => key.push('ढ'),
            '₹' => key.push('₹'),
            other if other.is_alphanumeric() || ('\u{093E}'..='\u{094D}').contains(&other) => key.push(other),
            _ => {}
        }
    }
    single(&key)
}

/// Doubled consonants as single ones: `त्त` as त, `ट्ठ` and `ठ्ठ` as ठ.
fn single(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut out = String::with_capacity(key.len());
    let mut at = 0;
    while at < letters.len() {
        if let [first, '\u{094D}', second, ..] = letters[at..]
            && (first == second || matches!((first, second), ('ट', 'ठ') | ('क', 'ख') | ('च', 'छ') | ('त', 'थ')))
        {
            at += 2;
            continue;
        }
        out.push(letters[at]);
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_a_hundred_has_its_word_and_no_spelling_two_numbers() {
        let words = NumberWords::load(&Files::embedded()).unwrap();
        for number in 0..100 {
            let written = &words.written[&(Written::Hindi, number)];
            assert_eq!(words.of(written), Some((Word::Number(number, false), None)), "{written}");
        }
        for (word, number) in [
            ("चौतीस", 34),
            ("चौन्तीस", 34),
            ("चौँतीस", 34),
            ("छः", 6),
            ("छे", 6),
            ("उनासी", 79),
            ("उन्यासी", 79),
            ("चवालीस", 44),
            ("बाइस", 22),
            ("अठ्ठावन", 58),
            ("इक्यानबे", 91),
            ("पांच", 5),
            ("पन्द्रह", 15),
            ("पँद्रह", 15),
        ] {
            assert_eq!(words.of(word), Some((Word::Number(number, false), None)), "{word}");
        }
    }

    #[test]
    fn amounts_are_written_as_on_a_certificate() {
        let words = NumberWords::load(&Files::embedded()).unwrap();
        for (paise, hindi, english) in [
            (
                2_743_404_800,
                "दो करोड़ चौहत्तर लाख चौंतीस हज़ार अड़तालीस रुपये मात्र",
                "Rupees two crore seventy-four lakh thirty-four thousand forty-eight only",
            ),
            (10_050, "एक सौ रुपये पचास पैसे मात्र", "Rupees one hundred and paise fifty only"),
            (-100, "ऋण एक रुपये मात्र", "Minus Rupees one only"),
            (0, "शून्य रुपये मात्र", "Rupees zero only"),
            (Paise::LIMIT, "एक लाख करोड़ रुपये मात्र", "Rupees one lakh crore only"),
        ] {
            assert_eq!(words.in_words(Paise(paise), Language::Hi), hindi);
            assert_eq!(words.in_words(Paise(paise), Language::En), english);
        }
    }

    #[test]
    fn a_heading_announces_an_amount_in_words() {
        let words = NumberWords::load(&Files::embedded()).unwrap();
        for heading in ["राशि शब्दों में", "अंशपूंजी (शब्दों में)", "राशि शब्दो मे", "Amount (in words)", "Amount in Words"]
        {
            assert!(words.names_words(heading), "{heading}");
        }
        assert!(!words.names_words("राशि अंकों में") && !words.names_words("Remarks"));
    }
}
