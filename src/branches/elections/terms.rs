//! When a term begins and ends: by the rule of the Act, and only from what the registers hold.

use super::{ElectionLaw, law::in_force};
use crate::{
    branches::cases::Law,
    clocks::{Course, due},
    model::{CooperativeYear, Date, Label},
};

/// A term as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day, by which the next election is held.
    pub to: Option<Date>,
    /// How that is known.
    pub known: TermKnown,
    /// What it rests on.
    pub rests_on: Label,
}

/// How a term is known, or why it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKnown {
    /// The register of results has its last day.
    ResultRegister,
    /// Counted from the result by the rule of the Act.
    FromResult,
    /// The register of office bearers has the last day.
    BearerRegister,
    /// Counted from the day on which the whole board came in.
    FromBearers,
    /// Neither result nor office bearers are recorded.
    NothingRecorded,
    /// What is recorded does not show when the term began.
    BeginningUnknown,
    /// No rule or no length was sourced.
    LengthUnsourced,
}

impl TermKnown {
    /// Code.
    pub fn key(self) -> &'static str {
        match self {
            Self::ResultRegister => "result_register",
            Self::FromResult => "from_result",
            Self::BearerRegister => "bearer_register",
            Self::FromBearers => "from_bearers",
            Self::NothingRecorded => "nothing_recorded",
            Self::BeginningUnknown => "beginning_unknown",
            Self::LengthUnsourced => "length_unsourced",
        }
    }
    /// In words.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::ResultRegister => ("last day in the register of results", "परिणाम पंजी में अंतिम तिथि"),
            Self::FromResult => ("counted from the result", "परिणाम से गणना"),
            Self::BearerRegister => ("last day in the register of office bearers", "पदाधिकारी पंजी में अंतिम तिथि"),
            Self::FromBearers => ("counted from the day the board came in", "बोर्ड के पदभार की तिथि से गणना"),
            Self::NothingRecorded => ("no result and no office bearer recorded", "न परिणाम दर्ज, न पदाधिकारी"),
            Self::BeginningUnknown => ("beginning of the term not recorded", "कार्यकाल का आरंभ दर्ज नहीं"),
            Self::LengthUnsourced => ("length of the term not sourced", "कार्यकाल की अवधि का स्रोत नहीं"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
}

/// The first day of a term by the rule of an Act: from the day the result was declared and the day of the first meeting.
pub fn start_of_term(
    election: &ElectionLaw,
    act: &str,
    declared_on: Option<Date>,
    first_meeting_on: Option<Date>,
) -> Option<Date> {
    match election.term(act)?.rule.as_str() {
        "election_date" => declared_on,
        "first_meeting" => first_meeting_on,
        "cooperative_year" => Some(CooperativeYear::containing(declared_on?)?.start()),
        _ => None,
    }
}

/// The last day of a term that began on a day: the day before its anniversary. `None` where no length was sourced.
pub fn end_of_term(election: &ElectionLaw, law: &Law, act: &str, from: Date) -> Option<Date> {
    let (limit, _) = in_force(law, &election.term(act)?.length_line)?;
    due(&limit.limit?, &Course::from(from), &law.calendar)?.yesterday().ok()
}

/// What rule and length of an Act rest on.
pub(super) fn rests_on(election: &ElectionLaw, law: &Law, act: &str) -> Label {
    let Some(term) = election.term(act) else {
        return Label {
            en: "no rule on the term was sourced for the Act".into(),
            hi: "इस अधिनियम के कार्यकाल नियम का स्रोत नहीं".into(),
        };
    };
    let mut lines: Vec<Label> = Vec::new();
    for line in [&term.rule_line, &term.length_line] {
        lines.extend(in_force(law, line).map(|(limit, _)| limit.rests_on));
    }
    lines.dedup();
    let join = |texts: Vec<&str>| texts.join("; ");
    Label {
        en: join(lines.iter().map(|line| line.en.as_str()).collect()),
        hi: join(lines.iter().map(|line| line.hi.as_str()).collect()),
    }
}
