//! Conflicts of interest: which auditor has to do with which society, on which ground, and how sure that is.
//!
//! **Names** are compared by the keys of `devanagari::skeleton`, so that रमेश कुमार सिन्हा and Ramesh Kumar Sinha are one. A
//! name of one word is not compared. A full name (two words or more) that an office bearer has too is `likely`. It is `exact`
//! where the father or husband is the same, or where auditor and society are of one district and no two office bearers of
//! that district with different fathers bear the name. Where both fathers are recorded and differ it is another person, and no
//! conflict. **An address** must be the same whole, by key: in one district, with a number in it, it is `exact`. **Societies**
//! that an auditor declares (employers, debts, others) are found by number, identity or name: one found is `exact`, several
//! are `likely` each. What an officer confirmed counts as sure, what he cleared counts no more.
//!
//! Everything goes by keys in maps: the work grows with auditors plus office bearers, never with their product.

mod decided;
mod matching;
mod names;
mod reading;

pub use decided::{CONFLICTS, Decided, Decision};
pub use matching::{Bearer, Interests, Place, compare};
pub use names::{Person, address_key, guardian_key, person_key, persons};
pub use reading::{Conflicts, conflicts_at};

/// Why an auditor is not to audit a society.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// He holds a post in it.
    OnBoard,
    /// A partner does.
    PartnerOnBoard,
    /// A relative does.
    RelativeOnBoard,
    /// Both have one address.
    SameAddress,
    /// It employed him.
    PastEmployee,
    /// He owes it money.
    Indebted,
    /// He declared it, or an officer entered it.
    Declared,
}

impl Ground {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::OnBoard,
        Self::PartnerOnBoard,
        Self::RelativeOnBoard,
        Self::SameAddress,
        Self::PastEmployee,
        Self::Indebted,
        Self::Declared,
    ];
    /// Code of the list `conflict_ground`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnBoard => "on_board",
            Self::PartnerOnBoard => "partner_on_board",
            Self::RelativeOnBoard => "relative_on_board",
            Self::SameAddress => "same_address",
            Self::PastEmployee => "past_employee",
            Self::Indebted => "indebted",
            Self::Declared => "declared",
        }
    }
    /// The ground of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }
}

/// How sure a conflict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// The same person, address or society.
    Exact,
    /// It may be another one: an officer looks.
    Likely,
}

impl Sure {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Likely => "likely",
        }
    }
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Identity of the auditor.
    pub auditor: String,
    /// Identity of the society.
    pub society: String,
    /// Why.
    pub ground: Ground,
    /// How sure, before anybody decided.
    pub sure: Sure,
    /// What stands with the auditor, as written.
    pub of_auditor: String,
    /// What stands with the society, as written.
    pub of_society: String,
    /// What an officer decided of it.
    pub decided: Option<Decided>,
}

impl Conflict {
    /// Does it keep the auditor from the society? A likely one does once it is confirmed.
    pub fn bars(&self) -> bool {
        match &self.decided {
            Some(decided) => decided.decision == Decision::Confirmed,
            None => self.sure == Sure::Exact,
        }
    }
    /// Is it one an officer has still to look at?
    pub fn is_open(&self) -> bool {
        self.decided.is_none() && self.sure == Sure::Likely
    }
}
