//! How a file holds returns: the form (a line each) or a flat list (a row each); where each line of the return stands.

use super::value::written;
use crate::{
    catalogue::{ReturnField, ReturnFields},
    model::{CellRef, Finding, Locus, Severity},
    source::{Row, Sheet},
};
use std::{collections::BTreeMap, fmt::Write as _};

/// Name of the form's sheet.
pub(super) const SHEET: &str = "Return";
/// Headings of the form's columns, in order.
pub(super) const COLUMNS: [&str; 5] = ["code", "label_hi", "label_en", "unit", "value"];
/// Heading of the column in which findings come back, beside the values.
pub const FINDINGS: &str = "निष्कर्ष / findings";

/// A line above the form's headings: its words, by which it is known again and which the empty form prints.
pub(super) struct HeadLine {
    pub(super) label: &'static str,
    words: &'static [&'static str],
}

/// Registration number, district and year of the return and the kind of form, above the lines.
pub(super) const HEAD: [HeadLine; 4] = [
    HeadLine {
        label: "पंजीयन संख्या / Registration no.", words: &["registration", "पंजीयन", "निबंधन"]
    },
    HeadLine { label: "जिला / District", words: &["district", "जिला"] },
    HeadLine { label: "वर्ष / Year", words: &["year", "वर्ष"] },
    HeadLine { label: "प्रपत्र / Form", words: &["form", "प्रपत्र"] },
];

/// Where the lines of returns stand in a sheet.
#[derive(Clone, Debug)]
pub struct Layout {
    /// File as the person named it.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    pub(super) shape: Shape,
    /// Rows after this one hold returns.
    pub(super) heading_row: u32,
    /// Has the file cells? A table of columns has none: there a place is the number of the record.
    has_cells: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// One return: line → cell of its value; what stands above, each with its cell.
    Form { cells: BTreeMap<u16, CellRef>, head: Head },
    /// A return a row: line → column; columns that name society and year.
    Flat { columns: BTreeMap<u16, u32>, society: Option<u32>, year: Option<u32> },
}

/// What a form says above its lines; empty where it does not.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) registration: String,
    pub(super) year: (String, Option<CellRef>),
    pub(super) kind: (String, Option<CellRef>),
}

impl Layout {
    /// Is this a form, one return alone?
    pub fn is_form(&self) -> bool {
        matches!(self.shape, Shape::Form { .. })
    }
    /// Row of the headings.
    pub fn heading_row(&self) -> u32 {
        self.heading_row
    }
    /// The cell of a line of the return that stands in a row (of the form: wherever the line stands).
    pub fn cell(&self, field: u16, row: u32) -> Option<CellRef> {
        match &self.shape {
            Shape::Form { cells, .. } => cells.get(&field).copied(),
            Shape::Flat { columns, .. } => columns.get(&field).map(|column| CellRef { row, column: *column }),
        }
    }
    /// A cell as it is told: `D41`, of a table of columns the number of the record.
    pub(super) fn place(&self, cell: CellRef) -> String {
        let mut place = String::new();
        self.write_place(cell, &mut place);
        place
    }
    /// The same instead of another place.
    pub(super) fn write_place(&self, cell: CellRef, place: &mut String) {
        place.clear();
        // Writing into a text cannot fail.
        let _ = match self.has_cells {
            true => write!(place, "{cell}"),
            false => write!(place, "{}", cell.row.saturating_sub(self.heading_row)),
        };
    }
    /// Place of the file and sheet.
    pub(super) fn locus(&self) -> Locus {
        Locus { file: Some(self.file.clone()), sheet: Some(self.sheet.clone()), ..Locus::default() }
    }
    /// Finds how a sheet holds returns; nothing when it holds none. Unknown codes and headings become findings.
    pub(super) fn find(
        file: &str,
        sheet: &Sheet,
        has_cells: bool,
        fields: &ReturnFields,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let heading = |row: &Row<'_>| -> Vec<(u32, String)> {
            row.cells().map(|cell| (cell.column, written(&cell.content))).collect()
        };
        // A heading row stands near the top; a long preamble is no return.
        for row in sheet.rows().take(50) {
            let cells = heading(&row);
            let column = |name: &str| cells.iter().find(|(_, text)| text.eq_ignore_ascii_case(name)).map(|(at, _)| *at);
            if let (Some(code), Some(value)) = (column("code"), column("value")) {
                return Some(form(file, sheet, row.number, code, value, fields, findings));
            }
            let known = cells.iter().filter(|(_, text)| fields.no(text).is_some()).count();
            if known >= 3 && known * 2 > cells.len() {
                let before = findings.len();
                let layout = flat(file, sheet, row.number, cells, fields, findings);
                if !has_cells {
                    findings[before..].iter_mut().for_each(|finding| finding.place.cell = None);
                }
                return Some(Self { has_cells, ..layout });
            }
        }
        None
    }
}

fn form(
    file: &str,
    sheet: &Sheet,
    heading_row: u32,
    code: u32,
    value: u32,
    fields: &ReturnFields,
    findings: &mut Vec<Finding>,
) -> Layout {
    let mut head = Head::default();
    for row in sheet.rows().take_while(|row| row.number < heading_row) {
        let mut cells = row.cells();
        let (Some(label), Some(filled)) = (cells.next(), cells.next()) else { continue };
        let label = written(&label.content).to_lowercase();
        let says = |head: &HeadLine| head.words.iter().any(|word| label.contains(word));
        let filled = (written(&filled.content), Some(filled.place()));
        if says(&HEAD[0]) {
            head.registration = filled.0;
        } else if says(&HEAD[2]) {
            head.year = filled;
        } else if says(&HEAD[3]) {
            head.kind = filled;
        }
    }
    let printed = printed_columns(sheet, heading_row);
    let mut cells = BTreeMap::new();
    for row in sheet.rows().skip_while(|row| row.number <= heading_row) {
        let Some(cell) = row.cell(code) else { continue };
        let key = written(&cell.content);
        match fields.no(&key) {
            Some(no) => {
                if cells.insert(no, CellRef { row: row.number, column: value }).is_some() {
                    let place = Locus::cell(file, &sheet.name, cell.place());
                    findings.push(Finding::new("RET-004", Severity::Error, place).with("field", &key));
                }
                findings.extend(edited(file, sheet, &row, &printed, fields.at(no), fields));
            }
            None if key.is_empty() => {}
            None => findings.push(unknown(Locus::cell(file, &sheet.name, cell.place()), &key, fields)),
        }
    }
    let shape = Shape::Form { cells, head };
    Layout { file: file.to_owned(), sheet: sheet.name.clone(), shape, heading_row, has_cells: true }
}

/// Columns of the form's own words: Hindi, English, unit.
fn printed_columns(sheet: &Sheet, heading_row: u32) -> [Option<u32>; 3] {
    let row = sheet.row(heading_row);
    [COLUMNS[1], COLUMNS[2], COLUMNS[3]].map(|name| {
        let headed = |row: &Row<'_>| {
            row.cells().find(|cell| written(&cell.content).eq_ignore_ascii_case(name)).map(|cell| cell.column)
        };
        row.as_ref().and_then(headed)
    })
}

/// Words of the form that somebody wrote over: a figure may then stand beside another question than it answers.
fn edited(
    file: &str,
    sheet: &Sheet,
    row: &Row<'_>,
    [hi, en, unit]: &[Option<u32>; 3],
    line: &ReturnField,
    fields: &ReturnFields,
) -> Vec<Finding> {
    let words = fields.unit(line);
    let printed = [
        (hi, vec![line.label.hi.clone()]),
        (en, vec![line.label.en.clone()]),
        // Forms of the first edition print the unit's code.
        (unit, vec![format!("{} / {}", words.hi, words.en), line.unit.clone()]),
    ];
    let mut found = Vec::new();
    for (column, expected) in printed {
        let Some(cell) = column.and_then(|column| row.cell(column)) else { continue };
        let says = written(&cell.content);
        if !says.is_empty() && !expected.contains(&says) {
            let place = Locus { field: Some(line.key.clone()), ..Locus::cell(file, &sheet.name, cell.place()) };
            let finding = Finding::new("RET-103", Severity::Error, place).with("field", &line.key);
            found.push(finding.with("found", says).with("expected", &expected[0]));
        }
    }
    found
}

fn flat(
    file: &str,
    sheet: &Sheet,
    heading_row: u32,
    cells: Vec<(u32, String)>,
    fields: &ReturnFields,
    findings: &mut Vec<Finding>,
) -> Layout {
    let (mut columns, mut society, mut year) = (BTreeMap::new(), None, None);
    for (column, key) in cells {
        match (key.as_str(), fields.no(&key)) {
            (_, Some(no)) => {
                if columns.insert(no, column).is_some() {
                    let place = Locus::cell(file, &sheet.name, CellRef { row: heading_row, column });
                    findings.push(Finding::new("RET-004", Severity::Error, place).with("field", key));
                }
            }
            ("society", None) => society = Some(column),
            ("fy", None) => year = Some(column),
            // Names of places beside the codes are for the reader's eye.
            ("district" | "block" | "", None) => {}
            (key, None) => {
                let place = Locus::cell(file, &sheet.name, CellRef { row: heading_row, column });
                findings.push(unknown(place, key, fields));
            }
        }
    }
    let shape = Shape::Flat { columns, society, year };
    Layout { file: file.to_owned(), sheet: sheet.name.clone(), shape, heading_row, has_cells: true }
}

fn unknown(place: Locus, key: &str, fields: &ReturnFields) -> Finding {
    Finding::new("RET-002", Severity::Warning, place).with("found", key).with("nearest", fields.nearest(key))
}
