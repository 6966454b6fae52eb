//! Writing: a plan goes in whole or not at all, in one transaction with one row of the day book.

use super::{
    Mode, Register, RegisterError, batches,
    canonical::{EntryText, hex, seal, sha256},
    columns::Columns,
    current::{self, Touched},
    day_book::{self, RawDay},
    holder::{Holder, placed},
    identities::Identities,
    plan_check,
    stored::stored,
};
use crate::model::{EntryNo, Instant, NewEntry, Plan, Subject};
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What applying a plan wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Row of the day book.
    pub day_no: i64,
    /// First and last entry; `None` when the plan had none.
    pub entries: Option<(EntryNo, EntryNo)>,
    /// The batch's id, of an import.
    pub batch: Option<String>,
    /// Identities given.
    pub new_subjects: u64,
    /// Subject of each entry of the plan, in its order.
    pub subjects: Vec<String>,
    /// Hash of the day-book row: with it the office can prove later that nothing before it was altered.
    pub head: String,
}

/// From this many entries on, the indexes of an empty register are made after loading.
const BULK: usize = 2_000;

impl Register {
    /// Writes a plan at an instant. `progress` hears how many entries are in, now and then.
    pub fn apply(
        &mut self,
        plan: &Plan,
        now: Instant,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Applied, RegisterError> {
        self.write(plan, now, progress, true)
    }

    /// Does everything [`Register::apply`] does, then takes it all back: what `--dry-run` shows.
    pub fn rehearse(
        &mut self,
        plan: &Plan,
        now: Instant,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Applied, RegisterError> {
        self.write(plan, now, progress, false)
    }

    fn write(
        &mut self,
        plan: &Plan,
        now: Instant,
        progress: &mut dyn FnMut(u64),
        keep: bool,
    ) -> Result<Applied, RegisterError> {
        if self.mode != Mode::Write {
            return Err(RegisterError::ReadOnly(self.path.clone()));
        }
        let placed = |error: RegisterError| placed(&self.path, error);
        // The transaction borrows the connection unchecked, because the statements' texts lie beside it.
        let transaction = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|cause| placed(cause.into()))?;
        let what = format!("{}, officer {}, since {now}", plan.act.command, plan.act.officer);
        let _holder = Holder::announce(&self.path, &what);
        let applied = self.enter(&transaction, plan, now, progress)?;
        if keep {
            transaction.commit().map_err(|cause| placed(cause.into()))?;
        } else {
            transaction.rollback()?;
        }
        Ok(applied)
    }

    fn enter(
        &self,
        connection: &Connection,
        plan: &Plan,
        now: Instant,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Applied, RegisterError> {
        let before = day_book::last(connection, &self.office)?;
        if let Some(last) = before.as_ref().and_then(|row| Instant::from_text(&row.recorded_at))
            && now < last
        {
            return Err(RegisterError::ClockSetBack { last, now });
        }
        let stands_at = before.as_ref().map_or(0, |row| row.day_no);
        if let Some(made_at) = plan.made_at.filter(|made_at| *made_at != stands_at) {
            return Err(RegisterError::DayBookMoved { made_at, stands_at });
        }
        let faults = plan_check::faults(self, connection, plan)?;
        if !faults.is_empty() {
            return Err(RegisterError::PlanDoesNotFit(faults));
        }
        let day_no = stands_at + 1;
        let batch = match &plan.batch {
            None => None,
            Some(batch) => {
                let id = batches::next_id(connection, &self.office)?;
                batches::write(connection, &self.office, &id, day_no, batch)?;
                Some(id)
            }
        };
        let first = day_book::last_entry(connection, &self.office)? + 1;
        let mut entering = Entering {
            register: self,
            connection,
            day_no,
            recorded_at: now.to_text(),
            batch: batch.as_deref(),
            identities: Identities::new(&self.office, day_no),
            digest: Sha256::new(),
            buffer: Vec::with_capacity(1024),
            next: first,
        };
        let subjects = entering.all(plan, progress)?;
        let count = i64::try_from(plan.entries.len()).unwrap_or(i64::MAX);
        let range = (count > 0).then_some((first, first + count - 1));
        let entries_digest = hex(&entering.digest.finalize());
        let new_subjects = entering.identities.new;
        let batch_hash =
            batch.as_deref().map(|id| batches::stored_hash(connection, &self.office, id)).transpose()?.flatten();
        let mut row = RawDay {
            office: self.office.clone(),
            day_no,
            recorded_at: now.to_text(),
            command: plan.act.command.clone(),
            officer: plan.act.officer.clone(),
            uid: i64::from(plan.act.uid),
            order_no: plan.act.order_no.clone(),
            reason: plan.act.reason.clone(),
            batch: batch.clone(),
            undoes: plan.undoes.clone(),
            first_entry: range.map(|range| range.0),
            last_entry: range.map(|range| range.1),
            entries_digest,
            annex_digest: batches::annex_digest(batch_hash.as_deref(), &entering.identities.hashes()),
            prev_hash: before.map_or_else(|| day_book::BEGINNING.to_owned(), |row| row.hash),
            hash: String::new(),
        };
        row.write(connection)?;
        Ok(Applied {
            day_no,
            entries: range.map(|(first, last)| (EntryNo(first), EntryNo(last))),
            batch,
            new_subjects,
            subjects,
            head: row.hash,
        })
    }
}

/// SQL of the indexes put off until a register is loaded; empty for a register that was empty but gets few entries.
#[derive(Default)]
struct Late {
    register: Vec<String>,
    current: Vec<String>,
}

struct Entering<'a> {
    register: &'a Register,
    connection: &'a Connection,
    day_no: i64,
    recorded_at: String,
    batch: Option<&'a str>,
    identities: Identities<'a>,
    digest: Sha256,
    buffer: Vec<u8>,
    next: i64,
}

impl Entering<'_> {
    fn all(&mut self, plan: &Plan, progress: &mut dyn FnMut(u64)) -> Result<Vec<String>, RegisterError> {
        let late = self.put_indexes_off(plan)?;
        let mut subjects = Vec::with_capacity(plan.entries.len());
        let mut fresh = Vec::with_capacity(plan.entries.len());
        let first = self.next;
        for (i, entry) in plan.entries.iter().enumerate() {
            let columns = self.register.columns_of(&entry.table)?;
            let (subject, given) = match (&entry.subject, columns.def.id_letter) {
                (Subject::New(key), Some(letter)) => self.identities.of(self.connection, &columns.def, letter, key)?,
                // The plan was checked before; said once more rather than assumed.
                (Subject::New(_), None) => return Err(RegisterError::UnknownRegister(entry.table.clone())),
                (Subject::Known(subject), _) => (subject.clone(), late.contains_key(&entry.table)),
            };
            self.entry(columns, entry, &subject)?;
            subjects.push(subject);
            fresh.push(given);
            if i % 1024 == 0 {
                progress(u64::try_from(i).unwrap_or(u64::MAX));
            }
        }
        self.keep_current(plan, &subjects, &fresh, first, &late)?;
        progress(u64::try_from(plan.entries.len()).unwrap_or(u64::MAX));
        Ok(subjects)
    }

    /// Drops the indexes of every register that is empty and gets many entries; keeps their SQL, to make them again.
    fn put_indexes_off(&self, plan: &Plan) -> Result<BTreeMap<String, Late>, RegisterError> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &plan.entries {
            *counts.entry(&entry.table).or_default() += 1;
        }
        let mut late = BTreeMap::new();
        for (table, count) in counts {
            let filled = self.connection.prepare(&format!("SELECT 1 FROM {table}_register LIMIT 1"))?.exists([])?;
            if filled {
                continue;
            }
            let mut put_off = Late::default();
            if count >= BULK {
                put_off.register = current::drop_indexes(self.connection, &format!("{table}_register"))?;
                put_off.current = current::drop_indexes(self.connection, &format!("current_{table}"))?;
            }
            late.insert(table.to_owned(), put_off);
        }
        Ok(late)
    }

    fn entry(&mut self, columns: &Columns, entry: &NewEntry, subject: &str) -> Result<(), RegisterError> {
        let source = entry.source.as_ref();
        // An import fills in its own batch; an undo that restates an earlier row names that row's batch.
        let batch = source.map(|source| self.batch.unwrap_or(&source.batch));
        let text = EntryText {
            office: &self.register.office,
            no: self.next,
            table: &columns.def.name,
            subject,
            groups: i64::from(entry.groups),
            effective_from: &entry.effective_from.to_string(),
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
        let mut facts: Vec<_> = entry
            .facts
            .iter()
            .filter_map(|(number, value)| {
                let field = columns.def.fields.get(usize::from(*number))?;
                Some((columns.key_rank[usize::from(*number)], field, stored(field.kind, value)?))
            })
            .collect();
        facts.sort_unstable_by_key(|(rank, ..)| *rank);
        text.write(
            &mut self.buffer,
            facts.iter().map(|(_, field, held)| (field.key.as_str(), field.kind, held.clone())),
        );
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
        for (number, value) in &entry.facts {
            let at = usize::from(*number);
            statement.raw_bind_parameter(16 + at, stored(columns.def.fields[at].kind, value))?;
        }
        statement.raw_execute()?;
        self.next += 1;
        Ok(())
    }

    /// Brings the current tables of all registers written to up to date.
    fn keep_current(
        &self,
        plan: &Plan,
        subjects: &[String],
        fresh: &[bool],
        first: i64,
        late: &BTreeMap<String, Late>,
    ) -> Result<(), RegisterError> {
        for sql in late.values().flat_map(|late| &late.register) {
            self.connection.execute_batch(sql)?;
        }
        let mut times: HashMap<(&str, &str), u32> = HashMap::with_capacity(subjects.len());
        for (entry, subject) in plan.entries.iter().zip(subjects) {
            *times.entry((&entry.table, subject)).or_default() += 1;
        }
        let mut touched: BTreeMap<&str, (Touched, jiff::civil::Date)> = BTreeMap::new();
        let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (i, (entry, subject)) in plan.entries.iter().zip(subjects).enumerate() {
            let (touched, latest) =
                touched.entry(&entry.table).or_insert_with(|| (Touched::default(), entry.effective_from));
            *latest = (*latest).max(entry.effective_from);
            let key = (entry.table.as_str(), subject.as_str());
            let single = times.get(&key) == Some(&1);
            if single && entry.supersedes.is_none() && (fresh[i] || !self.has_earlier(key, first)?) {
                touched.only_entry(first + i64::try_from(i).unwrap_or(i64::MAX));
            } else if known.insert(key) {
                touched.again.insert(subject.clone());
            }
        }
        for (table, (touched, latest)) in touched {
            let columns = self.register.columns_of(table)?;
            let put_off = late.get(table).map_or(&[][..], |late| &late.current);
            current::keep(self.connection, columns, &self.register.office, &touched, &latest.to_string(), put_off)?;
        }
        Ok(())
    }

    fn has_earlier(&self, (table, subject): (&str, &str), first: i64) -> Result<bool, RegisterError> {
        let sql = format!(
            "SELECT 1 FROM {table}_register WHERE length(subject) = length(?1) AND subject = ?1 \
             AND (entry_no < ?2 OR office <> ?3)"
        );
        Ok(self.connection.prepare_cached(&sql)?.exists((subject, first, &self.register.office))?)
    }
}
