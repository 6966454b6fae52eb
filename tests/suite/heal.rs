//! Damaged Hindi is found in the register and in files, and put right only where somebody accepts it.

use super::office::{Office, run};
use std::{fs, path::PathBuf};

const LIST: &str = "\
क्र.सं.,पंजीयन संख्या,समिति का नाम,जिला,ग्राम,अध्यक्ष का नाम,अभ्युक्ति
1,1/57,रामपुर सहकारी समितिि,पटना,रामपुर,रामकृष्ण,ठीक
2,2/57,बेलागंज सहक्ारी समिति,पटना,पटnा,मोहनन,प्रात: खुला
3,3/57,स|मिति किसान,पटना,खxझौली,राधाा,ठीक
4,4/57,ग्राम खझौली समित ि,पटना,खझौली,सीता,झटघिी
5,5/57,कन्या समिति,पटना,सूरजपुर,गीता,सब ठीक
";
const WHY: [&str; 2] = ["--reason", "a test"];

fn imported() -> (Office, PathBuf) {
    let office = Office::new();
    let path = office.folder().join("list.csv");
    fs::write(&path, LIST).expect("written");
    let said = office.json("coop-migrate", &["import", path.to_str().expect("UTF-8")]);
    assert_eq!(said["data"]["imported"], 5, "{said}");
    let told = said["findings"].as_array().expect("findings").iter().filter(|found| found["code"] == "IMP-241");
    assert_eq!(told.count(), 9, "kept as it is, and told");
    (office, path)
}

fn rows(office: &Office, more: &[&str]) -> Vec<serde_json::Value> {
    let said = office.json("coop-migrate", &[&["heal", "list"], more].concat());
    said["data"]["rows"].as_array().unwrap_or_else(|| panic!("{said}")).clone()
}

fn id_of(rows: &[serde_json::Value], text: &str) -> String {
    let row = rows.iter().find(|row| row["text"] == text).unwrap_or_else(|| panic!("{text} among {rows:?}"));
    row["id"].as_str().expect("an id").to_owned()
}

fn name_of(office: &Office, society: &str) -> serde_json::Value {
    office.json("coop-migrate", &["trace", society, "--field", "name_hi"])["data"]["rows"][0].clone()
}

#[test]
fn damaged_texts_are_listed_with_what_they_should_be() {
    let (office, path) = imported();
    let listed = rows(&office, &["--personal"]);
    let shown: Vec<[&str; 4]> = listed
        .iter()
        .map(|row| ["damage", "text", "proposal", "confidence"].map(|key| row[key].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        shown,
        [
            ["doubled_sign", "रामपुर सहकारी समितिि", "रामपुर सहकारी समिति", "certain"],
            ["stray_sign", "बेलागंज सहक्ारी समिति", "बेलागंज सहकारी समिति", "likely"],
            ["foreign_letter", "पटnा", "पटना", "likely"],
            ["visarga_colon", "प्रात: खुला", "प्रातः खुला", "likely"],
            ["foreign_letter", "स|मिति किसान", "समिति किसान", "likely"],
            ["foreign_letter", "खxझौली", "खझौली", "likely"],
            ["doubled_sign", "राधाा", "राधा", "certain"],
            ["stray_sign", "ग्राम खझौली समित ि", "ग्राम खझौली समिति", "likely"],
            ["stray_sign", "झटघिी", "", "open"],
        ]
    );
    // The village is known from the register alone.
    let village = listed.iter().find(|row| row["text"] == "खxझौली").expect("listed");
    assert_eq!((&village["in_register"], &village["in_lists"]), (&1.into(), &false.into()));
    // Names of persons are not shown unless asked for; the id is the same.
    let covered = rows(&office, &[]);
    let name = |row: &&serde_json::Value| row["field"] == "chairman";
    let (open, shut) = (listed.iter().find(name).expect("listed"), covered.iter().find(name).expect("listed"));
    assert_eq!((&shut["text"], &shut["proposal"], &shut["id"]), (&"XXXX".into(), &"XXXX".into(), &open["id"]));
    for (more, count) in [
        (&["--kind", "foreign_letter"][..], 3),
        (&["--kind", "foreign_letter", "--kind", "visarga_colon"], 4),
        (&["--certain"], 2),
        (&["--society", "2/57"], 3),
        (&["--register", "member"], 0),
    ] {
        assert_eq!(rows(&office, more).len(), count, "{more:?}");
    }
    // The same of the file, cell by cell, without an office too.
    let file = path.to_str().expect("UTF-8");
    let cells = office.json("coop-migrate", &["heal", "list", file]);
    let places: Vec<&str> =
        cells["data"]["rows"].as_array().expect("rows").iter().filter_map(|row| row["cell"].as_str()).collect();
    assert_eq!(places, ["C2", "C3", "E3", "G3", "C4", "E4", "F4", "C5", "G5"]);
    let alone = run("coop-migrate", &["heal", "list", file, "--format", "csv"], b"");
    assert_eq!((alone.code, alone.csv().len()), (1, 9), "{}", alone.stderr);
    assert_eq!(office.run("coop-migrate", &["heal", "list", file, "--register", "member"]).code, 2);
    assert_eq!(office.run("coop-migrate", &["heal", "list", "--kind", "none"]).code, 2);
    assert_eq!(office.run("coop-migrate", &["heal", "list", "--register", "none"]).code, 5);
}

#[test]
fn accepted_proposals_are_corrections_in_the_day_book_and_an_undo_takes_them_along() {
    let (office, _) = imported();
    let listed = rows(&office, &["--personal"]);
    let id = id_of(&listed, "रामपुर सहकारी समितिि");
    let before = office.digest();
    // Without a reason, or rehearsed, nothing changes.
    assert_eq!(office.run("coop-migrate", &["heal", "accept", &id]).code, 6);
    let rehearsed = office.json("coop-migrate", &[&["heal", "accept", &id, "--dry-run"][..], &WHY].concat());
    assert_eq!((rehearsed["data"]["accepted"].as_u64(), &rehearsed["data"]["day"]), (Some(1), &().into()));
    assert_eq!(office.digest(), before);
    let accepted = office.json("coop-migrate", &[&["heal", "accept", &id][..], &WHY].concat());
    assert_eq!((accepted["code"].as_u64(), accepted["data"]["entries"].as_u64()), (Some(0), Some(1)), "{accepted}");
    let named = name_of(&office, "BR-HQ-S-1");
    assert_eq!(named["value"], "रामपुर सहकारी समिति");
    assert_eq!(
        (&named["written"], &named["cell"], &named["repairs"]),
        (&"रामपुर सहकारी समितिि".into(), &"C2".into(), &"healed".into())
    );
    // Twice is once: no further act.
    let days = office.chain();
    let again = office.json("coop-migrate", &[&["heal", "accept", &id, &id][..], &WHY].concat());
    assert_eq!((again["code"].as_u64(), &again["data"]["already"]), (Some(0), &1.into()), "{again}");
    assert_eq!(office.chain(), days);
    // All of some kinds; several fields of one society are one entry.
    let kinds = ["--kind", "foreign_letter", "--kind", "stray_sign", "--kind", "visarga_colon"];
    let all = office.json("coop-migrate", &[&["heal", "accept", "--all"][..], &kinds, &WHY].concat());
    assert_eq!((&all["data"]["accepted"], &all["data"]["entries"]), (&6.into(), &3.into()), "{all}");
    let left: Vec<_> = rows(&office, &["--personal"]).iter().map(|row| row["text"].clone()).collect();
    assert_eq!(left, ["राधाा", "झटघिी"]);
    assert_eq!(office.json("coop-migrate", &["reconcile"])["code"], 0);
    assert_eq!(office.run("coop-register", &["ledger", "verify"]).code, 0);
    // The import goes, and what was put right with it.
    let undone = office.json("coop-migrate", &[&["undo", "B0001"][..], &WHY].concat());
    assert_eq!(undone["code"], 0, "{undone}");
    assert_eq!(rows(&office, &[]).len(), 0);
    assert_eq!(office.json("coop-register", &["society", "list"])["data"]["count"], 0);
}

#[test]
fn what_has_several_readings_or_changed_meanwhile_is_refused_and_nothing_is_written() {
    let (office, path) = imported();
    let listed = rows(&office, &["--personal"]);
    let (good, open) = (id_of(&listed, "पटnा"), id_of(&listed, "झटघिी"));
    let before = office.digest();
    let accept = |ids: &[&str]| office.json("coop-migrate", &[&["heal", "accept"], ids, &WHY].concat())["code"].clone();
    assert_eq!(accept(&[&good, &open]), 6);
    assert_eq!(accept(&[&good, "nonsense"]), 2);
    assert_eq!(accept(&[&good, "society:BR-HQ-S-99:village:00000000"]), 5);
    assert_eq!(accept(&[&good, "society:BR-HQ-S-2:nothing:00000000"]), 5);
    assert_eq!(accept(&[&good, "society:BR-HQ-S-2:village:00000000"]), 11);
    assert_eq!(office.digest(), before);
    // A later file says otherwise.
    fs::write(&path, LIST.replace("पटnा", "फतुहा")).expect("written");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(office.json("coop-migrate", &["import", path])["data"]["updated"], 1);
    assert_eq!(accept(&[&good]), 11);
    // Nothing to write needs no proposal.
    assert_eq!(office.run("coop-migrate", &["heal", "accept", "--all", "--reason", "x"]).code, 2);
    assert_eq!(office.run("coop-migrate", &["heal", "accept", "--reason", "x"]).code, 2);
}
