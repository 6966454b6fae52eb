//! The register of societies worked by itself: a society entered, a change; its history; its standing.
//!
//! Registration on an application and amendment of bye-laws are cases; here is what has no case of its own. What may be done,
//! by whom, and the clauses of standing are data, `catalogue/rules/society.toml`.

mod entering;
mod history;
mod standing;
mod terms;
#[cfg(test)]
mod tests;

pub use entering::{Told, added, amended};
pub use history::{Change, Step, StepKind, history};
pub use standing::{Held, Kept, Line as StandingLine, Standing, of_all, of_one};
pub use terms::{Cancel, Clause, Needs, Terms};

/// The register.
pub const SOCIETIES: &str = "society";
