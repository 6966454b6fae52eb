//! What may be done with a return, and a decision on it.

use super::{Act, Course, EVENTS, State, accepted::versions, course};
use crate::{
    branches::returns::RETURNS,
    model::{CooperativeYear, Date, Finding, Locus, Moment, NewEntry, Severity, Subject, Value, date_written},
    register::{ReadRegister, RegisterError},
};

/// A decision on a return.
pub struct Decision<'a> {
    /// Accepted or refused.
    pub accepted: bool,
    /// Its day.
    pub on: Date,
    /// Who decides.
    pub login: &'a str,
    /// Order it rests on.
    pub order_no: &'a str,
    /// Reason; a refusal wants one.
    pub reason: &'a str,
}

/// What a decision comes to.
pub enum Decided {
    /// The return stands so by this order already.
    Stands,
    /// Its entry, and the revision it is about.
    Entered(Box<NewEntry>, i64),
    /// Every fault where it may not be made.
    Refused(Vec<Finding>),
}

/// Decides on the return of a society for a year.
pub fn decide(
    register: &dyn ReadRegister,
    society: &str,
    fy: CooperativeYear,
    decision: &Decision<'_>,
) -> Result<Decided, RegisterError> {
    // All that was ever done counts: an act does not go behind a later one.
    let course = course(register, society, fy, Moment::on(Date::MAX))?;
    let fault = |code: &str| fault(code, society, fy);
    let line = register.line(RETURNS, &format!("{society}/{fy}"), Moment::on(Date::MAX))?;
    let Some(line) = line else { return Ok(Decided::Refused(vec![fault("RET-114")])) };
    let mut faults = Vec::new();
    if decision.order_no.is_empty() {
        faults.push(fault("RET-122"));
    }
    if !decision.accepted && decision.reason.is_empty() {
        faults.push(fault("RET-123"));
    }
    if let Some(before) = course.decision() {
        let same = decision.accepted == (course.state() == State::Accepted);
        if same && before.order_no == decision.order_no {
            return Ok(if faults.is_empty() { Decided::Stands } else { Decided::Refused(faults) });
        }
        let state = if course.state() == State::Accepted {
            ("accepted", "स्वीकृत")
        } else {
            ("refused", "अस्वीकृत")
        };
        let decided = fault("RET-121").with("state", state.0).with("state_hi", state.1);
        faults.push(decided.with("on", date_written(before.on)).with("order", &before.order_no));
    }
    faults.extend(in_order(&course, decision.on, society, fy));
    if !faults.is_empty() {
        return Ok(Decided::Refused(faults));
    }
    let revision = i64::try_from(versions(register, society, fy)?.len()).unwrap_or(i64::MAX).saturating_sub(1).max(0);
    let entry = line.entries.iter().flatten().max();
    let act = if decision.accepted { Act::Accepted } else { Act::Refused };
    let said = [
        ("revision", Value::Integer(revision)),
        ("entry", entry.map_or(Value::Empty, |entry| Value::Integer(entry.0))),
        ("login", Value::text(decision.login)),
        ("order_no", Value::text(decision.order_no)),
        ("reason", Value::text(decision.reason)),
    ];
    let entry = event(register, (society, fy), &course, act, decision.on, said)?;
    Ok(Decided::Entered(Box::new(entry), revision))
}

/// An act may not lie before the last one.
pub(super) fn in_order(course: &Course, on: Date, society: &str, fy: CooperativeYear) -> Option<Finding> {
    let last = course.last_on().filter(|last| on < *last)?;
    Some(fault("RET-116", society, fy).with("on", date_written(on)).with("last", date_written(last)))
}

/// The entry of the next act on a return.
pub(super) fn event<'v>(
    register: &dyn ReadRegister,
    (society, fy): (&str, CooperativeYear),
    course: &Course,
    act: Act,
    on: Date,
    said: impl IntoIterator<Item = (&'v str, Value)>,
) -> Result<NewEntry, RegisterError> {
    let serial = course.events.len() + 1;
    let head = [
        ("society", Value::text(society)),
        ("fy", Value::text(fy.to_string())),
        ("serial", Value::count(serial)),
        ("act", Value::text(act.key())),
        ("event_on", Value::Date(on)),
    ];
    let subject = Subject::Known(format!("{society}/{fy}/{serial}"));
    Ok(NewEntry::stating(register.definition(EVENTS)?, subject, on, head.into_iter().chain(said)))
}

/// A fault of a return.
pub(super) fn fault(code: &str, society: &str, fy: CooperativeYear) -> Finding {
    let place = Locus { society: Some(society.to_owned()), fy: Some(fy.to_string()), ..Locus::default() };
    Finding::new(code, Severity::Error, place).with("fy", fy)
}
