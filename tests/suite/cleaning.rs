//! Cells of every shape through the import: what is read, what is doubted, what is never guessed, and what reconcile counts.

use super::office::Office;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use std::{fs, path::PathBuf};

const LIST: &str = "\
क्र.सं.,समिति का नाम,पंजीयन संख्या,पंजीयन तिथि,जिला,प्रखंड,क्षेत्र,सदस्य संख्या,अंशपूंजी,अंशपूंजी शब्दों में,मोबाइल,लाभ हानि खाता,अभ्युक्ति
1,रामपुर पैक्स,12/पट/1957,12.03.57,पटना,दानापुर,पैक्स,५०० सदस्य,\"2,74,34,048/-\",दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस मात्र,9876543210,1200,बैंक खाता सं. 30012345678
2,श्यामपुर समिति,पंजी. क्र. 123 दिनांक 12.04.1962,,〃,\"\"\"\",दुग्ध,500 (पाँच सौ),\"₹ 50,000 (पचास हजार)\",साठ हजार,+91 98765 43211,-500,आधार 2341 2341 2346
3,गोपालपुर समिति,77,वि.सं. 2014,-do-,वही,मत्स्य,NIL,\"15,000.00\",पंद्रह हजारर,987654321,,
4,मोहनपुर समिति,78,30.02.1987,पटना,दानापुर,खादी,5,100,,,,
5,पुरापुर समिति,79,1957,पटना,दानापुर,,〃,〃,,,,
";

fn put(office: &Office, name: &str, text: &str) -> PathBuf {
    let path = office.folder().join("inbox").join(name);
    fs::write(&path, text).unwrap();
    path
}

fn import(office: &Office, file: &std::path::Path, register: &str) -> Value {
    office.json("coop-migrate", &["import", "--register", register, file.to_str().unwrap()])
}

fn codes(said: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let findings = said["findings"].as_array().unwrap();
    findings.iter().map(|finding| (text(&finding["code"]), text(&finding["place"]["cell"]))).collect()
}

fn traced(office: &Office, subject: &str, field: &str) -> (String, String, String) {
    let said = office.json("coop-migrate", &["trace", subject, "--field", field]);
    let row = &said["data"]["rows"][0];
    let text = |key: &str| match &row[key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (text("value"), text("written"), text("repairs"))
}

#[test]
fn every_repair_keeps_its_original_and_every_doubt_has_its_cell() {
    let office = Office::new();
    let said = import(&office, &put(&office, "shapes.csv", LIST), "society");
    let counts = ["rows", "imported", "rejected"].map(|key| said["data"][key].as_u64().unwrap());
    assert_eq!(counts, [5, 4, 1], "{said}");
    let found = codes(&said);
    for (code, cell) in [
        ("IMP-234", "E3"), // a mark of repetition filled in
        ("IMP-234", "F4"),
        ("IMP-235", "H6"), // never for a count
        ("IMP-235", "I6"),
        ("IMP-223", "J3"), // words and figures differ
        ("IMP-224", "J4"), // words that cannot be read
        ("IMP-232", "C3"), // the date within the number
        ("IMP-226", "D4"), // Vikram Samvat
        ("IMP-225", "D6"), // a year alone
        ("IMP-203", "D5"), // no such day
        ("IMP-209", "K4"), // nine digits
        ("IMP-230", "I2"), // a repair of the column, told once
        ("IMP-236", "B2"), // the class a name speaks of
    ] {
        assert!(found.contains(&(code.to_owned(), cell.to_owned())), "{code} {cell}: {found:?}");
    }
    let (_, written, repairs) = traced(&office, "12/पट/1957", "share_capital");
    assert_eq!((written.as_str(), repairs.as_str()), ("2,74,34,048/-", "slash_dash"));
    let (date, written, repairs) = traced(&office, "12/पट/1957", "reg_date");
    assert_eq!((date.as_str(), written.as_str(), repairs.as_str()), ("1957-03-12", "12.03.57", "two_digit_year"));
    let (date, written, _) = traced(&office, "पंजी. क्र. 123 दिनांक 12.04.1962", "reg_date");
    assert_eq!((date.as_str(), written.as_str()), ("1962-04-12", "12.04.1962"));
    let (_, written, repairs) = traced(&office, "77", "district");
    assert_eq!((written.as_str(), repairs.as_str()), ("-do-", "ditto place_code"));
    assert_eq!(traced(&office, "77", "members").0, "0");
}

#[test]
fn no_identity_number_within_a_text_leaves_in_clear_and_a_ledger_account_is_none() {
    let office = Office::new();
    import(&office, &put(&office, "shapes.csv", LIST), "society");
    let remarks = ["12/पट/1957", "पंजी. क्र. 123 दिनांक 12.04.1962"].map(|subject| traced(&office, subject, "remarks"));
    assert_eq!(
        remarks.each_ref().map(|(value, ..)| value.as_str()),
        ["बैंक खाता सं. XXXX XXX5 678", "आधार XXXX XXXX 2346"]
    );
    let history = office.run("coop-register", &["--format", "json", "society", "history", "12/पट/1957"]).stdout;
    assert!(!history.contains("30012345678"), "{history}");
    let entry = office.register();
    let mut others = Vec::new();
    coop_registry::register::ReadRegister::entries_of_batch(&entry, "B0001", &mut |entry| {
        others.extend(entry.other);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert!(others[0].contains("\"लाभ हानि खाता\":\"1200\""), "{others:?}");
}

#[test]
fn reconcile_counts_the_amounts_in_words_and_finds_them_again() {
    let office = Office::new();
    import(&office, &put(&office, "shapes.csv", LIST), "society");
    let said = office.json("coop-migrate", &["reconcile"]);
    let batch = &said["data"]["batches"][0];
    assert_eq!((&said["code"], &batch["in_words"]), (&0.into(), &serde_json::json!([3, 1, 1])), "{said}");
    let told = office.run("coop-migrate", &["reconcile"]).stdout;
    assert!(told.contains("amounts in words: 3 agree with their figures, 1 differ, 1 cannot be read"), "{told}");
}

#[test]
fn a_cell_under_a_percent_format_reads_as_it_is_shown() {
    let office = Office::new();
    import(&office, &put(&office, "shapes.csv", LIST), "society");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0.00%");
    for (column, heading) in ["Registration No.", "fy", "dividend_rate_pct", "net_profit"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    sheet.write(1, 0, "12/पट/1957").unwrap();
    sheet.write(1, 1, "वर्ष 2018-19").unwrap();
    sheet.write_with_format(1, 2, 0.15, &percent).unwrap();
    sheet.write(1, 3, "एक लाख").unwrap();
    let path = office.folder().join("inbox").join("return.xlsx");
    book.save(&path).unwrap();
    let said = import(&office, &path, "annual_return");
    assert_eq!(said["data"]["imported"], 1, "{said}");
    let mut facts = Vec::new();
    coop_registry::register::ReadRegister::entries_of_batch(&office.register(), "B0002", &mut |entry| {
        facts.extend(entry.facts.into_iter().map(|(_, value)| value));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    use coop_registry::model::{Paise, Value};
    assert!(facts.contains(&Value::Percent(1_500)), "{facts:?}");
    assert!(facts.contains(&Value::Money(Paise(10_000_000))), "{facts:?}");
    assert!(facts.contains(&Value::text("2018-19")), "{facts:?}");
}
