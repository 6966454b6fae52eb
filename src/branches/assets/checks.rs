//! How assets were found at a physical verification: the act it is in the course of the asset, and the line kept beside it.

use super::{ASSETS, text};
use crate::{
    branches::cases::{ActDef, Case, Given, Service},
    model::{CooperativeYear, Date, Finding, Locus, Moment, NewEntry, Severity, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const CHECKS: &str = "asset_check";
/// Codes of the list `asset_check`.
const FOUND: &str = "found";
const MISSING: &str = "missing";
const EXCESS: &str = "excess";

/// What was found of an asset, or beside the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// It was there.
    pub there: bool,
    /// Condition it was found in, where that was told.
    pub condition: Option<String>,
    /// Place it was found at, where that was told.
    pub place: Option<String>,
    /// Remark.
    pub remark: Option<String>,
    /// Of what is in excess: the item.
    pub item: Option<String>,
    /// Of what is in excess: its serial number.
    pub serial_no: Option<String>,
}

/// A line of the register of verifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// The asset; empty for what was found in excess.
    pub asset: String,
    /// The day.
    pub on: Date,
    /// Code of the outcome.
    pub result: String,
    /// Item.
    pub item: String,
    /// Serial number.
    pub serial_no: String,
    /// Condition in the register then.
    pub condition_was: String,
    /// Condition found.
    pub condition: String,
    /// Place in the register then.
    pub place_was: String,
    /// Place found.
    pub place: String,
    /// Remark.
    pub remark: String,
}

impl Check {
    /// It was not there.
    pub fn is_missing(&self) -> bool {
        self.result == MISSING
    }
    /// It was there and is not on charge.
    pub fn is_excess(&self) -> bool {
        self.result == EXCESS
    }
}

/// The act a finding is: not found, as recorded, or found in another condition. What only an order can make of an asset no
/// verification does: unserviceable is surplus until a committee condemns it.
pub fn act_of<'s>(
    service: &'s Service,
    table: &TableDef,
    case: &Case,
    found: &Found,
) -> Result<&'s ActDef, Box<Finding>> {
    let sets = |act: &ActDef, key: &str, value: Option<&str>| {
        let no = table.field_no(key);
        act.sets.iter().any(|(field, given)| {
            Some(*field) == no
                && value.is_none_or(|value| matches!(given, Given::Always(always) if always.as_text() == Some(value)))
        })
    };
    let verifies = |act: &&ActDef| sets(act, "verified_on", None);
    let as_recorded = |act: &&ActDef| verifies(act) && !sets(act, "condition", None);
    let into = |code: &str| service.acts.iter().filter(verifies).find(|act| sets(act, "condition", Some(code)));
    let none = || {
        let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
        let told = found.condition.as_deref().unwrap_or("–");
        Box::new(Finding::new("AST-106", Severity::Error, place).with("condition", told))
    };
    if !found.there {
        return service.acts.iter().find(|act| sets(act, "condition", Some("short"))).ok_or_else(none);
    }
    let is = text(table, case, "condition");
    let gone = matches!(service.stages[case.stage].code.as_str(), "short" | "lost");
    match found.condition.as_deref() {
        None if gone => into("in_use").ok_or_else(none),
        Some(told) if told != is || gone => {
            let told = if told == "condemned" { "surplus" } else { told };
            if told == is && !gone {
                return service.acts.iter().find(as_recorded).ok_or_else(none);
            }
            into(told).ok_or_else(none)
        }
        _ => service.acts.iter().find(as_recorded).ok_or_else(none),
    }
}

/// The line of an asset that was on charge, beside its act of this number.
pub fn check_entry(
    register: &dyn ReadRegister,
    case: &Case,
    (serial, on): (i64, Date),
    found: &Found,
    (login, order_no): (&str, Option<&str>),
) -> Result<NewEntry, RegisterError> {
    let assets = register.definition(ASSETS)?;
    let was = |key: &str| Value::text(text(assets, case, key));
    let told = |told: &Option<String>| told.as_ref().map_or(Value::Empty, Value::text);
    let said = [
        ("asset", Value::text(&case.id)),
        ("checked_on", Value::Date(on)),
        ("result", Value::text(if found.there { FOUND } else { MISSING })),
        ("item", was("item")),
        ("serial_no", was("serial_no")),
        ("condition_was", was("condition")),
        ("condition", told(&found.condition)),
        ("place_was", was("place")),
        ("place", told(&found.place)),
        ("remark", told(&found.remark)),
        ("login", Value::text(login)),
        ("order_no", order_no.map_or(Value::Empty, Value::text)),
    ];
    let subject = Subject::Known(format!("{}/{serial}", case.id));
    Ok(NewEntry::stating(register.definition(CHECKS)?, subject, on, said))
}

/// The line of what was found and is not on charge; `nth` tells apart what is told in the same words.
pub fn excess_entry(
    register: &dyn ReadRegister,
    on: Date,
    found: &Found,
    nth: usize,
    (login, order_no): (&str, Option<&str>),
) -> Result<NewEntry, RegisterError> {
    let told = |told: &Option<String>| told.as_ref().map_or(Value::Empty, Value::text);
    let said = [
        ("checked_on", Value::Date(on)),
        ("result", Value::text(EXCESS)),
        ("item", told(&found.item)),
        ("serial_no", told(&found.serial_no)),
        ("condition", told(&found.condition)),
        ("place", told(&found.place)),
        ("remark", told(&found.remark)),
        ("login", Value::text(login)),
        ("order_no", order_no.map_or(Value::Empty, Value::text)),
    ];
    let word = |told: &Option<String>| told.clone().unwrap_or_default();
    let (item, serial, place) = (word(&found.item), word(&found.serial_no), word(&found.place));
    let subject = format!("{}-excess/{on}/{item}/{serial}/{place}/{nth}", register.office());
    Ok(NewEntry::stating(register.definition(CHECKS)?, Subject::Known(subject), on, said))
}

/// The verifications of a co-operative year, in the order of days; within a day as they were entered.
pub fn checks(register: &dyn ReadRegister, year: CooperativeYear, moment: Moment) -> Result<Vec<Check>, RegisterError> {
    let table = register.definition(CHECKS)?;
    let mut found = Vec::new();
    register.lines(CHECKS, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let on = value("checked_on").and_then(Value::as_date);
        if let Some(on) = on.filter(|on| CooperativeYear::containing(*on) == Some(year) && *on <= moment.as_of) {
            found.push(Check {
                asset: text("asset"),
                on,
                result: text("result"),
                item: text("item"),
                serial_no: text("serial_no"),
                condition_was: text("condition_was"),
                condition: text("condition"),
                place_was: text("place_was"),
                place: text("place"),
                remark: text("remark"),
            });
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by_key(|check| check.on);
    Ok(found)
}
