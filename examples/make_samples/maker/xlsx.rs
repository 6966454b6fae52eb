//! Grids as XLSX.

use super::grid::{Content, Font, Grid};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Writes the sheets; the date in the properties is fixed.
pub fn write(grids: &[Grid]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 4, 1)?;
    book.set_properties(&DocProperties::new().set_author("made up").set_creation_datetime(&made));
    for grid in grids {
        let sheet = book.add_worksheet();
        sheet.set_name(&grid.name)?;
        fill(sheet, grid)?;
    }
    book.save_to_buffer()
}

fn dress(font: Font, bold: bool) -> Format {
    let format = Format::new().set_font_name(font.name());
    if bold { format.set_bold() } else { format }
}

fn fill(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let centred = Format::new().set_align(FormatAlign::Center);
    for merge in &grid.merges {
        sheet.merge_range(merge.0, merge.1, merge.2, merge.3, "", &centred)?;
    }
    for (r, row) in (0..).zip(&grid.rows) {
        for (c, cell) in (0..).zip(row) {
            let format = dress(cell.font, cell.bold);
            match &cell.content {
                Content::Empty => continue,
                Content::Text(text) => sheet.write_string_with_format(r, c, text, &format)?,
                Content::Number(n) => sheet.write_number_with_format(r, c, *n as f64, &format)?,
                Content::Date(serial) => {
                    sheet.write_number_with_format(r, c, *serial as f64, &format.set_num_format("dd/mm/yyyy"))?
                }
                Content::Rich(pieces) => {
                    let dressed: Vec<(Format, &str)> =
                        pieces.iter().map(|(f, t)| (dress(*f, false), t.as_str())).collect();
                    let pieces: Vec<(&Format, &str)> = dressed.iter().map(|(f, t)| (f, *t)).collect();
                    sheet.write_rich_string_with_format(r, c, &pieces, &format)?
                }
            };
        }
    }
    Ok(())
}
