//! Findings set aside by order: those waived until a day, and lateness within an extension.

use super::WAIVERS;
use crate::{
    branches::returns::{
        Noted,
        extension::{Extensions, Whom},
    },
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

/// The rule that asks whether a return was filed by the day of the law. An extension answers it for those it reaches.
pub(in crate::branches::returns) const FILED_LATE: &str = "FIL-008";

/// What sets findings aside on a day.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    /// Waivers by society, year and rule.
    each: BTreeMap<(String, String, String), Waiver>,
    extensions: Extensions,
    /// Whom extensions may reach; none are read where there is no extension.
    societies: BTreeMap<String, Whom>,
}

impl Waivers {
    /// Reads them; one whose last day is past holds no more.
    pub fn read(register: &dyn ReadRegister, moment: Moment) -> Result<Self, RegisterError> {
        let mut all = Self { extensions: Extensions::read(register, moment)?, ..Self::default() };
        if let Some(table) = register.tables().get("society").filter(|_| !all.extensions.is_empty()) {
            register.lines("society", moment, &mut |line| {
                all.societies.insert(line.subject.clone(), Whom::of(table, &line));
                ControlFlow::Continue(())
            })?;
        }
        let Some(table) = register.tables().get(WAIVERS) else { return Ok(all) };
        register.lines(WAIVERS, moment, &mut |line| {
            let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
            let until = line.value(table, "until").and_then(Value::as_date);
            if let Some(until) = until.filter(|until| *until >= moment.as_of) {
                let waiver = Waiver { until, order_no: text("order_no") };
                all.each.insert((text("society"), text("fy"), text("code")), waiver);
            }
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }
    /// Is nothing waived, and no day for filing extended?
    pub fn is_empty(&self) -> bool {
        self.each.is_empty() && self.extensions.is_empty()
    }
    /// The one on a finding.
    pub fn of(&self, society: &str, fy: &str, code: &str) -> Option<&Waiver> {
        self.each.get(&(society.to_owned(), fy.to_owned(), code.to_owned()))
    }
    /// The extension that covers a filing which the law alone calls late.
    fn extended(&self, society: &str, fy: &str, noted: &Noted) -> Option<Waiver> {
        let filed_on = noted.value.parse::<Date>().ok().filter(|_| noted.finding.code == FILED_LATE)?;
        let granted = self.extensions.granted(self.societies.get(society)?, fy.parse().ok()?)?;
        let covers = filed_on <= granted.until;
        covers.then_some(Waiver { until: granted.until, order_no: granted.order_no })
    }
    /// Marks the findings they are of. A return of a file may name its society by the registration number alone: `identity`
    /// tells who that is.
    pub fn mark(
        &self,
        findings: &mut [Noted],
        identity: &mut dyn FnMut(&str) -> Result<Option<String>, RegisterError>,
    ) -> Result<(), RegisterError> {
        if self.is_empty() {
            return Ok(());
        }
        for noted in findings {
            let place = &noted.finding.place;
            let (Some(society), Some(fy)) = (&place.society, &place.fy) else { continue };
            let by = |id: &str| self.of(id, fy, &noted.finding.code).cloned().or_else(|| self.extended(id, fy, noted));
            let found = match by(society) {
                Some(waiver) => Some(waiver),
                None => identity(society)?.and_then(|id| by(&id)),
            };
            noted.waived = found;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        branches::returns::{due::DUE_MONTHS, rulebook},
        catalogue::Files,
    };

    #[test]
    fn one_rule_asks_for_the_day_of_the_law_and_an_extension_answers_it() {
        let book = rulebook(&Files::embedded()).unwrap();
        let asking = book.rules.iter().filter(|rule| book.figures_of(rule).contains(&DUE_MONTHS));
        assert_eq!(asking.map(|rule| rule.code.as_str()).collect::<Vec<_>>(), [FILED_LATE]);
    }
}
