//! The audit branch: the panel of auditors, the yearly allotment of audits, and the life of an audit.

mod absence;
pub mod allotment;
mod bars;
pub mod conflicts;
pub mod draws;
pub mod exclusions;
pub mod life;
mod needs;
#[cfg(test)]
mod needs_test;
pub mod panel;
mod row;
pub mod system;

pub use absence::{Absence, Away, DEBARMENTS, LEAVE, absences};
pub use bars::DistrictFinder;
pub use needs::{Called, OrderStanding, Reading, names_at, read, read_at, standing_orders};
