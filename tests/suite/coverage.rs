//! Panchayats without a society, through the programs: three counts that are all of them, every decision with its words, a target set.

use super::{
    office::{Office, run},
    on_a_day::{done, on, played},
};

const DAY: &str = "2026-11-02";

/// Five panchayats of the block Maner, and these societies.
fn office(societies: &str) -> Office {
    let office = Office::new();
    let folder = office.folder();
    let panchayats = "code,parent_code,name_en,name_hi,source\n\
        900001,1959,Rampur,रामपुर,t\n900002,1959,Sonpura,,t\n900003,1959,Lakhanpur,लखनपुर,t\n\
        900004,1959,Devkuli,देवकुली,t\n900005,1959,Naya Tola,नया टोला,t\n";
    let heading = "Reg. No.,Name of Society,District,Block,Class,Area of operation,Status,Registration Date\n";
    for (name, text, program, verb) in [
        ("panchayats.csv", panchayats.to_owned(), "coop-register", &["place", "import"][..]),
        ("societies.csv", format!("{heading}{societies}"), "coop-migrate", &["import"]),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        let extra: &[&str] =
            if program == "coop-register" { &["--level", "panchayat"] } else { &["--register", "society"] };
        let head = ["--office", folder.to_str().expect("UTF-8")];
        let said = run(program, &[&head[..], verb, &[path.to_str().expect("UTF-8")], extra].concat(), b"");
        assert_eq!(said.code, 0, "{name}: {}{}", said.stdout, said.stderr);
    }
    office
}

const SOCIETIES: &str = "1/20,Rampur PACS,Patna,Maner,PACS,ग्राम पंचायत रामपुर एवं सोनपुरा,Functional,2020-01-01\n\
    2/20,Lakhanpur PACS,Patna,Maner,PACS,लखनपुर,Functional,2020-01-01\n\
    3/20,Devkuli PACS,Patna,Maner,PACS,ग्राम पंचायत देवकुली,Cancelled,2020-01-01\n\
    4/20,Maner Dairy,Patna,Maner,Dairy,\"मनेर प्रखंड की सभी पंचायतें, देवकुली को छोड़कर\",Functional,2020-01-01\n\
    5/20,Far PACS,Patna,Maner,PACS,ग्राम पंचायत कहींनहीं,Functional,2020-01-01\n";

#[test]
fn three_counts_are_all_panchayats_and_what_is_doubtful_or_cancelled_covers_nothing() {
    let office = office(SOCIETIES);
    let counted = done(&office, DAY, &["coverage", "compute", "--kind", "pacs"]);
    let counts = ["panchayats", "covered", "doubtful", "uncovered", "unplaced"].map(|key| counted[key].clone());
    assert_eq!(counts, [5, 2, 1, 2, 1].map(serde_json::Value::from), "{counted}");
    assert_eq!(counted["closes"], true);
    let listed = done(&office, DAY, &["coverage", "uncovered", "--kind", "pacs"]);
    let codes: Vec<_> = listed["rows"].as_array().expect("rows").iter().map(|row| row["code"].clone()).collect();
    assert_eq!(codes, [900_004, 900_005]);
    let csv = on(&office, DAY, &["coverage", "uncovered", "--kind", "pacs", "--doubtful", "--format", "csv"]).stdout;
    assert!(csv.contains("900003") && csv.contains("level_unsaid") && csv.contains("लखनपुर"), "{csv}");
    let dairy = done(&office, DAY, &["coverage", "compute", "--kind", "dairy"]);
    assert_eq!((&dairy["covered"], &dairy["uncovered"]), (&4.into(), &1.into()));
    let fishery = done(&office, DAY, &["coverage", "compute", "--kind", "fishery"]);
    assert_eq!(fishery["uncovered"], 5);
    let lost = done(&office, DAY, &["coverage", "uncovered", "--kind", "pacs", "--unplaced"]);
    assert_eq!(lost["rows"][0]["reg_no"], "5/20");
}

#[test]
fn every_decision_is_explained_by_its_words_in_both_languages() {
    let office = office(SOCIETIES);
    let by_society = done(&office, DAY, &["coverage", "explain", "4/20", "--kind", "dairy"]);
    let rows = by_society["decisions"].as_array().expect("rows").clone();
    assert_eq!(rows.len(), 5);
    let excepted: Vec<_> =
        rows.iter().filter(|row| row["decision"] == "excepted").map(|row| row["code"].clone()).collect();
    assert_eq!(excepted, [900_004]);
    let gone = done(&office, DAY, &["coverage", "explain", "900004", "--kind", "pacs"]);
    assert_eq!((&gone["standing"], &gone["decisions"][0]["decision"]), (&"uncovered".into(), &"gone".into()));
    let other_script = done(&office, DAY, &["coverage", "explain", "Sonpura"]);
    assert_eq!(
        (&other_script["standing"], &other_script["decisions"][0]["why"]),
        (&"covered".into(), &"spelling".into())
    );
    let hindi = on(&office, DAY, &["coverage", "explain", "रामपुर", "--lang", "hi"]).stdout;
    let english = on(&office, DAY, &["coverage", "explain", "रामपुर"]).stdout;
    assert!(hindi.contains("पंचायत के रूप में नामित") && english.contains("named as a panchayat"), "{hindi}{english}");
    assert_eq!(on(&office, DAY, &["coverage", "explain", "Nowhere"]).code, 5);
    assert_eq!(on(&office, DAY, &["coverage", "compute", "--kind", "bank"]).code, 2);
}

#[test]
fn a_target_is_split_whole_set_by_order_and_counted_from_what_was_registered_since() {
    let later = "9/26,Devkuli PACS,Patna,Maner,PACS,ग्राम पंचायत देवकुली,Functional,2026-11-20\n";
    let office = office(&format!("{SOCIETIES}{later}"));
    let plan = ["coverage", "plan", "--kind", "fishery", "--societies", "3", "--by", "block"];
    let before = office.digest();
    let split = done(&office, DAY, &plan);
    assert_eq!(
        (&split["split"], &split["uncovered"], &split["day_no"]),
        (&3.into(), &5.into(), &serde_json::Value::Null)
    );
    assert_eq!(on(&office, DAY, &[&plan[..], &["--order", "L/1"]].concat()).code, 2, "a day is wanted");
    assert_eq!(office.digest(), before, "nothing is set without an order");
    let pacs = ["coverage", "plan", "--kind", "pacs", "--societies", "3", "--due", "2027-03-31", "--order", "L/2"];
    // The society of the 20th is none yet on the 2nd: two panchayats are without one.
    let set = on(&office, DAY, &[&pacs[..], &["--format", "json"]].concat());
    assert_eq!((set.code, &set.json()["data"]["split"]), (0, &3.into()), "{}", set.stderr);
    assert!(set.json()["findings"][0]["code"] == "COV-203", "more than uncovered is told");
    let early = done(&office, "2026-11-15", &["coverage", "progress", "--kind", "pacs"]);
    assert_eq!((&early["rows"][0]["registered"], &early["rows"][0]["left"]), (&0.into(), &3.into()));
    let late = on(&office, "2027-04-01", &["coverage", "progress", "--kind", "pacs", "--format", "json"]);
    assert_eq!((late.code, &late.json()["data"]["rows"][0]["registered"]), (1, &1.into()));
    let small = ["coverage", "plan", "--kind", "fishery", "--societies", "0", "--floor", "1"];
    assert_eq!(on(&office, DAY, &small).code, 2, "less than the floor");
}

#[test]
fn without_panchayats_nothing_is_counted() {
    assert_eq!(on(&Office::new(), DAY, &["coverage", "compute"]).code, 5);
}

#[test]
fn the_sample_plays_to_the_end() {
    let (_office, said) = played("coverage.sh");
    assert!(said.contains("लखनपुर") || said.contains("Lakhanpur"), "{said}");
}
