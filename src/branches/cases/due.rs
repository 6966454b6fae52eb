//! What is due: clocks that run out or have, next dates that have come, what silence has come to.

use super::{case::Case, law::Law, running::running, service::Service};
use crate::{
    catalogue::OnExpiry,
    clocks::Standing,
    model::{Date, Label},
};

/// Why a case is on the list of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A clock has run out and silence means something since a day. It is for an officer to record.
    Deemed(OnExpiry, Date),
    /// A clock has run out.
    Overdue,
    /// A clock runs out soon.
    DueSoon,
    /// The date set for the other side has passed without its answer.
    DatePassed,
    /// A date set is today or soon.
    DateNear,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct Due<'a> {
    /// The case.
    pub case: &'a Case,
    /// Why.
    pub reason: Reason,
    /// Name of the clock, or of the act that set the date.
    pub what: Label,
    /// The day.
    pub on: Date,
    /// What the limit rests on; empty for a date that was set.
    pub rests_on: Label,
}

/// What of these cases is due by a day `ahead` of today, the most pressing first, then by day and case.
pub fn today<'a>(
    service: &'a Service,
    cases: &'a [Case],
    law: &'a Law,
    state: &str,
    (today, ahead): (Date, Date),
) -> Vec<Due<'a>> {
    let dated = |day: Date| if day < today { Reason::DatePassed } else { Reason::DateNear };
    let mut found = Vec::new();
    for case in cases.iter().filter(|case| !service.stages[case.stage].closed) {
        for clock in running(service, case, law, state, today) {
            let Some(due) = clock.due() else { continue };
            let reason = match (clock.deemed(), clock.standing) {
                (Some((on_expiry, from)), _) => Reason::Deemed(on_expiry, from),
                (None, Standing::Expired(_)) => Reason::Overdue,
                (None, Standing::Running(_)) if due <= ahead => Reason::DueSoon,
                _ => continue,
            };
            let rests_on = clock.in_force.map(|in_force| in_force.rests_on).unwrap_or_default();
            found.push(Due { case, reason, what: clock.of.label.clone(), on: due, rests_on });
        }
        let act = case.next_step().and_then(|step| step.act.as_deref()).and_then(|act| service.act(act));
        // A date to which time was extended is that of its clock.
        let extends = act.is_some_and(|act| !act.extends.is_empty());
        if let Some(next) = case.next_on().filter(|next| *next <= ahead && !extends) {
            let what = act.map_or_else(|| service.label.clone(), |act| act.label.clone());
            found.push(Due { case, reason: dated(next), what, on: next, rests_on: Label::default() });
        }
        for (no, label) in &service.stages[case.stage].due {
            if let Some(on) = case.value(*no).as_date().filter(|day| *day <= ahead) {
                found.push(Due { case, reason: dated(on), what: label.clone(), on, rests_on: Label::default() });
            }
        }
        let wanted = service.fields.wanted_by.and_then(|no| case.value(no).as_date());
        if let Some(on) = wanted.filter(|day| *day <= ahead) {
            let what = Label {
                en: "day set for the case".into(), hi: "प्रकरण की नियत तिथि".into()
            };
            found.push(Due { case, reason: dated(on), what, on, rests_on: Label::default() });
        }
    }
    let weight = |due: &Due<'_>| match due.reason {
        Reason::Deemed(..) => 0,
        Reason::Overdue => 1,
        Reason::DatePassed => 2,
        Reason::DueSoon | Reason::DateNear => 3,
    };
    // Cases came in the order of identities; a stable sort leaves that order within a day.
    found.sort_by_key(|due| (weight(due), due.on));
    found
}
