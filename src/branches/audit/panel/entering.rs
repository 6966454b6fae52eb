//! An approval becomes an entry of the register of auditors: a new auditor, or the one known by the same number renewed.

use super::checking::{keys, text};
use crate::{
    branches::audit::allotment::Category,
    branches::cases::Case,
    model::{Date, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// The register of auditors.
pub const AUDITORS: &str = "auditor";

/// The panel as it stands: who is known by which number, and which panel numbers are taken.
pub struct Panel<'a> {
    table: &'a TableDef,
    by_number: BTreeMap<String, Line>,
    taken: BTreeSet<String>,
}

/// On what terms an applicant is put on the panel.
#[derive(Clone, Debug)]
pub struct Granted<'a> {
    /// Panel number.
    pub panel_no: String,
    /// Category.
    pub category: Category,
    /// Fee class.
    pub fee_class: &'a str,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Audits a year; what the application says where none is granted.
    pub capacity: Option<i64>,
}

impl<'a> Panel<'a> {
    /// Reads the register of auditors as far as it goes.
    pub fn read(register: &'a dyn ReadRegister) -> Result<Self, RegisterError> {
        let table = register.definition(AUDITORS)?;
        let mut panel = Self { table, by_number: BTreeMap::new(), taken: BTreeSet::new() };
        register.lines(AUDITORS, Moment::on(Date::MAX), &mut |line| {
            let value = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
            panel.taken.insert(value("panel_no"));
            for key in keys(table, &value).into_iter().filter(|key| !key.starts_with("name:")) {
                panel.by_number.entry(key).or_insert_with(|| line.clone());
            }
            ControlFlow::Continue(())
        })?;
        Ok(panel)
    }
    /// The auditor who has the membership or firm number of an application.
    pub fn known(&self, applications: &TableDef, case: &Case) -> Option<&Line> {
        let mine = keys(applications, &|key| text(applications, case, key));
        mine.iter().find_map(|key| self.by_number.get(key))
    }
    /// The number he is given: the one he has, else the next of the panel that begins in a year.
    pub fn number(&mut self, applications: &TableDef, case: &Case, from: Date) -> String {
        let has = self.known(applications, case);
        let has = has.and_then(|line| line.value(self.table, "panel_no")).and_then(Value::as_text);
        if let Some(number) = has {
            return number.to_owned();
        }
        let free = (1..).map(|serial| format!("P-{}-{serial:03}", from.year())).find(|one| !self.taken.contains(one));
        let number = free.unwrap_or_default();
        self.taken.insert(number.clone());
        number
    }
    /// The entry, in force from the day of the order.
    pub fn entry(&self, applications: &TableDef, case: &Case, granted: &Granted<'_>, on: Date) -> NewEntry {
        let of_case = |key: &str| case.line.value(applications, key).cloned().unwrap_or(Value::Empty);
        let mut said: Vec<(&str, Value)> = Vec::new();
        for key in ["name", "name_other"] {
            let name = of_case(key);
            let hindi = name.as_text().unwrap_or_default().chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
            said.push((if hindi { "name_hi" } else { "name_en" }, name));
        }
        let taken_over = [
            "kind",
            "membership_no",
            "firm_no",
            "phone",
            "address",
            "home_district",
            "districts",
            "guardian",
            "partners",
            "relatives",
            "employers",
            "debts",
            "conflicts",
        ];
        said.extend(taken_over.map(|key| (key, of_case(key))));
        let capacity = granted.capacity.map_or_else(|| of_case("capacity"), Value::Integer);
        said.extend([
            ("panel_no", Value::text(&granted.panel_no)),
            ("category", Value::text(granted.category.to_string())),
            ("fee_class", Value::text(granted.fee_class)),
            ("capacity", capacity),
            ("valid_from", Value::Date(granted.from)),
            ("valid_to", Value::Date(granted.to)),
            ("status", Value::text("approved")),
            ("panel_application", Value::text(&case.id)),
        ]);
        // What the application does not say stays as it is known.
        said.retain(|(_, value)| !value.is_empty());
        match self.known(applications, case) {
            Some(line) => {
                let told = said.into_iter().filter_map(|(key, value)| Some((self.table.field_no(key)?, value)));
                NewEntry::restating(self.table, line, on, told.collect::<BTreeMap<_, _>>())
            }
            None => {
                let subject = Subject::New(SourceKey::named(&[AUDITORS, &case.id]));
                NewEntry::stating(self.table, subject, on, said)
            }
        }
    }
}
