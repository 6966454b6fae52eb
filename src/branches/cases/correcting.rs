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
use std::collections::{BTreeMap, BTreeSet};

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
    let Some(day) = written_in(register, &event.subject)? else { return Ok(DayCorrected::Already) };
    let mut resets = Vec::new();
    for later in &case.events[at + 1..] {
        let act = service.act(&later.act);
        let fields = act.map(|act| act.sets.iter().map(|(no, _)| *no).chain(act.clears.iter().copied()).collect());
        resets.extend(written_in(register, &later.subject)?.zip(fields));
    }
    let moved = Moved { register, was: event.on, on, day, resets };
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
        if let Some((also, subject)) =
            act.also.as_ref().and_then(|also| Some((also, case.value(also.named_by).as_text()?)))
        {
            entries.extend(moved.entries(&also.register, subject, &days(&also.sets))?);
        }
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
    let first = first_written(&own(register, &service.register, &case.id)?).into_values().min();
    let Some(day) = first else { return Ok(DayCorrected::Already) };
    let moved = Moved { register, was, on, day, resets: Vec::new() };
    Ok(DayCorrected::Enter(moved.entries(&service.register, &case.id, &[service.fields.opened_on])?))
}

/// Is a field of the case set by an act it went through, so that it is not corrected by itself?
pub fn set_by_act<'s>(service: &'s Service, case: &Case, field: u16) -> Option<&'s ActDef> {
    let through = case.events.iter().filter_map(|event| service.act(&event.act));
    through.chain([service.opening()]).find(|act| act.sets.iter().any(|(no, _)| *no == field))
}

/// The office's own entries of a subject, in order of entering; another office corrects its own.
fn own(register: &dyn ReadRegister, table: &str, subject: &str) -> Result<Vec<Entry>, RegisterError> {
    let mut entries = register.entries(table, subject)?;
    entries.retain(|entry| entry.office == register.office());
    Ok(entries)
}

/// In which row of the day book each was first written: one that corrects another counts as that other.
fn first_written(entries: &[Entry]) -> BTreeMap<EntryNo, i64> {
    let mut first = BTreeMap::new();
    for entry in entries {
        let corrected = entry.supersedes.and_then(|no| first.get(&no).copied());
        first.insert(entry.no, corrected.unwrap_or(entry.day_no));
    }
    first
}

/// The row of the day book an act was written in.
fn written_in(register: &dyn ReadRegister, event: &str) -> Result<Option<i64>, RegisterError> {
    Ok(first_written(&own(register, EVENTS, event)?).into_values().min())
}

struct Moved<'a> {
    register: &'a dyn ReadRegister,
    was: Date,
    on: Date,
    /// Row of the day book of the act.
    day: i64,
    /// Rows of later acts, and the fields those set or empty: from there on a value is theirs.
    resets: Vec<(i64, Vec<u16>)>,
}

impl Moved<'_> {
    /// The entry the act wrote of a subject, in force from the right day; later ones that repeat the day it set; and behind
    /// each of these, those of its own day that came after it, so that the order of a day stays.
    fn entries(&self, table: &str, subject: &str, fields: &[u16]) -> Result<Vec<NewEntry>, RegisterError> {
        let all = own(self.register, table, subject)?;
        let first = first_written(&all);
        let gone: BTreeSet<EntryNo> = all.iter().filter_map(|entry| entry.supersedes).collect();
        let mut stated: Vec<NewEntry> = Vec::new();
        let mut days: BTreeSet<Date> = BTreeSet::new();
        for entry in all.iter().filter(|entry| entry.groups != 0 && !gone.contains(&entry.no)) {
            let written = first.get(&entry.no).copied().unwrap_or(entry.day_no);
            let reset = |no: &u16| self.resets.iter().any(|(day, set)| *day <= written && set.contains(no));
            let repeats = |no: &u16, value: &Value| {
                written >= self.day && fields.contains(no) && *value == Value::Date(self.was) && !reset(no)
            };
            let is_act = written == self.day;
            let changed = is_act || entry.facts.iter().any(|(no, value)| repeats(no, value));
            if !changed && !days.contains(&entry.effective_from) {
                continue;
            }
            let mut facts = entry.facts.clone();
            for (no, value) in &mut facts {
                if repeats(no, value) {
                    *value = Value::Date(self.on);
                }
            }
            if !is_act {
                days.insert(entry.effective_from);
            }
            stated.push(NewEntry {
                table: entry.table.clone(),
                subject: Subject::Known(entry.subject.clone()),
                effective_from: if is_act { self.on } else { entry.effective_from },
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
