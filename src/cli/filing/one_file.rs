//! One file on its way into the register: read, settled and entered at once, kept whole or not at all.

use super::{
    kept::{made_rejects, store_source},
    limit::Limit,
    paper_end,
    sources::is_list,
};
use crate::{
    branches::cutover::Watch,
    cli::{CommandError, Console, Office},
    migrate::{Account, Arriving, Desk, Journey, Made, MigrateError, OpenFile, Settled, Wishes},
    model::{Act, Batch, NewEntry, hex},
    register::{Applied, Incoming, Load, ReadRegister, Register},
};
use sha2::{Digest, Sha256};
use std::{path::Path, thread};

/// A file with everything it is entered by.
pub(super) struct Filing<'a> {
    pub(super) office: &'a Office,
    pub(super) desk: &'a Desk,
    pub(super) file: &'a OpenFile,
    pub(super) path: &'a Path,
    pub(super) wished: &'a Wishes,
    pub(super) limit: Option<&'a Limit>,
}

/// Why a file was not entered.
pub(super) enum Ended {
    /// It is in the register already, as this batch.
    Already(String),
    /// Too many of its rows were rejected.
    Limit(Box<Settled>),
    /// It no longer gives the entries that were planned.
    Otherwise,
    /// Something else.
    Failed(CommandError),
}
impl<E: Into<CommandError>> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What was planned before: the batch set aside, the day-book row it was made at, the digest of its entries.
pub(super) struct Before<'a> {
    pub(super) batch: &'a str,
    pub(super) made_at: i64,
    pub(super) entries: &'a str,
}

/// The id of a file's batch.
#[derive(Clone, Copy)]
enum Id<'a> {
    Next { set_aside: u32 },
    Own(&'a str),
    Planned(&'a Before<'a>),
}

/// A file entered.
pub(super) struct Entered {
    pub(super) applied: Applied,
    pub(super) settled: Settled,
    /// Workbook of the rejected rows, if there are any.
    pub(super) rejects: Option<Vec<u8>>,
}

impl Filing<'_> {
    /// Reads and settles the file against the register; `each` hears of every entry it would make. Rows that speak of a
    /// day after the end of paper are told.
    pub(super) fn settle(
        &self,
        register: &dyn ReadRegister,
        console: &Console,
        each: &mut dyn FnMut(Made),
    ) -> Result<Settled, MigrateError> {
        Ok(self.settle_watched(register, console, None, each)?.0)
    }
    /// The same for what would be entered now: refused as entering itself would be.
    pub(super) fn settle_to_enter(
        &self,
        register: &dyn ReadRegister,
        console: &Console,
        each: &mut dyn FnMut(Made),
    ) -> Result<Settled, CommandError> {
        let order = self.office.globals().order.as_deref();
        let (settled, watch) = self.settle_watched(register, console, order, each)?;
        match watch.filter(|watch| watch.late.rows > 0 && order.is_none()) {
            Some(watch) => Err(paper_end::refused(&self.file.name, &watch, &self.file.sheets)),
            None => Ok(settled),
        }
    }
    fn settle_watched(
        &self,
        register: &dyn ReadRegister,
        console: &Console,
        order: Option<&str>,
        each: &mut dyn FnMut(Made),
    ) -> Result<(Settled, Option<Watch>), MigrateError> {
        let bar = console.progress(&self.file.name, self.rows());
        let progress = |done| bar.set(done);
        thread::scope(|scope| {
            let journey = Journey::begin(self.desk, self.file, self.wished, register)?;
            let mut watch = Watch::over(register, &journey.table.name)?;
            let mut arriving = journey.start(scope, register, &progress)?;
            while let Some(made) = arriving.next_made() {
                if let Some(watch) = &mut watch {
                    watch.see(&made.entry, &made.carried);
                }
                each(made);
            }
            let mut settled = arriving.finish()?;
            settled.findings.extend(watch.as_ref().and_then(|watch| paper_end::told(&self.file.name, watch, order)));
            Ok((settled, watch))
        })
    }
    /// The batch in force that imported the same file into the same register, if any.
    pub(super) fn in_force(&self, register: &Register) -> Result<Option<String>, CommandError> {
        Ok(match self.desk.register_for(self.file, self.wished) {
            Ok(table) => match register.batch_in_force_by_sha(self.file.kept_as().1, &table)? {
                // The same file as a list of events is another matter.
                Some(batch) => register.batch(&batch)?.filter(|found| !is_list(found)).map(|_| batch),
                None => None,
            },
            // Whatever is wrong with it is said when it is read.
            Err(_) => None,
        })
    }
    /// Reads the file and enters it under one lock: what it is settled against cannot change meanwhile. It gets the next
    /// id after those set aside for others.
    pub(super) fn enter(
        &self,
        register: &mut Register,
        act: Act,
        set_aside: u32,
        console: &Console,
    ) -> Result<Entered, Ended> {
        self.load(register, act, Id::Next { set_aside }, console)
    }
    /// The same under an id of its own.
    pub(super) fn enter_as(
        &self,
        register: &mut Register,
        act: Act,
        id: &str,
        console: &Console,
    ) -> Result<Entered, Ended> {
        self.load(register, act, Id::Own(id), console)
    }
    /// The same as it was planned, if that still holds.
    pub(super) fn enter_planned(
        &self,
        register: &mut Register,
        act: Act,
        before: &Before<'_>,
        console: &Console,
    ) -> Result<Entered, Ended> {
        self.load(register, act, Id::Planned(before), console)
    }
    fn load(&self, register: &mut Register, act: Act, id: Id<'_>, console: &Console) -> Result<Entered, Ended> {
        let bar = console.progress(&self.file.name, self.rows());
        let progress = |done| bar.set(done);
        let table = self.desk.register_for(self.file, self.wished)?;
        let load = Load {
            act,
            batch: match id {
                Id::Next { .. } => None,
                Id::Own(id) => Some(id.to_owned()),
                Id::Planned(before) => Some(before.batch.to_owned()),
            },
            set_aside: if let Id::Next { set_aside } = id { set_aside } else { 0 },
            table,
            expected: usize::try_from(self.rows()).unwrap_or(usize::MAX),
            made_at: if let Id::Planned(before) = id { Some(before.made_at) } else { None },
        };
        let planned = if let Id::Planned(before) = id { Some(before.entries.to_owned()) } else { None };
        let order = load.act.order_no.clone();
        let now = self.office.instant();
        let (applied, told) = thread::scope(|scope| {
            let loaded = register.load(&load, now, |register| {
                if let Some(batch) = self.in_force(register)? {
                    return Err(Ended::Already(batch));
                }
                let journey = Journey::begin(self.desk, self.file, self.wished, register)?;
                let watch = Watch::over(register, &journey.table.name)?;
                let arriving = journey.start(scope, register, &progress)?;
                let digest = planned.map(|planned| (EntriesDigest::default(), planned));
                Ok(Coming { filing: self, console, arriving, watch, order, digest, told: None })
            });
            loaded.map(|(applied, coming)| (applied, coming.told))
        })?;
        // Closing told it; without that nothing would have been entered.
        let (settled, rejects) = told.ok_or(Ended::Otherwise)?;
        Ok(Entered { applied, settled, rejects })
    }
    fn rows(&self) -> u64 {
        self.file.sheets.iter().map(|sheet| sheet.row_count() as u64).sum()
    }
}

/// SHA-256 over the entries a file makes, in its order: what a plan says, and what its carrying out is held against.
#[derive(Default)]
pub(super) struct EntriesDigest(Sha256);

impl EntriesDigest {
    pub(super) fn add(&mut self, entry: &NewEntry) {
        // An entry is plain data, which JSON can always write.
        self.0.update(serde_json::to_vec(entry).unwrap_or_default());
    }
    pub(super) fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

struct Coming<'a, 's> {
    filing: &'a Filing<'a>,
    console: &'a Console,
    arriving: Arriving<'s>,
    /// Where paper has ended: what speaks of a later day.
    watch: Option<Watch>,
    /// The order the act rests on.
    order: Option<String>,
    digest: Option<(EntriesDigest, String)>,
    told: Option<(Settled, Option<Vec<u8>>)>,
}

impl Incoming for Coming<'_, '_> {
    type Fault = Ended;
    fn next(&mut self) -> Option<NewEntry> {
        let Made { entry, carried, .. } = self.arriving.next_made()?;
        if let Some(watch) = &mut self.watch {
            watch.see(&entry, &carried);
        }
        if let Some((digest, _)) = &mut self.digest {
            digest.add(&entry);
        }
        Some(entry)
    }
    fn close(&mut self, id: &str) -> Result<Batch, Ended> {
        let mut settled = self.arriving.finish()?;
        let account = &settled.account;
        let nothing_better = self.filing.file.correction.is_some() && account.rejected == account.rows;
        if nothing_better || self.filing.limit.is_some_and(|limit| limit.is_passed(account)) {
            return Err(Ended::Limit(Box::new(settled)));
        }
        if self.digest.take().is_some_and(|(digest, planned)| digest.hex() != planned) {
            return Err(Ended::Otherwise);
        }
        let Filing { office, file, path, .. } = self.filing;
        if let Some(watch) = &self.watch {
            if watch.late.rows > 0 && self.order.is_none() {
                return Err(Ended::Failed(paper_end::refused(&file.name, watch, &file.sheets)));
            }
            settled.findings.extend(paper_end::told(&file.name, watch, self.order.as_deref()));
        }
        // Before anything is kept: a batch must not stand without its source, nor without its rejects.
        let rejects = made_rejects(self.console, file, id, &settled)?;
        store_source(office, path, file.kept_as().1)?;
        let batch = batch_of(file, &settled.account, std::mem::take(&mut settled.rows));
        self.told = Some((settled, rejects));
        Ok(batch)
    }
}

fn batch_of(file: &OpenFile, account: &Account, rows: Vec<crate::model::BatchRow>) -> Batch {
    Batch {
        id: String::new(),
        table: account.register.clone(),
        file_name: file.kept_as().0.to_owned(),
        sha256: file.kept_as().1.to_owned(),
        account: serde_json::to_value(account).unwrap_or_default(),
        rows,
    }
}
