//! The end of paper: conditions with their records, the day by order, files refused after it, and the proof.

use super::{
    office::Office,
    pacs::{on, with_societies},
};
use std::{fs, path::PathBuf};

const DAY: &str = "2026-02-10";

fn file(office: &Office, name: &str, lines: &[&str]) -> PathBuf {
    let path = office.folder().join(name);
    fs::write(&path, lines.join("\n")).expect("a list");
    path
}

/// Two complaints, one of them of after the end of paper.
fn complaints(office: &Office, number: &str) -> PathBuf {
    let late = format!("1/2026,05.01.2026,पत्र,क ख,,{number}");
    let old = format!("9/2025,15.11.2025,पत्र,क ख,,{number}");
    let heading = "शिकायत संख्या,प्राप्ति तिथि,माध्यम,शिकायतकर्ता,समिति का नाम,समिति पंजीयन संख्या";
    file(office, "complaints.csv", &[heading, &late, &old])
}

#[test]
fn each_condition_is_answered_from_a_record_until_all_are_proved() {
    let (office, numbers) = with_societies();
    let society = numbers[0].as_str();
    let enter = |arguments: &[&str]| {
        let said = on(&office, DAY, &[&["pacs"], arguments, &["--reason", "t"]].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
    };
    assert_eq!(on(&office, DAY, &["cutover", "check"]).code, 5, "nobody is selected");
    enter(&["select", society, "--on", "2022-09-01"]);
    let check = || {
        let said = on(&office, DAY, &["cutover", "check", society, "--date", "2026-01-01", "--format", "json"]);
        let rows = said.json()["data"]["rows"].as_array().expect("rows").clone();
        let of = |row: &serde_json::Value| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            (text("condition"), text("outcome"), text("record"))
        };
        (said.code, rows.iter().map(of).collect::<Vec<_>>())
    };
    let outcomes = |rows: &[(String, String, String)]| rows.iter().map(|row| row.1.clone()).collect::<Vec<_>>();
    let (code, rows) = check();
    assert_eq!(code, 1);
    assert_eq!(outcomes(&rows), ["fail", "not_known", "not_known", "not_known", "fail", "fail"], "{rows:?}");

    enter(&["dct", society, "--on", "2023-06-01"]);
    enter(&["golive", society, "--on", "2023-07-01"]);
    enter(&["audit", society, "--on", "2025-11-01"]);
    enter(&["handover", society, "--on", "2025-12-01"]);
    enter(&["handholding", society, "--on", "2025-12-02"]);
    enter(&["epacs", society, "--on", "2025-12-20"]);
    enter(&[
        "books",
        society,
        "--on",
        "2025-12-30",
        "--day-end-upto",
        "2025-12-30",
        "--unreconciled",
        "2",
        "--unreconciled-amount",
        "500",
    ]);
    let audits =
        ["वित्तीय वर्ष,समिति पंजीयन संख्या,समिति का नाम,अंकेक्षण का प्रकार,अंकेक्षण समाप्ति तिथि".to_owned()].into_iter().chain(
            [
                ("2022-23", "वैधानिक", "15.09.2023"),
                ("2023-24", "ऑन-सिस्टम", "13.09.2024"),
                ("2024-25", "वैधानिक", "14.09.2025"),
            ]
            .map(|(fy, kind, day)| format!("{fy},{society},,{kind},{day}")),
        );
    let audits: Vec<String> = audits.collect();
    let path = file(&office, "audits.csv", &audits.iter().map(String::as_str).collect::<Vec<_>>());
    let imported = on(&office, DAY, &["import", path.to_str().expect("UTF-8"), "--register", "audit"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let (code, rows) = check();
    assert_eq!(
        (code, outcomes(&rows)),
        (1, ["pass", "fail", "fail", "fail", "pass", "pass"].map(String::from).to_vec()),
        "{rows:?}"
    );
    assert!(
        rows[0].2.contains("DCT completed on 2023-06-01, entry ") && rows[0].2.contains("audit of 2022-23 finished")
    );
    assert!(
        rows[1].2.contains("not on the system") && rows[2].2.contains("2025-12-30 only (asked: 2025-12-31)"),
        "{rows:?}"
    );

    enter(&[
        "books",
        society,
        "--on",
        "2026-01-05",
        "--day-end-upto",
        "2026-01-04",
        "--unreconciled",
        "0",
        "--unreconciled-amount",
        "0",
    ]);
    let path = file(&office, "again.csv", &[audits[0].as_str(), &format!("2024-25,{society},,ऑन-सिस्टम,14.09.2025")]);
    assert_eq!(on(&office, DAY, &["import", path.to_str().expect("UTF-8"), "--register", "audit"]).code, 0);
    let (code, rows) = check();
    assert_eq!((code, rows.iter().all(|row| row.1 == "pass")), (0, true), "{rows:?}");
    let yardstick = on(&office, DAY, &["cutover", "check", society]);
    assert!(
        yardstick.stderr.contains("secondary source") && yardstick.stderr.contains("yardstick"),
        "{}",
        yardstick.stderr
    );
    let count = on(&office, DAY, &["cutover", "check", "--count", "--format", "csv"]).csv();
    assert_eq!((count.len(), count[0]["pass"].as_str()), (6, "1"));
    // As it stood before: what came later proves nothing.
    let earlier = on(&office, "2025-12-10", &["cutover", "check", society, "--format", "json"]);
    assert_eq!(earlier.code, 1, "{}", earlier.stdout);
}

#[test]
fn after_the_end_of_paper_a_file_of_a_later_day_is_entered_by_order_only() {
    let (office, numbers) = with_societies();
    let path = complaints(&office, &numbers[0]);
    let path = path.to_str().expect("UTF-8");
    let import = ["import", path, "--register", "complaint"];
    let freeze = ["cutover", "freeze", "--date", "2026-01-01"];
    assert_eq!(on(&office, DAY, &["cutover", "prove"]).code, 5, "no end of paper is recorded");
    assert_eq!(on(&office, DAY, &[&freeze[..], &["--reason", "t"]].concat()).code, 6, "by order only");
    let with = |order: &'static str| [&freeze[..], &["--order", order, "--format", "json"]].concat();
    let set = on(&office, DAY, &with("7/2025")).json();
    assert_eq!(set["data"]["entered"], true, "{set}");
    let frozen = office.digest();
    assert_eq!(on(&office, DAY, &with("8/2025")).json()["data"]["order_no"], "7/2025", "the same day again is nothing");
    assert_eq!(office.digest(), frozen);

    for more in [&[][..], &["--dry-run"], &["--reason", "a reason is no order"]] {
        let refused = on(&office, DAY, &[&import[..], more].concat());
        assert_eq!(refused.code, 6, "{}", refused.stderr);
        assert!(refused.stderr.contains("1 rows about 1 societies speak of 2026-01-01 or later"), "{}", refused.stderr);
        assert!(refused.stderr.contains("sheet 'complaints', row 2: 2026-01-05"), "{}", refused.stderr);
    }
    let hindi = on(&office, DAY, &[&import[..], &["--lang", "hi"]].concat());
    assert!(hindi.stderr.contains("कागजी अभिलेख समाप्त") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    // The careful way sees it coming and ends the same.
    let staged = on(&office, DAY, &["stage", path, "--register", "complaint", "--format", "json"]).json();
    let told = |said: &serde_json::Value, code: &str| {
        said["findings"].as_array().is_some_and(|all| all.iter().any(|finding| finding["code"] == code))
    };
    assert!(told(&staged, "CUT-102"), "{staged}");
    let batch = staged["data"]["batch"].as_str().expect("a batch").to_owned();
    assert_eq!(on(&office, DAY, &["plan", "build", "--batch", &batch]).code, 0);
    assert_eq!(on(&office, DAY, &["apply", &batch]).code, 6);
    assert_eq!(office.digest(), frozen, "nothing was entered");

    // What is of before is let in at any time.
    let old = format!("7/2025,15.10.2025,पत्र,क ख,,{}", numbers[1]);
    let heading = "शिकायत संख्या,प्राप्ति तिथि,माध्यम,शिकायतकर्ता,समिति का नाम,समिति पंजीयन संख्या";
    let backlog = file(&office, "backlog.csv", &[heading, &old]);
    let entered = on(&office, DAY, &["import", backlog.to_str().expect("UTF-8"), "--register", "complaint"]);
    assert_eq!(entered.code, 0, "{}", entered.stderr);
    let none = on(&office, DAY, &["cutover", "prove", "--date", "2026-01-01"]);
    assert_eq!(none.code, 0);
    assert!(none.stdout.contains("none: since") && none.stdout.contains("1 files with 1 entries"), "{}", none.stdout);
    let chain = office.chain();
    let head = chain[0]["hash"].as_str().or_else(|| chain[0]["head"].as_str()).expect("the head of the chain");
    assert!(none.stdout.contains(head), "{} {chain}", none.stdout);

    let let_in = on(&office, DAY, &[&import[..], &["--order", "9/2026", "--format", "json"]].concat()).json();
    assert!(let_in["code"] == 0 && told(&let_in, "CUT-101"), "{let_in}");
    let proof = on(&office, DAY, &["cutover", "prove", "--format", "json"]).json();
    assert_eq!(
        (&proof["code"], &proof["data"]["count"], &proof["data"]["without_order"]),
        (&0.into(), &1.into(), &0.into()),
        "{proof}"
    );
    let breach = &proof["data"]["breaches"][0];
    assert_eq!(
        (breach["order_no"].as_str(), breach["row"].as_u64(), breach["day"].as_str()),
        (Some("9/2026"), Some(2), Some("2026-01-05"))
    );
    assert_eq!(on(&office, DAY, &["cutover", "prove", "--date", "2026-03-01"]).code, 6);

    // Another day takes its place by order, and what it no longer forbids is no breach.
    let later =
        on(&office, DAY, &["cutover", "freeze", "--date", "2026-02-01", "--order", "10/2026", "--format", "json"])
            .json();
    assert_eq!(later["data"]["before"], "2026-01-01", "{later}");
    assert_eq!(on(&office, DAY, &["cutover", "prove", "--format", "json"]).json()["data"]["count"], 0);
    office.chain();
}

#[test]
fn corrected_rows_of_an_earlier_file_are_held_to_the_end_of_paper_too() {
    let (office, numbers) = with_societies();
    let heading = "शिकायत संख्या,प्राप्ति तिथि,माध्यम,शिकायतकर्ता,समिति का नाम,समिति पंजीयन संख्या";
    let bad = format!("3/2025,31.02.2025,पत्र,क ख,,{}", numbers[0]);
    let path = file(&office, "bad.csv", &[heading, &bad]);
    let imported =
        on(&office, DAY, &["import", path.to_str().expect("UTF-8"), "--register", "complaint", "--format", "json"]);
    assert_eq!(imported.json()["data"]["rejected"], 1, "{}", imported.stdout);
    assert_eq!(on(&office, DAY, &["cutover", "freeze", "--date", "2025-01-01", "--order", "1"]).code, 0);
    let rejects = office.folder().join("r.xlsx");
    let rejects = rejects.to_str().expect("UTF-8");
    assert_eq!(on(&office, DAY, &["rejects", "export", "B0002", "-o", rejects]).code, 0);
    let corrected = super::corrections::edited(std::path::Path::new(rejects), "31.02.2025", "28.02.2025");
    let corrected = corrected.to_str().expect("UTF-8");
    assert_eq!(on(&office, DAY, &["rejects", "import", corrected, "--dry-run"]).code, 6);
    let refused = on(&office, DAY, &["rejects", "import", corrected]);
    assert_eq!(refused.code, 6, "{}", refused.stderr);
    assert_eq!(on(&office, DAY, &["rejects", "import", corrected, "--order", "2"]).code, 0);
}

#[test]
fn a_list_of_events_is_held_to_the_end_of_paper_like_any_file() {
    let (office, numbers) = with_societies();
    let [a, b] = [0, 1].map(|at| numbers[at].as_str());
    let select = ["pacs", "select", a, b, "--on", "2022-09-01", "--reason", "t"];
    assert_eq!(on(&office, DAY, &select).code, 0);
    assert_eq!(on(&office, DAY, &["cutover", "freeze", "--date", "2026-01-01", "--order", "1"]).code, 0);
    let list = file(&office, "dct.csv", &["society,on", &format!("{a},2025-12-30"), &format!("{b},2026-01-05")]);
    let from = ["pacs", "dct", "--from", list.to_str().expect("UTF-8")];
    let before = office.digest();
    for more in [&["--reason", "t"][..], &["--reason", "t", "--dry-run"]] {
        let refused = on(&office, DAY, &[&from[..], more].concat());
        assert_eq!(refused.code, 6, "{}", refused.stderr);
        assert!(refused.stderr.contains("1 rows about 1 societies speak of 2026-01-01 or later"), "{}", refused.stderr);
        assert!(refused.stderr.contains("row 3: 2026-01-05"), "{}", refused.stderr);
    }
    assert_eq!(office.digest(), before);
    // At the desk it is no paper; by order the list goes in and the proof names its row.
    let at_desk = ["pacs", "dct", a, "--on", "2026-01-07", "--reason", "t", "--dry-run"];
    assert_eq!(on(&office, DAY, &at_desk).code, 0);
    let let_in = on(&office, DAY, &[&from[..], &["--order", "2/2026", "--format", "json"]].concat()).json();
    let told = let_in["findings"].as_array().is_some_and(|all| all.iter().any(|found| found["code"] == "CUT-101"));
    assert!(told && let_in["data"]["entered"] == 2, "{let_in}");
    let proof = on(&office, DAY, &["cutover", "prove", "--format", "json"]).json();
    let breach = &proof["data"]["breaches"][0];
    assert_eq!(
        (&proof["data"]["count"], breach["order_no"].as_str(), breach["row"].as_u64(), breach["file"].as_str()),
        (&1.into(), Some("2/2026"), Some(3), Some("dct.csv")),
        "{proof}"
    );
}
