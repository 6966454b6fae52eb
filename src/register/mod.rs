//! The statutory registers: append-only, every entry with two times. The only room with SQL.
//!
//! [`Register`] opens `register.db`; [`ReadRegister`] is what other rooms ask; a [`crate::model::Plan`] is written by
//! [`Register::apply`] alone. What is in force at a moment is decided in one place, [`in_force()`].

#[cfg(test)]
mod alteration_tests;
mod apply;
mod backup;
mod batches;
mod canonical;
mod check;
mod columns;
mod correcting;
#[cfg(test)]
mod correcting_tests;
mod current;
mod day_book;
mod digest;
mod entering;
mod error;
#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod held_against_naive;
#[cfg(test)]
mod held_against_replay;
mod history;
mod holder;
mod identities;
mod in_force;
#[cfg(test)]
mod merged_tests;
mod naive;
mod open;
mod own_registers;
mod plan_check;
mod read;
mod reader;
mod references;
#[cfg(test)]
mod restore_tests;
mod runs;
#[cfg(test)]
mod sample;
mod sealed;
mod stand_in;
mod stored;
mod undo;
#[cfg(test)]
mod undo_tests;
mod upgrades;
mod verify;

pub use apply::{Applied, Incoming, Load};
pub use backup::Restored;
pub use batches::BatchRecord;
pub use check::CheckReport;
pub use correcting::{Corrected, Correcting};
pub use day_book::DayRow;
pub use digest::digest;
pub use error::RegisterError;
pub use holder::noted_writer;
pub use in_force::{Head, in_force};
pub use naive::MemoryRegister;
pub use open::{Mode, Register};
pub use read::{Each, ReadRegister, subject_order};
pub use runs::{NewRun, Run, RunLedger};
pub use verify::{Broken, Chain, Verified};
