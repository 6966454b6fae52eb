//! The clocks of a case: which line holds, since when it runs, when it stood still, how it stands.

use super::{
    case::{Case, Step},
    law::{InForce, Law},
    service::{ClockUse, Service},
};
use crate::{
    catalogue::{ClockDef, OnExpiry},
    clocks::{Course, Standing, Stop, standing},
    model::{CooperativeYear, Date, Value},
};

/// A clock of a case.
#[derive(Clone, Debug)]
pub struct Running<'a> {
    /// The clock as the service uses it.
    pub of: &'a ClockUse,
    /// The line of the catalogue; `None` where the catalogue has none for the Act of the case.
    pub line: Option<&'a ClockDef>,
    /// Its limit and what that rests on.
    pub in_force: Option<InForce>,
    /// What happened to it.
    pub course: Course,
    /// How it stands.
    pub standing: Standing,
}

impl Running<'_> {
    /// What silence has come to, where the limit has passed and silence means something.
    pub fn deemed(&self) -> Option<(OnExpiry, Date)> {
        let Standing::Expired(due) = self.standing else { return None };
        let on_expiry = self.line?.on_expiry;
        let from = due.tomorrow().unwrap_or(due);
        (on_expiry != OnExpiry::OverdueFlagOnly).then_some((on_expiry, from))
    }
    /// The day it is due, where it has one.
    pub fn due(&self) -> Option<Date> {
        match self.standing {
            Standing::Running(due) | Standing::Met(_, due) | Standing::Late(_, due) | Standing::Expired(due) => {
                Some(due)
            }
            Standing::NoLimit | Standing::Stopped(..) => None,
        }
    }
}

/// The Act of a case: the one it names, else the usual one of the State.
pub fn law_of<'a>(service: &'a Service, case: &'a Case, state: &str) -> Option<&'a str> {
    case.law.as_deref().or_else(|| service.usual_law.get(state).map(String::as_str))
}

/// The clocks of a case that have begun, as they stand at the end of a day.
pub fn running<'a>(service: &'a Service, case: &Case, law: &'a Law, state: &str, today: Date) -> Vec<Running<'a>> {
    let mut found = Vec::new();
    for of in &service.clocks {
        let Some(course) = course(service, case, of, today) else { continue };
        let code = law_of(service, case, state);
        let ids = code.and_then(|code| of.lines.get(code));
        let Some(ids) = ids else {
            // A clock of another Act altogether is none of this case; the disposal without a line for its Act is told as such.
            if code.is_none() || of.lines.len() > 1 {
                found.push(Running { of, line: None, in_force: None, course, standing: Standing::NoLimit });
            }
            continue;
        };
        let begun = course.begun;
        // A line seen of some classes only says nothing of the others, and no other line of the Act does: told as such.
        let holds = |id: &&String| of.classes.get(*id).is_none_or(|classes| classes.contains(&case.class));
        if !ids.iter().any(|id| holds(&id)) {
            found.push(Running { of, line: None, in_force: None, course, standing: Standing::NoLimit });
            continue;
        }
        let lines = ids.iter().filter(holds).filter_map(|id| law.clocks.get(id));
        for line in lines.filter(|line| line.in_force(begun)) {
            let in_force = law.in_force(line);
            let standing = standing(in_force.limit.as_ref(), &course, &law.calendar, today);
            let (in_force, course) = (Some(in_force), course.clone());
            found.push(Running { of, line: Some(line), in_force, course, standing });
        }
    }
    found
}

/// The day a clock begins, and the place of the first step that counts; `None` where it has not begun.
fn begin(service: &Service, case: &Case, of: &ClockUse, today: Date) -> Option<(Date, usize)> {
    if let Some(on) = of.counted_from.iter().find_map(|no| counted(case.value(*no))) {
        // What was reported to the end of a quarter is next reported for the one that follows.
        let begun = if of.quarter_ends { quarter_end(on.tomorrow().unwrap_or(on)) } else { on };
        let at = case.steps.iter().position(|step| step.on >= begun).unwrap_or(case.steps.len());
        return Some((begun, at));
    }
    let starts = |act: &Option<String>| act.as_ref().is_some_and(|act| of.starts.contains(act));
    let begins = |step: &Step| step.on <= today && starts(&step.act);
    let anew = of.since.and_then(|no| case.value(no).as_date()).filter(|day| *day <= today);
    let first = case.steps.iter().position(begins);
    if first.is_none() && anew.is_none() {
        return None;
    }
    let first = first.unwrap_or(0);
    // What the end of a case starts, as the time for an appeal, its last end starts.
    let after_end = case.steps.get(first).is_some_and(|step| service.stages[step.stage].closed);
    let at = if after_end { case.steps.iter().rposition(begins).unwrap_or(first) } else { first };
    // A day that starts the clock anew counts where it lies later than the act that started it first.
    let on = case.steps.get(at).map(|step| step.on).filter(|on| *on <= today).max(anew)?;
    Some((if of.quarter_ends { quarter_end(on) } else { on }, at))
}

/// The day a clock is counted from: a date, or the end of a co-operative year.
fn counted(value: &Value) -> Option<Date> {
    value.as_date().or_else(|| Some(value.as_text()?.parse::<CooperativeYear>().ok()?.end()))
}

/// The last day of the quarter a day lies in.
fn quarter_end(day: Date) -> Date {
    let month = (day.month() - 1) / 3 * 3 + 3;
    Date::new(day.year(), month, 1).map_or(day, Date::last_of_month)
}

/// What happened to a clock; `None` where it has not begun, or the case has ended on a day nobody recorded.
fn course(service: &Service, case: &Case, of: &ClockUse, today: Date) -> Option<Course> {
    let (begun, at) = begin(service, case, of, today)?;
    let after_end =
        of.counted_from.is_empty() && case.steps.get(at).is_some_and(|step| service.stages[step.stage].closed);
    let mut course = Course::from(begun);
    let ended = of.ended_by.iter().find_map(|no| case.value(*no).as_date());
    // What was over before it could begin never ran.
    if ended.is_some_and(|on| on < begun) {
        return None;
    }
    course.ended = ended.filter(|on| *on <= today);
    let mut since: Option<Date> = None;
    let mut closed_end = false;
    for step in case.steps.iter().skip(at).filter(|step| step.on <= today) {
        let closed = service.stages[step.stage].closed;
        if course.ended.is_some() {
            // Reopening takes the ending back: the clock has run all the while.
            if closed_end
                && step.act.as_deref().and_then(|act| service.act(act)).is_some_and(|act| service.reopens(act))
            {
                course.ended = None;
            }
            continue;
        }
        if step.act.as_ref().map_or(closed, |act| of.ends.contains(act)) {
            course.ended = Some(step.on);
            closed_end = closed;
            continue;
        }
        let extends =
            step.act.as_deref().and_then(|act| service.act(act)).is_some_and(|act| act.extends.contains(&of.code));
        if extends {
            course.extended_to = course.extended_to.max(step.next_on);
        }
        // A stay binds every clock; a query those the service says.
        let still = step.stayed || of.stopped_in.contains(&step.stage);
        match (since, still) {
            (None, true) => since = Some(step.on),
            (Some(from), false) => {
                course.stops.push(Stop { from, to: Some(step.on) });
                since = None;
            }
            _ => {}
        }
    }
    if let Some(from) = since {
        course.stops.push(Stop { from, to: course.ended });
    }
    // What stood still before it began anew is over.
    course.stops.retain(|stop| stop.to.is_none_or(|to| to > begun));
    course.stops.iter_mut().for_each(|stop| stop.from = stop.from.max(begun));
    let ended_unseen = service.stages[case.stage].closed
        && !after_end
        && course.ended.is_none()
        && !case.steps.iter().any(|s| s.on > today);
    (!ended_unseen).then_some(course)
}
