//! A day of the PACS: which have one to open and close, what each reported, and counts by place.

use super::{DAYS, Hours, Late, Place, Society};
use crate::{
    branches::computerisation::{Programme, units},
    model::{Date, Moment, Value},
    register::{ReadRegister, RegisterError},
};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// Programmes of computerisation whose units open and close a day.
const PROGRAMMES: [&str; 2] = ["pacs", "mpacs"];
/// Days looked back for the officer last named.
const LOOKED_BACK: i32 = 31;

/// What a PACS reported of one day; empty where it reported nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Opened at, `2026-11-02 10:05`; the day alone where no time was told.
    pub opened_at: Option<String>,
    /// By whom.
    pub opened_by: String,
    /// Entries of the day.
    pub entries: Option<i64>,
    /// Closed at.
    pub closed_at: Option<String>,
    /// By whom.
    pub closed_by: String,
    /// Named officer of the block.
    pub officer: String,
}

impl Reported {
    /// Was it opened? Who closes has opened.
    pub fn is_opened(&self) -> bool {
        self.opened_at.is_some() || self.closed_at.is_some()
    }
    /// Was it closed?
    pub fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }
    /// Whom to ask: the named officer, else who closed, else who opened; empty where nobody is named.
    pub fn named(&self) -> &str {
        [&self.officer, &self.closed_by, &self.opened_by]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or("", |name| name)
    }
}

/// The PACS that have a day to open and close.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Their identities.
    pub ids: BTreeSet<String>,
    /// Those live on the day; else no unit is recorded live, and all standing PACS are meant.
    pub live: bool,
}

/// The PACS live in the ERP on a day; where the register of computerisation knows of none, all standing societies of the classes.
pub fn expected(
    register: &dyn ReadRegister,
    programme: &Programme,
    societies: &BTreeMap<String, Society>,
    classes: &[String],
    day: Date,
    moment: Moment,
) -> Result<Expected, RegisterError> {
    let mut ids = BTreeSet::new();
    if let Some(live) = programme.stage("golive").map(|at| &programme.stages[at]) {
        for unit in units(register, moment)? {
            if PROGRAMMES.contains(&unit.kind.as_str()) && unit.reached(live, day) {
                ids.extend(unit.society.clone().filter(|id| societies.get(id).is_none_or(|society| society.stands)));
            }
        }
    }
    let live = !ids.is_empty();
    if !live {
        let standing = societies.iter().filter(|(_, society)| society.stands && classes.contains(&society.class));
        ids = standing.map(|(id, _)| id.clone()).collect();
    }
    Ok(Expected { ids, live })
}

/// What was reported of a day, by society.
pub fn day_of(
    register: &dyn ReadRegister,
    day: Date,
    moment: Moment,
) -> Result<BTreeMap<String, Reported>, RegisterError> {
    let table = register.definition(DAYS)?;
    let mut found = BTreeMap::new();
    for line in register.find_by(DAYS, "day", &Value::Date(day), moment)? {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).map(str::to_owned);
        let Some(society) = text("society") else { continue };
        let reported = Reported {
            opened_at: text("opened_at"),
            opened_by: text("opened_by").unwrap_or_default(),
            entries: value("entries").and_then(Value::as_integer),
            closed_at: text("closed_at"),
            closed_by: text("closed_by").unwrap_or_default(),
            officer: text("officer").unwrap_or_default(),
        };
        found.insert(society, reported);
    }
    Ok(found)
}

/// Of PACS that name nobody on a day, whom they named last within a month before, with the day.
pub fn last_named(
    register: &dyn ReadRegister,
    mut asked: BTreeSet<String>,
    day: Date,
    moment: Moment,
) -> Result<BTreeMap<String, (String, Date)>, RegisterError> {
    let mut named = BTreeMap::new();
    for back in 1..=LOOKED_BACK {
        let Some(before) = day.checked_sub(back.days()).ok().filter(|_| !asked.is_empty()) else { break };
        for (society, reported) in day_of(register, before, moment)? {
            if !reported.named().is_empty() && asked.remove(&society) {
                named.insert(society, (reported.named().to_owned(), before));
            }
        }
    }
    Ok(named)
}

/// Counts of a place on a day. Opened and not opened are all; closed and not closed are the opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayTally {
    /// PACS that have a day, or reported one.
    pub pacs: u64,
    /// Opened.
    pub opened: u64,
    /// Of them after the hour.
    pub opened_late: u64,
    /// Not opened.
    pub not_opened: u64,
    /// Closed.
    pub closed: u64,
    /// Of them after the hour.
    pub closed_late: u64,
    /// Opened, not closed.
    pub not_closed: u64,
    /// Entries.
    pub entries: i64,
}

impl DayTally {
    /// Adds one PACS.
    pub fn add(&mut self, reported: &Reported, hours: &Hours, day: Date) {
        let late = reported.late(hours, day);
        let is = |one: Late| u64::from(late.contains(&one));
        self.pacs += 1;
        self.opened += u64::from(reported.is_opened());
        self.closed += u64::from(reported.is_closed());
        self.not_opened += is(Late::NotOpened);
        self.opened_late += is(Late::OpenedLate);
        self.not_closed += is(Late::NotClosed);
        self.closed_late += is(Late::ClosedLate);
        self.entries = self.entries.saturating_add(reported.entries.unwrap_or(0));
    }
    /// Puts two together.
    pub fn join(&mut self, other: &Self) {
        self.pacs += other.pacs;
        self.opened += other.opened;
        self.opened_late += other.opened_late;
        self.not_opened += other.not_opened;
        self.closed += other.closed;
        self.closed_late += other.closed_late;
        self.not_closed += other.not_closed;
        self.entries = self.entries.saturating_add(other.entries);
    }
    /// Closed of all, hundredths of a per cent, rounded to the nearest; `None` where there is none.
    pub fn share_closed(&self) -> Option<i64> {
        let share = (self.closed * 10_000 + self.pacs / 2).checked_div(self.pacs)?;
        i64::try_from(share).ok()
    }
}

/// Counts of a day by district and block.
pub fn tally(
    expected: &Expected,
    reported: &BTreeMap<String, Reported>,
    societies: &BTreeMap<String, Society>,
    hours: &Hours,
    day: Date,
) -> BTreeMap<Place, DayTally> {
    let nothing = Reported::default();
    let mut places: BTreeMap<Place, DayTally> = BTreeMap::new();
    for id in expected.ids.iter().chain(reported.keys().filter(|id| !expected.ids.contains(*id))) {
        let place = societies.get(id).map_or((None, None), Society::place);
        places.entry(place).or_default().add(reported.get(id).unwrap_or(&nothing), hours, day);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_a_day_close_and_who_reports_without_being_expected_is_counted() {
        let day = Date::constant(2026, 11, 2);
        let reported = |opened: bool, closed: bool| Reported {
            opened_at: opened.then(|| "2026-11-02 10:00".into()),
            closed_at: closed.then(|| "2026-11-02 18:30".into()),
            entries: Some(4),
            ..Reported::default()
        };
        let expected = Expected { ids: ["a", "b", "c"].map(str::to_owned).into(), live: true };
        let told = [("a", reported(true, true)), ("b", reported(true, false)), ("x", reported(true, true))];
        let told = told.map(|(id, one)| (id.to_owned(), one)).into();
        let hours = Hours { closing: Some(1080), ..Hours::default() };
        let counts = tally(&expected, &told, &BTreeMap::new(), &hours, day)[&(None, None)];
        assert_eq!((counts.pacs, counts.opened, counts.not_opened), (4, 3, 1));
        assert_eq!((counts.closed, counts.closed_late, counts.not_closed, counts.entries), (2, 2, 1, 12));
        assert_eq!(counts.opened + counts.not_opened, counts.pacs);
        assert_eq!(counts.closed + counts.not_closed, counts.opened);
        assert_eq!((counts.share_closed(), DayTally::default().share_closed()), (Some(5000), None));
    }
}
