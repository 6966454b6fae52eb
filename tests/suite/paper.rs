//! Paper keyed twice: a form for any register, two blind hands, a third who decides, and the usual way from there.

use super::office::{Office, Ran, tables};
use calamine::{Data, Reader as _};
use coop_registry::{
    branches::entry::{Form, FormWords, Stamp, Stands, form_book},
    catalogue::Files,
    cleaning::Codes,
    mapping::HeadingLexicon,
    migrate::{Desk, open},
    model::{Kind, Language},
    source::Limits,
};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::{Path, PathBuf},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const SOCIETIES: &str = "क्र.सं.,पंजीयन संख्या,समिति का नाम,जिला\n1,1/57,रामपुर सहकारी समिति,पटना\n";
const WHY: [&str; 2] = ["--reason", "seen on the paper"];

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Column number of a cell and its row: `F4` → 5, 4.
fn place(cell: &str) -> (u32, u32) {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1) - 1;
    (column, cell[letters.len()..].parse().expect("a row"))
}

/// A copy of a workbook with cells of its first sheet filled in, as a person does in a spreadsheet program.
fn filled(book: &Path, name: &str, cells: &[(&str, &str)]) -> PathBuf {
    let mut package = ZipArchive::new(Cursor::new(fs::read(book).expect("the workbook"))).expect("a package");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let path = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if path == "xl/worksheets/sheet1.xml" {
            let mut words = String::from_utf8(bytes).expect("parts are XML");
            for (cell, value) in cells {
                words = put(&words, cell, value);
            }
            bytes = words.into_bytes();
        }
        out.start_file(path, SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("written");
    }
    let path = book.with_file_name(name);
    fs::write(&path, out.finish().expect("whole").into_inner()).expect("written");
    path
}

/// One cell set to a text, or to a number behind `#`, or to what else behind `=`.
fn put(sheet: &str, cell: &str, value: &str) -> String {
    let (_, row) = place(cell);
    let start = sheet.find(&format!("<row r=\"{row}\"")).unwrap_or_else(|| panic!("row {row}"));
    let open = start + sheet[start..].find('>').expect("an element") + 1;
    let end = open + sheet[open..].find("</row>").expect("a row with cells");
    let mut cells: BTreeMap<(u32, u32), String> = sheet[open..end]
        .split("<c r=\"")
        .skip(1)
        .map(|rest| (place(&rest[..rest.find('"').expect("a name")]), format!("<c r=\"{rest}")))
        .collect();
    let of = place(cell);
    let made = match value.split_at_checked(1) {
        Some(("#", number)) => format!("<c r=\"{cell}\"><v>{number}</v></c>"),
        Some(("=", formula)) => format!("<c r=\"{cell}\"><f>{formula}</f><v>1</v></c>"),
        _ => format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    cells.insert((of.0, of.1), made);
    format!("{}{}{}", &sheet[..open], cells.into_values().collect::<String>(), &sheet[end..])
}

fn as_officer(office: &Office, officer: &str, arguments: &[&str]) -> serde_json::Value {
    office.json("coop-migrate", &[&["--officer", officer], arguments].concat())
}

/// An office with one society, and an empty form of its members.
fn with_form() -> (Office, PathBuf) {
    let office = Office::new();
    let list = office.folder().join("societies.csv");
    fs::write(&list, SOCIETIES).expect("written");
    assert_eq!(office.json("coop-migrate", &["import", text(&list)])["data"]["imported"], 1);
    let form = office.folder().join("form.xlsx");
    let made =
        as_officer(&office, "clerk", &["entry", "template", "--register", "member", "--rows", "6", "-o", text(&form)]);
    assert_eq!((made["code"].as_u64(), made["data"]["job"].as_str()), (Some(0), Some("E0001")), "{made}");
    (office, form)
}

/// What the first keyed; the second differs in what is asked for.
fn keyed(form: &Path, name: &str, other: &[(&str, &str)]) -> PathBuf {
    let society = |row: u32| [(format!("C{row}"), "रामपुर सहकारी समिति"), (format!("D{row}"), "1/57")];
    let mut cells: Vec<(String, &str)> = [4, 5, 6].into_iter().flat_map(society).collect();
    for (cell, value) in [
        ("B4", "12"),
        ("E4", "1"),
        ("F4", "राम प्रसाद"),
        ("H4", "पुरुष"),
        ("I4", "12.03.1950"),
        ("N4", "9999 4105 7058"),
        ("R4", "#2"),
        ("S4", "200"),
        ("B5", "12"),
        ("E5", "2"),
        ("F5", "सीता देवी"),
        ("H5", "महिला"),
        ("I5", "30.02.1961"),
        ("B6", "13"),
        ("E6", "3"),
        ("F6", "मोहन लाल"),
        ("H6", "पुरुष"),
    ] {
        cells.push((cell.to_owned(), value));
    }
    cells.extend(other.iter().map(|(cell, value)| ((*cell).to_owned(), *value)));
    let cells: Vec<(&str, &str)> = cells.iter().map(|(cell, value)| (cell.as_str(), *value)).collect();
    filled(form, name, &cells)
}

/// Both forms handed in: a name, a number of identity and a row that differ, two cells alike.
fn handed_in() -> (Office, PathBuf) {
    let (office, form) = with_form();
    let first = keyed(&form, "first.xlsx", &[("B7", "13"), ("C7", "रामपुर सहकारी समिति"), ("F7", "एक और")]);
    let other =
        [("F4", "राम प्रासाद"), ("I4", "12/3/1950"), ("N4", "9999 4105 7059"), ("S4", "200/-"), ("O6", "#21916")];
    let second = keyed(&form, "second.xlsx", &other);
    let said = as_officer(&office, "asha", &["entry", "first", text(&first)]);
    assert_eq!((said["code"].as_u64(), &said["data"]["rows"]), (Some(0), &4.into()), "{said}");
    let said = as_officer(&office, "ravi", &["entry", "second", text(&second)]);
    assert_eq!((said["code"].as_u64(), &said["data"]["rows"]), (Some(0), &3.into()), "{said}");
    (office, form)
}

#[test]
fn an_import_knows_every_column_of_the_form_of_every_register() {
    let (files, tables, folder) = (Files::embedded(), tables(), tempfile::tempdir().expect("a folder"));
    let desk = Desk::load(&files, &tables).unwrap_or_else(|faults| panic!("{faults:?}"));
    let codes = Codes::load(&files).expect("the lists");
    let mut wrong = Vec::new();
    for table in tables.0.values().filter(|table| !table.is_by_program()) {
        let form = Form::of(table, &HeadingLexicon::load(&files, table).expect("headings"), 3);
        let fields = table.fields.iter().filter(|field| !field.by_program).count();
        let society = usize::from(form.columns.iter().any(|column| column.stands == Stands::SocietyNo));
        assert_eq!(form.columns.len(), fields + 2 + society, "{}", table.name);
        let stamp = Stamp {
            job: "E0001".into(),
            form: "E0001-0".into(),
            register: table.name.clone(),
            catalogue: "c".into(),
            rows: 3,
        };
        let words = FormWords {
            hint: "भरें / Key",
            list: "l",
            date: "d",
            number: "n",
            yes_no: ["हाँ", "नहीं"],
            language: Language::Hi,
        };
        let bytes = form_book(&form, &stamp, &codes, &words).expect("laid out");
        assert_eq!(
            bytes,
            form_book(&form, &stamp, &codes, &words).expect("laid out"),
            "the same form is the same file"
        );
        let path = folder.path().join("form.xlsx");
        fs::write(&path, bytes).expect("written");
        let file = open(&path, &Limits::default()).expect("a sound file");
        assert_eq!(Stamp::read(&file.sheets), Some(stamp));
        let survey = &desk.survey(&file, Some(&table.name))[0];
        let found = survey.headings.as_ref().unwrap_or_else(|| panic!("{}: no heading found", table.name));
        assert_eq!((found.rows, &found.clashes[..]), ((3, 3), &[][..]), "{}", table.name);
        for (at, column) in (0..).zip(&form.columns) {
            let read = found.columns.iter().find(|found| found.column == at).and_then(|found| found.field.as_deref());
            let wanted = match column.stands {
                Stands::Row | Stands::Page => None,
                // It leads to the society, and is kept as printed.
                _ if column.key == "registration_number" => Some("society_no"),
                _ => Some(column.key.as_str()),
            };
            if read != wanted {
                wrong.push(format!("{}: '{}' is read as {read:?}, not {wanted:?}", table.name, column.heading));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_form_has_lists_and_checks_for_what_a_register_knows() {
    let (_office, form) = with_form();
    let mut package = ZipArchive::new(Cursor::new(fs::read(&form).expect("the form"))).expect("a package");
    let mut sheet = String::new();
    package.by_name("xl/worksheets/sheet1.xml").expect("the form").read_to_string(&mut sheet).expect("XML");
    let table = &tables().0["member"];
    let kinds =
        |kind: fn(&Kind) -> bool| table.fields.iter().filter(|field| !field.by_program && kind(&field.kind)).count();
    for (kind, count) in [
        ("list", kinds(|kind| matches!(kind, Kind::Code | Kind::Bool))),
        ("date", kinds(|kind| *kind == Kind::Date)),
        ("whole", kinds(|kind| *kind == Kind::Integer)),
        ("decimal", kinds(|kind| matches!(kind, Kind::Money | Kind::Percent | Kind::Quantity))),
    ] {
        assert!(count > 0, "{kind}");
        assert_eq!(sheet.matches(&format!("<dataValidation type=\"{kind}\"")).count(), count, "{kind}");
    }
    assert!(sheet.contains("state=\"frozen\""));
    let mut book = calamine::open_workbook_auto(&form).expect("a workbook");
    let hidden: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    assert_eq!(hidden, ["coop-lists", "coop-entry"]);
    let page = book.worksheet_range("Form").expect("the form");
    let cell = |row, column| page.get_value((row, column)).map_or_else(String::new, Data::to_string);
    assert_eq!(cell(2, 5), "नाम / Name");
    assert_eq!((cell(3, 0), cell(8, 0), cell(9, 0)), ("1".into(), "6".into(), String::new()));
}

#[test]
fn two_hands_and_a_third_make_a_file_that_goes_the_usual_way() {
    let (office, _) = handed_in();
    let compared = as_officer(&office, "usha", &["entry", "compare", "E0001"]);
    assert_eq!(compared["code"], 1, "{compared}");
    let data = &compared["data"];
    assert_eq!((&data["alike"], &data["undecided"], &data["rows"]["first_only"]), (&2.into(), &4.into(), &1.into()));
    let shown: Vec<[&str; 4]> = data["differences"]
        .as_array()
        .expect("differences")
        .iter()
        .map(|row| ["cell", "field", "first", "second"].map(|key| row[key].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        shown,
        [
            ["F4", "name", "राम प्रसाद", "राम प्रासाद"],
            ["N4", "identity_no", "XXXX", "XXXX"],
            ["O6", "admitted_on", "", "21916"],
            ["A7", "row", "13 | रामपुर सहकारी समिति | एक और", ""],
        ]
    );
    assert!(!compared.to_string().contains("4105"), "numbers of identity stay where they are");
    let resolve =
        |officer: &str, more: &[&str]| as_officer(&office, officer, &[&["entry", "resolve", "E0001"], more].concat());
    // Who keyed does not decide; nothing is decided without a reason, and no number of identity is typed.
    for officer in ["asha", "Ravi "] {
        let refused = resolve(officer, &[&["--cell", "F4", "--take", "first"][..], &WHY].concat());
        assert_eq!(refused["code"], 6, "{refused}");
    }
    assert_eq!(resolve("usha", &["--cell", "F4", "--take", "first"])["code"], 6);
    assert_eq!(resolve("usha", &[&["--cell", "N4", "--take", "9999 4105 7057"][..], &WHY].concat())["code"], 6);
    assert_eq!(resolve("usha", &[&["--cell", "A7", "--take", "maybe"][..], &WHY].concat())["code"], 2);
    assert_eq!(resolve("usha", &[&["--cell", "Z9", "--take", "first"][..], &WHY].concat())["code"], 5);
    assert_eq!(resolve("usha", &["--finish"])["code"], 6);
    let decided = resolve("usha", &[&["--cell", "f4", "--take", "राम प्रसाद सिंह"][..], &WHY].concat());
    assert_eq!((decided["code"].as_u64(), &decided["data"]["undecided"]), (Some(1), &3.into()), "{decided}");
    // The rest in the workbook.
    let book = office.folder().join("differences.xlsx");
    let written = as_officer(&office, "usha", &["entry", "compare", "E0001", "-o", text(&book)]);
    assert_eq!((written["code"].as_u64(), &written["data"]["count"]), (Some(1), &4.into()), "{written}");
    let open = filled(&book, "open.xlsx", &[("F3", "first")]);
    assert_eq!(resolve("usha", &[text(&open)])["code"], 6, "no reason is given");
    let wrong = filled(&book, "wrong.xlsx", &[("F3", "9999"), ("F5", "both"), ("G3", "x"), ("G5", "y")]);
    let refused = resolve("usha", &[text(&wrong)]);
    assert_eq!(
        (refused["code"].as_u64(), refused["error"]["details"].as_array().map(Vec::len)),
        (Some(3), Some(2)),
        "{refused}"
    );
    let answers =
        filled(&book, "answers.xlsx", &[("F3", "प्रथम"), ("F4", "second"), ("F5", "second"), ("G5", "not on the page")]);
    let decided = resolve("usha", &[&[text(&answers)][..], &WHY].concat());
    assert_eq!((decided["code"].as_u64(), &decided["data"]["decided"]), (Some(0), &3.into()), "{decided}");
    let again = resolve("usha", &[&[text(&answers)][..], &WHY].concat());
    assert_eq!((&again["data"]["decided"], &again["data"]["already"]), (&0.into(), &3.into()));
    assert_eq!(as_officer(&office, "usha", &["entry", "compare", "E0001"])["code"], 0);
    // The agreed file, twice the same, and then the usual way.
    assert_eq!(resolve("asha", &["--finish"])["code"], 6);
    let made = resolve("usha", &["--finish"]);
    assert_eq!((made["code"].as_u64(), &made["data"]["rows"]), (Some(0), &3.into()), "{made}");
    assert_eq!(resolve("ravi", &["--finish"])["data"]["sha256"], made["data"]["sha256"]);
    assert_eq!(resolve("usha", &[&["--cell", "F4", "--take", "first"][..], &WHY].concat())["code"], 6);
    let agreed = made["data"]["file"].as_str().expect("a file");
    let staged = office.json("coop-migrate", &["stage", agreed, "--register", "member"]);
    assert_eq!((&staged["data"]["batch"], &staged["data"]["rows"]), (&"B0002".into(), &3.into()), "{staged}");
    let planned = office.json("coop-migrate", &["plan", "build", "--batch", "B0002"]);
    // The day that is not in the calendar stays for a person: it was keyed as the paper says.
    assert_eq!(
        (&planned["data"]["counts"]["imported"], &planned["data"]["counts"]["rejected"]),
        (&2.into(), &1.into())
    );
    let applied = office.json("coop-migrate", &["apply", "B0002"]);
    assert_eq!(applied["data"]["imported"], 2, "{applied}");
    assert_eq!(office.run("coop-migrate", &["reconcile"]).code, 0);
    let traced = office.json("coop-migrate", &["trace", "BR-HQ-M-1"]);
    let value = |field: &str| {
        let rows = traced["data"]["rows"].as_array().expect("rows");
        rows.iter().find(|row| row["field"] == field).map(|row| row["value"].clone()).unwrap_or_default()
    };
    assert_eq!(value("name"), "राम प्रसाद सिंह");
    assert_eq!((value("dob"), value("share_amount")), ("1950-03-12".into(), 20_000.into()));
    let third = office.json("coop-migrate", &["trace", "BR-HQ-M-2", "--field", "admitted_on"]);
    assert_eq!(third["data"]["rows"][0]["value"], "1960-01-01", "the serial number of a day is a date: {third}");
}

#[test]
fn the_trail_says_who_did_what_when_and_why() {
    let (office, _) = handed_in();
    let take = ["entry", "resolve", "E0001", "--cell", "F4", "--take", "second", "--order", "12/2025"];
    assert_eq!(as_officer(&office, "usha", &take)["code"], 1);
    let trail = as_officer(&office, "usha", &["entry", "show", "E0001"]);
    assert_eq!(trail["data"], as_officer(&office, "usha", &["entry", "compare", "E0001", "--trail"])["data"]);
    let rows = trail["data"]["rows"].as_array().expect("rows");
    let said: Vec<[&str; 4]> =
        rows.iter().map(|row| ["officer", "act", "cell", "why"].map(|key| row[key].as_str().unwrap_or(""))).collect();
    assert_eq!(
        said,
        [
            ["clerk", "template", "", ""],
            ["asha", "first", "", ""],
            ["ravi", "second", "", ""],
            ["usha", "resolve", "F4", "12/2025"]
        ]
    );
    assert!(rows.iter().all(|row| row["at"].as_str().is_some_and(|at| at.ends_with('Z'))));
    let listed = office.json("coop-migrate", &["entry", "list"]);
    assert_eq!(
        (&listed["data"]["rows"][0]["next"], &listed["data"]["rows"][0]["first"]),
        (&"resolve".into(), &"asha".into())
    );
    // The originals lie in the office's sources, for its owner only.
    use std::os::unix::fs::PermissionsExt as _;
    for (path, _) in office.contents("entry").into_iter().chain(office.contents("sources")) {
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn the_second_is_blind_and_somebody_else() {
    let (office, form) = with_form();
    let first = keyed(&form, "first.xlsx", &[]);
    let hand = |officer: &str, side: &str, file: &Path| as_officer(&office, officer, &["entry", side, text(file)]);
    assert_eq!(hand("ravi", "second", &first)["code"], 6, "not before the first");
    assert_eq!(as_officer(&office, "usha", &["entry", "compare", "E0001"])["code"], 6);
    let tried = as_officer(&office, "asha", &["entry", "first", text(&first), "--dry-run"]);
    assert_eq!((&tried["data"]["rows"], office.contents("sources").len()), (&3.into(), 1));
    assert_eq!(hand("asha", "first", &first)["code"], 0);
    assert_eq!(hand("asha", "first", &first)["data"]["already"], true);
    let other = keyed(&form, "other.xlsx", &[("F4", "x")]);
    assert_eq!(hand("ravi", "first", &other)["code"], 6);
    assert_eq!(hand("asha", "first", &form)["code"], 3, "an empty form");
    // Until there is a second, the first may be put right by who keyed it; the trail keeps both.
    assert_eq!(hand("asha", "first", &other)["code"], 0);
    assert_eq!(hand("asha", "first", &first)["code"], 0);
    let trail = as_officer(&office, "usha", &["entry", "show", "E0001"]);
    let acts: Vec<_> = trail["data"]["rows"].as_array().expect("rows").iter().map(|row| row["act"].clone()).collect();
    assert_eq!(acts, ["template", "first (replaced)", "first (replaced)", "first"]);
    let second = keyed(&form, "second.xlsx", &[("Y4", "ठीक")]);
    for officer in ["asha", "ASHA"] {
        let refused = hand(officer, "second", &second);
        assert_eq!(refused["code"], 6, "{refused}");
    }
    assert_eq!(hand("ravi", "second", &first)["code"], 6, "the same file is no second keying");
    assert_eq!(hand("ravi", "second", &second)["code"], 0);
    assert_eq!(hand("asha", "first", &other)["code"], 6, "both are in");
    assert_eq!(hand("ravi", "second", &other)["code"], 6, "both are in");
    // All else is equal: one cell to decide, and a job nobody knows.
    assert_eq!(as_officer(&office, "usha", &["entry", "compare", "E0001"])["data"]["count"], 1);
    assert_eq!(as_officer(&office, "usha", &["entry", "compare", "E0009"])["code"], 5);
    assert_eq!(as_officer(&office, "usha", &["entry", "show", "../E0001"])["code"], 5);
    // A source that was altered is told before anything is compared.
    let source = office.contents("sources").into_iter().find(|(_, bytes)| *bytes == fs::read(&second).expect("read"));
    let (path, _) = source.expect("the second form is kept");
    fs::write(&path, b"altered").expect("written");
    assert_eq!(as_officer(&office, "usha", &["entry", "compare", "E0001"])["code"], 11);
}

#[test]
fn what_is_no_form_of_the_job_is_refused_with_what_differs() {
    let (office, form) = with_form();
    let hand = |file: &Path| as_officer(&office, "asha", &["entry", "first", text(file)]);
    let list = office.folder().join("societies.csv");
    assert_eq!(hand(&list)["code"], 3, "no form");
    // Headings of another hand, a number of a row twice, one the form does not have, a formula: all in one pass.
    let headed = hand(&filled(&form, "headed.xlsx", &[("F3", "Naam"), ("F4", "x")]));
    assert_eq!(
        (headed["code"].as_u64(), headed["error"]["details"].as_array().map(Vec::len)),
        (Some(11), Some(1)),
        "{headed}"
    );
    let rows = [("A4", "#2"), ("F4", "x"), ("F5", "y"), ("A6", "#77"), ("F6", "z"), ("F7", "=1+1"), ("Z8", "beside")];
    let refused = hand(&filled(&form, "rows.xlsx", &rows));
    assert_eq!(
        (refused["code"].as_u64(), refused["error"]["details"].as_array().map(Vec::len)),
        (Some(3), Some(4)),
        "{refused}"
    );
    // A form of another office's job, of another catalogue.
    let (other, _) = with_form();
    let catalogue = other.folder().join("catalogue");
    copy_folder(&super::office::repository("catalogue"), &catalogue);
    fs::write(catalogue.join("README.md"), "other words").expect("written");
    let stale: Ran = office.run(
        "coop-migrate",
        &[
            "--officer",
            "asha",
            "--catalogue",
            text(&catalogue),
            "entry",
            "first",
            text(&keyed(&form, "first.xlsx", &[])),
        ],
    );
    assert_eq!(stale.code, 11, "{}", stale.stderr);
    assert!(stale.stderr.contains("catalogue in use"), "{}", stale.stderr);
    let dispute = office.folder().join("dispute.xlsx");
    let made = office
        .json("coop-migrate", &["entry", "template", "--register", "dispute", "--rows", "6", "-o", text(&dispute)]);
    assert_eq!(made["data"]["job"], "E0002", "{made}");
    // Their jobs have one id, but the forms are not one.
    fs::copy(&dispute, other.folder().join("dispute.xlsx")).expect("copied");
    let job = fs::read_to_string(office.folder().join("entry/E0001/job.json")).expect("a record");
    fs::create_dir_all(other.folder().join("entry/E0002")).expect("a folder");
    fs::write(other.folder().join("entry/E0002/job.json"), job.replace("E0001", "E0002")).expect("written");
    let refused = as_officer(&other, "asha", &["entry", "first", text(&dispute)]);
    let lines = refused["error"]["details"].to_string();
    assert!(refused["code"] == 11 && lines.contains("register: dispute, the job has member"), "{refused}");
    assert_eq!(office.run("coop-migrate", &["entry", "template", "--register", "none", "-o", "x.xlsx"]).code, 5);
    assert_eq!(office.run("coop-migrate", &["entry", "template", "--register", "member"]).code, 2);
    assert_eq!(office.run("coop-migrate", &["entry", "resolve", "E0001"]).code, 2);
}

fn copy_folder(from: &Path, to: &Path) {
    for path in super::office::files_below(from) {
        let target = to.join(path.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(&path, target).expect("copied");
    }
}
