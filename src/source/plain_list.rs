//! A long list read in blocks of whole lines: CSV of UTF-8 text with commas, a record a line, as programs write it.
//!
//! A [`super::Workbook`] holds its cells; a list of a million rows would fill the memory. What is not as plain as said here is
//! no such list, and is read as a workbook: same cells, more memory.

use super::{Limits, Sheet, delimited::DelimitedReader, error::Fault, limits::Spent, workbook::SheetReader as _};
use memchr::{memchr, memchr_iter, memrchr};
use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

/// Bytes of a block; a line longer than that is no line of a list.
const BLOCK: usize = 2 << 20;
/// Bytes looked at to see what the list holds.
const HEAD: usize = 64 << 10;

/// A list being read.
pub struct PlainList {
    file: File,
    /// Read, but not given yet: the beginning of the next block.
    rest: Vec<u8>,
    next_row: u32,
    name: String,
}

/// Whole lines of a list.
pub struct Block {
    /// Number of its first row, from 1.
    pub first_row: u32,
    text: String,
}

impl PlainList {
    /// Opens a list of at least so many bytes; nothing where the file is shorter, or no such list as far as its beginning tells.
    pub fn open(path: &Path, at_least: u64) -> io::Result<Option<Self>> {
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let mut file = File::open(path)?;
        if !is_csv || file.metadata()?.len() < at_least {
            return Ok(None);
        }
        let mut rest = vec![0; HEAD];
        let mut filled = 0;
        while filled < HEAD {
            match file.read(&mut rest[filled..])? {
                0 => break,
                more => filled += more,
            }
        }
        rest.truncate(filled);
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let list = Self { file, rest, next_row: 1, name };
        let head = list.head();
        let only_commas =
            !head.is_empty() && head.contains(&b',') && !head.iter().any(|b| matches!(b, b'\t' | b';' | b'|'));
        let marked = head.starts_with(&[0xEF, 0xBB, 0xBF]) || head.starts_with(b"sep=");
        Ok((only_commas && !marked && std::str::from_utf8(head).is_ok() && is_plain(head)).then_some(list))
    }
    /// Its first lines as a sheet.
    pub fn head_sheet(&self, limits: &Limits) -> Result<Sheet, Fault> {
        DelimitedReader::open(self.head(), &self.name, "csv", limits)?.read(0, Spent::default())
    }
    fn head(&self) -> &[u8] {
        let end = memrchr(b'\n', &self.rest).map_or(0, |at| at + 1);
        &self.rest[..end]
    }
    /// The next whole lines; nothing at the end. An error of kind `InvalidData` where the list is not plain after all.
    pub fn next_block(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let had = bytes.len();
        bytes.resize(had.max(BLOCK), 0);
        let mut filled = had;
        while filled < bytes.len() {
            match self.file.read(&mut bytes[filled..])? {
                0 => break,
                more => filled += more,
            }
        }
        let at_end = filled < bytes.len();
        bytes.truncate(filled);
        if bytes.is_empty() {
            return Ok(None);
        }
        if !at_end {
            let end = memrchr(b'\n', &bytes).ok_or_else(not_plain)? + 1;
            self.rest = bytes.split_off(end);
        }
        if !is_plain(&bytes) {
            return Err(not_plain());
        }
        let lines = memchr_iter(b'\n', &bytes).count() + usize::from(bytes.last() != Some(&b'\n'));
        let first_row = self.next_row;
        self.next_row =
            u32::try_from(lines).ok().and_then(|lines| first_row.checked_add(lines)).ok_or_else(not_plain)?;
        let text = String::from_utf8(bytes).map_err(|_| not_plain())?;
        Ok(Some(Block { first_row, text }))
    }
}

impl Block {
    /// Its lines with their row numbers; empty lines too.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &str)> {
        (self.first_row..).zip(self.text.lines())
    }
    /// Bytes of its text.
    pub fn bytes(&self) -> u64 {
        self.text.len() as u64
    }
}

/// Every return of the carriage is the end of a line.
fn is_plain(bytes: &[u8]) -> bool {
    memchr_iter(b'\r', bytes).all(|at| matches!(bytes.get(at + 1), None | Some(b'\n')))
}

/// The cells of a line; `false` where a quotation mark is more than the wall of a cell, as one that is doubled or stands open.
pub fn cells_of<'t>(line: &'t str, cells: &mut Vec<&'t str>) -> bool {
    cells.clear();
    if memchr(b'"', line.as_bytes()).is_none() {
        cells.extend(line.split(','));
        return true;
    }
    let mut rest = line;
    loop {
        let (cell, behind) = match rest.strip_prefix('"') {
            Some(inner) => match inner.split_once('"') {
                Some((cell, behind)) if behind.is_empty() || behind.starts_with(',') => (cell, behind),
                _ => return false,
            },
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        if cell.contains('"') {
            return false;
        }
        cells.push(cell);
        match behind.strip_prefix(',') {
            Some(next) => rest = next,
            None => return true,
        }
    }
}

fn not_plain() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a plain list")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn list(text: &str) -> Option<(tempfile::TempDir, PlainList)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        PlainList::open(&path, 0).unwrap().map(|list| (folder, list))
    }

    #[test]
    fn every_line_comes_once_with_its_number() {
        let mut text = String::from("a,b\n");
        for n in 2..400_000 {
            text.push_str(&format!("{n},{}\n", n * 7));
        }
        text.push_str("400000,2800000");
        let (_folder, mut list) = list(&text).unwrap();
        let (mut next, mut blocks) = (1, 0);
        while let Some(block) = list.next_block().unwrap() {
            blocks += 1;
            for (number, line) in block.rows() {
                assert_eq!(number, next);
                assert!(number == 1 || line == format!("{number},{}", number * 7));
                next += 1;
            }
        }
        assert_eq!(next, 400_001);
        assert!(blocks > 1, "more than one block");
    }

    #[test]
    fn a_cell_in_quotation_marks_is_what_they_enclose() {
        let cells = |line| {
            let mut cells = Vec::new();
            cells_of(line, &mut cells).then_some(cells)
        };
        assert_eq!(cells("a,,b"), Some(vec!["a", "", "b"]));
        assert_eq!(cells("\"a, b\",\"\",c,"), Some(vec!["a, b", "", "c", ""]));
        for line in ["\"a\"\"b\",c", "a\"b,c", "\"a,b", "\"a\"b,c"] {
            assert_eq!(cells(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_not_plain_is_no_such_list() {
        assert!(list("a;b\n1;2\n").is_none());
        assert!(list("a\n1\n").is_none());
        let late = format!("a,b\n{}1,\r2\n", "1,2\n".repeat(100_000));
        let (_folder, mut list) = list(&late).unwrap();
        let found = std::iter::from_fn(|| list.next_block().transpose()).find_map(Result::err);
        assert_eq!(found.map(|error| error.kind()), Some(io::ErrorKind::InvalidData));
    }
}
