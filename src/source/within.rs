//! A part of a sheet as a sheet of its own: old registers have several tables on one sheet, below or beside each other.

use super::sheet::{Area, Body, Sheet, StoredRow};
use std::sync::Arc;

/// Parts are told apart by their number: the sheet's own, and this much more for each part after the first.
const PART: u32 = 1 << 16;

impl Sheet {
    /// The cells of an area, each where it stands in the workbook; `part` counts the parts of a sheet from 0.
    ///
    /// Texts are copied, so this is for sheets of several tables, which are small.
    pub fn within(&self, area: Area, part: u32) -> Self {
        let inside = |row: u32, column: u32| area.contains(row, column);
        let mut body = Body { own: self.body.own.clone(), ..Body::default() };
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for row in &self.body.rows {
            let begin = place(body.cells.len());
            let cells = self.body.cells.get(row.begin as usize..row.end as usize).unwrap_or(&[]);
            body.cells.extend(cells.iter().filter(|cell| inside(row.number, u32::from(cell.column))));
            let end = place(body.cells.len());
            if end > begin {
                body.rows.push(StoredRow { begin, end, ..*row });
            }
        }
        let hidden = body.rows.iter().filter(|row| row.hidden).count();
        Self {
            index: part.saturating_mul(PART).saturating_add(self.number_in_workbook()),
            merges: self.merges.iter().filter(|m| inside(m.first_row, m.first_column)).copied().collect(),
            hidden_rows: place(hidden),
            notes: self.notes.iter().filter(|(at, _)| inside(at.row, at.column)).cloned().collect(),
            // What was odd about the sheet is told once.
            oddities: if part == 0 { self.oddities.clone() } else { Vec::new() },
            body: Arc::new(body),
            ..self.clone()
        }
    }
    /// Place of the sheet in the workbook, from 0, also of a part of one.
    pub fn number_in_workbook(&self) -> u32 {
        Self::number_of(self.index)
    }
    /// Which part of the sheet this is, from 0.
    pub fn part(&self) -> u32 {
        Self::part_of(self.index)
    }
    /// Place in the workbook of the sheet or part with this index.
    pub fn number_of(index: u32) -> u32 {
        index % PART
    }
    /// Which part the sheet with this index is.
    pub fn part_of(index: u32) -> u32 {
        index / PART
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{
        Limits,
        builder::{Given, SheetBuilder},
    };

    #[test]
    fn parts_hold_every_cell_of_the_sheet_once_and_where_it_stood() {
        let limits = Limits::default();
        let mut builder = SheetBuilder::new(3, "s", &limits);
        for row in 1..=4 {
            builder.begin_row(row, row == 3).unwrap();
            for column in 0..4 {
                builder.put(column, 0, false, Given::Text(&format!("{row}.{column}"))).unwrap();
            }
        }
        builder.merge(Some(Area { first_row: 3, first_column: 2, last_row: 4, last_column: 2 }));
        let sheet = builder.finish();
        let area =
            |first_row, first_column, last_row, last_column| Area { first_row, first_column, last_row, last_column };
        let parts = [area(1, 0, 2, 16_383), area(3, 0, u32::MAX, 1), area(3, 2, u32::MAX, 16_383)];
        let parts: Vec<Sheet> = (0..).zip(parts).map(|(part, area)| sheet.within(area, part)).collect();
        assert_eq!(parts.iter().map(Sheet::cell_count).sum::<usize>(), sheet.cell_count());
        assert_eq!(parts[2].cell(4, 3).unwrap().text(), Some("4.3"));
        assert_eq!(parts[2].cell(4, 1).map(|cell| cell.column), None);
        assert_eq!((parts[2].number_in_workbook(), parts[2].part()), (3, 2));
        assert_eq!(parts.iter().map(|part| part.merges.len()).collect::<Vec<_>>(), [0, 0, 1]);
        assert_eq!(parts.iter().map(|part| part.hidden_rows).collect::<Vec<_>>(), [0, 1, 1]);
        // A part of a part keeps its sheet.
        assert_eq!(parts[1].within(area(3, 0, 3, 0), 5).number_in_workbook(), 3);
    }
}
