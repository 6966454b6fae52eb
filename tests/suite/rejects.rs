//! Rejected rows come back as a workbook: the row as it stands in the source, and beside it what is wrong.

use super::{
    journey::{Step, journey},
    office::{Office, repository},
};
use calamine::{Data, Range, Reader as _};
use coop_registry::source::{self, Edge, Limits, Line};
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook};
use std::path::Path;

/// Every sheet of a workbook, by name.
fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut book = calamine::open_workbook_auto(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    book.worksheets()
}

fn of_step(step: &Step) -> Option<Vec<(String, Range<Data>)>> {
    step.said["data"]["rejects_file"].as_str().map(|file| sheets(Path::new(file)))
}

/// Cells of a row (numbered from 1) as text.
fn row(sheet: &Range<Data>, number: u32) -> Vec<String> {
    let width = sheet.end().map_or(0, |end| end.1);
    let text = |column| sheet.get_value((number - 1, column)).map_or_else(String::new, ToString::to_string);
    (0..=width).map(text).collect()
}

#[test]
fn a_rejected_row_stands_in_the_workbook_as_in_the_source_with_its_findings() {
    let mut held_against_the_source = 0;
    for step in journey().steps.iter().filter(|step| step.said["data"]["rejected"] != 0) {
        let rejects = of_step(step).unwrap_or_else(|| panic!("{}: no workbook of rejects", step.file));
        let faults: Vec<_> =
            step.said["findings"].as_array().expect("findings").iter().filter(|f| f["severity"] == "error").collect();
        let mut rejected = 0;
        // The last sheet, hidden, says which batch the rows are of.
        let (stamp, rejects) = rejects.split_last().expect("a sheet");
        assert_eq!(stamp.0, "coop-rejects", "{}", step.file);
        for (name, sheet) in rejects {
            for number in 2..=sheet.height() as u32 {
                let line = row(sheet, number);
                let [cells @ .., source_row, findings] = &line[..] else { panic!("{name}: {line:?}") };
                // Heading rows of more than one row have no number.
                let Ok(source_row) = source_row.parse::<u32>() else { continue };
                rejected += 1;
                let fault = faults.iter().find(|fault| {
                    let cell = fault["place"]["cell"].as_str().unwrap_or_default();
                    fault["place"]["sheet"] == **name
                        && cell.trim_start_matches(char::is_alphabetic) == source_row.to_string()
                });
                let fault = fault.unwrap_or_else(|| panic!("{}: row {source_row} was not found faulty", step.file));
                assert!(findings.contains(fault["code"].as_str().expect("a code")), "{}: {findings}", step.file);
                assert!(
                    findings.contains(fault["place"]["cell"].as_str().expect("a cell")),
                    "{}: {findings}",
                    step.file
                );
                let path = repository("samples").join(&step.file);
                if path.extension().is_some_and(|ending| ending == "csv") {
                    continue;
                }
                let (_, source) = sheets(&path).into_iter().find(|(found, _)| found == name).expect("the sheet");
                let original = row(&source, source_row);
                assert_eq!(cells, &original[..], "{} row {source_row}", step.file);
                held_against_the_source += 1;
            }
        }
        assert_eq!(step.said["data"]["rejected"], rejected, "{}", step.file);
    }
    assert_eq!(held_against_the_source, 20, "twenty-one rows were spoilt, one of them in a CSV");
}

#[test]
fn a_file_without_rejected_rows_leaves_no_workbook() {
    for step in journey().steps.iter().filter(|step| step.said["data"]["rejected"] == 0) {
        assert!(step.said["data"]["rejects_file"].is_null(), "{}", step.file);
    }
}

/// A list whose second row is faulty, dressed as offices dress theirs.
fn dressed_list(path: &Path) {
    let thin = |format: Format| format.set_border(FormatBorder::Thin);
    let heading = thin(Format::new().set_bold().set_background_color(Color::Theme(5, 3)));
    let bottom = thin(Format::new()).set_border_bottom(FormatBorder::Double);
    let cell = bottom.set_border_bottom_color(Color::RGB(0x12_3456));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(["समिति का नाम", "पंजीयन संख्या", "पंजीयन तिथि", "जिला", "अंशपूंजी", "सदस्य संख्या"])
    {
        sheet.write_with_format(0, column, text, &heading).unwrap();
    }
    for (row, day) in [(1, "12.03.1957"), (2, "31.02.1958")] {
        let number = format!("{row}/1957");
        for (column, text) in (0..).zip(["रामपुर पैक्स", number.as_str(), day, "पटना"]) {
            let format = cell.clone().set_num_format("@").set_background_color(Color::RGB(0xFF_EEAA));
            sheet.write_with_format(row, column, text, &format).unwrap();
        }
        sheet.write_with_format(row, 4, 12_500.5, &cell.clone().set_num_format("#,##0.00")).unwrap();
        sheet.write(row, 5, 120).unwrap();
    }
    sheet.set_column_width(0, 41).unwrap();
    sheet.set_column_width(2, 5.5).unwrap();
    book.save(path).unwrap();
}

#[test]
fn exported_rows_look_as_they_do_in_the_workbook_they_came_from() {
    let office = Office::new();
    let (list, exported) = (office.folder().join("list.xlsx"), office.folder().join("r.xlsx"));
    dressed_list(&list);
    let said = office.json("coop-migrate", &["import", list.to_str().unwrap(), "--register", "society"]);
    assert_eq!(said["data"]["rejected"], 1, "{said}");
    let export = ["rejects", "export", "B0001", "-o", exported.to_str().unwrap()];
    assert_eq!(office.run("coop-migrate", &export).code, 0);
    let first = |path: &Path| source::Workbook::open(path, &Limits::default()).unwrap().sheet(0).unwrap();
    let (own, copy) = (first(&list), first(&exported));
    for (row, at) in [(1, 1), (3, 2)] {
        for column in 0..6 {
            let (cell, again) = (own.cell(row, column).unwrap(), copy.cell(at, column).unwrap());
            assert_eq!(again.look(), cell.look(), "{} {}", cell.place(), again.place());
            assert_eq!(again.number_format(), cell.number_format(), "{}", cell.place());
            assert_eq!(again.content, cell.content, "{}", cell.place());
        }
    }
    // Accent 1 of the usual theme, 40 % lighter; a line of its own colour.
    let look = |sheet: &source::Sheet, row, column| sheet.cell(row, column).unwrap().look().cloned().unwrap();
    assert!(look(&copy, 1, 0).fill.is_some_and(|fill| fill != 0xFF_FFFF));
    let bottom = Edge { line: Line::Double, color: Some(0x12_3456) };
    assert_eq!((look(&copy, 2, 0).edges[3], look(&copy, 2, 0).fill), (Some(bottom), Some(0xFF_EEAA)));
    assert_eq!((look(&copy, 2, 4).fill, copy.cell(2, 5).unwrap().look()), (None, None));
    let widths = |sheet: &source::Sheet| -> Vec<(u32, f64)> {
        let all = sheet.column_widths.iter().flat_map(|(first, last, width)| (*first..=*last).map(|at| (at, *width)));
        all.filter(|(column, _)| *column < 6).collect()
    };
    assert_eq!((widths(&copy), widths(&own).len()), (widths(&own), 2));
    // Corrected, they go in as before.
    let corrected = super::corrections::edited(&exported, "31.02.1958", "28.02.1958");
    let entered = office.json("coop-migrate", &["rejects", "import", corrected.to_str().unwrap()]);
    assert_eq!(entered["data"]["imported"], 1, "{entered}");
}
