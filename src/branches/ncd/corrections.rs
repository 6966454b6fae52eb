//! The sheet of corrections: every answer that differs with all three sides, a column to decide in and one for the reason.

use super::{
    agreement::{Agreement, Difference, Lone},
    form::Form,
    written::{cell_text, harmless},
};
use crate::{
    branches::filled_sheets::{HEAD_ROWS, headed, workbook},
    model::Language,
};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, XlsxError};

/// What the sheet says beside its headings.
#[derive(Clone)]
pub struct CorrectionWords<'a> {
    /// Title.
    pub title: &'a str,
    /// What to do.
    pub hint: &'a str,
    /// Decisions to choose from: ours, theirs, another.
    pub decisions: [&'a str; 3],
    /// Told of a decision that is not on the list.
    pub choose: &'a str,
    /// Words of a category, a standing or a remark by its key.
    pub word: &'a dyn Fn(&str) -> String,
    /// Language of the questions.
    pub language: Language,
}

/// Headings in both languages, with the widths of their columns.
const HEADINGS: [(&str, f64); 13] = [
    ("समिति / Society", 17.0),
    ("एनसीडी कोड / NCD code", 15.0),
    ("पंजीयन संख्या / Registration no.", 18.0),
    ("नाम / Name", 30.0),
    ("क्षेत्र / Field", 28.0),
    ("किसने बदला / Who changed", 22.0),
    ("हमारा / Ours", 22.0),
    ("एनसीडी में / Theirs", 22.0),
    ("सहमत मान / Agreed", 22.0),
    ("निर्णय / Decision", 16.0),
    ("सही मान, यदि अन्य / Right value, if another", 22.0),
    ("कारण एवं आधार / Reason and record", 30.0),
    ("सूची में स्थान / Cell of the listing", 16.0),
];
const DECISION: u16 = 9;
const REASON: u16 = 11;

/// The workbook. The same agreement gives the same bytes.
pub fn correction_book(made: &Agreement, form: &Form, words: &CorrectionWords<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook()?;
    let page = workbook.add_worksheet();
    page.set_name("corrections")?;
    headed(page, (words.title, words.hint), &HEADINGS, 5)?;
    page.set_row_height(HEAD_ROWS - 1, 36)?;
    let rows = made.differences.iter().map(|difference| of_difference(difference, form, words));
    let rows = rows.chain(made.lone.iter().map(|lone| of_lone(lone, words)));
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    let open =
        Format::new().set_num_format("@").set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_unlocked();
    let mut at = HEAD_ROWS;
    for cells in rows {
        for (column, cell) in (0..).zip(&cells) {
            if (DECISION..=REASON).contains(&column) {
                page.write_blank(at, column, &open)?;
            } else {
                page.write_with_format(at, column, harmless(cell), &text)?;
            }
        }
        at += 1;
    }
    if at > HEAD_ROWS {
        let list = DataValidation::new()
            .allow_list_strings(&words.decisions)?
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_message(words.choose)?;
        page.add_data_validation(HEAD_ROWS, DECISION, at - 1, DECISION, &list)?;
    }
    workbook.save_to_buffer()
}

type Cells = [String; 13];

fn of_difference(difference: &Difference, form: &Form, words: &CorrectionWords<'_>) -> Cells {
    let field = &form.fields[difference.field];
    let value = |value| cell_text(value, field, difference.unit, form);
    let mut who = (words.word)(difference.category.key());
    if difference.unit_slip {
        who = format!("{who}; {}", (words.word)("unit_slip"));
    }
    [
        difference.society.clone(),
        difference.ncd_id.clone(),
        difference.reg_no.clone(),
        difference.name.clone(),
        field.label.in_language(words.language).to_owned(),
        who,
        value(&difference.ours),
        value(&difference.theirs),
        difference.agreed.as_ref().map(value).unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        difference.place.cell.clone().unwrap_or_default(),
    ]
}

fn of_lone(lone: &Lone, words: &CorrectionWords<'_>) -> Cells {
    let mut cells = Cells::default();
    let cell = lone.place.as_ref().and_then(|place| place.cell.clone()).unwrap_or_default();
    let told = [
        (0, lone.society.clone()),
        (1, lone.ncd_id.clone()),
        (2, lone.reg_no.clone()),
        (3, lone.name.clone()),
        (5, (words.word)(lone.standing.key())),
        (12, cell),
    ];
    for (at, text) in told {
        cells[at] = text;
    }
    cells
}
