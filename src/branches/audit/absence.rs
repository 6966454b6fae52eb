//! Who is given no audit for a span of days: auditors on leave, debarred or suspended.

use super::row::Row;
use crate::{
    model::{Date, Moment},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Register of leave.
pub const LEAVE: &str = "auditor_leave";
/// Register of debarments, cases of the service `debarment`.
pub const DEBARMENTS: &str = "auditor_debarment";

/// Why an auditor is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Away {
    /// On leave.
    Leave,
    /// Debarred by order.
    Debarred,
    /// Suspended until a decision on debarment.
    Suspended,
}

impl Away {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Debarred => "debarred",
            Self::Suspended => "suspended",
        }
    }
}

/// A span of days an auditor is away, both ends counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    pub why: Away,
    /// The reason recorded.
    pub reason: String,
    /// The order it rests on.
    pub order_no: String,
}

impl Absence {
    /// Has it a day within these, both ends counted?
    pub fn meets(&self, first: Date, last: Date) -> bool {
        self.from <= last && first <= self.to
    }
}

/// Who is away on a day between `first` and `last`, by identity of the auditor, as the registers stand at a moment. What has
/// ended by itself or by order is told as far as it reaches: nobody has to put an auditor back.
pub fn absences(
    register: &dyn ReadRegister,
    moment: Moment,
    first: Date,
    last: Date,
) -> Result<BTreeMap<String, Vec<Absence>>, RegisterError> {
    let mut all: BTreeMap<String, Vec<Absence>> = BTreeMap::new();
    let mut add = |auditor: &str, found: Absence| {
        if found.from <= found.to && found.meets(first, last) && !auditor.is_empty() {
            all.entry(auditor.to_owned()).or_default().push(found);
        }
    };
    let table = register.definition(LEAVE)?;
    register.lines(LEAVE, moment, &mut |line| {
        let row = Row { table, line: &line };
        add(row.text("auditor"), row.span(("from", "to", "withdrawn_on"), Away::Leave, ("reason", "order_no")));
        ControlFlow::Continue(())
    })?;
    let table = register.definition(DEBARMENTS)?;
    register.lines(DEBARMENTS, moment, &mut |line| {
        let row = Row { table, line: &line };
        let auditor = row.text("auditor");
        if row.day("from").is_some() {
            let span = row.span(("from", "to", "revoked_on"), Away::Debarred, ("reason", "order_no"));
            add(auditor, span);
        }
        if row.day("suspended_on").is_some() {
            let ends = ("suspended_on", "suspended_to", "restored_on");
            add(auditor, row.span(ends, Away::Suspended, ("charge", "suspended_by")));
        }
        ControlFlow::Continue(())
    })?;
    for spans in all.values_mut() {
        spans.sort_by_key(|one| (one.from, one.to, one.why));
    }
    Ok(all)
}

impl Row<'_> {
    /// The span; cut off the day before it was taken back.
    fn span(&self, (from, to, ended): (&str, &str, &str), why: Away, (reason, order): (&str, &str)) -> Absence {
        let from = self.day(from).unwrap_or(Date::MAX);
        let to = self.day(to).unwrap_or(Date::MAX);
        let before = self.day(ended).map(|day| day.yesterday().unwrap_or(day));
        let to = before.map_or(to, |day| day.min(to));
        Absence { from, to, why, reason: self.text(reason).to_owned(), order_no: self.text(order).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        model::{Instant, NewEntry, Plan, SourceKey, Subject, Value},
        register::MemoryRegister,
    };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Enters one line of a register; a value that reads as a day is one.
    fn enter(register: &mut MemoryRegister, table: &str, facts: &[(&str, &str)]) {
        let table = register.definition(table).unwrap().clone();
        let value = |text: &str| text.parse().map_or_else(|_| Value::text(text), Value::Date);
        let said = facts.iter().map(|(key, text)| (*key, value(text)));
        let subject = Subject::New(SourceKey::named(&[&format!("{facts:?}")]));
        let entries = vec![NewEntry::stating(&table, subject, day("2026-01-01"), said)];
        let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
        register.apply(&Plan { entries, ..Plan::default() }, now).unwrap();
    }

    fn away(register: &MemoryRegister, first: &str, last: &str) -> Vec<(String, Away, Date)> {
        let found = absences(register, Moment::on(day("2026-12-31")), day(first), day(last)).unwrap();
        let flat = found.into_iter().flat_map(|(id, all)| all.into_iter().map(move |one| (id.clone(), one)));
        flat.map(|(id, one)| (id, one.why, one.to)).collect()
    }

    #[test]
    fn an_auditor_is_away_from_the_first_to_the_last_day_and_back_without_an_act() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let debarred = [("auditor", "A-1"), ("from", "2026-04-01"), ("to", "2026-06-30"), ("order_no", "D/1")];
        enter(&mut register, DEBARMENTS, &debarred);
        enter(&mut register, LEAVE, &[("auditor", "A-2"), ("from", "2026-06-30"), ("to", "2026-07-05")]);
        let both = away(&register, "2026-06-30", "2026-06-30");
        assert_eq!(
            both,
            [("A-1".into(), Away::Debarred, day("2026-06-30")), ("A-2".into(), Away::Leave, day("2026-07-05"))]
        );
        assert_eq!(away(&register, "2026-03-01", "2026-03-31"), []);
        assert_eq!(away(&register, "2026-07-01", "2026-07-01").len(), 1, "debarment ended by itself");
        assert_eq!(away(&register, "2026-07-06", "2026-12-31"), []);
    }

    #[test]
    fn what_was_taken_back_reaches_to_the_day_before() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let leave = [("auditor", "A-1"), ("from", "2026-04-01"), ("to", "2026-04-30"), ("withdrawn_on", "2026-04-11")];
        enter(&mut register, LEAVE, &leave);
        let never = [("auditor", "A-2"), ("from", "2026-04-01"), ("to", "2026-04-30"), ("withdrawn_on", "2026-03-20")];
        enter(&mut register, LEAVE, &never);
        let noticed = [("auditor", "A-3"), ("opened_on", "2026-04-01"), ("charge", "x")];
        enter(&mut register, DEBARMENTS, &noticed);
        let suspended = [("auditor", "A-4"), ("suspended_on", "2026-04-05"), ("suspended_to", "2026-05-05")];
        enter(&mut register, DEBARMENTS, &suspended);
        let found = away(&register, "2026-04-01", "2026-05-31");
        assert_eq!(
            found,
            [("A-1".into(), Away::Leave, day("2026-04-10")), ("A-4".into(), Away::Suspended, day("2026-05-05"))]
        );
    }
}
