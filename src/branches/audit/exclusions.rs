//! Societies that cannot be audited for some years though their standing does not say so: no books, records seized, merged.
//! Each rests on an order; its withdrawal takes effect on its own day. Stays of a court hinder an allotment alike.

use super::{allotment::Hindrance, row::Row};
use crate::{
    branches::cases::stays,
    model::{CooperativeYear, Date, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const EXCLUSIONS: &str = "audit_exclusion";

/// An order that a society is not audited for some years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Its identity; empty before it is entered.
    pub id: String,
    /// Identity of the society.
    pub society: String,
    /// Code of the list `exclusion_ground`.
    pub ground: String,
    /// First year.
    pub from_fy: CooperativeYear,
    /// Last year; none: until it is withdrawn.
    pub to_fy: Option<CooperativeYear>,
    /// Number of the order.
    pub order_no: String,
    /// Its day.
    pub order_on: Date,
    /// Why, in the officer's words.
    pub reason: String,
    /// Who entered it.
    pub login: String,
    /// Since when and by which order it no longer holds.
    pub withdrawn: Option<(Date, String)>,
}

impl Exclusion {
    /// Does it keep a year's audit away on a day?
    pub fn holds(&self, fy: CooperativeYear, day: Date) -> bool {
        let of_year = self.from_fy <= fy && self.to_fy.is_none_or(|to| fy <= to);
        of_year && self.order_on <= day && self.withdrawn.as_ref().is_none_or(|(since, _)| day < *since)
    }
    /// Do two speak of a year in common?
    pub fn meets(&self, other: &Self) -> bool {
        let before = |to: Option<CooperativeYear>, from| to.is_some_and(|to| to < from);
        !before(self.to_fy, other.from_fy) && !before(other.to_fy, self.from_fy)
    }
}

/// All exclusions known at a moment, withdrawn ones too, in the order of identities.
pub fn exclusions(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Exclusion>, RegisterError> {
    let table = register.definition(EXCLUSIONS)?;
    let mut found = Vec::new();
    register.lines(EXCLUSIONS, moment, &mut |line| {
        found.extend(read(table, &line));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn read(table: &TableDef, line: &Line) -> Option<Exclusion> {
    let row = Row { table, line };
    let text = |key: &str| row.text(key).to_owned();
    Some(Exclusion {
        id: line.subject.clone(),
        society: text("society"),
        ground: text("ground"),
        from_fy: row.text("from_fy").parse().ok()?,
        to_fy: row.text("to_fy").parse().ok(),
        order_no: text("order_no"),
        order_on: row.day("order_on")?,
        reason: text("reason"),
        login: text("login"),
        withdrawn: row.day("withdrawn_on").map(|on| (on, text("withdrawn_by"))),
    })
}

/// The entry of an exclusion; the same order on the same society and year finds its identity again.
pub fn add(register: &dyn ReadRegister, one: &Exclusion) -> Result<NewEntry, RegisterError> {
    let from = one.from_fy.to_string();
    let said = [
        ("society", Value::text(&one.society)),
        ("ground", Value::text(&one.ground)),
        ("from_fy", Value::text(&from)),
        ("to_fy", one.to_fy.map_or(Value::Empty, |to| Value::text(to.to_string()))),
        ("order_no", Value::text(&one.order_no)),
        ("order_on", Value::Date(one.order_on)),
        ("reason", Value::text(&one.reason)),
        ("login", Value::text(&one.login)),
    ];
    let key = SourceKey::named(&[EXCLUSIONS, &one.society, &from, &one.order_no]);
    Ok(NewEntry::stating(register.definition(EXCLUSIONS)?, Subject::New(key), one.order_on, said))
}

/// The entry that withdraws one.
pub fn withdraw(
    register: &dyn ReadRegister,
    one: &Exclusion,
    (on, order_no, why): (Date, &str, &str),
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("withdrawn_on", Value::Date(on)),
        ("withdrawn_by", Value::text(order_no)),
        ("withdrawn_why", Value::text(why)),
    ];
    Ok(NewEntry::stating(register.definition(EXCLUSIONS)?, Subject::Known(one.id.clone()), on, said))
}

/// What keeps societies from being audited in a year, by society: stays of all proceedings first, then exclusions.
pub fn hindrances(
    register: &dyn ReadRegister,
    moment: Moment,
    fy: CooperativeYear,
) -> Result<BTreeMap<String, Hindrance>, RegisterError> {
    let mut found = BTreeMap::new();
    for stay in stays(register, moment)? {
        // A stay that names acts names them by the codes of services; an allotment is ordered under none of these.
        let Some(society) = stay.society.as_ref().filter(|_| stay.is_of_all() && stay.binds_on(moment.as_of)) else {
            continue;
        };
        let hindrance = Hindrance { ground: "stay".into(), order_no: stay.order_no.clone(), court: stay.court.clone() };
        found.entry(society.clone()).or_insert(hindrance);
    }
    for one in exclusions(register, moment)?.into_iter().filter(|one| one.holds(fy, moment.as_of)) {
        let hindrance = Hindrance { ground: one.ground, order_no: one.order_no, court: String::new() };
        found.entry(one.society).or_insert(hindrance);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> CooperativeYear {
        text.parse().unwrap()
    }
    fn one(from: &str, to: Option<&str>, withdrawn: Option<Date>) -> Exclusion {
        Exclusion {
            id: "AX-1".into(),
            society: "S-1".into(),
            ground: "no_books".into(),
            from_fy: year(from),
            to_fy: to.map(year),
            order_no: "7".into(),
            order_on: Date::constant(2025, 4, 10),
            reason: String::new(),
            login: String::new(),
            withdrawn: withdrawn.map(|on| (on, "9".into())),
        }
    }

    #[test]
    fn an_exclusion_holds_for_its_years_from_its_order_to_its_withdrawal() {
        let (day, later) = (Date::constant(2025, 5, 1), Date::constant(2025, 6, 1));
        let open = one("2023-24", None, Some(later));
        assert!(open.holds(year("2024-25"), day) && !open.holds(year("2022-23"), day));
        assert!(!open.holds(year("2024-25"), later), "on the day of the withdrawal it is over");
        assert!(!open.holds(year("2024-25"), Date::constant(2025, 4, 9)), "not before its order");
        let closed = one("2023-24", Some("2023-24"), None);
        assert!(closed.holds(year("2023-24"), day) && !closed.holds(year("2024-25"), day));
        assert!(closed.meets(&open) && !closed.meets(&one("2024-25", None, None)));
    }
}
