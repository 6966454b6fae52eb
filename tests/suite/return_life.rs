//! The life of a return through the programs: the empty form, filled in, checked, marked, filed, revised, decided on.

use super::{
    filled_form::{SHEET, cells, fill, parts, put, rows},
    office::{Office, Ran, repository, run},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

type Row = BTreeMap<String, String>;

/// Families held against in these tests: figures of the samples are made for them.
const FAMILIES: &str = "FIL,BSH,APP";
const PACS: &str = "12/1957";
const DAIRY: &str = "13/1960";

/// The figures of one society of a kind for two years, as the samples have them; nothing is planted in them.
fn figures(kind: &str) -> (Row, Row) {
    let rows = |file: &str| -> Vec<Row> {
        let mut reader = csv::Reader::from_path(repository("samples/returns").join(file)).expect("a sample");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    };
    let planted: Vec<String> =
        rows("expected-findings.csv").into_iter().map(|row| row["registration_number"].clone()).collect();
    let number = |row: &Row| row["registration_number"].clone();
    let (before, now) = (rows("returns-2023-24.csv"), rows("returns-2024-25.csv"));
    let right = |row: &&Row| {
        row["society_type"] == kind
            && !planted.contains(&number(row))
            && row["net_profit"].parse::<i64>().is_ok_and(|n| n > 0)
    };
    let found = now.iter().find(right).expect("a right return of the kind");
    let earlier = before.iter().find(|row| number(row) == number(found)).expect("last year's");
    (earlier.clone(), found.clone())
}

fn as_of(row: &Row, number: &str) -> Row {
    let name = if number == PACS {
        "रामपुर पैक्स"
    } else {
        "मनेर दुग्ध समिति"
    };
    let own = [("registration_number", number), ("society", name), ("district_code", "212"), ("district", "Patna")];
    let mut row = row.clone();
    row.extend(own.map(|(key, value)| (key.to_owned(), value.to_owned())));
    row
}

/// An office with a PACS and a dairy, and their returns of 2023-24 from a list; made once, copied by every test.
fn office() -> Office {
    static MADE: OnceLock<Office> = OnceLock::new();
    MADE.get_or_init(|| {
        let office = Office::new();
        let societies = office.folder().join("inbox/societies.csv");
        let list = "Registration No,Registration Date,Name of Society,District,Class,Act,Status\n\
                    12/1957,24-01-1957,रामपुर पैक्स,Patna,PACS,Bihar Co-operative Societies Act 1935,Functional\n\
                    13/1960,21-03-1960,मनेर दुग्ध समिति,Patna,Dairy,Bihar Co-operative Societies Act 1935,Functional\n";
        fs::write(&societies, list).expect("a file");
        let path = office.folder().join("inbox/returns-2023-24.csv");
        let (pacs, dairy) = (as_of(&figures("pacs").0, PACS), as_of(&figures("dairy").0, DAIRY));
        let mut writer = csv::Writer::from_path(&path).expect("a file");
        writer.write_record(pacs.keys()).expect("room");
        for row in [&pacs, &dairy] {
            writer.write_record(row.values()).expect("room");
        }
        writer.flush().expect("room");
        for file in [societies, path] {
            let done = office.run("coop-migrate", &["import", text(&file)]);
            assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
        }
        office
    })
    .copy()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn returns(office: &Office, arguments: &[&str]) -> Ran {
    office.run("coop-returns", arguments)
}

/// It ends well: its data.
fn data(office: &Office, arguments: &[&str]) -> serde_json::Value {
    let found = office.json("coop-returns", arguments);
    assert_eq!(found["code"], 0, "{arguments:?}: {found}");
    found["data"].clone()
}

/// How it ended, and the codes it named.
fn told(office: &Office, arguments: &[&str]) -> (i64, Vec<String>) {
    let found = office.json("coop-returns", arguments);
    let all = found["findings"].as_array().cloned().unwrap_or_default();
    let code = |finding: &serde_json::Value| finding["code"].as_str().map(str::to_owned);
    (found["code"].as_i64().expect("a code"), all.iter().filter_map(code).collect())
}

/// A form of a society, filled in with the figures of the samples but for some lines.
fn form(office: &Office, kind: &str, fy: &str, name: &str, otherwise: &[(&str, &str)]) -> PathBuf {
    let society = if kind == "dairy" { DAIRY } else { PACS };
    let empty = office.folder().join("inbox/empty.xlsx");
    let filled = office.folder().join("inbox").join(name);
    let asked = ["return", "template", "--kind", kind, "--fy", fy, "--society", society, "-o", text(&empty)];
    assert_eq!(returns(office, &asked).code, 0);
    let figures = as_of(&figures(kind).1, society);
    // What the register filled in, and what the office fills in, the society leaves alone.
    let known = cells(&empty);
    let rows = rows(&empty);
    let blank =
        |line: &str| rows.get(line).is_some_and(|row| known.get(&format!("E{row}")).is_none_or(String::is_empty));
    let mut lines: BTreeMap<&str, &str> = figures
        .iter()
        .map(|(line, value)| (line.as_str(), value.as_str()))
        .filter(|(line, value)| blank(line) && !value.is_empty() && *line != "return_filed_on")
        .collect();
    lines.extend(otherwise.iter().copied());
    fill(&empty, &filled, lines);
    filled
}

fn codes(found: &Ran) -> Vec<String> {
    let mut codes: Vec<String> = found.csv().iter().map(|row| row["code"].clone()).collect();
    codes.sort();
    codes
}

fn check(office: &Office, file: &Path) -> Ran {
    returns(office, &["return", "check", text(file), "--only", FAMILIES, "--format", "csv"])
}

#[test]
fn the_form_is_filled_in_with_the_registers_facts_and_last_years_closing_figures() {
    let office = office();
    let filled = form(&office, "pacs", "2024-25", "form.xlsx", &[]);
    let empty = office.folder().join("inbox/empty.xlsx");
    let (cells, rows) = (cells(&empty), rows(&empty));
    let value = |line: &str| cells[&format!("E{}", rows[line])].clone();
    assert_eq!((value("registration_number"), value("society_id")), (PACS.to_owned(), "BR-HQ-S-1".to_owned()));
    assert_eq!((value("functional_status"), value("society_type")), ("functional".to_owned(), "PACS".to_owned()));
    let closing = figures("pacs").0;
    for (opening, of_last_year) in [
        ("share_capital_open", "share_capital_total"),
        ("loans_open", "loans_outstanding"),
        ("stock_opening", "stock_closing"),
    ] {
        let rupees: i64 = closing[of_last_year].parse().expect("whole rupees");
        assert_eq!(value(opening), format!("{rupees}.00"), "{opening}");
    }
    assert_eq!(value("members_open"), closing["members_close"]);
    // Labels in both languages, hints, lists, protection.
    assert_eq!(cells[&format!("B{}", rows["total_assets"])], "कुल परिसंपत्ति पक्ष");
    let sheet = String::from_utf8(parts(&empty)[SHEET].clone()).expect("XML");
    assert!(sheet.contains("<sheetProtection") && sheet.contains("रुपये, जैसे 12345.50"));
    assert!(sheet.contains("Lists!$A$1:$A$2"), "yes or no is a list");
    let right = check(&office, &filled);
    assert_eq!((right.code, codes(&right)), (0, vec![]), "{}{}", right.stdout, right.stderr);
    // A form for another kind than the register's class is not made.
    let wrong = ["return", "template", "--kind", "dairy", "--fy", "2024-25", "--society", PACS, "-o", text(&empty)];
    assert_eq!(returns(&office, &wrong).code, 6);
}

/// Faults set into a filled form, each with the finding and the line it must be told at.
const PACS_FAULTS: [(&str, &str); 4] = [
    ("annual_report_attached", "नहीं"),
    ("dividend_rate_pct", "25"),
    ("suspense_account", "12,000"),
    ("net_profit", "बहुत"),
];

fn planted(office: &Office, kind: &str, name: &str, faults: &[(&str, &str)], expected: &[(&str, &str)]) -> PathBuf {
    let file = form(office, kind, "2024-25", name, faults);
    let found = check(office, &file);
    let json = office.json("coop-returns", &["return", "check", text(&file), "--only", FAMILIES]);
    let rows = rows(&file);
    let place = |finding: &serde_json::Value| {
        (finding["code"].as_str().unwrap_or("").to_owned(), finding["place"]["cell"].as_str().unwrap_or("").to_owned())
    };
    let mut raised: Vec<_> = json["findings"].as_array().expect("findings").iter().map(place).collect();
    let mut wanted: Vec<_> =
        expected.iter().map(|(code, line)| ((*code).to_owned(), format!("E{}", rows[*line]))).collect();
    raised.sort();
    wanted.sort();
    assert_eq!(raised, wanted, "{}", found.stdout);
    assert_eq!(found.code, 1);
    file
}

#[test]
fn two_forms_with_planted_faults_raise_just_these_each_at_its_cell() {
    let office = office();
    let expected = [
        ("FIL-001", "annual_report_attached"),
        ("APP-005", "dividend_rate_pct"),
        ("BSH-021", "suspense_account"),
        ("RET-001", "net_profit"),
    ];
    planted(&office, "pacs", "pacs.xlsx", &PACS_FAULTS, &expected);
    let figures = figures("dairy").1;
    let assets: i64 = figures["total_assets"].parse().expect("whole rupees");
    let assets = (assets + 1000).to_string();
    let faults = [("total_assets", assets.as_str()), ("gb_declaration_attached", "no"), ("fy_end", "31-03-2024")];
    let expected = [
        ("BSH-001", "total_assets"),
        ("BSH-003", "total_assets"),
        ("FIL-005", "gb_declaration_attached"),
        ("FIL-009", "fy_end"),
        ("RET-008", "fy_end"),
    ];
    planted(&office, "dairy", "dairy.xlsx", &faults, &expected);
}

#[test]
fn the_findings_come_back_in_the_officers_own_form_and_nothing_else_of_it_changes() {
    let office = office();
    let file = form(&office, "pacs", "2024-25", "form.xlsx", &PACS_FAULTS);
    let marked = office.folder().join("inbox/marked.xlsx");
    let mark = |from: &Path, to: &Path, lang: &str| {
        returns(&office, &["return", "check", text(from), "--only", FAMILIES, "--mark", "-o", text(to), "--lang", lang])
    };
    let said = mark(&file, &marked, "hi");
    assert_eq!(said.code, 1, "{}{}", said.stdout, said.stderr);
    let (was, now) = (cells(&file), cells(&marked));
    let rows = rows(&file);
    let beside = |line: &str| now.get(&format!("F{}", rows[line])).cloned().unwrap_or_default();
    assert!(beside("annual_report_attached").starts_with("FIL-001 त्रुटि: "), "{}", beside("annual_report_attached"));
    assert!(beside("net_profit").starts_with("RET-001 त्रुटि: ") && beside("net_profit").contains("बहुत"));
    let changed: Vec<&String> =
        now.iter().filter(|(cell, text)| was.get(*cell) != Some(text)).map(|(cell, _)| cell).collect();
    assert_eq!(changed.len(), 4, "{changed:?}");
    assert!(changed.iter().all(|cell| cell.starts_with('F')));
    // Parts: the sheet and the styles (three colours), all else byte for byte.
    let (before, after) = (parts(&file), parts(&marked));
    let other: Vec<&String> =
        after.iter().filter(|(name, bytes)| before[*name] != **bytes).map(|(name, _)| name).collect();
    assert_eq!(other, ["xl/styles.xml", SHEET]);
    let sheet = String::from_utf8(after[SHEET].clone()).expect("XML");
    let cell = format!("<conditionalFormatting sqref=\"E{}\">", rows["dividend_rate_pct"]);
    assert!(sheet.contains(&cell) && sheet.contains("<sheetProtection"));
    // The officer puts three right in the marked copy: what is marked again tells the one that is left.
    let corrected = office.folder().join("inbox/corrected.xlsx");
    let profit = figures("pacs").1["net_profit"].clone();
    fill(
        &marked,
        &corrected,
        [("net_profit", profit.as_str()), ("annual_report_attached", "हाँ"), ("suspense_account", "0")],
    );
    let again = office.folder().join("inbox/again.xlsx");
    assert_eq!(mark(&corrected, &again, "en").code, 1);
    let left: Vec<(String, String)> = cells(&again)
        .into_iter()
        .filter(|(cell, text)| cell.starts_with('F') && !text.is_empty() && !text.contains("findings"))
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].1.starts_with("APP-005 error: "), "{left:?}");
    let sheet = String::from_utf8(parts(&again)[SHEET].clone()).expect("XML");
    assert_eq!(sheet.matches("<conditionalFormatting").count(), 1);
    // Into a folder, under the file's own name; never in its place.
    let folder = office.folder().join("inbox/checked");
    fs::create_dir(&folder).expect("a folder");
    mark(&file, &folder, "en");
    assert!(folder.join("form-checked.xlsx").is_file());
    assert_eq!(mark(&file, &file, "en").code, 2);
    assert_eq!(returns(&office, &["return", "check", text(&file), "--mark"]).code, 2);
    let old =
        fs::read(repository("samples/returns/pacs-planted-faults-2024-25.xlsx")).expect("a form of the first edition");
    let first = office.folder().join("inbox/first.xlsx");
    fs::write(&first, old).expect("room");
    mark(&first, &marked, "en");
    let added: Vec<String> = cells(&marked).into_values().filter(|text| text.starts_with("BSH-001 error")).collect();
    assert_eq!(added.len(), 1, "a column is added where the form has none for findings");
}

#[test]
fn a_form_of_another_kind_or_year_or_with_other_words_is_told_at_its_cell() {
    let office = office();
    let file = form(&office, "pacs", "2024-25", "form.xlsx", &[]);
    let rows = rows(&file);
    let cell = |found: &serde_json::Value| {
        let all = found["findings"].as_array().expect("findings").iter();
        all.map(|f| format!("{} {}", f["code"].as_str().unwrap_or(""), f["place"]["cell"].as_str().unwrap_or("")))
            .collect::<Vec<_>>()
    };
    let check = |file: &Path, asked: &[&str]| {
        office.json("coop-returns", &[&["return", "check", text(file), "--only", FAMILIES], asked].concat())
    };
    assert_eq!(cell(&check(&file, &["--fy", "2023-24"])), [format!("RET-101 E{}", rows["fy_end"])]);
    assert_eq!(cell(&check(&file, &["--kind", "dairy"])), [format!("RET-102 E{}", rows["society_type"])]);
    assert_eq!(check(&file, &["--kind", "bank"])["code"], 5);
    let edited = office.folder().join("inbox/edited.xlsx");
    let label = format!("C{}", rows["net_profit"]);
    put(&file, &edited, &[(label.as_str(), "Gross profit")]);
    assert_eq!(cell(&check(&edited, &[])), [format!("RET-103 {label}")]);
    // A line taken out of the form: its code is gone.
    put(&file, &edited, &[(&format!("A{}", rows["cash_in_hand"]), "")]);
    let found = check(&edited, &[]);
    assert!(cell(&found).contains(&"RET-104 B5".to_owned()), "{found}");
    let filed = told(&office, &["return", "file", text(&edited), "--order", "1"]);
    assert_eq!((filed.0, filed.1), (6, vec!["RET-104".to_owned()]));
}

#[test]
fn a_return_is_filed_revised_accepted_refused_and_filed_anew() {
    let office = office();
    let first = form(&office, "pacs", "2024-25", "form.xlsx", &[("annual_report_attached", "no")]);
    let file = |path: &Path, more: &[&str]| {
        [&["return", "file", text(path)], more].concat().iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()
    };
    let json =
        |arguments: &[String]| office.json("coop-returns", &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(json(&file(&first, &[]))["code"], 6, "without an order or a reason");
    let digest = office.digest();
    let tried = json(&file(&first, &["--order", "7/2025", "--dry-run"]));
    assert_eq!((&tried["code"], &tried["data"]["dry_run"]), (&1.into(), &true.into()), "{tried}");
    assert_eq!(office.digest(), digest, "a dry run changes nothing");
    let early = run(
        "coop-returns",
        &[
            "--office",
            text(&office.folder()),
            "--as-of",
            "2025-03-31",
            "return",
            "file",
            text(&first),
            "--order",
            "7",
            "--format",
            "json",
        ],
        b"",
    )
    .json();
    assert_eq!((&early["code"], &early["findings"][0]["code"]), (&6.into(), &"RET-112".into()));

    // On 31 December it is 92 days late: told, not refused; what the rules find is counted.
    let done = json(&file(&first, &["--order", "7/2025"]));
    let filed = &done["data"]["filed"][0];
    assert_eq!(
        (&done["code"], &filed["days_late"], &filed["due_on"]),
        (&1.into(), &92.into(), &"2025-09-30".into()),
        "{done}"
    );
    assert!(filed["errors"].as_i64() >= Some(1) && filed["revision"] == 0, "{filed}");
    assert_eq!(office.contents("documents").len(), 1);
    assert_eq!(office.json("coop-register", &["locker", "verify"])["code"], 0, "the file is a document of the office");
    let again = json(&file(&first, &["--order", "7/2025"]));
    assert_eq!((&again["code"], again["data"]["already"].as_array().map(Vec::len)), (&0.into(), Some(1)), "{again}");
    let other = form(&office, "pacs", "2024-25", "other.xlsx", &[("complaints_open", "3")]);
    assert_eq!(told(&office, &["return", "file", text(&other), "--order", "8"]), (6, vec!["RET-113".to_owned()]));

    // A revision changes lines, not the day of filing.
    let revised = form(&office, "pacs", "2024-25", "revised.xlsx", &[("suspense_account", "500.50")]);
    let changes = office.json("coop-returns", &["return", "revise", text(&revised), "--reason", "typing"]);
    let lines = changes["data"]["filed"][0]["changes"].as_array().expect("changes").clone();
    let named: Vec<_> = lines.iter().map(|line| line["field"].as_str().unwrap_or("")).collect();
    assert_eq!(named, ["annual_report_attached", "suspense_account"], "{changes}");
    assert_eq!((&lines[1]["now"], changes["data"]["filed"][0]["revision"].as_i64()), (&50_050.into(), Some(1)));
    let shown = data(&office, &["return", "show", PACS, "--fy", "2024-25"]);
    let value = |shown: &serde_json::Value, line: &str| {
        let rows = shown["rows"].as_array().expect("rows").clone();
        rows.iter().find(|row| row["field"] == line).map(|row| row["value"].clone()).unwrap_or_default()
    };
    assert_eq!((value(&shown, "is_revised"), value(&shown, "revision_reason")), (true.into(), "typing".into()));
    assert_eq!(value(&shown, "return_filed_on"), "2025-12-31");
    let original = data(&office, &["return", "show", PACS, "--fy", "2024-25", "--revision", "0"]);
    assert_eq!((value(&original, "annual_report_attached"), &original["revisions"]), (false.into(), &2.into()));
    assert_eq!(told(&office, &["return", "show", PACS, "--fy", "2024-25", "--revision", "2"]).0, 5);

    // Decisions.
    let decide =
        |verb: &str, more: &[&str]| told(&office, &[&["return", verb, PACS, "--fy", "2024-25"], more].concat());
    assert_eq!(decide("accept", &[]), (6, vec!["RET-122".to_owned()]));
    assert_eq!(decide("refuse", &["--order", "9"]), (6, vec!["RET-123".to_owned()]));
    assert_eq!(decide("accept", &["--order", "9", "--on", "2025-12-30"]), (6, vec!["RET-116".to_owned()]));
    assert_eq!(decide("accept", &["--order", "9"]), (0, vec![]));
    let same = data(&office, &["return", "accept", PACS, "--fy", "2024-25", "--order", "9"]);
    assert_eq!(same["changed"], false);
    assert_eq!(decide("refuse", &["--order", "10", "--reason", "x"]), (6, vec!["RET-121".to_owned()]));

    // A later revision that was not accepted does not count as last year's figures.
    let third = form(&office, "pacs", "2024-25", "third.xlsx", &[("cash_in_hand", "1")]);
    assert_eq!(office.json("coop-returns", &["return", "revise", text(&third), "--reason", "x"])["code"], 1);
    let next = office.folder().join("inbox/next.xlsx");
    data(&office, &["return", "template", "--kind", "pacs", "--fy", "2025-26", "--society", PACS, "-o", text(&next)]);
    let opening = cells(&next)[&format!("E{}", rows(&next)["cash_open"])].clone();
    let cash: i64 = figures("pacs").1["cash_in_hand"].parse().expect("whole rupees");
    assert_eq!(opening, format!("{cash}.00"));

    // Refused: it is owed again, and may be filed anew.
    assert_eq!(decide("refuse", &["--order", "11", "--reason", "cash does not agree"]), (0, vec![]));
    let listed = |arguments: &[&str]| {
        let found = data(&office, &[&["return", "list", "--fy", "2024-25"], arguments].concat());
        found["rows"].as_array().expect("rows").clone()
    };
    let refused = listed(&["--state", "refused"]);
    assert_eq!((refused.len(), &refused[0]["order_no"], &refused[0]["revision"]), (1, &"11".into(), &2.into()));
    let owing = data(&office, &["due", "list", "--fy", "2024-25"]);
    assert_eq!(owing["count"], 2, "the refused one and the dairy: {owing}");
    assert_eq!(listed(&["--state", "none"]).len(), 1);
    assert_eq!(told(&office, &["return", "revise", text(&first), "--reason", "x"]), (6, vec!["RET-115".to_owned()]));
    assert_eq!(json(&file(&other, &["--order", "12"]))["data"]["filed"][0]["revision"], 3);
    let rows = listed(&["--late", "--district", "212"]);
    let states: Vec<_> = rows.iter().map(|row| row["state"].as_str().unwrap_or("")).collect();
    assert_eq!(states, ["filed", "none"]);
    office.chain();
}

#[test]
fn a_receipt_is_the_same_sheet_whenever_it_is_printed_and_its_code_is_checked() {
    let office = office();
    let file = form(&office, "dairy", "2024-25", "dairy.xlsx", &[]);
    data(&office, &["return", "file", text(&file), "--order", "7", "--on", "2025-09-12", "--fail-on", "never"]);
    let print = |name: &str, lang: &str| {
        let out = office.folder().join("inbox").join(name);
        let asked = ["return", "receipt", DAIRY, "--fy", "2024-25", "-o", text(&out), "--lang", lang];
        let made = data(&office, &asked);
        (fs::read_to_string(&out).expect("a page"), made)
    };
    let (first, made) = print("receipt.html", "en");
    let code = made["code"].as_str().expect("a code").to_owned();
    assert!(code.starts_with("BR-HQ-S-2/2024-25/1."), "{code}");
    for part in [
        &code,
        &made["sha256"].as_str().expect("of the file")[48..],
        &made["facts"].as_str().expect("of the facts").replace('-', " "),
        "12-09-2025",
    ] {
        assert!(first.contains(part), "{part}");
    }
    let (hindi, _) = print("pavti.html", "hi");
    assert!(hindi.contains("वार्षिक विवरणी की पावती") && hindi.contains("मनेर दुग्ध समिति"));
    // Other acts change nothing of it.
    data(&office, &["return", "accept", DAIRY, "--fy", "2024-25", "--order", "9"]);
    assert_eq!(print("again.html", "en").0, first);
    let verified = data(&office, &["return", "verify", &code]);
    assert_eq!((&verified["holds"], &verified["sha256"]), (&true.into(), &made["sha256"]));
    assert_eq!(office.run("coop-register", &["society", "verify", &code]).code, 0);
    let last = if code.ends_with('2') { '3' } else { '2' };
    let wrong = format!("{}{last}", &code[..code.len() - 1]);
    assert_eq!(returns(&office, &["return", "verify", &wrong]).code, 8);
    assert_eq!(returns(&office, &["return", "verify", "BR-HQ-S-2.1.20251231.AB23CD45EF67"]).code, 2);
    // An imported return was not filed here.
    assert_eq!(returns(&office, &["return", "receipt", DAIRY, "--fy", "2023-24"]).code, 5);
}

#[test]
fn of_several_files_the_right_ones_are_filed_and_every_fault_of_the_others_is_told_in_one_pass() {
    let office = office();
    let right = form(&office, "dairy", "2024-25", "right.xlsx", &[]);
    let stranger =
        form(&office, "pacs", "2024-25", "stranger.xlsx", &[("registration_number", "99/1999"), ("society_id", "")]);
    let unread = office.folder().join("inbox/unread.xlsx");
    fs::write(&unread, "no workbook").expect("room");
    let other_kind = form(
        &office,
        "pacs",
        "2024-25",
        "kind.xlsx",
        &[("registration_number", DAIRY), ("society_id", ""), ("net_profit", "much")],
    );
    let files = [&right, &stranger, &unread, &other_kind].map(|path| text(path).to_owned());
    let mut asked = vec!["return", "file", "--order", "7"];
    asked.extend(files.iter().map(String::as_str));
    let done = office.json("coop-returns", &asked);
    assert_eq!(done["code"], 9, "{done}");
    let codes: Vec<_> =
        done["findings"].as_array().expect("findings").iter().map(|f| f["code"].as_str().unwrap_or("")).collect();
    for code in ["RET-110", "RET-117", "RET-001"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(
        (done["data"]["filed"].as_array().map(Vec::len), done["data"]["failed"].as_array().map(Vec::len)),
        (Some(1), Some(3))
    );
    assert_eq!(office.contents("documents").len(), 1, "of a refused file nothing is kept");
    // All at fault: nothing is entered, one error.
    let mut asked = vec!["return", "file", "--order", "7"];
    asked.extend(files[1..].iter().map(String::as_str).filter(|file| !file.ends_with("unread.xlsx")));
    let refused = office.json("coop-returns", &asked);
    assert_eq!((&refused["code"], refused["findings"].as_array().map(Vec::len)), (&6.into(), Some(4)), "{refused}");
}

#[test]
fn of_a_list_each_row_is_a_return_and_what_refuses_one_is_told_at_its_cell() {
    let office = office();
    let list = office.folder().join("inbox/list.csv");
    let (known, mut stranger) = (as_of(&figures("pacs").1, PACS), as_of(&figures("pacs").1, "99/1999"));
    stranger.insert("district_code".into(), "196".into());
    let mut writer = csv::Writer::from_path(&list).expect("a file");
    writer.write_record(known.keys()).expect("room");
    for row in [&known, &stranger] {
        writer.write_record(row.values()).expect("room");
    }
    writer.flush().expect("room");
    let done = office.json("coop-returns", &["return", "file", text(&list), "--order", "7"]);
    let unknown = done["findings"].as_array().expect("findings").iter().find(|finding| finding["code"] == "RET-110");
    let cell = unknown.expect("a society nobody knows")["place"]["cell"].as_str().unwrap_or("");
    assert!(cell.ends_with('3') && cell.len() > 1, "{cell}");
    // The list says when each was filed; the office has the day it came.
    let codes: Vec<_> = done["findings"].as_array().expect("findings").iter().map(|f| f["code"].clone()).collect();
    assert!(codes.contains(&"RET-118".into()), "{codes:?}");
    assert_eq!((&done["code"], &done["data"]["filed"][0]["society"]), (&9.into(), &"BR-HQ-S-1".into()));
}

#[test]
fn a_finding_is_waived_by_order_until_a_day_and_stays_listed() {
    let office = office();
    let file = form(&office, "pacs", "2024-25", "form.xlsx", &[("annual_report_attached", "no")]);
    assert_eq!(
        office.json("coop-returns", &["return", "file", text(&file), "--order", "7", "--on", "2025-09-12"])["code"],
        1
    );
    let list = |more: &[&str]| {
        let found =
            office.json("coop-returns", &[&["finding", "list", "--fy", "2024-25", "--only", FAMILIES], more].concat());
        let data = &found["data"];
        (found["code"].as_i64().expect("a code"), data["count"].as_i64(), data["waived"].as_i64())
    };
    assert_eq!(list(&[]), (1, Some(1), Some(0)));
    // Nothing was on record the day before the register began.
    assert_eq!(list(&["--since", "2020-01-01"]), (1, Some(1), Some(0)));
    let today = coop_registry::model::Instant::new(jiff::Timestamp::now()).day_in_india().to_string();
    assert_eq!(list(&["--since", &today]), (0, Some(0), Some(0)), "it was found by today's end already");
    let waive = |code: &str, more: &[&str]| {
        told(&office, &[&["finding", "waive", code, "--society", PACS, "--fy", "2024-25"], more].concat())
    };
    let until = ["--until", "2026-03-31"];
    assert_eq!(waive("FIL-001", &[&until[..], &["--order", "20"]].concat()), (6, vec!["RET-126".to_owned()]));
    let by = ["--order", "20", "--reason", "report lost in the flood"];
    assert_eq!(waive("FIL-001", &[&["--until", "2025-01-01"], &by[..]].concat()), (6, vec!["RET-124".to_owned()]));
    assert_eq!(waive("FIL-002", &[&until[..], &by].concat()), (6, vec!["RET-125".to_owned()]));
    assert_eq!(waive("XYZ-001", &[&until[..], &by].concat()).0, 5);
    assert_eq!(waive("FIL-001", &[&until[..], &by].concat()), (0, vec![]));
    assert_eq!(list(&[]), (0, Some(1), Some(1)), "listed, and no fault any more");
    // After its last day it counts again.
    let later = run(
        "coop-returns",
        &[
            "--office",
            text(&office.folder()),
            "--as-of",
            "2026-04-01",
            "finding",
            "list",
            "--fy",
            "2024-25",
            "--only",
            FAMILIES,
            "--format",
            "json",
        ],
        b"",
    )
    .json();
    assert_eq!((&later["code"], &later["data"]["waived"]), (&1.into(), &0.into()));
    // In every abstract: the check of the record and of the file, and the report.
    let on_record = office.json("coop-returns", &["return", "check", "--fy", "2024-25", "--only", FAMILIES]);
    assert_eq!((&on_record["code"], &on_record["data"]["waived"]), (&0.into(), &1.into()), "{on_record}");
    let of_file = office.json("coop-returns", &["return", "check", text(&file), "--only", FAMILIES]);
    assert_eq!((&of_file["code"], &of_file["data"]["waived"]), (&0.into(), &1.into()), "{of_file}");
    let folder = office.folder().join("reports/found");
    let built = office.run(
        "coop-returns",
        &["report", "build", "findings", "--fy", "2024-25", "--format", "csv", "-o", text(&folder)],
    );
    assert_eq!(built.code, 0, "{}", built.stderr);
    let by_rule = fs::read_to_string(folder.join("findings.by_rule.csv")).expect("the abstract");
    assert!(by_rule.lines().any(|line| line.starts_with("FIL-001,") && line.ends_with(",1,1")), "{by_rule}");
}

#[test]
fn what_is_said_to_people_is_hindi_where_hindi_is_read() {
    let office = office();
    let file = form(&office, "pacs", "2024-25", "form.xlsx", &[]);
    let hindi = |arguments: &[&str]| {
        let said = returns(&office, &[arguments, &["--lang", "hi"]].concat());
        assert!(
            said.stdout.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)),
            "{arguments:?}: {}{}",
            said.stdout,
            said.stderr
        );
        said.stdout
    };
    assert!(hindi(&["return", "file", text(&file), "--order", "7"]).contains("दिन विलंब, देय 30-09-2025"));
    assert!(hindi(&["return", "list"]).contains("दाखिल"));
    let shown = hindi(&["return", "show", PACS, "--fy", "2024-25"]);
    assert!(shown.contains("ग. तुलन पत्र") && shown.contains("स्थिति: दाखिल"), "{shown}");
    let share: i64 = figures("pacs").1["share_capital_total"].parse().expect("whole rupees");
    let grouped = coop_registry::model::Paise(share * 100).to_string();
    assert!(grouped.contains(',') && shown.contains(&grouped), "{grouped}");
    assert!(hindi(&["return", "accept", PACS, "--fy", "2024-25", "--order", "9"]).contains("स्वीकृत"));
    let refused = returns(&office, &["return", "file", text(&file), "--order", "8", "--lang", "hi"]);
    assert!(refused.stdout.contains("कुछ नहीं बदला"), "{}", refused.stdout);
}
