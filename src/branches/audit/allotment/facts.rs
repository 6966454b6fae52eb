//! What an allotment knows of societies, auditors and earlier years: the facts a draft is made of and keeps.

use crate::{
    branches::audit,
    model::{CooperativeYear, Date},
};
use serde::{Deserialize, Serialize};

/// Category for audit, of a society by kind and size, of an auditor by empanelment. A stands above D.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Category {
    /// Apex bodies and banks.
    A,
    /// Large societies.
    B,
    /// Other societies.
    C,
    /// Small societies.
    D,
}

/// A departmental auditor: who earns no fee and whose audit keeps the state's window.
pub const DEPARTMENTAL: &str = "departmental";

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(paise: &i64) -> bool {
    *paise == 0
}

impl AuditorFacts {
    /// Is it a departmental auditor?
    pub fn is_departmental(&self) -> bool {
        self.kind.as_deref() == Some(DEPARTMENTAL)
    }
    /// The bar against a society, if any.
    pub fn bar(&self, society: &str) -> Option<&Bar> {
        let at = self.barred.binary_search_by(|bar| super::identity_order(&bar.society, society)).ok()?;
        self.barred.get(at)
    }
}

impl Category {
    /// Reads `A` to `D`, in either case.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "A" | "a" => Some(Self::A),
            "B" | "b" => Some(Self::B),
            "C" | "c" => Some(Self::C),
            "D" | "d" => Some(Self::D),
            _ => None,
        }
    }
    /// Steps this category stands above another; negative when below.
    pub fn above(self, other: Self) -> i64 {
        other as i64 - self as i64
    }
}

impl std::fmt::Display for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        })
    }
}

/// An audit ordered in an earlier year, or already in this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordered {
    /// Year audited.
    pub fy: CooperativeYear,
    /// Auditor.
    pub auditor: String,
    /// Number of the order.
    pub order_no: String,
    /// Was it a departmental auditor?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub departmental: bool,
}

/// Why a society is not to be audited for a time, by an order of this office or of a court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hindrance {
    /// Code of the list `exclusion_ground`; `stay` for a stay.
    pub ground: String,
    /// Number of the order.
    pub order_no: String,
    /// Who ordered, where it is a court.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub court: String,
}

/// Days on which an auditor is not to be given audits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// First day.
    pub from: Date,
    /// Last day; none: until further order.
    pub to: Option<Date>,
    /// `leave`, `debarred` or `suspended`.
    pub ground: String,
    /// Number of the order.
    pub order_no: String,
}

impl Absence {
    /// Does it cover a day?
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl From<&audit::Absence> for Absence {
    /// Without the reason, which may be a matter of health: a draft is published.
    fn from(of: &audit::Absence) -> Self {
        let to = Some(of.to).filter(|day| *day != Date::MAX);
        Self { from: of.from, to, ground: of.why.key().to_owned(), order_no: of.order_no.clone() }
    }
}

/// A society an auditor may not take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Identity of the society.
    pub society: String,
    /// Code of the list `conflict_ground`; `declared` for what the panel names itself.
    pub ground: String,
}

/// A society as the register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocietyFacts {
    /// Identity.
    pub id: String,
    /// District, LGD code.
    pub district: Option<i64>,
    /// Day of registration.
    pub reg_date: Option<Date>,
    /// Code of the Act.
    pub act: Option<String>,
    /// Code of the status.
    pub status: Option<String>,
    /// Code of the class.
    pub class: Option<String>,
    /// Working capital, paise.
    pub working_capital: Option<i64>,
    /// Audits ordered: this year's, and the years before, latest first.
    pub ordered: Vec<Ordered>,
    /// Why it is not to be audited at present, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindrance: Option<Hindrance>,
}

/// An auditor of the panel as the register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditorFacts {
    /// Identity.
    pub id: String,
    /// Category: takes the own and those below.
    pub category: Category,
    /// Home district, LGD code.
    pub home: Option<i64>,
    /// Further districts named, LGD codes, ascending.
    pub districts: Vec<i64>,
    /// Audits a year; the office's setting where nothing is recorded.
    pub capacity: i64,
    /// First day on the panel.
    pub valid_from: Option<Date>,
    /// Last day on the panel.
    pub valid_to: Option<Date>,
    /// Standing on the panel, as recorded.
    pub status: Option<String>,
    /// Societies barred by conflict of interest, in the order of identities, each once.
    pub barred: Vec<Bar>,
    /// Code of the list `auditor_kind`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Leave and debarment, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Absence>,
    /// Audit fees due for last year's audits, paise.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub fees: i64,
}

/// All facts of one allotment, societies and auditors in the order of identities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The societies.
    pub societies: Vec<SocietyFacts>,
    /// The auditors.
    pub auditors: Vec<AuditorFacts>,
}

impl Facts {
    /// Puts societies and auditors into the order of identities, so that the order of reading never matters.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.societies.sort_by(|a, b| super::identity_order(&a.id, &b.id));
        self.auditors.sort_by(|a, b| super::identity_order(&a.id, &b.id));
        for society in &mut self.societies {
            society.ordered.sort_by(|a, b| b.fy.cmp(&a.fy).then_with(|| a.auditor.cmp(&b.auditor)));
        }
        for auditor in &mut self.auditors {
            auditor
                .barred
                .sort_by(|a, b| super::identity_order(&a.society, &b.society).then_with(|| a.ground.cmp(&b.ground)));
            auditor.barred.dedup_by(|later, first| later.society == first.society);
            auditor.absent.sort();
            auditor.districts.sort_unstable();
            auditor.districts.dedup();
        }
        self
    }
    /// A society by its identity.
    pub fn society(&self, id: &str) -> Option<&SocietyFacts> {
        self.societies.iter().find(|society| society.id == id)
    }
    /// An auditor by identity.
    pub fn auditor(&self, id: &str) -> Option<&AuditorFacts> {
        self.auditors.iter().find(|auditor| auditor.id == id)
    }
}
