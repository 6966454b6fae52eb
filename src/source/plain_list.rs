//! A long list read in blocks of whole lines: CSV of UTF-8 text with commas, a record a line, as programs write it.
//!
//! A [`super::Workbook`] holds its cells; a list of a million rows would fill the memory. What is not as plain as said here is
//! no such list, and is read as a workbook: same cells, more memory.

use super::{Limits, Sheet, delimited::DelimitedReader, error::Fault, limits::Spent, workbook::SheetReader as _};
use memchr::{memchr, memchr_iter, memchr2, memrchr};
use std::{fs::File, io, os::unix::fs::FileExt as _, path::Path, sync::Mutex};

/// Bytes of a block; a line longer than that is no line of a list.
const BLOCK: usize = 1 << 20;
/// Bytes looked at to see what the list holds.
const HEAD: usize = 64 << 10;
/// Zeros behind the text of a block, so that cells may be looked at eight bytes at a time.
const SLACK: usize = 16;

/// A list, read by as many as want to.
pub struct PlainList {
    file: File,
    head: Vec<u8>,
    name: String,
    given: Mutex<Given>,
}

/// What was read so far.
struct Given {
    next: Stretch,
    all: Vec<Stretch>,
}

/// Some whole lines of a list.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    first_row: u32,
    at: u64,
    bytes: usize,
}

/// Room for the lines of a stretch; used for one after the other.
pub struct Block {
    /// Number of the first row, from 1.
    pub first_row: u32,
    bytes: Vec<u8>,
    end: usize,
}

impl PlainList {
    /// Opens a list of at least so many bytes; nothing where the file is shorter, or no such list as far as its beginning tells.
    pub fn open(path: &Path, at_least: u64) -> io::Result<Option<Self>> {
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let file = File::open(path)?;
        if !is_csv || file.metadata()?.len() < at_least {
            return Ok(None);
        }
        let mut head = vec![0; HEAD];
        let filled = read_at(&file, &mut head, 0)?;
        head.truncate(memrchr(b'\n', &head[..filled]).map_or(0, |at| at + 1));
        let only_commas =
            !head.is_empty() && head.contains(&b',') && !head.iter().any(|b| matches!(b, b'\t' | b';' | b'|'));
        let marked = head.starts_with(&[0xEF, 0xBB, 0xBF]) || head.starts_with(b"sep=");
        let plain = only_commas && !marked && std::str::from_utf8(&head).is_ok() && is_plain(&head);
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let next = Stretch { first_row: 1, ..Stretch::default() };
        let given = Mutex::new(Given { next, all: Vec::new() });
        Ok(plain.then_some(Self { file, head, name, given }))
    }
    /// Its first lines as a sheet.
    pub fn head_sheet(&self, limits: &Limits) -> Result<Sheet, Fault> {
        DelimitedReader::open(&self.head, &self.name, "csv", limits)?.read(0, Spent::default())
    }
    /// Reads the next whole lines: how many stretches were read before, and how many bytes these are; nothing at the end. An
    /// error of kind `InvalidData` where the list is not plain after all.
    pub fn next(&self, block: &mut Block) -> io::Result<Option<(usize, u64)>> {
        let Ok(mut given) = self.given.lock() else { return Ok(None) };
        let Stretch { first_row, at, .. } = given.next;
        let filled = read_at(&self.file, &mut block.bytes[..BLOCK], at)?;
        if filled == 0 {
            return Ok(None);
        }
        let at_end = filled < BLOCK;
        let bytes = if at_end { filled } else { memrchr(b'\n', &block.bytes[..filled]).ok_or_else(not_plain)? + 1 };
        block.ends(first_row, bytes);
        let lines = u32::try_from(memchr_iter(b'\n', &block.bytes[..block.end]).count());
        let next_row = lines.ok().and_then(|lines| first_row.checked_add(lines)).ok_or_else(not_plain)?;
        given.next = Stretch { first_row: next_row, at: at + bytes as u64, bytes: 0 };
        given.all.push(Stretch { first_row, at, bytes });
        Ok(Some((given.all.len() - 1, bytes as u64)))
    }
    /// Reads a stretch again.
    pub fn again(&self, no: usize, block: &mut Block) -> io::Result<()> {
        let stretch = self.given.lock().ok().and_then(|given| given.all.get(no).copied());
        let Some(Stretch { first_row, at, bytes }) = stretch else { return Err(io::ErrorKind::InvalidInput.into()) };
        if read_at(&self.file, &mut block.bytes[..bytes], at)? < bytes {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        block.ends(first_row, bytes);
        Ok(())
    }
}

impl Block {
    /// Room for one.
    pub fn new() -> Self {
        Self { first_row: 1, bytes: vec![0; BLOCK + 1 + SLACK], end: 0 }
    }
    /// So many bytes were read into it; the last line may lack its end.
    fn ends(&mut self, first_row: u32, bytes: usize) {
        (self.first_row, self.end) = (first_row, bytes);
        if self.bytes[..bytes].last() != Some(&b'\n') {
            self.bytes[bytes] = b'\n';
            self.end += 1;
        }
        self.bytes[self.end..][..SLACK].fill(0);
    }
    /// Its lines, each with its end, and how many bytes they are; zeros stand behind them. Nothing where they are not plain.
    pub fn lines(&self) -> Option<(&str, usize)> {
        is_plain(&self.bytes[..self.end]).then_some(())?;
        Some((std::str::from_utf8(&self.bytes[..self.end + SLACK]).ok()?, self.end))
    }
}

impl Default for Block {
    fn default() -> Self {
        Self::new()
    }
}

fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(&mut bytes[filled..], at + filled as u64) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Every return of the carriage is the end of a line.
fn is_plain(bytes: &[u8]) -> bool {
    memchr_iter(b'\r', bytes).all(|at| matches!(bytes.get(at + 1), None | Some(b'\n')))
}

/// The cell that begins somewhere in lines, trimmed, and where the comma or the end of the line behind it stands; nothing where
/// a quotation mark is more than the wall of a cell, as one that is doubled or stands open.
pub fn cell_at(lines: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = lines.as_bytes();
    let (cell, end) = if bytes.get(at) == Some(&b'"') {
        let close = at + 1 + memchr2(b'"', b'\n', &bytes[at + 1..])?;
        if bytes[close] != b'"' {
            return None;
        }
        let ends = |from: usize| match bytes.get(from..)? {
            [b',' | b'\n', ..] => Some(from),
            [b'\r', b'\n', ..] => Some(from + 1),
            _ => None,
        };
        (&lines[at + 1..close], ends(close + 1)?)
    } else {
        let end = at + memchr2(b',', b'\n', &bytes[at..])?;
        let cell = &lines[at..end];
        if memchr(b'"', cell.as_bytes()).is_some() {
            return None;
        }
        (cell, end)
    };
    Some((cell.trim_ascii(), end))
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

    fn blocks(list: &PlainList) -> Vec<Block> {
        let next = || {
            let mut block = Block::new();
            list.next(&mut block).unwrap().map(|_| block)
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn every_line_comes_once_with_its_number() {
        let mut text = String::from("a,b\n");
        for n in 2..400_000 {
            text.push_str(&format!("{n},{}\n", n * 7));
        }
        text.push_str("400000,2800000");
        let (_folder, list) = list(&text).unwrap();
        let mut next = 1;
        let all = blocks(&list);
        for (no, block) in all.iter().enumerate() {
            let (lines, end) = block.lines().unwrap();
            assert_eq!(block.first_row, next);
            for line in lines[..end].lines() {
                assert!(next == 1 || line == format!("{next},{}", next * 7));
                next += 1;
            }
            let mut again = Block::new();
            list.again(no, &mut again).unwrap();
            assert_eq!(again.lines(), block.lines());
        }
        assert_eq!(next, 400_001);
        assert!(all.len() > 1, "more than one block");
    }

    #[test]
    fn a_cell_in_quotation_marks_is_what_they_enclose() {
        let cells = |line: &str| {
            let lines = format!("{line}\n");
            let (mut cells, mut at) = (Vec::new(), 0);
            loop {
                let (cell, end) = cell_at(&lines, at)?;
                cells.push(cell.to_owned());
                at = end + 1;
                if lines.as_bytes()[end] == b'\n' {
                    return Some(cells);
                }
            }
        };
        let are = |texts: [&str; 4]| Some(texts.map(str::to_owned).to_vec());
        assert_eq!(cells("a,, b,\r"), are(["a", "", "b", ""]));
        assert_eq!(cells("\"a, b\",\"\",c,"), are(["a, b", "", "c", ""]));
        assert_eq!(cells("a,b,c,\"d\"\r"), are(["a", "b", "c", "d"]));
        for line in ["\"a\"\"b\",c", "a\"b,c", "\"a,b", "\"a\"b,c"] {
            assert_eq!(cells(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_not_plain_is_no_such_list() {
        assert!(list("a;b\n1;2\n").is_none());
        assert!(list("a\n1\n").is_none());
        let late = format!("a,b\n{}1,\r2\n", "1,2\n".repeat(100_000));
        let (_folder, list) = list(&late).unwrap();
        assert!(blocks(&list).iter().any(|block| block.lines().is_none()));
    }
}
