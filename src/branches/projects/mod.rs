//! What a project costs, who bears it, what was spent: the lines of its register, their sums, and what does not agree.
//!
//! Nothing is put right here: a sum that does not come out is told with the amount that stays unexplained.

mod check;
mod spend;

pub use check::{check, ends_on, load_ends, of_words};
pub use spend::{added, faults_of_line, faults_of_spending};

use crate::{
    model::{Date, Line, Moment, Paise, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const PROJECTS: &str = "project";

/// What a line states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The project began.
    #[default]
    Start,
    /// So much is provided under a head.
    Cost,
    /// So much is borne by somebody.
    Share,
    /// So much was spent under a head.
    Spent,
}

impl Kind {
    /// As the register has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Cost => "cost",
            Self::Share => "share",
            Self::Spent => "spent",
        }
    }
    /// Reads what [`Kind::key`] writes.
    pub fn read(text: &str) -> Option<Self> {
        [Self::Start, Self::Cost, Self::Share, Self::Spent].into_iter().find(|kind| kind.key() == text)
    }
}

/// A line of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostLine {
    /// Its identity; empty for one that is told just now.
    pub id: String,
    /// The project.
    pub project: String,
    /// What it states.
    pub kind: Kind,
    /// Cost head; empty for the whole.
    pub head: String,
    /// Year; empty for the whole time.
    pub year: String,
    /// Who bears it.
    pub bearer: String,
    /// How much.
    pub amount: Paise,
    /// The same in words, as the order has it.
    pub words: String,
    /// Code of the scheme.
    pub scheme: String,
    /// Day.
    pub on: Date,
    /// Order.
    pub order_no: String,
    /// Note.
    pub remarks: String,
}

impl CostLine {
    fn of(table: &TableDef, line: &Line) -> Option<Self> {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        Some(Self {
            id: line.subject.clone(),
            project: text("project"),
            kind: Kind::read(&text("kind"))?,
            head: text("head"),
            year: text("year"),
            bearer: text("bearer"),
            amount: Paise(value("amount").and_then(Value::as_integer).unwrap_or(0)),
            words: text("amount_words"),
            scheme: text("scheme"),
            on: value("stated_on").and_then(Value::as_date).unwrap_or_default(),
            order_no: text("order_no"),
            remarks: text("remarks"),
        })
    }
}

/// A project with its lines, in the order of their days.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<CostLine>,
}

/// Sums of one head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadSums {
    /// Provided.
    pub provided: Paise,
    /// Spent.
    pub spent: Paise,
}

impl Project {
    /// The sum of its lines of a kind that fit.
    pub fn sum(&self, kind: Kind, fits: impl Fn(&CostLine) -> bool) -> Paise {
        let own = self.lines.iter().filter(|line| line.kind == kind && fits(line));
        Paise(own.map(|line| line.amount.0).fold(0, i64::saturating_add))
    }
    /// Provided and spent by head and year; a head or a year that was not told is empty.
    pub fn heads(&self) -> BTreeMap<(String, String), HeadSums> {
        let mut heads: BTreeMap<(String, String), HeadSums> = BTreeMap::new();
        for line in &self.lines {
            let sums = heads.entry((line.head.clone(), line.year.clone()));
            match line.kind {
                Kind::Cost => {
                    let sums = sums.or_default();
                    sums.provided = Paise(sums.provided.0.saturating_add(line.amount.0));
                }
                Kind::Spent => {
                    let sums = sums.or_default();
                    sums.spent = Paise(sums.spent.0.saturating_add(line.amount.0));
                }
                Kind::Start | Kind::Share => {}
            }
        }
        heads
    }
    /// Shares by who bears them.
    pub fn shares(&self) -> BTreeMap<String, Paise> {
        let mut shares: BTreeMap<String, Paise> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.kind == Kind::Share) {
            let sum = shares.entry(line.bearer.clone()).or_default();
            *sum = Paise(sum.0.saturating_add(line.amount.0));
        }
        shares
    }
    /// The day it began and its scheme, where told.
    pub fn start(&self) -> Option<&CostLine> {
        self.lines.iter().rev().find(|line| line.kind == Kind::Start)
    }
}

/// All projects, by name.
pub fn projects(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Project>, RegisterError> {
    let table = register.definition(PROJECTS)?;
    let mut found: BTreeMap<String, Vec<CostLine>> = BTreeMap::new();
    register.lines(PROJECTS, moment, &mut |line| {
        if let Some(line) = CostLine::of(table, &line) {
            found.entry(line.project.clone()).or_default().push(line);
        }
        ControlFlow::Continue(())
    })?;
    let project = |(name, mut lines): (String, Vec<CostLine>)| {
        // A stable sort: lines of one day stay in the order of their numbers.
        lines.sort_by_key(|line| line.on);
        Project { name, lines }
    };
    Ok(found.into_iter().map(project).collect())
}
