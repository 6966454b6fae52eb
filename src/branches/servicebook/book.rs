//! A book as it stands: the entries of one employee, in the order of their days.

use super::rules::{EventDef, Rules};
use crate::{
    model::{Date, Line, Moment, Paise, TableDef, Value},
    register::{ReadRegister, RegisterError, subject_order},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const REGISTER: &str = "service_entry";

/// An entry.
#[derive(Clone, Debug)]
pub struct BookEntry {
    /// Its identity.
    pub id: String,
    /// Part it stands in: as written, else that of its event; 0 where neither is known.
    pub part: i64,
    /// Code of the event.
    pub event: String,
    /// Day of the event.
    pub on: Option<Date>,
    /// Number of the order.
    pub order_no: String,
    /// Day of the order.
    pub order_on: Option<Date>,
    /// Who made the order.
    pub authority: String,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// Office.
    pub office_name: String,
    /// Detail.
    pub detail: String,
    /// Basic pay from then on.
    pub pay: Option<Paise>,
    /// Name of the employee, where it says one.
    pub name: String,
    /// Mobile of the employee, where it says one.
    pub mobile: String,
    /// Who verified it.
    pub verified_by: String,
    /// Who attested it.
    pub attested_by: String,
    /// Entered in red.
    pub red_ink: bool,
    /// What it corrects.
    pub corrects: String,
    /// What is in force of it.
    pub line: Line,
}

impl BookEntry {
    fn of(rules: &Rules, table: &TableDef, line: Line) -> Self {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| value(key).and_then(Value::as_date);
        let event = text("event");
        let of_event = rules.events.get(&event).map_or(0, |event| event.part);
        Self {
            part: value("part").and_then(Value::as_integer).unwrap_or(of_event),
            on: day("event_on"),
            order_no: text("order_no"),
            order_on: day("order_on"),
            authority: text("authority"),
            from: day("from"),
            to: day("to"),
            office_name: text("office_name"),
            detail: text("detail"),
            pay: value("basic_pay").and_then(Value::as_money),
            name: text("employee_name"),
            mobile: text("mobile"),
            verified_by: text("verified_by"),
            attested_by: text("attested_by"),
            red_ink: value("red_ink") == Some(&Value::Bool(true)),
            corrects: text("corrects"),
            id: line.subject.clone(),
            event,
            line,
        }
    }
    /// First day: of its period, else its own.
    pub fn begins(&self) -> Option<Date> {
        self.from.or(self.on)
    }
    /// What it is called by in a sentence: event and day.
    pub fn called(&self) -> String {
        let on = self.on.map_or_else(|| "–".to_owned(), |on| on.to_string());
        format!("{} {on} ({})", if self.event.is_empty() { "–" } else { &self.event }, self.id)
    }
}

/// A book.
#[derive(Clone, Debug)]
pub struct Book {
    /// Code of the employee.
    pub employee: String,
    /// Its entries in the order of their days; within a day in the order of entering.
    pub entries: Vec<BookEntry>,
}

impl Book {
    /// Entries whose event is of some sort, in the order of days.
    pub fn of<'b>(
        &'b self,
        rules: &'b Rules,
        is: impl Fn(&EventDef) -> bool + 'b,
    ) -> impl DoubleEndedIterator<Item = &'b BookEntry> {
        self.entries.iter().filter(move |entry| rules.events.get(&entry.event).is_some_and(&is))
    }
    /// Entries of an event.
    pub fn events<'b>(&'b self, event: &'b str) -> impl DoubleEndedIterator<Item = &'b BookEntry> {
        self.entries.iter().filter(move |entry| entry.event == event)
    }
    /// The last entry of some events.
    pub fn last_of(&self, events: &[String]) -> Option<&BookEntry> {
        self.entries.iter().rfind(|entry| events.contains(&entry.event) && entry.on.is_some())
    }
    /// Name of the employee: the last one entered.
    pub fn name(&self) -> &str {
        self.entries.iter().rev().find(|entry| !entry.name.is_empty()).map_or("", |entry| &entry.name)
    }
    /// Mobile of the employee: the last one entered.
    pub fn mobile(&self) -> &str {
        self.entries.iter().rev().find(|entry| !entry.mobile.is_empty()).map_or("", |entry| &entry.mobile)
    }
    /// Date of birth.
    pub fn born_on(&self) -> Option<Date> {
        self.events("birth").find_map(|entry| entry.on)
    }
    /// The day service began.
    pub fn began_on(&self, rules: &Rules) -> Option<Date> {
        self.of(rules, |event| event.begins).find_map(|entry| entry.on)
    }
    /// The day service ended.
    pub fn ended_on(&self, rules: &Rules) -> Option<Date> {
        self.of(rules, |event| event.ends).find_map(|entry| entry.on)
    }
    /// Where the employee is posted last.
    pub fn office<'b>(&'b self, rules: &'b Rules) -> &'b str {
        let last = self.of(rules, |event| event.posting).rev().find(|entry| !entry.office_name.is_empty());
        last.map_or("", |entry| &entry.office_name)
    }
    /// Basic pay last stated on or before a day.
    pub fn pay(&self, on: Date) -> Option<Paise> {
        self.entries.iter().rev().filter(|entry| entry.on.is_some_and(|day| day <= on)).find_map(|entry| entry.pay)
    }
    /// Entries nobody has attested.
    pub fn unattested(&self) -> impl Iterator<Item = &BookEntry> {
        self.entries.iter().filter(|entry| entry.attested_by.is_empty())
    }
}

/// All books, in the order of employee codes.
pub fn books(register: &dyn ReadRegister, rules: &Rules, moment: Moment) -> Result<Vec<Book>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found: BTreeMap<String, Vec<BookEntry>> = BTreeMap::new();
    register.lines(REGISTER, moment, &mut |line| {
        if let Some(employee) = line.value(table, "emp_code").and_then(Value::as_text).map(str::to_owned) {
            found.entry(employee).or_default().push(BookEntry::of(rules, table, line));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found.into_iter().map(|(employee, entries)| in_order(employee, entries)).collect())
}

/// The book of one employee; `None` where nothing is entered.
pub fn book(
    register: &dyn ReadRegister,
    rules: &Rules,
    employee: &str,
    moment: Moment,
) -> Result<Option<Book>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let lines = register.find_by(REGISTER, "emp_code", &Value::text(employee), moment)?;
    let entries: Vec<BookEntry> = lines.into_iter().map(|line| BookEntry::of(rules, table, line)).collect();
    Ok((!entries.is_empty()).then(|| in_order(employee.to_owned(), entries)))
}

fn in_order(employee: String, mut entries: Vec<BookEntry>) -> Book {
    entries.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| subject_order(&a.id, &b.id)));
    Book { employee, entries }
}
