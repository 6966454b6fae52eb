//! Which days of service are verified, and which are not.

use super::{book::Book, rules::Rules};
use crate::model::{CooperativeYear, Date};

/// First and last day.
pub type Span = (Date, Date);

/// The end of the last year that is over on a day: a year of verification ends on 31 March.
pub fn last_year_end(on: Date) -> Option<Date> {
    let year = CooperativeYear::containing(on)?;
    if year.end() == on { Some(on) } else { year.previous().map(CooperativeYear::end) }
}

/// Days of service no verification covers, up to a day: from the appointment to the end of service at most.
pub fn unverified(rules: &Rules, book: &Book, up_to: Date) -> Vec<Span> {
    let Some(mut open) = book.began_on(rules) else { return Vec::new() };
    let last = book.ended_on(rules).map_or(up_to, |ended| ended.min(up_to));
    let mut spans: Vec<Span> = book
        .events("verification")
        .filter_map(|entry| Some((entry.from?, entry.to?)))
        .filter(|(a, b)| a <= b)
        .collect();
    spans.sort();
    let mut gaps = Vec::new();
    for (from, to) in spans {
        if from > open
            && let Ok(before) = from.yesterday()
            && open <= last
        {
            gaps.push((open, before.min(last)));
        }
        match to.tomorrow() {
            Ok(next) => open = open.max(next),
            Err(_) => return gaps,
        }
    }
    if open <= last {
        gaps.push((open, last));
    }
    gaps
}
