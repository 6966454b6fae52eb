//! What is to be known of an export: answers missing, told otherwise than recorded, rounded, left out.

use super::{
    form::NcdField,
    manifest::Manifest,
    records::{Asked, Tally},
};
use crate::model::{Finding, Findings, Locus, Paise, Severity};

/// The findings of an export, one a question whose answer is missing anywhere.
pub fn account(fields: &[&NcdField], tally: &Tally, manifest: &Manifest, asked: Asked) -> Findings {
    let mut findings = Findings::new();
    let told = |code: &str, severity, count: u64| {
        (count > 0).then(|| Finding::new(code, severity, Locus::default()).with("count", count))
    };
    let [panchayats, villages] = tally.unplaced;
    let all = tally.records;
    let said = [
        told("NCD-004", Severity::Warning, tally.legacy_sector),
        told("NCD-005", Severity::Info, tally.sector_of_class),
        told("NCD-006", Severity::Info, tally.cancelled.len() as u64),
        told("NCD-007", Severity::Warning, panchayats),
        told("NCD-008", Severity::Warning, villages),
        told("NCD-009", Severity::Warning, tally.without_return).map(|finding| finding.with("all", all)),
    ];
    findings.extend(said.into_iter().flatten());
    if asked.fy.is_none() {
        findings.push(Finding::new("NCD-019", Severity::Info, Locus::default()));
    }
    let unkept: Vec<&str> = fields.iter().filter(|field| !field.is_kept()).map(|field| field.key.as_str()).collect();
    if !unkept.is_empty() {
        let finding = Finding::new("NCD-002", Severity::Info, Locus::default());
        findings.push(finding.with("count", unkept.len()).with("fields", unkept.join(", ")));
    }
    for (at, field) in fields.iter().enumerate() {
        let of_field = |code: &str, severity| {
            let place = Locus { field: Some(field.key.clone()), ..Locus::default() };
            let finding = Finding::new(code, severity, place);
            finding.with("field", &field.label.en).with("field_hi", &field.label.hi)
        };
        let missing = tally.missing.get(at).copied().unwrap_or_default();
        if missing > 0 && field.is_kept() && !field.own {
            let asked = tally.asked.get(at).copied().unwrap_or_default();
            findings.push(of_field("NCD-001", Severity::Warning).with("missing", missing).with("asked", asked));
        }
        if let Some(summed) = manifest.sums.get(at).filter(|summed| summed.rounded > 0) {
            let rounding = i64::try_from(summed.rounding).unwrap_or(i64::MAX);
            let finding = of_field("NCD-003", Severity::Info).with("count", summed.rounded);
            findings.push(finding.with("rounding", Paise(rounding)));
        }
    }
    findings
}
