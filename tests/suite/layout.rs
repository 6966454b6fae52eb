//! Several tables on one sheet, hidden and struck rows, notes pinned to cells: what is read, what is said, whence it came.

use super::office::Office;
use rust_xlsxwriter::{Format, Note, Workbook, Worksheet};
use std::path::PathBuf;

const HEADINGS: [&str; 5] = ["क्र.सं.", "समिति का नाम", "पंजीयन संख्या", "जिला", "सदस्य संख्या"];

fn row(sheet: &mut Worksheet, at: u32, first: u16, cells: &[&str]) {
    for (column, text) in (first..).zip(cells) {
        match text.parse::<f64>() {
            Ok(number) => sheet.write(at, column, number),
            Err(_) => sheet.write(at, column, *text),
        }
        .unwrap();
    }
}

fn society(sheet: &mut Worksheet, at: u32, first: u16, number: u32) {
    let (name, registration) = (format!("ग्राम {number} पैक्स"), format!("{number}/1957"));
    row(sheet, at, first, &["1", &name, &registration, "पटना", &number.to_string()]);
}

fn save(office: &Office, name: &str, mut book: Workbook) -> PathBuf {
    let path = office.folder().join("inbox").join(name);
    book.save(&path).unwrap();
    path
}

fn codes(said: &serde_json::Value) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings = said["findings"].as_array().unwrap().iter();
    findings.map(|finding| (text(&finding["code"]), text(&finding["place"]["cell"]))).collect()
}

#[test]
fn tables_below_and_beside_each_other_are_read_each_under_its_own_heading() {
    let office = Office::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("सूची").unwrap();
    row(sheet, 0, 0, &["सहयोग समितियों की सूची"]);
    row(sheet, 1, 0, &HEADINGS);
    society(sheet, 2, 0, 11);
    society(sheet, 3, 0, 12);
    row(sheet, 4, 1, &["योग"]);
    sheet.write(4, 4, 23).unwrap();
    // The same heading on the next page is no other table.
    row(sheet, 6, 0, &HEADINGS);
    society(sheet, 7, 0, 13);
    // Another order of columns is one.
    row(sheet, 9, 0, &["शेष समितियाँ"]);
    row(sheet, 10, 0, &["क्र.सं.", "पंजीयन संख्या", "सदस्य संख्या", "समिति का नाम", "जिला"]);
    row(sheet, 11, 0, &["1", "14/1957", "140", "ग्राम 14 पैक्स", "पटना"]);
    // Two tables under one line of headings.
    let beside = book.add_worksheet().set_name("दो").unwrap();
    row(beside, 0, 0, &HEADINGS);
    row(beside, 0, 5, &HEADINGS);
    for at in 1..3 {
        society(beside, at, 0, 20 + at);
        society(beside, at, 5, 30 + at);
    }
    let file = save(&office, "layout.xlsx", book);
    let looked = office.json("coop-migrate", &["inspect", file.to_str().unwrap()]);
    let sheets = looked["data"]["files"][0]["sheets"].as_array().unwrap();
    let seen: Vec<_> =
        sheets.iter().map(|sheet| (sheet["index"].as_u64(), sheet["part"].as_u64(), sheet["used"].as_str())).collect();
    let expected = [(0, 0, "A1:E8"), (0, 1, "A10:E12"), (1, 0, "A1:E3"), (1, 1, "F1:J3")];
    assert_eq!(seen, expected.map(|(index, part, used)| (Some(index), Some(part), Some(used))));

    let said = office.json("coop-migrate", &["import", file.to_str().unwrap()]);
    let counts = ["rows", "imported", "rejected"].map(|key| said["data"][key].as_u64().unwrap());
    assert_eq!(counts, [8, 8, 0], "{said}");
    assert_eq!(said["data"]["control"], serde_json::json!({ "printed": 1, "computed": 1 }));
    assert_eq!(codes(&said).iter().filter(|(code, _)| code == "IMP-130").count(), 2);
    let cell = |number: &str| {
        let said = office.json("coop-migrate", &["trace", number, "--field", "members"]);
        let value = &said["data"]["rows"][0];
        [&value["sheet"], &value["cell"], &value["value"]]
            .map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned))
    };
    assert_eq!(cell("14/1957"), ["सूची", "C12", "140"]);
    assert_eq!(cell("22/1957"), ["दो", "E3", "22"]);
    assert_eq!(cell("32/1957"), ["दो", "J3", "32"]);
    assert_eq!(office.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
    // Undone and planned step by step the register is the same again.
    let digest = office.digest();
    assert_eq!(office.run("coop-migrate", &["undo", "B0001", "--reason", "test"]).code, 0);
    assert_eq!(office.run("coop-migrate", &["stage", file.to_str().unwrap()]).code, 0);
    assert_eq!(office.run("coop-migrate", &["plan", "build", "--batch", "B0002"]).code, 0);
    assert_eq!(office.run("coop-migrate", &["apply", "B0002"]).code, 0);
    assert_eq!(office.digest(), digest);
}

#[test]
fn rejected_rows_of_tables_on_one_sheet_come_back_to_their_own() {
    let office = Office::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("दो").unwrap();
    row(sheet, 0, 0, &HEADINGS);
    row(sheet, 0, 5, &HEADINGS);
    society(sheet, 1, 0, 21);
    society(sheet, 1, 5, 31);
    // Both sides of one row are faulty, each in its own way.
    row(sheet, 2, 0, &["2", "ग्राम 22 पैक्स", "22/1957", "पटना", "बाईसवाँ"]);
    row(sheet, 2, 5, &["2", "ग्राम 32 पैक्स", "32/1957", "पटना", "?१"]);
    let file = save(&office, "beside.xlsx", book);
    let said = office.json("coop-migrate", &["import", file.to_str().unwrap()]);
    assert_eq!(said["data"]["rejected"], 2, "{said}");
    let back = office.folder().join("inbox").join("back.xlsx");
    assert_eq!(office.run("coop-migrate", &["rejects", "export", "B0001", "-o", back.to_str().unwrap()]).code, 0);
    let mut rejects = coop_registry::source::Workbook::open(&back, &coop_registry::source::Limits::default()).unwrap();
    let names: Vec<String> = rejects.sheet_names().into_iter().map(str::to_owned).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let text = |sheet: &coop_registry::source::Sheet, row, column| {
        sheet.cell(row, column).map(|cell| cell.content.to_string()).unwrap_or_default()
    };
    let (first, second) = (rejects.sheet(0).unwrap(), rejects.sheet(1).unwrap());
    assert_eq!((text(&first, 2, 4), text(&second, 2, 9)), ("बाईसवाँ".into(), "?१".into()));
    // One side is corrected; the other stays out.
    let mut book = Workbook::new();
    for (index, name) in (0..).zip(&names) {
        let from = rejects.sheet(index).unwrap();
        let page = book.add_worksheet().set_name(name).unwrap();
        for found in from.rows() {
            for cell in found.cells() {
                let corrected = index == 1 && (cell.row, cell.column) == (2, 9);
                let shown = if corrected { "32".to_owned() } else { cell.content.to_string() };
                page.write(cell.row - 1, u16::try_from(cell.column).unwrap(), shown).unwrap();
            }
        }
    }
    let corrected = save(&office, "corrected.xlsx", book);
    let said = office.json("coop-migrate", &["rejects", "import", corrected.to_str().unwrap()]);
    assert_eq!([&said["data"]["imported"], &said["data"]["rejected"]], [1, 1], "{said}");
    let traced = office.json("coop-migrate", &["trace", "32/1957", "--field", "members"]);
    assert_eq!(traced["data"]["rows"][0]["cell"], "J3", "{traced}");
    assert_eq!(office.run("coop-migrate", &["reconcile"]).code, 0);
}

#[test]
fn what_is_hidden_is_read_and_said_and_what_is_struck_is_not_entered() {
    let office = Office::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("सूची").unwrap();
    row(sheet, 0, 0, &HEADINGS);
    for at in 1..6 {
        society(sheet, at, 0, 40 + at);
    }
    sheet.set_row_hidden(1).unwrap();
    sheet.set_column_hidden(3).unwrap();
    let struck = Format::new().set_font_strikethrough();
    for (column, text) in ["2", "ग्राम 42 पैक्स", "42/1957", "पटना", "42"].iter().enumerate()
    {
        sheet.write_with_format(2, u16::try_from(column).unwrap(), *text, &struck).unwrap();
    }
    sheet.write_with_format(3, 4, 43, &struck).unwrap();
    let plain = Format::new();
    sheet.write_rich_string(4, 2, &[(&struck, "99/1957 "), (&plain, "44/1957")]).unwrap();
    sheet.insert_note(5, 1, &Note::new("कागज़ पर नाम दूसरा है, आधार 2345 6789 0124").set_author("")).unwrap();
    sheet.insert_note(0, 1, &Note::new("सूची अपूर्ण").set_author("")).unwrap();
    let file = save(&office, "marks.xlsx", book);
    let said = office.json("coop-migrate", &["import", file.to_str().unwrap()]);
    let counts = ["rows", "imported", "rejected"].map(|key| said["data"][key].as_u64().unwrap());
    assert_eq!(counts, [5, 4, 1], "{said}");
    let found = codes(&said);
    for (code, cell) in [("IMP-131", "A2"), ("IMP-132", "D1"), ("IMP-133", "A3"), ("IMP-134", "E4"), ("IMP-134", "C5")]
    {
        assert!(found.contains(&(code.into(), cell.into())), "{code} {cell}: {found:?}");
    }
    assert!(found.iter().any(|(code, _)| code == "IMP-135"));
    // The struck figure is no value; the struck number is no part of one.
    let members = office.run("coop-migrate", &["trace", "43/1957", "--field", "members"]);
    assert_eq!(members.code, 5, "{members:?}");
    let number = office.json("coop-migrate", &["trace", "44/1957", "--field", "reg_no"]);
    assert_eq!(number["data"]["rows"][0]["written"], "99/1957 44/1957");
    let database = office.database();
    let other: String =
        database.query_row("SELECT group_concat(other, ' ') FROM society_register", [], |row| row.get(0)).unwrap();
    assert!(other.contains("comment B6") && other.contains("कागज़ पर नाम दूसरा है"), "{other}");
    assert!(other.contains("सदस्य संख्या (struck out)") && !other.contains("2345 6789"), "{other}");
    assert_eq!(office.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
    // A person who knows better lets the row in.
    assert_eq!(office.run("coop-migrate", &["undo", "B0001", "--reason", "test"]).code, 0);
    let said = office.json("coop-migrate", &["import", "--accept", "IMP-133", file.to_str().unwrap()]);
    assert_eq!(said["data"]["rejected"], 0, "{said}");
}
