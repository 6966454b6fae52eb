//! The system audit of a PACS through the programs: readiness, conditions with their records, findings, the certificate and its code,
//! and the reports on the audits of a year.

use super::{
    office::{Office, Ran, repository, run},
    on_a_day::{done, on, played, told},
};

const DAY: &str = "2025-09-01";
const OTHERS: [&str; 4] = ["vouchers", "opening_balances", "adjustments", "year_closed"];

fn sample(name: &str) -> String {
    repository(&format!("samples/cases/system_audit/{name}")).to_str().expect("UTF-8").to_owned()
}

fn program(office: &Office, name: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", DAY];
    run(name, &[&head[..], arguments].concat(), b"")
}

/// Two PACS that went live; the first was audited on the system, the second left a day open.
fn live() -> Office {
    let office = Office::new();
    let enter = |name: &str, arguments: &[&str]| {
        let said = program(&office, name, arguments);
        assert!(said.code <= 1, "{arguments:?}: {}{}", said.stdout, said.stderr);
    };
    enter("coop-migrate", &["import", &sample("societies.csv"), "--register", "society"]);
    let (first, second) = ("1/PAT/2019", "2/PAT/2019");
    enter("coop-migrate", &["pacs", "select", first, second, "--on", "2022-09-01", "--reason", "x"]);
    enter("coop-migrate", &["pacs", "dct", first, second, "--on", "2024-01-10", "--reason", "x"]);
    enter("coop-migrate", &["pacs", "golive", first, second, "--on", "2024-03-15", "--reason", "x"]);
    enter("coop-migrate", &["import", &sample("audits.csv"), "--register", "audit"]);
    enter("coop-returns", &["pacs", "day", "import", &sample("days.csv")]);
    office
}

fn books(office: &Office, on: &str) {
    let said = program(
        office,
        "coop-migrate",
        &[
            "pacs",
            "books",
            "1/PAT/2019",
            "--on",
            on,
            "--day-end-upto",
            "2025-05-09",
            "--unreconciled",
            "0",
            "--unreconciled-amount",
            "0",
            "--reason",
            "x",
        ],
    );
    assert_eq!(said.code, 0, "{}", said.stderr);
}

fn system<'a>(verb: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["system", verb], more, &["--fy", "2024-25"]].concat()
}

fn finding<'a>(condition: &'a str, result: &'a str) -> Vec<&'a str> {
    system("finding", &["1/PAT/2019", "--condition", condition, "--result", result, "--evidence", "seen in the ERP"])
}

/// Conditions by outcome.
fn outcomes(office: &Office, of: &str) -> Vec<(String, String)> {
    let said = on(office, DAY, &[&system("show", &[of])[..], &["--format", "json"]].concat());
    assert_eq!(said.code, 0, "{}", said.stderr);
    let rows = said.json()["data"]["conditions"].as_array().expect("conditions").clone();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| (text(row, "condition"), text(row, "outcome"))).collect()
}

#[test]
fn who_is_ready_is_told_with_what_is_lacking_and_the_record() {
    let office = live();
    let ready =
        |more: &[&str]| on(&office, DAY, &[&system("ready", more)[..], &["--format", "csv", "--lang", "en"]].concat());
    let all = ready(&[]);
    assert_eq!(all.code, 1, "one fails: {}", all.stderr);
    let rows = all.csv();
    assert_eq!((rows.len(), rows[0]["ready"].as_str(), rows[1]["ready"].as_str()), (2, "not_known", "fail"));
    assert_eq!(rows[1]["lacks"], "day_end; reconciled");
    assert!(rows[1]["record"].contains("2025-03-31 was opened and not closed, entry "), "{rows:?}");
    assert_eq!(ready(&["--fail-on", "never"]).code, 0);
    books(&office, "2025-03-20");
    let before = ready(&[]).csv();
    assert!(
        before[0]["record"].contains("before 2025-03-31"),
        "books of before the year's end prove nothing: {before:?}"
    );
    books(&office, "2025-05-10");
    let rows = ready(&["--only", "ready"]).csv();
    assert_eq!((rows.len(), rows[0]["society"].as_str(), rows[0]["lacks"].as_str()), (1, "BR-HQ-S-1", ""));
    assert_eq!(rows[0]["ready"], "pass", "a code for machines");
    let people = on(&office, DAY, &[&system("ready", &["--only", "ready"])[..], &["--lang", "hi"]].concat()).stdout;
    assert!(people.lines().any(|line| line.contains("1/PAT/2019") && line.contains("तैयार")), "{people}");
    assert_eq!(ready(&["--district", "Gaya"]).code, 5, "nobody is live there");
    let hindi = on(&office, DAY, &[&system("ready", &[])[..], &["--lang", "hi"]].concat());
    assert!(hindi.stdout.contains("अपूर्ण") && hindi.stdout.contains("31 मार्च तक दिवस समापन"), "{}", hindi.stdout);
}

#[test]
fn a_certificate_waits_for_every_condition_and_is_one_paper_ever_after() {
    let office = live();
    books(&office, "2025-05-10");
    let known = outcomes(&office, "1/PAT/2019");
    let unknown: Vec<&str> = known.iter().filter(|one| one.1 == "not_known").map(|one| one.0.as_str()).collect();
    assert_eq!(unknown, OTHERS, "no register holds these: {known:?}");
    assert_eq!(told(&office, DAY, &system("check", &["2/PAT/2019"])).0, 1, "an open day fails");
    let certificate =
        [&system("certificate", &["1/PAT/2019", "--order", "SYS/1"])[..], &["--format", "json,html"]].concat();
    let issue = || {
        let said = on(&office, DAY, &certificate);
        (said.code, said.json())
    };
    let (code, said) = issue();
    let codes: Vec<&str> =
        said["findings"].as_array().expect("findings").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!((code, codes), (6, vec!["SYS-105"; 4]));

    // What stands in the way of a finding is told at once; the same finding again is nothing.
    let nothing = ["1/PAT/2019", "--condition", "vouchers", "--result", "pass", "--evidence", " "];
    let early = [&["system", "finding"], &nothing[..], &["--fy", "2025-26"]].concat();
    assert_eq!(told(&office, DAY, &early), (6, vec!["SYS-101".into(), "SYS-102".into()]));
    assert_eq!(told(&office, DAY, &finding("beauty", "pass")).0, 5);
    let not_live = system("finding", &["3/PAT/2019", "--condition", "vouchers", "--result", "pass", "--evidence", "x"]);
    assert_eq!(told(&office, DAY, &not_live).0, 5);
    for condition in OTHERS {
        assert_eq!(done(&office, DAY, &finding(condition, "pass"))["changed"], true);
    }
    assert_eq!(done(&office, DAY, &finding("vouchers", "pass"))["changed"], false);
    done(&office, DAY, &finding("adjustments", "fail"));
    let (code, said) = issue();
    assert_eq!((code, said["findings"][0]["code"].as_str()), (6, Some("SYS-104")));
    let proof = sample("audits.csv");
    done(&office, DAY, &[&finding("adjustments", "pass")[..], &["--document", &proof]].concat());
    assert!(outcomes(&office, "1/PAT/2019").iter().take(9).all(|one| one.1 == "pass"));

    let no_order = system("certificate", &["1/PAT/2019"]);
    assert_eq!(told(&office, DAY, &no_order), (6, vec!["SYS-103".into()]));
    let dry = on(&office, DAY, &[&certificate[..], &["--dry-run"]].concat()).json();
    assert_eq!((&dry["data"]["issued"], &dry["data"]["files"]), (&true.into(), &serde_json::json!([])));
    let (code, first) = issue();
    assert_eq!((code, &first["data"]["number"]), (0, &"1/2025-26".into()), "{first}");
    let path = first["data"]["files"][0].as_str().expect("a file").to_owned();
    let paper = std::fs::read(&path).expect("a paper");
    let digest = office.digest();
    // Records come in later, and another finding: the paper stays what it was when it was issued.
    books(&office, "2025-06-10");
    assert_eq!(told(&office, DAY, &finding("year_closed", "fail")), (0, vec!["SYS-203".into()]));
    let again = on(&office, "2025-12-01", &[&no_order[..], &["--format", "json,html"]].concat()).json();
    assert_eq!((&again["data"]["issued"], &again["data"]["code"]), (&false.into(), &first["data"]["code"]));
    assert_eq!(std::fs::read(&path).expect("a paper"), paper, "the same bytes");
    assert_ne!(office.digest(), digest);

    let code = first["data"]["code"].as_str().expect("a code").to_owned();
    assert_eq!(done(&office, "2025-12-01", &["system", "verify", &code])["number"], "1/2025-26");
    let end = code.chars().last().expect("a letter");
    let altered = format!("{}{}", &code[..code.len() - 1], if end == '2' { '3' } else { '2' });
    assert_eq!(told(&office, "2025-12-01", &["system", "verify", &altered]).0, 8);
    assert_eq!(told(&office, "2025-12-01", &["system", "verify", "BR-HQ-S-1"]).0, 2);
    let listed = on(&office, DAY, &[&system("list", &["--certified"])[..], &["--format", "csv"]].concat()).csv();
    assert_eq!((listed.len(), listed[0]["certificate"].as_str(), listed[0]["failed"].as_str()), (1, "1/2025-26", "1"));
    office.chain();
}

#[test]
fn what_a_register_says_against_a_pacs_no_finding_takes_away() {
    let office = live();
    let second = ["2/PAT/2019", "--condition", "day_end", "--result", "pass", "--evidence", "x"];
    assert_eq!(told(&office, DAY, &system("finding", &second)), (0, vec!["SYS-202".into()]));
    let day_end = outcomes(&office, "2/PAT/2019").into_iter().find(|one| one.0 == "day_end");
    assert_eq!(day_end.map(|one| one.1), Some("fail".into()));
}

#[test]
fn the_sample_of_a_system_audit_plays_to_the_certificate() {
    let (office, said) = played("system_audit.sh");
    for part in ["नियंत्रण खाते समाधानित हैं", "प्रमाण-पत्र 1/2025-26 निर्गत", "कुछ नहीं बदला"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.chain();
}

#[test]
fn progress_and_load_of_a_year_are_reports() {
    let office = live();
    let folder = office.folder().join("made");
    let to = folder.to_str().expect("UTF-8");
    let build =
        ["report", "build", "audit_progress", "auditor_load", "--fy", "2024-25", "--format", "csv,html,xlsx", "-o", to];
    let made = program(&office, "coop-audit", &[&build[..], &["--lang", "hi"]].concat());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let csv = std::fs::read_to_string(folder.join("audit_progress.by_district.csv")).expect("a table");
    let patna = csv.lines().find(|line| line.contains("Patna")).unwrap_or_else(|| panic!("{csv}"));
    assert!(patna.ends_with(",3,2,2,2,0,0,66.67"), "{csv}");
    let html = std::fs::read_to_string(folder.join("audit_progress.html")).expect("a page");
    for part in ["जिलावार अंकेक्षण की प्रगति", "<svg", "अंकेक्षण योग्य", "243ZM"]
    {
        assert!(html.contains(part), "{part}");
    }
    let load = std::fs::read_to_string(folder.join("auditor_load.html")).expect("a page");
    assert!(load.contains("2 दर्ज अंकेक्षणों में पैनल का अंकेक्षक नहीं"), "audits of a list name no auditor of the panel");
}
