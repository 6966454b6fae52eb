//! Workbooks drawn as text: one line a row, `|` between cells, a sign in front of what is not plain text.

use rust_xlsxwriter::{Color, Format, Formula, Note, Url, Workbook, Worksheet};
use std::collections::BTreeMap;

/// Sheets as an XLSX file. A cell is a text, or begins with
/// `#` a number, `@` a day number shown as a date, `%` a share of one shown as a percentage, `=` a formula and its value
/// (`=A1+1→5`, `=A1→` without one), `!` an error value, `?` yes or no;
/// before that may stand `{Font}`, `~` (struck through), `"note"` (pinned to it).
/// `^` is merged with the cell above, `<` with the one on the left. A line beginning with `-` is a hidden row; a first
/// line `hidden: B C` hides columns.
pub fn draw(sheets: &BTreeMap<String, String>) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, drawing) in sheets {
        let page = book.add_worksheet();
        page.set_name(name).expect("a name of a sheet");
        let (hidden, lines): (Vec<&str>, Vec<&str>) = drawing.lines().partition(|line| line.starts_with("hidden: "));
        for letters in hidden.iter().flat_map(|line| line["hidden: ".len()..].split_whitespace()) {
            let column = coop_registry::model::column_number(letters).expect("a column");
            page.set_column_hidden(u16::try_from(column).expect("a column")).expect("a column is hidden");
        }
        let grid: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
        for (row, line) in (0_u32..).zip(&lines) {
            if line.starts_with('-') {
                page.set_row_hidden(row).expect("a row is hidden");
            }
        }
        for (row, line) in grid.iter().enumerate() {
            for (column, text) in line.iter().enumerate() {
                put(page, &grid, row, column, text);
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A text in an encoding by its usual name; UTF-8 where none is said.
pub fn encoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    match encoding {
        None => text.as_bytes().to_vec(),
        Some("utf-8-bom") => [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
        Some("utf-16le") => {
            text.encode_utf16().fold(vec![0xFF, 0xFE], |bytes, unit| [&bytes[..], &unit.to_le_bytes()].concat())
        }
        Some(name) => {
            let known = encoding_rs::Encoding::for_label(name.as_bytes()).expect("an encoding");
            known.encode(text).0.into_owned()
        }
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.strip_prefix('-').unwrap_or(line).split('|').map(str::trim).collect()
}

/// Merged with the cells that follow it and say so; a merge reaches right along its first row, then down.
fn merged(grid: &[Vec<&str>], row: usize, column: usize) -> (usize, usize) {
    let says = |r: usize, c: usize, sign: &str| grid.get(r).and_then(|line| line.get(c)) == Some(&sign);
    let right = (column + 1..).take_while(|c| says(row, *c, "<")).count();
    let down = (row + 1..).take_while(|r| says(*r, column, "^")).count();
    (row + down, column + right)
}

fn put(page: &mut Worksheet, grid: &[Vec<&str>], row: usize, column: usize, text: &str) {
    if matches!(text, "" | "^" | "<") {
        return;
    }
    let (at, to) = ((row, column), merged(grid, row, column));
    let place =
        |(row, column): (usize, usize)| (u32::try_from(row).expect("a row"), u16::try_from(column).expect("a column"));
    let ((row, column), (last_row, last_column)) = (place(at), place(to));
    let mut format = Format::new();
    let mut rest = text;
    if let Some((font, behind)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        (format, rest) = (format.set_font_name(font), behind);
    }
    if let Some(behind) = rest.strip_prefix('~') {
        (format, rest) = (format.set_font_strikethrough(), behind);
    }
    if let Some((note, behind)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        rest = behind;
        page.insert_note(row, column, &Note::new(note).add_author_prefix(false).set_background_color(Color::White))
            .expect("a note");
    }
    if (last_row, last_column) != (row, column) {
        page.merge_range(row, column, last_row, last_column, "", &format).expect("cells are merged");
    }
    let sign = rest.chars().next().unwrap_or(' ');
    let behind = rest.get(sign.len_utf8()..).unwrap_or_default();
    let number = || behind.parse::<f64>().unwrap_or_else(|_| panic!("'{rest}' is no number"));
    match sign {
        '#' => page.write_with_format(row, column, number(), &format),
        '@' => page.write_with_format(row, column, number(), &format.set_num_format("dd-mm-yyyy")),
        '%' => page.write_with_format(row, column, number(), &format.set_num_format("0.00%")),
        '=' => {
            let (formula, value) = behind.split_once('→').expect("a formula, → and its value");
            page.write_with_format(row, column, Formula::new(formula).set_result(value), &format)
        }
        '!' => page.write_with_format(row, column, Formula::new("1/0").set_result(behind), &format),
        '?' => page.write_with_format(row, column, behind == "yes", &format),
        _ if rest.starts_with("https://") => page.write_with_format(row, column, Url::new(rest), &format),
        _ => page.write_with_format(row, column, rest.replace('⏎', "\n").replace('¦', "|"), &format),
    }
    .expect("a cell is written");
}
