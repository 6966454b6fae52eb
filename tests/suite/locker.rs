//! The locker of documents through the programs: one file a fingerprint, nothing altered given out, every fault named.

use super::{
    office::Office,
    on_a_day::{done, on, played, told},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

const DAY: &str = "2026-04-20";

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// An office with two files of its own, and a document.
fn kept() -> (Office, tempfile::TempDir, PathBuf, String) {
    let office = Office::new();
    for file in ["HSG/1", "HSG/2"] {
        done(&office, DAY, &["file", "open", file, "--reason", "x"]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let paper = folder.path().join("order.txt");
    fs::write(&paper, "an order").expect("a file");
    let put = ["locker", "put", text(&paper), "--kind", "order", "--file", "HSG/1", "--order", "7"];
    let made = done(&office, DAY, &put);
    assert_eq!((&made["document"], &made["changed"]), (&"BR-HQ-DC-1".into(), &true.into()));
    let sha256 = made["sha256"].as_str().expect("a fingerprint").to_owned();
    (office, folder, paper, sha256)
}

fn lying(office: &Office) -> Vec<PathBuf> {
    office.contents("documents").into_iter().map(|(path, _)| path).collect()
}

#[test]
fn a_document_put_twice_has_one_fingerprint_and_lies_there_once() {
    let (office, folder, paper, sha256) = kept();
    let again = ["locker", "put", text(&paper), "--kind", "order", "--file", "HSG/1", "--order", "7"];
    assert_eq!(done(&office, DAY, &again)["changed"], false);
    let other = ["locker", "put", text(&paper), "--kind", "order", "--file", "HSG/2", "--order", "7"];
    let made = done(&office, DAY, &other);
    assert_eq!((made["sha256"].as_str(), &made["document"]), (Some(sha256.as_str()), &"BR-HQ-DC-2".into()));
    let files = lying(&office);
    assert_eq!(files.len(), 1);
    let mode = fs::metadata(&files[0]).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let out = folder.path().join("out.txt");
    for asked in ["BR-HQ-DC-2", &sha256[..12]] {
        done(&office, DAY, &["locker", "get", asked, "-o", text(&out)]);
        assert_eq!(fs::read(&out).expect("the document"), b"an order");
    }
    let rows = on(&office, DAY, &["locker", "list", "--of", "HSG/2", "--format", "csv"]).csv();
    assert_eq!((rows.len(), rows[0]["order_no"].as_str(), rows[0]["put_on"].as_str()), (1, "7", DAY));
    assert_eq!(rows[0]["file_name"], "", "the name of a file may name a person");
    let listed = on(&office, DAY, &["locker", "list", "--personal", "--format", "json"]).json()["data"].clone();
    assert_eq!((&listed["count"], &listed["rows"][0]["file_name"]), (&2.into(), &"order.txt".into()));
    // Struck out by order, entry and file stay, and it may be put again.
    assert_eq!(on(&office, DAY, &["locker", "strike", "BR-HQ-DC-2", "--reason", "x"]).code, 6);
    done(&office, DAY, &["locker", "strike", "BR-HQ-DC-2", "--order", "9"]);
    assert_eq!(on(&office, DAY, &["locker", "strike", "BR-HQ-DC-2", "--order", "9"]).code, 6);
    let rows = on(&office, DAY, &["locker", "list", "--of", "HSG/2", "--format", "csv"]).csv();
    assert_eq!(rows[0]["struck_on"], DAY);
    assert_eq!(done(&office, DAY, &other)["document"], "BR-HQ-DC-3");
    done(&office, DAY, &["locker", "verify"]);
    office.chain();
}

#[test]
fn what_is_missing_altered_or_strange_is_named_and_no_altered_file_is_given_out() {
    let (office, folder, paper, sha256) = kept();
    let other = folder.path().join("minutes.txt");
    fs::write(&other, "minutes").expect("a file");
    done(&office, DAY, &["locker", "put", text(&other), "--kind", "minutes", "--file", "HSG/1", "--reason", "x"]);
    assert_eq!(done(&office, DAY, &["locker", "verify"])["files"], 2);
    let stored = office.folder().join("documents").join(&sha256);
    fs::set_permissions(&stored, fs::Permissions::from_mode(0o644)).expect("the mode is set");
    assert_eq!(told(&office, DAY, &["locker", "verify"]), (0, vec!["LOC-204".to_owned()]));
    fs::set_permissions(&stored, fs::Permissions::from_mode(0o600)).expect("the mode is set");
    fs::write(&stored, "another order").expect("an altered file");
    fs::write(office.folder().join("documents/stranger"), "x").expect("a strange file");
    let missing = lying(&office).into_iter().find(|path| !path.ends_with(&sha256) && !path.ends_with("stranger"));
    fs::remove_file(missing.expect("the minutes")).expect("a file is removed");
    let (code, found) = told(&office, DAY, &["locker", "verify"]);
    assert_eq!((code, found), (8, ["LOC-201", "LOC-202", "LOC-203"].map(str::to_owned).to_vec()));
    let english = on(&office, DAY, &["locker", "verify", "--lang", "en"]);
    assert!(english.stderr.contains(&sha256) && english.stderr.contains("the file was altered"), "{}", english.stderr);
    let hindi = on(&office, DAY, &["locker", "verify", "--lang", "hi"]);
    assert!(hindi.stderr.contains("फ़ाइल बदली गई") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    let out = folder.path().join("out.txt");
    assert_eq!(on(&office, DAY, &["locker", "get", "BR-HQ-DC-1", "-o", text(&out)]).code, 8);
    assert_eq!(on(&office, DAY, &["locker", "get", "BR-HQ-DC-2", "-o", text(&out)]).code, 8);
    assert!(!out.exists(), "an altered document is not given out");
    // Put again it is held against what lies there.
    let again = ["locker", "put", text(&paper), "--kind", "order", "--file", "HSG/2", "--order", "7"];
    assert_eq!(on(&office, DAY, &again).code, 8);
}

#[test]
fn a_document_without_a_subject_or_of_no_kind_is_refused_and_nothing_is_left_behind() {
    let (office, folder, paper, _) = kept();
    let before = office.digest();
    let nothing = folder.path().join("nothing.txt");
    fs::write(&nothing, "").expect("a file");
    let new = folder.path().join("new.txt");
    fs::write(&new, "new").expect("a file");
    let (paper, nothing, new) = (text(&paper), text(&nothing), text(&new));
    for (arguments, code) in [
        (&["locker", "put", paper, "--kind", "order", "--reason", "x"][..], 2),
        (&["locker", "put", paper, "--kind", "order", "--reason", "x", "--file", "HSG/1", "--employee", "E1"], 2),
        (&["locker", "put", paper, "--kind", "magic", "--file", "HSG/1", "--reason", "x"], 2),
        (&["locker", "put", nothing, "--kind", "order", "--file", "HSG/1", "--reason", "x"], 3),
        (&["locker", "put", "gone.txt", "--kind", "order", "--file", "HSG/1", "--reason", "x"], 3),
        (&["locker", "put", new, "--kind", "order", "--file", "HSG/9", "--reason", "x"], 5),
        (&["locker", "put", new, "--kind", "order", "--case", "1/2026-27", "--reason", "x"], 5),
        (&["locker", "put", new, "--kind", "order", "--society", "12", "--reason", "x"], 5),
        (&["locker", "put", new, "--kind", "order", "--employee", "E1", "--reason", "x"], 5),
        (&["locker", "put", new, "--kind", "order", "--file", "HSG/1"], 6),
        (&["locker", "get", "BR-HQ-DC-9", "-o", "x"], 5),
        (&["locker", "get", "BR-HQ-DC-1"], 2),
    ] {
        assert_eq!(on(&office, DAY, arguments).code, code, "{arguments:?}");
    }
    done(&office, DAY, &["locker", "put", new, "--kind", "order", "--file", "HSG/1", "--reason", "x", "--dry-run"]);
    assert_eq!((office.digest(), lying(&office).len()), (before, 1));
    // An act that is refused leaves no document behind either.
    done(
        &office,
        DAY,
        &["application", "receive", "Maner", "--class", "dairy", "--set", "area=Maner", "--set", "member_count=20"],
    );
    let cure = ["application", "cure", "1/2026-27", "--document", new, "--reason", "x"];
    assert_eq!(on(&office, DAY, &cure).code, 6);
    assert_eq!(lying(&office).len(), 1);
    let scrutinise = ["application", "scrutinise", "1/2026-27", "--document", new, "--reason", "x"];
    assert!(on(&office, DAY, &scrutinise).code <= 1);
    let rows = on(&office, DAY, &["locker", "list", "--of", "BR-HQ-AP-1", "--format", "csv"]).csv();
    assert_eq!((rows.len(), rows[0]["register"].as_str()), (1, "case_event"), "what came with an act is listed too");
    assert_eq!(
        on(&office, DAY, &["locker", "strike", &rows[0]["sha256"], "--order", "1"]).code,
        6,
        "it is not the locker's own"
    );
    done(&office, DAY, &["locker", "verify"]);
}

#[test]
fn the_sample_of_the_locker_plays_whole() {
    let (office, said) = played("locker.sh");
    assert!(said.contains("2 फ़ाइलें, सब अपनी अंगुलि-छाप के अनुसार"), "{said}");
    office.chain();
}
