//! The panel of auditors: notifications, what an applicant is held against, how he comes onto the panel.
//!
//! Applications and debarments are cases (services `empanelment`, `debarment`); the entries an approval makes in the register of
//! auditors are in [`entering`].

pub mod checking;
pub mod eligibility;
pub mod entering;
pub mod notice;
pub mod standing;

use crate::model::{Finding, Locus, Severity};

/// Service of applications.
pub const EMPANELMENT: &str = "empanelment";
/// Its register.
pub const APPLICATIONS: &str = "panel_application";
/// Service of debarments.
pub const DEBARMENT: &str = "debarment";

/// A finding on what is called by a number or a name: a notification, an application, an auditor.
pub fn about(code: &str, severity: Severity, number: &str) -> Finding {
    let place = Locus { field: Some(number.to_owned()), ..Locus::default() };
    Finding::new(code, severity, place).with("number", number)
}
