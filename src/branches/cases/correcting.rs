//! The day of an act put right, wherever it was written: in its event, in the register of the case, in what came of it.

use super::{
    case::{Case, EVENTS},
    hearings::{SHEETS, sheets},
    service::{ActDef, Given, Service},
};
use crate::{
    model::{CooperativeYear, Date, Entry, EntryNo, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeSet;

/// What correcting comes to.
#[derive(Clone, Debug)]
pub enum DayCorrected {
    /// It is that day already.
    Already,
    /// There is no such act; these there are.
    NoSuchAct(Vec<i64>),
    /// It would go behind or before another act: the first and last day it may be.
    OutOfOrder(Option<Date>, Date),
    /// To be entered.
    Enter(Vec<NewEntry>),
}

/// Corrects the day of an act of a case. It stays after the act before it and before the day of the next one.
pub fn correct_day(
    register: &dyn ReadRegister,
    service: &Service,
    case: &Case,
    (serial, on): (i64, Date),
    today: Date,
) -> Result<DayCorrected, RegisterError> {
    if serial == 0 {
        return opening_day(register, service, case, on, today);
    }
    let Some(at) = case.events.iter().position(|event| event.serial == serial) else {
        return Ok(DayCorrected::NoSuchAct(
            [0].into_iter().chain(case.events.iter().map(|event| event.serial)).collect(),
        ));
    };
    let event = &case.events[at];
    if event.on == on {
        return Ok(DayCorrected::Already);
    }
    let before = if at == 0 { case.opened_on } else { case.events.get(at - 1).map(|event| event.on) };
    // On the day of the next act its entries would stand behind this one's.
    let after = case.events.get(at + 1).and_then(|next| next.on.yesterday().ok()).unwrap_or(today);
    if before.is_some_and(|before| on < before) || on > after {
        return Ok(DayCorrected::OutOfOrder(before, after));
    }
    let moved = Moved { register, was: event.on, on };
    let field = register.tables().get(EVENTS).and_then(|table| table.field_no("event_on"));
    let mut entries = moved.entries(EVENTS, &event.subject, &field.into_iter().collect::<Vec<_>>())?;
    let days = |sets: &[(u16, Given)]| -> Vec<u16> {
        sets.iter().filter(|(_, given)| *given == Given::Day).map(|(no, _)| *no).collect()
    };
    // The order sheet tells the same day.
    let sheet_day = register.tables().get(SHEETS).and_then(|table| table.field_no("date"));
    for line in sheets(register, Moment::on(Date::MAX))?.remove(&case.id).unwrap_or_default() {
        if line.event_no == serial {
            entries.extend(moved.entries(SHEETS, &line.id, &sheet_day.into_iter().collect::<Vec<_>>())?);
        }
    }
    if let Some(act) = service.act(&event.act) {
        entries.extend(moved.entries(&service.register, &case.id, &days(&act.sets))?);
        if let Some(gives) = &act.gives {
            let link =
                register.tables().get(&gives.register).and_then(|table| table.fields.get(usize::from(gives.link)));
            let link = link.map(|field| field.key.clone()).unwrap_or_default();
            let id = Value::text(&case.id);
            for line in register.find_by(&gives.register, &link, &id, Moment::on(Date::MAX))? {
                entries.extend(moved.entries(&gives.register, &line.subject, &days(&gives.sets))?);
            }
        }
    }
    Ok(DayCorrected::Enter(entries))
}

/// The day a case was opened, which has no event. It stays in its co-operative year, whose number the case has.
fn opening_day(
    register: &dyn ReadRegister,
    service: &Service,
    case: &Case,
    on: Date,
    today: Date,
) -> Result<DayCorrected, RegisterError> {
    let Some(was) = case.opened_on.filter(|was| *was != on) else { return Ok(DayCorrected::Already) };
    let after =
        case.steps.iter().skip(1).find(|step| !step.of_stay).and_then(|next| next.on.yesterday().ok()).unwrap_or(today);
    let year = CooperativeYear::containing(was);
    if on > after || CooperativeYear::containing(on) != year {
        let last = year.map_or(after, |year| year.end().min(after));
        return Ok(DayCorrected::OutOfOrder(year.map(CooperativeYear::start), last));
    }
    let moved = Moved { register, was, on };
    Ok(DayCorrected::Enter(moved.entries(&service.register, &case.id, &[service.fields.opened_on])?))
}

/// Is a field of the case set by an act it went through, so that it is not corrected by itself?
pub fn set_by_act<'s>(service: &'s Service, case: &Case, field: u16) -> Option<&'s ActDef> {
    let through = case.events.iter().filter_map(|event| service.act(&event.act));
    through.chain([service.opening()]).find(|act| act.sets.iter().any(|(no, _)| *no == field))
}

/// Entries that nothing supersedes, in order of entering.
fn standing(entries: Vec<Entry>) -> Vec<Entry> {
    let gone: BTreeSet<EntryNo> = entries.iter().filter_map(|entry| entry.supersedes).collect();
    entries.into_iter().filter(|entry| entry.groups != 0 && !gone.contains(&entry.no)).collect()
}

struct Moved<'a> {
    register: &'a dyn ReadRegister,
    was: Date,
    on: Date,
}

impl Moved<'_> {
    /// The entries of a subject that state the day in one of these fields, stated anew; and behind each, those of its own
    /// day that came after it, so that the order of a day stays.
    fn entries(&self, table: &str, subject: &str, fields: &[u16]) -> Result<Vec<NewEntry>, RegisterError> {
        let all = standing(self.register.entries(table, subject)?);
        let states = |entry: &Entry| {
            entry.facts.iter().any(|(no, value)| fields.contains(no) && *value == Value::Date(self.was))
        };
        // The act's own entry is the first of its day to state it: what came after on that day only repeats it.
        let own = all.iter().position(|entry| entry.effective_from == self.was && states(entry));
        let mut stated: Vec<NewEntry> = Vec::new();
        let mut days: BTreeSet<Date> = BTreeSet::new();
        for (at, entry) in all.iter().enumerate() {
            // Another office's entries are its own to correct.
            let changed = states(entry) && entry.office == self.register.office();
            let behind = days.contains(&entry.effective_from) && entry.office == self.register.office();
            if !changed && !behind {
                continue;
            }
            days.insert(entry.effective_from);
            let mut facts = entry.facts.clone();
            for (no, value) in facts.iter_mut().filter(|_| changed) {
                if fields.contains(no) && *value == Value::Date(self.was) {
                    *value = Value::Date(self.on);
                }
            }
            let effective_from = if own == Some(at) { self.on } else { entry.effective_from };
            stated.push(NewEntry {
                table: entry.table.clone(),
                subject: Subject::Known(entry.subject.clone()),
                effective_from,
                groups: entry.groups,
                facts,
                supersedes: Some(entry.no),
                source: entry.source.clone(),
                as_written: entry.as_written.clone(),
                other: entry.other.clone(),
            });
        }
        Ok(stated)
    }
}
