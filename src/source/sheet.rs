//! A sheet in memory: sixteen bytes a cell, texts end to end.

use super::{
    cell::{Cell, Content, Number, SerialDate},
    fonts::{Fonts, Style},
    limits::Spent,
    number_format::Shows,
    oddity::Oddity,
    serial::{DateSystem, iso_moment},
    strings::Strings,
};
use crate::model::CellRef;
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// How a stored cell's `bits` are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Text of the workbook's shared table.
    Shared,
    /// Text of the sheet's own table.
    Own,
    /// A number whose digits follow from its value.
    Number,
    /// A number kept as text in the sheet's own table.
    Written,
    /// 0 or 1.
    Bool,
    /// A date kept as ISO text in the sheet's own table.
    Iso,
    /// An error value in the sheet's own table.
    Error,
    /// A formula without a value.
    Unknown,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct StoredCell {
    pub bits: u64,
    pub column: u16,
    pub style: u16,
    pub stored: Stored,
    pub formula: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct StoredRow {
    pub number: u32,
    pub begin: u32,
    pub end: u32,
    pub hidden: bool,
}

/// The bulk of a sheet, shared by its clones.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub cells: Vec<StoredCell>,
    pub rows: Vec<StoredRow>,
    pub own: Strings,
}

/// A rectangle of cells, both corners inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    /// First row, from 1.
    pub first_row: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last row, from 1.
    pub last_row: u32,
    /// Last column, from 0.
    pub last_column: u32,
}

impl Area {
    /// Is this cell inside?
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = CellRef { row: self.first_row, column: self.first_column };
        let last = CellRef { row: self.last_row, column: self.last_column };
        write!(f, "{first}:{last}")
    }
}

/// One sheet as read, before any conversion. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Place in the workbook, from 0.
    pub index: u32,
    /// Name on the tab; a delimited file has one sheet named after the file.
    pub name: String,
    /// Hidden from the person who opens the workbook?
    pub hidden: bool,
    /// Merged areas in the order of the file; the value stands in the first cell of each.
    pub merges: Vec<Area>,
    /// Widths of columns as first, last (from 0) and characters, where the file states them and they are kept.
    pub column_widths: Vec<(u32, u32, f64)>,
    /// Hidden columns as first and last, from 0.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Hidden rows, those without cells among them.
    pub hidden_rows: u32,
    /// Notes pinned to cells: place and text.
    pub notes: Vec<(CellRef, String)>,
    /// What was odd about reading this sheet.
    pub oddities: Vec<Oddity>,
    pub(super) body: Arc<Body>,
    pub(super) shared: Arc<Strings>,
    pub(super) styles: Arc<[Style]>,
    pub(super) fonts: Fonts,
    pub(super) dates: DateSystem,
}

/// A row with at least one cell.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Number as people count it, from 1.
    pub number: u32,
    /// Hidden, by hand or by a filter?
    pub hidden: bool,
    sheet: &'a Sheet,
    cells: &'a [StoredCell],
}

impl<'a> Row<'a> {
    /// Its cells by ascending column; empty ones are left out.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = Cell<'a>> + DoubleEndedIterator + use<'a> {
        let Row { number, sheet, .. } = *self;
        self.cells.iter().map(move |cell| sheet.view(number, cell))
    }
    /// The cell in a column, from 0.
    pub fn cell(&self, column: u32) -> Option<Cell<'a>> {
        let at = self.cells.binary_search_by_key(&column, |cell| u32::from(cell.column)).ok()?;
        Some(self.sheet.view(self.number, &self.cells[at]))
    }
    /// How many cells hold something.
    pub fn len(&self) -> usize {
        self.cells.len()
    }
    /// Never true: rows without cells are not kept.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

impl Sheet {
    /// Rows with cells, ascending.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + DoubleEndedIterator {
        self.body.rows.iter().map(|row| self.row_view(row))
    }
    /// The row with this number, if it has cells.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let at = self.body.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(self.row_view(&self.body.rows[at]))
    }
    /// The cell at a row (from 1) and column (from 0).
    pub fn cell(&self, row: u32, column: u32) -> Option<Cell<'_>> {
        self.row(row)?.cell(column)
    }
    /// Number of rows with cells.
    pub fn row_count(&self) -> usize {
        self.body.rows.len()
    }
    /// Number of cells that hold something.
    pub fn cell_count(&self) -> usize {
        self.body.cells.len()
    }
    /// What it takes of the limits of its workbook.
    pub(super) fn spent(&self) -> Spent {
        Spent { cells: self.body.cells.len() as u64, ..self.body.own.spent() }
    }
    /// The smallest rectangle around all cells.
    pub fn used(&self) -> Option<Area> {
        let columns = || self.body.cells.iter().map(|cell| u32::from(cell.column));
        Some(Area {
            first_row: self.body.rows.first()?.number,
            first_column: columns().min()?,
            last_row: self.body.rows.last()?.number,
            last_column: columns().max()?,
        })
    }
    /// Do bare serial numbers of days count from 1904 (Macintosh)?
    pub fn counts_from_1904(&self) -> bool {
        self.dates == DateSystem::From1904
    }
    /// The merged area a cell lies in.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<Area> {
        self.merges.iter().find(|area| area.contains(row, column)).copied()
    }
    /// Is this column hidden?
    pub fn column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
    /// Names of all fonts the workbook speaks of, used in this sheet or not.
    pub fn fonts(&self) -> &[String] {
        self.fonts.names()
    }

    fn row_view(&self, row: &StoredRow) -> Row<'_> {
        let cells = self.body.cells.get(row.begin as usize..row.end as usize).unwrap_or(&[]);
        Row { number: row.number, hidden: row.hidden, sheet: self, cells }
    }

    pub(super) fn view(&self, row: u32, cell: &StoredCell) -> Cell<'_> {
        let style = self.styles.get(usize::from(cell.style)).unwrap_or(&PLAIN);
        // Only numbers use all 64 bits; the others are numbers of texts.
        #[allow(clippy::cast_possible_truncation)]
        let id = cell.bits as u32;
        let own = || self.body.own.get(id).unwrap_or("");
        let mut runs: &[_] = &[];
        let content = match cell.stored {
            Stored::Shared => {
                runs = self.shared.runs(id);
                Content::Text(self.shared.get(id).unwrap_or(""))
            }
            Stored::Own => {
                runs = self.body.own.runs(id);
                Content::Text(own())
            }
            Stored::Number => self.number(style, f64::from_bits(cell.bits), None),
            Stored::Written => self.number(style, own().trim().parse().unwrap_or(f64::NAN), Some(own())),
            Stored::Bool => Content::Bool(cell.bits != 0),
            Stored::Iso => match iso_moment(own()) {
                Some(moment) => Content::Date(SerialDate {
                    serial: self.dates.serial(moment),
                    moment: Some(moment),
                    shows: if own().len() > 10 { Shows::DateTime } else { Shows::Date },
                }),
                None => Content::Text(own()),
            },
            Stored::Error => Content::Error(own()),
            Stored::Unknown => Content::Unknown,
        };
        let (column, fonts) = (u32::from(cell.column), &self.fonts);
        Cell { row, column, content, formula: cell.formula, style, fonts, runs }
    }

    fn number<'a>(&self, style: &Style, value: f64, written: Option<&'a str>) -> Content<'a> {
        match style.shows {
            Shows::Number => Content::Number(Number { value, written }),
            shows => {
                let moment = if shows.is_date() { self.dates.moment(value) } else { None };
                Content::Date(SerialDate { serial: value, moment, shows })
            }
        }
    }
}

static PLAIN: Style =
    Style { font: None, struck: false, number_format: String::new(), shows: Shows::Number, look: None };
