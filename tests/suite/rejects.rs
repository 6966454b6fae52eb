//! Rejected rows come back as a workbook: the row as it stands in the source, and beside it what is wrong.

use super::{
    journey::{Step, journey},
    office::repository,
};
use calamine::{Data, Range, Reader as _};
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
