//! Rules as data: conditions in a closed subset of SQL, held against columns of returns under the law in force.
//!
//! [`Rulebook::load`] reads and checks the catalogue; [`Bench::new`] puts the figures of a law in; [`Bench::judge`]
//! judges a chunk of returns, [`Bench::explain`] shows how one verdict came about.

mod cited;
mod columns;
mod condition;
mod coverage;
mod difference;
mod judge;
mod law;
mod rulebook;

pub use columns::{CHUNK_ROWS, Chunk, ChunkBuilder, Lane, Lines, number_of};
pub use condition::{Condition, ConditionFault, FieldRef, Step, Words};
pub use coverage::{Clause, Covered, coverage};
pub use difference::{Difference, differences};
pub use judge::{Bench, Explained, Outcome, RuleVerdicts, Tally, Told};
pub use law::{Figure, LawOn, OfficeFigures, Standing, Withdrawal};
pub use rulebook::{NativeRow, NativeRule, Rule, Rulebook};

#[cfg(test)]
mod sqlite_agreement;
