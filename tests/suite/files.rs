//! Files of the office from desk to desk, through the programs: the gate, the limit of the office, a correction, both languages.

use super::{
    office::{Office, Ran},
    on_a_day,
};

const FILE: &str = "HSG/12/2025";

/// Runs coop-register for the office as on a day, as an officer.
fn on(office: &Office, day: &str, officer: &str, arguments: &[&str]) -> Ran {
    on_a_day::on(office, day, &[&["--officer", officer], arguments].concat())
}

fn done(office: &Office, day: &str, officer: &str, arguments: &[&str]) -> serde_json::Value {
    on_a_day::done(office, day, &[&["--officer", officer], arguments].concat())
}

fn told(office: &Office, day: &str, officer: &str, arguments: &[&str]) -> (i32, Vec<String>) {
    on_a_day::told(office, day, &[&["--officer", officer], arguments].concat())
}

/// A file opened on 1 May with asha, sent to ravi on the 2nd and acknowledged there the same day.
fn with_ravi() -> Office {
    let office = Office::new();
    for login in ["asha", "ravi"] {
        let add = ["officer", "add", login, "--name", login, "--post", "clerk", "--from", "2025-04-01", "--order", "1"];
        done(&office, "2025-05-01", "asha", &add);
    }
    done(&office, "2025-05-01", "asha", &["file", "open", FILE, "--reason", "new"]);
    let send =
        ["file", "move", FILE, "--to", "ravi", "--purpose", "approval", "--at", "2025-05-02 11:00", "--reason", "x"];
    done(&office, "2025-05-02", "asha", &send);
    done(&office, "2025-05-02", "ravi", &["file", "receive", FILE, "--at", "2025-05-02 15:30", "--reason", "x"]);
    office
}

fn age(office: &Office, day: &str) -> (i32, Vec<(String, String, String)>) {
    let said = on(office, day, "asha", &["file", "age", "--format", "csv"]);
    let rows = said.csv();
    let row = |row: &std::collections::BTreeMap<String, String>| {
        (row["desk"].clone(), row["days"].clone(), row["standing"].clone())
    };
    (said.code, rows.iter().map(row).collect())
}

#[test]
fn a_file_goes_from_desk_to_desk_into_the_record_room_and_back() {
    let office = with_ravi();
    let line = |desk: &str, days: &str, standing: &str| (desk.to_owned(), days.to_owned(), standing.to_owned());
    // No limit was sourced: nothing is too long until the office sets one by order.
    assert_eq!(age(&office, "2025-05-12"), (0, vec![line("ravi", "10", "no_limit")]));
    done(&office, "2025-05-02", "asha", &["clock", "set", "IN-FIL-01", "--days", "7", "--order", "4"]);
    assert_eq!(age(&office, "2025-05-09"), (0, vec![line("ravi", "7", "running")]));
    assert_eq!(age(&office, "2025-05-12"), (1, vec![line("ravi", "10", "expired")]));
    let hindi = on(&office, "2025-05-12", "asha", &["file", "age", "--lang", "hi"]);
    assert!(hindi.stdout.contains("समाप्त") && hindi.stderr.contains("7 दिन"), "{}{}", hindi.stdout, hindi.stderr);

    done(&office, "2025-05-12", "ravi", &["file", "move", FILE, "--to", "asha", "--reason", "approved"]);
    // Until it is acknowledged the sender answers for it.
    let on_way = done(&office, "2025-05-12", "asha", &["file", "where", FILE]);
    assert_eq!((&on_way["holder"], &on_way["on_its_way_to"]), (&"ravi".into(), &"asha".into()));
    done(&office, "2025-05-13", "asha", &["file", "receive", FILE, "--reason", "x"]);
    let before = office.digest();
    let close = ["file", "close", FILE, "--room", "rack 3", "--reason", "done"];
    done(&office, "2025-05-13", "asha", &[&close[..], &["--dry-run"]].concat());
    assert_eq!(office.digest(), before);
    done(&office, "2025-05-13", "asha", &close);
    let found = done(&office, "2025-06-01", "asha", &["file", "where", FILE]);
    assert_eq!((&found["closed"], &found["holder"]), (&true.into(), &"rack 3".into()));
    let desks: Vec<_> = found["desks"]
        .as_array()
        .expect("desks")
        .iter()
        .map(|stay| {
            (
                stay["desk"].as_str().unwrap_or_default(),
                stay["days"].as_i64(),
                stay["standing"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    let held = [("asha", Some(1), "met"), ("ravi", Some(11), "late"), ("asha", Some(0), "met")];
    assert_eq!(desks[..3], held);
    assert_eq!(age(&office, "2025-06-01"), (0, vec![]), "what lies in the record room waits for nobody");
    let states = |day: &str| on(&office, day, "asha", &["file", "list", "--format", "csv"]).csv()[0]["state"].clone();
    assert_eq!(
        (states("2025-05-01"), states("2025-05-12"), states("2025-06-01")),
        ("at_desk".into(), "on_its_way".into(), "record".into())
    );
    done(&office, "2025-06-02", "asha", &["file", "move", FILE, "--to", "ravi", "--reason", "called for"]);
    assert_eq!(states("2025-06-02"), "on_its_way");
    office.chain();
}

#[test]
fn a_movement_is_refused_with_every_reason_at_once_and_changes_nothing() {
    let office = with_ravi();
    let before = office.digest();
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let away = ["file", "move", FILE, "--to", "nobody", "--reason", "x", "--at", "2025-05-01", "--due", "2025-04-30"];
    assert_eq!(told(&office, "2025-05-05", "asha", &away), (6, codes(&["CAS-117", "MOV-106", "MOV-104", "MOV-102"])));
    assert_eq!(
        told(&office, "2025-05-05", "ravi", &["file", "receive", FILE, "--reason", "x"]),
        (6, codes(&["MOV-103"]))
    );
    assert_eq!(
        told(&office, "2025-05-05", "ravi", &["file", "move", FILE, "--to", "asha"]).0,
        6,
        "a reason or an order"
    );
    let home = ["file", "move", FILE, "--to", "ravi", "--reason", "x"];
    assert_eq!(told(&office, "2025-05-05", "ravi", &home), (6, codes(&["MOV-105"])));
    assert_eq!(
        told(&office, "2025-05-05", "someone", &["file", "move", FILE, "--to", "asha", "--reason", "x"]),
        (6, codes(&["CAS-103", "MOV-102"]))
    );
    assert_eq!(office.digest(), before, "a refusal changes nothing");
    done(&office, "2025-05-05", "ravi", &["file", "move", FILE, "--to", "asha", "--reason", "x"]);
    assert_eq!(
        told(&office, "2025-05-06", "ravi", &["file", "move", FILE, "--to", "asha", "--reason", "x"]),
        (6, codes(&["MOV-101"]))
    );
    let hindi = on(&office, "2025-05-06", "ravi", &["file", "receive", FILE, "--reason", "x", "--lang", "hi"]);
    assert!(hindi.code == 6 && hindi.stderr.contains("MOV-107") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    for (arguments, code) in [
        (&["file", "where", "nothing"][..], 5),
        (&["file", "open", FILE, "--reason", "x"], 6),
        (&["file", "move", FILE, "--to", "ravi", "--purpose", "magic", "--reason", "x"], 2),
        (&["file", "move", FILE, "--to", "ravi", "--purpose", "record", "--reason", "x"], 2),
        (&["file", "move", FILE, "--reason", "x"], 2),
        (&["file", "correct", FILE, "--movement", "9", "--set", "to=asha", "--order", "1"], 5),
        (&["file", "correct", FILE, "--movement", "1", "--set", "colour=red", "--order", "1"], 2),
    ] {
        assert_eq!(on(&office, "2025-05-06", "asha", arguments).code, code, "{arguments:?}");
    }
}

#[test]
fn a_wrong_moment_of_a_movement_is_put_right_in_every_entry_and_stays_in_order() {
    let office = with_ravi();
    let correct =
        |what: &str| ["file", "correct", FILE, "--movement", "2", "--set", what, "--order", "9"].map(str::to_owned);
    let run = |what: &str| {
        let arguments = correct(what);
        on(&office, "2025-05-10", "asha", &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(run("received_at=2025-05-01").code, 6, "not before it was sent");
    assert_eq!(run("received_at=2025-05-05 10:00").code, 0);
    let row = |day: &str| on(&office, day, "asha", &["file", "age", "--format", "csv"]).csv()[0].clone();
    assert_eq!((row("2025-05-10")["desk"].as_str(), row("2025-05-10")["days"].as_str()), ("ravi", "5"));
    assert_eq!((row("2025-05-04")["desk"].as_str(), row("2025-05-04")["on_its_way_to"].as_str()), ("asha", "ravi"));
    // The moment of sending stands in two entries: when sent, and when acknowledged.
    assert_eq!(run("sent_at=2025-05-04").code, 0);
    assert_eq!(row("2025-05-03")["on_its_way_to"], "");
    assert_eq!(row("2025-05-04")["on_its_way_to"], "ravi");
    assert_eq!(row("2025-05-10")["since"], "2025-05-05");
    let again = done(
        &office,
        "2025-05-10",
        "asha",
        &correct("sent_at=2025-05-04").iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert_eq!(again["changed"], false);
    office.chain();
}

#[test]
fn the_sample_of_a_file_plays_to_the_record_room() {
    let (office, said) = on_a_day::played("file.sh");
    assert!(said.contains("अभिलेख कक्ष, बस्ता 3 के पास") && said.contains("अनुमोदनार्थ"), "{said}");
    office.chain();
}
