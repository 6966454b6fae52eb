//! `catalogue/rules/allotment/`: the figures of the allotment with their words, and the distances of districts.

use super::terms::*;
use crate::{
    catalogue::{CatalogueError, Files},
    model::Label,
};
use serde::Deserialize;
use std::collections::BTreeMap;

const POLICY: &str = "rules/allotment/policy.toml";
const DISTANCES: &str = "rules/allotment/district_km.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    source: String,
    apart: Vec<Apart>,
    category: CategoryLimits,
    panel: PanelTerms,
    points: BTreeMap<String, PointsLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointsLine {
    points: i64,
    en: String,
    hi: String,
}

/// The policy of the catalogue: figures, words, distances.
#[derive(Clone, Debug)]
pub struct Policy {
    /// On what the figures rest: `project` where they are this program's proposal.
    pub source: String,
    /// Who is listed apart.
    pub apart: Vec<Apart>,
    /// Limits of the categories.
    pub category: CategoryLimits,
    /// Who of the panel may be given audits, and how far away.
    pub panel: PanelTerms,
    /// The points.
    pub points: Points,
    /// What each figure of the points means, in its order.
    pub words: Vec<(String, i64, Label)>,
    /// Kilometres between districts, the smaller LGD code first.
    pub km: BTreeMap<(i64, i64), i64>,
}

impl Policy {
    /// Loads and checks the policy; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let one = |fault: CatalogueError| vec![fault];
        let text = files.text(POLICY).map_err(one)?;
        let file: PolicyFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(POLICY, fault)])?;
        let mut faults = Vec::new();
        let mut take = |name: &str| match file.points.get(name).map(|line| line.points) {
            Some(points) if (0..=Points::MOST).contains(&points) => points,
            Some(points) => {
                let fault = format!("points.{name} is {points}, a whole number from 0 to 1,000,000 was expected");
                faults.push(CatalogueError::new(POLICY, fault));
                0
            }
            None => {
                faults.push(CatalogueError::new(POLICY, format!("points.{name} is missing")));
                0
            }
        };
        let points = Points {
            other_district: take("other_district"),
            per_km: take("per_km"),
            unknown_distance: take("unknown_distance"),
            over_qualified: take("over_qualified"),
            first_year: take("first_year"),
            fee_income: take("fee_income"),
            full_load: take("full_load"),
            unassigned: take("unassigned"),
        };
        for name in file.points.keys().filter(|name| !Points::NAMES.contains(&name.as_str())) {
            faults.push(CatalogueError::new(POLICY, format!("points.{name} is unknown")));
        }
        for line in &file.apart {
            if !["act", "status", "class"].contains(&line.field.as_str()) {
                faults.push(CatalogueError::new(POLICY, format!("{}: no field '{}' here", line.code, line.field)));
            }
            if line.basis.en.is_empty() || line.basis.hi.is_empty() {
                faults.push(CatalogueError::new(POLICY, format!("{}: basis: a language is missing", line.code)));
            }
        }
        for (name, figure) in [
            ("category.b_from_rupees", file.category.b_from_rupees),
            ("category.d_below_rupees", file.category.d_below_rupees),
            ("panel.reach_km", file.panel.reach_km),
        ] {
            if !(0..=1_000_000_000_000).contains(&figure) {
                faults.push(CatalogueError::new(POLICY, format!("{name} is {figure}, out of range")));
            }
        }
        let words = Points::NAMES.iter().filter_map(|name| {
            let line = file.points.get(*name)?;
            Some(((*name).to_owned(), line.points, Label { en: line.en.clone(), hi: line.hi.clone() }))
        });
        let words = words.collect();
        let km = match distances(files) {
            Ok(km) => km,
            Err(fault) => {
                faults.push(fault);
                BTreeMap::new()
            }
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let PolicyFile { source, apart, category, panel, .. } = file;
        Ok(Self { source, apart, category, panel, points, words, km })
    }
}

fn distances(files: &Files) -> Result<BTreeMap<(i64, i64), i64>, CatalogueError> {
    let text = files.text(DISTANCES)?;
    let mut km = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    for row in reader.deserialize() {
        let (from, to, distance): (i64, i64, i64) = row.map_err(|fault| CatalogueError::new(DISTANCES, fault))?;
        if from >= to || !(0..=MOST_KM).contains(&distance) || km.insert((from, to), distance).is_some() {
            let fault = format!("{from},{to},{distance}: the smaller code first, once, 0 to 4000 km were expected");
            return Err(CatalogueError::new(DISTANCES, fault));
        }
    }
    Ok(km)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_the_catalogue_loads_with_words_for_every_figure() {
        let policy = Policy::load(&Files::embedded()).unwrap();
        assert_eq!(policy.words.len(), Points::NAMES.len());
        assert!(policy.words.iter().all(|(_, _, label)| !label.en.is_empty() && !label.hi.is_empty()));
        // Bihar has 38 districts, Madhya Pradesh 50 and Uttarakhand 13 outlines.
        assert_eq!(policy.km.len(), 38 * 37 / 2 + 50 * 49 / 2 + 13 * 12 / 2);
    }

    #[test]
    fn leaving_a_society_out_is_dearer_than_any_pair() {
        let policy = Policy::load(&Files::embedded()).unwrap();
        let points = &policy.points;
        let longest = policy.km.values().max().unwrap() * points.per_km;
        let dearest = points.other_district
            + longest.max(points.unknown_distance)
            + 3 * points.over_qualified
            + points.first_year
            + points.full_load;
        assert!(points.unassigned > 100 * dearest);
    }
}
