//! Elections of societies: terms and when they run out, the programme and its intervals, the roll with the reason of every exclusion, nominations, results,
//! casual vacancies. The machine of cases moves an election; this room gives what each act decides on and the entries that come of it.
//!
//! What holds by which Act is data ([`ElectionLaw`], `catalogue/elections.toml`); where a figure was seen only as an example or a comparison it is told and
//! never refuses.

mod boards;
mod law;
mod nominations;
mod programme;
mod results;
mod roll;
mod seats;
mod terms;
#[cfg(test)]
mod tests;
mod vacancies;

pub use boards::{Board, Sources, Standing, board_of, boards, boards_recorded};
pub use law::{ElectionLaw, Exclusion, Interval};
pub use nominations::{
    Contest, Filing, NOMINATIONS, Nomination, Paper, contests, nomination_entry, nominations, scrutinised, withdrawn,
};
pub use programme::{DATES, Programme, from_example};
pub use results::{
    BEARERS, Count, Outcome, RESULTS, TermStated, bearer_entries, declared, result_entries, term_stated, vacant_seats,
};
pub use roll::{
    Claim, Drawn, ELECTORS, Elector, Excluded, Roll, claimed, decided, digest, draft, electors, final_entries, find,
    numbered, numbered_draft, objected, officer_doubts,
};
pub use seats::{Seat, read_seats, written_seats};
pub use terms::{Term, TermKnown, end_of_term, start_of_term};
pub use vacancies::{VACANCIES, Vacancy, due_of, fill_faults, filled, seated, vacancies, vacated};

use crate::model::{Finding, Locus, Severity};

/// A finding about an election or a society, by what it is called.
pub(crate) fn finding(code: &str, about: &str, severity: Severity) -> Finding {
    Finding::new(code, severity, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

pub(crate) fn fault(code: &str, about: &str) -> Finding {
    finding(code, about, Severity::Error)
}

pub(crate) fn told(code: &str, about: &str) -> Finding {
    finding(code, about, Severity::Warning)
}
