//! Reading a condition: SQL parsed by `sqlparser`, walked on an allow-list, typed with units. All faults at once.

use super::{
    ConditionFault, Names,
    node::{Comparison, RatioSide, Truth},
    numbers::Typed,
};
use sqlparser::{
    ast::{BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned as _, UnaryOperator, Value},
    dialect::AnsiDialect,
    parser::{Parser, ParserError},
    tokenizer::Token,
};

/// Longest condition accepted, characters; the longest in use has 330.
const LONGEST: usize = 2_000;

/// What is allowed, said with every refusal.
const ALLOWED: &str = "allowed are literals, fields, prev.field, :param, + - *, comparisons, AND, OR, NOT, BETWEEN, IN, \
IS [NOT] NULL, CASE WHEN, abs, coalesce, ratio, days_between, add_months";

/// Walks one condition and gathers its faults.
pub(super) struct Reader<'a, 'n> {
    pub(super) names: &'a mut Names<'n>,
    pub(super) faults: Vec<ConditionFault>,
}

/// Parses the text as one SQL expression, nothing after it.
pub(super) fn parse(text: &str) -> Result<Expr, ConditionFault> {
    let whole = |fault: String| ConditionFault { line: 0, column: 0, fault };
    if text.chars().count() > LONGEST {
        return Err(whole(format!("a condition has at most {LONGEST} characters; this one is longer")));
    }
    let dialect = AnsiDialect {};
    let said = |error: ParserError| match error {
        ParserError::TokenizerError(said) | ParserError::ParserError(said) => {
            whole(format!("not readable as SQL: {said}"))
        }
        ParserError::RecursionLimitExceeded => whole("nested too deeply".into()),
    };
    let mut parser = Parser::new(&dialect).try_with_sql(text).map_err(said)?;
    let expression = parser.parse_expr().map_err(said)?;
    let next = parser.peek_token();
    if next.token == Token::EOF {
        return Ok(expression);
    }
    let start = next.span.start;
    Err(ConditionFault {
        line: start.line,
        column: start.column,
        fault: format!("'{}' was not expected after the end of the condition", next.token),
    })
}

impl Reader<'_, '_> {
    pub(super) fn fault<T>(&mut self, at: &Expr, fault: impl Into<String>) -> Option<T> {
        let start = at.span().start;
        self.faults.push(ConditionFault { line: start.line, column: start.column, fault: fault.into() });
        None
    }
    pub(super) fn refuse<T>(&mut self, at: &Expr) -> Option<T> {
        self.fault(at, format!("'{}' is not allowed in a rule; {ALLOWED}", clipped(at)))
    }
    /// Something that holds or not.
    pub(super) fn truth(&mut self, expr: &Expr) -> Option<Truth> {
        match expr {
            Expr::Nested(inner) => self.truth(inner),
            Expr::Value(value) => match value.value {
                Value::Boolean(yes) => Some(Truth::Constant(yes)),
                _ => self.fault(expr, format!("'{}' is a value where a condition is expected", clipped(expr))),
            },
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => self.truth_field(expr),
            Expr::UnaryOp { op: UnaryOperator::Not, expr: inner } => Some(Truth::Not(Box::new(self.truth(inner)?))),
            Expr::IsNull(inner) => self.is_null(inner),
            Expr::IsNotNull(inner) => Some(Truth::Not(Box::new(self.is_null(inner)?))),
            Expr::Between { expr: middle, negated, low, high } => {
                let above = self.compare(expr, Comparison::GreaterOrEqual, middle, low);
                let below = self.compare(expr, Comparison::LessOrEqual, middle, high);
                Some(negate_if(*negated, Truth::And(Box::new(above?), Box::new(below?))))
            }
            Expr::InList { expr: tested, list, negated } => {
                let mut any: Option<Truth> = None;
                for item in list {
                    let same = self.compare(expr, Comparison::Equal, tested, item)?;
                    any = Some(match any {
                        None => same,
                        Some(before) => Truth::Or(Box::new(before), Box::new(same)),
                    });
                }
                match any {
                    Some(any) => Some(negate_if(*negated, any)),
                    None => self.fault(expr, "IN needs at least one value"),
                }
            }
            Expr::BinaryOp { left, op, right } => self.binary_truth(expr, left, op, right),
            Expr::Case { operand: None, conditions, else_result, .. } => {
                let mut arms = Vec::with_capacity(conditions.len());
                for arm in conditions {
                    let (when, then) = (self.truth(&arm.condition), self.truth(&arm.result));
                    arms.push((when?, then?));
                }
                let otherwise = match else_result {
                    Some(result) => Some(Box::new(self.truth(result)?)),
                    None => None,
                };
                Some(Truth::Case(arms, otherwise))
            }
            Expr::Function(_) => {
                let (name, args) = self.call(expr)?;
                if name != "coalesce" {
                    return self.fault(expr, format!("'{}' is a number where a condition is expected", clipped(expr)));
                }
                let args: Vec<Truth> = args.into_iter().map(|arg| self.truth(arg)).collect::<Option<_>>()?;
                Some(Truth::Coalesce(args))
            }
            _ => self.refuse(expr),
        }
    }
    fn binary_truth(&mut self, expr: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr) -> Option<Truth> {
        let sign = match op {
            BinaryOperator::And | BinaryOperator::Or => {
                let (left, right) = (self.truth(left), self.truth(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                return Some(if *op == BinaryOperator::And { Truth::And(left, right) } else { Truth::Or(left, right) });
            }
            BinaryOperator::Eq => Comparison::Equal,
            BinaryOperator::NotEq => Comparison::NotEqual,
            BinaryOperator::Lt => Comparison::Less,
            BinaryOperator::LtEq => Comparison::LessOrEqual,
            BinaryOperator::Gt => Comparison::Greater,
            BinaryOperator::GtEq => Comparison::GreaterOrEqual,
            BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply => {
                return self.fault(expr, format!("'{}' is a number where a condition is expected", clipped(expr)));
            }
            BinaryOperator::Divide => {
                return self.fault(
                    expr,
                    "'/' is not allowed: write a share crosswise (a * 10000 <= b * :pct) or use ratio(a, b)",
                );
            }
            _ => return self.refuse(expr),
        };
        self.compare(expr, sign, left, right)
    }
    fn compare(&mut self, at: &Expr, sign: Comparison, left: &Expr, right: &Expr) -> Option<Truth> {
        if is_ratio(left) || is_ratio(right) {
            let (left, right) = (self.ratio_side(left), self.ratio_side(right));
            return Some(Truth::Ratios { sign, left: left?, right: right? });
        }
        let (left, right) = (self.number(left), self.number(right));
        let (left, right) = self.level(at, left?, right?)?;
        if left.unit == super::unit::Unit::Text && !matches!(sign, Comparison::Equal | Comparison::NotEqual) {
            return self.fault(at, "texts are compared with = and <> only");
        }
        Some(Truth::Compare { sign, left, right, wide: true })
    }
    fn ratio_side(&mut self, expr: &Expr) -> Option<RatioSide> {
        match expr {
            Expr::Nested(inner) => self.ratio_side(inner),
            Expr::Function(_) if is_ratio(expr) => {
                let (_, args) = self.call(expr)?;
                let [above, below] = args[..] else { return self.fault(expr, "ratio takes two numbers: ratio(a, b)") };
                let (above, below) = (self.number(above), self.number(below));
                // Of one unit and one scale, so that the quotient is a bare number whatever the small units are.
                let (above, below) = self.level(expr, above?, below?)?;
                if above.unit.dims().is_none() {
                    return self.fault(expr, "ratio takes numbers, not dates or texts");
                }
                Some(RatioSide::Of(above, below))
            }
            _ => match self.number(expr)? {
                Typed::Literal(decimal) => decimal.to_double().map(RatioSide::Plain),
                _ => self.fault(expr, "a ratio is compared with another ratio or with a literal"),
            },
        }
    }
    fn truth_field(&mut self, expr: &Expr) -> Option<Truth> {
        use crate::catalogue::ReturnKind;
        if let Expr::CompoundIdentifier(parts) = expr
            && let [prev, on_record] = &parts[..]
            && (prev.value.as_str(), on_record.value.as_str()) == ("prev", "on_record")
        {
            return Some(Truth::OnRecord);
        }
        let field = self.field(expr)?;
        if self.names.fields.at(field.no).kind == ReturnKind::Bool {
            Some(Truth::Field(field))
        } else {
            self.fault(expr, format!("'{}' is no yes-or-no field; compare it with something", clipped(expr)))
        }
    }
    fn is_null(&mut self, inner: &Expr) -> Option<Truth> {
        use crate::catalogue::ReturnKind;
        if let Expr::Nested(inner) = inner {
            return self.is_null(inner);
        }
        if matches!(inner, Expr::Identifier(_) | Expr::CompoundIdentifier(_)) {
            let field = self.field(inner)?;
            if self.names.fields.at(field.no).kind == ReturnKind::Bool {
                return Some(Truth::IsUnknown(Box::new(Truth::Field(field))));
            }
        }
        match self.number(inner)? {
            Typed::Number(number) => Some(Truth::IsMissing(Box::new(number))),
            Typed::Literal(_) => self.fault(inner, "a literal is never NULL"),
        }
    }
    /// Name and arguments of a function call in its plain form.
    pub(super) fn call<'e>(&mut self, expr: &'e Expr) -> Option<(String, Vec<&'e Expr>)> {
        let Expr::Function(function) = expr else { return self.refuse(expr) };
        let plain = !function.uses_odbc_syntax
            && function.filter.is_none()
            && function.null_treatment.is_none()
            && function.over.is_none()
            && function.within_group.is_empty()
            && matches!(function.parameters, FunctionArguments::None);
        let FunctionArguments::List(list) = &function.args else { return self.refuse(expr) };
        if !plain || list.duplicate_treatment.is_some() || !list.clauses.is_empty() {
            return self.refuse(expr);
        }
        let mut args = Vec::with_capacity(list.args.len());
        for arg in &list.args {
            let FunctionArg::Unnamed(FunctionArgExpr::Expr(arg)) = arg else { return self.refuse(expr) };
            args.push(arg);
        }
        let name = function.name.to_string();
        if !["abs", "coalesce", "ratio", "days_between", "add_months"].contains(&name.as_str()) {
            return self.fault(expr, format!("function '{name}' is not allowed in a rule; {ALLOWED}"));
        }
        if name == "coalesce" && args.len() < 2 {
            return self.fault(expr, "coalesce takes two values or more");
        }
        Some((name, args))
    }
}

fn negate_if(negated: bool, truth: Truth) -> Truth {
    if negated { Truth::Not(Box::new(truth)) } else { truth }
}

fn is_ratio(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) => is_ratio(inner),
        Expr::Function(function) => function.name.to_string() == "ratio",
        _ => false,
    }
}

/// The expression as printed, cut short.
pub(super) fn clipped(expr: &Expr) -> String {
    let text = expr.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
}
