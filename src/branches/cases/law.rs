//! What the clocks of an office run by: the lines of the catalogue, limits the office set itself, its calendar.

use crate::{
    catalogue::{ClockDef, Clocks, TimeUnit},
    clocks::{Calendar, Limit},
    model::{Date, Label, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use jiff::civil::Weekday;
use std::{collections::BTreeMap, ops::ControlFlow};

const LIMITS: &str = "office_clock";
const HOLIDAYS: &str = "holiday";

/// A limit the office set for a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeLimit {
    /// How long.
    pub limit: Limit,
    /// The order it rests on.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
}

/// What clocks run by.
#[derive(Clone, Debug)]
pub struct Law {
    /// Lines of the catalogue.
    pub clocks: Clocks,
    /// Limits of the office, by clock.
    pub own: BTreeMap<String, OfficeLimit>,
    /// Days on which the office is open.
    pub calendar: Calendar,
    /// Holidays by day, with their names.
    pub holidays: BTreeMap<Date, String>,
}

/// A limit in force, and what it rests on.
#[derive(Clone, Debug)]
pub struct InForce {
    /// How long; `None`: no limit was sourced.
    pub limit: Option<Limit>,
    /// What it rests on, as it is printed.
    pub rests_on: Label,
}

impl Law {
    /// Reads limits and holidays of the office; `weekly` are the days of the week on which it is closed.
    pub fn read(
        register: &dyn ReadRegister,
        clocks: Clocks,
        weekly: &[Weekday],
        moment: Moment,
    ) -> Result<Self, RegisterError> {
        let limits = register.definition(LIMITS)?;
        let mut own = BTreeMap::new();
        register.lines(LIMITS, moment, &mut |line| {
            let value = |key: &str| line.value(limits, key);
            let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
            let number =
                value("limit_number").and_then(Value::as_integer).and_then(|number| u32::try_from(number).ok());
            if let (Some(number), Some(unit)) = (number, TimeUnit::read(text("limit_unit"))) {
                let limit = Limit { number, unit, next_working_day: text("on_holiday") == MOVES };
                let order_on = value("order_on").and_then(Value::as_date);
                own.insert(
                    line.subject.clone(),
                    OfficeLimit { limit, order_no: text("order_no").to_owned(), order_on },
                );
            }
            ControlFlow::Continue(())
        })?;
        let holidays = holidays(register, moment)?;
        let calendar = Calendar::new(weekly.iter().copied(), holidays.keys().copied());
        Ok(Self { clocks, own, calendar, holidays })
    }
    /// The limit of a clock: that of the office, else the one that was sourced.
    pub fn in_force(&self, clock: &ClockDef) -> InForce {
        if let Some(own) = self.own.get(&clock.id) {
            let said = |order: &str, day: String| format!("{order} {}{day}", own.order_no);
            let on = |word: &str| own.order_on.map_or_else(String::new, |day| format!("{word}{day}"));
            let rests_on = Label {
                en: said("order of the office", on(" of ")), hi: said("कार्यालय आदेश", on(", "))
            };
            return InForce { limit: Some(own.limit), rests_on };
        }
        let limit = clock.sourced();
        let limit = limit.map(|(number, unit)| Limit { number, unit, next_working_day: clock.next_working_day });
        InForce { limit, rests_on: cited(clock) }
    }
}

/// Act and section with how they were seen, in both languages.
pub fn cited(clock: &ClockDef) -> Label {
    use crate::model::Language::{En, Hi};
    let with = |language| format!("{} [{}; {}]", clock.cited(language), clock.id, clock.seen.word(language));
    Label { en: with(En), hi: with(Hi) }
}

/// How `on_holiday` of a limit says that its due date moves.
const MOVES: &str = "next_working_day";

/// The entry of a limit the office sets; the subject is the clock.
pub fn set_limit(
    register: &dyn ReadRegister,
    clock: &str,
    own: &OfficeLimit,
    from: Date,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("clock", Value::text(clock)),
        ("limit_number", Value::count(own.limit.number)),
        ("limit_unit", Value::text(own.limit.unit.key())),
        ("on_holiday", Value::text(if own.limit.next_working_day { MOVES } else { "stays" })),
        ("order_no", Value::text(&own.order_no)),
        ("order_on", own.order_on.map_or(Value::Empty, Value::Date)),
    ];
    Ok(NewEntry::stating(register.definition(LIMITS)?, Subject::Known(clock.to_owned()), from, said))
}

/// Holidays in force, whatever day they fall on.
pub fn holidays(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<Date, String>, RegisterError> {
    let holidays = register.definition(HOLIDAYS)?;
    let mut found = BTreeMap::new();
    register.lines(HOLIDAYS, moment, &mut |line| {
        let value = |key: &str| line.value(holidays, key);
        if let Some(day) = value("holiday_on").and_then(Value::as_date) {
            found.insert(day, value("holiday_name").and_then(Value::as_text).unwrap_or_default().to_owned());
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The entry of a holiday; the subject is the day. A holiday counts whatever day the register is read for.
pub fn holiday(register: &dyn ReadRegister, day: Date, name: &str) -> Result<NewEntry, RegisterError> {
    let said = [("holiday_on", Value::Date(day)), ("holiday_name", Value::text(name))];
    let subject = Subject::Known(day.to_string());
    Ok(NewEntry::stating(register.definition(HOLIDAYS)?, subject, crate::model::EARLIEST, said))
}
