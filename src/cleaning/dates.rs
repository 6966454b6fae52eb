//! Dates as old registers write them: serial numbers, three separators, two-digit years, Devanagari digits, month names.

use super::{Cleaned, DateColumn, DateWords, Fault, date_words::Era, is_sign, plain_digits, says_nil, says_nothing};
use crate::model::{Date, EARLIEST, Value, date_written};

/// Parts of a written date before it is decided which is which.
pub(super) enum Parts {
    Serial(i64),
    YearFirst(i16, i8, i8),
    Numbers {
        first: i8,
        second: i8,
        year: i16,
        short: bool,
    },
    Named {
        day: i8,
        month: i8,
        year: i16,
        short: bool,
    },
    /// A year, a month of a year, a year from April to March: no day.
    Partial,
    /// A year of another era.
    Era(Era, i16),
}

/// Reads a date; `latest` is the last day that can be meant (`--as-of`).
///
/// A two-digit year lies in the latest century that does not bring it beyond the year `pivot`: terms may end after the day of
/// the import, but not in the next century; the column's other dates may speak for the century before. Faults: IMP-203 no
/// such day, IMP-204 not a date, IMP-205 after `latest`, IMP-206 before the first Act (1904); as warnings, the text kept:
/// IMP-225 no day in it, IMP-226 another era. Doubts: IMP-222 the century, IMP-227 month first against the column.
pub fn read_date(text: &str, column: &DateColumn, latest: Date, pivot: i16) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    if plain.is_empty() || says_nothing(&plain) || says_nil(&plain) {
        return Ok(Cleaned::default());
    }
    let (mut repairs, mut doubts) = (Vec::new(), Vec::new());
    if hindi {
        repairs.push("devanagari_digits");
    }
    let (found, timed) = parts(&plain, column.words()).ok_or_else(|| Fault::error("IMP-204"))?;
    if timed {
        repairs.push("time_dropped");
    }
    let mut full = |year: i16, short: bool| {
        if !short {
            return year;
        }
        repairs.push("two_digit_year");
        let century = column.century(year, pivot);
        if let Some((other, near, far)) = century.open {
            let doubt = Fault::warning("IMP-222").with("read", century.year).with("other", other);
            doubts.push(doubt.with("near", near).with("far", far));
        }
        century.year
    };
    let (year, month, day) = match found {
        Parts::Partial => return Err(Fault::warning("IMP-225")),
        Parts::Era(era, year) => {
            let (first, second) = era.christian(year);
            return Err(Fault::warning("IMP-226").with("years", format!("{first}-{:02}", second % 100)));
        }
        Parts::Serial(serial) => {
            repairs.push("serial_number");
            let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(serial));
            let day = day.map_err(|_| Fault::error("IMP-204"))?;
            (day.year(), day.month(), day.day())
        }
        Parts::YearFirst(year, month, day) => (year, month, day),
        Parts::Named { day, month, year, short } => {
            let year = full(year, short);
            repairs.push("month_name");
            (year, month, day)
        }
        Parts::Numbers { first, second, year, short } => {
            let year = full(year, short);
            let only_so = first <= 12 && second > 12;
            if first > 12 || !only_so && !column.month_first() {
                (year, second, first)
            } else {
                repairs.push("month_first");
                if !column.month_first() && column.day_first > 0 {
                    doubts.push(Fault::warning("IMP-227").with("count", column.day_first));
                }
                (year, first, second)
            }
        }
    };
    let date = Date::new(year, month, day).map_err(|_| Fault::error("IMP-203"))?;
    check_range(date, latest)?;
    Ok(Cleaned { value: Value::Date(date), repairs, doubts })
}

/// A date the file itself stores as one is held against the same limits.
pub fn check_range(date: Date, latest: Date) -> Result<(), Fault> {
    if date > latest {
        return Err(Fault::error("IMP-205").with("latest", date_written(latest)));
    }
    if date < EARLIEST {
        return Err(Fault::error("IMP-206").with("earliest", date_written(EARLIEST)));
    }
    Ok(())
}

/// The parts of a date, and whether a time of day stood beside them.
pub(super) fn parts(text: &str, words: &DateWords) -> Option<(Parts, bool)> {
    let (text, timed) = without_time(text);
    let mut tokens = [""; 6];
    let mut count = 0;
    let mut era = None;
    for token in Tokens(text) {
        if !token.as_bytes()[0].is_ascii_digit() {
            if let Some(found) = words.era(token) {
                era = Some(found);
                continue;
            }
            if words.is_beside(token) {
                continue;
            }
        }
        *tokens.get_mut(count)? = token;
        count += 1;
    }
    let tokens = &tokens[..count];
    let parts = match era {
        // Months of these eras follow the moon or another beginning: only the year can be told.
        Some(era) => {
            let mut years = tokens.iter().filter(|token| token.len() == 4).filter_map(|token| token.parse().ok());
            Parts::Era(era, years.next()?)
        }
        None => of_tokens(tokens, text, words)?,
    };
    Some((parts, timed))
}

fn of_tokens(tokens: &[&str], text: &str, words: &DateWords) -> Option<Parts> {
    let month_of = |word: &str| words.month(word);
    match tokens {
        [only] if only.len() == 5 => only.parse().ok().map(Parts::Serial),
        [only] if only.len() == 8 => together(only),
        [only] => is_year(only).then_some(Parts::Partial),
        // A day number with the fraction of the day.
        [serial, part] if serial.len() == 5 && serial.parse::<i64>().is_ok() => {
            let fraction = text.as_bytes().get(5) == Some(&b'.') && part.bytes().all(|b| b.is_ascii_digit());
            fraction.then(|| serial.parse().ok().map(Parts::Serial))?
        }
        [a, b] => {
            let month_of_year =
                is_year(b) && (month_of(a).is_some() || small(a).is_some_and(|m| (1..=12).contains(&m)));
            let from_april = is_year(a) && (is_year(b) || small(b).is_some());
            let short = month_of(a).is_some() && small(b).is_some();
            (month_of_year || from_april || short).then_some(Parts::Partial)
        }
        [a, b, c] => {
            if let (Some(day), Some(month), Some((year, short))) = (small(a), month_of(b), year_of(c)) {
                return Some(Parts::Named { day, month, year, short });
            }
            if let (Some(month), Some(day), Some((year, short))) = (month_of(a), small(b), year_of(c)) {
                return Some(Parts::Named { day, month, year, short });
            }
            if is_year(a) {
                let month = month_of(b).or_else(|| small(b))?;
                return Some(Parts::YearFirst(a.parse().ok()?, month, small(c)?));
            }
            let (year, short) = year_of(c)?;
            Some(Parts::Numbers { first: small(a)?, second: small(b)?, year, short })
        }
        _ => None,
    }
}

/// Eight digits without separators: `12031957`, `19570312`; which of the two only where the other is no date.
fn together(digits: &str) -> Option<Parts> {
    let at = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let fits = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        date.filter(|date| (1900..2100).contains(&date.year()))
    };
    let day_first = fits(at(4, 8)?, at(2, 4)?, at(0, 2)?);
    let year_first = fits(at(0, 4)?, at(4, 6)?, at(6, 8)?);
    let date = if day_first.is_some() && year_first.is_some() { None } else { day_first.or(year_first) }?;
    Some(Parts::YearFirst(date.year(), date.month(), date.day()))
}

/// A time of day after the date says nothing about the day; midnight is none.
fn without_time(text: &str) -> (&str, bool) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let Some(colon) = (1..bytes.len()).find(|at| bytes[*at] == b':' && digit(at - 1) && digit(at + 1)) else {
        return (text, false);
    };
    let hours = bytes[..colon].iter().rposition(|byte| !byte.is_ascii_digit());
    match hours {
        Some(at) if matches!(bytes[at], b' ' | b'T' | b',') => {
            let midnight = bytes[at..].iter().all(|byte| !(b'1'..=b'9').contains(byte));
            (text[..at].trim_end(), !midnight)
        }
        _ => (text, false),
    }
}

/// Runs of digits and runs of letters; a zero for the mark of an abbreviation (`सित०`) is left out.
struct Tokens<'t>(&'t str);

impl<'t> Iterator for Tokens<'t> {
    type Item = &'t str;
    fn next(&mut self) -> Option<&'t str> {
        let letter = |c: char| (c.is_alphabetic() || is_sign(c)) && !c.is_ascii_digit();
        self.0 = self.0.trim_start_matches(|c: char| !letter(c) && !c.is_ascii_digit());
        let first = self.0.chars().next()?;
        let end = if first.is_ascii_digit() {
            self.0.find(|c: char| !c.is_ascii_digit())
        } else {
            self.0.find(|c: char| !letter(c))
        };
        let (token, mut rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        if !first.is_ascii()
            && let Some(after) = rest.strip_prefix('0').filter(|after| !after.starts_with(|c: char| c.is_ascii_digit()))
        {
            rest = after;
        }
        self.0 = rest;
        Some(token)
    }
}

/// One or two digits.
fn small(text: &str) -> Option<i8> {
    (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn year_of(digits: &str) -> Option<(i16, bool)> {
    let short = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    (short || is_year(digits)).then(|| Some((digits.parse().ok()?, short)))?
}

#[cfg(test)]
mod tests;
