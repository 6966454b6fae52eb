//! Lines of a CSV list, read into columns.

use super::{
    columns::SAYS,
    digits::{MOST_DIGITS, digits, plain_number},
    rows::{List, Rows, Said},
};
use crate::{
    rules::{CHUNK_ROWS, ChunkBuilder, Lane, Words},
    source::{Block, cell_at},
};
use memchr::memchr;

/// A block being read.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Number of the next row.
    number: u32,
}

/// A row into which cells are read.
struct Row<'c, 'r, 'a> {
    lanes: &'r mut [Option<Lane<'c>>],
    words: &'r mut Words,
    rows: &'r mut Rows<'a>,
    number: u32,
}

impl<'t> Lines<'t> {
    /// The rows of a block behind the headings; nothing where it is no plain list after all.
    pub(super) fn of(block: &'t Block, list: &List<'_>) -> Option<Self> {
        let (text, end) = block.lines()?;
        let mut lines = Self { text, at: 0, end, number: block.first_row };
        while lines.number <= list.columns.heading_row && lines.at < end {
            lines.at += memchr(b'\n', &text.as_bytes()[lines.at..])? + 1;
            lines.number += 1;
        }
        Some(lines)
    }
    /// Reads rows until the chunk is full; `false` when none is left. Nothing where they need the reader of all writings.
    pub(super) fn fill(
        &mut self,
        list: &List<'_>,
        builder: &mut ChunkBuilder<'_>,
        rows: &mut Rows<'_>,
    ) -> Option<bool> {
        let (mut lanes, words) = builder.lanes(&list.columns.lines);
        while self.at < self.end && rows.count() < CHUNK_ROWS {
            let mut row = Row { lanes: &mut lanes, words, rows, number: self.number };
            self.at = row.read(list, self.text, self.at)?;
            self.number += 1;
        }
        Some(rows.count() > 0)
    }
}

impl Row<'_, '_, '_> {
    /// Reads the row that begins at a place; says where the next one does.
    fn read(&mut self, list: &List<'_>, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let row = self.rows.count();
        let mut said: Said<'_> = [""; SAYS];
        let mut anything = false;
        for (place, column) in list.columns.by_place.iter().enumerate() {
            let mut end = None;
            if let (Some((scale, _)), Some(lane)) = (column.scale, &mut self.lanes[place]) {
                let (count, number) = digits(bytes, at)?;
                if matches!(bytes.get(at + count), Some(b',' | b'\n')) && count <= MOST_DIGITS {
                    if count > 0 {
                        anything = true;
                        if !lane.put(row, number.cast_signed() * scale) {
                            self.rows.refused(column.line?);
                        }
                    }
                    end = Some(at + count);
                }
            }
            let end = match end {
                Some(end) => end,
                None => {
                    let (cell, end) = cell_at(text, at)?;
                    anything |= !cell.is_empty();
                    self.cell(list, place, cell, row);
                    if let Some(says) = column.says {
                        said[says as usize] = cell;
                    }
                    end
                }
            };
            at = end + 1;
            if bytes[end] == b'\n' {
                return self.end(anything, &said).then_some(at);
            }
        }
        // Cells beyond the headings are nobody's, but they are looked at: a quotation mark may hide the end of the line.
        loop {
            let (cell, end) = cell_at(text, at)?;
            anything |= !cell.is_empty();
            at = end + 1;
            if bytes[end] == b'\n' {
                return self.end(anything, &said).then_some(at);
            }
        }
    }
    fn cell(&mut self, list: &List<'_>, place: usize, cell: &str, row: usize) {
        let column = list.columns.by_place[place];
        let Some(lane) = self.lanes[place].as_mut().filter(|_| !cell.is_empty()) else { return };
        match column.scale.and_then(|(_, places)| plain_number(cell, places)) {
            Some(number) => {
                if let (false, Some(line)) = (lane.put(row, number), column.line) {
                    self.rows.refused(line);
                }
            }
            None => self.rows.cell(place, lane, self.words, (row, self.number), cell),
        }
    }
    /// A row of blanks is no return.
    fn end(&mut self, anything: bool, said: &Said<'_>) -> bool {
        !anything || self.rows.end(said, self.number).is_some()
    }
}
