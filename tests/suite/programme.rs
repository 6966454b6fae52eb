//! Days and activities of PACS, targets of schemes, through the programs: exports come in once, who is late is told by the hour, a split
//! closes, and what was achieved is counted.

use super::{
    office::{Office, Ran, repository, run},
    on_a_day::played,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

const DAY: &str = "2026-11-03";

/// Runs a program for the office as on a day.
fn by(program: &str, office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run(program, &[&head[..], arguments].concat(), b"")
}

fn returns(office: &Office, arguments: &[&str]) -> Ran {
    by("coop-returns", office, DAY, arguments)
}

/// The data of a command that ends with this code.
fn data(office: &Office, code: i32, arguments: &[&str]) -> Value {
    let said = returns(office, &[arguments, &["--format", "json"]].concat());
    assert_eq!(said.code, code, "{arguments:?}: {}{}", said.stdout, said.stderr);
    said.json()["data"].clone()
}

/// The number that tells two registers apart, with all that is in force on the day.
fn digest(office: &Office) -> String {
    let said = by("coop-register", office, DAY, &["db", "digest", "--format", "json"]).json();
    said["data"]["digest"].as_str().expect("a digest").to_owned()
}

/// How it ended, and each finding by code and cell.
fn told(office: &Office, arguments: &[&str]) -> (i32, Vec<(String, String)>) {
    let said = returns(office, &[arguments, &["--format", "json"]].concat()).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = said["findings"].as_array().cloned().unwrap_or_default();
    let all = all.iter().filter(|one| text(&one["code"]).starts_with("PRG") || text(&one["severity"]) == "error");
    let code = i32::try_from(said["code"].as_i64().expect("a code")).expect("small");
    (code, all.map(|one| (text(&one["code"]), text(&one["place"]["cell"]))).collect())
}

fn file(office: &Office, name: &str, text: &str) -> String {
    let path = office.folder().join(name);
    fs::write(&path, text).expect("a file");
    path.to_str().expect("UTF-8").to_owned()
}

const SOCIETIES: &str = "Reg. No.,Name of Society,District,Block,Class,Status,Registration Date\n\
    1/20,Rampur PACS,Patna,Maner,PACS,Functional,2020-01-01\n\
    2/20,Sonpura PACS,Patna,Maner,PACS,Functional,2020-01-01\n\
    3/20,Lakhanpur PACS,Gaya,Amas,PACS,Functional,2020-01-01\n\
    4/20,Devkuli PACS,Gaya,Amas,PACS,Cancelled,2020-01-01\n\
    5/25,Maner Dairy,Patna,Maner,Dairy,Functional,2025-12-10\n";

fn office() -> Office {
    let office = Office::new();
    let list = file(&office, "societies.csv", SOCIETIES);
    let said = by("coop-migrate", &office, DAY, &["import", &list, "--register", "society"]);
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
    office
}

fn with_hours(office: &Office) {
    for (clock, time) in [("IN-PAC-01", "10:30"), ("IN-PAC-02", "18:00")] {
        let set = ["clock", "set", clock, "--time", time, "--order", "T/1"];
        let said = by("coop-register", office, "2026-10-01", &set);
        assert_eq!(said.code, 0, "{}", said.stderr);
    }
}

const HEADING: &str = "Registration No.,PACS Name,Business date,Day begin,Day opened by,No. of entries,Day end,Day closed by,Block officer";

fn export(lines: &[&str]) -> String {
    format!("{HEADING}\n{}\n", lines.join("\n"))
}

/// The 2nd of November: the first in time, the second opened late and not closed, the third not there.
const SECOND: [&str; 2] = [
    "1/20,Rampur PACS,02-11-2026,10:05,Asha,12,17:40,Asha,Ravi Ranjan",
    "2/20,Sonpura PACS,02-11-2026,02-11-2026 10:31,Usha,7,,,Ravi Ranjan",
];

#[test]
fn an_export_comes_in_once_in_either_language_and_a_day_goes_on_while_it_is_open() {
    let office = office();
    let english = file(&office, "a.csv", &export(&SECOND));
    let first = data(&office, 0, &["pacs", "day", "import", &english]);
    assert_eq!([&first["imported"], &first["rejected"]], [&json!(2), &json!(0)], "{first}");
    let before = digest(&office);
    let again = data(&office, 0, &["pacs", "day", "import", &english]);
    assert_eq!((&again["already"], &again["imported"]), (&json!(true), &json!(0)));
    // The same figures from another file: duplicates, no entry.
    let hindi = "पैक्स का नाम,निबंधन संख्या,दिनांक,दिवस प्रारंभ,खोलने वाले,वाउचर संख्या,दिवस समापन,बंद करने वाले,प्रखंड पदाधिकारी\n\
                 Rampur PACS,1/20,०२.११.२०२६,१०:०५,Asha,१२,17:40,Asha,Ravi Ranjan\n";
    let hindi = file(&office, "b.csv", hindi);
    let same = data(&office, 0, &["pacs", "day", "import", &hindi]);
    assert_eq!([&same["imported"], &same["updated"], &same["duplicates"]], [&json!(0), &json!(0), &json!(1)], "{same}");
    assert_eq!(digest(&office), before, "neither the file nor its figures once more change anything");
    // In the evening the second is closed: more entries on an open day are no contradiction.
    let evening = export(&["2/20,Sonpura PACS,02-11-2026,10:31,Usha,19,18:20,Usha,Ravi Ranjan"]);
    let evening = file(&office, "c.csv", &evening);
    assert_eq!(told(&office, &["pacs", "day", "import", &evening]), (0, Vec::new()));
    // A closed day told otherwise is entered and pointed out.
    let later = file(&office, "d.csv", &export(&["2/20,Sonpura PACS,02-11-2026,10:31,Usha,25,18:20,Usha,Ravi Ranjan"]));
    let (code, found) = told(&office, &["pacs", "day", "import", &later]);
    assert_eq!((code, found[0].0.as_str()), (0, "PRG-004"));
    let status = data(&office, 0, &["pacs", "day", "status", "--date", "2026-11-02", "--by", "block"]);
    assert_eq!(status["total"]["entries"], 37, "{status}");
    assert_ne!(digest(&office), before);
    assert_eq!(by("coop-migrate", &office, DAY, &["reconcile"]).code, 0);
    let undone = by("coop-migrate", &office, DAY, &["undo", "B0005", "--reason", "wrong"]);
    assert_eq!(undone.code, 0, "{}", undone.stderr);
    let back = data(&office, 0, &["pacs", "day", "status", "--date", "2026-11-02"]);
    assert_eq!(back["total"]["entries"], 31, "the batch of 25 is struck out: {back}");
}

#[test]
fn a_workbook_with_times_of_the_spreadsheet_is_read_to_the_minute() {
    let office = office();
    let path: PathBuf = office.folder().join("e.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (day, time, both) = (
        Format::new().set_num_format("dd-mm-yyyy"),
        Format::new().set_num_format("hh:mm"),
        Format::new().set_num_format("dd-mm-yyyy hh:mm"),
    );
    for (column, heading) in (0..).zip(["पैक्स का नाम", "निबंधन संख्या", "दिनांक", "दिवस प्रारंभ", "दिवस समापन"])
    {
        sheet.write(0, column, heading).expect("room");
    }
    sheet.write(1, 0, "Rampur PACS").expect("room");
    sheet.write(1, 1, "1/20").expect("room");
    let at = |hour, minute| ExcelDateTime::from_hms(hour, minute, 0).expect("a time");
    sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2026, 11, 2).expect("a day"), &day).expect("room");
    sheet.write_with_format(1, 3, at(10, 29), &time).expect("room");
    let closed = ExcelDateTime::from_ymd(2026, 11, 3).and_then(|day| day.and_hms(0, 10, 0)).expect("a moment");
    sheet.write_with_format(1, 4, closed, &both).expect("room");
    book.save(&path).expect("a file");
    assert_eq!(told(&office, &["pacs", "day", "import", path.to_str().expect("UTF-8")]), (0, Vec::new()));
    with_hours(&office);
    let late = data(&office, 1, &["pacs", "day", "late", "--date", "2026-11-02", "--only", "closed-late,opened-late"]);
    assert_eq!((&late["count"], &late["rows"][0]["late"]), (&json!(1), &json!("closed_late")));
    assert_eq!(late["rows"][0]["opened_at"], "2026-11-02 10:29");
    assert_eq!(late["rows"][0]["closed_at"], "2026-11-03 00:10", "after midnight is the day after");
}

#[test]
fn who_is_late_is_told_by_the_hour_in_force_on_the_day_with_whom_to_ask() {
    let office = office();
    let before = export(&["3/20,Lakhanpur PACS,31-10-2026,10:00,Kiran,3,17:00,Kiran,Manoj Paswan"]);
    for (name, text) in [("a.csv", before), ("b.csv", export(&SECOND))] {
        let path = file(&office, name, &text);
        assert_eq!(returns(&office, &["pacs", "day", "import", &path]).code, 0);
    }
    // Without an hour only what was not opened or not closed is late, and that is said.
    let late = ["pacs", "day", "late", "--date", "2026-11-02"];
    let none = data(&office, 1, &late);
    let ways = |data: &Value| {
        let row = |row: &Value| format!("{} {} {}", row["reg_no"], row["late"], row["officer"]).replace('"', "");
        data["rows"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(ways(&none), ["3/20 not_opened Manoj Paswan", "2/20 not_closed Ravi Ranjan"]);
    assert_eq!(none["rows"][0]["named_on"], "2026-10-31", "named on an earlier day");
    assert_eq!(told(&office, &late).1.iter().filter(|(code, _)| code == "PRG-104").count(), 2);
    with_hours(&office);
    let timed = data(&office, 1, &late);
    assert_eq!(ways(&timed)[1], "2/20 opened_late not_closed Ravi Ranjan");
    assert_eq!((&timed["opening"], &timed["closing"]), (&json!("10:30"), &json!("18:00")));
    // A later order changes the hour from its day; the 2nd is judged as before.
    let later = ["clock", "set", "IN-PAC-01", "--time", "11:00", "--order", "T/2"];
    assert_eq!(by("coop-register", &office, DAY, &later).code, 0);
    assert_eq!(data(&office, 1, &late)["opening"], "10:30");
    // A cancelled society is not waited for, and counts close.
    let status = data(&office, 0, &["pacs", "day", "status", "--date", "2026-11-02"]);
    let count = |key: &str| status["total"][key].as_i64().expect("a number");
    assert_eq!((count("pacs"), count("opened"), count("not_opened")), (3, 2, 1));
    assert_eq!((count("closed"), count("not_closed"), count("opened_late")), (1, 1, 1));
    assert_eq!(status["total"]["closed_percent"], 3_333, "hundredths of a per cent");
    // With live units those alone have a day.
    let live = ["pacs", "golive", "1/20", "--on", "2026-01-05", "--kind", "pacs", "--order", "G/1"];
    let said = by("coop-migrate", &office, DAY, &live);
    assert!(said.code <= 1, "{}{}", said.stdout, said.stderr);
    let live = data(&office, 0, &["pacs", "day", "status", "--date", "2026-11-02"]);
    assert_eq!(
        (&live["live"], &live["total"]["pacs"]),
        (&json!(true), &json!(2)),
        "one live, one that reported: {live}"
    );
    assert!(
        told(&office, &["pacs", "day", "status", "--date", "2026-11-02"]).1.iter().any(|(code, _)| code == "PRG-101")
    );
}

#[test]
fn on_a_holiday_nobody_is_late_and_a_day_to_come_is_refused() {
    let office = office();
    let holiday = ["holiday", "add", "2026-11-02", "--name", "Chhath", "--order", "H/1"];
    let said = by("coop-register", &office, DAY, &holiday);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let late = data(&office, 0, &["pacs", "day", "late", "--date", "2026-11-02"]);
    assert_eq!((&late["closed_day"], &late["count"]), (&json!("Chhath"), &json!(0)));
    // Sunday, the first.
    assert_eq!(data(&office, 0, &["pacs", "day", "late", "--date", "2026-11-01"])["count"], 0);
    assert_eq!(returns(&office, &["pacs", "day", "late", "--date", "2026-11-09"]).code, 2);
    let (code, found) = told(&office, &["pacs", "day", "status", "--date", "2026-10-30"]);
    assert!(code == 0 && found.iter().any(|(code, _)| code == "PRG-103"), "nothing was imported: {found:?}");
    let strict = returns(&office, &["pacs", "day", "status", "--date", "2026-10-30", "--fail-on", "warning"]);
    assert_eq!(strict.code, 1);
}

#[test]
fn what_cannot_be_true_of_a_day_is_told_in_one_line_with_its_cell_all_faults_in_one_pass() {
    let office = office();
    let text = export(&[
        "1/20,Rampur PACS,02-11-2026,17:05,Asha,12,09:40,Asha,Ravi",
        "5/25,Maner Dairy,02-11-2026,10:05,Asha,12,17:40,Asha,Ravi",
        "9/99,Nowhere PACS,02-11-2026,10:05,Asha,12,17:40,Asha,Ravi",
        "2/20,Sonpura PACS,09-11-2026,10:05,Asha,12,17:40,Asha,Ravi",
        "2/20,Sonpura PACS,02-11-2026,10:05,Asha,12,17:40,Asha,Ravi",
        "2/20,Sonpura PACS,02-11-2026,10:05,Asha,99,17:40,Asha,Ravi",
        "3/20,Lakhanpur PACS,02-11-2026,01-11-2026 10:00,Asha,-4,,,Ravi",
    ]);
    let path = file(&office, "bad.csv", &text);
    let (code, mut found) = told(&office, &["pacs", "day", "import", &path]);
    found.sort();
    let expected = [
        ("IMP-106", "A4"),
        ("IMP-205", "C5"),
        ("IMP-218", "F8"),
        ("PRG-001", "G2"),
        ("PRG-002", "A3"),
        ("PRG-003", "A7"),
        ("PRG-005", "D8"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(code, cell)| ((*code).into(), (*cell).into())).collect();
    found.retain(|one| one.0 != "IMP-205" || one.1 == "C5");
    assert_eq!((code, found), (1, expected));
    let said = returns(&office, &["pacs", "day", "import", &path, "--dry-run", "--max-rejects", "1", "--lang", "hi"]);
    assert_eq!(said.code, 0, "it is in the register already: {}", said.stderr);
    let other = file(&office, "bad2.csv", &text.replace("Asha", "Usha"));
    let refused = returns(&office, &["pacs", "day", "import", &other, "--max-rejects", "1", "--lang", "hi"]);
    assert_eq!(refused.code, 10, "too many rejects roll the file back");
    assert!(refused.stderr.contains("पैक्स नहीं है: वर्ग दुग्ध"), "{}", refused.stderr);
}

#[test]
fn activities_are_added_up_by_place_and_a_figure_a_kind_has_not_is_refused() {
    let office = office();
    let text = "Reg. No.,PACS Name,Month,Activity,Number,Amount,Persons,Quantity\n\
        1/20,Rampur PACS,Dec 2025,CSC,100,2500.50,,\n\
        2/20,Sonpura PACS,12/2025,सीएससी,50,\"1,000\",,\n\
        3/20,Lakhanpur PACS,2025-12,जन औषधि केंद्र,9,\"1,20,000\",,\n\
        1/20,Rampur PACS,Dec 2025,भंडारण,,900,,12.5\n\
        1/20,Rampur PACS,Dec 2025,Training,1,,30,7\n\
        2/20,Sonpura PACS,Dec 2025,Training,,,,\n\
        2/20,Sonpura PACS,Jan 2026,CSC,1,-5,,\n\
        5/25,Maner Dairy,Dec 2025,NCEL,1,500,,\n\
        5/25,Maner Dairy,Dec 2025,CSC,1,500,,\n";
    let path = file(&office, "activities.csv", text);
    let (code, mut found) = told(&office, &["pacs", "activity", "import", &path]);
    found.sort();
    let expected = [("PRG-007", "F8"), ("PRG-011", "H6"), ("PRG-012", "D7"), ("PRG-013", "A10")];
    assert_eq!(code, 1);
    assert_eq!(found, expected.map(|(code, cell)| (code.to_owned(), cell.to_owned())));
    assert_eq!(data(&office, 0, &["pacs", "activity", "import", &path])["already"], true);
    let show = ["pacs", "activity", "show", "--month", "2025-12"];
    let csc = data(&office, 0, &[&show[..], &["--activity", "csc"]].concat());
    let row = &csc["rows"][0];
    assert_eq!((&row["societies"], &row["number"], &row["amount"]), (&json!(2), &json!(150), &json!(350_050)), "{csc}");
    assert!(row.get("quantity").is_none(), "only the figures of the kind");
    let society = data(&office, 0, &[&show[..], &["--by", "society", "--society", "1/20"]].concat());
    assert_eq!(society["count"], 2, "{society}");
    let hindi = returns(&office, &[&show[..], &["--activity", "storage", "--lang", "hi"]].concat());
    assert!(hindi.stdout.contains("भंडारित (टन)") && hindi.stdout.contains("12.5"), "{}", hindi.stdout);
    assert_eq!(returns(&office, &[&show[..], &["--activity", "bakery"]].concat()).code, 2);
    let empty = data(&office, 0, &["pacs", "activity", "show", "--month", "2024-01"]);
    assert_eq!(empty["count"], 0);
    // A list of one kind and month says neither.
    let plain = file(&office, "plain.csv", "Reg. No.,PACS Name,Services,Value\n3/20,Lakhanpur PACS,7,70\n");
    let said = data(&office, 0, &["pacs", "activity", "import", &plain, "--activity", "csc", "--month", "2025-12"]);
    assert_eq!(said["imported"], 1, "{said}");
    let folder = office.folder().join("papers");
    let made = returns(&office, &[&show[..], &["--format", "html", "-o", folder.to_str().expect("UTF-8")]].concat());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let html = fs::read_to_string(folder.join("pacs_activity.html")).expect("the paper");
    assert!(html.contains("<svg") && html.contains("Common Service Centre"), "chart and rows");
}

const SCHEME: [&str; 4] = ["--scheme", "jan-aushadhi", "--month", "2025-12"];

fn with_sales(office: &Office) {
    let text = "Reg. No.,PACS Name,Month,Activity,Amount\n\
        1/20,Rampur PACS,Dec 2024,JAK,300\n3/20,Lakhanpur PACS,Dec 2024,JAK,100\n\
        1/20,Rampur PACS,Dec 2025,JAK,\"60,00,000\"\n3/20,Lakhanpur PACS,Dec 2025,JAK,\"49,99,999.99\"\n";
    let path = file(office, "sales.csv", text);
    let said = returns(office, &["pacs", "activity", "import", &path]);
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
}

#[test]
fn a_target_of_two_crore_is_split_to_the_paisa_told_first_entered_by_order_and_held_against_what_was_sold() {
    let office = office();
    with_sales(&office);
    let set = [&["target", "set"], &SCHEME[..], &["--amount", "2 करोड़"]].concat();
    assert_eq!(returns(&office, &set).code, 6, "by order only");
    let ordered = data(&office, 0, &[&set[..], &["--order", "L/1"]].concat());
    assert_eq!((&ordered["target"], &ordered["entered"]), (&json!("2,00,00,000"), &json!(1)));
    assert_eq!(data(&office, 0, &[&set[..], &["--order", "L/1"]].concat())["entered"], 0, "twice is once");
    let split = [&["target", "split"], &SCHEME[..], &["--by", "last-year"]].concat();
    let before = digest(&office);
    let plan = data(&office, 0, &split);
    assert_eq!((&plan["periods"][0]["closes"], &plan["entered"]), (&json!(true), &json!(0)));
    assert_eq!(digest(&office), before, "told, not entered");
    let target = |plan: &Value, district: i64| {
        let rows = plan["rows"].as_array().expect("rows").clone();
        rows.iter().find(|row| row["district"] == district).expect("the district")["target"].clone()
    };
    assert_eq!((target(&plan, 212), target(&plan, 196)), (json!(1_500_000_000), json!(500_000_000)), "three to one");
    let dry = data(&office, 0, &[&split[..], &["--order", "L/2", "--dry-run"]].concat());
    assert_eq!((&dry["entered"], &dry["day_no"]), (&json!(38), &Value::Null));
    assert_eq!(digest(&office), before);
    assert_eq!(data(&office, 0, &[&split[..], &["--order", "L/2"]].concat())["entered"], 38);
    assert_eq!(data(&office, 0, &[&split[..], &["--order", "L/2"]].concat())["entered"], 0);
    let progress = [&["target", "progress"], &SCHEME[..]].concat();
    let made = data(&office, 0, &progress);
    let rows = made["rows"].as_array().expect("rows").clone();
    let row = |district: i64| rows.iter().find(|row| row["district"] == district).expect("the district").clone();
    assert_eq!(
        (&row(212)["achieved"], &row(212)["percent"], &row(212)["gap"]),
        (&json!(600_000_000), &json!(4_000), &json!(900_000_000))
    );
    assert_eq!((&row(196)["percent"], &row(196)["gap"]), (&json!(9_999), &json!(1)), "a paisa short is not met");
    assert_eq!((&made["state"]["target"], &made["state"]["percent"]), (&json!(2_000_000_000), &json!(5_499)));
    // A revised split is a further entry; what the earlier order said is read on its day.
    let revised =
        [&split[..], &["--floor", "1,00,000", "--reason", "every district has a centre", "--order", "L/3"]].concat();
    assert_eq!(data(&office, 0, &revised)["entered"], 38);
    let shown = by("coop-register", &office, DAY, &["register", "show", "scheme_target", "--format", "csv"]).csv();
    let gaya = shown.iter().find(|row| row["district"] == "196").expect("Gaya");
    assert_eq!((gaya["floor_reason"].as_str(), gaya["order_no"].as_str()), ("every district has a centre", "L/3"));
    // The State's target is raised: the split no longer closes, and is told.
    let raised = [&["target", "set"], &SCHEME[..], &["--amount", "3,00,00,000", "--order", "L/4"]].concat();
    assert_eq!(data(&office, 0, &raised)["before"][0], "2,00,00,000");
    assert!(told(&office, &progress).1.iter().any(|(code, _)| code == "PRG-201"));
    let hindi = returns(&office, &[&progress[..], &["--lang", "hi"]].concat());
    assert!(
        hindi.stdout.contains("राज्य") && hindi.stderr.contains("जिलों के लक्ष्य का योग 2,00,00,000"),
        "{}",
        hindi.stderr
    );
    let folder = office.folder().join("papers");
    let paper =
        returns(&office, &[&progress[..], &["--format", "html,xlsx", "-o", folder.to_str().expect("UTF-8")]].concat());
    assert_eq!(paper.code, 0, "{}", paper.stderr);
    let html = fs::read_to_string(folder.join("scheme_progress-jan-aushadhi-2025-12.html")).expect("the paper");
    assert_eq!(html.matches("<svg").count(), 2, "chart and map");
    assert!(
        html.contains("2,00,00,000") && html.contains("40") && html.contains("State: Bihar"),
        "sum, per cent, State"
    );
}

#[test]
fn a_target_that_cannot_be_split_or_set_is_refused_with_what_to_do() {
    let office = office();
    with_sales(&office);
    let split = |more: &[&str]| returns(&office, &[&["target", "split"], &SCHEME[..], more].concat());
    assert_eq!(split(&["--by", "equal"]).code, 5, "no target of the State");
    let set = |scheme: &str, more: &[&str]| {
        returns(
            &office,
            &[&["target", "set", "--scheme", scheme, "--month", "2025-12", "--order", "L/1"], more].concat(),
        )
    };
    assert_eq!(set("jan-aushadhi", &["--units", "5"]).code, 2, "counted in rupees");
    assert_eq!(set("dairy", &["--amount", "5"]).code, 2, "counted in numbers");
    assert_eq!(set("dairy", &["--units", "five"]).code, 2);
    let unknown = set("bakery", &["--units", "5"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("jan-aushadhi"), "{}", unknown.stderr);
    assert_eq!(set("jan-aushadhi", &["--amount", "1000", "--until", "2025-11"]).code, 2, "until before month");
    assert_eq!(set("jan-aushadhi", &["--amount", "1000", "--order-date", "2027-01-01"]).code, 2, "an order to come");
    assert_eq!(set("jan-aushadhi", &["--amount", "1000", "--until", "2026-02"]).code, 0);
    let floors = split(&["--by", "equal", "--floor", "100", "--reason", "each"]);
    assert!(
        floors.code == 6 && floors.stderr.contains("3,800") && floors.stderr.contains("1,000"),
        "{}",
        floors.stderr
    );
    assert_eq!(split(&["--by", "equal", "--floor", "10"]).code, 6, "a floor needs its reason");
    assert_eq!(split(&["--by", "members"]).code, 6, "no member is recorded");
    assert_eq!(split(&["--by", "equal", "--step", "300"]).code, 2);
    assert_eq!(split(&["--by", "equal", "--at-least", "Gaya"]).code, 2);
    assert_eq!(split(&["--by", "equal", "--districts", "Patna", "--at-least", "Gaya=5", "--reason", "x"]).code, 2);
    assert_eq!(split(&["--by", "equal", "--districts", "Atlantis"]).code, 5);
    let whole =
        [&["target", "split"], &SCHEME[..], &["--until", "2026-02", "--by", "societies", "--districts", "Patna,Gaya"]]
            .concat();
    let made = data(&office, 0, &whole);
    assert_eq!(made["periods"].as_array().expect("periods").len(), 3, "each month is split");
    assert!(made["periods"].as_array().expect("periods").iter().all(|period| period["closes"] == true));
    assert_eq!(returns(&office, &["target", "progress", "--scheme", "dairy", "--year", "2025-26"]).code, 5);
    assert_eq!(returns(&office, &["target", "progress", "--scheme", "dairy"]).code, 2, "no period");
    assert_eq!(returns(&office, &["target", "schemes", "--format", "csv"]).csv().len(), 9);
    let wrong = by("coop-register", &office, DAY, &["clock", "set", "IN-PAC-01", "--days", "3", "--order", "x"]);
    assert_eq!(wrong.code, 2, "an hour, no days");
    let wrong = by("coop-register", &office, DAY, &["clock", "set", "BR-REG-02", "--time", "10:00", "--order", "x"]);
    assert_eq!(wrong.code, 2, "days, no hour");
}

#[test]
fn schemes_of_members_societies_memberships_and_stages_are_counted_from_their_registers() {
    let office = office();
    let members = "Society Reg. No.,Name of Society,Member No.,Name,Father's Name,Sex,Admitted on\n\
        1/20,Rampur PACS,1,Sita Devi,Ram,F,2025-12-03\n1/20,Rampur PACS,2,Gita Devi,Shyam,F,2025-11-03\n\
        1/20,Rampur PACS,3,Mohan,Sohan,M,2025-12-04\n3/20,Lakhanpur PACS,1,Rita Devi,Hari,F,2025-12-31\n";
    let members = file(&office, "members.csv", members);
    let said = by("coop-migrate", &office, DAY, &["import", &members, "--register", "member"]);
    assert!(said.code <= 1, "{}{}", said.stdout, said.stderr);
    let joined = "Reg. No.,PACS Name,Month,Activity,Number\n\
        1/20,Rampur PACS,Dec 2025,NCEL,1\n1/20,Rampur PACS,Jan 2026,NCEL,1\n3/20,Lakhanpur PACS,Dec 2025,NCEL,0\n";
    let joined = file(&office, "joined.csv", joined);
    assert_eq!(returns(&office, &["pacs", "activity", "import", &joined]).code, 0);
    let live = ["pacs", "golive", "1/20", "--on", "2025-12-05", "--kind", "pacs", "--order", "G/1"];
    assert!(by("coop-migrate", &office, DAY, &live).code <= 1);
    let achieved = |scheme: &str, period: &[&str]| {
        let set = [&["target", "set", "--scheme", scheme, "--units", "10", "--order", "L/1"], period].concat();
        assert_eq!(returns(&office, &set).code, 0, "{scheme}");
        data(&office, 0, &[&["target", "progress", "--scheme", scheme], period].concat())["state"]["achieved"].clone()
    };
    let december = ["--month", "2025-12"];
    assert_eq!(achieved("women-members", &december), 2, "of December, women");
    assert_eq!(achieved("dairy", &december), 1);
    assert_eq!(
        achieved("necl-export", &["--year", "2025-26"]),
        1,
        "a society in two months is one member, nought is none"
    );
    assert_eq!(achieved("pacs-golive", &december), 1);
    assert_eq!(achieved("pacs-golive", &["--month", "2025-11"]), 0);
    assert_eq!(achieved("ardb-golive", &december), 0);
}

#[test]
fn after_the_end_of_paper_exports_of_the_erp_still_come_in() {
    let office = office();
    let freeze =
        by("coop-migrate", &office, "2026-01-05", &["cutover", "freeze", "--date", "2026-01-01", "--order", "C/1"]);
    assert_eq!(freeze.code, 0, "{}{}", freeze.stdout, freeze.stderr);
    let path = file(&office, "a.csv", &export(&SECOND));
    assert_eq!(returns(&office, &["pacs", "day", "import", &path]).code, 0, "an export is no paper");
    let proof = by("coop-migrate", &office, DAY, &["cutover", "prove"]);
    assert_eq!(proof.code, 0, "{}{}", proof.stdout, proof.stderr);
}

#[test]
fn the_sample_plays_to_the_end_and_its_paper_shows_the_days_beside_each_other() {
    let (office, said) = played("programme.sh");
    assert!(said.contains("2,00,00,000") || said.contains("20000000"), "{said}");
    let folder = office.folder().join("papers");
    let status = ["pacs", "day", "status", "--date", "2026-11-02", "--format", "html", "--lang", "hi", "-o"];
    let made = returns(&office, &[&status[..], &[folder.to_str().expect("UTF-8")]].concat());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let html = fs::read_to_string(folder.join("pacs_day.html")).expect("the paper");
    for wanted in ["पैक्स जिनका दिवस समाप्त नहीं", "31-10", "विलंब से समाप्त", "सुनीता देवी", "राज्य: बिहार"]
    {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert!(repository("samples/cases/programme/day-2026-10-31.csv").is_file());
}
