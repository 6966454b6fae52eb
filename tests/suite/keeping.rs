//! One office, one register, its sources as they were read, and the past as it was known.

use super::{
    journey::small,
    office::{Office, tables},
};
use coop_registry::{
    model::{Act, EARLIEST, Instant, NewEntry, Plan, Subject, Value},
    register::{Mode, Register},
};
use std::fs;

#[test]
fn a_register_of_another_office_than_the_settings_name_is_refused() {
    let office = small().copy();
    let settings = office.folder().join("coop.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    fs::write(&settings, text.replace("BR-HQ", "BR-PAT")).expect("other settings");
    for arguments in [&["ledger", "verify"][..], &["society", "list"], &["db", "check", "--rebuild"]] {
        let found = office.run("coop-register", arguments);
        assert_eq!(found.code, 4, "{arguments:?}: {}{}", found.stdout, found.stderr);
        assert!(found.stderr.contains("BR-HQ") && found.stderr.contains("BR-PAT"), "{}", found.stderr);
    }
}

#[test]
fn a_stored_source_that_was_altered_is_not_taken_for_the_file_of_its_name() {
    let office = small().copy();
    let undone = office.run("coop-migrate", &["undo", "B0002", "--reason", "entered twice"]);
    assert_eq!(undone.code, 0, "{}", undone.stderr);
    let (stored, bytes) = office.contents("sources").remove(0);
    let file = office.folder().join("inbox").join("again.xlsx");
    fs::write(&file, &bytes).expect("the same file once more");
    fs::write(&stored, &bytes[1..]).expect("an altered source");
    let again = || office.run("coop-migrate", &["import", file.to_str().expect("a path in UTF-8")]);
    let found = again();
    assert_eq!(found.code, 8, "{}{}", found.stdout, found.stderr);
    assert_eq!(office.chain()[0]["days"], 4, "nothing was imported");
    fs::remove_file(&stored).expect("put aside");
    assert!([0, 1].contains(&again().code));
    assert_eq!(fs::read(&stored).expect("stored anew"), bytes);
}

#[test]
fn what_was_recorded_later_is_not_told_of_an_earlier_day() {
    let office = Office::new();
    let mut register =
        Register::open(&office.folder().join("register.db"), tables(), Mode::Write).expect("the register opens");
    let named = tables().get("society").and_then(|table| table.field_no("reg_no")).expect("a field");
    let mut write = |subject: Subject, now: &str| {
        let entry = NewEntry {
            table: "society".into(),
            subject,
            effective_from: EARLIEST,
            groups: 1,
            facts: vec![(named, Value::text(now))],
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        };
        let act = Act { reason: Some("test".into()), ..Act::default() };
        let plan = Plan { act, entries: vec![entry], ..Plan::default() };
        let now = Instant::from_text(now).expect("an instant");
        register.apply(&plan, now, &mut |_| {}).expect("it fits").subjects.remove(0)
    };
    let key = coop_registry::model::SourceKey { sha256: "0".repeat(64), sheet: 0, row: 1 };
    let society = write(Subject::New(key), "2025-04-01T00:00:00.000000Z");
    write(Subject::Known(society.clone()), "2025-06-01T00:00:00.000000Z");
    let rows = |arguments: &[&str], known_on: &[&str]| {
        let found = office.json("coop-register", &[arguments, known_on].concat());
        found["data"]["count"].as_u64().unwrap_or_else(|| panic!("{found}"))
    };
    for arguments in [&["ledger", "show"][..], &["society", "history", &society]] {
        assert_eq!(rows(arguments, &[]), 2, "{arguments:?}");
        assert_eq!(rows(arguments, &["--known-on", "2025-05-01"]), 1, "{arguments:?}");
    }
    let early = office.run("coop-register", &["society", "history", &society, "--known-on", "2025-03-01"]);
    assert_eq!(early.code, 5, "{}", early.stdout);
    let digest = office.json("coop-register", &["db", "digest", "--known-on", "2025-05-01"]);
    assert_eq!(digest["data"]["day_no"], 1);
}
