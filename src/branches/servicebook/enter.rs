//! The gate an entry passes, and the entries that come of it.

use super::{
    book::{Book, BookEntry, REGISTER},
    contradictions::{over, place},
    rules::{EventDef, Rules},
};
use crate::{
    branches::cases::unposted,
    model::{Date, Entry, Finding, Findings, Label, NewEntry, Severity, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is told of an entry.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Code of the employee.
    pub employee: String,
    /// Code of the event.
    pub event: String,
    /// What the event is called.
    pub label: Label,
    /// Its day.
    pub on: Date,
    /// Who enters it.
    pub login: String,
    /// Number of the order.
    pub order_no: Option<String>,
    /// It is entered behind later ones, knowingly.
    pub late: bool,
    /// Facts, by the key of their field.
    pub facts: Vec<(String, Value)>,
}

impl Told {
    fn fact(&self, key: &str) -> Option<&Value> {
        self.facts.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value).filter(|v| !v.is_empty())
    }
    fn day(&self, key: &str) -> Option<Date> {
        self.fact(key).and_then(Value::as_date)
    }
}

fn fault(code: &str, employee: &str) -> Finding {
    Finding::new(code, Severity::Error, place(employee))
}

/// Everything that stands in the way of an entry, in one pass; `book` is what was entered before.
pub fn faults_of(
    register: &dyn ReadRegister,
    rules: &Rules,
    book: &Book,
    told: &Told,
    today: Date,
) -> Result<Findings, RegisterError> {
    let table = register.definition(REGISTER)?;
    let (employee, on) = (&told.employee, told.on);
    let named = |code: &str| fault(code, employee).with("event", &told.label.en).with("event_hi", &told.label.hi);
    let mut faults = Vec::new();
    if on > today {
        faults.push(fault("CAS-106", employee).with("on", on).with("today", today));
    }
    // Who enters it is posted today, whenever the event was.
    faults.extend(unposted(register, &told.login, employee, today)?);
    let Some(event) = rules.events.get(&told.event) else { return Ok(faults) };
    if event.order && told.order_no.is_none() {
        faults.push(named("SVB-102"));
    }
    for key in wanted(event).into_iter().filter(|key| told.fact(key).is_none()) {
        if let Some(field) = table.field(key) {
            let lack = fault("CAS-121", employee).with("key", key);
            faults.push(lack.with("field", &field.label.en).with("field_hi", &field.label.hi));
        }
    }
    if let Some(part) = told.fact("part").and_then(Value::as_integer).filter(|part| *part != event.part) {
        faults.push(named("SVB-104").with("part", event.part).with("found", part));
    }
    if let Some((from, to)) = told.day("from").zip(told.day("to")).filter(|(from, to)| to < from) {
        faults.push(fault("SVB-110", employee).with("from", from).with("to", to));
    }
    if event.once
        && let Some(known) = book.events(&told.event).next()
    {
        faults.push(named("SVB-108").with("known", known.called()).with("id", &known.id));
    }
    if let Some(ended) = book.ended_on(rules).filter(|ended| on > *ended && !event.late) {
        faults.push(named("SVB-105").with("ended", ended).with("on", on));
    }
    // Of the day of birth nothing lies before; of the appointment only what may.
    let first = if event.early { book.born_on() } else { book.began_on(rules).or(book.born_on()) };
    if let Some(first) = first.filter(|first| on < *first) {
        faults.push(named("SVB-107").with("on", on).with("first", first));
    }
    let last = book.entries.iter().rfind(|entry| entry.part == event.part && entry.on.is_some());
    if let Some(last) = last.filter(|last| !told.late && last.on > Some(on)) {
        faults.push(named("SVB-106").with("on", on).with("last", last.called()));
    }
    if event.apart {
        let (from, to) = (told.day("from"), told.day("to"));
        let met = book.events(&told.event).find(|entry| over(entry, from, to));
        faults.extend(met.map(|entry| named("SVB-111").with("known", entry.called())));
    }
    if event.posting {
        let begins = told.day("from").unwrap_or(on);
        let office = told.fact("office_name").and_then(Value::as_text).unwrap_or_default();
        let met = book.of(rules, |event| event.posting).find(|entry| {
            entry.office_name != office
                && entry.begins().is_some_and(|known| known <= begins)
                && entry.to.is_some_and(|to| to >= begins)
        });
        faults.extend(met.map(|entry| named("SVB-111").with("known", entry.called())));
    }
    if let Some((now, was)) = told.fact("basic_pay").and_then(Value::as_money).zip(book.pay(on))
        && now < was
        && !event.lowers
    {
        let lowers = rules.codes(|event| event.lowers).join(", ");
        faults.push(named("SVB-109").with("now", now).with("was", was).with("lowers", lowers));
    }
    Ok(faults)
}

/// Fields an event asks for.
fn wanted(event: &EventDef) -> Vec<&'static str> {
    let mut keys = Vec::new();
    if event.order {
        keys.push("authority");
    }
    if event.period {
        keys.extend(["from", "to"]);
    }
    if event.posting {
        keys.push("office_name");
    }
    keys
}

/// The entry; `nth` tells it from others of the same event, day and order.
pub fn entered(register: &dyn ReadRegister, rules: &Rules, told: &Told, nth: usize) -> Result<NewEntry, RegisterError> {
    let table = register.definition(REGISTER)?;
    let event = rules.events.get(&told.event).cloned().unwrap_or_default();
    let order = told.order_no.as_deref().unwrap_or_default();
    let own = [
        ("emp_code", Value::text(&told.employee)),
        ("part", Value::Integer(event.part)),
        ("event", Value::text(&told.event)),
        ("event_on", Value::Date(told.on)),
        ("order_no", Value::text(order)),
        ("red_ink", if event.red { Value::Bool(true) } else { Value::Empty }),
    ];
    let facts = told.facts.iter().map(|(key, value)| (key.as_str(), value.clone()));
    let key = ["service_entry", &told.employee, &told.event, &told.on.to_string(), order, &nth.to_string()];
    let subject = Subject::New(SourceKey::named(&key));
    // What the program itself gives stands over what was told.
    Ok(NewEntry::stating(table, subject, told.on, facts.chain(own)))
}

/// The entries of a subject that rule over its groups, each once; `None` where another office made one of them.
fn ruling(register: &dyn ReadRegister, entry: &BookEntry) -> Result<Option<Vec<Entry>>, RegisterError> {
    let all = register.entries(REGISTER, &entry.id)?;
    let mut found: Vec<Entry> = Vec::new();
    let mut seen = BTreeSet::new();
    for no in entry.line.entries.iter().flatten().filter(|no| seen.insert(**no)) {
        match all.iter().find(|one| one.no == *no && one.office == register.office()) {
            Some(one) => found.push(one.clone()),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

fn elsewhere(entry: &BookEntry, employee: &str) -> Finding {
    fault("SVB-113", employee).with("entry", &entry.id)
}

/// The entry with its attestation: who verified it, who attests it.
pub fn attested(register: &dyn ReadRegister, entry: &BookEntry, login: &str) -> Result<NewEntry, RegisterError> {
    let all = register.entries(REGISTER, &entry.id)?;
    let first = entry.line.entries.iter().flatten().next();
    // As of the day of the event itself: when it was attested the day book says.
    let from = all.iter().find(|one| Some(&one.no) == first).map(|one| one.effective_from);
    let verified = if entry.verified_by.is_empty() { login } else { &entry.verified_by };
    let said = [
        ("verified_by", Value::text(verified)),
        ("attested_by", Value::text(login)),
        ("red_ink", if entry.red_ink { Value::Bool(true) } else { Value::Empty }),
        ("corrects", Value::text(&entry.corrects)),
    ];
    let from = from.or(entry.on).unwrap_or(crate::model::EARLIEST);
    Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(entry.id.clone()), from, said))
}

/// What stands in the way of correcting an entry: a date of birth is altered by order and with the reason for it.
pub fn faults_of_correction(
    (employee, entry): (&str, &BookEntry),
    facts: &[(String, Value)],
    (order, reason): (Option<&str>, Option<&str>),
    today: Date,
) -> Findings {
    let mut faults = Vec::new();
    if order.is_none() {
        faults.push(fault("SVB-114", employee).with("entry", &entry.id));
    }
    if entry.event == "birth" && reason.is_none() {
        faults.push(fault("SVB-115", employee).with("entry", &entry.id));
    }
    let told = |key: &str| facts.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value);
    if let Some(on) = told("event_on").and_then(Value::as_date).filter(|on| *on > today) {
        faults.push(fault("CAS-106", employee).with("on", on).with("today", today));
    }
    let day = |key: &str, was: Option<Date>| told(key).map_or(was, Value::as_date);
    if let Some((from, to)) = day("from", entry.from).zip(day("to", entry.to)).filter(|(from, to)| to < from) {
        faults.push(fault("SVB-110", employee).with("from", from).with("to", to));
    }
    faults
}

/// The entry put right by one that supersedes it; its attestation falls, for nobody has seen it so. `None` where it says just
/// that already. The order of the correction stands on it.
pub fn corrected(
    register: &dyn ReadRegister,
    (employee, entry): (&str, &BookEntry),
    facts: &[(String, Value)],
    order: &str,
) -> Result<Result<Option<Vec<NewEntry>>, Finding>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let Some(ruling) = ruling(register, entry)? else { return Ok(Err(elsewhere(entry, employee))) };
    let Some((main, others)) = ruling.split_first() else { return Ok(Err(elsewhere(entry, employee))) };
    let before: BTreeMap<u16, Value> = (0_u16..).zip(entry.line.values.iter().cloned()).collect();
    let mut said = before.clone();
    said.extend(facts.iter().filter_map(|(key, value)| Some((table.field_no(key)?, value.clone()))));
    if said == before {
        return Ok(Ok(None));
    }
    let link = format!("{} ({order})", main.no.0);
    for (key, value) in [("attested_by", Value::Empty), ("verified_by", Value::Empty), ("corrects", Value::text(link))]
    {
        said.extend(table.field_no(key).map(|no| (no, value)));
    }
    let on = table.field_no("event_on").and_then(|no| said.get(&no)).and_then(Value::as_date);
    let from = on.unwrap_or(main.effective_from);
    let mut new = NewEntry::stating_fields(table, Subject::Known(entry.id.clone()), from, said);
    new.supersedes = Some(main.no);
    new.source.clone_from(&main.source);
    new.as_written.clone_from(&main.as_written);
    new.other.clone_from(&main.other);
    let mut entries = vec![new];
    entries.extend(others.iter().map(|one| strikes(table, one)));
    Ok(Ok(Some(entries)))
}

/// The entry struck out: whole, with its attestation.
pub fn struck(
    register: &dyn ReadRegister,
    (employee, entry): (&str, &BookEntry),
) -> Result<Result<Vec<NewEntry>, Finding>, RegisterError> {
    let table = register.definition(REGISTER)?;
    Ok(match ruling(register, entry)? {
        Some(ruling) => Ok(ruling.iter().map(|one| strikes(table, one)).collect()),
        None => Err(elsewhere(entry, employee)),
    })
}

fn strikes(table: &TableDef, entry: &Entry) -> NewEntry {
    let subject = Subject::Known(entry.subject.clone());
    let mut new = NewEntry::stating_fields(table, subject, entry.effective_from, []);
    new.supersedes = Some(entry.no);
    new
}
