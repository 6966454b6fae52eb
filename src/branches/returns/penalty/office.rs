//! Figures an office sets by order for an Act whose text was not seen, or that leaves the figure to it.

use super::Tariff;
use crate::{
    model::{Date, Entry, Moment, NewEntry, Paise, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const REGISTER: &str = "penalty_rate";

/// A figure set by order, in force from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRate {
    /// Code of the governing Act.
    pub act: String,
    /// The figure.
    pub tariff: Tariff,
    /// From this day the office has no figure any more: the law's counts.
    pub ended: bool,
    /// First day it holds.
    pub from: Date,
    /// The order.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
    /// Why, or by what authority.
    pub reason: String,
}

/// All figures known at a moment, by Act, in order of days; of several from one day the one entered last. One that begins after the
/// day asked is among them: it rules no day before its own.
pub fn office_rates(
    register: &dyn ReadRegister,
    moment: Moment,
) -> Result<BTreeMap<String, Vec<OfficeRate>>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut acts = Vec::new();
    register.lines(REGISTER, Moment { as_of: Date::MAX, ..moment }, &mut |line| {
        acts.push(line.subject);
        ControlFlow::Continue(())
    })?;
    let mut found = BTreeMap::new();
    for act in acts {
        let entries = register.entries(REGISTER, &act)?;
        let known: Vec<&Entry> = entries.iter().filter(|entry| moment.knows(entry.recorded_at)).collect();
        let is_corrected = |no| known.iter().any(|entry| entry.supersedes == Some(no));
        let mut standing: Vec<&Entry> =
            known.iter().copied().filter(|entry| entry.groups != 0 && !is_corrected(entry.no)).collect();
        standing.sort_by_key(|entry| (entry.effective_from, entry.recorded_at, entry.no));
        let mut rates: BTreeMap<Date, OfficeRate> = BTreeMap::new();
        for entry in standing {
            rates.insert(entry.effective_from, rate_of(table, &act, entry));
        }
        found.insert(act, rates.into_values().collect());
    }
    Ok(found)
}

fn rate_of(table: &TableDef, act: &str, entry: &Entry) -> OfficeRate {
    let value = |key: &str| {
        let no = table.field_no(key)?;
        entry.facts.iter().find(|(known, _)| *known == no).map(|(_, value)| value)
    };
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let money = |key: &str| value(key).and_then(Value::as_money);
    OfficeRate {
        act: act.to_owned(),
        tariff: Tariff {
            fixed: money("fixed").unwrap_or_default(),
            per_day: money("per_day").unwrap_or_default(),
            cap: money("cap"),
            free_days: value("free_days").and_then(Value::as_integer).unwrap_or_default(),
        },
        ended: value("ended") == Some(&Value::Bool(true)),
        from: entry.effective_from,
        order_no: text("order_no"),
        order_on: value("order_on").and_then(Value::as_date),
        reason: text("reason"),
    }
}

/// The entry of a figure; nothing where just that holds from that day by that order.
pub fn set_rate(register: &dyn ReadRegister, new: &OfficeRate, login: &str) -> Result<Option<NewEntry>, RegisterError> {
    let known = office_rates(register, Moment::on(Date::MAX))?;
    // The day of the order is told once: the same command on another day changes nothing.
    let same = |rate: &OfficeRate| OfficeRate { order_on: new.order_on, ..rate.clone() } == *new;
    if known.get(&new.act).is_some_and(|rates| rates.iter().any(same)) {
        return Ok(None);
    }
    let money = |sum: Paise| if sum.0 == 0 { Value::Empty } else { Value::Money(sum) };
    let tariff = new.tariff;
    let said = [
        ("act", Value::text(&new.act)),
        ("fixed", money(tariff.fixed)),
        ("per_day", money(tariff.per_day)),
        ("cap", tariff.cap.map_or(Value::Empty, Value::Money)),
        ("free_days", if tariff.free_days == 0 { Value::Empty } else { Value::Integer(tariff.free_days) }),
        ("ended", if new.ended { Value::Bool(true) } else { Value::Empty }),
        ("from_on", Value::Date(new.from)),
        ("order_no", Value::text(&new.order_no)),
        ("order_on", new.order_on.map_or(Value::Empty, Value::Date)),
        ("reason", Value::text(&new.reason)),
        ("login", Value::text(login)),
    ];
    Ok(Some(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(new.act.clone()), new.from, said)))
}
