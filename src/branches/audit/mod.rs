//! The audit branch: the panel of auditors and the yearly allotment of audits.

pub mod allotment;
mod bars;
mod needs;
#[cfg(test)]
mod needs_test;
pub mod system;

pub use bars::DistrictFinder;
pub use needs::{Called, Reading, read, read_at};
