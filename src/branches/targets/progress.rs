//! Target and achieved beside each other, district by district.

use super::{Achieved, Target};
use std::collections::{BTreeMap, BTreeSet};

/// A place's target and what was achieved there, in paise or counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// LGD code of the district; `None`: not recorded.
    pub district: Option<i64>,
    /// Its target, where it has one.
    pub target: Option<u64>,
    /// Achieved.
    pub achieved: u64,
}

/// A scheme in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Places in the order of the districts asked for, then others with a figure.
    pub places: Vec<Place>,
    /// The State's target.
    pub target: Option<u64>,
    /// Achieved by all places.
    pub achieved: u64,
    /// Sum of the districts' targets; `None` where there are none.
    pub split: Option<u64>,
}

/// Hundredths of a per cent, rounded down: a target missed by a rupee is not met. `None` without a target.
pub fn hundredths(achieved: u64, target: Option<u64>) -> Option<i64> {
    let target = target.filter(|target| *target > 0)?;
    i64::try_from(u128::from(achieved) * 10_000 / u128::from(target)).ok()
}

impl Place {
    /// What is left to be achieved; 0 where nothing is, `None` without a target.
    pub fn gap(&self) -> Option<u64> {
        self.target.map(|target| target.saturating_sub(self.achieved))
    }
}

/// Puts targets and figures together: no figure is left out, wherever it is of.
pub fn progress(state: Option<&Target>, of_districts: &[Target], achieved: &Achieved, districts: &[i64]) -> Progress {
    let targets: BTreeMap<Option<i64>, u64> =
        of_districts.iter().map(|target| (target.district, target.figure)).collect();
    let asked: BTreeSet<Option<i64>> = districts.iter().map(|code| Some(*code)).collect();
    let others = achieved.by_district.iter().filter(|(place, figure)| **figure > 0 && !asked.contains(place));
    let order = districts.iter().map(|code| Some(*code)).chain(others.map(|(place, _)| *place));
    let place = |district: Option<i64>| Place {
        district,
        target: targets.get(&district).copied(),
        achieved: achieved.by_district.get(&district).copied().unwrap_or(0),
    };
    let places: Vec<Place> = order.map(place).collect();
    Progress {
        achieved: places.iter().map(|place| place.achieved).fold(0, u64::saturating_add),
        split: (!of_districts.is_empty())
            .then(|| of_districts.iter().map(|target| target.figure).fold(0, u64::saturating_add)),
        target: state.map(|target| target.figure),
        places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_figure_is_lost_and_a_rupee_short_is_not_met() {
        let target =
            |district, figure| Target { district, figure, basis: String::new(), order_no: "1".into(), order_on: None };
        let achieved = Achieved { by_district: [(Some(1), 999), (Some(9), 5), (None, 2)].into(), undated: 0 };
        let made =
            progress(Some(&target(None, 3_000)), &[target(Some(1), 1_000), target(Some(2), 2_000)], &achieved, &[1, 2]);
        let shown: Vec<_> = made.places.iter().map(|p| (p.district, p.target, p.achieved, p.gap())).collect();
        assert_eq!(
            shown,
            [
                (Some(1), Some(1_000), 999, Some(1)),
                (Some(2), Some(2_000), 0, Some(2_000)),
                (None, None, 2, None),
                (Some(9), None, 5, None)
            ]
        );
        assert_eq!((made.achieved, made.split, made.target), (1_006, Some(3_000), Some(3_000)));
        assert_eq!(
            (hundredths(999_999, Some(1_000_000)), hundredths(5, Some(0)), hundredths(3, Some(2))),
            (Some(9_999), None, Some(15_000))
        );
    }
}
