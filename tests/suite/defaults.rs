//! The life of a default through the programs: extension, listing, notices, service, hold, filing, withdrawal; the night's job.

use super::office::{Office, Ran, program, repository, run};
use std::{fs, path::Path, process::Command, sync::OnceLock};

/// An office with four societies, and no return.
fn office() -> Office {
    static MADE: OnceLock<Office> = OnceLock::new();
    MADE.get_or_init(|| {
        let office = Office::new();
        let societies = office.folder().join("inbox/societies.csv");
        let list = "Registration No,Registration Date,Name of Society,District,Class,Act,Status\n\
                    12/1957,24-01-1957,रामपुर पैक्स,Patna,PACS,Bihar Co-operative Societies Act 1935,Functional\n\
                    13/1960,21-03-1960,मनेर दुग्ध समिति,Patna,Dairy,Bihar Co-operative Societies Act 1935,Functional\n\
                    14/1961,21-03-1961,गया गृह निर्माण समिति,Gaya,Housing,Multi-State Co-operative Societies Act 2002,Functional\n\
                    15/1962,21-03-1962,बिहटा पैक्स,Gaya,PACS,Bihar Co-operative Societies Act 1935,Functional\n";
        fs::write(&societies, list).expect("a file");
        let done = office.run("coop-migrate", &["import", text(&societies)]);
        assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
        office
    })
    .copy()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Runs a program as on a day.
fn on(office: &Office, day: &str, name: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    run(name, &[&["--as-of", day, "--office", text(&folder)], arguments].concat(), b"")
}

/// The whole object of `--format json`.
fn json(office: &Office, day: &str, arguments: &[&str]) -> serde_json::Value {
    on(office, day, "coop-returns", &[arguments, &["--format", "json"]].concat()).json()
}

/// It ends well: its data.
fn data(office: &Office, day: &str, arguments: &[&str]) -> serde_json::Value {
    let found = json(office, day, arguments);
    assert_eq!(found["code"], 0, "{arguments:?}: {found}");
    found["data"].clone()
}

/// How it ended, and the codes of what stood in the way.
fn told(office: &Office, day: &str, arguments: &[&str]) -> (i64, Vec<String>) {
    let found = json(office, day, arguments);
    let all = found["findings"].as_array().cloned().unwrap_or_default();
    let codes = all.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned));
    (found["code"].as_i64().expect("a code"), codes.collect())
}

fn stage(office: &Office, day: &str) -> Vec<(String, String)> {
    let data = data(office, day, &["defaulter", "stage", "--reason", "test"]);
    let changes = data["changes"].as_array().expect("changes").clone();
    let said = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    changes.iter().map(|row| (said(row, "society"), said(row, "act"))).collect()
}

fn acts(all: &[(u32, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(society, act)| (format!("BR-HQ-S-{society}"), (*act).to_owned())).collect()
}

/// Files the return of 2024-25 of a society.
fn file(office: &Office, number: &str, kind: &str, day: &str) -> Ran {
    let path = office.folder().join("inbox/return.csv");
    fs::write(&path, format!("registration_number,fy_end,society_type\n{number},2025-03-31,{kind}\n")).expect("a file");
    on(office, day, "coop-returns", &["return", "file", text(&path), "--order", "1", "--fail-on", "never"])
}

fn due(office: &Office, day: &str) -> Vec<(String, String, String)> {
    let listed = on(office, day, "coop-returns", &["due", "list", "--fy", "2024-25", "--all", "--format", "csv"]).csv();
    let row = |row: &std::collections::BTreeMap<String, String>| {
        (row["due_on"].clone(), row["order"].clone(), row["days_late"].clone())
    };
    listed.iter().map(row).collect()
}

const GRANT: [&str; 6] = ["extension", "grant", "--fy", "2024-25", "--reason", "flood"];

#[test]
fn an_extension_moves_the_last_day_everywhere_and_its_withdrawal_takes_nothing_back() {
    let office = office();
    let grant = |more: &[&str], day: &str| told(&office, day, &[&GRANT[..], more].concat());
    let wide = ["--district", "Patna,Gaya", "--class", "pacs", "--until", "2025-12-31", "--order", "7/2025"];
    let before = office.digest();
    assert_eq!(grant(&[&wide[..], &["--dry-run"]].concat(), "2025-09-20"), (0, vec![]));
    assert_eq!(office.digest(), before, "a rehearsal enters nothing");
    let made = data(&office, "2025-09-20", &[&GRANT[..], &wide].concat());
    assert_eq!((made["extension"].as_str(), made["reaches"].as_i64()), (Some("BR-HQ-RX-1"), Some(2)));
    let again = data(&office, "2025-09-20", &[&GRANT[..], &wide].concat());
    assert_eq!((again["extension"].as_str(), again["changed"].as_bool()), (Some("BR-HQ-RX-1"), Some(false)));
    // The list, lateness, the filing and the rule tell the same day.
    let late = |day: &str| {
        due(&office, day).into_iter().map(|(due, order, late)| format!("{due} {order} {late}")).collect::<Vec<_>>()
    };
    assert_eq!(late("2025-10-10"), ["2025-12-31 7/2025 0", "2025-09-30  10", "2025-09-30  10", "2025-12-31 7/2025 0"]);
    assert_eq!(due(&office, "2025-09-10")[0].0, "2025-09-30", "before the order nobody knew of it");
    let filed = file(&office, "12/1957", "pacs", "2025-10-20");
    assert!(filed.stdout.contains("1 waived") && !filed.stdout.contains("late"), "{}", filed.stdout);
    let receipt = data(&office, "2025-10-20", &["return", "show", "12/1957", "--fy", "2024-25"]);
    assert!(receipt.to_string().contains("2025-12-31"), "the filing records its last day: {receipt}");
    // Withdrawn on 1 November: who filed stays in time, for the other that day is the last.
    let withdraw = ["extension", "withdraw", "BR-HQ-RX-1", "--order", "9/2025", "--reason", "over"];
    assert_eq!(told(&office, "2025-11-01", &withdraw), (0, vec![]));
    assert_eq!(told(&office, "2025-11-01", &withdraw), (6, vec!["EXT-016".to_owned()]));
    assert_eq!(late("2025-11-11")[0], "2025-11-01 7/2025 0");
    assert_eq!(late("2025-11-11")[3], "2025-11-01 7/2025 10");
    assert_eq!(late("2025-10-31")[3], "2025-12-31 7/2025 0", "as it was on the day before");
    let found = on(&office, "2025-11-11", "coop-returns", &["finding", "list", "--fy", "2024-25", "--format", "csv"]);
    let lateness: Vec<_> = found.csv().into_iter().filter(|row| row["code"] == "FIL-008").collect();
    assert!(lateness.len() == 1 && !lateness[0]["waived"].is_empty(), "{lateness:?}");
    let listed = on(&office, "2025-11-11", "coop-returns", &["extension", "list", "--format", "csv"]).csv();
    assert_eq!((listed[0]["reaches"].as_str(), listed[0]["filed"].as_str()), ("2", "1"));
    let near = on(
        &office,
        "2025-09-10",
        "coop-returns",
        &["due", "list", "--fy", "2024-25", "--within", "20", "--format", "csv"],
    );
    assert_eq!(near.csv().len(), 4);
    let far = on(
        &office,
        "2025-09-10",
        "coop-returns",
        &["due", "list", "--fy", "2024-25", "--within", "19", "--format", "csv"],
    );
    assert_eq!(far.csv().len(), 0);
}

#[test]
fn everything_that_stands_in_the_way_of_an_extension_is_told_in_one_pass() {
    let office = office();
    let grant = |more: &[&str], day: &str| told(&office, day, &[&GRANT[..], more].concat());
    let codes = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let all = ["--all", "--order", "1"];
    assert_eq!(grant(&[&all[..], &["--until", "2025-09-30"]].concat(), "2025-09-01"), (6, codes(&["EXT-001"])));
    let wrong = ["--class", "pac", "--act", "x", "--sector", "y", "--district", "Nowhere", "--until", "2025-12-31"];
    assert_eq!(
        grant(&[&wrong[..], &["--order", "1"]].concat(), "2025-09-01"),
        (2, codes(&["EXT-004", "EXT-005", "EXT-009", "EXT-006"]))
    );
    assert_eq!(grant(&["--until", "2025-12-31", "--order", "1"], "2025-09-01"), (2, codes(&["EXT-015"])));
    let ahead = ["--all", "--order", "1", "--until", "2025-12-31", "--on", "2025-09-02"];
    assert_eq!(grant(&ahead, "2025-09-01"), (2, codes(&["EXT-013"])));
    assert_eq!(grant(&["--all", "--until", "2025-12-31"], "2025-09-01"), (6, codes(&["EXT-012"])));
    let nobody = ["--class", "pacs", "--act", "mscs_2002", "--order", "1", "--until", "2025-12-31"];
    assert_eq!(grant(&nobody, "2025-09-01"), (6, codes(&["EXT-007"])));
    // Shorter than an earlier one: only when it is meant, and never for days that have passed.
    let one = ["--society", "12/1957", "--order", "1", "--until", "2026-01-31"];
    assert_eq!(grant(&one, "2025-09-01"), (0, vec![]));
    let shorter = ["--all", "--order", "2", "--until", "2025-12-31"];
    assert_eq!(grant(&shorter, "2025-10-01"), (6, codes(&["EXT-003"])));
    assert_eq!(grant(&[&shorter[..], &["--shorten"]].concat(), "2026-01-10"), (6, codes(&["EXT-008"])));
    assert_eq!(grant(&[&shorter[..], &["--shorten"]].concat(), "2025-10-01"), (0, vec![]));
    assert_eq!(due(&office, "2025-10-02")[0].0, "2025-12-31");
    // A limit of the office by order.
    let set = ["clock", "set", "IN-DEF-08", "--days", "100", "--order", "L/1"];
    assert_eq!(on(&office, "2025-10-01", "coop-register", &set).code, 0);
    let far = ["--all", "--order", "3", "--until", "2026-01-09"];
    assert_eq!(grant(&far, "2025-10-03"), (6, codes(&["EXT-014"])));
    let said =
        on(&office, "2025-10-03", "coop-returns", &["extension", "withdraw", "RX-9", "--order", "1", "--reason", "x"]);
    assert_eq!((said.code, said.stderr.lines().count()), (5, 2), "{}", said.stderr);
    assert_eq!(
        told(&office, "2025-08-01", &["extension", "withdraw", "BR-HQ-RX-1", "--order", "1", "--reason", "x"]).0,
        6
    );
}

#[test]
fn a_default_goes_from_the_list_over_notices_to_its_end_and_a_held_one_stays() {
    let office = office();
    let empty = office.digest();
    let dry = on(&office, "2025-10-20", "coop-returns", &["defaulter", "stage", "--reason", "test", "--dry-run"]);
    assert!(dry.stdout.contains("First notice due") && office.digest() == empty, "{}", dry.stdout);
    assert_eq!(stage(&office, "2025-10-05"), acts(&[(1, "list"), (2, "list"), (3, "list"), (4, "list")]));
    let days = office.chain();
    assert_eq!(stage(&office, "2025-10-05"), []);
    let silent = on(&office, "2025-10-05", "coop-returns", &["defaulter", "stage", "--reason", "test"]);
    assert_eq!((silent.code, silent.stdout.as_str(), silent.stderr.as_str()), (0, "", ""));
    assert_eq!(office.chain(), days, "a run without a change leaves no row");
    // Held by order: no step, no notice, until the day has passed.
    let hold = ["defaulter", "hold", "15/1962", "--until", "2025-11-30", "--order", "H/1", "--reason", "High Court"];
    assert_eq!(told(&office, "2025-10-06", &hold).0, 0);
    assert_eq!(stage(&office, "2025-10-20"), acts(&[(1, "remind"), (2, "remind"), (3, "remind")]));
    let left = data(&office, "2025-10-20", &["defaulter", "stage", "--reason", "test"]);
    assert_eq!((left["left"][0]["why"].as_str(), left["left"][1].is_null()), (Some("held"), true));
    // A rehearsal takes no number: the notices that follow have no gap.
    let notice = |day: &str, more: &[&str]| {
        let folder = office.folder().join("letters");
        let out = ["defaulter", "notice", "--order", "N/1", "-o", text(&folder)];
        let data = data(&office, day, &[&out[..], more].concat());
        let numbers =
            data["notices"].as_array().expect("notices").iter().map(|one| one["number"].as_str().unwrap().to_owned());
        (numbers.collect::<Vec<_>>(), data["files"].as_array().expect("files").len())
    };
    assert_eq!(notice("2025-10-21", &["--dry-run"]).0.len(), 3);
    assert_eq!(notice("2025-10-21", &["--society", "13/1960", "--dry-run"]).0, ["1/2025-26"]);
    assert_eq!(data(&office, "2025-10-21", &["defaulter", "notice", "--order", "N", "--district", "Gaya", "--dry-run"])["notices"].as_array().map(Vec::len), Some(1));
    if print_is_there() {
        assert_eq!(notice("2025-10-21", &["--society", "13/1960"]), (vec!["1/2025-26".to_owned()], 1));
        assert_eq!(notice("2025-10-21", &["--bundle"]), (vec!["2/2025-26".to_owned(), "3/2025-26".to_owned()], 1));
        assert_eq!(notice("2025-10-21", &[]), (vec![], 0), "none is issued twice");
        served_and_ended(&office);
    }
}

/// Service, the next step, the end by filing and by order.
fn served_and_ended(office: &Office) {
    let register = |day: &str, arguments: &[&str]| {
        let done = on(office, day, "coop-register", arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.stderr);
        done
    };
    let served = ["notice", "serve", "1/2025-26", "--mode", "registered_post", "--reason", "post"];
    register("2025-10-25", &served);
    register("2025-10-26", &["notice", "proof", "1/2025-26", "--words", "RG 12", "--reason", "post"]);
    let service = on(office, "2025-10-27", "coop-returns", &["defaulter", "service", "--format", "csv"]).csv();
    assert_eq!(service.len(), 3);
    assert_eq!((service[0]["served_on"].as_str(), service[0]["proof"].as_str()), ("2025-10-25", "RG 12"));
    let unserved = on(office, "2025-10-27", "coop-returns", &["defaulter", "service", "--unserved", "--format", "csv"]);
    assert_eq!(unserved.csv().len(), 2);
    // What a notice said is printed again just so, by either program, whatever happened since.
    let again = |name: &str, day: &str, arguments: &[&str]| {
        let path = office.folder().join("letters/again.pdf");
        let done = on(office, day, name, &[arguments, &["-o", text(&path)]].concat());
        assert_eq!(done.code, 0, "{}", done.stderr);
        fs::read(&path).expect("a letter")
    };
    let reprint = ["defaulter", "notice", "--reprint", "--number", "1/2025-26"];
    let first = again("coop-returns", "2025-10-27", &reprint);
    assert!(first.starts_with(b"%PDF"));
    assert_eq!(stage(office, "2025-11-24"), []);
    assert_eq!(stage(office, "2025-11-25"), acts(&[(2, "show_cause")]));
    assert!(file(office, "13/1960", "dairy", "2025-11-26").stdout.contains("57 day(s) late"));
    assert_eq!(stage(office, "2025-11-26"), acts(&[(2, "filed")]));
    assert!(again("coop-returns", "2025-12-27", &reprint) == first, "the same notice, the same bytes");
    assert!(again("coop-register", "2025-12-27", &["notice", "print", "1/2025-26"]) == first);
    let shown = data(office, "2025-11-27", &["defaulter", "show", "13/1960"]);
    assert_eq!(shown["cases"][0]["stage"], "withdrawn");
    assert_eq!(shown["cases"][0]["filed"], "2024-25:2025-11-26");
    assert_eq!(shown["missing"].as_array().map(Vec::len), Some(0));
    // By order: the year counts as no default any more.
    let drop = ["defaulter", "withdraw", "14/1961", "--order", "D/1", "--reason", "wrongly listed"];
    assert_eq!(told(office, "2025-11-27", &drop).0, 0);
    assert_eq!(told(office, "2025-11-27", &drop).0, 5, "there is no open case any more");
    // The hold has ended: the case goes on.
    assert_eq!(stage(office, "2025-12-01"), acts(&[(4, "remind")]));
    assert_eq!(stage(office, "2025-12-01"), []);
    register("2025-12-01", &["ledger", "verify"]);
}

/// Is the printing program built beside the others?
fn print_is_there() -> bool {
    program("coop-returns").with_file_name("coop-print").is_file()
}

#[test]
fn the_machinery_of_cases_serves_defaults_too() {
    let office = office();
    stage(&office, "2025-10-20");
    let register = |day: &str, arguments: &[&str]| on(&office, day, "coop-register", arguments);
    let of = ["--service", "return_default"];
    let listed = register("2025-10-21", &[&["application", "list"], &of[..], &["--format", "csv"]].concat()).csv();
    assert_eq!(listed.len(), 4);
    assert!(listed.iter().all(|row| row["stage"] == "first_notice"), "{listed:?}");
    let show = register("2025-10-21", &[&["application", "show", "1/2025-26"], &of[..]].concat());
    assert!(show.code == 0 && show.stdout.contains("show_cause"), "{}{}", show.stdout, show.stderr);
    // What a verb of its own does is not done past it, and a case is opened by a run alone.
    let past = ["application", "act", "1/2025-26", "--do", "issue", "--reason", "x"];
    let past = register("2025-10-21", &[&past[..], &of].concat());
    assert!(past.code == 2 && past.stderr.contains("coop-returns defaulter notice"), "{}", past.stderr);
    let open = register("2025-10-21", &[&["application", "receive", "x"], &of[..]].concat());
    assert!(open.code == 2 && open.stderr.contains("defaulter stage"), "{}", open.stderr);
    // A court stays the proceedings: the case is left, and goes on when the stay is lifted.
    let stay = ["stay", "add", "--society", "12/1957", "--court", "High Court", "--order", "S/1"];
    let stayed = register("2025-10-22", &stay);
    assert_eq!(stayed.code, 0, "{}", stayed.stderr);
    let notice = ["defaulter", "notice", "--order", "N/1", "--dry-run"];
    assert_eq!(data(&office, "2025-10-23", &notice)["notices"].as_array().map(Vec::len), Some(3));
    // Filing ends it all the same.
    file(&office, "12/1957", "pacs", "2025-10-24");
    assert_eq!(stage(&office, "2025-10-24"), acts(&[(1, "filed")]));
    // An extension after the fact: the case is left until the new day has passed.
    let grant = ["--society", "13/1960", "--until", "2025-12-31", "--order", "E/1"];
    assert_eq!(told(&office, "2025-10-25", &[&GRANT[..], &grant].concat()).0, 0);
    let left = data(&office, "2025-10-26", &["defaulter", "stage", "--reason", "test"]);
    assert_eq!(left["left"][0]["why"], "not_due", "{left}");
    assert_eq!(data(&office, "2025-10-26", &notice)["notices"].as_array().map(Vec::len), Some(2));
    assert_eq!(stage(&office, "2026-01-01"), acts(&[(2, "note")]), "its new last day is taken down");
}

#[test]
fn what_is_typed_wrong_is_told_in_one_line() {
    let office = office();
    stage(&office, "2025-10-20");
    let ends = |arguments: &[&str]| told(&office, "2025-10-21", arguments);
    assert_eq!(ends(&["defaulter", "stage"]).0, 6, "neither order nor reason");
    let hold = ["defaulter", "hold", "12/1957", "--order", "H", "--reason", "x", "--until"];
    assert_eq!(ends(&[&hold[..], &["2025-10-21"]].concat()), (2, vec!["DEF-001".to_owned()]));
    assert_eq!(ends(&["defaulter", "release", "12/1957", "--order", "H"]), (6, vec!["CAS-192".to_owned()]));
    assert_eq!(ends(&["defaulter", "hold", "99/1999", "--until", "2026-01-01", "--order", "H"]).0, 5);
    assert_eq!(ends(&["defaulter", "show", "99/1999"]).0, 5);
    assert_eq!(
        ends(&["defaulter", "notice", "--reprint", "--number", "9/2025-26"]).0,
        if print_is_there() { 5 } else { 4 }
    );
    let toml = office.folder().join("coop.toml");
    let settings = fs::read_to_string(&toml).expect("settings");
    fs::write(&toml, format!("{settings}\n[returns]\ndefaults_since = \"2024\"\n")).expect("settings");
    assert_eq!(ends(&["defaulter", "stage", "--reason", "x"]).0, 4);
}

#[test]
fn the_night_stages_defaults_in_silence() {
    let office = office();
    let job = |day: &str| {
        let programs = program("coop-returns").parent().expect("the programs lie in a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut job = Command::new("sh");
        job.arg(repository("jobs/defaults.sh")).arg(office.folder()).env("AS_OF", day);
        let ran = job.env("PATH", format!("{}:{path}", programs.display())).env_remove("COOP_OFFICE").output();
        let ran = ran.expect("a shell");
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.code(), String::from_utf8(said).expect("UTF-8"))
    };
    assert_eq!(job("2025-10-20").0, Some(0));
    let before = office.chain();
    assert_eq!(job("2025-10-20"), (Some(0), String::new()));
    assert_eq!(office.chain(), before);
    let open = on(
        &office,
        "2025-10-21",
        "coop-register",
        &["application", "list", "--service", "return_default", "--format", "csv"],
    );
    assert_eq!(open.csv().len(), 4);
}
