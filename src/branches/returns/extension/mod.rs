//! Extensions of the last day for filing, by order: which there are, whom they reach, until when they hold.
//!
//! Of the extensions that reach a society the one ordered last counts. A withdrawn one holds to the day of its withdrawal:
//! nobody is late for a day on which it was in force, whoever filed meanwhile stays in time, and for the others that day is
//! the last.

mod granting;

pub use granting::{Grant, Granting, grant, in_the_way, withdraw};

use crate::{
    model::{CooperativeYear, Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Register of extensions.
pub const EXTENSIONS: &str = "return_extension";

/// What of a society tells whether an extension reaches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whom {
    /// Identity.
    pub society: String,
    /// Code of its Act; empty where none is recorded.
    pub act: String,
    /// Code of its class, likewise.
    pub class: String,
    /// Code of its NCD sector, likewise.
    pub sector: String,
    /// LGD code of its district.
    pub district: Option<i64>,
}

impl Whom {
    /// As a line of the register of societies has it.
    pub fn of(table: &TableDef, line: &Line) -> Self {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        Self {
            society: line.subject.clone(),
            act: text("act"),
            class: text("class"),
            sector: text("sector"),
            district: line.value(table, "district").and_then(Value::as_integer),
        }
    }
}

/// Whom an extension is for: one society, or every one that passes all filters; an empty filter passes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Identity of the one society.
    pub society: Option<String>,
    /// Codes of classes.
    pub classes: Vec<String>,
    /// Codes of Acts.
    pub acts: Vec<String>,
    /// LGD codes of districts.
    pub districts: Vec<i64>,
    /// Codes of NCD sectors.
    pub sectors: Vec<String>,
}

impl Reach {
    /// Is it for this society?
    pub fn holds(&self, whom: &Whom) -> bool {
        let passes = |filter: &[String], code: &String| filter.is_empty() || filter.contains(code);
        match &self.society {
            Some(society) => *society == whom.society,
            None => {
                passes(&self.classes, &whom.class)
                    && passes(&self.acts, &whom.act)
                    && passes(&self.sectors, &whom.sector)
                    && (self.districts.is_empty() || whom.district.is_some_and(|code| self.districts.contains(&code)))
            }
        }
    }
}

/// An extension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extension {
    /// Identity; empty before it is entered.
    pub id: String,
    /// Year of the return.
    pub fy: Option<CooperativeYear>,
    /// Last day for filing.
    pub until: Date,
    /// For whom.
    pub reach: Reach,
    /// Order it rests on.
    pub order_no: String,
    /// Day of the order.
    pub order_on: Date,
    /// Why.
    pub reason: String,
    /// Who entered it.
    pub login: String,
    /// Day, order and reason of its withdrawal.
    pub withdrawn: Option<(Date, String, String)>,
}

impl Extension {
    /// The last day it gives: where it is withdrawn before, the day of the withdrawal.
    pub fn last(&self) -> Date {
        self.withdrawn.as_ref().map_or(self.until, |(on, ..)| self.until.min(*on))
    }
    fn read(table: &TableDef, line: &Line) -> Option<Self> {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| value(key).and_then(Value::as_date);
        let reach = Reach {
            society: value("society").and_then(Value::as_text).map(str::to_owned),
            classes: codes(&text("classes")),
            acts: codes(&text("acts")),
            districts: codes(&text("districts")).iter().filter_map(|code| code.parse().ok()).collect(),
            sectors: codes(&text("sectors")),
        };
        Some(Self {
            id: line.subject.clone(),
            fy: Some(text("fy").parse().ok()?),
            until: day("until")?,
            reach,
            order_no: text("order_no"),
            order_on: day("order_on")?,
            reason: text("reason"),
            login: text("login"),
            withdrawn: day("withdrawn_on").map(|on| (on, text("withdrawn_by"), text("withdrawn_why"))),
        })
    }
}

fn codes(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// What an extension comes to for a society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// Last day for filing.
    pub until: Date,
    /// Order it rests on.
    pub order_no: String,
}

/// The extensions in force at a moment, in the order of their orders.
#[derive(Clone, Debug, Default)]
pub struct Extensions(Vec<Extension>);

impl Extensions {
    /// Reads them.
    pub fn read(register: &dyn ReadRegister, moment: Moment) -> Result<Self, RegisterError> {
        let mut all = Vec::new();
        let Some(table) = register.tables().get(EXTENSIONS) else { return Ok(Self(all)) };
        register.lines(EXTENSIONS, moment, &mut |line| {
            all.extend(Extension::read(table, &line));
            ControlFlow::Continue(())
        })?;
        // Identities come in their order: of one day's orders the later entry stands last.
        all.sort_by_key(|one| one.order_on);
        Ok(Self(all))
    }
    /// All of them.
    pub fn all(&self) -> &[Extension] {
        &self.0
    }
    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// What they come to for a society's return of a year: the last that stands, or a withdrawn one that held longer.
    pub fn granted(&self, whom: &Whom, fy: CooperativeYear) -> Option<Extended> {
        let reaching = || self.0.iter().filter(|one| one.fy == Some(fy) && one.reach.holds(whom));
        let standing = reaching().rfind(|one| one.withdrawn.is_none());
        let over = reaching().filter(|one| one.withdrawn.is_some()).max_by_key(|one| one.last());
        let found = match (standing, over) {
            (Some(standing), Some(over)) if over.last() > standing.last() => over,
            (Some(standing), _) => standing,
            (None, over) => over?,
        };
        Some(Extended { until: found.last(), order_no: found.order_no.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn extension(until: Date, order_on: Date, classes: &[&str]) -> Extension {
        let reach = Reach { classes: classes.iter().map(|code| (*code).to_owned()).collect(), ..Reach::default() };
        let fy = CooperativeYear::containing(date(2025, 3, 31));
        Extension { fy, until, reach, order_on, order_no: order_on.to_string(), ..Extension::default() }
    }

    #[test]
    fn the_last_order_counts_and_a_withdrawn_one_holds_to_the_day_of_its_withdrawal() {
        let fy: CooperativeYear = "2024-25".parse().unwrap();
        let pacs = Whom { society: "S-1".into(), class: "pacs".into(), ..Whom::default() };
        let dairy = Whom { society: "S-2".into(), class: "dairy".into(), ..Whom::default() };
        let until = |all: &[Extension], whom: &Whom| Extensions(all.to_vec()).granted(whom, fy).map(|one| one.until);
        let wide = extension(date(2025, 12, 31), date(2025, 9, 20), &[]);
        let shorter = extension(date(2025, 11, 30), date(2025, 10, 10), &["pacs"]);
        let mut all = vec![wide.clone(), shorter];
        assert_eq!(until(&all, &pacs), Some(date(2025, 11, 30)));
        assert_eq!(until(&all, &dairy), Some(date(2025, 12, 31)));
        all[1].withdrawn = Some((date(2025, 10, 20), "9".into(), String::new()));
        assert_eq!(until(&all, &pacs), Some(date(2025, 12, 31)), "the earlier one stands again");
        all[0].withdrawn = Some((date(2025, 11, 5), "10".into(), String::new()));
        assert_eq!(until(&all, &pacs), Some(date(2025, 11, 5)), "nobody is late for a day it was in force");
        let other = "2023-24".parse().unwrap();
        assert_eq!(Extensions(vec![wide]).granted(&pacs, other), None, "of another year");
    }

    #[test]
    fn filters_of_one_kind_add_up_and_kinds_narrow() {
        let reach = Reach { classes: vec!["pacs".into(), "dairy".into()], districts: vec![212], ..Reach::default() };
        let whom = |class: &str, district| Whom { class: class.into(), district, ..Whom::default() };
        assert!(reach.holds(&whom("pacs", Some(212))) && reach.holds(&whom("dairy", Some(212))));
        assert!(!reach.holds(&whom("pacs", Some(195))) && !reach.holds(&whom("housing", Some(212))));
        assert!(!reach.holds(&whom("pacs", None)), "no district is not every district");
        let one = Reach { society: Some("S-1".into()), ..Reach::default() };
        assert!(one.holds(&Whom { society: "S-1".into(), ..Whom::default() }) && !one.holds(&whom("pacs", Some(212))));
    }
}
