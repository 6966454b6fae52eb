//! A year's draw as an office holds it: fixed, sealed, revealed, drawn, ordered, told, and changed after the order.

use super::allotment::{entry, office, write};
use coop_registry::{
    model::Value,
    register::{Mode, Register},
};
use sha2::{Digest, Sha256};
use std::{
    path::Path,
    process::{Command, Output},
};

const PERSONS: [(&str, &str); 3] =
    [("Asha, ARCS", "neem tree 4711"), ("R. Sah, society", "lotus pond 12"), ("CA Rao", "mango grove 99")];

fn run(office: &Path, language: &str, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_coop-audit"))
        .args(["--lang", language, "--as-of", "2025-05-01", "--officer", "asha", "--fy", "2024-25", "--office"])
        .arg(office)
        .args(arguments)
        .output();
    program.expect("the program is built with the tests")
}

fn data(office: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = run(office, "en", &[arguments, &["--format", "json"]].concat());
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    object["data"].clone()
}

fn code(office: &Path, arguments: &[&str]) -> i32 {
    run(office, "hi", arguments).status.code().expect("the program ends by itself")
}

fn sha(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn seal_and_reveal(folder: &Path) -> String {
    for (person, words) in PERSONS {
        assert_eq!(code(folder, &["allotment", "seal", "--person", person, "--seal", &sha(words)]), 0);
        // The same step again changes nothing.
        let again = data(folder, &["allotment", "seal", "--person", person, "--seal", &sha(words)]);
        assert_eq!(again["changed"], false);
    }
    let mut last = serde_json::Value::Null;
    for (person, words) in PERSONS {
        last = data(folder, &["allotment", "reveal", "--person", person, "--words", words]);
    }
    last["seed"].as_str().expect("the seed is known").to_owned()
}

#[test]
fn a_draw_is_fixed_sealed_revealed_and_repeated_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    assert_eq!(
        code(folder, &["allotment", "seal", "--person", "X", "--seal", &sha("too early to seal")]),
        5,
        "nothing is fixed"
    );
    assert_eq!(code(folder, &["allotment", "commit"]), 6, "by order only");
    assert_eq!(code(folder, &["--order", "11/2025", "allotment", "commit", "--persons", "2"]), 2, "three at least");
    let fixed = data(folder, &["--order", "11/2025", "allotment", "commit"]);
    assert_eq!(fixed["facts"].as_str().unwrap().len(), 64);
    assert_eq!(data(folder, &["--order", "11/2025", "allotment", "commit"])["changed"], false);
    let first = PERSONS[0];
    assert_eq!(
        code(folder, &["allotment", "reveal", "--person", first.0, "--words", first.1]),
        6,
        "not before all sealed"
    );
    assert_eq!(code(folder, &["allotment", "draft", "--policy", "draw"]), 6, "no seed yet");
    let seed = seal_and_reveal(folder);
    assert_eq!(seed, sha(&PERSONS.map(|(_, words)| words).join("|")));
    assert_eq!(
        code(folder, &["allotment", "seal", "--person", "Late, Clerk", "--seal", &sha("words that come late")]),
        6
    );
    assert_eq!(code(folder, &["allotment", "reveal", "--person", first.0, "--words", "other words 12"]), 8);

    let drawn = data(folder, &["allotment", "draft", "--policy", "draw"]);
    assert_eq!(drawn["optimal"], false);
    let file = drawn["file"].as_str().unwrap().to_owned();
    assert_eq!(data(folder, &["allotment", "verify", &file])["holds"], true);
    let society = {
        let draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        draft["body"]["assigned"][0]["society"].as_str().unwrap().to_owned()
    };
    let sheet = data(folder, &["allotment", "worksheet", "--society", &society, &file]);
    assert_eq!(sheet["seed"], seed.as_str());
    for line in sheet["lines"].as_array().unwrap() {
        let auditor = line["auditor"].as_str().unwrap();
        assert_eq!(line["ticket"], sha(&format!("{seed}|{society}|{auditor}")).as_str());
        for lower in line["lower"].as_array().unwrap() {
            let other = lower["society"].as_str().unwrap();
            assert_eq!(lower["ticket"], sha(&format!("{seed}|{other}|{auditor}")).as_str());
        }
    }
    assert_eq!(sheet["lines"].as_array().unwrap().last().unwrap()["chosen"], true);
    let (hindi, english) = (["hi", "en"]
        .map(|one| run(folder, one, &["allotment", "worksheet", "--society", &society, &file]).stdout))
    .into();
    assert_ne!(hindi, english);

    // A draw given up no longer carries a draft.
    assert_eq!(code(folder, &["allotment", "abandon", "BR-PAT-DW-1"]), 6);
    assert_eq!(
        code(folder, &["--order", "12/2025", "--reason", "a person fell ill", "allotment", "abandon", "BR-PAT-DW-1"]),
        0
    );
    assert_eq!(code(folder, &["allotment", "verify", &file]), 8);
}

#[test]
fn a_change_after_the_facts_were_fixed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    data(folder, &["--order", "11/2025", "allotment", "commit"]);
    seal_and_reveal(folder);
    // A limit of the office is changed once the seed is known.
    let settings = folder.join("coop.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("{text}\n[audit]\nconsecutive_years = 1\ndefault_capacity = 3\n")).unwrap();
    assert_eq!(code(folder, &["allotment", "draft", "--policy", "draw"]), 8);
}

#[test]
fn an_excluded_society_is_listed_apart_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    let before = data(folder, &["allotment", "draft"])["societies"].as_u64().unwrap();
    let exclude = ["--order", "3/2025", "allotment", "exclude", "--society", "2/1987", "--ground", "no_books"];
    assert_eq!(code(folder, &exclude[2..]), 6, "by order only");
    assert_eq!(code(folder, &["--order", "3", "allotment", "exclude", "--society", "2/1987", "--ground", "rain"]), 2);
    let one = data(folder, &exclude);
    assert_eq!((one["changed"].as_bool(), data(folder, &exclude)["changed"].as_bool()), (Some(true), Some(false)));
    assert_eq!(data(folder, &["allotment", "draft"])["societies"].as_u64().unwrap(), before - 1);
    let id = one["exclusion"].as_str().unwrap();
    let list = String::from_utf8(run(folder, "hi", &["allotment", "excluded"]).stdout).unwrap();
    assert!(list.contains(id) && list.contains("लेखा-बही उपलब्ध नहीं"), "{list}");
    assert_eq!(code(folder, &["--order", "4/2025", "allotment", "include", id]), 0);
    assert_eq!(data(folder, &["allotment", "draft"])["societies"].as_u64().unwrap(), before);
}

#[test]
fn after_the_order_only_what_falls_away_changes_hands() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    let file = data(folder, &["allotment", "draft"])["file"].as_str().unwrap().to_owned();
    assert_eq!(code(folder, &["--order", "7/2025", "allotment", "order", &file]), 0);
    let draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let line = &draft["body"]["assigned"][0];
    let (society, auditor) = (line["society"].as_str().unwrap(), line["auditor"].as_str().unwrap());
    let replace = ["--order", "9/2025", "--reason", "conflict found", "allotment", "replace", "--society", society];
    assert_eq!(code(folder, &replace[4..]), 6, "by order and reason only");
    assert_eq!(data(folder, &[&replace[..], &["--dry-run"]].concat())["changed"][0]["from"], auditor);
    let done = data(folder, &replace);
    let changed = done["changed"].as_array().unwrap();
    let falls = changed.iter().filter(|one| one["moved"] == false).count() + done["without"].as_array().unwrap().len();
    assert_eq!(falls, 1, "{done}");
    assert_ne!(done["changed"][0]["to"], auditor);
    let again = data(folder, &replace);
    assert_eq!((again["changed"].as_array().unwrap().len(), again["already"].as_u64()), (0, Some(1)));
}

#[test]
fn what_cannot_lawfully_be_allotted_is_told_as_a_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let tables = office(folder);
    // So many societies that the three auditors cannot take them all.
    let mut register = Register::open(&folder.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let more = (100..160).map(|row| {
        let facts = [
            ("reg_no", Value::text(format!("{row}/1999"))),
            ("act", Value::text("bihar_1935")),
            ("district", Value::Integer(212)),
            ("class", Value::text("pacs")),
            ("status", Value::text("functional")),
        ];
        entry(&tables, "society", row, &facts)
    });
    write(&mut register, more.collect(), "2025-04-20T10:00:00Z");
    drop(register);
    let drawn = data(folder, &["allotment", "draft"]);
    assert!(drawn["unassigned"].as_u64().unwrap() > 0);
    let file = drawn["file"].as_str().unwrap();
    let told = data(folder, &["allotment", "conflicts", file]);
    let one = &told["conflicts"][0];
    let room: u64 = one["rooms"].as_array().unwrap().iter().map(|room| room["room"].as_u64().unwrap()).sum();
    assert_eq!(one["societies"].as_array().unwrap().len() as u64, room + 1);
    let left: usize =
        told["conflicts"].as_array().unwrap().iter().map(|one| one["left_out"].as_array().unwrap().len()).sum();
    assert_eq!(left as u64, drawn["unassigned"].as_u64().unwrap());
    for (language, word) in [("en", "may go to"), ("hi", "केवल इन")] {
        let said = String::from_utf8(run(folder, language, &["allotment", "conflicts", file]).stdout).unwrap();
        assert!(said.contains(word), "{said}");
    }
}
