//! Running a condition over a block of rows.
//!
//! Numbers are whole and exact: 64 bits, or 128 where money meets quantities. That nothing leaves its width is settled
//! beforehand from the input limits (`bind`), so the wrapping operators here never wrap.

use super::{
    bits::{BLOCK, Bits, Verdicts},
    days,
    node::{Comparison, FieldRef, Number, RatioSide, Truth, What},
};
use crate::rules::columns::Chunk;

/// A block of a chunk: rows `start .. start + rows`.
pub(crate) struct Evaluator<'a> {
    chunk: &'a Chunk,
    start: usize,
    /// Rows padded up to a multiple of 64.
    padded: usize,
}

/// A whole number of one width.
pub(super) trait Lane: Copy + Ord + Default {
    fn of(number: i64) -> Self;
    /// The column itself where it has this width already.
    fn borrowed(column: &[i64]) -> Option<&[Self]>;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    fn narrow(self) -> i64;
}

impl Lane for i64 {
    fn of(number: i64) -> Self {
        number
    }
    fn borrowed(column: &[i64]) -> Option<&[Self]> {
        Some(column)
    }
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
    fn times(self, other: Self) -> Self {
        self.wrapping_mul(other)
    }
    fn narrow(self) -> i64 {
        self
    }
}

impl Lane for i128 {
    fn of(number: i64) -> Self {
        i128::from(number)
    }
    fn borrowed(_: &[i64]) -> Option<&[Self]> {
        None
    }
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
    fn times(self, other: Self) -> Self {
        self.wrapping_mul(other)
    }
    fn narrow(self) -> i64 {
        // Only dates and months come here, both far within 64 bits.
        i64::try_from(self).unwrap_or_default()
    }
}

/// The numbers of a block: a column, one number for all, or computed.
enum Lanes<'a, T> {
    Column(&'a [T]),
    One(T),
    Computed(Vec<T>),
}

impl<T: Lane> Lanes<'_, T> {
    fn at(&self, row: usize) -> T {
        match self {
            Lanes::Column(all) => all[row],
            Lanes::One(one) => *one,
            Lanes::Computed(all) => all[row],
        }
    }
    fn slice(&self) -> Option<&[T]> {
        match self {
            Lanes::Column(all) => Some(all),
            Lanes::Computed(all) => Some(all),
            Lanes::One(_) => None,
        }
    }
}

fn zipped<'a, T: Lane>(left: Lanes<'_, T>, right: Lanes<'_, T>, f: impl Fn(T, T) -> T) -> Lanes<'a, T> {
    match (left, right) {
        (Lanes::One(a), Lanes::One(b)) => Lanes::One(f(a, b)),
        (Lanes::Computed(mut all), right) => {
            match right.slice() {
                Some(right) => all.iter_mut().zip(right).for_each(|(a, b)| *a = f(*a, *b)),
                None => {
                    let b = right.at(0);
                    all.iter_mut().for_each(|a| *a = f(*a, b));
                }
            }
            Lanes::Computed(all)
        }
        (left, Lanes::Computed(mut all)) => {
            match left.slice() {
                Some(left) => all.iter_mut().zip(left).for_each(|(b, a)| *b = f(*a, *b)),
                None => {
                    let a = left.at(0);
                    all.iter_mut().for_each(|b| *b = f(a, *b));
                }
            }
            Lanes::Computed(all)
        }
        (Lanes::Column(a), Lanes::Column(b)) => Lanes::Computed(a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect()),
        (Lanes::Column(a), Lanes::One(b)) => Lanes::Computed(a.iter().map(|a| f(*a, b)).collect()),
        (Lanes::One(a), Lanes::Column(b)) => Lanes::Computed(b.iter().map(|b| f(a, *b)).collect()),
    }
}

fn mapped<'a, T: Lane>(lanes: Lanes<'_, T>, f: impl Fn(T) -> T) -> Lanes<'a, T> {
    match lanes {
        Lanes::One(one) => Lanes::One(f(one)),
        Lanes::Column(all) => Lanes::Computed(all.iter().map(|a| f(*a)).collect()),
        Lanes::Computed(mut all) => {
            all.iter_mut().for_each(|a| *a = f(*a));
            Lanes::Computed(all)
        }
    }
}

/// One bit a row where `f` holds.
fn marked<T: Lane>(left: &Lanes<'_, T>, right: &Lanes<'_, T>, f: impl Fn(T, T) -> bool) -> Bits {
    let mut bits = Bits::NONE;
    match (left.slice(), right.slice()) {
        (Some(a), Some(b)) => {
            for (word, (a, b)) in bits.0.iter_mut().zip(a.chunks(64).zip(b.chunks(64))) {
                *word = packed(a.iter().zip(b).map(|(a, b)| f(*a, *b)));
            }
        }
        (Some(a), None) => {
            let b = right.at(0);
            for (word, a) in bits.0.iter_mut().zip(a.chunks(64)) {
                *word = packed(a.iter().map(|a| f(*a, b)));
            }
        }
        (None, Some(b)) => {
            let a = left.at(0);
            for (word, b) in bits.0.iter_mut().zip(b.chunks(64)) {
                *word = packed(b.iter().map(|b| f(a, *b)));
            }
        }
        (None, None) => {
            if f(left.at(0), right.at(0)) {
                bits = Bits::ALL;
            }
        }
    }
    bits
}

/// Up to 64 answers in a word. First a byte each, which the compiler does for many rows at once; then eight bytes of one or
/// nothing are brought together by one multiplication.
fn packed(rows: impl Iterator<Item = bool>) -> u64 {
    let mut answers = [0_u8; 64];
    for (answer, yes) in answers.iter_mut().zip(rows) {
        *answer = u8::from(yes);
    }
    let mut word = 0;
    for (no, eight) in answers.chunks_exact(8).enumerate() {
        let bytes = eight.iter().rev().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        word |= (bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (no * 8);
    }
    word
}

impl<'a> Evaluator<'a> {
    /// A block of at most [`BLOCK`] rows from `start`, a multiple of 64.
    pub(crate) fn block(chunk: &'a Chunk, start: usize) -> Self {
        let padded = (chunk.padded() - start).min(BLOCK);
        Self { chunk, start, padded }
    }
    /// The 64 rows around one row, and its place among them.
    pub(crate) fn around(chunk: &'a Chunk, row: usize) -> (Self, usize) {
        let start = row / 64 * 64;
        (Self { chunk, start, padded: 64 }, row - start)
    }
    /// The number of one row; nothing when it is unknown.
    pub(crate) fn one(chunk: &'a Chunk, row: usize, number: &Number) -> Option<i128> {
        let (around, at) = Self::around(chunk, row);
        let (lanes, known) = around.numbers::<i128>(number);
        known.get(at).then(|| lanes.at(at))
    }
    /// Does it hold for one row? Nothing when unknown.
    pub(crate) fn one_truth(chunk: &'a Chunk, row: usize, truth: &Truth) -> Option<bool> {
        let (around, at) = Self::around(chunk, row);
        let verdicts = around.truth(truth);
        if verdicts.yes.get(at) { Some(true) } else { verdicts.no.get(at).then_some(false) }
    }
    /// Which rows it holds for; rows past the end of the chunk are unspecified.
    pub(crate) fn truth(&self, truth: &Truth) -> Verdicts {
        match truth {
            Truth::Field(field) => {
                let Some(column) = self.chunk.column(*field) else { return Verdicts::UNKNOWN };
                let known = self.known(column.known());
                let values = Lanes::Column(&column.values()[self.start..self.start + self.padded]);
                let yes = marked(&values, &Lanes::One(0), |a, b| a != b).and(known);
                Verdicts { yes, no: known.and(yes.not()) }
            }
            Truth::OnRecord => {
                let yes = self.known(self.chunk.on_record());
                Verdicts { yes, no: yes.not() }
            }
            Truth::Constant(yes) => Verdicts::constant(*yes),
            Truth::Compare { sign, left, right, wide: false } => self.compared::<i64>(*sign, left, right),
            Truth::Compare { sign, left, right, wide: true } => self.compared::<i128>(*sign, left, right),
            Truth::Ratios { sign, left, right } => self.ratios(*sign, left, right),
            Truth::And(left, right) => self.truth(left).and(self.truth(right)),
            Truth::Or(left, right) => self.truth(left).or(self.truth(right)),
            Truth::Not(inner) => self.truth(inner).not(),
            Truth::IsMissing(inner) => {
                // What it comes to does not matter here, so it may leave its width.
                let (_, known) = self.numbers::<i64>(inner);
                Verdicts { yes: known.not(), no: known }
            }
            Truth::IsUnknown(inner) => {
                let known = self.truth(inner).known();
                Verdicts { yes: known.not(), no: known }
            }
            Truth::Coalesce(all) => all.iter().rev().fold(Verdicts::UNKNOWN, |later, one| {
                let first = self.truth(one);
                Verdicts::chosen(first, first.known(), later)
            }),
            Truth::Case(arms, otherwise) => {
                let last = otherwise.as_deref().map_or(Verdicts::UNKNOWN, |otherwise| self.truth(otherwise));
                arms.iter()
                    .rev()
                    .fold(last, |later, (when, then)| Verdicts::chosen(self.truth(then), self.truth(when).yes, later))
            }
        }
    }
    /// Rows in which a line is filled.
    pub(crate) fn filled(&self, field: FieldRef) -> Bits {
        self.chunk.column(field).map_or(Bits::NONE, |column| self.known(column.known()))
    }
    fn known(&self, words: &[u64]) -> Bits {
        Bits::of(&words[self.start / 64..(self.start + self.padded) / 64])
    }
    fn compared<T: Lane>(&self, sign: Comparison, left: &Number, right: &Number) -> Verdicts {
        let (left, left_known) = self.numbers::<T>(left);
        let (right, right_known) = self.numbers::<T>(right);
        let known = left_known.and(right_known);
        let marks = match sign {
            Comparison::Equal => marked(&left, &right, |a, b| a == b),
            Comparison::NotEqual => marked(&left, &right, |a, b| a != b),
            Comparison::Less => marked(&left, &right, |a, b| a < b),
            Comparison::LessOrEqual => marked(&left, &right, |a, b| a <= b),
            Comparison::Greater => marked(&left, &right, |a, b| a > b),
            Comparison::GreaterOrEqual => marked(&left, &right, |a, b| a >= b),
        };
        Verdicts { yes: marks.and(known), no: known.and(marks.not()) }
    }
    fn ratios(&self, sign: Comparison, left: &RatioSide, right: &RatioSide) -> Verdicts {
        let (left, right) = (self.ratio(left), self.ratio(right));
        let mut verdicts = Verdicts::UNKNOWN;
        for row in 0..self.padded {
            let order = left[row].zip(right[row]).and_then(|(a, b)| a.partial_cmp(&b));
            if let Some(order) = order {
                let to = if sign.holds(order) { &mut verdicts.yes } else { &mut verdicts.no };
                to.0[row / 64] |= 1 << (row % 64);
            }
        }
        verdicts
    }
    #[allow(clippy::cast_precision_loss, reason = "ratio is a double division by definition, the same in every engine")]
    fn ratio(&self, side: &RatioSide) -> Vec<Option<f64>> {
        match side {
            RatioSide::Plain(x) => vec![Some(*x); self.padded],
            RatioSide::Of(above, below) => {
                let (above, above_known) = self.numbers::<i128>(above);
                let (below, below_known) = self.numbers::<i128>(below);
                let known = above_known.and(below_known);
                let divided = |row: usize| {
                    let divisor = below.at(row);
                    (known.get(row) && divisor != 0).then(|| above.at(row) as f64 / divisor as f64)
                };
                (0..self.padded).map(divided).collect()
            }
        }
    }
    fn numbers<T: Lane>(&self, number: &Number) -> (Lanes<'a, T>, Bits) {
        match &number.what {
            What::Field(field) => self.column(*field),
            What::Constant(n) | What::Word(_, n) => (Lanes::One(T::of(*n)), Bits::ALL),
            // Figures are put in before evaluation; one that is not is unknown.
            What::Param(_) => (Lanes::One(T::default()), Bits::NONE),
            What::Add(a, b) => self.both(a, b, T::plus),
            What::Subtract(a, b) => self.both(a, b, T::minus),
            What::Multiply(a, b) => self.both(a, b, T::times),
            What::DaysBetween(from, to) => self.both(from, to, |from: T, to: T| to.minus(from)),
            What::AddMonths(day, months) => {
                self.both(day, months, |day: T, months: T| T::of(days::add_months(day.narrow(), months.narrow())))
            }
            What::Negate(inner) => {
                let (lanes, known) = self.numbers::<T>(inner);
                (mapped(lanes, |a| T::default().minus(a)), known)
            }
            What::Absolute(inner) => {
                let (lanes, known) = self.numbers::<T>(inner);
                (mapped(lanes, |a| a.max(T::default().minus(a))), known)
            }
            What::Coalesce(all) => {
                let unknown = (Lanes::One(T::default()), Bits::NONE);
                all.iter().rev().fold(unknown, |later, one| {
                    let first = self.numbers::<T>(one);
                    let rows = first.1;
                    self.chosen(first, rows, later)
                })
            }
            What::Case(arms, otherwise) => {
                let unknown = || (Lanes::One(T::default()), Bits::NONE);
                let last = otherwise.as_deref().map_or_else(unknown, |otherwise| self.numbers::<T>(otherwise));
                arms.iter()
                    .rev()
                    .fold(last, |later, (when, then)| self.chosen(self.numbers::<T>(then), self.truth(when).yes, later))
            }
        }
    }
    fn column<T: Lane>(&self, field: FieldRef) -> (Lanes<'a, T>, Bits) {
        let Some(column) = self.chunk.column(field) else { return (Lanes::One(T::default()), Bits::NONE) };
        let known = self.known(column.known());
        let values = &column.values()[self.start..self.start + self.padded];
        match T::borrowed(values) {
            Some(values) => (Lanes::Column(values), known),
            None => (Lanes::Computed(values.iter().map(|n| T::of(*n)).collect()), known),
        }
    }
    fn both<T: Lane>(&self, left: &Number, right: &Number, f: impl Fn(T, T) -> T) -> (Lanes<'a, T>, Bits) {
        let (left, left_known) = self.numbers::<T>(left);
        let (right, right_known) = self.numbers::<T>(right);
        (zipped(left, right, f), left_known.and(right_known))
    }
    fn chosen<T: Lane>(
        &self,
        first: (Lanes<'a, T>, Bits),
        rows: Bits,
        second: (Lanes<'a, T>, Bits),
    ) -> (Lanes<'a, T>, Bits) {
        let pick = |row: usize| if rows.get(row) { first.0.at(row) } else { second.0.at(row) };
        let known = first.1.and(rows).or(second.1.and(rows.not()));
        (Lanes::Computed((0..self.padded).map(pick).collect()), known)
    }
}
