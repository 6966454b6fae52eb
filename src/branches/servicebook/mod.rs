//! Service books of the employees: the fold of the register of entries (R20) into books, what a book shows, what is due.
//!
//! A book is all entries of one employee code, imported or made here, in their parts. [`Rules`] says as data what each event asks
//! for; [`faults_of`] is the gate an entry passes; [`contradictions`] tells what does not fit together; [`due`] what comes next. A
//! date of birth, once entered, is altered by order alone; an entry is corrected by one that supersedes it, never erased.

mod book;
mod contradictions;
mod due;
mod enter;
mod rules;
#[cfg(test)]
mod tests;
mod verified;

pub use book::{Book, BookEntry, REGISTER, book, books};
pub use contradictions::{contradictions, scrutiny};
pub use due::{Due, Ended, due, ends_on};
pub use enter::{Told, attested, corrected, entered, faults_of, faults_of_correction, struck};
pub use rules::{Counting, DueDef, EVENTS, EventDef, Rules};
pub use verified::{Span, last_year_end, unverified};
