//! One account: repayments meet its drawals, the oldest first.

use super::{
    EventKind, Purpose, Terms,
    loans::{Event, Place},
};
use crate::model::Date;
use std::collections::VecDeque;

/// What a drawal came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawn {
    /// Money that was paid out.
    Fresh,
    /// What stood out, renewed.
    Renewed,
    /// What stood out, converted after a calamity.
    Converted,
}

/// How a drawal ended without being repaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It was renewed.
    Renewed,
    /// It was converted after a calamity.
    Converted,
    /// The account was transferred, or the borrower died.
    Transferred,
}

/// A drawal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawal {
    /// Day it was drawn.
    pub on: Date,
    /// Paise.
    pub amount: i64,
    /// Due date as listed.
    pub due: Option<Date>,
    /// What for.
    pub purpose: Purpose,
    /// What it came of.
    pub drawn: Drawn,
    /// What was repaid of it, by day, ascending; together never more than the amount.
    pub paid: Vec<(Date, i64)>,
    /// How it ended otherwise.
    pub closed: Option<(Date, Closed)>,
    pub(super) place: Place,
}

impl Drawal {
    fn new(event: &Event, amount: i64, drawn: Drawn) -> Self {
        let Event { on, due, purpose, place, .. } = *event;
        Self { on, amount, due, purpose, drawn, paid: Vec::new(), closed: None, place }
    }
    /// What was repaid of it, paise.
    pub fn repaid(&self) -> i64 {
        self.paid.iter().map(|(_, amount)| amount).sum()
    }
    /// What stands out at the end of a day: what is repaid on it is gone.
    pub fn balance_on(&self, day: Date) -> i64 {
        if day < self.on || self.closed.is_some_and(|(closed, _)| closed <= day) {
            return 0;
        }
        let paid: i64 = self.paid.iter().take_while(|(on, _)| *on <= day).map(|(_, amount)| amount).sum();
        self.amount - paid
    }
    /// What is repaid of it after a day and up to another.
    pub fn repaid_between(&self, after: Date, upto: Date) -> i64 {
        self.paid.iter().filter(|(on, _)| *on > after && *on <= upto).map(|(_, amount)| amount).sum()
    }
    /// The day the last of it was repaid.
    pub fn cleared_on(&self) -> Option<Date> {
        let last = self.paid.last()?;
        (self.repaid() == self.amount).then_some(last.0)
    }
}

/// What is to be told of an entry: finding code, place, an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub code: &'static str,
    pub place: Place,
    pub amount: i64,
}

/// An account settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Its drawals in the order of their days.
    pub drawals: Vec<Drawal>,
    /// A repayment stands before any drawal: nothing is claimed.
    pub faulty: bool,
    pub(super) told: Vec<Told>,
    /// Entries later than the last day counted.
    pub later: u64,
}

/// Settles the entries of one account, which are in the order of their days. `limit` is the sanctioned one, 0 where none was told.
pub fn settle(events: &[Event], limit: i64, terms: &Terms) -> Settled {
    let mut settled = Settled::default();
    // Those of the drawals that stand out, by their numbers.
    let mut open = VecDeque::new();
    for (at, event) in events.iter().enumerate() {
        if event.on > terms.upto {
            settled.later += 1;
            continue;
        }
        match event.kind {
            EventKind::Drawal => {
                if at > 0 && is_same(&events[at - 1], event) {
                    settled.tell("SUB-013", event, event.amount);
                }
                settled.draw(&mut open, Drawal::new(event, event.amount, Drawn::Fresh));
                let out = settled.outstanding(&open, event.on);
                if limit > 0 && out > limit {
                    settled.tell("SUB-017", event, out - limit);
                }
            }
            EventKind::Repayment => settled.repay(&mut open, event),
            EventKind::Renewal if !terms.rates(event.on).is_some_and(|rates| rates.renewal) => {
                settled.tell("SUB-010", event, 0);
            }
            EventKind::Renewal => settled.carry_over(&mut open, event, Closed::Renewed, Drawn::Renewed),
            EventKind::Conversion => settled.carry_over(&mut open, event, Closed::Converted, Drawn::Converted),
            EventKind::Transfer | EventKind::Death => settled.close(&mut open, event.on, Closed::Transferred),
        }
    }
    settled
}

/// The same drawal entered twice?
fn is_same(before: &Event, event: &Event) -> bool {
    Event { place: event.place, ..*before } == *event
}

impl Settled {
    fn tell(&mut self, code: &'static str, event: &Event, amount: i64) {
        self.told.push(Told { code, place: event.place, amount });
    }
    fn draw(&mut self, open: &mut VecDeque<usize>, drawal: Drawal) {
        open.push_back(self.drawals.len());
        self.drawals.push(drawal);
    }
    fn outstanding(&self, open: &VecDeque<usize>, day: Date) -> i64 {
        open.iter().map(|no| self.drawals[*no].balance_on(day)).sum()
    }
    /// Repayments meet the oldest drawal first; what is left over is taken as interest, and told.
    fn repay(&mut self, open: &mut VecDeque<usize>, event: &Event) {
        if self.drawals.is_empty() {
            self.faulty = true;
            self.tell("SUB-002", event, event.amount);
            return;
        }
        let mut left = event.amount;
        while left > 0
            && let Some(no) = open.front()
        {
            let drawal = &mut self.drawals[*no];
            let met = left.min(drawal.amount - drawal.repaid());
            match drawal.paid.last_mut() {
                Some((day, amount)) if *day == event.on => *amount += met,
                _ => drawal.paid.push((event.on, met)),
            }
            left -= met;
            if drawal.repaid() == drawal.amount {
                open.pop_front();
            }
        }
        if left > 0 {
            self.tell("SUB-003", event, left);
        }
    }
    /// What stands out becomes one drawal of that day, of the amount told or of all of it.
    fn carry_over(&mut self, open: &mut VecDeque<usize>, event: &Event, closed: Closed, drawn: Drawn) {
        let out = self.outstanding(open, event.on);
        let purpose = open.back().map_or(event.purpose, |no| self.drawals[*no].purpose);
        self.close(open, event.on, closed);
        let amount = if event.amount > 0 { event.amount } else { out };
        if amount > 0 {
            let made = Drawal::new(event, amount, drawn);
            let purpose = if made.purpose == Purpose::Untold { purpose } else { made.purpose };
            self.draw(open, Drawal { purpose, ..made });
        }
    }
    fn close(&mut self, open: &mut VecDeque<usize>, day: Date, closed: Closed) {
        for no in open.drain(..) {
            self.drawals[no].closed = Some((day, closed));
        }
    }
}
