//! The nouns shared by all rooms. No input, no output, no clock.

mod day;
mod entry;
mod field;
mod finding;
mod hex;
mod moment;
mod money;
mod plan;
mod remark;
mod source_ref;
mod value;
mod year;

pub use day::date_written;
pub use entry::{Entry, EntryNo, Line};
pub use field::{Field, Kind, Label, Language, TableDef, Tables};
pub use finding::{Finding, Findings, Locus, Severity};
pub use hex::hex;
pub use moment::{EARLIEST, Instant, Moment, TimeOfOffice};
pub use money::{Paise, group_indian};
pub use plan::{Act, Batch, BatchRow, NewEntry, Outcome, Plan, Subject};
pub use remark::{Remark, fill, places};
pub use source_ref::{CellRef, SourceKey, SourceRef, column_letters, column_number};
pub use value::{Facts, Value};
pub use year::{CooperativeYear, YearError};

/// A calendar date, without time or zone.
pub use jiff::civil::Date;
