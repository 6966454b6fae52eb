//! One file on its way into a register: its rows are read, cleaned and settled in one thread and entered in another, so
//! that a million of them are never held at once.

use super::{
    Account, Desk, MigrateError, OpenFile, Record, SheetAccount, Wishes, clean_row,
    settle::{Made, Settler},
};
use crate::{
    mapping::{RowKind, Survey},
    matching::KnownSocieties,
    model::{BatchRow, CellRef, Date, Finding, Locus, Moment, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::BTreeSet,
    panic::resume_unwind,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{Scope, ScopedJoinHandle},
    vec,
};

/// Rows read before what they make is handed over, and how many such parcels may wait.
const PARCEL: usize = 256;
const WAITING: usize = 8;

/// What was settled about a file as a whole: its register, headings, scripts, the societies its rows may speak of.
pub struct Journey<'a> {
    desk: &'a Desk,
    file: &'a OpenFile,
    wishes: &'a Wishes,
    /// The register it goes into.
    pub table: &'a TableDef,
    surveys: Vec<Survey>,
    societies: KnownSocieties,
    /// The register was told from the headings.
    told: bool,
}

/// What reading gave besides records.
#[derive(Default)]
pub(super) struct Read {
    sheets: Vec<SheetAccount>,
    pub(super) findings: Vec<Finding>,
}

/// What some rows make, and how many were read so far.
struct Parcel {
    made: Vec<Made>,
    done: u64,
}

impl<'a> Journey<'a> {
    /// Looks at the file as a whole; refuses one whose sheets hold no table that can be imported.
    pub fn begin(
        desk: &'a Desk,
        file: &'a OpenFile,
        wishes: &'a Wishes,
        register: &dyn ReadRegister,
    ) -> Result<Self, MigrateError> {
        let told = wishes.register.is_none();
        let name = desk.register_for(file, wishes)?;
        let table = desk.importable(&name)?;
        let surveys = desk.survey_for(file, &name);
        let mut faults = desk.faults_of_headings(file, &surveys, &name);
        let societies = known_societies(table, register)?;
        faults.extend(clean_row::faults_of_given(desk, table, &societies, wishes, &file.name));
        if !faults.is_empty() {
            return Err(MigrateError::NoTable(faults));
        }
        Ok(Self { desk, file, wishes, table, surveys, societies, told })
    }
    /// Begins to read and settle, in a thread of its own; what the rows make arrives at what is returned.
    pub fn start<'s>(
        self,
        scope: &'s Scope<'s, '_>,
        register: &dyn ReadRegister,
        progress: &'s dyn Fn(u64),
    ) -> Result<Arriving<'s>, MigrateError>
    where
        'a: 's,
    {
        let settler = Settler::new(self.table, &self.file.sha256, register, &self.values_looked_up())?;
        let journey = Arc::new(self);
        let (sender, receiver) = sync_channel(WAITING);
        let reader = Arc::clone(&journey);
        let reading = scope.spawn(move || reader.read(settler, &sender));
        let parcel = Vec::new().into_iter();
        Ok(Arriving { journey, receiver, parcel, reading: Some(reading), progress })
    }
    /// A file that was imported before, to be read once more as it was then.
    pub(super) fn again(
        desk: &'a Desk,
        file: &'a OpenFile,
        wishes: &'a Wishes,
        table: &'a TableDef,
        societies: KnownSocieties,
    ) -> Result<Self, MigrateError> {
        let surveys = desk.survey_for(file, &table.name);
        Ok(Self { desk, file, wishes, table, surveys, societies, told: false })
    }
    /// Of a register that is looked up by a field: the values of it the file names. The rows are cleaned once for this alone, which
    /// costs less than to know every day of every society.
    fn values_looked_up(&self) -> BTreeSet<Value> {
        let mut values = BTreeSet::new();
        if let Some(field) = &self.table.known_by {
            self.read_each(&mut |record| values.extend(record.get(self.table, field).cloned()));
        }
        values
    }
    /// A list that is read and not entered, looked at already.
    pub(super) fn of_list(
        desk: &'a Desk,
        file: &'a OpenFile,
        wishes: &'a Wishes,
        table: &'a TableDef,
        (surveys, societies): (Vec<Survey>, KnownSocieties),
    ) -> Self {
        Self { desk, file, wishes, table, surveys, societies, told: false }
    }
    /// Reads in this thread, each record to whom it may concern.
    pub(super) fn read_here(&self, take: &mut dyn FnMut(Record)) -> Vec<SheetAccount> {
        self.read_each(take).sheets
    }
    /// Reads and settles; hands what the rows make over in parcels.
    fn read(&self, mut settler: Settler<'_>, sender: &SyncSender<Parcel>) -> (Read, Settled) {
        // By sheet the column by which a row names its subject.
        let naming: Vec<u32> = self.surveys.iter().map(naming_column).collect();
        let (mut made, mut done) = (Vec::with_capacity(PARCEL), 0_u64);
        let read = self.read_each(&mut |record| {
            done += 1;
            let (index, row) = (record.sheet, record.row);
            let place = || {
                let sheet = self.file.sheets.iter().position(|sheet| sheet.index == index).unwrap_or_default();
                let column = naming.get(sheet).copied().unwrap_or_default();
                Locus::cell(&self.file.name, &self.file.sheets[sheet].name, CellRef { row, column })
            };
            made.extend(settler.take(record, &place));
            if done.is_multiple_of(PARCEL as u64) {
                let full = std::mem::replace(&mut made, Vec::with_capacity(PARCEL));
                // Whoever should take them has given up and says why.
                let _ = sender.send(Parcel { made: full, done });
            }
        });
        let _ = sender.send(Parcel { made, done });
        let Settler { account, findings, rows, .. } = settler;
        (read, Settled { account, findings, rows })
    }
    /// Reads every sheet.
    pub(super) fn read_each(&self, take: &mut dyn FnMut(Record)) -> Read {
        let (mut findings, mut sheets) = (Vec::new(), Vec::new());
        if self.told {
            let place = Locus::file(&self.file.name);
            findings.push(Finding::new("IMP-112", Severity::Info, place).with("register", &self.table.name));
        }
        let corrects = self.file.correction.is_some();
        for (at, (sheet, survey)) in self.file.sheets.iter().zip(&self.surveys).enumerate() {
            let (mut brought, mut told) = (0, Vec::new());
            let mut found = self.file.layout_findings(at, survey.headings.as_ref());
            let mut wanted = |record: Record| {
                if !self.file.brings((record.sheet, record.row)) {
                    return;
                }
                brought += 1;
                if corrects {
                    told.extend(record.findings.iter().cloned());
                }
                take(record);
            };
            let Self { desk, table, wishes, societies, .. } = self;
            let mut account =
                desk.records(sheet, survey, table, &self.file.name, wishes, societies, None, &mut found, &mut wanted);
            account.area = self.file.area_of(at);
            if corrects {
                // All else on the sheet was accounted for when the original was imported.
                account.kinds = [(RowKind::Data.key().to_owned(), brought)].into();
                account.notes.clear();
                account.controls.clear();
                account.sums.clear();
                found = told;
            }
            findings.append(&mut found);
            sheets.push(account);
        }
        Read { sheets, findings }
    }
}

/// The rows of a file as they arrive, and what becomes of them.
pub struct Arriving<'s> {
    journey: Arc<Journey<'s>>,
    receiver: Receiver<Parcel>,
    parcel: vec::IntoIter<Made>,
    reading: Option<ScopedJoinHandle<'s, (Read, Settled)>>,
    progress: &'s dyn Fn(u64),
}

/// A file read and settled whole.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// The account, as it is stored with the batch.
    pub account: Account,
    /// Findings that concern columns, sheets and totals, and those of every row.
    pub findings: Vec<Finding>,
    /// Rows that make no entry.
    pub rows: Vec<BatchRow>,
}

impl Arriving<'_> {
    /// The next row that makes an entry; those that make none are accounted for on the way.
    pub fn next_made(&mut self) -> Option<Made> {
        loop {
            if let Some(made) = self.parcel.next() {
                return Some(made);
            }
            let Parcel { made, done } = self.receiver.recv().ok()?;
            (self.progress)(done);
            self.parcel = made.into_iter();
        }
    }
    /// When all have arrived: the account of the file. A file without any data row is refused.
    pub fn finish(&mut self) -> Result<Settled, MigrateError> {
        let (read, settled) = match self.reading.take().map(ScopedJoinHandle::join) {
            Some(Ok(read)) => read,
            // The reading thread has said why on its own; here its end is passed on.
            Some(Err(panic)) => resume_unwind(panic),
            None => (Read::default(), Settled::default()),
        };
        let Journey { file, surveys, wishes, .. } = &*self.journey;
        let Settled { mut account, findings: mut settling, rows } = settled;
        if account.rows == 0 {
            return Err(MigrateError::NoTable(super::without_rows(file, surveys)));
        }
        let mut findings = read.findings;
        findings.append(&mut settling);
        for row in &rows {
            findings.extend(row.findings.iter().filter(|finding| finding.code == "IMP-115").cloned());
        }
        account.sheets = read.sheets;
        account.accepted.clone_from(&wishes.accepted);
        account.given.clone_from(&wishes.given);
        account.level.clone_from(&wishes.level);
        account.profile.clone_from(&wishes.profile);
        account.as_of = Some(wishes.as_of);
        account.corrects = file.correction.as_ref().map(|correction| correction.of.clone());
        Ok(Settled { account, findings, rows })
    }
}

/// Column by which a row names its subject: a row that names none is found faulty there.
fn naming_column(survey: &Survey) -> u32 {
    let names = |field: &str| matches!(field, "name" | "name_hi" | "name_en" | "reg_no" | "panel_no" | "code");
    let columns = survey.headings.iter().flat_map(|headings| &headings.columns);
    columns.filter(|column| column.field.as_deref().is_some_and(names)).map(|column| column.column).min().unwrap_or(0)
}

/// Societies a row may refer to; empty for registers that refer to none.
fn known_societies(table: &TableDef, register: &dyn ReadRegister) -> Result<KnownSocieties, RegisterError> {
    if table.field("society").is_none() {
        return Ok(KnownSocieties::default());
    }
    clean_row::societies_in(register, Moment::on(Date::MAX))
}
