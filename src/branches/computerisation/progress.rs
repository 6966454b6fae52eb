//! Counts of units by place and stage, and the units that stand between two stages.

use super::{Gap, Programme, Unit};
use crate::model::Date;
use std::collections::BTreeMap;

/// The kind of place counts are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Districts.
    District,
    /// Blocks.
    Block,
}

impl By {
    /// The place of a unit.
    pub fn place(self, unit: &Unit) -> Option<i64> {
        match self {
            By::District => unit.district,
            By::Block => unit.block,
        }
    }
}

/// Counts of one place: by stage, in the order of [`Programme::stages`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// LGD code; `None` for units whose place is not recorded.
    pub place: Option<i64>,
    /// Units that had reached the stage.
    pub counts: Vec<u64>,
}

/// Counts each place's units that had reached each stage by a day; every unit stands in one place, so the columns close.
pub fn funnel<'u>(
    programme: &Programme,
    units: impl IntoIterator<Item = &'u Unit>,
    by: Option<By>,
    on: Date,
) -> Vec<Funnel> {
    let mut places: BTreeMap<Option<i64>, Vec<u64>> = BTreeMap::new();
    for unit in units {
        let counts = places.entry(by.and_then(|by| by.place(unit))).or_insert_with(|| vec![0; programme.stages.len()]);
        for (count, stage) in counts.iter_mut().zip(&programme.stages) {
            *count += u64::from(unit.reached(stage, on));
        }
    }
    places.into_iter().map(|(place, counts)| Funnel { place, counts }).collect()
}

/// The units that had reached the one stage of a gap by a day and not the other.
pub fn gap<'u>(programme: &Programme, gap: &Gap, units: &'u [Unit], on: Date) -> Vec<&'u Unit> {
    let (has, lacks) = (&programme.stages[gap.has], &programme.stages[gap.lacks]);
    units.iter().filter(|unit| unit.reached(has, on) && !unit.reached(lacks, on)).collect()
}
