//! The course of one clock.

use super::Calendar;
use crate::{catalogue::TimeUnit, model::Date};
use jiff::Span;

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many.
    pub number: u32,
    /// Of these.
    pub unit: TimeUnit,
    /// A due date on a closed day moves to the next open one.
    pub next_working_day: bool,
}

/// A time in which the clock stands still: the days after `from`, up to and with `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// Its first day, which still counts.
    pub from: Date,
    /// The day on which the clock went on, which counts as the first day of a limit does: not. `None`: it stands still.
    pub to: Option<Date>,
}

/// What happened to a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The day of its event; not counted.
    pub begun: Date,
    /// Times it stood still, in order, none over another.
    pub stops: Vec<Stop>,
    /// An order lets it run to this day at least.
    pub extended_to: Option<Date>,
    /// The day of the event that ends it.
    pub ended: Option<Date>,
}

impl Course {
    /// A clock that has just begun.
    pub fn from(begun: Date) -> Self {
        Self { begun, stops: Vec::new(), extended_to: None, ended: None }
    }
}

/// How a clock stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No limit was sourced, and none was entered by the office.
    NoLimit,
    /// It runs, to this day.
    Running(Date),
    /// It stands still since a day, with so many days left: open ones where the limit counts those.
    Stopped(Date, u32),
    /// It ended in time: on, due.
    Met(Date, Date),
    /// It ended late: on, due.
    Late(Date, Date),
    /// It was due on a day that has passed, and has not ended.
    Expired(Date),
}

/// What counting came to.
enum Counted {
    Due(Date),
    Still(Date, u32),
}

/// The day a clock is due; `None` while it stands still, and beyond the end of the calendar.
pub fn due(limit: &Limit, course: &Course, calendar: &Calendar) -> Option<Date> {
    match counted(limit, course, calendar)? {
        Counted::Due(day) => Some(day),
        Counted::Still(..) => None,
    }
}

/// How a clock stands at the end of a day.
pub fn standing(limit: Option<&Limit>, course: &Course, calendar: &Calendar, today: Date) -> Standing {
    match limit.and_then(|limit| counted(limit, course, calendar)) {
        None => Standing::NoLimit,
        Some(Counted::Still(since, left)) => match course.ended {
            // What ends while the clock stands still ends in time.
            Some(on) => Standing::Met(on, on),
            None => Standing::Stopped(since, left),
        },
        Some(Counted::Due(due)) => match course.ended {
            Some(on) if on <= due => Standing::Met(on, due),
            Some(on) => Standing::Late(on, due),
            None if today <= due => Standing::Running(due),
            None => Standing::Expired(due),
        },
    }
}

fn counted(limit: &Limit, course: &Course, calendar: &Calendar) -> Option<Counted> {
    let counted = match limit.unit {
        TimeUnit::WorkingDays => open_days(limit.number, course, calendar)?,
        TimeUnit::Days => with_stops(course.begun.checked_add(Span::new().days(limit.number)).ok()?, course)?,
        TimeUnit::Months => with_stops(course.begun.checked_add(Span::new().months(limit.number)).ok()?, course)?,
        TimeUnit::TimeOfDay => Counted::Due(course.begun),
        TimeUnit::Years => with_stops(course.begun.checked_add(Span::new().years(limit.number)).ok()?, course)?,
    };
    Some(match counted {
        Counted::Due(day) => {
            let day = course.extended_to.map_or(day, |to| to.max(day));
            Counted::Due(if limit.next_working_day { calendar.next_open(day) } else { day })
        }
        still => still,
    })
}

/// Each stop that begins while the clock runs moves its last day by its own length.
fn with_stops(last: Date, course: &Course) -> Option<Counted> {
    let mut last = last;
    for stop in course.stops.iter().filter(|stop| stop.from >= course.begun) {
        if stop.from > last {
            break;
        }
        match stop.to {
            Some(to) => last = last.checked_add(Span::new().days(days_between(stop.from, to))).ok()?,
            None => return Some(Counted::Still(stop.from, u32::try_from(days_between(stop.from, last)).unwrap_or(0))),
        }
    }
    Some(Counted::Due(last))
}

fn open_days(number: u32, course: &Course, calendar: &Calendar) -> Option<Counted> {
    let (mut day, mut left) = (course.begun, number);
    // A stop that ends on its own day is none; another may begin on that day.
    let lasts = |stop: &&Stop| stop.to.is_none_or(|to| to > stop.from);
    let stop_at = |day: Date| {
        let mut stops = course.stops.iter().filter(lasts);
        stops.find(|stop| stop.from == day && stop.from >= course.begun)
    };
    loop {
        if let Some(stop) = stop_at(day) {
            match stop.to {
                Some(to) => {
                    day = to;
                    // The clock may be stopped anew on the day it went on.
                    continue;
                }
                None => return Some(Counted::Still(stop.from, left)),
            }
        }
        if left == 0 {
            return Some(Counted::Due(day));
        }
        day = day.tomorrow().ok()?;
        left -= u32::from(calendar.is_open(day));
    }
}

/// Days from one day to a later one; none where it is not later.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn limit(number: u32, unit: TimeUnit) -> Limit {
        Limit { number, unit, next_working_day: false }
    }
    fn due_of(limit: &Limit, begun: &str, stops: &[(&str, &str)]) -> Date {
        let stops = stops.iter().map(|(from, to)| Stop { from: day(from), to: Some(day(to)) }).collect();
        due(limit, &Course { stops, ..Course::from(day(begun)) }, &sundays()).unwrap()
    }
    fn sundays() -> Calendar {
        Calendar::new([jiff::civil::Weekday::Sunday], [day("2026-01-26")])
    }

    #[test]
    fn the_day_of_the_event_is_not_counted_and_a_month_is_a_calendar_month() {
        assert_eq!(due_of(&limit(30, TimeUnit::Days), "2026-01-01", &[]), day("2026-01-31"));
        assert_eq!(due_of(&limit(1, TimeUnit::Months), "2026-01-31", &[]), day("2026-02-28"));
        assert_eq!(due_of(&limit(1, TimeUnit::Years), "2024-02-29", &[]), day("2025-02-28"));
        assert_eq!(due_of(&limit(0, TimeUnit::Days), "2026-01-01", &[]), day("2026-01-01"));
    }

    #[test]
    fn while_a_query_is_out_the_clock_stands_still() {
        // Ten days used, then twenty with the applicant: they are added at the end.
        assert_eq!(
            due_of(&limit(30, TimeUnit::Days), "2026-01-01", &[("2026-01-11", "2026-01-31")]),
            day("2026-02-20")
        );
        let still =
            Course { stops: vec![Stop { from: day("2026-01-11"), to: None }], ..Course::from(day("2026-01-01")) };
        let thirty = limit(30, TimeUnit::Days);
        assert_eq!(
            standing(Some(&thirty), &still, &sundays(), day("2027-01-01")),
            Standing::Stopped(day("2026-01-11"), 20)
        );
        // A query after the limit has passed does not bring it back.
        let late =
            Course { stops: vec![Stop { from: day("2026-02-01"), to: None }], ..Course::from(day("2026-01-01")) };
        assert_eq!(standing(Some(&thirty), &late, &sundays(), day("2026-02-02")), Standing::Expired(day("2026-01-31")));
        // On the last day it does, and the day it comes back is the last.
        assert_eq!(due_of(&thirty, "2026-01-01", &[("2026-01-31", "2026-03-10")]), day("2026-03-10"));
    }

    #[test]
    fn working_days_pass_over_closed_days_and_stops() {
        // Thursday 22 January; closed on Sunday the 25th and on Republic Day.
        assert_eq!(due_of(&limit(3, TimeUnit::WorkingDays), "2026-01-22", &[]), day("2026-01-27"));
        // Asked and answered on one day is no stop, and hides none that begins on that day.
        let twice = [("2026-01-23", "2026-01-23"), ("2026-01-23", "2026-01-29")];
        assert_eq!(due_of(&limit(3, TimeUnit::WorkingDays), "2026-01-22", &twice), day("2026-01-31"));
        assert_eq!(
            due_of(&limit(3, TimeUnit::WorkingDays), "2026-01-22", &[("2026-01-23", "2026-01-29")]),
            day("2026-01-31")
        );
    }

    #[test]
    fn a_closed_day_moves_the_due_date_only_where_the_line_says_so() {
        let stays = limit(4, TimeUnit::Days);
        assert_eq!(due_of(&stays, "2026-01-21", &[]), day("2026-01-25"));
        let moves = Limit { next_working_day: true, ..stays };
        assert_eq!(due_of(&moves, "2026-01-21", &[]), day("2026-01-27"));
    }

    #[test]
    fn what_ends_is_in_time_or_late_and_an_order_extends() {
        let (thirty, calendar) = (limit(30, TimeUnit::Days), sundays());
        let ended = |on: &str| Course { ended: Some(day(on)), ..Course::from(day("2026-01-01")) };
        let on = |course: &Course| standing(Some(&thirty), course, &calendar, day("2026-06-01"));
        assert_eq!(on(&ended("2026-01-31")), Standing::Met(day("2026-01-31"), day("2026-01-31")));
        assert_eq!(on(&ended("2026-02-01")), Standing::Late(day("2026-02-01"), day("2026-01-31")));
        let extended = Course { extended_to: Some(day("2026-07-01")), ..Course::from(day("2026-01-01")) };
        assert_eq!(on(&extended), Standing::Running(day("2026-07-01")));
        assert_eq!(standing(None, &extended, &calendar, day("2026-06-01")), Standing::NoLimit);
    }
}
