//! Returns on record and on forms raise exactly the findings planted in them.

use super::{
    journey::journey,
    office::{Ran, repository},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

type Row = BTreeMap<String, String>;

fn rows(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(repository(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    reader.deserialize().map(|row| row.expect("a row of the sample")).collect()
}

fn check(arguments: &[&str]) -> Ran {
    journey().office.run("coop-returns", &[&["return", "check", "--format", "csv"], arguments].concat())
}

fn form(name: &str) -> Ran {
    let path = repository("samples/returns").join(name);
    check(&[path.to_str().expect("a path in UTF-8")])
}

fn codes(found: &Ran) -> Vec<String> {
    found.csv().iter().map(|row| row["code"].clone()).collect()
}

#[test]
fn the_returns_on_record_raise_the_findings_planted_and_no_other() {
    let office = &journey().office;
    let found = check(&["--fy", "2024-25"]);
    assert_eq!(found.code, 1, "{}", found.stderr);
    assert_eq!(
        found.stdout.lines().next(),
        Some("society,fy,code,severity,field,value,expected,message,follows,waived")
    );

    let codes =
        rows("samples/material/districts.csv").into_iter().map(|row| (row["name_en"].clone(), row["code"].clone()));
    let codes: BTreeMap<String, String> = codes.collect();
    let societies = office.run("coop-register", &["society", "list", "--format", "csv"]).csv();
    let identity: BTreeMap<(&str, &str), &str> = societies
        .iter()
        .map(|row| ((row["district"].as_str(), row["reg_no"].as_str()), row["society"].as_str()))
        .collect();
    let planted = rows("samples/returns/expected-findings.csv").into_iter().map(|row| {
        let society = identity[&(codes[&row["district"]].as_str(), row["registration_number"].as_str())];
        (society.to_owned(), row["fy"].clone(), row["code"].clone())
    });
    let mut planted: Vec<_> = planted.collect();
    let raised = found.csv().into_iter().map(|row| (row["society"].clone(), row["fy"].clone(), row["code"].clone()));
    let mut raised: Vec<_> = raised.collect();
    planted.sort();
    raised.sort();
    assert_eq!(raised, planted);
    assert!(found.csv().iter().all(|row| ["field", "severity", "message"].iter().all(|key| !row[*key].is_empty())));
}

#[test]
fn a_right_form_passes_and_one_with_four_faults_raises_five() {
    let right = form("pacs-right-2024-25.xlsx");
    assert_eq!((right.code, codes(&right)), (0, vec![]), "{}", right.stderr);
    let faulty = form("pacs-planted-faults-2024-25.xlsx");
    let mut raised = codes(&faulty);
    raised.sort();
    assert_eq!((faulty.code, raised.join(" ")), (1, "APP-005 AUD-013 BSH-001 BSH-003 FIL-001".to_owned()));
}

#[test]
fn only_the_rules_asked_for_are_held_against_a_return() {
    let forms = repository("samples/returns/pacs-planted-faults-2024-25.xlsx");
    let only = check(&["--only", "BSH", forms.to_str().expect("a path in UTF-8")]);
    assert_eq!(codes(&only), ["BSH-001", "BSH-003"]);
    assert_eq!(check(&["--only", "XYZ-001", forms.to_str().expect("a path in UTF-8")]).code, 5);
}

#[test]
fn who_has_not_filed_is_due_and_a_defaulter_once_the_day_is_past() {
    let office = &journey().office;
    let list = |arguments: &[&str]| {
        let found = office.json("coop-returns", &[arguments, &["--fy", "2024-25"]].concat());
        assert_eq!(found["code"], 0, "{found}");
        found["data"]["rows"].as_array().expect("rows").clone()
    };
    let (due, all) = (list(&["due", "list"]), list(&["due", "list", "--all"]));
    let filed: Vec<_> = all.iter().filter(|row| !row["filed_on"].is_null()).collect();
    assert_eq!(filed.len(), rows("samples/returns/returns-2024-25.csv").len());
    assert_eq!(all.len(), due.len() + filed.len());
    let society = |row: &serde_json::Value| row["society"].as_str().expect("a society").to_owned();
    let owing: BTreeSet<String> = due.iter().map(society).collect();
    assert!(owing.len() == due.len() && filed.iter().all(|row| !owing.contains(&society(row))));

    let late = |row: &&serde_json::Value| row["days_late"].as_i64().is_some_and(|days| days > 0);
    let overdue: BTreeSet<String> = due.iter().filter(late).map(society).collect();
    let defaulters: BTreeSet<String> = list(&["defaulter", "list"]).iter().map(society).collect();
    assert!(!defaulters.is_empty() && defaulters == overdue);
    // On the last day nobody is in default yet.
    let last_day = due.iter().map(|row| row["due_on"].as_str().unwrap_or("9999")).min().expect("somebody owes");
    let folder = office.folder();
    let on_that_day = ["--as-of", last_day, "--office", folder.to_str().expect("a path in UTF-8")];
    let asked = ["defaulter", "list", "--fy", "2024-25", "--format", "csv"];
    let nobody = super::office::run("coop-returns", &[&on_that_day[..], &asked].concat(), b"");
    assert_eq!((nobody.code, nobody.csv()), (0, vec![]));
}

#[test]
fn the_list_of_rules_holds_every_rule_of_the_catalogue() {
    let listed = journey().office.run("coop-returns", &["rules", "list", "--format", "csv"]);
    let mut written = BTreeSet::new();
    for family in fs::read_dir(repository("catalogue/rules/returns")).expect("families") {
        let text = fs::read_to_string(family.expect("a family").path()).expect("a family");
        written.extend(text.parse::<toml::Table>().expect("TOML").keys().cloned());
    }
    let every: BTreeSet<String> = codes(&listed).into_iter().collect();
    assert_eq!(every, written);
    assert_eq!((every.len(), listed.csv().len()), (281, 281), "a rule stands twice, or is gone");
}
