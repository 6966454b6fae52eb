//! Identity numbers stand in clear nowhere but in the original file, which only its owner may read.

use super::{
    journey::journey,
    office::{Office, Ran, repository},
};
use calamine::{Data, Reader as _};
use std::{collections::BTreeSet, io::Read as _, os::unix::fs::PermissionsExt as _, sync::OnceLock};

const BEARERS: &str = "samples/legacy/office-bearers/office-bearers.xlsx";

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The numbers of the column आधार संख्या with the row each stands in.
fn numbers() -> &'static [(u32, String)] {
    static NUMBERS: OnceLock<Vec<(u32, String)>> = OnceLock::new();
    NUMBERS.get_or_init(read_numbers)
}

fn read_numbers() -> Vec<(u32, String)> {
    let mut book = calamine::open_workbook_auto(repository(BEARERS)).expect("the sample");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("that reads");
    let column = sheet.rows().nth(1).expect("headings").iter().position(|cell| *cell == *"आधार संख्या");
    let column = column.expect("a column of identity numbers");
    let filled = (1..).zip(sheet.rows()).skip(2).filter(|(_, row)| row[column] != Data::Empty);
    let found: Vec<(u32, String)> = filled.map(|(row, cells)| (row, digits(&cells[column].to_string()))).collect();
    assert!(found.len() >= 5 && found.iter().all(|(_, number)| number.len() == 12));
    found
}

/// The text without what may stand between the digits of a number.
fn closed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !b" -\xc2\xa0".contains(byte)).collect()
}

fn none_in_clear(place: &str, bytes: &[u8]) {
    let bytes = closed(bytes);
    for number in numbers().iter().map(|(_, number)| number).collect::<BTreeSet<_>>() {
        let stands = memchr::memmem::find(&bytes, number.as_bytes()).is_some();
        assert!(!stands, "{place} shows the identity number that ends in {}", &number[8..]);
    }
}

/// Every file of an office but the originals, workbooks unpacked.
fn no_file_in_clear(office: &Office) {
    let mut looked_at = 0;
    for (path, bytes) in office.contents(".") {
        let name = path.display().to_string();
        if name.contains("/sources/") {
            continue;
        }
        looked_at += 1;
        none_in_clear(&name, &bytes);
        if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
            for n in 0..archive.len() {
                let mut part = Vec::new();
                archive.by_index(n).expect("a part").read_to_end(&mut part).expect("that unpacks");
                none_in_clear(&name, &part);
            }
        }
    }
    assert!(looked_at >= 5);
}

#[test]
fn no_identity_number_stands_in_clear_in_the_office_folder() {
    let office = journey().office.copy();
    for name in ["society_register", "defaulters", "migration_account"] {
        let build = ["report", "build", name, "--fy", "2024-25", "--format", "xlsx,html,csv", "-o"];
        let folder = office.folder().join("reports");
        let built = office.run("coop-register", &[&build[..], &[folder.to_str().expect("a path in UTF-8")]].concat());
        assert!(built.code <= 1, "{name}: {}", built.stderr);
    }
    no_file_in_clear(&office);
}

#[test]
fn no_program_prints_an_identity_number_in_clear() {
    let office = &journey().office;
    let step = journey().step("office-bearers.xlsx");
    let said = |ran: Ran| {
        assert!(ran.code <= 1, "{}", ran.stderr);
        none_in_clear("a program", ran.stdout.as_bytes());
        none_in_clear("a program", ran.stderr.as_bytes());
        ran.stdout
    };
    none_in_clear("coop-migrate import", step.said.to_string().as_bytes());
    let path = repository(BEARERS);
    let path = path.to_str().expect("a path in UTF-8");
    let again = Office::new();
    said(again.run("coop-migrate", &["import", path]));
    said(again.run("coop-migrate", &["import", path, "--dry-run", "--format", "json"]));
    for arguments in [&["inspect", path][..], &["cells", path], &["cells", path, "--fonts"]] {
        said(office.run("coop-migrate", arguments));
        said(office.run("coop-migrate", &[arguments, &["--format", "json"]].concat()));
    }
    // The bearers whose rows hold a number: traced, their number is there, but masked.
    let rows: BTreeSet<u32> = numbers().iter().map(|(row, _)| *row).collect();
    let register = office.register();
    let mut bearers = Vec::new();
    let mut keep = |entry: coop_registry::model::Entry| {
        if entry.source.is_some_and(|source| rows.contains(&source.row)) {
            bearers.push(entry.subject);
        }
        std::ops::ControlFlow::Continue(())
    };
    coop_registry::register::ReadRegister::entries_of_batch(&register, step.batch(), &mut keep).expect("the batch");
    assert!(bearers.len() >= 5);
    let [bearer, ..] = &bearers[..] else { unreachable!() };
    for format in ["table", "json", "csv"] {
        let traced =
            said(office.run("coop-migrate", &["trace", bearer, "--register", "office_bearer", "--format", format]));
        assert!(traced.contains("identity_no") && traced.contains("XXXX XXXX"), "{traced}");
    }
    let societies =
        said(office.run("coop-migrate", &["trace", bearer, "--register", "office_bearer", "--format", "csv"]));
    let society =
        societies.lines().find_map(|line| line.strip_prefix("society,")).and_then(|line| line.split(',').next());
    for verb in ["show", "history"] {
        said(office.run("coop-register", &["society", verb, society.expect("the bearer's society")]));
    }
}

#[test]
fn identity_numbers_are_revealed_for_a_reason_that_is_kept() {
    let office = journey().office.copy();
    let path = repository(BEARERS);
    let reveal = ["cells", path.to_str().expect("a path in UTF-8"), "--reveal"];
    let refused = office.run("coop-migrate", &reveal);
    assert_eq!(refused.code, 6, "{}", refused.stderr);
    none_in_clear("a refusal", refused.stdout.as_bytes());
    let dry = office.run("coop-migrate", &[&reveal[..], &["--reason", "जाँच", "--dry-run"]].concat());
    none_in_clear("a dry run", dry.stdout.as_bytes());
    let shown = office.run("coop-migrate", &[&reveal[..], &["--reason", "शिकायत 12 की जाँच"]].concat());
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(memchr::memmem::find(&closed(shown.stdout.as_bytes()), numbers()[0].1.as_bytes()).is_some());
    let runs = office.run("coop-migrate", &["run", "list", "--format", "json"]);
    assert!(runs.stdout.contains("coop-migrate cells"), "{}", runs.stdout);
}

#[test]
fn a_number_under_a_heading_nobody_knows_is_masked_in_rejects_and_account() {
    let office = journey().office.copy();
    let number = &numbers()[0].1;
    let list = office.folder().parent().expect("a folder").join("unknown.csv");
    let rows = format!(
        "संदर्भ {number},,,,,\nपंजीयन संख्या,जिला,पदाधिकारी का नाम,पद,अन्य क्रमांक,निर्वाचन तिथि\n\
         DCO/GAY/0004,गया,राम सिंह,अध्यक्ष,{number},31.02.2020\n"
    );
    std::fs::write(&list, rows).expect("a list is written");
    let said = office.run("coop-migrate", &["import", list.to_str().expect("a path in UTF-8"), "--format", "json"]);
    assert_eq!(said.json()["data"]["rejected"], 1, "{}", said.stdout);
    no_file_in_clear(&office);
}

#[test]
fn a_rejected_row_shows_no_identity_number_either() {
    let office = journey().office.copy();
    let number = &numbers()[0].1;
    let spaced = format!("{} {} {}", &number[..4], &number[4..8], &number[8..]);
    let list = office.folder().parent().expect("a folder").join("bearers.csv");
    let rows = format!(
        "पंजीयन संख्या,जिला,पदाधिकारी का नाम,पद,आधार संख्या,निर्वाचन तिथि\n\
         DCO/GAY/0004,गया,राम सिंह,अध्यक्ष,{spaced},31.02.2020\nNO/SUCH/1,गया,श्याम सिंह,सचिव,{number},01.02.2020\n"
    );
    std::fs::write(&list, rows).expect("a list is written");
    let said = office.run("coop-migrate", &["import", list.to_str().expect("a path in UTF-8"), "--format", "json"]);
    assert_eq!(said.json()["data"]["rejected"], 2, "{}", said.stdout);
    none_in_clear("coop-migrate import", said.stdout.as_bytes());
    no_file_in_clear(&office);
}

#[test]
fn originals_register_and_secret_are_for_their_owner_only() {
    let office = &journey().office;
    let originals = office.contents("sources");
    assert_eq!(originals.len(), journey().steps.len());
    let private = ["register.db", "runs.db", "secret.key"].map(|name| office.folder().join(name));
    let rejects = office.contents("rejects").into_iter().map(|(path, _)| path);
    for path in originals.into_iter().map(|(path, _)| path).chain(private).chain(rejects) {
        let mode = std::fs::metadata(&path).expect("a file of the office").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
