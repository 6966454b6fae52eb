//! The typed tree of a condition: what is left of the SQL after it was read and checked.

use super::unit::Unit;

/// A line of the return, this year's or last year's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// Last year's return?
    pub prev: bool,
    /// Number of the line in [`crate::catalogue::ReturnFields`].
    pub no: u16,
}

/// A number with its unit: money, percentage, quantity, count, date in days, word by its number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) what: What,
    pub(crate) unit: Unit,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    Field(FieldRef),
    /// A literal in small units.
    Constant(i64),
    /// A word and its number.
    Word(String, i64),
    /// A figure of the law; by its place in [`super::Params`].
    Param(usize),
    Add(Box<Number>, Box<Number>),
    Subtract(Box<Number>, Box<Number>),
    Multiply(Box<Number>, Box<Number>),
    Negate(Box<Number>),
    Absolute(Box<Number>),
    /// First that is known.
    Coalesce(Vec<Number>),
    /// First arm whose condition holds; unknown when none does.
    Case(Vec<(Truth, Number)>, Option<Box<Number>>),
    /// Days from the first date to the second.
    DaysBetween(Box<Number>, Box<Number>),
    /// A date some months on, its day cut to the month's end.
    AddMonths(Box<Number>, Box<Number>),
}

/// What a condition may compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// As written in SQL.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }
    /// Does it hold for two numbers in this order?
    pub(crate) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// One side of a comparison of ratios.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RatioSide {
    /// A double division; unknown when the divisor is zero. Both are whole numbers of one scale.
    Of(Number, Number),
    /// A literal.
    Plain(f64),
}

/// Something that holds, does not hold, or is unknown.
#[allow(clippy::enum_variant_names, reason = "a truth that is null is called so")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Truth {
    /// A yes-or-no line.
    Field(FieldRef),
    /// Is last year's return on record? Never unknown.
    OnRecord,
    Constant(bool),
    Compare {
        sign: Comparison,
        left: Number,
        right: Number,
        /// Does a number in it leave 64 bits? Settled when the figures of the law are put in.
        wide: bool,
    },
    Ratios {
        sign: Comparison,
        left: RatioSide,
        right: RatioSide,
    },
    And(Box<Truth>, Box<Truth>),
    Or(Box<Truth>, Box<Truth>),
    Not(Box<Truth>),
    IsMissing(Box<Number>),
    IsUnknown(Box<Truth>),
    Coalesce(Vec<Truth>),
    Case(Vec<(Truth, Truth)>, Option<Box<Truth>>),
}

/// What stands at the ends of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Leaf {
    Field(FieldRef),
    /// Asked only whether it is filled.
    Presence,
    Param(usize),
}

impl Truth {
    /// Shows every end of the tree.
    pub(crate) fn gather(&self, seen: &mut dyn FnMut(Leaf)) {
        match self {
            Truth::Field(field) => seen(Leaf::Field(*field)),
            Truth::OnRecord | Truth::Constant(_) => {}
            Truth::Compare { left, right, .. } => {
                left.gather(seen);
                right.gather(seen);
            }
            Truth::Ratios { left, right, .. } => {
                for side in [left, right] {
                    if let RatioSide::Of(above, below) = side {
                        above.gather(seen);
                        below.gather(seen);
                    }
                }
            }
            Truth::And(left, right) | Truth::Or(left, right) => {
                left.gather(seen);
                right.gather(seen);
            }
            Truth::Not(inner) => inner.gather(seen),
            Truth::IsMissing(inner) => inner.gather(&mut |leaf| seen(leaf.as_presence())),
            Truth::IsUnknown(inner) => inner.gather(&mut |leaf| seen(leaf.as_presence())),
            Truth::Coalesce(all) => all.iter().for_each(|one| one.gather(seen)),
            Truth::Case(arms, otherwise) => {
                for (when, then) in arms {
                    when.gather(seen);
                    then.gather(seen);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.gather(seen);
                }
            }
        }
    }
}

impl Number {
    /// Shows every end of the tree.
    pub(crate) fn gather(&self, seen: &mut dyn FnMut(Leaf)) {
        match &self.what {
            What::Field(field) => seen(Leaf::Field(*field)),
            What::Constant(_) | What::Word(..) => {}
            What::Param(at) => seen(Leaf::Param(*at)),
            What::Add(a, b) | What::Subtract(a, b) | What::Multiply(a, b) => {
                a.gather(seen);
                b.gather(seen);
            }
            What::DaysBetween(a, b) | What::AddMonths(a, b) => {
                a.gather(seen);
                b.gather(seen);
            }
            What::Negate(inner) | What::Absolute(inner) => inner.gather(seen),
            What::Coalesce(all) => all.iter().for_each(|one| one.gather(seen)),
            What::Case(arms, otherwise) => {
                for (when, then) in arms {
                    when.gather(seen);
                    then.gather(seen);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.gather(seen);
                }
            }
        }
    }
}

impl Leaf {
    fn as_presence(self) -> Leaf {
        match self {
            Leaf::Field(_) => Leaf::Presence,
            other => other,
        }
    }
}
