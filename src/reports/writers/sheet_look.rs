//! How the cells of a workbook look: Indian grouping at every size, rows high enough for Hindi, texts no cell refuses.

use crate::{
    model::Value,
    reports::{Column, ColumnKind, Table, Words, dress::has_paise, dressed::shade_colour, svg},
};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};
use std::{borrow::Cow, collections::BTreeMap};

/// Comes with Windows, and has both scripts.
const FONT: &str = "Nirmala UI";
/// Height of a row of one line in points: the usual 15 crop the signs above and below Devanagari letters.
pub const ROW_HEIGHT: f64 = 18.0;
/// Height of each further line.
const LINE_HEIGHT: f64 = 16.0;
/// No row of a sheet is higher.
const HIGHEST_ROW: f64 = 409.0;
/// Longest text of a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;
/// Pairs of digits before the last three in the largest amount a register holds.
const MOST_PAIRS: usize = 8;

/// A format that renders Hindi.
pub fn plain() -> Format {
    Format::new().set_font_name(FONT)
}

/// A text as a cell takes it: what is too long is cut, and the cut is said, for one odd text must not stop a report.
pub fn fitting<'a>(text: &'a str, words: &Words) -> Cow<'a, str> {
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return Cow::Borrowed(text);
    }
    let mark = words.text("word.cut");
    let room = CELL_UNITS - mark.encode_utf16().count();
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    Cow::Owned(kept.chain(mark.chars()).collect())
}

/// Height of a row whose texts are wrapped into columns of the given widths.
pub fn row_height<'a>(texts: impl IntoIterator<Item = (&'a str, usize)>) -> f64 {
    let lines = texts.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    (ROW_HEIGHT + LINE_HEIGHT * (lines.max(1) - 1) as f64).min(HIGHEST_ROW)
}

fn lines(text: &str, width: usize) -> usize {
    let width = width.max(1);
    let wrapped = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_whitespace() {
            let letters = svg::letters(word);
            if used > 0 && used + 1 + letters > width {
                lines += 1;
                used = 0;
            }
            used += letters + usize::from(used > 0);
            // A word longer than the line is broken.
            lines += used.saturating_sub(1) / width;
            used = if used > width { used % width } else { used };
        }
        lines
    };
    text.lines().map(wrapped).sum()
}

/// Pairs of digits grouped off before the last three: 0 below a thousand, 1 below a lakh, 2 below a crore.
fn pairs(whole: u128) -> usize {
    let digits = whole.checked_ilog10().map_or(1, |log| log as usize + 1);
    digits.saturating_sub(3).div_ceil(2)
}

/// A number format with that many pairs. A format has room for two conditions only, and spreadsheet programs group by
/// their own country's habit; so each cell gets the pattern of its size, and a negative one its minus sign from the program.
fn pattern(pairs: usize, decimals: usize) -> String {
    let head = if pairs == 0 { "0".to_owned() } else { format!("{}##0", "##\\,".repeat(pairs)) };
    if decimals == 0 { head } else { format!("{head}.{}", "0".repeat(decimals)) }
}

/// Formats of the columns of a table.
pub struct Look {
    base: Vec<Format>,
    /// Decimals shown and decimals of the small unit, of a column of numbers.
    decimals: Vec<Option<(usize, usize)>>,
    sized: BTreeMap<(usize, usize, u8), Format>,
}

impl Look {
    /// For a table as a whole: all amounts of a column are written with the same decimals.
    pub fn new(table: &Table) -> Self {
        let base = table.columns.iter().map(base).collect();
        let decimals = (0..table.columns.len()).map(|column| decimals(table, column)).collect();
        Self { base, decimals, sized: BTreeMap::new() }
    }

    /// Format of a column where no number stands.
    pub fn of(&self, column: usize) -> &Format {
        &self.base[column]
    }

    /// Format of a number, in its small unit, in a cell of this shade.
    pub fn sized(&mut self, column: usize, number: i128, shade: u8) -> &Format {
        let Some((shown, unit)) = self.decimals[column] else { return &self.base[column] };
        let pairs = pairs(number.unsigned_abs() / 10_u128.pow(unit as u32));
        let base = &self.base[column];
        self.sized.entry((column, pairs, shade)).or_insert_with(|| {
            let format = base.clone().set_num_format(pattern(pairs, shown));
            if shade > 0 { format.set_background_color(shade_colour(shade)) } else { format }
        })
    }

    /// A total changes with the filter: whatever its size, it is grouped.
    pub fn follow(&self, sheet: &mut Worksheet, row: u32, at: u16, column: usize) -> Result<(), XlsxError> {
        let Some((shown, _)) = self.decimals[column] else { return Ok(()) };
        let mut rule = |rule: ConditionalFormatCellRule<f64>, pairs| {
            let format = Format::new().set_num_format(pattern(pairs, shown));
            let rule = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            sheet.add_conditional_format(row, at, row, at, &rule).map(|_| ())
        };
        for pairs in (1..=MOST_PAIRS).rev() {
            let least = 10_f64.powi(2 * pairs as i32 + 1);
            rule(ConditionalFormatCellRule::GreaterThanOrEqualTo(least), pairs)?;
            rule(ConditionalFormatCellRule::LessThanOrEqualTo(-least), pairs)?;
        }
        rule(ConditionalFormatCellRule::Between(-1_000.0, 1_000.0), 0)
    }
}

fn base(column: &Column) -> Format {
    let plain = plain().set_border(FormatBorder::Hair).set_align(FormatAlign::Top);
    match &column.kind {
        ColumnKind::Date => plain.set_num_format("dd-mm-yyyy").set_align(FormatAlign::Left),
        kind if kind.is_number() => plain,
        _ => plain.set_num_format("@").set_text_wrap(),
    }
}

fn decimals(table: &Table, column: usize) -> Option<(usize, usize)> {
    match table.columns[column].kind {
        ColumnKind::Integer => Some((0, 0)),
        ColumnKind::Money => Some((if has_paise(table, column) { 2 } else { 0 }, 2)),
        ColumnKind::Percent => Some((2, 2)),
        ColumnKind::Quantity => {
            let needed = |row: &Vec<Value>| match row[column].as_integer().map_or(0, |n| n.unsigned_abs() % 1_000) {
                0 => 0,
                n if n % 100 == 0 => 1,
                n if n % 10 == 0 => 2,
                _ => 3,
            };
            Some((table.rows.iter().map(needed).max().unwrap_or(0), 3))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Reader};

    #[test]
    fn every_size_of_number_has_its_own_pattern_and_none_a_trailing_point() {
        let of = |whole, decimals| pattern(pairs(whole), decimals);
        assert_eq!([of(0, 0), of(999, 2)], ["0", "0.00"]);
        assert_eq!([of(1_000, 0), of(99_999, 0)], ["##\\,##0"; 2]);
        assert_eq!(of(9_999_999, 0), "##\\,##\\,##0");
        assert_eq!(of(999_999_999, 2), "##\\,##\\,##\\,##0.00", "below a hundred crore");
        assert_eq!(of(1_000_000_000, 0), "##\\,##\\,##\\,##\\,##0", "1,00,00,00,000");
        assert!(pairs(u128::from(u64::MAX) / 200) <= MOST_PAIRS);
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_with_a_mark_and_one_that_fits_is_left_alone() {
        let words = Words::load(&Files::embedded(), Reader::default()).unwrap();
        let fits = "क".repeat(CELL_UNITS);
        assert_eq!(fitting(&fits, &words), fits.as_str());
        // Two units a letter: the cut counts units, not letters.
        let cut = fitting(&"𑂍".repeat(CELL_UNITS), &words).into_owned();
        assert!(cut.ends_with("CSV file]") && cut.encode_utf16().count() >= CELL_UNITS - 1, "{}", cut.len());
        assert!(cut.encode_utf16().count() <= CELL_UNITS);
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text_wrapped() {
        assert_eq!(row_height([]), ROW_HEIGHT);
        assert_eq!(row_height([("प्राथमिक कृषि साख समिति", 40), ("a", 4)]), ROW_HEIGHT);
        assert_eq!(row_height([("one two three", 7)]), ROW_HEIGHT + LINE_HEIGHT);
        assert_eq!(
            row_height([("aaaaaaaaaaaaaaaaaaaaa", 10)]),
            ROW_HEIGHT + 2.0 * LINE_HEIGHT,
            "a word without a break"
        );
        assert_eq!(row_height([("x\ny\nz", 10)]), ROW_HEIGHT + 2.0 * LINE_HEIGHT);
        assert_eq!(row_height([("word ".repeat(9_000).as_str(), 10)]), HIGHEST_ROW);
    }
}
