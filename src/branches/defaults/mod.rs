//! Returns that were not filed: which societies miss which years, at which step each case stands, what comes next, and what
//! ends it.
//!
//! A case is one of the shared machinery ([`super::cases`], service `return_default`); its steps and their conditions are data
//! ([`Ladder`], `catalogue/return_default.toml`). [`missing`] looks at the returns, [`stage`] plans a run, [`issue`] its notices.

mod ladder;
mod missing;
mod noticing;
mod staging;
#[cfg(test)]
mod tests;

pub use ladder::{ByAct, Cited, Ladder, OfAct, Step, When};
pub use missing::{Defaulter, Facts, Missed, Missing, facts_as_told, missing};
pub use noticing::{Addressed, DueNotice, Issued, Issuing, due_notices, issue, issued_facts};
pub use staging::{Change, Left, Run, Staged, Stager, Why};

/// The service.
pub const SERVICE: &str = "return_default";
/// Its register.
pub const DEFAULTS: &str = "return_default";
/// The act that issues a notice.
pub const ISSUE: &str = "issue";
/// The act that ends a case because every missing return is filed.
pub const FILED: &str = "filed";
/// The act that takes down what is missing now.
pub const NOTE: &str = "note";
/// The power its acts use.
pub const POWER: &str = "returns";
