//! Arrears of audit: years of societies of which no audit report is on record.

use super::{super::row::Row, SERVICE};
use crate::{
    model::{CooperativeYear, Date, Label, Moment},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// A year of a society without a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrear {
    /// Identity of the society.
    pub society: String,
    /// Registration number as printed.
    pub reg_no: String,
    /// Its name.
    pub name: Label,
    /// LGD code of its district.
    pub district: Option<i64>,
    /// Code of its class.
    pub class: String,
    /// The year.
    pub fy: CooperativeYear,
    /// Whether an audit of it stands in the register, without a report.
    pub begun: bool,
    /// The auditor it is allotted to.
    pub auditor: String,
}

/// What was looked at.
#[derive(Clone, Debug, Default)]
pub struct Arrears {
    /// Oldest year first, then by district and society.
    pub lines: Vec<Arrear>,
    /// First year looked at.
    pub since: Option<CooperativeYear>,
    /// Last year looked at: the last that has closed.
    pub until: Option<CooperativeYear>,
    /// Societies that were to be audited.
    pub societies: usize,
    /// Societies whose day of registration is not recorded: counted from the first year.
    pub undated: usize,
    /// Society-years that were to be audited, with those of which a report is on record.
    pub owed: usize,
}

/// Is an audit of the year of a society, not one beside it?
pub fn is_of_year(subject: &str, society: &str, fy: &str) -> bool {
    subject.strip_prefix(society).and_then(|rest| rest.strip_prefix('/')) == Some(fy)
}

/// Every year from `since` (else the first of which an audit is on record) to the last that has closed, of every society registered
/// before that year's end and not cancelled. One whose day of registration is not recorded counts from the first year on.
pub fn arrears(
    register: &dyn ReadRegister,
    since: Option<CooperativeYear>,
    moment: Moment,
) -> Result<Arrears, RegisterError> {
    let audits = register.definition(SERVICE)?;
    // Year and society to: is there a report, who has it.
    let mut known: BTreeMap<(String, String), (bool, String)> = BTreeMap::new();
    let mut years = BTreeSet::new();
    register.lines(SERVICE, moment, &mut |line| {
        let row = Row { table: audits, line: &line };
        let (society, fy) = (row.text("society").to_owned(), row.text("fy").to_owned());
        if is_of_year(&line.subject, &society, &fy) {
            years.extend(fy.parse::<CooperativeYear>().ok());
            let came = |key: &str| row.value(key).as_date().is_some_and(|day| day <= moment.as_of);
            // A class is awarded on a report: a list of past audits often has nothing else.
            let reported = came("report_on") || came("finished_on") || !row.text("audit_class").is_empty();
            let auditor = row.text("auditor").to_owned();
            known.insert(
                (fy, society),
                (reported, if auditor.is_empty() { row.text("audited_by").to_owned() } else { auditor }),
            );
        }
        ControlFlow::Continue(())
    })?;
    let until = CooperativeYear::containing(moment.as_of).and_then(CooperativeYear::previous);
    let first = since.or_else(|| years.first().copied()).or(until);
    let mut all = Vec::new();
    let mut next = until;
    while let Some(year) = next.filter(|year| first.is_some_and(|first| first <= *year)) {
        all.push(year);
        next = year.previous();
    }
    let table = register.definition("society")?;
    let mut found = Arrears { since: first, until, ..Arrears::default() };
    register.lines("society", moment, &mut |line| {
        let row = Row { table, line: &line };
        if row.text("status") == "cancelled" {
            return ControlFlow::Continue(());
        }
        let registered: Option<Date> = row.value("reg_date").as_date();
        found.societies += 1;
        found.undated += usize::from(registered.is_none());
        for fy in all.iter().filter(|fy| registered.is_none_or(|day| day < fy.end())) {
            found.owed += 1;
            let audit = known.get(&(fy.to_string(), line.subject.clone()));
            if audit.is_some_and(|(reported, _)| *reported) {
                continue;
            }
            let (hi, en) = (row.text("name_hi").to_owned(), row.text("name_en").to_owned());
            let or = |one: &String, other: &String| if one.is_empty() { other.clone() } else { one.clone() };
            found.lines.push(Arrear {
                society: line.subject.clone(),
                reg_no: row.text("reg_no").to_owned(),
                name: Label { en: or(&en, &hi), hi: or(&hi, &en) },
                district: row.value("district").as_integer(),
                class: row.text("class").to_owned(),
                fy: *fy,
                begun: audit.is_some(),
                auditor: audit.map(|(_, auditor)| auditor.clone()).unwrap_or_default(),
            });
        }
        ControlFlow::Continue(())
    })?;
    found.lines.sort_by_key(|line| (line.fy, line.district));
    Ok(found)
}
