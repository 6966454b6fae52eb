//! What an act changes of a subject that stands in another register: the name of a society by an amendment of its bye-laws.
//!
//! A change is a further entry of that subject, in the same plan as the act, in force from the day of the act or from the day
//! the order says. Where the case has nothing to say of it there is no entry.

use super::{
    advance::{Counter, missing},
    case::Case,
    gate::{Telling, fault},
    service::{Given, Service},
};
use crate::{
    model::{Date, Findings, Moment, NewEntry, Subject, Value},
    register::{Corrected, Correcting, ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// What an act changes of one subject.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Its register.
    pub register: String,
    /// Field of the case that names the subject.
    pub subject: u16,
    /// Field there that names the subject once more.
    pub names: Option<u16>,
    /// Field there that names the case.
    pub link: Option<u16>,
    /// Fields taken over where the case has a value: there, here.
    pub takes: Vec<(u16, u16)>,
    /// Fields set there with them.
    pub sets: Vec<(u16, Given)>,
    /// Fields emptied there.
    pub clears: Vec<u16>,
    /// Fields there that may be told.
    pub asks: Vec<u16>,
    /// Fields there that must be.
    pub requires: Vec<u16>,
    /// Numbers there that go up by one, where one is recorded.
    pub adds: Vec<u16>,
    /// Field of the case with the day it is in force from; the day of the act where that is empty.
    pub from: Option<u16>,
}

impl Changes {
    /// The day a change is in force from, by what the case and the act say.
    fn day<'v>(&self, on: Date, value: impl Fn(u16) -> Option<&'v Value>) -> Date {
        self.from.and_then(value).and_then(Value::as_date).unwrap_or(on)
    }
}

/// A change that was made: the register and the subject.
pub type Changed = (String, String);

impl Counter<'_> {
    /// The entries of all that an act changes; `said` is what the act states of the case. What has nothing to take over or to
    /// count changes nothing; a subject that is not on record is a fault, unless the change names it there.
    pub(super) fn changed(
        &self,
        case: &Case,
        all: &[Changes],
        telling: &Telling,
        said: &BTreeMap<u16, Value>,
        faults: &mut Findings,
    ) -> Result<Vec<NewEntry>, RegisterError> {
        let value = |no: u16| said.get(&no).unwrap_or_else(|| case.value(no));
        let mut entries = Vec::new();
        for changes in all {
            let table = self.register.definition(&changes.register)?;
            let from = changes.day(telling.on, |no| Some(value(no)));
            let subject = value(changes.subject).as_text().unwrap_or_default();
            let line = self.register.line(&changes.register, subject, Moment::on(from))?;
            let standing = |no: u16| line.as_ref().and_then(|line| line.values.get(usize::from(no)));
            let taken = changes.takes.iter().map(|(there, here)| (*there, value(*here).clone()));
            let mut told: BTreeMap<u16, Value> = taken.filter(|(_, value)| !value.is_empty()).collect();
            for no in &changes.adds {
                // A number nobody recorded is not made up.
                let next = standing(*no).and_then(Value::as_integer).map(|number| number + 1);
                told.extend(next.map(|next| (*no, Value::Integer(next))));
            }
            for (key, value) in &telling.facts {
                let asked = table.field_no(key).filter(|no| changes.asks.contains(no));
                told.extend(asked.map(|no| (no, value.clone())));
            }
            missing(table, &changes.requires, &told, &case.number, faults);
            if told.is_empty() && !(changes.takes.is_empty() && changes.adds.is_empty()) {
                continue;
            }
            if line.is_none() && (subject.is_empty() || changes.names.is_none()) {
                let lack =
                    fault("CAS-151", &case.number).with("subject", if subject.is_empty() { "–" } else { subject });
                faults.push(lack.with("register", &table.label.en).with("register_hi", &table.label.hi));
                continue;
            }
            told.extend(changes.sets.iter().map(|(no, given)| match given {
                Given::Day => (*no, Value::Date(from)),
                given => (*no, self.value(given, telling)),
            }));
            told.extend(changes.clears.iter().map(|no| (*no, Value::Empty)));
            told.extend(changes.names.map(|no| (no, Value::text(subject))));
            told.extend(changes.link.map(|no| (no, Value::text(&case.id))));
            entries.push(match &line {
                Some(line) => NewEntry::restating(table, line, from, told),
                None => NewEntry::stating_fields(table, Subject::Known(subject.to_owned()), from, told),
            });
        }
        Ok(entries)
    }
}

/// Facts of a case being corrected that an act has taken over elsewhere: what is to be corrected there, each with the day on
/// which it was in force. Where something else stands there by now, a later act has the word.
pub fn taken_over(
    register: &dyn ReadRegister,
    service: &Service,
    case: &Case,
    fields: &[Corrected],
) -> Result<Vec<(Moment, Correcting)>, RegisterError> {
    let mut found = Vec::new();
    for event in &case.events {
        for changes in service.act(&event.act).map_or(&[][..], |act| &act.changes) {
            let Some(subject) = case.value(changes.subject).as_text() else { continue };
            let moment = Moment::on(changes.day(event.on, |no| Some(case.value(no))));
            let Some(line) = register.line(&changes.register, subject, moment)? else { continue };
            let there = |one: &Corrected| {
                let (no, _) = changes.takes.iter().find(|(_, here)| *here == one.field)?;
                let stands = line.values.get(usize::from(*no)) == Some(&one.was);
                stands.then(|| Corrected { field: *no, ..one.clone() })
            };
            let fields: Vec<Corrected> = fields.iter().filter_map(there).collect();
            if !fields.is_empty() {
                let (table, subject) = (changes.register.clone(), subject.to_owned());
                found.push((moment, Correcting { table, subject, fields, repair: "corrected" }));
            }
        }
    }
    Ok(found)
}

/// The act whose changes are in force from the day in a field; such a day is put right with what rests on it.
pub fn sets_force<'s>(service: &'s Service, case: &Case, field: u16) -> Option<(i64, &'s [Changes])> {
    case.events.iter().rev().find_map(|event| {
        let act = service.act(&event.act)?;
        act.changes.iter().any(|changes| changes.from == Some(field)).then_some((event.serial, &act.changes[..]))
    })
}
