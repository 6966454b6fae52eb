//! Why an allotment cannot go on at all.

use std::fmt;

/// What cannot go on. Everything wrong with single societies or auditors is a reason in the draft instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllotmentError {
    /// An identity stands twice.
    Twice {
        /// society or auditor
        what: &'static str,
        /// The identity.
        id: String,
    },
    /// A pair names a place beyond the list of auditors.
    NoSuchAuditor(u32),
    /// Points out of range.
    Points {
        /// Whose.
        place: String,
        /// What was expected.
        fault: &'static str,
    },
    /// A draw without a seed, or with one that could be read two ways.
    Seed(&'static str),
    /// Words that are not fit to be sealed.
    Words(&'static str),
    /// A draft file that does not read as one.
    NotADraft {
        /// Name of the file.
        file: String,
        /// What was found.
        fault: String,
    },
}

impl fmt::Display for AllotmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice { what, id } => write!(f, "{what} {id} stands twice; each may stand once"),
            Self::NoSuchAuditor(id) => write!(f, "a pair names auditor no. {id}, and the list is shorter"),
            Self::Points { place, fault } => write!(f, "{place}: {fault}"),
            Self::Seed(fault) => write!(f, "--seed: {fault}"),
            Self::Words(fault) => write!(f, "--words: {fault}"),
            Self::NotADraft { file, fault } => write!(f, "{file}: not a draft of an allotment: {fault}"),
        }
    }
}
impl std::error::Error for AllotmentError {}
