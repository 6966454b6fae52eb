//! The sheet of a physical verification: one worksheet a place and custodian with the last state, and the same read back filled.

use super::checks::Found;
use crate::{
    branches::filled_sheets::{self, HEAD_ROWS, has_headings, workbook},
    cleaning::Codes,
    devanagari::normalize,
    model::{CellRef, Finding, Findings, Language, Locus, Severity},
    source::{Row, Sheet},
};
use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Empty rows at the end, for what is found and not on charge.
const ROOM: u32 = 10;
/// Headings in both languages, so that a sheet is read back whatever language it was made in.
const HEADINGS: [(&str, f64); 11] = [
    ("परिसम्पत्ति / Asset", 17.0),
    ("टैग / Tag", 14.0),
    ("मद / Item", 18.0),
    ("मेक/मॉडल / Make, model", 20.0),
    ("क्रम संख्या / Serial no.", 18.0),
    ("पंजी में दशा / Condition recorded", 18.0),
    ("पिछला सत्यापन / Last verified", 14.0),
    ("मिला? हाँ/नहीं / Found? yes/no", 14.0),
    ("पाई गई दशा / Condition found", 18.0),
    ("पाया गया स्थान, यदि भिन्न / Place found, if another", 24.0),
    ("टिप्पणी / Remark", 28.0),
];
const ASSET: u32 = 0;
const ITEM: u32 = 2;
const SERIAL: u32 = 4;
const FOUND: u32 = 7;
const CONDITION: u32 = 8;
const PLACE: u32 = 9;
const REMARK: u32 = 10;

/// An asset as the sheet shows it, in the reader's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Holder, place and custodian: the worksheet it stands on.
    pub of: (String, String, String),
    /// Identity, tag, item, make and model, serial number, condition, last verified.
    pub cells: [String; 7],
}

/// What the sheet says beside its headings.
#[derive(Clone, Debug)]
pub struct SheetWords<'a> {
    /// Title of the workbook, before the place.
    pub title: &'a str,
    /// What to do.
    pub hint: &'a str,
    /// Conditions to choose from.
    pub conditions: Vec<String>,
    /// Found or not, to choose from.
    pub found: [&'a str; 2],
}

/// A row as it came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it stands.
    pub place: Locus,
    /// The asset; `None` for what is found in excess.
    pub asset: Option<String>,
    /// What was found.
    pub found: Found,
}

/// The workbook to be filled. The same rows give the same bytes.
pub fn verification_book(rows: &[SheetRow], words: &SheetWords<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let mut pages: BTreeMap<&(String, String, String), Vec<&SheetRow>> = BTreeMap::new();
    for row in rows {
        pages.entry(&row.of).or_default().push(row);
    }
    for (no, ((holder, place, custodian), rows)) in (1..).zip(&pages) {
        let page = workbook.add_worksheet();
        page.set_name(format!("{no}"))?;
        let named = [holder, place, custodian].map(|part| if part.is_empty() { "–" } else { part.as_str() });
        headed(page, &format!("{}: {}", words.title, named.join(" · ")), words)?;
        let (text, open) =
            (Format::new().set_num_format("@"), Format::new().set_num_format("@").set_border(FormatBorder::Hair));
        for (at, row) in (HEAD_ROWS..).zip(rows.iter()) {
            for (column, cell) in (0..).zip(&row.cells) {
                page.write_with_format(at, column, cell.as_str(), &text)?;
            }
        }
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let last = HEAD_ROWS.saturating_add(count).saturating_add(ROOM);
        for at in HEAD_ROWS..last {
            for column in [FOUND, CONDITION, PLACE, REMARK] {
                page.write_blank(at, u16::try_from(column).unwrap_or(u16::MAX), &open)?;
            }
        }
        let choose = |list: &[&str]| DataValidation::new().allow_list_strings(list);
        let conditions: Vec<&str> = words.conditions.iter().map(String::as_str).collect();
        for (column, list) in [(FOUND, &words.found[..]), (CONDITION, &conditions[..])] {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            page.add_data_validation(HEAD_ROWS, column, last, column, &choose(list)?)?;
        }
    }
    if pages.is_empty() {
        headed(workbook.add_worksheet(), words.title, words)?;
    }
    workbook.save_to_buffer()
}

fn headed(page: &mut Worksheet, title: &str, words: &SheetWords<'_>) -> Result<(), XlsxError> {
    page.set_landscape();
    filled_sheets::headed(page, (title, words.hint), &HEADINGS, 2)
}

/// Reads the filled rows; rows nobody filled say nothing. `None`: no sheet of it is one of these. Faults in one pass.
pub fn read_sheet(sheets: &[Sheet], file: &str, codes: &Codes) -> Option<(Vec<Told>, Findings)> {
    let is_ours = |sheet: &&Sheet| has_headings(sheet, &HEADINGS);
    let ours: Vec<&Sheet> = sheets.iter().filter(is_ours).collect();
    if ours.is_empty() {
        return None;
    }
    let (mut told, mut faults) = (Vec::new(), Vec::new());
    for sheet in ours {
        for row in sheet.rows().filter(|row| row.number > HEAD_ROWS) {
            told.extend(read_row(&row, (file, &sheet.name), codes, &mut faults));
        }
    }
    Some((told, faults))
}

fn read_row(row: &Row<'_>, (file, sheet): (&str, &str), codes: &Codes, faults: &mut Findings) -> Option<Told> {
    let text = |column: u32| {
        let text = row.cell(column).map(|cell| normalize(&cell.content.to_string()).trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let at = |column: u32| Locus::cell(file, sheet, CellRef { row: row.number, column });
    let mut code = |list: &str, column: u32| {
        let text = text(column)?;
        let read = codes.read(list, &text).ok().filter(|read| read.doubts.is_empty());
        let found = read.and_then(|read| read.value.as_text().map(str::to_owned));
        if found.is_none() {
            let known = |language: Language| {
                codes.all(list).map(|(_, label)| label.in_language(language)).collect::<Vec<_>>().join(", ")
            };
            let fault = Finding::new("AST-101", Severity::Error, at(column)).with("found", &text);
            faults.push(fault.with("known", known(Language::En)).with("known_hi", known(Language::Hi)));
        }
        found
    };
    let asset = text(ASSET);
    let (mark, condition) = (code("asset_check", FOUND), code("asset_condition", CONDITION));
    let item = if asset.is_none() { code("asset_item", ITEM) } else { None };
    let found = Found {
        there: mark.as_deref() != Some("missing"),
        condition,
        place: text(PLACE),
        remark: text(REMARK),
        item,
        serial_no: text(SERIAL).filter(|_| asset.is_none()),
    };
    let filled = [FOUND, CONDITION, PLACE, REMARK].into_iter().any(|column| text(column).is_some());
    match &asset {
        None if !filled && text(ITEM).is_none() && text(SERIAL).is_none() => return None,
        None if found.item.is_none() && text(ITEM).is_none() => {
            faults.push(Finding::new("AST-102", Severity::Error, at(ITEM)));
            return None;
        }
        // Not looked at: it stays what it is, and is told as not verified.
        Some(_) if mark.is_none() && text(FOUND).is_none() => {
            if filled {
                faults.push(Finding::new("AST-103", Severity::Error, at(FOUND)));
            }
            return None;
        }
        _ => {}
    }
    Some(Told { place: at(ASSET), asset, found })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        source::{Limits, Workbook as Source},
    };

    #[test]
    fn a_sheet_comes_back_as_it_was_filled_and_names_every_fault_with_its_cell() {
        let words = SheetWords {
            title: "t", hint: "h", conditions: vec!["In use".into()], found: ["हाँ", "नहीं"]
        };
        let asset = |id: &str, place: &str| SheetRow {
            of: ("DCO".into(), place.into(), String::new()),
            cells: [id, "T-1", "कंप्यूटर", "", "SN", "", ""].map(str::to_owned),
        };
        let rows = [asset("BR-HQ-AS-1", "कक्ष 1"), asset("BR-HQ-AS-2", "कक्ष 1"), asset("BR-HQ-AS-3", "कक्ष 2")];
        let bytes = verification_book(&rows, &words).unwrap();
        assert_eq!(bytes, verification_book(&rows, &words).unwrap(), "the same rows, the same bytes");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.xlsx");
        std::fs::write(&path, &bytes).unwrap();
        let mut book = Source::open(&path, &Limits::default()).unwrap();
        assert_eq!(book.sheets.len(), 2, "a worksheet a place");
        let sheets: Vec<Sheet> = (0..2).map(|at| book.sheet(at).unwrap()).collect();
        let codes = Codes::load(&Files::embedded()).unwrap();
        assert_eq!(read_sheet(&sheets, "s.xlsx", &codes), Some((Vec::new(), Vec::new())), "nobody filled it");
        // Filled by hand, in either language.
        let mut filled = workbook().unwrap();
        let page = filled.add_worksheet();
        headed(page, "t", &words).unwrap();
        for (row, cells) in (HEAD_ROWS..).zip([
            ["BR-HQ-AS-1", "", "हाँ", "Faulty", "कक्ष 9"],
            ["BR-HQ-AS-2", "", "no", "", ""],
            ["", "Printer", "yes", "", "कक्ष 1"],
            ["BR-HQ-AS-3", "", "maybe", "", ""],
            ["", "", "yes", "", ""],
        ]) {
            for (column, text) in [0, 2, 7, 8, 9].into_iter().zip(cells) {
                if !text.is_empty() {
                    page.write(row, column, text).unwrap();
                }
            }
        }
        filled.save(&path).unwrap();
        let sheets = [Source::open(&path, &Limits::default()).unwrap().sheet(0).unwrap()];
        let (told, faults) = read_sheet(&sheets, "s.xlsx", &codes).unwrap();
        let first = &told[0];
        assert_eq!((first.asset.as_deref(), first.found.there), (Some("BR-HQ-AS-1"), true));
        assert_eq!(first.found.condition.as_deref(), Some("under_repair"));
        assert_eq!((told[1].found.there, told[2].asset.is_none()), (false, true));
        assert_eq!(told[2].found.item.as_deref(), Some("printer"));
        let named: Vec<_> =
            faults.iter().map(|fault| (fault.code.as_str(), fault.place.cell.clone().unwrap())).collect();
        assert_eq!(named, [("AST-101", "H7".to_owned()), ("AST-102", "C8".to_owned())]);
    }
}
