//! The careful way of an import: stage, plan, look, apply; nothing is written before the last.

use super::office::{Office, repository};
use std::fs;

const FIRST: &str = "samples/legacy/krutidev-typed-columns/krutidev-typed-columns.xlsx";
const SECOND: &str = "samples/legacy/ods/ods.ods";

fn sample(path: &str) -> String {
    repository(path).to_str().expect("a path in UTF-8").to_owned()
}

fn digest(office: &Office) -> serde_json::Value {
    office.json("coop-register", &["db", "digest"])["data"].clone()
}

#[test]
fn step_by_step_enters_what_import_enters_and_nothing_before_the_last_step() {
    let (careful, at_once) = (Office::new(), Office::new());
    let empty = digest(&careful);
    let staged = careful.json("coop-migrate", &["stage", &sample(FIRST)]);
    assert_eq!((staged["code"].as_u64(), staged["data"]["batch"].as_str()), (Some(1), Some("B0001")));
    let planned = careful.json("coop-migrate", &["plan", "build", "--batch", "B0001"]);
    assert_eq!(planned["data"]["counts"]["imported"], 351);
    let shown = careful.json("coop-migrate", &["plan", "show", "B0001"]);
    assert_eq!(shown["data"]["count"], 352, "every data row is shown");
    let rejected = careful.json("coop-migrate", &["plan", "show", "B0001", "--only", "rejected"]);
    assert_eq!(rejected["data"]["rows"][0]["row"], 61);
    assert!(rejected["data"]["rows"][0]["says"].as_str().is_some_and(|says| says.contains("IMP-203")));
    assert_eq!(digest(&careful), empty);
    let applied = careful.json("coop-migrate", &["apply", "B0001"]);
    let imported = at_once.json("coop-migrate", &["import", &sample(FIRST)]);
    for key in ["batch", "rows", "imported", "updated", "duplicates", "rejected", "control"] {
        assert_eq!(applied["data"][key], imported["data"][key], "{key}");
    }
    assert_eq!(digest(&careful), digest(&at_once));
    assert_eq!(careful.run("coop-migrate", &["reconcile", "B0001"]).code, 0);
    let again = careful.json("coop-migrate", &["apply", "B0001"]);
    assert_eq!((again["code"].as_u64(), again["data"]["already"].as_bool()), (Some(0), Some(true)));
    let list = careful.json("coop-migrate", &["plan", "list"]);
    assert_eq!(list["data"]["rows"][0]["state"], "applied");
}

#[test]
fn a_plan_made_before_another_act_is_stale_and_enters_nothing() {
    let office = Office::new();
    office.json("coop-migrate", &["stage", &sample(FIRST)]);
    office.json("coop-migrate", &["plan", "build", "--batch", "B0001"]);
    let other = office.json("coop-migrate", &["import", &sample(SECOND)]);
    assert_eq!(other["data"]["batch"], "B0002", "an id set aside is not given twice");
    let before = digest(&office);
    for verb in [&["apply", "B0001"][..], &["plan", "show", "B0001"]] {
        let stale = office.json("coop-migrate", verb);
        assert_eq!(stale["code"], 11, "{stale}");
    }
    assert_eq!(digest(&office), before);
    office.json("coop-migrate", &["plan", "build", "--batch", "B0001"]);
    assert_eq!(office.json("coop-migrate", &["apply", "B0001"])["data"]["imported"], 351);
    assert_eq!(office.run("coop-register", &["ledger", "verify"]).code, 0);
}

#[test]
fn a_plan_that_names_other_entries_than_its_source_gives_is_refused_whole() {
    let office = Office::new();
    office.json("coop-migrate", &["stage", &sample(FIRST)]);
    let plan = office.folder().join("signed.json");
    let path = plan.to_str().expect("a path in UTF-8");
    let built = office.json("coop-migrate", &["plan", "build", "--batch", "B0001", "-o", path]);
    let before = digest(&office);
    let text = fs::read_to_string(&plan).expect("the plan");
    let entries = built["data"]["entries"].as_str().expect("a digest");
    fs::write(&plan, text.replace(entries, &entries.chars().rev().collect::<String>())).expect("written");
    assert_eq!(office.json("coop-migrate", &["apply", path])["code"], 11);
    assert_eq!(digest(&office), before);
    fs::write(&plan, "{}").expect("written");
    assert_eq!(office.json("coop-migrate", &["apply", path])["code"], 3);
    fs::write(&plan, text).expect("written");
    assert_eq!(office.json("coop-migrate", &["apply", path])["data"]["imported"], 351);
}

#[test]
fn staging_twice_stages_once_and_what_is_dropped_is_gone() {
    let office = Office::new();
    for _ in 0..2 {
        assert_eq!(office.json("coop-migrate", &["stage", &sample(FIRST)])["data"]["batch"], "B0001");
    }
    let other = office.json("coop-migrate", &["stage", "--accept", "IMP-203", &sample(FIRST)]);
    assert_eq!((other["data"]["batch"].as_str(), other["data"]["rejected"].as_u64()), (Some("B0002"), Some(0)));
    assert_eq!(office.json("coop-migrate", &["plan", "drop", "B0001"])["code"], 0);
    assert_eq!(office.json("coop-migrate", &["plan", "build", "--batch", "B0001"])["code"], 5);
    assert_eq!(office.json("coop-migrate", &["apply", "B0002"])["code"], 5, "there is no plan yet");
    let limited = office.json("coop-migrate", &["stage", "--max-rejects", "0", &sample(FIRST)]);
    assert_eq!(limited["code"], 10);
    assert_eq!(office.json("coop-migrate", &["plan", "list"])["data"]["count"], 1);
}
