//! A State's target split over districts: what a district gets at least, the rest by a basis, and the sum is the State's to the paisa.

use crate::branches::coverage::split;

/// What a target is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Equal parts.
    Equal,
    /// Standing societies of the scheme's classes.
    Societies,
    /// What was achieved in the same period a year before.
    LastYear,
    /// Their members.
    Members,
}

impl Basis {
    /// Code of the list `split_basis`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Societies => "societies",
            Self::LastYear => "last_year",
            Self::Members => "members",
        }
    }
}

/// What is to be split. Figures are paise or counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The State's target.
    pub total: u64,
    /// No district's part is broken finer than this: 100 for whole rupees.
    pub step: u64,
    /// By district in order: the figure of the basis, and what it gets at least.
    pub districts: Vec<(u64, u64)>,
}

/// A district's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Figure of the basis.
    pub weight: u64,
    /// What it gets at least.
    pub floor: u64,
    /// Its target.
    pub target: u64,
}

/// Why a target cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSplit {
    /// The floors come to more than the target: their sum.
    Floors(u128),
    /// The basis has no figure in any district.
    NoFigure,
    /// Target or floor is no multiple of the step: the figure.
    Step(u64),
}

/// Splits by the method of the largest remainder over what is left after the floors, a tie to the earlier district. The parts are the
/// target, none is below its floor, and each is a multiple of the step.
pub fn share_out(asked: &Asked) -> Result<Vec<Share>, NoSplit> {
    let step = asked.step.max(1);
    let figures = std::iter::once(asked.total).chain(asked.districts.iter().map(|(_, floor)| *floor));
    if let Some(broken) = figures.into_iter().find(|figure| !figure.is_multiple_of(step)) {
        return Err(NoSplit::Step(broken));
    }
    let floors: u128 = asked.districts.iter().map(|(_, floor)| u128::from(*floor)).sum();
    let left = u128::from(asked.total).checked_sub(floors).and_then(|left| u64::try_from(left).ok());
    let left = left.ok_or(NoSplit::Floors(floors))?;
    let weights: Vec<u64> = asked.districts.iter().map(|(weight, _)| *weight).collect();
    let parts = split(left / step, &weights, 0).ok_or(NoSplit::NoFigure)?;
    let share = |((weight, floor), part): (&(u64, u64), u64)| Share {
        weight: *weight,
        floor: *floor,
        target: floor + part * step,
    };
    Ok(asked.districts.iter().zip(parts).map(share).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_crore_over_thirteen_districts_are_two_crore() {
        let asked = Asked { total: 2_000_000_000, step: 100, districts: vec![(1, 0); 13] };
        let shares = share_out(&asked).unwrap();
        assert_eq!(shares.iter().map(|share| share.target).sum::<u64>(), 2_000_000_000);
        let (first, last) = (shares[0].target, shares[12].target);
        assert_eq!((first, last), (153_846_200, 153_846_100), "two remainders of a rupee go to the earlier ones");
    }

    #[test]
    fn floors_beyond_the_target_a_basis_without_figures_and_broken_steps_are_refused() {
        let asked =
            |total, step, districts: &[(u64, u64)]| share_out(&Asked { total, step, districts: districts.into() });
        assert_eq!(asked(10, 1, &[(1, 6), (1, 5)]), Err(NoSplit::Floors(11)));
        assert_eq!(asked(10, 1, &[(0, 0), (0, 5)]), Err(NoSplit::NoFigure));
        assert_eq!(asked(150, 100, &[(1, 0)]), Err(NoSplit::Step(150)));
        let floors: Vec<u64> = asked(11, 1, &[(0, 6), (0, 5)]).unwrap().iter().map(|share| share.target).collect();
        assert_eq!(floors, [6, 5], "nothing is left to be split");
        assert_eq!(asked(5, 1, &[]), Err(NoSplit::NoFigure));
    }

    proptest! {
        #[test]
        fn the_districts_are_the_state_and_none_is_below_its_floor_or_off_its_quota(
            districts in proptest::collection::vec((0_u64..5_000_000, 0_u64..2_000), 1..60),
            above in 0_u64..9_000_000_000,
            step in prop_oneof![Just(1_u64), Just(100), Just(100_000)],
        ) {
            let districts: Vec<(u64, u64)> = districts.into_iter().map(|(weight, floor)| (weight, floor * step)).collect();
            let floors: u64 = districts.iter().map(|(_, floor)| floor).sum();
            let total = floors + above / step * step;
            let all: u128 = districts.iter().map(|(weight, _)| u128::from(*weight)).sum();
            let shares = share_out(&Asked { total, step, districts: districts.clone() });
            if all == 0 {
                prop_assert_eq!(shares.is_ok(), total == floors);
                return Ok(());
            }
            let shares = shares.expect("it can be split");
            prop_assert_eq!(shares.iter().map(|share| u128::from(share.target)).sum::<u128>(), u128::from(total));
            for (share, (weight, floor)) in shares.iter().zip(&districts) {
                prop_assert!(share.target >= *floor && (share.target - floor) % step == 0);
                let units = u128::from((share.target - floor) / step);
                let quota = u128::from((total - floors) / step) * u128::from(*weight) / all;
                prop_assert!(units == quota || units == quota + 1, "within one step of its quota");
                prop_assert!(*weight > 0 || units == 0);
            }
        }
    }
}
