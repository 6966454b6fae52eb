//! Limitation: was a case opened in time, counted from a day that was told, by the line of its Act.

use super::{
    law::{InForce, Law},
    service::Limitation,
    service_file::OTHER,
};
use crate::{
    clocks::{Course, due},
    model::{Date, Value},
};

/// How a case stands to its limitation.
#[derive(Clone, Debug)]
pub struct Limited {
    /// The day it is counted from, where one was told.
    pub begins: Option<Date>,
    /// The last day; `None` where no limit was sourced or no day told.
    pub last: Option<Date>,
    /// The limit and what it rests on; `None` where the catalogue has no line for the Act and the code.
    pub in_force: Option<InForce>,
    /// Delay was condoned.
    pub excused: bool,
}

impl Limited {
    /// Has it run out before a day, without excuse?
    pub fn lapsed(&self, opened_on: Date) -> Option<Date> {
        self.last.filter(|last| *last < opened_on && !self.excused)
    }
}

/// Limitation by the facts of a case.
pub fn limited<'v>(
    of: &Limitation,
    value: impl Fn(u16) -> Option<&'v Value>,
    law_code: Option<&str>,
    law: &Law,
) -> Limited {
    let lines = law_code.and_then(|code| of.lines.get(code));
    let by = value(of.by).and_then(Value::as_text).unwrap_or_default();
    let line = lines.and_then(|lines| lines.get(by).or_else(|| lines.get(OTHER)));
    let begins = value(of.begins).and_then(Value::as_date);
    let clock = line.and_then(|id| law.clocks.get(id)).filter(|clock| begins.is_none_or(|day| clock.in_force(day)));
    let in_force = clock.map(|clock| law.in_force(clock));
    let limit = in_force.as_ref().and_then(|in_force| in_force.limit);
    let last = limit.zip(begins).and_then(|(limit, day)| due(&limit, &Course::from(day), &law.calendar));
    Limited { begins, last, in_force, excused: value(of.excused) == Some(&Value::Bool(true)) }
}
