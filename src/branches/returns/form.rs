//! The empty form as a workbook: codes and words printed, lists to choose from, what is known filled in.

use super::layout::{COLUMNS, HEAD, SHEET};
use crate::{
    catalogue::{ReturnField, ReturnFields, ReturnKind},
    model::{CooperativeYear, Date, Value},
};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

/// What the form begins with.
#[derive(Clone, Debug, Default)]
pub struct Prefilled {
    /// Registration number, above the lines.
    pub registration: String,
    /// Name of the district, above the lines.
    pub district: String,
    /// Lines already known, by key.
    pub lines: Vec<(&'static str, Value)>,
}

/// Kinds of society there are forms for.
pub fn kinds(fields: &ReturnFields) -> Vec<&str> {
    fields.kinds().collect()
}

const SECTIONS: [(&str, &str); 5] = [
    ("governance", "क. संचालन एवं अनुपालन / A. Governance and compliance"),
    ("members", "ख. सदस्य / B. Members"),
    ("balance_sheet", "ग. तुलन पत्र / C. Balance sheet"),
    ("profit_loss", "घ. लाभ-हानि एवं विनियोजन / D. Profit and loss, appropriation"),
    ("activity", "ङ. गतिविधियां / E. Activities"),
];

/// The form for one kind of society and one year, as the bytes of an XLSX workbook; nothing for an unknown kind. The
/// same arguments give the same bytes.
pub fn template(
    fields: &ReturnFields,
    kind: &str,
    fy: CooperativeYear,
    known: &Prefilled,
) -> Option<Result<Vec<u8>, XlsxError>> {
    let lines = fields.of_kind(kind)?;
    Some(Form { fields, fy, kind, known }.write(&lines))
}

struct Form<'a> {
    fields: &'a ReturnFields,
    fy: CooperativeYear,
    kind: &'a str,
    known: &'a Prefilled,
}

impl Form<'_> {
    fn write(&self, lines: &[u16]) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The year's end, not today: the same form is the same file.
        let made = excel_date(self.fy.end())?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let page = workbook.add_worksheet();
        page.set_name(SHEET)?;
        let title = Format::new().set_bold().set_font_size(14);
        page.write_with_format(0, 0, "वार्षिक विवरणी / Annual return", &title)?;
        let bold = Format::new().set_bold();
        let year = self.fy.to_string();
        let filled = [self.known.registration.as_str(), self.known.district.as_str(), year.as_str()];
        for ((row, head), value) in (1..).zip(&HEAD).zip(filled) {
            page.write_with_format(row, 0, head.label, &bold)?;
            page.write_with_format(row, 1, value, &Format::new().set_num_format("@"))?;
        }
        let heading = Format::new().set_bold().set_border(FormatBorder::Thin).set_text_wrap();
        let heading_row = 5;
        for (column, name) in (0..).zip(COLUMNS.iter().chain(["definition"].iter())) {
            page.write_with_format(heading_row, column, *name, &heading)?;
        }
        for (column, width) in (0..).zip([28.0, 44.0, 44.0, 10.0, 22.0, 60.0]) {
            page.set_column_width(column, width)?;
        }
        page.set_freeze_panes(heading_row + 1, 0)?;
        let mut row = heading_row + 1;
        for (section, words) in SECTIONS {
            let own: Vec<u16> = lines.iter().copied().filter(|no| self.fields.at(*no).section == section).collect();
            if own.is_empty() {
                continue;
            }
            // A section's title stands beside the code column, so that no line is taken for it.
            page.write_with_format(row, 1, words, &bold)?;
            row += 1;
            for no in own {
                self.line(page, row, self.fields.at(no))?;
                row += 1;
            }
        }
        workbook.save_to_buffer()
    }
    fn line(&self, page: &mut Worksheet, row: u32, line: &ReturnField) -> Result<(), XlsxError> {
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let texts = [&line.key, &line.label.hi, &line.label.en, &line.unit];
        for (column, text) in (0..).zip(texts) {
            page.write_with_format(row, column, text.as_str(), &wrapped)?;
        }
        page.write_with_format(row, 5, line.definition.as_str(), &wrapped)?;
        let format = value_format(line.kind);
        match self.value(&line.key) {
            Value::Empty => page.write_blank(row, 4, &format)?,
            Value::Date(day) => page.write_datetime_with_format(row, 4, excel_date(day)?, &format)?,
            Value::Integer(n) => page.write_with_format(row, 4, n.to_string(), &format)?,
            Value::Text(text) => page.write_with_format(row, 4, text, &format)?,
            Value::Bool(yes) => page.write_with_format(row, 4, if yes { "yes" } else { "no" }, &format)?,
            // Amounts are exact as text; a spreadsheet's own numbers would round long ones.
            Value::Money(paise) => {
                let sign = if paise.0 < 0 { "-" } else { "" };
                let text = format!("{sign}{}.{:02}", paise.0.unsigned_abs() / 100, paise.0.unsigned_abs() % 100);
                page.write_with_format(row, 4, text, &format)?
            }
            Value::Percent(_) | Value::Quantity(_) => page.write_blank(row, 4, &format)?,
        };
        let choices: Vec<&str> = match line.kind {
            ReturnKind::Bool => vec!["yes", "no"],
            ReturnKind::Code => self.fields.codes(&line.key).iter().map(|(code, _)| code.as_str()).collect(),
            _ => return Ok(()),
        };
        let list = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_message("सूची में से चुनें / choose from the list")?;
        page.add_data_validation(row, 4, row, 4, &list)?;
        Ok(())
    }
    fn value(&self, key: &str) -> Value {
        match key {
            "fy_start" => Value::Date(self.fy.start()),
            "fy_end" => Value::Date(self.fy.end()),
            "society_type" => Value::text(self.kind),
            "registration_number" => Value::text(self.known.registration.as_str()),
            key => {
                let known = self.known.lines.iter().find(|(of, _)| *of == key);
                known.map(|(_, value)| value.clone()).unwrap_or_default()
            }
        }
    }
}

fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

fn value_format(kind: ReturnKind) -> Format {
    let format = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_unlocked();
    match kind {
        ReturnKind::Money => format.set_num_format("0.00"),
        ReturnKind::Percent | ReturnKind::Quantity => format.set_num_format("0.###"),
        ReturnKind::Integer => format.set_num_format("0"),
        ReturnKind::Date => format.set_num_format("dd-mm-yyyy"),
        ReturnKind::Bool | ReturnKind::Code => format,
        ReturnKind::Text => format.set_num_format("@"),
    }
}
