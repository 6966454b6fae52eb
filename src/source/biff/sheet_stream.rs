//! The records of one XLS sheet.

use super::{
    globals::Globals,
    notes::Notes,
    records::{Record, Records, kind},
};
use crate::model::Remark;
use crate::source::{
    Limits,
    binary::{error_text, f64_at, rk, u16_at, u32_at},
    builder::{Given, SheetBuilder},
    error::Fault,
    limits::Spent,
    sheet::{Area, Sheet},
};
use std::collections::BTreeSet;

/// A formula whose text comes in the next record.
type Pending = (u32, u32, u32);

struct Filling<'g> {
    builder: SheetBuilder<'g>,
    globals: &'g Globals,
    hidden_rows: BTreeSet<u32>,
    pending: Option<Pending>,
    notes: Notes,
}

pub(super) fn read(
    stream: &[u8],
    globals: &Globals,
    index: u32,
    limits: &Limits,
    spent: Spent,
) -> Result<Sheet, Fault> {
    let listed = globals.sheets.get(index as usize).ok_or_else(|| Fault::broken("workbook stream", "no such sheet"))?;
    let builder = SheetBuilder::new(index, &listed.name, limits).beside(spent.and(globals.shared.spent())).dressed(
        globals.shared.clone(),
        globals.styles.clone(),
        globals.fonts.clone(),
        globals.dates,
    );
    let mut filling =
        Filling { builder, globals, hidden_rows: BTreeSet::new(), pending: None, notes: Notes::default() };
    let mut records = Records { stream, at: listed.at };
    if !matches!(records.next(), Some(Record { kind: kind::BOF, .. })) {
        return Err(Fault::broken(&listed.name, "the sheet is not where the workbook says"));
    }
    // Charts drawn on the sheet have records of their own between BOF and EOF.
    let mut inner = 0u32;
    loop {
        let Some(record) = records.next() else {
            debug_assert!(records.broke_off());
            return Err(Fault::Truncated(Remark::new("in the sheet '{sheet}'").with("sheet", &listed.name)));
        };
        match record.kind {
            kind::BOF => inner += 1,
            kind::EOF if inner == 0 => break,
            kind::EOF => inner -= 1,
            _ if inner > 0 => {}
            _ => filling.take(&record)?,
        }
    }
    let Filling { builder, hidden_rows, notes, .. } = filling;
    let mut sheet = builder.finish();
    sheet.hidden = listed.hidden;
    sheet.notes = notes.finish(globals.writing);
    sheet.hidden_rows = u32::try_from(hidden_rows.len()).unwrap_or(u32::MAX);
    Ok(sheet)
}

impl Filling<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        let data = record.data;
        match record.kind {
            kind::ROW => {
                if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) {
                    self.hidden_rows.extend(u16_at(data, 0).map(|row| u32::from(row) + 1));
                }
            }
            kind::COL_INFO => {
                if let (Some(first), Some(last), Some(1)) =
                    (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8).map(|flags| flags & 1))
                {
                    self.builder.sheet.hidden_columns.push((first.into(), last.into()));
                }
            }
            kind::NOTE | kind::OBJ | kind::TXO => self.notes.take(record, self.globals.writing, self.builder.limits)?,
            kind::MERGE_CELLS => self.merges(data),
            kind::STRING => {
                if let Some((row, column, style)) = self.pending.take() {
                    let text = self.globals.writing.text(record, 0, true).unwrap_or_default();
                    if !text.is_empty() {
                        self.put((row, column, style), true, Given::Text(&text))?;
                    }
                }
            }
            _ => {
                if let Some(at) = place(data) {
                    self.take_cell(record, at)?;
                }
            }
        }
        Ok(())
    }

    fn take_cell(&mut self, record: &Record<'_>, at: (u32, u32, u32)) -> Result<(), Fault> {
        let data = record.data;
        match record.kind {
            kind::LABEL_SST => match u32_at(data, 6) {
                Some(id) if (id as usize) < self.globals.shared.len() => {
                    if !self.globals.shared.is_blank(id) {
                        self.put(at, false, Given::Shared(id))?;
                    }
                }
                _ => self.builder.lost_texts += 1,
            },
            kind::LABEL | kind::R_STRING => {
                let own = &mut self.builder.body.own;
                own.discard_open();
                let rich = record.kind == kind::R_STRING;
                let label = self.globals.writing.label(record, rich, &self.globals.listed_fonts, own);
                if label.is_some() && own.open_len() > 0 {
                    let id = own.close(self.builder.limits)?;
                    self.put(at, false, Given::Own(id))?;
                }
            }
            kind::NUMBER => self.put_number(at, false, f64_at(data, 6))?,
            kind::RK => self.put_number(at, false, u32_at(data, 6).map(rk))?,
            kind::MUL_RK => {
                let (row, first, _) = at;
                // Pairs of style and number, then the last column.
                let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or(&[]).chunks_exact(6);
                for (column, pair) in (first..).zip(pairs) {
                    let style = u16_at(pair, 0).unwrap_or(0).into();
                    self.put_number((row, column, style), false, u32_at(pair, 2).map(rk))?;
                }
            }
            kind::BOOL_ERR => match data.get(6..8) {
                Some([value, 0]) => self.put(at, false, Given::Bool(*value != 0))?,
                Some([code, _]) => self.put(at, false, Given::Error(error_text(*code)))?,
                _ => {}
            },
            kind::FORMULA => {
                self.pending = None;
                match data.get(6..14) {
                    Some([0, .., 0xFF, 0xFF]) => self.pending = Some(at),
                    Some([1, _, yes, .., 0xFF, 0xFF]) => self.put(at, true, Given::Bool(*yes != 0))?,
                    Some([2, _, code, .., 0xFF, 0xFF]) => self.put(at, true, Given::Error(error_text(*code)))?,
                    Some([_, .., 0xFF, 0xFF]) => {}
                    _ => self.put_number(at, true, f64_at(data, 6))?,
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn put_number(&mut self, at: (u32, u32, u32), formula: bool, value: Option<f64>) -> Result<(), Fault> {
        match value.filter(|value| value.is_finite()) {
            Some(value) => self.put(at, formula, Given::Number(value)),
            None => Ok(()),
        }
    }

    fn put(&mut self, (row, column, style): (u32, u32, u32), formula: bool, given: Given<'_>) -> Result<(), Fault> {
        if self.builder.row() != row {
            self.builder.begin_row(row, self.hidden_rows.contains(&row))?;
        }
        self.builder.put(column, style, formula, given)
    }

    fn merges(&mut self, data: &[u8]) {
        for corners in data.get(2..).unwrap_or(&[]).chunks_exact(8) {
            let corner = |at| u16_at(corners, at).map(u32::from);
            self.builder.merge((|| {
                Some(Area {
                    first_row: corner(0)? + 1,
                    last_row: corner(2)? + 1,
                    first_column: corner(4)?,
                    last_column: corner(6)?,
                })
            })());
        }
    }
}

/// Row (from 1), column and style with which every cell record begins.
fn place(data: &[u8]) -> Option<(u32, u32, u32)> {
    Some((u32::from(u16_at(data, 0)?) + 1, u16_at(data, 2)?.into(), u16_at(data, 4)?.into()))
}
