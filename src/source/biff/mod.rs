//! XLS (BIFF8 of Excel 97 to 2003, BIFF5 of Excel 5 and 95) with the fonts of cells and of runs.

mod globals;
mod notes;
mod records;
mod sheet_stream;
mod texts;

use super::{
    Limits,
    error::Fault,
    limits::Spent,
    package::Bytes,
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use crate::model::Remark;
use globals::Globals;
use std::io::{Cursor, Read};

/// An opened workbook: the stream of its records and what it says before the first sheet.
pub(super) struct BiffReader {
    stream: Vec<u8>,
    globals: Globals,
    limits: Limits,
}

impl BiffReader {
    pub fn open(bytes: &Bytes, limits: &Limits) -> Result<Self, Fault> {
        let stream = super::guard::guarded("compound file", || book_stream(bytes))??;
        let globals = Globals::read(&stream, limits)?;
        Ok(Self { stream, globals, limits: limits.clone() })
    }
}

fn book_stream(bytes: &Bytes) -> Result<Vec<u8>, Fault> {
    let incomplete = |cause: std::io::Error| {
        Fault::Truncated(Remark::new("its compound file cannot be followed: {cause}").with("cause", cause))
    };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.clone())).map_err(incomplete)?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name))
        .ok_or_else(|| Fault::broken("compound file", "it holds no workbook"))?;
    let stream = file.open_stream(name).map_err(incomplete)?;
    let mut records = Vec::new();
    // A stream is never longer than its file.
    stream.take(bytes.len() as u64).read_to_end(&mut records).map_err(incomplete)?;
    Ok(records)
}

impl SheetReader for BiffReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.globals.sheets.iter().map(|s| SheetName { name: s.name.clone(), hidden: s.hidden }).collect()
    }
    fn dates(&self) -> DateSystem {
        self.globals.dates
    }
    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        sheet_stream::read(&self.stream, &self.globals, index, &self.limits, spent)
    }
}
