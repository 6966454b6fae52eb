//! A society entered or changed by itself: the entries, or everything that stands in the way.

use super::{SOCIETIES, terms::Terms};
use crate::{
    branches::cases::unauthorised,
    model::{
        Date, Finding, Findings, Label, Line, Locus, Moment, NewEntry, Severity, SourceKey, Subject, TableDef, Value,
    },
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// What is told.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// The day from which it holds.
    pub on: Date,
    /// The day that counts as today.
    pub today: Date,
    /// Who enters it.
    pub login: &'a str,
    /// The order, where there is one.
    pub order_no: Option<&'a str>,
    /// Facts by the key of their field.
    pub facts: &'a [(String, Value)],
}

type Entered<T> = Result<Result<T, Findings>, RegisterError>;

fn fault(code: &str, about: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

fn label(en: &str, hi: &str) -> Label {
    Label { en: en.into(), hi: hi.into() }
}

/// What holds of every act: its day, the officer, the fields told.
fn common(
    register: &dyn ReadRegister,
    table: &TableDef,
    told: &Told<'_>,
    (power, act): (Option<&str>, &Label),
    about: &str,
) -> Result<(BTreeMap<u16, Value>, Findings), RegisterError> {
    let mut faults = Vec::new();
    if told.on > told.today {
        faults.push(fault("CAS-106", about).with("on", told.on).with("today", told.today));
    }
    faults.extend(unauthorised(register, (told.login, power), act, about, told.on)?);
    let mut said = BTreeMap::new();
    for (key, value) in told.facts {
        match table.field_no(key) {
            None => {
                let known: Vec<&str> = table.fields.iter().map(|field| field.key.as_str()).collect();
                faults.push(fault("SOC-101", about).with("field", key).with("known", known.join(", ")));
            }
            Some(no) if table.fields.get(usize::from(no)).is_some_and(|field| field.by_program) => {
                faults.push(fault("SOC-102", about).with("field", key));
            }
            Some(no) => _ = said.insert(no, value.clone()),
        }
    }
    Ok((said, faults))
}

/// Enters a society: in force from its day of registration.
pub fn added(register: &dyn ReadRegister, terms: &Terms, told: &Told<'_>) -> Entered<NewEntry> {
    let table = register.definition(SOCIETIES)?;
    let value = |key: &str| told.facts.iter().find(|(known, _)| known == key).map(|(_, value)| value);
    let text = |key: &str| value(key).and_then(Value::as_text);
    let about = text("reg_no").or(text("name_hi")).or(text("name_en")).unwrap_or("–").to_owned();
    let act = label("Enter a society", "समिति दर्ज करें");
    let registered = value("reg_date").and_then(Value::as_date);
    let told = &Told { on: registered.unwrap_or(told.on), ..told.clone() };
    let (mut said, mut faults) = common(register, table, told, (None, &act), &about)?;
    // Entered today, whatever the day it was registered on: the power is that of today.
    faults.extend(unauthorised(register, (told.login, terms.add.power.as_deref()), &act, &about, told.today)?);
    faults.dedup();
    for any in &terms.add.requires {
        if any.split('|').all(|key| value(key).is_none_or(Value::is_empty))
            && let Some(field) = any.split('|').next().and_then(|key| table.field(key))
        {
            let lack = fault("CAS-121", &about).with("field", &field.label.en).with("field_hi", &field.label.hi);
            faults.push(lack.with("key", any.replace('|', " / ")));
        }
    }
    faults.extend(elsewhere(terms, told, &about));
    if let Some(known) = alike(register, table, terms, &said, None)? {
        faults.push(fault("CAS-119", &about).with("number", text("reg_no").unwrap_or_default()).with("known", known));
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    if let Some(no) = table.field_no("status") {
        said.entry(no).or_insert_with(|| Value::text("functional"));
    }
    let unique = terms.add.unique.iter().map(|key| value(key).map(|value| format!("{value:?}")).unwrap_or_default());
    let parts: Vec<String> = ["society".to_owned()].into_iter().chain(unique).collect();
    let key = SourceKey::named(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    Ok(Ok(NewEntry::stating_fields(table, Subject::New(key), told.on, said)))
}

/// Enters a change of a society from a day on; `None` where all of it stands so already.
pub fn amended(register: &dyn ReadRegister, terms: &Terms, line: &Line, told: &Told<'_>) -> Entered<Option<NewEntry>> {
    let table = register.definition(SOCIETIES)?;
    let about = called(table, line);
    let act = label("Change an entry", "प्रविष्टि में परिवर्तन");
    let (mut said, mut faults) = common(register, table, told, (terms.amend.power.as_deref(), &act), &about)?;
    faults.extend(stands(table, line, &about));
    faults.extend(elsewhere(terms, told, &about));
    said.retain(|no, value| line.values.get(usize::from(*no)) != Some(value));
    let registered = line.value(table, "reg_date").and_then(Value::as_date);
    if let Some(from) = registered.filter(|from| told.on < *from) {
        faults.push(fault("SOC-103", &about).with("on", told.on).with("from", from));
    }
    // Behind a later change this one would hold for a time that is over; what was wrong then is a correction.
    let groups: Vec<u8> =
        said.keys().filter_map(|no| table.fields.get(usize::from(*no))).map(|one| one.group).collect();
    let entries = register.entries(SOCIETIES, &line.subject)?;
    let gone: Vec<_> = entries.iter().filter_map(|entry| Some((entry.office.clone(), entry.supersedes?))).collect();
    let later = entries.iter().filter(|entry| !gone.contains(&(entry.office.clone(), entry.no)));
    // The first entry of all is no change: a day before it is told above.
    let later = later.filter(|entry| groups.iter().any(|group| entry.groups >> group & 1 == 1));
    if let Some(entry) = later
        .filter(|entry| entry.effective_from > told.on && entry.effective_from > registered.unwrap_or(told.on))
        .max_by_key(|entry| entry.effective_from)
    {
        let late = fault("SOC-104", &about).with("on", told.on).with("from", entry.effective_from);
        faults.push(late.with("entry", entry.no.0));
    }
    if let Some(known) = alike(register, table, terms, &whole(line, &said), Some(&line.subject))? {
        let number = said.values().find_map(Value::as_text).unwrap_or_default();
        let changes = terms.add.unique.iter().filter_map(|key| table.field_no(key)).any(|no| said.contains_key(&no));
        faults.extend(changes.then(|| fault("CAS-119", &about).with("number", number).with("known", known)));
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    if said.is_empty() {
        return Ok(Ok(None));
    }
    if let (Some(status), Some(order)) = (table.field_no("status"), table.field_no("status_order"))
        && said.contains_key(&status)
    {
        said.entry(order).or_insert_with(|| told.order_no.map_or(Value::Empty, Value::text));
    }
    Ok(Ok(Some(NewEntry::restating(table, line, told.on, said))))
}

/// The facts of a society with those told over them.
fn whole(line: &Line, said: &BTreeMap<u16, Value>) -> BTreeMap<u16, Value> {
    let mut all: BTreeMap<u16, Value> = (0_u16..).zip(line.values.iter().cloned()).collect();
    all.extend(said.iter().map(|(no, value)| (*no, value.clone())));
    all
}

/// What a society is called by.
fn called(table: &TableDef, line: &Line) -> String {
    let number = line.value(table, "reg_no").and_then(Value::as_text);
    number.map_or_else(|| line.subject.clone(), str::to_owned)
}

/// A cancelled society is changed no more; one in liquidation by its liquidation.
fn stands(table: &TableDef, line: &Line, about: &str) -> Option<Finding> {
    let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
    let code = match text("status") {
        "cancelled" => "CAS-110",
        "under_liquidation" => "CAS-111",
        _ => return None,
    };
    let order = if text("status_order").is_empty() { "–" } else { text("status_order") };
    Some(fault(code, about).with("society", &line.subject).with("order", order))
}

/// Values that are entered by an act of their own.
fn elsewhere(terms: &Terms, told: &Told<'_>, about: &str) -> Findings {
    let told = |one: &&super::terms::Elsewhere| {
        told.facts.iter().any(|(key, value)| *key == one.field && value.as_text() == Some(&one.is))
    };
    let found = terms.amend.elsewhere.iter().filter(told);
    found.map(|one| fault("SOC-105", about).with("field", &one.field).with("is", &one.is).with("by", &one.by)).collect()
}

/// A society that has the same number in the same district; what is not recorded may be the same.
fn alike(
    register: &dyn ReadRegister,
    table: &TableDef,
    terms: &Terms,
    said: &BTreeMap<u16, Value>,
    except: Option<&str>,
) -> Result<Option<String>, RegisterError> {
    let unique: Vec<u16> = terms.add.unique.iter().filter_map(|key| table.field_no(key)).collect();
    let Some((first, field)) = unique.first().and_then(|no| Some((no, table.fields.get(usize::from(*no))?))) else {
        return Ok(None);
    };
    let Some(value) = said.get(first).filter(|value| !value.is_empty()) else { return Ok(None) };
    let lines = register.find_by(SOCIETIES, &field.key, value, Moment::on(Date::MAX))?;
    let same = |line: &Line| {
        Some(line.subject.as_str()) != except
            && unique.iter().all(|no| {
                let theirs = line.values.get(usize::from(*no)).unwrap_or(&Value::Empty);
                let ours = said.get(no).unwrap_or(&Value::Empty);
                theirs.is_empty() || ours.is_empty() || ours == theirs
            })
    };
    Ok(lines.into_iter().find(same).map(|line| line.subject))
}
