//! The text of bye-laws, clause by clause: read, compared, held against the list of matters, in force from which day.
//!
//! [`read`] turns a plain text into clauses, with every fault on its line; [`compare`] pairs the clauses of two texts, by what
//! they say where numbers have moved, and marks the words; [`check`] looks for the matters of `catalogue/byelaws/matters.toml`;
//! [`texts`] says which text a society's bye-laws were from which day. Texts themselves are documents of the office, kept under
//! their SHA-256; nothing here reads a file.

mod clauses;
mod compare;
mod in_force;
mod matters;
mod words;

pub use clauses::{Clause, Text, read};
pub use compare::{Became, Compared, compare};
pub use in_force::{InForce, TEXTS, put_in_force, text_on, texts};
pub use matters::{Found, Matter, Standing, check, load};
pub use words::{Mark, Piece, marked, piece_text};
