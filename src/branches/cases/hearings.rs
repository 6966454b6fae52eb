//! Hearings: lines of the order sheet, the next date of a case, how often it was put off, by whom and why.

use super::{case::Case, service::Service};
use crate::{
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register of order sheets.
pub const SHEETS: &str = "order_sheet";

/// A line of the order sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLine {
    /// Its identity.
    pub id: String,
    /// The act of the case that wrote it.
    pub event_no: i64,
    /// Running number on the sheet.
    pub serial: i64,
    /// Day.
    pub on: Date,
    /// What the hearing was for.
    pub purpose: String,
    /// Who was present.
    pub present: String,
    /// What was done.
    pub proceeding: String,
    /// Interim or final.
    pub order_kind: String,
    /// Why it was put off.
    pub adjourn_reason: String,
    /// At whose instance.
    pub adjourned_by: String,
    /// Next date …
    pub next_on: Option<Date>,
    /// … what for …
    pub next_purpose: String,
    /// … and at what time.
    pub next_time: String,
}

/// The next date of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextHearing {
    /// The day.
    pub on: Date,
    /// What for: as told, else as the act that set it was for.
    pub purpose: String,
    /// At what time, where one was told.
    pub time: String,
}

/// The sheets of all cases, by the identity of the case, in the order of their acts.
pub fn sheets(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, Vec<SheetLine>>, RegisterError> {
    let table = register.definition(SHEETS)?;
    let mut found: BTreeMap<String, Vec<SheetLine>> = BTreeMap::new();
    register.lines(SHEETS, moment, &mut |line| {
        if let Some((case, line)) = read(table, &line) {
            found.entry(case).or_default().push(line);
        }
        ControlFlow::Continue(())
    })?;
    for lines in found.values_mut() {
        lines.sort_by_key(|line| (line.event_no, line.serial));
    }
    Ok(found)
}

fn read(table: &TableDef, line: &Line) -> Option<(String, SheetLine)> {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let number = |key: &str| value(key).and_then(Value::as_integer);
    let sheet = SheetLine {
        id: line.subject.clone(),
        event_no: number("event_no")?,
        serial: number("serial").unwrap_or_default(),
        on: value("date").and_then(Value::as_date)?,
        purpose: text("purpose"),
        present: text("present"),
        proceeding: text("proceeding"),
        order_kind: text("order_kind"),
        adjourn_reason: text("adjourn_reason"),
        adjourned_by: text("adjourned_by"),
        next_on: value("next_on").and_then(Value::as_date),
        next_purpose: text("next_purpose"),
        next_time: text("next_time"),
    };
    Some((text("of_case"), sheet))
}

/// How often a case was put off, by party and reason.
pub fn adjournments(sheet: &[SheetLine]) -> BTreeMap<(String, String), usize> {
    let mut counted = BTreeMap::new();
    for line in sheet.iter().filter(|line| !line.adjourn_reason.is_empty()) {
        *counted.entry((line.adjourned_by.clone(), line.adjourn_reason.clone())).or_insert(0) += 1;
    }
    counted
}

/// The next date of a case that has not ended: the last one set, unless a hearing after it set none.
pub fn next_hearing(service: &Service, case: &Case, sheet: &[SheetLine]) -> Option<NextHearing> {
    if service.stages[case.stage].closed {
        return None;
    }
    for event in case.events.iter().rev() {
        let line = sheet.iter().find(|line| line.event_no == event.serial);
        if let Some(on) = event.next_on {
            let told = line.map(|line| (line.next_purpose.clone(), line.purpose.clone(), line.next_time.clone()));
            let (next, was, time) = told.unwrap_or_default();
            // An adjournment has no purpose of its own: it is for what the hearing before it was to be.
            let inherited = || {
                let before = sheet.iter().rev().filter(|line| line.event_no < event.serial);
                before
                    .into_iter()
                    .find_map(|line| [&line.next_purpose, &line.purpose].into_iter().find(|p| !p.is_empty()))
            };
            let purpose = [next, was].into_iter().find(|purpose| !purpose.is_empty());
            let purpose = purpose.or_else(|| inherited().cloned()).unwrap_or_default();
            return Some(NextHearing { on, purpose, time });
        }
        if line.is_some() {
            return None;
        }
    }
    None
}
