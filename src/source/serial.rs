//! Day numbers of spreadsheets and the calendar.

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time, date},
};

/// Which day a workbook counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateSystem {
    /// 1 is 1 January 1900; a 29 February 1900 that never was is counted as 60.
    #[default]
    From1900,
    /// 0 is 1 January 1904 (old Macintosh workbooks).
    From1904,
}

impl DateSystem {
    /// Days between the first days of the two systems: what a number of 1904 lacks of that of 1900.
    pub const BETWEEN: f64 = 1_462.0;

    /// The moment a serial number stands for, to the second.
    ///
    /// `None` for numbers outside the calendar of spreadsheets, for a time of day without a date (0 to 1 in the
    /// 1900 system) and for the day 60 that never was.
    pub fn moment(self, serial: f64) -> Option<DateTime> {
        if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
            return None;
        }
        let seconds = (serial * 86_400.0).round();
        // In range: below 2^38.
        #[allow(clippy::cast_possible_truncation)]
        let (days, second) = ((seconds / 86_400.0).floor() as i64, (seconds % 86_400.0) as i64);
        let first = match self {
            Self::From1904 => date(1904, 1, 1),
            Self::From1900 if days == 0 || days == 60 => return None,
            Self::From1900 if days < 60 => date(1899, 12, 31),
            Self::From1900 => date(1899, 12, 30),
        };
        let day = first.checked_add(days.days()).ok()?;
        Some(DateTime::from_parts(day, time_of(second)?))
    }

    /// The serial number of a moment; the inverse of [`DateSystem::moment`].
    pub fn serial(self, moment: DateTime) -> f64 {
        let first = match self {
            Self::From1904 => date(1904, 1, 1),
            Self::From1900 if moment.date() < date(1900, 3, 1) => date(1899, 12, 31),
            Self::From1900 => date(1899, 12, 30),
        };
        let days = moment.date().since(first).map_or(0, |span| span.get_days());
        let time = moment.time();
        let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
        f64::from(days) + f64::from(seconds) / 86_400.0
    }
}

/// The time of day of a serial number, to the second.
pub(crate) fn time_of_day(serial: f64) -> Option<Time> {
    if !serial.is_finite() || serial.abs() > 1e9 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)]
    time_of((serial.rem_euclid(1.0) * 86_400.0).round() as i64 % 86_400)
}

fn time_of(second: i64) -> Option<Time> {
    let part = |n: i64| i8::try_from(n).ok();
    Time::new(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?, 0).ok()
}

/// `2024-03-31`, `2024-03-31T10:15:00`, with a fraction or a `Z` that is dropped.
pub(crate) fn iso_moment(text: &str) -> Option<DateTime> {
    let text = text.trim().trim_end_matches('Z');
    match text.split_once(['T', ' ']) {
        Some((day, time)) => {
            let time = time.split_once('.').map_or(time, |(whole, _)| whole);
            Some(DateTime::from_parts(day.parse::<Date>().ok()?, time.parse::<Time>().ok()?))
        }
        None => Some(DateTime::from_parts(text.parse::<Date>().ok()?, Time::midnight())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_count_from_1900_with_its_false_leap_day_or_from_1904() {
        let day = |system: DateSystem, serial| system.moment(serial).map(|m| m.date());
        assert_eq!(day(DateSystem::From1900, 1.0), Some(date(1900, 1, 1)));
        assert_eq!(day(DateSystem::From1900, 59.0), Some(date(1900, 2, 28)));
        assert_eq!(day(DateSystem::From1900, 60.0), None);
        assert_eq!(day(DateSystem::From1900, 61.0), Some(date(1900, 3, 1)));
        assert_eq!(day(DateSystem::From1900, 45_382.0), Some(date(2024, 3, 31)));
        assert_eq!(day(DateSystem::From1904, 43_920.0), Some(date(2024, 3, 31)));
        assert_eq!(day(DateSystem::From1900, 2_958_465.0), Some(date(9999, 12, 31)));
        for outside in [-1.0, 2_958_466.0, f64::NAN, f64::INFINITY, 0.5] {
            assert_eq!(day(DateSystem::From1900, outside), None, "{outside}");
        }
    }

    #[test]
    fn a_serial_keeps_its_time_and_reads_back() {
        let moment = DateSystem::From1900.moment(45_382.75).unwrap();
        assert_eq!(moment.to_string(), "2024-03-31T18:00:00");
        assert_eq!(DateSystem::From1900.serial(moment), 45_382.75);
        assert_eq!(iso_moment("2024-03-31T18:00:00.000Z"), Some(moment));
        assert_eq!(iso_moment("2024-02-30"), None);
        assert_eq!(time_of_day(0.5).unwrap().hour(), 12);
    }
}
