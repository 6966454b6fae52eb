//! Paper keyed twice: a form for any register, two blind hands, what they do not agree on, and a third who decides.
//!
//! [`Form`] is laid out from the catalogue and written as a workbook; [`Keyed`] is what comes back in it; [`compare`] holds
//! the two against each other; a [`Job`] keeps who did what, and [`agreed`] are the rows when everything is decided.

mod agreed;
mod book;
mod compare;
mod form;
mod job;
mod keyed;
mod sheets;

pub use agreed::{Undecided, agreed};
pub use book::{Answer, NotABook, answers_of, differences_book, read_take};
pub use compare::{Compared, Difference, Readings, Side, compare};
pub use form::{Form, FormColumn, Stands};
pub use job::{Agreed, Decision, Hand, HandedIn, Job, Refused, Take};
pub use keyed::{Keyed, KeyedCell, KeyedRow, NotAForm, Stamp, Written};
pub use sheets::{FormWords, agreed_book, form_book};
