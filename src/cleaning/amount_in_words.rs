//! An amount in words becomes paise: `दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस`, `Rupees one lakh and fifty paise only`, `सवा दो लाख`.

use super::{NumberWords, is_sign, number_words::Word, plain_digits};
use crate::model::Paise;

/// Why a text is no amount in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsFault {
    /// The word at which reading stopped; empty where the text names no number at all.
    pub at: String,
}

/// Ten-thousandths of a rupee: `54.9250 लाख` and a quarter of a rupee are whole in it.
const UNIT: i128 = 10_000;

impl NumberWords {
    /// Reads an amount in words, Hindi or English, figures among the words included (`2 करोड़ 74 लाख`).
    ///
    /// Fault: a word that is no number, words out of their order, no number, an amount finer than a paisa or beyond
    /// [`Paise::LIMIT`].
    pub fn amount_in_words(&self, text: &str) -> Result<Paise, WordsFault> {
        let (plain, _) = plain_digits(text);
        let mut words = Vec::new();
        for token in tokens(&plain) {
            if let Some(number) = figure(token) {
                words.push((Part::Figure(number), token));
                continue;
            }
            let (word, second) = self.of(token).ok_or_else(|| WordsFault { at: token.to_owned() })?;
            words.push((Part::Word(word), token));
            words.extend(second.map(|second| (Part::Word(second), token)));
        }
        let minus = words.iter().any(|(part, _)| *part == Part::Word(Word::Minus));
        words.retain(|(part, _)| !matches!(part, Part::Word(Word::Plain | Word::Minus)));
        let (rupees, paise) = parted(&words)?;
        let (rupees, paise) = (sum(rupees)?, sum(paise)?);
        let beyond = || WordsFault { at: text.trim().to_owned() };
        if rupees.is_none() && paise.is_none() {
            return Err(WordsFault { at: String::new() });
        }
        if paise.is_some_and(|paise| paise >= 100 * UNIT || paise % UNIT != 0) {
            return Err(beyond());
        }
        let small = rupees.unwrap_or(0) * 100 + paise.unwrap_or(0);
        let paise = i64::try_from(small / UNIT).ok().filter(|paise| *paise <= Paise::LIMIT && small % UNIT == 0);
        paise.map(|paise| Paise(if minus { -paise } else { paise })).ok_or_else(beyond)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Word(Word),
    /// A number in figures, in ten-thousandths.
    Figure(i128),
}

type Parts<'a, 't> = &'a [(Part, &'t str)];

/// Words of letters, and figures with their points and commas.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut rest = text;
    std::iter::from_fn(move || {
        let within = |c: char| c.is_alphanumeric() || is_sign(c) || matches!(c, '₹' | '\u{200C}' | '\u{200D}');
        rest = rest.trim_start_matches(|c: char| !within(c));
        let first = rest.chars().next()?;
        let end = if first.is_ascii_digit() {
            rest.find(|c: char| !figure(c))
        } else {
            rest.find(|c: char| !within(c) || c.is_ascii_digit() || (c == '₹' && first != '₹'))
        };
        let (token, mut after) = rest.split_at(end.filter(|end| *end > 0).unwrap_or(rest.len()));
        // `रु०`: the zero stands for the mark of abbreviation.
        if let Some(behind) = after.strip_prefix('0').filter(|behind| !first.is_ascii() && !behind.starts_with(figure))
        {
            after = behind;
        }
        rest = after;
        Some(token.trim_end_matches(['.', ',']))
    })
}

fn figure(token: &str) -> Option<i128> {
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = token.split_once('.').unwrap_or((token, ""));
    if part.len() > 4 || whole.len() > 15 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i128 = whole.replace(',', "").parse().ok()?;
    let part: i128 = format!("{part:0<4}").parse().ok()?;
    Some(whole * UNIT + part)
}

/// What is said of rupees and what of paise. `पैसे` follows its number, or stands before it when nothing follows otherwise.
fn parted<'a, 't>(words: Parts<'a, 't>) -> Result<(Parts<'a, 't>, Parts<'a, 't>), WordsFault> {
    let is = |word: Word| move |(part, _): &(Part, &str)| *part == Part::Word(word);
    let (rupees, paise) = (is(Word::Rupees), is(Word::Paise));
    let Some(at) = words.iter().position(&paise) else { return Ok((words, &[])) };
    let (before, after) = (&words[..at], &words[at + 1..]);
    if let Some(second) = after.iter().find(|word| paise(word)) {
        return Err(WordsFault { at: second.1.to_owned() });
    }
    if after.iter().any(|word| !rupees(word)) {
        return Ok((before, after));
    }
    match before.iter().rposition(&rupees) {
        Some(mark) if before[..mark].iter().any(|word| !rupees(word)) => Ok((&before[..mark], &before[mark..])),
        // One number for both: `fifty paise` alone, never `rupees two hundred fifty paise`.
        None => Ok((&[], before)),
        Some(_) => Err(WordsFault { at: words[at].1.to_owned() }),
    }
}

/// The number the words give, in ten-thousandths; `None` where they hold none.
fn sum(words: Parts<'_, '_>) -> Result<Option<i128>, WordsFault> {
    // What is complete: value and the scale it was counted in, each smaller than the one before.
    let mut done: Vec<(i128, i128)> = Vec::new();
    let mut current: Option<i128> = None;
    // What may be added to the number at hand: ones after tens, anything below a hundred after hundreds.
    let mut room = 0;
    let mut quarters: Option<i64> = None;
    for (part, written) in words {
        let fault = || WordsFault { at: (*written).to_owned() };
        let (value, tens) = match part {
            Part::Word(Word::Rupees) => continue,
            Part::Word(Word::Number(number, tens)) => (i128::from(*number) * UNIT, *tens),
            Part::Figure(number) => (*number, false),
            Part::Word(Word::Fixed(fixed)) => (i128::from(*fixed) * UNIT / 4, false),
            Part::Word(Word::Quarters(found)) => {
                if quarters.replace(*found).is_some() || current.is_some() {
                    return Err(fault());
                }
                continue;
            }
            Part::Word(Word::Scale(scale)) => {
                let scale = i128::from(*scale);
                if let Some(quarters) = quarters.take() {
                    // सवा लाख is one and a quarter of it; साढ़े लाख is nothing.
                    if quarters == 2 {
                        return Err(fault());
                    }
                    current = Some(UNIT + i128::from(quarters) * UNIT / 4);
                }
                if scale == 100 {
                    let hundreds = current.unwrap_or(UNIT);
                    if hundreds >= 100 * UNIT {
                        return Err(fault());
                    }
                    current = Some(hundreds * 100);
                    room = if hundreds % UNIT == 0 { 100 } else { 0 };
                    continue;
                }
                let mut counted = current.take();
                while let Some((value, _)) = done.pop_if(|(_, below)| *below < scale) {
                    counted = Some(counted.unwrap_or(0) + value);
                }
                if done.last().is_some_and(|(_, above)| *above <= scale) {
                    return Err(fault());
                }
                let value = counted.unwrap_or(UNIT).checked_mul(scale).ok_or_else(fault)?;
                done.push((value, scale));
                room = 0;
                continue;
            }
            Part::Word(Word::Paise | Word::Plain | Word::Minus) => return Err(fault()),
        };
        current = Some(match (current, quarters.take()) {
            (None, quarters) => value + i128::from(quarters.unwrap_or(0)) * UNIT / 4,
            (Some(before), None) if value > 0 && value < room * UNIT => before + value,
            _ => return Err(fault()),
        });
        room = if tens { 10 } else { 0 };
    }
    if quarters.is_some() {
        return Err(WordsFault { at: words.last().map(|(_, word)| (*word).to_owned()).unwrap_or_default() });
    }
    // What stands after a scale is less than it: `दो लाख`, then at most 99,999.
    if let (Some((_, scale)), Some(rest)) = (done.last(), current)
        && rest >= scale * UNIT
    {
        return Err(WordsFault { at: words.last().map(|(_, word)| (*word).to_owned()).unwrap_or_default() });
    }
    let all = done.iter().map(|(value, _)| *value).chain(current);
    Ok((!done.is_empty() || current.is_some()).then(|| all.sum()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Language};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static WORDS: LazyLock<NumberWords> = LazyLock::new(|| NumberWords::load(&Files::embedded()).unwrap());

    #[test]
    fn amounts_in_words_are_read_in_both_languages_and_every_spelling() {
        for (text, paise) in [
            ("दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस", 2_743_404_800),
            ("रुपये दो करोड़ चौहत्तर लाख चौंतीस हज़ार अड़तालीस मात्र", 2_743_404_800),
            ("Rupees Two Crore Seventy Four Lakh Thirty-Four Thousand Forty Eight only", 2_743_404_800),
            ("Rs. two lacs only", 20_000_000),
            ("सवा दो लाख रुपये", 22_500_000),
            ("सवा लाख", 12_500_000),
            ("डेढ़ सौ रुपये", 15_000),
            ("ढाई हज़ार", 250_000),
            ("साढ़े तीन सौ", 35_000),
            ("पौने दो करोड़", 1_750_000_000),
            ("साढ़े पाँच रुपये", 550),
            ("पाँचसौ रुपये", 50_000),
            ("एक अरब दो करोड़", 102_000_000_000),
            ("एक लाख करोड़", Paise::LIMIT),
            ("twelve hundred", 120_000),
            ("two hundred and fifty", 25_000),
            ("2 करोड़ 74 लाख 34 हजार 48 रुपये", 2_743_404_800),
            ("२ लाख ५०० रु०", 20_050_000),
            ("2.5 लाख 10", 25_001_000),
            ("एक सौ रुपये पचास पैसे", 10_050),
            ("Rupees one hundred and paise fifty only", 10_050),
            ("पचास पैसे मात्र", 50),
            ("ऋण पाँच हजार", -500_000),
            ("शून्य", 0),
        ] {
            assert_eq!(WORDS.amount_in_words(text), Ok(Paise(paise)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_in_words_names_the_word_it_stopped_at() {
        for (text, at) in [
            ("दो करोड़ चौवहतर लाखा", "चौवहतर"),
            ("दो तीन", "तीन"),
            ("बीस एक", "एक"),
            ("दो लाख तीन लाख", "लाख"),
            ("एक हजार दो हजार", "हजार"),
            ("साढ़े लाख", "लाख"),
            ("सवा", "सवा"),
            ("Rupees two hundred fifty paise", "paise"),
            ("रुपये मात्र", ""),
            ("", ""),
            ("खरब खरब", "खरब"),
            ("पटना", "पटना"),
        ] {
            assert_eq!(WORDS.amount_in_words(text).map_err(|fault| fault.at), Err(at.to_owned()), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(512))]

        #[test]
        fn what_is_written_in_words_reads_back(paise in -Paise::LIMIT..=Paise::LIMIT, digits in 0_u32..14) {
            for paise in [paise, paise / 10_i64.pow(digits)] {
                for language in [Language::Hi, Language::En] {
                    let words = WORDS.in_words(Paise(paise), language);
                    prop_assert_eq!(WORDS.amount_in_words(&words), Ok(Paise(paise)), "{}", words);
                }
            }
        }
        #[test]
        fn no_text_breaks_the_reader(text in "(\\PC|[सवादोलखकरड़ौ0-9., ]){0,40}") {
            let _ = WORDS.amount_in_words(&text);
        }
    }
}
