//! The system audit of live PACS: conditions as data, each held against the registers, findings of the auditor where no register holds it,
//! and the certificate.

mod certificate;
mod conditions;
mod findings;
mod standing;
#[cfg(test)]
mod tests;

pub use certificate::{CERTIFICATES, Certificate, certificate_entry, certificate_of, certificates, proofs_digest};
pub use conditions::{SystemCondition, SystemConditions};
pub use findings::{FINDINGS, Found, NewFinding, finding_entry, findings_of};
pub use standing::{By, Held, Pacs, Standing, hold, live_pacs};
