//! Units of the programmes as the register knows them.

use super::Stage;
use crate::{
    model::{Date, EntryNo, Label, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// One unit: a society or an office in a programme.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Identity in the register of computerisation.
    pub id: String,
    /// Programme, as `pacs`.
    pub kind: String,
    /// Identity of the society; `None` for an office.
    pub society: Option<String>,
    /// Registration number of the society.
    pub reg_no: String,
    /// Name in both languages, as far as recorded.
    pub name: Label,
    /// LGD code of the district: of the society, else as stated of the unit.
    pub district: Option<i64>,
    /// LGD code of the block, likewise.
    pub block: Option<i64>,
    /// Phase of the programme.
    pub phase: Option<i64>,
    line: Line,
}

impl Unit {
    /// The day a stage was reached, whatever day it is.
    pub fn day(&self, stage: &Stage) -> Option<Date> {
        self.line.values.get(stage.no).and_then(Value::as_date)
    }
    /// Was the stage reached by a day?
    pub fn reached(&self, stage: &Stage, on: Date) -> bool {
        self.day(stage).is_some_and(|day| day <= on)
    }
    /// The value of a field.
    pub fn value(&self, table: &TableDef, key: &str) -> &Value {
        const NOTHING: &Value = &Value::Empty;
        self.line.value(table, key).unwrap_or(NOTHING)
    }
    /// The entry a group of facts rests on.
    pub fn entry_of(&self, group: u8) -> Option<EntryNo> {
        self.line.entries.get(usize::from(group)).copied().flatten()
    }
    /// All values in the order of the register.
    pub(super) fn values(&self) -> &[Value] {
        &self.line.values
    }
}

/// Which units are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this programme.
    pub kind: Option<String>,
    /// Only this phase.
    pub phase: Option<i64>,
    /// Only this district.
    pub district: Option<i64>,
    /// Only this block.
    pub block: Option<i64>,
}

impl Filter {
    /// Is this unit meant?
    pub fn takes(&self, unit: &Unit) -> bool {
        self.kind.as_ref().is_none_or(|kind| *kind == unit.kind)
            && self.phase.is_none_or(|phase| unit.phase == Some(phase))
            && self.district.is_none_or(|district| unit.district == Some(district))
            && self.block.is_none_or(|block| unit.block == Some(block))
    }
}

struct About {
    reg_no: String,
    name: Label,
    district: Option<i64>,
    block: Option<i64>,
}

/// All units recorded by the moment, in the order of identities. Names and places are those of the society on the day.
pub fn units(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Unit>, RegisterError> {
    let (table, society) = (register.definition(super::REGISTER)?, register.definition("society")?);
    let mut lines = Vec::new();
    register.lines(super::REGISTER, moment, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    })?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut societies: BTreeMap<String, About> = BTreeMap::new();
    register.lines("society", moment, &mut |line| {
        let value = |key: &str| line.value(society, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        let name = Label { en: text("name_en"), hi: text("name_hi") };
        let about = About { reg_no: text("reg_no"), name, district: number("district"), block: number("block") };
        societies.insert(line.subject, about);
        ControlFlow::Continue(())
    })?;
    Ok(lines.into_iter().map(|line| unit(table, line, &societies)).collect())
}

fn unit(table: &TableDef, line: Line, societies: &BTreeMap<String, About>) -> Unit {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let number = |key: &str| value(key).and_then(Value::as_integer);
    let society = Some(text("society")).filter(|id| !id.is_empty());
    let about = society.as_ref().and_then(|id| societies.get(id));
    let office = text("office_name");
    let mut name = about.map_or_else(|| Label { en: office.clone(), hi: office }, |about| about.name.clone());
    // One language recorded stands for both.
    if name.en.is_empty() {
        name.en.clone_from(&name.hi);
    } else if name.hi.is_empty() {
        name.hi.clone_from(&name.en);
    }
    Unit {
        kind: text("kind"),
        reg_no: about.map(|about| about.reg_no.clone()).unwrap_or_default(),
        district: about.and_then(|about| about.district).or_else(|| number("district")),
        block: about.and_then(|about| about.block).or_else(|| number("block")),
        phase: number("phase"),
        id: line.subject.clone(),
        society,
        name,
        line,
    }
}
