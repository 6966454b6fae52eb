//! Where a verification varies from the register. Every asset on charge is counted once: as recorded, varying, or not verified.

use super::{checks::Check, text};
use crate::{
    branches::cases::{Case, Service},
    model::{Date, TableDef},
};
use std::collections::BTreeMap;

/// How it varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Varies {
    /// Not found.
    Missing,
    /// Found in another condition.
    Condition,
    /// Found at another place.
    Place,
    /// Nobody looked in the year.
    NotVerified,
    /// Found, and not on charge.
    Excess,
}

impl Varies {
    /// Finding it is told by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "AST-201",
            Self::Condition => "AST-202",
            Self::Place => "AST-203",
            Self::NotVerified => "AST-204",
            Self::Excess => "AST-205",
        }
    }
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Condition => "condition",
            Self::Place => "place",
            Self::NotVerified => "not_verified",
            Self::Excess => "excess",
        }
    }
}

/// A line of the variance list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variance {
    /// How it varies.
    pub varies: Varies,
    /// Identity; empty for what is in excess.
    pub asset: String,
    /// Tag.
    pub tag: String,
    /// Item.
    pub item: String,
    /// Serial number.
    pub serial_no: String,
    /// Holder.
    pub holder: String,
    /// Place in the register; of what is in excess where it was found.
    pub place: String,
    /// What the register had, where a condition or place varies.
    pub was: String,
    /// What was found.
    pub found: String,
    /// Verified on.
    pub on: Option<Date>,
    /// Remark.
    pub remark: String,
}

/// The list, by kind and then in the order of the register, and how many were found just as recorded. `on_charge` are the assets
/// that had not left; the last verification of each counts.
pub fn variances(service: &Service, table: &TableDef, on_charge: &[&Case], checks: &[Check]) -> (Vec<Variance>, usize) {
    let mut last: BTreeMap<&str, &Check> = BTreeMap::new();
    let mut lines = Vec::new();
    for check in checks {
        if check.is_excess() {
            lines.push(Variance {
                varies: Varies::Excess,
                asset: String::new(),
                tag: String::new(),
                item: check.item.clone(),
                serial_no: check.serial_no.clone(),
                holder: String::new(),
                place: check.place.clone(),
                was: String::new(),
                found: check.condition.clone(),
                on: Some(check.on),
                remark: check.remark.clone(),
            });
        } else {
            last.insert(&check.asset, check);
        }
    }
    let mut as_recorded = 0;
    for case in on_charge.iter().filter(|case| !service.stages[case.stage].closed) {
        let check = last.get(case.id.as_str()).copied();
        let Some((varies, was, found)) = varies(check) else {
            as_recorded += 1;
            continue;
        };
        let own = |key: &str| text(table, case, key).to_owned();
        lines.push(Variance {
            varies,
            asset: case.id.clone(),
            tag: own("tag"),
            item: own("item"),
            serial_no: own("serial_no"),
            holder: own("holder"),
            place: check.map_or_else(|| own("place"), |check| check.place_was.clone()),
            was,
            found,
            on: check.map(|check| check.on),
            remark: check.map_or_else(String::new, |check| check.remark.clone()),
        });
    }
    // Stable: within a kind the order of the register stays.
    lines.sort_by_key(|line| line.varies);
    (lines, as_recorded)
}

/// How a verification varies; a condition weighs more than a place.
fn varies(check: Option<&Check>) -> Option<(Varies, String, String)> {
    let Some(check) = check else { return Some((Varies::NotVerified, String::new(), String::new())) };
    let differs = |told: &str, was: &str| !told.is_empty() && told != was;
    if check.is_missing() {
        return Some((Varies::Missing, check.condition_was.clone(), String::new()));
    }
    if differs(&check.condition, &check.condition_was) {
        return Some((Varies::Condition, check.condition_was.clone(), check.condition.clone()));
    }
    differs(&check.place, &check.place_was).then(|| (Varies::Place, check.place_was.clone(), check.place.clone()))
}
