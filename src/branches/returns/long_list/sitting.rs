//! One worker's place at the table: the columns it reads into, and what it found in them.

use super::{
    super::{
        causes::Causes,
        scrutiny::{MOST_UNTOLD, Noted, Scrutiny, Untold, plainly},
    },
    rows::{List, Rows},
};
use crate::{
    model::{CellRef, CooperativeYear, Finding, Label, Locus, Severity},
    rules::{Bench, ChunkBuilder, RuleVerdicts, Words},
};
use std::collections::BTreeSet;

/// What one stretch of the list came to.
pub(super) struct Judged<T> {
    pub(super) told: T,
    pub(super) untold: Vec<Untold>,
    pub(super) untold_more: u64,
}

/// Returns under one Act.
struct Seat<'a> {
    bench: Bench<'a>,
    /// Tallies of all chunks, rows of the one being judged.
    verdicts: Vec<RuleVerdicts>,
    returns: u64,
}

/// Something wrong with a return of the chunk.
struct Found<'a> {
    row: u32,
    what: What,
    follows: Option<&'a str>,
}

enum What {
    /// A rule, under the Act of a number.
    Rule(usize, u16),
    /// A note on the row.
    Note(usize),
}

impl Found<'_> {
    fn code<'c>(&self, list: &'c List<'_>, rows: &'c Rows<'_>) -> &'c str {
        match self.what {
            What::Rule(no, _) => &list.book.rules[no].code,
            What::Note(no) => &rows.notes[no].1.finding.code,
        }
    }
}

pub(super) struct Sitting<'a, T> {
    pub(super) list: &'a List<'a>,
    pub(super) builder: ChunkBuilder<'a>,
    pub(super) rows: Rows<'a>,
    /// What is made of the findings of a stretch.
    tell: &'a (dyn Fn(&mut T, &Noted) + Sync),
    causes: Causes<'a>,
    words: Words,
    seats: Vec<Option<Seat<'a>>>,
    /// Column of the line each rule is about.
    columns: Vec<Option<u32>>,
    found: Vec<Found<'a>>,
    noted: Noted,
    /// Undecided verdicts with the number of the return in the stretch, where they are kept.
    untold: Option<Vec<(u64, Untold)>>,
    untold_more: u64,
    /// Returns of the stretch judged so far.
    done: u64,
    told: T,
}

impl<'a, T: Default> Sitting<'a, T> {
    pub(super) fn new(list: &'a List<'a>, tell: &'a (dyn Fn(&mut T, &Noted) + Sync)) -> Self {
        let (book, layout) = (list.book, &list.layout);
        let column = |field: &str| Some(layout.cell(book.fields.no(field)?, 0)?.column);
        let place = Locus { cell: Some(String::new()), society: Some(String::new()), ..layout.locus() };
        Self {
            list,
            builder: ChunkBuilder::new(&book.fields, book.words()),
            rows: Rows::new(list),
            tell,
            causes: Causes::of(book),
            words: book.words(),
            seats: Vec::new(),
            columns: book.rules.iter().map(|rule| column(rule.field())).collect(),
            found: Vec::new(),
            noted: Noted::plain(Finding::new("", Severity::Error, place)),
            untold: None,
            untold_more: 0,
            done: 0,
            told: T::default(),
        }
    }
    /// Begins a stretch; are its undecided verdicts to be kept one by one?
    pub(super) fn begin(&mut self, stretch: usize, with_untold: bool) {
        self.rows.filers.begin(stretch);
        self.untold = with_untold.then(Vec::new);
        self.done = 0;
    }
    /// Ends it.
    pub(super) fn end(&mut self) -> Judged<T> {
        // Kept rule by rule; told return by return.
        let mut untold = self.untold.take().unwrap_or_default();
        untold.sort_by(|a, b| (a.0, &a.1.code).cmp(&(b.0, &b.1.code)));
        Judged {
            told: std::mem::take(&mut self.told),
            untold: untold.into_iter().map(|(_, untold)| untold).collect(),
            untold_more: std::mem::take(&mut self.untold_more),
        }
    }
    /// Judges the rows read so far, tells what is wrong with them, and begins a new chunk.
    pub(super) fn judge(&mut self) {
        // The year is known as soon as there is a row.
        if let Some(fy) = self.list.year.get() {
            self.hold_against_rules(*fy);
        }
        self.tell_all();
        self.done += self.rows.count() as u64;
        self.rows.clear();
        self.builder.restart(&self.words);
    }
    fn hold_against_rules(&mut self, fy: CooperativeYear) {
        let chunk = self.builder.filled(self.rows.count());
        let keeps = self.untold.as_ref().is_some_and(|kept| kept.len() < MOST_UNTOLD);
        let mut acts = self.rows.acts().to_vec();
        acts.sort_unstable();
        acts.dedup();
        for act in &acts {
            let seat = seat(&mut self.seats, self.list, &self.rows, *act, fy);
            let rows = (0_u32..).zip(self.rows.acts()).filter(|(_, of)| *of == act).map(|(row, _)| row);
            let of_act = if acts.len() > 1 { Some(rows.collect::<Vec<u32>>()) } else { None };
            match &of_act {
                Some(rows) => seat.bench.judge_more(&chunk.of_rows(rows), &mut seat.verdicts),
                None => seat.bench.judge_more(chunk, &mut seat.verdicts),
            }
            seat.returns += of_act.as_ref().map_or(chunk.rows(), Vec::len) as u64;
            let in_chunk = |row: u32| of_act.as_ref().map_or(row, |rows| rows[row as usize]);
            for (no, verdicts) in seat.verdicts.iter_mut().enumerate() {
                self.found.extend(verdicts.broken.drain(..).map(|row| {
                    let (row, what) = (in_chunk(row), What::Rule(no, *act));
                    Found { row, what, follows: None }
                }));
                let Some(kept) = self.untold.as_mut().filter(|_| keeps) else {
                    self.untold_more += verdicts.untold.len() as u64;
                    verdicts.untold.clear();
                    continue;
                };
                for row in verdicts.untold.drain(..).map(in_chunk) {
                    let (society, _) = self.rows.of(row as usize);
                    let missing = seat.bench.lacking(no, chunk, row as usize).into_iter();
                    let missing = missing.map(|field| self.list.book.key(field)).collect();
                    let code = self.list.book.rules[no].code.clone();
                    let untold = Untold { society: society.to_owned(), fy, code, missing };
                    kept.push((self.done + u64::from(row), untold));
                }
            }
        }
    }
    fn tell_all(&mut self) {
        let Self { list, rows, found, causes, .. } = self;
        let notes = (0..).zip(&rows.notes);
        found.extend(notes.map(|(no, (row, _))| Found { row: *row, what: What::Note(no), follows: None }));
        found.sort_by(|a, b| a.row.cmp(&b.row).then_with(|| a.code(list, rows).cmp(b.code(list, rows))));
        for of_return in found.chunk_by_mut(|a, b| a.row == b.row) {
            let code = |found: &Found<'a>| found.code(list, rows).to_owned();
            causes.lay_out(of_return, code, |found, cause| found.follows = cause);
        }
        let mut all = std::mem::take(&mut self.found);
        for found in all.drain(..) {
            match found.what {
                What::Rule(no, act) => self.tell_broken(&found, no, act),
                What::Note(no) => {
                    let noted = &mut self.rows.notes[no].1;
                    noted.follows = found.follows.map(str::to_owned);
                    (self.tell)(&mut self.told, noted);
                }
            }
        }
        self.found = all;
    }
    fn tell_broken(&mut self, found: &Found<'_>, no: usize, act: u16) {
        let Some(Some(seat)) = self.seats.get(usize::from(act)) else { return };
        let (society, number) = self.rows.of(found.row as usize);
        let noted = &mut self.noted;
        let place = &mut noted.finding.place;
        society.clone_into(place.society.get_or_insert_default());
        if place.fy.is_none() {
            place.fy = self.list.year.get().map(ToString::to_string);
        }
        match self.columns[no] {
            Some(column) => {
                let at = CellRef { row: number, column };
                self.list.layout.write_place(at, place.cell.get_or_insert_default());
            }
            None => place.cell = None,
        }
        let chunk = self.builder.filled(self.rows.count());
        let value = seat.bench.retell(no, chunk, found.row as usize, &mut noted.finding, &mut noted.expected);
        noted.value.clear();
        plainly(&value, &mut noted.value);
        noted.basis = seat.bench.basis(no);
        noted.follows = found.follows.map(str::to_owned);
        (self.tell)(&mut self.told, noted);
    }
}

impl<T> Sitting<'_, T> {
    /// Adds what all its stretches came to, rule by rule.
    pub(super) fn add_to(&self, scrutiny: &mut Scrutiny, bases: &mut [BTreeSet<Label>]) {
        for seat in self.seats.iter().flatten() {
            scrutiny.returns += seat.returns;
            for (no, (verdicts, (_, tally))) in seat.verdicts.iter().zip(&mut scrutiny.tallies).enumerate() {
                tally.add(&verdicts.tally);
                if verdicts.tally.does_not_apply < seat.returns {
                    bases[no].extend(seat.bench.basis(no).iter().cloned());
                }
            }
        }
    }
}

fn seat<'s, 'a>(
    seats: &'s mut Vec<Option<Seat<'a>>>,
    list: &'a List<'a>,
    rows: &Rows<'a>,
    act: u16,
    fy: CooperativeYear,
) -> &'s mut Seat<'a> {
    let at = usize::from(act);
    if seats.len() <= at {
        seats.resize_with(at + 1, || None);
    }
    seats[at].get_or_insert_with(|| {
        let bench = Bench::closing(list.book, list.book.law_on(rows.act(act), fy.end()), fy.end());
        let verdicts = bench.no_verdicts();
        Seat { bench, verdicts, returns: 0 }
    })
}
