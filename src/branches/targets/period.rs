//! A month or a co-operative year, as targets are set for.

use crate::model::{CooperativeYear, Date};
use jiff::ToSpan;
use std::{fmt, str::FromStr};

/// The time a target is of, whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// The month a day lies in.
    pub fn month(day: Date) -> Self {
        Self { from: day.first_of_month(), to: day.last_of_month() }
    }
    /// A co-operative year.
    pub fn year(year: CooperativeYear) -> Self {
        Self { from: year.start(), to: year.end() }
    }
    /// The same a year before; `None` before the calendar begins.
    pub fn year_before(self) -> Option<Self> {
        let from = self.from.checked_sub(1.year()).ok()?;
        // The last day of the month it ends in: February may be longer.
        let to = self.to.first_of_month().checked_sub(1.year()).ok()?.last_of_month();
        Some(Self { from, to })
    }
    /// Is a day within?
    pub fn holds(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// `2025-12`, `2025-26`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match CooperativeYear::containing(self.from) {
            Some(year) if Self::year(year) == *self => year.fmt(f),
            _ => f.pad(&self.from.strftime("%Y-%m").to_string()),
        }
    }
}

/// A month, as `2025-12`: never a year.
impl FromStr for Period {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (year, month) =
                text.trim().split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2))?;
            Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
        };
        read().map(Self::month).ok_or_else(|| format!("'{text}' is no month, as 2025-12"))
    }
}

/// The months from one to another, both with it; none where the second lies before the first.
pub fn months(first: Period, last: Period) -> Vec<Period> {
    let mut all = Vec::new();
    let mut next = Some(first.from);
    while let Some(month) = next.filter(|month| *month <= last.from) {
        all.push(Period::month(month));
        next = month.checked_add(1.month()).ok();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_are_read_written_and_set_a_year_back() {
        let month: Period = "2024-02".parse().unwrap();
        assert_eq!((month.to, month.to_string().as_str()), (Date::constant(2024, 2, 29), "2024-02"));
        let before = month.year_before().unwrap();
        assert_eq!((before.to_string().as_str(), before.to), ("2023-02", Date::constant(2023, 2, 28)));
        let leap: Period = "2025-02".parse().unwrap();
        assert_eq!(leap.year_before(), Some(month));
        let year = Period::year("2025-26".parse().unwrap());
        assert_eq!(year.to_string(), "2025-26");
        assert_eq!(year.year_before().unwrap().to_string(), "2024-25");
        assert!("2025-26".parse::<Period>().is_err() && "2025".parse::<Period>().is_err());
        let all: Vec<String> =
            months("2025-12".parse().unwrap(), "2026-02".parse().unwrap()).iter().map(Period::to_string).collect();
        assert_eq!(all, ["2025-12", "2026-01", "2026-02"]);
        assert!(months(year, month).is_empty());
    }
}
