//! Findings waived by order until a day.

use super::WAIVERS;
use crate::{
    branches::returns::Noted,
    model::{CooperativeYear, Date, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// A waiver in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Last day it holds.
    pub until: Date,
    /// Order it rests on.
    pub order_no: String,
}

/// All waivers that hold on a day, by society, year and rule.
#[derive(Clone, Debug, Default)]
pub struct Waivers(BTreeMap<(String, String, String), Waiver>);

impl Waivers {
    /// Reads them; one whose last day is past holds no more.
    pub fn read(register: &dyn ReadRegister, moment: Moment) -> Result<Self, RegisterError> {
        let mut all = BTreeMap::new();
        let Some(table) = register.tables().get(WAIVERS) else { return Ok(Self(all)) };
        register.lines(WAIVERS, moment, &mut |line| {
            let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
            let until = line.value(table, "until").and_then(Value::as_date);
            if let Some(until) = until.filter(|until| *until >= moment.as_of) {
                let waiver = Waiver { until, order_no: text("order_no") };
                all.insert((text("society"), text("fy"), text("code")), waiver);
            }
            ControlFlow::Continue(())
        })?;
        Ok(Self(all))
    }
    /// Is nothing waived?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The one on a finding.
    pub fn of(&self, society: &str, fy: &str, code: &str) -> Option<&Waiver> {
        self.0.get(&(society.to_owned(), fy.to_owned(), code.to_owned()))
    }
    /// Marks the findings they are of. A return of a file may name its society by the registration number alone: `identity`
    /// tells who that is.
    pub fn mark(
        &self,
        findings: &mut [Noted],
        identity: &mut dyn FnMut(&str) -> Result<Option<String>, RegisterError>,
    ) -> Result<(), RegisterError> {
        if self.0.is_empty() {
            return Ok(());
        }
        for noted in findings {
            let place = &noted.finding.place;
            let (Some(society), Some(fy)) = (&place.society, &place.fy) else { continue };
            noted.waived = match self.of(society, fy, &noted.finding.code) {
                Some(waiver) => Some(waiver.clone()),
                None => identity(society)?.and_then(|id| self.of(&id, fy, &noted.finding.code).cloned()),
            };
        }
        Ok(())
    }
}

/// A waiver to be entered.
pub struct NewWaiver<'a> {
    /// Identity of the society.
    pub society: &'a str,
    /// Year of the return.
    pub fy: CooperativeYear,
    /// Rule.
    pub code: &'a str,
    /// Day of the order.
    pub on: Date,
    /// Last day it holds.
    pub until: Date,
    /// Order and reason.
    pub order_no: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who entered it.
    pub login: &'a str,
}

/// The entry; nothing where the register says just so.
pub fn waive(register: &dyn ReadRegister, new: &NewWaiver<'_>) -> Result<Option<NewEntry>, RegisterError> {
    let table = register.definition(WAIVERS)?;
    let subject = format!("{}/{}/{}", new.society, new.fy, new.code);
    let said = [
        ("society", Value::text(new.society)),
        ("fy", Value::text(new.fy.to_string())),
        ("code", Value::text(new.code)),
        ("until", Value::Date(new.until)),
        ("order_no", Value::text(new.order_no)),
        ("reason", Value::text(new.reason)),
    ];
    if let Some(line) = register.line(WAIVERS, &subject, Moment::on(new.on))?
        && said.iter().all(|(key, value)| line.value(table, key) == Some(value))
    {
        return Ok(None);
    }
    let with = [("waived_on", Value::Date(new.on)), ("login", Value::text(new.login))];
    Ok(Some(NewEntry::stating(table, Subject::Known(subject), new.on, said.into_iter().chain(with))))
}
