//! The life of a return after it came in: filed, revised, accepted or refused, told act by act in the register of movements.
//!
//! A return that was imported has no act here and stands as it is; its figures count like accepted ones. Of a return with
//! acts only what was accepted counts as last year's figures.

mod accepted;
mod canonical;
mod course;
mod difference;
mod filing;
mod gate;
mod passing;
mod standing;
mod waiver;

pub(super) use accepted::Counting;
pub use accepted::{AcceptedReturns, versions};
pub use canonical::{fingerprint, grouped};
pub use course::{Act, Course, Event, State, course, courses_of_year};
pub use difference::{Difference, differences};
pub use filing::{Already, Considered, Counts, Filer, Filing, Intent, Refusal};
pub use gate::{Decided, Decision, decide};
pub use standing::{Standing, standings, years_on_record};
pub use waiver::{NewWaiver, Waiver, Waivers, waive};

/// Register of movements.
pub const EVENTS: &str = "return_event";
/// Register of waivers.
pub const WAIVERS: &str = "finding_waiver";
