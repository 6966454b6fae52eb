//! Members of a society: who is one on a day, who may join, what shares each holds, how a membership ends.
//!
//! The register of members (R04) and the share ledger are the books an office has: what was imported and what is entered here are
//! lines of one kind. [`members`] reads those of one society by the index of the register; [`Norms`] is what they are held
//! against, as data; [`joining`] names everything that stands in the way of a new member; [`accounts`] is the share ledger with
//! running balances, [`Dealing`] an entry of it to be made. Procedures (admission, expulsion, appeal) are services of
//! [`crate::branches::cases`]; nothing is granted here by time alone.

mod counts;
mod dealing;
mod ending;
mod joining;
mod ledger;
mod norms;
mod person;
mod roll;
#[cfg(test)]
mod tests;

pub use counts::{Count, counts};
pub use dealing::{Dealing, Deed, Told, dealt};
pub use ending::{ended, faults_of_ending};
pub use joining::{Candidate, Joining, joining, majority, refusing, taken};
pub use ledger::{Account, Movement, accounts, against_capital};
pub use norms::{Figure, Norms};
pub use person::{Member, doubles, members, next_no, same_person};
pub use roll::{Standing, Vote, roll};

use crate::model::{Finding, Locus, Severity};

/// Stem of the register of members.
pub const MEMBERS: &str = "member";
/// Stem of the share ledger.
pub const LEDGER: &str = "share_ledger";

/// A finding about a member, an application or a society, by what the office calls it.
fn finding(code: &str, severity: Severity, about: &str) -> Finding {
    Finding::new(code, severity, Locus { society: Some(about.to_owned()), ..Locus::default() })
}
