//! A cell as the rooms above see it.

use super::{
    fonts::{Fonts, Style},
    look::Look,
    number_format::Shows,
    serial::time_of_day,
    strings::StoredRun,
};
use crate::model::CellRef;
use jiff::civil::{Date, DateTime, Time};
use std::fmt;

/// What a cell holds, as stored and before any cleaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content<'a> {
    /// Text, every character as stored.
    Text(&'a str),
    /// A number that its format does not show as a date.
    Number(Number<'a>),
    /// Yes or no.
    Bool(bool),
    /// A number that its format shows as a date or time, or a stored date.
    Date(SerialDate),
    /// An error value, as `#DIV/0!`.
    Error(&'a str),
    /// A formula whose value was never stored: not zero, not empty, unknown.
    Unknown,
}

/// A stored number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number<'a> {
    /// Nearest binary fraction.
    pub value: f64,
    /// The digits in the file, where they differ from the shortest that give `value` (`1.50`, `1E3`).
    pub written: Option<&'a str>,
}

/// The digits of the file: exact, for amounts.
impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written {
            Some(written) => f.pad(written),
            None => fmt::Display::fmt(&self.value, f),
        }
    }
}

/// A number shown as a date or time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SerialDate {
    /// Day number in the workbook's own date system.
    pub serial: f64,
    /// The moment; `None` for times and lengths of time, and outside the calendar.
    pub moment: Option<DateTime>,
    /// What the format shows.
    pub shows: Shows,
}

impl SerialDate {
    /// The calendar date.
    pub fn date(&self) -> Option<Date> {
        self.moment.map(DateTime::date)
    }
    /// The time of day, where the format shows one.
    pub fn time(&self) -> Option<Time> {
        match self.shows {
            Shows::Time => time_of_day(self.serial),
            Shows::DateTime => self.moment.map(DateTime::time),
            Shows::Date | Shows::Elapsed | Shows::Number => None,
        }
    }
}

/// A date in ISO form, a time as `hh:mm:ss`, else the day number.
impl fmt::Display for SerialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.shows, self.moment, self.time()) {
            (Shows::Date, Some(moment), _) => write!(f, "{}", moment.date()),
            (Shows::DateTime, Some(moment), _) => write!(f, "{moment}"),
            (Shows::Time, _, Some(time)) => write!(f, "{time}"),
            _ => write!(f, "{}", self.serial),
        }
    }
}

/// Content as one text: what `coop-migrate cells` prints.
impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Error(text) => f.pad(text),
            Self::Number(number) => number.fmt(f),
            Self::Bool(yes) => f.pad(if *yes { "TRUE" } else { "FALSE" }),
            Self::Date(date) => date.fmt(f),
            Self::Unknown => Ok(()),
        }
    }
}

/// A stretch of a text in one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Byte at which it begins in the text of the cell.
    pub start: usize,
    /// Its text.
    pub text: &'a str,
    /// Its font: of the run, else of the cell.
    pub font: Option<&'a str>,
    /// Struck through?
    pub struck: bool,
}

/// One cell that holds something.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Row from 1.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// What it holds.
    pub content: Content<'a>,
    /// Is it computed by a formula?
    pub formula: bool,
    pub(super) style: &'a Style,
    pub(super) fonts: &'a Fonts,
    pub(super) runs: &'a [StoredRun],
}

impl<'a> Cell<'a> {
    /// Its place, `D41`.
    pub fn place(&self) -> CellRef {
        CellRef { row: self.row, column: self.column }
    }
    /// Font of the cell as a whole; `None` where the file keeps none.
    pub fn font(&self) -> Option<&'a str> {
        self.style.font.and_then(|id| self.fonts.name(id))
    }
    /// Is the whole cell struck through?
    pub fn struck(&self) -> bool {
        self.style.struck
    }
    /// Is all of it struck through, by its own dress or by that of every run?
    pub fn is_struck_out(&self) -> bool {
        self.style.struck || (self.is_rich() && self.pieces().all(|piece| piece.struck))
    }
    /// Its fill and edges; `None` where it has none, or the format of the file is not read for them.
    pub fn look(&self) -> Option<&'a Look> {
        self.style.look.as_deref()
    }
    /// Code of its number format, `General` where nothing is said.
    pub fn number_format(&self) -> &'a str {
        if self.style.number_format.is_empty() { "General" } else { &self.style.number_format }
    }
    /// Its text, if it holds text.
    pub fn text(&self) -> Option<&'a str> {
        if let Content::Text(text) = self.content { Some(text) } else { None }
    }
    /// Does the text change its font or is it partly struck through?
    pub fn is_rich(&self) -> bool {
        !self.runs.is_empty()
    }
    /// The text cut where its font changes: one piece for plain text, none for a cell without text.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let Cell { style, fonts, runs, .. } = *self;
        let text = self.text().unwrap_or("");
        let plain = fonts.name_of(style.font);
        let lead = runs.first().map_or(text.len(), |run| run.start as usize);
        let first = (lead > 0).then_some((0, lead, plain, style.struck));
        let rest = runs.iter().enumerate().map(move |(i, run)| {
            let end = runs.get(i + 1).map_or(text.len(), |next| next.start as usize);
            (run.start as usize, end, run.font.and_then(|id| fonts.name(id)).or(plain), run.struck || style.struck)
        });
        first.into_iter().chain(rest).filter_map(move |(start, end, font, struck)| {
            let text = text.get(start..end).filter(|text| !text.is_empty())?;
            Some(Piece { start, text, font, struck })
        })
    }
}
