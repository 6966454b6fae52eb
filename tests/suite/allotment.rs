//! Audits from draft to order, through the programs as an office uses them.

use coop_registry::{
    branches::audit::allotment::Draft,
    catalogue::{Files, load_tables},
    model::{Act, Date, EARLIEST, Instant, Moment, NewEntry, Plan, SourceKey, Subject, Tables, Value},
    register::{Mode, ReadRegister, Register},
};
use std::{
    ops::ControlFlow,
    path::Path,
    process::{Command, Output},
};

fn audit(office: &Path, arguments: &[&str]) -> Output {
    let language = if arguments.contains(&"--lang") { &[][..] } else { &["--lang", "en"] };
    let program = Command::new(env!("CARGO_BIN_EXE_coop-audit"))
        .args(language)
        .args(["--as-of", "2025-05-01", "--office"])
        .arg(office)
        .args(arguments)
        .output();
    program.expect("the program is built with the tests")
}

fn code(office: &Path, arguments: &[&str]) -> i32 {
    audit(office, arguments).status.code().expect("the program ends by itself")
}

fn data(office: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = audit(office, &[arguments, &["--format", "json"]].concat());
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    object["data"].clone()
}

pub(crate) fn entry(tables: &Tables, table: &str, row: u32, facts: &[(&str, Value)]) -> NewEntry {
    let table = tables.get(table).unwrap();
    let mut facts: Vec<(u16, Value)> =
        facts.iter().map(|(key, value)| (table.field_no(key).unwrap(), value.clone())).collect();
    facts.sort_by_key(|(no, _)| *no);
    NewEntry {
        table: table.name.clone(),
        subject: Subject::New(SourceKey { sha256: table.name.clone(), sheet: 0, row }),
        effective_from: EARLIEST,
        groups: table.all_groups(),
        facts,
        supersedes: None,
        source: None,
        as_written: None,
        other: None,
    }
}

fn society(tables: &Tables, row: u32, status: &str) -> NewEntry {
    let facts = [
        ("reg_no", Value::text(format!("{row}/1987"))),
        ("name_en", Value::text(format!("Invented Society {row}"))),
        ("act", Value::text(if row == 5 { "mscs_2002" } else { "bihar_1935" })),
        ("district", Value::Integer(if row.is_multiple_of(2) { 212 } else { 195 })),
        ("class", Value::text("pacs")),
        ("status", Value::text(status)),
    ];
    entry(tables, "society", row, &facts)
}

pub(crate) fn write(register: &mut Register, entries: Vec<NewEntry>, now: &str) {
    let act = Act { command: "test".into(), officer: "test".into(), reason: Some("test".into()), ..Act::default() };
    let plan = Plan { act, entries, ..Plan::default() };
    register.apply(&plan, Instant::from_text(now).unwrap(), &mut |_| {}).unwrap();
}

/// An office with twenty societies in two districts and three auditors.
pub(crate) fn office(folder: &Path) -> Tables {
    let made = Command::new(env!("CARGO_BIN_EXE_coop-register"))
        .args(["office", "init"])
        .arg(folder)
        .args(["--state", "BR", "--code", "BR-PAT", "--name-hi", "पटना", "--name-en", "Patna"])
        .output();
    assert!(made.expect("the program is built with the tests").status.success());
    let tables = load_tables(&Files::embedded()).unwrap();
    let mut register = Register::open(&folder.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let mut entries: Vec<NewEntry> = (1..=20).map(|row| society(&tables, row, "functional")).collect();
    for (row, (category, home, conflicts)) in (1..).zip([("A", 212, "2/1987 (Patna)"), ("C", 195, ""), ("D", 212, "")])
    {
        let facts = [
            ("panel_no", Value::text(format!("P-{row}"))),
            ("name_en", Value::text(format!("Invented Auditor {row}"))),
            ("kind", Value::text("ca")),
            ("category", Value::text(category)),
            ("home_district", Value::Integer(home)),
            ("capacity", Value::Integer(9)),
            ("conflicts", Value::text(conflicts)),
        ];
        let facts: Vec<(&str, Value)> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        entries.push(entry(&tables, "auditor", row, &facts));
    }
    write(&mut register, entries, "2025-04-01T00:00:00.000000Z");
    tables
}

#[test]
fn a_draft_is_proved_explained_and_ordered_once() {
    let folder = tempfile::tempdir().unwrap();
    let office_folder = folder.path().join("office");
    office(&office_folder);
    let here = office_folder.as_path();

    let draft = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    // Nineteen State societies of category C; auditors A and C have eighteen places; the D auditor may take none.
    assert_eq!((&draft["societies"], &draft["assigned"], &draft["unassigned"]), (&19.into(), &18.into(), &1.into()));
    assert_eq!((&draft["optimal"], &draft["apart"]), (&true.into(), &1.into()));
    let again = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    assert_eq!(draft["allotment"], again["allotment"]);

    assert_eq!(data(here, &["allotment", "verify"])["holds"], true);
    let sheet = data(here, &["allotment", "explain", "--society", "2/1987"]);
    let refused = sheet["candidates"].as_array().unwrap().iter().find(|one| one["auditor"] == "BR-PAT-A-1").unwrap();
    assert_eq!(refused["refused"][0]["code"], "ALT-308");
    // It can only have the auditor of the other district, who is dearer for it than for any other: it is the one left out.
    assert_eq!((&sheet["auditor"], &sheet["without"]["code"]), (&serde_json::Value::Null, &"ALT-406".into()));
    assert_eq!(data(here, &["allotment", "explain", "--society", "4/1987"])["auditor"], "BR-PAT-A-1");

    assert_eq!(code(here, &["allotment", "order"]), 6);
    assert_eq!(code(here, &["allotment", "order", "--reason", "as every year"]), 6);
    let ordered = data(here, &["allotment", "order", "--order", "7/2025"]);
    assert_eq!((&ordered["ordered"], &ordered["already"]), (&18.into(), &0.into()));
    let second = data(here, &["allotment", "order", "--order", "7/2025"]);
    assert_eq!(
        (&second["ordered"], &second["already"], &second["day_no"]),
        (&0.into(), &18.into(), &serde_json::Value::Null)
    );
    // The draft still is what the register said on its day.
    assert_eq!(data(here, &["allotment", "verify"])["register_compared"], true);
}

#[test]
fn a_draft_that_no_longer_fits_or_was_altered_is_not_ordered() {
    let folder = tempfile::tempdir().unwrap();
    let office_folder = folder.path().join("office");
    let tables = office(&office_folder);
    let here = office_folder.as_path();
    let draft = data(here, &["allotment", "draft", "--fy", "2024-25", "--policy", "draw", "--seed", "01-05-2025"]);
    let file = Path::new(draft["file"].as_str().unwrap()).to_owned();
    assert_eq!(code(here, &["allotment", "verify"]), 0);

    let text = std::fs::read_to_string(&file).unwrap();
    let mut forged: serde_json::Value = serde_json::from_str(&text).unwrap();
    let lines = forged["body"]["assigned"].as_array_mut().unwrap();
    let other = if lines[0]["auditor"] == "BR-PAT-A-1" { "BR-PAT-A-2" } else { "BR-PAT-A-1" };
    lines[0]["auditor"] = other.into();
    let beside = folder.path().join("forged.json");
    std::fs::write(&beside, forged.to_string()).unwrap();
    let beside = beside.to_str().unwrap();
    assert_eq!(code(here, &["allotment", "verify", beside]), 8);
    assert_eq!(code(here, &["allotment", "order", "--order", "7/2025", beside]), 8);

    // A society of the draft is cancelled before the order.
    let assigned: serde_json::Value = serde_json::from_str(&text).unwrap();
    let gone = assigned["body"]["assigned"][0]["society"].as_str().unwrap().to_owned();
    let mut register = Register::open(&here.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let mut cancelled = society(&tables, 1, "cancelled");
    cancelled.subject = Subject::Known(gone);
    write(&mut register, vec![cancelled], "2025-04-02T00:00:00.000000Z");
    drop(register);
    assert_eq!(code(here, &["allotment", "order", "--order", "7/2025"]), 11);
    assert_eq!(code(here, &["allotment", "verify"]), 0);
}

#[test]
fn what_cannot_be_read_or_is_not_said_has_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let office_folder = folder.path().join("office");
    office(&office_folder);
    let here = office_folder.as_path();
    let garbage = folder.path().join("garbage.json");
    std::fs::write(&garbage, "{\"format\":").unwrap();
    assert_eq!(code(here, &["allotment", "verify", garbage.to_str().unwrap()]), 3);
    assert_eq!(code(here, &["allotment", "verify"]), 5);
    assert_eq!(code(here, &["allotment", "draft"]), 2);
    assert_eq!(code(here, &["allotment", "draft", "--fy", "2024-25", "--policy", "draw"]), 2);
    assert_eq!(code(here, &["allotment", "draft", "--fy", "2024-25", "--seed", "x"]), 2);
    assert_eq!(code(here, &["allotment", "draft", "--fy", "2024-25", "--policy", "draw", "--seed", "a|b"]), 2);
    assert_eq!(code(here, &["auditor", "list"]), 0);
}

/// Reasons of the audits ordered, as the register has them.
fn ordered_reasons(office: &Path, tables: &Tables) -> Vec<String> {
    let register = Register::open(&office.join("register.db"), tables.clone(), Mode::Read).unwrap();
    let no = usize::from(tables.get("audit").unwrap().field_no("reason").unwrap());
    let mut reasons = Vec::new();
    let each = &mut |line: coop_registry::model::Line| {
        reasons.push(line.values[no].as_text().unwrap_or_default().to_owned());
        ControlFlow::Continue(())
    };
    register.lines("audit", Moment::on(Date::constant(2025, 5, 1)), each).unwrap();
    reasons
}

#[test]
fn a_draft_from_facts_that_are_not_the_registers_is_not_ordered() {
    let folder = tempfile::tempdir().unwrap();
    let here = &folder.path().join("office");
    let tables = office(here);
    let made = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    let text = std::fs::read(made["file"].as_str().unwrap()).unwrap();
    let mut body = Draft::read(&text, "draft").unwrap().body;
    // The conflict of interest is taken out of the facts; everything that follows from them is right.
    body.facts.auditors[0].barred.clear();
    let forged = Draft::make(&body.office, body.read, body.terms, body.facts, body.method).unwrap();
    let beside = folder.path().join("forged.json");
    std::fs::write(&beside, forged.to_bytes()).unwrap();
    let beside = beside.to_str().unwrap();
    for arguments in [&["allotment", "verify", beside][..], &["allotment", "order", "--order", "7/2025", beside][..]] {
        let output = audit(here, arguments);
        assert_eq!(output.status.code(), Some(8), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("[ALT-510]"));
    }
    assert!(ordered_reasons(here, &tables).is_empty(), "nothing was entered");
}

#[test]
fn an_order_keeps_todays_settings_and_says_that_they_changed() {
    let folder = tempfile::tempdir().unwrap();
    let here = &folder.path().join("office");
    let tables = office(here);
    let mut register = Register::open(&here.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let facts = [
        ("society", Value::text("BR-PAT-S-4")),
        ("fy", Value::text("2023-24")),
        ("auditor", Value::text("BR-PAT-A-1")),
        ("category", Value::text("C")),
        ("cost", Value::Integer(12)),
        ("reason", Value::text("first year")),
        ("order_no", Value::text("7/2024")),
        ("order_on", Value::Date(Date::constant(2024, 5, 1))),
        ("draft", Value::text("2023-24")),
    ];
    let mut last_year = entry(&tables, "audit", 1, &facts);
    last_year.subject = Subject::Known("BR-PAT-S-4/2023-24".into());
    write(&mut register, vec![last_year], "2025-04-02T00:00:00.000000Z");
    drop(register);
    data(here, &["allotment", "draft", "--fy", "2024-25"]);
    assert_eq!(data(here, &["allotment", "explain", "--society", "4/1987"])["auditor"], "BR-PAT-A-1");

    let settings = std::fs::read_to_string(here.join("coop.toml")).unwrap();
    let with = |years: u32| {
        std::fs::write(here.join("coop.toml"), format!("{settings}\n[audit]\nconsecutive_years = {years}\n")).unwrap();
        let output = audit(here, &["allotment", "order", "--order", "7/2025"]);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = with(1);
    assert_eq!(code, Some(11), "{said}");
    assert!(said.contains("[ALT-511]") && said.contains("ALT-513") && said.contains("the limit is 1"), "{said}");
    let (code, said) = with(3);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("ALT-513"), "{said}");
}

#[test]
fn a_draws_reasons_are_its_tickets_in_list_and_register() {
    let folder = tempfile::tempdir().unwrap();
    let here = &folder.path().join("office");
    let tables = office(here);
    let draw = ["allotment", "draft", "--fy", "2024-25", "--policy", "draw", "--seed", "01-05-2025", "--format", "csv"];
    let list = String::from_utf8(audit(here, &draw).stdout).unwrap();
    let of_pairs: Vec<&str> = list.lines().skip(1).filter(|line| line.contains("BR-PAT-A-")).collect();
    assert_eq!(of_pairs.len(), 18);
    assert!(of_pairs.iter().all(|line| line.contains("smallest ticket")), "{list}");
    assert_eq!(code(here, &["allotment", "order", "--order", "7/2025"]), 0);
    let reasons = ordered_reasons(here, &tables);
    assert!(reasons.len() == 18 && reasons.iter().all(|reason| reason.starts_with("smallest ticket")), "{reasons:?}");
}

#[test]
fn a_reader_of_hindi_meets_no_english_in_the_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let here = &folder.path().join("office");
    let tables = office(here);
    let mut register = Register::open(&here.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let facts = [
        ("panel_no", Value::text("P-4")),
        ("kind", Value::text("ca")),
        ("category", Value::text("A")),
        ("home_district", Value::Integer(212)),
        ("status", Value::text("suspended")),
    ];
    write(&mut register, vec![entry(&tables, "auditor", 9, &facts)], "2025-04-02T00:00:00.000000Z");
    drop(register);
    let draft = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    let hindi = |arguments: &[&str]| {
        let output = audit(here, &[arguments, &["--lang", "hi"]].concat());
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let sheet = hindi(&["allotment", "explain", "--society", "4/1987"]);
    assert!(sheet.contains("निलंबित") && !sheet.contains("suspended"), "{sheet}");
    let apart = hindi(&["allotment", "draft", "--fy", "2024-25", "--format", "csv"]);
    assert!(apart.contains("धारा 70; मूल पाठ देखा गया") && !apart.contains("Act, 2002"), "{apart}");
    let text = std::fs::read(draft["file"].as_str().unwrap()).unwrap();
    let mut body = Draft::read(&text, "draft").unwrap().body;
    body.assigned.remove(0);
    let beside = folder.path().join("short.json");
    std::fs::write(&beside, Draft::seal(body).to_bytes()).unwrap();
    let faults = hindi(&["allotment", "verify", beside.to_str().unwrap()]);
    assert!(faults.contains("स्थान अनुपस्थित है, अपेक्षित एक बार"), "{faults}");
}

/// The report of the orders as JSON, or the exit code of a refusal.
fn report(office: &Path, known_on: Option<&str>) -> Result<serde_json::Value, i32> {
    let into = office.join("made");
    let known_on = known_on.map(|day| ["--known-on", day]);
    let output = Command::new(env!("CARGO_BIN_EXE_coop-audit"))
        .args(["--lang", "en", "--as-of", "2025-05-01", "--fy", "2024-25", "--format", "json", "--office"])
        .arg(office)
        .args(known_on.iter().flatten())
        .args(["report", "build", "allotment_order", "-o"])
        .arg(&into)
        .output()
        .unwrap();
    match output.status.code() {
        Some(0) => {
            let text = std::fs::read(into.join("allotment_order.json")).unwrap();
            Ok(serde_json::from_slice::<serde_json::Value>(&text).unwrap()["data"].clone())
        }
        code => Err(code.unwrap()),
    }
}

#[test]
fn the_report_prints_each_order_apart_chooses_no_draft_by_chance_and_is_the_same_tomorrow() {
    let folder = tempfile::tempdir().unwrap();
    let office_folder = folder.path().join("office");
    let tables = office(&office_folder);
    let here = office_folder.as_path();
    let draft = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    let proposed = report(here, None).unwrap();
    assert_eq!(proposed["preamble"][0]["key"][0], "order.draft");
    assert_eq!(proposed["sections"][1]["table"]["rows"].as_array().unwrap().len(), 18);
    assert_eq!(proposed["sections"][1]["table"]["rows"][0][4]["text"], "C", "the category is filled");
    let drawn = data(here, &["allotment", "draft", "--fy", "2024-25", "--policy", "draw", "--seed", "1"]);
    assert_eq!(report(here, None).unwrap_err(), 5, "two drafts of one day-book row");
    std::fs::remove_file(drawn["file"].as_str().unwrap()).unwrap();

    let first = draft["file"].as_str().unwrap();
    assert_eq!(code(here, &["allotment", "order", "--order", "7/2025", first]), 0);
    let mut register = Register::open(&here.join("register.db"), tables.clone(), Mode::Write).unwrap();
    let facts = [
        ("panel_no", Value::text("P-4")),
        ("name_en", Value::text("Invented Auditor 4")),
        ("kind", Value::text("ca")),
        ("category", Value::text("C")),
        ("home_district", Value::Integer(212)),
        ("capacity", Value::Integer(9)),
    ];
    // After the order, which was recorded just now.
    let now = Instant::new(jiff::Timestamp::now());
    write(&mut register, vec![entry(&tables, "auditor", 4, &facts)], &now.to_text());
    drop(register);
    let later = data(here, &["allotment", "draft", "--fy", "2024-25"]);
    assert_eq!(code(here, &["allotment", "order", "--order", "9/2025", later["file"].as_str().unwrap()]), 0);
    let ordered = report(here, None).unwrap();
    let sections: Vec<(&str, usize)> = ordered["sections"].as_array().unwrap()[1..]
        .iter()
        .map(|section| (section["key"].as_str().unwrap(), section["table"]["rows"].as_array().unwrap().len()))
        .collect();
    // The one left out is the multi-State society listed apart.
    assert_eq!(sections, [("allotted_1_7_2025", 18), ("allotted_2_9_2025", 1), ("not_allotted", 1)]);

    let then = report(here, Some("2025-04-03")).unwrap();
    assert_eq!(then["origin"]["day_no"], 1, "the last row known then");
    assert_eq!((&then["preamble"], &then["sections"]), (&proposed["preamble"], &proposed["sections"]));
}
