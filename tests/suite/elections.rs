//! An election from the register of members to the first meeting, through the programs: the gate, the roll, the count, a vacancy, a supersession, both languages.

use super::{
    office::{Office, repository, run},
    on_a_day::{at, done, on, played, told},
};
use std::path::Path;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

const NO: &str = "1/2026-27";
const SOCIETY: &str = "DCO/GAY/0004";

/// An office with the societies, office bearers and members of old books.
fn office() -> Office {
    let office = Office::new();
    for case in ["merged-headings-hindi", "office-bearers", "members"] {
        let file = repository(&format!("samples/legacy/{case}/{case}.xlsx"));
        let imported = office.run("coop-migrate", &["import", file.to_str().expect("UTF-8"), "--quiet"]);
        assert!(imported.code <= 1, "{}", imported.stderr);
    }
    office
}

const DATES: [&str; 10] = [
    "--draft",
    "2026-09-05",
    "--objections",
    "2026-09-12",
    "--final-roll",
    "2026-09-20",
    "--example",
    "pacs_2024",
    "--order",
    "7",
];

fn notify(seats: &str) -> Vec<&str> {
    [&["election", "notify", SOCIETY, "--seats", seats, "--members-on", "2026-08-31"][..], &DATES].concat()
}

/// The same with the roll drafted and made final.
fn with_roll(seats: &str) -> Office {
    let office = office();
    done(&office, "2026-09-01", &notify(seats));
    done(&office, "2026-09-05", &["election", "roll", "draft", NO, "--reason", "x"]);
    done(&office, "2026-09-20", &["election", "roll", "final", NO, "--reason", "x"]);
    office
}

fn nominate<'a>(candidate: &'a str, post: &'a str, seat: &'a str) -> Vec<&'a str> {
    vec![
        "election",
        "nominate",
        NO,
        "--candidate",
        candidate,
        "--proposer",
        "20",
        "--post",
        post,
        "--seat",
        seat,
        "--reason",
        "x",
    ]
}

fn bearers(office: &Office) -> Vec<std::collections::BTreeMap<String, String>> {
    let shown = on(office, "2026-11-01", &["register", "show", "office_bearer", "--personal", "--format", "csv"]);
    shown.csv().into_iter().filter(|row| row["arose_from"].contains("-ELN-")).collect()
}

#[test]
fn terms_are_told_with_their_source_and_nobody_guesses_one() {
    let office = office();
    let rows = on(&office, "2026-09-01", &["election", "due", "--format", "csv"]).csv();
    let of = |key: &str, is: &str| rows.iter().filter(|row| row[key] == is).count();
    assert!(of("standing", "over") > 10 && of("standing", "unknown") > 10 && of("standing", "under_liquidation") > 0);
    for row in &rows {
        match row["standing"].as_str() {
            "unknown" => assert!(row["due_on"].is_empty() && row["known"] == "nothing_recorded", "{row:?}"),
            "over" => assert!(row["due_on"].as_str() < "2026-09-01" && row["known"] == "bearer_register", "{row:?}"),
            _ => {}
        }
    }
    let first = on(
        &office,
        "2026-09-01",
        &["election", "due", "--before", "2024-12-31", "--standing", "over", "--format", "csv"],
    );
    assert_eq!(first.code, 1, "a board is over its term");
    assert!(first.csv().iter().all(|row| row["due_on"].as_str() <= "2024-12-31"));
    let counted = on(&office, "2026-09-01", &["election", "due", "--by", "class", "--format", "csv"]).csv();
    let number =
        |row: &std::collections::BTreeMap<String, String>, key: &str| row[key].parse::<usize>().expect("a number");
    assert_eq!(counted.iter().map(|row| number(row, "over")).sum::<usize>(), of("standing", "over"));
    assert_eq!(on(&office, "2026-09-01", &["election", "due", "--standing", "magic"]).code, 2);
    let words = on(&office, "2026-09-01", &["election", "due", "--standing", "unknown", "--lang", "hi"]);
    assert!(words.stdout.contains("कार्यकाल ज्ञात नहीं") && words.stdout.contains("न परिणाम दर्ज"), "{}", words.stdout);
    let today = on(&office, "2026-09-01", &["today", "--service", "election", "--format", "csv"]).csv();
    assert_eq!(today.iter().filter(|row| row["reason"] == "overdue").count(), of("standing", "over"));
}

#[test]
fn a_programme_out_of_order_is_refused_with_every_reason_in_both_languages() {
    let office = office();
    let before = office.digest();
    let wrong = [&notify("king/general=1")[..], &["--poll", "2026-09-01"]].concat();
    let (code, found) = told(&office, "2026-09-01", &wrong);
    assert_eq!((code, found), (6, codes(&["ELE-115", "ELE-101"])));
    let english = on(&office, "2026-09-01", &[&wrong[..], &["--lang", "en"]].concat());
    let hindi = on(&office, "2026-09-01", &[&wrong[..], &["--lang", "hi"]].concat());
    assert!(english.stderr.contains("lies before Withdrawal until"), "{}", english.stderr);
    assert!(
        hindi.stderr.contains("नाम वापसी की अंतिम तिथि") && hindi.stderr.contains("नहीं पढ़े जा सके"),
        "{}",
        hindi.stderr
    );
    let unordered: Vec<&str> =
        notify("chairman=1").into_iter().filter(|word| !["--order", "7"].contains(word)).collect();
    assert_eq!(told(&office, "2026-09-01", &unordered), (6, codes(&["CAS-102"])));
    assert_eq!(office.digest(), before, "a refusal changes nothing");
    let dry = [&notify("chairman=1")[..], &["--dry-run"]].concat();
    assert_eq!(told(&office, "2026-09-01", &dry).0, 0);
    assert_eq!(office.digest(), before);

    done(&office, "2026-09-01", &notify("chairman=1"));
    assert_eq!(told(&office, "2026-09-02", &notify("chairman=1")), (6, codes(&["ELE-113"])));
    // A step with a page of its own is not done past it.
    assert_eq!(on(&office, "2026-09-06", &["election", "act", NO, "--do", "finalise", "--reason", "x"]).code, 2);
    let postpone = ["election", "postpone", NO, "--next", "2026-10-29", "--remark", "flood", "--order", "9"];
    assert_eq!(told(&office, "2026-09-06", &postpone), (6, codes(&["ELE-101"])), "the count would lie before the poll");
    done(&office, "2026-09-06", &[&postpone[..], &["--count", "2026-10-29"]].concat());
    let shown = done(&office, "2026-09-06", &["election", "show", NO]);
    let facts = shown["facts"].as_array().expect("facts");
    assert!(facts.iter().any(|fact| fact["field"] == "poll_on" && fact["value"] == "2026-10-29"));
    assert!(facts.iter().all(|fact| fact["field"] != "officer_name"), "a person is shown only with --personal");
    let due = on(&office, "2026-09-06", &["today", "--service", "election", "--format", "csv"]).csv();
    assert!(
        due.iter()
            .any(|row| row["case"] == "BR-HQ-ELN-1" && row["on"] == "2026-09-05" && row["reason"] == "date_passed")
    );

    let stay =
        ["stay", "add", "--society", SOCIETY, "--forbids", "election", "--court", "High Court, Patna", "--order", "11"];
    done(&office, "2026-09-07", &stay);
    let draft = ["election", "roll", "draft", NO, "--reason", "x"];
    let (code, found) = told(&office, "2026-09-08", &draft);
    assert!(code == 6 && found.contains(&"CAS-109".to_owned()), "{found:?}");
    done(&office, "2026-09-09", &["stay", "lift", "BR-HQ-SY-1", "--order", "12"]);
    assert_eq!(told(&office, "2026-09-10", &draft).0, 0);
    // The officer’s day was written wrongly.
    done(&office, "2026-09-10", &["election", "correct", NO, "--event", "2", "--on", "2026-09-09", "--order", "13"]);
    let moved = on(&office, "2026-09-09", &["election", "roll", "show", NO, "--format", "csv"]).csv();
    assert!(moved.len() > 30, "the roll is in force from the day of its draft: {}", moved.len());
    office.chain();
}

#[test]
fn the_roll_names_every_exclusion_and_is_frozen_only_when_all_is_decided() {
    let office = office();
    done(&office, "2026-09-01", &notify("chairman=1"));
    let early = ["election", "roll", "draft", NO, "--in-default", "9", "--reason", "x"];
    let drafted = done(&office, "2026-09-05", &early);
    assert_eq!((&drafted["stage"], &drafted["from_book"]), (&"draft_roll".into(), &false.into()));
    let electors = drafted["electors"].as_u64().expect("a count");
    let object = ["election", "roll", "object", NO, "--remark", "x"];
    let against = |who: &'static str| [&object[..], &["--against", who]].concat();
    done(&office, "2026-09-06", &against("4"));
    assert_eq!(told(&office, "2026-09-06", &against("4")), (6, codes(&["ELE-136"])));
    assert_eq!(told(&office, "2026-09-06", &against("4000")), (6, codes(&["ELE-135"])));
    done(&office, "2026-09-07", &[&object[..], &["--claim", "मोहन लाल", "--guardian", "सोहन लाल"]].concat());
    assert_eq!(told(&office, "2026-09-07", &[&object[..], &["--member-no", "999"]].concat()), (6, codes(&["ELE-134"])));
    let close = ["election", "roll", "final", NO, "--reason", "x"];
    assert_eq!(told(&office, "2026-09-10", &close), (6, codes(&["ELE-132", "ELE-130"])));
    assert_eq!(told(&office, "2026-09-13", &against("5")), (6, codes(&["ELE-133"])));
    let decide = |who: &'static str, state: &'static str| {
        ["election", "roll", "decide", NO, "--who", who, "--as", state, "--remark", "x"]
    };
    assert_eq!(told(&office, "2026-09-13", &decide("मोहन लाल", "kept")), (6, codes(&["ELE-138"])));
    assert_eq!(told(&office, "2026-09-13", &decide("6", "removed")), (6, codes(&["ELE-140"])));
    done(&office, "2026-09-13", &decide("मोहन लाल", "added"));
    done(&office, "2026-09-13", &decide("4", "removed"));
    let frozen = done(&office, "2026-09-20", &close);
    assert_eq!(frozen["electors"].as_u64(), Some(electors), "one came, one went");
    let roll = on(&office, "2026-09-21", &["election", "roll", "show", NO, "--format", "csv"]);
    assert_eq!(roll.code, 0, "{}", roll.stderr);
    let numbers: Vec<String> = roll.csv().iter().map(|row| row["serial"].clone()).filter(|no| !no.is_empty()).collect();
    assert_eq!(numbers, (1..=electors).map(|no| no.to_string()).collect::<Vec<_>>());
    let last = roll.csv().iter().find(|row| row["name"] == "मोहन लाल").cloned().expect("who was added");
    assert_eq!((last["state"].as_str(), last["serial"].as_str()), ("added", electors.to_string().as_str()));
    // As it was known before it was frozen.
    let draft = on(&office, "2026-09-05", &["election", "roll", "show", NO, "--format", "csv"]).csv();
    assert_eq!(draft.len() as u64, electors);
    let public = office.folder().join("public");
    let print = |format: &str, language: &str| {
        let made = [
            "election",
            "paper",
            NO,
            "--of",
            "roll",
            "--format",
            format,
            "-o",
            public.to_str().expect("UTF-8"),
            "--lang",
            language,
        ];
        let said = on(&office, "2026-09-21", &made);
        assert_eq!(said.code, 0, "{}", said.stderr);
        let name = std::fs::read_dir(&public).expect("a folder").map(|entry| entry.expect("an entry").path());
        name.filter(|path| path.extension().is_some_and(|ending| ending == format)).collect::<Vec<_>>()
    };
    let page = std::fs::read_to_string(&print("html", "hi")[0]).expect("a page");
    for part in ["अंतिम मतदाता सूची", "मोहन लाल", frozen["digest"].as_str().expect("a digest")]
    {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("60002000"), "no phone on a paper");
    print("xlsx", "en");
    assert_eq!(on(&office, "2026-09-21", &["election", "paper", NO, "--of", "result"]).code, 6);
    office.chain();
}

#[test]
fn nobody_is_elected_past_roll_seats_and_ballots() {
    let office = with_roll("chairman=1,member/women=1,treasurer=1");
    assert_eq!(told(&office, "2026-10-01", &nominate("1", "chairman", "general")), (6, codes(&["ELE-145"])));
    assert_eq!(told(&office, "2026-10-07", &nominate("1", "manager", "general")), (6, codes(&["ELE-144"])));
    assert_eq!(told(&office, "2026-10-07", &nominate("1", "member", "women")), (6, codes(&["ELE-146"])));
    done(&office, "2026-10-07", &nominate("1", "chairman", "general"));
    done(&office, "2026-10-08", &nominate("3", "chairman", "general"));
    done(&office, "2026-10-08", &nominate("2", "member", "women"));
    done(&office, "2026-10-09", &nominate("7", "chairman", "general"));
    let check = |n: &'static str| ["election", "scrutinise", NO, "--reason", "x", "--nomination", n, "--result"];
    assert_eq!(told(&office, "2026-10-12", &[&check("1")[..], &["rejected"]].concat()), (6, codes(&["ELE-153"])));
    assert_eq!(told(&office, "2026-10-12", &[&check("9")[..], &["accepted"]].concat()), (6, codes(&["ELE-152"])));
    for n in ["1", "2", "3"] {
        done(&office, "2026-10-12", &[&check(n)[..], &["accepted"]].concat());
    }
    let publish = ["election", "candidates", NO, "--publish", "--reason", "x"];
    assert_eq!(told(&office, "2026-10-14", &publish), (6, codes(&["ELE-156", "ELE-157"])));
    done(&office, "2026-10-12", &[&check("4")[..], &["rejected", "--because", "Defaulter"]].concat());
    let withdraw = ["election", "withdraw", NO, "--nomination", "4", "--reason", "x"];
    assert_eq!(told(&office, "2026-10-14", &withdraw), (6, codes(&["ELE-155"])));
    let listed = told(&office, "2026-10-15", &publish);
    assert_eq!(listed, (0, codes(&["ELE-257"])), "nobody stands for treasurer");
    let rows = on(&office, "2026-10-15", &["election", "candidates", NO, "--format", "csv"]).csv();
    let contest: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["nomination"].as_str(), row["contest"].as_str())).collect();
    assert_eq!(
        contest,
        [("1", "contested"), ("2", "contested"), ("4", "contested"), ("3", "uncontested"), ("", "vacant")]
    );
    assert_eq!(rows[2]["reason"], "defaulter");

    let count = |more: &[&'static str]| {
        [
            &[
                "election",
                "result",
                NO,
                "--reason",
                "x",
                "--ballots",
                "chairman/general=30",
                "--invalid",
                "chairman/general=2",
            ][..],
            more,
        ]
        .concat()
    };
    assert_eq!(told(&office, "2026-10-20", &count(&["--votes", "1=14,2=14", "--lot", "2"])), (6, codes(&["ELE-168"])));
    assert_eq!(told(&office, "2026-10-22", &count(&["--votes", "1=14,2=15"])), (6, codes(&["ELE-161"])));
    assert_eq!(told(&office, "2026-10-22", &count(&["--votes", "1=14,2=14"])), (6, codes(&["ELE-164"])));
    assert_eq!(
        told(&office, "2026-10-22", &count(&["--votes", "1=14,2=14", "--lot", "1,2"])),
        (6, codes(&["ELE-165"]))
    );
    assert_eq!(on(&office, "2026-10-22", &count(&["--votes", "1=many"])).code, 2);
    // The length of a term was not sourced: told, and no last day is entered.
    let declared = on(
        &office,
        "2026-10-22",
        &[&count(&["--votes", "1=14,2=14", "--lot", "2"])[..], &["--format", "json"]].concat(),
    )
    .json();
    assert_eq!(declared["findings"][0]["code"], "ELE-265", "{declared}");
    assert_eq!(
        (&declared["data"]["term_from"], &declared["data"]["term_to"]),
        (&"2026-04-01".into(), &serde_json::Value::Null)
    );
    let elected = bearers(&office);
    let posts: Vec<(&str, &str)> = elected.iter().map(|row| (row["post"].as_str(), row["from"].as_str())).collect();
    assert_eq!(posts, [("chairman", "2026-10-22"), ("member", "2026-10-22")]);
    let open = on(&office, "2026-10-23", &["election", "vacancies", "--open", "--format", "csv"]).csv();
    assert_eq!((open.len(), open[0]["reason"].as_str(), open[0]["due_on"].as_str()), (1, "no_candidate", ""));
    let correct = ["election", "correct", NO, "--on", "2026-10-23", "--order", "5", "--event"];
    let last =
        done(&office, "2026-10-23", &["election", "show", NO])["movement"].as_array().expect("acts").len().to_string();
    assert_eq!(on(&office, "2026-10-23", &[&correct[..], &[&last]].concat()).code, 6, "the term was counted from it");
    let public = office.folder().join("public");
    let sheet = ["election", "paper", NO, "--of", "result", "--format", "csv", "-o", public.to_str().expect("UTF-8")];
    assert_eq!(on(&office, "2026-10-23", &sheet).code, 0);
    let listed = on(&office, "2026-10-23", &["election", "list", "--format", "json"]).json();
    assert_eq!(listed["data"]["rows"][0]["stage"], "declared", "{listed}");
    office.chain();
}

#[test]
fn a_seat_that_falls_vacant_is_filled_by_co_option_or_by_election_with_its_result() {
    let office = office();
    done(&office, "2026-09-01", &["clock", "set", "BR-ELE-12", "--days", "90", "--order", "1"]);
    let name = on(&office, "2026-09-01", &["register", "show", "office_bearer", "--personal", "--format", "csv"]).csv();
    let of_society: Vec<_> = name.iter().filter(|row| row["society"] == "BR-HQ-S-1").collect();
    let chairman = of_society.iter().find(|row| row["post"] == "chairman").expect("a chairman")["name"].clone();
    let leave =
        ["election", "vacancy", SOCIETY, "--bearer", &chairman, "--because", "resignation", "--on", "2026-09-02"];
    assert_eq!(on(&office, "2026-09-03", &leave).code, 6, "without order or reason");
    let left = done(&office, "2026-09-03", &[&leave[..], &["--order", "2"]].concat());
    let vacancy = left["vacancy"].as_str().expect("a vacancy").to_owned();
    assert_eq!(told(&office, "2026-09-03", &[&leave[..], &["--order", "2"]].concat()), (6, codes(&["ELE-170"])));
    let due = on(&office, "2026-12-05", &["today", "--service", "election", "--format", "csv"]).csv();
    assert!(due.iter().any(|row| row["case"] == vacancy && row["on"] == "2026-12-01" && row["reason"] == "overdue"));
    let fill = ["election", "fill", &vacancy, "--order", "3", "--by"];
    assert_eq!(told(&office, "2026-09-05", &[&fill[..], &["by_election"]].concat()), (6, codes(&["ELE-173"])));
    assert_eq!(told(&office, "2026-09-05", &[&fill[..], &["co_option"]].concat()), (6, codes(&["ELE-175"])));
    assert_eq!(on(&office, "2026-09-05", &["election", "fill", "V-9", "--by", "co_option", "--order", "1"]).code, 5);

    let by = [&notify("chairman=1")[..], &["--kind", "by_election", "--vacancy", "BR-HQ-V-9"]].concat();
    assert_eq!(told(&office, "2026-09-01", &by), (6, codes(&["ELE-116"])));
    let by = [&notify("chairman=1")[..], &["--kind", "by_election", "--vacancy", &vacancy]].concat();
    done(&office, "2026-09-04", &by);
    done(&office, "2026-09-05", &["election", "roll", "draft", NO, "--reason", "x"]);
    done(&office, "2026-09-20", &["election", "roll", "final", NO, "--reason", "x"]);
    done(&office, "2026-10-08", &nominate("1", "chairman", "general"));
    done(
        &office,
        "2026-10-12",
        &["election", "scrutinise", NO, "--nomination", "1", "--result", "accepted", "--reason", "x"],
    );
    done(&office, "2026-10-15", &["election", "candidates", NO, "--publish", "--reason", "x"]);
    let result = done(&office, "2026-10-22", &["election", "result", NO, "--reason", "x"]);
    assert_eq!(result["term_to"], "2028-12-13", "what is left of the term of the board");
    let all = on(&office, "2026-10-23", &["election", "vacancies", "--format", "csv"]).csv();
    assert_eq!((all[0]["filled_by"].as_str(), all[0]["filled_on"].as_str()), ("by_election", "2026-10-22"));
    assert_eq!(bearers(&office)[0]["to"], "2028-12-13");
    office.chain();
}

#[test]
fn in_madhya_pradesh_the_term_begins_with_the_first_meeting_and_a_roll_may_come_from_a_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("office");
    let path = folder.to_str().expect("UTF-8");
    let init =
        ["office", "init", path, "--state", "MP", "--code", "MP-BPL", "--name-hi", "भोपाल", "--name-en", "Bhopal"];
    assert_eq!(run("coop-register", &init, b"").code, 0);
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        let office =
            ["--office", folder.to_str().expect("UTF-8"), "import", path.to_str().expect("UTF-8"), "--register"];
        let stem = name.trim_end_matches(".csv");
        let said = run("coop-migrate", &[&office[..], &[stem, "--quiet"]].concat(), b"");
        assert!(said.code <= 1, "{}{}", said.stdout, said.stderr);
    };
    file("society.csv", "Registration No.,Name,District,Class\n7,Kisan Society,Bhopal,PACS\n");
    file(
        "elector.csv",
        "Society,District,Poll date,Serial,Member no.,Name,Father or husband,Sex\n\
         Kisan Society,Bhopal,05-03-2025,1,11,Ram Singh,Hari Singh,M\nKisan Society,Bhopal,05-03-2025,2,12,Sita Devi,Hari Singh,F\nKisan Society,Bhopal,05-03-2025,3,14,Mohan Lal,Sohan Lal,M\n",
    );
    let done = |day: &str, arguments: &[&str]| {
        let said = at(&folder, day, &[arguments, &["--format", "json"]].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {}{}", said.stdout, said.stderr);
        said.json()["data"].clone()
    };
    let no = "1/2024-25";
    let dates = [
        "--draft",
        "2025-02-01",
        "--objections",
        "2025-02-05",
        "--final-roll",
        "2025-02-08",
        "--nominate-from",
        "2025-02-10",
        "--nominate-to",
        "2025-02-12",
        "--scrutiny",
        "2025-02-13",
        "--withdrawal",
        "2025-02-14",
        "--poll",
        "2025-03-05",
        "--count",
        "2025-03-05",
        "--order",
        "1",
    ];
    done("2025-01-20", &[&["election", "notify", "7", "--seats", "chairman=1"][..], &dates].concat());
    let drafted = done("2025-02-01", &["election", "roll", "draft", no, "--reason", "x"]);
    assert_eq!((&drafted["from_book"], &drafted["electors"]), (&true.into(), &3.into()));
    done("2025-02-08", &["election", "roll", "final", no, "--reason", "x"]);
    let nominate = [
        "election",
        "nominate",
        no,
        "--candidate",
        "Sita Devi",
        "--proposer",
        "1",
        "--seconder",
        "3",
        "--post",
        "chairman",
    ];
    done("2025-02-11", &[&nominate[..], &["--reason", "x"]].concat());
    done("2025-02-13", &["election", "scrutinise", no, "--nomination", "1", "--result", "accepted", "--reason", "x"]);
    done("2025-02-14", &["election", "candidates", no, "--publish", "--reason", "x"]);
    let said = at(&folder, "2025-03-05", &["election", "result", no, "--reason", "x", "--format", "json"]).json();
    assert_eq!(
        (&said["findings"][0]["code"], &said["data"]["term_from"]),
        (&"ELE-266".into(), &serde_json::Value::Null)
    );
    let due = |day: &str| at(&folder, day, &["election", "due", "--format", "csv"]).csv().remove(0);
    assert_eq!(due("2025-03-10")["known"], "beginning_unknown");
    let met = done("2025-03-16", &["election", "meeting", no, "--reason", "x"]);
    assert_eq!((&met["term_from"], &met["term_to"]), (&"2025-03-16".into(), &"2030-03-15".into()));
    let board = due("2025-03-20");
    assert_eq!((board["due_on"].as_str(), board["standing"].as_str()), ("2030-03-15", "running"));
    assert!(board["known"].ends_with("_register"), "results and office bearers both have its last day: {board:?}");
    let shown =
        at(&folder, "2025-03-20", &["register", "show", "office_bearer", "--personal", "--format", "csv"]).csv();
    assert_eq!(
        (shown[0]["name"].as_str(), shown[0]["from"].as_str(), shown[0]["guardian"].as_str()),
        ("Sita Devi", "2025-03-16", "Hari Singh")
    );
    assert!(Path::new(path).join("register.db").exists());
}

#[test]
fn a_board_stays_superseded_as_long_as_its_law_lets_and_a_comparison_is_told() {
    let office = office();
    let propose = ["supersession", "propose", "DCO/GAY/0011", "--ground", "no accounts", "--reason", "x"];
    done(&office, "2026-01-05", &propose);
    assert_eq!(told(&office, "2026-01-06", &propose), (6, codes(&["ELE-181"])));
    let order = [
        "supersession",
        "order",
        "1/2025-26",
        "--administrator",
        "N. Singh",
        "--remark",
        "x",
        "--order",
        "4",
        "--until",
    ];
    assert_eq!(told(&office, "2026-01-20", &[&order[..], &["2026-09-01"]].concat()), (0, codes(&["CAS-281"])));
    let due = on(&office, "2026-03-01", &["election", "due", "--standing", "superseded", "--format", "csv"]).csv();
    assert_eq!((due.len(), due[0]["until"].as_str()), (1, "2026-09-01"));
    // The office enters its limit by order: from now on it binds.
    done(&office, "2026-03-01", &["clock", "set", "BR-ELE-11", "--months", "6", "--order", "5"]);
    let extend = ["supersession", "extend", "1/2025-26", "--until", "2026-12-31", "--remark", "x", "--order", "6"];
    let (code, found) = told(&office, "2026-03-02", &extend);
    assert_eq!((code, found), (6, codes(&["CAS-181"])));
    let today = on(&office, "2026-07-25", &["today", "--service", "supersession", "--format", "csv"]);
    assert_eq!((today.code, today.csv()[0]["reason"].as_str()), (1, "overdue"), "six months from 20 January");
    let election = on(&office, "2026-10-01", &["supersession", "hand-over", "1/2025-26", "--reason", "x"]);
    assert_eq!(election.code, 0, "{}", election.stderr);
    office.chain();
}

#[test]
fn the_sample_of_elections_plays_from_old_books_to_a_clock_that_has_run_out() {
    let (office, said) = played("election.sh");
    assert!(said.lines().any(|line| line.contains("अधिक्रमण") && line.contains("19-11-2026")), "{said}");
    assert!(said.contains("SHA-256"), "{said}");
    office.chain();
}
