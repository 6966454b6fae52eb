//! A form as it came back: which form it is, and what was keyed in each of its rows.

use super::form::{Form, HEAD_ROWS, Stands};
use crate::{
    devanagari::normalize,
    model::{CellRef, Date, Remark},
    source::{Cell, Content, Sheet, Shows},
};
use std::collections::BTreeMap;

/// Name of the hidden sheet, and its first cell.
pub(super) const STAMP_SHEET: &str = "coop-entry";
pub(super) const STAMP: &str = "coop-entry/1";
/// Name of the sheet that is filled in.
pub(super) const FORM_SHEET: &str = "Form";

/// Which form a workbook is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The job it was made for, `E0001`.
    pub job: String,
    /// The form's own id.
    pub form: String,
    /// Stem of the register.
    pub register: String,
    /// Hash of the catalogue it was made with.
    pub catalogue: String,
    /// Rows to be keyed.
    pub rows: u32,
}

/// What a cell says, as it was keyed.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Text, yes or no, a time.
    Text,
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
}

/// A cell that was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedCell {
    /// Where it stands in the file.
    pub place: CellRef,
    /// What it says, dates in ISO form.
    pub text: String,
    /// Of what kind it is.
    pub written: Written,
}

/// A row that was filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyedRow {
    /// Row of the file.
    pub row: u32,
    /// Filled cells by column of the form; the number of the row is none of them.
    pub cells: BTreeMap<usize, KeyedCell>,
}

/// A form as it came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// Rows with something in them, by their number in the form.
    pub rows: BTreeMap<u32, KeyedRow>,
}

/// Why a workbook cannot be taken as a form.
#[derive(Clone, Debug)]
pub enum NotAForm {
    /// It is no form of this program.
    Unstamped,
    /// Its headings are not those of the form; each is a line.
    Headings(Vec<Remark>),
    /// Rows or cells of it cannot be told; each is a line.
    Rows(Vec<Remark>),
}

impl Stamp {
    /// Reads which form a workbook is; nothing for any other workbook.
    pub fn read(sheets: &[Sheet]) -> Option<Self> {
        let sheet = sheets.iter().find(|sheet| sheet.name == STAMP_SHEET)?;
        let text = |column: u32| sheet.cell(1, column).map(|cell| cell.content.to_string());
        if text(0).as_deref() != Some(STAMP) {
            return None;
        }
        let rows = text(5)?.trim().parse().ok()?;
        Some(Self { job: text(1)?, form: text(2)?, register: text(3)?, catalogue: text(4)?, rows })
    }
}

impl Keyed {
    /// Reads the rows of a form; all that cannot be told in one pass.
    pub fn read(sheets: &[Sheet], form: &Form<'_>) -> Result<Self, NotAForm> {
        let sheet = sheets.iter().find(|sheet| sheet.name == FORM_SHEET).ok_or(NotAForm::Unstamped)?;
        let mut other = Vec::new();
        for (at, column) in form.columns.iter().enumerate() {
            let place = CellRef { row: HEAD_ROWS, column: u32::try_from(at).unwrap_or(u32::MAX) };
            let found = sheet.cell(place.row, place.column).map_or_else(String::new, |cell| cell.content.to_string());
            if normalize(&found) != normalize(&column.heading) {
                let remark =
                    Remark::new("sheet '{sheet}', {cell}: the heading is '{found}', '{expected}' was expected");
                let remark = remark.with("sheet", FORM_SHEET).with("cell", place);
                other.push(remark.with("found", found).with("expected", &column.heading));
            }
        }
        if !other.is_empty() {
            return Err(NotAForm::Headings(other));
        }
        let mut keyed = Self { rows: BTreeMap::new() };
        let mut faults = Vec::new();
        for row in sheet.rows().filter(|row| row.number > HEAD_ROWS) {
            let mut cells = BTreeMap::new();
            let mut number = None;
            for cell in row.cells() {
                let at = usize::try_from(cell.column).unwrap_or(usize::MAX);
                let place = |pattern| Remark::new(pattern).with("sheet", FORM_SHEET).with("cell", cell.place());
                match form.column(at).map(|column| &column.stands) {
                    None if is_blank(&cell) => {}
                    None => faults.push(place("sheet '{sheet}', {cell}: the form has no such column")),
                    Some(Stands::Row) => number = cell.content.to_string().trim().parse::<u32>().ok(),
                    Some(_) => match keyed_cell(&cell) {
                        Ok(None) => {}
                        Ok(Some(found)) => {
                            cells.insert(at, found);
                        }
                        Err(pattern) => faults.push(place(pattern).with("found", cell.content)),
                    },
                }
            }
            if cells.is_empty() {
                continue;
            }
            let place = CellRef { row: row.number, column: 0 };
            let fault = match number {
                None => Remark::new("sheet '{sheet}', {cell}: the number of the form row is missing"),
                Some(n) if n == 0 || n > form.rows => {
                    Remark::new("sheet '{sheet}', {cell}: the form has no row {row}").with("row", n)
                }
                Some(n) if keyed.rows.contains_key(&n) => {
                    Remark::new("sheet '{sheet}', {cell}: form row {row} stands here twice").with("row", n)
                }
                Some(n) => {
                    keyed.rows.insert(n, KeyedRow { row: row.number, cells });
                    continue;
                }
            };
            faults.push(fault.with("sheet", FORM_SHEET).with("cell", place));
        }
        if faults.is_empty() { Ok(keyed) } else { Err(NotAForm::Rows(faults)) }
    }
}

fn is_blank(cell: &Cell<'_>) -> bool {
    cell.content.to_string().trim().is_empty()
}

/// What a cell says; an error value or a formula is nothing a person keyed.
fn keyed_cell(cell: &Cell<'_>) -> Result<Option<KeyedCell>, &'static str> {
    if cell.formula {
        return Err("sheet '{sheet}', {cell}: a formula, what the paper says was expected");
    }
    let written = match cell.content {
        Content::Error(_) | Content::Unknown => return Err("sheet '{sheet}', {cell}: {found} is an error value"),
        Content::Number(number) => Written::Number(number.value),
        Content::Date(day) => match (day.shows, day.date()) {
            (Shows::Date, Some(date)) => Written::Date(date),
            _ => Written::Text,
        },
        Content::Text(_) | Content::Bool(_) => Written::Text,
    };
    let text = cell.content.to_string();
    Ok((!text.trim().is_empty()).then(|| KeyedCell { place: cell.place(), text, written }))
}
