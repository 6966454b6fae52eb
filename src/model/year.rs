//! The co-operative year.

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A co-operative year, 1 April to 31 March (Bihar Act 1935 s.2(bb), seen in text).
///
/// Written `2024-25`. The old Bihar Rules ran July to June; a register migrated from that time keeps
/// its own closing dates as facts, never as a year of this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CooperativeYear(i16);

/// A year that does not read as `2024-25`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearError(pub String);

impl fmt::Display for YearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not a co-operative year; write it as 2024-25", self.0)
    }
}
impl std::error::Error for YearError {}

impl CooperativeYear {
    /// The year that begins on 1 April of `year`; `None` outside 1900 to 2099.
    pub fn starting(year: i16) -> Option<Self> {
        (1900..2100).contains(&year).then_some(Self(year))
    }
    /// The year a date falls in.
    pub fn containing(day: Date) -> Option<Self> {
        Self::starting(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }
    /// 1 April.
    pub fn start(self) -> Date {
        date(self.0, 4, 1)
    }
    /// 31 March of the following calendar year.
    pub fn end(self) -> Date {
        date(self.0 + 1, 3, 31)
    }
    /// The year before.
    pub fn previous(self) -> Option<Self> {
        Self::starting(self.0 - 1)
    }
}

impl fmt::Display for CooperativeYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.0, (self.0 + 1) % 100))
    }
}

impl FromStr for CooperativeYear {
    type Err = YearError;
    /// Reads `2024-25` and `2024-2025`; the two halves must follow each other.
    fn from_str(text: &str) -> Result<Self, YearError> {
        let refused = || YearError(text.to_owned());
        let (first, second) = text.trim().split_once('-').ok_or_else(refused)?;
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if first.len() != 4 || !all_digits(first) || !all_digits(second) {
            return Err(refused());
        }
        let year: i16 = first.parse().map_err(|_| refused())?;
        let next = match second.len() {
            2 => format!("{:02}", (year + 1) % 100),
            4 => (year + 1).to_string(),
            _ => return Err(refused()),
        };
        if next != second {
            return Err(refused());
        }
        Self::starting(year).ok_or_else(refused)
    }
}

impl Serialize for CooperativeYear {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for CooperativeYear {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_reads_back_as_written_and_its_halves_must_follow() {
        let year: CooperativeYear = "2024-25".parse().unwrap();
        assert_eq!(year.to_string(), "2024-25");
        assert_eq!(year, "2024-2025".parse().unwrap());
        assert_eq!((year.start(), year.end()), (date(2024, 4, 1), date(2025, 3, 31)));
        assert_eq!("1999-00".parse::<CooperativeYear>().unwrap().end(), date(2000, 3, 31));
        for wrong in ["2024", "2024-26", "24-25", "2024-2", "२०२४-२५", "2024-+5"] {
            assert!(wrong.parse::<CooperativeYear>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_last_of_march_belongs_to_the_year_before() {
        assert_eq!(CooperativeYear::containing(date(2025, 3, 31)), CooperativeYear::starting(2024));
        assert_eq!(CooperativeYear::containing(date(2025, 4, 1)), CooperativeYear::starting(2025));
    }
}
