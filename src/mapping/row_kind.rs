//! What a row of a sheet is: data, or one of the things that stand between data in old registers.

use super::{ColumnMap, Headings, ReadRow, Said, heading_key};
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
    /// Heading keys by column, to know a repeated heading.
    keys: Vec<(u32, Vec<String>)>,
    serial: Option<u32>,
}

/// Fields that are enough to make a row a line of a register; the rest describe it.
const NAMING: [&str; 14] = [
    "name",
    "name_hi",
    "name_en",
    "reg_no",
    "society",
    "society_no",
    "panel_no",
    "code",
    "village_code",
    "district_code",
    "subdistrict_code",
    "block_code",
    "local_body_code",
    "state_code",
];

impl<'a> RowReader<'a> {
    /// For the table under these headings.
    pub fn new(headings: &'a Headings) -> Self {
        let parts = |column: &ColumnMap| column.heading.split(" / ").map(heading_key).collect();
        let keys = headings.columns.iter().map(|column| (column.column, parts(column))).collect();
        let serial = headings.columns.iter().find(|c| c.field.as_deref() == Some("serial")).map(|c| c.column);
        Self { headings, keys, serial }
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
        if let Some(kind) = self.total_kind(row) {
            return kind;
        }
        if let [only] = &row.cells[..] {
            let text = only.text();
            return if is_place(&text) { RowKind::Block } else { RowKind::Note };
        }
        if self.names_something(row) { RowKind::Data } else { RowKind::Note }
    }
    fn repeats_heading(&self, row: &ReadRow) -> bool {
        let texts = row.cells.iter().filter(|cell| matches!(cell.said, Said::Text(_)));
        let (mut same, mut all) = (0, 0);
        for cell in texts {
            all += 1;
            let key = heading_key(&cell.text());
            let own = self.keys.iter().find(|(column, _)| *column == cell.column);
            same += usize::from(own.is_some_and(|(_, parts)| parts.contains(&key)));
        }
        same >= 2 && same * 10 >= all * 6
    }
    /// A total says so in words, counts nothing in the serial column, and names no society beside it.
    fn total_kind(&self, row: &ReadRow) -> Option<RowKind> {
        let serial = self.serial.and_then(|column| row.cell(column));
        if serial.is_some_and(|cell| cell.whole_number().is_some()) {
            return None;
        }
        let words: Vec<_> = row.cells.iter().filter(|cell| matches!(cell.said, Said::Text(_))).collect();
        let worded: Vec<_> = words.iter().filter(|cell| !cell.has_digit()).collect();
        let said = worded.iter().find_map(|cell| total_word(&cell.text()))?;
        let figures = row.cells.iter().filter(|cell| cell.has_digit()).count();
        // The word of the total and at most the name of what is totalled.
        (worded.len() <= 2 && figures >= 1).then_some(said)
    }
    fn names_something(&self, row: &ReadRow) -> bool {
        self.headings
            .columns
            .iter()
            .filter(|column| column.field.as_deref().is_some_and(|field| NAMING.contains(&field)))
            .any(|column| row.cell(column.column).is_some())
            || row.cells.iter().filter(|cell| cell.has_digit()).count() >= 2
    }
}

fn is_numbering(row: &ReadRow) -> bool {
    row.cells.len() >= 3
        && row.cells.windows(2).all(|pair| match (pair[0].whole_number(), pair[1].whole_number()) {
            (Some(a), Some(b)) => b == a + 1,
            _ => false,
        })
        && row.cells[0].whole_number() == Some(1)
}

/// `योग`, `कुल योग`, `प्रखंड का योग`, `Total`, `Grand Total`, `Sub-total`: as whole words, so that `सहयोग` is none.
fn total_word(text: &str) -> Option<RowKind> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '.' | '(' | ')' | '/' | '–')).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if has(&["महायोग", "कुलयोग", "grand"]) || (has(&["कुल"]) && has(&["योग", "जोड़", "जोड़"]))
    {
        return Some(RowKind::Total);
    }
    if has(&["योग", "उपयोग", "जोड़", "जोड़", "total", "subtotal", "sub_total", "कुल"])
    {
        return Some(RowKind::Subtotal);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::ReadCell;

    fn cell(column: u32, text: &str) -> ReadCell {
        let said = Said::Text(text.to_owned());
        ReadCell { column, said, written: None, repairs: vec![], unknown: vec![], undecided: false }
    }
    fn row(number: u32, cells: &[(u32, &str)]) -> ReadRow {
        ReadRow { number, cells: cells.iter().map(|(c, t)| cell(*c, t)).collect() }
    }
    fn headings() -> Headings {
        let column = |column, heading: &str, field: &str| ColumnMap {
            column,
            heading: heading.into(),
            field: Some(field.into()),
            unit: None,
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
        let headings = headings();
        let reader = RowReader::new(&headings);
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
            (&[], 12, RowKind::Blank),
        ] {
            assert_eq!(reader.kind(&row(number, cells), &is_place), kind, "{cells:?}");
        }
    }
}
