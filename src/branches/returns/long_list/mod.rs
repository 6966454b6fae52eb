//! Returns of a long list, read and judged stretch by stretch on all cores: memory holds what is told, not the list.
//!
//! ```text
//! list ─[supply]→ stretch ─[lines of CSV | table of Parquet]→ columns of 1,024 rows ─[sitting]→ findings, told one by one
//! ```
//!
//! What it says is what [`super::check_files`] says of the same list (a test holds them against each other). It declines what
//! needs the whole list at once: a list of several years, whose rows are each other's last year.

mod columns;
mod digits;
mod filers;
mod lines;
mod rows;
mod sitting;
mod supply;
mod table;

use super::{
    layout::Layout,
    scrutiny::{MOST_UNTOLD, Noted, Scrutiny},
};
use crate::{
    model::CooperativeYear,
    rules::{Rulebook, Tally},
    source::{Limits, ParquetList, PlainList, Sheet},
};
use columns::Columns;
use filers::Filers;
use rows::List;
use sitting::{Judged, Sitting};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};
use supply::Supply;

/// Bytes from which a list is long: shorter ones are read at once, with all that a workbook can tell.
pub const LONG: u64 = 8 << 20;

/// A list to be held against the rules.
pub struct LongList<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// A shorter CSV is left to the other way.
    pub at_least: u64,
    /// Limits of its head.
    pub limits: &'a Limits,
    /// The rules.
    pub book: &'a Rulebook,
    /// Returns of this year alone.
    pub only: Option<CooperativeYear>,
    /// Are undecided verdicts asked for one by one?
    pub with_untold: bool,
}

impl LongList<'_> {
    /// Holds its returns against the rules; `None` where it needs the other way. `tell` makes something of the findings of a
    /// stretch, one after the other and on several threads; what it made comes back in the order of the list, beside the account,
    /// whose own list of findings is empty. `progress` is told bytes done.
    pub fn check<T: Default + Send>(
        &self,
        tell: &(dyn Fn(&mut T, &Noted) + Sync),
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<Option<(Scrutiny, Vec<T>)>> {
        if let Some(parquet) = ParquetList::open(self.path)? {
            let Ok(head) = parquet.head_sheet(self.limits) else { return Ok(None) };
            let Some((list, notes)) = self.list(&head, false) else { return Ok(None) };
            let table = table::Table::new(parquet, &list.columns.by_place, self.path);
            return Crew::new(&list, notes, &table, tell, self.with_untold).run(progress);
        }
        let Some(plain) = PlainList::open(self.path, self.at_least)? else { return Ok(None) };
        let Ok(head) = plain.head_sheet(self.limits) else { return Ok(None) };
        let Some((list, notes)) = self.list(&head, true) else { return Ok(None) };
        Crew::new(&list, notes, &plain, tell, self.with_untold).run(progress)
    }
    /// The list by its first rows, and what is wrong with them.
    fn list(&self, head: &Sheet, has_cells: bool) -> Option<(List<'_>, Vec<Noted>)> {
        let mut findings = Vec::new();
        let (book, only) = (self.book, self.only);
        let layout = Layout::find(&self.path.display().to_string(), head, has_cells, &book.fields, &mut findings)?;
        let columns = Columns::of(&layout, &book.fields)?;
        let list = List { book, layout: Arc::new(layout), columns, year: OnceLock::new(), only };
        Some((list, findings.into_iter().map(Noted::plain).collect()))
    }
}

/// All workers with what they share.
struct Crew<'a, S, T> {
    list: &'a List<'a>,
    /// What was found wrong with the head of the list.
    notes: Vec<Noted>,
    supply: &'a S,
    tell: &'a (dyn Fn(&mut T, &Noted) + Sync),
    workers: usize,
    /// The list needs the other way after all.
    declined: AtomicBool,
    failed: Mutex<Option<io::Error>>,
    whole: Mutex<Whole<T>>,
    /// Are undecided verdicts still kept one by one?
    with_untold: AtomicBool,
}

/// What was told, stretch by stretch in their order.
struct Whole<T> {
    waiting: BTreeMap<usize, Judged<T>>,
    told: Vec<T>,
    scrutiny: Scrutiny,
}

impl<'a, S: Supply, T: Default + Send> Crew<'a, S, T> {
    fn new(
        list: &'a List<'a>,
        notes: Vec<Noted>,
        supply: &'a S,
        tell: &'a (dyn Fn(&mut T, &Noted) + Sync),
        with_untold: bool,
    ) -> Self {
        let whole = Whole { waiting: BTreeMap::new(), told: Vec::new(), scrutiny: Scrutiny::default() };
        Self {
            list,
            notes,
            supply,
            tell,
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            declined: AtomicBool::new(false),
            failed: Mutex::new(None),
            whole: Mutex::new(whole),
            with_untold: AtomicBool::new(with_untold),
        }
    }
    fn run(self, progress: &mut dyn FnMut(u64)) -> io::Result<Option<(Scrutiny, Vec<T>)>> {
        let (send, done) = mpsc::channel();
        let book = self.list.book;
        let tallies = book.rules.iter().map(|rule| (rule.code.clone(), Tally::default())).collect();
        let mut account = Scrutiny { tallies, ..Scrutiny::default() };
        let mut bases = vec![BTreeSet::new(); book.rules.len()];
        let mut filers: Vec<Filers> = Vec::new();
        std::thread::scope(|scope| {
            let hands: Vec<_> = (0..self.workers)
                .map(|_| {
                    let send = send.clone();
                    scope.spawn(|| self.sit(send))
                })
                .collect();
            drop(send);
            let mut bytes = 0;
            done.iter().for_each(|more: u64| {
                bytes += more;
                progress(bytes);
            });
            for mut sitting in hands.into_iter().filter_map(|hand| hand.join().ok()) {
                sitting.add_to(&mut account, &mut bases);
                filers.push(std::mem::take(&mut sitting.rows.filers));
            }
        });
        let seconds = Filers::seconds(&filers, self.workers);
        if !seconds.is_empty() && !self.declined.load(Ordering::Relaxed) {
            self.again(seconds);
        }
        if let Some(error) = self.failed.lock().ok().and_then(|mut failed| failed.take()) {
            return Err(error);
        }
        let Ok(whole) = self.whole.into_inner() else { return Ok(None) };
        if self.declined.into_inner() {
            return Ok(None);
        }
        let bases = bases.into_iter().map(|lines| lines.into_iter().collect()).collect();
        let Scrutiny { returns, tallies, .. } = account;
        Ok(Some((Scrutiny { returns, tallies, bases, ..whole.scrutiny }, whole.told)))
    }
    /// Reads and judges stretches as long as there are any.
    fn sit(&self, send: mpsc::Sender<u64>) -> Sitting<'a, T> {
        let mut sitting = Sitting::new(self.list, self.tell);
        let mut room = self.supply.room();
        while !self.declined.load(Ordering::Relaxed) {
            match self.supply.next(&mut room) {
                Ok(Some((no, bytes))) => {
                    sitting.begin(no, self.with_untold.load(Ordering::Relaxed));
                    if let Some(judged) = self.stretch(&mut sitting, &mut room, no) {
                        self.put(no, judged);
                    }
                    // Nobody listens to the progress any more: the work goes on.
                    let _ = send.send(bytes);
                }
                Ok(None) => break,
                Err(error) => self.fail(error),
            }
        }
        sitting
    }
    fn stretch(&self, sitting: &mut Sitting<'a, T>, room: &mut S::Room, no: usize) -> Option<Judged<T>> {
        if no == 0 {
            sitting.rows.notes.extend(self.notes.iter().map(|noted| (0, noted.clone())));
        }
        match self.supply.read(room, sitting) {
            Ok(Some(())) => Some(sitting.end()),
            Ok(None) => {
                self.declined.store(true, Ordering::Relaxed);
                None
            }
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }
    /// Judges the stretches with second returns again, now that it is known which these are, and tells them anew.
    fn again(&self, seconds: BTreeMap<usize, Vec<u32>>) {
        let left = Mutex::new(seconds.into_iter());
        let redo = || {
            let mut sitting = Sitting::new(self.list, self.tell);
            let mut room = self.supply.room();
            loop {
                let next = left.lock().ok().and_then(|mut left| left.next());
                let Some((no, rows)) = next else { return };
                if let Err(error) = self.supply.again(&mut room, no) {
                    return self.fail(error);
                }
                sitting.rows.seconds = rows;
                sitting.begin(no, false);
                let Some(judged) = self.stretch(&mut sitting, &mut room, no) else { return };
                if let Ok(mut whole) = self.whole.lock()
                    && let Some(told) = whole.told.get_mut(no)
                {
                    *told = judged.told;
                }
            }
        };
        std::thread::scope(|scope| (0..self.workers).for_each(|_| _ = scope.spawn(redo)));
    }
    fn fail(&self, error: io::Error) {
        self.declined.store(true, Ordering::Relaxed);
        // What is not plain after all is read as a workbook.
        if error.kind() != io::ErrorKind::InvalidData
            && let Ok(mut failed) = self.failed.lock()
        {
            failed.get_or_insert(error);
        }
    }
    fn put(&self, no: usize, judged: Judged<T>) {
        let Ok(mut whole) = self.whole.lock() else { return };
        whole.waiting.insert(no, judged);
        let whole = &mut *whole;
        while let Some(judged) = whole.waiting.remove(&whole.told.len()) {
            whole.told.push(judged.told);
            let scrutiny = &mut whole.scrutiny;
            let room = MOST_UNTOLD.saturating_sub(scrutiny.untold.len());
            scrutiny.untold_more += judged.untold_more + judged.untold.len().saturating_sub(room) as u64;
            scrutiny.untold.extend(judged.untold.into_iter().take(room));
            if scrutiny.untold.len() >= MOST_UNTOLD {
                self.with_untold.store(false, Ordering::Relaxed);
            }
        }
    }
}
