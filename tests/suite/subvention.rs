//! Interest subvention through coop-returns: worked examples to the paisa, lists in Kruti Dev, claims, messages, refusals.

use super::{
    office::{Office, Ran, repository, run},
    on_a_day::played,
};
use std::{collections::BTreeMap, fs, path::Path};

const DAY: &str = "2026-07-15";

/// Runs a verb without an office as on a day.
fn subvention(day: &str, arguments: &[&str]) -> Ran {
    run("coop-returns", &[&["--as-of", day, "--quiet", "subvention"][..], arguments].concat(), b"")
}

fn sample(name: &str) -> String {
    repository("samples/subvention").join(name).display().to_string()
}

/// A list of its own, in a folder that lasts as long as the test.
fn list(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("a list is written");
    path.display().to_string()
}

const HEAD: &str =
    "Account,Name,Farmer Key,PACS,Bank,Purpose,Own funds,Event,Date,Amount,Due date,Repaid on,Amount repaid\n";

fn codes(said: &Ran) -> Vec<String> {
    let all = said.json()["findings"].as_array().cloned().unwrap_or_default();
    all.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}

type Rows = Vec<BTreeMap<String, String>>;

fn of<'r>(rows: &'r Rows, account: &str) -> Vec<&'r BTreeMap<String, String>> {
    rows.iter().filter(|row| row["loan_account"] == account).collect()
}

#[test]
fn the_worked_examples_come_out_to_the_paisa_under_both_schemes() {
    let examples = sample("worked-examples.csv");
    let rows = subvention(DAY, &["compute", &examples, "--scheme", "union", "--format", "csv"]).csv();
    let parts = |row: &BTreeMap<String, String>| {
        ["claim_days", "lender_subvention", "prompt_incentive", "farmer_share"].map(|key| row[key].clone())
    };
    assert_eq!(parts(of(&rows, "E1")[0]), ["278", "1142.47", "2284.93", "3046.58"]);
    assert_eq!(parts(of(&rows, "E2")[0]), ["286", "1175.34", "0.00", "5484.93"]);
    let sum = |account: &str, key: &str| -> i64 {
        let paise = |row: &&BTreeMap<String, String>| row[key].replace('.', "").parse::<i64>().expect("paise");
        of(&rows, account).iter().map(paise).sum()
    };
    assert_eq!(
        ["eligible_product", "lender_subvention", "prompt_incentive"].map(|key| sum("E3", key)),
        [7_135_000_000, 293_219, 586_438]
    );
    let days: Vec<&str> = of(&rows, "E4").iter().map(|row| row["claim_days"].as_str()).collect();
    assert_eq!(days, ["335", "30"], "365 days, not 384, over two years");
    let mp = subvention(DAY, &["compute", &examples, "--scheme", "mp", "--format", "csv"]).csv();
    let four = ["lender_subvention", "prompt_incentive", "state_general", "state_prompt", "farmer_share", "interest"];
    let line = of(&mp, "E1")[0];
    assert_eq!(four.map(|key| line[key].as_str()), ["1142.47", "2284.93", "1142.47", "3046.57", "0.00", "7616.44"]);
    assert_eq!(of(&mp, "E2")[0]["claim_reason"], "late");
}

#[test]
fn a_list_says_the_same_in_any_order_of_its_rows_and_over_any_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(sample("worked-examples.csv")).expect("a sample");
    let (head, rows) = text.split_once('\n').expect("a heading");
    let mut turned: Vec<&str> = rows.lines().collect();
    turned.reverse();
    let whole = list(folder.path(), "list.csv", &text);
    let parts = [
        list(folder.path(), "one.csv", &format!("{head}\n{}\n", turned[..4].join("\n"))),
        list(folder.path(), "two.csv", &format!("{head}\n{}\n", turned[4..].join("\n"))),
    ];
    let say = |files: &[&String]| {
        let files: Vec<&str> = files.iter().map(|file| file.as_str()).collect();
        let said = subvention(DAY, &[&["compute", "--scheme", "mp", "--format", "csv"][..], &files].concat());
        (said.code, said.stdout)
    };
    assert_eq!(say(&[&whole]), say(&[&parts[0], &parts[1]]));
    assert_eq!(say(&[&whole]), say(&[&whole]), "the same bytes");
}

#[test]
fn a_ledger_in_kruti_dev_is_read_and_what_is_planted_is_told_at_its_cell_in_one_pass() {
    let list = sample("fasal-rin-2025-26.xlsx");
    let said = subvention(DAY, &["compute", &list, "--scheme", "mp", "--fy", "2025-26", "--format", "json"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let found = said.json();
    let data = &found["data"];
    assert_eq!((data["totals"]["farmers"].as_i64(), data["totals"]["claimed"].as_i64()), (Some(43), Some(25_405_196)));
    let lines = data["lines"].as_array().expect("lines");
    assert_eq!((lines[0]["farmer_name"].as_str(), lines[0]["district"].as_i64()), (Some("रामजी झा"), Some(427)));
    let errors: Vec<(&str, &str)> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| {
            finding["severity"] == "error" && finding["code"].as_str().is_some_and(|c| c.starts_with("SUB"))
        })
        .map(|finding| (finding["code"].as_str().unwrap_or(""), finding["place"]["sheet"].as_str().unwrap_or("")))
        .collect();
    // The reversal leaves the repayments of its account without a drawal.
    assert!(errors.contains(&("SUB-001", "ऋण खाता")) && errors.contains(&("SUB-002", "ऋण खाता")), "{errors:?}");
    let reversal = found["findings"].as_array().expect("findings").iter().find(|f| f["code"] == "SUB-001");
    let cell = reversal.and_then(|finding| finding["place"]["cell"].as_str()).expect("a cell");
    assert!(cell.starts_with('U'), "the column of the amount: {cell}");
    for account in ["50117", "50126"] {
        let own = lines.iter().filter(|line| line["loan_account"] == account);
        assert!(own.clone().all(|line| line["claim_amount"] == 0 && line["claim_reason"] == "faulty"), "{account}");
    }
}

#[test]
fn an_account_is_explained_day_by_day_in_hindi_and_english() {
    let examples = sample("worked-examples.csv");
    let explain = |lang: &str| {
        let ran = subvention(DAY, &["explain", &examples, "--scheme", "union", "--account", "E3", "--lang", lang]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    for lang in ["hi", "en"] {
        let said = explain(lang);
        for part in ["01-07-2025  10-08-2025", "3,96,00,000", "2,37,50,000", "7,13,50,000", "2,932.19", "5,864.38"] {
            assert!(said.contains(part), "{lang}: {part}\n{said}");
        }
    }
    assert!(explain("hi").contains("समय पर चुकाया") && explain("en").contains("repaid in time"));
    let json = subvention(DAY, &["explain", &examples, "--scheme", "mp", "--account", "E1", "--format", "json"]).json();
    assert_eq!(json["data"]["segments"][0]["elsewhere"], 20_000_000, "the allied loan of the same farmer");
    let none = subvention(DAY, &["explain", &examples, "--scheme", "mp", "--account", "E9"]);
    assert_eq!(none.code, 5);
    let folder = tempfile::tempdir().expect("a folder");
    let row = |pacs: &str| format!("7,Ram,F1,{pacs},B,Kharif,yes,,2025-06-15,1000,2026-03-28,,\n");
    let two = list(folder.path(), "two.csv", &format!("{HEAD}{}{}", row("A"), row("C")));
    assert_eq!(subvention(DAY, &["explain", &two, "--scheme", "mp", "--account", "7"]).code, 2);
    assert_eq!(subvention(DAY, &["explain", &two, "--scheme", "mp", "--account", "7", "--pacs", "C"]).code, 0);
}

#[test]
fn years_without_figures_are_refused_and_an_office_may_put_its_own_with_an_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = list(
        folder.path(),
        "old.csv",
        &format!("{HEAD}1,Ram,F1,A,B,Kharif,yes,,2020-06-15,100000,2021-03-28,2021-03-20,100000\n"),
    );
    let refused = subvention(DAY, &["compute", &old, "--scheme", "union", "--format", "json"]);
    assert_eq!((refused.code, codes(&refused)), (6, vec!["IMP-230".to_owned(), "SUB-014".to_owned()]));
    let said = refused.json()["error"]["message"].as_str().expect("a message").to_owned();
    assert!(said.contains("2020-21") && said.contains("union"), "{said}");
    let figure = |name: &str, value: &str| {
        format!("[[figure]]\nname = \"{name}\"\nyears = [\"2020-21\"]\n{value}\nsource = \"order 7/2020\"\n")
    };
    let own = [
        figure("farmer_rate", "percent = \"7\""),
        figure("lender_subvention", "percent = \"2\""),
        figure("prompt_incentive", "percent = \"3\""),
        figure("cap", "rupees = 300000"),
        figure("cap_allied", "rupees = 200000"),
        figure("span", "months = 12"),
    ];
    let rates = list(folder.path(), "own.toml", &own.concat());
    let done = subvention(DAY, &["compute", &old, "--scheme", "union", "--rates", &rates, "--format", "json"]);
    // 1,00,000 × 278 × 5 ÷ 36,500.
    assert_eq!((done.code, done.json()["data"]["totals"]["claimed"].as_i64()), (0, Some(380_822)));
    assert!(done.stdout.contains("order 7/2020"));
    let wrong = list(
        folder.path(),
        "wrong.toml",
        "[[figure]]\nname = \"cap\"\nyears = [\"2020-21\"]\nrupees = -1\nsource = \"x\"",
    );
    assert_eq!(subvention(DAY, &["compute", &old, "--scheme", "union", "--rates", &wrong]).code, 4);
    assert_eq!(subvention(DAY, &["compute", &old, "--scheme", "nosuch"]).code, 5);
    assert_eq!(subvention(DAY, &["compute", &old, "--scheme", "union", "--year-days", "364"]).code, 2);
    // The parts of Madhya Pradesh in 2022-23 come to more than the base rate.
    let mp = list(folder.path(), "mp.csv", &format!("{HEAD}1,Ram,F1,A,B,Kharif,yes,,2022-06-15,100000,2023-03-28,,\n"));
    let said = subvention(DAY, &["compute", &mp, "--scheme", "mp", "--format", "json"]);
    assert!(said.code == 6 && said.stdout.contains("11.5 ≠ 10 %"), "{}", said.stdout);
}

#[test]
fn faulty_rows_and_files_are_told_together_and_the_rest_is_computed() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = "1,Ram,F1,A,B,Kharif,yes,,2025-06-15,abc,2026-03-28,,\n\
                2,Sita,F2,A,B,Kharif,yes,,31-06-2025,1000,2026-03-28,,\n\
                3,Gita,F3,A,B,Kharif,yes,,2025-06-15,1000,2026-03-28,2026-03-20,1000\n\
                4,Hari,,A,B,Kharif,,,2025-06-15,1000,2026-03-28,,\n";
    let faulty = list(folder.path(), "faulty.csv", &format!("{HEAD}{rows}"));
    let said = subvention(DAY, &["compute", &faulty, "--scheme", "union", "--format", "json"]);
    let (found, data) = (codes(&said), said.json()["data"].clone());
    assert_eq!(said.code, 1);
    for code in ["IMP-201", "IMP-203", "SUB-008", "SUB-012"] {
        assert!(found.iter().any(|one| one == code), "{code}: {found:?}");
    }
    assert_eq!(data["totals"]["drawals"], 2, "of two rows nothing could be read");
    let place = said.json()["findings"][0]["place"].clone();
    assert_eq!((place["file"].as_str(), place["cell"].as_str()), (Some("faulty.csv"), Some("J2")));
    let missing = folder.path().join("missing.csv").display().to_string();
    let both = subvention(DAY, &["compute", &faulty, &missing, "--scheme", "union", "--format", "json"]);
    assert_eq!((both.code, both.json()["data"]["failed"][0]["code"].as_i64()), (9, Some(3)));
    assert_eq!(subvention(DAY, &["compute", &missing, "--scheme", "union"]).code, 3);
    // Another list altogether is refused in a line, not row by row.
    for wrong in ["samples/panel/auditors.xlsx", "samples/bad/no-heading.xlsx"] {
        let wrong = repository(wrong).display().to_string();
        let refused = subvention(DAY, &["compute", &wrong, "--scheme", "union", "--format", "json"]);
        assert_eq!((refused.code, codes(&refused)), (3, vec!["SUB-021".to_owned()]), "{}", refused.stderr);
    }
    // What a list lacks is said for the whole of it.
    let head = HEAD.replace("Own funds", "Other");
    let bare = list(folder.path(), "bare.csv", &format!("{head}1,Ram,F1,A,B,Kharif,,,2025-06-15,1000,2026-03-28,,\n"));
    let untold = subvention(DAY, &["compute", &bare, "--scheme", "union", "--format", "json"]);
    assert_eq!(untold.json()["data"]["reasons"][0]["reason"], "funds_untold");
    let told = subvention(DAY, &["compute", &bare, "--scheme", "union", "--set", "own_funds=yes", "--format", "json"]);
    assert_eq!(told.json()["data"]["reasons"][0]["reason"], "late");
}

#[test]
fn a_claim_takes_off_what_was_claimed_before_and_never_shows_an_aadhaar_number() {
    let office = Office::new();
    let folder = tempfile::tempdir().expect("a folder");
    // A number the issuing authority published for testing.
    let rows = "101,Ram,9999 4105 7058,A,B,Kharif,yes,,2025-06-15,100000,2026-03-28,2026-03-20,100000\n\
                102,Sita,F2,C,B,Kharif,yes,,2025-06-15,50000,2026-03-28,2026-03-20,50000\n";
    let loans = list(folder.path(), "loans.csv", &format!("{HEAD}{rows}"));
    let out = folder.path().join("out").display().to_string();
    let home = office.folder().display().to_string();
    let at = ["--office", &home, "--as-of", DAY, "subvention", "claim", &loans, "--scheme", "mp", "-o", &out];
    let claim = |more: &[&str]| {
        let ran = run("coop-returns", &[&at[..], &["--fy", "2025-26"], more].concat(), b"");
        assert!(ran.code == 0, "{}{}", ran.stdout, ran.stderr);
        ran
    };
    claim(&["--format", "xlsx,html,csv", "--upto", "2025-09-30"]);
    let kept = folder.path().join("half-year.xlsx");
    fs::rename(folder.path().join("out/subvention_claim-mp-2025-26.xlsx"), &kept).expect("the claim was made");
    let kept = kept.display().to_string();
    claim(&["--format", "xlsx,html,csv", "--earlier", &kept]);
    let lines =
        fs::read_to_string(folder.path().join("out/subvention_claim-mp-2025-26.claim_lines.csv")).expect("lines");
    let rows: Rows = csv::Reader::from_reader(lines.as_bytes()).deserialize().map(|row| row.expect("a row")).collect();
    // 3 % of 1,00,000 for 108 days was claimed for the half-year.
    let line = of(&rows, "101")[0];
    assert_eq!(
        ["claim_amount", "earlier_claim", "claim_balance"].map(|key| line[key].as_str()),
        ["7616.44", "887.68", "6728.76"]
    );
    let files = fs::read_dir(folder.path().join("out")).expect("a folder").map(|file| file.expect("a file").path());
    let first: BTreeMap<_, _> = files.map(|file| (file.clone(), fs::read(file).expect("bytes"))).collect();
    for (file, bytes) in &first {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("9999 4105 7058") && !text.contains("999941057058"), "{}", file.display());
    }
    claim(&["--format", "xlsx,html,csv", "--earlier", &kept]);
    for (file, bytes) in first {
        assert!(fs::read(&file).expect("bytes") == bytes, "{} differs when made again", file.display());
    }
    // Of one PACS, beside the whole.
    let one = claim(&["--format", "csv", "--pacs", "A"]);
    assert!(one.stdout.contains("subvention_claim-mp-2025-26-A.claim_by_pacs.csv"), "{}", one.stdout);
    let nobody = run("coop-returns", &[&at[..], &["--fy", "2025-26", "--pacs", "Z"]].concat(), b"");
    assert_eq!(nobody.code, 5, "{}", nobody.stderr);
    assert_eq!(run("coop-returns", &at, b"").code, 2, "--fy is missing");
    // A drawal that is gone from the list is told.
    let less =
        list(folder.path(), "less.csv", &format!("{HEAD}102,Sita,F2,C,B,Kharif,yes,,2025-06-15,50000,2026-03-28,,\n"));
    let said = subvention(DAY, &["compute", &less, "--scheme", "mp", "--earlier", &kept, "--format", "json"]);
    assert!(codes(&said).contains(&"SUB-020".to_owned()), "{:?}", codes(&said));
}

#[test]
fn a_farmer_is_told_in_at_most_three_parts_what_is_saved_or_by_when_to_repay() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "श्रीमती राजराजेश्वरी कुमारी विश्वनाथप्रताप नारायण सिंह यादव चौधरी उपाध्याय पुत्री";
    let rows = format!(
        "12345678901,{long},F1,बहुउद्देशीय प्राथमिक कृषि साख सहकारी समिति मर्यादित रामपुर कलां,B,Kharif,yes,,2025-06-15,300000,2026-03-28,,\n\
         2,सीता देवी,F2,रामपुर,B,Kharif,yes,,2025-06-15,100000,2026-03-28,2026-02-20,100000\n"
    );
    let loans = list(folder.path(), "loans.csv", &format!("{}{rows}", HEAD));
    for lang in ["hi", "en"] {
        let said =
            subvention("2026-02-28", &["farmer-note", &loans, "--scheme", "mp", "--lang", lang, "--format", "csv"]);
        let rows = said.csv();
        assert_eq!(rows.len(), 2, "{}{}", said.stdout, said.stderr);
        assert_eq!([&rows[0]["outcome"], &rows[1]["outcome"]], ["due", "in_time"]);
        for row in &rows {
            let (signs, parts) = (row["message"].encode_utf16().count(), row["parts"].parse::<usize>().expect("parts"));
            assert_eq!(row["signs"], signs.to_string());
            let most = if row["message"].is_ascii() { [160, 306, 459] } else { [70, 134, 201] };
            assert!((1..=3).contains(&parts) && signs <= most[parts - 1], "{row:?}");
        }
        let message = &rows[0]["message"];
        assert!(
            message.contains("28-03-2026") && message.contains("..8901") && !message.contains("12345678901"),
            "{message}"
        );
        assert!(!said.stdout.contains("mobile"));
    }
}

#[test]
fn the_sample_case_plays_and_every_verb_has_help() {
    let (office, said) = played("subvention.sh");
    for part in ["7,616.44", "2,54,051.96", "balance,0", "रामजी झा"] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(office.folder().join("reports/subvention_claim-mp-2025-26.html").is_file());
    for verb in ["compute", "explain", "claim", "farmer-note"] {
        let help = run("coop-returns", &["subvention", verb, "--help"], b"");
        assert!(help.code == 0 && help.stdout.contains("--scheme"), "{verb}");
    }
}
