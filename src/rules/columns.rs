//! Returns laid out in columns: whole numbers with a bit each that says whether the line is filled.

use super::condition::{FieldRef, Unit, Words, days, unit_of};
use crate::{
    catalogue::{ReturnField, ReturnFields, ReturnKind},
    model::{Paise, Value},
};
use std::sync::Arc;

/// Most returns of one chunk: so many that the columns of a form stay in a processor's own cache while they are judged.
pub const CHUNK_ROWS: usize = 1_024;

/// One line of the form over all rows of a chunk.
#[derive(Clone, Debug, Default)]
pub struct Column {
    values: Vec<i64>,
    known: Vec<u64>,
}

impl Column {
    /// Numbers in small units; 0 where nothing is filled in. Padded to a multiple of 64 rows.
    pub(crate) fn values(&self) -> &[i64] {
        &self.values
    }
    /// One bit a row: is the line filled?
    pub(crate) fn known(&self) -> &[u64] {
        &self.known
    }
    fn set(&mut self, row: usize, value: i64) {
        if self.values.len() <= row {
            self.values.resize(row + 1, 0);
        }
        self.values[row] = value;
        mark(&mut self.known, row);
    }
    fn pad(&mut self, rows: usize) {
        self.values.resize(rows, 0);
        self.known.resize(rows / 64, 0);
    }
    /// The same of some rows.
    fn of_rows(&self, rows: &[u32]) -> Self {
        let mut picked = Self::default();
        for (to, from) in rows.iter().enumerate().map(|(to, from)| (to, *from as usize)) {
            if self.known[from / 64] >> (from % 64) & 1 == 1 {
                picked.set(to, self.values[from]);
            }
        }
        picked.pad(rows.len().next_multiple_of(64));
        picked
    }
}

/// A column while a list is read into it, at any row of a chunk.
pub struct Lane<'c> {
    values: &'c mut [i64],
    known: &'c mut [u64],
    limit: u64,
}

impl Lane<'_> {
    /// Puts a number in small units into a row; one beyond the line's limit is not taken.
    #[inline]
    pub fn put(&mut self, row: usize, number: i64) -> bool {
        let fits = number.unsigned_abs() <= self.limit;
        self.values[row] = number;
        self.known[row / 64] |= u64::from(fits) << (row % 64);
        fits
    }
    /// The same of rows that follow each other, each number so many times over; if one of them is not taken, none is.
    pub fn put_run(&mut self, row: usize, numbers: &[i64], times: i64) -> bool {
        let Some(most) = self.limit.checked_div(times.unsigned_abs()) else { return false };
        if numbers.iter().fold(0, |largest, number| number.unsigned_abs().max(largest)) > most {
            return false;
        }
        let rows = row..row + numbers.len();
        self.values[rows.clone()].iter_mut().zip(numbers).for_each(|(to, number)| *to = number * times);
        for (no, word) in self.known.iter_mut().enumerate().take(rows.end.div_ceil(64)).skip(row / 64) {
            let from = rows.start.max(no * 64) - no * 64;
            let to = rows.end.min(no * 64 + 64) - no * 64;
            if from < to {
                *word |= u64::MAX >> (64 - (to - from)) << from;
            }
        }
        true
    }
}

fn mark(bits: &mut Vec<u64>, row: usize) {
    if bits.len() <= row / 64 {
        bits.resize(row / 64 + 1, 0);
    }
    bits[row / 64] |= 1 << (row % 64);
}

/// Returns under one law, this year's and last year's lines side by side.
#[derive(Clone, Debug)]
pub struct Chunk {
    rows: usize,
    now: Vec<Option<Column>>,
    prev: Vec<Option<Column>>,
    on_record: Vec<u64>,
    words: Words,
}

impl Chunk {
    /// How many returns.
    pub fn rows(&self) -> usize {
        self.rows
    }
    pub(crate) fn padded(&self) -> usize {
        self.rows.next_multiple_of(64)
    }
    pub(crate) fn column(&self, field: FieldRef) -> Option<&Column> {
        let side = if field.prev { &self.prev } else { &self.now };
        side.get(usize::from(field.no)).and_then(Option::as_ref)
    }
    pub(crate) fn on_record(&self) -> &[u64] {
        &self.on_record
    }
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }
    /// A chunk of some of its rows.
    pub(crate) fn of_rows(&self, rows: &[u32]) -> Chunk {
        let picked = |side: &[Option<Column>]| side.iter().map(|column| Some(column.as_ref()?.of_rows(rows))).collect();
        let mut on_record = vec![0; rows.len().div_ceil(64)];
        for (to, from) in rows.iter().enumerate().map(|(to, from)| (to, *from as usize)) {
            on_record[to / 64] |= (self.on_record[from / 64] >> (from % 64) & 1) << (to % 64);
        }
        Chunk {
            rows: rows.len(),
            now: picked(&self.now),
            prev: picked(&self.prev),
            on_record,
            words: self.words.clone(),
        }
    }
    /// The number in a line of one return, in small units (days for dates, 1 and 0 for yes and no).
    pub(crate) fn number(&self, field: FieldRef, row: usize) -> Option<i64> {
        let column = self.column(field)?;
        (column.known.get(row / 64)? >> (row % 64) & 1 == 1).then(|| column.values[row])
    }
    /// The value in a line of one return.
    pub fn value(&self, field: FieldRef, row: usize, fields: &ReturnFields) -> Value {
        let Some(number) = self.number(field, row) else { return Value::Empty };
        match fields.at(field.no).kind {
            ReturnKind::Money => Value::Money(Paise(number)),
            ReturnKind::Integer => Value::Integer(number),
            ReturnKind::Percent => Value::Percent(number),
            ReturnKind::Quantity => Value::Quantity(number),
            ReturnKind::Bool => Value::Bool(number != 0),
            ReturnKind::Date => days::to_date(number).map_or(Value::Empty, Value::Date),
            ReturnKind::Code | ReturnKind::Text => self.words.word(number).map_or(Value::Empty, Value::text),
        }
    }
}

/// Lines of one return, by their numbers in [`ReturnFields`].
pub type Lines = Vec<(u16, Value)>;

/// Fills a chunk return by return.
#[derive(Debug)]
pub struct ChunkBuilder<'a> {
    fields: &'a ReturnFields,
    /// Largest magnitude of each line, in small units.
    limits: Arc<[u64]>,
    chunk: Chunk,
}

impl<'a> ChunkBuilder<'a> {
    /// An empty chunk. `words` are those of the rulebook, so that words in rules and in returns share their numbers.
    pub fn new(fields: &'a ReturnFields, words: Words) -> Self {
        let limit = |line: &ReturnField| unit_of(line.kind, &line.unit).map_or(i64::MAX, Unit::limit).unsigned_abs();
        Self::with_limits(fields, fields.fields.iter().map(limit).collect(), words)
    }
    fn with_limits(fields: &'a ReturnFields, limits: Arc<[u64]>, words: Words) -> Self {
        let none = || vec![None; fields.fields.len()];
        Self { fields, limits, chunk: Chunk { rows: 0, now: none(), prev: none(), on_record: Vec::new(), words } }
    }
    /// Takes what was filled so far and goes on with an empty chunk.
    pub fn take(&mut self, words: Words) -> Chunk {
        let next = Self::with_limits(self.fields, Arc::clone(&self.limits), words);
        std::mem::replace(self, next).finish()
    }
    /// The columns of some lines, each named once, to be filled row by row up to [`CHUNK_ROWS`], in the order given; and the
    /// words of the chunk. What stands in a row that is not put is undefined, as in a column of blanks.
    pub fn lanes(&mut self, lines: &[Option<u16>]) -> (Vec<Option<Lane<'_>>>, &mut Words) {
        for no in lines.iter().flatten() {
            self.chunk.now[usize::from(*no)].get_or_insert_default().pad(CHUNK_ROWS);
        }
        let mut lanes: Vec<Option<Lane<'_>>> = lines.iter().map(|_| None).collect();
        for (no, column) in self.chunk.now.iter_mut().enumerate() {
            let at = lines.iter().position(|line| line.is_some_and(|line| usize::from(line) == no));
            if let (Some(at), Some(column)) = (at, column) {
                let limit = self.limits[no];
                lanes[at] = Some(Lane { values: &mut column.values, known: &mut column.known, limit });
            }
        }
        (lanes, &mut self.chunk.words)
    }
    /// The chunk of the rows filled through [`Self::lanes`].
    pub fn filled(&mut self, rows: usize) -> &Chunk {
        self.chunk.rows = rows;
        self.chunk.on_record.resize(self.chunk.padded() / 64, 0);
        &self.chunk
    }
    /// Begins again in the same columns. `words` are those the builder was made with.
    pub fn restart(&mut self, words: &Words) {
        self.chunk.now.iter_mut().flatten().for_each(|column| column.known.fill(0));
        if self.chunk.words.count() != words.count() {
            self.chunk.words = words.clone();
        }
        self.chunk.rows = 0;
    }
    /// Returns so far.
    pub fn rows(&self) -> usize {
        self.chunk.rows
    }
    /// Adds a return with last year's, if that is on record. A value that is not of the line's kind or beyond its
    /// limit is left out (the rules that need it cannot tell) and its line is given back.
    pub fn push(&mut self, now: &[(u16, Value)], prev: Option<&[(u16, Value)]>) -> Vec<FieldRef> {
        let row = self.chunk.rows;
        let mut refused = Vec::new();
        self.fill(row, false, now, &mut refused);
        if let Some(prev) = prev {
            mark(&mut self.chunk.on_record, row);
            self.fill(row, true, prev, &mut refused);
        }
        self.chunk.rows += 1;
        refused
    }
    fn fill(&mut self, row: usize, prev: bool, lines: &[(u16, Value)], refused: &mut Vec<FieldRef>) {
        for (no, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            let Some(line) = self.fields.fields.get(usize::from(*no)) else { continue };
            let side = if prev { &mut self.chunk.prev } else { &mut self.chunk.now };
            let number = number_of(line.kind, value, &mut self.chunk.words);
            match number.filter(|number| number.unsigned_abs() <= self.limits[usize::from(*no)]) {
                Some(number) => side[usize::from(*no)].get_or_insert_default().set(row, number),
                None => refused.push(FieldRef { prev, no: *no }),
            }
        }
    }
    /// The chunk.
    pub fn finish(mut self) -> Chunk {
        let padded = self.chunk.padded();
        for column in self.chunk.now.iter_mut().chain(&mut self.chunk.prev).flatten() {
            column.pad(padded);
        }
        self.chunk.on_record.resize(padded / 64, 0);
        self.chunk
    }
}

/// A value as the whole number the rules reckon with; nothing when it is of another kind.
pub fn number_of(kind: ReturnKind, value: &Value, words: &mut Words) -> Option<i64> {
    Some(match (kind, value) {
        (ReturnKind::Money, Value::Money(paise)) => paise.0,
        (ReturnKind::Integer, Value::Integer(n))
        | (ReturnKind::Percent, Value::Percent(n))
        | (ReturnKind::Quantity, Value::Quantity(n)) => *n,
        (ReturnKind::Bool, Value::Bool(yes)) => i64::from(*yes),
        (ReturnKind::Date, Value::Date(day)) => days::from_date(*day),
        (ReturnKind::Code | ReturnKind::Text, Value::Text(text)) => words.number(text),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Files;

    #[test]
    fn a_run_is_put_as_its_numbers_are_one_by_one() {
        let fields = ReturnFields::load(&Files::embedded()).unwrap();
        let profit = fields.no("net_profit");
        let numbers: Vec<i64> = (0..300).map(|n| n * 17 - 90).collect();
        for (row, length) in [(0, 0), (0, 64), (3, 1), (63, 2), (5, 200), (64, 128), (700, 300)] {
            let mut by_run = ChunkBuilder::new(&fields, Words::default());
            let mut one_by_one = ChunkBuilder::new(&fields, Words::default());
            assert!(by_run.lanes(&[profit]).0[0].as_mut().unwrap().put_run(row, &numbers[..length], 100));
            for (at, number) in numbers[..length].iter().enumerate() {
                assert!(one_by_one.lanes(&[profit]).0[0].as_mut().unwrap().put(row + at, number * 100));
            }
            let field = FieldRef { prev: false, no: profit.unwrap() };
            let (run, one) = (by_run.filled(CHUNK_ROWS), one_by_one.filled(CHUNK_ROWS));
            assert!((0..CHUNK_ROWS).all(|row| run.number(field, row) == one.number(field, row)), "{row} {length}");
        }
        let mut builder = ChunkBuilder::new(&fields, Words::default());
        let (mut lanes, _) = builder.lanes(&[profit]);
        assert!(!lanes[0].as_mut().unwrap().put_run(0, &[1, Paise::LIMIT / 100 + 1], 100));
        assert_eq!(builder.filled(2).number(FieldRef { prev: false, no: profit.unwrap() }, 0), None);
    }

    #[test]
    fn what_was_pushed_is_read_back_and_an_amount_beyond_the_limit_is_given_back() {
        let fields = ReturnFields::load(&Files::embedded()).unwrap();
        let (profit, status) = (fields.no("net_profit").unwrap(), fields.no("functional_status").unwrap());
        let mut builder = ChunkBuilder::new(&fields, Words::default());
        for row in 0..130_i64 {
            let now = vec![(profit, Value::Money(Paise(-row))), (status, Value::text("functional"))];
            let last = [(profit, Value::Money(Paise(row)))];
            assert_eq!(builder.push(&now, (row == 129).then_some(&last[..])), []);
        }
        let refused = builder.push(&[(profit, Value::Money(Paise(Paise::LIMIT + 1)))], None);
        assert_eq!(refused, [FieldRef { prev: false, no: profit }]);
        let chunk = builder.finish();
        assert_eq!((chunk.rows(), chunk.padded()), (131, 192));
        let this = FieldRef { prev: false, no: profit };
        assert_eq!(chunk.value(this, 129, &fields), Value::Money(Paise(-129)));
        assert_eq!(chunk.value(this, 130, &fields), Value::Empty);
        assert_eq!(chunk.value(FieldRef { prev: true, no: profit }, 129, &fields), Value::Money(Paise(129)));
        assert_eq!(chunk.value(FieldRef { prev: true, no: profit }, 128, &fields), Value::Empty);
        assert_eq!(chunk.value(FieldRef { prev: false, no: status }, 5, &fields), Value::text("functional"));
    }
}
