//! Two times, versions and settings: what a command may be asked, and what it refuses.

use super::{
    journey::{journey, small},
    office::{Office, repository},
};
use std::fs;

#[test]
fn what_was_not_yet_recorded_is_not_seen() {
    let office = &journey().office;
    let listed = |arguments: &[&str]| {
        let found = office.json("coop-register", &[&["society", "list"], arguments].concat());
        found["data"]["rows"].as_array().expect("rows").len()
    };
    assert_eq!(listed(&["--known-on", "2020-01-01"]), 0, "before the first import");
    assert_eq!(listed(&["--known-on", "2199-12-31"]), listed(&[]));
    let digest = |arguments: &[&str]| {
        office.json("coop-register", &[&["db", "digest"], arguments].concat())["data"]["digest"].clone()
    };
    assert_eq!(digest(&["--known-on", "2020-01-01"]), *journey().steps[0].digests.0);
    assert_eq!(digest(&["--known-on", "2199-12-31"]), *office.digest());
    let shown = office.run("coop-register", &["society", "show", "BR-HQ-S-1", "--known-on", "2020-01-01"]);
    assert_eq!((shown.code, shown.stdout.as_str()), (5, ""), "{}", shown.stderr);
}

#[test]
fn known_on_with_a_command_that_writes_is_an_argument_error() {
    let office = small().copy();
    let chain = office.chain();
    let ods = repository("samples/legacy/ods/ods.ods");
    let ods = ods.to_str().expect("a path in UTF-8");
    for arguments in [&["import", ods][..], &["undo", "B0002", "--reason", "a test"]] {
        let refused = office.run("coop-migrate", &[arguments, &["--known-on", "2025-12-31"]].concat());
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.stderr);
    }
    assert_eq!(office.chain(), chain);
}

#[test]
fn a_register_of_a_later_version_is_refused_and_left_alone() {
    let office = small().copy();
    let database = office.database();
    let version: i64 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
    database.pragma_update(None, "user_version", version + 1).expect("a later version");
    drop(database);
    let before = fs::read(office.folder().join("register.db")).expect("the register");
    let ods = repository("samples/legacy/ods/ods.ods");
    for (program, arguments) in [
        ("coop-register", &["society", "list"][..]),
        ("coop-register", &["ledger", "verify"]),
        ("coop-migrate", &["import", ods.to_str().expect("a path in UTF-8")]),
    ] {
        let refused = office.run(program, arguments);
        assert_eq!((refused.code, refused.stdout.as_str()), (4, ""), "{arguments:?}: {}", refused.stderr);
        assert!(refused.stderr.contains(&(version + 1).to_string()), "{}", refused.stderr);
    }
    assert!(fs::read(office.folder().join("register.db")).expect("the register") == before);
}

#[test]
fn an_unknown_setting_is_refused_and_the_nearest_known_one_named() {
    let office = Office::new();
    let path = office.folder().join("coop.toml");
    let good = fs::read_to_string(&path).expect("coop.toml");
    fs::write(&path, format!("{good}\n[audit]\nconsecutiv_year = 2\n")).expect("coop.toml");
    let refused = office.json("coop-register", &["society", "list"]);
    assert_eq!((&refused["code"], &refused["error"]["code"]), (&4.into(), &4.into()));
    let message = refused["error"]["message"].as_str().expect("a message");
    assert!(message.contains("consecutiv_year") && message.contains("audit.consecutive_years"), "{message}");
    fs::write(&path, format!("{good}\n[audit]\nconsecutive_years = 'two'\n")).expect("coop.toml");
    assert_eq!(office.run("coop-register", &["society", "list"]).code, 4);
    fs::write(&path, good).expect("coop.toml");
    assert_eq!(office.run("coop-register", &["society", "list"]).code, 0);
}

#[test]
fn without_an_office_a_command_that_needs_one_ends_with_5() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let empty = ["--office", folder.path().to_str().expect("a path in UTF-8")];
    let asked = super::office::run("coop-register", &[&empty[..], &["society", "list"]].concat(), b"");
    assert_eq!((asked.code, asked.stdout.as_str()), (5, ""), "{}", asked.stderr);
}

#[test]
fn a_file_that_takes_more_memory_than_it_may_is_given_up_in_words() {
    let office = small().copy();
    let settings = office.folder().join("coop.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("{text}\n[import]\nmax_memory_mb = 1\n")).expect("settings are written");
    let chain = office.chain();
    let ods = repository("samples/legacy/ods/ods.ods");
    let ods = ods.to_str().expect("a path in UTF-8");
    for arguments in [&["import", ods][..], &["inspect", ods]] {
        let refused = office.run("coop-migrate", arguments);
        assert_eq!(refused.code, 3, "{arguments:?}: {}", refused.stderr);
        assert!(refused.stderr.contains("more than 1 megabytes of memory"), "{}", refused.stderr);
        let refused = office.run("coop-migrate", &[arguments, &["--format", "json"]].concat());
        assert_eq!(refused.json()["error"]["code"], 3);
    }
    assert_eq!(office.chain(), chain);
}
