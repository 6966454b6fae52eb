//! What the dates of one column look like: it decides what single cells leave open.

use super::{
    DateWords,
    dates::{Parts, parts},
    plain_digits,
};
use crate::model::EARLIEST;

/// Evidence of one column, gathered over the whole of it before any cell is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateColumn {
    /// First part above 12: the day stands first.
    pub day_first: u64,
    /// Second part above 12: the month stands first.
    pub month_first: u64,
    /// Both could be either.
    pub open: u64,
    /// Two-digit years.
    pub short_years: u64,
    /// Years of four digits, and two-digit ones that can only be of the last century, by decade from 1900.
    decades: [u32; 21],
    /// The words its dates may be written with.
    words: DateWords,
}

/// Two digits from here on are of the last century: no term of office reaches so far.
const LAST_CENTURY: i16 = 40;
/// Dates of a time that a column must show before they overrule the rule of the latest century.
const ENOUGH: u32 = 3;

/// The century of a two-digit year.
pub(super) struct Century {
    /// The year in full.
    pub(super) year: i16,
    /// Where it could be another: that year, dates of the column near the year taken, and near the other.
    pub(super) open: Option<(i16, u32, u32)>,
}

impl DateColumn {
    /// A column of which nothing was seen yet.
    pub fn new(words: &DateWords) -> Self {
        Self { day_first: 0, month_first: 0, open: 0, short_years: 0, decades: [0; 21], words: words.clone() }
    }
    pub(super) fn words(&self) -> &DateWords {
        &self.words
    }
    /// Takes the evidence of one text.
    pub fn see(&mut self, text: &str) {
        let (plain, _) = plain_digits(text);
        match parts(&plain, &self.words) {
            Some((Parts::Numbers { first, second, year, short }, _)) => {
                self.see_written_year(year, short);
                match (first > 12, second > 12) {
                    (true, false) => self.day_first += 1,
                    (false, true) => self.month_first += 1,
                    _ if first == second => {}
                    _ => self.open += 1,
                }
            }
            Some((Parts::Named { year, short, .. }, _)) => self.see_written_year(year, short),
            Some((Parts::YearFirst(year, ..), _)) => self.see_year(year),
            _ => {}
        }
    }
    /// Takes the year of a date the file itself stores as one.
    pub fn see_year(&mut self, year: i16) {
        if let Some(count) = decade(year).and_then(|decade| self.decades.get_mut(decade)) {
            *count += 1;
        }
    }
    fn see_written_year(&mut self, year: i16, short: bool) {
        match short {
            false => self.see_year(year),
            true => {
                self.short_years += 1;
                if year >= LAST_CENTURY {
                    self.see_year(1900 + year);
                }
            }
        }
    }
    /// Does the month stand first? Only when the column shows it and never the opposite more often: India writes the day first.
    pub fn month_first(&self) -> bool {
        self.month_first > self.day_first
    }
    /// The decision in words, when there was something to decide.
    pub fn decision(&self) -> Option<String> {
        (self.open > 0).then(|| {
            format!(
                "{} (day first certain {}, month first certain {}, open {})",
                if self.month_first() { "month first" } else { "day first" },
                self.day_first,
                self.month_first,
                self.open
            )
        })
    }
    /// The century of a two-digit year: the latest that does not bring it beyond `pivot`, unless the column's other dates lie
    /// near the one before and none near that.
    pub(super) fn century(&self, year: i16, pivot: i16) -> Century {
        let century = pivot - pivot % 100;
        let latest = if century + year <= pivot { century + year } else { century - 100 + year };
        let before = latest - 100;
        if before < EARLIEST.year() {
            return Century { year: latest, open: None };
        }
        let (near, far) = (self.near(latest), self.near(before));
        match (near, far) {
            (0, ENOUGH..) => Century { year: before, open: Some((latest, far, near)) },
            (_, 1..) => Century { year: latest, open: Some((before, near, far)) },
            _ => Century { year: latest, open: None },
        }
    }
    /// Dates of the column in the decade of a year and the ones beside it.
    fn near(&self, year: i16) -> u32 {
        let Some(decade) = decade(year) else { return 0 };
        self.decades[decade.saturating_sub(1)..(decade + 2).min(self.decades.len())].iter().sum()
    }
}

fn decade(year: i16) -> Option<usize> {
    usize::try_from((year - 1900).div_euclid(10)).ok().filter(|decade| *decade < 21)
}
