//! The National Cooperative Database: the office's societies as its form asks for them, held against its listing, ranked by
//! its frame.

mod account;
mod agreement;
mod corrections;
mod form;
mod frame;
mod listing;
mod manifest;
mod matched;
mod places;
mod ranking;
mod records;
mod score;
mod written;

pub use account::account;
pub use agreement::{Agreement, Category, Counts, Difference, Lone, ROUGHLY, Standing, compare};
pub use corrections::{CorrectionWords, correction_book};
pub use form::{Form, NcdField, NcdKind, Unit};
pub use frame::{Criterion, Frame, Head, NoWeights, RankedSector, Weights, marks_written};
pub use listing::{CellReader, Listing, ListingError};
pub use manifest::{Manifest, Summed};
pub use matched::{Matched, Matches};
pub use places::{PlaceCodes, place_codes};
pub use ranking::{Ranked, Ranking, by_place, rank};
pub use records::{Asked, Exporter, Record, Tally, sector as sector_of};
pub use score::{Judged, Marks, Score, Scorer, Verdict};
pub use written::{CsvSheet, XlsxSheet, cell_text};
