//! Conditions of rules: a closed subset of SQL over the lines of the return.
//!
//! `read` parses and checks, `bind` puts in the figures of the law, `evaluate` runs a condition over blocks of rows in
//! three-valued logic, `explain` shows the value of each part, `sqlite` prints it for another engine.

mod bind;
mod bits;
pub(crate) mod days;
mod decimal;
mod evaluate;
mod explain;
mod fault;
pub(crate) mod node;
mod numbers;
mod read;
mod sqlite;
mod unit;
mod words;

pub use explain::Step;
pub use fault::ConditionFault;
pub use node::FieldRef;
pub use words::Words;

pub(crate) use bits::{BLOCK, Bits, Verdicts};
pub(crate) use decimal::Decimal;
pub(crate) use evaluate::Evaluator;
pub(crate) use explain::{Explainer, rounded, written};
pub(crate) use node::{Comparison, Number, Truth};
pub(crate) use numbers::unit_of;
pub(crate) use sqlite::{Dialect, print_truth};
pub(crate) use unit::{Shown, Unit};

use crate::catalogue::ReturnFields;
use std::collections::BTreeSet;

/// What a condition may name.
pub(crate) struct Names<'a> {
    /// The lines of the return.
    pub(crate) fields: &'a ReturnFields,
    /// The figures with their units, in order of name.
    pub(crate) params: &'a [(String, Unit)],
    /// Words met so far.
    pub(crate) words: &'a mut Words,
}

/// A condition as written, read and checked.
#[derive(Clone, Debug)]
pub struct Condition {
    /// As written.
    pub source: String,
    pub(crate) truth: Truth,
}

/// An expression that gives a number, with the sign that stands before it.
#[derive(Clone, Debug)]
pub(crate) struct Formula {
    pub(crate) sign: Comparison,
    pub(crate) number: Number,
}

/// Reads a condition; all its faults at once.
pub(crate) fn read_condition(text: &str, names: &mut Names<'_>) -> Result<Condition, Vec<ConditionFault>> {
    let expression = read::parse(text).map_err(|fault| vec![fault])?;
    let mut reader = read::Reader { names, faults: Vec::new() };
    match (reader.truth(&expression), reader.faults) {
        (Some(truth), faults) if faults.is_empty() => Ok(Condition { source: text.to_owned(), truth }),
        (_, faults) => Err(faults),
    }
}

/// Reads `>= expression`, what should stand in a line.
pub(crate) fn read_formula(text: &str, names: &mut Names<'_>) -> Result<Formula, Vec<ConditionFault>> {
    let text = text.trim();
    let signs = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<>", Comparison::NotEqual),
        ("=", Comparison::Equal),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
    ];
    let found = signs.iter().find_map(|(sign, comparison)| text.strip_prefix(sign).map(|rest| (*comparison, rest)));
    let Some((sign, rest)) = found else {
        let fault = "begins with a comparison sign, as '>= net_profit'".to_owned();
        return Err(vec![ConditionFault { line: 0, column: 0, fault }]);
    };
    let expression = read::parse(rest).map_err(|fault| vec![fault])?;
    let mut reader = read::Reader { names, faults: Vec::new() };
    let typed = reader.number(&expression).and_then(|typed| reader.settled(&expression, typed));
    match (typed, reader.faults) {
        (Some(number), faults) if faults.is_empty() => Ok(Formula { sign, number }),
        (_, faults) => Err(faults),
    }
}

impl Condition {
    /// Lines it reads, in order of their numbers, this year's first. Lines asked only whether they are filled are left out.
    pub(crate) fn fields(&self) -> BTreeSet<FieldRef> {
        let mut fields = BTreeSet::new();
        self.truth.gather(&mut |part| {
            if let node::Leaf::Field(field) = part {
                fields.insert(field);
            }
        });
        fields
    }
    /// Figures it names, by place.
    pub(crate) fn params(&self) -> BTreeSet<usize> {
        let mut params = BTreeSet::new();
        self.truth.gather(&mut |part| {
            if let node::Leaf::Param(at) = part {
                params.insert(at);
            }
        });
        params
    }
}

#[cfg(test)]
mod tests;
