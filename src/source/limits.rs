//! How large a file may be before it is refused.

/// The limits held while a file is being read, never by trusting what the file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file on disk, bytes.
    pub file_bytes: u64,
    /// Size of all parts of one file once unpacked, bytes.
    pub unpacked_bytes: u64,
    /// Unpacked size over packed size; looked at once a file has unpacked to more than [`Limits::RATIO_FREE`].
    pub ratio: u64,
    /// Sheets of a workbook.
    pub sheets: u64,
    /// Cells of a workbook, all its sheets together.
    pub cells: u64,
    /// Different texts of a workbook.
    pub texts: u64,
    /// Length of one text, bytes (a spreadsheet program allows 32,767 characters).
    pub text_bytes: u64,
    /// Rows of one sheet.
    pub rows: u64,
    /// Columns of one sheet.
    pub columns: u64,
    /// Elements within elements in an XML part.
    pub depth: u64,
}

impl Limits {
    /// Bytes a file may unpack to before [`Limits::ratio`] is looked at: small files may be repetitive.
    pub const RATIO_FREE: u64 = 64 << 20;
}

/// What the other sheets of a workbook hold already: cells and texts are limited for the file, not for each sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    pub cells: u64,
    pub texts: u64,
    pub text_bytes: u64,
}

impl Spent {
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self {
            cells: self.cells.saturating_add(more.cells),
            texts: self.texts.saturating_add(more.texts),
            text_bytes: self.text_bytes.saturating_add(more.text_bytes),
        }
    }
}

impl Default for Limits {
    /// Room for the largest sheet a spreadsheet program can make in practice, on an office computer.
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            unpacked_bytes: 2 << 30,
            ratio: 250,
            sheets: 1_000,
            cells: 50_000_000,
            texts: 50_000_000,
            text_bytes: 1 << 20,
            rows: 16_777_216,
            columns: 16_384,
            depth: 64,
        }
    }
}
