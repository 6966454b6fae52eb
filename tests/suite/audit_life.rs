//! A year of an audit through the programs: opened, accepted, books, memo, report, fee, class, rectification, close; a refusal, a re-audit,
//! arrears, and what is refused on the way, in both languages.

use super::{
    office::{Office, Ran, repository, run},
    on_a_day::{done as register, played},
};
use std::fs;

const AUDIT: &str = "BR-HQ-S-1/2024-25";

fn ca(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run("coop-audit", &[&head[..], arguments].concat(), b"")
}

fn data(office: &Office, day: &str, arguments: &[&str]) -> serde_json::Value {
    let said = ca(office, day, &[arguments, &["--format", "json"]].concat());
    assert!(said.code <= 1, "{arguments:?}: {}{}", said.stdout, said.stderr);
    said.json()["data"].clone()
}

fn told(office: &Office, day: &str, arguments: &[&str]) -> (i32, Vec<String>) {
    let said = ca(office, day, &[arguments, &["--format", "json"]].concat());
    let all = said.json()["findings"].as_array().cloned().unwrap_or_default();
    (said.code, all.iter().filter_map(|one| one["code"].as_str()).map(str::to_owned).collect())
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// One fishery society, registered in June 2024.
fn society() -> Office {
    let office = Office::new();
    let facts = ["--set", "member_count=30", "--set", "area=Patna"];
    register(
        &office,
        "2024-06-01",
        &[&["application", "receive", "कोसी मत्स्यजीवी सहयोग समिति", "--class", "fishery"][..], &facts].concat(),
    );
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    register(&office, "2024-06-01", &["application", "scrutinise", "1/2024-25", "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", "1/2024-25", "--result", "registered", "--order", "9"];
    register(&office, "2024-06-01", &[&decide[..], &["--registration-no", "12", "--district", "Patna"]].concat());
    office
}

/// Its audit of 2024-25 opened by an order of the office, and going on.
fn going_on() -> Office {
    let office = society();
    let open = ["audit", "open", "12", "--fy", "2024-25", "--by", "R. P. Singh", "--order", "A/1"];
    let opened = data(&office, "2025-04-10", &open);
    assert_eq!((&opened["case"], &opened["stage"]), (&AUDIT.into(), &"allotted".into()));
    data(&office, "2025-05-06", &["audit", "act", AUDIT, "--do", "begin", "--reason", "x"]);
    office
}

#[test]
fn an_audit_is_opened_once_and_its_clocks_say_what_no_text_was_seen_of() {
    let office = society();
    let open = ["audit", "open", "12", "--fy", "2024-25", "--by", "R. P. Singh"];
    assert_eq!(told(&office, "2025-04-10", &open), (6, codes(&["CAS-102"])), "an order is wanted");
    assert_eq!(told(&office, "2025-04-10", &[&open[..5], &["--order", "A/1"]].concat()), (2, codes(&["AUL-103"])));
    let open = [&open[..], &["--order", "A/1"]].concat();
    data(&office, "2025-04-10", &open);
    let again = data(&office, "2025-04-11", &open);
    assert_eq!((again["day_no"].is_null(), again["case"].as_str()), (true, Some(AUDIT)));
    let clocks = ca(&office, "2025-04-11", &["audit", "clock", AUDIT, "--format", "csv"]).csv();
    let of: Vec<(&str, &str, &str)> =
        clocks.iter().map(|row| (row["clock"].as_str(), row["begun_on"].as_str(), row["standing"].as_str())).collect();
    assert_eq!(
        of,
        [("audit", "2025-03-31", "no_limit"), ("acceptance", "2025-04-10", "no_limit")],
        "counted from the end of the year"
    );
    register(
        &office,
        "2025-04-11",
        &["clock", "set", "BR-AUD-02", "--months", "6", "--order", "C/1", "--on", "2025-04-01"],
    );
    let clocks = ca(&office, "2025-04-12", &["audit", "clock", AUDIT, "--format", "csv"]).csv();
    assert_eq!(clocks[0]["due_on"], "2025-09-30");
}

#[test]
fn a_refusal_stays_to_be_seen_until_another_has_the_audit() {
    let office = society();
    data(&office, "2025-04-10", &["audit", "open", "12", "--fy", "2024-25", "--by", "R. P. Singh", "--order", "A/1"]);
    assert_eq!(
        told(&office, "2025-04-12", &["audit", "refuse", AUDIT]),
        (2, codes(&["CAS-114"])),
        "a reason is wanted"
    );
    let refused = data(
        &office,
        "2025-04-12",
        &["audit", "refuse", "12", "--fy", "2024-25", "--remark", "a relative is on the board"],
    );
    assert_eq!((refused["stage"].as_str(), refused["refused_by"].as_str()), (Some("refused"), Some("R. P. Singh")));
    let facts = data(&office, "2025-04-13", &["audit", "show", AUDIT])["facts"].clone();
    let fact = |key: &str| {
        facts.as_array().expect("facts").iter().find(|fact| fact["field"] == key).map(|fact| fact["value"].clone())
    };
    assert_eq!(
        (fact("refused_on"), fact("refused_reason")),
        (Some("2025-04-12".into()), Some("a relative is on the board".into()))
    );
    let open = ["audit", "open", "12", "--fy", "2024-25", "--order", "A/2"];
    assert_eq!(told(&office, "2025-04-14", &open), (6, codes(&["AUL-110"])), "he who refused still has it");
    assert_eq!(told(&office, "2025-04-14", &["audit", "act", AUDIT, "--do", "begin", "--reason", "x"]).0, 6);
    let another = data(&office, "2025-04-15", &[&open[..], &["--by", "S. Sharma"]].concat());
    assert_eq!((another["act"].as_str(), another["stage"].as_str()), (Some("reallot"), Some("allotted")));
    let facts = data(&office, "2025-04-16", &["audit", "show", AUDIT])["facts"].to_string();
    assert!(facts.contains("S. Sharma") && !facts.contains("refused_on"), "{facts}");
}

#[test]
fn the_fee_is_computed_from_what_the_office_set_and_from_nothing_else() {
    let office = going_on();
    let compute = ["audit", "fee", "compute", AUDIT, "--base", "62,00,000"];
    assert_eq!(told(&office, "2025-07-20", &compute), (6, codes(&["AUL-109"])));
    let set = ["audit", "fee", "set", "--for", "fishery", "--scheme", "mp_rule_50a", "--from", "2025-04-01"];
    assert_eq!(told(&office, "2025-07-20", &set), (6, codes(&["AUL-120"])));
    data(&office, "2025-07-20", &[&set[..], &["--order", "F/1"]].concat());
    assert_eq!(told(&office, "2025-07-20", &compute), (6, codes(&["AUL-114"])), "the rates of MP were not seen");
    let example = data(
        &office,
        "2025-07-20",
        &[&compute[..], &["--scheme", "delhi_1989_thrift", "--split", "goa_2016_split"]].concat(),
    );
    assert_eq!((example["fee"].as_i64(), example["steps"].as_array().map(Vec::len)), (Some(429_500), Some(7)));
    let own = [
        "audit",
        "fee",
        "set",
        "--for",
        "fishery",
        "--scheme",
        "office_slabs",
        "--from",
        "2025-05-01",
        "--order",
        "F/2",
    ];
    assert_eq!(told(&office, "2025-07-20", &[&own[..], &["--slabs", "5000:x"]].concat()), (2, codes(&["AUL-119"])));
    data(&office, "2025-07-20", &[&own[..], &["--slabs", "500000:1.50,rest:0.5", "--least", "900"]].concat());
    assert_eq!(data(&office, "2025-07-20", &compute)["fee"], 360_000);
    let demand = ["audit", "fee", "demand", AUDIT, "--base", "100000", "--next", "2025-08-31", "--remark", "x"];
    assert_eq!(data(&office, "2025-07-20", &demand)["fee"], 90_000, "the minimum");
    let overdue = ["audit", "fee", "list", "--overdue", "--format", "csv"];
    assert_eq!(ca(&office, "2025-08-31", &overdue).code, 0);
    let late = ca(&office, "2025-09-02", &overdue);
    assert_eq!((late.code, late.csv()[0]["days"].as_str()), (1, "2"));
    data(&office, "2025-09-02", &["audit", "fee", "paid", AUDIT, "--amount", "500", "--remark", "x"]);
    let less = ["audit", "fee", "paid", AUDIT, "--amount", "400", "--remark", "x"];
    assert_eq!(told(&office, "2025-09-03", &less), (6, codes(&["AUL-117"])));
    assert_eq!(
        data(&office, "2025-09-03", &["audit", "fee", "paid", AUDIT, "--amount", "900", "--remark", "x"])["left"],
        0
    );
}

fn reported() -> Office {
    let office = going_on();
    data(&office, "2025-07-20", &["audit", "report", AUDIT, "--memo", "M/7", "--net-profit", "42000", "--remark", "x"]);
    office
}

#[test]
fn marks_want_evidence_and_come_back_from_the_sheet_with_every_fault_at_its_cell() {
    let office = reported();
    let classify = ["audit", "classify", AUDIT, "--remark", "x"];
    let bare = told(
        &office,
        "2025-07-21",
        &[&classify[..], &["--mark", "crar=21", "--mark", "npa=5", "--cap", "x=y"]].concat(),
    );
    assert_eq!(bare, (6, codes(&["AUL-105", "AUL-108", "AUL-106", "AUL-107"])));
    let file = office.folder().join("marks.xlsx");
    let path = file.to_str().expect("UTF-8");
    data(&office, "2025-07-21", &["audit", "classify", AUDIT, "--template", path]);
    let first = fs::read(&file).expect("a sheet");
    data(&office, "2025-07-21", &["audit", "classify", AUDIT, "--template", path]);
    assert_eq!(fs::read(&file).expect("a sheet"), first, "the same rows, the same bytes");
    // Nobody filled it: every item is missing, and the sheet is known as ours.
    let empty = told(&office, "2025-07-21", &[&classify[..], &["--sheet", path]].concat());
    assert_eq!(empty, (6, codes(&["AUL-107"])));
    let filled = repository("samples/cases/audit/marks.xlsx");
    let filled = filled.to_str().expect("UTF-8");
    let faulty = repository("samples/cases/audit/marks_faulty.xlsx");
    let said = ca(
        &office,
        "2025-07-21",
        &[&classify[..], &["--sheet", faulty.to_str().expect("UTF-8"), "--format", "json"]].concat(),
    );
    let cells: Vec<String> = said.json()["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|one| one["place"]["cell"].as_str().map(str::to_owned))
        .collect();
    assert_eq!((said.code, cells), (6, codes(&["F4", "A5"])), "{}", said.stdout);
    let classed = data(&office, "2025-07-21", &[&classify[..], &["--sheet", filled]].concat());
    assert_eq!((classed["marks"].as_str(), classed["class"].as_str()), (Some("70"), Some("B")), "{classed}");
    let capped =
        data(&office, "2025-07-22", &[&classify[..], &["--sheet", filled, "--cap", "books_lost=cash book"]].concat());
    assert_eq!((capped["class_by_marks"].as_str(), capped["class"].as_str()), (Some("B"), Some("C")));
    office.chain();
}

#[test]
fn paras_are_verified_one_by_one_and_what_is_open_is_carried_on() {
    let office = reported();
    let add = |no: &'static str, severity: &'static str, amount: &'static str| {
        ["objection", "add", AUDIT, "--para", no, "--severity", severity, "--text", "cash short", "--amount", amount]
    };
    let entered = data(&office, "2025-07-20", &add("1", "embezzlement", "18000"));
    assert_eq!(entered["objection"], format!("{AUDIT}/1"));
    assert_eq!(
        data(&office, "2025-07-20", &add("1", "embezzlement", "18000"))["changed"],
        false,
        "told again nothing changes"
    );
    assert_eq!(told(&office, "2025-07-20", &add("1", "serious", "18000")), (6, codes(&["OBJ-101"])));
    data(&office, "2025-07-20", &add("2", "serious", "5000"));
    assert_eq!(ca(&office, "2025-07-25", &["compliance", "due"]).stdout, "", "no day is set yet");
    data(&office, "2025-07-25", &["audit", "act", AUDIT, "--do", "pass", "--remark", "x"]);
    data(&office, "2025-07-25", &["audit", "act", AUDIT, "--do", "direct", "--remark", "x", "--next", "2025-10-31"]);
    let quiet = ca(&office, "2025-10-30", &["compliance", "due"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (0, ""));
    let due = ca(&office, "2025-11-02", &["compliance", "due", "--lang", "en"]);
    assert_eq!((due.code, due.stdout.lines().count()), (1, 2), "{}", due.stdout);
    assert!(
        due.stdout.contains("2 days over")
            && ca(&office, "2025-11-02", &["compliance", "due", "--lang", "hi"]).stdout.contains("गबन")
    );
    let verify = |more: &[&'static str]| [&["compliance", "verify", AUDIT, "2"][..], more].concat();
    assert_eq!(told(&office, "2025-11-02", &verify(&["--settled", "3000"])), (6, codes(&["OBJ-105"])));
    assert_eq!(told(&office, "2025-11-02", &verify(&["--settled", "6000", "--proof", "r"])), (6, codes(&["OBJ-106"])));
    assert_eq!(
        data(&office, "2025-11-02", &verify(&["--settled", "3000", "--proof", "r"]))["status"],
        "partly_settled"
    );
    assert_eq!(told(&office, "2025-11-02", &verify(&["--settled", "2000", "--proof", "r"])), (6, codes(&["OBJ-107"])));
    assert_eq!(told(&office, "2025-11-02", &["audit", "comply", AUDIT, "--remark", "x"]), (6, codes(&["AUL-112"])));
    let further = ["compliance", "escalate", AUDIT, "1", "--to", "surcharge"];
    assert_eq!(ca(&office, "2025-11-02", &further).code, 6, "an order or a reason is wanted");
    let led = ca(&office, "2025-11-02", &[&further[..], &["--reason", "x", "--lang", "en"]].concat());
    assert!(led.stdout.contains("coop-register surcharge notice BR-HQ-S-1"), "{}", led.stdout);
    assert_eq!(data(&office, "2025-11-03", &verify(&["--settled", "5000", "--proof", "r"]))["status"], "settled");
    assert_eq!(data(&office, "2025-11-03", &["audit", "comply", AUDIT, "--remark", "x"])["stage"], "complied");
    assert_eq!(
        told(&office, "2025-11-03", &["audit", "close", AUDIT, "--remark", "x"]),
        (0, codes(&["AUL-201", "AUL-202"]))
    );
    // The next year's audit begins with the para that is before the surcharge.
    data(&office, "2026-04-10", &["audit", "open", "12", "--fy", "2025-26", "--by", "S. Sharma", "--order", "A/9"]);
    let next = ca(&office, "2026-04-11", &["objection", "list", "BR-HQ-S-1/2025-26", "--format", "csv"]).csv();
    assert_eq!(
        (next.len(), next[0]["carried_from"].as_str(), next[0]["status"].as_str()),
        (1, "2024-25", "to_surcharge")
    );
    office.chain();
}

#[test]
fn a_re_audit_stands_beside_the_audit_of_the_year_and_arrears_name_the_oldest_first() {
    let office = reported();
    let open = ["audit", "open", "12", "--fy", "2024-25", "--kind", "re_audit", "--by", "S. Sharma", "--order", "A/3"];
    assert_eq!(told(&office, "2025-08-01", &open), (2, codes(&["AUL-102"])));
    let open = [&open[..], &["--why", "x"]].concat();
    assert_eq!(data(&office, "2025-08-01", &open)["case"], format!("{AUDIT}/re_audit-1"));
    assert!(data(&office, "2025-08-01", &open)["day_no"].is_null(), "one order, one audit");
    let listed = ca(&office, "2025-08-01", &["audit", "list", "--fy", "2024-25", "--format", "csv"]).csv();
    assert_eq!(listed.len(), 2);
    let arrears = ca(&office, "2026-05-01", &["arrears", "--since", "2023-24", "--format", "csv"]);
    let years: Vec<&str> = arrears
        .csv()
        .iter()
        .map(|row| row["fy"].clone())
        .collect::<Vec<_>>()
        .leak()
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(
        (arrears.code, years),
        (1, vec!["2025-26"]),
        "registered in June 2024; 2024-25 has its report, the re-audit none"
    );
    let none = ca(&office, "2026-03-01", &["arrears"]);
    assert_eq!(none.code, 0, "{}", none.stdout);
}

#[test]
fn the_sample_of_an_audit_plays_to_its_close_and_past_it() {
    let (office, said) = played("audit.sh");
    for part in ["10. मछली तालाब बंदोबस्ती पंजी", "शुल्क: ₹ 4,295.00", "वर्ग C (अंकों से A)", "शेष ₹ 2,000"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let show = data(&office, "2025-12-01", &["audit", "show", AUDIT]);
    assert_eq!((show["stage"].as_str(), show["closed"].as_bool()), (Some("closed"), Some(true)));
    let english = ca(&office, "2025-12-01", &["audit", "show", AUDIT, "--lang", "en"]).stdout;
    assert!(english.contains("Closed") && english.contains("Audit class"), "{english}");
    let folder = office.folder().join("reports");
    let made =
        ["report", "build", "audit_arrears", "audit_class_abstract", "objections_outstanding", "--format", "csv"];
    let made =
        ca(&office, "2026-04-15", &[&made[..], &["--fy", "2024-25", "-o", folder.to_str().expect("UTF-8")]].concat());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let outstanding = fs::read_to_string(folder.join("objections_outstanding.objections.csv")).expect("a report");
    assert!(outstanding.contains("embezzlement") && outstanding.contains("18000.00"), "{outstanding}");
    office.chain();
}

#[test]
fn a_registration_number_with_a_year_in_it_and_fy_name_the_audit_in_every_verb() {
    let office = society();
    let facts = ["--set", "member_count=30", "--set", "area=Patna"];
    let receive = ["application", "receive", "गंगा दुग्ध उत्पादक सहयोग समिति", "--class", "dairy"];
    register(&office, "2024-06-01", &[&receive[..], &facts].concat());
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    register(&office, "2024-06-01", &["application", "scrutinise", "2/2024-25", "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", "2/2024-25", "--result", "registered", "--order", "10"];
    let number = "9/PAT/2024";
    register(&office, "2024-06-01", &[&decide[..], &["--registration-no", number, "--district", "Patna"]].concat());
    let audit = "BR-HQ-S-2/2024-25";
    let of = |verb: &[&'static str], rest: &[&'static str]| [verb, &[number, "--fy", "2024-25"], rest].concat();
    let opened = data(&office, "2025-04-10", &of(&["audit", "open"], &["--by", "R. P. Singh", "--order", "A/1"]));
    assert_eq!(opened["case"], audit);
    assert_eq!(data(&office, "2025-04-11", &of(&["audit", "accept"], &["--remark", "x"]))["stage"], "accepted");
    assert_eq!(data(&office, "2025-04-11", &of(&["audit", "show"], &[]))["case"], audit);
    let clocks = ca(&office, "2025-04-11", &of(&["audit", "clock"], &["--format", "csv"])).csv();
    assert!(!clocks.is_empty() && clocks.iter().all(|row| row["case"] == audit), "{clocks:?}");
    data(&office, "2025-04-11", &of(&["audit", "correct"], &["--set", "audited_by=S. Sharma", "--order", "A/2"]));
    data(&office, "2025-04-12", &of(&["objection", "add"], &["--para", "1", "--severity", "serious", "--text", "x"]));
    assert_eq!(data(&office, "2025-04-12", &of(&["objection", "list"], &[]))["rows"][0]["audit"], audit);
    // The audit itself is named as before, whatever --fy says beside it.
    assert_eq!(data(&office, "2025-04-11", &["audit", "show", audit, "--fy", "2024-25"])["case"], audit);
    let early = ["audit", "open", number, "--fy", "2025-26", "--by", "S. Sharma", "--order", "A/3"];
    data(&office, "2025-04-12", &early);
    let never = ["audit", "open", number, "--fy", "2030-31", "--by", "S. Sharma", "--order", "A/4"];
    assert_eq!(told(&office, "2025-04-12", &never), (6, codes(&["AUL-121"])), "a year to come is a slip of the pen");
    office.chain();
}

#[test]
fn machines_read_codes_and_people_read_words() {
    let office = reported();
    data(
        &office,
        "2025-07-21",
        &["objection", "add", AUDIT, "--para", "9", "--severity", "serious", "--text", "x", "--amount", "500"],
    );
    data(&office, "2025-07-22", &["compliance", "escalate", AUDIT, "9", "--to", "surcharge", "--reason", "x"]);
    let show =
        |language: &str| ca(&office, "2025-07-22", &["objection", "show", AUDIT, "9", "--lang", language]).stdout;
    assert!(show("hi").contains("अधिभार को प्रेषित") && !show("hi").contains("  surcharge"), "{}", show("hi"));
    let reply = ["compliance", "reply", AUDIT, "9", "--text", "x", "--lang", "hi"];
    let refused = ca(&office, "2025-07-22", &reply);
    assert!(refused.code == 6 && refused.stderr.contains("(अधिभार को प्रेषित)"), "{}", refused.stderr);
    let next = ["compliance", "escalate", AUDIT, "9", "--to", "surcharge", "--reason", "x"];
    assert!(ca(&office, "2025-07-22", &next).stdout.contains("coop-register surcharge notice BR-HQ-S-1"));
    data(
        &office,
        "2025-07-22",
        &[
            "audit",
            "fee",
            "set",
            "--for",
            "fishery",
            "--scheme",
            "delhi_1989_thrift",
            "--from",
            "2025-04-01",
            "--order",
            "F/1",
        ],
    );
    let steps = |language: &str| {
        let explain =
            ["audit", "fee", "explain", AUDIT, "--base", "6200000", "--split", "goa_2016_split", "--lang", language];
        data(&office, "2025-07-22", &explain)["steps"].clone()
    };
    assert_eq!(steps("hi"), steps("en"), "a step has one name for machines");
    let district =
        |language: &str| data(&office, "2026-04-15", &["arrears", "--lang", language])["rows"][0]["district"].clone();
    assert_eq!((district("hi"), district("en")), (212.into(), 212.into()));
    let schemes = ca(&office, "2025-07-22", &["audit", "fee", "schemes", "--lang", "hi"]).stdout;
    assert!(schemes.contains("खंड, प्रति हज़ार") && !schemes.contains("slab_per_thousand"), "{schemes}");
}
