//! A condition printed again: as the catalogue writes it, or for SQLite.

use super::node::{FieldRef, Number, RatioSide, Truth, What};
use crate::catalogue::ReturnFields;

/// For whom a condition is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// As rules are written.
    Catalogue,
    /// SQLite: this year's return as table `now`, last year's, left-joined, as `prev` with a column `on_record`.
    /// Money in paise and so on, dates as ISO text, yes and no as 1 and 0.
    Sqlite,
}

/// Prints a condition.
pub(crate) fn print_truth(truth: &Truth, dialect: Dialect, fields: &ReturnFields, params: &[String]) -> String {
    Printer { dialect, fields, params }.truth(truth)
}

/// Prints a number.
pub(super) fn print_number(number: &Number, dialect: Dialect, fields: &ReturnFields, params: &[String]) -> String {
    Printer { dialect, fields, params }.number(number)
}

struct Printer<'a> {
    dialect: Dialect,
    fields: &'a ReturnFields,
    params: &'a [String],
}

impl Printer<'_> {
    fn truth(&self, truth: &Truth) -> String {
        match truth {
            Truth::Field(field) => self.field(*field),
            Truth::OnRecord => match self.dialect {
                Dialect::Catalogue => "prev.on_record".into(),
                Dialect::Sqlite => "(prev.on_record IS NOT NULL)".into(),
            },
            Truth::Constant(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
            Truth::Compare { sign, left, right, .. } => {
                format!("{} {} {}", self.number(left), sign.sign(), self.number(right))
            }
            Truth::Ratios { sign, left, right } => {
                format!("{} {} {}", self.ratio(left), sign.sign(), self.ratio(right))
            }
            Truth::And(left, right) => format!("({} AND {})", self.truth(left), self.truth(right)),
            Truth::Or(left, right) => format!("({} OR {})", self.truth(left), self.truth(right)),
            Truth::Not(inner) => match &**inner {
                Truth::IsMissing(inner) => format!("({} IS NOT NULL)", self.number(inner)),
                Truth::IsUnknown(inner) => format!("({} IS NOT NULL)", self.truth(inner)),
                inner => format!("(NOT ({}))", self.truth(inner)),
            },
            Truth::IsMissing(inner) => format!("({} IS NULL)", self.number(inner)),
            Truth::IsUnknown(inner) => format!("({} IS NULL)", self.truth(inner)),
            Truth::Coalesce(all) => self.list(all.iter().map(|one| self.truth(one))),
            Truth::Case(arms, otherwise) => self.case(
                arms.iter().map(|(when, then)| (self.truth(when), self.truth(then))),
                otherwise.as_deref().map(|otherwise| self.truth(otherwise)),
            ),
        }
    }
    fn ratio(&self, side: &RatioSide) -> String {
        match (side, self.dialect) {
            (RatioSide::Plain(x), Dialect::Catalogue) => x.to_string(),
            // A double literal, never an integer one.
            (RatioSide::Plain(x), Dialect::Sqlite) => format!("{x:e}"),
            (RatioSide::Of(above, below), Dialect::Catalogue) => {
                format!("ratio({}, {})", self.number(above), self.number(below))
            }
            (RatioSide::Of(above, below), Dialect::Sqlite) => {
                format!("(CAST({} AS REAL) / NULLIF({}, 0))", self.number(above), self.number(below))
            }
        }
    }
    fn number(&self, number: &Number) -> String {
        match &number.what {
            What::Field(field) => self.field(*field),
            What::Constant(n) => match self.dialect {
                Dialect::Sqlite if *n < 0 => format!("({n})"),
                Dialect::Sqlite => n.to_string(),
                Dialect::Catalogue => super::explain::written(i128::from(*n), number.unit, None),
            },
            What::Word(word, _) => format!("'{}'", word.replace('\'', "''")),
            What::Param(at) => format!(":{}", self.params.get(*at).map_or("?", String::as_str)),
            What::Add(a, b) => format!("({} + {})", self.number(a), self.number(b)),
            What::Subtract(a, b) => format!("({} - {})", self.number(a), self.number(b)),
            What::Multiply(a, b) => format!("({} * {})", self.number(a), self.number(b)),
            What::Negate(inner) => format!("(-{})", self.number(inner)),
            What::Absolute(inner) => format!("abs({})", self.number(inner)),
            What::Coalesce(all) => self.list(all.iter().map(|one| self.number(one))),
            What::Case(arms, otherwise) => self.case(
                arms.iter().map(|(when, then)| (self.truth(when), self.number(then))),
                otherwise.as_deref().map(|otherwise| self.number(otherwise)),
            ),
            What::DaysBetween(from, to) => match self.dialect {
                Dialect::Catalogue => format!("days_between({}, {})", self.number(from), self.number(to)),
                Dialect::Sqlite => {
                    format!("CAST(julianday({}) - julianday({}) AS INTEGER)", self.number(to), self.number(from))
                }
            },
            What::AddMonths(day, months) => {
                let (day, months) = (self.number(day), self.number(months));
                match self.dialect {
                    Dialect::Catalogue => format!("add_months({day}, {months})"),
                    // SQLite lets 31 March and six months run over to 1 October; the month's last day bounds it.
                    Dialect::Sqlite => format!(
                        "min(date({day}, {months} || ' months'), \
                         date({day}, 'start of month', ({months} + 1) || ' months', '-1 day'))"
                    ),
                }
            }
        }
    }
    fn field(&self, field: FieldRef) -> String {
        let key = &self.fields.at(field.no).key;
        match (self.dialect, field.prev) {
            (Dialect::Catalogue, false) => key.clone(),
            (Dialect::Sqlite, false) => format!("now.{key}"),
            (_, true) => format!("prev.{key}"),
        }
    }
    fn list(&self, parts: impl Iterator<Item = String>) -> String {
        format!("coalesce({})", parts.collect::<Vec<_>>().join(", "))
    }
    fn case(&self, arms: impl Iterator<Item = (String, String)>, otherwise: Option<String>) -> String {
        let arms: String = arms.map(|(when, then)| format!(" WHEN {when} THEN {then}")).collect();
        let otherwise = otherwise.map_or_else(String::new, |otherwise| format!(" ELSE {otherwise}"));
        format!("(CASE{arms}{otherwise} END)")
    }
}
