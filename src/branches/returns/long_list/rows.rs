//! Rows of a long list as they are read: whose they are, and what is wrong with them before any rule is asked.

use super::{
    super::{
        filed::locus,
        from_files::{Who, unread, year_of},
        layout::Layout,
        scrutiny::{Noted, misfits},
        value,
    },
    columns::{Column, Columns, SAYS, Says},
    filers::Filers,
};
use crate::{
    catalogue::ReturnFields,
    model::{CellRef, CooperativeYear, Date, Finding, Severity, Value},
    rules::{FieldRef, Lane, Rulebook, Words, number_of},
    source::Content,
};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

/// Spellings of a line that are remembered with what they mean.
const MOST_KNOWN: usize = 4_096;

/// The list as all who read it know it.
pub(super) struct List<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) layout: Arc<Layout>,
    pub(super) columns: Columns,
    /// The one year of the list, as soon as a row says it.
    pub(super) year: OnceLock<CooperativeYear>,
    /// Returns of this year alone are asked for.
    pub(super) only: Option<CooperativeYear>,
}

/// What the cells that name a return say.
pub(super) type Said<'t> = [&'t str; SAYS];

/// What a row was found to say that no line keeps.
#[derive(Default)]
pub(super) struct Faults {
    /// Lines beyond their limit.
    refused: Vec<u16>,
    /// Days of the year's end and beginning.
    stated: [Option<Date>; 2],
    notes: Vec<Noted>,
}

/// The rows of a chunk.
pub(super) struct Rows<'a> {
    list: &'a List<'a>,
    known: Vec<HashMap<String, Value>>,
    /// Names of the societies, one after the other, with the ends.
    names: String,
    ends: Vec<usize>,
    numbers: Vec<u32>,
    /// Number of the Act of each row among `all_acts`.
    acts: Vec<u16>,
    all_acts: Vec<String>,
    spelt_act: (String, u16),
    /// As written, whether as the year's end, and what it means.
    spelt_year: (String, bool, Option<CooperativeYear>),
    faults: Faults,
    /// What is wrong with rows, by their place in the chunk.
    pub(super) notes: Vec<(u32, Noted)>,
    pub(super) filers: Filers,
    /// Rows of the stretch that hold second returns, where that is known.
    pub(super) seconds: Vec<u32>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(list: &'a List<'a>) -> Self {
        Self {
            list,
            known: vec![HashMap::new(); list.columns.by_place.len()],
            names: String::new(),
            ends: Vec::new(),
            numbers: Vec::new(),
            acts: Vec::new(),
            // The first is that of a return which names none.
            all_acts: vec![String::new()],
            spelt_act: (String::new(), 0),
            spelt_year: (String::new(), false, None),
            faults: Faults::default(),
            notes: Vec::new(),
            filers: Filers::default(),
            seconds: Vec::new(),
        }
    }
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.ends.clear();
        self.numbers.clear();
        self.acts.clear();
        self.notes.clear();
    }
    /// What a column of the list is.
    pub(super) fn column(&self, at: usize) -> Column {
        self.list.columns.by_place.get(at).copied().unwrap_or_default()
    }
    /// Society of a row, and where it stands.
    pub(super) fn of(&self, row: usize) -> (&str, u32) {
        let from = if row == 0 { 0 } else { self.ends[row - 1] };
        (&self.names[from..self.ends[row]], self.numbers[row])
    }
    /// The Acts of the rows, each with its number; the numbers go with [`Rows::act`].
    pub(super) fn acts(&self) -> &[u16] {
        &self.acts
    }
    pub(super) fn act(&self, no: u16) -> &str {
        &self.all_acts[usize::from(no)]
    }
    /// Reads a cell that is no plain number into its line. `written` is trimmed and not empty.
    pub(super) fn cell(
        &mut self,
        at: usize,
        lane: &mut Lane<'_>,
        words: &mut Words,
        (row, number): (usize, u32),
        written: &str,
    ) {
        let list = self.list;
        let column = list.columns.by_place[at];
        let Some(line) = column.line else { return };
        let field = list.book.fields.at(line);
        match remembered(&mut self.known[at], column, line, written, &list.book.fields) {
            Ok(value) => {
                for (slot, no) in self.faults.stated.iter_mut().zip([list.columns.fy_end, list.columns.fy_start]) {
                    if no == Some(line) {
                        *slot = value.as_date();
                    }
                }
                if value.is_empty() {
                    return;
                }
                if !number_of(field.kind, &value, words).is_some_and(|number| lane.put(row, number)) {
                    self.refused(line);
                }
            }
            Err(expected) => {
                let cell = CellRef { row: number, column: u32::try_from(at).unwrap_or(u32::MAX) };
                self.faults.notes.push(unread(&list.layout, cell, field, written, expected));
            }
        }
    }
    /// A line of the row being read is beyond its limit.
    #[cold]
    pub(super) fn refused(&mut self, line: u16) {
        self.faults.refused.push(line);
    }
    /// Ends a row. Nothing where it names no society, or no year, or another year than the rows before: the reader of all
    /// writings tells such rows, and which of them are each other's last year.
    pub(super) fn end(&mut self, said: &Said<'_>, number: u32) -> Option<()> {
        let says = |says: Says| said[says as usize];
        let who = Who::of(says(Says::Id), (says(Says::Number), ""), says(Says::Society))?;
        let fy = self.year(says(Says::Year), says(Says::YearEnd))?;
        if *self.list.year.get_or_init(|| self.list.only.unwrap_or(fy)) != fy {
            return None;
        }
        let act = self.act_no(says(Says::Act));
        let row = u32::try_from(self.count()).ok()?;
        self.filers.add(&who.known_by, number);
        self.names.push_str(who.society);
        self.ends.push(self.names.len());
        self.numbers.push(number);
        self.acts.push(act);
        let faults = &mut self.faults;
        let stated = faults.stated.into_iter().flatten().next();
        let misfit = stated.is_some_and(|day| CooperativeYear::containing(day) != Some(fy));
        if misfit || !faults.refused.is_empty() || !faults.notes.is_empty() {
            self.note(row, number, &who, fy);
        } else {
            faults.stated = [None; 2];
        }
        if self.seconds.binary_search(&number).is_ok() {
            let place = locus(who.society, fy, Some(&(Arc::clone(&self.list.layout), number)), None);
            self.notes.push((row, Noted::plain(Finding::new("RET-005", Severity::Error, place))));
        }
        Some(())
    }
    #[cold]
    fn note(&mut self, row: u32, number: u32, who: &Who<'_>, fy: CooperativeYear) {
        let list = self.list;
        let Faults { refused, stated, mut notes } = std::mem::take(&mut self.faults);
        let days = [list.columns.fy_end, list.columns.fy_start].into_iter().zip(stated);
        let lines = days.filter_map(|(no, day)| Some((no?, Value::Date(day?)))).collect();
        let filed = who.clone().filed(fy, String::new(), lines, Some((Arc::clone(&list.layout), number)));
        let refused: Vec<FieldRef> = refused.into_iter().map(|no| FieldRef { prev: false, no }).collect();
        notes.extend(misfits(&filed, &refused, list.book));
        for mut noted in notes {
            noted.finding.place.society = Some(who.society.to_owned());
            noted.finding.place.fy = Some(fy.to_string());
            self.notes.push((row, noted));
        }
    }
    fn year(&mut self, written: &str, year_end: &str) -> Option<CooperativeYear> {
        // Rows that follow each other are mostly of one year, and written alike.
        let by_end = written.is_empty();
        let spelt = if by_end { year_end } else { written };
        if self.spelt_year.2.is_some() && self.spelt_year.1 == by_end && self.spelt_year.0 == spelt {
            return self.spelt_year.2;
        }
        let (fields, line) = (&self.list.book.fields, self.list.columns.fy_end);
        let day = || read(year_end, line?, fields).ok()?.as_date();
        self.spelt_year = (spelt.to_owned(), by_end, year_of(written, day));
        self.spelt_year.2
    }
    /// The Act a cell means, as the rules call it.
    fn act_no(&mut self, written: &str) -> u16 {
        if written.is_empty() {
            return 0;
        }
        if self.spelt_act.0 == written {
            return self.spelt_act.1;
        }
        let at = self.list.columns.by_place.iter().position(|column| column.says == Some(Says::Act));
        let line = at.and_then(|at| self.list.columns.by_place[at].line);
        let value =
            line.filter(|_| !written.is_empty()).and_then(|line| read(written, line, &self.list.book.fields).ok());
        let act = value.as_ref().and_then(Value::as_text).unwrap_or_default();
        let known = self.all_acts.iter().position(|known| known == act);
        let no = known.unwrap_or_else(|| {
            self.all_acts.push(act.to_owned());
            self.all_acts.len() - 1
        });
        // There are no more Acts than codes of them.
        self.spelt_act = (written.to_owned(), u16::try_from(no).unwrap_or_default());
        self.spelt_act.1
    }
}

fn read(text: &str, line: u16, fields: &ReturnFields) -> Result<Value, value::Expected> {
    value::read(&Content::Text(text), fields.at(line), fields)
}

/// What a cell says; of a line with few spellings each is read once.
fn remembered(
    known: &mut HashMap<String, Value>,
    column: Column,
    line: u16,
    cell: &str,
    fields: &ReturnFields,
) -> Result<Value, value::Expected> {
    if column.few
        && let Some(value) = known.get(cell)
    {
        return Ok(value.clone());
    }
    let value = read(cell, line, fields)?;
    if column.few && known.len() < MOST_KNOWN {
        known.insert(cell.to_owned(), value.clone());
    }
    Ok(value)
}
