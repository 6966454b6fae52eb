//! The entries in order of number, as the chain is held against them: from the tables themselves, in the order of their index.
//!
//! A column that stands in an index is read by SQLite from there; an alteration of the table would not be seen. So each
//! row is looked up in the table by its place, and held against what the index says of it.

use super::{
    Register, RegisterError,
    canonical::seal,
    columns::Columns,
    stored::{read_number, read_text, shown},
    verify::broken,
};
use crate::model::Remark;
use rusqlite::{Connection, Row, Rows};

/// `SELECT` of columns in the order of two key columns; the last two columns are the key as the index has it.
pub(super) fn in_order(table: &str, columns: &[&str], key: [&str; 2]) -> String {
    let columns: String = columns.iter().map(|column| format!("t.\"{column}\", ")).collect();
    let [first, second] = key;
    format!(
        "SELECT {columns}i.{first}, i.{second} FROM {table} AS i CROSS JOIN {table} AS t NOT INDEXED \
         ON t.rowid = i.rowid ORDER BY i.{first}, i.{second}"
    )
}

/// Refuses a row whose index names another key than the row itself; `before` columns stand before the index's own.
pub(super) fn agrees_with_index(
    row: &Row<'_>,
    before: usize,
    own: (usize, usize),
    place: impl FnOnce(i64) -> Remark,
) -> Result<(), RegisterError> {
    let read = |first: usize, second: usize| -> Result<(String, i64), RegisterError> {
        Ok((read_text(row.get_ref(first)?).into_owned(), read_number(row.get_ref(second)?).unwrap_or(i64::MIN)))
    };
    let (stands, indexed) = (read(own.0, own.1)?, read(before, before + 1)?);
    if stands == indexed {
        return Ok(());
    }
    let said = |(office, no): &(String, i64)| {
        Remark::new("number {no} of office {office}").with("no", no).with("office", office)
    };
    Err(broken(&indexed.0, place(indexed.1), said(&stands), said(&indexed)))
}

/// The first row that lies in the table but not in its index, as office and number; nobody would meet it in order.
pub(super) fn outside_index(
    connection: &Connection,
    table: &str,
    key: [&str; 2],
    met: i64,
) -> Result<Option<(String, i64)>, RegisterError> {
    let first = || -> rusqlite::Result<Option<(String, i64)>> {
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table} NOT INDEXED"), [], |row| row.get(0))?;
        if count == met {
            return Ok(None);
        }
        let [office, no] = key;
        let mut statement = connection.prepare(&format!(
            "SELECT t.{office}, t.{no} FROM {table} AS t NOT INDEXED WHERE NOT EXISTS \
             (SELECT 1 FROM {table} AS i WHERE i.{office} = t.{office} AND i.{no} = t.{no} AND i.rowid = t.rowid)"
        ))?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(Some((String::new(), met))) };
        Ok(Some((read_text(row.get_ref(0)?).into_owned(), read_number(row.get_ref(1)?).unwrap_or(i64::MIN))))
    };
    first().map_err(|error| unreadable(error, format!("{table}, a row outside its index")))
}

/// The error of a row that lies in the table but not in its index.
pub(super) fn hidden(office: &str, place: Remark) -> RegisterError {
    broken(office, place, Remark::new("a row outside the index"), Remark::new("every row in the index"))
}

/// The error of an entry that does not fit its seal.
fn unsealed(office: &str, place: Remark) -> RegisterError {
    broken(office, place, Remark::new("facts that do not fit its seal"), Remark::new("the entry as written"))
}

fn entry_named(register: &str, no: i64) -> Remark {
    Remark::new("{register} register, entry {entry}").with("register", register).with("entry", no)
}

/// Says where the reading stopped when the pages themselves cannot be read.
pub(super) fn unreadable(error: rusqlite::Error, after: String) -> RegisterError {
    match RegisterError::from(error) {
        RegisterError::Damaged { found, expected, .. } => RegisterError::Damaged { place: after, found, expected },
        other => other,
    }
}

/// An entry's number, hash and seal, next to be met in one register.
pub(super) struct Sealed {
    office: String,
    no: i64,
    day_no: Option<i64>,
    hash: [u8; 32],
    seal: Option<i64>,
}

impl Sealed {
    fn fits(&self) -> bool {
        self.seal == Some(seal(&self.hash))
    }
}

/// The entries of one register.
pub(super) struct Cursor<'a> {
    rows: Rows<'a>,
    columns: &'a Columns,
    next: Option<Sealed>,
    met: i64,
    buffer: Vec<u8>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rows: Rows<'a>, columns: &'a Columns) -> Result<Self, RegisterError> {
        let mut cursor = Self { rows, columns, next: None, met: 0, buffer: Vec::new() };
        cursor.advance()?;
        Ok(cursor)
    }

    fn place(&self, no: i64) -> Remark {
        entry_named(&self.columns.def.name, no)
    }

    fn advance(&mut self) -> Result<Option<Sealed>, RegisterError> {
        let after = self.next.as_ref().map_or(0, |sealed| sealed.no);
        let name = &self.columns.def.name;
        let row =
            self.rows.next().map_err(|error| unreadable(error, format!("{name} register, after entry {after}")))?;
        let following = match row {
            None => None,
            Some(row) => {
                agrees_with_index(row, self.columns.width(), (0, 1), |no| entry_named(name, no))?;
                self.met += 1;
                Some(Sealed {
                    hash: self.columns.hash(row, &mut self.buffer)?,
                    office: read_text(row.get_ref(0)?).into_owned(),
                    no: read_number(row.get_ref(1)?).unwrap_or(i64::MIN),
                    day_no: row.get_ref(7)?.as_i64().ok(),
                    seal: row.get_ref(14)?.as_i64().ok(),
                })
            }
        };
        Ok(std::mem::replace(&mut self.next, following))
    }

    fn position(&self) -> Option<(&str, i64)> {
        self.next.as_ref().map(|sealed| (sealed.office.as_str(), sealed.no))
    }

    /// The next entry is one that no row of the day book wrote.
    fn further(&self, sealed: &Sealed) -> RegisterError {
        let place = self.place(sealed.no);
        if !sealed.fits() {
            return unsealed(&sealed.office, place);
        }
        let expected = Remark::new("none: no row of the day book wrote it");
        broken(&sealed.office, place, Remark::new("a further entry"), expected)
    }

    /// Refuses what is left when every row of the day book has met its entries.
    pub(super) fn finish(&self, connection: &Connection) -> Result<(), RegisterError> {
        if let Some(sealed) = &self.next {
            return Err(self.further(sealed));
        }
        let table = format!("{}_register", self.columns.def.name);
        match outside_index(connection, &table, ["office", "entry_no"], self.met)? {
            None => Ok(()),
            Some((office, no)) => Err(hidden(&office, self.place(no))),
        }
    }
}

/// The hash of entry `no`, wherever it lies, checked against its seal.
pub(super) fn entry(
    register: &Register,
    (office, no, day_no): (&str, i64, i64),
    cursors: &mut [Cursor<'_>],
) -> Result<[u8; 32], RegisterError> {
    let foremost =
        cursors.iter_mut().filter(|cursor| cursor.next.is_some()).min_by(|a, b| a.position().cmp(&b.position()));
    let Some(cursor) = foremost else { return Err(missing(register, office, no, day_no)) };
    let Some(sealed) = cursor.next.as_ref() else { return Err(missing(register, office, no, day_no)) };
    let here = (sealed.office.as_str(), sealed.no);
    if here > (office, no) {
        return Err(missing(register, office, no, day_no));
    }
    if here < (office, no) {
        return Err(cursor.further(sealed));
    }
    let place = cursor.place(no);
    if !sealed.fits() {
        return Err(unsealed(office, place));
    }
    if sealed.day_no != Some(day_no) {
        let found =
            sealed.day_no.map_or_else(|| Remark::new("no day"), |day| Remark::new("day {day}").with("day", day));
        return Err(broken(office, place, found, Remark::new("day {day}").with("day", day_no)));
    }
    let hash = sealed.hash;
    cursor.advance()?;
    Ok(hash)
}

/// An entry that is not in its place: perhaps it stands under another office.
fn missing(register: &Register, office: &str, no: i64, day_no: i64) -> RegisterError {
    let of = |office: &str| Remark::new("office {office}").with("office", office);
    match elsewhere(register, office, no) {
        Ok(Some((name, found))) => broken(office, entry_named(&name, no), of(&found), of(office)),
        Ok(None) => broken(
            office,
            Remark::new("entry {entry}").with("entry", no),
            Remark::new("nothing"),
            Remark::new("the entry day {day} wrote").with("day", day_no),
        ),
        Err(error) => error,
    }
}

fn elsewhere(register: &Register, office: &str, no: i64) -> Result<Option<(String, String)>, RegisterError> {
    let mut buffer = Vec::new();
    for columns in register.columns.values() {
        let sql = format!("{} NOT INDEXED WHERE entry_no = ?1 AND office <> ?2", columns.entries);
        let mut statement = register.connection.prepare(&sql)?;
        let mut rows = statement.query((no, office))?;
        while let Some(row) = rows.next()? {
            let hash = columns.hash(row, &mut buffer)?;
            if row.get_ref(14)?.as_i64().ok() != Some(seal(&hash)) {
                return Ok(Some((columns.def.name.clone(), shown(row.get_ref(0)?).into_owned())));
            }
        }
    }
    Ok(None)
}
