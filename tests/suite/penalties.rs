//! What late returns cost, through the programs: by the law as far as it was seen, by the office's order, day by day.

use super::office::{Office, Ran, run};
use std::fs;

const BIHAR: &str = "12/1957";
const IN_TIME: &str = "13/1960";
const LATE: &str = "14/1961";
const MULTI: &str = "15/2005";
const MP: &str = "16/2005";

/// An office with five societies, and returns of 2024-25 as the rows of a list have them.
pub fn office_with(heading: &str, returns: &[&str]) -> Office {
    let office = Office::new();
    let (societies, list) = (office.folder().join("inbox/s.csv"), office.folder().join("inbox/r.csv"));
    let rows = "Registration No,Registration Date,Name of Society,District,Class,Act,Status\n\
                12/1957,24-01-1957,रामपुर पैक्स,Patna,PACS,bihar_1935,Functional\n\
                13/1960,21-03-1960,मनेर पैक्स,Patna,PACS,bihar_1935,Functional\n\
                14/1961,21-03-1961,फुलवारी पैक्स,Patna,PACS,bihar_1935,Functional\n\
                15/2005,21-03-2005,गंगा,Gaya,PACS,mscs_2002,Functional\n\
                16/2005,21-03-2005,नर्मदा,Gaya,PACS,mp_1960,Functional\n";
    fs::write(&societies, rows).expect("a file");
    let mut files = vec![societies];
    if !returns.is_empty() {
        let heading = format!("society,district,fy,registration_number,governing_act,society_type,{heading}");
        fs::write(&list, format!("{heading}\n{}\n", returns.join("\n"))).expect("a file");
        files.push(list);
    }
    for file in files {
        let done = office.run("coop-migrate", &["import", file.to_str().expect("UTF-8")]);
        assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
    }
    office
}

fn filed() -> Office {
    office_with(
        "return_filed_on",
        &[
            "मनेर पैक्स,Patna,2024-25,13/1960,bihar_1935,pacs,2025-09-30",
            "फुलवारी पैक्स,Patna,2024-25,14/1961,bihar_1935,pacs,2025-10-12",
        ],
    )
}

fn returns(office: &Office, arguments: &[&str]) -> Ran {
    office.run("coop-returns", arguments)
}

/// The same as on a day.
fn on(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run("coop-returns", &[&head[..], arguments].concat(), b"")
}

fn set(office: &Office, more: &[&str]) -> Ran {
    returns(office, &[&["penalty", "set", "--act", "bihar_1935"], more].concat())
}

fn computed(office: &Office, more: &[&str]) -> Vec<std::collections::BTreeMap<String, String>> {
    let asked = [&["penalty", "compute", "--fy", "2024-25", "--format", "csv"], more].concat();
    let found = returns(office, &asked);
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(found.stderr.contains("computed, not levied"), "{}", found.stderr);
    found.csv()
}

#[test]
fn nothing_is_computed_of_what_was_not_seen_or_is_a_range_and_nobody_in_time_is_named() {
    let office = filed();
    let rows = computed(&office, &[]);
    let of = |number: &str| rows.iter().find(|row| row["reg_no"] == number);
    assert!(of(IN_TIME).is_none());
    let state = |number: &str| {
        let row = of(number).expect("a late return");
        ["state", "amount", "least", "most", "quoted", "confidence"].map(|key| row[key].clone())
    };
    assert_eq!(state(BIHAR), ["not-seen", "", "", "", "", "text not seen"]);
    assert_eq!(state(MULTI), ["range", "", "5000.00", "100000.00", "", "text seen"]);
    assert_eq!(state(MP), ["quoted", "", "", "", "50000.00", "unverified"]);
    let late = of(LATE).expect("filed late");
    assert_eq!((late["filed_on"].as_str(), late["days_late"].as_str()), ("2025-10-12", "12"));
    let all = returns(&office, &["penalty", "compute", "--fy", "2024-25"]).stdout;
    assert!(all.contains("no sum is made") && !all.contains("in all"), "{all}");
    // A due day that another Act gives is told as such.
    assert!(late["due_basis"].contains("comparison"), "{late:?}");
    // Before it came into force the range held of nobody.
    let before = on(&office, "2022-12-31", &["penalty", "compute", "--fy", "2020-21", "--format", "csv"]);
    let multi = before.csv().into_iter().find(|row| row["reg_no"] == MULTI).expect("late");
    assert_eq!(multi["state"], "not-seen");
    let hindi = returns(&office, &["penalty", "compute", "--fy", "2024-25", "--lang", "hi"]);
    assert!(hindi.stdout.contains("मूल पाठ नहीं देखा गया") && hindi.stdout.contains("केवल गणना"), "{}", hindi.stdout);
}

#[test]
fn the_offices_figure_counts_from_its_day_to_its_cap_and_every_number_is_shown() {
    let office = filed();
    let first = ["--per-day", "100", "--from", "2025-04-01", "--order", "7/2025", "--on", "2025-03-20"];
    assert_eq!(set(&office, &first).code, 0);
    let second =
        ["--per-day", "250.50", "--cap", "5,000", "--from", "2025-10-11", "--order", "9/2025", "--on", "2025-10-01"];
    assert_eq!(set(&office, &second).code, 0);
    let digest = office.digest();
    assert!(set(&office, &second).stdout.contains("already"), "the same again changes nothing");
    assert_eq!(office.digest(), digest);
    let rows = computed(&office, &["--society", BIHAR]);
    let amount = |row: &std::collections::BTreeMap<String, String>| {
        ["state", "amount", "per_day", "cap", "capped_on", "confidence"].map(|key| row[key].clone())
    };
    // 10 days at 100, then 250.50 a day: the sixteenth would lead past 5,000.
    assert_eq!(amount(&rows[0]), ["computed", "5000.00", "250.50", "5000.00", "2025-10-26", "order of the office"]);
    let late = computed(&office, &["--society", LATE]);
    assert_eq!((late[0]["amount"].as_str(), late[0]["capped_on"].as_str()), ("1501.00", ""));
    let told = returns(&office, &["penalty", "explain", "--society", LATE, "--fy", "2024-25"]).stdout;
    for words in ["12 day(s) late", "0 + 10 × 100 = 1,000", "1,000 + 2 × 250.50 = 1,501", "computed, not levied"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let hindi = returns(&office, &["penalty", "explain", "--society", BIHAR, "--fy", "2024-25", "--lang", "hi"]).stdout;
    assert!(hindi.contains("92 दिन का विलंब") && hindi.contains("26-10-2025 से अधिकतम"), "{hindi}");
    let json = office.json("coop-returns", &["penalty", "explain", "--society", BIHAR, "--fy", "2024-25"]);
    let data = &json["data"];
    assert_eq!(
        (&data["amount"], &data["levied"], data["spans"].as_array().map(Vec::len)),
        (&500_000.into(), &false.into(), Some(2))
    );
    let in_time = returns(&office, &["penalty", "explain", "--society", IN_TIME, "--fy", "2024-25"]);
    assert!(in_time.stdout.contains("in time"), "{}", in_time.stdout);
    // As on an earlier day, and of a district.
    let then =
        on(&office, "2025-10-05", &["penalty", "compute", "--fy", "2024-25", "--society", BIHAR, "--format", "csv"]);
    assert_eq!(then.csv()[0]["amount"], "500.00");
    assert_eq!(computed(&office, &["--district", "Gaya"]).len(), 2);
    let all = office.json("coop-returns", &["penalty", "compute", "--fy", "2024-25"]);
    assert_eq!((&all["data"]["amount"], &all["data"]["count"]), (&(500_000 + 150_100).into(), &4.into()));
    // On paper, every word in the reader's language; what makes no sum adds nothing.
    let folder = office.folder().join("reports");
    let paper = [
        "penalty",
        "compute",
        "--fy",
        "2024-25",
        "--format",
        "html,csv",
        "-o",
        folder.to_str().expect("UTF-8"),
        "--lang",
        "hi",
    ];
    let made = returns(&office, &paper);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let html = fs::read_to_string(folder.join("late_penalty.html")).expect("a paper");
    assert!(["केवल गणना", "6,501", "न्यायालय", "असत्यापित"].iter().all(|words| html.contains(words)), "{html}");
    // Taken back: what the days before came to stands, the days after have no figure.
    let end = ["--end", "--from", "2025-10-16", "--order", "11/2025"];
    let ended = set(&office, &end);
    // Days before the order are told, for the officer to judge.
    assert!(ended.code == 0 && ended.stderr.contains("PEN-001"), "{}", ended.stderr);
    let rows = computed(&office, &["--society", BIHAR]);
    assert_eq!((rows[0]["state"].as_str(), rows[0]["amount"].as_str()), ("part", "2252.50"));
    let listed = returns(&office, &["penalty", "list", "--format", "csv"]).csv();
    let own = listed.iter().filter(|row| row["act"] == "bihar_1935").map(|row| row["figure"].as_str());
    assert_eq!(own.collect::<Vec<_>>(), ["100 a day", "250.50 a day, at most 5,000", "taken back"]);
    office.chain();
}

#[test]
fn every_fault_of_a_figure_is_told_in_one_pass_and_nothing_is_entered() {
    let office = filed();
    let digest = office.digest();
    let told = |arguments: &[&str]| {
        let said = office.json("coop-returns", &[&["penalty", "set"], arguments].concat());
        let codes = said["findings"].as_array().cloned().unwrap_or_default();
        let codes: Vec<String> = codes.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect();
        (said["code"].as_i64().expect("a code"), codes)
    };
    let act = ["--act", "bihar_1935", "--from", "2025-04-01"];
    let with = |more: &[&'static str]| [&act[..], more].concat();
    let all = with(&["--per-day", "0", "--cap", "much", "--on", "2030-01-01"]);
    assert_eq!(told(&all), (6, ["PEN-101", "PEN-102", "PEN-103", "PEN-103"].map(str::to_owned).to_vec()));
    assert_eq!(told(&with(&["--order", "7"])), (2, vec!["PEN-104".to_owned()]));
    let low = with(&["--order", "7", "--per-day", "100", "--fixed", "50", "--cap", "120"]);
    assert_eq!(told(&low), (2, vec!["PEN-105".to_owned()]));
    assert_eq!(told(&["--act", "bihar_1800", "--from", "2025-04-01", "--per-day", "1", "--order", "7"]).0, 5);
    assert_eq!(returns(&office, &["penalty", "compute", "--fy", "2024-25", "--society", "99/1"]).code, 5);
    assert_eq!(returns(&office, &["penalty", "compute", "--fy", "1950-51", "--society", BIHAR]).code, 5);
    assert_eq!(returns(&office, &["penalty", "compute"]).code, 2);
    assert_eq!(returns(&office, &["penalty", "compute", "--fy", "2024-25", "--district", "Atlantis"]).code, 5);
    let dry = ["--per-day", "100", "--from", "2025-04-01", "--order", "7", "--dry-run"];
    assert!(set(&office, &dry).stdout.contains("would be"));
    assert_eq!(office.digest(), digest);
}
