//! The empty form as a workbook: codes and words printed, lists to choose from, what is known filled in.

use super::{
    layout::{COLUMNS, FINDINGS, HEAD, SHEET},
    value::expected,
};
use crate::{
    catalogue::{ReturnField, ReturnFields, ReturnKind},
    model::{CooperativeYear, Date, Label, Language, Value},
};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// What the form begins with.
#[derive(Clone, Debug, Default)]
pub struct Prefilled {
    /// Registration number, above the lines.
    pub registration: String,
    /// Name of the district, above the lines.
    pub district: String,
    /// Lines already known, by key.
    pub lines: Vec<(String, Value)>,
}

/// Kinds of society there are forms for.
pub fn kinds(fields: &ReturnFields) -> Vec<&str> {
    fields.kinds().collect()
}

/// Lines the form fills in by itself.
const OWN: [&str; 3] = ["fy_start", "fy_end", "society_type"];
/// Title of the hint beside a cell.
const HINT: &str = "क्या भरें / What to enter";

/// Sections of the form in order, with their titles.
pub const SECTIONS: [(&str, &str); 5] = [
    ("governance", "क. संचालन एवं अनुपालन / A. Governance and compliance"),
    ("members", "ख. सदस्य / B. Members"),
    ("balance_sheet", "ग. तुलन पत्र / C. Balance sheet"),
    ("profit_loss", "घ. लाभ-हानि एवं विनियोजन / D. Profit and loss, appropriation"),
    ("activity", "ङ. गतिविधियां / E. Activities"),
];

/// Sheet of the lists to choose from; hidden.
const LISTS: &str = "Lists";
/// Column of the values, of the findings, of what belongs into a line.
const VALUE: u16 = 4;
const MARKS: u16 = 5;
const DEFINITION: u16 = 6;
/// Widths of the columns.
const WIDTHS: [f64; 7] = [26.0, 34.0, 34.0, 20.0, 24.0, 46.0, 90.0];
/// Height of a line; Devanagari is taller than a spreadsheet's usual row.
const LINE: f64 = 20.0;

/// The form for one kind of society and one year, as the bytes of an XLSX workbook; nothing for an unknown kind. It is labelled
/// in both languages; what is chosen from lists is offered in the one given, and read in either. All but the cells to be filled
/// in is protected, without a password. The same arguments give the same bytes.
pub fn template(
    fields: &ReturnFields,
    kind: &str,
    fy: CooperativeYear,
    known: &Prefilled,
    language: Language,
) -> Option<Result<Vec<u8>, XlsxError>> {
    let lines = fields.of_kind(kind)?;
    Some(Form { fields, fy, kind, known, language }.write(&lines))
}

struct Form<'a> {
    fields: &'a ReturnFields,
    fy: CooperativeYear,
    kind: &'a str,
    known: &'a Prefilled,
    language: Language,
}

/// Where the entries of a list stand, by the line they are for.
type Lists = BTreeMap<String, String>;

impl Form<'_> {
    fn write(&self, lines: &[u16]) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The year's end, not today: the same form is the same file.
        let made = excel_date(self.fy.end())?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut page = Worksheet::new();
        page.set_name(SHEET)?;
        let mut lists = Worksheet::new();
        lists.set_name(LISTS)?;
        let listed = self.lists(&mut lists, lines)?;
        self.page(&mut page, lines, &listed)?;
        workbook.push_worksheet(page);
        lists.set_hidden(true);
        lists.protect();
        workbook.push_worksheet(lists);
        workbook.save_to_buffer()
    }
    fn page(&self, page: &mut Worksheet, lines: &[u16], listed: &Lists) -> Result<(), XlsxError> {
        let title = Format::new().set_bold().set_font_size(14);
        page.write_with_format(0, 0, "वार्षिक विवरणी / Annual return", &title)?;
        let bold = Format::new().set_bold();
        let year = self.fy.to_string();
        let filled =
            [self.known.registration.as_str(), self.known.district.as_str(), year.as_str(), &self.kind_words()];
        for ((row, head), value) in (1..).zip(&HEAD).zip(filled) {
            page.write_with_format(row, 0, head.label, &bold)?;
            let format = Format::new().set_num_format("@");
            // The year and the kind are the form's own.
            let format = if row < 3 { format.set_unlocked().set_border(FormatBorder::Thin) } else { format };
            page.write_with_format(row, 1, value, &format)?;
        }
        let heading = Format::new()
            .set_bold()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_background_color(Color::RGB(0xE7_EE_F7));
        let heading_row = 5;
        for (column, name) in (0..).zip(COLUMNS.iter().chain([&FINDINGS, &"definition"])) {
            page.write_with_format(heading_row, column, *name, &heading)?;
        }
        for (column, width) in (0..).zip(WIDTHS) {
            page.set_column_width(column, width)?;
        }
        page.set_freeze_panes(heading_row + 1, 0)?;
        page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        page.set_repeat_rows(heading_row, heading_row)?;
        page.set_default_row_height(LINE);
        page.protect();
        let section_format = Format::new().set_bold().set_background_color(Color::RGB(0xF2_F2_F2));
        let mut row = heading_row + 1;
        for (section, words) in SECTIONS {
            let own: Vec<u16> = lines.iter().copied().filter(|no| self.fields.at(*no).section == section).collect();
            if own.is_empty() {
                continue;
            }
            // A section's title stands beside the code column, so that no line is taken for it.
            page.write_with_format(row, 1, words, &section_format)?;
            row += 1;
            for no in own {
                self.line(page, row, self.fields.at(no), listed)?;
                row += 1;
            }
        }
        // On paper the definitions would make all else too small.
        page.set_print_area(0, 0, row - 1, MARKS)?;
        Ok(())
    }
    /// The lists to choose from, a column each; a list in a cell's own rule would hold 255 letters only.
    fn lists(&self, page: &mut Worksheet, lines: &[u16]) -> Result<Lists, XlsxError> {
        let mut listed = Lists::new();
        let mut column = 0;
        let mut write = |key: &str, words: Vec<String>| -> Result<(), XlsxError> {
            for (row, word) in (0..).zip(&words) {
                page.write_string(row, column, word)?;
            }
            let letters = crate::model::column_letters(column.into());
            listed.insert(key.to_owned(), format!("={LISTS}!${letters}$1:${letters}${}", words.len()));
            column += 1;
            Ok(())
        };
        write("", [true, false].map(|yes| self.yes_or_no(yes).to_owned()).into())?;
        for line in lines.iter().map(|no| self.fields.at(*no)).filter(|line| line.kind == ReturnKind::Code) {
            let codes = self.fields.codes(&line.key);
            write(&line.key, codes.iter().map(|(_, label)| label.in_language(self.language).to_owned()).collect())?;
        }
        Ok(listed)
    }
    fn yes_or_no(&self, yes: bool) -> &'static str {
        match (self.language, yes) {
            (Language::Hi, true) => "हाँ",
            (Language::Hi, false) => "नहीं",
            (Language::En, true) => "yes",
            (Language::En, false) => "no",
        }
    }
    fn kind_words(&self) -> String {
        self.code_words("society_type", self.kind)
    }
    fn code_words(&self, key: &str, code: &str) -> String {
        let known = self.fields.codes(key).iter().find(|(known, _)| known == code);
        known.map_or(code, |(_, label)| label.in_language(self.language)).to_owned()
    }
    fn line(&self, page: &mut Worksheet, row: u32, line: &ReturnField, listed: &Lists) -> Result<(), XlsxError> {
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let unit = self.fields.unit(line);
        let unit = format!("{} / {}", unit.hi, unit.en);
        let texts = [line.key.as_str(), &line.label.hi, &line.label.en, &unit];
        for (column, text) in (0..).zip(texts) {
            page.write_with_format(row, column, text, &wrapped)?;
        }
        let chosen = match self.value(&line.key) {
            Value::Text(text) if line.kind == ReturnKind::Code => self.code_words(&line.key, &text),
            Value::Text(text) => text,
            _ => String::new(),
        };
        let lines = [&line.label.hi, &line.label.en, &chosen, &line.definition].into_iter().zip([1, 2, 4, 6]);
        let lines = lines.map(|(text, column)| (text.chars().count() as f64 / WIDTHS[column]).ceil().max(1.0));
        page.set_row_height(row, LINE * lines.fold(1.0, f64::max))?;
        page.write_blank(row, MARKS, &wrapped)?;
        page.write_with_format(row, DEFINITION, line.definition.as_str(), &wrapped)?;
        let format = value_format(line.kind);
        let format = if OWN.contains(&line.key.as_str()) { format.set_locked() } else { format.set_unlocked() };
        match self.value(&line.key) {
            Value::Empty => page.write_blank(row, VALUE, &format)?,
            Value::Date(day) => page.write_datetime_with_format(row, VALUE, excel_date(day)?, &format)?,
            Value::Integer(n) => page.write_with_format(row, VALUE, n.to_string(), &format)?,
            Value::Text(text) if line.kind == ReturnKind::Code => {
                page.write_with_format(row, VALUE, self.code_words(&line.key, &text), &format)?
            }
            Value::Text(text) => page.write_with_format(row, VALUE, text, &format)?,
            Value::Bool(yes) => page.write_with_format(row, VALUE, self.yes_or_no(yes), &format)?,
            // Amounts are exact as text; a spreadsheet's own numbers would round long ones.
            Value::Money(paise) => page.write_with_format(row, VALUE, decimal(paise.0, 100, 2), &format)?,
            Value::Percent(n) => page.write_with_format(row, VALUE, decimal(n, 100, 2), &format)?,
            Value::Quantity(n) => page.write_with_format(row, VALUE, decimal(n, 1000, 3), &format)?,
        };
        let hint = DataValidation::new().set_input_title(HINT)?.set_input_message(self.hint(line))?;
        let list = match line.kind {
            ReturnKind::Bool => listed.get(""),
            ReturnKind::Code => listed.get(&line.key),
            _ => None,
        };
        let hint = match list {
            Some(list) => hint
                .allow_list_formula(Formula::new(list))
                .set_error_style(DataValidationErrorStyle::Stop)
                .set_error_message("सूची में से चुनें / choose from the list")?,
            None => hint,
        };
        page.add_data_validation(row, VALUE, row, VALUE, &hint)?;
        Ok(())
    }
    /// What belongs into a line, told when its cell is chosen.
    fn hint(&self, line: &ReturnField) -> String {
        let Label { en, hi } = match line.kind {
            ReturnKind::Code => self.fields.unit(line),
            _ => expected(line, self.fields),
        };
        format!("{hi}\n{en}")
    }
    fn value(&self, key: &str) -> Value {
        match key {
            "fy_start" => Value::Date(self.fy.start()),
            "fy_end" => Value::Date(self.fy.end()),
            "society_type" => Value::text(self.kind),
            "registration_number" => Value::text(self.known.registration.as_str()),
            key => {
                let known = self.known.lines.iter().find(|(of, _)| of == key);
                known.map(|(_, value)| value.clone()).unwrap_or_default()
            }
        }
    }
}

/// Hundredths or thousandths as people write them.
fn decimal(number: i64, scale: u64, places: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{:0places$}", number.unsigned_abs() / scale, number.unsigned_abs() % scale)
}

fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

fn value_format(kind: ReturnKind) -> Format {
    let format = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
    match kind {
        ReturnKind::Money => format.set_num_format("0.00"),
        ReturnKind::Percent | ReturnKind::Quantity => format.set_num_format("0.###"),
        ReturnKind::Integer => format.set_num_format("0"),
        ReturnKind::Date => format.set_num_format("dd-mm-yyyy"),
        ReturnKind::Bool | ReturnKind::Code => format.set_text_wrap(),
        ReturnKind::Text => format.set_text_wrap().set_num_format("@"),
    }
}
