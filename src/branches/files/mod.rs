//! Where the files of the office are: the fold of the register of file movements, and the gate a movement passes.
//!
//! A file has one holder. Who sends it keeps it until it is acknowledged; its age at a desk runs from one acknowledgement to
//! the next. A movement is one subject of the register, stated once when sent and once more when acknowledged.

mod moving;

pub use moving::{Slip, acknowledged, corrected, faults_of, faults_of_receipt, moved};

use crate::{
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const MOVEMENTS: &str = "file_movement";
/// The line of the catalogue of clocks whose limit a file at a desk is held against.
pub const DESK_CLOCK: &str = "IN-FIL-01";
/// The purpose with which a file goes to the record room.
pub const RECORD: &str = "record";

/// One movement of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// Its subject.
    pub id: String,
    /// Desk that sent it; empty for the first of a file opened here.
    pub from: String,
    /// Desk it goes to.
    pub to: String,
    /// When it was sent, a day with or without a time.
    pub sent_at: String,
    /// When it was acknowledged; empty while it is on its way.
    pub received_at: String,
    /// Code of the purpose.
    pub purpose: String,
    /// By when it is wanted back.
    pub due_on: Option<Date>,
    /// Note.
    pub remarks: String,
}

/// A file with all its movements, the first one first.
#[derive(Clone, Debug)]
pub struct Tracked {
    /// Its number.
    pub file_no: String,
    /// Its movements.
    pub movements: Vec<Movement>,
}

/// A time at one desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The desk.
    pub desk: String,
    /// Since.
    pub from: Date,
    /// Until it was acknowledged elsewhere; `None`: it is there.
    pub to: Option<Date>,
    /// By when the movement wanted it done.
    pub due_on: Option<Date>,
}

/// The day of a moment as the register writes it.
pub fn day_of(at: &str) -> Option<Date> {
    at.split(' ').next()?.parse().ok()
}

/// Does a moment lie before another? A day without a time lies neither before nor after a time of that day.
fn before(at: &str, other: &str) -> bool {
    match (at.split_once(' '), other.split_once(' ')) {
        (Some(_), Some(_)) => at < other,
        _ => day_of(at).zip(day_of(other)).is_some_and(|(at, other)| at < other),
    }
}

impl Movement {
    fn of(table: &TableDef, line: &Line) -> Self {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        Self {
            id: line.subject.clone(),
            from: text("from"),
            to: text("to"),
            sent_at: text("sent_at"),
            received_at: text("received_at"),
            purpose: text("purpose"),
            due_on: value("due_on").and_then(Value::as_date),
            remarks: text("remarks"),
        }
    }
    /// The day it is dated: that of its receipt, else of its sending.
    pub fn last_at(&self) -> &str {
        if self.received_at.is_empty() { &self.sent_at } else { &self.received_at }
    }
}

impl Tracked {
    /// The movement that is on its way.
    pub fn on_its_way(&self) -> Option<&Movement> {
        self.movements.last().filter(|last| last.received_at.is_empty() && !last.from.is_empty())
    }
    /// It lies in the record room.
    pub fn is_closed(&self) -> bool {
        self.on_its_way().is_none() && self.movements.last().is_some_and(|last| last.purpose == RECORD)
    }
    /// Its times at desks. A movement nobody acknowledged, followed by another, is taken as received when it was sent.
    pub fn stays(&self) -> Vec<Stay> {
        let mut stays: Vec<Stay> = Vec::new();
        for (at, movement) in self.movements.iter().enumerate() {
            let last = at + 1 == self.movements.len();
            if last && self.on_its_way().is_some() {
                if let (true, Some(from)) = (stays.is_empty(), day_of(&movement.sent_at)) {
                    stays.push(Stay { desk: movement.from.clone(), from, to: None, due_on: None });
                }
                continue;
            }
            let Some(from) = day_of(movement.last_at()) else { continue };
            if let Some(before) = stays.last_mut() {
                before.to = Some(from);
            }
            stays.push(Stay { desk: movement.to.clone(), from, to: None, due_on: movement.due_on });
        }
        stays
    }
    /// Who has it.
    pub fn holder(&self) -> String {
        self.stays().pop().map_or_else(String::new, |stay| stay.desk)
    }
}

/// All files, by number.
pub fn files(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Tracked>, RegisterError> {
    let table = register.definition(MOVEMENTS)?;
    let mut found: BTreeMap<String, Vec<Movement>> = BTreeMap::new();
    register.lines(MOVEMENTS, moment, &mut |line| {
        let no = line.value(table, "file_no").and_then(Value::as_text);
        if let Some(file_no) = no {
            found.entry(file_no.to_owned()).or_default().push(Movement::of(table, &line));
        }
        ControlFlow::Continue(())
    })?;
    // Within a day in the order of entering, which is that of the numbers of movements.
    let number = |id: &str| id.rsplit('-').next().and_then(|number| number.parse::<u64>().ok());
    let files = found.into_iter().map(|(file_no, mut movements)| {
        movements.sort_by_key(|movement| (day_of(&movement.sent_at), number(&movement.id)));
        Tracked { file_no, movements }
    });
    Ok(files.collect())
}
