//! A long delimited file, a stretch of rows at a time: what stands far down the file is not in memory yet, what was read is gone.

use super::{Dialect, Laid, record};
use crate::source::{
    Limits, SourceError,
    builder::{Given, SheetBuilder},
    content::{self, Content},
    error::Fault,
    package::Bytes,
    sheet::Sheet,
    workbook::{ending_of, read_file},
};
use std::{borrow::Cow, path::Path};

/// The rows of a delimited file by stretches; each is a sheet of its own rows under their own numbers.
pub struct Stretches {
    /// Name of the file without its folder.
    pub file_name: String,
    /// Rows in all.
    pub row_count: u32,
    name: String,
    text: String,
    from: usize,
    dialect: Dialect,
    told: bool,
    rows: u32,
    limits: Limits,
    at: usize,
    number: u32,
}

/// Bytes by which the content of a file is told.
const HEAD: usize = 1 << 16;

/// Workbooks are archives, told by their ends too.
fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

impl Stretches {
    /// Opens a file to be read so many rows at a time; nothing where it is no delimited text, or has no more rows than one stretch.
    ///
    /// The whole file is held against the limits first, so that no fault is met after rows were given out.
    pub fn open(path: &Path, limits: &Limits, rows: u32) -> Result<Option<Self>, SourceError> {
        Self::opened(path, limits, rows).map_err(|fault| fault.at(path))
    }
    fn opened(path: &Path, limits: &Limits, rows: u32) -> Result<Option<Self>, Fault> {
        let bytes = read_file(path, limits)?;
        let head = Bytes::from(&bytes[..bytes.len().min(HEAD)]);
        // Anything but plain text in UTF-8 is read whole, and told there.
        if is_archive(&head) || !matches!(content::recognise(&head, limits)?, Content::Text) {
            return Ok(None);
        }
        let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
        let Laid { whole, from, dialect, told, oddities } = Laid::of(text.as_bytes(), &ending_of(path))?;
        let rows_at_most = memchr::memchr_iter(dialect.end, whole.as_bytes()).count() as u64 + 1;
        if !matches!(whole, Cow::Borrowed(_)) || !oddities.is_empty() || rows_at_most <= u64::from(rows) {
            return Ok(None);
        }
        // Behind the mark of UTF-8, where there is one.
        let from = text.len() - whole.len() + from;
        let part =
            |part: Option<&std::ffi::OsStr>| part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut all = Self {
            file_name: part(path.file_name()),
            row_count: 0,
            name: part(path.file_stem()),
            text,
            from,
            dialect,
            told,
            rows: rows.max(1),
            limits: limits.clone(),
            at: from,
            number: 0,
        };
        while all.read()?.is_some() {}
        all.row_count = all.number;
        all.rewind();
        Ok(Some(all))
    }
    /// Begins again with the first row.
    pub fn rewind(&mut self) {
        (self.at, self.number) = (self.from, 0);
    }
    /// The next stretch; nothing behind the last.
    pub fn next_sheet(&mut self) -> Option<Sheet> {
        // Held against the limits when it was opened.
        self.read().ok().flatten()
    }
    fn read(&mut self) -> Result<Option<Sheet>, Fault> {
        let Self { text, at, number, .. } = self;
        let bytes = text.as_bytes();
        if *at >= bytes.len() {
            return Ok(None);
        }
        let mut builder = SheetBuilder::new(0, &self.name, &self.limits);
        let mut fields = Vec::new();
        let mut taken = 0;
        while *at < bytes.len() && taken < self.rows {
            fields.clear();
            (*at, _) = record(bytes, *at, self.dialect, &mut fields);
            *number = number.saturating_add(1);
            taken += 1;
            if *number == 1 && self.told {
                continue;
            }
            builder.begin_row(*number, false)?;
            for (column, field) in fields.iter().enumerate() {
                if let Some(said) = field.text(text) {
                    builder.put(u32::try_from(column).unwrap_or(u32::MAX), 0, false, Given::Text(&said))?;
                }
            }
        }
        Ok(Some(builder.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Workbook;

    #[test]
    fn stretches_together_are_the_sheet_read_whole_and_begin_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.csv");
        let text: String = (0..25).map(|n| format!("{n},\"a\nb {n}\",,नाम {n}\r\n")).collect();
        std::fs::write(&path, text).unwrap();
        let limits = Limits::default();
        let cells = |sheet: &Sheet| -> Vec<String> {
            sheet.rows().flat_map(|row| row.cells()).map(|cell| format!("{}={}", cell.place(), cell.content)).collect()
        };
        let whole = Workbook::open(&path, &limits).unwrap().sheet(0).unwrap();
        let mut stretches = Stretches::open(&path, &limits, 7).unwrap().unwrap();
        for _ in 0..2 {
            let mut all = Vec::new();
            while let Some(sheet) = stretches.next_sheet() {
                assert!(sheet.row_count() <= 7);
                all.extend(cells(&sheet));
            }
            assert_eq!(all, cells(&whole));
            stretches.rewind();
        }
        std::fs::write(&path, ["\u{FEFF}".as_bytes(), &std::fs::read(&path).unwrap()].concat()).unwrap();
        let first = Stretches::open(&path, &limits, 7).unwrap().unwrap().next_sheet().unwrap();
        assert_eq!(cells(&first)[..2], cells(&whole)[..2], "behind a mark of UTF-8");
        assert!(Stretches::open(&path, &limits, 100).unwrap().is_none(), "no more than one stretch");
        assert!(Stretches::open(&path, &Limits { rows: 20, ..limits }, 7).is_err(), "held against the limits first");
    }
}
