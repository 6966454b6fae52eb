//! What PACS report of themselves: their days in the ERP and their activities by month.
//!
//! Both registers are filled from exports (`pacs_day`, `pacs_activity`) and read by day or month alone. [`expected`] says which PACS have a
//! day to open and close, [`day_of`] how each stood, [`tally`] counts by place so that the counts close; [`activities`] adds up figures.

mod activities;
mod days;
mod lateness;
mod societies;

pub use activities::{Figures, Told, activities, by_month, figures_by};
pub use days::{DayTally, Expected, Reported, day_of, expected, last_named, tally};
pub use lateness::{Hours, Late, clock_of};
pub use societies::{Place, Society, societies};

/// Stem of the register of days.
pub const DAYS: &str = "pacs_day";
/// Stem of the register of activities.
pub const ACTIVITIES: &str = "pacs_activity";
