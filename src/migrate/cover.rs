//! Identity numbers are covered wherever cells are shown or copied: a column by its heading, any text by its looks.

use super::Desk;
use crate::{
    cleaning::{looks_like_identity, mask},
    mapping::{ColumnMap, ReadCell, SEARCHED_ROWS, Said, Script, Survey},
    source::{Cell, Content, Sheet},
};
use std::borrow::Cow;

/// What of a sheet is not shown in clear.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// Columns of identity numbers, each with the row of its heading.
    columns: Vec<(u32, u32)>,
}

/// A longer text is no heading, whatever words it holds.
const LONGEST_HEADING: usize = 40;

impl Cover {
    /// Covers the identity columns of a table.
    pub(super) fn of(heading: Option<(u32, u32)>, columns: &[ColumnMap]) -> Self {
        let below = heading.map_or(0, |(_, last)| last);
        let identity = |column: &&ColumnMap| column.field.as_deref().is_some_and(|field| field.starts_with("identity"));
        Self { columns: columns.iter().filter(identity).map(|column| (column.column, below)).collect() }
    }
    /// The text of a cell as it may be shown; borrowed when nothing of it is covered.
    pub(super) fn shown<'t>(&self, row: u32, column: u32, text: &'t str) -> Cow<'t, str> {
        if !text.is_empty() && self.columns.iter().any(|(covered, below)| *covered == column && row > *below) {
            return Cow::Owned(mask(text, &[]).shown);
        }
        covered(text)
    }
    /// What is shown in place of a cell; `None` where it may be shown as it is.
    pub fn over(&self, cell: &Cell<'_>) -> Option<String> {
        let text = match &cell.content {
            // Twelve digits may be stored as 2.34E11.
            Content::Number(number) if number.value.fract() == 0.0 && number.value.abs() < 1e15 => {
                format!("{:.0}", number.value)
            }
            content => content.to_string(),
        };
        match self.shown(cell.row, cell.column, &text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(masked) => Some(masked),
        }
    }
    /// A remark beside the sheet as it may be shown.
    pub fn remark(text: &str) -> Cow<'_, str> {
        covered(text)
    }
}

impl Desk {
    /// What of a sheet is covered when nothing of it is imported: by the heading of whatever register fits it best.
    pub fn cover(&self, sheet: &Sheet) -> Cover {
        let survey = self.survey_of(sheet);
        self.cover_of(sheet, &survey)
    }
    pub(super) fn cover_of(&self, sheet: &Sheet, survey: &Survey) -> Cover {
        match &survey.headings {
            Some(headings) => Cover::of(Some(headings.rows), &headings.columns),
            None => self.cover_by_words(sheet, &survey.script),
        }
    }
    /// No table was recognised: a short text that names an identity number covers what stands below it.
    fn cover_by_words(&self, sheet: &Sheet, script: &Script) -> Cover {
        let Some(lexicon) = self.lexicons.first() else { return Cover::default() };
        let names = |cell: &ReadCell| {
            matches!(&cell.said, Said::Text(text)
                if text.chars().count() <= LONGEST_HEADING && lexicon.names_identity(text))
        };
        let mut columns = Vec::new();
        for row in sheet.rows().take(SEARCHED_ROWS) {
            let row = script.read_row(&row);
            for cell in row.cells.iter().filter(|cell| names(cell)) {
                let last = sheet.merge_at(row.number, cell.column).map_or(cell.column, |area| area.last_column);
                columns.extend((cell.column..=last).map(|column| (column, row.number)));
            }
        }
        Cover { columns }
    }
}

/// A text with the identity numbers in it masked; borrowed when there are none.
pub(super) fn covered(text: &str) -> Cow<'_, str> {
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    let mut within = false;
    while let Some(sign) = text[at..].chars().next() {
        let length = if within { None } else { number_at(&text[at..]) };
        if let Some(length) = length {
            out.push_str(&text[copied..at]);
            out.push_str(&mask(&text[at..at + length], &[]).shown);
            at += length;
            copied = at;
            within = true;
        } else {
            at += sign.len_utf8();
            within = is_sign(sign);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

fn is_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('०'..='९').contains(&c)
}

/// Length of the identity number a text begins with.
fn number_at(text: &str) -> Option<usize> {
    let mut signs = 0;
    for (at, c) in text.char_indices() {
        if is_sign(c) {
            signs += 1;
            let end = at + c.len_utf8();
            let whole = matches!(signs, 10 | 12) && !text[end..].starts_with(is_sign);
            if whole && looks_like_identity(&text[..end]) {
                return Some(end);
            }
            if signs == 12 {
                return None;
            }
        } else if signs == 0 || !matches!(c, ' ' | '-' | '\u{A0}') {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_a_text_are_masked_and_the_rest_stays() {
        assert_eq!(covered("आधार:2341 2341 2346, PAN ABCDE1234F."), "आधार:XXXX XXXX 2346, PAN XXXX XX23 4F.");
        assert_eq!(covered("आधार २३४१२३४१२३४६"), "आधार XXXX XXXX 2346");
        for plain in ["9876543210", "12/पट/1957", "2341 2341 2347", "12341234123461", "रामपुर पैक्स", ""]
        {
            assert!(matches!(covered(plain), Cow::Borrowed(text) if text == plain), "{plain}");
        }
    }

    #[test]
    fn a_column_of_identity_numbers_is_covered_below_its_heading() {
        let column =
            ColumnMap {
                column: 2, heading: "बैंक खाता क्रमांक".into(), field: Some("identity".into()), unit: None
            };
        let cover = Cover::of(Some((3, 4)), &[column]);
        assert_eq!(cover.shown(4, 2, "खाता 1"), "खाता 1");
        assert_eq!(cover.shown(5, 2, "30012345678"), "XXXX XXX5 678");
        assert_eq!(cover.shown(5, 1, "30012345678"), "30012345678");
    }
}
