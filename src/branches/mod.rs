//! What an officer does between intake and reports: a branch decides and returns a plan, the register writes.

pub mod audit;
pub mod cases;
pub mod computerisation;
pub mod cutover;
pub mod elections;
pub mod entry;
pub mod extract;
pub mod files;
pub mod notices;
pub mod officers;
pub mod rehearsal;
pub mod returns;
