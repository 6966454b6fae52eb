//! Does the chain hold? Every entry against its seal, every day against its entries, every row against the one before.

use super::{
    Register, RegisterError, batches,
    canonical::{hex, seal},
    columns::Columns,
    day_book::{self, RawDay},
    identities,
    stored::shown,
};
use crate::model::Remark;
use rusqlite::Rows;
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
        let mut seals: Vec<rusqlite::Statement<'_>> = Vec::new();
        let mut names = Vec::new();
        for columns in self.columns.values() {
            seals.push(self.connection.prepare(&format!("{} ORDER BY office, entry_no", columns.entries))?);
            names.push(columns);
        }
        let mut cursors = Vec::new();
        for (statement, columns) in seals.iter_mut().zip(names) {
            let mut cursor = Cursor { rows: statement.query([])?, columns, next: None, buffer: Vec::new() };
            cursor.advance()?;
            cursors.push(cursor);
        }
        let mut days = self.connection.prepare(&format!("{} ORDER BY office, day_no", day_book::SELECT))?;
        let mut rows = days.query([])?;
        while let Some(row) = rows.next()? {
            walk.day(RawDay::read(row)?, &mut cursors)?;
        }
        walk.finish(&cursors)
    }
}

/// An entry's number, hash and seal, next to be met in one register.
struct Sealed {
    office: String,
    no: i64,
    day_no: Option<i64>,
    hash: [u8; 32],
    seal: Option<i64>,
}

struct Cursor<'a> {
    rows: Rows<'a>,
    columns: &'a Columns,
    next: Option<Sealed>,
    buffer: Vec<u8>,
}

impl Cursor<'_> {
    fn advance(&mut self) -> Result<Option<Sealed>, RegisterError> {
        let following = match self.rows.next()? {
            None => None,
            Some(row) => Some(Sealed {
                hash: self.columns.hash(row, &mut self.buffer)?,
                office: shown(row.get_ref(0)?).into_owned(),
                no: row.get_ref(1)?.as_i64().unwrap_or(i64::MIN),
                day_no: row.get_ref(7)?.as_i64().ok(),
                seal: row.get_ref(14)?.as_i64().ok(),
            }),
        };
        Ok(std::mem::replace(&mut self.next, following))
    }
}

struct Walk<'a> {
    register: &'a Register,
    head: Option<&'a str>,
    head_seen: bool,
    chains: Vec<Chain>,
    identities: BTreeMap<(String, String, i64), Sha256>,
}

fn broken(office: &str, place: Remark, found: Remark, expected: Remark) -> RegisterError {
    RegisterError::Broken(Broken { office: office.into(), place, found, expected })
}

fn digest_of(hash: impl fmt::Display) -> Remark {
    Remark::new("digest {hash}").with("hash", hash)
}

impl<'a> Walk<'a> {
    fn new(register: &'a Register, head: Option<&'a str>) -> Result<Self, RegisterError> {
        let mut identities: BTreeMap<(String, String, i64), Sha256> = BTreeMap::new();
        for def in register.tables.0.values().filter(|def| def.id_letter.is_some()) {
            let name = &def.name;
            let mut statement = register.connection.prepare(&format!(
                "SELECT office, {name}_id, number, source_key, day_no FROM {name} ORDER BY office, number"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let office = shown(row.get_ref(0)?).into_owned();
                let key = match row.get_ref(3)? {
                    rusqlite::types::ValueRef::Null => None,
                    column => Some(shown(column).into_owned()),
                };
                let number = row.get_ref(2)?.as_i64().unwrap_or(i64::MIN);
                let day = row.get_ref(4)?.as_i64().unwrap_or(i64::MIN);
                let bytes = identities::line(&shown(row.get_ref(1)?), number, key.as_deref());
                identities.entry((office, name.clone(), day)).or_default().update(bytes);
            }
        }
        Ok(Self { register, head, head_seen: head.is_none(), chains: Vec::new(), identities })
    }

    fn day(&mut self, row: RawDay, cursors: &mut [Cursor<'_>]) -> Result<(), RegisterError> {
        let office = row.office.clone();
        if self.chains.last().is_none_or(|chain| chain.office != office) {
            self.chains.push(Chain::empty(&office));
        }
        let Some(chain) = self.chains.last_mut() else { return Ok(()) };
        let in_row = |pattern| Remark::new(pattern).with("row", row.day_no);
        let place = in_row("day book, row {row}");
        if row.day_no != chain.days + 1 {
            return Err(broken(
                &office,
                Remark::new("day book, after row {row}").with("row", chain.days),
                in_row("row {row}"),
                Remark::new("row {row}").with("row", chain.days + 1),
            ));
        }
        let computed = hex(&row.computed_hash());
        if computed != row.hash {
            return Err(broken(
                &office,
                place,
                Remark::new("a row with hash {hash}").with("hash", computed),
                Remark::new("the row sealed {hash}").with("hash", &row.hash),
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
                digest.update(entry(&office, no, row.day_no, cursors)?);
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
            Some(id) => batches::stored_hash(&self.register.connection, &row.office, id)?,
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
        for cursor in cursors {
            if let Some(extra) = &cursor.next {
                let place = Remark::new("{register} register, entry {entry}")
                    .with("register", &cursor.columns.def.name)
                    .with("entry", extra.no);
                return Err(broken(
                    &extra.office,
                    place,
                    Remark::new("an entry"),
                    Remark::new("none: no row of the day book wrote it"),
                ));
            }
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

/// The hash of entry `no`, wherever it lies, checked against its seal.
fn entry(office: &str, no: i64, day_no: i64, cursors: &mut [Cursor<'_>]) -> Result<[u8; 32], RegisterError> {
    let foremost =
        cursors.iter_mut().filter(|cursor| cursor.next.is_some()).min_by(|a, b| position(a).cmp(&position(b)));
    let missing = || {
        broken(
            office,
            Remark::new("entry {entry}").with("entry", no),
            Remark::new("nothing"),
            Remark::new("the entry day {day} wrote").with("day", day_no),
        )
    };
    let Some(cursor) = foremost else { return Err(missing()) };
    let name = &cursor.columns.def.name;
    let Some(sealed) = cursor.advance()? else { return Err(missing()) };
    if sealed.office != office || sealed.no > no {
        return Err(missing());
    }
    let place = Remark::new("{register} register, entry {entry}").with("register", name).with("entry", sealed.no);
    if sealed.no < no {
        return Err(broken(
            office,
            place,
            Remark::new("a further entry"),
            Remark::new("none: no row of the day book wrote it"),
        ));
    }
    if sealed.seal != Some(seal(&sealed.hash)) {
        return Err(broken(
            office,
            place,
            Remark::new("facts that do not fit its seal"),
            Remark::new("the entry as written"),
        ));
    }
    if sealed.day_no != Some(day_no) {
        let found =
            sealed.day_no.map_or_else(|| Remark::new("no day"), |day| Remark::new("day {day}").with("day", day));
        return Err(broken(office, place, found, Remark::new("day {day}").with("day", day_no)));
    }
    Ok(sealed.hash)
}

fn position<'a>(cursor: &'a Cursor<'_>) -> Option<(&'a str, i64)> {
    cursor.next.as_ref().map(|sealed| (sealed.office.as_str(), sealed.no))
}
