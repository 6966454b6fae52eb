//! Targets of schemes: set of the State by order, split over districts, held against what was achieved.
//!
//! A [`Scheme`] is a file of `catalogue/programmes`; [`achieved`] counts it from the registers, nothing is typed. [`share_out`] splits a State's
//! target so that the districts' are the State's; [`progress`] puts both beside each other.

mod measure;
mod period;
mod progress;
mod scheme;
mod share;
mod target;

pub use measure::{Achieved, achieved, weights};
pub use period::{Period, months};
pub use progress::{Place, Progress, hundredths, progress};
pub use scheme::{Counted, Scheme, SchemeUnit, load};
pub use share::{Asked, Basis, NoSplit, Share, share_out};
pub use target::{NewTarget, TARGETS, Target, district_targets, entry_of, state_target};
