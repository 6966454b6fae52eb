//! On which days the office is open.

use crate::model::Date;
use jiff::civil::Weekday;
use std::collections::BTreeSet;

/// Days of the week and holidays on which the office is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    weekly: BTreeSet<i8>,
    holidays: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar; a week in which every day is closed would never end and counts as one that is always open.
    pub fn new(weekly: impl IntoIterator<Item = Weekday>, holidays: impl IntoIterator<Item = Date>) -> Self {
        let mut weekly: BTreeSet<i8> = weekly.into_iter().map(Weekday::to_monday_one_offset).collect();
        if weekly.len() == 7 {
            weekly.clear();
        }
        Self { weekly, holidays: holidays.into_iter().collect() }
    }
    /// Is the office open?
    pub fn is_open(&self, day: Date) -> bool {
        !self.weekly.contains(&day.weekday().to_monday_one_offset()) && !self.holidays.contains(&day)
    }
    /// The day itself, or the next on which the office is open; the last day there is where there is none.
    pub fn next_open(&self, day: Date) -> Date {
        let mut day = day;
        while !self.is_open(day) {
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return day,
            }
        }
        day
    }
}

/// A day of the week by its English name.
pub fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_day_leads_to_the_next_open_one_over_a_weekend_and_a_holiday() {
        let republic = Date::constant(2026, 1, 26);
        let calendar = Calendar::new([Weekday::Saturday, Weekday::Sunday], [republic]);
        // 24 January 2026 is a Saturday, the 26th a Monday.
        assert_eq!(calendar.next_open(Date::constant(2026, 1, 24)), Date::constant(2026, 1, 27));
        assert_eq!(calendar.next_open(Date::constant(2026, 1, 23)), Date::constant(2026, 1, 23));
        assert!(
            Calendar::new(["monday", "Sunday"].map(|name| weekday(name).unwrap()), [])
                .is_open(republic.tomorrow().unwrap())
        );
        assert_eq!(weekday("someday"), None);
    }
}
