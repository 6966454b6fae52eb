//! Rejected rows leave as a workbook, are corrected in it, and come back under the batch they were rejected from.

use super::office::{Office, repository};
use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
    path::{Path, PathBuf},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const SAMPLE: &str = "samples/legacy/krutidev-typed-columns/krutidev-typed-columns.xlsx";
/// What stands in the rejected row, a day that is not in the calendar, as it is typed in Kruti Dev.
const WRONG: &str = "31@02@1987";

/// An office with one rejected row, exported.
fn exported() -> (Office, PathBuf) {
    let office = Office::new();
    let sample = repository(SAMPLE);
    assert_eq!(office.json("coop-migrate", &["import", text(&sample)])["data"]["rejected"], 1);
    let path = office.folder().join("rejects.xlsx");
    let said = office.json("coop-migrate", &["rejects", "export", "B0001", "-o", text(&path)]);
    assert_eq!((said["code"].as_u64(), said["data"]["rows"].as_u64()), (Some(0), Some(1)));
    (office, path)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The workbook with a text of it replaced, as a person does in a spreadsheet program.
pub fn edited(path: &Path, from: &str, to: &str) -> PathBuf {
    let mut book = ZipArchive::new(Cursor::new(fs::read(path).expect("the workbook"))).expect("a package");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut replaced = 0;
    for at in 0..book.len() {
        let mut part = book.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        let mut words = String::from_utf8(bytes).expect("parts are XML");
        replaced += words.matches(from).count();
        words = words.replace(from, to);
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(words.as_bytes()).expect("written");
    }
    assert!(replaced > 0, "{from} stands in the workbook");
    let edited = path.with_file_name(format!("edited-{}.xlsx", to.len()));
    fs::write(&edited, out.finish().expect("whole").into_inner()).expect("written");
    edited
}

#[test]
fn a_corrected_row_goes_in_under_its_batch_and_every_account_closes() {
    let (office, path) = exported();
    let corrected = edited(&path, WRONG, "28@02@1987");
    let before = office.digest();
    let entered = office.json("coop-migrate", &["rejects", "import", text(&corrected)]);
    assert_eq!((entered["code"].as_u64(), entered["data"]["batch"].as_str()), (Some(0), Some("B0001-1")), "{entered}");
    assert_eq!((entered["data"]["imported"].as_u64(), entered["data"]["corrects"].as_str()), (Some(1), Some("B0001")));
    let reconciled = office.json("coop-migrate", &["reconcile"]);
    assert_eq!(reconciled["code"], 0, "{reconciled}");
    assert_eq!(reconciled["data"]["batches"][0]["corrected"], 1);
    let traced = office.json("coop-migrate", &["trace", "BR-HQ-S-352", "--field", "reg_date"]);
    let found = &traced["data"]["rows"][0];
    assert_eq!((found["cell"].as_str(), found["value"].as_str()), (Some("C61"), Some("1987-02-28")), "{traced}");
    assert_eq!(found["file"], "krutidev-typed-columns.xlsx");
    assert_eq!(found["corrected_in"], corrected.file_name().expect("a name").to_str().expect("UTF-8"));
    // Twice is once.
    let again = office.json("coop-migrate", &["rejects", "import", text(&corrected)]);
    assert_eq!((again["code"].as_u64(), again["data"]["already"].as_bool()), (Some(0), Some(true)));
    assert_eq!(office.json("coop-migrate", &["rejects", "export", "B0001", "-o", text(&path)])["data"]["rows"], 0);
    // What rests on it goes first.
    let why = ["--reason", "a test"];
    assert_eq!(office.json("coop-migrate", &[&["undo", "B0001"][..], &why].concat())["code"], 6);
    assert_eq!(office.json("coop-migrate", &[&["undo", "B0001-1"][..], &why].concat())["code"], 0);
    assert_eq!(office.digest(), before);
    assert_eq!(office.run("coop-register", &["ledger", "verify"]).code, 0);
}

#[test]
fn a_row_that_is_no_better_enters_nothing_and_one_entered_meanwhile_is_stale() {
    let (office, path) = exported();
    let count = || office.json("coop-migrate", &["reconcile"])["data"]["batches"].as_array().map(Vec::len);
    assert_eq!(office.json("coop-migrate", &["rejects", "import", text(&path)])["code"], 10);
    let worse = edited(&path, WRONG, "31@04@198");
    assert_eq!(office.json("coop-migrate", &["rejects", "import", text(&worse)])["code"], 10);
    assert_eq!(count(), Some(1));
    for (day, code) in [("27@02@1987", 0), ("26@02@1987x", 11)] {
        let corrected = edited(&path, WRONG, day);
        let said = office.json("coop-migrate", &["rejects", "import", text(&corrected)]);
        assert_eq!(said["code"], code, "{said}");
    }
    assert_eq!(count(), Some(2));
}

#[test]
fn a_workbook_that_is_none_of_ours_is_refused() {
    let (office, _) = exported();
    let said = office.json("coop-migrate", &["rejects", "import", text(&repository(SAMPLE))]);
    assert_eq!(said["code"], 3);
    assert!(said["error"]["hint"].as_str().is_some_and(|hint| hint.contains("rejects export")));
}
