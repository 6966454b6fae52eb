//! A sheet with some of its rows taken from another one: rejected rows that come back corrected.

use super::{
    Cell, Content, Limits, Row, SourceError,
    builder::{Given, SheetBuilder},
    error::Fault,
    fonts::Style,
    sheet::{Sheet, Stored, StoredRow},
};
use std::{path::Path, sync::Arc};

/// A row of one sheet that stands for a row of another.
#[derive(Clone, Copy, Debug)]
pub struct Stand<'a> {
    /// The row it stands for, by its number.
    pub row: u32,
    /// The row itself.
    pub by: Row<'a>,
}

impl Sheet {
    /// This sheet with rows replaced: of each the columns before `columns`, where `keeps` does not say that the cell of
    /// this sheet, given first, stays. Rows must be given in ascending order; one that this sheet does not have is left out.
    pub fn with_rows(
        &self,
        stands: &[Stand<'_>],
        columns: u32,
        keeps: &dyn Fn(&Cell<'_>, &Cell<'_>) -> bool,
        limits: &Limits,
    ) -> Result<Self, SourceError> {
        self.patched(stands, columns, keeps, limits).map_err(|fault| fault.at(Path::new(&self.name)))
    }

    fn patched(
        &self,
        stands: &[Stand<'_>],
        columns: u32,
        keeps: &dyn Fn(&Cell<'_>, &Cell<'_>) -> bool,
        limits: &Limits,
    ) -> Result<Self, Fault> {
        let mut builder = SheetBuilder::new(self.index, &self.name, limits);
        builder.body = (*self.body).clone();
        let cells = std::mem::take(&mut builder.body.cells);
        let rows = std::mem::take(&mut builder.body.rows);
        let mut styles: Vec<Style> = self.styles.to_vec();
        let mut fonts = self.fonts.clone();
        for row in rows {
            let own = cells.get(row.begin as usize..row.end as usize).unwrap_or_default();
            let begin = place(builder.body.cells.len());
            let stand = stands.binary_search_by_key(&row.number, |stand| stand.row).ok().and_then(|at| stands.get(at));
            match stand {
                None => builder.body.cells.extend_from_slice(own),
                Some(stand) => {
                    // What lies beyond the columns of the table is not the corrected workbook's to change.
                    let beyond = own.iter().filter(|cell| u32::from(cell.column) >= columns);
                    for cell in stand.by.cells().filter(|cell| cell.column < columns) {
                        let kept = own.iter().find(|own| u32::from(own.column) == cell.column);
                        if let Some(kept) = kept.filter(|own| keeps(&self.view(row.number, own), &cell)) {
                            builder.body.cells.push(*kept);
                            continue;
                        }
                        let style =
                            Style { font: cell.font().and_then(|name| fonts.intern(name)), ..cell.style.clone() };
                        let number = styles.iter().position(|known| *known == style).unwrap_or_else(|| {
                            styles.push(style);
                            styles.len() - 1
                        });
                        put(&mut builder, &cell, u32::try_from(number).unwrap_or(0), self)?;
                    }
                    builder.body.cells.extend(beyond);
                }
            }
            builder.body.rows.push(StoredRow { begin, end: place(builder.body.cells.len()), ..row });
        }
        Ok(Self { body: Arc::new(std::mem::take(&mut builder.body)), styles: styles.into(), fonts, ..self.clone() })
    }
}

fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Puts a cell of another workbook into the row; its text into the sheet's own table.
fn put(builder: &mut SheetBuilder<'_>, cell: &Cell<'_>, style: u32, sheet: &Sheet) -> Result<(), Fault> {
    let given = match cell.content {
        Content::Text(text) => Given::Text(text),
        Content::Number(number) => match number.written {
            Some(digits) => Given::Digits(digits),
            None => Given::Number(number.value),
        },
        Content::Bool(yes) => Given::Bool(yes),
        Content::Date(day) => {
            let serial = day.moment.map_or(day.serial, |moment| sheet.dates.serial(moment));
            return builder.place_kept(cell.column, style, cell.formula, (Stored::Number, serial.to_bits()));
        }
        Content::Error(text) => Given::Error(text),
        Content::Unknown => Given::Unknown,
    };
    let kept = builder.keep(given)?;
    builder.place_kept(cell.column, style, cell.formula, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[(u32, &[(u32, &str)])]) -> Sheet {
        let limits = Limits::default();
        let mut builder = SheetBuilder::new(0, "s", &limits);
        for (row, cells) in rows {
            builder.begin_row(*row, false).unwrap();
            for (column, text) in *cells {
                builder.put(*column, 0, false, Given::Digits(text)).unwrap();
            }
        }
        builder.finish()
    }
    fn shown(sheet: &Sheet) -> Vec<String> {
        sheet.rows().flat_map(|row| row.cells()).map(|cell| format!("{}={}", cell.place(), cell.content)).collect()
    }

    #[test]
    fn corrected_rows_stand_in_the_place_of_their_own_and_nothing_else_changes() {
        let original =
            sheet(&[(1, &[(0, "a"), (1, "b")]), (4, &[(0, "c"), (1, "1.50"), (5, "far")]), (7, &[(1, "z")])]);
        let corrected = sheet(&[(2, &[(0, "C"), (1, "2"), (2, "new"), (3, "row"), (4, "findings")])]);
        let by = corrected.row(2).unwrap();
        let stands = [Stand { row: 4, by }, Stand { row: 9, by }];
        let patched = original.with_rows(&stands, 3, &|own, _| own.column == 0, &Limits::default()).unwrap();
        assert_eq!(shown(&patched), ["A1=a", "B1=b", "A4=c", "B4=2", "C4=new", "F4=far", "B7=z"]);
        assert_eq!(shown(&original), ["A1=a", "B1=b", "A4=c", "B4=1.50", "F4=far", "B7=z"]);
    }
}
