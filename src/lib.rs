//! Co-operative registry toolkit.
//!
//! The way of the data, and the room that does each step:
//!
//! ```text
//! legacy file ─[source]→ cells ─[devanagari, mapping]→ mapped rows ─[cleaning]→ records
//!   ─[matching]→ known societies ─[register]→ entries ─[clocks, rules, branches]→ findings, plans
//!   ─[reports]→ XLSX, PDF, HTML, CSV
//! ```
//!
//! [`model`] holds the nouns all rooms share; [`catalogue`] the law, texts and word lists;
//! `migrate` is the journey of a legacy file from source to register, as one readable function;
//! [`cli`] everything that talks to a person. A command is a page that calls one operation here.

pub mod branches;
pub mod catalogue;
pub mod cleaning;
pub mod cli;
pub mod clocks;
pub mod devanagari;
pub mod mapping;
pub mod matching;
pub mod migrate;
pub mod model;
#[cfg(test)]
mod random_cases;
pub mod register;
pub mod reports;
pub mod rules;
pub mod source;
pub mod unfinished;
