//! The audit branch: the panel of auditors and the yearly allotment of audits.

pub mod allotment;
mod bars;
pub mod draws;
pub mod exclusions;
mod needs;
#[cfg(test)]
mod needs_test;

pub use bars::DistrictFinder;
pub use needs::{Called, OrderStanding, Reading, read, read_at, standing_orders};
