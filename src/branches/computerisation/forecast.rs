//! When a place will be done if it goes on as in the last days: a straight line, and nothing cleverer.
//!
//! Pace is what was reached within a window of days before today, divided by the window. What remains, at that pace, ends
//! on a day; without any pace there is no day. It assumes that the coming days are like the window's.

use crate::model::Date;
use jiff::Span;

/// How a place came along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Units to be reached in all.
    pub target: u64,
    /// Units reached by today.
    pub achieved: u64,
    /// Of these within the window.
    pub in_window: u64,
    /// Days of the window, at least 1.
    pub window: u64,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Units that remain.
    pub remaining: u64,
    /// The day they will be reached: today where none remain, none where there is no pace.
    pub done_on: Option<Date>,
    /// Thousandths of a unit in 30 days, as in the window.
    pub pace: u64,
}

/// What a day asked for needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Days left; 0 when the day has come or is past.
    pub days_left: u64,
    /// Thousandths of a unit in 30 days that would meet it; none when no day is left.
    pub pace: Option<u64>,
    /// Will it be met at the pace there is?
    pub met: bool,
    /// How many times faster it must go, in hundredths; none where it is met, where there is no pace, or no day is left.
    pub faster: Option<u64>,
}

/// The straight line.
pub fn forecast(pace: Pace, today: Date) -> Outlook {
    let remaining = pace.target.saturating_sub(pace.achieved);
    let window = pace.window.max(1);
    let done_on = match (remaining, pace.in_window) {
        (0, _) => Some(today),
        (_, 0) => None,
        (_, in_window) => i64::try_from((remaining * window).div_ceil(in_window))
            .ok()
            .and_then(|days| Span::new().try_days(days).ok())
            .and_then(|days| today.checked_add(days).ok()),
    };
    Outlook { remaining, done_on, pace: pace.in_window * 30_000 / window }
}

/// What it takes to be done by a day.
pub fn need(pace: Pace, today: Date, by: Date) -> Need {
    let outlook = forecast(pace, today);
    let days_left = u64::try_from((by - today).get_days()).unwrap_or(0);
    let met = outlook.done_on.is_some_and(|day| day <= by) || outlook.remaining == 0;
    // Rounded up: a hair too slow is too slow.
    let wanted = (days_left > 0).then(|| (outlook.remaining * 30_000).div_ceil(days_left.max(1)));
    let faster = match (met, days_left, pace.in_window) {
        (true, ..) | (_, 0, _) | (.., 0) => None,
        (false, days, in_window) => Some((outlook.remaining * pace.window.max(1) * 100).div_ceil(in_window * days)),
    };
    Need { days_left, pace: wanted, met, faster }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2025, 11, 1);

    #[test]
    fn ten_in_thirty_days_leave_twenty_for_sixty_days_and_nothing_done_is_no_day() {
        let pace = Pace { target: 100, achieved: 80, in_window: 10, window: 30 };
        let outlook = forecast(pace, TODAY);
        assert_eq!((outlook.remaining, outlook.done_on, outlook.pace), (20, Some(date(2025, 12, 31)), 10_000));
        assert_eq!(
            need(pace, TODAY, date(2025, 12, 31)),
            Need { days_left: 60, pace: Some(10_000), met: true, faster: None }
        );
        let sooner = need(pace, TODAY, date(2025, 12, 1));
        assert_eq!((sooner.days_left, sooner.pace, sooner.met, sooner.faster), (30, Some(20_000), false, Some(200)));
        let idle = Pace { in_window: 0, ..pace };
        assert_eq!(forecast(idle, TODAY).done_on, None);
        assert_eq!(need(idle, TODAY, date(2025, 12, 31)).faster, None);
    }

    #[test]
    fn what_is_done_is_done_today_and_a_day_past_leaves_no_pace_to_ask_for() {
        let done = Pace { target: 5, achieved: 7, in_window: 0, window: 90 };
        assert_eq!(forecast(done, TODAY), Outlook { remaining: 0, done_on: Some(TODAY), pace: 0 });
        assert!(need(done, TODAY, date(2025, 10, 1)).met);
        let late = Pace { achieved: 1, in_window: 1, ..done };
        let need = need(late, TODAY, date(2025, 10, 1));
        assert_eq!((need.days_left, need.pace, need.met), (0, None, false));
    }
}
