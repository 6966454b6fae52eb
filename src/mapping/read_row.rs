//! A row as read: cells already in Unicode, the text as written kept beside them.

use crate::model::Date;
use std::borrow::Cow;

/// What a cell says once its script is settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Text in Unicode, NFC, trimmed, not blank.
    Text(String),
    /// A number as the file stores it, `2512.5`.
    Number(String),
    /// A date by its number format.
    Date(Date),
    /// Yes or no.
    Bool(bool),
    /// An error value, `#REF!`.
    Error(String),
    /// A formula whose value was not stored.
    NotCalculated,
    /// Struck through by whoever kept the list; the text is what stands under the stroke.
    StruckOut(String),
}

/// Repair of a text of which a part was struck through.
pub(super) const STRUCK_OUT: &str = "struck_out";

/// One cell as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadCell {
    /// Column from 0.
    pub column: u32,
    /// What it says.
    pub said: Said,
    /// The text as written, where reading it changed it (a legacy font, repaired Unicode).
    pub written: Option<String>,
    /// Repairs made on reading, by code name.
    pub repairs: Vec<&'static str>,
    /// Characters the font's table does not know.
    pub unknown: Vec<char>,
    /// The script could not be decided; the text was left as it is.
    pub undecided: bool,
    /// Row it stands in when that is another one: the first of a merged area that reaches down to this row.
    pub stands_in: Option<u32>,
}

impl ReadCell {
    /// The cell as plain text; dates as ISO.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.said {
            Said::Text(text) | Said::Number(text) | Said::Error(text) | Said::StruckOut(text) => Cow::Borrowed(text),
            Said::Date(day) => Cow::Owned(day.to_string()),
            Said::Bool(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
            Said::NotCalculated => Cow::Borrowed(""),
        }
    }
    /// Is there nothing to be taken from it: an error value, a formula without a value, a stroke through all of it?
    pub fn is_void(&self) -> bool {
        matches!(self.said, Said::Error(_) | Said::NotCalculated | Said::StruckOut(_))
    }
    /// Was a part of its text struck through and left out?
    pub fn is_partly_struck(&self) -> bool {
        self.repairs.contains(&STRUCK_OUT)
    }
    /// The text as it stands in the file; dates as ISO.
    pub fn as_written(&self) -> String {
        self.written.clone().unwrap_or_else(|| self.text().into_owned())
    }
    /// Is it a number by type, or text that is only digits (of either script)?
    pub fn whole_number(&self) -> Option<u64> {
        match &self.said {
            Said::Number(text) => text.strip_suffix(".0").unwrap_or(text).parse().ok(),
            Said::Text(text) => {
                let digits: Option<String> = text.trim_end_matches('.').chars().map(ascii_digit).collect();
                digits?.parse().ok()
            }
            _ => None,
        }
    }
    /// Does it hold a figure, a date or a number in whatever writing?
    pub fn has_digit(&self) -> bool {
        self.text().chars().any(|c| ascii_digit(c).is_some())
    }
}

fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '०'..='९' => char::from_digit(u32::from(c) - 0x0966, 10),
        _ => None,
    }
}

/// One row as read; blank cells are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadRow {
    /// Row from 1.
    pub number: u32,
    /// Cells by column.
    pub cells: Vec<ReadCell>,
    /// The whole row is struck through; its cells are read all the same.
    pub struck: bool,
}

impl ReadRow {
    /// The cell of a column.
    pub fn cell(&self, column: u32) -> Option<&ReadCell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}
