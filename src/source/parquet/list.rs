//! A table read by as many as want to, some rows at a time: the memory holds no more of it than that.

use super::{
    HEADING_ROW, MARKS, TableOf,
    cells::{ColumnOf, Loaded},
};
use crate::source::{
    Limits, Sheet,
    builder::{Given, SheetBuilder},
    error::Fault,
    guard::guarded,
};
use parquet::file::reader::FileReader as _;
use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Mutex,
};

/// A group of more rows than these is read by several at once: to begin in the middle of one costs the reading of its
/// dictionaries again.
const STRETCH: usize = 1 << 17;

/// A table in a file.
pub struct ParquetList {
    path: PathBuf,
    name: String,
    headings: Vec<String>,
    stretches: Vec<Stretch>,
    /// Which stretches were given.
    given: Mutex<Vec<bool>>,
}

/// Some rows of a group.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    group: usize,
    from: usize,
    rows: usize,
    first_row: u32,
}

/// A worker's own opening of the file, and the rows it reads.
pub struct ParquetRoom {
    table: Option<TableOf<File>>,
    /// Which columns are read, by their places in the table.
    wanted: Vec<usize>,
    columns: Vec<ColumnOf>,
    stretch: Option<usize>,
    /// Group and row that the columns stand at.
    at: Option<(usize, usize)>,
    left: usize,
    row: u32,
    loaded: usize,
}

impl ParquetList {
    /// Opens a table; nothing where the file is something else.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = File::open(path)?;
        let mut mark = [0; 4];
        let is_table = file.metadata()?.is_file() && file.read_exact(&mut mark).is_ok() && MARKS[0] == mark;
        if !is_table {
            return Ok(None);
        }
        let table = guarded("footer", || TableOf::open(file)).and_then(|table| table).map_err(faulty)?;
        let mut stretches = Vec::new();
        let mut first_row = HEADING_ROW + 1;
        for (group, rows) in table.groups.iter().enumerate() {
            let parts = rows.div_ceil(STRETCH).max(1);
            for part in 0..parts {
                let (from, to) = (rows * part / parts, rows * (part + 1) / parts);
                stretches.push(Stretch { group, from, rows: to - from, first_row });
                let rows = u32::try_from(to - from).ok();
                let next = rows.and_then(|rows| first_row.checked_add(rows));
                first_row = next.ok_or(io::ErrorKind::InvalidData)?;
            }
        }
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let headings = table.columns.into_iter().map(|(heading, _)| heading).collect();
        let given = Mutex::new(vec![false; stretches.len()]);
        Ok(Some(Self { path: path.to_owned(), name, headings, stretches, given }))
    }
    /// Its headings as a sheet of one row.
    pub fn head_sheet(&self, limits: &Limits) -> Result<Sheet, Fault> {
        let mut builder = SheetBuilder::new(0, &self.name, limits);
        builder.begin_row(HEADING_ROW, false)?;
        for (column, heading) in (0..).zip(&self.headings).filter(|(_, heading)| !heading.is_empty()) {
            builder.put(column, 0, false, Given::Text(heading))?;
        }
        Ok(builder.finish())
    }
    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.headings.len()
    }
    /// In how many stretches it is read.
    pub fn stretches(&self) -> usize {
        self.stretches.len()
    }
    /// Room to read some of its columns.
    pub fn room(&self, wanted: Vec<usize>) -> ParquetRoom {
        ParquetRoom { table: None, wanted, columns: Vec::new(), stretch: None, at: None, left: 0, row: 0, loaded: 0 }
    }
    /// Goes to rows that nobody read: the number of their stretch; nothing when all are given. A column is read from its beginning
    /// on, so whoever read a stretch gets the one behind it, else the middle of the most that is left together.
    pub fn next(&self, room: &mut ParquetRoom) -> io::Result<Option<usize>> {
        let Ok(mut given) = self.given.lock() else { return Ok(None) };
        let behind = room.stretch.map(|last| last + 1).filter(|next| given.get(*next) == Some(&false));
        let Some(no) = behind.or_else(|| middle_of_most(&given)) else { return Ok(None) };
        given[no] = true;
        drop(given);
        self.go_to(no, room)?;
        Ok(Some(no))
    }
    /// Goes to the rows of a stretch.
    pub fn go_to(&self, no: usize, room: &mut ParquetRoom) -> io::Result<()> {
        let stretch = *self.stretches.get(no).ok_or(io::ErrorKind::InvalidInput)?;
        (room.left, room.row, room.stretch) = (stretch.rows, stretch.first_row, Some(no));
        if room.at == Some((stretch.group, stretch.from)) {
            return Ok(());
        }
        let opened = guarded("footer", || room.open(&self.path, stretch)).and_then(|opened| opened);
        opened.map_err(faulty)
    }
}

impl ParquetRoom {
    fn open(&mut self, path: &Path, stretch: Stretch) -> Result<(), Fault> {
        let table = match self.table.take() {
            Some(table) => table,
            // Each opens the file anew: one opening has one place in it.
            None => TableOf::open(File::open(path).map_err(|cause| Fault::Unreadable(cause.to_string()))?)?,
        };
        self.columns = table.columns_of(stretch.group, &self.wanted)?;
        for column in &mut self.columns {
            column.skip(stretch.from)?;
        }
        self.table = Some(table);
        self.at = Some((stretch.group, stretch.from));
        Ok(())
    }
    /// Reads the next rows, at most so many: the number of the first; nothing when the stretch is read.
    pub fn load(&mut self, most: usize) -> io::Result<Option<u32>> {
        let rows = self.left.min(most);
        if rows == 0 {
            return Ok(None);
        }
        let columns = &mut self.columns;
        let loaded = guarded("table", || columns.iter_mut().try_for_each(|column| column.load(rows)));
        loaded.and_then(|loaded| loaded).map_err(faulty)?;
        let first = self.row;
        self.row += u32::try_from(rows).unwrap_or(0);
        self.left -= rows;
        self.loaded = rows;
        self.at = self.at.map(|(group, from)| (group, from + rows));
        Ok(Some(first))
    }
    /// The columns wanted, each with its place in the table, and what was read of it.
    pub fn columns(&self) -> impl Iterator<Item = (usize, Loaded<'_>)> {
        self.wanted.iter().copied().zip(&self.columns).map(|(at, column)| (at, column.loaded(self.loaded)))
    }
}

impl<R: parquet::file::reader::ChunkReader + 'static> TableOf<R> {
    /// Some columns of a group of rows, to be read from the first on.
    pub(super) fn columns_of(&self, group: usize, wanted: &[usize]) -> Result<Vec<ColumnOf>, Fault> {
        let rows = self.file.get_row_group(group).map_err(|error| super::broken("table", &error))?;
        let schema = self.file.metadata().file_metadata().schema_descr();
        let open = |at: &usize| {
            let (name, holds) = &self.columns[*at];
            let reader = rows.get_column_reader(*at).map_err(|error| super::broken(name, &error))?;
            Ok(ColumnOf::new(name, *holds, reader, schema.column(*at).max_def_level() > 0))
        };
        wanted.iter().map(open).collect()
    }
}

/// Where to begin so that most is left behind before somebody else's: of nothing given the first.
fn middle_of_most(given: &[bool]) -> Option<usize> {
    if given.first() == Some(&false) && !given.contains(&true) {
        return Some(0);
    }
    let mut runs = Vec::new();
    let mut from = 0;
    for run in given.split(|given| *given) {
        runs.push((run.len(), from));
        from += run.len() + 1;
    }
    let (length, from) = runs.into_iter().max_by_key(|(length, from)| (*length, std::cmp::Reverse(*from)))?;
    (length > 0).then_some(from + length / 2)
}

fn faulty(fault: Fault) -> io::Error {
    io::Error::other(fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::middle_of_most;

    #[test]
    fn everybody_begins_in_the_middle_of_what_is_left() {
        let mut given = [false; 8];
        let mut order = Vec::new();
        while let Some(no) = middle_of_most(&given) {
            given[no] = true;
            order.push(no);
        }
        assert_eq!(order[..3], [0, 4, 2]);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
