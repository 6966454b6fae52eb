//! Profiles: a kind of file is described once; later files are read by it, and refused when they are of another kind.

use super::office::Office;
use rust_xlsxwriter::Workbook;
use std::path::PathBuf;

const HEADINGS: [&str; 6] = ["क्रम", "सोसाइटी का विवरण", "रजि० ब्योरा", "इलाका", "मेंबर", "टीप"];

fn list(office: &Office, name: &str, sheet: &str, headings: &[&str], first: u32) -> PathBuf {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    page.write(0, 1, "वार्षिक सूची").unwrap();
    for (column, heading) in (0..).zip(headings) {
        page.write(3, column, *heading).unwrap();
    }
    for row in 4..7 {
        let number = first + row;
        let texts =
            [(row - 3).to_string(), format!("ग्राम {number} पैक्स"), format!("{number}/1957"), "पटना".into(), "75".into()];
        for (column, text) in (0..).zip(&texts) {
            page.write(row, column, text).unwrap();
        }
        page.write(row, 5, "x").unwrap();
    }
    let path = office.folder().join("inbox").join(name);
    book.save(&path).unwrap();
    path
}

fn taught(office: &Office, file: &str, more: &[&str]) -> serde_json::Value {
    let mut arguments = vec!["profile", "new", file, "--name", "gaya", "--register", "society", "--heading-rows", "4"];
    arguments.extend(["--map", "B=name", "--map", "C=reg_no", "--map", "D=district", "--map", "E=members"]);
    arguments.extend(more);
    office.json("coop-migrate", &arguments)
}

#[test]
fn a_file_no_heading_of_which_is_known_is_described_once_and_its_headings_are_learned() {
    let office = Office::new();
    let file = list(&office, "2019.xlsx", "2019", &HEADINGS, 0);
    let next = list(&office, "2020.xlsx", "2020", &HEADINGS, 100);
    let (file, next) = (file.to_str().unwrap(), next.to_str().unwrap());
    assert_eq!(office.run("coop-migrate", &["import", file]).code, 3);
    let made = taught(&office, file, &["--every-sheet", "--set", "class=pacs"]);
    assert_eq!(made["data"]["learned"]["reg_no"], serde_json::json!(["रजि० ब्योरा"]), "{made}");
    // A second profile of the name is not put over it unseen.
    assert_eq!(office.run("coop-migrate", &["profile", "new", file, "--name", "gaya"]).code, 6);

    let said = office.json("coop-migrate", &["import", "--profile", "gaya", file]);
    assert_eq!([&said["data"]["imported"], &said["data"]["rejected"]], [3, 0], "{said}");
    let traced = office.json("coop-migrate", &["trace", "4/1957", "--field", "class"]);
    assert_eq!(traced["data"]["rows"][0]["value"], "pacs");
    assert_eq!(office.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
    // What was learned serves without the profile too.
    let said = office.json("coop-migrate", &["import", next]);
    assert_eq!(said["data"]["imported"], 3, "{said}");
    // What an import was read by stays so when the office unlearns.
    std::fs::remove_dir_all(office.folder().join("headings")).unwrap();
    assert_eq!(office.run("coop-migrate", &["reconcile"]).code, 0);
}

#[test]
fn a_file_of_another_kind_is_refused_with_every_difference() {
    let office = Office::new();
    let file = list(&office, "2019.xlsx", "2019", &HEADINGS, 0);
    taught(&office, file.to_str().unwrap(), &["--every-sheet"]);
    let changed = ["क्रम", "सोसाइटी का विवरण", "मेंबर", "इलाका", "रजि० ब्योरा", "टीप", "नया"];
    let other = list(&office, "2021.xlsx", "2021", &changed, 0);
    let other = other.to_str().unwrap();
    let tested = office.json("coop-migrate", &["profile", "test", "gaya", file.to_str().unwrap(), other]);
    assert_eq!(tested["code"], 11);
    let files = &tested["data"]["files"];
    assert_eq!([&files[0]["fits"], &files[1]["fits"]], [true, false]);
    let differences: Vec<&str> =
        files[1]["differences"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert_eq!(
        differences,
        [
            "sheet '2021', C4: heading 'रजि० ब्योरा' expected, 'मेंबर' found; it stands in column E",
            "sheet '2021', E4: heading 'मेंबर' expected, 'रजि० ब्योरा' found; it stands in column C",
            "sheet '2021', G4: the profile has no column for heading 'नया'",
        ]
    );
    let digest = office.digest();
    for verb in ["import", "stage"] {
        let refused = office.run("coop-migrate", &[verb, "--profile", "gaya", other]);
        assert_eq!(refused.code, 11, "{refused:?}");
    }
    assert_eq!(office.digest(), digest);
}

#[test]
fn staged_by_a_profile_is_planned_and_applied_by_it() {
    let office = Office::new();
    let file = list(&office, "2019.xlsx", "2019", &HEADINGS, 0);
    let file = file.to_str().unwrap();
    taught(&office, file, &["--font", "B=unicode", "--unit", "E=100"]);
    assert_eq!(office.run("coop-migrate", &["stage", "--profile", "gaya", file]).code, 0);
    assert_eq!(office.run("coop-migrate", &["plan", "build", "--batch", "B0001"]).code, 0);
    assert_eq!(office.run("coop-migrate", &["apply", "B0001"]).code, 0);
    let traced = office.json("coop-migrate", &["trace", "5/1957", "--field", "reg_no"]);
    assert_eq!(traced["data"]["rows"][0]["cell"], "C6", "{traced}");
    assert_eq!(office.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
}

#[test]
fn a_faulty_profile_is_told_with_all_its_faults() {
    let office = Office::new();
    let path = office.folder().join("inbox").join("faulty.toml");
    std::fs::write(
        &path,
        "made_from = 'x'\nregister = 'society'\n[[table]]\nsheet = '*'\nheading_lines = 1\ncolumn = [\n\
         { at = 'B', heading = 'a', field = 'nmae' },\n{ at = 'B2', heading = 'b' },\n\
         { at = 'C', heading = 'c', field = 'reg_no', unit = 0 },\n{ at = 'c', heading = 'd', field = 'reg_no', font = 'arial' },\n]\n",
    )
    .unwrap();
    let refused = office.run("coop-migrate", &["profile", "show", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(refused.code, 4);
    assert_eq!(refused.json()["error"]["details"].as_array().map(Vec::len), Some(6), "{refused:?}");
    assert_eq!(office.run("coop-migrate", &["profile", "show", "none"]).code, 5);
    assert_eq!(office.run("coop-migrate", &["profile", "new", "x.csv", "--map", "B"]).code, 2);
    let made = office.folder().join("inbox").join("made.toml");
    let file = list(&office, "2019.xlsx", "2019", &HEADINGS, 0);
    let arguments = ["profile", "new", file.to_str().unwrap(), "--register", "society", "--heading-rows", "4"];
    let run = office.run("coop-migrate", &[&arguments[..], &["-o", made.to_str().unwrap()]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    // What is written is read again as the same.
    let shown = office.json("coop-migrate", &["profile", "show", made.to_str().unwrap()]);
    assert_eq!(shown["data"]["table"][0]["column"][2]["heading"], "रजि० ब्योरा", "{shown}");
}
