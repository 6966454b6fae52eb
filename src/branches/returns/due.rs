//! Who owes a return by when, and who has not filed it.

use super::from_register::filing_days;
use crate::{
    model::{CooperativeYear, Date, Label, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
    rules::{Figure, LawOn, Rulebook},
};
use jiff::ToSpan as _;
use std::{collections::BTreeMap, ops::ControlFlow};

/// Figure of the law that gives the due date: months after the year's end.
const DUE_MONTHS: &str = "return_due_months";

/// A society that owes a return.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Identity of the society.
    pub society: String,
    /// Registration number as printed.
    pub reg_no: String,
    /// Name in both languages; the one known stands for both.
    pub name: Label,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Year of the return.
    pub fy: CooperativeYear,
    /// Last day for filing; nothing where no figure of the law is in force.
    pub due_on: Option<Date>,
    /// Where the due date comes from.
    pub basis: Option<Figure>,
    /// Is a return on record? One that says it was filed after the day asked does not count; one without a day does.
    pub filed: bool,
    /// The day it was filed, where the return says.
    pub filed_on: Option<Date>,
    /// The register says neither that the society works nor that it does not.
    pub status_unknown: bool,
}

impl Owed {
    /// Days past the due date, on the day it was filed or else on `as_of`; 0 in time. Nothing where that cannot be known:
    /// no due date in force, or a return on record that does not say when it was filed.
    pub fn days_late(&self, as_of: Date) -> Option<i64> {
        let until = if self.filed { self.filed_on? } else { as_of };
        Some(i64::from((until - self.due_on?).get_days()).max(0))
    }
    /// Not filed, and the due date is past?
    pub fn is_default(&self, as_of: Date) -> bool {
        !self.filed && self.due_on.is_some_and(|due| due < as_of)
    }
}

/// Every society that owes a return of the year: at work (or of unknown state) and registered by the year's end. In the
/// register's order. A return filed after `moment.as_of` does not count yet.
pub fn owed(
    register: &dyn ReadRegister,
    book: &Rulebook,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Vec<Owed>, RegisterError> {
    let filed = filing_days(register, fy, moment)?;
    let mut laws: BTreeMap<String, LawOn> = BTreeMap::new();
    let mut owed = Vec::new();
    let Some(table) = register.tables().get("society") else { return Ok(owed) };
    register.lines("society", moment, &mut |line| {
        let seen = Seen { table, line: &line };
        let status = seen.text("status");
        let registered = seen.value("reg_date").and_then(Value::as_date);
        if !(status.is_empty() || status == "functional") || registered.is_some_and(|day| day > fy.end()) {
            return ControlFlow::Continue(());
        }
        let act = seen.text("act");
        let law = laws.entry(act.to_owned()).or_insert_with(|| book.law_on(act, fy.end()));
        let basis = book.figure(law, DUE_MONTHS).cloned();
        let due_on = due_on(book, law, fy);
        let on_record = filed.get(&line.subject);
        let filed_on = on_record.copied().flatten().filter(|day| *day <= moment.as_of);
        let filed_later = on_record.copied().flatten().is_some_and(|day| day > moment.as_of);
        owed.push(Owed {
            society: line.subject.clone(),
            reg_no: seen.text("reg_no").to_owned(),
            name: seen.name(),
            district: seen.value("district").and_then(Value::as_integer),
            fy,
            due_on,
            basis,
            filed: on_record.is_some() && !filed_later,
            filed_on,
            status_unknown: status.is_empty(),
        });
        ControlFlow::Continue(())
    })?;
    Ok(owed)
}

/// Last day for filing the return of a year under a law; nothing where no figure of it is in force.
pub(super) fn due_on(book: &Rulebook, law: &LawOn, fy: CooperativeYear) -> Option<Date> {
    fy.end().checked_add(book.figure(law, DUE_MONTHS)?.value.months()).ok()
}

/// Names of districts by LGD code, from the register of places.
pub fn district_names(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<i64, Label>, RegisterError> {
    let mut names = BTreeMap::new();
    let Some(table) = register.tables().get("place") else { return Ok(names) };
    for line in register.find_by("place", "level", &Value::text("district"), moment)? {
        let seen = Seen { table, line: &line };
        if let Some(code) = seen.value("code").and_then(Value::as_integer) {
            names.insert(code, seen.name());
        }
    }
    Ok(names)
}

struct Seen<'a> {
    table: &'a TableDef,
    line: &'a Line,
}

impl<'a> Seen<'a> {
    fn value(&self, key: &str) -> Option<&'a Value> {
        self.line.values.get(usize::from(self.table.field_no(key)?))
    }
    fn text(&self, key: &str) -> &'a str {
        self.value(key).and_then(Value::as_text).unwrap_or_default()
    }
    fn name(&self) -> Label {
        let (en, hi) = (self.text("name_en"), self.text("name_hi"));
        let or = |first: &str, second: &str| if first.is_empty() { second.to_owned() } else { first.to_owned() };
        Label { en: or(en, hi), hi: or(hi, en) }
    }
}
