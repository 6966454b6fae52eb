//! Findings taken stock of by order, through the programs: what is known is counted, what is new is told.

use super::{
    office::{Office, Ran},
    penalties::office_with,
};
use std::fs;

const ONLY: [&str; 4] = ["--fy", "2024-25", "--only", "FIL-001,FIL-003"];
const HEADING: &str = "annual_report_attached,surplus_plan_approved,net_profit";

/// Three returns: one without a report, two without a plan for their profit.
fn office() -> Office {
    office_with(
        HEADING,
        &[
            "रामपुर पैक्स,Patna,2024-25,12/1957,bihar_1935,pacs,no,no,500",
            "मनेर पैक्स,Patna,2024-25,13/1960,bihar_1935,pacs,yes,no,700",
            "फुलवारी पैक्स,Patna,2024-25,14/1961,bihar_1935,pacs,yes,yes,900",
        ],
    )
}

fn returns(office: &Office, arguments: &[&str]) -> Ran {
    office.run("coop-returns", arguments)
}

fn set(office: &Office, more: &[&str]) -> serde_json::Value {
    office.json("coop-returns", &[&["baseline", "set", "--fy", "2024-25"], more].concat())
}

/// Society and rule of what a check of the record tells as new.
fn new(office: &Office) -> Vec<(String, String)> {
    let found = returns(office, &[&["return", "check", "--new", "--format", "csv"], &ONLY[..]].concat());
    found.csv().iter().map(|row| (row["society"].clone(), row["code"].clone())).collect()
}

/// The same returns once more, otherwise: each file is a new statement of its rows.
fn import(office: &Office, name: &str, rows: &[&str]) {
    let list = office.folder().join("inbox").join(name);
    let heading = format!("society,district,fy,registration_number,governing_act,society_type,{HEADING}");
    fs::write(&list, format!("{heading}\n{}\n", rows.join("\n"))).expect("a file");
    let done = office.run("coop-migrate", &["import", list.to_str().expect("UTF-8")]);
    assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
}

#[test]
fn what_was_taken_stock_of_is_counted_and_only_what_is_new_or_changed_is_told() {
    let office = office();
    let before = new(&office);
    assert_eq!(before.len(), 3, "without a baseline all is new: {before:?}");
    let done = set(&office, &["--order", "9/2026", "--reason", "old returns"]);
    assert_eq!((&done["code"], &done["data"]["rules"]["FIL-003"]), (&0.into(), &2.into()), "{done}");
    let digest = office.digest();
    assert_eq!(set(&office, &["--order", "9/2026"])["data"]["changed"], false);
    assert_eq!((office.digest(), office.contents("documents").len()), (digest, 1));
    let quiet = office.json("coop-returns", &[&["return", "check", "--new"], &ONLY[..]].concat());
    assert_eq!((&quiet["code"], &quiet["data"]["known"]["count"]), (&0.into(), &3.into()), "{quiet}");
    assert_eq!(quiet["data"]["known"]["baselines"][0]["order_no"], "9/2026");
    let said = returns(&office, &[&["return", "check", "--new"], &ONLY[..]].concat());
    assert!(said.stdout.contains("of the broken, 3 known and not shown"), "{}", said.stdout);
    // Without the flag nothing is hidden.
    assert_eq!(returns(&office, &[&["return", "check", "--format", "csv"], &ONLY[..]].concat()).csv().len(), 3);

    let later = [
        "रामपुर पैक्स,Patna,2024-25,12/1957,bihar_1935,pacs,yes,no,500",
        "मनेर पैक्स,Patna,2024-25,13/1960,bihar_1935,pacs,yes,no,750",
        "फुलवारी पैक्स,Patna,2024-25,14/1961,bihar_1935,pacs,no,yes,900",
    ];
    import(&office, "later.csv", &later);
    // The first gave its report, the second has another profit, the third lacks its report now.
    let pair = |id: &str, code: &str| (id.to_owned(), code.to_owned());
    assert_eq!(new(&office), [pair("BR-HQ-S-2", "FIL-003"), pair("BR-HQ-S-3", "FIL-001")]);
    let listed = returns(&office, &[&["finding", "list", "--new", "--format", "csv"], &ONLY[..]].concat());
    assert_eq!(listed.csv().len(), 2, "{}", listed.stdout);
    // A file of the same figures is held against the same list, by registration number.
    let list = office.folder().join("inbox/later.csv");
    let asked =
        ["return", "check", list.to_str().expect("UTF-8"), "--new", "--format", "csv", "--only", "FIL-001,FIL-003"];
    assert_eq!(returns(&office, &asked).csv().len(), 2);
    let shown = office.json("coop-returns", &["baseline", "show", "--fy", "2024-25"]);
    let row = |code: &str| {
        let rows = shown["data"]["rows"].as_array().expect("rows");
        rows.iter().find(|row| row["code"] == code).expect("a rule").clone()
    };
    let counts = |code: &str| {
        let row = row(code);
        ["taken", "remaining", "changed", "settled", "cannot_tell", "not_asked", "new"]
            .map(|key| row[key].as_i64().expect("a count"))
    };
    assert_eq!(counts("FIL-001"), [1, 0, 0, 1, 0, 0, 1]);
    assert_eq!(counts("FIL-003"), [2, 1, 1, 0, 0, 0, 0]);

    // Set again it is a new list; the earlier one stays readable as it was known.
    assert_eq!(set(&office, &["--order", "12/2026"])["data"]["changed"], true);
    assert_eq!(new(&office), []);
    let shown = office.json("coop-returns", &["baseline", "show", "--fy", "2024-25"]);
    assert_eq!(
        (&shown["data"]["baseline"]["order_no"], &shown["data"]["earlier"][0]["order_no"]),
        (&"12/2026".into(), &"9/2026".into())
    );
    assert_eq!(office.run("coop-register", &["locker", "verify"]).code, 0);
    let hindi = returns(&office, &["baseline", "show", "--fy", "2024-25", "--lang", "hi"]).stdout;
    assert!(hindi.contains("आदेश 12/2026") && hindi.contains("इससे पहले"), "{hindi}");
    // Known before anything was entered: no baseline then.
    let then = returns(&office, &["baseline", "show", "--fy", "2024-25", "--known-on", "2020-01-01"]);
    assert_eq!(then.code, 5, "{}", then.stdout);
    office.chain();
}

#[test]
fn a_baseline_wants_an_order_and_returns_and_an_altered_list_is_not_believed() {
    let office = office();
    let digest = office.digest();
    let codes = |said: &serde_json::Value| {
        let all = said["findings"].as_array().cloned().unwrap_or_default();
        all.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let refused = office.json("coop-returns", &["baseline", "set", "--fy", "2019-20"]);
    assert_eq!((&refused["code"], codes(&refused)), (&6.into(), vec!["BAS-101".to_owned(), "BAS-102".to_owned()]));
    assert_eq!(returns(&office, &["baseline", "set", "--order", "9"]).code, 2);
    assert_eq!(returns(&office, &["baseline", "show", "--fy", "2024-25"]).code, 5);
    assert_eq!(set(&office, &["--order", "9", "--dry-run"])["data"]["dry_run"], true);
    assert_eq!((office.digest(), office.contents("documents").len()), (digest, 0));
    assert_eq!(returns(&office, &["return", "check", "x.xlsx", "--new", "--mark", "-o", "y.xlsx"]).code, 2);
    assert_eq!(set(&office, &["--order", "9"])["code"], 0);
    let (list, text) = office.contents("documents").pop().expect("the list");
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.starts_with("coop findings 1 2024-25\nBR-HQ-S-1\t2024-25\t"), "{text}");
    fs::write(&list, text.replace("BR-HQ-S-1", "BR-HQ-S-9")).expect("an altered list");
    assert_eq!(returns(&office, &[&["return", "check", "--new"], &ONLY[..]].concat()).code, 8);
    assert_eq!(returns(&office, &["baseline", "show", "--fy", "2024-25"]).code, 8);
    fs::remove_file(&list).expect("a file is removed");
    assert_eq!(returns(&office, &["baseline", "show", "--fy", "2024-25"]).code, 8);
}
