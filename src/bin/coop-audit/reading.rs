//! The register read for the audit branch, with the office's settings.

use crate::words::Words;
use coop_registry::{
    branches::audit::{
        self, Reading,
        allotment::{OfficeTerms, Policy, Terms},
    },
    cli::{CommandError, Exit, Office},
    model::{CooperativeYear, Finding, Moment, Severity},
    register::ReadRegister,
};
use std::collections::BTreeSet;

/// The office's settings for allotments.
pub fn office_terms(office: &Office) -> Result<OfficeTerms, CommandError> {
    let settings = office.settings()?;
    let small = |key: &str| {
        u32::try_from(settings.number(key)).map_err(|_| {
            CommandError::new(Exit::Configuration, "error.settings.too_large")
                .with("key", key)
                .with("found", settings.get(key))
                .with("most", u32::MAX)
        })
    };
    Ok(OfficeTerms {
        consecutive_years: small("audit.consecutive_years")?,
        cooling_years: small("audit.cooling_years")?,
        departmental_every: small("audit.departmental_every")?,
        default_capacity: i64::from(small("audit.default_capacity")?),
    })
}

/// Everything an allotment of a year rests on, as of a moment.
pub fn read(
    words: &Words,
    register: &dyn ReadRegister,
    moment: Moment,
    fy: CooperativeYear,
    terms: OfficeTerms,
) -> Result<Reading, CommandError> {
    Ok(audit::read(register, moment, fy, terms, &|name, home| words.district_code(name, home))?)
}

/// The terms of a draft: policy of the catalogue, settings of the office, distances of the districts that occur.
pub fn terms(office: &Office, reading: &Reading, fy: CooperativeYear, moment: Moment) -> Result<Terms, CommandError> {
    let policy = Policy::load(office.files())?;
    let facts = &reading.facts;
    let districts: BTreeSet<i64> = facts
        .societies
        .iter()
        .filter_map(|society| society.district)
        .chain(facts.auditors.iter().filter_map(|auditor| auditor.home))
        .collect();
    Ok(Terms::new(&policy, fy, moment.as_of, office_terms(office)?, &districts))
}

/// What could not be used of the panel, as findings.
pub fn findings(reading: &Reading) -> Vec<Finding> {
    reading.findings.iter().map(|reason| reason.finding(Severity::Warning, None)).collect()
}
