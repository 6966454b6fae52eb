//! A first look at a sheet: its script column by column, its heading, and the register it belongs to.

use super::{
    HeadingLexicon, Headings, ReadCell, ReadRow, SEARCHED_ROWS, Said, Script, TextRow, find_headings,
    tables::merged_blocks,
};
use crate::source::Sheet;

/// What a sheet holds, before any value is judged.
#[derive(Clone, Debug)]
pub struct Survey {
    /// How its cells are to be read.
    pub script: Script,
    /// Heading of the best fitting register; `None`: no table of a known kind.
    pub headings: Option<Headings>,
    /// Stem of that register.
    pub register: Option<String>,
    /// Fields recognised for each register, best first; registers that recognise nothing are left out.
    pub scores: Vec<(String, usize)>,
}

/// Looks at a sheet. With one lexicon the register is given, with several the one that recognises most fields is taken.
pub fn survey(sheet: &Sheet, script: Script, lexicons: &[&HeadingLexicon]) -> Survey {
    let top: Vec<TextRow> = sheet.rows().take(SEARCHED_ROWS + 3).map(|row| text_row(&script.read_row(&row))).collect();
    let merges = merged_blocks(sheet);
    let mut found: Vec<(&HeadingLexicon, Headings)> = lexicons
        .iter()
        .filter_map(|lexicon| find_headings(&top, &merges, lexicon).map(|headings| (*lexicon, headings)))
        .collect();
    // Of equals the first lexicon in the order given: the register of societies stands first.
    found.sort_by_key(|(_, headings)| std::cmp::Reverse(headings.recognised));
    let scores = found.iter().map(|(lexicon, headings)| (lexicon.register.clone(), headings.recognised)).collect();
    let best = found.into_iter().next();
    let (register, headings) =
        best.map_or((None, None), |(lexicon, found)| (Some(lexicon.register.clone()), Some(found)));
    Survey { script, headings, register, scores }
}

pub(super) fn text_row(row: &ReadRow) -> TextRow {
    let cells = row
        .cells
        .iter()
        // A heading is text; a number among headings is a year or a column number, and names no field.
        .filter(|cell| matches!(cell.said, Said::Text(_)))
        .map(|cell| (cell.column, cell.text().into_owned()))
        .collect();
    let figure = |cell: &ReadCell| match &cell.said {
        Said::Date(_) => true,
        // Years head columns; a number of any other size, or a running number typed as text, stands in a line of data.
        Said::Number(_) | Said::Text(_) => match cell.whole_number() {
            Some(number) => !(1900..2100).contains(&number),
            None => matches!(cell.said, Said::Number(_)) || is_figures(&cell.text()),
        },
        _ => false,
    };
    TextRow { number: row.number, cells, has_figures: row.cells.iter().any(figure) }
}

/// More digits than letters, and no year: `12/1957` stands in a line of data, `2023-24` may head a column.
fn is_figures(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || ('०'..='९').contains(c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let year =
        text.trim().get(..2).is_some_and(|first| matches!(first, "19" | "20")) && (4..=9).contains(&text.trim().len());
    digits > letters && digits >= 2 && !year
}
