//! Who owes a return by when, and who has not filed it. The last day for filing is told here and nowhere else: lists, filing,
//! defaults ask [`DueDays`].

use super::{
    extension::{Extended, Extensions, Whom},
    from_register::{Filings, filings},
};
use crate::{
    model::{CooperativeYear, Date, Label, Language, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
    rules::{Figure, LawOn, Rulebook},
};
use jiff::ToSpan as _;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Figure of the law that gives the due date: months after the year's end.
pub(super) const DUE_MONTHS: &str = "return_due_months";

/// The last day for filing a return, and where it comes from.
#[derive(Clone, Debug, Default)]
pub struct DueDay {
    /// By the law; nothing where no figure of it is in force.
    pub statutory: Option<Date>,
    /// The figure.
    pub basis: Option<Figure>,
    /// By order, where that is later.
    pub extended: Option<Extended>,
}

impl DueDay {
    /// The day that counts.
    pub fn last(&self) -> Option<Date> {
        let statutory = self.statutory?;
        Some(self.extended.as_ref().map_or(statutory, |extended| extended.until))
    }
    /// What it rests on: the figure of the law, and the order where that is later.
    pub fn origin(&self, language: Language) -> Option<String> {
        let law = self.basis.as_ref()?.origin(language);
        let Some(extended) = &self.extended else { return Some(law) };
        let order_no = &extended.order_no;
        Some(match language {
            Language::En => format!("{law}; extended by order {order_no}"),
            Language::Hi => format!("{law}; आदेश {order_no} से बढ़ाई गई"),
        })
    }
    /// Days from it to a day; 0 in time, nothing where there is no such day.
    pub fn days_late(&self, on: Date) -> Option<i64> {
        Some(i64::from((on - self.last()?).get_days()).max(0))
    }
}

/// The last days for filing at a moment, of any society and year.
pub struct DueDays<'b> {
    book: &'b Rulebook,
    extensions: Extensions,
    laws: BTreeMap<(String, CooperativeYear), LawOn>,
}

impl<'b> DueDays<'b> {
    /// By the law and by the extensions in force at the moment.
    pub fn read(register: &dyn ReadRegister, book: &'b Rulebook, moment: Moment) -> Result<Self, RegisterError> {
        Ok(Self { book, extensions: Extensions::read(register, moment)?, laws: BTreeMap::new() })
    }
    /// Of a society's return of a year.
    pub fn of(&mut self, whom: &Whom, fy: CooperativeYear) -> DueDay {
        let law = self.laws.entry((whom.act.clone(), fy)).or_insert_with(|| self.book.law_on(&whom.act, fy.end()));
        let basis = self.book.figure(law, DUE_MONTHS).cloned();
        let statutory = basis.as_ref().and_then(|figure| fy.end().checked_add(figure.value.months()).ok());
        let extended = self.extensions.granted(whom, fy);
        let extended = extended.filter(|extended| statutory.is_some_and(|day| day < extended.until));
        DueDay { statutory, basis, extended }
    }
}

/// A society that owes a return.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The society.
    pub whom: Whom,
    /// Registration number as printed.
    pub reg_no: String,
    /// Name in both languages; the one known stands for both.
    pub name: Label,
    /// Year of the return.
    pub fy: CooperativeYear,
    /// Last day for filing.
    pub due: DueDay,
    /// Is a return on record? One that says it was filed after the day asked does not count; one without a day does.
    pub filed: bool,
    /// The day it was filed, where the return says.
    pub filed_on: Option<Date>,
    /// The register says neither that the society works nor that it does not.
    pub status_unknown: bool,
}

impl Owed {
    /// Last day for filing; nothing where no figure of the law is in force.
    pub fn due_on(&self) -> Option<Date> {
        self.due.last()
    }
    /// Days past the due date, on the day it was filed or else on `as_of`; 0 in time. Nothing where that cannot be known:
    /// no due date in force, or a return on record that does not say when it was filed.
    pub fn days_late(&self, as_of: Date) -> Option<i64> {
        self.due.days_late(if self.filed { self.filed_on? } else { as_of })
    }
    /// Not filed, and the due date is past?
    pub fn is_default(&self, as_of: Date) -> bool {
        !self.filed && self.due_on().is_some_and(|due| due < as_of)
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
    let years = BTreeSet::from([fy]);
    let filed = filings(register, Some(&years), moment)?;
    let mut all = Vec::new();
    each_owed(register, book, (&years, &filed), moment, &mut |owed| all.push(owed))?;
    Ok(all)
}

/// The same of several years in one reading of the register of societies, the years of a society in order.
pub fn each_owed(
    register: &dyn ReadRegister,
    book: &Rulebook,
    (years, filed): (&BTreeSet<CooperativeYear>, &Filings),
    moment: Moment,
    each: &mut dyn FnMut(Owed),
) -> Result<(), RegisterError> {
    let mut days = DueDays::read(register, book, moment)?;
    let Some(table) = register.tables().get("society") else { return Ok(()) };
    register.lines("society", moment, &mut |line| {
        let seen = Seen { table, line: &line };
        let status = seen.text("status");
        if !(status.is_empty() || status == "functional") {
            return ControlFlow::Continue(());
        }
        let registered = seen.value("reg_date").and_then(Value::as_date);
        let (whom, reg_no, name) = (Whom::of(table, &line), seen.text("reg_no"), seen.name());
        for fy in years.iter().filter(|fy| registered.is_none_or(|day| day <= fy.end())) {
            let on_record = filed.get(fy).and_then(|of_year| of_year.get(&line.subject)).copied();
            let filed_on = on_record.flatten().filter(|day| *day <= moment.as_of);
            let filed_later = on_record.flatten().is_some_and(|day| day > moment.as_of);
            each(Owed {
                whom: whom.clone(),
                reg_no: reg_no.to_owned(),
                name: name.clone(),
                fy: *fy,
                due: days.of(&whom, *fy),
                filed: on_record.is_some() && !filed_later,
                filed_on,
                status_unknown: status.is_empty(),
            });
        }
        ControlFlow::Continue(())
    })
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
