//! The room `source`: a path becomes a [`Workbook`]. Nothing above it knows file formats.
//!
//! ```text
//! path ─[content]→ what it is ─[xlsx | biff | ods | xlsb | delimited | parquet]→ SheetBuilder → Sheet
//! ```
//!
//! Everything is read as stored: no text is converted, no number rounded, no date guessed. A cell keeps its font
//! and the fonts of its runs, since in old files the font decides which letters were meant. [`Limits`] are held
//! while reading; what cannot be read at all is a [`SourceError`], what is merely strange an [`Oddity`].

mod ahead;
mod biff;
mod binary;
mod builder;
mod cell;
mod content;
mod copy;
mod delimited;
mod encoding;
mod error;
mod fonts;
mod grid;
mod guard;
mod limits;
mod look;
mod marks;
mod markup;
mod number_format;
mod oddity;
mod ods;
mod office_package;
mod package;
mod parquet;
mod patched;
mod plain_list;
mod serial;
mod sheet;
mod strings;
mod within;
mod workbook;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

pub use cell::{Cell, Content, Number, Piece, SerialDate};
pub use copy::{Copier, Retell, TextPlace};
pub use delimited::stretches::Stretches;
pub use error::{Fault, SourceError};
pub use limits::Limits;
pub use look::{Edge, Line, Look, Rgb};
pub use marks::{SheetMarks, Weight, marked};
pub use number_format::Shows;
pub use oddity::Oddity;
#[cfg(test)]
pub(crate) use parquet::made;
pub use parquet::{Item, Loaded, ParquetList, ParquetRoom};
pub use patched::Stand;
pub use plain_list::{Block, PlainList, cell_at};
pub use serial::DateSystem;
pub use sheet::{Area, Row, Sheet};
pub use workbook::{Format, SheetName, Workbook, sha256_of};
