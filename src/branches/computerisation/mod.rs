//! Computerisation of PACS, other societies and offices: stages as dated events, progress counted from them.
//!
//! [`Programme`] holds the stages, their order and their sources (`catalogue/rules/computerisation.toml`); [`units`] reads
//! the register; [`Recording`] turns events into entries; [`funnel`] counts, [`forecast`] looks ahead, [`targets`] are what
//! orders ask for.

mod check;
mod events;
mod forecast;
mod programme;
mod progress;
mod record;
mod target;
mod unit;

pub use check::{findings_of, items_read, kit, order_of_counts, shares};
pub use events::{Asked, Event};
pub use forecast::{Need, Outlook, Pace, forecast, need};
pub use programme::{Deadline, Gap, OrderRule, Programme, Shares, Stage, Weight};
pub use progress::{By, Funnel, funnel, gap};
pub use record::{Recorded, Recording, new_key};
pub use target::{NewTarget, Target, TargetSet, set_target, targets};
pub use unit::{Filter, Unit, units};

pub use crate::catalogue::Basis;
use crate::model::SourceKey;

/// Stem of the register of computerisation.
pub const REGISTER: &str = "computerisation";

/// SHA-256 over the parts that name a new subject to people, so that naming it again leads to the same identity.
fn key_of(parts: &[&str]) -> String {
    SourceKey::named(parts).sha256
}
