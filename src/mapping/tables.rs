//! Several tables on one sheet: below each other, each under a heading of its own, or side by side under one line.

use super::{
    Headings, MergedBlock, Script, TextRow, find_headings,
    lexicon::{HeadingLexicon, heading_key, split_unit},
    row_kind::names_a_subject,
    survey::text_row,
};
use crate::source::{Area, Content, Row, Sheet};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

/// Fields that make a line further down the heading of another table: fewer may be a line of data.
const FEWEST_FIELDS: usize = 3;
/// A longer text is no heading, whatever words it holds.
const LONGEST_HEADING: usize = 80;
/// Cells looked at before a line is taken for something else than a heading.
const FIRST_CELLS: usize = 4;
const LAST_COLUMN: u32 = 16_383;

/// A heading somewhere on the sheet.
struct Found {
    headings: Headings,
    register: String,
    /// Place of its first and of its last line among the rows of the sheet.
    at: (usize, usize),
}

/// A sheet with what it takes to know a heading on it.
struct Page<'a> {
    sheet: &'a Sheet,
    script: &'a Script,
    lexicons: &'a [&'a HeadingLexicon],
    merges: Vec<MergedBlock>,
}

/// Where the tables of a sheet stand, in reading order; together the areas hold every cell. A sheet of at most one table
/// gives none.
pub fn find_tables(sheet: &Sheet, script: &Script, lexicons: &[&HeadingLexicon]) -> Vec<Area> {
    let page = Page { sheet, script, lexicons, merges: merged_blocks(sheet) };
    let found = page.headings();
    let mut areas = Vec::new();
    for (i, table) in found.iter().enumerate() {
        let first_row = if i == 0 { 1 } else { first_line(sheet, &found, i) };
        let last_row = if i + 1 < found.len() { first_line(sheet, &found, i + 1) - 1 } else { u32::MAX };
        let whole = Area { first_row, first_column: 0, last_row, last_column: LAST_COLUMN };
        for (first_column, last_column) in page.side_by_side(table, whole) {
            areas.push(Area { first_column, last_column, ..whole });
        }
    }
    if areas.len() > 1 { areas } else { Vec::new() }
}

/// The merged areas of a sheet as a heading sees them.
pub fn merged_blocks(sheet: &Sheet) -> Vec<MergedBlock> {
    let block = |area: &Area| MergedBlock {
        rows: (area.first_row, area.last_row),
        columns: (area.first_column, area.last_column),
    };
    sheet.merges.iter().map(block).collect()
}

impl Page<'_> {
    /// The headings of the sheet from the top, those left out that repeat the one above (a new page of the same table) or have
    /// no row of their own.
    fn headings(&self) -> Vec<Found> {
        let sheet = self.sheet;
        let known: HashSet<&str> = self.lexicons.iter().flat_map(|lexicon| lexicon.keys()).collect();
        let has_rows_from = |from: usize, to: usize| sheet.rows().take(to).skip(from).any(|row| row.len() > 1);
        let mut found: Vec<Found> = Vec::new();
        let mut next = 0;
        // The lines of the heading above as stored: on each page of a long list it stands again to the letter.
        let mut same: Vec<u64> = Vec::new();
        for (i, row) in sheet.rows().enumerate() {
            if i < next || !is_words(&row) || same.contains(&told_of(&row)) || !self.knows_some(&row, &known) {
                continue;
            }
            // The line that was recognised may be the lower or the upper one of several.
            let from = i.saturating_sub(2).max(next);
            let window: Vec<TextRow> = sheet.rows().take(i + 3).skip(from).map(|row| self.read(&row)).collect();
            let Some((register, headings)) = self.best(&window) else { continue };
            let place = |number: u32| window.iter().position(|row| row.number == number).map_or(i, |at| from + at);
            let at = (place(headings.rows.0), place(headings.rows.1));
            next = at.1 + 1;
            same = sheet.rows().take(next).skip(at.0).map(|row| told_of(&row)).collect();
            if found.last().is_some_and(|above| above.register == register && repeats(&headings, &above.headings)) {
                continue;
            }
            found.pop_if(|above| !has_rows_from(above.at.1 + 1, at.0));
            found.push(Found { headings, register, at });
        }
        // A heading at the very end is none.
        if found.len() > 1 {
            found.pop_if(|last| !has_rows_from(last.at.1 + 1, sheet.row_count()));
        }
        found
    }
    fn read(&self, row: &Row<'_>) -> TextRow {
        text_row(&self.script.read_row(row))
    }
    /// The register whose fields most columns name, where they are enough for a table.
    fn best(&self, window: &[TextRow]) -> Option<(String, Headings)> {
        let of = |lexicon: &HeadingLexicon| find_headings(window, &self.merges, lexicon);
        let all = self.lexicons.iter().filter_map(|lexicon| Some((lexicon, of(lexicon)?)));
        // Of equals the first lexicon in the order given.
        let (lexicon, headings) = all.rev().max_by_key(|(_, headings)| headings.recognised)?;
        (headings.recognised >= FEWEST_FIELDS).then(|| (lexicon.register.clone(), headings))
    }
    /// Is one of its first cells a known heading, and another cell too?
    fn knows_some(&self, row: &Row<'_>, known: &HashSet<&str>) -> bool {
        let mut told = 0;
        for (i, cell) in row.cells().enumerate() {
            if i >= FIRST_CELLS && told == 0 {
                return false;
            }
            let text = self.script.read_column(row, cell.column).map(|cell| cell.text().into_owned());
            let heading = text.map(|text| split_unit(&text).0).unwrap_or_default();
            told += usize::from(known.contains(heading_key(&heading).as_str()));
            if told >= 2 {
                return true;
            }
        }
        false
    }
    /// The columns of the tables that stand under one heading line: first and last of each, together all columns.
    fn side_by_side(&self, table: &Found, area: Area) -> Vec<(u32, u32)> {
        let mut begins = repeated_groups(&table.headings);
        if begins.is_empty() {
            begins = self.strangers(table, area);
        }
        let inner = begins.get(1..).unwrap_or_default();
        let ends = inner.iter().map(|begin| begin - 1).chain([LAST_COLUMN]);
        [0].into_iter().chain(inner.iter().copied()).zip(ends).collect()
    }
    /// First columns of tables of different registers that an empty column keeps apart.
    fn strangers(&self, table: &Found, area: Area) -> Vec<u32> {
        let Headings { rows, columns, .. } = &table.headings;
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return Vec::new() };
        let (first, last) = (first.column, last.column);
        let headed = |column: u32| columns.iter().any(|known| known.column == column);
        let mut gaps: Vec<u32> = (first..last).filter(|column| !headed(*column)).collect();
        if gaps.is_empty() {
            return Vec::new();
        }
        let lines: Vec<TextRow> =
            (rows.0..=rows.1).filter_map(|number| self.sheet.row(number)).map(|row| self.read(&row)).collect();
        let side = |columns: (u32, u32)| {
            let within = |row: &TextRow| TextRow {
                cells: row.cells.iter().filter(|(c, _)| (columns.0..=columns.1).contains(c)).cloned().collect(),
                ..row.clone()
            };
            let lines: Vec<TextRow> = lines.iter().map(within).collect();
            self.best(&lines).filter(|(_, found)| names_its_rows(found)).map(|(register, _)| register)
        };
        gaps.retain(|gap| match (side((first, *gap)), side((gap + 1, last))) {
            (Some(left), Some(right)) => left != right,
            _ => false,
        });
        let inside = |row: &Row<'_>| (area.first_row..=area.last_row).contains(&row.number);
        let apart = gaps.into_iter().find(|gap| self.sheet.rows().filter(inside).all(|row| row.cell(*gap).is_none()));
        apart.map_or_else(Vec::new, |gap| vec![first, gap + 1])
    }
}

/// Nothing but short texts, and more than one: cheap, asked of every row.
fn is_words(row: &Row<'_>) -> bool {
    let words = |text: &str| text.len() <= LONGEST_HEADING * 4;
    row.len() >= 2 && row.cells().all(|cell| matches!(cell.content, Content::Text(text) if words(text)))
}

/// What a row of texts says, as one number.
fn told_of(row: &Row<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in row.cells() {
        (cell.column, cell.text()).hash(&mut hasher);
    }
    hasher.finish()
}

/// Does a heading say the same of the same columns as the one above it?
fn repeats(heading: &Headings, above: &Headings) -> bool {
    heading
        .columns
        .iter()
        .filter(|column| column.field.is_some())
        .all(|column| above.columns.iter().any(|known| (known.column, &known.field) == (column.column, &column.field)))
}

/// The first row of a table that is not the first: its heading, with the titles above that.
fn first_line(sheet: &Sheet, found: &[Found], table: usize) -> u32 {
    let (above, own) = (found[table - 1].at.1, found[table].at.0);
    let titles = sheet.rows().take(own).skip(above + 1).rev().take_while(|row| row.len() == 1).count();
    sheet.rows().nth(own - titles).map_or(found[table].headings.rows.0, |row| row.number)
}

/// First columns of groups of columns that say the same: name, number, name, number.
fn repeated_groups(headings: &Headings) -> Vec<u32> {
    let mut fields: Vec<&str> = headings.clashes.iter().map(|clash| clash.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    // One field claimed twice is a doubt about two columns, not a second table.
    let (Some(width), 2..) = (headings.clashes.iter().map(|c| c.columns.0.abs_diff(c.columns.1)).min(), fields.len())
    else {
        return Vec::new();
    };
    let even = headings.clashes.iter().all(|clash| clash.columns.0.abs_diff(clash.columns.1).is_multiple_of(width));
    let headed = |wanted: fn(&mut dyn Iterator<Item = u32>) -> Option<u32>| {
        wanted(&mut headings.columns.iter().map(|column| column.column))
    };
    match (even, headed(|columns| columns.min()), headed(|columns| columns.max())) {
        (true, Some(first), Some(last)) => (first..=last).step_by(width as usize).collect(),
        _ => Vec::new(),
    }
}

/// Has the table a column that says whom a row is about?
pub fn names_its_rows(headings: &Headings) -> bool {
    headings.columns.iter().any(|column| column.field.as_deref().is_some_and(names_a_subject))
}
