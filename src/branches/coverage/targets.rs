//! Targets of new societies, as an order set them.

use crate::{
    model::{Date, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const TARGETS: &str = "coverage_target";

/// A target of a district or a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Kind.
    pub kind: String,
    /// Code of the district.
    pub district: Option<i64>,
    /// Code of the block.
    pub block: Option<i64>,
    /// Uncovered panchayats when it was set.
    pub uncovered: u64,
    /// So many societies.
    pub units: u64,
    /// By this day.
    pub due_on: Date,
    /// By this order.
    pub order_no: String,
    /// Of this day: what is registered from it on counts.
    pub order_on: Date,
}

/// The targets in force.
pub fn targets(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Target>, RegisterError> {
    let table = register.definition(TARGETS)?;
    let mut found = Vec::new();
    register.lines(TARGETS, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        let count = |key: &str| number(key).and_then(|number| u64::try_from(number).ok()).unwrap_or(0);
        let day = |key: &str| value(key).and_then(Value::as_date);
        if let Some((due_on, order_on)) = day("due_on").zip(day("order_on")) {
            found.push(Target {
                kind: text("kind"),
                district: number("district"),
                block: number("block"),
                uncovered: count("uncovered"),
                units: count("units"),
                due_on,
                order_no: text("order_no"),
                order_on,
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The entry of a target; a later order for the same kind, place and day takes its place.
pub fn set_target(register: &dyn ReadRegister, target: &Target) -> Result<NewEntry, RegisterError> {
    let code = |code: Option<i64>| code.map_or(Value::Empty, Value::Integer);
    let said = [
        ("kind", Value::text(&target.kind)),
        ("district", code(target.district)),
        ("block", code(target.block)),
        ("uncovered", Value::count(target.uncovered)),
        ("units", Value::count(target.units)),
        ("due_on", Value::Date(target.due_on)),
        ("order_no", Value::text(&target.order_no)),
        ("order_on", Value::Date(target.order_on)),
    ];
    let part = |code: Option<i64>| code.map_or_else(|| "-".to_owned(), |code| code.to_string());
    let subject = format!("{}/{}/{}/{}", target.kind, part(target.district), part(target.block), target.due_on);
    Ok(NewEntry::stating(register.definition(TARGETS)?, Subject::Known(subject), target.order_on, said))
}
