//! Officers of the office: their postings, and the powers of the Registrar that were delegated to them.

mod authority;
mod enter;

pub use authority::{Authority, Lack, authority};
pub use enter::{Delegating, NewOfficer, Posting, add, delegate, end_powers, post, relieve};

use crate::{
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register of officers.
pub const REGISTER: &str = "officer";
const DELEGATIONS: &str = "delegation";

/// An officer as posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Identity.
    pub id: String,
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Office.
    pub office_name: String,
    /// First day of the posting.
    pub from: Option<Date>,
    /// Last day of the posting.
    pub to: Option<Date>,
}

/// A power delegated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Identity.
    pub id: String,
    /// Identity of the officer.
    pub officer: String,
    /// Code of the power.
    pub power: String,
    /// Section of the Act.
    pub section: String,
    /// Notification.
    pub notification: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// Is a day within these, of which either may be open?
fn within(from: Option<Date>, to: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl Officer {
    /// Is the officer posted on a day?
    pub fn is_posted(&self, day: Date) -> bool {
        within(self.from, self.to, day)
    }
}

impl Delegation {
    /// Does it hold on a day?
    pub fn holds(&self, day: Date) -> bool {
        within(self.from, self.to, day)
    }
}

fn text(table: &TableDef, line: &Line, key: &str) -> String {
    let value = line.value(table, key);
    value.and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn day(table: &TableDef, line: &Line, key: &str) -> Option<Date> {
    line.value(table, key).and_then(Value::as_date)
}

/// The officers in force, in the order of identities.
pub fn officers(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Officer>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        found.push(Officer {
            login: text(table, &line, "login"),
            name: text(table, &line, "officer_name"),
            post: text(table, &line, "post"),
            office_name: text(table, &line, "office_name"),
            from: day(table, &line, "posted_from"),
            to: day(table, &line, "posted_to"),
            id: line.subject,
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The delegations in force, in the order of identities.
pub fn delegations(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Delegation>, RegisterError> {
    let table = register.definition(DELEGATIONS)?;
    let mut found = Vec::new();
    register.lines(DELEGATIONS, moment, &mut |line| {
        found.push(Delegation {
            officer: text(table, &line, "officer"),
            power: text(table, &line, "power"),
            section: text(table, &line, "section"),
            notification: text(table, &line, "notification"),
            from: day(table, &line, "power_from"),
            to: day(table, &line, "power_to"),
            id: line.subject,
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
