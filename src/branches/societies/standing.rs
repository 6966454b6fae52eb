//! Good standing: each clause, held or not, with the record behind it.

use super::{
    SOCIETIES,
    terms::{Clause, Needs, Terms},
};
use crate::{
    branches::cases::{Law, cited},
    clocks::{Course, due},
    model::{CooperativeYear, Date, Finding, Label, Line as Record, Locus, Moment, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Is a clause kept?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Yes.
    Kept,
    /// The registers do not tell.
    CannotTell,
    /// No.
    Broken,
}

impl Held {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::CannotTell => "cannot_tell",
            Self::Broken => "broken",
        }
    }
    /// In words.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::Kept => ("kept", "पूर्ण"),
            Self::CannotTell => ("cannot be told", "ज्ञात नहीं"),
            Self::Broken => ("not kept", "अपूर्ण"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
}

/// A record behind a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its register.
    pub register: String,
    /// Its identity.
    pub subject: String,
    /// The entry it rests on.
    pub entry: Option<i64>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Code of the clause.
    pub clause: String,
    /// In words.
    pub label: Label,
    /// Is it kept?
    pub held: Held,
    /// Why: a code with its arguments.
    pub why: Finding,
    /// The record behind it; nothing where none was found.
    pub record: Option<Kept>,
    /// What the limit rests on; empty where there is none.
    pub basis: Label,
}

/// The standing of a society.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Identity.
    pub society: String,
    /// Clause by clause, year by year.
    pub lines: Vec<Line>,
}

impl Standing {
    /// The worst of its clauses.
    pub fn held(&self) -> Held {
        self.lines.iter().map(|line| line.held).max().unwrap_or(Held::CannotTell)
    }
}

/// The records of one society, by register.
type Records = BTreeMap<String, Vec<Record>>;

/// The standing of one society at a moment; `None` where nothing is in force of it.
pub fn of_one(
    register: &dyn ReadRegister,
    terms: &Terms,
    law: &Law,
    society: &str,
    moment: Moment,
) -> Result<Option<Standing>, RegisterError> {
    let Some(own) = register.line(SOCIETIES, society, moment)? else { return Ok(None) };
    let mut records = Records::new();
    for name in terms.clauses.iter().filter_map(|clause| clause.needs.register()) {
        if !records.contains_key(name) {
            let lines = register.find_by(name, "society", &Value::text(society), moment)?;
            records.insert(name.to_owned(), lines);
        }
    }
    Ok(Some(judged(register, terms, law, &own, &records, moment.as_of)?))
}

/// The standing of every society, in the order of the register: each register is read once.
pub fn of_all(
    register: &dyn ReadRegister,
    terms: &Terms,
    law: &Law,
    moment: Moment,
    each: &mut dyn FnMut(&Record, Standing) -> ControlFlow<()>,
) -> Result<(), RegisterError> {
    let mut all: BTreeMap<String, Records> = BTreeMap::new();
    let mut read: Vec<&str> = Vec::new();
    for name in terms.clauses.iter().filter_map(|clause| clause.needs.register()) {
        if read.contains(&name) {
            continue;
        }
        read.push(name);
        let table = register.definition(name)?;
        register.lines(name, moment, &mut |line| {
            if let Some(society) = line.value(table, "society").and_then(Value::as_text) {
                all.entry(society.to_owned()).or_default().entry(name.to_owned()).or_default().push(line);
            }
            ControlFlow::Continue(())
        })?;
    }
    let (none, mut failed) = (Records::new(), None);
    register.lines(SOCIETIES, moment, &mut |line| match judged(
        register,
        terms,
        law,
        &line,
        all.get(&line.subject).unwrap_or(&none),
        moment.as_of,
    ) {
        Ok(standing) => each(&line, standing),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

fn judged(
    register: &dyn ReadRegister,
    terms: &Terms,
    law: &Law,
    own: &Record,
    records: &Records,
    as_of: Date,
) -> Result<Standing, RegisterError> {
    let societies = register.definition(SOCIETIES)?;
    let act = own.value(societies, "act").and_then(Value::as_text).unwrap_or_default();
    let mut lines = Vec::new();
    for clause in &terms.clauses {
        let name = clause.needs.register().unwrap_or(SOCIETIES);
        let all = records.get(name).map_or(&[][..], Vec::as_slice);
        let judge = Judge { clause, society: own, societies, table: register.definition(name)?, law, act, as_of };
        match &clause.needs {
            Needs::Status(wanted) => lines.push(judge.status(wanted)),
            Needs::EachYear { days, on_record, .. } => {
                lines.extend(judge.each_year(all, (days, *on_record), terms.years))
            }
            Needs::Settled { counted, settled, complied, .. } => {
                lines.push(judge.settled(all, [counted, settled, complied]))
            }
            Needs::InTerm { from, to, .. } => lines.push(judge.in_term(all, from, to)),
            Needs::NonePending { begun, ended, .. } => lines.push(judge.none_pending(all, begun, ended)),
        }
    }
    Ok(Standing { society: own.subject.clone(), lines })
}

/// One clause held against one society.
struct Judge<'a> {
    clause: &'a Clause,
    society: &'a Record,
    societies: &'a TableDef,
    table: &'a TableDef,
    law: &'a Law,
    act: &'a str,
    as_of: Date,
}

impl Judge<'_> {
    fn line(&self, held: Held, code: &str, args: &[(&str, String)], record: Option<(&Record, &str)>) -> Line {
        let severity = match held {
            Held::Kept => Severity::Info,
            Held::CannotTell => Severity::Warning,
            Held::Broken => Severity::Error,
        };
        let society = self.society.subject.clone();
        let place = Locus { society: Some(society), field: Some(self.clause.code.clone()), ..Locus::default() };
        let why = args.iter().fold(Finding::new(code, severity, place), |why, (name, value)| why.with(name, value));
        let record = record.map(|(record, key)| {
            let group = self.table.field(key).map(|field| usize::from(field.group));
            let entry = group.and_then(|group| record.entries.get(group).copied().flatten());
            Kept { register: self.table.name.clone(), subject: record.subject.clone(), entry: entry.map(|no| no.0) }
        });
        let clause = self.clause.code.clone();
        Line { clause, label: self.clause.label.clone(), held, why, record, basis: Label::default() }
    }
    /// The limit of the clause counted from a day, and what it rests on: the line of the society's Act, else one to compare with.
    fn limit(&self, from: Date) -> (Option<Date>, Label) {
        let own = self.clause.due.get(self.act);
        let Some(clock) = own.or(self.clause.comparison.as_ref()).and_then(|id| self.law.clocks.get(id)) else {
            return (None, Label::default());
        };
        let in_force = self.law.in_force(clock);
        let day = in_force.limit.and_then(|limit| due(&limit, &Course::from(from), &self.law.calendar));
        let basis = match own.is_some() || self.law.own.contains_key(&clock.id) {
            true => in_force.rests_on,
            false => {
                let said = cited(clock);
                Label {
                    en: format!("as a comparison: {}", said.en), hi: format!("तुलना हेतु: {}", said.hi)
                }
            }
        };
        (day, basis)
    }
    fn day(&self, record: &Record, key: &str) -> Option<Date> {
        record.value(self.table, key).and_then(Value::as_date)
    }
    fn text<'r>(&self, record: &'r Record, key: &str) -> &'r str {
        record.value(self.table, key).and_then(Value::as_text).unwrap_or_default()
    }
    fn status(&self, wanted: &[String]) -> Line {
        let text = |key: &str| self.society.value(self.societies, key).and_then(Value::as_text).unwrap_or_default();
        let (status, order) = (text("status"), text("status_order"));
        let args = [("status", status.to_owned()), ("order", or_dash(order))];
        let own = Some((self.society, "status"));
        match status {
            "" => self.line(Held::CannotTell, "STD-102", &[], None),
            known if wanted.iter().any(|one| one == known) => self.line(Held::Kept, "STD-001", &args, own),
            _ => self.line(Held::Broken, "STD-201", &args, own),
        }
    }
    fn each_year(&self, all: &[Record], (days, on_record): (&[String], bool), years: u16) -> Vec<Line> {
        let registered = self.society.value(self.societies, "reg_date").and_then(Value::as_date);
        let first = registered.and_then(CooperativeYear::containing);
        let Some(mut year) = CooperativeYear::containing(self.as_of) else { return Vec::new() };
        let mut lines = Vec::new();
        while lines.len() < usize::from(years) {
            let Some(before) = year.previous() else { break };
            year = before;
            if first.is_some_and(|first| year < first) {
                break;
            }
            let (due, basis) = self.limit(year.end());
            let of_year = all.iter().filter(|record| self.text(record, "fy").parse() == Ok(year));
            let done = |record: &Record| days.iter().filter_map(|key| self.day(record, key)).min();
            // Of several records of a year the one done first counts.
            let best = of_year.min_by_key(|record| done(record).unwrap_or(Date::MAX));
            // A year within its limit is not asked for yet.
            if best.is_none_or(|record| done(record).is_none_or(|day| day > self.as_of))
                && due.is_some_and(|due| due >= self.as_of)
            {
                continue;
            }
            let key = days.first().map_or("fy", String::as_str);
            let told = |due: Option<Date>| due.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let mut args = vec![("year", year.to_string()), ("due", told(due))];
            let mut line = match (best, best.and_then(&done)) {
                (Some(record), Some(day)) if day <= self.as_of => {
                    args.push(("on", day.to_string()));
                    let late = due.is_some_and(|due| day > due);
                    self.line(Held::Kept, if late { "STD-003" } else { "STD-002" }, &args, Some((record, key)))
                }
                (Some(record), None) if on_record => self.line(Held::Kept, "STD-004", &args, Some((record, "fy"))),
                (Some(record), _) => self.line(Held::Broken, "STD-203", &args, Some((record, "fy"))),
                (None, _) if due.is_none() => self.line(Held::CannotTell, "STD-103", &args, None),
                (None, _) => self.line(Held::Broken, "STD-202", &args, None),
            };
            line.basis = basis;
            lines.push(line);
        }
        lines
    }
    fn settled(&self, all: &[Record], [counted, settled, complied]: [&str; 3]) -> Line {
        let number = |record: &Record, key: &str| record.value(self.table, key).and_then(Value::as_integer);
        let told = all.iter().filter(|record| number(record, counted).is_some());
        let Some(record) = told.max_by_key(|record| self.text(record, "fy").to_owned()) else {
            return self.line(Held::CannotTell, "STD-104", &[], None);
        };
        let (all, done) = (number(record, counted).unwrap_or(0), number(record, settled).unwrap_or(0));
        let done = if self.day(record, complied).is_some_and(|day| day <= self.as_of) { all } else { done };
        let year = self.text(record, "fy").to_owned();
        let args = [("year", year), ("count", all.to_string()), ("open", (all - done).max(0).to_string())];
        match done >= all {
            true => self.line(Held::Kept, "STD-005", &args, Some((record, counted))),
            false => self.line(Held::Broken, "STD-204", &args, Some((record, counted))),
        }
    }
    fn in_term(&self, all: &[Record], from: &str, to: &str) -> Line {
        let begun = all.iter().filter(|record| self.day(record, from).is_none_or(|day| day <= self.as_of));
        let ends = |record: &Record| match (self.day(record, to), self.day(record, from)) {
            (Some(to), _) => Some((to, Label::default())),
            (None, Some(from)) => {
                let (due, basis) = self.limit(from);
                // A term of five years from a day ends on the day before.
                due.and_then(|day| Some((day.yesterday().ok()?, basis)))
            }
            (None, None) => None,
        };
        let last = begun.filter_map(|record| Some((record, ends(record)?))).max_by_key(|(_, (end, _))| *end);
        let Some((record, (end, basis))) = last else { return self.line(Held::CannotTell, "STD-105", &[], None) };
        let since = self.day(record, from).map_or_else(|| "–".to_owned(), |day| day.to_string());
        let args = [("from", since), ("to", end.to_string())];
        let mut line = match end >= self.as_of {
            true => self.line(Held::Kept, "STD-006", &args, Some((record, from))),
            false => self.line(Held::Broken, "STD-205", &args, Some((record, from))),
        };
        line.basis = basis;
        line
    }
    fn none_pending(&self, all: &[Record], begun: &str, ended: &str) -> Line {
        let pending = all.iter().filter(|record| {
            self.day(record, begun).is_some_and(|day| day <= self.as_of)
                && self.day(record, ended).is_none_or(|day| day > self.as_of)
        });
        match pending.min_by_key(|record| self.day(record, begun)) {
            None => self.line(Held::Kept, "STD-007", &[], None),
            Some(record) => {
                let on = self.day(record, begun).map_or_else(String::new, |day| day.to_string());
                let args =
                    [("record", record.subject.clone()), ("on", on), ("order", or_dash(self.text(record, "order_no")))];
                self.line(Held::Broken, "STD-206", &args, Some((record, begun)))
            }
        }
    }
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}
