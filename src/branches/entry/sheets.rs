//! The workbooks of a form: empty with its lists and checks, and filled with the agreed rows.

use super::{
    form::{Form, FormColumn, HEAD_ROWS, Stands},
    keyed::{FORM_SHEET, KeyedRow, STAMP, STAMP_SHEET, Stamp, Written},
};
use crate::{
    branches::filled_sheets::{heading, workbook},
    cleaning::Codes,
    model::{Date, Field, Kind, Language, column_letters},
};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// What the form says beside its headings.
#[derive(Clone, Copy, Debug)]
pub struct FormWords<'a> {
    /// What to do, above the headings.
    pub hint: &'a str,
    /// Told of an entry that is not on the list.
    pub list: &'a str,
    /// Told of an entry that is no date.
    pub date: &'a str,
    /// Told of an entry that is no number.
    pub number: &'a str,
    /// Yes and no.
    pub yes_no: [&'a str; 2],
    /// Language of the words to choose from.
    pub language: Language,
}

const LISTS_SHEET: &str = "coop-lists";
const HEADING_HEIGHT: f64 = 48.0;

/// The empty form as the bytes of an XLSX workbook. The same arguments give the same bytes.
pub fn form_book(form: &Form<'_>, stamp: &Stamp, codes: &Codes, words: &FormWords<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let lists = lists(form, codes, words);
    let page = workbook.add_worksheet();
    page.set_name(FORM_SHEET)?;
    headed(page, form, &stamp.form)?;
    page.write_with_format(1, 0, words.hint, &Format::new().set_italic())?;
    let number = Format::new().set_background_color(0x00EE_EEEE).set_border(FormatBorder::Hair);
    for row in 0..form.rows {
        page.write_with_format(HEAD_ROWS + row, 0, row + 1, &number)?;
    }
    let last = HEAD_ROWS + form.rows.saturating_sub(1);
    for (at, column) in (0u16..).zip(&form.columns) {
        // Formats hold for whole columns: every row, however many are keyed.
        page.set_column_format(at, &format_of(form.field(column)))?;
        if let Some(check) = check_of(form, column, lists.get(&column.key).map(|(at, list)| (*at, list.len())), words)?
        {
            page.add_data_validation(HEAD_ROWS, at, last, at, &check)?;
        }
    }
    let hidden = workbook.add_worksheet();
    hidden.set_name(LISTS_SHEET)?;
    hidden.set_hidden(true);
    for (at, list) in lists.values() {
        for (row, text) in (0..).zip(list) {
            hidden.write(row, *at, text)?;
        }
    }
    let hidden = workbook.add_worksheet();
    hidden.set_name(STAMP_SHEET)?;
    hidden.set_hidden(true);
    for (column, text) in (0..).zip([STAMP, &stamp.job, &stamp.form, &stamp.register, &stamp.catalogue]) {
        hidden.write(0, column, text)?;
    }
    hidden.write(0, 5, stamp.rows)?;
    workbook.save_to_buffer()
}

/// The agreed rows under the headings of the form, as the bytes of an XLSX workbook that an import reads like any other.
pub fn agreed_book(form: &Form<'_>, id: &str, rows: &BTreeMap<u32, KeyedRow>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let page = workbook.add_worksheet();
    page.set_name(FORM_SHEET)?;
    headed(page, form, id)?;
    for (at, (number, row)) in (HEAD_ROWS..).zip(rows) {
        page.write(at, 0, *number)?;
        for (column, cell) in &row.cells {
            let Some(form_column) = form.column(*column) else { continue };
            let format = format_of(form.field(form_column));
            let column = u16::try_from(*column).unwrap_or(u16::MAX);
            match cell.written {
                Written::Date(day) => page.write_with_format(at, column, excel_date(day)?, &date_format())?,
                // Under a text format a number would look like a text that was never one.
                Written::Number(number) => {
                    page.write_with_format(at, column, number, &format.set_num_format("General"))?
                }
                Written::Text => page.write_with_format(at, column, cell.text.as_str(), &format)?,
            };
        }
    }
    workbook.save_to_buffer()
}

/// Title and headings; rows below stay under them, and the first two columns beside.
fn headed(page: &mut Worksheet, form: &Form<'_>, id: &str) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(14);
    let label = &form.table.label;
    page.write_with_format(0, 0, format!("{} / {} [{id}]", label.hi, label.en), &title)?;
    let heading = heading();
    for (at, column) in (0u16..).zip(&form.columns) {
        page.set_column_width(at, width(form, column))?;
        page.write_with_format(HEAD_ROWS - 1, at, column.heading.as_str(), &heading)?;
    }
    page.set_row_height(HEAD_ROWS - 1, HEADING_HEIGHT)?;
    page.set_freeze_panes(HEAD_ROWS, 2)?;
    Ok(())
}

fn width(form: &Form<'_>, column: &FormColumn) -> f64 {
    match (&column.stands, form.field(column).map(|field| field.kind)) {
        (Stands::Row | Stands::Page, _) => 11.0,
        (_, Some(Kind::Text | Kind::Name | Kind::Society)) => 28.0,
        (_, Some(Kind::Integer | Kind::Bool | Kind::Percent | Kind::Year)) => 12.0,
        _ => 17.0,
    }
}

/// What is printed on a register stays text: 12/57 is no day, and a leading zero no nothing.
fn format_of(field: Option<&Field>) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match field.map(|field| field.kind) {
        Some(Kind::Date) => format.set_num_format("dd-mm-yyyy"),
        Some(Kind::Money | Kind::Percent | Kind::Quantity) => format.set_num_format("General"),
        Some(Kind::Integer) => format.set_num_format("0"),
        _ => format.set_num_format("@"),
    }
}

fn date_format() -> Format {
    Format::new().set_num_format("dd-mm-yyyy")
}

/// Words to choose from: by column, where they stand on the sheet of lists.
fn lists(form: &Form<'_>, codes: &Codes, words: &FormWords<'_>) -> BTreeMap<String, (u16, Vec<String>)> {
    let mut lists = BTreeMap::new();
    for column in &form.columns {
        let list: Vec<String> = match form.field(column) {
            Some(Field { kind: Kind::Code, codes: Some(name), .. }) => {
                codes.all(name).map(|(_, label)| label.in_language(words.language).to_owned()).collect()
            }
            Some(Field { kind: Kind::Bool, .. }) => words.yes_no.map(str::to_owned).into(),
            _ => continue,
        };
        let at = u16::try_from(lists.len()).unwrap_or(u16::MAX);
        lists.insert(column.key.clone(), (at, list));
    }
    lists
}

/// What a spreadsheet program asks back about. It warns and lets it pass: the paper is right, even where it says 30.02.1987.
fn check_of(
    form: &Form<'_>,
    column: &FormColumn,
    list: Option<(u16, usize)>,
    words: &FormWords<'_>,
) -> Result<Option<DataValidation>, XlsxError> {
    let Some(field) = form.field(column) else { return Ok(None) };
    let asks = |check: DataValidation, message: &str| {
        check.set_error_style(DataValidationErrorStyle::Warning).set_error_message(message)
    };
    if let Some((at, length)) = list.filter(|(_, length)| *length > 0) {
        let letters = column_letters(u32::from(at));
        let range = Formula::new(format!("='{LISTS_SHEET}'!${letters}$1:${letters}${length}"));
        return asks(DataValidation::new().allow_list_formula(range), words.list).map(Some);
    }
    let check = DataValidation::new();
    Ok(Some(match field.kind {
        Kind::Date => {
            let (first, last) = (excel_date(crate::model::EARLIEST)?, excel_date(Date::constant(2100, 1, 1))?);
            asks(check.allow_date(DataValidationRule::Between(first, last)), words.date)?
        }
        Kind::Integer => asks(check.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)), words.number)?,
        Kind::Money | Kind::Percent | Kind::Quantity => {
            asks(check.allow_decimal_number(DataValidationRule::Between(-1e13, 1e13)), words.number)?
        }
        _ => return Ok(None),
    }))
}

fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}
