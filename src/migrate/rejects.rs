//! The rejected rows as a workbook: as they stand in the source, with the findings in added columns.
//!
//! A hidden sheet says which batch they are of and where on each sheet they stand, so that they can come back corrected.

use super::{account::Account, cover::Cover};
use crate::{
    model::{BatchRow, Outcome},
    source::{Cell, Content, DateSystem, Edge, Line, SerialDate, Sheet},
};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Words of the added columns, in the reader's language.
pub struct RejectWords<'a> {
    /// Id of the batch.
    pub batch: &'a str,
    /// SHA-256 of the source.
    pub sha256: &'a str,
    /// Heading of the column with the source row.
    pub row: &'a str,
    /// Heading of the column with the findings.
    pub findings: &'a str,
}

/// Makes the workbook: one sheet for each sheet of the source with rejected rows, its heading rows above them.
///
/// `sheet_of` gives a source sheet again; `sentence` words a finding's code and arguments with its cell.
pub fn rejects_workbook<'s>(
    account: &Account,
    rows: &[BatchRow],
    words: &RejectWords<'_>,
    sheet_of: &dyn Fn(u32) -> Option<&'s Sheet>,
    sentence: &dyn Fn(&crate::model::Finding) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let mut by_sheet: BTreeMap<u32, Vec<&BatchRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.outcome == Outcome::Rejected) {
        by_sheet.entry(row.sheet).or_default().push(row);
    }
    let mut workbook = Workbook::new();
    // A fixed time: the same rejects give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold().set_text_wrap();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut stamp = vec![vec![STAMP.to_owned(), words.batch.to_owned(), words.sha256.to_owned()]];
    for (index, rejected) in by_sheet {
        let Some(sheet) = sheet_of(index) else { continue };
        let found = account.sheets.iter().find(|found| found.index == index);
        let heading = found.and_then(|found| found.heading);
        let cover = found.map_or_else(Cover::default, |found| Cover::of(found.heading, &found.columns));
        let last_column = sheet.used().map_or(0, |area| area.last_column);
        let added = u16::try_from(last_column + 1).unwrap_or(u16::MAX - 2);
        let page = workbook.add_worksheet();
        // A name that a workbook cannot have leaves the program's own.
        let _ = page.set_name(page_name(sheet));
        let mut at = 0;
        let above = heading.map_or(0, |(first, last)| last - first + 1);
        stamp.push([index.to_string(), page.name(), added.to_string(), above.to_string()].into());
        if let Some((first, last)) = heading {
            for number in first..=last {
                write_row(page, at, sheet, number, &cover, &bold)?;
                at += 1;
            }
            page.write_with_format(at - 1, added, words.row, &bold)?;
            page.write_with_format(at - 1, added + 1, words.findings, &bold)?;
            page.set_freeze_panes(at, 0)?;
        }
        for row in rejected {
            write_row(page, at, sheet, row.row, &cover, &wrapped)?;
            page.write(at, added, row.row)?;
            let lines: Vec<String> = row.findings.iter().map(sentence).collect();
            page.write_with_format(at, added + 1, cut(&lines.join("\n")), &wrapped)?;
            at += 1;
        }
        set_widths(page, sheet, last_column)?;
        page.set_column_width(added + 1, 60)?;
    }
    if by_sheet_is_empty(rows) {
        workbook.add_worksheet();
    }
    let hidden = workbook.add_worksheet();
    hidden.set_name(STAMP_SHEET)?;
    hidden.set_hidden(true);
    for (row, line) in (0..).zip(&stamp) {
        for (column, text) in (0..).zip(line) {
            hidden.write(row, column, text)?;
        }
    }
    workbook.save_to_buffer()
}

/// The sheet's name; tables of one sheet are counted behind it, within the 31 letters a name may have.
fn page_name(sheet: &Sheet) -> String {
    if sheet.part() == 0 {
        return sheet.name.clone();
    }
    let behind = format!(" ({})", sheet.part() + 1);
    let mut name = sheet.name.clone();
    while name.encode_utf16().count() + behind.len() > 31 {
        name.pop();
    }
    name + &behind
}

fn by_sheet_is_empty(rows: &[BatchRow]) -> bool {
    rows.iter().all(|row| row.outcome != Outcome::Rejected)
}

/// Name of the hidden sheet, and its first cell.
pub(super) const STAMP_SHEET: &str = "coop-rejects";
pub(super) const STAMP: &str = "coop-rejects/1";

/// Most a cell of a workbook holds, in units of UTF-16; a CSV or a row of many findings may hold more.
const LONGEST_TEXT: usize = 32_767;

/// A text no longer than a cell holds, its end marked where it was cut.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_TEXT
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The day number in a workbook that counts from 1900, as this one does, whatever the source counts from.
fn serial_from_1900(day: SerialDate) -> f64 {
    let counted = day.moment.map_or(day.serial, |moment| DateSystem::From1900.serial(moment));
    // In the same system only the rounding of the time differs: the number stays as it is in the source.
    if (counted - day.serial).abs() < 1.0 { day.serial } else { day.serial + DateSystem::BETWEEN }
}

/// A format with the fill, the edges and the number format of a cell.
fn looking(cell: &Cell<'_>, format: &Format) -> Format {
    let mut format = format.clone();
    // `General` is what a format says that says nothing.
    if cell.number_format() != "General" {
        format = format.set_num_format(cell.number_format());
    }
    let Some(look) = cell.look() else { return format };
    if let Some(fill) = look.fill {
        format = format.set_background_color(Color::RGB(fill));
    }
    let [left, right, top, bottom] = look.edges;
    if let Some(edge) = left {
        format = format.set_border_left(line(edge.line)).set_border_left_color(color(edge));
    }
    if let Some(edge) = right {
        format = format.set_border_right(line(edge.line)).set_border_right_color(color(edge));
    }
    if let Some(edge) = top {
        format = format.set_border_top(line(edge.line)).set_border_top_color(color(edge));
    }
    if let Some(edge) = bottom {
        format = format.set_border_bottom(line(edge.line)).set_border_bottom_color(color(edge));
    }
    format
}

fn color(edge: Edge) -> Color {
    edge.color.map_or(Color::Default, Color::RGB)
}

fn line(line: Line) -> FormatBorder {
    match line {
        Line::Thin => FormatBorder::Thin,
        Line::Medium => FormatBorder::Medium,
        Line::Thick => FormatBorder::Thick,
        Line::Double => FormatBorder::Double,
        Line::Hair => FormatBorder::Hair,
        Line::Dashed => FormatBorder::Dashed,
        Line::Dotted => FormatBorder::Dotted,
        Line::DashDot => FormatBorder::DashDot,
        Line::DashDotDot => FormatBorder::DashDotDot,
        Line::MediumDashed => FormatBorder::MediumDashed,
        Line::MediumDashDot => FormatBorder::MediumDashDot,
        Line::MediumDashDotDot => FormatBorder::MediumDashDotDot,
        Line::SlantDashDot => FormatBorder::SlantDashDot,
    }
}

/// What a stated width holds besides its characters: the rim of a cell, in widths of a digit of seven dots.
const RIM: f64 = 5.0 / 7.0;

/// The columns of the source keep their widths; those beyond its cells are of no use here.
fn set_widths(page: &mut Worksheet, sheet: &Sheet, last_column: u32) -> Result<(), XlsxError> {
    for (first, last, width) in &sheet.column_widths {
        for column in *first..=(*last).min(last_column) {
            let Ok(column) = u16::try_from(column) else { continue };
            page.set_column_width(column, (width - RIM).max(0.0))?;
        }
    }
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    at: u32,
    sheet: &Sheet,
    number: u32,
    cover: &Cover,
    format: &Format,
) -> Result<(), XlsxError> {
    let Some(row) = sheet.row(number) else { return Ok(()) };
    for cell in row.cells() {
        let Ok(column) = u16::try_from(cell.column) else { continue };
        if let Some(masked) = cover.over(&cell) {
            page.write_with_format(at, column, masked, &looking(&cell, format))?;
            continue;
        }
        // The font is kept: a legacy text without its font is a riddle.
        let dressed = looking(&cell, format);
        let dressed = match cell.font() {
            Some(font) => dressed.set_font_name(font),
            None => dressed,
        };
        match cell.content {
            Content::Number(found) => page.write_with_format(at, column, found.value, &dressed)?,
            Content::Bool(yes) => page.write_with_format(at, column, yes, &dressed)?,
            Content::Date(day) => page.write_with_format(at, column, serial_from_1900(day), &dressed)?,
            Content::Text(_) | Content::Error(_) | Content::Unknown => {
                page.write_with_format(at, column, cut(&cell.content.to_string()), &dressed)?
            }
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Shows;

    #[test]
    fn a_text_longer_than_a_cell_holds_is_cut_and_marked() {
        assert_eq!(cut("पटना"), "पटना");
        for text in ["x".repeat(40_000), "😀".repeat(20_000)] {
            let cut = cut(&text);
            assert!(cut.ends_with('…') && (LONGEST_TEXT - 1..=LONGEST_TEXT).contains(&cut.encode_utf16().count()));
        }
    }

    #[test]
    fn a_day_counted_from_1904_stays_the_same_day() {
        let day = |system: DateSystem, serial| SerialDate { serial, moment: system.moment(serial), shows: Shows::Date };
        assert_eq!(serial_from_1900(day(DateSystem::From1904, 43_920.0)), 45_382.0);
        assert_eq!(serial_from_1900(day(DateSystem::From1900, 45_382.25)), 45_382.25);
    }
}
