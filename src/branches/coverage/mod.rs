//! Which gram panchayats have no society of a kind, told from what registers say of areas of operation.
//!
//! [`area`] takes a text apart by the words of `catalogue/words/coverage.toml`; [`Gazetteer`] finds names in either script within a block or a
//! district; [`judge`] decides, each time with the words that decided; [`tally`] counts every panchayat once: covered, doubtful or
//! uncovered. [`split`] makes shares of a target, which stand in the register `coverage_target` once there is an order.

mod area;
mod from_register;
mod judge;
mod places;
mod plan;
mod tally;
mod targets;
mod words;

pub use area::{Area, Named, Said, Unit, Whole, area};
pub use from_register::{DistrictAndBlock, gazetteer, registered_since, societies};
pub use judge::{Evidence, Society, Verdict, Why, judge};
pub use places::{Gazetteer, Hits, Likeness, NamedPlace, Panchayat, Scope};
pub use plan::split;
pub use tally::{Counts, Kept, Standing, Stands, Tally, tally};
pub use targets::{TARGETS, Target, set_target, targets};
pub use words::{AreaWords, KindOf};
