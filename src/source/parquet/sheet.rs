//! A table as a sheet: for files that are read like any other list.

use super::{HEADING_ROW, TableOf, cells::ColumnOf};
use crate::source::{
    Limits,
    builder::{Given, SheetBuilder},
    error::Fault,
    guard::guarded,
    limits::Spent,
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use bytes::Bytes;

/// Rows read of all columns before they are put into the sheet, which takes a row at a time.
const ROWS: usize = 1_024;

/// A Parquet file: one sheet, read when opened.
pub(crate) struct ParquetReader {
    sheet: Sheet,
}

impl ParquetReader {
    pub(crate) fn open(bytes: &[u8], name: &str, limits: &Limits) -> Result<Self, Fault> {
        guarded("table", || Self::read_all(bytes, name, limits)).and_then(|read| read)
    }
    fn read_all(bytes: &[u8], name: &str, limits: &Limits) -> Result<Self, Fault> {
        let table = TableOf::open(Bytes::copy_from_slice(bytes))?;
        let mut builder = SheetBuilder::new(0, name, limits);
        builder.begin_row(HEADING_ROW, false)?;
        for (column, (heading, _)) in (0..).zip(&table.columns).filter(|(_, (heading, _))| !heading.is_empty()) {
            builder.put(column, 0, false, Given::Text(heading))?;
        }
        let all: Vec<usize> = (0..table.columns.len()).collect();
        let mut number = HEADING_ROW;
        for (group, rows) in table.groups.iter().enumerate() {
            let mut columns = table.columns_of(group, &all)?;
            let mut left = *rows;
            while left > 0 {
                let some = left.min(ROWS);
                for row in cells(&mut columns, &table.columns, some)? {
                    number = number.saturating_add(1);
                    builder.begin_row(number, false)?;
                    for (column, text) in row {
                        builder.put(column, 0, false, Given::Text(&text))?;
                    }
                }
                left -= some;
            }
        }
        Ok(Self { sheet: builder.finish() })
    }
}

/// The filled cells of the next rows, row by row.
fn cells<H>(columns: &mut [ColumnOf], names: &[(String, H)], rows: usize) -> Result<Vec<Vec<(u32, String)>>, Fault> {
    let mut all = vec![Vec::new(); rows];
    for ((at, column), (name, _)) in (0..).zip(columns).zip(names) {
        column.load(rows)?;
        let read = column.loaded(rows).each(|row, item| {
            let text = item.written();
            if !text.is_empty() {
                all[row].push((at, text.into_owned()));
            }
        });
        read.ok_or_else(|| Fault::broken_table(name, "its bytes are no text"))?;
    }
    Ok(all)
}

impl SheetReader for ParquetReader {
    fn sheets(&self) -> Vec<SheetName> {
        vec![SheetName { name: self.sheet.name.clone(), hidden: false }]
    }
    fn dates(&self) -> DateSystem {
        DateSystem::default()
    }
    fn read(&mut self, _index: u32, _spent: Spent) -> Result<Sheet, Fault> {
        Ok(self.sheet.clone())
    }
}
