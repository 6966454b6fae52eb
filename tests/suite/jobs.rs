//! The night's job, as cron starts it.

use super::{
    journey::journey,
    office::{Office, program, repository},
};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    time::SystemTime,
};

fn nightly(arguments: &[PathBuf]) -> Output {
    let programs = program("coop-register").parent().expect("the programs lie in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let job = Command::new("sh")
        .arg(repository("jobs/nightly.sh"))
        .args(arguments)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("AS_OF", "2025-12-31")
        .env_remove("COOP_OFFICE")
        .output();
    job.expect("a shell")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// What the night made, with the time each file was written.
fn made(office: &Office) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
    let written = |path: &PathBuf| fs::metadata(path).and_then(|found| found.modified()).expect("a time");
    let files = office.contents("reports").into_iter().map(|(path, bytes)| (path.clone(), bytes, written(&path)));
    files.collect()
}

#[test]
fn the_night_is_silent_and_a_second_one_leaves_its_files_alone() {
    let office = journey().office.copy();
    let chain = office.chain();
    let silent = |output: Output| {
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!((code(&output), said.as_str()), (Some(0), ""));
    };
    silent(nightly(&[office.folder()]));
    let first = made(&office);
    let names: Vec<String> =
        first.iter().map(|(path, ..)| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    for needed in ["ledger.txt", "due.csv", "findings.csv", "defaulters.csv"] {
        assert!(names.iter().any(|name| name == needed), "{needed} is missing among {names:?}");
    }
    assert!(first.iter().all(|(path, bytes, _)| !bytes.is_empty() && path.to_string_lossy().contains("2025-12-31")));
    silent(nightly(&[office.folder()]));
    assert!(made(&office) == first, "the second night wrote files again");
    assert_eq!(office.chain(), chain);
    assert!(!office.folder().join(".nightly.lock").exists());
}

#[test]
fn a_night_that_another_still_works_on_ends_with_7_and_a_dead_one_does_not_block() {
    let office = Office::new();
    let lock = office.folder().join(".nightly.lock");
    fs::create_dir(&lock).expect("a lock");
    fs::write(lock.join("pid"), std::process::id().to_string()).expect("its holder");
    let busy = nightly(&[office.folder()]);
    let said = String::from_utf8_lossy(&busy.stderr).into_owned();
    assert_eq!((code(&busy), said.lines().count()), (Some(7), 1), "{said}");
    assert!(said.contains(&std::process::id().to_string()), "{said}");
    assert!(lock.exists(), "the lock of the other is left alone");

    let mut gone = Command::new("true").spawn().expect("a process");
    let dead = gone.id();
    gone.wait().expect("it ended");
    fs::write(lock.join("pid"), dead.to_string()).expect("its holder");
    assert_eq!(code(&nightly(&[office.folder()])), Some(0));
}

#[test]
fn a_night_without_an_office_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    assert_eq!(code(&nightly(&[folder.path().to_owned()])), Some(4));
    assert_eq!(code(&nightly(&[])), Some(2));
}
