//! Documents lodged with returns, through the programs: kept by fingerprint, all or none, held against law, returns and files.

use super::{
    office::{Office, Ran},
    penalties::office_with,
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

const YEAR: [&str; 2] = ["--fy", "2024-25"];

fn office() -> Office {
    office_with(
        "annual_report_attached,audited_accounts_attached,gb_declaration_attached,net_profit",
        &[
            "रामपुर पैक्स,Patna,2024-25,12/1957,bihar_1935,pacs,yes,yes,no,-100",
            "गंगा,Gaya,2024-25,15/2005,mscs_2002,pacs,no,no,yes,5000",
        ],
    )
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn folder_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, holds) in files {
        fs::write(folder.path().join(name), holds).expect("a file");
    }
    folder
}

fn document(office: &Office, arguments: &[&str]) -> Ran {
    office.run("coop-returns", &[&["document"], arguments, &YEAR].concat())
}

fn told(office: &Office, arguments: &[&str]) -> (i64, Vec<String>) {
    let found = office.json("coop-returns", &[&["document"], arguments, &YEAR].concat());
    let all = found["findings"].as_array().cloned().unwrap_or_default();
    let codes = all.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned)).collect();
    (found["code"].as_i64().expect("a code"), codes)
}

fn lying(office: &Office) -> Vec<PathBuf> {
    office.contents("documents").into_iter().map(|(path, _)| path).collect()
}

#[test]
fn a_folder_of_named_files_comes_in_at_once_and_a_second_time_changes_nothing() {
    let office = office();
    let folder = folder_of(&[
        ("12-1957_annual_report.pdf", "report"),
        ("12_1957_audited_accounts.pdf", "accounts"),
        ("BR-HQ-S-4_gb_declaration.pdf", "declaration"),
        (".hidden", "x"),
    ]);
    let asked = ["attach", text(folder.path()), "--order", "7"];
    let done = document(&office, &asked);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("3 document(s) kept"), "{}", done.stdout);
    let files = lying(&office);
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| fs::metadata(file).expect("a file").permissions().mode() & 0o777 == 0o600));
    let digest = office.digest();
    assert!(document(&office, &asked).stdout.contains("0 document(s) kept, 3 kept already"));
    assert_eq!((office.digest(), lying(&office).len()), (digest, 3));
    let rows = document(&office, &["list", "--society", "12/1957", "--format", "csv"]).csv();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0]["order_no"].as_str(), rows[0]["file_name"].as_str()), ("7", ""), "a name may name a person");
    // The locker lists, verifies and gives out what lies there.
    assert_eq!(office.run("coop-register", &["locker", "verify"]).code, 0);
    let out = folder.path().join("out.pdf");
    let got = office.run("coop-register", &["locker", "get", &rows[0]["sha256"], "-o", text(&out)]);
    assert_eq!((got.code, fs::read_to_string(&out).expect("a file").as_str()), (0, "report"));
    office.chain();
}

#[test]
fn every_file_that_cannot_be_kept_is_named_in_one_pass_and_none_is_kept() {
    let office = office();
    let folder = folder_of(&[
        ("12-1957_annual_report.pdf", "report"),
        ("99-1_annual_report.pdf", "x"),
        ("15-2005_balance.pdf", "x"),
        ("13-1960_audited_accounts.pdf", ""),
    ]);
    let settings = office.folder().join("coop.toml");
    let said = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("{said}\n[documents]\nmax_mb = 1\n")).expect("settings");
    fs::write(folder.path().join("14-1961_annual_report.pdf"), vec![b'x'; (1 << 20) + 1]).expect("a file");
    let digest = office.digest();
    let asked = ["attach", text(folder.path()), "--order", "7"];
    let codes = ["DOC-303", "DOC-304", "DOC-302", "DOC-301"].map(str::to_owned).to_vec();
    assert_eq!(told(&office, &asked), (6, codes));
    assert_eq!((&office.digest(), lying(&office).len()), (&digest, 0));
    let file = folder.path().join("12-1957_annual_report.pdf");
    let file = text(&file);
    let one = |more: &[&str]| told(&office, &[&["attach", file], more].concat());
    assert_eq!(one(&["--order", "7", "--society", "99/1", "--kind", "annual_report"]).0, 5);
    assert_eq!(one(&["--order", "7", "--society", "12/1957", "--kind", "magic"]).0, 2);
    assert_eq!(one(&["--society", "12/1957", "--kind", "annual_report"]).0, 6, "an order or a reason is wanted");
    assert_eq!(one(&["--order", "7", "--kind", "bylaw_list"]), (2, vec!["DOC-306".to_owned()]));
    let twice = ["attach", file, file, "--order", "7"];
    assert_eq!(told(&office, &twice), (2, vec!["DOC-308".to_owned()]));
    assert_eq!(
        told(&office, &["attach", "gone.pdf", "--order", "7", "--society", "12/1957", "--kind", "compliance"]).0,
        3
    );
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(told(&office, &["attach", text(empty.path()), "--order", "7"]), (3, vec!["DOC-311".to_owned()]));
    let early = office.json("coop-returns", &["document", "attach", file, "--order", "7", "--fy", "2025-26"]);
    assert_eq!((&early["code"], &early["findings"][0]["code"]), (&6.into(), &"DOC-309".into()));
    // A rehearsal keeps nothing.
    assert!(document(&office, &["attach", file, "--order", "7", "--dry-run"]).stdout.contains("would be kept"));
    assert_eq!((office.digest(), lying(&office).len()), (digest, 0));
}

#[test]
fn another_file_takes_the_place_of_one_only_when_asked_and_a_struck_one_may_be_lodged_again() {
    let office = office();
    let folder = folder_of(&[("a.pdf", "first"), ("b.pdf", "second")]);
    let (a, b) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    let of = ["--society", "12/1957", "--kind", "annual_report", "--order", "7"];
    let attach = |file: &Path, more: &[&str]| told(&office, &[&["attach", text(file)], &of[..], more].concat());
    assert_eq!(attach(&a, &[]).0, 0);
    assert_eq!(attach(&b, &[]), (6, vec!["DOC-305".to_owned()]));
    assert_eq!(attach(&b, &["--replace"]).0, 0);
    assert_eq!(lying(&office).len(), 2, "the earlier file stays");
    assert_eq!(office.run("coop-register", &["locker", "verify"]).code, 0);
    let stands = || document(&office, &["list", "--format", "csv"]).csv();
    assert_eq!((stands().len(), stands()[0]["size"].as_str()), (1, "6"));
    let strike = ["strike", "--society", "12/1957", "--kind", "annual_report"];
    assert_eq!(document(&office, &strike).code, 6, "an order is wanted");
    let by_order = [&strike[..], &["--order", "9"]].concat();
    assert_eq!(document(&office, &by_order).code, 0);
    assert_eq!(document(&office, &by_order).code, 6);
    assert_eq!(stands()[0]["struck_on"], "2025-12-31");
    assert_eq!(attach(&a, &[]).0, 0);
    assert_eq!((stands()[0]["struck_on"].as_str(), stands()[0]["size"].as_str()), ("", "5"));
    // Of some kinds there may be several.
    let several = ["attach", text(&a), text(&b), "--society", "12/1957", "--kind", "compliance", "--order", "7"];
    assert_eq!(told(&office, &several).0, 0);
    assert_eq!(stands().len(), 3);
    let which = ["strike", "--society", "12/1957", "--kind", "compliance", "--order", "9"];
    assert_eq!(document(&office, &which).code, 5);
    office.chain();
}

#[test]
fn documents_are_held_against_the_law_the_returns_and_the_files() {
    let office = office();
    let folder = folder_of(&[
        ("12-1957_annual_report.pdf", "report"),
        ("12-1957_gb_declaration.pdf", "declaration"),
        ("15-2005_audited_accounts.pdf", "accounts"),
        ("13-1960_annual_report.pdf", "early"),
    ]);
    assert_eq!(document(&office, &["attach", text(folder.path()), "--order", "7"]).code, 0);
    let found = office.json("coop-returns", &[&["document", "check"], &YEAR[..]].concat());
    let all = found["findings"].as_array().expect("findings").iter();
    let of = |society: &str| -> Vec<String> {
        let of_it = all.clone().filter(|one| one["place"]["society"] == society);
        let said = |one: &serde_json::Value| {
            let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            format!("{} {} {}", word(&one["code"]), word(&one["severity"]), word(&one["place"]["field"]))
        };
        of_it.map(said).collect()
    };
    // A State society: what lacks is a comparison; what its return calls attached and does not lie here is an error.
    assert_eq!(of("BR-HQ-S-1"), ["DOC-002 error audited_accounts", "DOC-003 warning gb_declaration"]);
    let multi = [
        "DOC-001 error annual_report",
        "DOC-001 error surplus_plan",
        "DOC-002 error gb_declaration",
        "DOC-003 warning audited_accounts",
    ];
    assert_eq!(of("BR-HQ-S-4"), multi);
    assert_eq!(
        of("BR-HQ-S-2"),
        ["DOC-001 warning audited_accounts", "DOC-001 warning gb_declaration", "DOC-006 info annual_report"]
    );
    assert_eq!(
        (&found["code"], &found["data"]["documents"], &found["data"]["societies"]),
        (&1.into(), &4.into(), &5.into())
    );
    let missing = document(&office, &["list", "--missing", "--society", "15/2005", "--format", "csv"]);
    let kinds: Vec<_> = missing.csv().iter().map(|row| (row["kind"].clone(), row["need"].clone())).collect();
    assert!(kinds.contains(&("surplus_plan".into(), "required".into())), "{kinds:?}");
    assert!(missing.stderr.contains("cannot be told"), "{}", missing.stderr);
    let kinds = office.run("coop-returns", &["document", "kinds", "--act", "bihar_1935", "--lang", "hi"]).stdout;
    assert!(kinds.contains("तुलनार्थ") && kinds.contains("द्वितीयक स्रोत"), "{kinds}");
    // A file altered and one gone: exit 8, with everything else still told.
    let sha256 = |society: &str| {
        let rows = document(&office, &["list", "--society", society, "--format", "csv"]).csv();
        rows[0]["sha256"].clone()
    };
    let documents = office.folder().join("documents");
    fs::write(documents.join(sha256("13/1960")), "other").expect("an altered file");
    fs::remove_file(documents.join(sha256("15/2005"))).expect("a file is removed");
    let (code, codes) = told(&office, &["check"]);
    assert_eq!(code, 8);
    assert!(["DOC-001", "DOC-004", "DOC-005"].iter().all(|code| codes.contains(&(*code).to_owned())), "{codes:?}");
    assert_eq!(office.run("coop-register", &["locker", "verify"]).code, 8);
}
