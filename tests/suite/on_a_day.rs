//! The statutory registers as they are worked day by day: what the programs say as on a day, and samples played whole.

use super::office::{Office, Ran, program, repository, run};
use std::{path::Path, process::Command};

/// Nouns of coop-audit; all others are of coop-register.
const OF_AUDIT: [&str; 2] = ["inspection", "system"];

/// Runs a command of the statutory registers for an office folder as on a day, with the program that has its noun.
pub fn at(folder: &Path, day: &str, arguments: &[&str]) -> Ran {
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    let of_audit = arguments.first().is_some_and(|noun| OF_AUDIT.contains(noun));
    run(if of_audit { "coop-audit" } else { "coop-register" }, &[&head[..], arguments].concat(), b"")
}

/// The same for an office.
pub fn on(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    at(&office.folder(), day, arguments)
}

/// The same, which must end well: its data.
pub fn done(office: &Office, day: &str, arguments: &[&str]) -> serde_json::Value {
    let said = on(office, day, &[arguments, &["--format", "json"]].concat());
    assert_eq!(said.code, 0, "{arguments:?}: {}{}", said.stdout, said.stderr);
    said.json()["data"].clone()
}

/// How it ended, and the codes it named.
pub fn told(office: &Office, day: &str, arguments: &[&str]) -> (i32, Vec<String>) {
    let said = on(office, day, &[arguments, &["--format", "json"]].concat());
    let all = said.json()["findings"].as_array().cloned().unwrap_or_default();
    (said.code, all.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect())
}

/// Plays a script of `samples/cases` in a new office, which must end well: the office, and what was said.
pub fn played(script: &str) -> (Office, String) {
    let office = Office::new();
    let programs = program("coop-register").parent().expect("a folder of programs");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let played = Command::new("sh")
        .arg(repository("samples/cases").join(script))
        .env("COOP_OFFICE", office.folder())
        .env("PATH", path)
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&played.stdout).into_owned();
    assert!(played.status.success(), "{said}{}", String::from_utf8_lossy(&played.stderr));
    (office, said)
}
