//! Contributions of members and past members: determined, ordered, recovered or given up.

use super::{
    claims::{of_case, restated},
    decided::{Decided, Told, fault, sum, warning},
};
use crate::{
    branches::cases::Case,
    model::{Line, Moment, NewEntry, Paise, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};

/// Stem of the register of contributions.
pub const CONTRIBUTIONS: &str = "contribution";

/// How a contribution stands: codes of the list `contribution_status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Determined; no order says yet that it is to be paid.
    Determined,
    /// To be paid.
    Due,
    /// Paid in part.
    Partly,
    /// Paid.
    Recovered,
    /// Given up.
    WrittenOff,
    /// A court forbids its recovery.
    Stayed,
}

impl Status {
    /// As the register writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Determined => "determined",
            Self::Due => "due",
            Self::Partly => "partly",
            Self::Recovered => "recovered",
            Self::WrittenOff => "written_off",
            Self::Stayed => "stayed",
        }
    }
    /// What the register says; a book that says nothing has an amount that is due.
    fn read(text: &str) -> Self {
        let all = [Self::Determined, Self::Partly, Self::Recovered, Self::WrittenOff, Self::Stayed];
        all.into_iter().find(|status| status.key() == text).unwrap_or(Self::Due)
    }
}

/// A contribution.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// Its identity.
    pub id: String,
    /// Who contributes.
    pub person: String,
    /// Order it rests on.
    pub order_no: String,
    /// How much.
    pub amount: Paise,
    /// How much of it has come.
    pub recovered: Paise,
    /// How it stands.
    pub status: Status,
    /// What is in force of it.
    pub line: Line,
}

impl Contribution {
    fn of(table: &TableDef, line: Line) -> Self {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let money = |key: &str| value(key).and_then(Value::as_money).unwrap_or_default();
        Self {
            person: text("person"),
            order_no: text("order_no"),
            amount: money("amount"),
            recovered: money("recovered"),
            status: Status::read(&text("status")),
            id: line.subject.clone(),
            line,
        }
    }
    /// What is still to come: nothing of what was given up, or not ordered.
    pub fn outstanding(&self) -> Paise {
        match self.status {
            Status::Determined | Status::WrittenOff => Paise(0),
            _ => super::decided::less(self.amount, self.recovered),
        }
    }
}

/// The contributions of a liquidation, in the order of identities.
pub fn contributions(
    register: &dyn ReadRegister,
    case: &Case,
    moment: Moment,
) -> Result<Vec<Contribution>, RegisterError> {
    let table = register.definition(CONTRIBUTIONS)?;
    let lines = of_case(register, table, case, moment)?;
    Ok(lines.into_iter().map(|line| Contribution::of(table, line)).collect())
}

/// The contribution of a person is determined, once.
pub fn determine(
    register: &dyn ReadRegister,
    all: &[Contribution],
    (person, amount): (&str, Paise),
    told: &Told<'_>,
) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: person.to_owned(), ..Decided::default() };
    if amount.0 <= 0 {
        done.faults.push(fault("LIQ-104", &told.case.number).with("amount", amount));
    }
    // Contributions may be settled again; one that is not ordered yet is the same one.
    if let Some(known) = all.iter().rfind(|one| one.person == person && one.status != Status::WrittenOff) {
        let about = &told.case.number;
        let (list, finding) = match known.status {
            Status::Determined => (&mut done.faults, fault("LIQ-120", about)),
            _ => (&mut done.warnings, warning("LIQ-205", about)),
        };
        list.push(finding.with("known", &known.id).with("amount", known.amount));
    }
    if !done.faults.is_empty() {
        return Ok(done);
    }
    let said = [
        ("society", told.case.society.as_ref().map_or(Value::Empty, Value::text)),
        ("person", Value::text(person)),
        ("amount", Value::Money(amount)),
        ("liquidation", Value::text(&told.case.id)),
        ("determined_on", Value::Date(told.on)),
        ("status", Value::text(Status::Determined.key())),
    ];
    let key = SourceKey::named(&["contribution", &told.case.id, person, &all.len().to_string()]);
    let table = register.definition(CONTRIBUTIONS)?;
    done.entries = vec![NewEntry::stating(table, Subject::New(key), told.on, said)];
    Ok(done)
}

/// All contributions that are determined are ordered.
pub fn order(register: &dyn ReadRegister, all: &[Contribution], told: &Told<'_>) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: told.case.number.clone(), ..Decided::default() };
    for one in all.iter().filter(|one| one.status == Status::Determined) {
        let said = [
            ("order_no", told.order_no.map_or(Value::Empty, Value::text)),
            ("order_on", Value::Date(told.on)),
            ("status", Value::text(Status::Due.key())),
        ];
        done.entries.push(restated(register, CONTRIBUTIONS, &one.line, told.on, said)?);
    }
    if done.entries.is_empty() {
        done.faults.push(fault("LIQ-121", &told.case.number));
    }
    Ok(done)
}

/// An amount has come of a contribution.
pub fn recover(
    register: &dyn ReadRegister,
    one: &Contribution,
    amount: Paise,
    told: &Told<'_>,
) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: one.id.clone(), ..Decided::default() };
    let about = &one.id;
    if amount.0 <= 0 {
        done.faults.push(fault("LIQ-104", about).with("amount", amount));
    }
    match one.status {
        Status::Determined => done.faults.push(fault("LIQ-122", about)),
        Status::WrittenOff => done.faults.push(fault("LIQ-123", about)),
        Status::Stayed => done.faults.push(fault("LIQ-124", about)),
        Status::Due | Status::Partly | Status::Recovered => {}
    }
    let recovered = sum([one.recovered, amount]);
    if recovered > one.amount {
        done.faults.push(fault("LIQ-125", about).with("recovered", recovered).with("amount", one.amount));
    }
    if !done.faults.is_empty() {
        return Ok(done);
    }
    let status = if recovered == one.amount { Status::Recovered } else { Status::Partly };
    let said = [
        ("recovered", Value::Money(recovered)),
        ("status", Value::text(status.key())),
        ("recovered_on", Value::Date(told.on)),
    ];
    done.entries = vec![restated(register, CONTRIBUTIONS, &one.line, told.on, said)?];
    Ok(done)
}

/// What is still outstanding of a contribution is given up, with reasons.
pub fn waive(register: &dyn ReadRegister, one: &Contribution, told: &Told<'_>) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: one.id.clone(), ..Decided::default() };
    if matches!(one.status, Status::Recovered | Status::WrittenOff) {
        done.faults.push(fault("LIQ-123", &one.id));
        return Ok(done);
    }
    let said = [("status", Value::text(Status::WrittenOff.key())), ("why", told.why.map_or(Value::Empty, Value::text))];
    done.entries = vec![restated(register, CONTRIBUTIONS, &one.line, told.on, said)?];
    Ok(done)
}
