//! Does the chain hold? Every entry against its seal, every day against its entries, every row against the one before.

use super::{
    Register, RegisterError, batches,
    day_book::{self, RawDay},
    identities,
    sealed::{self, Cursor, agrees_with_index, outside_index, unreadable},
    stored::{read_number, read_text},
};
use crate::model::{Remark, hex};
use rusqlite::types::ValueRef;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt};

/// The first place where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Office whose chain it is.
    pub office: String,
    /// What was altered, in words: an entry, a day-book row, or what is missing.
    pub place: Remark,
    /// What stands there.
    pub found: Remark,
    /// What the chain says should stand there.
    pub expected: Remark,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: found {}, expected {}", self.office, self.place, self.found, self.expected)
    }
}

/// A chain that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// One line for each office whose entries lie here, in name order.
    pub chains: Vec<Chain>,
}

/// One office's chain. Rows removed from its end leave no trace in the file itself: only a head the office has
/// written down elsewhere shows them, see [`Register::verify`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// The office.
    pub office: String,
    /// Rows of its day book.
    pub days: i64,
    /// Entries.
    pub entries: i64,
    /// Hash of the last row: to be written down.
    pub head: String,
}

impl Chain {
    /// The chain of an office that has written nothing yet.
    pub(super) fn empty(office: &str) -> Self {
        Self { office: office.into(), days: 0, entries: 0, head: day_book::BEGINNING.into() }
    }
}

impl Register {
    /// Checks all chains. With `head`, a hash written down earlier must be that of a row still standing.
    ///
    /// Damage is [`RegisterError::Broken`] with the first altered place; other errors mean it could not be read.
    pub fn verify(&self, head: Option<&str>) -> Result<Verified, RegisterError> {
        let mut walk = Walk::new(self, head)?;
        let mut statements = Vec::new();
        for columns in self.columns.values() {
            statements.push((self.connection.prepare(&columns.in_order)?, columns));
        }
        let mut cursors = Vec::new();
        for (statement, columns) in &mut statements {
            cursors.push(Cursor::new(statement.query([])?, columns)?);
        }
        let mut days = self.connection.prepare(&day_book::all_in_order())?;
        let mut rows = days.query([])?;
        loop {
            let after = walk.chains.last().map_or(0, |chain| chain.days);
            let row = rows.next().map_err(|error| unreadable(error, format!("day book, after row {after}")))?;
            let Some(row) = row else { break };
            agrees_with_index(row, day_book::COLUMNS.len(), (0, 1), day_book::row_named)?;
            walk.day(RawDay::read(row)?, &mut cursors)?;
        }
        walk.finish(&cursors)
    }
}

struct Walk<'a> {
    register: &'a Register,
    head: Option<&'a str>,
    head_seen: bool,
    /// Batches that rows of the day book name.
    batches: i64,
    chains: Vec<Chain>,
    identities: BTreeMap<(String, String, i64), Sha256>,
}

pub(super) fn broken(office: &str, place: Remark, found: Remark, expected: Remark) -> RegisterError {
    RegisterError::Broken(Box::new(Broken { office: office.into(), place, found, expected }))
}

fn digest_of(hash: impl fmt::Display) -> Remark {
    Remark::new("digest {hash}").with("hash", hash)
}

impl<'a> Walk<'a> {
    fn new(register: &'a Register, head: Option<&'a str>) -> Result<Self, RegisterError> {
        let mut identities: BTreeMap<(String, String, i64), Sha256> = BTreeMap::new();
        for def in register.tables.0.values().filter(|def| def.id_letter.is_some()) {
            let name = &def.name;
            let identity = format!("{name}_id");
            let named = |no: i64| Remark::new("{register} identity {no}").with("register", name).with("no", no);
            let columns = ["office", &identity, "number", "source_key", "day_no"];
            let mut statement = register.connection.prepare(&sealed::in_order(name, &columns, ["office", "number"]))?;
            let mut rows = statement.query([])?;
            let mut met = 0;
            while let Some(row) = rows.next()? {
                agrees_with_index(row, columns.len(), (0, 2), named)?;
                met += 1;
                let office = read_text(row.get_ref(0)?).into_owned();
                let key = match row.get_ref(3)? {
                    ValueRef::Null => None,
                    column => Some(read_text(column)),
                };
                let number = read_number(row.get_ref(2)?).unwrap_or(i64::MIN);
                let day = read_number(row.get_ref(4)?).unwrap_or(i64::MIN);
                let bytes = identities::line(&read_text(row.get_ref(1)?), number, key.as_deref());
                identities.entry((office, name.clone(), day)).or_default().update(bytes);
            }
            if let Some((office, no)) = outside_index(&register.connection, name, ["office", "number"], met)? {
                return Err(sealed::hidden(&office, named(no)));
            }
        }
        Ok(Self { register, head, head_seen: head.is_none(), batches: 0, chains: Vec::new(), identities })
    }

    fn day(&mut self, row: RawDay, cursors: &mut [Cursor<'_>]) -> Result<(), RegisterError> {
        let office = row.office.clone();
        if self.chains.last().is_none_or(|chain| chain.office != office) {
            self.chains.push(Chain::empty(&office));
        }
        let Some(chain) = self.chains.last_mut() else { return Ok(()) };
        let in_row = |pattern| Remark::new(pattern).with("row", row.day_no);
        let place = in_row("day book, row {row}");
        // First of all its own hash: a row whose office or number was altered stands in a wrong place.
        let computed = hex(&row.computed_hash());
        if computed != row.hash {
            return Err(broken(
                &office,
                place,
                Remark::new("a row with hash {hash}").with("hash", computed),
                Remark::new("the row sealed {hash}").with("hash", &row.hash),
            ));
        }
        if row.day_no != chain.days + 1 {
            return Err(broken(
                &office,
                Remark::new("day book, after row {row}").with("row", chain.days),
                in_row("row {row}"),
                Remark::new("row {row}").with("row", chain.days + 1),
            ));
        }
        if row.prev_hash != chain.head {
            return Err(broken(
                &office,
                place,
                Remark::new("a row after {hash}").with("hash", &row.prev_hash),
                Remark::new("one after {hash}").with("hash", &chain.head),
            ));
        }
        let mut digest = Sha256::new();
        if let (Some(first), Some(last)) = (row.first_entry, row.last_entry) {
            if first != chain.entries + 1 {
                return Err(broken(
                    &office,
                    place,
                    Remark::new("entries from {no}").with("no", first),
                    Remark::new("from {no}").with("no", chain.entries + 1),
                ));
            }
            for no in first..=last {
                digest.update(sealed::entry(self.register, (&office, no, row.day_no), cursors)?);
            }
            chain.entries = last;
        }
        let computed = hex(&digest.finalize());
        if computed != row.entries_digest {
            let what = in_row("day book, row {row}, its entries taken together");
            return Err(broken(&office, what, digest_of(computed), digest_of(&row.entries_digest)));
        }
        chain.days = row.day_no;
        chain.head.clone_from(&row.hash);
        self.head_seen |= self.head.is_some_and(|head| head.eq_ignore_ascii_case(&row.hash));
        self.annex(&row)
    }

    fn annex(&mut self, row: &RawDay) -> Result<(), RegisterError> {
        let batch = match &row.batch {
            None => None,
            Some(id) => {
                self.batches += 1;
                batches::stored_hash(&self.register.connection, &row.office, id)?
            }
        };
        let mut given = Vec::new();
        for name in self.register.tables.0.keys() {
            if let Some(hash) = self.identities.remove(&(row.office.clone(), name.clone(), row.day_no)) {
                given.push((name.clone(), hex(&hash.finalize())));
            }
        }
        let computed = batches::annex_digest(batch.as_deref(), &given);
        if computed != row.annex_digest {
            let what = Remark::new("day book, row {row}, its batch or the identities it gave").with("row", row.day_no);
            return Err(broken(&row.office, what, digest_of(computed), digest_of(&row.annex_digest)));
        }
        Ok(())
    }

    fn finish(self, cursors: &[Cursor<'_>]) -> Result<Verified, RegisterError> {
        let connection = &self.register.connection;
        let days = self.chains.iter().map(|chain| chain.days).sum();
        if let Some((office, no)) = outside_index(connection, "day_book", ["office", "day_no"], days)? {
            return Err(sealed::hidden(&office, day_book::row_named(no)));
        }
        for cursor in cursors {
            cursor.finish(connection)?;
        }
        if let Some((office, batch)) = batches::unnamed(connection, self.batches)? {
            return Err(broken(
                &office,
                Remark::new("batch {batch}").with("batch", batch),
                Remark::new("a batch"),
                Remark::new("none: no row of the day book names it"),
            ));
        }
        let own = &self.register.office;
        if let Some(other) = self.chains.first()
            && !self.chains.iter().any(|chain| chain.office == *own)
        {
            let found = Remark::new("a register of office {office}, which has no day book").with("office", own);
            let expected = Remark::new("a register of office {office}").with("office", &other.office);
            return Err(broken(&other.office, Remark::new("ledger"), found, expected));
        }
        if let Some(((office, register, day), _)) = self.identities.into_iter().next() {
            let place = Remark::new("{register} identities of day {day}").with("register", register).with("day", day);
            return Err(broken(
                &office,
                place,
                Remark::new("identities"),
                Remark::new("none: no row of the day book gave them"),
            ));
        }
        match self.head.filter(|_| !self.head_seen) {
            None => Ok(Verified { chains: self.chains }),
            Some(head) => {
                let last = self.chains.iter().find(|chain| chain.office == self.register.office);
                let found = last.map_or_else(
                    || Remark::new("an empty day book"),
                    |chain| {
                        Remark::new("a day book ending with row {row}, hash {hash}")
                            .with("row", chain.days)
                            .with("hash", &chain.head)
                    },
                );
                Err(broken(
                    &self.register.office,
                    Remark::new("day book"),
                    found,
                    Remark::new("a row with hash {hash}").with("hash", head),
                ))
            }
        }
    }
}
