//! Who may audit whom, and what the pair costs: every filter and every figure by name.

use super::{
    Reason,
    facts::{AuditorFacts, Category, Facts, SocietyFacts},
    terms::Terms,
};
use crate::model::{CooperativeYear, Language, Paise, date_written};
use std::collections::BTreeMap;

/// Facts and terms together, with what is looked up often.
pub struct Eligibility<'a> {
    terms: &'a Terms,
    /// Audits of this year already ordered, by auditor.
    ordered: BTreeMap<&'a str, i64>,
    /// Average of last year's fees over those of the panel who earn fees, paise; 0: none earned any.
    average_fees: i64,
}

impl<'a> Eligibility<'a> {
    /// Looks the facts through once.
    pub fn new(terms: &'a Terms, facts: &'a Facts) -> Self {
        let mut ordered = BTreeMap::new();
        for line in facts.societies.iter().flat_map(|society| &society.ordered).filter(|line| line.fy == terms.fy) {
            *ordered.entry(line.auditor.as_str()).or_insert(0) += 1;
        }
        let earning = facts.auditors.iter().filter(|auditor| !auditor.is_departmental());
        let (count, sum) = earning.fold((0_i64, 0_i64), |(n, sum), one| (n + 1, sum.saturating_add(one.fees.max(0))));
        Self { terms, ordered, average_fees: if count == 0 { 0 } else { sum / count } }
    }
    /// The terms.
    pub fn terms(&self) -> &Terms {
        self.terms
    }
    /// Audits of this year already ordered for an auditor.
    pub fn ordered(&self, auditor: &AuditorFacts) -> i64 {
        self.ordered.get(auditor.id.as_str()).copied().unwrap_or(0)
    }
    /// Why a society is listed apart; `None` when it is to be allotted.
    pub fn apart(&self, society: &SocietyFacts) -> Option<Reason> {
        if let Some(line) = society.ordered.iter().find(|line| line.fy == self.terms.fy) {
            let reason = Reason::new("ALT-104").with("fy", line.fy).with("auditor", &line.auditor);
            return Some(reason.with("order", &line.order_no));
        }
        if let Some(day) = society.reg_date.filter(|day| *day > self.terms.fy.end()) {
            return Some(Reason::new("ALT-105").with("on", date_written(day)).with("fy", self.terms.fy));
        }
        if let Some(hindrance) = &society.hindrance {
            let code = if hindrance.ground == "stay" { "ALT-106" } else { "ALT-107" };
            let reason = Reason::new(code).with("ground", &hindrance.ground).with("order", &hindrance.order_no);
            return Some(reason.with("court", &hindrance.court));
        }
        let line = self.terms.apart.iter().find(|line| {
            let fact = match line.field.as_str() {
                "act" => &society.act,
                "status" => &society.status,
                _ => &society.class,
            };
            fact.as_deref() == Some(line.value.as_str())
        })?;
        // Both languages go along, for a draft is read years later by whoever asks.
        let (basis, seen) = (&line.basis, |language| line.seen.word(language));
        let reason = Reason::new(&line.code).with("basis", &basis.en).with("seen", seen(Language::En));
        Some(reason.with("basis_hi", &basis.hi).with("seen_hi", seen(Language::Hi)))
    }

    /// Why an auditor may be given no audits at all on the day.
    pub fn off_the_panel(&self, auditor: &AuditorFacts) -> Vec<Reason> {
        let mut refused = Vec::new();
        if let Some(status) = auditor.status.as_ref().filter(|status| !self.terms.panel.status.contains(status)) {
            refused.push(Reason::new("ALT-301").with("status", status));
        }
        if let Some(from) = auditor.valid_from.filter(|from| *from > self.terms.on) {
            refused.push(Reason::new("ALT-302").with("from", date_written(from)));
        }
        if let Some(to) = auditor.valid_to.filter(|to| *to < self.terms.on) {
            refused.push(Reason::new("ALT-303").with("to", date_written(to)));
        }
        for absence in auditor.absent.iter().filter(|absence| absence.covers(self.terms.on)) {
            let code = match absence.ground.as_str() {
                "leave" => "ALT-311",
                "suspended" => "ALT-315",
                _ => "ALT-312",
            };
            let until = absence.to.map_or_else(|| "–".to_owned(), date_written);
            let reason = Reason::new(code).with("from", date_written(absence.from)).with("to", until);
            refused.push(reason.with("order", &absence.order_no));
        }
        let ordered = self.ordered(auditor);
        if ordered >= auditor.capacity {
            refused.push(Reason::new("ALT-304").with("ordered", ordered).with("capacity", auditor.capacity));
        }
        refused
    }
    /// Why an auditor may not take societies of this category.
    pub fn below_category(category: Category, auditor: &AuditorFacts) -> Option<Reason> {
        (auditor.category.above(category) < 0).then(|| {
            Reason::new("ALT-305").with("auditor_category", auditor.category).with("society_category", category)
        })
    }
    /// Why an auditor does not serve this district.
    pub fn out_of_reach(&self, district: i64, auditor: &AuditorFacts) -> Option<Reason> {
        if auditor.home == Some(district) || auditor.districts.binary_search(&district).is_ok() {
            return None;
        }
        if !auditor.districts.is_empty() {
            return Some(Reason::new("ALT-306").with("district", district));
        }
        match auditor.home.and_then(|home| self.terms.distance(home, district)) {
            Some(km) if km <= self.terms.panel.reach_km => None,
            Some(km) => Some(
                Reason::new("ALT-307")
                    .with("district", district)
                    .with("km", km)
                    .with("reach", self.terms.panel.reach_km),
            ),
            None => Some(Reason::new("ALT-310").with("district", district)),
        }
    }
    /// Why just this auditor may not take just this society.
    pub fn barred(&self, society: &SocietyFacts, auditor: &AuditorFacts) -> Vec<Reason> {
        let mut refused = Vec::new();
        if let Some(bar) = auditor.bar(&society.id) {
            refused.push(Reason::new("ALT-308").with("ground", &bar.ground));
        }
        refused.extend(self.rotation(society, &auditor.id));
        if !auditor.is_departmental() && self.wants_departmental(society) {
            refused.push(Reason::new("ALT-313").with("years", self.terms.departmental_every));
        }
        refused
    }
    /// Whether rotation keeps the auditor away: the limit of years running was reached, and the years of staying away are
    /// not over.
    fn rotation(&self, society: &SocietyFacts, auditor: &str) -> Option<Reason> {
        let (limit, away) = (self.terms.consecutive_years, self.terms.cooling_years.max(1));
        if limit == 0 {
            return None;
        }
        let mut year = self.terms.fy.previous();
        for gap in 0..away {
            let last = year?;
            let years = self.years_running_to(society, auditor, last);
            if years >= limit {
                return Some(match gap {
                    0 => Reason::new("ALT-309").with("years", years).with("limit", limit),
                    _ => Reason::new("ALT-314")
                        .with("years", years)
                        .with("limit", limit)
                        .with("fy", last)
                        .with("away", away),
                });
            }
            if years > 0 {
                return None;
            }
            year = last.previous();
        }
        None
    }
    /// Must a departmental auditor take the society this year? Each of the years of the window before has an audit on record
    /// and none by a departmental auditor; a year without a record says nothing.
    pub fn wants_departmental(&self, society: &SocietyFacts) -> bool {
        let window = self.terms.departmental_every;
        let mut year = self.terms.fy.previous();
        for _ in 1..window {
            let Some(fy) = year else { return false };
            let mut audits = society.ordered.iter().filter(|line| line.fy == fy).peekable();
            if audits.peek().is_none() || audits.any(|line| line.departmental) {
                return false;
            }
            year = fy.previous();
        }
        window > 1
    }
    /// Years running, up to last year, this auditor has audited the society.
    pub fn years_running(&self, society: &SocietyFacts, auditor: &str) -> u32 {
        self.terms.fy.previous().map_or(0, |last| self.years_running_to(society, auditor, last))
    }
    fn years_running_to(&self, society: &SocietyFacts, auditor: &str, last: CooperativeYear) -> u32 {
        let mut years = 0;
        let mut year = Some(last);
        while let Some(fy) = year {
            if !society.ordered.iter().any(|line| line.fy == fy && line.auditor == auditor) {
                break;
            }
            years += 1;
            year = fy.previous();
        }
        years
    }
    /// Whole averages of the panel by which an auditor's fees of last year exceed it, up to three.
    fn fees_above(&self, auditor: &AuditorFacts) -> i64 {
        if self.average_fees <= 0 || auditor.is_departmental() {
            return 0;
        }
        ((auditor.fees - self.average_fees) / self.average_fees).clamp(0, 3)
    }

    /// Every filter that refuses the pair; empty when it is eligible.
    pub fn refusals(&self, society: &SocietyFacts, auditor: &AuditorFacts) -> Vec<Reason> {
        let mut refused = self.off_the_panel(auditor);
        refused.extend(Self::below_category(self.terms.category_of(society), auditor));
        match society.district {
            Some(district) => refused.extend(self.out_of_reach(district, auditor)),
            None => refused.push(Reason::new("ALT-401")),
        }
        refused.extend(self.barred(society, auditor));
        refused
    }

    /// What serving a district at a category costs this auditor, part by part.
    pub fn shared_points(&self, district: i64, category: Category, auditor: &AuditorFacts) -> Vec<(Reason, i64)> {
        let points = &self.terms.points;
        let mut parts = Vec::with_capacity(3);
        match auditor.home.and_then(|home| self.terms.distance(home, district)) {
            Some(0) => parts.push((Reason::new("ALT-601"), 0)),
            Some(km) => {
                parts.push((Reason::new("ALT-602").with("km", km), points.other_district + km * points.per_km));
            }
            None => parts.push((Reason::new("ALT-603"), points.other_district + points.unknown_distance)),
        }
        let above = auditor.category.above(category);
        if above > 0 {
            let reason = Reason::new("ALT-604").with("auditor_category", auditor.category);
            parts.push((reason.with("society_category", category), above * points.over_qualified));
        }
        let fees = self.fees_above(auditor);
        if fees > 0 {
            let reason = Reason::new("ALT-617").with("fees", Paise(auditor.fees));
            parts.push((reason.with("average", Paise(self.average_fees)), fees * points.fee_income));
        }
        parts
    }
    /// What the year before adds.
    pub fn year_points(&self, society: &SocietyFacts, auditor: &str) -> (Reason, i64) {
        match self.years_running(society, auditor) {
            0 => (Reason::new("ALT-605"), self.terms.points.first_year),
            years => (Reason::new("ALT-606").with("years", years + 1), 0),
        }
    }
    /// What an eligible pair costs, part by part.
    pub fn parts(&self, society: &SocietyFacts, auditor: &AuditorFacts) -> Vec<(Reason, i64)> {
        let Some(district) = society.district else { return Vec::new() };
        let mut parts = self.shared_points(district, self.terms.category_of(society), auditor);
        parts.push(self.year_points(society, &auditor.id));
        parts
    }

    /// Why a society stays without, `eligible` auditors being allowed to take it.
    pub fn left_without(&self, society: &SocietyFacts, auditors: &[AuditorFacts], eligible: usize) -> Reason {
        match eligible {
            0 => self.nobody(society, auditors),
            count => Reason::new("ALT-406").with("count", count),
        }
    }
    /// Why a society that no auditor may take stays without: the filter at which the last candidate fell.
    fn nobody(&self, society: &SocietyFacts, auditors: &[AuditorFacts]) -> Reason {
        let Some(district) = society.district else { return Reason::new("ALT-401") };
        let category = self.terms.category_of(society);
        let on_panel = || auditors.iter().filter(|auditor| self.off_the_panel(auditor).is_empty());
        let in_category = || on_panel().filter(|auditor| Self::below_category(category, auditor).is_none());
        let near = in_category().filter(|auditor| self.out_of_reach(district, auditor).is_none()).count();
        if near > 0 {
            Reason::new("ALT-405").with("count", near)
        } else if in_category().next().is_some() {
            Reason::new("ALT-404").with("category", category).with("district", district)
        } else if on_panel().next().is_some() {
            Reason::new("ALT-403").with("category", category)
        } else {
            Reason::new("ALT-402").with("on", date_written(self.terms.on))
        }
    }
}

/// The year whose audit a draft allots must have a year before it within the calendar of co-operative years; otherwise
/// there is no history, which is no fault.
pub fn history_years(fy: CooperativeYear, years: u32) -> Vec<CooperativeYear> {
    // One year more than the limit is of no use to the filter, but last year always counts for the points.
    let mut found = Vec::new();
    let mut year = fy.previous();
    while let Some(previous) = year.filter(|_| found.len() < years.max(1) as usize) {
        found.push(previous);
        year = previous.previous();
    }
    found
}
