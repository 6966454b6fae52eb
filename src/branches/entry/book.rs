//! The differences as a workbook: what both keyed, and beside it the decision to be filled in.

use super::{
    compare::{Compared, Side},
    form::Form,
    job::{Job, Take},
};
use crate::{
    branches::filled_sheets::workbook,
    model::{CellRef, Language, Remark},
    source::Sheet,
};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, FormatAlign, XlsxError};

const STAMP_SHEET: &str = "coop-differences";
const STAMP: &str = "coop-differences/1";
const SHEET: &str = "Differences";
const HEADINGS: [(&str, &str); 8] = [
    ("Cell", "खाना"),
    ("Form row", "प्रपत्र पंक्ति"),
    ("Field", "क्षेत्र"),
    ("First", "प्रथम"),
    ("Second", "द्वितीय"),
    ("Decision: first, second or what the paper says", "निर्णय: प्रथम, द्वितीय या कागज़ पर जो लिखा है"),
    ("Reason", "कारण"),
    ("Decided", "निर्णीत"),
];
const DECISION: u32 = 5;
const REASON: u32 = 6;
/// Words of the drop-down list, both languages read back.
const FIRST: [&str; 2] = ["first", "प्रथम"];
const SECOND: [&str; 2] = ["second", "द्वितीय"];

/// A decision filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Name of the difference.
    pub cell: String,
    /// What to take.
    pub take: Take,
    /// Reason, where one was written.
    pub reason: Option<String>,
    /// Where in the workbook it stands.
    pub place: CellRef,
}

/// Why a workbook cannot be taken as decisions.
#[derive(Clone, Debug)]
pub enum NotABook {
    /// It is no workbook of differences.
    Unstamped,
    /// It is of another job, or of other forms than the job has now.
    Other {
        /// Job it was made for.
        job: String,
    },
    /// Rows of it cannot be told; each is a line.
    Rows(Vec<Remark>),
}

/// The differences as the bytes of an XLSX workbook. The same arguments give the same bytes.
pub fn differences_book(
    form: &Form<'_>,
    job: &Job,
    compared: &Compared,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let page = workbook.add_worksheet();
    page.set_name(SHEET)?;
    let pick = |(en, hi): (&'static str, &'static str)| if language == Language::Hi { hi } else { en };
    let bold = Format::new().set_bold().set_text_wrap();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    for ((at, heading), width) in (0u16..).zip(HEADINGS).zip([8.0, 9.0, 26.0, 34.0, 34.0, 34.0, 30.0, 12.0]) {
        page.write_with_format(0, at, pick(heading), &bold)?;
        page.set_column_width(at, width)?;
    }
    page.set_freeze_panes(1, 0)?;
    let words = usize::from(language == Language::Hi);
    for (row, difference) in (1..).zip(&compared.differences) {
        let shown = |side| difference.shown(form, side).unwrap_or_else(|| "–".to_owned());
        let (first, second) = (shown(Side::First), shown(Side::Second));
        let field = difference.column.and_then(|at| form.column(at)).map_or("–", |column| column.heading.as_str());
        let decided = job.decision(difference).map(|decision| match &decision.take {
            Take::First => FIRST[words],
            Take::Second => SECOND[words],
            Take::Value(_) => "✓",
        });
        page.write_with_format(row, 0, difference.cell.to_string(), &text)?;
        page.write_with_format(row, 1, difference.row, &text)?;
        for (at, words) in (2..).zip([field, &first, &second, "", "", decided.unwrap_or_default()]) {
            page.write_with_format(row, at, words, &text)?;
        }
    }
    let last = u32::try_from(compared.differences.len()).unwrap_or(u32::MAX).max(1);
    let choice = DataValidation::new()
        .allow_list_strings(&[FIRST[words], SECOND[words]])?
        // Anything else is what the paper says.
        .set_error_style(DataValidationErrorStyle::Information);
    let at = u16::try_from(DECISION).unwrap_or(u16::MAX);
    page.add_data_validation(1, at, last, at, &choice)?;
    let hidden = workbook.add_worksheet();
    hidden.set_name(STAMP_SHEET)?;
    hidden.set_hidden(true);
    for (column, text) in (0..).zip([STAMP, job.job.as_str()].into_iter().chain(hashes(job))) {
        hidden.write(0, column, text)?;
    }
    for (row, difference) in (1..).zip(&compared.differences) {
        hidden.write(row, 0, difference.cell.to_string())?;
    }
    workbook.save_to_buffer()
}

fn hashes(job: &Job) -> [&str; 2] {
    [&job.first, &job.second].map(|form| form.as_ref().map_or("", |form| form.sha256.as_str()))
}

/// The decisions filled in; rows left open are no answers. Rows are told by the hidden sheet, wherever they were sorted to.
pub fn answers_of(sheets: &[Sheet], job: &Job) -> Result<Vec<Answer>, NotABook> {
    let find = |name: &str| sheets.iter().find(|sheet| sheet.name == name).ok_or(NotABook::Unstamped);
    let (page, stamp) = (find(SHEET)?, find(STAMP_SHEET)?);
    let stamped = |row: u32, column: u32| stamp.cell(row, column).map(|cell| cell.content.to_string());
    if stamped(1, 0).as_deref() != Some(STAMP) {
        return Err(NotABook::Unstamped);
    }
    let of = stamped(1, 1).unwrap_or_default();
    let forms = [2, 3].map(|column| stamped(1, column).unwrap_or_default());
    if of != job.job || forms != hashes(job) {
        return Err(NotABook::Other { job: of });
    }
    let known: Vec<String> = stamp.rows().skip(1).filter_map(|row| stamped(row.number, 0)).collect();
    let (mut answers, mut faults) = (Vec::<Answer>::new(), Vec::new());
    for row in page.rows().filter(|row| row.number > 1) {
        let text = |column: u32| row.cell(column).map(|cell| cell.content.to_string().trim().to_owned());
        let Some(decision) = text(DECISION).filter(|text| !text.is_empty()) else { continue };
        let place = CellRef { row: row.number, column: DECISION };
        let cell = text(0).unwrap_or_default();
        let fault = if !known.contains(&cell) {
            Remark::new("sheet '{sheet}', {cell}: '{found}' is none of the differences").with("found", &cell)
        } else if answers.iter().any(|answer| answer.cell == cell) {
            Remark::new("sheet '{sheet}', {cell}: {found} stands here twice").with("found", &cell)
        } else {
            let reason = text(REASON).filter(|text| !text.is_empty());
            answers.push(Answer { cell, take: read_take(&decision), reason, place });
            continue;
        };
        faults.push(fault.with("sheet", SHEET).with("cell", place));
    }
    if faults.is_empty() { Ok(answers) } else { Err(NotABook::Rows(faults)) }
}

/// `first`, `second` in either language, else what the paper says.
pub fn read_take(text: &str) -> Take {
    let text = text.trim();
    let is = |words: [&str; 2]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    match text {
        _ if is(FIRST) => Take::First,
        _ if is(SECOND) => Take::Second,
        text => Take::Value(text.to_owned()),
    }
}
