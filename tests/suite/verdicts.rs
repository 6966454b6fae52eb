//! Returns checked and explained through the program as an office uses it.

use crate::allotment::{entry, office, write};
use coop_registry::{
    model::{Paise, Subject, Value},
    register::{Mode, Register},
};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn returns(office: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_coop-returns"))
        .args(["--as-of", "2026-01-01", "--fy", "2024-25", "--office"])
        .arg(office)
        .args(arguments)
        .output();
    program.expect("the program is built with the tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A list of one return of society 1/1987, of which last year's is on record, with a cell that does not read.
fn list(folder: &Path) -> (PathBuf, PathBuf) {
    let here = folder.join("office");
    let tables = office(&here);
    let mut register = Register::open(&here.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let facts = [
        ("society", Value::text("BR-PAT-S-1")),
        ("fy", Value::text("2023-24")),
        ("fixed_assets_gross", Value::Money(Paise(50_000))),
    ];
    let mut last_year = entry(&tables, "annual_return", 1, &facts);
    last_year.subject = Subject::Known("BR-PAT-S-1/2023-24".into());
    write(&mut register, vec![last_year], "2025-04-02T00:00:00.000000Z");
    let file = folder.join("list.csv");
    let text = "registration_number,fy,governing_act,fy_start,fy_end,fixed_assets_gross,fixed_assets_additions,\
                fixed_assets_disposals,dividend_rate_pct,net_profit\n\
                1/1987,2024-25,bihar_1935,2024-04-01,2025-03-31,700,0,0,21,a good deal\n";
    std::fs::write(&file, text).unwrap();
    (here, file)
}

#[test]
fn what_cannot_be_told_is_said_beside_csv_and_json_lines_too() {
    let folder = tempfile::tempdir().unwrap();
    let (here, file) = list(folder.path());
    for format in ["csv", "jsonl"] {
        let check = ["return", "check", file.to_str().unwrap(), "--only", "APP", "--format", format];
        let output = returns(&here, &[&check[..], &["--lang", "en"]].concat());
        let (rows, beside) = (text(&output.stdout), text(&output.stderr));
        assert!(rows.contains("APP-005") && !rows.contains("cannot"), "{rows}");
        assert!(beside.contains("cannot be told"), "{beside}");
        assert!(beside.contains("APP-001 cannot tell for 1: missing net_profit (1)"), "{beside}");
    }
}

#[test]
fn a_finding_prints_what_it_rests_on_and_a_foreign_act_as_a_comparison() {
    let folder = tempfile::tempdir().unwrap();
    let (here, file) = list(folder.path());
    let check = ["return", "check", file.to_str().unwrap(), "--only", "APP-005"];
    let english = text(&returns(&here, &[&check[..], &["--lang", "en"]].concat()).stdout);
    assert!(english.contains("basis: ") && english.contains("(unverified; comparison"), "{english}");
    let hindi = text(&returns(&here, &[&check[..], &["--lang", "hi"]].concat()).stdout);
    assert!(hindi.contains("आधार: ") && hindi.contains("(असत्यापित; तुलनार्थ"), "{hindi}");
    let json = returns(&here, &[&check[..], &["--lang", "en", "--format", "json"]].concat()).stdout;
    let object: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let of_rule = |finding: &&serde_json::Value| finding["code"] == "APP-005";
    let finding = object["findings"].as_array().unwrap().iter().find(of_rule).unwrap();
    assert!(finding["args"]["basis"].as_str().unwrap().contains("comparison"), "{finding}");
}

#[test]
fn an_explanation_comes_to_what_the_check_came_to() {
    let folder = tempfile::tempdir().unwrap();
    let (here, file) = list(folder.path());
    let file = file.to_str().unwrap();
    let check = text(&returns(&here, &["return", "check", file, "--only", "BSH-013", "--format", "csv"]).stdout);
    assert!(check.contains("BSH-013"), "last year's gross assets are on record: {check}");
    for society in ["BR-PAT-S-1", "1/1987"] {
        let explain = ["rules", "explain", "BSH-013", "--society", society, "--in", file, "--format", "json"];
        let object: serde_json::Value = serde_json::from_slice(&returns(&here, &explain).stdout).unwrap();
        assert_eq!(object["data"]["outcome"], "broken", "{society}: {object}");
        assert_eq!(object["findings"][0]["code"], "RET-001", "the cell that does not read: {object}");
    }
}

#[test]
fn the_rules_have_hindi_titles_and_headings_for_a_reader_of_hindi() {
    let folder = tempfile::tempdir().unwrap();
    let (here, _) = list(folder.path());
    let shown = text(&returns(&here, &["rules", "show", "FIL-001", "--lang", "hi"]).stdout);
    assert!(
        shown.contains("वार्षिक प्रतिवेदन संलग्न नहीं") && shown.contains("विवरणी: गतिविधियों का वार्षिक प्रतिवेदन"),
        "{shown}"
    );
    assert!(!shown.contains("annual-report-not-attached"), "{shown}");
    let listed = text(&returns(&here, &["rules", "list", "--only", "FIL", "--format", "csv", "--lang", "hi"]).stdout);
    assert!(listed.contains("annual-report-not-attached"), "scripts keep the key: {listed}");
}
