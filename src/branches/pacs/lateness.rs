//! By which hour a day is to be opened and closed, and what is late by it.

use super::days::Reported;
use crate::{
    branches::cases::{InForce, Law},
    catalogue::TimeUnit,
    model::{Date, Label},
};

/// Clock of the hour by which a PACS is opened, in `catalogue/clocks.csv`.
const OPENING: &str = "IN-PAC-01";
/// Clock of the hour by which it is closed.
const CLOSING: &str = "IN-PAC-02";

/// The hours of the office, in minutes from midnight; `None` where it has set none.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// To be opened by.
    pub opening: Option<u32>,
    /// To be closed by.
    pub closing: Option<u32>,
    /// What each rests on, in words.
    pub rests_on: Vec<Label>,
}

impl Hours {
    /// The hours in force under the law of the office, read for the day that is looked at.
    pub fn of(law: &Law) -> Self {
        let mut hours = Self::default();
        let mut set = |id: &str, en: &str, hi: &str| {
            let InForce { limit, rests_on } = law.in_force(law.clocks.get(id)?);
            let minutes = limit.filter(|limit| limit.unit == TimeUnit::TimeOfDay).map(|limit| limit.number)?;
            let written = TimeUnit::TimeOfDay.written(minutes);
            hours.rests_on.push(Label {
                en: format!("{en} {written} ({})", rests_on.en),
                hi: format!("{hi} {written} तक ({})", rests_on.hi),
            });
            Some(minutes)
        };
        let (opening, closing) =
            (set(OPENING, "to be opened by", "खुलने का समय"), set(CLOSING, "to be closed by", "समाप्ति का समय"));
        Self { opening, closing, ..hours }
    }
    /// Is neither set?
    pub fn is_empty(&self) -> bool {
        self.opening.is_none() && self.closing.is_none()
    }
}

/// In which way a PACS is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Late {
    /// No opening and no closing was reported.
    NotOpened,
    /// Opened after the hour.
    OpenedLate,
    /// Opened, and not closed.
    NotClosed,
    /// Closed after the hour, or on a later day.
    ClosedLate,
}

impl Late {
    /// Code for machines.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotOpened => "not_opened",
            Self::OpenedLate => "opened_late",
            Self::NotClosed => "not_closed",
            Self::ClosedLate => "closed_late",
        }
    }
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotOpened, Self::OpenedLate, Self::NotClosed, Self::ClosedLate];
}

/// Minutes from midnight of `day` to a moment as the register has it; `None` where it names no time of that day.
pub fn clock_of(moment: &str, day: Date) -> Option<u32> {
    let (on, time) = moment.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    let (on, hour, minute): (Date, u32, u32) = (on.parse().ok()?, hour.parse().ok()?, minute.parse().ok()?);
    let days = u32::try_from((on - day).get_days()).ok()?;
    Some(days * 1440 + hour * 60 + minute)
}

impl Reported {
    /// In which ways it is late on a day by the hours; an hour that is not set makes nothing late. What was not opened or not closed is so
    /// whatever the hour.
    pub fn late(&self, hours: &Hours, day: Date) -> Vec<Late> {
        let after = |moment: &Option<String>, hour: Option<u32>| {
            let (Some(moment), Some(hour)) = (moment, hour) else { return false };
            // Without a time of day only a later day is late for certain.
            match clock_of(moment, day) {
                Some(minutes) => minutes > hour,
                None => moment.get(..10).and_then(|on| on.parse::<Date>().ok()).is_some_and(|on| on > day),
            }
        };
        let mut late = Vec::new();
        if !self.is_opened() {
            late.push(Late::NotOpened);
            return late;
        }
        if after(&self.opened_at, hours.opening) {
            late.push(Late::OpenedLate);
        }
        if !self.is_closed() {
            late.push(Late::NotClosed);
        } else if after(&self.closed_at, hours.closing) {
            late.push(Late::ClosedLate);
        }
        late
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2026, 11, 2);

    #[test]
    fn a_minute_past_the_hour_is_late_and_so_is_the_next_day() {
        let hours = Hours { opening: Some(630), closing: Some(1080), rests_on: Vec::new() };
        let stood = |opened: &str, closed: &str| {
            let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            Reported { opened_at: said(opened), closed_at: said(closed), ..Reported::default() }.late(&hours, DAY)
        };
        assert_eq!(stood("2026-11-02 10:30", "2026-11-02 18:00"), []);
        assert_eq!(stood("2026-11-02 10:31", "2026-11-02 18:01"), [Late::OpenedLate, Late::ClosedLate]);
        assert_eq!(stood("2026-11-02 10:00", "2026-11-03 00:05"), [Late::ClosedLate]);
        assert_eq!(stood("2026-11-02 10:00", ""), [Late::NotClosed]);
        assert_eq!(stood("", ""), [Late::NotOpened]);
        assert_eq!(stood("2026-11-02", "2026-11-02"), [], "no time told, none is late");
        let unset = Hours::default();
        let late = Reported { opened_at: Some("2026-11-02 23:00".into()), ..Reported::default() }.late(&unset, DAY);
        assert_eq!(late, [Late::NotClosed], "no hour set, none is late by it");
    }
}
