//! The value of each part of a condition for one return, as people read it.

use super::{
    days,
    evaluate::Evaluator,
    node::{Number, RatioSide, Truth, What},
    sqlite::{Dialect, print_number, print_truth},
    unit::{Shown, Unit},
    words::Words,
};
use crate::{catalogue::ReturnFields, model::Paise, rules::columns::Chunk};
use serde::Serialize;

/// One part of a condition with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// How deep it lies, from 0.
    pub depth: usize,
    /// The part as written in the catalogue.
    pub part: String,
    /// Its value: `true`, `2,49,900`, `30-09-2025`; nothing when unknown.
    pub value: Option<String>,
}

/// Walks a bound condition beside the one as written, so that figures show by name and by value.
pub(crate) struct Explainer<'a> {
    pub(crate) chunk: &'a Chunk,
    pub(crate) row: usize,
    pub(crate) fields: &'a ReturnFields,
    pub(crate) params: &'a [String],
    /// Figures by place, in small units.
    pub(crate) figures: &'a [Option<i64>],
}

impl Explainer<'_> {
    /// The condition and its parts, outermost first.
    pub(crate) fn truth(&self, truth: &Truth, depth: usize, steps: &mut Vec<Step>) {
        let value = truth.bind(self.figures).ok().and_then(|bound| Evaluator::one_truth(self.chunk, self.row, &bound));
        let part = unbracketed(print_truth(truth, Dialect::Catalogue, self.fields, self.params));
        steps.push(Step { depth, part, value: value.map(|yes| yes.to_string()) });
        match truth {
            Truth::Field(_) | Truth::OnRecord | Truth::Constant(_) => {}
            Truth::Compare { left, right, .. } => {
                self.number(left, depth + 1, steps);
                self.number(right, depth + 1, steps);
            }
            Truth::Ratios { left, right, .. } => {
                for side in [left, right] {
                    if let RatioSide::Of(above, below) = side {
                        self.number(above, depth + 1, steps);
                        self.number(below, depth + 1, steps);
                    }
                }
            }
            Truth::And(left, right) | Truth::Or(left, right) => {
                self.truth(left, depth + 1, steps);
                self.truth(right, depth + 1, steps);
            }
            Truth::Not(inner) | Truth::IsUnknown(inner) => self.truth(inner, depth + 1, steps),
            Truth::IsMissing(inner) => self.number(inner, depth + 1, steps),
            Truth::Coalesce(all) => all.iter().for_each(|one| self.truth(one, depth + 1, steps)),
            Truth::Case(arms, otherwise) => {
                for (when, then) in arms {
                    self.truth(when, depth + 1, steps);
                    self.truth(then, depth + 1, steps);
                }
                if let Some(otherwise) = otherwise {
                    self.truth(otherwise, depth + 1, steps);
                }
            }
        }
    }
    fn number(&self, number: &Number, depth: usize, steps: &mut Vec<Step>) {
        if matches!(number.what, What::Constant(_) | What::Word(..)) {
            return;
        }
        let value = number.bind(self.figures).ok().and_then(|bound| Evaluator::one(self.chunk, self.row, &bound));
        let part = unbracketed(print_number(number, Dialect::Catalogue, self.fields, self.params));
        steps.push(Step { depth, part, value: value.map(|n| written(n, number.unit, Some(self.chunk.words()))) });
        match &number.what {
            What::Field(_) | What::Constant(_) | What::Word(..) | What::Param(_) => {}
            What::Add(a, b) | What::Subtract(a, b) | What::Multiply(a, b) => {
                self.number(a, depth + 1, steps);
                self.number(b, depth + 1, steps);
            }
            What::DaysBetween(a, b) | What::AddMonths(a, b) => {
                self.number(a, depth + 1, steps);
                self.number(b, depth + 1, steps);
            }
            What::Negate(inner) | What::Absolute(inner) => self.number(inner, depth + 1, steps),
            What::Coalesce(all) => all.iter().for_each(|one| self.number(one, depth + 1, steps)),
            What::Case(arms, otherwise) => {
                for (when, then) in arms {
                    self.truth(when, depth + 1, steps);
                    self.number(then, depth + 1, steps);
                }
                if let Some(otherwise) = otherwise {
                    self.number(otherwise, depth + 1, steps);
                }
            }
        }
    }
}

/// Without the brackets around the whole.
fn unbracketed(text: String) -> String {
    let Some(inner) = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) else { return text };
    let mut open = 0_i32;
    let whole = inner.chars().all(|c| {
        open += i32::from(c == '(') - i32::from(c == ')');
        open >= 0
    });
    if whole { inner.to_owned() } else { text }
}

/// A number for people: amounts grouped the Indian way, dates as dd-mm-yyyy, a product of a percentage as what it stands for.
pub(crate) fn written(number: i128, unit: Unit, words: Option<&Words>) -> String {
    match unit.shown() {
        Shown::Date => {
            let day = i64::try_from(number).ok().and_then(days::to_date);
            day.map_or_else(|| number.to_string(), crate::model::date_written)
        }
        Shown::Text => {
            let word = i64::try_from(number).ok().and_then(|number| words?.word(number));
            word.map_or_else(|| number.to_string(), str::to_owned)
        }
        Shown::Money { divide_by } => {
            let paise = i64::try_from(rounded(number, divide_by)).unwrap_or(i64::MAX);
            Paise(paise).to_string()
        }
        Shown::Percent => decimal(number, 2),
        Shown::Decimal { places } => decimal(number, places),
    }
}

/// To the nearest whole, halves away from zero: only what is printed is rounded, never what is compared.
pub(crate) fn rounded(number: i128, divide_by: i128) -> i128 {
    let half = divide_by / 2;
    if number < 0 { (number - half) / divide_by } else { (number + half) / divide_by }
}

fn decimal(number: i128, places: u32) -> String {
    if places == 0 {
        return number.to_string();
    }
    let scale = 10_u128.pow(places.min(30));
    let (whole, part) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    let sign = if number < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:0width$}", width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
