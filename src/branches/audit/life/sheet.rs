//! The marks sheet of an audit as a workbook: filled with what the return on record gives, and read back.

use super::marks::{Given, Item, Scheme, read_marks};
use crate::{
    branches::filled_sheets::{HEAD_ROWS, has_headings, headed, workbook},
    devanagari::normalize,
    model::{CellRef, Finding, Findings, Language, Locus, Severity},
    source::Sheet,
};
use rust_xlsxwriter::{Format, FormatBorder, XlsxError};

/// Headings in both languages, so that a sheet is read back whatever language it was made in.
const HEADINGS: [(&str, f64); 7] = [
    ("कूट / Code", 15.0),
    ("शीर्ष / Head", 22.0),
    ("मद / Item", 40.0),
    ("पूर्णांक / Out of", 10.0),
    ("विवरणी का आँकड़ा / Figure of the return", 40.0),
    ("अंक, या na / Marks, or na", 12.0),
    ("साक्ष्य / Evidence", 40.0),
];
const CODE: u32 = 0;
const MARKS: u32 = 5;
const EVIDENCE: u32 = 6;

/// The workbook: a row an item, with what is known of it. The same rows give the same bytes.
pub fn marks_book(
    scheme: &Scheme,
    given: &[Given],
    (title, hint): (&str, &str),
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let page = workbook.add_worksheet();
    page.set_name("marks")?;
    headed(page, (title, hint), &HEADINGS, 3)?;
    let (text, open) = (
        Format::new().set_num_format("@").set_text_wrap(),
        Format::new()
            .set_num_format("@")
            .set_text_wrap()
            .set_border(FormatBorder::Hair)
            .set_background_color(0x00FF_FBE6),
    );
    for (at, item) in (HEAD_ROWS..).zip(&scheme.items) {
        let known = given.iter().find(|one| one.item == item.code);
        let (head, label) = (scheme.head(&item.head), item.label());
        let cap = item.cap.to_string();
        let wants = item.wants.in_language(language);
        let cells = [&item.code, head.in_language(language), label.in_language(language), &cap];
        for (column, cell) in (0..).zip(cells) {
            page.write_with_format(at, column, cell, &text)?;
        }
        page.write_with_format(at, 4, known.map_or("", |one| one.figure.as_str()), &text)?;
        let marks =
            known.map_or_else(String::new, |one| one.marks.map_or_else(|| "na".into(), |marks| marks.to_string()));
        page.write_with_format(at, 5, marks, &open)?;
        page.write_with_format(at, 6, known.map_or("", |one| one.evidence.as_str()), &open)?;
        page.write_with_format(at, 7, wants, &Format::new().set_italic())?;
    }
    page.set_column_width(7, 30)?;
    page.set_landscape();
    workbook.save_to_buffer()
}

/// Reads a filled sheet; rows without marks say nothing. `None`: no sheet of the file is one of these. Every fault at its cell, all in one pass.
pub fn read_marks_sheet(sheets: &[Sheet], file: &str, scheme: &Scheme) -> Option<(Vec<Given>, Findings)> {
    let sheet = sheets.iter().find(|sheet| has_headings(sheet, &HEADINGS))?;
    let (mut given, mut faults): (Vec<Given>, Findings) = (Vec::new(), Vec::new());
    for row in sheet.rows().filter(|row| row.number > HEAD_ROWS) {
        let text = |column: u32| {
            sheet.cell(row.number, column).map(|cell| normalize(cell.content.to_string().trim())).unwrap_or_default()
        };
        let (code, marks, evidence) = (text(CODE), text(MARKS), text(EVIDENCE));
        if marks.is_empty() {
            continue;
        }
        let at = |column: u32| Locus::cell(file, &sheet.name, CellRef { row: row.number, column });
        let Some(item) = scheme.item(&code) else {
            faults.push(unknown_item(scheme, &code, at(CODE)));
            continue;
        };
        match read_marks(&marks, item) {
            None => faults.push(not_marks(item, &marks, at(MARKS))),
            Some(_) if given.iter().any(|one| one.item == code) => {
                faults.push(Finding::new("AUL-115", Severity::Error, at(CODE)).with("item", &code));
            }
            Some(marks) => given.push(Given { item: code, marks, figure: String::new(), evidence, computed: false }),
        }
    }
    Some((given, faults))
}

/// No such item.
pub fn unknown_item(scheme: &Scheme, found: &str, place: Locus) -> Finding {
    let known: Vec<&str> = scheme.items.iter().map(|item| item.code.as_str()).collect();
    Finding::new("AUL-104", Severity::Error, place).with("found", found).with("known", known.join(", "))
}

/// No marks of this item.
pub fn not_marks(item: &Item, found: &str, place: Locus) -> Finding {
    Finding::new("AUL-105", Severity::Error, place).with("item", &item.code).with("found", found).with("cap", item.cap)
}
