//! A farmer's balances day by day under the limit: which part of each drawal is eligible, and for how long.

use super::{Drawal, Rates};
use crate::model::{CooperativeYear, Date};
use std::ops::Range;

/// A drawal of the farmer with its span.
#[derive(Clone, Debug)]
pub struct Owed<'d> {
    /// Account it is of.
    pub account: u32,
    /// The drawal.
    pub drawal: &'d Drawal,
    /// From the day of drawal to the first day that does not count any more.
    pub span: Range<Date>,
    /// Last day on which a repayment is in time.
    pub in_time_upto: Date,
    /// Limits of the year it was drawn in; nothing where it is not eligible.
    pub rates: Option<&'d Rates>,
    /// Counts against the limit of allied loans too?
    pub allied: bool,
}

/// What a drawal comes to in a year: paise times days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The year.
    pub fy: CooperativeYear,
    /// Days on which something stood out.
    pub days: i64,
    /// Balance times days.
    pub product: i64,
    /// Part under the limit times days.
    pub eligible: i64,
    /// Of that what is repaid in time, times days.
    pub timely: i64,
}

/// Days on which nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its account.
    pub account: u32,
    /// First day.
    pub from: Date,
    /// First day that does not count any more.
    pub to: Date,
    /// Balance of the account, paise.
    pub balance: i64,
    /// Part of it under the limit.
    pub eligible: i64,
    /// What the farmer's other accounts have under the limit.
    pub elsewhere: i64,
}

/// Counts the days of drawals, which come in the order in which they use the limit; `segments` takes every stretch of days.
pub fn spread(owed: &[Owed<'_>], segments: &mut dyn FnMut(Segment)) -> Vec<Vec<Cell>> {
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); owed.len()];
    let cuts = cuts(owed);
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let Some(fy) = CooperativeYear::containing(from) else { continue };
        let days = super::terms::days_between(from, to);
        let (mut used, mut used_allied) = (0, 0);
        let mut under: Vec<(u32, i64, i64)> = Vec::new();
        for (one, cells) in owed.iter().zip(&mut cells) {
            let balance = if one.span.contains(&from) { one.drawal.balance_on(from) } else { 0 };
            if balance <= 0 {
                continue;
            }
            let room = one.rates.map_or(0, |rates| {
                let room = rates.cap - used;
                if one.allied { room.min(rates.cap_allied - used_allied) } else { room }
            });
            let eligible = balance.min(room).max(0);
            used += eligible;
            used_allied += if one.allied { eligible } else { 0 };
            let timely = eligible.min(one.drawal.repaid_between(from, one.in_time_upto));
            add(cells, Cell { fy, days, product: balance * days, eligible: eligible * days, timely: timely * days });
            match under.iter_mut().find(|(account, ..)| *account == one.account) {
                Some((_, all, part)) => (*all, *part) = (*all + balance, *part + eligible),
                None => under.push((one.account, balance, eligible)),
            }
        }
        for (account, balance, eligible) in under {
            segments(Segment { account, from, to, balance, eligible, elsewhere: used - eligible });
        }
    }
    cells
}

/// Days on which something may change: drawals, repayments, ends of spans, the first of April.
fn cuts(owed: &[Owed<'_>]) -> Vec<Date> {
    let mut cuts = Vec::with_capacity(owed.len() * 4);
    for one in owed.iter().filter(|one| one.span.start < one.span.end) {
        let Range { start, end } = one.span;
        cuts.extend([start, end]);
        let changes = one.drawal.paid.iter().map(|(day, _)| *day).chain(one.drawal.closed.map(|(day, _)| day));
        cuts.extend(changes.filter(|day| one.span.contains(day)));
        let mut year = CooperativeYear::containing(start);
        while let Some(first) = year.and_then(|fy| fy.end().tomorrow().ok()).filter(|first| *first < end) {
            cuts.push(first);
            year = CooperativeYear::containing(first);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn add(cells: &mut Vec<Cell>, more: Cell) {
    match cells.last_mut().filter(|cell| cell.fy == more.fy) {
        Some(cell) => {
            cell.days += more.days;
            cell.product += more.product;
            cell.eligible += more.eligible;
            cell.timely += more.timely;
        }
        None => cells.push(more),
    }
}
