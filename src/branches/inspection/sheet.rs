//! The checklist as a workbook that is carried to the society, and the same read back filled.

use super::{
    answers::Answer,
    checklist::{Checklist, Item, Unit},
};
use crate::{
    branches::filled_sheets::{HEAD_ROWS, has_headings, headed, workbook},
    cleaning::{Codes, covered, read_amount, read_decimal},
    devanagari::normalize,
    model::{CellRef, Finding, Findings, Language, Locus, Severity, Value},
    source::{Row, Sheet},
};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Formula, XlsxError};
use std::collections::BTreeSet;

/// Headings in both languages, so that a sheet is read back whatever language it was made in.
const HEADINGS: [(&str, f64); 9] = [
    ("मद कोड / Item", 16.0),
    ("क्या देखें / What to look at", 44.0),
    ("प्रमाण / What proves it", 34.0),
    ("इकाई / Unit", 9.0),
    ("बहियों के अनुसार / By the books", 15.0),
    ("पाया गया / Found", 15.0),
    ("अंतर / Difference", 12.0),
    ("उत्तर / Answer", 16.0),
    ("टिप्पणी / Remark", 34.0),
];
const ITEM: u32 = 0;
const BY_BOOK: u32 = 4;
const FOUND: u32 = 5;
const ANSWER: u32 = 7;
const REMARK: u32 = 8;
/// Where the case stands, in the first row: a sheet of another society is not taken.
const CASE: u32 = 8;

/// What the sheet says beside its headings, in the reader's words.
#[derive(Clone, Debug, Default)]
pub struct SheetWords<'a> {
    /// Title.
    pub title: String,
    /// What to do.
    pub hint: &'a str,
    /// Answers to choose from.
    pub answers: Vec<String>,
    /// Rupees, number.
    pub units: [&'a str; 2],
    /// The case; empty for a sheet of a class.
    pub case: String,
}

/// The workbook to be filled. The same list gives the same bytes.
pub fn checklist_book(list: &Checklist, words: &SheetWords<'_>, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let page = workbook.add_worksheet();
    page.set_name(&list.code)?;
    headed(page, (&words.title, words.hint), &HEADINGS, 2)?;
    page.write(0, column(CASE), &words.case)?;
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let figure = Format::new().set_num_format("#,##0.00").set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    for (row, item) in (HEAD_ROWS..).zip(&list.items) {
        page.write_with_format(row, 0, &item.id, &text)?;
        page.write_with_format(row, 1, item.label.in_language(language), &text)?;
        page.write_with_format(row, 2, item.proof.in_language(language), &text)?;
        let unit = match item.unit {
            Some(Unit::Rupees) => words.units[0],
            Some(Unit::Number) => words.units[1],
            None => "",
        };
        page.write_with_format(row, 3, unit, &text)?;
        let open = if item.unit.is_some() { &figure } else { &text };
        page.write_blank(row, column(BY_BOOK), open)?;
        page.write_blank(row, column(FOUND), open)?;
        match item.unit {
            Some(_) => {
                let at = row + 1;
                let formula = format!("=IF(OR(E{at}=\"\",F{at}=\"\"),\"\",F{at}-E{at})");
                page.write_formula_with_format(row, column(FOUND + 1), Formula::new(formula).set_result(""), &figure)?;
            }
            None => {
                page.write_blank(row, column(FOUND + 1), &text)?;
            }
        }
        page.write_blank(row, column(ANSWER), &text)?;
        page.write_blank(row, column(REMARK), &text)?;
    }
    let last = HEAD_ROWS + u32::try_from(list.items.len()).unwrap_or(u32::MAX - HEAD_ROWS).saturating_sub(1);
    let answers: Vec<&str> = words.answers.iter().map(String::as_str).collect();
    let choose = DataValidation::new().allow_list_strings(&answers)?;
    page.add_data_validation(HEAD_ROWS, column(ANSWER), last, column(ANSWER), &choose)?;
    page.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(HEAD_ROWS - 1, HEAD_ROWS - 1)?;
    workbook.save_to_buffer()
}

fn column(no: u32) -> u16 {
    u16::try_from(no).unwrap_or(u16::MAX)
}

/// What a filled sheet says: items in its order with their answers. `None`: no sheet of the file is one of these. Rows nobody filled say
/// nothing; every fault is at its cell, all in one pass.
pub fn read_checklist(
    sheets: &[Sheet],
    (file, case): (&str, &str),
    list: &Checklist,
    codes: &Codes,
) -> Option<(Vec<(String, Answer)>, Findings)> {
    let is_ours = |sheet: &&Sheet| has_headings(sheet, &HEADINGS);
    let ours: Vec<&Sheet> = sheets.iter().filter(is_ours).collect();
    if ours.is_empty() {
        return None;
    }
    let (mut told, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for sheet in ours {
        let reading = Reading { file, sheet: &sheet.name, list, codes };
        let of = sheet.cell(1, CASE).map(|cell| cell.content.to_string().trim().to_owned()).unwrap_or_default();
        if !of.is_empty() && of != case {
            let at = Locus::cell(file, &sheet.name, CellRef { row: 1, column: CASE });
            faults.push(Finding::new("INS-307", Severity::Error, at).with("found", of).with("case", case));
            continue;
        }
        for row in sheet.rows().filter(|row| row.number > HEAD_ROWS) {
            let Some((item, answer)) = reading.row(&row, &mut faults) else { continue };
            if !seen.insert(item.clone()) {
                faults.push(reading.fault("INS-312", &row, ITEM).with("found", &item));
                continue;
            }
            told.push((item, answer));
        }
    }
    Some((told, faults))
}

struct Reading<'a> {
    file: &'a str,
    sheet: &'a str,
    list: &'a Checklist,
    codes: &'a Codes,
}

impl Reading<'_> {
    fn fault(&self, code: &str, row: &Row<'_>, column: u32) -> Finding {
        let at = CellRef { row: row.number, column };
        Finding::new(code, Severity::Error, Locus::cell(self.file, self.sheet, at))
    }

    fn row(&self, row: &Row<'_>, faults: &mut Findings) -> Option<(String, Answer)> {
        let text = |column: u32| {
            let text = row.cell(column).map(|cell| normalize(&cell.content.to_string()).trim().to_owned());
            text.unwrap_or_default()
        };
        let filled = [BY_BOOK, FOUND, ANSWER, REMARK].iter().any(|column| !text(*column).is_empty());
        if !filled {
            return None;
        }
        let id = text(ITEM);
        let Some(item) = self.list.item(&id) else {
            let known: Vec<&str> = self.list.items.iter().map(|item| item.id.as_str()).collect();
            let found = if id.is_empty() { "–" } else { id.as_str() };
            faults.push(self.fault("INS-311", row, ITEM).with("found", found).with("known", known.join(", ")));
            return None;
        };
        let before = faults.len();
        let [by_book, found] = [BY_BOOK, FOUND].map(|column| self.figure(row, (item, column), &text(column), faults));
        let mut answer = self.answer(row, &text(ANSWER), faults);
        let told = Answer { by_book, found, remark: covered(&text(REMARK)).into_owned(), ..Answer::default() };
        let figures_missing =
            |answer: &str| item.unit.is_some() && answer == "yes" && (told.by_book.is_none() || told.found.is_none());
        match (&answer, told.difference()) {
            // Two figures answer by themselves.
            (None, Some(0)) if faults.len() == before => answer = Some("yes".into()),
            (None, Some(_)) if faults.len() == before => answer = Some("no".into()),
            (None, None) if faults.len() == before => faults.push(self.fault("INS-316", row, ANSWER).with("item", &id)),
            (Some(said), Some(figure)) if said == "yes" && figure != 0 => {
                faults.push(self.fault("INS-317", row, ANSWER).with("item", &id));
            }
            (Some(said), None) if figures_missing(said) && faults.len() == before => {
                let empty = if told.by_book.is_none() { BY_BOOK } else { FOUND };
                faults.push(self.fault("INS-315", row, empty).with("item", &id));
            }
            _ => {}
        }
        let answer = answer.filter(|_| faults.len() == before)?;
        Some((id, Answer { answer, ..told }))
    }

    fn answer(&self, row: &Row<'_>, text: &str, faults: &mut Findings) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        const LIST: &str = "inspection_answer";
        let read = self.codes.read(LIST, text).ok().filter(|read| read.doubts.is_empty());
        let answer = read.and_then(|read| read.value.as_text().map(str::to_owned));
        if answer.is_none() {
            let known = |language| {
                self.codes.all(LIST).map(|(_, label)| label.in_language(language)).collect::<Vec<_>>().join(", ")
            };
            let fault = self.fault("INS-313", row, ANSWER).with("found", text);
            faults.push(fault.with("known", known(Language::En)).with("known_hi", known(Language::Hi)));
        }
        answer
    }

    fn figure(&self, row: &Row<'_>, (item, column): (&Item, u32), text: &str, faults: &mut Findings) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        let read = match item.unit {
            None => {
                faults.push(self.fault("INS-318", row, column).with("item", &item.id).with("found", text));
                return None;
            }
            Some(Unit::Rupees) => read_amount(text, None),
            Some(Unit::Number) => read_decimal(text, 1000, Value::Quantity),
        };
        let figure = read.ok().filter(|read| read.doubts.is_empty()).and_then(|read| read.value.as_integer());
        if figure.is_none() {
            faults.push(self.fault("INS-314", row, column).with("found", text));
        }
        figure
    }
}
