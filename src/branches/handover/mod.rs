//! Handover of charge: everything that is on one officer's desk goes to another's, in one plan, and nothing is lost.
//!
//! A desk is open cases of every service, files of the office, lines of printed cause lists to preside over, and notices not yet
//! served. [`desk`] reads it; [`faults_of`] says what stands in the way; [`entries`] hands it over; read again after, the two desks
//! must hold what they held, which [`account`] proves.

mod passing;
#[cfg(test)]
mod tests;

pub use passing::{entries, faults_of};

use crate::{
    branches::{
        cases::{Case, Item, Service, cases, printed_from},
        files::{Tracked, files},
        notices::{Notice, notices},
    },
    model::{Date, Label, Moment},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeSet;

/// What lies on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Open cases.
    Case,
    /// Files: at the desk, sent from it and not acknowledged, on their way to it.
    File,
    /// Lines of printed cause lists to preside over.
    Hearing,
    /// Notices issued and not served.
    Notice,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Case, Kind::File, Kind::Hearing, Kind::Notice];
    /// As JSON has it and `--only` names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::File => "file",
            Self::Hearing => "hearing",
            Self::Notice => "notice",
        }
    }
    /// Reads what [`Kind::key`] writes.
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == text)
    }
    /// In words.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::Case => ("Open cases", "लंबित प्रकरण"),
            Self::File => ("Files", "फ़ाइलें"),
            Self::Hearing => ("Hearings to preside over", "पीठासीन पेशियाँ"),
            Self::Notice => ("Notices not served", "अतामील सूचनाएँ"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
}

/// A thing on a desk, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// What it is.
    pub kind: Kind,
    /// Identity, or number of a file.
    pub id: String,
    /// What it is called by.
    pub number: String,
    /// Service of a case, court of a hearing.
    pub of: String,
    /// Since when it is there; the day of a hearing.
    pub on: Option<Date>,
}

/// Everything on a desk.
#[derive(Clone, Debug, Default)]
pub struct DeskOf {
    /// Open cases, each with the place of its service.
    pub cases: Vec<(usize, Case)>,
    /// Files held, or on their way to the desk.
    pub files: Vec<Tracked>,
    /// Printed lines to preside over, with subject and day.
    pub hearings: Vec<(String, Date, Item)>,
    /// Notices not served.
    pub notices: Vec<Notice>,
}

/// What lies on the desk of a login: all that was ever entered counts. Hearings are those from a day on.
pub fn desk(
    register: &dyn ReadRegister,
    services: &[Service],
    login: &str,
    (from, kinds): (Date, &[Kind]),
) -> Result<DeskOf, RegisterError> {
    let moment = Moment::on(Date::MAX);
    let mut found = DeskOf::default();
    if kinds.contains(&Kind::Case) {
        for (at, service) in services.iter().enumerate() {
            let here = |case: &Case| case.desk() == login && !service.stages[case.stage].closed;
            found.cases.extend(cases(register, service, moment)?.into_iter().filter(here).map(|case| (at, case)));
        }
    }
    if kinds.contains(&Kind::File) {
        let here = |file: &Tracked| {
            !file.is_closed() && (file.holder() == login || file.on_its_way().is_some_and(|way| way.to == login))
        };
        found.files = files(register, moment)?.into_iter().filter(here).collect();
    }
    if kinds.contains(&Kind::Hearing) {
        let before = |(_, _, item): &(String, Date, Item)| item.presiding == login;
        found.hearings = printed_from(register, from)?.into_iter().filter(before).collect();
    }
    if kinds.contains(&Kind::Notice) {
        let open = |notice: &Notice| notice.holder() == login && notice.served_on.is_none();
        found.notices = notices(register, moment)?.into_iter().filter(open).collect();
    }
    Ok(found)
}

impl DeskOf {
    /// What is there, kind by kind.
    pub fn listed(&self, services: &[Service]) -> Vec<Listed> {
        let mut all = Vec::new();
        all.extend(self.cases.iter().map(|(at, case)| Listed {
            kind: Kind::Case,
            id: case.id.clone(),
            number: case.number.clone(),
            of: services.get(*at).map_or_else(String::new, |service| service.code.clone()),
            on: case.since(),
        }));
        all.extend(self.files.iter().map(|file| Listed {
            kind: Kind::File,
            id: file.file_no.clone(),
            number: file.file_no.clone(),
            of: String::new(),
            on: file.stays().last().map(|stay| stay.from),
        }));
        all.extend(self.hearings.iter().map(|(id, on, item)| Listed {
            kind: Kind::Hearing,
            id: id.clone(),
            number: item.number.clone(),
            of: item.court.clone(),
            on: Some(*on),
        }));
        all.extend(self.notices.iter().map(|notice| Listed {
            kind: Kind::Notice,
            id: notice.id.clone(),
            number: notice.number(),
            of: notice.case.clone(),
            on: notice.issued_on,
        }));
        all
    }
    /// Is nothing there?
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.files.is_empty() && self.hearings.is_empty() && self.notices.is_empty()
    }
}

/// Of one kind: what was there before, what came to the other desk, what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The kind.
    pub kind: Kind,
    /// On the desk that is handed over, before.
    pub before: usize,
    /// Of those, on the other desk now.
    pub after: usize,
    /// Left.
    pub left: usize,
    /// On the other desk now, with what was there before.
    pub now_with: usize,
}

/// Holds the desks against each other: `before` and `own` are what was on the desk handed over and on the other one, `left` and
/// `taken` what is now. The second is whether nothing was lost and nothing came from elsewhere.
pub fn account(
    kinds: &[Kind],
    (before, own): (&[Listed], &[Listed]),
    (left, taken): (&[Listed], &[Listed]),
) -> (Vec<Account>, bool) {
    let ids = |all: &[Listed], kind: Kind| -> BTreeSet<String> {
        all.iter().filter(|one| one.kind == kind).map(|one| one.id.clone()).collect()
    };
    let mut whole = true;
    let mut accounts = Vec::new();
    for kind in kinds {
        let (before, own) = (ids(before, *kind), ids(own, *kind));
        let (left, taken) = (ids(left, *kind), ids(taken, *kind));
        let expected: BTreeSet<String> = before.union(&own).cloned().collect();
        whole &= left.is_empty() && taken == expected;
        accounts.push(Account {
            kind: *kind,
            before: before.len(),
            after: before.intersection(&taken).count(),
            left: left.len(),
            now_with: taken.len(),
        });
    }
    (accounts, whole)
}
