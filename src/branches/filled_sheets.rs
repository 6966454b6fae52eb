//! Sheets that go out to be filled and come back: title, what to do, headings in both languages; known again by their headings.

use crate::{devanagari::normalize, source::Sheet};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows above the first row to fill: title, what to do, headings.
pub const HEAD_ROWS: u32 = 3;

/// Headings with the widths of their columns.
pub type Headings = [(&'static str, f64)];

/// An empty workbook. Its time is fixed: the same rows are the same file.
pub fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

/// How headings look.
pub fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_background_color(0x00DD_E6F0)
}

/// Title, what to do and headings; the rows below stay under them, and the first columns beside.
pub fn headed(
    page: &mut Worksheet,
    (title, hint): (&str, &str),
    headings: &Headings,
    beside: u16,
) -> Result<(), XlsxError> {
    page.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    page.write_with_format(1, 0, hint, &Format::new().set_italic())?;
    let format = heading();
    for (column, (text, width)) in (0..).zip(headings) {
        page.set_column_width(column, *width)?;
        page.write_with_format(HEAD_ROWS - 1, column, *text, &format)?;
    }
    page.set_freeze_panes(HEAD_ROWS, beside)?;
    Ok(())
}

/// Has a sheet that came back these headings?
pub fn has_headings(sheet: &Sheet, headings: &Headings) -> bool {
    (0..).zip(headings).all(|(column, (text, _))| {
        sheet.cell(HEAD_ROWS, column).is_some_and(|cell| normalize(&cell.content.to_string()) == normalize(text))
    })
}
