//! The numbers of a condition: fields, figures, literals and what is reckoned from them, each with its unit.

use super::{
    decimal::Decimal,
    node::{FieldRef, Number, Truth, What},
    read::{Reader, clipped},
    unit::Unit,
};
use crate::catalogue::ReturnKind;
use sqlparser::ast::{BinaryOperator, Expr, Ident, UnaryOperator, Value};

/// A number, or a literal that takes the unit of what it meets.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    Literal(Decimal),
    Number(Number),
}

impl Reader<'_, '_> {
    /// A number or date or text.
    pub(super) fn number(&mut self, expr: &Expr) -> Option<Typed> {
        match expr {
            Expr::Nested(inner) => self.number(inner),
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
                let field = self.field(expr)?;
                let line = self.names.fields.at(field.no);
                let Some(unit) = unit_of(line.kind, &line.unit) else {
                    let fault = format!("'{}' is a yes-or-no field; write it alone or with NOT", line.key);
                    return self.fault(expr, fault);
                };
                Some(Typed::Number(Number { what: What::Field(field), unit }))
            }
            Expr::Value(value) => self.literal(expr, &value.value),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr: inner } => Some(match self.number(inner)? {
                Typed::Literal(decimal) => Typed::Literal(decimal.negated()),
                Typed::Number(number) => {
                    self.amount(inner, &number)?;
                    Typed::Number(Number { unit: number.unit, what: What::Negate(Box::new(number)) })
                }
            }),
            Expr::BinaryOp { left, op, right } => match op {
                BinaryOperator::Plus | BinaryOperator::Minus => self.sum(expr, left, op, right),
                BinaryOperator::Multiply => self.product(expr, left, right),
                BinaryOperator::Divide => self.fault(
                    expr,
                    "'/' is not allowed: write a share crosswise (a * 10000 <= b * :pct) or use ratio(a, b)",
                ),
                BinaryOperator::And
                | BinaryOperator::Or
                | BinaryOperator::Eq
                | BinaryOperator::NotEq
                | BinaryOperator::Lt
                | BinaryOperator::LtEq
                | BinaryOperator::Gt
                | BinaryOperator::GtEq => self.fault(expr, format!("'{}' is no number", clipped(expr))),
                _ => self.refuse(expr),
            },
            Expr::Function(_) => self.function(expr),
            Expr::Case { operand: None, conditions, else_result, .. } => {
                let mut arms: Vec<(Truth, Typed)> = Vec::with_capacity(conditions.len());
                for arm in conditions {
                    let (when, then) = (self.truth(&arm.condition), self.number(&arm.result));
                    arms.push((when?, then?));
                }
                let (conditions, mut values): (Vec<Truth>, Vec<Typed>) = arms.into_iter().unzip();
                if let Some(result) = else_result {
                    values.push(self.number(result)?);
                }
                let has_else = else_result.is_some();
                let mut values = self.all_level(expr, values)?;
                let unit = values[0].unit;
                let otherwise = if has_else { values.pop().map(Box::new) } else { None };
                let arms = conditions.into_iter().zip(values).collect();
                Some(Typed::Number(Number { what: What::Case(arms, otherwise), unit }))
            }
            _ => self.refuse(expr),
        }
    }
    fn literal(&mut self, expr: &Expr, value: &Value) -> Option<Typed> {
        match value {
            Value::Number(text, false) => match Decimal::parse(text) {
                Some(decimal) => Some(Typed::Literal(decimal)),
                None => self.fault(expr, format!("'{text}' is no plain decimal of at most 18 digits")),
            },
            Value::SingleQuotedString(word) => {
                let number = self.names.words.number(word);
                Some(Typed::Number(Number { what: What::Word(word.clone(), number), unit: Unit::Text }))
            }
            Value::Placeholder(name) => {
                let name = name.trim_start_matches(':');
                let known = self.names.params.iter().position(|(known, _)| known == name);
                let Some(at) = known else {
                    return self.fault(expr, format!("no figure ':{name}' in catalogue/fields/return_params.toml"));
                };
                Some(Typed::Number(Number { what: What::Param(at), unit: self.names.params[at].1 }))
            }
            Value::Null => self.fault(expr, "NULL stands only in IS NULL and IS NOT NULL"),
            Value::Boolean(_) => self.fault(expr, "a yes-or-no field is written alone or with NOT, not compared"),
            _ => self.refuse(expr),
        }
    }
    fn sum(&mut self, expr: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr) -> Option<Typed> {
        let (left, right) = (self.number(left), self.number(right));
        let (left, right) = (left?, right?);
        if let (Typed::Literal(a), Typed::Literal(b)) = (&left, &right) {
            let sum = a.plus(if *op == BinaryOperator::Plus { *b } else { b.negated() });
            return sum.map(Typed::Literal).or_else(|| self.fault(expr, "the literal grows too large"));
        }
        let (left, right) = self.level(expr, left, right)?;
        if left.unit.dims().is_none() {
            return self.fault(expr, "dates and texts are not added; use days_between and add_months");
        }
        let unit = left.unit;
        let (left, right) = (Box::new(left), Box::new(right));
        let what = if *op == BinaryOperator::Plus { What::Add(left, right) } else { What::Subtract(left, right) };
        Some(Typed::Number(Number { what, unit }))
    }
    fn product(&mut self, expr: &Expr, left: &Expr, right: &Expr) -> Option<Typed> {
        let (left, right) = (self.number(left), self.number(right));
        match (left?, right?) {
            (Typed::Literal(factor), Typed::Number(number)) | (Typed::Number(number), Typed::Literal(factor)) => {
                let dims = self.amount(expr, &number)?;
                let (whole, unit) = match factor.times(1) {
                    Some(whole) if whole != 0 && whole % 10_000 == 0 => (whole, number.unit.times_ten_thousand()),
                    Some(whole) => (whole, number.unit),
                    None => match factor.times(1_000) {
                        Some(thousandths) if dims.thousands < 3 => {
                            (thousandths, number.unit.with_thousands(dims.thousands + 1))
                        }
                        _ => return self.fault(expr, "a factor has at most three decimal places"),
                    },
                };
                let constant = Number { what: What::Constant(whole), unit: Unit::COUNT };
                Some(Typed::Number(Number { what: What::Multiply(Box::new(number), Box::new(constant)), unit }))
            }
            (Typed::Literal(a), Typed::Literal(b)) => {
                a.multiplied(b).map(Typed::Literal).or_else(|| self.fault(expr, "the literal grows too large"))
            }
            (Typed::Number(left), Typed::Number(right)) => match left.unit.times(right.unit) {
                Ok(unit) => Some(Typed::Number(Number { what: What::Multiply(Box::new(left), Box::new(right)), unit })),
                Err(fault) => self.fault(expr, fault),
            },
        }
    }
    fn function(&mut self, expr: &Expr) -> Option<Typed> {
        let (name, args) = self.call(expr)?;
        let typed: Vec<Typed> = args.iter().map(|arg| self.number(arg)).collect::<Option<_>>()?;
        let number = match (name.as_str(), typed.len()) {
            ("coalesce", _) => {
                let values = self.all_level(expr, typed)?;
                Number { unit: values[0].unit, what: What::Coalesce(values) }
            }
            ("ratio", _) => {
                return self.fault(expr, "ratio stands only as a whole side of a comparison");
            }
            ("abs", 1) => {
                let inner = self.only(expr, typed)?;
                self.amount(expr, &inner)?;
                Number { unit: inner.unit, what: What::Absolute(Box::new(inner)) }
            }
            ("days_between", 2) => {
                let (from, to) = self.two(expr, typed)?;
                if (from.unit, to.unit) != (Unit::Date, Unit::Date) {
                    return self.fault(expr, "days_between takes two dates");
                }
                Number { what: What::DaysBetween(Box::new(from), Box::new(to)), unit: Unit::COUNT }
            }
            ("add_months", 2) => {
                let (day, months) = self.two(expr, typed)?;
                if day.unit != Unit::Date || !months.unit.is_count() {
                    return self.fault(expr, "add_months takes a date and a number of months");
                }
                if !matches!(months.what, What::Constant(n) if n.abs() <= 1_200)
                    && !matches!(months.what, What::Param(_))
                {
                    return self.fault(expr, "the months of add_months are a literal of at most 1200 or a :param");
                }
                Number { what: What::AddMonths(Box::new(day), Box::new(months)), unit: Unit::Date }
            }
            _ => return self.fault(expr, format!("wrong number of arguments of '{name}'")),
        };
        Some(Typed::Number(number))
    }
    fn only(&mut self, expr: &Expr, typed: Vec<Typed>) -> Option<Number> {
        let mut typed = typed.into_iter();
        let first = typed.next()?;
        self.settled(expr, first)
    }
    fn two(&mut self, expr: &Expr, typed: Vec<Typed>) -> Option<(Number, Number)> {
        let mut typed = typed.into_iter();
        let (first, second) = (typed.next()?, typed.next()?);
        Some((self.settled(expr, first)?, self.settled(expr, second)?))
    }
    fn amount(&mut self, expr: &Expr, number: &Number) -> Option<super::unit::Dims> {
        match number.unit.dims() {
            Some(dims) => Some(dims),
            None => self.fault(expr, "dates and texts are not reckoned with"),
        }
    }
    /// A literal that meets nothing is a plain count.
    pub(super) fn settled(&mut self, expr: &Expr, typed: Typed) -> Option<Number> {
        match typed {
            Typed::Number(number) => Some(number),
            Typed::Literal(decimal) => self.literal_as(expr, decimal, Unit::COUNT),
        }
    }
    fn literal_as(&mut self, expr: &Expr, decimal: Decimal, unit: Unit) -> Option<Number> {
        if unit.dims().is_none() {
            return self.fault(expr, format!("a number meets a {}", unit.name()));
        }
        if !unit.is_plain() && decimal.digits != 0 {
            return self.fault(expr, format!("a literal other than 0 meets {}; write it as a :param", unit.name()));
        }
        match decimal.times(unit.small_units()) {
            Some(whole) => Some(Number { what: What::Constant(whole), unit }),
            None => self.fault(expr, format!("the literal is finer than the small unit of {}", unit.name())),
        }
    }
    /// Two numbers made comparable: literals take the other's unit, scales are brought to one, units must agree.
    pub(super) fn level(&mut self, expr: &Expr, left: Typed, right: Typed) -> Option<(Number, Number)> {
        let (left, right) = match (left, right) {
            (Typed::Literal(a), Typed::Literal(b)) => {
                let left = self.literal_as(expr, a, Unit::COUNT);
                (left?, self.literal_as(expr, b, Unit::COUNT)?)
            }
            (Typed::Literal(literal), Typed::Number(right)) => (self.literal_as(expr, literal, right.unit)?, right),
            (Typed::Number(left), Typed::Literal(literal)) => {
                let right = self.literal_as(expr, literal, left.unit)?;
                (left, right)
            }
            (Typed::Number(left), Typed::Number(right)) => (left, right),
        };
        self.known_word(expr, &left, &right)?;
        self.known_word(expr, &right, &left)?;
        if !left.unit.agrees(right.unit) {
            let fault = format!("units disagree: {} against {}", left.unit.name(), right.unit.name());
            return self.fault(expr, fault);
        }
        let (Some(a), Some(b)) = (left.unit.dims(), right.unit.dims()) else { return Some((left, right)) };
        Some((
            scaled_up(left, b.thousands.saturating_sub(a.thousands)),
            scaled_up(right, a.thousands.saturating_sub(b.thousands)),
        ))
    }
    fn all_level(&mut self, expr: &Expr, values: Vec<Typed>) -> Option<Vec<Number>> {
        // The value of the largest scale leads, the first of them: all others, literals too, are brought to its scale.
        let thousands = |value: &Typed| match value {
            Typed::Number(number) => Some(number.unit.dims().map_or(0, |dims| dims.thousands)),
            Typed::Literal(_) => None,
        };
        let largest = values.iter().filter_map(thousands).max();
        let lead = values.iter().find(|value| thousands(value) == largest)?.clone();
        let lead = self.settled(expr, lead)?;
        let mut levelled = Vec::with_capacity(values.len());
        for value in values {
            let (value, _) = self.level(expr, value, Typed::Number(lead.clone()))?;
            levelled.push(value);
        }
        Some(levelled)
    }
    /// A word that meets an enum field is one of its codes.
    fn known_word(&mut self, expr: &Expr, number: &Number, other: &Number) -> Option<()> {
        let (What::Word(word, _), What::Field(field)) = (&number.what, &other.what) else { return Some(()) };
        let line = self.names.fields.at(field.no);
        if line.kind != ReturnKind::Code || self.names.fields.codes(&line.key).iter().any(|(code, _)| code == word) {
            return Some(());
        }
        let fault = format!("'{word}' is no code of {}", line.key);
        self.fault(expr, fault)
    }
    /// A field or `prev.field` by name.
    pub(super) fn field(&mut self, expr: &Expr) -> Option<FieldRef> {
        let (prev, name) = match expr {
            Expr::Identifier(name) => (false, name),
            Expr::CompoundIdentifier(parts) => match &parts[..] {
                [table, name] if table.value == "prev" && table.quote_style.is_none() => (true, name),
                _ => return self.refuse(expr),
            },
            _ => return self.refuse(expr),
        };
        let Ident { value, quote_style: None, .. } = name else {
            return self.fault(expr, "field names are written without quotes");
        };
        match self.names.fields.no(value) {
            Some(no) => Some(FieldRef { prev, no }),
            None => {
                let fault = format!("no field '{value}'; the nearest is '{}'", self.names.fields.nearest(value));
                self.fault(expr, fault)
            }
        }
    }
}

/// The number times a thousand, as often as asked, its unit with it.
fn scaled_up(number: Number, thousands: u8) -> Number {
    if thousands == 0 {
        return number;
    }
    let unit = number.unit.dims().map_or(number.unit, |d| number.unit.with_thousands(d.thousands + thousands));
    if let What::Constant(0) = number.what {
        return Number { unit, ..number };
    }
    let factor = Number { what: What::Constant(1_000_i64.pow(u32::from(thousands))), unit: Unit::COUNT };
    Number { what: What::Multiply(Box::new(number), Box::new(factor)), unit }
}

/// Unit of a line of the return; nothing for yes-or-no lines.
pub(crate) fn unit_of(kind: ReturnKind, unit: &str) -> Option<Unit> {
    match kind {
        ReturnKind::Bool => None,
        ReturnKind::Date => Some(Unit::Date),
        ReturnKind::Code | ReturnKind::Text => Some(Unit::Text),
        ReturnKind::Money => Unit::named("INR"),
        ReturnKind::Percent => Unit::named("percent"),
        ReturnKind::Integer => Some(Unit::COUNT),
        ReturnKind::Quantity => Unit::named(unit),
    }
}
