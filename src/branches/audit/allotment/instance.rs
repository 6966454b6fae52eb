//! From facts and terms to the problem: societies of one district and category share a profile, so the pairs of a whole
//! state need little room.

use super::{
    AllotmentError, AllotmentProblem, Reason, SocietyRow,
    eligibility::Eligibility,
    facts::{AuditorFacts, Category, Facts, SocietyFacts},
};
use std::collections::BTreeMap;

/// A problem ready to be solved, and the societies that are none of it.
pub struct Instance {
    /// The problem.
    pub problem: AllotmentProblem,
    /// Societies listed apart, each with its reason, in the order of identities.
    pub apart: Vec<(String, Reason)>,
}

/// Builds the problem of a year.
pub fn build(facts: &Facts, rules: &Eligibility) -> Result<Instance, AllotmentError> {
    let wanted = facts.societies.iter().filter(|society| rules.apart(society).is_none()).count();
    let auditors: Vec<&AuditorFacts> =
        facts.auditors.iter().filter(|auditor| rules.off_the_panel(auditor).is_empty()).collect();
    let mut maker =
        Maker { rules, barred: barred_by_society(&auditors), auditors, profiles: BTreeMap::new(), lists: Vec::new() };
    let mut apart = Vec::new();
    let mut societies = Vec::with_capacity(wanted);
    for society in &facts.societies {
        match rules.apart(society) {
            Some(reason) => apart.push((society.id.clone(), reason)),
            None => societies.push(maker.row(society)),
        }
    }
    let room = |auditor: &&AuditorFacts| (auditor.id.clone(), steps(rules, auditor, wanted));
    let nodes = maker.auditors.iter().map(room).collect();
    let problem = AllotmentProblem::new(nodes, maker.lists, societies, rules.terms().points.unassigned)?;
    Ok(Instance { problem, apart })
}

/// Points of the audits still free; no more places than societies, whatever capacity is recorded.
fn steps(rules: &Eligibility, auditor: &AuditorFacts, wanted: usize) -> Vec<i64> {
    let ordered = rules.ordered(auditor);
    (ordered..auditor.capacity).take(wanted).map(|n| rules.terms().step(n, auditor.capacity)).collect()
}

/// Places in the list of the auditors barred from each society.
fn barred_by_society<'a>(auditors: &[&'a AuditorFacts]) -> BTreeMap<&'a str, Vec<u32>> {
    let mut barred: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (auditor, place) in auditors.iter().zip(0..) {
        for bar in &auditor.barred {
            barred.entry(bar.society.as_str()).or_default().push(place);
        }
    }
    barred
}

struct Maker<'a> {
    rules: &'a Eligibility<'a>,
    /// Those on the panel with room, in the order of identities.
    auditors: Vec<&'a AuditorFacts>,
    barred: BTreeMap<&'a str, Vec<u32>>,
    profiles: BTreeMap<(i64, Category), usize>,
    lists: Vec<Vec<(u32, i64)>>,
}

impl Maker<'_> {
    /// A society with its profile, and the auditors for whom it differs: last year's, and those barred.
    fn row(&mut self, society: &SocietyFacts) -> SocietyRow {
        let Some(district) = society.district else {
            return SocietyRow { id: society.id.clone(), profile: self.nobody(), own: Vec::new() };
        };
        let profile = self.profile(district, self.rules.terms().category_of(society));
        // Whoever audited it in the years looked back on may be kept away by rotation, and costs less where last year.
        let known = society.ordered.iter().filter_map(|line| self.place(&line.auditor));
        let barred = self.barred.get(society.id.as_str()).into_iter().flatten().copied();
        let mut own = Vec::new();
        if self.rules.wants_departmental(society) {
            // Everybody else of the profile is barred.
            let shared = self.lists[profile].iter().map(|(place, _)| *place);
            own.extend(
                shared.filter(|place| !self.auditors[*place as usize].is_departmental()).map(|place| (place, None)),
            );
        }
        for place in known.chain(barred) {
            let auditor = self.auditors[place as usize];
            let refused = !self.rules.refusals(society, auditor).is_empty();
            let points = || self.rules.parts(society, auditor).iter().map(|(_, points)| points).sum();
            own.push((place, (!refused).then(points)));
        }
        own.sort();
        own.dedup();
        SocietyRow { id: society.id.clone(), profile, own }
    }

    fn place(&self, id: &str) -> Option<u32> {
        let at = self.auditors.binary_search_by(|auditor| super::identity_order(&auditor.id, id)).ok()?;
        u32::try_from(at).ok()
    }

    /// The profile of societies nobody can be near: district not recorded.
    fn nobody(&mut self) -> usize {
        *self.profiles.entry((i64::MIN, Category::A)).or_insert_with(|| {
            self.lists.push(Vec::new());
            self.lists.len() - 1
        })
    }

    fn profile(&mut self, district: i64, category: Category) -> usize {
        if let Some(profile) = self.profiles.get(&(district, category)) {
            return *profile;
        }
        let may = self.auditors.iter().zip(0_u32..).filter(|(auditor, _)| {
            Eligibility::below_category(category, auditor).is_none()
                && self.rules.out_of_reach(district, auditor).is_none()
        });
        let first_year = self.rules.terms().points.first_year;
        let points = |auditor: &AuditorFacts| {
            let parts = self.rules.shared_points(district, category, auditor);
            parts.iter().map(|(_, points)| points).sum::<i64>() + first_year
        };
        let list = may.map(|(auditor, place)| (place, points(auditor))).collect();
        self.lists.push(list);
        self.profiles.insert((district, category), self.lists.len() - 1);
        self.lists.len() - 1
    }
}
