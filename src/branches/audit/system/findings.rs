//! What the auditor found where no register of the office holds it.

use crate::{
    branches::audit::row::Row,
    model::{CooperativeYear, Date, EntryNo, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const FINDINGS: &str = "system_finding";

/// A finding in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Did the condition hold?
    pub passed: bool,
    /// What it was seen from.
    pub evidence: String,
    /// Fingerprint of the document kept of it; empty where none is.
    pub document: String,
    /// The day.
    pub on: Date,
    /// Its entry.
    pub entry: Option<EntryNo>,
}

/// Findings of a year by society and condition, as known at a moment.
pub fn findings_of(
    register: &dyn ReadRegister,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<BTreeMap<(String, String), Found>, RegisterError> {
    let table = register.definition(FINDINGS)?;
    let (mut all, year) = (BTreeMap::new(), fy.to_string());
    register.lines(FINDINGS, moment, &mut |line| {
        let row = Row { table, line: &line };
        let text = |key: &str| row.text(key).to_owned();
        if row.text("fy") == year {
            let found = Found {
                passed: row.text("result") == "pass",
                evidence: text("evidence"),
                document: text("document_sha256"),
                on: row.day("found_on").unwrap_or_default(),
                entry: line.entries.iter().flatten().next().copied(),
            };
            all.insert((text("society"), text("condition")), found);
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// A finding to be entered.
#[derive(Clone, Copy, Debug)]
pub struct NewFinding<'a> {
    /// The society.
    pub society: &'a str,
    /// The year.
    pub fy: CooperativeYear,
    /// Code of the condition.
    pub condition: &'a str,
    /// Did it hold?
    pub passed: bool,
    /// What it was seen from.
    pub evidence: &'a str,
    /// Fingerprint of its document.
    pub document: &'a str,
    /// The day.
    pub on: Date,
    /// Order, where one was given.
    pub order_no: Option<&'a str>,
    /// Who enters it.
    pub login: &'a str,
}

/// Its entry; `None` where just that is in force.
pub fn finding_entry(register: &dyn ReadRegister, new: NewFinding<'_>) -> Result<Option<NewEntry>, RegisterError> {
    let known = findings_of(register, new.fy, Moment::on(Date::MAX))?;
    let same = |found: &Found| {
        (found.passed, found.evidence.as_str(), found.document.as_str()) == (new.passed, new.evidence, new.document)
    };
    if known.get(&(new.society.to_owned(), new.condition.to_owned())).is_some_and(same) {
        return Ok(None);
    }
    let said = [
        ("society", Value::text(new.society)),
        ("fy", Value::text(new.fy.to_string())),
        ("condition", Value::text(new.condition)),
        ("result", Value::text(if new.passed { "pass" } else { "fail" })),
        ("evidence", Value::text(new.evidence)),
        ("document_sha256", Value::text(new.document)),
        ("found_on", Value::Date(new.on)),
        ("order_no", Value::text(new.order_no.unwrap_or_default())),
        ("login", Value::text(new.login)),
    ];
    let subject = Subject::Known(format!("{}/{}/{}", new.society, new.fy, new.condition));
    Ok(Some(NewEntry::stating(register.definition(FINDINGS)?, subject, new.on, said)))
}
