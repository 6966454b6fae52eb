//! A copy of a file in which some texts are told anew, in the format of the file.

use super::{
    Format, Limits, SourceError, delimited,
    error::Fault,
    ods,
    workbook::{ending_of, read_file},
    xlsx,
};
use crate::model::CellRef;
use std::path::Path;

/// Where a text stands in a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// Number of the sheet from 0, as [`crate::source::Workbook::sheet`] counts them.
    pub sheet: u32,
    /// The cell.
    pub cell: CellRef,
    /// Is it the note pinned to the cell?
    pub note: bool,
}

/// Says which texts are told anew.
pub trait Retell {
    /// The new text of a stretch in one font; `None` leaves it. Stretches of a cell come one after another.
    fn retell(&mut self, place: TextPlace, text: &str, font: Option<&str>) -> Option<String>;
    /// A text that must stay because other parts of the workbook call it by its name: the heading of a table.
    fn locked(&mut self, place: TextPlace, text: &str, font: Option<&str>);
    /// Is this font to be replaced where a text in it was told anew?
    fn is_replaced(&self, font: &str) -> bool;
    /// The font that takes its place.
    fn font(&self) -> &str;
}

/// Bytes of a file, the ending of its name, limits, who tells: the copy, if anything was told anew.
type Copying = fn(Vec<u8>, &str, &Limits, &mut dyn Retell) -> Result<Option<Vec<u8>>, Fault>;

/// Makes copies of one format.
#[derive(Clone, Copy)]
pub struct Copier(Copying);

impl Copier {
    /// The one of a format; none for those that are not written here.
    pub fn of(format: Format) -> Option<Self> {
        match format {
            Format::Xlsx => Some(Self(|bytes, _, limits, retell| xlsx::copy::copy(bytes, limits, retell))),
            Format::Ods => Some(Self(|bytes, _, limits, retell| ods::copy::copy(bytes, limits, retell))),
            Format::Csv => {
                Some(Self(|bytes, ending, limits, retell| delimited::copy::copy(&bytes, ending, limits, retell)))
            }
            Format::Xls | Format::Xlsb | Format::Parquet => None,
        }
    }
    /// The bytes of the copy; `None` when no text was told anew.
    ///
    /// # Errors
    /// As [`crate::source::Workbook::open`]; the file must be of the format.
    pub fn copy(self, path: &Path, limits: &Limits, retell: &mut dyn Retell) -> Result<Option<Vec<u8>>, SourceError> {
        let copied = read_file(path, limits).and_then(|bytes| (self.0)(bytes, &ending_of(path), limits, retell));
        copied.map_err(|fault| fault.at(path))
    }
}
