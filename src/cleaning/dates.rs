//! Dates as old registers write them: serial numbers, three separators, two-digit years, Devanagari digits, month names.

use super::{Cleaned, Fault, plain_digits, says_nil, says_nothing};
use crate::model::{Date, EARLIEST, Value};

/// What the dates of one column look like: gathered over the whole column first, it decides what single cells leave open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateColumn {
    /// First part above 12: the day stands first.
    day_first: u64,
    /// Second part above 12: the month stands first.
    month_first: u64,
    /// Both could be either.
    open: u64,
    /// Two-digit years.
    short_years: u64,
}

/// Parts of a written date before it is decided which is which.
enum Parts {
    Serial(i64),
    YearFirst(i16, i8, i8),
    Numbers { first: i8, second: i8, year: i16, short: bool },
    Named { day: i8, month: i8, year: i16, short: bool },
}

impl DateColumn {
    /// Takes the evidence of one text.
    pub fn see(&mut self, text: &str) {
        if let Some(Parts::Numbers { first, second, short, .. }) = parts(&plain_digits(text).0) {
            self.short_years += u64::from(short);
            match (first > 12, second > 12) {
                (true, false) => self.day_first += 1,
                (false, true) => self.month_first += 1,
                _ => self.open += 1,
            }
        }
    }
    /// Does the month stand first? Only when the column shows it and never the opposite more often: India writes the day first.
    pub fn month_first(&self) -> bool {
        self.month_first > self.day_first
    }
    /// The decision in words, when there was something to decide.
    pub fn decision(&self) -> Option<String> {
        (self.open > 0 && self.month_first > 0).then(|| {
            format!(
                "{} (day first certain {}, month first certain {}, open {})",
                if self.month_first() { "month first" } else { "day first" },
                self.day_first,
                self.month_first,
                self.open
            )
        })
    }
}

/// Reads a date; `latest` is the last day that can be meant (`--as-of`).
///
/// A two-digit year lies in the latest century that does not bring it beyond the year `pivot`: terms may end after the day of
/// the import, but not in the next century. Faults: IMP-203 no such day, IMP-204 not a
/// date, IMP-205 after `latest`, IMP-206 before the first Act (1904).
pub fn read_date(text: &str, column: &DateColumn, latest: Date, pivot: i16) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    if plain.is_empty() || says_nothing(&plain) || says_nil(&plain) {
        return Ok(Cleaned::default());
    }
    let mut repairs = Vec::new();
    if hindi {
        repairs.push("devanagari_digits");
    }
    let found = parts(&plain).ok_or_else(|| Fault::error("IMP-204"))?;
    let (year, month, day) = match found {
        Parts::Serial(serial) => {
            repairs.push("serial_number");
            let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(serial));
            let day = day.map_err(|_| Fault::error("IMP-204"))?;
            (day.year(), day.month(), day.day())
        }
        Parts::YearFirst(year, month, day) => (year, month, day),
        Parts::Named { day, month, year, short } => {
            repairs.push("month_name");
            (full_year(year, short, pivot, &mut repairs), month, day)
        }
        Parts::Numbers { first, second, year, short } => {
            let year = full_year(year, short, pivot, &mut repairs);
            let month_first = if first > 12 { false } else { second > 12 || column.month_first() };
            if month_first {
                repairs.push("month_first");
                (year, first, second)
            } else {
                (year, second, first)
            }
        }
    };
    let date = Date::new(year, month, day).map_err(|_| Fault::error("IMP-203"))?;
    check_range(date, latest)?;
    Ok(Cleaned { value: Value::Date(date), repairs, doubt: None })
}

/// A date the file itself stores as one is held against the same limits.
pub fn check_range(date: Date, latest: Date) -> Result<(), Fault> {
    if date > latest {
        return Err(Fault::error("IMP-205").with("latest", written(latest)));
    }
    if date < EARLIEST {
        return Err(Fault::error("IMP-206").with("earliest", written(EARLIEST)));
    }
    Ok(())
}

fn written(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

fn full_year(year: i16, short: bool, pivot: i16, repairs: &mut Vec<&'static str>) -> i16 {
    if !short {
        return year;
    }
    repairs.push("two_digit_year");
    let century = pivot - pivot % 100;
    if century + year <= pivot { century + year } else { century - 100 + year }
}

fn parts(text: &str) -> Option<Parts> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    // A time of day after the date says nothing about the day.
    let text = text.split_once('T').map_or(text, |(day, time)| if time.contains(':') { day } else { text });
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let text = text.strip_prefix("दिनांक").or_else(|| text.strip_prefix("दि.")).unwrap_or(text).trim();
    let pieces: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ',' | '–'))
        .filter(|p| !p.is_empty())
        .collect();
    match pieces[..] {
        [only] => {
            let serial = only.strip_suffix(".0").unwrap_or(only);
            let digits = serial.len() == 5 && serial.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| serial.parse().ok().map(Parts::Serial)).flatten()
        }
        [serial, "0"] if serial.len() == 5 => serial.parse().ok().map(Parts::Serial),
        [a, b, c] => {
            if let Some(month) = month_of(b) {
                let (year, short) = year_of(c)?;
                return Some(Parts::Named { day: day_of(a)?, month, year, short });
            }
            if let Some(month) = month_of(a) {
                let (year, short) = year_of(c)?;
                return Some(Parts::Named { day: day_of(b)?, month, year, short });
            }
            if a.len() == 4 {
                return Some(Parts::YearFirst(a.parse().ok()?, small(b)?, small(c)?));
            }
            let (year, short) = year_of(c)?;
            Some(Parts::Numbers { first: small(a)?, second: small(b)?, year, short })
        }
        _ => None,
    }
}

/// One or two digits.
fn small(text: &str) -> Option<i8> {
    (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A day with an ordinal ending: `1st`, `22nd`.
fn day_of(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    small(["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower))
}

fn year_of(text: &str) -> Option<(i16, bool)> {
    let digits = text.trim_end_matches("ई").trim_end_matches("ई.");
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => Some((digits.parse().ok()?, false)),
        2 => Some((digits.parse().ok()?, true)),
        _ => None,
    }
}

/// Month by its Hindi or English name, short forms and common spellings included.
fn month_of(text: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["जनवरी", "जन", "january"],
        &["फरवरी", "फ़रवरी", "फर", "february"],
        &["मार्च", "march"],
        &["अप्रैल", "अप्रेल", "april"],
        &["मई", "may"],
        &["जून", "june"],
        &["जुलाई", "जुलाइ", "july"],
        &["अगस्त", "august"],
        &["सितम्बर", "सितंबर", "सित", "september", "sept"],
        &["अक्टूबर", "अक्तूबर", "अक्टु", "october"],
        &["नवम्बर", "नवंबर", "नव", "november"],
        &["दिसम्बर", "दिसंबर", "दिस", "december"],
    ];
    let lower = text.to_lowercase();
    let names = |known: &&str| *known == lower || (lower.len() == 3 && lower.is_ascii() && known.starts_with(&lower));
    let at = MONTHS.iter().position(|names_of| names_of.iter().any(names))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn read(text: &str) -> Result<Value, &'static str> {
        read_date(text, &DateColumn::default(), TODAY, TODAY.year()).map(|c| c.value).map_err(|f| f.code)
    }

    #[test]
    fn a_date_is_read_in_every_usual_writing() {
        for (text, day) in [
            ("१२.०३.५७", date(1957, 3, 12)),
            ("12/03/1957", date(1957, 3, 12)),
            ("12-3-57", date(1957, 3, 12)),
            ("1957-03-12", date(1957, 3, 12)),
            ("20891", date(1957, 3, 12)),
            ("12 मार्च 1957", date(1957, 3, 12)),
            ("3 सितंबर १९८५", date(1985, 9, 3)),
            ("12 Mar 1957", date(1957, 3, 12)),
            ("March 12, 1957", date(1957, 3, 12)),
            ("1st July 1999", date(1999, 7, 1)),
            ("05.06.26", date(2026, 6, 5)),
            ("05.06.27", date(1927, 6, 5)),
            ("दिनांक 12.03.1957", date(1957, 3, 12)),
            ("1957-03-12T00:00:00", date(1957, 3, 12)),
        ] {
            assert_eq!(read(text), Ok(Value::Date(day)), "{text}");
        }
        for text in ["-", "", "--", "अनुपलब्ध"] {
            assert_eq!(read(text), Ok(Value::Empty), "{text}");
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_told_from_one_that_cannot_be_read() {
        for (text, code) in [
            ("31/2/1987", "IMP-203"),
            ("29.02.1957", "IMP-203"),
            ("00/00/0000", "IMP-203"),
            ("12/1957", "IMP-204"),
            ("अज्ञात तिथि", "IMP-204"),
            ("24/11/2026", "IMP-205"),
            ("12/03/1857", "IMP-206"),
            ("123/03/1957", "IMP-204"),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_two_digit_year_keeps_its_century_although_the_term_may_end_later() {
        let year = |text, pivot| match read_date(text, &DateColumn::default(), date(2100, 1, 1), pivot).unwrap().value {
            Value::Date(day) => day.year(),
            other => panic!("{other:?}"),
        };
        assert_eq!((year("31.03.57", 2026), year("31.03.57", 2036), year("31.03.31", 2036)), (1957, 1957, 2031));
    }

    #[test]
    fn the_column_decides_which_part_is_the_month() {
        let mut column = DateColumn::default();
        ["03/25/1999", "04/05/1999", "12/31/1998"].iter().for_each(|text| column.see(text));
        assert!(column.decision().unwrap().starts_with("month first"));
        let read = read_date("04/05/1999", &column, TODAY, TODAY.year()).unwrap();
        assert_eq!((read.value, read.repairs), (Value::Date(date(1999, 4, 5)), vec!["month_first"]));
        // A certain cell stays certain whatever the column says.
        assert_eq!(
            read_date("25/04/1999", &column, TODAY, TODAY.year()).unwrap().value,
            Value::Date(date(1999, 4, 25))
        );
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,20}") {
            let _ = read(&text);
        }
        #[test]
        fn every_day_reads_back(days in 0_i64..44_000) {
            let day = EARLIEST.checked_add(jiff::Span::new().days(days)).unwrap();
            let text = format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
            prop_assert_eq!(read(&text), Ok(Value::Date(day)));
        }
    }
}
