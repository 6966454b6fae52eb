//! Entries on their way into the tables: numbered, sealed, and kept in the current tables.

use super::{
    Register, RegisterError,
    canonical::{EntryText, Hash, seal, sha256},
    columns::Columns,
    current,
    identities::Identities,
    stored::{DayText, Stored, stored},
};
use crate::model::{Instant, NewEntry, Remark, Subject};
use jiff::civil::Date;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    hash::{BuildHasher, RandomState},
};

/// From this many entries on, the indexes of an empty register are made after loading.
const BULK: usize = 2_000;

/// What was entered, for the day-book row.
pub(super) struct Entered {
    pub batch: Option<String>,
    pub range: Option<(i64, i64)>,
    pub digest: Hash,
    pub identities: Vec<(String, String)>,
    pub new_subjects: u64,
    pub subjects: Vec<String>,
}

/// SQL of the indexes put off until a register is loaded; empty for a register that was empty but gets few entries.
#[derive(Default)]
struct Late {
    register: Vec<String>,
    current: Vec<String>,
}

/// What the entries so far do to one register's current table.
struct Kept {
    latest: Date,
    /// Where subjects have no identities: hashes of those met. One that shares its hash with another is merely read anew.
    met: HashSet<u64>,
    /// Subjects to be read anew.
    again: BTreeSet<String>,
}

impl Kept {
    fn from(latest: Date) -> Self {
        Self { latest, met: HashSet::new(), again: BTreeSet::new() }
    }
}

pub(super) struct Entering<'a> {
    register: &'a Register,
    connection: &'a Connection,
    day_no: i64,
    recorded_at: String,
    batch: Option<&'a str>,
    identities: Identities<'a>,
    digest: Sha256,
    buffer: Vec<u8>,
    first: i64,
    next: i64,
    late: BTreeMap<String, Late>,
    kept: BTreeMap<String, Kept>,
    hasher: RandomState,
    /// Subject of each entry, where they are to be told.
    subjects: Option<Vec<String>>,
}

impl<'a> Entering<'a> {
    pub(super) fn new(
        register: &'a Register,
        connection: &'a Connection,
        (day_no, now, first): (i64, Instant, i64),
        batch: Option<&'a str>,
        tells: bool,
    ) -> Self {
        Self {
            register,
            connection,
            day_no,
            recorded_at: now.to_text(),
            batch,
            identities: Identities::new(&register.office, day_no),
            digest: Sha256::new(),
            buffer: Vec::with_capacity(1024),
            first,
            next: first,
            late: BTreeMap::new(),
            kept: BTreeMap::new(),
            hasher: RandomState::new(),
            subjects: tells.then(Vec::new),
        }
    }

    /// So many entries will come for a register: where it is empty, its indexes are made when they are in.
    pub(super) fn expect(&mut self, table: &str, count: usize) -> Result<(), RegisterError> {
        let filled = self.connection.prepare(&format!("SELECT 1 FROM {table}_register LIMIT 1"))?.exists([])?;
        if filled {
            return Ok(());
        }
        let mut put_off = Late::default();
        if count >= BULK {
            // New identities come in order: an index of subjects grows at its end and costs next to nothing on the way.
            let in_order = self.register.columns_of(table)?.def.id_letter.is_some();
            let drop = |of: &str| current::put_off(self.connection, of, in_order);
            put_off.register = drop(&format!("{table}_register"))?;
            put_off.current = drop(&format!("current_{table}"))?;
        }
        self.late.insert(table.to_owned(), put_off);
        Ok(())
    }

    /// The same for all registers of a plan.
    pub(super) fn expect_of(&mut self, entries: &[NewEntry]) -> Result<(), RegisterError> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in entries {
            *counts.entry(&entry.table).or_default() += 1;
        }
        counts.into_iter().try_for_each(|(table, count)| self.expect(table, count))
    }

    /// Enters one.
    pub(super) fn one(&mut self, entry: &NewEntry) -> Result<(), RegisterError> {
        let columns = self.register.columns_of(&entry.table)?;
        let given;
        let (subject, newborn) = match (&entry.subject, columns.def.id_letter.as_ref()) {
            (Subject::New(key), Some(letter)) => {
                let (identity, newborn) = self.identities.of(self.connection, &columns.def, letter, key)?;
                given = identity;
                (&given, newborn)
            }
            // The plan was checked before; said once more rather than assumed.
            (Subject::New(_), None) => return Err(RegisterError::UnknownRegister(entry.table.clone())),
            (Subject::Known(subject), _) => (subject, false),
        };
        // All there is of its subject, until more is said.
        let only = entry.supersedes.is_none()
            && (newborn || columns.def.id_letter.is_none() && self.is_first(entry, subject)?);
        self.write(columns, entry, subject, only)?;
        let kept = self.kept_of(entry);
        if !only {
            kept.again.insert(subject.clone());
        }
        if let Some(subjects) = &mut self.subjects {
            subjects.push(subject.clone());
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the entry; `only`: also the line of its subject into the current table.
    fn write(&mut self, columns: &Columns, entry: &NewEntry, subject: &str, only: bool) -> Result<(), RegisterError> {
        let source = entry.source.as_ref();
        // An import fills in its own batch; an undo that restates an earlier row names that row's batch.
        let batch = source.map(|source| self.batch.unwrap_or(&source.batch));
        // The plan was checked before; said once more rather than assumed.
        let from = DayText::of(entry.effective_from).ok_or_else(|| {
            let fault = Remark::new("{register} register, entry {no} of the plan: in force from {date}: out of range");
            let fault = fault.with("register", &entry.table).with("no", self.next - self.first + 1);
            RegisterError::PlanDoesNotFit(vec![fault.with("date", entry.effective_from)])
        })?;
        let text = EntryText {
            office: &self.register.office,
            no: self.next,
            table: &columns.def.name,
            subject,
            groups: i64::from(entry.groups),
            effective_from: from.as_str(),
            recorded_at: &self.recorded_at,
            supersedes: entry.supersedes.map(|no| no.0),
            day_no: self.day_no,
            batch,
            sheet: source.map(|source| i64::from(source.sheet)),
            row: source.map(|source| i64::from(source.row)),
            block_row: source.and_then(|source| source.block_row).map(i64::from),
            as_written: entry.as_written.as_deref(),
            other: entry.other.as_deref(),
        };
        let mut facts: Vec<(u16, usize, Stored<'_>)> = entry
            .facts
            .iter()
            .filter_map(|(number, value)| {
                let at = usize::from(*number);
                let field = columns.def.fields.get(at)?;
                Some((columns.key_rank[at], at, stored(field.kind, value)?))
            })
            .collect();
        facts.sort_unstable_by_key(|(rank, ..)| *rank);
        let told = facts.iter().map(|(_, at, held)| {
            let field = &columns.def.fields[*at];
            (field.key.as_str(), field.kind, held)
        });
        text.write(&mut self.buffer, told);
        let hash = sha256(&self.buffer);
        self.digest.update(hash);
        let mut statement = self.connection.prepare_cached(&columns.enter)?;
        // A cached statement comes with its old bindings; most fields of most entries are empty.
        statement.clear_bindings();
        statement.raw_bind_parameter(1, text.office)?;
        statement.raw_bind_parameter(2, text.no)?;
        statement.raw_bind_parameter(3, text.subject)?;
        statement.raw_bind_parameter(4, text.groups)?;
        statement.raw_bind_parameter(5, text.effective_from)?;
        statement.raw_bind_parameter(6, text.recorded_at)?;
        statement.raw_bind_parameter(7, text.supersedes)?;
        statement.raw_bind_parameter(8, text.day_no)?;
        statement.raw_bind_parameter(9, text.batch)?;
        statement.raw_bind_parameter(10, text.sheet)?;
        statement.raw_bind_parameter(11, text.row)?;
        statement.raw_bind_parameter(12, text.block_row)?;
        statement.raw_bind_parameter(13, text.as_written)?;
        statement.raw_bind_parameter(14, text.other)?;
        statement.raw_bind_parameter(15, seal(&hash))?;
        for (_, at, held) in &facts {
            statement.raw_bind_parameter(16 + at, held)?;
        }
        statement.raw_execute()?;
        if only {
            let facts = facts.iter().map(|(_, at, held)| (*at, held));
            current::put_only(self.connection, columns, (subject, self.next, entry.groups), facts)?;
        }
        Ok(())
    }

    /// What the entries so far do to the current table of an entry's register.
    fn kept_of(&mut self, entry: &NewEntry) -> &mut Kept {
        if !self.kept.contains_key(&entry.table) {
            self.kept.insert(entry.table.clone(), Kept::from(entry.effective_from));
        }
        let kept = self.kept.get_mut(&entry.table).expect("was inserted just above");
        kept.latest = kept.latest.max(entry.effective_from);
        kept
    }

    /// Is this the first that is ever said of a subject without an identity?
    fn is_first(&mut self, entry: &NewEntry, subject: &str) -> Result<bool, RegisterError> {
        let hash = self.hasher.hash_one(subject);
        let met = !self.kept_of(entry).met.insert(hash);
        let was_empty = self.late.contains_key(&entry.table);
        Ok(!met && (was_empty || !self.has_earlier(&entry.table, subject)?))
    }

    fn has_earlier(&self, table: &str, subject: &str) -> Result<bool, RegisterError> {
        let sql = format!(
            "SELECT 1 FROM {table}_register WHERE length(subject) = length(?1) AND subject = ?1 \
             AND (entry_no < ?2 OR office <> ?3)"
        );
        Ok(self.connection.prepare_cached(&sql)?.exists((subject, self.first, &self.register.office))?)
    }

    /// Makes the indexes put off, brings the current tables up to date, and says what was entered.
    pub(super) fn finish(self) -> Result<Entered, RegisterError> {
        for sql in self.late.values().flat_map(|late| &late.register) {
            self.connection.execute_batch(sql)?;
        }
        for (table, kept) in &self.kept {
            let columns = self.register.columns_of(table)?;
            let put_off = self.late.get(table).map_or(&[][..], |late| &late.current);
            current::keep(self.connection, columns, &kept.again, &kept.latest.to_string(), put_off)?;
        }
        // Registers that were expected to be filled and got nothing have their indexes again all the same.
        for (_, late) in self.late.iter().filter(|(table, _)| !self.kept.contains_key(*table)) {
            late.current.iter().try_for_each(|sql| self.connection.execute_batch(sql))?;
        }
        Ok(Entered {
            batch: self.batch.map(str::to_owned),
            range: (self.next > self.first).then_some((self.first, self.next - 1)),
            digest: self.digest.finalize().into(),
            new_subjects: self.identities.new,
            identities: self.identities.hashes(),
            subjects: self.subjects.unwrap_or_default(),
        })
    }
}
