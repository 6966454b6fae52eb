//! A report dressed for one reader: nothing but words and pictures, the same for screen and paper.
//!
//! This is also what is handed to the printing program `coop-print`, as JSON.

use super::svg::Drawing;
use serde::{Deserialize, Serialize};

/// A report ready to be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dressed {
    /// Name of the report.
    pub key: String,
    /// `en` or `hi`.
    pub lang: String,
    /// Date of the data, ISO: the date of the document.
    pub date: String,
    /// Office that issues it.
    pub office: String,
    /// Title.
    pub title: String,
    /// Line under the title: date of the data.
    pub subtitle: String,
    /// Is the widest table too wide for an upright sheet?
    pub landscape: bool,
    /// Paragraphs before the tables (the words of an order).
    pub preamble: Vec<String>,
    /// Who signs, under the tables.
    pub signature: Option<String>,
    /// Sections in order.
    pub sections: Vec<DressedSection>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Heading of the remarks.
    pub notes_heading: String,
    /// Sources, with licences.
    pub sources: Vec<String>,
    /// Heading of the sources.
    pub sources_heading: String,
    /// Footer of every page.
    pub footer: String,
    /// Words of the page number: `पृष्ठ`.
    pub page_word: String,
    /// Are page numbers in Devanagari digits?
    pub deva_digits: bool,
}

/// One table with its figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DressedSection {
    /// Name in messages.
    pub key: String,
    /// Heading.
    pub heading: String,
    /// Charts and maps.
    pub figures: Vec<Figure>,
    /// Columns.
    pub columns: Vec<DressedColumn>,
    /// Rows, group headings, totals.
    pub lines: Vec<Line>,
    /// Said in place of a table without rows, or of one too long for paper.
    pub instead: Option<String>,
}

impl DressedSection {
    /// Rows of the table, without group headings and totals.
    pub fn rows(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, Line::Row(..))).count()
    }
}

/// A drawing with its title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Shapes and words.
    pub drawing: Drawing,
    /// The shapes alone as SVG, for paper, where the words are set by the page's own fonts.
    pub shapes_svg: String,
    /// Title, printed above.
    pub title: String,
    /// What the drawing cannot show, printed below; empty if nothing.
    pub remark: String,
}

impl Figure {
    /// A drawing with its title.
    pub fn new(drawing: Drawing, title: String, remark: String) -> Self {
        Self { shapes_svg: drawing.without_words(), drawing, title, remark }
    }
}

/// A column heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DressedColumn {
    /// Words.
    pub heading: String,
    /// Numbers stand to the right.
    pub number: bool,
    /// Share of the width, in letters of a usual row.
    pub weight: usize,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Heading of the rows that follow, over the whole width.
    Group(String),
    /// Cells, one a column; and how dark each is shaded, 0 (not) to 4, where the table is a heat table, else nothing.
    Row(Vec<String>, Vec<u8>),
    /// Totals, one cell a column.
    Total(Vec<String>),
}

/// Colours of the shades 1 to 4: light enough for black figures on screen and paper, apart from each other in grey too.
pub const SHADES: [&str; 4] = ["#fdebd3", "#f9cf9c", "#f0ab5f", "#e0842c"];

/// The colour of a shade; white for none.
pub fn shade_colour(shade: u8) -> &'static str {
    usize::from(shade).checked_sub(1).and_then(|at| SHADES.get(at)).copied().unwrap_or("#ffffff")
}
