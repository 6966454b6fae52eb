//! How each auditor stands on a day: on the panel, not yet, no more, away.

use super::entering::AUDITORS;
use crate::{
    branches::audit::{Absence, Away, absences, row::Row},
    model::{Date, Label, Moment},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// How an auditor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// On the panel.
    OnPanel,
    /// On the panel, on leave.
    OnLeave,
    /// Debarred by order.
    Debarred,
    /// Suspended until a decision.
    Suspended,
    /// His term begins later.
    NotYet,
    /// His term has ended.
    Ended,
    /// His entry has another status, as removed.
    OffPanel,
}

impl Standing {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::OnPanel => "on_panel",
            Self::OnLeave => "on_leave",
            Self::Debarred => "debarred",
            Self::Suspended => "suspended",
            Self::NotYet => "not_yet",
            Self::Ended => "ended",
            Self::OffPanel => "off_panel",
        }
    }
    /// For people.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::OnPanel => ("on the panel", "पैनल में"),
            Self::OnLeave => ("on leave", "अवकाश पर"),
            Self::Debarred => ("debarred", "विवर्जित"),
            Self::Suspended => ("suspended", "निलंबित"),
            Self::NotYet => ("not yet valid", "अभी मान्य नहीं"),
            Self::Ended => ("term ended", "अवधि समाप्त"),
            Self::OffPanel => ("not on the panel", "पैनल में नहीं"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
}

/// An auditor on a day. No phone, no address, nothing declared of persons: it may be published.
#[derive(Clone, Debug)]
pub struct PanelRow {
    /// Identity.
    pub auditor: String,
    /// Panel number.
    pub panel_no: String,
    /// Hindi and English name.
    pub names: [String; 2],
    /// Code of the kind.
    pub kind: String,
    /// Membership number, firm number.
    pub numbers: [String; 2],
    /// Category as written.
    pub category: String,
    /// Fee class.
    pub fee_class: String,
    /// LGD code of the home district.
    pub home: Option<i64>,
    /// Further districts as written.
    pub districts: String,
    /// First and last day of the term.
    pub valid: (Option<Date>, Option<Date>),
    /// How he stands.
    pub standing: Standing,
    /// The span that keeps him away on the day.
    pub away: Option<Absence>,
}

/// The panel on a day, in order of panel numbers. Statuses that are on the panel: `approved`, or none recorded.
pub fn panel_on(register: &dyn ReadRegister, moment: Moment, on: Date) -> Result<Vec<PanelRow>, RegisterError> {
    let table = register.definition(AUDITORS)?;
    let mut away = absences(register, moment, on, on)?;
    let mut rows = Vec::new();
    register.lines(AUDITORS, moment, &mut |line| {
        let row = Row { table, line: &line };
        let text = |key: &str| row.text(key).to_owned();
        let valid = (row.day("valid_from"), row.day("valid_to"));
        let spans = away.remove(&line.subject).unwrap_or_default();
        // An order weighs more than leave; of two the one that reaches further.
        let absence = spans.into_iter().max_by_key(|one| (one.why != Away::Leave, one.to));
        let status = text("status");
        let standing = match &absence {
            _ if !status.is_empty() && status != "approved" => Standing::OffPanel,
            _ if valid.1.is_some_and(|to| to < on) => Standing::Ended,
            Some(one) if one.why == Away::Debarred => Standing::Debarred,
            Some(one) if one.why == Away::Suspended => Standing::Suspended,
            _ if valid.0.is_some_and(|from| on < from) => Standing::NotYet,
            Some(_) => Standing::OnLeave,
            None => Standing::OnPanel,
        };
        rows.push(PanelRow {
            panel_no: text("panel_no"),
            names: [text("name_hi"), text("name_en")],
            kind: text("kind"),
            numbers: [text("membership_no"), text("firm_no")],
            category: text("category"),
            fee_class: text("fee_class"),
            home: row.integer("home_district"),
            districts: text("districts"),
            valid,
            standing,
            away: absence,
            auditor: line.subject.clone(),
        });
        ControlFlow::Continue(())
    })?;
    rows.sort_by(|a, b| (&a.panel_no, &a.auditor).cmp(&(&b.panel_no, &b.auditor)));
    Ok(rows)
}
