//! Notifications: which panel applications are called for, by when, for how long.

use super::about;
use crate::{
    branches::audit::{allotment::Category, row::Row},
    model::{Date, Findings, Moment, NewEntry, Severity, SourceKey, Subject, Value, date_written},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Register of notifications.
pub const NOTICES: &str = "panel_notice";

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelNotice {
    /// Identity in the register; empty before it is entered.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its date.
    pub on: Date,
    /// Last day for applications.
    pub last_day: Date,
    /// First day of the panel.
    pub valid_from: Date,
    /// Last day of the panel.
    pub valid_to: Date,
    /// Categories wanted; none: all.
    pub categories: Vec<Category>,
    /// Remarks.
    pub remarks: String,
}

impl PanelNotice {
    /// Does it call for this category?
    pub fn wants(&self, category: Category) -> bool {
        self.categories.is_empty() || self.categories.contains(&category)
    }
    /// Categories as they are written.
    pub fn categories_written(&self) -> String {
        self.categories.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
    /// What is wrong with its days, and whether its number is taken.
    pub fn faults(&self, earlier: &[PanelNotice]) -> Findings {
        let fault = |code: &str| about(code, Severity::Error, &self.number);
        let mut faults = Vec::new();
        let mut order = |code: &str, first: Date, second: Date| {
            if second < first {
                faults.push(fault(code).with("first", date_written(first)).with("second", date_written(second)));
            }
        };
        order("PNL-301", self.on, self.last_day);
        order("PNL-302", self.valid_from, self.valid_to);
        if let Some(known) = earlier.iter().find(|one| one.number == self.number) {
            faults.push(fault("PNL-303").with("known", date_written(known.on)));
        }
        faults
    }
    /// Just so it stands already?
    pub fn same_as(&self, other: &Self) -> bool {
        Self { id: other.id.clone(), ..self.clone() } == *other
    }
    /// Its entry.
    pub fn entry(&self, register: &dyn ReadRegister, order_no: &str, login: &str) -> Result<NewEntry, RegisterError> {
        let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
        let said = [
            ("notice_no", Value::text(&self.number)),
            ("notified_on", Value::Date(self.on)),
            ("last_day", Value::Date(self.last_day)),
            ("valid_from", Value::Date(self.valid_from)),
            ("valid_to", Value::Date(self.valid_to)),
            ("categories", text(&self.categories_written())),
            ("order_no", text(order_no)),
            ("remarks", text(&self.remarks)),
            ("login", text(login)),
        ];
        let subject = Subject::New(SourceKey::named(&[NOTICES, &self.number]));
        Ok(NewEntry::stating(register.definition(NOTICES)?, subject, self.on, said))
    }
}

/// All notifications in order of their dates.
pub fn notices(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<PanelNotice>, RegisterError> {
    let table = register.definition(NOTICES)?;
    let mut all = Vec::new();
    register.lines(NOTICES, moment, &mut |line| {
        let row = Row { table, line: &line };
        if let (Some(on), Some(last_day), Some(valid_from), Some(valid_to)) =
            (row.day("notified_on"), row.day("last_day"), row.day("valid_from"), row.day("valid_to"))
        {
            let categories = row.text("categories").split(',').filter_map(|one| Category::read(one.trim())).collect();
            let (number, remarks) = (row.text("notice_no").to_owned(), row.text("remarks").to_owned());
            let id = line.subject.clone();
            all.push(PanelNotice { id, number, on, last_day, valid_from, valid_to, categories, remarks });
        }
        ControlFlow::Continue(())
    })?;
    all.sort_by(|a, b| (a.on, &a.number).cmp(&(b.on, &b.number)));
    Ok(all)
}
