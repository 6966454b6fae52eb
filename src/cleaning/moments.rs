//! A day with the time of day beside it: nominations and file movements are entered to the minute.

use super::{Cleaned, DateColumn, Fault, plain_digits, read_date};
use crate::model::{Date, Value};

/// Words for the half of the day: before noon, after noon.
const HALVES: [(&str, bool); 8] = [
    ("am", false),
    ("a.m.", false),
    ("पूर्वाह्न", false),
    ("प्रातः", false),
    ("pm", true),
    ("p.m.", true),
    ("अपराह्न", true),
    ("सायं", true),
];
/// Words that say no more than that a time is meant.
const PLAIN: [&str; 6] = ["बजे", "hrs", "hrs.", "hours", "at", "को"];

/// Reads `11.11.2024 15:30`, `11/11/2024 3.30 PM`, `2024-11-11T15:30:00`, `दि. 11.11.2024 अपराह्न 3:30 बजे` as
/// `2024-11-11 15:30`; a day alone stays a day. Faults: those of [`read_date`], IMP-240 no such time of day.
pub fn read_moment(text: &str, column: &DateColumn, latest: Date, pivot: i16) -> Result<Cleaned, Fault> {
    let (plain, _) = plain_digits(text);
    let plain = match plain.split_once('T') {
        Some((day, time)) if day.ends_with(|c: char| c.is_ascii_digit()) => format!("{day} {time}"),
        _ => plain.into_owned(),
    };
    let (mut day, mut time, mut afternoon) = (Vec::new(), None, None);
    for word in plain.split([' ', ',']).filter(|word| !word.is_empty()) {
        let small = word.to_lowercase();
        // `3:30PM` is one word.
        let (clock, half) = match small.strip_suffix("am").or_else(|| small.strip_suffix("pm")) {
            Some(clock) if clock.ends_with(|c: char| c.is_ascii_digit()) => (clock, Some(small.ends_with("pm"))),
            _ => (small.as_str(), None),
        };
        if let Some((_, after)) = HALVES.iter().find(|(known, _)| *known == small) {
            afternoon = Some(*after);
        } else if PLAIN.contains(&small.as_str()) {
        } else if let (false, None, Some(read)) = (day.is_empty(), time, clock_of(clock)) {
            time = Some(read);
            afternoon = half.or(afternoon);
        } else {
            day.push(word);
        }
    }
    let read = read_date(&day.join(" "), column, latest, pivot)?;
    let (Value::Date(date), Some((hour, minute))) = (&read.value, time) else {
        let value = match &read.value {
            Value::Date(date) => Value::Text(date.to_string()),
            _ => Value::Empty,
        };
        return Ok(Cleaned { value, ..read });
    };
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 {
        return Err(Fault::error("IMP-240"));
    }
    Ok(Cleaned { value: Value::Text(format!("{date} {hour:02}:{minute:02}")), ..read })
}

/// A time of day and nothing else, as `15:30`: `3.30 PM`, `15:30:00`, `अपराह्न 3:30 बजे`; `None` for everything else.
pub fn time_alone(text: &str, column: &DateColumn) -> Option<Result<Cleaned, Fault>> {
    let (plain, _) = plain_digits(text);
    let mut clocks = 0;
    for word in plain.split([' ', ',']).filter(|word| !word.is_empty()) {
        let small = word.to_lowercase();
        let clock = small.strip_suffix("am").or_else(|| small.strip_suffix("pm")).unwrap_or(&small);
        clocks += usize::from(clock_of(clock).is_some());
        let beside = PLAIN.contains(&small.as_str()) || HALVES.iter().any(|(known, _)| *known == small);
        if !beside && clock_of(clock).is_none() {
            return None;
        }
    }
    if clocks != 1 {
        return None;
    }
    // With any day before it, it is read as moments are.
    let read = read_moment(&format!("2000-01-01 {plain}"), column, Date::constant(2000, 1, 1), 2000);
    Some(read.map(|read| match read.value.as_text().and_then(|text| text.split_once(' ')) {
        Some((_, time)) => Cleaned { value: Value::text(time), ..read },
        None => Cleaned::default(),
    }))
}

/// `15:30`, `3.30`, `15:30:00`: hour and minute; a date has two dots or a year.
fn clock_of(word: &str) -> Option<(u8, u8)> {
    let parts: Vec<&str> = word.split(':').collect();
    let parts = if parts.len() == 1 { word.split('.').collect() } else { parts };
    let short = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let seconds = word.contains(':') && parts.len() == 3;
    if !(parts.len() == 2 || seconds) || !parts.iter().all(short) {
        return None;
    }
    Some((parts[0].parse().ok()?, parts[1].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_alone_is_told_from_a_moment_and_from_a_day() {
        let column = DateColumn::new(&crate::cleaning::date_words::shipped());
        let read = |text: &str| time_alone(text, &column).map(|read| read.map(|read| read.value));
        for text in ["15:30", "3.30 PM", "3:30pm", "15:30:00", "अपराह्न 3:30 बजे", "१५:३०"]
        {
            assert_eq!(read(text), Some(Ok(Value::text("15:30"))), "{text}");
        }
        assert_eq!(read("25:10").map(|read| read.map_err(|fault| fault.code)), Some(Err("IMP-240")));
        for text in ["11.11.2024 15:30", "11.11.2024", "2024-11-11T15:30", "-", "बजे"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_read_in_every_usual_writing() {
        let read = |text: &str| {
            read_moment(
                text,
                &DateColumn::new(&crate::cleaning::date_words::shipped()),
                Date::constant(2025, 12, 31),
                2025,
            )
        };
        for (text, moment) in [
            ("11.11.2024 15:30", "2024-11-11 15:30"),
            ("11/11/2024 3.30 PM", "2024-11-11 15:30"),
            ("11-11-2024 3:30pm", "2024-11-11 15:30"),
            ("2024-11-11T15:30:00", "2024-11-11 15:30"),
            ("11.11.2024 अपराह्न 3:30 बजे", "2024-11-11 15:30"),
            ("१२ नवम्बर २०२४, १०:०५", "2024-11-12 10:05"),
            ("11.11.2024 12:10 AM", "2024-11-11 00:10"),
            ("11.11.2024", "2024-11-11"),
        ] {
            assert_eq!(read(text).unwrap().value, Value::text(moment), "{text}");
        }
        assert_eq!(read("-").unwrap().value, Value::Empty);
        assert_eq!(read("11.11.2024 25:10").unwrap_err().code, "IMP-240");
        assert_eq!(read("31.02.2024 10:00").unwrap_err().code, "IMP-203");
    }
}
