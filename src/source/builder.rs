//! A sheet as it is being filled by one of the format readers.

use super::{
    Limits,
    error::Fault,
    fonts::{Fonts, Style},
    limits::Spent,
    oddity::Oddity,
    serial::DateSystem,
    sheet::{Area, Body, Sheet, Stored, StoredCell, StoredRow},
    strings::Strings,
};
use std::sync::Arc;

/// What the readers of all formats hand over for a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    /// Number in the workbook's table.
    Shared(u32),
    /// Number in the sheet's own table.
    Own(u32),
    Text(&'a str),
    /// The digits as stored.
    Digits(&'a str),
    Number(f64),
    Bool(bool),
    Iso(&'a str),
    Error(&'a str),
    Unknown,
}

/// A value as the sheet stores it.
pub(super) type Kept = (Stored, u64);

pub(super) struct SheetBuilder<'l> {
    pub sheet: Sheet,
    pub body: Body,
    pub limits: &'l Limits,
    /// Cells that still fit into the workbook.
    room: u64,
    row: u32,
    disordered: bool,
    unknown: u64,
    pub broken_merges: u64,
    pub lost_texts: u64,
}

impl<'l> SheetBuilder<'l> {
    pub fn new(index: u32, name: &str, limits: &'l Limits) -> Self {
        let sheet = Sheet {
            index,
            name: name.to_owned(),
            hidden: false,
            merges: Vec::new(),
            column_widths: Vec::new(),
            hidden_columns: Vec::new(),
            hidden_rows: 0,
            notes: Vec::new(),
            oddities: Vec::new(),
            body: Arc::default(),
            shared: Arc::default(),
            styles: Arc::new([]),
            fonts: Fonts::default(),
            dates: DateSystem::default(),
        };
        Self {
            sheet,
            body: Body::default(),
            limits,
            room: limits.cells,
            row: 0,
            disordered: false,
            unknown: 0,
            broken_merges: 0,
            lost_texts: 0,
        }
    }

    /// Beside the sheets read before: the limits are those of the workbook.
    pub fn beside(mut self, spent: Spent) -> Self {
        self.room = self.limits.cells.saturating_sub(spent.cells);
        self.body.own.set_beside(spent);
        self
    }

    /// With what the workbook keeps for all its sheets.
    pub fn dressed(mut self, shared: Arc<Strings>, styles: Arc<[Style]>, fonts: Fonts, dates: DateSystem) -> Self {
        (self.sheet.shared, self.sheet.styles, self.sheet.fonts, self.sheet.dates) = (shared, styles, fonts, dates);
        self
    }

    /// Sets room aside for the cells of an area that the file says is used, but for no more than `most`: it may say anything.
    pub fn reserve(&mut self, area: Area, most: u64) {
        let rows = u64::from(area.last_row).saturating_sub(u64::from(area.first_row)).saturating_add(1);
        let columns = u64::from(area.last_column).saturating_sub(u64::from(area.first_column)).saturating_add(1);
        self.reserve_cells(rows.saturating_mul(columns).min(most));
    }

    /// Sets room aside for so many cells, within the limits.
    pub fn reserve_cells(&mut self, cells: u64) {
        // Where there is no room to be had the cells are kept as they come.
        let _ = self.body.cells.try_reserve(usize::try_from(cells.min(self.room)).unwrap_or(0));
    }

    /// Number of the row being filled.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Begins a row; the cells that follow belong to it.
    pub fn begin_row(&mut self, number: u32, hidden: bool) -> Result<(), Fault> {
        if number == 0 || u64::from(number) > self.limits.rows {
            return Err(Fault::OverLimit { what: "rows in one sheet", limit: self.limits.rows });
        }
        self.disordered |= number <= self.row;
        self.row = number;
        self.sheet.hidden_rows = self.sheet.hidden_rows.saturating_add(u32::from(hidden));
        let here = self.place();
        // The row before had no cells: its place is used again.
        if self.body.rows.last().is_some_and(|row| row.begin == here) {
            self.body.rows.pop();
        }
        self.body.rows.push(StoredRow { number, begin: here, end: here, hidden });
        Ok(())
    }

    /// Marks the row begun last as hidden; the reader counts such rows itself.
    pub fn hide_row(&mut self) {
        if let Some(row) = self.body.rows.last_mut() {
            row.hidden = true;
        }
    }

    /// Another number for the row just begun, when only its cells tell it.
    pub fn renumber_row(&mut self, number: u32) {
        let before = self.body.rows.len().checked_sub(2).and_then(|i| self.body.rows.get(i)).map_or(0, |r| r.number);
        let fits = number > before && u64::from(number) <= self.limits.rows;
        if let Some(row) = self.body.rows.last_mut().filter(|_| fits) {
            (row.number, self.row) = (number, number);
        }
    }

    /// Puts a cell into the row begun last.
    pub fn put(&mut self, column: u32, style: u32, formula: bool, given: Given<'_>) -> Result<(), Fault> {
        let kept = self.keep(given)?;
        self.put_kept(column, style, formula, kept)
    }

    /// Puts what is kept already behind the cells there are, whatever row they are of: for a sheet made from another.
    pub fn place_kept(&mut self, column: u32, style: u32, formula: bool, (stored, bits): Kept) -> Result<(), Fault> {
        let fits = u16::try_from(column).ok().zip(u16::try_from(style).ok());
        let (column, style) = fits.ok_or(Fault::OverLimit { what: "columns", limit: self.limits.columns })?;
        self.body.cells.push(StoredCell { bits, column, style, stored, formula });
        Ok(())
    }

    /// Puts what is kept already; a file may repeat it as often as it likes.
    pub fn put_kept(&mut self, column: u32, style: u32, formula: bool, (stored, bits): Kept) -> Result<(), Fault> {
        let column = u16::try_from(column)
            .ok()
            .filter(|column| u64::from(*column) < self.limits.columns)
            .ok_or(Fault::OverLimit { what: "columns", limit: self.limits.columns })?;
        if self.body.cells.len() as u64 >= self.room {
            return Err(Fault::OverLimit { what: "cells in one workbook", limit: self.limits.cells });
        }
        self.unknown += u64::from(stored == Stored::Unknown);
        self.push(StoredCell { bits, column, style: u16::try_from(style).unwrap_or(0), stored, formula });
        Ok(())
    }

    /// Keeps a value, its text in the sheet's own table, for one cell or for many.
    pub fn keep(&mut self, given: Given<'_>) -> Result<Kept, Fault> {
        let own = &mut self.body.own;
        Ok(match given {
            Given::Shared(id) => (Stored::Shared, u64::from(id)),
            Given::Own(id) => (Stored::Own, u64::from(id)),
            Given::Text(text) => (Stored::Own, u64::from(own.add(text, self.limits)?)),
            Given::Digits(digits) => match number(digits) {
                Some(value) if is_shortest(digits) => (Stored::Number, value.to_bits()),
                Some(_) => (Stored::Written, u64::from(own.add(digits, self.limits)?)),
                None => (Stored::Own, u64::from(own.add(digits, self.limits)?)),
            },
            Given::Number(value) => (Stored::Number, value.to_bits()),
            Given::Bool(yes) => (Stored::Bool, u64::from(yes)),
            Given::Iso(text) => (Stored::Iso, u64::from(own.add(text, self.limits)?)),
            Given::Error(text) => (Stored::Error, u64::from(own.add(text, self.limits)?)),
            Given::Unknown => (Stored::Unknown, 0),
        })
    }

    /// Zeros of formulas become unknown: for a sheet of which nothing was computed yet.
    pub fn forget_computed_zeros(&mut self) {
        for cell in self.body.cells.iter_mut().filter(|cell| cell.formula && cell.stored == Stored::Number) {
            if cell.bits == 0f64.to_bits() {
                cell.stored = Stored::Unknown;
                self.unknown += 1;
            }
        }
    }

    /// Puts the text left open in the sheet's own table into a cell.
    pub fn put_open_text(&mut self, column: u32, style: u32, formula: bool) -> Result<(), Fault> {
        let id = self.body.own.close(self.limits)?;
        self.put(column, style, formula, Given::Own(id))
    }

    fn push(&mut self, cell: StoredCell) {
        if let Some(row) = self.body.rows.last_mut() {
            if row.end > row.begin {
                self.disordered |= self.body.cells.last().is_some_and(|before| before.column >= cell.column);
            }
            row.end = u32::try_from(self.body.cells.len() + 1).unwrap_or(u32::MAX);
            self.body.cells.push(cell);
        }
    }

    /// Notes a merged area if it is a rectangle of more than one cell.
    pub fn merge(&mut self, area: Option<Area>) {
        match area {
            Some(area) if area.first_row <= area.last_row && area.first_column <= area.last_column => {
                if (area.first_row, area.first_column) != (area.last_row, area.last_column) {
                    self.sheet.merges.push(area);
                }
            }
            _ => self.broken_merges += 1,
        }
    }

    pub fn finish(mut self) -> Sheet {
        let here = self.place();
        if self.body.rows.last().is_some_and(|row| row.begin == here) {
            self.body.rows.pop();
        }
        if self.disordered {
            self.put_in_order();
        }
        let counted = [
            (self.unknown, Oddity::FormulaWithoutValue as fn(u64) -> Oddity),
            (self.broken_merges, Oddity::BrokenMerge),
            (self.lost_texts, Oddity::LostText),
        ];
        self.sheet.body = Arc::new(self.body);
        self.sheet.oddities.extend(counted.iter().filter(|(n, _)| *n > 0).map(|(n, oddity)| oddity(*n)));
        self.sheet
    }

    /// Sorts rows and cells; of a cell given twice the later is kept.
    fn put_in_order(&mut self) {
        let body = &mut self.body;
        let mut rows = std::mem::take(&mut body.rows);
        let cells = std::mem::take(&mut body.cells);
        rows.sort_by_key(|row| (row.number, row.begin));
        body.cells.reserve(cells.len());
        let mut twice = 0;
        for same in rows.chunk_by(|a, b| a.number == b.number) {
            let mut line: Vec<StoredCell> =
                same.iter().flat_map(|row| &cells[row.begin as usize..row.end as usize]).copied().collect();
            // A stable sort: of equal columns the later in the file stands last.
            line.sort_by_key(|cell| cell.column);
            let begin = body.cells.len();
            for cell in line {
                let repeated = body.cells.len() > begin
                    && body.cells.last().is_some_and(|last: &StoredCell| last.column == cell.column);
                if repeated {
                    twice += 1;
                    body.cells.pop();
                }
                body.cells.push(cell);
            }
            let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            body.rows.push(StoredRow {
                number: same[0].number,
                begin: place(begin),
                end: place(body.cells.len()),
                hidden: same.iter().any(|row| row.hidden),
            });
        }
        self.sheet.oddities.push(Oddity::OutOfOrder);
        if twice > 0 {
            self.sheet.oddities.push(Oddity::CellTwice(twice));
        }
    }

    fn place(&self) -> u32 {
        u32::try_from(self.body.cells.len()).unwrap_or(u32::MAX)
    }
}

/// A finite number in plain or scientific digits; words such as `inf` are text.
pub(super) fn number(digits: &str) -> Option<f64> {
    let bytes = digits.as_bytes();
    // Whole numbers are by far the most frequent.
    if (1..=15).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) {
        #[allow(clippy::cast_precision_loss)] // below 10^15: exact
        return Some(bytes.iter().fold(0u64, |n, digit| n * 10 + u64::from(digit - b'0')) as f64);
    }
    let first = *digits.trim_start_matches(['-', '+']).as_bytes().first()?;
    if !first.is_ascii_digit() && first != b'.' {
        return None;
    }
    digits.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Would the value print as these digits again?
///
/// True for at most 15 significant digits in plain form without idle zeros: two different decimals of that length
/// never share a binary fraction, so the shortest decimal of the value is this one.
fn is_shortest(digits: &str) -> bool {
    let plain = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(|rest| all_digits(rest) && !rest.ends_with('0'))
        && whole.len() + fraction.map_or(0, str::len) <= 15
        && digits != "-0"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn a_number_prints_as_the_digits_in_the_file(digits in "-?[0-9]{1,17}(\\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?") {
            let limits = Limits::default();
            let mut builder = SheetBuilder::new(0, "s", &limits);
            builder.begin_row(1, false).unwrap();
            builder.put(0, 0, false, Given::Digits(&digits)).unwrap();
            let sheet = builder.finish();
            prop_assert_eq!(sheet.cell(1, 0).unwrap().content.to_string(), digits);
        }
    }

    #[test]
    fn cells_out_of_order_are_sorted_and_the_later_of_two_is_kept() {
        let limits = Limits::default();
        let mut builder = SheetBuilder::new(0, "s", &limits);
        for (row, column, text) in [(3, 1, "late"), (1, 1, "b"), (1, 0, "a"), (3, 1, "latest"), (2, 0, "mid")] {
            builder.begin_row(row, false).unwrap();
            builder.put(column, 0, false, Given::Text(text)).unwrap();
        }
        let sheet = builder.finish();
        let read: Vec<String> =
            sheet.rows().flat_map(|row| row.cells()).map(|c| format!("{}={}", c.place(), c.content)).collect();
        assert_eq!(read, ["A1=a", "B1=b", "A2=mid", "B3=latest"]);
        assert_eq!(sheet.oddities, [Oddity::OutOfOrder, Oddity::CellTwice(1)]);
    }

    #[test]
    fn a_sheet_beyond_its_limits_is_refused_while_it_is_read() {
        let limits = Limits { cells: 2, columns: 3, rows: 10, ..Limits::default() };
        let mut builder = SheetBuilder::new(0, "s", &limits);
        builder.begin_row(1, false).unwrap();
        assert!(builder.put(3, 0, false, Given::Bool(true)).is_err());
        builder.put(0, 0, false, Given::Bool(true)).unwrap();
        builder.put(1, 0, false, Given::Bool(true)).unwrap();
        assert!(builder.put(2, 0, false, Given::Bool(true)).is_err());
        assert!(builder.begin_row(11, false).is_err());
        let spent = Spent { cells: 1, texts: 1, text_bytes: 0 };
        let limits = Limits { texts: 2, ..limits };
        let mut beside = SheetBuilder::new(1, "s", &limits).beside(spent);
        beside.begin_row(1, false).unwrap();
        beside.put(0, 0, false, Given::Text("a")).unwrap();
        let told = |outcome: Result<(), Fault>| outcome.unwrap_err().to_string();
        assert!(told(beside.put(1, 0, false, Given::Text("b"))).contains("2 different texts"));
        assert!(told(beside.put(1, 0, false, Given::Bool(true))).contains("2 cells in one workbook"));
    }
}
