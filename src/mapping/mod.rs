//! Cells to mapped rows: which rows are headings, which column is which field, which rows are data.

mod headings;
mod lexicon;
mod profile;
mod read_row;
mod row_kind;
mod row_words;
mod rows_ahead;
mod script;
mod survey;
mod tables;

pub use headings::{Clash, ColumnMap, Headings, MergedBlock, SEARCHED_ROWS, TextRow, find_headings, headings_in_rows};
pub use lexicon::{HeadingLexicon, Recognised, Strength, heading_key, split_unit};
pub use profile::{FONTS, Located, Profile, ProfileColumn, ProfileTable};
pub use read_row::{ReadCell, ReadRow, Said};
pub use row_kind::{RowKind, RowReader};
pub use row_words::RowWords;
pub use script::{Script, Stretch};
pub use survey::{Survey, survey};
pub use tables::{find_tables, merged_blocks, names_its_rows};
