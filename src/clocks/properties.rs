//! What holds of every clock.

use super::{Calendar, Course, Limit, Standing, Stop, due, standing};
use crate::{catalogue::TimeUnit, model::Date};
use jiff::{Span, civil::Weekday};
use proptest::prelude::*;

fn day(n: u32) -> Date {
    Date::constant(2024, 1, 1).checked_add(Span::new().days(n)).unwrap()
}

fn calendar() -> impl Strategy<Value = Calendar> {
    prop::collection::vec(0u32..900, 0..20)
        .prop_map(|holidays| Calendar::new([Weekday::Saturday, Weekday::Sunday], holidays.into_iter().map(day)))
}

fn limit() -> impl Strategy<Value = Limit> {
    let units = [TimeUnit::Days, TimeUnit::WorkingDays, TimeUnit::Months, TimeUnit::Years];
    (0u32..90, prop::sample::select(units.to_vec()), any::<bool>()).prop_map(|(number, unit, next_working_day)| {
        let number = if unit == TimeUnit::Years { number % 5 } else { number };
        Limit { number, unit, next_working_day }
    })
}

/// Stops in order, none over another.
fn stops() -> impl Strategy<Value = Vec<Stop>> {
    prop::collection::vec((0u32..40, 0u32..40), 0..5).prop_map(|pairs| {
        let mut at = 0;
        let made = pairs.into_iter().map(|(after, long)| {
            let from = at + after;
            at = from + long;
            Stop { from: day(from), to: Some(day(at)) }
        });
        made.collect()
    })
}

/// Counting once more, day by day, from the sentence: a day counts unless it lies in a stop.
fn counted_by_hand(number: u32, open: impl Fn(Date) -> bool, course: &Course) -> Date {
    let still = |day: Date| course.stops.iter().any(|stop| stop.from < day && stop.to.is_some_and(|to| day <= to));
    let (mut day, mut left) = (course.begun, number);
    let mut last = day;
    while left > 0 {
        day = day.tomorrow().unwrap();
        if !still(day) && open(day) {
            left -= 1;
            last = day;
        }
    }
    // A stop that begins on the last day carries it along.
    while let Some(stop) = course.stops.iter().find(|stop| stop.from == last && stop.to.is_some_and(|to| to > last)) {
        last = stop.to.unwrap();
    }
    last
}

proptest! {
    #![proptest_config(crate::random_cases::cases(500))]

    #[test]
    fn a_clock_is_never_due_before_it_begins_and_no_stop_brings_it_forward(
        limit in limit(), stops in stops(), calendar in calendar()
    ) {
        let bare = Course::from(day(0));
        let stopped = Course { stops, ..bare.clone() };
        let (without, with) = (due(&limit, &bare, &calendar).unwrap(), due(&limit, &stopped, &calendar).unwrap());
        prop_assert!(bare.begun <= without && without <= with);
    }

    #[test]
    fn days_counted_by_arithmetic_are_days_counted_one_by_one(
        number in 0u32..90, stops in stops(), calendar in calendar(), working in any::<bool>()
    ) {
        let course = Course { stops, ..Course::from(day(0)) };
        let unit = if working { TimeUnit::WorkingDays } else { TimeUnit::Days };
        let limit = Limit { number, unit, next_working_day: false };
        let by_hand = counted_by_hand(number, |day| !working || calendar.is_open(day), &course);
        prop_assert_eq!(due(&limit, &course, &calendar), Some(by_hand));
    }

    #[test]
    fn a_due_date_that_moves_is_an_open_day_with_none_between(
        limit in limit(), stops in stops(), calendar in calendar()
    ) {
        let course = Course { stops, ..Course::from(day(0)) };
        let stays = due(&Limit { next_working_day: false, ..limit }, &course, &calendar).unwrap();
        let moved = due(&Limit { next_working_day: true, ..limit }, &course, &calendar).unwrap();
        prop_assert!(calendar.is_open(moved));
        let mut between = stays;
        while between < moved {
            prop_assert!(!calendar.is_open(between));
            between = between.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_clock_runs_to_its_due_date_and_is_expired_on_the_next_day(limit in limit(), stops in stops(), calendar in calendar()) {
        let course = Course { stops, ..Course::from(day(0)) };
        let last = due(&limit, &course, &calendar).unwrap();
        prop_assert_eq!(standing(Some(&limit), &course, &calendar, last), Standing::Running(last));
        prop_assert_eq!(standing(Some(&limit), &course, &calendar, last.tomorrow().unwrap()), Standing::Expired(last));
    }
}
