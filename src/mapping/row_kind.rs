//! What a row of a sheet is: data, or one of the things that stand between data in old registers.

use super::{ColumnMap, Headings, ReadCell, ReadRow, RowWords, Said, heading_key, lexicon::heading_letters};
use serde::{Deserialize, Serialize};

/// Kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Above the heading.
    Title,
    /// The heading, or a repetition of it further down.
    Heading,
    /// Column numbers under a heading: 1 2 3 4 …
    Numbering,
    /// A line of the register.
    Data,
    /// Name of a district or block over the rows that follow.
    Block,
    /// Sum of the rows above.
    Subtotal,
    /// Sum of the whole table.
    Total,
    /// A remark, a signature, a source line.
    Note,
    /// Nothing.
    Blank,
}

impl RowKind {
    /// English name, as in JSON.
    pub fn key(self) -> &'static str {
        match self {
            RowKind::Title => "title",
            RowKind::Heading => "heading",
            RowKind::Numbering => "numbering",
            RowKind::Data => "data",
            RowKind::Block => "block",
            RowKind::Subtotal => "subtotal",
            RowKind::Total => "total",
            RowKind::Note => "note",
            RowKind::Blank => "blank",
        }
    }
}

/// Tells the kinds of rows of one table.
pub struct RowReader<'a> {
    headings: &'a Headings,
    words: &'a RowWords,
    /// Heading keys by column, to know a repeated heading.
    keys: Vec<(u32, Vec<String>)>,
    serial: Option<u32>,
}

/// Fields that are enough to make a row a line of a register; the rest describe it.
const NAMING: [&str; 22] = [
    "name",
    "name_hi",
    "name_en",
    "reg_no",
    "society",
    "society_no",
    "panel_no",
    "proposed_name",
    "member_no",
    "account_no",
    "applicant",
    "case_no",
    "person",
    "claimant",
    "complaint_no",
    "candidate",
    "tag",
    "diary_no",
    "file_no",
    "emp_code",
    "order_no",
    "code",
];

/// Does a column of this field say whom a row is about?
pub(super) fn names_a_subject(field: &str) -> bool {
    // Codes of places stand under their scheme and level: lgd_block_code.
    NAMING.contains(&field) || (field.ends_with("_code") && (field.starts_with("lgd_") || field.starts_with("census")))
}

impl<'a> RowReader<'a> {
    /// For the table under these headings.
    pub fn new(headings: &'a Headings, words: &'a RowWords) -> Self {
        let parts = |column: &ColumnMap| column.heading.split(" / ").map(heading_key).collect();
        let keys = headings.columns.iter().map(|column| (column.column, parts(column))).collect();
        let serial = headings.columns.iter().find(|c| c.field.as_deref() == Some("serial")).map(|c| c.column);
        Self { headings, words, keys, serial }
    }
    /// The kind of a row. `is_place` tells whether a lone text names a district or block (`प्रखंड: दानापुर`).
    pub fn kind(&self, row: &ReadRow, is_place: &dyn Fn(&str) -> bool) -> RowKind {
        if row.cells.is_empty() {
            return RowKind::Blank;
        }
        if row.number < self.headings.rows.0 {
            return RowKind::Title;
        }
        if row.number <= self.headings.rows.1 || self.repeats_heading(row) {
            return RowKind::Heading;
        }
        if is_numbering(row) {
            return RowKind::Numbering;
        }
        if !self.is_named_and_numbered(row) && texts(row).any(|cell| self.words.is_carried(&cell.text())) {
            return RowKind::Note;
        }
        if let Some(kind) = self.total_kind(row) {
            return kind;
        }
        if let [only] = &row.cells[..] {
            let text = only.text();
            return if is_place(&text) { RowKind::Block } else { RowKind::Note };
        }
        if self.is_remark(row) || !self.names_something(row) { RowKind::Note } else { RowKind::Data }
    }
    /// Does a row that is no line of the register stand where the register would have a name or number? Said of every such
    /// row, so that nothing is passed over in silence.
    pub fn fills_naming_column(&self, row: &ReadRow, kind: RowKind) -> bool {
        match kind {
            // Carried sums, remarks and signatures were told by their own words.
            RowKind::Note => self.naming_cells(row).next().is_some() && !self.is_told_by_words(row),
            // A title of three cells and more may be a line of a table above the heading that was found.
            RowKind::Title => row.cells.len() >= 3,
            _ => false,
        }
    }
    fn naming_cells<'r>(&'r self, row: &'r ReadRow) -> impl Iterator<Item = (&'r str, &'r ReadCell)> {
        self.headings.columns.iter().filter_map(|column| {
            let field = column.field.as_deref().filter(|field| names_a_subject(field))?;
            Some((field, row.cell(column.column)?))
        })
    }
    fn is_named_and_numbered(&self, row: &ReadRow) -> bool {
        let has = |wanted: &[&str]| self.naming_cells(row).any(|(field, _)| wanted.contains(&field));
        has(&["name", "name_hi", "name_en"]) && has(&["reg_no"])
    }
    fn is_told_by_words(&self, row: &ReadRow) -> bool {
        texts(row).any(|cell| self.words.is_carried(&cell.text())) || (row.cells.len() > 1 && self.is_remark(row))
    }
    /// A remark says so in its first word; signatures are posts and no figure.
    fn is_remark(&self, row: &ReadRow) -> bool {
        let counted = self.serial.and_then(|column| row.cell(column)).is_some_and(|cell| cell.whole_number().is_some());
        if counted || self.is_named_and_numbered(row) {
            return false;
        }
        let first = row.cells.first().is_some_and(|cell| self.words.begins_note(&cell.text()));
        first || row.cells.iter().all(|cell| !cell.has_digit() && self.words.is_signature(&cell.text()))
    }
    fn repeats_heading(&self, row: &ReadRow) -> bool {
        let all = texts(row).count();
        let (mut same, mut other) = (0, 0);
        for cell in texts(row) {
            let own = self.keys.iter().find(|(column, _)| *column == cell.column);
            let told = own.is_some_and(|(_, parts)| is_one_of(&cell.text(), parts));
            same += usize::from(told);
            other += usize::from(!told);
            // Most rows are lines of the register: two cells in five decide.
            if other * 10 > all * 4 {
                return false;
            }
        }
        same >= 2
    }
    /// A total says so in words, counts nothing in the serial column, and names no society beside it.
    fn total_kind(&self, row: &ReadRow) -> Option<RowKind> {
        let serial = self.serial.and_then(|column| row.cell(column));
        if serial.is_some_and(|cell| cell.whole_number().is_some()) {
            return None;
        }
        let (at, said) = texts(row).find_map(|cell| Some((cell.column, self.words.total(&cell.text())?)))?;
        // A number in its own column makes it a society, unless the name is nothing but the word of a total.
        if self.is_named_and_numbered(row) && !row.cell(at).is_some_and(|cell| self.words.is_total_alone(&cell.text()))
        {
            return None;
        }
        let beside = texts(row).filter(|cell| cell.column != at && !cell.has_digit()).count();
        let figures = row.cells.iter().filter(|cell| cell.column != at && cell.has_digit()).count();
        let own = row.cell(at).is_some_and(ReadCell::has_digit);
        // The word of the total and at most the name of what is totalled.
        (beside <= 1 && (figures >= 1 || own)).then_some(said)
    }
    fn names_something(&self, row: &ReadRow) -> bool {
        self.naming_cells(row).next().is_some() || row.cells.iter().filter(|cell| cell.has_digit()).count() >= 2
    }
}

/// Is the text one of the headings with these keys? Asked of every cell: most begin with another letter.
fn is_one_of(text: &str, keys: &[String]) -> bool {
    keys.iter().any(|key| heading_letters(text).eq(key.chars()))
}

fn texts(row: &ReadRow) -> impl Iterator<Item = &ReadCell> {
    row.cells.iter().filter(|cell| matches!(cell.said, Said::Text(_)))
}

fn is_numbering(row: &ReadRow) -> bool {
    // 1 2 3, (1) (2) (3), 1. 2. 3.
    let number = |cell: &ReadCell| match &cell.said {
        Said::Text(text) => {
            let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '[' | ']') || c.is_whitespace());
            ReadCell { said: Said::Text(bare.to_owned()), ..cell.clone() }.whole_number()
        }
        _ => cell.whole_number(),
    };
    row.cells.len() >= 3
        && number(&row.cells[0]) == Some(1)
        && row.cells.windows(2).all(|pair| match (number(&pair[0]), number(&pair[1])) {
            (Some(a), Some(b)) => b == a + 1,
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Files;

    fn cell(column: u32, text: &str) -> ReadCell {
        let said = Said::Text(text.to_owned());
        ReadCell { column, said, written: None, repairs: vec![], unknown: vec![], undecided: false, stands_in: None }
    }
    fn row(number: u32, cells: &[(u32, &str)]) -> ReadRow {
        ReadRow { number, cells: cells.iter().map(|(c, t)| cell(*c, t)).collect(), struck: false }
    }
    fn headings() -> Headings {
        let column = |column, heading: &str, field: &str| ColumnMap {
            column,
            heading: heading.into(),
            field: Some(field.into()),
            unit: None,
            font: None,
        };
        Headings {
            rows: (3, 3),
            columns: vec![
                column(0, "क्र.सं.", "serial"),
                column(1, "समिति का नाम", "name"),
                column(2, "पंजीयन सं.", "reg_no"),
                column(3, "सदस्य संख्या", "members"),
            ],
            clashes: vec![],
            recognised: 4,
        }
    }

    #[test]
    fn rows_between_the_data_are_told_apart() {
        let (headings, words) = (headings(), RowWords::load(&Files::embedded()).unwrap());
        let reader = RowReader::new(&headings, &words);
        let is_place = |text: &str| text.contains("दानापुर");
        for (cells, number, kind) in [
            (&[(0, "सूची")][..], 1, RowKind::Title),
            (&[(0, "क्र.सं."), (1, "समिति का नाम"), (2, "पंजीयन सं.")], 40, RowKind::Heading),
            (&[(0, "1"), (1, "2"), (2, "3"), (3, "4")], 4, RowKind::Numbering),
            (&[(0, "१"), (1, "२"), (2, "३"), (3, "४")], 4, RowKind::Numbering),
            (&[(0, "1"), (1, "रामपुर सहयोग समिति"), (2, "12/1957"), (3, "80")], 5, RowKind::Data),
            (&[(1, "रामपुर सहयोग समिति"), (3, "80")], 5, RowKind::Data),
            (&[(1, "दानापुर प्रखंड का योग"), (3, "800")], 9, RowKind::Subtotal),
            (&[(0, "कुल योग"), (3, "8,000")], 10, RowKind::Total),
            (&[(1, "Grand Total"), (3, "8000")], 10, RowKind::Total),
            (&[(0, "5"), (1, "कुल देवता महिला समिति"), (2, "7/1990"), (3, "8")], 10, RowKind::Data),
            (&[(0, "प्रखंड: दानापुर")], 6, RowKind::Block),
            (&[(0, "नोट: सूची अपूर्ण है")], 11, RowKind::Note),
            (&[(1, "Grand Trunk Road Transport Society"), (2, "12/1957"), (3, "45")], 12, RowKind::Data),
            (&[(1, "पतंजलि योग समिति"), (3, "45")], 12, RowKind::Data),
            (&[(0, "5)"), (1, "भूमि उपयोग समिति"), (2, "9/1990")], 12, RowKind::Data),
            (&[(1, "टोटल"), (3, "4,500")], 12, RowKind::Subtotal),
            (&[(1, "प्रखंड योग - कांटी"), (3, "4,500")], 12, RowKind::Subtotal),
            (&[(1, "Total (25)"), (3, "4,500")], 12, RowKind::Subtotal),
            (&[(1, "योग"), (2, "25"), (3, "4,500")], 12, RowKind::Subtotal),
            (&[(1, "कुल 25 समितियाँ"), (3, "4,500")], 12, RowKind::Subtotal),
            (&[(1, "आगे ले जाया गया"), (3, "4,500")], 12, RowKind::Note),
            (&[(1, "Total B/F"), (3, "4,500")], 12, RowKind::Note),
            (&[(1, "लिपिक"), (3, "जिला सहकारिता पदाधिकारी")], 60, RowKind::Note),
            (&[(0, "नोट:"), (1, "सूची अपूर्ण है")], 60, RowKind::Note),
            (&[(0, "(1)"), (1, "(2)"), (2, "(3)"), (3, "(4)")], 4, RowKind::Numbering),
            (&[], 12, RowKind::Blank),
        ] {
            assert_eq!(reader.kind(&row(number, cells), &is_place), kind, "{cells:?}");
        }
    }

    #[test]
    fn a_note_in_the_column_of_names_is_told() {
        let (headings, words) = (headings(), RowWords::load(&Files::embedded()).unwrap());
        let reader = RowReader::new(&headings, &words);
        assert!(reader.fills_naming_column(&row(9, &[(1, "रामपुर सहयोग समिति")]), RowKind::Note));
        assert!(!reader.fills_naming_column(&row(9, &[(0, "नोट: सूची अपूर्ण है")]), RowKind::Note));
        assert!(reader.fills_naming_column(&row(1, &[(0, "1"), (1, "x"), (2, "y")]), RowKind::Title));
    }
}
