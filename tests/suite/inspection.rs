//! An inspection and the surcharge that follows it through the programs: the gate, the day of the report, proof of compliance,
//! limitation, recovery, a correction, both languages, and a book.

use super::{
    office::{Office, repository},
    on_a_day::{done, on, played, told},
};
use rust_xlsxwriter::Workbook;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A society with an inquiry ordered on 2 June.
fn ordered() -> Office {
    let office = Office::new();
    let facts = ["--set", "member_count=30", "--set", "area=Patna"];
    let receive = ["application", "receive", "कोसी मत्स्यजीवी सहयोग समिति", "--class", "fishery"];
    done(&office, "2025-04-01", &[&receive[..], &facts].concat());
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    done(&office, "2025-04-01", &["application", "scrutinise", "1/2025-26", "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", "1/2025-26", "--result", "registered", "--order", "9"];
    done(&office, "2025-04-02", &[&decide[..], &["--registration-no", "12", "--district", "Patna"]].concat());
    let order = ["inspection", "order", "12", "--ground", "complaint", "--kind", "inquiry", "--due", "2025-07-15"];
    assert_eq!(told(&office, "2025-06-02", &order), (6, codes(&["CAS-102"])), "an order is wanted");
    let opened = done(&office, "2025-06-02", &[&order[..], &["--order", "INQ/1"]].concat());
    assert_eq!((&opened["number"], &opened["case"]), (&"INQ/1".into(), &"BR-HQ-IN-1".into()));
    office
}

fn reported(loss: &str) -> Office {
    let office = ordered();
    done(&office, "2025-06-10", &["inspection", "record", "INQ/1", "--books", "cash book, ledger", "--remark", "x"]);
    let report = ["inspection", "report", "INQ/1", "--findings", "रोकड़ में अंतर", "--loss", loss, "--reason", "x"];
    done(&office, "2025-06-20", &report);
    office
}

#[test]
fn a_report_comes_by_its_day_and_directions_are_complied_with_by_proof() {
    let office = ordered();
    let before = office.digest();
    let order = ["inspection", "order", "12", "--ground", "complaint", "--kind", "inquiry", "--due", "2025-07-15"];
    let again = done(&office, "2025-06-02", &[&order[..], &["--order", "INQ/1"]].concat());
    assert_eq!((&again["case"], again["day_no"].is_null()), (&"BR-HQ-IN-1".into(), true));
    assert_eq!(office.digest(), before, "one order opens one inspection");
    let early = ["inspection", "report", "INQ/1", "--findings", "x", "--reason", "x"];
    assert_eq!(told(&office, "2025-06-03", &early), (6, codes(&["CAS-101"])));
    let (hindi, english) = (
        on(&office, "2025-06-03", &[&early[..], &["--lang", "hi"]].concat()).stderr,
        on(&office, "2025-06-03", &[&early[..], &["--lang", "en"]].concat()).stderr,
    );
    assert!(hindi.contains("आदेशित") && hindi.contains("[द्वितीयक स्रोत]"), "{hindi}");
    assert!(english.contains("Ordered") && english.contains("secondary source"), "{english}");
    let due = on(&office, "2025-07-16", &["today", "--service", "inspection", "--format", "csv"]).csv();
    assert_eq!((due[0]["reason"].as_str(), due[0]["on"].as_str()), ("date_passed", "2025-07-15"));
    done(&office, "2025-07-17", &["inspection", "record", "INQ/1", "--books", "cash book", "--remark", "x"]);
    let seize = ["inspection", "act", "INQ/1", "--do", "seize", "--remark", "x"];
    assert_eq!(told(&office, "2025-07-17", &seize), (6, codes(&["CAS-141"])), "a memo is wanted");
    done(&office, "2025-07-17", &[&seize[..], &["--papers", "seizure_memo"]].concat());
    done(&office, "2025-07-18", &early);
    let none = on(&office, "2025-07-19", &["today", "--service", "inspection", "--format", "csv"]).csv();
    assert!(none.is_empty(), "the day of the report counts no more: {none:?}");
    let direct =
        ["inspection", "direct", "INQ/1", "--remark", "keep a stock book", "--next", "2025-08-15", "--order", "D/1"];
    done(&office, "2025-07-20", &direct);
    let comply = ["inspection", "comply", "INQ/1", "--remark", "kept"];
    assert_eq!(told(&office, "2025-08-01", &comply), (6, codes(&["CAS-141"])));
    assert_eq!(
        done(&office, "2025-08-01", &[&comply[..], &["--papers", "compliance_report"]].concat())["stage"],
        "complied"
    );
    // The day of the report was written wrongly.
    done(
        &office,
        "2025-08-02",
        &["inspection", "correct", "INQ/1", "--event", "3", "--on", "2025-07-17", "--order", "7"],
    );
    let facts = done(&office, "2025-08-02", &["inspection", "show", "INQ/1"])["facts"].clone();
    let report_on = facts.as_array().expect("facts").iter().find(|fact| fact["field"] == "report_on").cloned();
    assert_eq!(report_on.map(|fact| fact["value"].clone()), Some("2025-07-17".into()));
    office.chain();
}

#[test]
fn a_surcharge_is_ordered_after_the_hearing_and_in_time_and_recovered_to_the_end() {
    let office = reported("18000");
    let decide = ["inspection", "decide", "INQ/1", "--remark", "x", "--action"];
    assert_eq!(told(&office, "2025-06-21", &[&decide[..], &["none", "--dry-run"]].concat()), (0, codes(&["INS-201"])));
    assert_eq!(told(&office, "2025-06-21", &[&decide[..], &["praise"]].concat()).0, 2);
    done(&office, "2025-06-21", &[&decide[..], &["surcharge"]].concat());
    let notice = ["surcharge", "notice", "12", "--person", "सुरेश", "--amount", "17000", "--inspection", "INQ/1"];
    done(&office, "2025-06-22", &["clock", "set", "BR-INS-04", "--months", "72", "--order", "1", "--on", "2025-01-01"]);
    let late = [&notice[..], &["--occurred-on", "2018-01-01"]].concat();
    let opened = on(&office, "2025-06-22", &[&late[..], &["--format", "json"]].concat());
    assert!(opened.code <= 1 && opened.json()["data"]["number"] == "1/2025-26", "{}", opened.stdout);
    let order = ["surcharge", "order", "1/2025-26", "--order", "S/1"];
    assert_eq!(told(&office, "2025-07-01", &order).0, 6, "nobody was heard");
    done(&office, "2025-07-01", &["surcharge", "hear", "1/2025-26", "--remark", "x"]);
    let barred = told(&office, "2025-07-02", &order);
    assert_eq!(barred.0, 6, "{barred:?}");
    done(
        &office,
        "2025-07-02",
        &["surcharge", "act", "1/2025-26", "--do", "condone", "--remark", "x", "--order", "S/0"],
    );
    done(&office, "2025-07-03", &[&order[..], &["--interest", "500"]].concat());
    let recover = |so_far: &'static str| ["surcharge", "recover", "1/2025-26", "--recovered", so_far, "--remark", "x"];
    assert_eq!(told(&office, "2025-08-01", &recover("17501")), (6, codes(&["INS-102"])));
    done(&office, "2025-08-01", &recover("1000"));
    let satisfied = ["surcharge", "act", "1/2025-26", "--do", "satisfied", "--remark", "x"];
    assert_eq!(told(&office, "2025-08-02", &satisfied), (6, codes(&["INS-104"])));
    let end = ["inspection", "act", "INQ/1", "--do", "surcharged", "--remark", "x"];
    assert_eq!(told(&office, "2025-08-02", &end), (6, codes(&["INS-101"])));
    done(&office, "2025-08-03", &recover("17500"));
    done(&office, "2025-08-03", &satisfied);
    assert_eq!(told(&office, "2025-08-04", &end), (0, codes(&["INS-203"])), "17,000 of a loss of 18,000");
    let listed = on(&office, "2025-08-04", &["surcharge", "list", "--format", "csv"]);
    assert_eq!(listed.csv()[0]["stage"], "recovered");
    assert!(!listed.stdout.contains("सुरेश"), "who is liable is no title");
    office.chain();
}

const HEADINGS: [&str; 9] = [
    "मद कोड / Item",
    "क्या देखें / What to look at",
    "प्रमाण / What proves it",
    "इकाई / Unit",
    "बहियों के अनुसार / By the books",
    "पाया गया / Found",
    "अंतर / Difference",
    "उत्तर / Answer",
    "टिप्पणी / Remark",
];

/// A filled checklist: item, figure of the books, figure found, answer.
fn sheet(office: &Office, name: &str, case: &str, rows: &[[&str; 4]]) -> String {
    let path = office.folder().join(name);
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write(0, 8, case).expect("a cell");
    for (column, heading) in (0..).zip(HEADINGS) {
        page.write(2, column, heading).expect("a cell");
    }
    for (row, cells) in (3..).zip(rows) {
        for (column, text) in [0, 4, 5, 7].into_iter().zip(cells) {
            page.write(row, column, *text).expect("a cell");
        }
    }
    book.save(&path).expect("a workbook");
    path.to_str().expect("UTF-8").to_owned()
}

const FILLED: [[&str; 4]; 9] = [
    ["cash", "43,500", "25,500", ""],
    ["bank", "120000", "1,20,000", ""],
    ["member_register", "30", "30", "yes"],
    ["minutes", "", "", "नहीं"],
    ["election", "", "", "yes"],
    ["audit_compliance", "", "", "not seen"],
    ["assets", "", "", "हाँ"],
    ["accounts", "", "", "yes"],
    ["stock", "", "", "n/a"],
];

#[test]
fn the_checklist_goes_out_comes_back_and_holds_report_and_compliance() {
    let office = ordered();
    let template = office.folder().join("t.xlsx");
    let made = ["inspection", "checklist", "INQ/1", "--template", template.to_str().expect("UTF-8")];
    let data = done(&office, "2025-06-09", &made);
    assert_eq!((&data["list"], &data["items"]), (&"primary".into(), &9.into()));
    let bytes = std::fs::read(&template).expect("a sheet");
    done(&office, "2025-06-09", &made);
    assert_eq!(bytes, std::fs::read(&template).expect("a sheet"), "the same list, the same bytes");
    let empty = ["inspection", "checklist", "INQ/1", template.to_str().expect("UTF-8")];
    let said = on(&office, "2025-06-09", &[&empty[..], &["--lang", "en"]].concat());
    assert_eq!(said.code, 3, "{}", said.stderr);
    assert!(said.stderr.contains("no row is filled"), "{}", said.stderr);

    // Every fault at its cell, in one pass, and nothing entered.
    let faulty = sheet(
        &office,
        "f.xlsx",
        "BR-HQ-IN-1",
        &[
            ["cash", "a lot", "25,500", ""],
            ["gold", "", "", "yes"],
            ["minutes", "4", "", "maybe"],
            ["bank", "5", "4", "yes"],
            ["bank", "5", "5", "yes"],
        ],
    );
    let take = |file: &str| on(&office, "2025-06-10", &["inspection", "checklist", "INQ/1", file, "--format", "json"]);
    let before = office.digest();
    let refused = take(&faulty);
    assert_eq!(refused.code, 3);
    let findings = refused.json()["findings"].as_array().cloned().expect("findings");
    let cell = |finding: &serde_json::Value| {
        format!("{} {}", finding["code"].as_str().unwrap(), finding["place"]["cell"].as_str().unwrap())
    };
    let cells: Vec<String> = findings.iter().map(cell).collect();
    assert_eq!(cells, ["INS-314 E4", "INS-311 A5", "INS-318 E6", "INS-313 H6", "INS-317 H7"]);
    let hindi = on(&office, "2025-06-10", &["inspection", "checklist", "INQ/1", &faulty, "--lang", "hi"]).stderr;
    assert!(hindi.contains("अभिलेख नहीं देखा"), "a wrong answer says which are known: {hindi}");
    let other = take(&sheet(&office, "o.xlsx", "BR-HQ-IN-9", &FILLED));
    assert_eq!((other.code, other.json()["findings"][0]["code"].clone()), (3, "INS-307".into()));
    assert_eq!(office.digest(), before);

    // A report waits for the whole list once it was begun; without any it is told.
    done(&office, "2025-06-10", &["inspection", "record", "INQ/1", "--books", "cash book", "--remark", "x"]);
    let report = ["inspection", "report", "INQ/1", "--findings", "x", "--reason", "x"];
    assert_eq!(told(&office, "2025-06-10", &[&report[..], &["--dry-run"]].concat()), (0, codes(&["INS-303"])));
    let part = take(&sheet(&office, "p.xlsx", "BR-HQ-IN-1", &FILLED[..7])).json();
    assert_eq!((&part["data"]["entered"], &part["data"]["unanswered"]), (&7.into(), &2.into()), "{part}");
    assert_eq!(told(&office, "2025-06-10", &report), (6, codes(&["INS-302", "INS-302"])));
    let whole = sheet(&office, "w.xlsx", "", &FILLED);
    let data = take(&whole).json()["data"].clone();
    assert_eq!((&data["entered"], &data["open"], &data["unanswered"]), (&2.into(), &3.into(), &0.into()));
    assert_eq!(data["differences"][0], serde_json::json!({ "item": "cash", "difference": -1_800_000 }));
    assert_eq!(take(&whole).json()["data"]["entered"], 0, "the same sheet again changes nothing");
    done(&office, "2025-06-11", &report);
    assert_eq!(told(&office, "2025-06-12", &["inspection", "checklist", "INQ/1", &whole]), (6, codes(&["INS-304"])));

    // Para by para, each with its document; the whole waits for the last.
    done(
        &office,
        "2025-06-12",
        &["inspection", "direct", "INQ/1", "--remark", "x", "--next", "2025-07-01", "--order", "D/1"],
    );
    let comply = ["inspection", "comply", "INQ/1", "--remark", "put right"];
    let whole = [&comply[..], &["--papers", "compliance_report"]].concat();
    assert_eq!(told(&office, "2025-06-20", &whole), (6, codes(&["INS-301", "INS-301", "INS-301"])));
    let of = |items: &'static str| [&comply[..], &["--item", items]].concat();
    assert_eq!(told(&office, "2025-06-20", &of("cash,bank,silver")), (6, codes(&["INS-308", "INS-310", "INS-309"])));
    let proof = repository("samples/cases/inspection/checklist.csv");
    let proof = ["--document", proof.to_str().expect("UTF-8")];
    let data = done(&office, "2025-06-20", &[&of("cash,minutes")[..], &proof].concat());
    assert_eq!((&data["entered"], &data["open"]), (&2.into(), &1.into()));
    let again = done(&office, "2025-06-20", &[&of("cash")[..], &proof].concat());
    assert_eq!((&again["entered"], &again["already"]), (&0.into(), &1.into()));
    let open = on(&office, "2025-06-20", &["inspection", "checklist", "INQ/1", "--open", "--format", "csv"]);
    assert_eq!((open.code, open.csv().len(), open.csv()[0]["item"].as_str()), (1, 1, "audit_compliance"));
    done(&office, "2025-06-20", &[&of("audit_compliance")[..], &proof].concat());
    assert_eq!(done(&office, "2025-06-20", &whole)["stage"], "complied");

    let paper = office.folder().join("paper.html");
    let print =
        ["inspection", "print", "INQ/1", "--format", "html", "-o", paper.to_str().expect("UTF-8"), "--lang", "en"];
    assert_eq!(on(&office, "2025-06-21", &print).code, 0);
    let html = std::fs::read_to_string(&paper).expect("a paper");
    for part in ["Findings, para by para", "-18,000", "put right", "9 items looked at, 3 findings, 0 of them open"] {
        assert!(html.contains(part), "{part}");
    }
    let letter = ["inspection", "print", "INQ/1", "--paper", "order", "--format", "html"];
    assert_eq!(on(&office, "2025-06-21", &letter).code, 2, "a letter is PDF alone");
    office.chain();
}

#[test]
fn the_old_word_tells_where_the_command_went() {
    let office = Office::new();
    let old = office.run("coop-register", &["inspection", "order", "12", "--ground", "complaint", "--lang", "en"]);
    assert_eq!(old.code, 2, "{}", old.stderr);
    assert!(old.stderr.contains("coop-audit inspection order"), "{}", old.stderr);
}

#[test]
fn the_sample_of_an_inspection_plays_to_the_recovered_surcharge() {
    let (office, said) = played("inspection.sh");
    for part in ["तिथि बीत गई", "अनुपालित", "वसूल"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.chain();
}
