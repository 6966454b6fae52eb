//! Where a value came from: file, sheet, row, column.

use super::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Row of a source file an entry rests on. The column follows from the batch's stored mapping.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceRef {
    /// Batch number, as `B0001`.
    pub batch: String,
    /// Sheet, counted from 0 in the order of the workbook.
    pub sheet: u32,
    /// Row as people count it, from 1.
    pub row: u32,
    /// Row of the block heading a value was taken from, if any.
    pub block_row: Option<u32>,
}

/// The row of a source by content: the same file gives the same key, so a re-import finds its identities again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceKey {
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row, from 1.
    pub row: u32,
}

impl SourceKey {
    /// The key of a subject that comes of no file: the parts that name it to people, so that naming it again leads to the
    /// same identity.
    pub fn named(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        Self { sha256: hex(&hash.finalize()), sheet: 0, row: 1 }
    }
}

/// A cell as people name it, `D41`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellRef {
    /// Row from 1.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

/// `A`, `B` … `Z`, `AA` … of a column counted from 0.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The number of a column from 0 by its letters, `B` or `xfd`; `None` where they are none, or beyond XFD.
pub fn column_number(letters: &str) -> Option<u32> {
    let letter = |c: char| c.is_ascii_alphabetic().then(|| u32::from(c.to_ascii_uppercase()) - u32::from('@'));
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.chars().try_fold(0, |n, c| Some(n * 26 + letter(c)?))?;
    (number <= 16_384).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        assert_eq!(CellRef { row: 41, column: 3 }.to_string(), "D41");
        assert_eq!([0, 25, 26, 701, 702].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA"].map(String::from));
    }
}
