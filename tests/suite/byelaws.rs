//! Amendments of bye-laws through the programs: from receipt to certificate, the texts clause by clause, a book gone on with.

use super::{
    office::{Office, repository},
    on_a_day::{done, on, played, told},
};
use std::path::PathBuf;

const NO: &str = "1/2025-26";

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn sample(name: &str) -> String {
    repository(&format!("samples/cases/byelaw/{name}")).to_str().expect("UTF-8").to_owned()
}

/// A registered society of an Act, whose number is 12.
fn society(act: &str) -> Office {
    let office = Office::new();
    let act = format!("act={act}");
    let facts = ["--class", "housing", "--set", "member_count=40", "--set", "area=Patna", "--set", &act];
    done(&office, "2025-04-01", &[&["application", "receive", "नवीन नगर समिति"][..], &facts].concat());
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    done(&office, "2025-04-01", &["application", "scrutinise", NO, "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", NO, "--result", "registered", "--order", "9", "--registration-no", "12"];
    done(&office, "2025-04-01", &[&decide[..], &["--district", "Patna"]].concat());
    office
}

/// The same with its text on record and an amendment under scrutiny.
fn proposed(act: &str, votes_for: &str) -> Office {
    let office = society(act);
    let text = ["byelaw", "text", "12", &sample("registered.txt"), "--from", "2025-04-01", "--version", "1"];
    done(&office, "2025-04-01", &[&text[..], &["--order", "9"]].concat());
    let days = ["--notice-on", "2025-06-01", "--meeting-on", "2025-06-16"];
    let votes = ["--total", "40", "--present", "30", "--for", votes_for, "--against", "10"];
    let new = ["--set", "new_area=आशियाना नगर", "--set", "new_name_en=Naveen Nagar", "--text"];
    let propose =
        [&["byelaw", "propose", "12", "--bye-law", "2, 5"][..], &days, &votes, &new, &[&sample("amended.txt")]];
    assert_eq!(done(&office, "2025-06-20", &propose.concat())["case"], "BR-HQ-BA-1");
    let papers = ["--papers", "application,copies,notice,certificate", "--reason", "x"];
    done(&office, "2025-06-21", &[&["byelaw", "scrutinise", NO][..], &papers].concat());
    office
}

fn fact(office: &Office, day: &str, key: &str) -> Option<serde_json::Value> {
    let shown = done(office, day, &["society", "show", "12"]);
    let rows = shown["rows"].as_array().expect("facts").clone();
    rows.iter().find(|row| row["field"] == key).map(|row| row["value"].clone())
}

#[test]
fn an_amendment_goes_from_receipt_to_certificate_and_changes_the_society() {
    let office = proposed("bihar_1935", "20");
    let diff = done(&office, "2025-06-22", &["byelaw", "diff", "12"]);
    let counts =
        serde_json::json!({ "added": 1, "changed": 1, "renumbered": 5, "renumbered_and_changed": 1, "same": 4 });
    assert_eq!(diff["counts"], counts);
    assert!(diff["rows"][0]["words"].as_str().expect("words").contains("{+नगर एवं आशियाना+}"), "{diff}");

    // Without an order, too late, not yet: everything at once, in both languages, and nothing is changed.
    let before = office.digest();
    let register = ["byelaw", "register", NO];
    let refused = |lang: &str| on(&office, "2025-06-20", &[&register[..], &["--lang", lang]].concat());
    let (hindi, english) = (refused("hi"), refused("en"));
    assert_eq!((hindi.code, english.code), (6, 6));
    for code in ["CAS-102", "CAS-105"] {
        assert!(hindi.stderr.contains(code) && english.stderr.contains(code), "{code}: {}", hindi.stderr);
    }
    assert!(hindi.stderr.contains("संशोधन पंजीकृत करें") && english.stderr.contains("Register the amendment"));
    assert_eq!(told(&office, "2025-06-22", &["byelaw", "act", NO, "--do", "certify", "--reason", "x"]).0, 6);
    assert_eq!(office.digest(), before, "a refusal changes nothing");

    let order = ["--order", "31"];
    let registered = on(&office, "2025-07-20", &[&register[..], &order, &["--format", "json"]].concat()).json();
    assert_eq!(registered["data"]["changed"], serde_json::json!(["society:BR-HQ-S-1", "byelaw_text:BR-HQ-S-1"]));
    let limits: Vec<&str> =
        registered["findings"].as_array().expect("findings").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(limits, ["CAS-242"; 3], "no limit was seen for Bihar, and none is made up");
    assert_eq!(fact(&office, "2025-07-19", "area"), Some("Patna".into()));
    assert_eq!(fact(&office, "2025-07-20", "area"), Some("आशियाना नगर".into()));
    assert_eq!(fact(&office, "2025-07-20", "name_en"), Some("Naveen Nagar".into()));
    assert_eq!(
        fact(&office, "2025-07-20", "name_hi"),
        Some("नवीन नगर समिति".into()),
        "what it does not speak of stays"
    );
    assert_eq!(fact(&office, "2025-07-20", "byelaw_version"), Some(2.into()));
    done(
        &office,
        "2025-07-21",
        &["byelaw", "act", NO, "--do", "certify", "--set", "certificate_no=7", "--reason", "x"],
    );

    // The day was written wrongly: right in the case, in the register of societies, in the text in force.
    done(&office, "2025-07-22", &["byelaw", "correct", NO, "--event", "2", "--on", "2025-07-18", "--order", "32"]);
    done(&office, "2025-07-22", &["byelaw", "correct", NO, "--set", "new_area=बेली रोड", "--order", "33"]);
    assert_eq!(fact(&office, "2025-07-17", "area"), Some("Patna".into()));
    assert_eq!(fact(&office, "2025-07-18", "area"), Some("बेली रोड".into()));
    let moved = on(&office, "2025-07-22", &["byelaw", "correct", NO, "--set", "society=12", "--order", "34"]);
    assert_eq!(moved.code, 6, "whose facts were changed is not told otherwise: {}", moved.stderr);
    let print = |day: &str| done(&office, day, &["byelaw", "print", "12", "--format", "json,html"]);
    let history = |day: &str| {
        let printed = print(day);
        let texts = printed["history"].as_array().expect("texts").clone();
        let from = texts.iter().filter_map(|text| text["from"].as_str()).map(str::to_owned).collect::<Vec<_>>();
        (from, printed["clauses"].as_array().map(Vec::len))
    };
    assert_eq!(history("2025-07-17"), (vec!["2025-04-01".to_owned()], Some(11)));
    assert_eq!(history("2025-07-31"), (vec!["2025-04-01".to_owned(), "2025-07-18".to_owned()], Some(12)));
    let again = ["byelaw", "diff", "12", "--from", "2025-04-01", "--format", "csv"];
    assert_eq!(on(&office, "2025-07-31", &again).csv().len(), 8);
    office.chain();
}

#[test]
fn too_few_votes_refuse_under_the_act_that_says_so() {
    let office = proposed("mscs_2002", "19");
    let register = ["byelaw", "register", NO, "--order", "31"];
    assert_eq!(told(&office, "2025-07-20", &register), (6, codes(&["CAS-145"])));
    let hindi = on(&office, "2025-07-20", &[&register[..], &["--lang", "hi"]].concat());
    for part in ["29 में 19", "कम से कम 2/3", "MS-BYL-02", "द्वितीयक स्रोत", "refuse (पंजीयन अस्वीकृत करें)"]
    {
        assert!(hindi.stderr.contains(part), "{part}: {}", hindi.stderr);
    }
    assert_eq!(told(&office, "2025-07-20", &["byelaw", "refuse", NO, "--order", "31"]), (2, codes(&["CAS-114"])));
    done(&office, "2025-07-20", &["byelaw", "refuse", NO, "--order", "31", "--remark", "मत कम"]);
    assert_eq!(fact(&office, "2025-12-31", "area"), Some("Patna".into()));
    done(&office, "2025-07-25", &["byelaw", "act", NO, "--do", "communicate", "--remark", "पंजीकृत डाक"]);
    // Put right: twenty of thirty are two thirds to the vote.
    let reopen = ["byelaw", "act", NO, "--do", "reopen", "--order", "A/1", "--remark", "अपील"];
    done(&office, "2025-08-01", &reopen);
    done(&office, "2025-08-02", &["byelaw", "correct", NO, "--set", "for=20", "--order", "A/2"]);
    assert_eq!(done(&office, "2025-08-03", &["byelaw", "register", NO, "--order", "40"])["stage"], "registered");
    office.chain();
}

#[test]
fn a_limit_the_office_sets_runs_out_and_is_listed() {
    let office = proposed("bihar_1935", "20");
    let standing = |day: &str| {
        let rows = on(&office, day, &["byelaw", "clock", "--format", "csv"]).csv();
        rows[0]["standing"].clone()
    };
    assert_eq!(standing("2026-03-01"), "no_limit", "none is made up");
    done(&office, "2025-06-22", &["clock", "set", "BR-BYL-01", "--days", "60", "--order", "7"]);
    assert_eq!((standing("2025-08-19"), standing("2025-08-20")), ("running".into(), "expired".into()));
    let due = on(&office, "2025-08-20", &["today", "--service", "byelaw", "--format", "csv"]);
    let rows = due.csv();
    assert_eq!((due.code, rows[0]["reason"].as_str(), rows[0]["on"].as_str()), (1, "overdue", "2025-08-19"));
    let listed = on(&office, "2025-08-20", &["byelaw", "list", "--format", "csv"]).csv();
    assert_eq!((listed[0]["clock"].as_str(), listed[0]["kind"].as_str()), ("expired", "own"));
    let json = done(&office, "2025-08-20", &["byelaw", "list", "--open"]);
    assert_eq!((&json["count"], &json["rows"][0]["stage"]), (&1.into(), &"scrutiny".into()));
}

#[test]
fn a_text_is_read_with_its_faults_held_against_the_matters_and_kept_by_its_digest() {
    let office = society("bihar_1935");
    let bad: PathBuf = office.folder().join("bad.txt");
    std::fs::write(&bad, b"Clause 1\nname\nClause 3\nx\n\xFF\nClause 1\nagain\n").expect("a file");
    let path = bad.to_str().expect("UTF-8");
    let enter = |file: &str| ["byelaw", "text", "12", file, "--from", "2025-04-01"].map(str::to_owned);
    let run = |file: &str, more: &[&str]| {
        let said = enter(file);
        let said: Vec<&str> = said.iter().map(String::as_str).chain(more.iter().copied()).collect();
        told(&office, "2025-04-02", &said)
    };
    assert_eq!(run(path, &["--order", "9"]), (3, codes(&["BYL-103", "BYL-105", "BYL-102"])));
    let right = sample("registered.txt");
    assert_eq!(run(&right, &[]).0, 6, "an order or a reason");
    assert_eq!(run(&right, &["--order", "9", "--dry-run"]).0, 0);
    assert_eq!(told(&office, "2025-04-02", &["byelaw", "print", "12"]).0, 5, "a dry run changed nothing");
    assert_eq!(run(&right, &["--order", "9"]).0, 0);
    assert_eq!(run(&right, &["--order", "9"]).0, 6, "just this text is in force");
    let check = on(&office, "2025-04-02", &["byelaw", "check", "12", "--format", "csv"]);
    let rows = check.csv();
    let of = |matter: &str| {
        let row = rows.iter().find(|row| row["matter"] == matter).expect("a matter");
        (row["standing"].clone(), row["clause"].clone(), row["phrase"].clone())
    };
    assert_eq!(check.code, 1);
    assert_eq!(of("quorum"), ("present".into(), "7".into(), "गणपूर्ति".into()));
    assert_eq!(of("expulsion"), ("missing".into(), String::new(), String::new()));
    assert_eq!(of("services").0, "doubtful");
    let hindi = on(&office, "2025-04-02", &["byelaw", "check", "12", "--lang", "hi"]);
    assert!(
        hindi.stderr.contains("नहीं मिला: सदस्य का निष्कासन") && hindi.stderr.contains("धारा 10(2)(i)"),
        "{}",
        hindi.stderr
    );
    for (arguments, code) in [
        (&["byelaw", "diff", "12"][..], 2),
        (&["byelaw", "diff", "12", "--from", "2025-03-01"], 5),
        (&["byelaw", "check", "nothing"], 5),
        (&["byelaw", "text", "12", &right, "--from", "2026-01-01", "--order", "1"], 2),
        (&["byelaw", "propose", "12", "--bye-law", "2", "--present", "9", "--for", "8", "--against", "7"], 2),
    ] {
        assert_eq!(on(&office, "2025-04-02", arguments).code, code, "{arguments:?}");
    }
    // What was altered behind the register's back is not printed.
    let documents = office.contents("documents");
    std::fs::write(&documents[0].0, "1. Name\nanother\n").expect("a file");
    assert_eq!(on(&office, "2025-04-02", &["byelaw", "print", "12"]).code, 8);
}

#[test]
fn amendments_that_came_from_a_book_are_gone_on_with() {
    let office = society("bihar_1935");
    let book = office.folder().join("book.csv");
    let text = "क्रमांक,समिति,समिति पंजीयन संख्या,आम सभा तिथि,सूचना तिथि,कुल सदस्य,उपस्थित,पक्ष,विपक्ष,उपविधि क्रमांक,पुराना पाठ,नया पाठ,कारण,आवेदन तिथि,निर्णय,पंजीयन तिथि,प्रमाण-पत्र संख्या\n\
        1,नवीन नगर समिति,12,10.04.2025,20.03.2025,40,30,20,10,3,क,ख,विस्तार,20.04.2025,पंजीकृत,01.06.2025,11\n\
        2,नवीन नगर समिति,12,10.05.2025,20.04.2025,40,30,25,5,4,ग,घ,विस्तार,20.05.2025,,,\n";
    std::fs::write(&book, text).expect("a file");
    let path = book.to_str().expect("UTF-8");
    let imported = office.run("coop-migrate", &["import", path, "--register", "byelaw_amendment", "--quiet"]);
    assert!(imported.code <= 1, "{}{}", imported.stdout, imported.stderr);
    let listed = on(&office, "2025-12-01", &["byelaw", "list", "--format", "csv"]).csv();
    let stages: Vec<&str> = listed.iter().map(|row| row["stage"].as_str()).collect();
    assert_eq!(stages, ["registered", "filed"], "{listed:?}");
    let case = listed[1]["case"].clone();
    done(&office, "2025-12-01", &["byelaw", "scrutinise", &case, "--reason", "x"]);
    done(&office, "2025-12-02", &["byelaw", "register", &case, "--order", "5", "--effective-on", "2026-04-01"]);
    let next = done(&office, "2025-12-03", &["byelaw", "propose", "12", "--bye-law", "9"]);
    assert_eq!(next["number"], "3/2025-26", "numbers go on where the book ended");
    office.chain();
}

#[test]
fn the_sample_of_bye_laws_plays_from_the_first_text_to_a_direction_nobody_answered() {
    let (office, said) = played("byelaw.sh");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("तिथि बीत गई") && last.contains("30-09-2025"), "{said}");
    assert!(said.contains("[-तिहाई-] {+चौथाई+}") && said.contains("प्रवृत्त उपविधि पाठ पंजी में BR-HQ-S-1 बदला"), "{said}");
    office.chain();
}
