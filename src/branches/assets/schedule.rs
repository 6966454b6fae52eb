//! A co-operative year over all assets: opening, additions, charge, what left, closing. The arithmetic closes line by line.

use super::{
    depreciation::{Held, Lack, worked},
    rates::Rates,
};
use crate::model::{CooperativeYear, Date, Paise};

/// A line of the schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheduled {
    /// Book value when the year began.
    pub opening: Paise,
    /// Value of what came in it.
    pub added: Paise,
    /// Charged in it, to the day.
    pub charged: Paise,
    /// Book value of what left in it.
    pub left: Paise,
    /// Book value on the day.
    pub closing: Paise,
}

/// Sums of the lines that could be worked out, and how many could not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// The sums.
    pub all: Scheduled,
    /// Assets worked out.
    pub assets: usize,
    /// Assets of which a rate, a cost or a day is missing.
    pub lacking: usize,
}

impl Scheduled {
    /// Does it close: opening and additions, less charge and what left, are the closing value?
    pub fn closes(&self) -> bool {
        self.opening.0 + self.added.0 - self.charged.0 - self.left.0 == self.closing.0
    }
}

/// The line of an asset for the year of a day, to that day. `None`: it was not there in that year.
pub fn schedule(held: &Held, rates: &Rates, as_of: Date) -> Result<Option<Scheduled>, Lack> {
    let Some(year) = CooperativeYear::containing(as_of) else { return Ok(None) };
    let start = year.start();
    if held.left_on.is_some_and(|left| left < start) {
        return Ok(None);
    }
    let now = worked(held, rates, as_of)?;
    if now.began_on > as_of {
        return Ok(None);
    }
    let (opening, added) = match now.steps.iter().find(|step| step.year == year) {
        Some(step) if now.began_on < start => (step.before, Paise(0)),
        // What an old book brought on the last day of a year opens the next.
        _ if now.began_on == start && held.received_on.is_none_or(|came| came < start) => (now.began_with, Paise(0)),
        _ => (Paise(0), now.began_with),
    };
    let charged = Paise(now.steps.iter().filter(|step| step.year == year).map(|step| step.charged.0).sum());
    let gone = held.left_on.is_some_and(|left| left <= as_of);
    let (left, closing) = if gone { (now.book, Paise(0)) } else { (Paise(0), now.book) };
    Ok(Some(Scheduled { opening, added, charged, left, closing }))
}

/// The sums of all lines.
pub fn sums<'s>(lines: impl IntoIterator<Item = &'s Result<Option<Scheduled>, Lack>>) -> Sums {
    let mut sums = Sums::default();
    for line in lines {
        match line {
            Err(_) => sums.lacking += 1,
            Ok(None) => {}
            Ok(Some(line)) => {
                sums.assets += 1;
                let all = &mut sums.all;
                for (sum, one) in [
                    (&mut all.opening, line.opening),
                    (&mut all.added, line.added),
                    (&mut all.charged, line.charged),
                    (&mut all.left, line.left),
                    (&mut all.closing, line.closing),
                ] {
                    sum.0 = sum.0.saturating_add(one.0);
                }
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::branches::assets::{Convention, Method, Rate};
    use std::collections::BTreeMap;

    #[test]
    fn every_year_closes_and_opens_where_the_one_before_closed() {
        let from = Date::constant(2020, 4, 1);
        for (method, convention) in [
            (Method::WrittenDown, Convention::HalfYear),
            (Method::StraightLine, Convention::Day),
            (Method::WrittenDown, Convention::Year),
        ] {
            let rate =
                Rate { of: "ups".into(), method, rate: 1333, convention, residual: 300, from, order_no: "1".into() };
            let rates = Rates(BTreeMap::from([("ups".to_owned(), vec![rate])]));
            let held = Held {
                item: "ups".into(),
                cost: Some(Paise(1_234_567)),
                received_on: Some(Date::constant(2022, 10, 3)),
                left_on: Some(Date::constant(2026, 2, 1)),
                ..Held::default()
            };
            let mut before = Paise(0);
            for year in 2022..2026 {
                let line = schedule(&held, &rates, Date::constant(year + 1, 3, 31)).unwrap().unwrap();
                assert!(line.closes(), "{year}: {line:?}");
                assert_eq!(line.opening, before, "{year}");
                before = line.closing;
            }
            assert_eq!(before, Paise(0), "it left");
            assert_eq!(schedule(&held, &rates, Date::constant(2027, 3, 31)), Ok(None));
            assert_eq!(schedule(&held, &rates, Date::constant(2022, 10, 2)), Ok(None));
        }
    }
}
