//! Writing: what comes goes in whole or not at all, in one transaction with one row of the day book.

use super::{
    Mode, Register, RegisterError, batches,
    day_book::{self, RawDay},
    entering::Entering,
    holder::{Holder, placed},
    plan_check::{self, Check},
};
use crate::model::{Act, Batch, EntryNo, Instant, NewEntry, Plan, Remark, hex};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// What applying a plan wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Row of the day book.
    pub day_no: i64,
    /// First and last entry; `None` when there was none.
    pub entries: Option<(EntryNo, EntryNo)>,
    /// The batch's id, of an import.
    pub batch: Option<String>,
    /// Identities given.
    pub new_subjects: u64,
    /// Subject of each entry of a plan, in its order; not told of what comes in one by one.
    pub subjects: Vec<String>,
    /// Hash of the day-book row: with it the office can prove later that nothing before it was altered.
    pub head: String,
}

/// Entries that come in one after the other, too many to be held at once, and the file they were read from.
pub trait Incoming {
    /// Why it may be taken back when all is told.
    type Fault: From<RegisterError>;
    /// The next entry; `None` when there are no more.
    fn next(&mut self) -> Option<NewEntry>;
    /// Asked once, after the last entry and before anything is kept: the file and its account; `id` is that of its batch.
    /// A fault takes all back.
    fn close(&mut self, id: &str) -> Result<Batch, Self::Fault>;
}

/// What is known of an import before its first entry.
#[derive(Clone, Debug)]
pub struct Load {
    /// Head of the day-book row.
    pub act: Act,
    /// Id set aside for the batch, if any was; else it gets the next one.
    pub batch: Option<String>,
    /// Highest number set aside for other files: the next id comes after it.
    pub set_aside: u32,
    /// Register it goes into.
    pub table: String,
    /// About how many entries will come.
    pub expected: usize,
    /// Last row of the day book the import was planned at; `None`: it is planned now, under the lock.
    pub made_at: Option<i64>,
}

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

    /// Writes what comes in. `begin` is called with the register locked: what it reads stays so until all is written.
    pub fn load<I: Incoming>(
        &mut self,
        load: &Load,
        now: Instant,
        begin: impl FnOnce(&Self) -> Result<I, I::Fault>,
    ) -> Result<(Applied, I), I::Fault> {
        // The batch is written when its account is complete, after the entries that refer to it. SQLite could be told to
        // wait with its check of references, but then looks through all entries for every new one; so the references are
        // held against their tables here, before anything is kept.
        self.check_references(false)?;
        let loaded = self.load_unchecked(load, now, begin);
        self.check_references(true)?;
        loaded
    }

    fn check_references(&self, checked: bool) -> Result<(), RegisterError> {
        Ok(self.connection.pragma_update(None, "foreign_keys", checked)?)
    }

    fn load_unchecked<I: Incoming>(
        &self,
        load: &Load,
        now: Instant,
        begin: impl FnOnce(&Self) -> Result<I, I::Fault>,
    ) -> Result<(Applied, I), I::Fault> {
        let (transaction, _holder) = self.begin(&load.act, now)?;
        let act = Acting::begin(self, &transaction, load.made_at, now)?;
        let mut incoming = begin(self)?;
        let id = match &load.batch {
            Some(id) => id.clone(),
            None => batches::next_id(&transaction, &self.office, load.set_aside)?,
        };
        let mut entering = act.entering(Some(&id), false)?;
        entering.expect(&load.table, load.expected)?;
        let mut check = Check::new(self, &transaction, true);
        let mut faults = plan_check::Faults::default();
        let mut number = 0;
        while let Some(entry) = incoming.next() {
            number += 1;
            if faults.of(&mut check, number, &entry)? {
                entering.one(&entry)?;
            }
        }
        faults.none()?;
        let batch = incoming.close(&id)?;
        act.write_batch(&id, &batch)?;
        let applied = act.close(entering, &load.act, None)?;
        act.hold_references(&load.table, &id, applied.entries)?;
        transaction.commit().map_err(|cause| placed(&self.path, cause.into()))?;
        Ok((applied, incoming))
    }

    /// The id the office's next batch gets, `B0001` onwards, after `set_aside`, the highest number given to a staged file.
    pub fn next_batch_id(&self, set_aside: u32) -> Result<String, RegisterError> {
        batches::next_id(&self.connection, &self.office, set_aside)
    }

    fn begin(&self, act: &Act, now: Instant) -> Result<(Transaction<'_>, Holder), RegisterError> {
        if self.mode != Mode::Write {
            return Err(RegisterError::ReadOnly(self.path.clone()));
        }
        // The transaction borrows the connection unchecked, because the statements' texts lie beside it.
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|cause| placed(&self.path, cause.into()))?;
        let what = format!("{}, officer {}, since {now}", act.command, act.officer);
        let holder = Holder::announce(&self.path, &what);
        Ok((transaction, holder))
    }

    fn write(
        &mut self,
        plan: &Plan,
        now: Instant,
        progress: &mut dyn FnMut(u64),
        keep: bool,
    ) -> Result<Applied, RegisterError> {
        let (transaction, _holder) = self.begin(&plan.act, now)?;
        let act = Acting::begin(self, &transaction, plan.made_at, now)?;
        let faults = plan_check::faults(self, &transaction, plan)?;
        if !faults.is_empty() {
            return Err(RegisterError::PlanDoesNotFit(faults));
        }
        let id = match &plan.batch {
            None => None,
            Some(batch) if batch.id.is_empty() => Some(batches::next_id(&transaction, &self.office, 0)?),
            Some(batch) => Some(batch.id.clone()),
        };
        if let (Some(id), Some(batch)) = (&id, &plan.batch) {
            act.write_batch(id, batch)?;
        }
        let mut entering = act.entering(id.as_deref(), true)?;
        entering.expect_of(&plan.entries)?;
        for (i, entry) in plan.entries.iter().enumerate() {
            entering.one(entry)?;
            if i % 1024 == 0 {
                progress(u64::try_from(i).unwrap_or(u64::MAX));
            }
        }
        let applied = act.close(entering, &plan.act, plan.undoes.as_deref())?;
        progress(u64::try_from(plan.entries.len()).unwrap_or(u64::MAX));
        if keep {
            transaction.commit().map_err(|cause| placed(&self.path, cause.into()))?;
        } else {
            transaction.rollback()?;
        }
        Ok(applied)
    }
}

/// One row of the day book in the making.
struct Acting<'a> {
    register: &'a Register,
    connection: &'a Connection,
    now: Instant,
    before: Option<RawDay>,
    day_no: i64,
}

impl<'a> Acting<'a> {
    fn begin(
        register: &'a Register,
        connection: &'a Connection,
        made_at: Option<i64>,
        now: Instant,
    ) -> Result<Self, RegisterError> {
        let before = day_book::last(connection, &register.office)?;
        if let Some(last) = before.as_ref().and_then(|row| Instant::from_text(&row.recorded_at))
            && now < last
        {
            return Err(RegisterError::ClockSetBack { last, now });
        }
        let stands_at = before.as_ref().map_or(0, |row| row.day_no);
        if let Some(made_at) = made_at.filter(|made_at| *made_at != stands_at) {
            return Err(RegisterError::DayBookMoved { made_at, stands_at });
        }
        Ok(Self { register, connection, now, before, day_no: stands_at + 1 })
    }

    fn entering<'b>(&self, batch: Option<&'b str>, tells: bool) -> Result<Entering<'b>, RegisterError>
    where
        'a: 'b,
    {
        let first = day_book::last_entry(self.connection, &self.register.office)? + 1;
        Ok(Entering::new(self.register, self.connection, (self.day_no, self.now, first), batch, tells))
    }

    fn write_batch(&self, id: &str, batch: &Batch) -> Result<(), RegisterError> {
        let office = &self.register.office;
        if batches::exists(self.connection, office, id)? {
            let fault = Remark::new("batch {batch} is in the register already").with("batch", id);
            return Err(RegisterError::PlanDoesNotFit(vec![fault]));
        }
        batches::write(self.connection, office, id, self.day_no, batch)
    }

    /// Refuses entries that refer to what is not there; all are of the batch `id`, written just now.
    fn hold_references(&self, table: &str, id: &str, entries: Option<(EntryNo, EntryNo)>) -> Result<(), RegisterError> {
        let (Some((first, last)), columns) = (entries, self.register.columns_of(table)?) else { return Ok(()) };
        let written = batches::exists(self.connection, &self.register.office, id)?;
        let identity = if columns.def.id_letter.is_some() {
            format!("NOT EXISTS (SELECT 1 FROM {table} AS i WHERE i.{table}_id = e.subject)")
        } else {
            "0".to_owned()
        };
        let sql = format!(
            "SELECT entry_no FROM {table}_register AS e WHERE office = ?1 AND entry_no BETWEEN ?2 AND ?3 AND ({identity} \
             OR batch <> ?4 OR batch IS NOT NULL AND NOT ?5) LIMIT 1"
        );
        let of = (&self.register.office, first.0, last.0, id, written);
        let found: Option<i64> = self.connection.query_row(&sql, of, |row| row.get(0)).optional()?;
        match found {
            None => Ok(()),
            Some(no) => Err(RegisterError::PlanDoesNotFit(vec![
                Remark::new("{register} register, entry {no} refers to what the register does not have")
                    .with("register", table)
                    .with("no", no),
            ])),
        }
    }

    /// Writes the day-book row over what was entered.
    fn close(&self, entering: Entering<'_>, act: &Act, undoes: Option<&str>) -> Result<Applied, RegisterError> {
        let office = &self.register.office;
        let entered = entering.finish()?;
        let id = entered.batch;
        let batch_hash =
            id.as_deref().map(|id| batches::stored_hash(self.connection, office, id)).transpose()?.flatten();
        let mut row = RawDay {
            office: office.clone(),
            day_no: self.day_no,
            recorded_at: self.now.to_text(),
            command: act.command.clone(),
            officer: act.officer.clone(),
            uid: i64::from(act.uid),
            order_no: act.order_no.clone(),
            reason: act.reason.clone(),
            batch: id.clone(),
            undoes: undoes.map(str::to_owned),
            first_entry: entered.range.map(|range| range.0),
            last_entry: entered.range.map(|range| range.1),
            entries_digest: hex(&entered.digest),
            annex_digest: batches::annex_digest(batch_hash.as_deref(), &entered.identities),
            prev_hash: self.before.as_ref().map_or_else(|| day_book::BEGINNING.to_owned(), |row| row.hash.clone()),
            hash: String::new(),
        };
        row.write(self.connection)?;
        Ok(Applied {
            day_no: self.day_no,
            entries: entered.range.map(|(first, last)| (EntryNo(first), EntryNo(last))),
            batch: id,
            new_subjects: entered.new_subjects,
            subjects: entered.subjects,
            head: row.hash,
        })
    }
}
