//! The audit branch: the panel of auditors and the yearly allotment of audits.

mod absence;
pub mod allotment;
mod bars;
pub mod conflicts;
mod needs;
#[cfg(test)]
mod needs_test;
pub mod panel;

pub use absence::{Absence, Away, DEBARMENTS, LEAVE, absences};
pub use bars::DistrictFinder;
pub use needs::{Called, Reading, read, read_at};
