//! The gate a movement passes, and the entries that come of it.

use super::{MOVEMENTS, Movement, RECORD, Tracked, before, day_of};
use crate::{
    branches::cases::unposted,
    branches::officers::officers,
    model::{Date, Finding, Findings, Locus, Moment, NewEntry, Severity, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is told of a movement.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// Who acts.
    pub login: String,
    /// When.
    pub at: String,
    /// Desk it goes to.
    pub to: String,
    /// Code of the purpose.
    pub purpose: String,
    /// By when it is wanted.
    pub due_on: Option<Date>,
    /// Note.
    pub remarks: String,
    /// It is acknowledged as it is sent: opened at a desk, laid into the record room.
    pub at_once: bool,
}

fn fault(code: &str, file_no: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { society: Some(file_no.to_owned()), ..Locus::default() })
}

/// Everything that stands in the way of a movement, in one pass; `file` is `None` for one that is opened.
pub fn faults_of(
    register: &dyn ReadRegister,
    (file_no, file): (&str, Option<&Tracked>),
    slip: &Slip,
    today: Date,
) -> Result<Findings, RegisterError> {
    let mut faults = Vec::new();
    let on = day_of(&slip.at).unwrap_or(today);
    if on > today {
        faults.push(fault("CAS-106", file_no).with("on", &slip.at).with("today", today));
    }
    faults.extend(
        slip.due_on.filter(|due| *due < on).map(|due| fault("CAS-117", file_no).with("next", due).with("on", on)),
    );
    faults.extend(unposted(register, &slip.login, file_no, on)?);
    let logins: BTreeSet<String> =
        officers(register, Moment::on(Date::MAX))?.into_iter().map(|one| one.login).collect();
    if !logins.is_empty() && slip.purpose != RECORD && !logins.contains(&slip.to) {
        let known = logins.iter().cloned().collect::<Vec<_>>().join(", ");
        faults.push(fault("MOV-106", file_no).with("to", &slip.to).with("known", known));
    }
    let Some(file) = file else { return Ok(faults) };
    if let Some(last) = file.movements.last().filter(|last| before(&slip.at, last.last_at())) {
        faults.push(fault("MOV-104", file_no).with("at", &slip.at).with("last", last.last_at()));
    }
    let holder = file.holder();
    if let Some(way) = file.on_its_way() {
        faults.push(fault("MOV-101", file_no).with("to", &way.to).with("sent", &way.sent_at).with("holder", &holder));
    } else if holder == slip.to {
        faults.push(fault("MOV-105", file_no).with("holder", &holder));
    }
    // A desk of an old book is no login; anybody may send on what lies there.
    if logins.contains(&holder) && slip.login != holder {
        faults.push(fault("MOV-102", file_no).with("holder", &holder).with("login", &slip.login));
    }
    Ok(faults)
}

/// What stands in the way of acknowledging a file.
pub fn faults_of_receipt(
    register: &dyn ReadRegister,
    file: &Tracked,
    (login, at): (&str, &str),
    today: Date,
) -> Result<Findings, RegisterError> {
    let mut faults = Vec::new();
    let on = day_of(at).unwrap_or(today);
    let file_no = &file.file_no;
    if on > today {
        faults.push(fault("CAS-106", file_no).with("on", at).with("today", today));
    }
    faults.extend(unposted(register, login, file_no, on)?);
    let Some(way) = file.on_its_way() else {
        faults.push(fault("MOV-103", file_no).with("holder", file.holder()));
        return Ok(faults);
    };
    if before(at, &way.sent_at) {
        faults.push(fault("MOV-104", file_no).with("at", at).with("last", &way.sent_at));
    }
    let known = officers(register, Moment::on(Date::MAX))?.iter().any(|officer| officer.login == way.to);
    if known && way.to != login {
        faults.push(fault("MOV-107", file_no).with("to", &way.to).with("login", login));
    }
    Ok(faults)
}

/// The entry of a movement.
pub fn moved(
    register: &dyn ReadRegister,
    (file_no, from): (&str, &str),
    slip: &Slip,
    nth: usize,
) -> Result<NewEntry, RegisterError> {
    let received = if slip.at_once { Value::text(&slip.at) } else { Value::Empty };
    let said = [
        ("file_no", Value::text(file_no)),
        ("from", Value::text(from)),
        ("to", Value::text(&slip.to)),
        ("sent_at", Value::text(&slip.at)),
        ("received_at", received),
        ("purpose", Value::text(&slip.purpose)),
        ("due_on", slip.due_on.map_or(Value::Empty, Value::Date)),
        ("remarks", Value::text(&slip.remarks)),
    ];
    let key = SourceKey::named(&["file", file_no, &nth.to_string()]);
    Ok(NewEntry::stating(
        register.definition(MOVEMENTS)?,
        Subject::New(key),
        day_of(&slip.at).unwrap_or_default(),
        said,
    ))
}

/// The movement stated once more, with its receipt.
pub fn acknowledged(
    register: &dyn ReadRegister,
    file_no: &str,
    way: &Movement,
    at: &str,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("file_no", Value::text(file_no)),
        ("from", Value::text(&way.from)),
        ("to", Value::text(&way.to)),
        ("sent_at", Value::text(&way.sent_at)),
        ("received_at", Value::text(at)),
        ("purpose", Value::text(&way.purpose)),
        ("due_on", way.due_on.map_or(Value::Empty, Value::Date)),
        ("remarks", Value::text(&way.remarks)),
    ];
    let subject = Subject::Known(way.id.clone());
    Ok(NewEntry::stating(register.definition(MOVEMENTS)?, subject, day_of(at).unwrap_or_default(), said))
}

/// Facts of a movement put right in every entry that states them; a moved moment moves the day its entry is in force from.
/// The fault where moments would no longer follow each other.
pub fn corrected(
    register: &dyn ReadRegister,
    file: &Tracked,
    at: usize,
    facts: &[(u16, Value)],
) -> Result<Result<Vec<NewEntry>, Finding>, RegisterError> {
    let table = register.definition(MOVEMENTS)?;
    let now = |key: &str, was: &str| {
        let told = facts.iter().find(|(no, _)| table.field_no(key) == Some(*no));
        told.and_then(|(_, value)| value.as_text()).unwrap_or(was).to_owned()
    };
    let moments: Vec<String> = file
        .movements
        .iter()
        .enumerate()
        .flat_map(|(no, one)| {
            let own = no == at;
            let tell = |key: &str, was: &str| if own { now(key, was) } else { was.to_owned() };
            [tell("sent_at", &one.sent_at), tell("received_at", &one.received_at)]
        })
        .filter(|moment| !moment.is_empty())
        .collect();
    if let Some(pair) = moments.windows(2).find(|pair| before(&pair[1], &pair[0])) {
        return Ok(Err(fault("MOV-104", &file.file_no).with("at", &pair[1]).with("last", &pair[0])));
    }
    let all = register.entries(MOVEMENTS, &file.movements[at].id)?;
    let gone: BTreeSet<_> = all.iter().filter_map(|entry| entry.supersedes).collect();
    let mut entries = Vec::new();
    for entry in all.iter().filter(|entry| entry.groups != 0 && !gone.contains(&entry.no)) {
        let stated = |no: u16| entry.facts.iter().any(|(known, _)| *known == no);
        // The first entry of a movement has no receipt, and gets none; what no entry has is stated by all.
        let received = table.field_no("received_at");
        let told = facts.iter().filter(|(no, _)| Some(*no) != received || stated(*no));
        let mut said: BTreeMap<u16, Value> = entry.facts.iter().cloned().collect();
        let before = said.clone();
        said.extend(told.cloned());
        if said == before && entries.is_empty() || entry.office != register.office() {
            continue;
        }
        let text = |key: &str| table.field_no(key).and_then(|no| said.get(&no)).and_then(Value::as_text);
        let effective_from = text("received_at").or(text("sent_at")).and_then(day_of).unwrap_or(entry.effective_from);
        let subject = Subject::Known(entry.subject.clone());
        let mut new = NewEntry::stating_fields(table, subject, effective_from, said);
        new.supersedes = Some(entry.no);
        new.source = entry.source.clone();
        new.as_written = entry.as_written.clone();
        new.other = entry.other.clone();
        entries.push(new);
    }
    Ok(Ok(entries))
}
