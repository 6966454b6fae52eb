//! Figures of activities: read by month, added up by place.

use super::ACTIVITIES;
use crate::{
    catalogue::Activity,
    model::{Date, Moment, Value},
    register::{ReadRegister, RegisterError},
};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// Figures of a kind at a place: sums, and how many societies told them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Societies with a line.
    pub societies: BTreeSet<String>,
    /// Sums by the columns of [`Activity::FIELDS`]: counts, paise, thousandths.
    pub sums: [i64; 4],
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Identity of the society.
    pub society: String,
    /// Code of the kind.
    pub activity: String,
    /// First day of the month.
    pub month: Date,
    /// Figures by the columns of [`Activity::FIELDS`].
    pub figures: [Option<i64>; 4],
}

/// First days of the months from one day to another.
pub fn by_month(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let mut next = Some(from.first_of_month());
    std::iter::from_fn(move || {
        let month = next.filter(|month| *month <= to)?;
        next = month.checked_add(1.month()).ok();
        Some(month)
    })
}

/// Lines of the months from one day to another, of one kind or of all, in the order of months and subjects.
pub fn activities(
    register: &dyn ReadRegister,
    (from, to): (Date, Date),
    kind: Option<&str>,
    moment: Moment,
    each: &mut dyn FnMut(Told),
) -> Result<(), RegisterError> {
    let table = register.definition(ACTIVITIES)?;
    for month in by_month(from, to) {
        for line in register.find_by(ACTIVITIES, "month", &Value::Date(month), moment)? {
            let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
            let activity = text("activity");
            if kind.is_none_or(|kind| kind == activity) {
                let figure = |key: &str| line.value(table, key).and_then(Value::as_integer);
                each(Told { society: text("society"), activity, month, figures: Activity::FIELDS.map(figure) });
            }
        }
    }
    Ok(())
}

/// Adds lines up by kind and a key of the society.
pub fn figures_by<K: Ord>(lines: &[Told], key: impl Fn(&str) -> K) -> BTreeMap<(String, K), Figures> {
    let mut all: BTreeMap<(String, K), Figures> = BTreeMap::new();
    for line in lines {
        let figures = all.entry((line.activity.clone(), key(&line.society))).or_default();
        figures.societies.insert(line.society.clone());
        for (sum, figure) in figures.sums.iter_mut().zip(line.figures) {
            *sum = sum.saturating_add(figure.unwrap_or(0));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first_to_the_last_and_sums_are_those_of_the_lines() {
        let months: Vec<String> =
            by_month(Date::constant(2025, 11, 30), Date::constant(2026, 1, 1)).map(|m| m.to_string()).collect();
        assert_eq!(months, ["2025-11-01", "2025-12-01", "2026-01-01"]);
        let line = |society: &str, amount| Told {
            society: society.into(),
            activity: "csc".into(),
            month: Date::constant(2025, 12, 1),
            figures: [Some(1), None, Some(amount), None],
        };
        let sums = figures_by(&[line("a", 5), line("b", 7), line("a", 1)], |_| ());
        let figures = &sums[&("csc".to_owned(), ())];
        assert_eq!((figures.sums, figures.societies.len()), ([3, 0, 13, 0], 2));
    }
}
