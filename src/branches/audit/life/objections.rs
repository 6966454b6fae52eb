//! Objections of audits: what is open of whom, since when, and by when it was to be put right.

use super::{super::row::Row, OBJECTIONS};
use crate::{
    model::{CooperativeYear, Date, Line, Moment, Paise, TableDef},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// A para.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Its subject: SOCIETY/YEAR/PARA.
    pub id: String,
    /// The audit it belongs to.
    pub audit: String,
    /// Identity of the society.
    pub society: String,
    /// Year of the audit.
    pub fy: Option<CooperativeYear>,
    /// Number of the para.
    pub para: String,
    /// Code of the list `objection_severity`.
    pub severity: String,
    /// Amount.
    pub amount: Paise,
    /// How much of it is settled.
    pub settled_amount: Paise,
    /// Code of the list `objection_status`.
    pub status: String,
    /// What is objected to.
    pub text: String,
    /// The day it was raised.
    pub raised_on: Option<Date>,
    /// By when it is to be put right, where a day was set.
    pub due_on: Option<Date>,
    /// The day it was settled.
    pub settled_on: Option<Date>,
    /// What is in force of it.
    pub line: Line,
}

impl Objection {
    fn read(table: &TableDef, line: Line) -> Self {
        let row = Row { table, line: &line };
        let (text, day) = (|key: &str| row.text(key).to_owned(), |key: &str| row.value(key).as_date());
        let money = |key: &str| row.value(key).as_money().unwrap_or_default();
        let (society, fy, status) = (text("society"), text("fy"), text("status"));
        let own = text("audit");
        Self {
            id: line.subject.clone(),
            audit: if own.is_empty() { format!("{society}/{fy}") } else { own },
            fy: fy.parse().ok(),
            society,
            para: text("para_no"),
            severity: text("severity"),
            amount: money("amount"),
            settled_amount: money("settled_amount"),
            // What a list leaves empty has not been dealt with.
            status: if status.is_empty() { "open".into() } else { status },
            text: text("text"),
            raised_on: day("raised_on"),
            due_on: day("due_on"),
            settled_on: day("settled_on"),
            line,
        }
    }
    /// Has it come to no end?
    pub fn is_open(&self) -> bool {
        self.status != "settled"
    }
    /// Is the society to answer: neither settled nor taken elsewhere?
    pub fn is_with_society(&self) -> bool {
        !matches!(self.status.as_str(), "settled" | "to_surcharge" | "to_court")
    }
    /// Amount still open.
    pub fn open_amount(&self) -> Paise {
        if self.is_open() { Paise((self.amount.0 - self.settled_amount.0).max(0)) } else { Paise(0) }
    }
    /// Days past the day set for it, where it is still with the society.
    pub fn days_over(&self, on: Date) -> Option<i64> {
        let due = self.due_on.filter(|due| *due < on && self.is_with_society())?;
        Some(i64::from((on - due).get_days()))
    }
    /// Is it carried into a later year than its own?
    pub fn is_carried_into(&self, fy: CooperativeYear) -> bool {
        self.is_open() && self.fy.is_some_and(|own| own < fy)
    }
}

/// All paras at a moment, in the register's order.
pub fn objections(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Objection>, RegisterError> {
    let table = register.definition(OBJECTIONS)?;
    let mut found = Vec::new();
    register.lines(OBJECTIONS, moment, &mut |line| {
        found.push(Objection::read(table, line));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Paras of an audit, and those of earlier years of its society that are still open.
pub fn of_audit<'o>(
    all: &'o [Objection],
    audit: &'o str,
    society: &'o str,
    fy: Option<CooperativeYear>,
) -> (Vec<&'o Objection>, Vec<&'o Objection>) {
    let own = all.iter().filter(|one| one.audit == audit).collect();
    let carried = all
        .iter()
        .filter(|one| one.audit != audit && one.society == society && fy.is_some_and(|fy| one.is_carried_into(fy)));
    (own, carried.collect())
}

/// Spans of age of an open para, in years since it was raised (or since the end of its year, where no day is recorded).
pub const AGES: [&str; 4] = ["under_1", "1_3", "3_5", "over_5"];

/// Which of [`AGES`] a para is of on a day.
pub fn age_of(objection: &Objection, on: Date) -> &'static str {
    let since = objection.raised_on.or_else(|| objection.fy.map(CooperativeYear::end)).unwrap_or(on);
    match i64::from((on - since).get_days()) {
        ..365 => AGES[0],
        365..1096 => AGES[1],
        1096..1826 => AGES[2],
        _ => AGES[3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn para(status: &str, fy: &str) -> Objection {
        Objection {
            id: format!("S/{fy}/1"),
            audit: format!("S/{fy}"),
            society: "S".into(),
            fy: fy.parse().ok(),
            para: "1".into(),
            severity: "serious".into(),
            amount: Paise(1000),
            settled_amount: Paise(300),
            status: status.into(),
            text: "x".into(),
            raised_on: Some(Date::constant(2024, 8, 1)),
            due_on: Some(Date::constant(2024, 11, 1)),
            settled_on: None,
            line: Line { subject: String::new(), values: Vec::new(), entries: Vec::new() },
        }
    }

    #[test]
    fn an_open_para_is_carried_on_and_one_before_a_court_is_not_the_society_s_to_answer() {
        let all = [para("partly_settled", "2023-24"), para("settled", "2022-23"), para("open", "2024-25")];
        let (own, carried) = of_audit(&all, "S/2024-25", "S", "2024-25".parse().ok());
        assert_eq!(
            (own.len(), carried.iter().map(|one| one.id.as_str()).collect::<Vec<_>>()),
            (1, vec!["S/2023-24/1"])
        );
        let on = Date::constant(2024, 11, 2);
        assert_eq!(
            [para("open", "2023-24"), para("to_court", "2023-24")].map(|one| one.days_over(on)),
            [Some(1), None]
        );
        assert_eq!([para("open", "2023-24"), para("settled", "2023-24")].map(|one| one.open_amount().0), [700, 0]);
    }

    #[test]
    fn an_age_is_told_in_spans() {
        let ages = ["2025-07-31", "2025-08-01", "2027-08-02", "2030-01-01"]
            .map(|day| age_of(&para("open", "2023-24"), day.parse().unwrap()));
        assert_eq!(ages, ["under_1", "1_3", "3_5", "over_5"]);
    }
}
