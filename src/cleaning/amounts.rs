//! Amounts as Indian registers write them: `2,74,34,048/-`, `₹`, `54.92 लाख`, brackets, `Dr`.

use super::{Cleaned, Fault, plain_digits, says_nil, says_nothing};
use crate::model::{Paise, Value};

/// An amount in small units of a scale, exactly: digits of a decimal as an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Decimal {
    digits: i128,
    places: u32,
}

/// Reads an amount of rupees as paise; `unit` is what one written unit stands for by the heading (`रु. लाख में`: 1,00,000).
///
/// Faults: IMP-201 not an amount, IMP-202 beyond [`Paise::LIMIT`], IMP-212 a fraction of a paisa. Doubts: IMP-211 odd grouping,
/// IMP-220 credit or crore.
pub fn read_amount(text: &str, unit: Option<i64>) -> Result<Cleaned, Fault> {
    let Some(read) = read_scaled(text)? else { return Ok(Cleaned::default()) };
    let Scaled { number, scale, mut repairs, odd_grouping, either } = read;
    // A unit in the cell stands before the one in the heading.
    let factor = scale.or(unit).unwrap_or(1);
    if scale.is_none() && unit.is_some() {
        repairs.push("unit_of_heading");
    }
    let paise = times(number, i128::from(factor) * 100)?;
    let limit = i128::from(Paise::LIMIT);
    let paise = i64::try_from(paise).ok().filter(|p| i128::from(*p).abs() <= limit);
    let paise = paise.ok_or_else(|| Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT)))?;
    let code = if either { Some("IMP-220") } else { odd_grouping.then_some("IMP-211") };
    let doubt = code.map(|code| Fault::warning(code).with("read", Paise(paise)));
    Ok(Cleaned { value: Value::Money(Paise(paise)), repairs, doubt })
}

/// Reads a decimal number in units of `1 / scale` (hundredths of a per cent: 100; thousandths of a quantity: 1000).
///
/// Faults as for amounts; IMP-212 when it is finer than the scale.
pub fn read_decimal(text: &str, scale: i64, wrap: fn(i64) -> Value) -> Result<Cleaned, Fault> {
    let text = text.trim().trim_end_matches('%').trim_end_matches("प्रतिशत");
    let Some(read) = read_scaled(text)? else { return Ok(Cleaned::default()) };
    let small = times(read.number, i128::from(read.scale.unwrap_or(1)) * i128::from(scale))?;
    let small = i64::try_from(small).map_err(|_| Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT)))?;
    Ok(Cleaned { value: wrap(small), repairs: read.repairs, doubt: None })
}

/// A count with a unit word, `2 लाख`; `None` when the text has none. Fault: IMP-207 no whole number.
pub(super) fn count_with_unit(text: &str) -> Option<Result<i64, Fault>> {
    let read = read_scaled(text).ok().flatten().filter(|read| !read.either)?;
    let whole = times(read.number, i128::from(read.scale?));
    Some(whole.ok().and_then(|whole| i64::try_from(whole).ok()).ok_or_else(|| Fault::error("IMP-207")))
}

struct Scaled {
    number: Decimal,
    scale: Option<i64>,
    repairs: Vec<&'static str>,
    odd_grouping: bool,
    /// `Cr` may be credit or crore.
    either: bool,
}

/// The number with its sign and unit words; `None` when the text says that there is nothing.
fn read_scaled(text: &str) -> Result<Option<Scaled>, Fault> {
    let (plain, hindi) = plain_digits(text);
    let mut repairs = Vec::new();
    let mut rest = plain.as_str();
    if rest.is_empty() || says_nothing(rest.trim_end_matches("/-")) {
        return Ok(None);
    }
    if says_nil(rest) {
        let number = Decimal { digits: 0, places: 0 };
        return Ok(Some(Scaled { number, scale: None, repairs: vec!["nil_word"], odd_grouping: false, either: false }));
    }
    if hindi {
        repairs.push("devanagari_digits");
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
        repairs.push("brackets_negative");
    }
    let lower = rest.to_lowercase();
    let mut rest = lower.as_str();
    for (mark, repair) in [
        ("₹", "rupee_sign"),
        ("रुपये", "rupee_sign"),
        ("रुपए", "rupee_sign"),
        ("रू.", "rupee_sign"),
        ("रु.", "rupee_sign"),
        ("रु०", "rupee_sign"),
        ("रु", "rupee_sign"),
        ("rs.", "rupee_sign"),
        ("rs", "rupee_sign"),
        ("inr", "rupee_sign"),
    ] {
        if let Some(after) = rest.strip_prefix(mark) {
            rest = after.trim_start();
            repairs.push(repair);
            break;
        }
    }
    for (sign, is_negative) in [("-", true), ("−", true), ("+", false)] {
        if let Some(after) = rest.strip_prefix(sign) {
            rest = after.trim_start();
            negative ^= is_negative;
            break;
        }
    }
    if let Some(before) =
        rest.strip_suffix("/-").or_else(|| rest.strip_suffix("/–")).or_else(|| rest.strip_suffix("/="))
    {
        rest = before.trim_end();
        repairs.push("slash_dash");
    }
    for (mark, is_negative) in [("dr.", true), ("dr", true), ("नामे", true), ("जमा", false)] {
        if let Some(before) =
            rest.strip_suffix(mark).filter(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        {
            rest = before.trim_end();
            negative ^= is_negative;
            repairs.push("debit_credit");
            break;
        }
    }
    for mark in ["रुपये", "रुपए", "रु.", "रु", "मात्र", "only", "rs."] {
        if let Some(before) = rest.strip_suffix(mark) {
            rest = before.trim_end();
        }
    }
    let mut scale = None;
    let mut either = false;
    // Tally writes `2,500.00 Cr` for credit, people write `2.5 Cr` for crore: only commas with paise settle it.
    if let Some(before) = rest.trim_end_matches('.').strip_suffix("cr").map(str::trim_end)
        && before.ends_with(|c: char| c.is_ascii_digit())
    {
        rest = before;
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
    for (word, value) in UNITS {
        if let Some(before) =
            rest.strip_suffix(word).filter(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        {
            rest = before.trim_end();
            scale = Some(value);
            repairs.push("unit_word");
            break;
        }
    }
    let (number, odd_grouping) = decimal(rest.trim()).ok_or_else(|| Fault::error("IMP-201"))?;
    let digits = if negative { -number.digits } else { number.digits };
    Ok(Some(Scaled { number: Decimal { digits, ..number }, scale, repairs, odd_grouping, either }))
}

const UNITS: [(&str, i64); 13] = [
    ("करोड़", 10_000_000),
    ("करोड़", 10_000_000),
    ("crores", 10_000_000),
    ("crore", 10_000_000),
    ("लाख", 100_000),
    ("lakhs", 100_000),
    ("lakh", 100_000),
    ("lacs", 100_000),
    ("lac", 100_000),
    ("हजार", 1_000),
    ("हज़ार", 1_000),
    ("हज़ार", 1_000),
    ("thousand", 1_000),
];

/// Digits with grouping commas and at most one point; `1.5E3` as a file stores large numbers. Tells odd grouping.
fn decimal(text: &str) -> Option<(Decimal, bool)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| (-30..=30).contains(e))?),
        None => (text, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !groups.iter().all(|group| all_digits(group)) || !all_digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    if groups.len() > 1 && groups.iter().skip(1).any(|group| group.is_empty()) {
        return None;
    }
    let odd = groups.len() > 1 && !is_grouped(&groups);
    let joined: String = groups.concat() + part;
    if joined.len() > 30 {
        return None;
    }
    let mut digits: i128 = if joined.is_empty() { 0 } else { joined.parse().ok()? };
    let mut places = i32::try_from(part.len()).ok()? - exponent;
    if places < 0 {
        digits = digits.checked_mul(10_i128.checked_pow(places.unsigned_abs())?)?;
        places = 0;
    }
    Some((Decimal { digits, places: places.unsigned_abs() }, odd))
}

/// The Indian grouping (3, then 2 each) or the western one (3 each).
fn is_grouped(groups: &[&str]) -> bool {
    let last = groups[groups.len() - 1].len() == 3;
    let head = (1..=3).contains(&groups[0].len());
    let middle = &groups[1..groups.len() - 1];
    last && head && (middle.iter().all(|g| g.len() == 2) && groups[0].len() <= 2 || middle.iter().all(|g| g.len() == 3))
}

/// `number × factor` as a whole number; IMP-212 when it is none.
fn times(number: Decimal, factor: i128) -> Result<i128, Fault> {
    let beyond = || Fault::error("IMP-202").with("limit", Paise(Paise::LIMIT));
    let product = number.digits.checked_mul(factor).ok_or_else(beyond)?;
    let divisor = 10_i128.checked_pow(number.places).ok_or_else(|| Fault::error("IMP-212"))?;
    if product % divisor != 0 {
        // Files store 0.1 + 0.2 as 0.30000000000000004: beyond nine places it is the machine's fraction, not the writer's.
        if number.places > 9 {
            let rounded = (product * 2 + divisor * product.signum()) / (divisor * 2);
            return Ok(rounded);
        }
        return Err(Fault::error("IMP-212"));
    }
    Ok(product / divisor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Value, &'static str> {
        read_amount(text, None).map(|c| c.value).map_err(|f| f.code)
    }
    fn rupees(n: i64) -> Result<Value, &'static str> {
        Ok(Value::Money(Paise(n * 100)))
    }

    #[test]
    fn an_amount_is_read_in_every_usual_writing() {
        for (text, amount) in [
            ("2,74,34,048/-", rupees(27_434_048)),
            ("₹2,74,34,048", rupees(27_434_048)),
            ("₹ 54.92 लाख", rupees(5_492_000)),
            ("54.92 लाख", rupees(5_492_000)),
            ("५४.९२ करोड़", rupees(549_200_000)),
            ("32.94 crore", rupees(329_400_000)),
            ("रु. 1,000/-", rupees(1_000)),
            ("Rs. 1,00,000/-", rupees(100_000)),
            ("(2,500)", rupees(-2_500)),
            ("-2500", rupees(-2_500)),
            ("2,500 Dr", rupees(-2_500)),
            ("2,500 Cr.", rupees(2_500)),
            ("2,500.00 Cr", rupees(2_500)),
            ("2.5 Cr", rupees(25_000_000)),
            ("निरंक", rupees(0)),
            ("2512.5", Ok(Value::Money(Paise(251_250)))),
            ("2512.50", Ok(Value::Money(Paise(251_250)))),
            ("1.5E3", rupees(1_500)),
            ("0.30000000000000004", Ok(Value::Money(Paise(30)))),
            ("निल", rupees(0)),
            ("NIL", rupees(0)),
            ("-", Ok(Value::Empty)),
            ("", Ok(Value::Empty)),
            ("3 हजार रुपये", rupees(3_000)),
        ] {
            assert_eq!(read(text), amount, "{text}");
        }
    }

    #[test]
    fn the_unit_of_the_heading_counts_unless_the_cell_has_its_own() {
        let value = |text| read_amount(text, Some(100_000)).unwrap().value;
        assert_eq!(value("54.92"), Value::Money(Paise(549_200_000)));
        assert_eq!(value("2 करोड़"), Value::Money(Paise(2_000_000_000)));
    }

    #[test]
    fn what_is_no_amount_is_told_and_odd_grouping_is_a_doubt() {
        for (text, code) in [
            ("12,,000", "IMP-201"),
            ("बारह", "IMP-201"),
            ("12.345", "IMP-212"),
            ("1000000000001", "IMP-202"),
            ("1.2.3", "IMP-201"),
            ("12abc", "IMP-201"),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
        let doubted = read_amount("2,74,3,048", None).unwrap();
        assert_eq!(doubted.doubt.unwrap().code, "IMP-211");
        assert_eq!(read_amount("2,74,34,048", None).unwrap().doubt, None);
        assert_eq!(read_amount("27,434,048", None).unwrap().doubt, None);
        assert_eq!(read_amount("2,500.00 Cr", None).unwrap().doubt, None);
        for text in ["2,500 Cr", "54.92 Cr", "2.5 Cr", "5 cr."] {
            assert_eq!(read_amount(text, None).unwrap().doubt.unwrap().code, "IMP-220", "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            let _ = read(&text);
        }
        #[test]
        fn what_we_print_reads_back(paise in -Paise::LIMIT..=Paise::LIMIT) {
            prop_assert_eq!(read(&Paise(paise).to_string()), Ok(Value::Money(Paise(paise))));
        }
    }
}
