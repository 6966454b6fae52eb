//! A sheet before it becomes a file of some kind.

/// Font of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    Calibri,
    Mangal,
    KrutiDev,
}

impl Font {
    pub const ALL: [Self; 3] = [Self::Calibri, Self::Mangal, Self::KrutiDev];
    pub fn name(self) -> &'static str {
        match self {
            Self::Calibri => "Calibri",
            Self::Mangal => "Mangal",
            Self::KrutiDev => "Kruti Dev 010",
        }
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Empty,
    Text(String),
    /// Pieces in fonts of their own.
    Rich(Vec<(Font, String)>),
    Number(i64),
    /// Excel serial, shown as a date.
    Date(i64),
}

/// A cell with its dress.
#[derive(Clone, Debug)]
pub struct Cell {
    pub content: Content,
    pub font: Font,
    pub bold: bool,
}

impl Cell {
    fn with(content: Content) -> Self {
        Self { content, font: Font::Calibri, bold: false }
    }
    pub fn empty() -> Self {
        Self::with(Content::Empty)
    }
    pub fn text(text: impl Into<String>) -> Self {
        Self::with(Content::Text(text.into()))
    }
    pub fn number(n: i64) -> Self {
        Self::with(Content::Number(n))
    }
    pub fn date(serial: i64) -> Self {
        Self::with(Content::Date(serial))
    }
    pub fn rich(pieces: Vec<(Font, String)>) -> Self {
        Self::with(Content::Rich(pieces))
    }
    pub fn font(mut self, font: Font) -> Self {
        self.font = font;
        self
    }
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }
}

/// Corners of a merged block: first row, first column, last row, last column, all from 0.
pub type Merge = (u32, u16, u32, u16);

/// One sheet. Rows count from 1 in what the methods return, as they do on the screen.
pub struct Grid {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
    pub merges: Vec<Merge>,
}

impl Grid {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), rows: Vec::new(), merges: Vec::new() }
    }

    /// Adds a row and says its number.
    pub fn push(&mut self, cells: Vec<Cell>) -> u32 {
        self.rows.push(cells);
        self.height()
    }

    /// Number of the last row.
    pub fn height(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    pub fn blank(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A line over the whole width, merged.
    pub fn title(&mut self, text: impl Into<String>, font: Font, width: u16) {
        let row = self.height();
        self.rows.push(vec![Cell::text(text).font(font).bold()]);
        self.merges.push((row, 0, row, width - 1));
    }

    /// A heading row.
    pub fn heading(&mut self, words: &[&str], font: Font) {
        self.rows.push(
            words.iter().map(|w| if w.is_empty() { Cell::empty() } else { Cell::text(*w).font(font).bold() }).collect(),
        );
    }
}

/// `A1` for row 1, column 0.
pub fn cell_name(row: u32, column: usize) -> String {
    let mut letters = String::new();
    let mut n = column + 1;
    while n > 0 {
        let letter = u8::try_from((n - 1) % 26).unwrap_or(0) + b'A';
        letters.insert(0, char::from(letter));
        n = (n - 1) / 26;
    }
    format!("{letters}{row}")
}
