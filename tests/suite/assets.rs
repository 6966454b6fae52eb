//! Assets from the challan to the auction, through the programs: the gate, book values, verification, both languages.

use super::{
    office::{Office, repository, run},
    on_a_day::{at, done, on, played, told},
};
use rust_xlsxwriter::Workbook;
use std::path::Path;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A computer of 50,000 rupees in use since 11 May 2025, at 40 % of the book value by half-years.
fn issued() -> Office {
    let office = Office::new();
    let rate = ["asset", "rate", "set", "--item", "computer", "--method", "written_down", "--rate", "40"];
    let since = ["--convention", "half_year", "--from", "2020-04-01", "--order", "R/1"];
    done(&office, "2025-04-01", &[&rate[..], &since].concat());
    let add = ["asset", "add", "computer", "--owner", "office", "--tag", "C-1", "--serial", "SN-1", "--cost", "50000"];
    let opened = done(&office, "2025-05-10", &add);
    assert_eq!((&opened["case"], &opened["number"]), (&"BR-HQ-AS-1".into(), &"C-1".into()));
    let issue = ["asset", "issue", "C-1", "--holder", "DCO", "--place", "Room 1", "--reason", "x"];
    done(&office, "2025-05-11", &issue);
    office
}

fn value(office: &Office, day: &str) -> serde_json::Value {
    done(office, day, &["asset", "depreciate", "C-1"])["book_value"].clone()
}

#[test]
fn a_tag_or_serial_number_that_another_has_is_refused_however_it_is_written() {
    let office = issued();
    let before = office.digest();
    let add = ["asset", "add", "printer", "--owner", "office", "--serial", "sn 1", "--tag", "c 1"];
    assert_eq!(told(&office, "2025-06-01", &add), (6, codes(&["CAS-191", "CAS-191"])));
    assert_eq!(office.digest(), before, "nothing was entered");
    done(&office, "2025-06-01", &["asset", "add", "printer", "--owner", "office", "--serial", "SN-2"]);
    let set = ["asset", "correct", "BR-HQ-AS-2", "--set", "serial_no=SN1", "--reason", "x"];
    assert_eq!(told(&office, "2025-06-01", &set), (6, codes(&["CAS-191"])), "nor by a correction");
}

#[test]
fn a_book_value_has_its_years_at_any_day_and_none_without_a_rate() {
    let office = issued();
    for (day, paise) in
        [("2025-09-29", 5_000_000), ("2025-09-30", 4_000_000), ("2026-03-31", 3_000_000), ("2027-03-31", 1_800_000)]
    {
        assert_eq!(value(&office, day), paise, "{day}");
    }
    done(&office, "2025-06-01", &["asset", "add", "ups", "--owner", "society", "--cost", "9000"]);
    let said = on(&office, "2026-03-31", &["asset", "depreciate", "--format", "json"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let data = &said.json()["data"];
    assert_eq!(
        (&data["closing"], &data["charged"], &data["closes"]),
        (&3_000_000.into(), &2_000_000.into(), &true.into())
    );
    assert_eq!((&data["assets"], &data["lacking"]), (&1.into(), &1.into()));
    let rate = ["asset", "rate", "set", "--item", "ups", "--method", "none", "--convention", "year"];
    assert_eq!(on(&office, "2026-03-31", &rate).code, 6, "a rate rests on an order");
    let csv = on(&office, "2026-03-31", &["asset", "depreciate", "C-1", "--format", "csv"]).stdout;
    assert!(csv.starts_with("year,method,rate,"), "{csv}");
    assert!(csv.contains("2025-26,written_down,40,50000.00,2,2,50000.00,20000.00,30000.00,R/1"), "{csv}");
}

#[test]
fn only_what_was_verified_is_condemned_only_what_is_condemned_disposed_of_and_then_nothing_more() {
    let office = issued();
    let before = office.digest();
    let condemn = ["asset", "condemn", "C-1", "--order", "K/1"];
    assert_eq!(told(&office, "2025-06-01", &condemn), (6, codes(&["CAS-192"])));
    let dispose = ["asset", "dispose", "C-1", "--how", "auctioned", "--proceeds", "30000", "--order", "N/1"];
    assert_eq!(told(&office, "2025-06-01", &dispose), (6, codes(&["CAS-101"])));
    assert_eq!(office.digest(), before);
    let found = ["asset", "verify", "C-1", "--found", "--condition", "surplus", "--reason", "yearly"];
    assert_eq!(on(&office, "2025-06-02", &found).code, 1, "its condition is another");
    assert_eq!(told(&office, "2025-06-03", &["asset", "condemn", "C-1", "--reason", "x"]), (6, codes(&["CAS-102"])));
    done(&office, "2025-06-03", &condemn);
    done(&office, "2025-12-02", &dispose);
    let english = on(
        &office,
        "2026-01-01",
        &["asset", "print", "C-1", "--format", "html", "-o", office.folder().join("out").to_str().expect("UTF-8")],
    );
    assert_eq!(english.code, 0, "{}", english.stderr);
    let page = std::fs::read_to_string(office.folder().join("out/asset_sheet-BR-HQ-AS-1.html")).expect("the paper");
    assert!(page.contains("proceeds 30,000, book value 40,000: loss 10,000"), "{page}");
    let after = office.digest();
    for act in [
        &["asset", "transfer", "C-1", "--holder", "X", "--order", "T/1"][..],
        &["asset", "verify", "C-1", "--found", "--reason", "x"],
        &["asset", "condemn", "C-1", "--order", "K/2"],
    ] {
        let (code, said) = told(&office, "2026-02-01", act);
        assert_eq!((code, said[0].as_str()), (6, "CAS-108"), "{act:?}");
    }
    assert_eq!(office.digest(), after);
    let schedule = done(&office, "2026-03-31", &["asset", "depreciate"]);
    let sums = ["opening", "added", "charged", "left", "closing"].map(|key| schedule[key].clone());
    assert_eq!(sums, [0, 5_000_000, 1_000_000, 4_000_000, 0].map(serde_json::Value::from));
}

/// Fills the sheet as a clerk does: the first and the eighth column by hand, and a row for what is not listed.
fn fill(from: &Path, to: &Path, rows: &[[&str; 5]]) {
    let limits = coop_registry::source::Limits::default();
    let mut book = coop_registry::source::Workbook::open(from, &limits).expect("the sheet that was made");
    let made = book.sheet(0).expect("its page");
    let mut filled = Workbook::new();
    let page = filled.add_worksheet();
    for cell in made.rows().flat_map(|row| row.cells().collect::<Vec<_>>()) {
        let column = u16::try_from(cell.column).expect("few columns");
        page.write(cell.row - 1, column, cell.content.to_string()).expect("room");
    }
    let last = made.rows().map(|row| row.number).max().unwrap_or(3);
    for (at, [asset, item, found, condition, place]) in (0..).zip(rows) {
        let listed = made
            .rows()
            .find(|row| !asset.is_empty() && row.cell(0).is_some_and(|cell| cell.content.to_string() == *asset));
        let row = listed.map_or(last + at, |row| row.number - 1);
        for (column, text) in [(0, asset), (2, item), (7, found), (8, condition), (9, place)] {
            if !text.is_empty() {
                page.write(row, column, *text).expect("room");
            }
        }
    }
    filled.save(to).expect("a file");
}

#[test]
fn the_sheet_goes_out_and_comes_back_whole_or_not_at_all() {
    let office = issued();
    done(&office, "2025-06-01", &["asset", "add", "printer", "--owner", "office", "--tag", "P-1", "--serial", "PR-1"]);
    done(&office, "2025-06-01", &["asset", "issue", "P-1", "--holder", "DCO", "--place", "Room 1", "--reason", "x"]);
    done(&office, "2025-06-01", &["asset", "add", "ups", "--owner", "office", "--tag", "U-1"]);
    let folder = office.folder();
    let (sheet, filled) = (folder.join("sheet.xlsx"), folder.join("filled.xlsx"));
    let (sheet_arg, filled_arg) = (sheet.to_str().expect("UTF-8"), filled.to_str().expect("UTF-8"));
    let made = done(&office, "2026-03-01", &["asset", "verify", "--sheet", "--holder", "DCO", "-o", sheet_arg]);
    assert_eq!(made["assets"], 2);
    let from = ["asset", "verify", "--from", filled_arg, "--reason", "yearly"];
    let before = office.digest();
    fill(&sheet, &filled, &[["BR-HQ-AS-1", "", "शायद", "", ""], ["BR-HQ-AS-9", "", "हाँ", "", ""]]);
    let (code, faults) = told(&office, "2026-03-01", &from);
    assert_eq!((code, faults), (3, codes(&["AST-101"])));
    fill(&sheet, &filled, &[["BR-HQ-AS-1", "", "हाँ", "", ""], ["BR-HQ-AS-9", "", "हाँ", "", ""]]);
    assert_eq!(told(&office, "2026-03-01", &from), (3, codes(&["AST-104"])));
    assert_eq!(office.digest(), before, "nothing of a sheet with a fault is entered");
    fill(
        &sheet,
        &filled,
        &[
            ["BR-HQ-AS-1", "", "हाँ", "", "Room 9"],
            ["BR-HQ-AS-2", "", "no", "", ""],
            ["", "Scanner", "yes", "", "Room 1"],
        ],
    );
    let said = on(&office, "2026-03-01", &[&from[..], &["--format", "json"]].concat());
    let data = &said.json()["data"];
    let counts = ["as_recorded", "missing", "otherwise", "excess"].map(|key| data[key].clone());
    assert_eq!((said.code, counts), (1, [0, 1, 1, 1].map(serde_json::Value::from)), "{}", said.stderr);
    // The variance list counts every asset on charge once; the UPS nobody looked at is told with the law it rests on.
    let list = on(&office, "2026-03-31", &["asset", "variance", "--format", "json", "--lang", "en"]);
    let data = list.json()["data"].clone();
    let counts = ["on_charge", "as_recorded", "varying", "not_verified", "excess"].map(|key| data[key].clone());
    assert_eq!((list.code, counts), (1, [3, 0, 2, 1, 1].map(serde_json::Value::from)));
    assert!(list.stdout.contains("unverified"), "how the rule was seen is told: {}", list.stdout);
    let csv = on(&office, "2026-03-31", &["asset", "variance", "--format", "csv"]).stdout;
    let kinds: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(kinds, ["missing", "place", "not_verified", "excess"], "{csv}");
    let out = folder.join("out");
    let out = out.to_str().expect("UTF-8");
    for form in ["xlsx", "csv", "html"] {
        let printed =
            on(&office, "2026-03-31", &["asset", "variance", "--print", "--format", form, "-o", out, "--lang", "hi"]);
        assert_eq!(printed.code, 1, "{form}: {}", printed.stderr);
    }
    let page = std::fs::read_to_string(folder.join("out/asset_variance-2025-26.html")).expect("the paper");
    assert!(page.contains("नहीं मिला") && page.contains("Room 9"), "{page}");
    // The day of the act put right takes the line of the verification along.
    done(&office, "2026-03-31", &["asset", "correct", "P-1", "--event", "2", "--on", "2026-02-27", "--reason", "x"]);
    let csv = on(&office, "2026-03-31", &["asset", "variance", "--format", "csv"]).stdout;
    assert!(csv.lines().any(|line| line.starts_with("missing,") && line.ends_with("2026-02-27")), "{csv}");
}

#[test]
fn what_a_book_brought_is_worked_on_from_where_it_stood() {
    let office = issued();
    let book = office.folder().join("assets.csv");
    let lines = "Tag No.,Item,Serial No.,Cost,Received on,Owner,Holder,Place,Condition,Verified on,Book value,Book value as on\n\
        B-7,Computer,BK-7,60000,2019-05-01,Government,DCO,Room 4,Unserviceable,2024-03-31,10000,2025-03-31\n\
        B-8,Printer,BK-8,8000,2019-05-01,Government,DCO,Room 4,Written off,,,\n";
    std::fs::write(&book, lines).expect("a file");
    let folder = office.folder();
    let arguments =
        ["--office", folder.to_str().expect("UTF-8"), "import", book.to_str().expect("UTF-8"), "--register", "asset"];
    let imported = run("coop-migrate", &arguments, b"");
    assert_eq!(imported.code, 0, "{}{}", imported.stdout, imported.stderr);
    let shown = done(&office, "2026-04-01", &["asset", "show", "B-7"]);
    assert_eq!(shown["stage"], "condemned");
    let worth = done(&office, "2026-03-31", &["asset", "depreciate", "B-7"]);
    assert_eq!((&worth["began_with"], &worth["book_value"]), (&1_000_000.into(), &600_000.into()));
    let dispose = |tag| ["asset", "dispose", tag, "--how", "destroyed", "--proceeds", "0", "--order", "N/3"];
    assert_eq!(told(&office, "2026-04-01", &dispose("B-8")), (6, codes(&["CAS-108"])), "it has ended");
    done(&office, "2026-04-01", &dispose("B-7"));
    let add = ["asset", "add", "computer", "--owner", "office", "--serial", "bk7"];
    assert_eq!(told(&office, "2026-04-02", &add), (6, codes(&["CAS-191"])), "also against what has left");
}

#[test]
fn a_year_without_verification_is_told_once_the_office_has_set_the_limit() {
    let office = issued();
    done(&office, "2025-06-01", &["asset", "add", "ups", "--owner", "office", "--holder", "DCO"]);
    let clocks = done(&office, "2026-06-01", &["asset", "clock", "C-1"]);
    let clock = &clocks["rows"][0];
    assert_eq!((&clock["standing"], &clock["due_on"]), (&"no_limit".into(), &serde_json::Value::Null));
    assert!(clock["rests_on"].as_str().expect("a source").contains("IN-AST-05"));
    done(&office, "2026-06-01", &["clock", "set", "IN-AST-05", "--days", "365", "--order", "V/1"]);
    let said = on(&office, "2026-06-15", &["today", "--service", "asset", "--format", "json"]);
    let rows = said.json()["data"]["rows"].clone();
    assert_eq!((said.code, rows.as_array().map(Vec::len)), (1, Some(1)), "one line for all of one holder: {rows}");
    assert_eq!((&rows[0]["reason"], &rows[0]["title"]), (&"overdue".into(), &"computer (+1)".into()));
    for tag in ["C-1", "1/2025-26"] {
        done(&office, "2026-06-16", &["asset", "verify", tag, "--found", "--reason", "x"]);
    }
    assert_eq!(on(&office, "2026-06-17", &["today", "--service", "asset"]).code, 0, "the verification starts it anew");
    done(&office, "2026-06-17", &["asset", "act", "C-1", "--do", "amc", "--set", "amc_to=2026-07-20", "--reason", "x"]);
    let near = on(&office, "2026-07-15", &["today", "--service", "asset", "--format", "json"]);
    assert_eq!((near.code, &near.json()["data"]["rows"][0]["reason"]), (0, &"date_near".into()));
}

#[test]
fn an_act_needs_its_order_and_a_trial_changes_nothing() {
    let office = issued();
    let before = office.digest();
    let transfer = ["asset", "transfer", "C-1", "--holder", "PACS", "--owner", "society", "--reason", "x"];
    assert_eq!(told(&office, "2025-07-01", &transfer), (6, codes(&["CAS-102"])));
    let trial = ["asset", "transfer", "C-1", "--holder", "PACS", "--order", "T/1", "--dry-run"];
    assert_eq!(done(&office, "2025-07-01", &trial)["dry_run"], true);
    assert_eq!(office.digest(), before);
    done(
        &office,
        "2025-07-01",
        &["asset", "transfer", "C-1", "--holder", "PACS", "--owner", "society", "--order", "T/1"],
    );
    let listed = done(&office, "2025-07-02", &["asset", "list", "--owner", "society"]);
    assert_eq!(
        (listed["rows"][0]["holder"].as_str(), listed["rows"][0]["book_value"].as_i64()),
        (Some("PACS"), Some(5_000_000))
    );
    let earlier = done(&office, "2025-06-30", &["asset", "list", "--owner", "society"]);
    assert_eq!(earlier["rows"].as_array().map(Vec::len), Some(0), "as on the day before");
    let hindi = on(&office, "2025-07-02", &["asset", "list", "--lang", "hi"]).stdout;
    let english = on(&office, "2025-07-02", &["asset", "list"]).stdout;
    assert!(hindi.contains("कंप्यूटर") && english.contains("Computer"), "{hindi}{english}");
}

#[test]
fn the_sample_plays_to_the_end() {
    let (office, said) = played("asset.sh");
    assert!(said.contains("C-1"), "{said}");
    let shown = done(&office, "2026-04-03", &["asset", "show", "C-1"]);
    assert_eq!((&shown["stage"], &shown["closed"]), (&"disposed".into(), &true.into()));
    assert_eq!(at(&office.folder(), "2026-04-03", &["ledger", "verify"]).code, 0);
    assert!(repository("samples/cases/asset.sh").is_file());
}
