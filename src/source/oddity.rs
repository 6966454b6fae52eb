//! What was odd about a file that could be read all the same.

use crate::model::Remark;
use std::fmt;

/// Something the person at the desk may want to know; nothing was lost by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The name says one format, the content another; the content was believed.
    NamedOtherwise {
        /// Ending of the name.
        ending: String,
        /// Format of the content.
        content: &'static str,
    },
    /// Rows or cells stand out of order in the file; they were sorted.
    OutOfOrder,
    /// A cell is given twice; the later one was kept.
    CellTwice(u64),
    /// Formulas without a stored value.
    FormulaWithoutValue(u64),
    /// A merged area that is no rectangle of this sheet was passed over.
    BrokenMerge(u64),
    /// Shared texts that are not there; the cells were left empty.
    LostText(u64),
    /// More cell styles than can be told apart; the surplus reads as plain.
    TooManyStyles,
    /// Text that is no UTF-8 was read as Windows-1252.
    Windows1252,
    /// Text was read as UTF-16.
    Utf16,
    /// Quotation marks are letters of this text, they do not enclose its fields.
    QuotesAreLetters,
    /// A quotation mark opens a field and no other closes it; it was read as a letter.
    OpenQuote,
}

impl Oddity {
    /// A stable name, as `named_otherwise`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NamedOtherwise { .. } => "named_otherwise",
            Self::OutOfOrder => "out_of_order",
            Self::CellTwice(_) => "cell_twice",
            Self::FormulaWithoutValue(_) => "formula_without_value",
            Self::BrokenMerge(_) => "broken_merge",
            Self::LostText(_) => "lost_text",
            Self::TooManyStyles => "too_many_styles",
            Self::Windows1252 => "windows_1252",
            Self::Utf16 => "utf_16",
            Self::QuotesAreLetters => "quotes_are_letters",
            Self::OpenQuote => "open_quote",
        }
    }

    /// What to tell the person at the desk.
    pub fn remark(&self) -> Remark {
        let counted = |pattern, n: &u64| Remark::new(pattern).with("count", n);
        match self {
            Self::NamedOtherwise { ending, content } => {
                Remark::new("the name ends in .{ending}, but the content is {content}; read by its content")
                    .with("ending", ending)
                    .with("content", content)
            }
            Self::OutOfOrder => Remark::new("rows or cells stand out of order; sorted"),
            Self::CellTwice(n) => counted("{count} cells are given twice; the later one is kept", n),
            Self::FormulaWithoutValue(n) => {
                counted("{count} formulas have no stored value; open and save the file in a spreadsheet program", n)
            }
            Self::BrokenMerge(n) => counted("{count} merged areas make no sense; passed over", n),
            Self::LostText(n) => counted("{count} cells refer to a text that is not in the file; left empty", n),
            Self::TooManyStyles => Remark::new("more than 65,535 cell styles; the surplus reads as plain"),
            Self::Windows1252 => Remark::new("not UTF-8; read as Windows-1252"),
            Self::Utf16 => Remark::new("read as UTF-16"),
            Self::QuotesAreLetters => Remark::new("quotation marks do not enclose fields here; read as letters"),
            Self::OpenQuote => Remark::new("a quotation mark opens a field and is never closed; read as a letter"),
        }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.remark().fmt(f)
    }
}
