//! Audits of a year and the panel, as the reports on them read the registers.

use super::from_register::rows;
use crate::{
    model::{CooperativeYear, Date, Label, Moment, Paise},
    register::{ReadRegister, RegisterError},
};

/// How far an audit has come; each stage has passed those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// On record: by an order, or by a list of past years.
    Ordered,
    /// Begun.
    Begun,
    /// The report is in.
    Reported,
    /// The society is classed.
    Classed,
    /// Every objection is settled, or there was none.
    Closed,
}

/// An audit.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Identity of the society.
    pub society: String,
    /// Identity of the auditor; empty for an audit of a list that no order of this register allotted.
    pub auditor: String,
    /// How far it has come by the day asked.
    pub progress: Progress,
    /// Fee due.
    pub fee_due: Option<Paise>,
    /// Fee paid.
    pub fee_paid: Option<Paise>,
}

/// A member of the panel.
#[derive(Clone, Debug, Default)]
pub struct PanelRow {
    /// Identity.
    pub auditor: String,
    /// Name in both languages.
    pub name: Label,
    /// Panel number as printed.
    pub panel_no: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the category.
    pub category: String,
    /// LGD code of the home district.
    pub district: Option<i64>,
    /// Audits a year, where the panel names a figure.
    pub capacity: Option<i64>,
}

/// The audits of a year on record by a moment.
pub fn audits(
    register: &dyn ReadRegister,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Vec<AuditRow>, RegisterError> {
    let year = fy.to_string();
    rows(register, "audit", moment, |facts| {
        if facts.text("fy") != year {
            return None;
        }
        let by = |key: &str| facts.value(key).as_date().filter(|day: &Date| *day <= moment.as_of);
        let reported = by("report_on").or(by("finished_on")).is_some();
        let (objections, settled) = (facts.number("objections"), facts.number("objections_settled"));
        let settled = objections.is_some_and(|count| count <= settled.unwrap_or(0)) || by("complied_on").is_some();
        let classed = !facts.text("audit_class").is_empty();
        let progress = match (reported, classed, settled) {
            (true, true, true) => Progress::Closed,
            (true, true, false) => Progress::Classed,
            (true, false, _) => Progress::Reported,
            (false, ..) if by("begun_on").is_some() => Progress::Begun,
            _ => Progress::Ordered,
        };
        Some(AuditRow {
            society: facts.text("society").into(),
            auditor: facts.text("auditor").into(),
            progress,
            fee_due: facts.value("fee_due").as_money(),
            fee_paid: facts.value("fee_paid").as_money(),
        })
    })
}

/// The panel in force at a moment.
pub fn panel(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<PanelRow>, RegisterError> {
    rows(register, "auditor", moment, |facts| {
        let auditor = facts.line.subject.clone();
        let name = facts.name();
        Some(PanelRow {
            name: if name.en.is_empty() { Label::either(None, Some(&auditor)) } else { name },
            auditor,
            panel_no: facts.text("panel_no").into(),
            kind: facts.text("kind").into(),
            category: facts.text("category").into(),
            district: facts.number("home_district"),
            capacity: facts.number("capacity"),
        })
    })
}
