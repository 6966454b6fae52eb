//! Putting the figures of the law into a condition, and settling which sums need more than 64 bits.

use super::{
    node::{Number, RatioSide, Truth, What},
    unit::Unit,
};

/// A figure the law in force does not give; by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoFigure(pub(crate) usize);

/// Figures by place, in small units; nothing where the law in force gives none.
pub(crate) type Figures = [Option<i64>];

impl Truth {
    /// The same with every figure put in.
    pub(crate) fn bind(&self, figures: &Figures) -> Result<Truth, NoFigure> {
        let boxed = |inner: &Truth| inner.bind(figures).map(Box::new);
        Ok(match self {
            Truth::Field(_) | Truth::OnRecord | Truth::Constant(_) => self.clone(),
            Truth::Compare { sign, left, right, .. } => {
                let (left, right) = (left.bind(figures)?, right.bind(figures)?);
                let peak = left.size().peak.max(right.size().peak);
                Truth::Compare { sign: *sign, wide: peak > i64::MAX as u128, left, right }
            }
            Truth::Ratios { sign, left, right } => {
                Truth::Ratios { sign: *sign, left: left.bind(figures)?, right: right.bind(figures)? }
            }
            Truth::And(left, right) => Truth::And(boxed(left)?, boxed(right)?),
            Truth::Or(left, right) => Truth::Or(boxed(left)?, boxed(right)?),
            Truth::Not(inner) => Truth::Not(boxed(inner)?),
            Truth::IsMissing(inner) => Truth::IsMissing(Box::new(inner.bind(figures)?)),
            Truth::IsUnknown(inner) => Truth::IsUnknown(boxed(inner)?),
            Truth::Coalesce(all) => Truth::Coalesce(all.iter().map(|one| one.bind(figures)).collect::<Result<_, _>>()?),
            Truth::Case(arms, otherwise) => Truth::Case(
                arms.iter()
                    .map(|(when, then)| Ok((when.bind(figures)?, then.bind(figures)?)))
                    .collect::<Result<_, _>>()?,
                otherwise.as_deref().map(boxed).transpose()?,
            ),
        })
    }
    /// Does every number of it stay within 127 bits whatever is filed within the limits?
    pub(crate) fn fits(&self) -> bool {
        let small = |number: &Number| number.size().peak < 1 << 126;
        match self {
            Truth::Field(_) | Truth::OnRecord | Truth::Constant(_) => true,
            Truth::Compare { left, right, .. } => small(left) && small(right),
            Truth::Ratios { left, right, .. } => [left, right].into_iter().all(|side| match side {
                RatioSide::Of(above, below) => small(above) && small(below),
                RatioSide::Plain(_) => true,
            }),
            Truth::And(left, right) | Truth::Or(left, right) => left.fits() && right.fits(),
            Truth::Not(inner) | Truth::IsUnknown(inner) => inner.fits(),
            Truth::IsMissing(inner) => small(inner),
            Truth::Coalesce(all) => all.iter().all(Truth::fits),
            Truth::Case(arms, otherwise) => {
                arms.iter().all(|(when, then)| when.fits() && then.fits())
                    && otherwise.as_deref().is_none_or(Truth::fits)
            }
        }
    }
}

impl RatioSide {
    fn bind(&self, figures: &Figures) -> Result<RatioSide, NoFigure> {
        Ok(match self {
            RatioSide::Of(above, below) => RatioSide::Of(above.bind(figures)?, below.bind(figures)?),
            RatioSide::Plain(x) => RatioSide::Plain(*x),
        })
    }
}

/// How large a number may get: itself, and on the way to it.
#[derive(Clone, Copy, Debug)]
struct Size {
    most: u128,
    peak: u128,
}

impl Number {
    /// The same with every figure put in.
    pub(crate) fn bind(&self, figures: &Figures) -> Result<Number, NoFigure> {
        let boxed = |inner: &Number| inner.bind(figures).map(Box::new);
        let what = match &self.what {
            What::Field(_) | What::Constant(_) | What::Word(..) => self.what.clone(),
            What::Param(at) => What::Constant(figures.get(*at).copied().flatten().ok_or(NoFigure(*at))?),
            What::Add(a, b) => What::Add(boxed(a)?, boxed(b)?),
            What::Subtract(a, b) => What::Subtract(boxed(a)?, boxed(b)?),
            What::Multiply(a, b) => What::Multiply(boxed(a)?, boxed(b)?),
            What::DaysBetween(a, b) => What::DaysBetween(boxed(a)?, boxed(b)?),
            What::AddMonths(a, b) => What::AddMonths(boxed(a)?, boxed(b)?),
            What::Negate(inner) => What::Negate(boxed(inner)?),
            What::Absolute(inner) => What::Absolute(boxed(inner)?),
            What::Coalesce(all) => What::Coalesce(all.iter().map(|one| one.bind(figures)).collect::<Result<_, _>>()?),
            What::Case(arms, otherwise) => What::Case(
                arms.iter()
                    .map(|(when, then)| Ok((when.bind(figures)?, then.bind(figures)?)))
                    .collect::<Result<_, _>>()?,
                otherwise.as_deref().map(boxed).transpose()?,
            ),
        };
        Ok(Number { what, unit: self.unit })
    }
    fn size(&self) -> Size {
        let limit = |unit: Unit| u128::from(unit.limit().unsigned_abs());
        let over = |parts: &[Size], most: u128| {
            let peak = parts.iter().map(|part| part.peak).max().unwrap_or(0).max(most);
            Size { most, peak }
        };
        match &self.what {
            What::Field(_) | What::Param(_) | What::Word(..) => over(&[], limit(self.unit)),
            What::Constant(n) => over(&[], u128::from(n.unsigned_abs())),
            What::Add(a, b) | What::Subtract(a, b) | What::DaysBetween(a, b) => {
                let (a, b) = (a.size(), b.size());
                over(&[a, b], a.most.saturating_add(b.most))
            }
            What::Multiply(a, b) => {
                let (a, b) = (a.size(), b.size());
                over(&[a, b], a.most.saturating_mul(b.most))
            }
            What::AddMonths(a, b) => over(&[a.size(), b.size()], limit(Unit::Date).saturating_mul(2)),
            What::Negate(inner) | What::Absolute(inner) => inner.size(),
            What::Coalesce(all) => {
                let sizes: Vec<Size> = all.iter().map(Number::size).collect();
                over(&sizes, sizes.iter().map(|size| size.most).max().unwrap_or(0))
            }
            What::Case(arms, otherwise) => {
                let values = arms.iter().map(|(_, value)| value).chain(otherwise.as_deref());
                let sizes: Vec<Size> = values.map(Number::size).collect();
                over(&sizes, sizes.iter().map(|size| size.most).max().unwrap_or(0))
            }
        }
    }
}
