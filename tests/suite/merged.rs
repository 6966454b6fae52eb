//! Merged cells of data, headings over rows, rows that contradict each other: what is carried, what is said, whence it came.

use super::office::Office;
use rust_xlsxwriter::{Format, Workbook};
use std::path::PathBuf;

/// A list with a title and a block heading in column B, a district merged over two rows, a share capital merged as well.
fn list(office: &Office) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("सूची").unwrap();
    let plain = Format::new();
    sheet.write(0, 1, "सहयोग समितियों की सूची").unwrap();
    for (column, heading) in ["क्र.सं.", "समिति का नाम", "पंजीयन संख्या", "जिला", "अंशपूंजी"].iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    sheet.write(3, 1, "Block: Maner").unwrap();
    for (row, name, number) in [(4, "रामपुर पैक्स", "1/1957"), (5, "मनेर पैक्स", "2/1957"), (6, "बिहटा पैक्स", "3/1957")]
    {
        sheet.write(row, 0, row - 3).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, number).unwrap();
    }
    sheet.merge_range(4, 3, 5, 3, "पटना", &plain).unwrap();
    sheet.merge_range(4, 4, 5, 4, "", &plain).unwrap();
    sheet.write(4, 4, 2500).unwrap();
    sheet.write(6, 3, "पटना").unwrap();
    sheet.write(6, 4, 100).unwrap();
    // The first society once more, with another sum.
    sheet.write(7, 0, 4).unwrap();
    sheet.write(7, 1, "रामपुर पैक्स").unwrap();
    sheet.write(7, 2, "1/1957").unwrap();
    sheet.write(7, 3, "पटना").unwrap();
    sheet.write(7, 4, 2600).unwrap();
    // A number that a spreadsheet has made a date of.
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(8, 0, 5).unwrap();
    sheet.write(8, 1, "फुलवारी पैक्स").unwrap();
    sheet.write_with_format(8, 2, rust_xlsxwriter::ExcelDateTime::from_ymd(1957, 3, 12).unwrap(), &date).unwrap();
    sheet.write(8, 3, "पटना").unwrap();
    let path = office.folder().join("inbox").join("merged.xlsx");
    book.save(&path).unwrap();
    path
}

#[test]
fn a_merged_cell_counts_for_its_rows_a_merged_figure_for_the_first_and_every_value_names_its_cell() {
    let office = Office::new();
    let file = list(&office);
    let said = office.json("coop-migrate", &["import", "--register", "society", file.to_str().unwrap()]);
    let counts = ["rows", "imported", "updated", "rejected"].map(|key| said["data"][key].as_u64().unwrap());
    assert_eq!(counts, [5, 4, 1, 0], "{said}");
    let findings: Vec<(&str, &str)> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["code"].as_str().unwrap(), finding["place"]["cell"].as_str().unwrap_or("")))
        .collect();
    assert!(findings.contains(&("IMP-121", "E6")), "{findings:?}");
    assert!(findings.contains(&("IMP-122", "B8")), "{findings:?}");
    assert!(findings.contains(&("IMP-221", "C9")), "{findings:?}");

    let traced = |subject: &str, field: &str| {
        let said = office.json("coop-migrate", &["trace", subject, "--field", field]);
        let value = &said["data"]["rows"][0];
        (value["cell"].as_str().unwrap_or("").to_owned(), value["written"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(traced("2/1957", "district"), ("D5".into(), "पटना".into()));
    assert_eq!(traced("3/1957", "district").0, "D7");
    assert_eq!(traced("2/1957", "block"), ("B4".into(), "Block: Maner".into()));
    assert_eq!(traced("3/1957", "share_capital").0, "E7");
    assert_eq!(office.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
}
