//! Parquet: a table of columns, each written by itself, in groups of rows.
//!
//! ```text
//! file ─[its footer]→ TableOf (columns and what they hold) ─[ColumnOf]→ cells of some rows, column by column
//! ```
//!
//! A table has no heading row; here its columns are headed by their names in row 1, and its first record is row 2, as in a CSV of
//! the same table. Columns within columns are refused.

mod cells;
mod list;
#[cfg(test)]
pub(crate) mod made;
mod sheet;
#[cfg(test)]
mod tests;

pub use cells::{Item, Loaded};
pub use list::{ParquetList, ParquetRoom};
pub(super) use sheet::ParquetReader;

use super::error::Fault;
use crate::model::Remark;
use cells::Holds;
use parquet::{
    errors::ParquetError,
    file::reader::{ChunkReader, FileReader, SerializedFileReader},
};

/// Row of the headings.
const HEADING_ROW: u32 = 1;
/// What a file begins and ends with, plain and where its footer is encrypted.
pub(super) const MARKS: [&[u8]; 2] = [b"PAR1", b"PARE"];

/// A table as its footer says it is.
struct TableOf<R: ChunkReader> {
    file: SerializedFileReader<R>,
    columns: Vec<(String, Holds)>,
    /// Rows of each group.
    groups: Vec<usize>,
}

impl<R: ChunkReader + 'static> TableOf<R> {
    fn open(source: R) -> Result<Self, Fault> {
        let length = source.len();
        let end = source.get_bytes(length.saturating_sub(4), 4.min(usize::try_from(length).unwrap_or(4)));
        let end = end.map_err(|error| broken("footer", &error))?;
        if end == MARKS[1] {
            return Err(Fault::Encrypted("Parquet encryption"));
        }
        if end != MARKS[0] {
            return Err(Fault::Truncated(Remark::new("the footer of the Parquet file is missing")));
        }
        let file = SerializedFileReader::new(source).map_err(|error| broken("footer", &error))?;
        let facts = file.metadata();
        let mut columns = Vec::new();
        for column in facts.file_metadata().schema_descr().columns() {
            let name = column.path().string();
            if column.path().parts().len() > 1 || column.max_rep_level() > 0 {
                return Err(Fault::broken_table(&name, "it holds columns within a column"));
            }
            columns.push((name, Holds::of(column)));
        }
        let groups = facts.row_groups().iter().map(|group| usize::try_from(group.num_rows()).unwrap_or(0)).collect();
        Ok(Self { file, columns, groups })
    }
}

/// What the library says of a file, in one of few words.
fn broken(part: &str, error: &ParquetError) -> Fault {
    let text = error.to_string();
    Fault::broken_table(
        part,
        if text.contains("crypt") {
            return Fault::Encrypted("Parquet encryption");
        } else if matches!(error, ParquetError::NYI(_)) || text.contains("isabled feature") {
            "it is packed in a way that is not read here"
        } else {
            "it is not as Parquet writes it"
        },
    )
}
