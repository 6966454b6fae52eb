//! The winding up of a society through the programs: the gate, the society's status, claims, contributions, the statement, a lapsed
//! clock, a correction, both languages, and a case that came from a book.

use super::{
    office::{Office, run},
    on_a_day::{done, on, played, told},
};
use rust_xlsxwriter::Workbook;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

const NO: &str = "1/2025-26";

/// A society of weavers, heard on its winding up.
fn heard() -> Office {
    let office = Office::new();
    let name = "सोनभद्र बुनकर सहकारी समिति";
    let facts = ["--set", "member_count=21", "--set", "area=Patna"];
    done(&office, "2025-04-01", &[&["application", "receive", name, "--class", "weavers"][..], &facts].concat());
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    done(&office, "2025-04-01", &["application", "scrutinise", NO, "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", NO, "--result", "registered", "--order", "9", "--registration-no", "12"];
    done(&office, "2025-04-02", &[&decide[..], &["--district", "Patna"]].concat());
    let proposed = done(&office, "2025-05-01", &["liquidation", "propose", "12", "--ground", "idle"]);
    assert_eq!((&proposed["number"], &proposed["case"]), (&NO.into(), &"BR-HQ-LQ-1".into()));
    stage(&office, "2025-05-02", "show_cause", &["--next", "2025-05-20"]);
    stage(&office, "2025-05-21", "heard", &[]);
    office
}

fn stage(office: &Office, day: &str, into: &str, more: &[&str]) {
    let lead = ["liquidation", "stage", NO, "--into", into, "--remark", "x"];
    assert_eq!(done(office, day, &[&lead[..], more].concat())["stage"], into);
}

/// The same with a liquidator in charge, claims open to 15 July.
fn claims_open() -> Office {
    let office = heard();
    done(&office, "2025-06-01", &["liquidation", "order", NO, "--order", "L/1"]);
    done(&office, "2025-06-01", &["liquidation", "appoint", NO, "--liquidator", "विजय प्रसाद", "--order", "L/2"]);
    done(&office, "2025-06-02", &["liquidation", "gazette", NO, "--remark", "no. 19"]);
    stage(&office, "2025-06-03", "in_charge", &[]);
    stage(&office, "2025-06-04", "claims_open", &["--next", "2025-07-15"]);
    office
}

fn claim<'a>(day: &'a str, who: &'a str, amount: &'a str) -> Vec<&'a str> {
    let file = ["liquidation", "claim", "file", NO, "--on", day, "--claimant", who, "--kind", "depositor"];
    [&file[..], &["--amount", amount]].concat()
}

fn decide<'a>(no: &'a str, admitted: &'a str, rank: &'a str) -> Vec<&'a str> {
    let decide = ["liquidation", "claim", "decide", NO, "--claim", no, "--admitted", admitted, "--reason", "x"];
    if rank.is_empty() { decide.to_vec() } else { [&decide[..], &["--priority", rank]].concat() }
}

fn pay<'a>(no: &'a str, amount: &'a str) -> Vec<&'a str> {
    vec!["liquidation", "claim", "pay", NO, "--claim", no, "--amount", amount, "--reason", "cheque"]
}

#[test]
fn the_order_of_winding_up_is_refused_before_the_hearing_and_changes_the_society_in_one_act() {
    let office = heard();
    let complaint = ["complaint", "receive", "corruption", "--channel", "post", "--society", "12"];
    done(&office, "2025-05-22", &complaint);
    let before = office.digest();
    let order = ["liquidation", "order", NO];
    assert_eq!(told(&office, "2025-06-01", &order), (6, codes(&["CAS-102"])), "an order is wanted");
    let cancel = ["liquidation", "act", NO, "--do", "record_cancellation", "--order", "1"];
    assert_eq!(told(&office, "2025-06-01", &cancel), (6, codes(&["CAS-101"])));
    let twice = ["liquidation", "propose", "12", "--ground", "idle"];
    assert_eq!(told(&office, "2025-06-01", &twice), (6, codes(&["CAS-173"])));
    let (hindi, english) = (
        on(&office, "2025-06-01", &[&twice[..], &["--lang", "hi"]].concat()),
        on(&office, "2025-06-01", &[&twice[..], &["--lang", "en"]].concat()),
    );
    assert!(hindi.stderr.contains("पहले से चालू") && hindi.stderr.contains("सुनवाई हुई"), "{}", hindi.stderr);
    assert!(english.stderr.contains("has an open case") && english.stderr.contains("Heard"), "{}", english.stderr);
    let rehearsed = [&order[..], &["--order", "L/1", "--dry-run"]].concat();
    assert_eq!(told(&office, "2025-06-01", &rehearsed), (0, codes(&["LIQ-206"])), "the complaint cannot go on");
    assert_eq!(office.digest(), before, "a refusal and a rehearsal change nothing");

    let ordered = on(&office, "2025-06-01", &[&order[..], &["--order", "L/1", "--format", "json"]].concat());
    assert_eq!((ordered.code, &ordered.json()["data"]["changed"][0]), (0, &"society:BR-HQ-S-1".into()));
    let fact = |day: &str, key: &str| {
        let rows = on(&office, day, &["society", "show", "12", "--format", "csv"]).csv();
        rows.iter().find(|row| row["field"] == key).map(|row| row["value"].clone()).unwrap_or_default()
    };
    assert_eq!(
        (fact("2025-05-31", "status").as_str(), fact("2025-06-01", "status").as_str()),
        ("functional", "under_liquidation")
    );
    assert_eq!(fact("2025-06-01", "status_order"), "L/1");
    let assign = ["complaint", "assign", NO, "--inquiry-officer", "Ravi", "--reason", "x"];
    assert_eq!(told(&office, "2025-06-02", &assign), (6, codes(&["CAS-111"])), "the liquidator acts for it");
    // The day of the order was wrong: right in the register of societies too.
    done(
        &office,
        "2025-06-02",
        &["liquidation", "correct", NO, "--event", "3", "--on", "2025-05-30", "--order", "L/9"],
    );
    assert_eq!(fact("2025-05-30", "status"), "under_liquidation");
    // Set aside in appeal, the society is at work again.
    let appeal = ["liquidation", "appeal", NO, "--appeal-no", "A/1", "--reason", "x"];
    assert_eq!(done(&office, "2025-06-10", &appeal)["stage"], "ordered", "no text says that it suspends the order");
    let aside = ["liquidation", "appeal", NO, "--result", "set_aside", "--order", "A/2"];
    assert_eq!(told(&office, "2025-08-01", &aside), (2, codes(&["CAS-121"])));
    done(&office, "2025-08-01", &[&aside[..], &["--status", "functional"]].concat());
    assert_eq!(fact("2025-08-01", "status"), "functional");
    office.chain();
}

#[test]
fn claims_are_filed_decided_and_paid_and_the_statement_must_agree_before_the_end() {
    let office = claims_open();
    assert_eq!(told(&office, "2025-07-20", &claim("2025-06-10", "राम", "1000")), (0, vec![]));
    assert_eq!(told(&office, "2025-07-20", &claim("2025-06-10", "राम", "1000")), (6, codes(&["LIQ-102"])));
    // The books hold claims in the order they come in; one is keyed with the day it was filed.
    assert_eq!(told(&office, "2025-07-20", &claim("2025-06-05", "सीता", "500.50")), (0, vec![]));
    assert_eq!(told(&office, "2025-07-20", &claim("2025-07-18", "गीता", "300")), (0, codes(&["LIQ-201"])));
    let unread = claim("2025-06-05", "x", "many");
    assert_eq!(told(&office, "2025-07-20", &unread), (2, codes(&["CAS-122"])));
    let early = told(&office, "2025-07-20", &pay("1", "10"));
    assert_eq!(early, (6, codes(&["CAS-101", "LIQ-110", "LIQ-111"])), "nothing is paid before claims are decided");
    stage(&office, "2025-07-20", "claims_closed", &[]);
    let decided = ["liquidation", "stage", NO, "--into", "claims_decided", "--remark", "x"];
    assert_eq!(told(&office, "2025-07-20", &decided), (6, codes(&["LIQ-304"])));
    assert_eq!(told(&office, "2025-07-21", &decide("9", "1", "1")).0, 5);
    done(&office, "2025-07-21", &decide("1", "900", "2"));
    done(&office, "2025-07-21", &decide("2", "500.50", "1"));
    done(&office, "2025-07-21", &decide("3", "0", ""));
    done(&office, "2025-07-22", &decided);
    let determine =
        ["liquidation", "contribution", "determine", NO, "--person", "मोहन", "--amount", "600", "--reason", "x"];
    done(&office, "2025-07-23", &determine);
    let recover = ["liquidation", "contribution", "recover", NO, "--of", "मोहन", "--amount", "600", "--reason", "x"];
    assert_eq!(told(&office, "2025-07-23", &recover), (6, codes(&["LIQ-122"])));
    done(&office, "2025-07-24", &["liquidation", "contribution", "order", NO, "--order", "L/5"]);
    done(&office, "2025-07-25", &recover);
    stage(&office, "2025-08-01", "realising", &[]);
    let report = |upto: &'static str, paid: &'static str| {
        let head =
            ["liquidation", "report", NO, "--upto", upto, "--realised", "1000", "--costs", "100", "--paid", paid];
        [&head[..], &["--assets", "1200", "--liabilities", "1400.50", "--remark", "x"]].concat()
    };
    done(&office, "2025-08-02", &report("2025-06-30", "0"));
    stage(&office, "2025-08-03", "paying", &[]);
    assert_eq!(told(&office, "2025-08-04", &pay("1", "900")), (0, codes(&["LIQ-203"])), "rank 1 is unpaid");
    done(&office, "2025-08-05", &pay("2", "500.50"));
    let close = ["liquidation", "close", NO, "--remark", "final"];
    assert_eq!(told(&office, "2025-09-01", &close), (6, codes(&["LIQ-301"])), "0 reported, 1,400.50 paid");
    done(&office, "2025-09-02", &report("2025-09-30", "1400.50"));

    let statement = on(&office, "2025-09-03", &["liquidation", "statement", NO, "--format", "json"]).json();
    let lines = statement["data"]["lines"].as_array().expect("lines");
    let amount = |key: &str| lines.iter().find(|line| line["key"] == key).map(|line| line["amount"].clone());
    assert_eq!(amount("balance"), Some(9_950.into()), "1000 + 600 − 100 − 1400.50, in paise");
    assert_eq!((amount("unpaid"), amount("outstanding")), (Some(0.into()), Some(0.into())));
    // As of a day before the payments.
    let earlier = on(&office, "2025-08-02", &["liquidation", "statement", NO, "--format", "json"]).json();
    assert_eq!(earlier["data"]["lines"][6]["amount"], 0, "{earlier}");
    let listed = on(&office, "2025-09-03", &["liquidation", "claim", "list", NO, "--format", "csv"]).csv();
    assert_eq!(listed[2]["state"], "rejected");
    assert!(listed.iter().all(|row| !row.contains_key("claimant")), "who claims is shown only with --personal");
    let named =
        on(&office, "2025-09-03", &["liquidation", "claim", "list", NO, "--personal", "--late", "--format", "json"]);
    assert_eq!(named.json()["data"]["rows"][0]["claimant"], "गीता");
    let folder = office.folder().join("papers");
    let path = folder.to_str().expect("UTF-8");
    for (language, word) in [("hi", "हस्तगत शेष"), ("en", "Balance in hand")] {
        let forms = ["liquidation", "statement", NO, "--format", "html,xlsx,csv", "-o", path, "--lang", language];
        assert_eq!(on(&office, "2025-09-03", &forms).code, 0);
        let page = std::fs::read_to_string(folder.join("liquidation_statement-BR-HQ-LQ-1.html")).expect("a page");
        assert!(page.contains(word) && page.contains("99.50") && !page.contains("गीता"), "{word}");
    }
    assert_eq!(told(&office, "2025-10-01", &close), (0, codes(&["LIQ-313"])));
    let shown = done(&office, "2025-10-01", &["liquidation", "show", NO]);
    assert_eq!((&shown["stage"], &shown["closed"]), (&"cancellation_due".into(), &false.into()));
    // By a later order of its own the registration ends, in the register of societies and here at once.
    let cancel = ["society", "cancel", "12"];
    assert_eq!(told(&office, "2025-11-01", &cancel).0, 6, "an order is wanted");
    let ended = done(&office, "2025-11-01", &[&cancel[..], &["--order", "C/1"]].concat());
    assert_eq!((&ended["stage"], &ended["changed"][0]), (&"cancelled".into(), &"society:BR-HQ-S-1".into()));
    let rows = on(&office, "2025-11-01", &["society", "show", "12", "--format", "csv"]).csv();
    assert!(rows.iter().any(|row| row["field"] == "status" && row["value"] == "cancelled"));
    office.chain();
}

#[test]
fn a_claim_written_wrongly_is_corrected_and_what_an_act_computed_is_not() {
    let office = claims_open();
    done(&office, "2025-06-10", &claim("2025-06-10", "राम", "1000"));
    let correct = ["liquidation", "claim", "correct", NO, "--claim", "1", "--order", "7", "--set"];
    assert_eq!(done(&office, "2025-06-11", &[&correct[..], &["amount=1100"]].concat())["corrected"], true);
    assert_eq!(told(&office, "2025-06-11", &[&correct[..], &["late=yes"]].concat()).0, 2);
    assert_eq!(told(&office, "2025-06-11", &[&correct[..], &["amount=x"]].concat()), (2, codes(&["CAS-122"])));
    let listed = on(&office, "2025-06-11", &["liquidation", "claim", "list", NO, "--format", "csv"]).csv();
    assert_eq!(listed[0]["amount"], "1100.00");
    office.chain();
}

#[test]
fn a_missed_report_is_told_once_the_office_set_its_limit_and_time_is_extended_by_order() {
    let office = claims_open();
    let clock = |day: &str, code: &str| {
        let rows = on(&office, day, &["liquidation", "clock", NO, "--format", "json"]).json();
        let rows = rows["data"]["rows"].as_array().cloned().unwrap_or_default();
        rows.into_iter().find(|row| row["clock"] == code).unwrap_or_default()
    };
    assert_eq!(clock("2026-02-01", "report")["standing"], "no_limit", "no text was seen: none is made up");
    done(&office, "2025-06-05", &["clock", "set", "BR-LIQ-05", "--months", "3", "--order", "L/3"]);
    done(&office, "2025-06-05", &["clock", "set", "BR-LIQ-06", "--months", "12", "--order", "L/3"]);
    assert_eq!(clock("2025-07-01", "report")["due_on"], "2025-09-30", "three months after the end of the quarter");
    let due = on(&office, "2025-10-01", &["today", "--service", "liquidation", "--format", "csv"]);
    let overdue: Vec<_> = due.csv().into_iter().filter(|row| row["reason"] == "overdue").collect();
    assert_eq!((due.code, overdue.len(), overdue[0]["on"].as_str()), (1, 1, "2025-09-30"), "{}", due.stdout);
    assert_eq!(clock("2026-06-02", "period")["standing"], "expired");
    let extend = ["liquidation", "act", NO, "--do", "extend", "--next", "2026-12-31", "--order", "L/7"];
    done(&office, "2026-05-20", &extend);
    assert_eq!(clock("2026-06-02", "period")["due_on"], "2026-12-31");
    office.chain();
}

#[test]
fn a_book_of_liquidations_and_claims_is_worked_on_from_where_it_ended() {
    let office = heard();
    let folder = office.folder().join("books");
    std::fs::create_dir_all(&folder).expect("a folder");
    let book = |name: &str, rows: &[&[&str]]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*row) {
                sheet.write(at, column, *cell).expect("room");
            }
        }
        let path = folder.join(name);
        book.save(&path).expect("a file");
        path
    };
    // The case of the office is dropped; an old one comes from the book.
    done(&office, "2025-05-22", &["liquidation", "act", NO, "--do", "drop", "--remark", "x"]);
    let liquidations = book(
        "liquidations.xlsx",
        &[
            &[
                "पंजीयन संख्या",
                "परिसमापन आदेश संख्या",
                "परिसमापन आदेश तिथि",
                "परिसमापक",
                "कार्यभार तिथि",
                "दावा सूचना तिथि",
                "दावा अंतिम तिथि",
            ],
            &["12", "पुराना/7", "01-04-2025", "विजय", "10-04-2025", "15-04-2025", "15-06-2025"],
        ],
    );
    let claims = book(
        "claims.xlsx",
        &[
            &["पंजीयन संख्या", "दावा संख्या", "दावेदार", "दावे का प्रकार", "दाखिल तिथि", "दावा राशि"],
            &["12", "41", "राम", "जमाकर्ता", "20-04-2025", "1000"],
        ],
    );
    for (register, path) in [("liquidation", &liquidations), ("claim", &claims)] {
        let path = path.to_str().expect("UTF-8");
        let imported = office.run("coop-migrate", &["import", path, "--register", register, "--quiet"]);
        assert!(imported.code <= 1, "{}{}", imported.stdout, imported.stderr);
    }
    let listed = on(&office, "2025-07-01", &["liquidation", "list", "--open", "--format", "csv"]).csv();
    assert_eq!((listed.len(), listed[0]["stage"].as_str()), (1, "claims_open"), "{listed:?}");
    let id = listed[0]["case"].as_str();
    let file = ["liquidation", "claim", "file", id, "--claimant", "राम", "--kind", "depositor", "--amount", "1000"];
    assert_eq!(told(&office, "2025-06-10", &file), (6, codes(&["LIQ-102"])), "the book has it already");
    let other = ["liquidation", "claim", "file", id, "--claimant", "सीता", "--kind", "member", "--amount", "50"];
    assert_eq!(done(&office, "2025-06-10", &other)["called"], "42", "numbers go on");
    let close = ["liquidation", "stage", id, "--into", "claims_closed", "--remark", "x"];
    assert_eq!(done(&office, "2025-07-01", &close)["stage"], "claims_closed");
    office.chain();
}

#[test]
fn the_sample_of_a_liquidation_plays_to_the_final_report() {
    let (office, said) = played("liquidation.sh");
    for part in ["परिसमापनाधीन", "विलंबित", "2,999.50", "पंजीयन रद्द किया जाना शेष"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.chain();
}

#[test]
fn arguments_of_a_liquidation_that_name_nothing_are_told_with_what_there_is() {
    let office = heard();
    for (arguments, code) in [
        (&["liquidation", "stage", NO, "--into", "heaven", "--remark", "x"][..], 2),
        (&["liquidation", "act", NO, "--do", "file_claim", "--remark", "x"], 2),
        (&["liquidation", "propose", "99", "--ground", "idle"], 2),
        (&["liquidation", "show", "9/2025-26"], 5),
        (&["liquidation", "contribution", "waive", NO, "--of", "x", "--order", "1", "--remark", "y"], 5),
    ] {
        assert_eq!(on(&office, "2025-06-12", arguments).code, code, "{arguments:?}");
    }
    let known = on(&office, "2025-06-12", &["liquidation", "stage", NO, "--into", "heaven", "--remark", "x"]);
    assert!(known.stderr.contains("claims_open"), "{}", known.stderr);
    let help = run("coop-register", &["liquidation", "--help"], b"").stdout;
    for verb in ["propose", "order", "appoint", "claim", "contribution", "statement", "close"] {
        assert!(help.contains(verb), "{verb}");
    }
}
