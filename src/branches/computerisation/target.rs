//! Targets: so many units of a programme at a stage by a day, of a district, a block or the whole office.

use super::{Programme, key_of};
use crate::{
    model::{Date, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

const REGISTER: &str = "programme_target";

/// A target in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Identity.
    pub id: String,
    /// Programme.
    pub kind: String,
    /// Code of the stage.
    pub stage: String,
    /// LGD code of the district; `None`: the whole office, or a block.
    pub district: Option<i64>,
    /// LGD code of the block.
    pub block: Option<i64>,
    /// The day by which.
    pub due_on: Option<Date>,
    /// How many.
    pub units: u64,
    /// Order that set it.
    pub order_no: String,
}

/// A target to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTarget {
    /// Programme.
    pub kind: String,
    /// Code of the stage.
    pub stage: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// LGD code of the block.
    pub block: Option<i64>,
    /// The day by which.
    pub due_on: Date,
    /// How many.
    pub units: u64,
    /// Number of the order.
    pub order_no: String,
    /// Its day.
    pub order_on: Date,
}

/// What setting a target comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetSet {
    /// It stands so already, by this order.
    Already(String),
    /// To be entered, in place of this number where there was one.
    Enter(Box<NewEntry>, Option<u64>),
}

/// The targets in force, in the order of identities.
pub fn targets(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Target>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        found.push(Target {
            kind: text("kind"),
            stage: text("stage"),
            district: number("district"),
            block: number("block"),
            due_on: value("due_on").and_then(Value::as_date),
            units: number("units").and_then(|units| u64::try_from(units).ok()).unwrap_or(0),
            order_no: text("order_no"),
            id: line.subject.clone(),
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Sets a target: a new one, or another number for the same programme, stage, place and day.
pub fn set_target(register: &dyn ReadRegister, new: &NewTarget) -> Result<TargetSet, RegisterError> {
    let table = register.definition(REGISTER)?;
    let same = |old: &Target| {
        (&old.kind, &old.stage, old.district, old.block, old.due_on)
            == (&new.kind, &new.stage, new.district, new.block, Some(new.due_on))
    };
    let before = targets(register, Moment::on(Date::MAX))?.into_iter().find(same);
    if let Some(old) = before.as_ref().filter(|old| old.units == new.units) {
        return Ok(TargetSet::Already(old.order_no.clone()));
    }
    let mut from = new.order_on;
    if let Some(old) = &before {
        // Not before what it changes, or the earlier number would rule on.
        let earlier = register.entries(REGISTER, &old.id)?;
        from = earlier.iter().map(|entry| entry.effective_from).chain([from]).max().unwrap_or(from);
    }
    let subject = match &before {
        Some(old) => Subject::Known(old.id.clone()),
        None => Subject::New(key(new)),
    };
    let entry = entry(table, subject, new, from);
    Ok(TargetSet::Enter(Box::new(entry), before.map(|old| old.units)))
}

fn key(new: &NewTarget) -> SourceKey {
    let code = |code: Option<i64>| code.map_or_else(String::new, |code| code.to_string());
    let (district, block, day) = (code(new.district), code(new.block), new.due_on.to_string());
    SourceKey { sha256: key_of(&[REGISTER, &new.kind, &new.stage, &district, &block, &day]), sheet: 0, row: 1 }
}

fn entry(table: &TableDef, subject: Subject, new: &NewTarget, from: Date) -> NewEntry {
    let code = |code: Option<i64>| code.map_or(Value::Empty, Value::Integer);
    let facts = [
        ("kind", Value::text(&new.kind)),
        ("stage", Value::text(&new.stage)),
        ("district", code(new.district)),
        ("block", code(new.block)),
        ("due_on", Value::Date(new.due_on)),
        ("units", Value::count(new.units)),
        ("order_no", Value::text(&new.order_no)),
        ("order_on", Value::Date(new.order_on)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let mut facts: Vec<(u16, Value)> = facts.filter_map(|(key, value)| Some((table.field_no(key)?, value))).collect();
    facts.sort_by_key(|(no, _)| *no);
    NewEntry {
        table: REGISTER.into(),
        subject,
        effective_from: from,
        groups: table.all_groups(),
        facts,
        supersedes: None,
        source: None,
        as_written: None,
        other: None,
    }
}

impl Target {
    /// Does it speak of this programme and stage, and of this district or block?
    pub fn is_of(
        &self,
        programme: &Programme,
        kind: &str,
        stage: usize,
        district: Option<i64>,
        block: Option<i64>,
    ) -> bool {
        self.kind == kind
            && self.stage == programme.stages[stage].code
            && self.block == block
            && (block.is_some() || self.district == district)
    }
}
