//! What became of the findings of a baseline.

use super::{Known, identities, list::head_of};
use crate::{
    branches::returns::{Noted, Scrutineer, Untold, each_of_year},
    model::{CooperativeYear, Moment},
    register::{ReadRegister, RegisterError},
    rules::Rulebook,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

/// Returns judged at once: findings and undecided verdicts of so many are held.
const AT_ONCE: u64 = 16_384;

/// Of one rule: what was taken stock of, and what became of each. The parts add up to what was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In the baseline.
    pub taken: u64,
    /// Found just so today.
    pub remaining: u64,
    /// Found today on other values: new again.
    pub changed: u64,
    /// Held against the rule and found no more.
    pub settled: u64,
    /// The rule cannot tell any more: a line is empty.
    pub untold: u64,
    /// Not asked any more: the return is not on record, or the rule was withdrawn.
    pub not_asked: u64,
    /// Found today and not in the baseline, without those that changed.
    pub new: u64,
}

/// By rule.
#[derive(Clone, Debug, Default)]
pub struct Stock(pub BTreeMap<String, Tally>);

impl Stock {
    /// Over all rules.
    pub fn total(&self) -> Tally {
        self.0.values().fold(Tally::default(), |sum, one| Tally {
            taken: sum.taken + one.taken,
            remaining: sum.remaining + one.remaining,
            changed: sum.changed + one.changed,
            settled: sum.settled + one.settled,
            untold: sum.untold + one.untold,
            not_asked: sum.not_asked + one.not_asked,
            new: sum.new + one.new,
        })
    }
}

/// Society and rule of an identity.
fn society_and_rule(identity: &str) -> (&str, &str) {
    let mut parts = identity.split('\t');
    (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default())
}

/// What today's returns say of a baseline, gathered batch by batch.
#[derive(Default)]
struct Today {
    remaining: HashSet<Box<str>>,
    /// New findings by society, year, rule and line.
    new: HashMap<Box<str>, u64>,
    untold: HashSet<(String, String)>,
    on_record: HashSet<String>,
}

impl Today {
    fn add(&mut self, known: &Known, asked: &HashSet<(&str, &str)>, found: &[Noted], untold: Vec<Untold>) {
        for identity in identities(found) {
            if known.0.contains(identity.as_str()) {
                self.remaining.insert(identity.into());
            } else {
                *self.new.entry(head_of(&identity).into()).or_default() += 1;
            }
        }
        let of_baseline = untold.into_iter().filter(|one| asked.contains(&(one.society.as_str(), one.code.as_str())));
        self.untold.extend(of_baseline.map(|one| (one.society, one.code)));
    }
}

/// Holds the returns of a year against the rules again, and each finding of its baseline against what is found. Linear in returns and
/// findings.
pub fn take_stock(
    register: &dyn ReadRegister,
    book: &Rulebook,
    fy: CooperativeYear,
    moment: Moment,
    known: &Known,
    progress: &mut dyn FnMut(u64),
) -> Result<Stock, RegisterError> {
    let asked: HashSet<(&str, &str)> = known.0.iter().map(|identity| society_and_rule(identity)).collect();
    let mut today = Today::default();
    let mut scrutineer = Scrutineer::new(book).with_every_undecided().with_values(true);
    let mut done = 0;
    each_of_year(register, &book.fields, fy, moment, &mut |filed, last_year| {
        today.on_record.insert(filed.society.clone());
        scrutineer.add(filed, last_year);
        done += 1;
        progress(done);
        if done % AT_ONCE == 0 {
            let (scrutiny, found) = scrutineer.take();
            let found: Vec<Noted> = found.into_iter().map(|(_, noted)| noted).collect();
            today.add(known, &asked, &found, scrutiny.untold);
        }
        ControlFlow::Continue(())
    })?;
    let rest = scrutineer.finish();
    today.add(known, &asked, &rest.findings, rest.untold);
    Ok(settle(book, fy, known, today))
}

fn settle(book: &Rulebook, fy: CooperativeYear, known: &Known, mut today: Today) -> Stock {
    let mut stock = Stock::default();
    let withdrawn = |code: &str| book.withdrawn(code, fy.end()).is_some();
    // What is found on reading a return is of no rule; it is asked of every return.
    let is_asked = |code: &str| (book.rule(code).is_some() || code.starts_with("RET-")) && !withdrawn(code);
    for identity in &known.0 {
        let (society, code) = society_and_rule(identity);
        let tally = stock.0.entry(code.to_owned()).or_default();
        tally.taken += 1;
        if today.remaining.contains(identity) {
            tally.remaining += 1;
        } else if let Some(count) = today.new.get_mut(head_of(identity)).filter(|count| **count > 0) {
            *count -= 1;
            tally.changed += 1;
        } else if !today.on_record.contains(society) || !is_asked(code) {
            tally.not_asked += 1;
        } else if today.untold.contains(&(society.to_owned(), code.to_owned())) {
            tally.untold += 1;
        } else {
            tally.settled += 1;
        }
    }
    for (head, count) in today.new {
        let (_, code) = society_and_rule(&head);
        stock.0.entry(code.to_owned()).or_default().new += count;
    }
    stock
}
