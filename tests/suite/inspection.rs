//! An inspection and the surcharge that follows it through the programs: the gate, the day of the report, proof of compliance,
//! limitation, recovery, a correction, both languages, and a book.

use super::{
    office::Office,
    on_a_day::{done, on, played, told},
};

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

#[test]
fn the_sample_of_an_inspection_plays_to_the_recovered_surcharge() {
    let (office, said) = played("inspection.sh");
    for part in ["तिथि बीत गई", "अनुपालित", "वसूल"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.chain();
}
