//! What was achieved of a scheme in a period, by district: counted in the registers, never typed.

use super::{Basis, Counted, Period, Scheme};
use crate::{
    branches::{
        computerisation::{Programme, units},
        pacs::{Society, activities},
    },
    catalogue::Activity,
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// What was achieved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Achieved {
    /// By LGD code of the district, in paise or counts; `None`: of societies whose district is not recorded.
    pub by_district: BTreeMap<Option<i64>, u64>,
    /// Facts that would count but tell no day.
    pub undated: u64,
}

impl Achieved {
    fn add(&mut self, district: Option<i64>, number: i64) {
        let sum = self.by_district.entry(district).or_default();
        *sum = sum.saturating_add(u64::try_from(number).unwrap_or(0));
    }
}

/// Counts a scheme in a period, as known at a moment; `progress` hears of large registers read.
pub fn achieved(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    period: Period,
    societies: &BTreeMap<String, Society>,
    stages: &Programme,
    moment: Moment,
) -> Result<Achieved, RegisterError> {
    let district = |id: &str| societies.get(id).and_then(|society| society.district);
    let mut found = Achieved::default();
    match &scheme.counted {
        Counted::Activity { activity, field } => {
            let at = column(field);
            activities(register, (period.from, period.to), Some(activity), moment, &mut |told| {
                found.add(district(&told.society), told.figures[at].unwrap_or(0));
            })?;
        }
        Counted::Membership { activity, field } => {
            // A society told in two months of the period is one member.
            let (at, mut members) = (column(field), BTreeSet::new());
            activities(register, (period.from, period.to), Some(activity), moment, &mut |told| {
                if told.figures[at].unwrap_or(0) > 0 {
                    members.insert(told.society);
                }
            })?;
            members.iter().for_each(|id| found.add(district(id), 1));
        }
        Counted::Members { only } => each_member(register, scheme, societies, moment, &mut |table, line, society| {
            if has(table, line, only) {
                count_dated(&mut found, day(table, line, "admitted_on"), period, society.district);
            }
        })?,
        Counted::Societies { only } => {
            let table = register.definition("society")?;
            register.lines("society", moment, &mut |line| {
                let society = societies.get(&line.subject).filter(|one| one.stands && of_class(scheme, one));
                if let Some(society) = society.filter(|_| has(table, &line, only)) {
                    count_dated(&mut found, day(table, &line, "reg_date"), period, society.district);
                }
                ControlFlow::Continue(())
            })?;
        }
        Counted::Stage { stage, kinds } => {
            let stage = stages.stage(stage).map(|at| &stages.stages[at]);
            for unit in units(register, moment)?.iter().filter(|unit| kinds.contains(&unit.kind)) {
                let on = stage.and_then(|stage| unit.day(stage));
                if on.is_some_and(|on| period.holds(on) && on <= moment.as_of) {
                    found.add(unit.district, 1);
                }
            }
        }
    }
    Ok(found)
}

/// The figure of each district a target is split by.
pub fn weights(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    (basis, period): (Basis, Period),
    districts: &[i64],
    societies: &BTreeMap<String, Society>,
    stages: &Programme,
    moment: Moment,
) -> Result<Vec<u64>, RegisterError> {
    let mut by_district: BTreeMap<Option<i64>, u64> = BTreeMap::new();
    match basis {
        Basis::Equal => by_district.extend(districts.iter().map(|code| (Some(*code), 1))),
        Basis::Societies => {
            for society in societies.values().filter(|society| society.stands && of_class(scheme, society)) {
                *by_district.entry(society.district).or_default() += 1;
            }
        }
        Basis::LastYear => {
            if let Some(before) = period.year_before() {
                by_district = achieved(register, scheme, before, societies, stages, moment)?.by_district;
            }
        }
        Basis::Members => each_member(register, scheme, societies, moment, &mut |table, line, society| {
            if day(table, line, "ceased_on").is_none_or(|on| on > moment.as_of) {
                *by_district.entry(society.district).or_default() += 1;
            }
        })?,
    }
    Ok(districts.iter().map(|code| by_district.get(&Some(*code)).copied().unwrap_or(0)).collect())
}

/// Members of the standing societies of a scheme, one after the other: a State has crores of them.
fn each_member(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    societies: &BTreeMap<String, Society>,
    moment: Moment,
    each: &mut dyn FnMut(&TableDef, &Line, &Society),
) -> Result<(), RegisterError> {
    let table = register.definition("member")?;
    register.lines("member", moment, &mut |line| {
        let id = line.value(table, "society").and_then(Value::as_text).unwrap_or_default();
        if let Some(society) = societies.get(id).filter(|society| society.stands && of_class(scheme, society)) {
            each(table, &line, society);
        }
        ControlFlow::Continue(())
    })
}

fn of_class(scheme: &Scheme, society: &Society) -> bool {
    scheme.classes.is_empty() || scheme.classes.contains(&society.class)
}

fn has(table: &TableDef, line: &Line, only: &BTreeMap<String, String>) -> bool {
    only.iter().all(|(key, code)| line.value(table, key).and_then(Value::as_text) == Some(code))
}

fn day(table: &TableDef, line: &Line, key: &str) -> Option<Date> {
    line.value(table, key).and_then(Value::as_date)
}

fn count_dated(found: &mut Achieved, on: Option<Date>, period: Period, district: Option<i64>) {
    match on {
        Some(on) if period.holds(on) => found.add(district, 1),
        Some(_) => {}
        None => found.undated += 1,
    }
}

/// Place of a figure among the columns; loading has seen that it is one.
fn column(field: &str) -> usize {
    Activity::FIELDS.iter().position(|known| *known == field).unwrap_or_default()
}
