//! The end of paper: what a society must show before it, the day from which paper is refused, and the proof that none came in.
//!
//! Paper is what `import`, `apply` and `rejects import` read: every legacy file. [`freeze()`] enters the day in the office's own unit of
//! the register of computerisation; [`Watch`] looks at the entries an import would make; [`prove`] looks at those it made.

mod check;
mod conditions;
mod freeze;
mod prove;

pub use check::{Answer, Outcome, check};
pub use conditions::{Condition, Conditions, Need, PaperEnd};
pub use freeze::{Freeze, Freezing, Late, Watch, day_of, freeze, freeze_of};
pub use prove::{Breach, Proof, prove};
