//! From products to amounts: divided once, and split so that the pieces make the whole.

use super::{Part, Rates, Scheme, spread::Cell};

/// A piece of an account: a drawal in a year, with what it is paid at.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'r> {
    /// The drawal it is of, by its number in the account.
    pub drawal: usize,
    /// Its product.
    pub cell: Cell,
    /// Rates of the year it was drawn in; nothing where nothing is claimed.
    pub rates: Option<&'r Rates>,
    /// Product that earns the parts for repayment.
    pub prompt: i64,
    /// Repaid whole and in time.
    pub in_time: bool,
}

/// What a piece comes to, paise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Interest on the eligible part.
    pub interest: i64,
    /// The parts, in the order of [`Part::ALL`].
    pub parts: [i64; 4],
    /// What is left to the farmer of that interest.
    pub farmer: i64,
}

/// Amounts of the pieces of one account, which come by drawal and year.
///
/// Each kind of amount is divided once for the account and rounded half up to the paisa; a piece is what the running sum grows by,
/// so that the pieces make the account. With `rupees` each drawal is then rounded to the rupee, its years again by running sums.
pub fn share(pieces: &[Piece<'_>], scheme: &Scheme, basis: i64, rupees: bool) -> Vec<Amounts> {
    let divisor = 10_000 * i128::from(basis);
    let mut amounts = vec![Amounts::default(); pieces.len()];
    for kind in 0..=Part::ALL.len() {
        let (mut sum, mut before) = (0_i128, 0_i64);
        for (piece, amounts) in pieces.iter().zip(&mut amounts) {
            sum += numerator(piece, kind);
            let now = half_up(sum, divisor);
            *of_kind(amounts, kind) = now - before;
            before = now;
        }
        if rupees {
            to_rupees(pieces, &mut amounts, kind);
        }
    }
    for (piece, amounts) in pieces.iter().zip(&mut amounts) {
        balance(amounts, scheme, scheme.balanced && piece.in_time);
    }
    amounts
}

/// Product times rate of one kind of amount: 0 is the interest, the others are the parts.
fn numerator(piece: &Piece<'_>, kind: usize) -> i128 {
    let Some(rates) = piece.rates else { return 0 };
    let (product, rate) = match kind.checked_sub(1) {
        None => (piece.cell.eligible, rates.interest),
        Some(part) if Part::ALL[part].is_for_repayment() => (piece.prompt, rates.parts[part]),
        Some(part) => (piece.cell.eligible, rates.parts[part]),
    };
    i128::from(product) * i128::from(rate)
}

fn of_kind(amounts: &mut Amounts, kind: usize) -> &mut i64 {
    match kind.checked_sub(1) {
        None => &mut amounts.interest,
        Some(part) => &mut amounts.parts[part],
    }
}

fn to_rupees(pieces: &[Piece<'_>], amounts: &mut [Amounts], kind: usize) {
    let (mut drawal, mut sum, mut before) = (usize::MAX, 0, 0);
    for (piece, amounts) in pieces.iter().zip(amounts) {
        if piece.drawal != drawal {
            (drawal, sum, before) = (piece.drawal, 0, 0);
        }
        let amount = of_kind(amounts, kind);
        sum += *amount;
        let now = half_up(i128::from(sum), 100) * 100;
        *amount = now - before;
        before = now;
    }
}

/// What is left of the interest is the farmer's; where the scheme leaves nothing to those who repay in time, the last paisa goes to
/// the last part, or comes off it.
fn balance(amounts: &mut Amounts, scheme: &Scheme, nothing_left: bool) {
    let borne: i64 = scheme.of_interest.iter().map(|part| amounts.parts[*part as usize]).sum();
    let mut left = amounts.interest - borne;
    if nothing_left && left > 0 {
        amounts.parts[Part::StatePrompt as usize] += left;
        left = 0;
    }
    for part in scheme.of_interest.iter().rev() {
        if left >= 0 {
            break;
        }
        // Of amounts below a rupee, roundings may come to more than their sum.
        let off = amounts.parts[*part as usize].min(-left);
        amounts.parts[*part as usize] -= off;
        left += off;
    }
    amounts.farmer = left;
}

/// Divided and rounded half up; neither is negative here.
fn half_up(number: i128, divisor: i128) -> i64 {
    i64::try_from((number * 2 + divisor) / (divisor * 2)).unwrap_or(i64::MAX)
}
