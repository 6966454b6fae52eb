//! What an officer does between intake and reports: a branch decides and returns a plan, the register writes.

pub mod assets;
pub mod audit;
pub mod byelaws;
pub mod cases;
pub mod computerisation;
pub mod coverage;
pub mod cutover;
pub mod elections;
pub mod entry;
pub mod extract;
pub mod files;
pub mod handover;
pub mod inspection;
pub mod liquidation;
pub mod locker;
pub mod members;
pub mod ncd;
pub mod notices;
pub mod officers;
pub mod projects;
pub mod rehearsal;
pub mod returns;
pub mod servicebook;
pub mod societies;
