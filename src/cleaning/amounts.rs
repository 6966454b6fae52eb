//! Amounts as Indian registers write them: `2,74,34,048/-`, `₹`, `54.92 लाख`, brackets, `Dr`, words beside the figures.

use super::{Cleaned, Fault, NumberWords, plain_digits, says_nil, says_nothing};
use crate::model::{Paise, Value};
use std::borrow::Cow;

/// An amount in small units of a scale, exactly: digits of a decimal as an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Decimal {
    digits: i128,
    places: u32,
}

/// How the commas of a number stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Grouping {
    /// None, or as in India or the West.
    #[default]
    Usual,
    /// A comma where no grouping has one.
    Odd,
    /// One comma before the last two digits: a decimal comma, or digits lost.
    DecimalComma,
}

/// Reads an amount of rupees as paise; `unit` is what one written unit stands for by the heading (`रु. लाख में`: 1,00,000).
///
/// Faults: IMP-201 not an amount, IMP-202 beyond [`Paise::LIMIT`], IMP-212 a fraction of a paisa. Doubts: IMP-211 odd grouping,
/// IMP-220 credit or crore, IMP-228 a letter O for a zero, IMP-229 a decimal comma.
pub fn read_amount(text: &str, unit: Option<i64>) -> Result<Cleaned, Fault> {
    let Some(read) = read_scaled(text)? else { return Ok(Cleaned::default()) };
    let Scaled { number, scale, mut repairs, grouping, either, letter_o } = read;
    // A unit in the cell stands before the one in the heading.
    let factor = scale.or(unit).unwrap_or(1);
    if scale.is_none() && unit.is_some() {
        repairs.push("unit_of_heading");
    }
    let paise = times(number, i128::from(factor) * 100)?;
    let limit = i128::from(Paise::LIMIT);
    let paise = i64::try_from(paise).ok().filter(|p| i128::from(*p).abs() <= limit);
    let paise = paise.ok_or_else(|| Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT)))?;
    let grouped = match grouping {
        Grouping::Usual => None,
        Grouping::Odd => Some("IMP-211"),
        Grouping::DecimalComma => Some("IMP-229"),
    };
    let codes = [either.then_some("IMP-220"), grouped, letter_o.then_some("IMP-228")];
    let doubt = |code| Fault::warning(code).with("read", Paise(paise));
    Ok(Cleaned { value: Value::Money(Paise(paise)), repairs, doubts: codes.into_iter().flatten().map(doubt).collect() })
}

impl NumberWords {
    /// Reads an amount with words: `2,74,34,048/- (दो करोड़ …)` is both, compared; words alone are read.
    ///
    /// Faults and doubts of [`read_amount`]; further doubts: IMP-223 words and figures differ (the figures hold), IMP-224 the
    /// words cannot be read.
    pub fn read_amount(&self, text: &str, unit: Option<i64>) -> Result<Cleaned, Fault> {
        let Some((figures, words)) = split_words(text) else {
            let read = read_amount(text, unit);
            return match read {
                Err(fault) if fault.code == "IMP-201" && text.chars().any(char::is_alphabetic) => {
                    self.words_alone(text).ok_or(fault)
                }
                read => read,
            };
        };
        let mut read = read_amount(figures, unit)?;
        let Value::Money(figure) = read.value else { return Err(Fault::error("IMP-201")) };
        match self.amount_in_words(words) {
            Ok(said) if said == figure => read.repairs.push("words_agree"),
            Ok(said) => read.doubts.push(differ(figure, said)),
            Err(fault) => read.doubts.push(unread(words, &fault.at)),
        }
        Ok(read)
    }
    fn words_alone(&self, text: &str) -> Option<Cleaned> {
        let amount = self.amount_in_words(text).ok()?;
        Some(Cleaned { repairs: vec!["amount_in_words"], ..Cleaned::plain(Value::Money(amount)) })
    }
    /// Holds words of a column of their own against the figure beside them: agreed, or the doubt (IMP-223, IMP-224).
    pub fn compare(&self, figure: Paise, words: &str) -> Result<(), Fault> {
        match self.amount_in_words(words) {
            Ok(said) if said == figure => Ok(()),
            Ok(said) => Err(differ(figure, said)),
            Err(fault) => Err(unread(words, &fault.at)),
        }
    }
}

fn differ(figure: Paise, said: Paise) -> Fault {
    Fault::warning("IMP-223").with("figure", figure).with("read", said)
}

fn unread(words: &str, at: &str) -> Fault {
    Fault::warning("IMP-224").with("word", if at.is_empty() { words } else { at })
}

/// Figures and the words beside them: one of the two in brackets, the figures first or last.
pub(super) fn split_words(text: &str) -> Option<(&str, &str)> {
    let open = text.find('(').filter(|open| !text[..*open].trim().is_empty())?;
    let (before, inside) =
        (text[..open].trim(), text[open + 1..].trim().trim_end_matches(['.', '।']).strip_suffix(')')?.trim());
    let has_digit = |text: &str| plain_digits(text).0.bytes().any(|b| b.is_ascii_digit());
    let is_words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    match (has_digit(before), has_digit(inside)) {
        (true, _) if is_words(inside) => Some((before, inside)),
        (false, true) if is_words(before) => Some((inside, before)),
        _ => None,
    }
}

/// Reads a decimal number in units of `1 / scale` (hundredths of a per cent: 100; thousandths of a quantity: 1000).
///
/// Faults as for amounts; IMP-212 when it is finer than the scale.
pub fn read_decimal(text: &str, scale: i64, wrap: fn(i64) -> Value) -> Result<Cleaned, Fault> {
    let text = text.trim().trim_end_matches("प्रतिशत").trim_end_matches(['%', '٪']).trim_end();
    let Some(read) = read_scaled(text)? else { return Ok(Cleaned::default()) };
    let small = times(read.number, i128::from(read.scale.unwrap_or(1)) * i128::from(scale))?;
    let small = i64::try_from(small).map_err(|_| Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT)))?;
    let code = match (read.grouping, read.letter_o) {
        (Grouping::DecimalComma, _) => Some("IMP-229"),
        (Grouping::Odd, _) => Some("IMP-211"),
        (Grouping::Usual, true) => Some("IMP-228"),
        (Grouping::Usual, false) => None,
    };
    let shown = || plain_decimal(small, scale);
    let doubts = code.map(|code| Fault::warning(code).with("read", shown())).into_iter().collect();
    Ok(Cleaned { value: wrap(small), repairs: read.repairs, doubts })
}

/// A share as the cell shows it where the file stores 0.15 under a percent format: `15`.
pub fn of_percent_format(number: &str) -> Option<String> {
    let (read, _) = decimal(number.trim_start_matches('-'))?;
    let sign = if number.starts_with('-') { "-" } else { "" };
    // Beyond nine places it is the machine's fraction; a hundredth of a per cent is the finest a register keeps.
    let digits = times(read, 10_000).ok()?;
    Some(format!("{sign}{}", plain_decimal(i64::try_from(digits).ok()?, 100)))
}

fn plain_decimal(small: i64, scale: i64) -> String {
    let (whole, part) = (small.unsigned_abs() / scale.unsigned_abs(), small.unsigned_abs() % scale.unsigned_abs());
    let width = scale.to_string().len() - 1;
    let sign = if small < 0 { "-" } else { "" };
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0width$}") }
}

/// A whole number with or without commas, `125.0` too; and whether the commas stand oddly.
pub(super) fn whole_number(text: &str) -> Option<(i64, bool)> {
    let (number, grouping) = decimal(text)?;
    let whole = times(number, 1).ok().and_then(|whole| i64::try_from(whole).ok())?;
    Some((whole, grouping != Grouping::Usual))
}

/// A count with a unit word, `2 लाख`; `None` when the text has none. Fault: IMP-207 no whole number.
pub(super) fn count_with_unit(text: &str) -> Option<Result<i64, Fault>> {
    let read = read_scaled(text).ok().flatten().filter(|read| !read.either)?;
    let whole = times(read.number, i128::from(read.scale?));
    Some(whole.ok().and_then(|whole| i64::try_from(whole).ok()).ok_or_else(|| Fault::error("IMP-207")))
}

#[derive(Default)]
struct Scaled {
    number: Decimal,
    scale: Option<i64>,
    repairs: Vec<&'static str>,
    grouping: Grouping,
    /// `Cr` may be credit or crore.
    either: bool,
    /// A letter O stands for a zero.
    letter_o: bool,
}

/// `रु०` is an abbreviation, not a zero: its mark is taken off before digits of Devanagari are read as such.
const ABBREVIATED: [&str; 4] = ["रु०", "रू०", "रु॰", "रू॰"];

const RUPEES: [&str; 16] =
    ["₹", "रुपये", "रुपए", "रूपये", "रूपए", "रुपया", "रू.", "रु.", "रु", "रू", "rupees", "rs.", "rs", "inr", "re.", "`"];

/// The number with its sign and unit words; `None` when the text says that there is nothing.
fn read_scaled(text: &str) -> Result<Option<Scaled>, Fault> {
    // Nearly every cell is plain digits, perhaps grouped.
    let text = text.trim();
    let (unsigned, sign) = text.strip_prefix('-').map_or((text, 1), |unsigned| (unsigned, -1));
    if let Some((number, grouping)) = decimal(unsigned)
        && grouping != Grouping::DecimalComma
    {
        let number = Decimal { digits: number.digits * sign, ..number };
        return Ok(Some(Scaled { number, grouping, ..Scaled::default() }));
    }
    let (mut rest, mut repairs) = (text, Vec::new());
    for mark in ABBREVIATED {
        if let Some(other) = rest.strip_prefix(mark).or_else(|| rest.strip_suffix(mark)) {
            rest = other.trim();
            repairs.push("rupee_sign");
            break;
        }
    }
    let (plain, hindi) = plain_digits(rest);
    let mut rest: &str = &plain;
    if rest.is_empty() || says_nothing(rest.trim_end_matches("/-")) {
        return Ok(None);
    }
    if says_nil(rest.trim_end_matches("/-")) {
        return Ok(Some(Scaled { repairs: vec!["nil_word"], ..Scaled::default() }));
    }
    if hindi {
        repairs.push("devanagari_digits");
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
        repairs.push("brackets_negative");
    }
    let lower: Cow<'_, str> =
        if rest.bytes().any(|b| b.is_ascii_uppercase()) { rest.to_ascii_lowercase().into() } else { rest.into() };
    let mut rest: &str = &lower;
    // Sign and mark of rupees may stand in either order: `-₹ 500`, `₹ -500`.
    for _ in 0..2 {
        if let Some(after) = RUPEES.iter().find_map(|mark| rest.strip_prefix(mark)) {
            rest = after.trim_start_matches([' ', ':']);
            repairs.push("rupee_sign");
        }
        if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            rest = after.trim_start();
            negative = !negative;
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after.trim_start();
        }
    }
    let mut scale = None;
    let mut either = false;
    // Marks behind the number, in whatever order: `2.5 लाख रु. मात्र`, `500/- Dr`.
    loop {
        let before = rest;
        for mark in ["/-", "/–", "/=", "/—", ".-"] {
            if let Some(shorter) = rest.strip_suffix(mark) {
                rest = shorter.trim_end();
                repairs.push("slash_dash");
            }
        }
        for mark in ["मात्र", "only", "केवल"] {
            rest = rest.strip_suffix(mark).map_or(rest, str::trim_end);
        }
        if let Some(shorter) = RUPEES.iter().find_map(|mark| rest.strip_suffix(mark)) {
            rest = shorter.trim_end();
            repairs.push("rupee_sign");
        }
        let after_digit = |shorter: &&str| shorter.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '-');
        for (mark, is_negative) in [("dr.", true), ("dr", true), ("नामे", true), ("जमा", false)] {
            if let Some(shorter) = rest.strip_suffix(mark).filter(after_digit) {
                rest = shorter.trim_end();
                negative ^= is_negative;
                repairs.push("debit_credit");
                break;
            }
        }
        // Tally writes `2,500.00 Cr` for credit, people write `2.5 Cr` for crore: only commas with paise settle it.
        if let Some(shorter) = rest.trim_end_matches('.').strip_suffix("cr").filter(after_digit).map(str::trim_end) {
            rest = shorter;
            let paise = rest.split_once('.').is_some_and(|(_, part)| part.len() == 2);
            let commas = rest.contains(',');
            either = !(paise && commas);
            if paise || commas {
                repairs.push("debit_credit");
            } else {
                scale = Some(10_000_000);
                repairs.push("unit_word");
            }
        }
        if scale.is_none()
            && let Some((shorter, value)) = UNITS.iter().find_map(|(word, value)| {
                let shorter = rest.trim_end_matches('.').strip_suffix(word).filter(after_digit)?;
                Some((shorter.trim_end(), *value))
            })
        {
            rest = shorter;
            scale = Some(value);
            repairs.push("unit_word");
        }
        if rest == before {
            break;
        }
    }
    let (written, letter_o) = without_letter_o(rest.trim());
    let written = without_spaces(&written);
    let (number, grouping) = decimal(&written).ok_or_else(|| Fault::error("IMP-201"))?;
    let number = match grouping {
        Grouping::DecimalComma => decimal(&written.replace(',', ".")).ok_or_else(|| Fault::error("IMP-201"))?.0,
        Grouping::Usual | Grouping::Odd => number,
    };
    let digits = if negative { -number.digits } else { number.digits };
    repairs.dedup();
    Ok(Some(Scaled { number: Decimal { digits, ..number }, scale, repairs, grouping, either, letter_o }))
}

/// A letter O among digits, where everything else is digits: `2,5OO` can only be 2,500.
fn without_letter_o(text: &str) -> (Cow<'_, str>, bool) {
    let certain = text.contains('o')
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'o'));
    if certain { (text.replace('o', "0").into(), true) } else { (text.into(), false) }
}

/// Spaces within a number, where they group it as commas would: `2, 74, 34, 048`, `2 74 34 048`.
fn without_spaces(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return text.into();
    }
    let tight = text.replace(", ", ",").replace(" ,", ",");
    let commas = tight.replace(' ', ",");
    match decimal(&commas) {
        Some((_, Grouping::Usual)) if tight != commas => commas.into(),
        _ => tight.into(),
    }
}

const UNITS: [(&str, i64); 20] = [
    ("करोड़", 10_000_000),
    ("करोड\u{93C}", 10_000_000),
    ("करोड", 10_000_000),
    ("crores", 10_000_000),
    ("crore", 10_000_000),
    ("लाख", 100_000),
    ("lakhs", 100_000),
    ("lakh", 100_000),
    ("lacs", 100_000),
    ("lac", 100_000),
    ("हजार", 1_000),
    ("हज\u{93C}ार", 1_000),
    ("ह\u{95B}ार", 1_000),
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("सौ", 100),
    ("hundred", 100),
    ("अरब", 1_000_000_000),
    ("arab", 1_000_000_000),
    ("खरब", 100_000_000_000),
];

/// Digits with grouping commas and at most one point; `1.5E3` as a file stores large numbers.
fn decimal(text: &str) -> Option<(Decimal, Grouping)> {
    let bytes = text.as_bytes();
    let (mut digits, mut count, mut places): (i128, usize, i32) = (0, 0, 0);
    let mut commas = Commas::default();
    let (mut point, mut exponent) = (false, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                count += 1;
                if count > 30 {
                    return None;
                }
                digits = digits * 10 + i128::from(byte - b'0');
                if point { places += 1 } else { commas.digit() }
            }
            b',' if !point => commas.comma()?,
            b'.' if !point => point = true,
            b'e' | b'E' if count > 0 => {
                exponent = text[at + 1..].parse::<i32>().ok().filter(|e| (-30..=30).contains(e))?;
                break;
            }
            _ => return None,
        }
    }
    if count == 0 {
        return None;
    }
    let grouping = commas.grouping(point)?;
    let mut places = places - exponent;
    if places < 0 {
        digits = digits.checked_mul(10_i128.checked_pow(places.unsigned_abs())?)?;
        places = 0;
    }
    Some((Decimal { digits, places: places.unsigned_abs() }, grouping))
}

/// The commas of a number, from the left.
#[derive(Default)]
struct Commas {
    count: usize,
    /// Digits since the last comma.
    run: usize,
    first: usize,
    /// All groups between the first and the last comma have two digits; have three.
    twos: bool,
    threes: bool,
}

impl Commas {
    fn digit(&mut self) {
        self.run += 1;
    }
    /// `None` after a comma without digits before it.
    fn comma(&mut self) -> Option<()> {
        if self.count == 0 {
            (self.first, self.twos, self.threes) = (self.run, true, true);
        } else {
            self.twos &= self.run == 2;
            self.threes &= self.run == 3;
        }
        self.count += 1;
        (self.run > 0).then(|| self.run = 0)
    }
    /// The Indian grouping (3, then 2 each) and the western one (3 each) are usual; `None` with a comma at the end.
    fn grouping(&self, point: bool) -> Option<Grouping> {
        if self.count == 0 {
            return Some(Grouping::Usual);
        }
        if self.run == 0 {
            return None;
        }
        let usual = self.run == 3 && (self.twos && self.first <= 2 || self.threes && self.first <= 3);
        Some(match usual {
            true => Grouping::Usual,
            false if self.count == 1 && self.run <= 2 && !point => Grouping::DecimalComma,
            false => Grouping::Odd,
        })
    }
}

/// `number × factor` as a whole number; IMP-212 when it is none.
fn times(number: Decimal, factor: i128) -> Result<i128, Fault> {
    let beyond = || Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT));
    let product = number.digits.checked_mul(factor).ok_or_else(beyond)?;
    let divisor = 10_i128.checked_pow(number.places).ok_or_else(|| Fault::error("IMP-212"))?;
    if product % divisor != 0 {
        // Files store 0.1 + 0.2 as 0.30000000000000004: beyond nine places it is the machine's fraction, not the writer's.
        if number.places > 9 {
            let (whole, rest) = (product / divisor, (product % divisor).abs());
            // Not by doubling: a number of forty digits leaves no room for that.
            return Ok(if rest >= divisor - rest { whole + product.signum() } else { whole });
        }
        return Err(Fault::error("IMP-212"));
    }
    Ok(product / divisor)
}

#[cfg(test)]
mod tests;
