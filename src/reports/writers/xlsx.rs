//! XLSX: a sheet for each section, ready to filter and to print; rows are streamed, memory stays flat.

use super::{
    Report, ReportError, Words, Writer, lost,
    sheet_look::{Look, ROW_HEIGHT, fitting, plain, row_height},
};
use crate::{
    model::{Paise, Value},
    reports::{
        ColumnKind, Section,
        dress::{footer, has_paise, heading},
        svg,
    },
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use std::{borrow::Cow, collections::BTreeSet, io::Write};

/// Writes a workbook: title rows, frozen heading, filter, totals that follow the filter, A4 print set-up.
///
/// Numbers stay numbers and are shown in the digits of the reader's own spreadsheet program.
pub struct Xlsx;

/// Most rows of data on one sheet; the format allows 1,048,576 with the head and the totals.
const SHEET_ROWS: usize = 1_000_000;
/// Width of the sheet of remarks, in letters.
const NOTES_WIDTH: usize = 100;
/// Row of the column headings, from 0.
const HEAD: u32 = 4;

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}

impl Writer for Xlsx {
    fn ending(&self) -> &'static str {
        "xlsx"
    }
    fn write(&self, report: &Report, words: &Words, out: &mut dyn Write) -> Result<(), ReportError> {
        report.check_shape()?;
        let mut workbook = Workbook::new();
        let made = day(report.as_of).unwrap_or_else(|| ExcelDateTime::from_timestamp(0).unwrap_or_default());
        workbook.set_properties(
            &DocProperties::new()
                .set_title(words.phrase(&report.title))
                .set_subject(footer(report, words))
                .set_company(report.origin.office.in_language(words.reader().language))
                // The date of the data, so that the same report gives the same bytes.
                .set_creation_datetime(&made),
        );
        let mut names = BTreeSet::new();
        for section in &report.sections {
            let rows = &section.table.rows;
            // At least one sheet for each section, even an empty one.
            for piece in 0..rows.len().div_ceil(SHEET_ROWS).max(1) {
                let rows = &rows[piece * SHEET_ROWS..rows.len().min((piece + 1) * SHEET_ROWS)];
                let name = sheet_name(&words.phrase(&section.heading), &mut names);
                let sheet = workbook.add_worksheet_with_constant_memory()?;
                sheet.set_name(name)?;
                write_section(sheet, report, section, rows, words)?;
            }
        }
        let name = sheet_name(words.text("word.notes"), &mut names);
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        write_notes(sheet, report, words)?;
        let bytes = workbook.save_to_buffer()?;
        out.write_all(&bytes).map_err(lost("xlsx"))
    }
}

/// A heading as the name of a sheet: without the signs a sheet's name cannot hold, at most 31 UTF-16 units, no double.
fn sheet_name(heading: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = heading.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let mut number = 1;
    loop {
        let tail = if number == 1 { String::new() } else { format!(" ({number})") };
        let mut name = String::new();
        for c in clean.chars() {
            if name.encode_utf16().count() + c.len_utf16() + tail.len() > 31 {
                break;
            }
            name.push(c);
        }
        let name = format!("{}{tail}", if name.trim().is_empty() { "Sheet" } else { name.trim() });
        // Names differing in capitals only are one name to a spreadsheet program.
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

fn day(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let small = |n: i8| u8::try_from(n).ok();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, small(date.month())?, small(date.day())?).ok()
}

fn write_section(
    sheet: &mut Worksheet,
    report: &Report,
    section: &Section,
    rows: &[Vec<Value>],
    words: &Words,
) -> Result<(), ReportError> {
    let columns = &section.table.columns;
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut look = Look::new(&section.table);
    sheet.set_default_row_height(ROW_HEIGHT);
    let (mut letters, mut widths) = (0, Vec::with_capacity(columns.len()));
    for (i, column) in columns.iter().enumerate() {
        let width = width_of(report, rows, words, i, column, has_paise(&section.table, i));
        letters += width;
        widths.push(width);
        // Widths go to the file before the first row, as constant memory wants.
        sheet.set_column_width(column_no(i), width as f64 + 1.5)?;
    }
    let office = report.origin.office.in_language(words.reader().language);
    write_text(sheet, (0, 0), office, &plain(), words)?;
    write_text(sheet, (1, 0), &words.phrase(&report.title), &plain().set_bold().set_font_size(14), words)?;
    sheet.set_row_height(1, 24)?;
    let subtitle =
        format!("{} · {} {}", words.phrase(&section.heading), words.text("word.as_on"), words.date(report.as_of));
    write_text(sheet, (2, 0), &subtitle, &plain(), words)?;
    let head = plain().set_bold().set_border(FormatBorder::Thin).set_text_wrap().set_background_color("#E6E9EC");
    let headings: Vec<String> = columns.iter().map(|column| heading(column, words)).collect();
    for (i, column) in columns.iter().enumerate() {
        let align = if column.kind.is_number() { FormatAlign::Right } else { FormatAlign::Left };
        write_text(sheet, (HEAD, column_no(i)), &headings[i], &head.clone().set_align(align), words)?;
    }
    // Bold letters are wider.
    let narrower = widths.iter().map(|width| width.saturating_sub(1));
    sheet.set_row_height(HEAD, row_height(headings.iter().map(String::as_str).zip(narrower)))?;
    let mut at = HEAD;
    for row in rows {
        at += 1;
        let mut texts: Vec<(Cow<'_, str>, usize)> = Vec::new();
        for (i, value) in row.iter().enumerate() {
            match text_of(&columns[i].kind, value, report, words) {
                Some(text) => {
                    write_text(sheet, (at, column_no(i)), &text, look.of(i), words)?;
                    texts.push((text, widths[i]));
                }
                None => write_value(sheet, (at, column_no(i)), (i, columns[i].shade(value)), value, &mut look)?,
            }
        }
        let height = row_height(texts.iter().map(|(text, width)| (text.as_ref(), *width)));
        if height > ROW_HEIGHT {
            sheet.set_row_height(at, height)?;
        }
    }
    if section.table.has_totals() && !rows.is_empty() {
        write_totals(sheet, section, rows, &mut look, at, words)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    if !columns.is_empty() && !rows.is_empty() {
        sheet.autofilter(HEAD, 0, at, last_column)?;
    }
    sheet.set_repeat_rows(HEAD, HEAD)?;
    print_setup(sheet, letters > 95, report, words);
    Ok(())
}

fn column_no(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Width in letters: the widest of heading and values, between 6 and 48.
fn width_of(
    report: &Report,
    rows: &[Vec<Value>],
    words: &Words,
    column: usize,
    about: &crate::reports::Column,
    paise: bool,
) -> usize {
    let widest = rows.iter().map(|row| svg::letters(&words.value(report, &about.kind, &row[column], paise))).max();
    let head = heading(about, words).split_whitespace().map(svg::letters).max().unwrap_or_default() + 2;
    // Totals are longer than what they add up.
    let total = if about.total { 3 } else { 0 };
    (widest.unwrap_or_default() + total).max(head).clamp(6, 48)
}

/// What stands in a cell as words; nothing for a number, a date a spreadsheet knows, an empty cell.
fn text_of<'a>(kind: &ColumnKind, value: &'a Value, report: &'a Report, words: &'a Words) -> Option<Cow<'a, str>> {
    match (kind, value) {
        (ColumnKind::Code(list), value) => Some(words.code(&report.names, list, value)),
        (ColumnKind::Wording, value) => Some(words.wording(report, value).into()),
        (_, Value::Text(text)) => Some(text.into()),
        (_, Value::Bool(yes)) => Some(words.text(if *yes { "word.yes" } else { "word.no" }).into()),
        // Spreadsheets know no day before 1900: such a date stays text.
        (_, Value::Date(date)) if day(*date).is_none() => Some(words.date(*date).into()),
        _ => None,
    }
}

/// Every text goes into a workbook here.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
    words: &Words,
) -> Result<(), ReportError> {
    sheet.write_string_with_format(row, column, fitting(text, words), format)?;
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "paise, counts and shares of a register stay below 2^53")]
fn write_value(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    (column, shade): (usize, u8),
    value: &Value,
    look: &mut Look,
) -> Result<(), ReportError> {
    let (number, unit) = match value {
        Value::Integer(n) => (*n, 1.0),
        Value::Money(Paise(n)) | Value::Percent(n) => (*n, 100.0),
        Value::Quantity(n) => (*n, 1_000.0),
        Value::Date(date) => {
            if let Some(day) = day(*date) {
                sheet.write_datetime_with_format(row, at, &day, look.of(column))?;
            }
            return Ok(());
        }
        _ => {
            sheet.write_blank(row, at, look.of(column))?;
            return Ok(());
        }
    };
    sheet.write_number_with_format(row, at, number as f64 / unit, look.sized(column, i128::from(number), shade))?;
    Ok(())
}

/// The line of totals: formulas that follow the filter, with their value of today beside them for readers that do not calculate.
fn write_totals(
    sheet: &mut Worksheet,
    section: &Section,
    rows: &[Vec<Value>],
    look: &mut Look,
    last: u32,
    words: &Words,
) -> Result<(), ReportError> {
    for (i, column) in section.table.columns.iter().enumerate() {
        let strong = |format: &Format| format.clone().set_bold().set_border_top(FormatBorder::Medium);
        let format = strong(look.of(i));
        if column.total {
            let sum: i128 = rows.iter().filter_map(|row| row[i].as_integer()).map(i128::from).sum();
            let format = strong(look.sized(i, sum, 0));
            let places = match column.kind {
                ColumnKind::Money | ColumnKind::Percent => 2,
                ColumnKind::Quantity => 3,
                _ => 0,
            };
            let shown = super::super::words::decimal(sum, places).replace(',', "");
            let letters = crate::model::column_letters(u32::try_from(i).unwrap_or(u32::MAX));
            let formula = format!("=SUBTOTAL(109,{letters}{}:{letters}{})", HEAD + 2, last + 1);
            sheet.write_formula_with_format(
                last + 1,
                column_no(i),
                Formula::new(formula).set_result(shown),
                &format,
            )?;
            look.follow(sheet, last + 1, column_no(i), i)?;
        } else if i == 0 {
            write_text(sheet, (last + 1, 0), words.text("word.total"), &format, words)?;
        } else {
            sheet.write_blank(last + 1, column_no(i), &format)?;
        }
    }
    Ok(())
}

fn print_setup(sheet: &mut Worksheet, landscape: bool, report: &Report, words: &Words) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.45, 0.45, 0.55, 0.7, 0.3, 0.3);
    if landscape {
        sheet.set_landscape();
    }
    // A single & begins a field of the footer.
    let page = words.text("word.page").replace('&', "&&");
    let data = format!("{} {}", words.text("word.data_of"), words.date(report.as_of)).replace('&', "&&");
    sheet.set_footer(format!("&L&8{data} · coop-registry {}&R&9{page} &P / &N", report.origin.program));
}

fn write_notes(sheet: &mut Worksheet, report: &Report, words: &Words) -> Result<(), ReportError> {
    let wrap = plain().set_text_wrap().set_align(FormatAlign::Top);
    let bold = plain().set_bold();
    sheet.set_default_row_height(ROW_HEIGHT);
    sheet.set_column_width(0, NOTES_WIDTH as f64)?;
    let paragraph = |sheet: &mut Worksheet, row: u32, text: &str| -> Result<(), ReportError> {
        write_text(sheet, (row, 0), text, &wrap, words)?;
        sheet.set_row_height(row, row_height([(text, NOTES_WIDTH)]))?;
        Ok(())
    };
    let mut row = 0;
    for (key, phrases) in
        [("word.preamble", &report.preamble), ("word.notes", &report.notes), ("word.sources", &report.sources)]
    {
        if !phrases.is_empty() {
            write_text(sheet, (row, 0), words.text(key), &bold, words)?;
            for phrase in phrases {
                row += 1;
                paragraph(sheet, row, &words.phrase(phrase))?;
            }
            row += 2;
        }
    }
    paragraph(sheet, row, &footer(report, words))?;
    print_setup(sheet, false, report, words);
    Ok(())
}
