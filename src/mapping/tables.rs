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

/// Where the tables of a sheet stand, in reading order; together the areas hold every cell. A sheet of at most one table
/// gives none.
pub fn find_tables(sheet: &Sheet, script: &Script, lexicons: &[&HeadingLexicon]) -> Vec<Area> {
    let merges = merged_blocks(sheet);
    let found = headings_down(sheet, script, lexicons, &merges);
    let mut areas = Vec::new();
    for (i, table) in found.iter().enumerate() {
        let first_row = if i == 0 { 1 } else { first_line(sheet, &found, i) };
        let last_row = if i + 1 < found.len() { first_line(sheet, &found, i + 1) - 1 } else { u32::MAX };
        let whole = Area { first_row, first_column: 0, last_row, last_column: LAST_COLUMN };
        for (first_column, last_column) in side_by_side(sheet, script, lexicons, &merges, table, whole) {
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

/// The headings of a sheet from the top, those left out that repeat the one above (a new page of the same table) or have
/// no row of their own.
fn headings_down(sheet: &Sheet, script: &Script, lexicons: &[&HeadingLexicon], merges: &[MergedBlock]) -> Vec<Found> {
    let known: HashSet<&str> = lexicons.iter().flat_map(|lexicon| lexicon.keys()).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut next = 0;
    // The lines of the heading above as stored: on each page of a long list it stands again to the letter.
    let mut same: Vec<u64> = Vec::new();
    for (i, row) in sheet.rows().enumerate() {
        if i < next || same.contains(&told_of(&row)) || !may_be_heading(&row, script, &known) {
            continue;
        }
        // The line that was recognised may be the lower or the upper one of several.
        let from = i.saturating_sub(2).max(next);
        let window: Vec<TextRow> =
            sheet.rows().skip(from).take(i + 3 - from).map(|r| text_row(&script.read_row(&r))).collect();
        let Some((register, headings)) = best(&window, merges, lexicons) else { continue };
        let place = |number: u32| window.iter().position(|row| row.number == number).map_or(i, |at| from + at);
        let at = (place(headings.rows.0), place(headings.rows.1));
        next = at.1 + 1;
        same = (at.0..=at.1).filter_map(|i| sheet.rows().nth(i)).map(|row| told_of(&row)).collect();
        if found.last().is_some_and(|above| above.register == register && repeats(&headings, &above.headings)) {
            continue;
        }
        let rows_between =
            |above: &Found| sheet.rows().skip(above.at.1 + 1).take(at.0 - above.at.1 - 1).any(|row| row.len() > 1);
        if found.last().is_some_and(|above| !rows_between(above)) {
            found.pop();
        }
        found.push(Found { headings, register, at });
    }
    // A heading at the very end is none.
    let count = sheet.row_count();
    if found.len() > 1
        && found.last().is_some_and(|last| !sheet.rows().skip(last.at.1 + 1).take(count).any(|row| row.len() > 1))
    {
        found.pop();
    }
    found
}

/// What a row says, as one number.
fn told_of(row: &Row<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in row.cells() {
        // Rows of figures are no headings.
        let Some(text) = cell.text() else { return 0 };
        (cell.column, text).hash(&mut hasher);
    }
    hasher.finish()
}

/// The register whose fields most columns name, where they are enough for a table.
fn best(window: &[TextRow], merges: &[MergedBlock], lexicons: &[&HeadingLexicon]) -> Option<(String, Headings)> {
    let all = lexicons.iter().filter_map(|lexicon| Some((lexicon, find_headings(window, merges, lexicon)?)));
    // Of equals the first lexicon in the order given.
    let (lexicon, headings) = all.rev().max_by_key(|(_, headings)| headings.recognised)?;
    (headings.recognised >= FEWEST_FIELDS).then(|| (lexicon.register.clone(), headings))
}

/// Nothing but short texts, of which the first hold a known heading and another one follows: cheap, asked of every row.
fn may_be_heading(row: &Row<'_>, script: &Script, known: &HashSet<&str>) -> bool {
    let words = |text: &str| text.len() <= LONGEST_HEADING * 4;
    if row.len() < 2 || row.cells().any(|cell| !matches!(cell.content, Content::Text(text) if words(text))) {
        return false;
    }
    let mut told = 0;
    for (i, cell) in row.cells().enumerate() {
        if i >= FIRST_CELLS && told == 0 {
            return false;
        }
        let text = script.read_column(row, cell.column).map(|cell| cell.text().into_owned());
        let heading = text.map(|text| split_unit(&text).0).unwrap_or_default();
        told += usize::from(known.contains(heading_key(&heading).as_str()));
        if told >= 2 {
            return true;
        }
    }
    false
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

/// The columns of the tables that stand under one heading line: first and last of each, together all columns.
fn side_by_side(
    sheet: &Sheet,
    script: &Script,
    lexicons: &[&HeadingLexicon],
    merges: &[MergedBlock],
    table: &Found,
    area: Area,
) -> Vec<(u32, u32)> {
    let mut begins = repeated_groups(&table.headings);
    if begins.is_empty() {
        begins = strangers(sheet, script, lexicons, merges, table, area);
    }
    let ends = begins.iter().skip(1).map(|begin| begin - 1).chain([LAST_COLUMN]);
    let firsts = [0].into_iter().chain(begins.iter().skip(1).copied());
    if begins.len() < 2 { vec![(0, LAST_COLUMN)] } else { firsts.zip(ends).collect() }
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

/// First columns of tables of different registers that an empty column keeps apart.
fn strangers(
    sheet: &Sheet,
    script: &Script,
    lexicons: &[&HeadingLexicon],
    merges: &[MergedBlock],
    table: &Found,
    area: Area,
) -> Vec<u32> {
    let headings = &table.headings;
    let headed = |column: u32| headings.columns.iter().any(|known| known.column == column);
    let Some(last) = headings.columns.last().map(|column| column.column) else { return Vec::new() };
    let first = headings.columns[0].column;
    let mut gaps: Vec<u32> = (first..last).filter(|column| !headed(*column)).collect();
    if gaps.is_empty() {
        return Vec::new();
    }
    let lines: Vec<TextRow> = (headings.rows.0..=headings.rows.1)
        .filter_map(|n| sheet.row(n))
        .map(|row| text_row(&script.read_row(&row)))
        .collect();
    let side = |columns: (u32, u32)| {
        let within = |row: &TextRow| TextRow {
            cells: row.cells.iter().filter(|(c, _)| (columns.0..=columns.1).contains(c)).cloned().collect(),
            ..row.clone()
        };
        let lines: Vec<TextRow> = lines.iter().map(within).collect();
        best(&lines, merges, lexicons).filter(|(_, found)| names_its_rows(found)).map(|(register, _)| register)
    };
    gaps.retain(|gap| match (side((first, *gap)), side((gap + 1, last))) {
        (Some(left), Some(right)) => left != right,
        _ => false,
    });
    let inside = |row: &Row<'_>| (area.first_row..=area.last_row).contains(&row.number);
    let apart = gaps.into_iter().find(|gap| sheet.rows().filter(inside).all(|row| row.cell(*gap).is_none()));
    apart.map_or_else(Vec::new, |gap| vec![first, gap + 1])
}

/// Has the table a column that says whom a row is about?
pub fn names_its_rows(headings: &Headings) -> bool {
    headings.columns.iter().any(|column| column.field.as_deref().is_some_and(names_a_subject))
}
