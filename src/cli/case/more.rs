//! What the page of an act adds to it, in the same plan: the machine moves the case, the page knows what comes of it elsewhere.

use super::Desk;
use crate::{
    branches::cases::{ActDef, Case, Telling},
    model::{Date, Findings, Label, NewEntry, Value},
    register::Register,
};

/// What a page decides on.
pub struct Before<'a> {
    pub register: &'a Register,
    pub desk: &'a Desk<'a>,
    /// `None` for an act that opens one.
    pub case: Option<&'a Case>,
    /// Likewise.
    pub act: Option<&'a ActDef>,
    pub telling: &'a Telling,
}

impl Before<'_> {
    /// A fact that was told, by the key of its field.
    pub fn told(&self, key: &str) -> Option<&Value> {
        self.telling.facts.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }
    /// A fact as it will stand: told now, else as the case has it.
    pub fn value(&self, key: &str) -> Option<&Value> {
        let stands = || self.case.zip(self.desk.table.field_no(key)).map(|(case, no)| case.value(no));
        self.told(key).or_else(stands)
    }
    /// The same as text.
    pub fn text(&self, key: &str) -> &str {
        self.value(key).and_then(Value::as_text).unwrap_or_default()
    }
    /// The same as a day.
    pub fn day(&self, key: &str) -> Option<Date> {
        self.value(key).and_then(Value::as_date)
    }
}

/// What it adds.
#[derive(Default)]
pub struct More {
    /// Entries of other registers.
    pub entries: Vec<NewEntry>,
    /// Facts of the case it made, where the act sets them so.
    pub made: Vec<(String, Value)>,
    /// Of a case about to be opened: its subject, where that follows from what it is about.
    pub subject: Option<String>,
    pub faults: Findings,
    pub warnings: Findings,
    /// Lines for people.
    pub lines: Vec<Label>,
    /// Further keys of the data.
    pub data: serde_json::Map<String, serde_json::Value>,
}

impl More {
    /// A further key of the data.
    pub fn datum(&mut self, key: &str, value: impl Into<serde_json::Value>) {
        self.data.insert(key.to_owned(), value.into());
    }
    /// Puts the further keys into the data of an act.
    pub fn add_to(&self, data: &mut serde_json::Value) {
        if let Some(object) = data.as_object_mut() {
            object.extend(self.data.clone());
        }
    }
}
