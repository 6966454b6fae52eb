//! Which returns are missing of whom, and what that comes to.

use crate::{
    branches::returns::{Filings, Owed, each_owed, filings},
    model::{CooperativeYear, Date, Label, Moment},
    register::{ReadRegister, RegisterError},
    rules::Rulebook,
};
use std::collections::{BTreeMap, BTreeSet};

/// A return that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missed {
    /// Its year.
    pub fy: CooperativeYear,
    /// The last day for filing it.
    pub due_on: Date,
}

impl Missed {
    /// Days past the last day for filing.
    pub fn days_late(&self, on: Date) -> i64 {
        i64::from((on - self.due_on).get_days()).max(0)
    }
}

/// What is missing of a society, by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<Missed>);

impl Facts {
    /// How many years.
    pub fn years(&self) -> usize {
        self.0.len()
    }
    /// The longest run of years one after the other.
    pub fn consecutive(&self) -> usize {
        let (mut longest, mut run, mut before) = (0, 0, None);
        for missed in &self.0 {
            run = if before.is_some() && missed.fy.previous() == before { run + 1 } else { 1 };
            longest = longest.max(run);
            before = Some(missed.fy);
        }
        longest
    }
    /// The day the oldest was due.
    pub fn oldest_due(&self) -> Option<Date> {
        self.0.iter().map(|missed| missed.due_on).min()
    }
    /// As the register keeps them: `2023-24:2024-09-30, 2024-25:2025-09-30`.
    pub fn told(&self) -> String {
        let each = self.0.iter().map(|missed| format!("{}:{}", missed.fy, missed.due_on));
        each.collect::<Vec<_>>().join(", ")
    }
    /// Without these years.
    pub fn without(&self, years: &BTreeSet<CooperativeYear>) -> Self {
        Self(self.0.iter().filter(|missed| !years.contains(&missed.fy)).copied().collect())
    }
}

/// Reads what [`Facts::told`] writes.
pub fn facts_as_told(text: &str) -> Facts {
    let read = |part: &str| {
        let (fy, due_on) = part.trim().split_once(':')?;
        Some(Missed { fy: fy.parse().ok()?, due_on: due_on.parse().ok()? })
    };
    Facts(text.split(',').filter_map(read).collect())
}

/// A society that misses returns, as a list has it.
#[derive(Clone, Debug)]
pub struct Defaulter {
    /// What of it tells whom orders reach: identity, Act, district.
    pub whom: crate::branches::returns::extension::Whom,
    /// Registration number as printed.
    pub reg_no: String,
    /// Name in both languages.
    pub name: Label,
    /// What is missing.
    pub facts: Facts,
}

/// What is missing at a moment, and what is on record.
pub struct Missing {
    /// Societies at work that miss returns, in the register's order.
    pub defaulters: Vec<Defaulter>,
    /// Filings by year and society.
    pub filings: Filings,
    /// Identities of all societies that owe a return of any of the years.
    pub owing: BTreeSet<String>,
}

impl Missing {
    /// The day a return was filed, where it is on record by the day asked; `Some(None)`: it does not say when.
    pub fn filed(&self, society: &str, fy: CooperativeYear, as_of: Date) -> Option<Option<Date>> {
        let day = *self.filings.get(&fy)?.get(society)?;
        day.is_none_or(|day| day <= as_of).then_some(day)
    }
}

/// Everything that is missing of the years from `since` (else from the first of which any return is on record, else of the last
/// one) to the last that has closed.
pub fn missing(
    register: &dyn ReadRegister,
    book: &Rulebook,
    since: Option<CooperativeYear>,
    moment: Moment,
) -> Result<Missing, RegisterError> {
    let filings = filings(register, None, moment)?;
    let last = CooperativeYear::containing(moment.as_of).and_then(|year| year.previous());
    let mut years = BTreeSet::new();
    let first = since.or_else(|| filings.keys().next().copied()).or(last);
    let mut next = last;
    while let Some(year) = next.filter(|year| first.is_some_and(|first| first <= *year)) {
        years.insert(year);
        next = year.previous();
    }
    let mut by_society: BTreeMap<String, usize> = BTreeMap::new();
    let (mut defaulters, mut owing): (Vec<Defaulter>, _) = (Vec::new(), BTreeSet::new());
    each_owed(register, book, (&years, &filings), moment, &mut |owed: Owed| {
        let due_on = owed.due_on().filter(|_| owed.is_default(moment.as_of));
        owing.insert(owed.whom.society.clone());
        let Some(missed) = due_on.map(|due_on| Missed { fy: owed.fy, due_on }) else { return };
        match by_society.get(&owed.whom.society).and_then(|at| defaulters.get_mut(*at)) {
            Some(known) => known.facts.0.push(missed),
            None => {
                by_society.insert(owed.whom.society.clone(), defaulters.len());
                let Owed { whom, reg_no, name, .. } = owed;
                defaulters.push(Defaulter { whom, reg_no, name, facts: Facts(vec![missed]) });
            }
        }
    })?;
    Ok(Missing { defaulters, filings, owing })
}
