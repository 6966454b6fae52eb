//! The figures one draft was made with: from the policy and the office's settings, kept in the draft so that it can be
//! checked years later.

use super::{
    facts::{Category, SocietyFacts},
    policy::Policy,
};
use crate::{
    catalogue::Seen,
    model::{CooperativeYear, Date, Label},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the office lays down in its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeTerms {
    /// Audits a year of an auditor for whom the panel names none.
    pub default_capacity: i64,
    /// Years running one auditor may audit a society; 0: no limit.
    pub consecutive_years: u32,
    /// Years an auditor who reached that limit stays away; at least 1.
    pub cooling_years: u32,
    /// A departmental auditor audits each society at least once in so many years; 0: no such rule.
    pub departmental_every: u32,
}

/// Points of the objective; each a whole number from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Society outside the auditor's home district.
    pub other_district: i64,
    /// Each kilometre between the two districts.
    pub per_km: i64,
    /// In place of the kilometres where they are not known.
    pub unknown_distance: i64,
    /// Each category the auditor stands above the society.
    pub over_qualified: i64,
    /// The auditor did not audit the society last year.
    pub first_year: i64,
    /// Each whole average of the panel by which the auditor's fees of last year exceed it, up to three.
    pub fee_income: i64,
    /// An auditor's last free place, the others in proportion.
    pub full_load: i64,
    /// A society left without an auditor.
    pub unassigned: i64,
}

/// More than the length of the country.
pub const MOST_KM: i64 = 4000;

impl Points {
    /// Most points of one figure.
    pub const MOST: i64 = 1_000_000;
    /// Names of the figures, in order.
    pub const NAMES: [&'static str; 8] = [
        "other_district",
        "per_km",
        "unknown_distance",
        "over_qualified",
        "first_year",
        "fee_income",
        "full_load",
        "unassigned",
    ];
}

/// A fact of a society by which it is listed apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Code of the reason.
    pub code: String,
    /// `act`, `status` or `class`.
    pub field: String,
    /// Value of the field.
    pub value: String,
    /// On what it rests.
    pub basis: Label,
    /// How that was seen.
    pub seen: Seen,
}

/// Limits of the categories of societies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryLimits {
    /// Classes that are A whatever their size.
    pub a_classes: Vec<String>,
    /// Working capital from which a society is B, whole rupees.
    pub b_from_rupees: i64,
    /// Working capital below which a society is D, whole rupees.
    pub d_below_rupees: i64,
}

/// Who of the panel may be given audits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelTerms {
    /// Standings that may; nothing recorded may as well.
    pub status: Vec<String>,
    /// Kilometres an auditor who names no districts is sent.
    pub reach_km: i64,
}

/// The terms of one draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Year to be audited.
    pub fy: CooperativeYear,
    /// Day on which the panel must be valid.
    pub on: Date,
    /// Years running one auditor may audit a society (setting); 0: no limit.
    pub consecutive_years: u32,
    /// Years an auditor who reached that limit stays away (setting).
    pub cooling_years: u32,
    /// A departmental auditor at least once in so many years (setting); 0: no such rule.
    pub departmental_every: u32,
    /// Audits a year of an auditor for whom the panel names none (setting).
    pub default_capacity: i64,
    /// On what the figures rest.
    pub source: String,
    /// Who is listed apart.
    pub apart: Vec<Apart>,
    /// Limits of the categories.
    pub category: CategoryLimits,
    /// The panel.
    pub panel: PanelTerms,
    /// The points.
    pub points: Points,
    /// Kilometres between the districts that occur: smaller LGD code, larger, km; ascending.
    pub km: Vec<(i64, i64, i64)>,
}

impl OfficeTerms {
    /// Years of history the limits look back on; last year always counts, for the points.
    pub fn history(&self) -> u32 {
        let rotation =
            if self.consecutive_years == 0 { 0 } else { self.consecutive_years.saturating_add(self.cooling_years) };
        rotation.max(self.departmental_every).max(1)
    }
}

impl Terms {
    /// The terms of a year from the policy, with the distances among `districts` only.
    pub fn new(policy: &Policy, fy: CooperativeYear, on: Date, office: OfficeTerms, districts: &BTreeSet<i64>) -> Self {
        let here = |pair: &(i64, i64)| districts.contains(&pair.0) && districts.contains(&pair.1);
        Self {
            fy,
            on,
            consecutive_years: office.consecutive_years,
            cooling_years: office.cooling_years,
            departmental_every: office.departmental_every,
            default_capacity: office.default_capacity,
            source: policy.source.clone(),
            apart: policy.apart.clone(),
            category: policy.category.clone(),
            panel: policy.panel.clone(),
            points: policy.points.clone(),
            km: policy.km.iter().filter(|(pair, _)| here(pair)).map(|((a, b), km)| (*a, *b, *km)).collect(),
        }
    }
    /// A figure out of range, if any: a file may hold anything, and sums of points must stay exact.
    pub fn fault(&self) -> Option<String> {
        let points = &self.points;
        let all = [
            points.other_district,
            points.per_km,
            points.unknown_distance,
            points.over_qualified,
            points.first_year,
            points.fee_income,
            points.full_load,
            points.unassigned,
        ];
        let mut named = Points::NAMES.iter().zip(all);
        if let Some((name, found)) = named.find(|(_, points)| !(0..=Points::MOST).contains(points)) {
            return Some(format!("points of {name} are {found}, from 0 to {} were expected", Points::MOST));
        }
        let in_order = self.km.windows(2).all(|pair| (pair[0].0, pair[0].1) < (pair[1].0, pair[1].1));
        if !in_order || self.km.iter().any(|(_, _, km)| !(0..=MOST_KM).contains(km)) {
            return Some(format!("distances out of order, or not from 0 to {MOST_KM} km"));
        }
        None
    }
    /// The settings these terms were made with.
    pub fn office(&self) -> OfficeTerms {
        OfficeTerms {
            default_capacity: self.default_capacity,
            consecutive_years: self.consecutive_years,
            cooling_years: self.cooling_years,
            departmental_every: self.departmental_every,
        }
    }
    /// Kilometres between two districts; 0 within one, `None` where not known.
    pub fn distance(&self, one: i64, other: i64) -> Option<i64> {
        if one == other {
            return Some(0);
        }
        let pair = (one.min(other), one.max(other));
        let at = self.km.binary_search_by_key(&pair, |(a, b, _)| (*a, *b)).ok()?;
        Some(self.km[at].2)
    }
    /// Category of a society by class and working capital.
    pub fn category_of(&self, society: &SocietyFacts) -> Category {
        if society.class.as_ref().is_some_and(|class| self.category.a_classes.contains(class)) {
            return Category::A;
        }
        match society.working_capital {
            Some(paise) if paise >= self.category.b_from_rupees.saturating_mul(100) => Category::B,
            Some(paise) if paise < self.category.d_below_rupees.saturating_mul(100) => Category::D,
            _ => Category::C,
        }
    }
    /// Points of the n-th audit of an auditor who has room for `capacity`, from n = 0.
    pub fn step(&self, n: i64, capacity: i64) -> i64 {
        if capacity <= 0 { 0 } else { n.saturating_mul(self.points.full_load) / capacity }
    }
}
