//! Who keyed what, who decided what, when and why: the record of one job, and what it allows.

use super::compare::{Difference, Side};
use serde::{Deserialize, Serialize};

/// Somebody at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Login of the officer.
    pub officer: String,
    /// Numeric user id of the process.
    pub uid: u32,
    /// Instant, UTC.
    pub at: String,
}

/// A form handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Name it came with.
    pub file_name: String,
    /// SHA-256 of its bytes, under which it lies in `sources/`.
    pub sha256: String,
    /// Rows filled in.
    pub rows: u64,
    /// Who handed it in.
    pub by: Hand,
}

/// What was taken where the two do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// What the first keyed.
    First,
    /// What the second keyed.
    Second,
    /// What the paper says, keyed by the third.
    Value(String),
}

/// One decision; of several on one cell the last counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Name of the difference.
    pub cell: String,
    /// Key of the column; nothing for a whole row.
    pub field: Option<String>,
    /// What was taken.
    pub take: Take,
    /// Who decided.
    pub by: Hand,
    /// Number of the order it rests on.
    pub order: Option<String>,
    /// Reason.
    pub reason: Option<String>,
}

/// The file both agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Rows in it.
    pub rows: u64,
    /// Who made it.
    pub by: Hand,
}

/// One form on its way through two hands and a third.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its id, `E0001`.
    pub job: String,
    /// Id of the form.
    pub form: String,
    /// Stem of the register.
    pub register: String,
    /// Hash of the catalogue the form was made with.
    pub catalogue: String,
    /// Rows to be keyed.
    pub rows: u32,
    /// Who made the form.
    pub made: Hand,
    /// The first keyed form.
    pub first: Option<HandedIn>,
    /// The second.
    pub second: Option<HandedIn>,
    /// First forms their officer handed in anew before there was a second.
    #[serde(default)]
    pub replaced: Vec<HandedIn>,
    /// Decisions in the order they were made.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// The agreed file, once everything is decided.
    pub agreed: Option<Agreed>,
}

/// Why a job does not allow a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The second form cannot come before the first.
    BeforeFirst,
    /// A form was handed in on this side already, by this officer.
    HandedIn(String),
    /// One person would key both, or decide over what they keyed.
    SameOfficer(String),
    /// The very same file would be both.
    SameFile,
    /// Both forms are needed.
    NotBoth,
    /// The agreed file is made.
    Finished,
}

/// Logins that name one person: blanks and case make no other one.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl Job {
    /// Takes a form in. `Ok(false)`: the very same was handed in before. While there is no second to be seen, who keyed first
    /// may hand in anew.
    pub fn hand_in(&mut self, side: Side, form: HandedIn) -> Result<bool, Refused> {
        let own = if side == Side::First { &self.first } else { &self.second };
        if let Some(before) = own {
            let same = is_same(&before.by.officer, &form.by.officer);
            if same && before.sha256 == form.sha256 {
                return Ok(false);
            }
            if !same || self.second.is_some() {
                return Err(Refused::HandedIn(before.by.officer.clone()));
            }
        }
        match (side, &self.first) {
            (Side::First, _) => self.replaced.extend(self.first.replace(form)),
            (Side::Second, None) => return Err(Refused::BeforeFirst),
            (Side::Second, Some(first)) if is_same(&first.by.officer, &form.by.officer) => {
                return Err(Refused::SameOfficer(form.by.officer));
            }
            (Side::Second, Some(first)) if first.sha256 == form.sha256 => return Err(Refused::SameFile),
            (Side::Second, Some(_)) => self.second = Some(form),
        }
        Ok(true)
    }
    /// Both forms, once they are in.
    pub fn both(&self) -> Result<(&HandedIn, &HandedIn), Refused> {
        self.first.as_ref().zip(self.second.as_ref()).ok_or(Refused::NotBoth)
    }
    /// May this officer decide? Somebody who keyed neither form, before the agreed file is made.
    pub fn may_decide(&self, officer: &str) -> Result<(), Refused> {
        let (first, second) = self.both()?;
        if [first, second].iter().any(|form| is_same(&form.by.officer, officer)) {
            return Err(Refused::SameOfficer(officer.to_owned()));
        }
        if self.agreed.is_some() { Err(Refused::Finished) } else { Ok(()) }
    }
    /// The decision that counts for a difference.
    pub fn decision(&self, difference: &Difference) -> Option<&Decision> {
        let cell = difference.cell.to_string();
        // The first column names the row, and no cell of it is ever compared.
        self.decisions.iter().rev().find(|decision| decision.cell == cell)
    }
    /// What a person is to do next: a key of the texts, `entry.next.<step>`.
    pub fn step(&self) -> &'static str {
        match (&self.first, &self.second, &self.agreed) {
            (None, ..) => "first",
            (_, None, _) => "second",
            (.., None) => "resolve",
            _ => "stage",
        }
    }
}
