//! How the returns of a year stand: of every society that owes one or has one on record.

use super::{Course, State, courses_of_year};
use crate::{
    branches::returns::{DueDays, RETURNS, extension::Whom, from_register::society_and_year, owed},
    model::{CooperativeYear, Date, Label, Moment, Value},
    register::{ReadRegister, RegisterError},
    rules::Rulebook,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// The return of a society for a year.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Identity.
    pub society: String,
    /// Registration number as printed.
    pub reg_no: String,
    /// Name in both languages.
    pub name: Label,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Year.
    pub fy: CooperativeYear,
    /// How it stands.
    pub state: State,
    /// The day it was filed, where that is recorded.
    pub filed_on: Option<Date>,
    /// Last day for filing, where one is in force.
    pub due_on: Option<Date>,
    /// Days past it, on the day it was filed, else on the day asked; nothing where that cannot be known.
    pub days_late: Option<i64>,
    /// The acts on it; none of an imported return.
    pub course: Course,
}

/// Years of which a return is on record.
pub fn years_on_record(
    register: &dyn ReadRegister,
    moment: Moment,
) -> Result<BTreeSet<CooperativeYear>, RegisterError> {
    let mut years = BTreeSet::new();
    register.lines(RETURNS, moment, &mut |line| {
        years.extend(society_and_year(&line.subject).map(|(_, year)| year));
        ControlFlow::Continue(())
    })?;
    Ok(years)
}

/// The returns of a year, in the order of the register of societies; then those of societies that owe none.
pub fn standings(
    register: &dyn ReadRegister,
    book: &Rulebook,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Vec<Standing>, RegisterError> {
    let mut courses = courses_of_year(register, fy, moment)?;
    let table = register.definition(RETURNS)?;
    let mut on_record: BTreeMap<String, Option<Date>> = BTreeMap::new();
    register.lines(RETURNS, moment, &mut |line| {
        if let Some((society, year)) = society_and_year(&line.subject)
            && year == fy
        {
            let day = line.value(table, "return_filed_on").and_then(Value::as_date);
            on_record.insert(society.to_owned(), day);
        }
        ControlFlow::Continue(())
    })?;
    let mut all = Vec::new();
    for owed in owed(register, book, fy, moment)? {
        let days_late = owed.days_late(moment.as_of);
        let course = courses.remove(&owed.whom.society).unwrap_or_default();
        let stated = on_record.remove(&owed.whom.society);
        all.push(Standing {
            state: state_of(&course, stated, moment.as_of),
            filed_on: course.filed_on().or(stated.flatten()),
            society: owed.whom.society,
            reg_no: owed.reg_no,
            name: owed.name,
            district: owed.whom.district,
            fy,
            due_on: owed.due.last(),
            days_late,
            course,
        });
    }
    let mut days = DueDays::read(register, book, moment)?;
    let societies = register.definition("society")?;
    for (society, stated) in on_record {
        let line = register.line("society", &society, moment)?;
        let value = |key: &str| line.as_ref().and_then(|line| line.value(societies, key));
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let whom = line.as_ref().map(|line| Whom::of(societies, line)).unwrap_or_default();
        let due = days.of(&whom, fy);
        let course = courses.remove(&society).unwrap_or_default();
        let filed_on = course.filed_on().or(stated);
        let (en, hi) = (text("name_en"), text("name_hi"));
        let or = |first: &str, second: &str| if first.is_empty() { second.to_owned() } else { first.to_owned() };
        all.push(Standing {
            state: state_of(&course, Some(stated), moment.as_of),
            days_late: filed_on.and_then(|day| due.days_late(day)),
            filed_on,
            reg_no: text("reg_no"),
            name: Label { en: or(&en, &hi), hi: or(&hi, &en) },
            district: value("district").and_then(Value::as_integer),
            society,
            fy,
            due_on: due.last(),
            course,
        });
    }
    Ok(all)
}

/// On record it is as its acts left it; one that says it was filed after the day asked is not filed yet.
fn state_of(course: &Course, on_record: Option<Option<Date>>, as_of: Date) -> State {
    match on_record {
        Some(stated) if !course.events.is_empty() || stated.is_none_or(|day| day <= as_of) => course.state(),
        _ => State::None,
    }
}
