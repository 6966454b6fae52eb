//! Draws of auditors in the register: what was fixed, who sealed, what was revealed. Every step is an entry under the day book's chain,
//! so a step that came too late, or was changed, shows.

use super::{
    allotment::{Ceremony, SealedWords},
    row::Row,
};
use crate::{
    model::{CooperativeYear, Date, Instant, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register of draws.
pub const DRAWS: &str = "audit_draw";
/// Stem of the register of seals.
pub const SEALS: &str = "draw_seal";

/// What one person sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its identity; empty before it is entered.
    pub id: String,
    /// Place in the seed, from 1.
    pub place: i64,
    /// Name and post.
    pub person: String,
    /// SHA-256 of the words.
    pub seal: String,
    /// Day of the seal.
    pub sealed_on: Date,
    /// The words and the day they were told.
    pub revealed: Option<(String, Date)>,
}

/// A draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its identity; empty before it is entered.
    pub id: String,
    /// Year to be audited.
    pub fy: CooperativeYear,
    /// Day on which facts and terms were fixed; the register is read as of it …
    pub committed_on: Date,
    /// … as known at this instant …
    pub known_on: Option<Instant>,
    /// … up to this day-book row.
    pub read_to: i64,
    /// SHA-256 of facts and terms.
    pub facts: String,
    /// Societies to be drawn for.
    pub societies: usize,
    /// Auditors with room.
    pub auditors: usize,
    /// Persons who seal.
    pub persons: usize,
    /// Number of the order.
    pub order_no: String,
    /// Who entered it.
    pub login: String,
    /// Since when and by which order it was given up.
    pub ended: Option<(Date, String)>,
    /// Seals in their places.
    pub seals: Vec<Sealed>,
}

/// How far a draw is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Seals are missing.
    Sealing,
    /// All are sealed, some words are not told.
    Revealing,
    /// The seed is known.
    Complete,
    /// Given up.
    Ended,
}

impl Standing {
    /// As machines read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::Revealing => "revealing",
            Self::Complete => "complete",
            Self::Ended => "ended",
        }
    }
}

impl Drawing {
    /// How far it is.
    pub fn standing(&self) -> Standing {
        if self.ended.is_some() {
            Standing::Ended
        } else if self.seals.len() < self.persons {
            Standing::Sealing
        } else if self.seals.iter().any(|seal| seal.revealed.is_none()) {
            Standing::Revealing
        } else {
            Standing::Complete
        }
    }
    /// What a draft holds of it; `None` while words are missing.
    pub fn ceremony(&self) -> Option<Ceremony> {
        if self.standing() != Standing::Complete {
            return None;
        }
        let told = |seal: &Sealed| {
            let (words, _) = seal.revealed.clone()?;
            Some(SealedWords { person: seal.person.clone(), seal: seal.seal.clone(), words })
        };
        let sealed: Option<Vec<SealedWords>> = self.seals.iter().map(told).collect();
        Some(Ceremony { draw: self.id.clone(), facts: self.facts.clone(), sealed: sealed? })
    }
}

/// All draws known at a moment, in the order of identities.
pub fn draws(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Drawing>, RegisterError> {
    let seal_table = register.definition(SEALS)?;
    let mut seals: BTreeMap<String, Vec<Sealed>> = BTreeMap::new();
    register.lines(SEALS, moment, &mut |line| {
        if let Some((draw, seal)) = read_seal(seal_table, &line) {
            seals.entry(draw).or_default().push(seal);
        }
        ControlFlow::Continue(())
    })?;
    let table = register.definition(DRAWS)?;
    let mut found = Vec::new();
    register.lines(DRAWS, moment, &mut |line| {
        if let Some(mut draw) = read_draw(table, &line) {
            draw.seals = seals.remove(&draw.id).unwrap_or_default();
            draw.seals.sort_by_key(|seal| seal.place);
            found.push(draw);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn read_seal(table: &TableDef, line: &Line) -> Option<(String, Sealed)> {
    let row = Row { table, line };
    let text = |key: &str| row.text(key).to_owned();
    let seal = Sealed {
        id: line.subject.clone(),
        place: row.integer("place")?,
        person: text("person"),
        seal: text("fingerprint"),
        sealed_on: row.day("sealed_on")?,
        revealed: row.day("revealed_on").map(|on| (text("words"), on)),
    };
    Some((text("draw"), seal))
}

fn read_draw(table: &TableDef, line: &Line) -> Option<Drawing> {
    let row = Row { table, line };
    let text = |key: &str| row.text(key).to_owned();
    let number = |key: &str| row.integer(key).unwrap_or_default();
    let count = |key: &str| usize::try_from(number(key)).unwrap_or_default();
    Some(Drawing {
        id: line.subject.clone(),
        fy: row.text("fy").parse().ok()?,
        committed_on: row.day("committed_on")?,
        known_on: Instant::from_text(row.text("known_on")),
        read_to: number("read_to"),
        facts: text("facts"),
        societies: count("societies"),
        auditors: count("auditors"),
        persons: count("persons"),
        order_no: text("order_no"),
        login: text("login"),
        ended: row.day("ended_on").map(|on| (on, text("ended_by"))),
        seals: Vec::new(),
    })
}

/// The entry that fixes facts and terms.
pub fn commit(register: &dyn ReadRegister, draw: &Drawing) -> Result<NewEntry, RegisterError> {
    let fy = draw.fy.to_string();
    let said = [
        ("fy", Value::text(&fy)),
        ("committed_on", Value::Date(draw.committed_on)),
        ("known_on", draw.known_on.map_or(Value::Empty, |known| Value::text(known.to_text()))),
        ("read_to", Value::Integer(draw.read_to)),
        ("facts", Value::text(&draw.facts)),
        ("societies", Value::count(draw.societies)),
        ("auditors", Value::count(draw.auditors)),
        ("persons", Value::count(draw.persons)),
        ("order_no", Value::text(&draw.order_no)),
        ("login", Value::text(&draw.login)),
    ];
    let key = SourceKey::named(&[DRAWS, &fy, &draw.facts, &draw.order_no, &draw.read_to.to_string()]);
    Ok(NewEntry::stating(register.definition(DRAWS)?, Subject::New(key), draw.committed_on, said))
}

/// The entry of a seal.
pub fn seal(register: &dyn ReadRegister, draw: &Drawing, seal: &Sealed) -> Result<NewEntry, RegisterError> {
    let said = [
        ("draw", Value::text(&draw.id)),
        ("place", Value::Integer(seal.place)),
        ("person", Value::text(&seal.person)),
        ("fingerprint", Value::text(&seal.seal)),
        ("sealed_on", Value::Date(seal.sealed_on)),
    ];
    let key = SourceKey::named(&[SEALS, &draw.id, &seal.place.to_string()]);
    Ok(NewEntry::stating(register.definition(SEALS)?, Subject::New(key), seal.sealed_on, said))
}

/// The entry of told words.
pub fn reveal(register: &dyn ReadRegister, seal: &Sealed, words: &str, on: Date) -> Result<NewEntry, RegisterError> {
    let said = [("words", Value::text(words)), ("revealed_on", Value::Date(on))];
    Ok(NewEntry::stating(register.definition(SEALS)?, Subject::Known(seal.id.clone()), on, said))
}

/// The entry that gives a draw up.
pub fn end(
    register: &dyn ReadRegister,
    draw: &Drawing,
    (on, order_no, why): (Date, &str, &str),
) -> Result<NewEntry, RegisterError> {
    let said = [("ended_on", Value::Date(on)), ("ended_by", Value::text(order_no)), ("ended_why", Value::text(why))];
    Ok(NewEntry::stating(register.definition(DRAWS)?, Subject::Known(draw.id.clone()), on, said))
}
