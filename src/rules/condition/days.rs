//! Dates as days since 1 January 1970, and months added with the day cut to the month's end.

use crate::model::Date;

/// Days since 1 January 1970.
pub(crate) fn from_date(day: Date) -> i64 {
    let (year, month, day) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    from_parts(year, month, day)
}

/// The date of a day number; nothing beyond the calendar.
pub(crate) fn to_date(days: i64) -> Option<Date> {
    let (year, month, day) = parts(days);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day some months on (or back): 31 March and 6 months give 30 September.
pub(crate) fn add_months(days: i64, months: i64) -> i64 {
    let (year, month, day) = parts(days);
    let count = year * 12 + (month - 1) + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    from_parts(year, month, day.min(month_length(year, month)))
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

// Years are counted from March, so that the leap day is the last of its year; 400 years have 146,097 days.
fn from_parts(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn parts(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};

    #[test]
    fn days_and_months_agree_with_the_calendar() {
        let mut day = date(1899, 12, 30);
        while day < date(2101, 1, 1) {
            assert_eq!(to_date(from_date(day)), Some(day));
            for months in [-25, -12, -1, 0, 1, 6, 11, 60] {
                let expected = day.checked_add(months.months()).unwrap();
                assert_eq!(to_date(add_months(from_date(day), months)), Some(expected), "{day} + {months}");
            }
            day = day.checked_add(17.days()).unwrap();
        }
        assert_eq!(from_date(date(1970, 1, 1)), 0);
    }

    #[test]
    fn six_months_after_the_year_end_is_the_last_of_september() {
        assert_eq!(to_date(add_months(from_date(date(2025, 3, 31)), 6)), Some(date(2025, 9, 30)));
    }
}
