//! Each society against each condition: pass, fail or not known, with the record that says so.

use super::{Condition, Need};
use crate::{
    branches::{
        audit::life::arrears::is_of_year,
        computerisation::{Programme, REGISTER, Unit},
        pacs::DAYS,
    },
    model::{CooperativeYear, Date, EntryNo, Finding, Locus, Moment, Paise, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
};

/// How a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Records prove it.
    Pass,
    /// No record says so, and none says otherwise.
    Unknown,
    /// A record says otherwise, or the register that would have it has it not.
    Fail,
}

impl Outcome {
    /// As programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Unknown => "not_known",
            Self::Fail => "fail",
        }
    }
}

/// One condition of one unit.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Place of the unit in the list asked about.
    pub unit: usize,
    /// Place of the condition among those asked.
    pub condition: usize,
    /// How it stands: the worst of its needs.
    pub outcome: Outcome,
    /// The record each need is answered from, as findings to be worded (CUT-2xx).
    pub records: Vec<Finding>,
}

struct Audit {
    finished_on: Option<Date>,
    kind: String,
    entry: Option<EntryNo>,
}

/// Holds units against the conditions as they stood at a moment; `upto`: the day up to which day-end must be done.
pub fn check(
    register: &dyn ReadRegister,
    programme: &Programme,
    conditions: &[Condition],
    units: &[Unit],
    moment: Moment,
    upto: Date,
) -> Result<Vec<Answer>, RegisterError> {
    let unknown = |name: &str| RegisterError::UnknownRegister(name.to_owned());
    let table = register.tables().get(REGISTER).ok_or_else(|| unknown(REGISTER))?;
    let audits = audits(register, register.tables().get("audit").ok_or_else(|| unknown("audit"))?, moment)?;
    let years: BTreeSet<CooperativeYear> = conditions
        .iter()
        .flat_map(|condition| &condition.needs)
        .filter_map(|need| if let Need::Days(fy) = need { Some(*fy) } else { None })
        .collect();
    let days = if years.is_empty() { HashMap::new() } else { days(register, &years, moment)? };
    let asking = Asking { programme, table, audits, days, on: moment.as_of, upto };
    let mut answers = Vec::with_capacity(units.len() * conditions.len());
    for (at, unit) in units.iter().enumerate() {
        for (condition, asked) in conditions.iter().enumerate() {
            let (outcome, records) = asking.condition(unit, asked);
            answers.push(Answer { unit: at, condition, outcome, records });
        }
    }
    Ok(answers)
}

fn audits(
    register: &dyn ReadRegister,
    table: &TableDef,
    moment: Moment,
) -> Result<HashMap<(String, String), Audit>, RegisterError> {
    let no = |key: &str| table.field_no(key).map(usize::from);
    let conduct = table.field("finished_on").map(|field| usize::from(field.group));
    let (society, fy, kind) = (no("society"), no("fy"), no("audit_kind"));
    let (finished, report) = (no("finished_on"), no("report_on"));
    let mut found = HashMap::new();
    register.lines("audit", moment, &mut |line| {
        let value = |at: Option<usize>| at.and_then(|at| line.values.get(at));
        let text = |at| value(at).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |at| value(at).and_then(Value::as_date).filter(|day| *day <= moment.as_of);
        let entry = conduct.and_then(|group| line.entries.get(group).copied().flatten());
        let entry = entry.or_else(|| line.entries.iter().flatten().next().copied());
        let audit = Audit { finished_on: day(finished).or_else(|| day(report)), kind: text(kind), entry };
        // An audit beside that of the year, as a special audit, is not the audit of the year.
        if is_of_year(&line.subject, &text(society), &text(fy)) {
            found.insert((text(society), text(fy)), audit);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// What a PACS reported of the days of a year.
#[derive(Default)]
struct Days {
    closed: u64,
    last: Option<(Date, EntryNo)>,
    open: Option<(Date, EntryNo)>,
}

/// Days reported, by society and year.
fn days(
    register: &dyn ReadRegister,
    years: &BTreeSet<CooperativeYear>,
    moment: Moment,
) -> Result<HashMap<(String, CooperativeYear), Days>, RegisterError> {
    let table = register.definition(DAYS)?;
    let no = |key: &str| table.field_no(key).map(usize::from);
    let (society, day, closed) = (no("society"), no("day"), no("closed_at"));
    let mut found: HashMap<(String, CooperativeYear), Days> = HashMap::new();
    register.lines(DAYS, moment, &mut |line| {
        let value = |at: Option<usize>| at.and_then(|at| line.values.get(at));
        let (Some(society), Some(day)) = (value(society).and_then(Value::as_text), value(day).and_then(Value::as_date))
        else {
            return ControlFlow::Continue(());
        };
        let year = CooperativeYear::containing(day).filter(|year| years.contains(year));
        let entry = line.entries.iter().flatten().next().copied();
        if let Some((year, entry)) = year.zip(entry) {
            let of_year = found.entry((society.to_owned(), year)).or_default();
            if value(closed).is_some_and(|value| !value.is_empty()) {
                of_year.closed += 1;
                of_year.last = of_year.last.max(Some((day, entry)));
            } else if of_year.open.is_none_or(|(first, _)| day < first) {
                of_year.open = Some((day, entry));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

struct Asking<'a> {
    programme: &'a Programme,
    table: &'a TableDef,
    days: HashMap<(String, CooperativeYear), Days>,
    audits: HashMap<(String, String), Audit>,
    on: Date,
    upto: Date,
}

fn record(code: &str) -> Finding {
    Finding::new(code, Severity::Info, Locus::default())
}

fn entry_text(entry: Option<EntryNo>) -> String {
    entry.map_or_else(|| "–".to_owned(), |entry| entry.0.to_string())
}

impl Asking<'_> {
    fn condition(&self, unit: &Unit, condition: &Condition) -> (Outcome, Vec<Finding>) {
        let answers = condition.needs.iter().map(|need| self.need(unit, *need));
        let (outcomes, records): (Vec<Outcome>, Vec<Finding>) = answers.unzip();
        let worst = outcomes.iter().max().copied().unwrap_or(Outcome::Unknown);
        let best = outcomes.iter().min().copied().unwrap_or(Outcome::Unknown);
        (if condition.any && worst != Outcome::Fail { best } else { worst }, records)
    }

    fn need(&self, unit: &Unit, need: Need) -> (Outcome, Finding) {
        match need {
            Need::Stage(at) => self.stage(unit, at),
            Need::Audited(fy) => self.audit(unit, fy, false),
            Need::OnSystem(fy) => self.audit(unit, fy, true),
            Need::DayEnd => self.day_end(unit),
            Need::Reconciled => self.reconciled(unit, None),
            Need::ReconciledSince(day) => self.reconciled(unit, Some(day)),
            Need::Days(fy) => self.days_of(unit, fy),
        }
    }

    /// The register of computerisation is the record of its stages: what it does not have has not been reached.
    fn stage(&self, unit: &Unit, at: usize) -> (Outcome, Finding) {
        let stage = &self.programme.stages[at];
        let named = |code: &str| record(code).with("stage", &stage.label.en).with("stage_hi", &stage.label.hi);
        match unit.day(stage).filter(|day| *day <= self.on) {
            Some(day) => {
                let entry = entry_text(unit.entry_of(stage.group));
                (Outcome::Pass, named("CUT-201").with("on", day).with("entry", entry))
            }
            None => (Outcome::Fail, named("CUT-202")),
        }
    }

    /// Audits may have been made and not come into this register: none recorded is not known.
    fn audit(&self, unit: &Unit, fy: CooperativeYear, on_system: bool) -> (Outcome, Finding) {
        let society = unit.society.clone().unwrap_or_default();
        let Some(audit) = self.audits.get(&(society, fy.to_string())) else {
            return (Outcome::Unknown, record("CUT-205").with("fy", fy));
        };
        let told = |code: &str| record(code).with("fy", fy).with("entry", entry_text(audit.entry));
        let Some(finished) = audit.finished_on else { return (Outcome::Fail, told("CUT-204")) };
        match (on_system, audit.kind.as_str()) {
            (false, _) | (true, "system") => (Outcome::Pass, told("CUT-203").with("on", finished)),
            (true, "") => (Outcome::Unknown, told("CUT-207").with("on", finished)),
            (true, _) => (Outcome::Fail, told("CUT-206").with("on", finished)),
        }
    }

    /// What was stated of the books, if it was stated by the day.
    fn books<'u>(&self, unit: &'u Unit) -> Option<(Date, String, &'u Unit)> {
        let on = unit.value(self.table, "books_on").as_date().filter(|day| *day <= self.on)?;
        let group = self.table.field("books_on").map_or(0, |field| field.group);
        Some((on, entry_text(unit.entry_of(group)), unit))
    }

    fn day_end(&self, unit: &Unit) -> (Outcome, Finding) {
        let stated = self
            .books(unit)
            .and_then(|(_, entry, unit)| unit.value(self.table, "day_end_upto").as_date().map(|upto| (upto, entry)));
        let Some((upto, entry)) = stated else { return (Outcome::Unknown, record("CUT-210")) };
        let (outcome, code) = if upto >= self.upto { (Outcome::Pass, "CUT-208") } else { (Outcome::Fail, "CUT-209") };
        (outcome, record(code).with("upto", upto).with("asked", self.upto).with("entry", entry))
    }

    /// A day opened and not closed says otherwise; the last day of the year closed proves it; in between the register does not say.
    fn days_of(&self, unit: &Unit, fy: CooperativeYear) -> (Outcome, Finding) {
        let key = (unit.society.clone().unwrap_or_default(), fy);
        let told = |code: &str, (day, entry): (Date, EntryNo)| record(code).with("day", day).with("entry", entry.0);
        match self.days.get(&key) {
            Some(Days { open: Some(open), .. }) => (Outcome::Fail, told("CUT-215", *open)),
            Some(Days { last: Some(last), closed, .. }) if last.0 >= fy.end() => {
                (Outcome::Pass, told("CUT-216", *last).with("count", closed))
            }
            Some(Days { last: Some(last), .. }) => (Outcome::Unknown, told("CUT-217", *last)),
            _ => (Outcome::Unknown, record("CUT-214").with("fy", fy)),
        }
    }

    fn reconciled(&self, unit: &Unit, since: Option<Date>) -> (Outcome, Finding) {
        let Some((on, entry, unit)) = self.books(unit) else { return (Outcome::Unknown, record("CUT-210")) };
        if let Some(since) = since.filter(|since| on < *since) {
            return (Outcome::Unknown, record("CUT-218").with("on", on).with("asked", since).with("entry", entry));
        }
        let count = unit.value(self.table, "unreconciled").as_integer();
        let amount = unit.value(self.table, "unreconciled_amount").as_money();
        let told = |code: &str| record(code).with("on", on).with("entry", &entry);
        match (count, amount) {
            (Some(0), Some(Paise(0))) => (Outcome::Pass, told("CUT-211")),
            (count, amount) if count.is_some_and(|n| n != 0) || amount.is_some_and(|paise| paise.0 != 0) => {
                let count = count.map_or_else(|| "–".to_owned(), |count| count.to_string());
                let amount = amount.map_or_else(|| "–".to_owned(), |amount| amount.to_string());
                (Outcome::Fail, told("CUT-212").with("count", count).with("amount", amount))
            }
            _ => (Outcome::Unknown, record("CUT-213").with("on", on).with("entry", &entry)),
        }
    }
}
