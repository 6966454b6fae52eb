//! The acts on one return, and the state they leave it in.

use super::EVENTS;
use crate::{
    model::{CooperativeYear, Date, EntryNo, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// What was done to a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It was filed, for the first time or anew after a refusal.
    Filed,
    /// Another filing took its place.
    Revised,
    /// It was accepted.
    Accepted,
    /// It was refused.
    Refused,
}

impl Act {
    /// As the register and JSON have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Revised => "revised",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
    fn of(key: &str) -> Option<Self> {
        [Self::Filed, Self::Revised, Self::Accepted, Self::Refused].into_iter().find(|act| act.key() == key)
    }
}

/// How a return stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No return is on record.
    None,
    /// On record, not decided on; also every imported return.
    Filed,
    /// Accepted.
    Accepted,
    /// Refused: it may be filed anew, until then it counts as not filed.
    Refused,
}

impl State {
    /// As people ask for it and JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Filed => "filed",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
}

/// One act.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Society, year and number of the act.
    pub subject: String,
    /// What was done.
    pub act: Act,
    /// On which day.
    pub on: Date,
    /// Revision it is about; 0 as first filed.
    pub revision: i64,
    /// Entry of the return that was decided on.
    pub entry: Option<EntryNo>,
    /// Entry of this act.
    pub own_entry: Option<EntryNo>,
    /// Who did it.
    pub login: String,
    /// Order it rests on.
    pub order_no: String,
    /// Reason given.
    pub reason: String,
    /// Name and SHA-256 of the file.
    pub file: (String, String),
    /// Fingerprint of the facts.
    pub facts: String,
    /// Last day for filing, as the law stood.
    pub due_on: Option<Date>,
    /// Days past it; nothing where no day was in force.
    pub days_late: Option<i64>,
    /// Errors, warnings, further remarks, waived ones, rules that could not tell; as counted on filing.
    pub counts: [i64; 5],
}

impl Event {
    fn read(table: &TableDef, line: &Line) -> Option<Self> {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        Some(Self {
            subject: line.subject.clone(),
            act: Act::of(&text("act"))?,
            on: value("event_on").and_then(Value::as_date)?,
            revision: number("revision").unwrap_or_default(),
            entry: number("entry").map(EntryNo),
            own_entry: line.entries.iter().flatten().max().copied(),
            login: text("login"),
            order_no: text("order_no"),
            reason: text("reason"),
            file: (text("file_name"), text("sha256")),
            facts: text("facts"),
            due_on: value("due_on").and_then(Value::as_date),
            days_late: number("days_late"),
            counts: ["errors", "warnings", "infos", "waived", "untold"].map(|key| number(key).unwrap_or_default()),
        })
    }
}

/// The acts on one return, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// All of them.
    pub events: Vec<Event>,
}

impl Course {
    /// How the return stands, where it is on record.
    pub fn state(&self) -> State {
        match self.events.last().map(|event| event.act) {
            Some(Act::Accepted) => State::Accepted,
            Some(Act::Refused) => State::Refused,
            Some(Act::Filed | Act::Revised) | None => State::Filed,
        }
    }
    /// The filing that stands: the last one, revision or not.
    pub fn filing(&self) -> Option<&Event> {
        self.events.iter().rfind(|event| matches!(event.act, Act::Filed | Act::Revised))
    }
    /// The day the society filed: that of its last filing that was no revision.
    pub fn filed_on(&self) -> Option<Date> {
        self.events.iter().rfind(|event| event.act == Act::Filed).map(|event| event.on)
    }
    /// The filing that tells how late it was.
    pub fn first(&self) -> Option<&Event> {
        self.events.iter().rfind(|event| event.act == Act::Filed)
    }
    /// The last decision on it, if nothing was filed since.
    pub fn decision(&self) -> Option<&Event> {
        self.events.last().filter(|event| matches!(event.act, Act::Accepted | Act::Refused))
    }
    /// Entry of the figures that were accepted last; a refusal of later ones does not touch them.
    pub fn accepted(&self) -> Option<EntryNo> {
        self.events.iter().rfind(|event| event.act == Act::Accepted).and_then(|event| event.entry)
    }
    /// The day of the last act.
    pub fn last_on(&self) -> Option<Date> {
        self.events.last().map(|event| event.on)
    }
}

/// The acts on the return of a society for a year, as far as they were done by `moment`.
pub fn course(
    register: &dyn ReadRegister,
    society: &str,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Course, RegisterError> {
    let table = register.definition(EVENTS)?;
    let mut events = Vec::new();
    loop {
        let subject = format!("{society}/{fy}/{}", events.len() + 1);
        let Some(event) = register.line(EVENTS, &subject, moment)?.and_then(|line| Event::read(table, &line)) else {
            return Ok(Course { events });
        };
        events.push(event);
    }
}

/// The acts on all returns of a year, by society.
pub fn courses_of_year(
    register: &dyn ReadRegister,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<BTreeMap<String, Course>, RegisterError> {
    let mut all: BTreeMap<String, Course> = BTreeMap::new();
    let Some(table) = register.tables().get(EVENTS) else { return Ok(all) };
    // Subjects come shorter first, then in order: the acts on one return follow each other by their numbers.
    for line in register.find_by(EVENTS, "fy", &Value::text(fy.to_string()), moment)? {
        let society = line.value(table, "society").and_then(Value::as_text).unwrap_or_default().to_owned();
        if let Some(event) = Event::read(table, &line) {
            all.entry(society).or_default().events.push(event);
        }
    }
    Ok(all)
}
