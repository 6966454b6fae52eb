//! A page of some register: cells as a clerk writes them, beside what they mean.

use super::super::{
    grid::{Cell, Font, Grid},
    krutidev::{Typing, encode},
    material::Material,
    shapes,
    society::Society,
    truth::{Fate, Truth},
    xlsx,
};
use super::{CASES, Made};
use jiff::civil::{Date, date};

/// A column: its heading, empty where the sheet has no such column; its key in the truth, empty where that is silent.
pub struct Column {
    pub heading: &'static str,
    pub key: &'static str,
    pub summed: bool,
}

pub const fn column(heading: &'static str, key: &'static str) -> Column {
    Column { heading, key, summed: false }
}

/// A column of counts or whole rupees, with totals below.
pub const fn figure(heading: &'static str, key: &'static str) -> Column {
    Column { heading, key, summed: true }
}

/// What a cell holds and what it means.
pub type Put = (Cell, String);

/// The page while it is written.
pub struct Book {
    pub truth: Truth,
    pub font: Font,
    grid: Grid,
    columns: &'static [Column],
    /// Sums since the last total, and of all rows.
    running: [Vec<i64>; 2],
}

impl Book {
    pub fn new(truth: Truth, sheet: &str, font: Font, titles: &[&str], columns: &'static [Column]) -> Self {
        let told: Vec<&str> = columns.iter().map(|c| c.key).filter(|key| !key.is_empty()).collect();
        let summed: Vec<&str> = columns.iter().filter(|c| c.summed).map(|c| c.key).collect();
        let running = [vec![0; summed.len()], vec![0; summed.len()]];
        let truth = truth.columns(told, summed);
        let mut book = Self { truth, font, grid: Grid::new(sheet), columns, running };
        let width = book.shown().count();
        for title in titles {
            let text = book.written(title);
            book.grid.title(text, font, u16::try_from(width).unwrap_or(1));
        }
        let headings: Vec<String> = book.shown().map(|c| book.written(c.heading)).collect();
        book.grid.heading(&headings.iter().map(String::as_str).collect::<Vec<_>>(), font);
        book
    }
    fn shown(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(|c| !c.heading.is_empty())
    }
    fn written(&self, hindi: &str) -> String {
        if self.font == Font::KrutiDev { encode(hindi, Typing::Plain) } else { hindi.to_owned() }
    }
    /// Hindi in the font of the page.
    pub fn hindi(&self, text: &str) -> Cell {
        Cell::text(self.written(text)).font(self.font)
    }
    /// A text that is taken as it stands.
    pub fn text(&self, text: &str) -> Put {
        (self.hindi(text), text.to_owned())
    }
    /// One of a closed list: its code and its word.
    pub fn code(&self, (code, word): (&str, &str)) -> Put {
        (self.hindi(word), code.to_owned())
    }
    /// Adds a row; returns its number. Every column of the page has its part, also those the sheet does not show.
    pub fn row(&mut self, parts: Vec<Put>) -> u32 {
        let pairs: Vec<(&Column, Put)> = self.columns.iter().zip(parts).collect();
        let figures: Vec<i64> =
            pairs.iter().filter(|(c, _)| c.summed).map(|(_, (_, meant))| meant.parse().unwrap_or(0)).collect();
        let meant = pairs.iter().filter(|(c, _)| !c.key.is_empty()).map(|(_, (_, meant))| meant.clone()).collect();
        let cells = pairs.into_iter().filter(|(c, _)| !c.heading.is_empty()).map(|(_, (cell, _))| cell).collect();
        for sums in &mut self.running {
            sums.iter_mut().zip(&figures).for_each(|(sum, figure)| *sum += figure);
        }
        let row = self.grid.push(cells);
        self.truth.line(&self.grid.name, row, meant, figures);
        row
    }
    /// Spoils a cell of the last row. What it says no more is no part of the printed totals either.
    pub fn spoil(&mut self, row: u32, heading: &str, cell: Cell, fate: Fate, what: &str) {
        let at = self.shown().position(|c| c.heading == heading).unwrap_or(0);
        self.grid.rows[row as usize - 1][at] = cell;
        let sheet = self.grid.name.clone();
        self.truth.plant(&sheet, row, at, fate, what);
    }
    /// A row of sums: of the rows since the last one, or of all.
    pub fn total(&mut self, label: &str, of_all: bool) {
        let figures = self.running[usize::from(of_all)].clone();
        let mut left = figures.iter();
        let mut cells = vec![self.hindi(label).bold()];
        let shown: Vec<bool> = self.shown().skip(1).map(|c| c.summed).collect();
        cells.extend(shown.into_iter().map(|summed| match left.next_if(summed) {
            Some(sum) => Cell::text(shapes::indian(*sum)).bold(),
            None => Cell::empty(),
        }));
        self.grid.push(cells);
        self.truth.printed.push((label.to_owned(), figures));
        self.running[0].fill(0);
    }
    pub fn finish(self) -> Result<Made, String> {
        Ok(Made { bytes: xlsx::write(&[self.grid]).map_err(|e| e.to_string())?, truth: self.truth })
    }
}

/// Takes the next figure where the column has one.
trait NextIf<'a> {
    fn next_if(&mut self, wanted: bool) -> Option<&'a i64>;
}
impl<'a> NextIf<'a> for std::slice::Iter<'a, i64> {
    fn next_if(&mut self, wanted: bool) -> Option<&'a i64> {
        if wanted { self.next() } else { None }
    }
}

/// Societies of the sample the others speak of, with their numbers as printed there; its rejected row is never among them.
pub fn societies(material: &Material) -> Result<Vec<(String, Society)>, String> {
    let case = CASES.iter().find(|c| c.name == "merged-headings-hindi").ok_or("the sample referred to is missing")?;
    Ok(case.societies(material).concat().into_iter().step_by(4).map(|s| (case.number(&s), s)).collect())
}

/// A whole number or whole rupees, in the shapes clerks use.
pub fn amount(turn: usize, amount: i64) -> Put {
    let cell = if turn.is_multiple_of(2) { Cell::number(amount) } else { Cell::text(shapes::indian(amount)) };
    (cell, amount.to_string())
}

/// A day, as a date of the spreadsheet or as text.
pub fn day(turn: usize, day: Date) -> Put {
    let cell = if turn.is_multiple_of(2) { Cell::date(shapes::serial(day)) } else { Cell::text(shapes::dmy(day, ".")) };
    (cell, day.to_string())
}

pub fn nothing() -> Put {
    (Cell::empty(), String::new())
}

/// A day of a year, by any number.
pub fn some_day(year: i16, n: usize) -> Date {
    let part = |n: usize, of: usize| i8::try_from(n % of).unwrap_or(0) + 1;
    date(year, part(n * 5, 12), part(n * 7, 28))
}
