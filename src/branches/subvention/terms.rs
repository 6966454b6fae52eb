//! By what a claim is computed: scheme, day, and what the circulars leave to the office.

use super::{Purpose, Rates, Scheme};
use crate::{
    clocks::Calendar,
    model::{CooperativeYear, Date},
};
use jiff::ToSpan as _;
use std::{collections::BTreeMap, fmt};

/// By what a claim is computed.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The scheme.
    pub scheme: Scheme,
    /// Day whose orders hold.
    pub as_of: Date,
    /// Last day that is counted; what happened later is not known yet.
    pub upto: Date,
    /// Days of a year: 365 also in a leap year unless the lender's rule says otherwise.
    basis: i64,
    /// Does the part of a drawal that was repaid in time earn the incentive, though the rest came late?
    pub share: bool,
    /// Is each line of a claim rounded to the rupee?
    pub rupees: bool,
    /// Does the due date of an order hold against the one of the list?
    pub due_by_order: bool,
    /// Where a due date on a closed day means the next open one: the office's calendar.
    pub calendar: Option<Calendar>,
    rates: BTreeMap<CooperativeYear, Rates>,
}

/// Days of a year that no lender counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoBasis(pub i64);

impl fmt::Display for NoBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} days of a year; 360, 365 or 366 was expected", self.0)
    }
}
impl std::error::Error for NoBasis {}

impl Terms {
    /// The terms the circulars speak of, and the conventions where they are silent: 365 days, the incentive for whole drawals
    /// only, amounts in paise, due dates of orders before those of lists.
    pub fn new(scheme: Scheme, as_of: Date, upto: Date) -> Self {
        let years = (1990..2100).filter_map(CooperativeYear::starting);
        let rates = years.filter_map(|fy| Some((fy, scheme.rates(fy).ok()?))).collect();
        Self { scheme, as_of, upto, basis: 365, share: false, rupees: false, due_by_order: true, calendar: None, rates }
    }
    /// The same with another number of days of a year: 360, 365 or 366.
    pub fn with_basis(mut self, days: i64) -> Result<Self, NoBasis> {
        if ![360, 365, 366].contains(&days) {
            return Err(NoBasis(days));
        }
        self.basis = days;
        Ok(self)
    }
    /// Days of a year.
    pub fn basis(&self) -> i64 {
        self.basis
    }
    /// What holds for loans drawn on a day; nothing where the year lacks figures.
    pub fn rates(&self, drawn_on: Date) -> Option<&Rates> {
        self.rates.get(&CooperativeYear::containing(drawn_on)?)
    }
    /// The due date of a drawal: by order or as listed, on an open day where that is wanted. Beside it the listed one, where an
    /// order stands against it.
    pub fn due(&self, purpose: Purpose, drawn_on: Date, listed: Option<Date>) -> (Option<Date>, Option<Date>) {
        let ordered = || {
            let fy = CooperativeYear::containing(drawn_on)?;
            self.scheme.due(purpose, fy, self.as_of).map(|order| order.on)
        };
        let ordered = ordered();
        let held = if self.due_by_order { ordered.or(listed) } else { listed.or(ordered) };
        let against = listed.filter(|listed| self.due_by_order && ordered.is_some_and(|ordered| ordered != *listed));
        let open = |day| self.calendar.as_ref().map_or(day, |calendar| calendar.next_open(day));
        (held.map(open), against)
    }
}

/// The day so many months after another; the month's last day where there is none of that number.
pub(super) fn months_after(day: Date, months: i64) -> Date {
    day.checked_add(months.months()).unwrap_or(Date::MAX)
}

/// Days from one day to another, the last not counted.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    // Dates lie within ten thousand years.
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
