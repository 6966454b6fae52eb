//! Which text a society's bye-laws are, from which day on.

use crate::{
    model::{Date, Entry, EntryNo, Moment, NewEntry, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeSet;

/// Stem of the register.
pub const TEXTS: &str = "byelaw_text";

/// A text in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// From this day.
    pub from: Date,
    /// SHA-256 of the text.
    pub document: String,
    /// The amendment it came by; none where the office put it on record.
    pub amendment: Option<String>,
    /// The order.
    pub order_no: String,
    /// The entry that says so.
    pub entry: EntryNo,
}

fn told(table: &TableDef, entry: &Entry) -> Option<InForce> {
    let value = |key: &str| {
        let no = table.field_no(key)?;
        entry.facts.iter().find(|(known, _)| *known == no).map(|(_, value)| value)
    };
    let text = |key: &str| value(key).and_then(Value::as_text).map(str::to_owned);
    Some(InForce {
        from: entry.effective_from,
        document: text("text_document")?,
        amendment: text("amendment"),
        order_no: text("order_no").unwrap_or_default(),
        entry: entry.no,
    })
}

/// The texts of a society in order of the days they are in force from, as known then and up to the day asked.
pub fn texts(register: &dyn ReadRegister, society: &str, moment: Moment) -> Result<Vec<InForce>, RegisterError> {
    let table = register.definition(TEXTS)?;
    let mut entries = register.entries(TEXTS, society)?;
    entries.retain(|entry| moment.knows(entry.recorded_at));
    let gone: BTreeSet<(String, EntryNo)> =
        entries.iter().filter_map(|entry| Some((entry.office.clone(), entry.supersedes?))).collect();
    let stands = |entry: &&Entry| {
        entry.groups != 0 && !gone.contains(&(entry.office.clone(), entry.no)) && entry.effective_from <= moment.as_of
    };
    let mut found: Vec<InForce> = entries.iter().filter(stands).filter_map(|entry| told(table, entry)).collect();
    // Of one day the later entry counts; it comes last.
    found.sort_by_key(|text| text.from);
    Ok(found)
}

/// The text in force on a day.
pub fn text_on(register: &dyn ReadRegister, society: &str, moment: Moment) -> Result<Option<InForce>, RegisterError> {
    Ok(texts(register, society, moment)?.pop())
}

/// The entries that put a text in force: the text, and the number of the version in the register of societies where one is told.
pub fn put_in_force(
    register: &dyn ReadRegister,
    society: &str,
    (document, order_no): (&str, &str),
    version: Option<i64>,
    from: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let said = [
        ("society", Value::text(society)),
        ("text_document", Value::text(document)),
        ("in_force_from", Value::Date(from)),
        ("order_no", Value::text(order_no)),
    ];
    let subject = Subject::Known(society.to_owned());
    let mut entries = vec![NewEntry::stating(register.definition(TEXTS)?, subject.clone(), from, said)];
    if let Some(version) = version {
        let table = register.definition("society")?;
        let line = register.line("society", society, Moment::on(from))?;
        // The group is stated whole: what stands beside the number is said again.
        let beside = line.as_ref().and_then(|line| line.value(table, "audit_class")).cloned();
        let said = [("byelaw_version", Value::Integer(version)), ("audit_class", beside.unwrap_or(Value::Empty))];
        entries.push(NewEntry::stating(table, subject, from, said));
    }
    Ok(entries)
}
