//! The two times of every read: what was in force, and what the office knew.

use jiff::{
    Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The day from which an entry counts when its source names none: 1 January 1904.
///
/// The Co-operative Credit Societies Act (Act X of 1904) is the first Act under which a society could be
/// registered in India, so no society is older. A convention of this program, shown as "date not known".
pub const EARLIEST: Date = date(1904, 1, 1);

/// An instant of recording, UTC, to the microsecond; it sorts as text in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(Timestamp);

impl Instant {
    /// The instant, cut to whole microseconds.
    pub fn new(timestamp: Timestamp) -> Self {
        let micros = timestamp.as_microsecond();
        Self(Timestamp::from_microsecond(micros).unwrap_or(timestamp))
    }
    /// The last microsecond of a day in Asia/Kolkata: what a bare date means as `--known-on`.
    pub fn end_of_day(day: Date) -> Option<Self> {
        let kolkata = TimeZone::get("Asia/Kolkata").ok()?;
        let next = day.tomorrow().ok()?.to_zoned(kolkata).ok()?.timestamp();
        Timestamp::from_microsecond(next.as_microsecond() - 1).ok().map(Self)
    }
    /// Fixed width `2026-11-23T18:30:00.000000Z`, so that text order is time order.
    pub fn to_text(self) -> String {
        format!("{:.6}", self.0)
    }
    /// Reads what [`Instant::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::new)
    }
    /// The underlying timestamp.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
    /// The calendar day of this instant in Asia/Kolkata.
    pub fn day_in_india(self) -> Date {
        match TimeZone::get("Asia/Kolkata") {
            Ok(zone) => self.0.to_zoned(zone).date(),
            Err(_) => self.0.to_zoned(TimeZone::fixed(jiff::tz::offset(5))).date(),
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

/// What a read asks: facts in force on `as_of`, as far as the office had recorded them by `known_on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// In force on this day (the day itself counts).
    pub as_of: Date,
    /// Recorded by this instant; `None` means all that is recorded.
    pub known_on: Option<Instant>,
}

impl Moment {
    /// Everything recorded, as in force on `as_of`.
    pub fn on(as_of: Date) -> Self {
        Self { as_of, known_on: None }
    }
    /// Was this recorded by then?
    pub fn knows(self, recorded_at: Instant) -> bool {
        self.known_on.is_none_or(|known_on| recorded_at <= known_on)
    }
}

/// The explicit times of one command, given by `cli`: nothing below it asks the clock.
#[derive(Clone, Copy, Debug)]
pub struct TimeOfOffice {
    /// The instant a writing command records.
    pub now: Instant,
    /// The day the command counts as today (`--as-of`, else the day of `now` in Asia/Kolkata).
    pub as_of: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_date_means_the_end_of_that_day_in_india() {
        let end = Instant::end_of_day(date(2026, 3, 31)).unwrap();
        assert_eq!(end.to_text(), "2026-03-31T18:29:59.999999Z");
        assert_eq!(end.day_in_india(), date(2026, 3, 31));
        assert_eq!(Instant::from_text(&end.to_text()), Some(end));
    }
}
