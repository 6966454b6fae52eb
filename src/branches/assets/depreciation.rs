//! The book value of an asset on a day: a step a co-operative year, each at the rate in force when the year began for it.

use super::rates::{Convention, Method, Rate, Rates};
use crate::model::{CooperativeYear, Date, Paise};

/// What is known of an asset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Identity.
    pub id: String,
    /// Code of the item.
    pub item: String,
    /// Cost.
    pub cost: Option<Paise>,
    /// Received on.
    pub received_on: Option<Date>,
    /// Book value an old book brought, at the end of a day.
    pub brought: Option<(Paise, Date)>,
    /// It left on this day.
    pub left_on: Option<Date>,
}

/// Why there is no book value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No cost is recorded.
    Cost,
    /// No day of receipt is recorded.
    Day,
    /// No rate was set for a year.
    Rate(CooperativeYear),
}

/// A year of an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The co-operative year.
    pub year: CooperativeYear,
    /// The rate it was charged at.
    pub rate: Rate,
    /// Book value at its start for this asset.
    pub before: Paise,
    /// What the rate is on.
    pub base: Paise,
    /// Periods charged …
    pub periods: i64,
    /// … of so many in the year.
    pub of_periods: i64,
    /// Charged.
    pub charged: Paise,
    /// Book value after it.
    pub after: Paise,
}

/// What an asset is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Value it began with: its cost, or what an old book brought.
    pub began_with: Paise,
    /// The first day it is charged for.
    pub began_on: Date,
    /// The years.
    pub steps: Vec<Step>,
    /// Book value at the end of the day; of an asset that left, on the day it left.
    pub book: Paise,
}

impl Worked {
    /// Charged in all.
    pub fn charged(&self) -> Paise {
        Paise(self.steps.iter().map(|step| step.charged.0).sum())
    }
}

/// The part of an amount, to the nearest paisa, a half upwards.
fn part(of: Paise, numerator: i128, denominator: i128) -> Paise {
    let exact = i128::from(of.0) * numerator;
    Paise(i64::try_from((exact * 2 + denominator).div_euclid(denominator * 2)).unwrap_or(i64::MAX))
}

const WHOLE: i128 = 10_000;

/// Works the book value out at the end of a day.
pub fn worked(held: &Held, rates: &Rates, as_of: Date) -> Result<Worked, Lack> {
    let cost = held.cost.ok_or(Lack::Cost);
    // What an old book brought counts from its day on; before it the cost does.
    let brought = held.brought.filter(|(_, on)| *on <= as_of);
    let (began_with, began_on) = match brought {
        Some((value, on)) => (value, on.tomorrow().unwrap_or(on)),
        None => (cost?, held.received_on.ok_or(Lack::Day)?),
    };
    let mut worked = Worked { began_with, began_on, steps: Vec::new(), book: began_with };
    let last = held.left_on.map_or(as_of, |left| left.min(as_of));
    let Some(mut year) = CooperativeYear::containing(began_on) else { return Ok(worked) };
    while year.start() <= last && began_on <= last {
        let since = began_on.max(year.start());
        let Some(rate) = rates.on(&held.id, &held.item, since) else { return Err(Lack::Rate(year)) };
        let (periods, of_periods) = periods(year, rate.convention, since, (as_of, held.left_on));
        let floor = match cost {
            Ok(cost) => part(cost, i128::from(rate.residual), WHOLE),
            Err(_) => Paise(0),
        };
        let base = match rate.method {
            Method::StraightLine => Paise(cost?.0 - floor.0),
            Method::WrittenDown | Method::Nothing => worked.book,
        };
        let wanted = match rate.method {
            Method::Nothing => Paise(0),
            _ => part(base, i128::from(rate.rate) * i128::from(periods), WHOLE * i128::from(of_periods)),
        };
        // Never below the residual part, and never a charge that adds.
        let charged = Paise(wanted.0.min(worked.book.0 - floor.0).max(0));
        let after = Paise(worked.book.0 - charged.0);
        let (before, rate) = (worked.book, rate.clone());
        worked.steps.push(Step { year, rate, before, base, periods, of_periods, charged, after });
        worked.book = after;
        let Some(next) = year.end().tomorrow().ok().and_then(CooperativeYear::containing) else { break };
        year = next;
    }
    Ok(worked)
}

/// Periods of a year that are charged, of those it has: ended by the day, not before the asset came, not after it left.
fn periods(
    year: CooperativeYear,
    convention: Convention,
    since: Date,
    (as_of, left_on): (Date, Option<Date>),
) -> (i64, i64) {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()) + 1).max(0);
    let stayed_to = left_on.and_then(|left| left.yesterday().ok()).unwrap_or(Date::MAX);
    let ends: &[Date] = match convention {
        Convention::Day => {
            let last = year.end().min(as_of).min(stayed_to);
            return (days(since, last), days(year.start(), year.end()));
        }
        Convention::HalfYear => &[Date::constant(year.start().year(), 9, 30), year.end()],
        Convention::Year => &[year.end()],
    };
    let charged = ends.iter().filter(|end| **end >= since && **end <= as_of && **end <= stayed_to).map(|_| 1).sum();
    (charged, i64::try_from(ends.len()).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    /// Of what, method, rate, periods, residual part, and the year from whose April it holds.
    type Line<'l> = (&'l str, Method, i64, Convention, i64, i16);

    fn rates(all: &[Line<'_>]) -> Rates {
        let mut rates = Rates::default();
        for (of, method, rate, convention, residual, year) in all {
            let from = Date::constant(*year, 4, 1);
            let (of, order_no) = ((*of).to_owned(), "o".to_owned());
            let (method, convention) = (*method, *convention);
            let one = Rate { of: of.clone(), method, rate: *rate, convention, residual: *residual, from, order_no };
            rates.0.entry(of).or_default().push(one);
        }
        rates
    }
    fn computer(cost: i64, y: i16, m: i8, d: i8) -> Held {
        Held {
            id: "BR-HQ-AS-1".into(),
            item: "computer".into(),
            cost: Some(Paise(cost)),
            received_on: Some(Date::constant(y, m, d)),
            ..Held::default()
        }
    }
    fn book(held: &Held, rates: &Rates, y: i16, m: i8, d: i8) -> i64 {
        worked(held, rates, Date::constant(y, m, d)).unwrap().book.0
    }

    #[test]
    fn written_down_by_half_years_charges_each_half_that_has_ended() {
        let rates = rates(&[("computer", Method::WrittenDown, 4000, Convention::HalfYear, 0, 2020)]);
        let early = computer(10_000_000, 2024, 5, 10);
        for (day, value) in [
            ((2024, 9, 29), 10_000_000),
            ((2024, 9, 30), 8_000_000),
            ((2025, 3, 31), 6_000_000),
            ((2026, 3, 31), 3_600_000),
        ] {
            assert_eq!(book(&early, &rates, day.0, day.1, day.2), value, "{day:?}");
        }
        // Received in the second half: half a year's charge.
        assert_eq!(book(&computer(10_000_000, 2024, 11, 2), &rates, 2025, 3, 31), 8_000_000);
    }

    #[test]
    fn straight_line_by_days_counts_days_and_stops_at_the_residual_part() {
        let rates = rates(&[("computer", Method::StraightLine, 5000, Convention::Day, 500, 2020)]);
        let held = computer(1_000_001, 2024, 4, 1);
        // 95 % of the cost is 950000.95 paise rounded, half of it a year; one day of 365.
        let worked_out = worked(&held, &rates, Date::constant(2024, 4, 1)).unwrap();
        let step = &worked_out.steps[0];
        assert_eq!((step.base.0, step.periods, step.of_periods, step.charged.0), (950_001, 1, 365, 1301));
        assert_eq!(book(&held, &rates, 2030, 1, 1), 50_000, "never below the residual part");
        let leap = worked(&computer(1_000_000, 2023, 4, 1), &rates, Date::constant(2024, 3, 31)).unwrap();
        assert_eq!((leap.steps[0].periods, leap.steps[0].of_periods), (366, 366));
    }

    #[test]
    fn a_rate_holds_from_its_day_and_an_own_one_goes_before_that_of_the_item() {
        let all = rates(&[
            ("computer", Method::WrittenDown, 1000, Convention::Year, 0, 2020),
            ("computer", Method::WrittenDown, 5000, Convention::Year, 0, 2025),
            ("BR-HQ-AS-2", Method::Nothing, 0, Convention::Year, 0, 2020),
        ]);
        let held = computer(100_000, 2024, 4, 1);
        assert_eq!(book(&held, &all, 2025, 3, 31), 90_000);
        assert_eq!(book(&held, &all, 2026, 3, 31), 45_000);
        let own = Held { id: "BR-HQ-AS-2".into(), ..held.clone() };
        assert_eq!(book(&own, &all, 2026, 3, 31), 100_000);
        let early = computer(100_000, 2019, 4, 1);
        let year = CooperativeYear::starting(2019).unwrap();
        assert_eq!(worked(&early, &all, Date::constant(2026, 3, 31)), Err(Lack::Rate(year)), "no rate is assumed");
    }

    #[test]
    fn what_a_book_brought_is_worked_on_from_its_day() {
        let all = rates(&[("computer", Method::WrittenDown, 1000, Convention::Year, 0, 2024)]);
        let held = Held {
            brought: Some((Paise(50_000), Date::constant(2024, 3, 31))),
            cost: None,
            received_on: None,
            ..computer(0, 2000, 1, 1)
        };
        assert_eq!(book(&held, &all, 2025, 3, 31), 45_000);
        assert_eq!(worked(&held, &all, Date::constant(2024, 3, 30)), Err(Lack::Cost));
    }

    #[test]
    fn the_period_an_asset_leaves_in_is_not_charged() {
        let all = rates(&[("computer", Method::WrittenDown, 4000, Convention::HalfYear, 0, 2020)]);
        let held = Held { left_on: Some(Date::constant(2024, 12, 1)), ..computer(100_000, 2024, 4, 1) };
        assert_eq!(book(&held, &all, 2026, 1, 1), 80_000);
        let by_day = rates(&[("computer", Method::StraightLine, 3650, Convention::Day, 0, 2020)]);
        let held = Held { left_on: Some(Date::constant(2024, 4, 11)), ..computer(100_000, 2024, 4, 1) };
        assert_eq!(book(&held, &by_day, 2026, 1, 1), 99_000, "ten days of a thousandth");
    }
}
