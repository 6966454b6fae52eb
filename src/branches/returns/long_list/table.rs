//! Rows of a Parquet table, read column by column.

use super::{
    columns::{Column, SAYS},
    digits::plain_number,
    rows::Rows,
    sitting::Sitting,
    supply::Supply,
};
use crate::{
    rules::{CHUNK_ROWS, ChunkBuilder, Lane, Words},
    source::{Item, Loaded, ParquetList, ParquetRoom},
};
use std::{fs::Metadata, io, path::Path};

/// A table, and which of its columns are read.
pub(super) struct Table {
    list: ParquetList,
    wanted: Vec<usize>,
    /// Bytes told as done with each stretch.
    bytes: u64,
}

/// Room for a worker.
pub(super) struct Room {
    parquet: ParquetRoom,
    /// What the columns that name a return say.
    said: [Texts; SAYS],
    /// Cells that are no plain numbers: row, column, place of the text among `written`.
    others: Vec<(usize, usize, std::ops::Range<usize>)>,
    written: String,
}

/// A text a row.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds the text of a row; those before it that have none are empty.
    fn put(&mut self, row: usize, text: &str) {
        self.ends.resize(row, self.all.len());
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }
    fn of(&self, row: usize) -> &str {
        let Some(end) = self.ends.get(row) else { return "" };
        let from = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[from..*end]
    }
    fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }
}

impl Table {
    /// The columns that are lines or name a return are read.
    pub(super) fn new(list: ParquetList, columns: &[Column], path: &Path) -> Self {
        let is_read =
            |at: &usize| columns.get(*at).is_some_and(|column| column.line.is_some() || column.says.is_some());
        let wanted = (0..list.width()).filter(is_read).collect();
        let length = std::fs::metadata(path).as_ref().map_or(0, Metadata::len);
        let bytes = length / u64::try_from(list.stretches().max(1)).unwrap_or(1);
        Self { list, wanted, bytes }
    }
}

impl Supply for Table {
    type Room = Room;

    fn room(&self) -> Room {
        Room {
            parquet: self.list.room(self.wanted.clone()),
            said: Default::default(),
            others: Vec::new(),
            written: String::new(),
        }
    }
    fn next(&self, room: &mut Room) -> io::Result<Option<(usize, u64)>> {
        Ok(self.list.next(&mut room.parquet)?.map(|no| (no, self.bytes)))
    }
    fn again(&self, room: &mut Room, no: usize) -> io::Result<()> {
        self.list.go_to(no, &mut room.parquet)
    }
    fn read<T: Default>(&self, room: &mut Room, sitting: &mut Sitting<'_, T>) -> io::Result<Option<()>> {
        while let Some(first) = room.parquet.load(CHUNK_ROWS)? {
            let Sitting { list, builder, rows, .. } = &mut *sitting;
            if room.chunk(&list.columns.lines, builder, rows, first).is_none() {
                return Ok(None);
            }
            sitting.judge();
        }
        if !sitting.rows.notes.is_empty() {
            sitting.judge();
        }
        Ok(Some(()))
    }
}

impl Room {
    /// Reads the rows loaded into columns. Nothing where they need the reader of all writings.
    fn chunk(
        &mut self,
        lines: &[Option<u16>],
        builder: &mut ChunkBuilder<'_>,
        rows: &mut Rows<'_>,
        first: u32,
    ) -> Option<()> {
        let (mut lanes, words) = builder.lanes(lines);
        self.said.iter_mut().for_each(Texts::clear);
        self.others.clear();
        self.written.clear();
        let Self { parquet, said, others, written } = self;
        let mut count = 0;
        for (at, loaded) in parquet.columns() {
            count = loaded.rows();
            let column = rows.column(at);
            if let Some(says) = column.says {
                let texts = &mut said[says as usize];
                loaded.each(|row, item| texts.put(row, item.written().trim_ascii()))?;
            }
            let mut other = |row: usize, item: Item<'_>| {
                let from = written.len();
                written.push_str(item.written().trim_ascii());
                others.push((row, at, from..written.len()));
            };
            put(column, &loaded, lanes[at].as_mut(), &mut other)?;
        }
        others.sort_by_key(|(row, ..)| *row);
        self.ends(&mut lanes, words, rows, first, count)
    }
    /// Ends the rows one after the other, each with its cells that are no plain numbers.
    fn ends(
        &self,
        lanes: &mut [Option<Lane<'_>>],
        words: &mut Words,
        rows: &mut Rows<'_>,
        first: u32,
        count: usize,
    ) -> Option<()> {
        let mut others = self.others.iter().peekable();
        for (row, number) in (0..count).zip(first..) {
            while let Some((_, at, text)) = others.next_if(|(of, ..)| *of == row) {
                let (text, lane) = (&self.written[text.clone()], &mut lanes[*at]);
                let Some(lane) = lane.as_mut().filter(|_| !text.is_empty()) else { continue };
                match rows.column(*at).scale.and_then(|(_, places)| plain_number(text, places)) {
                    Some(number) if lane.put(row, number) => {}
                    Some(_) => rows.refused(rows.column(*at).line?),
                    None => rows.cell(*at, lane, words, (row, number), text),
                }
            }
            let said: [&str; SAYS] = std::array::from_fn(|says| self.said[says].of(row));
            rows.end(&said, number)?;
        }
        Some(())
    }
}

/// Puts the whole numbers of a column into its lane, and hands on what else is filled.
fn put(
    column: Column,
    loaded: &Loaded<'_>,
    lane: Option<&mut Lane<'_>>,
    other: &mut impl FnMut(usize, Item<'_>),
) -> Option<()> {
    let Some(lane) = lane else { return Some(()) };
    let Some((scale, places)) = column.scale else { return loaded.each(other) };
    // A count has no sign; the reader of all writings says what it makes of one.
    let is_plain = |n: i64| n >= 0 || places > 0;
    let by_runs = loaded.runs(|row, numbers| {
        if !numbers.iter().all(|n| is_plain(*n)) || !lane.put_run(row, numbers, scale) {
            for (at, n) in numbers.iter().enumerate() {
                let small_units = n.checked_mul(scale).filter(|_| is_plain(*n));
                if !small_units.is_some_and(|number| lane.put(row + at, number)) {
                    other(row + at, Item::Number(*n, 0));
                }
            }
        }
    });
    if by_runs {
        return Some(());
    }
    loaded.each(|row, item| {
        let small_units = match item {
            Item::Number(n, finer) if finer <= places => n.checked_mul(10_i64.pow(places - finer)),
            Item::Real(x) => whole(x).map(|n| n * scale),
            _ => None,
        };
        if !small_units.filter(|n| is_plain(*n)).is_some_and(|number| lane.put(row, number)) {
            other(row, item);
        }
    })
}

/// The whole number a fraction is, if it is one and no large one.
#[allow(clippy::cast_possible_truncation, reason = "it is whole and far within 64 bits")]
fn whole(x: f64) -> Option<i64> {
    (x.abs() < 1e12 && x.trunc() == x).then_some(x as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_text_says_nothing() {
        let mut texts = Texts::default();
        texts.put(1, "a");
        texts.put(2, "");
        texts.put(4, "bc");
        let said: Vec<&str> = (0..6).map(|row| texts.of(row)).collect();
        assert_eq!(said, ["", "a", "", "", "bc", ""]);
    }
}
