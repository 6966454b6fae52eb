//! The rules of the return: every one keeps to its cases of law, and the command says so where one does not.

use super::office::{Office, repository, run};
use coop_registry::{branches::returns::rulebook, catalogue::Files};
use std::{fs, path::Path};

fn test(catalogue: &Path, arguments: &[&str]) -> super::office::Ran {
    let folder = catalogue.to_str().expect("a path in UTF-8");
    run("coop-returns", &[&["--catalogue", folder, "rules", "test", "--lang", "en"], arguments].concat(), b"")
}

/// A copy of the catalogue with one file told anew.
fn catalogue_with(file: &str, change: impl Fn(String) -> String) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (path, bytes) in Files::embedded().everything().unwrap() {
        let target = copy.path().join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    let text = fs::read_to_string(copy.path().join(file)).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed);
    fs::write(copy.path().join(file), changed).unwrap();
    copy
}

#[test]
fn every_rule_keeps_to_its_cases_of_law() {
    let ran = test(&repository("catalogue"), &["--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let data = &ran.json()["data"];
    assert_eq!(data["cases"], data["passed"]);
    let rules = data["rules"].as_array().unwrap();
    assert_eq!(rules.len(), rulebook(&Files::embedded()).unwrap().rules.len());
    assert!(rules.iter().all(|rule| rule["holds"].as_u64() > Some(0) && rule["broken"].as_u64() > Some(0)));
}

#[test]
fn a_rule_that_no_longer_keeps_to_its_cases_is_told_with_the_case() {
    let lax = catalogue_with("rules/returns/APP.toml", |text| {
        text.replacen("* 10000 >= net_profit * :reserve_min_pct\"", "* 20000 >= net_profit * :reserve_min_pct\"", 1)
    });
    let ran = test(lax.path(), &["--only", "APP-001"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("APP-001, case 'a rupee and a paisa short': broken was expected, holds came out"));
    assert!(ran.stderr.contains("rules/cases/APP.toml"), "{}", ran.stderr);
}

#[test]
fn faults_of_cases_are_all_told_at_once() {
    let faulty = catalogue_with("rules/cases/APP.toml", |text| {
        let text =
            text.replacen("net_profit = \"10,00,000\", approp_reserve_fund = \"2,49,999\"", "net_proft = \"1\"", 1);
        let text = text.replacen("approp_reserve_fund = \"2,49,998.99\"", "approp_reserve_fund = \"much\"", 1);
        text + "\n[[APP-999]]\nname = \"of no rule\"\ngiven = {}\nexpect = \"holds\"\n"
    });
    let ran = test(faulty.path(), &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in ["no field 'net_proft'; the nearest is 'net_profit'", "'much'", "APP-999 has cases, but is no rule"] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let unreadable =
        catalogue_with("rules/cases/APP.toml", |text| text.replacen("expect = \"holds\"", "expect = \"maybe\"", 1));
    assert_eq!(test(unreadable.path(), &[]).code, 4);
}

#[test]
fn a_cause_is_a_rule_and_causes_run_in_no_circle() {
    let with = |follows: &str| {
        catalogue_with("rules/returns/APP.toml", |text| {
            text.replacen("[APP-001]\n", &format!("[APP-001]\nfollows = [\"{follows}\"]\n"), 1).replacen(
                "[APP-002]\n",
                "[APP-002]\nfollows = [\"APP-001\"]\n",
                1,
            )
        })
    };
    let ran = test(with("APP-777").path(), &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("APP-001: follows: no other rule 'APP-777'"), "{}", ran.stderr);
    let ran = test(with("APP-002").path(), &[]);
    assert!(ran.stderr.contains("follows runs in a circle: APP-001 → APP-002 → APP-001"), "{}", ran.stderr);
}

const RETURNS: [&str; 2] = ["samples/returns/returns-2023-24.csv", "samples/returns/returns-2024-25.csv"];

fn of_returns(office: &Office, verb: &[&str]) -> super::office::Ran {
    let files = RETURNS.map(|path| repository(path).to_str().expect("a path in UTF-8").to_owned());
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    office.run("coop-returns", &[verb, &files, &["--fy", "2024-25"]].concat())
}

#[test]
fn a_rule_withdrawn_by_order_is_not_asked_of_the_years_of_its_period_and_is_counted() {
    let office = Office::new();
    let account = |office: &Office| {
        let checked = of_returns(office, &["return", "check", "--only", "APP-005", "--format", "json"]).json();
        let rule = &checked["data"]["rules"][0];
        (rule["broken"].as_u64(), rule["withdrawn"].as_u64())
    };
    assert_eq!(account(&office), (Some(1), Some(0)));
    let withdraw = |more: &[&str]| {
        let asked = ["rules", "withdraw", "APP-005", "--fy", "2024-25", "--lang", "en"];
        office.run("coop-returns", &[&asked, more].concat())
    };
    let refused = withdraw(&[]);
    assert_eq!(refused.code, 6);
    assert!(refused.stderr.contains("withdrawn by an order, with its reason"), "{}", refused.stderr);
    let ordered = ["--order", "12/2026", "--reason", "before the court"];
    assert_eq!(withdraw(&[&ordered[..], &["--until", "2024-03-31"]].concat()).code, 2);
    let tried = withdraw(&[&ordered[..], &["--dry-run"]].concat());
    assert_eq!((tried.code, account(&office)), (0, (Some(1), Some(0))));
    assert_eq!(withdraw(&ordered).code, 0);
    let (digest, again) = (office.digest(), withdraw(&ordered));
    assert!(again.stdout.contains("already") && office.digest() == digest, "{}", again.stdout);
    assert_eq!(account(&office), (Some(0), Some(200)));
    let listed = office.run("coop-returns", &["rules", "list", "--only", "APP-005", "--format", "csv"]).csv();
    assert_eq!(listed[0]["withdrawn"], "2025-03-31 – 2025-03-31 (12/2026)");
    let unknown = office.run("coop-returns", &["rules", "withdraw", "APP-999", "--fy", "2024-25"]);
    assert_eq!(unknown.code, 5);
}

#[test]
fn the_verdicts_that_another_law_turns_are_those_of_the_rules_that_differ() {
    let office = Office::new();
    let turned = of_returns(&office, &["rules", "impact", "--under", "mscs_2002", "--format", "csv"]);
    assert_eq!(turned.code, 1, "{}", turned.stderr);
    let rows = turned.csv();
    let of = |code: &str| rows.iter().filter(|row| row["code"] == code).count();
    // Education fund and reserve for unforeseen losses are asked of multi-State societies; fifty members are too.
    assert!(of("APP-004") > 100 && of("MEM-014") > 0, "{}", turned.stdout);
    assert!(
        rows.iter()
            .filter(|row| row["code"] == "APP-004")
            .all(|row| (row["here"].as_str(), row["there"].as_str()) == ("clear", "broken"))
    );
    let same = of_returns(&office, &["rules", "impact", "--under", "bihar_1935", "--format", "csv"]);
    assert_eq!((same.code, same.csv()), (0, vec![]));
    assert_eq!(of_returns(&office, &["rules", "impact"]).code, 2);
    let laxer = catalogue_with("rules/returns/APP.toml", |text| {
        text.replacen(
            "dividend_rate_pct <= :dividend_cap_pct",
            "dividend_rate_pct <= :dividend_cap_pct + :dividend_cap_pct",
            1,
        )
    });
    let folder = laxer.path().to_str().expect("a path in UTF-8");
    let freed = of_returns(&office, &["rules", "impact", "--against", folder, "--format", "csv"]).csv();
    assert_eq!(freed.iter().map(|row| row["code"].as_str()).collect::<Vec<_>>(), ["APP-005"]);
    let differs = office.run("coop-returns", &["rules", "diff", "--against", folder, "--format", "csv"]);
    assert_eq!((differs.code, differs.csv().len()), (1, 1));
    // What the office sets itself holds under either catalogue, so it is no difference.
    let settings = office.folder().join("coop.toml");
    let own = fs::read_to_string(&settings).unwrap() + "\n[params]\nreserve_min_pct = 30\n";
    fs::write(settings, own).unwrap();
    let differs = office.run("coop-returns", &["rules", "diff", "--against", folder, "--format", "csv"]);
    assert_eq!((differs.code, differs.csv().len()), (1, 1), "{}", differs.stdout);
    let hindi = office.run("coop-returns", &["rules", "diff", "--under", "mscs_2002", "--lang", "hi"]);
    assert!(hindi.stdout.contains("min_members") && hindi.stdout.contains("तुलनार्थ"), "{}", hindi.stdout);
}

#[test]
fn every_clause_whose_text_was_seen_is_checked_watched_or_said_to_be_beyond_a_return() {
    let covered = run("coop-returns", &["rules", "coverage", "--format", "csv", "--lang", "en"], b"");
    assert_eq!(covered.code, 0, "{}", covered.stdout);
    let rows = covered.csv();
    let of = |number: &str| rows.iter().find(|row| row["section"] == number).unwrap_or_else(|| panic!("no {number}"));
    for clause in ["a", "b", "c", "d", "e", "f"] {
        for section in [format!("243ZP({clause})"), format!("120({clause})")] {
            assert_eq!(of(&section)["covered"], "checked", "{section}");
        }
    }
    assert!(rows.iter().any(|row| row["covered"] == "not-seen"));
    assert_eq!(of("243ZQ(2)(a)")["covered"], "not-checkable");
    let hindi = run("coop-returns", &["rules", "coverage", "--only", "not-checkable", "--lang", "hi"], b"");
    assert!(hindi.stdout.contains("अनुच्छेद विधान मंडल को बाँधता है"), "{}", hindi.stdout);
    let forgotten = catalogue_with("statutes/mp-1960.toml", |text| {
        text + "\n[section.\"58-Z\"]\nheading.en = \"Something\"\nheading.hi = \"कुछ\"\nseen = \"text\"\nsource = \"a test\"\n"
    });
    let folder = forgotten.path().to_str().expect("a path in UTF-8");
    let missing =
        run("coop-returns", &["--catalogue", folder, "rules", "coverage", "--only", "missing", "--format", "csv"], b"");
    assert_eq!((missing.code, missing.csv().len()), (1, 1), "{}", missing.stdout);
}

#[test]
fn no_sentence_holds_a_figure_that_the_law_may_change() {
    let book = rulebook(&Files::embedded()).unwrap();
    for rule in &book.rules {
        for sentence in [&rule.entry.message.en, &rule.entry.message.hi] {
            let outside: String =
                sentence.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            // The year itself is a definition, not a figure.
            let digits = outside.replace("1 April to 31 March", "").replace("1 अप्रैल से 31 मार्च", "");
            assert!(!digits.chars().any(|c| c.is_numeric()), "{}: {sentence}", rule.code);
        }
    }
}

#[test]
fn a_catalogue_with_several_faults_is_told_all_of_them_at_once_and_nothing_that_follows_from_them() {
    let faulty = catalogue_with("rules/returns/APP.toml", |text| {
        text.replacen("(approp_reserve_fund", "(aprop_reserve_fund", 1)
    });
    let change = |file: &str, change: &dyn Fn(String) -> String| {
        let path = faulty.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let changed = change(text.clone());
        assert_ne!(text, changed, "{file}");
        fs::write(path, changed).unwrap();
    };
    change("rules/returns/BSH.toml", &|text| {
        let at = text.find("message.hi").unwrap();
        let end = at + text[at..].find('\n').unwrap() + 1;
        format!("{}{}", &text[..at], &text[end..])
    });
    change("rules/returns/DAI.toml", &|text| format!("{text}\n[DAI-010]\nname = \"again\"\n"));
    change("rules/returns/FIS.toml", &|text| text.replacen("[FIS-001]", "[DAI-001]", 1));
    let twice = "[[section.\"63(1)(a)\".param]]\nname = \"reserve_min_pct\"\nvalue = 20\nfrom = 1904-01-01\n";
    change("statutes/mscs-2002.toml", &|text| {
        text.replacen("[[section.\"63(1)(a)\".param]]", &format!("{twice}[[section.\"63(1)(a)\".param]]"), 1)
    });
    let folder = faulty.path().to_str().expect("a path in UTF-8");
    let told = run("coop-returns", &["--catalogue", folder, "rules", "list"], b"");
    assert_eq!((told.code, told.stdout.as_str()), (4, ""));
    let faults: Vec<&str> = told.stderr.lines().filter_map(|line| line.trim().strip_prefix("catalogue/")).collect();
    let expected = [
        "rules/returns/BSH.toml: BSH-001: missing field `hi` in `message`",
        "rules/returns/DAI.toml: line 131, column 2: duplicate key",
        "rules/returns/FIS.toml: DAI-001: a code of this file is FIS-000",
        "statutes/mscs-2002.toml: reserve_min_pct stands twice from 1904-01-01",
        "rules/returns/APP.toml: APP-001: check: at column 2: no field 'aprop_reserve_fund'; the nearest is 'approp_reserve_fund'",
    ];
    assert_eq!(faults.len(), expected.len(), "{}", told.stderr);
    for (found, expected) in faults.iter().zip(expected) {
        let without_line = |text: &str| text.split("line 1").next().unwrap_or_default().to_owned();
        assert_eq!(without_line(found), without_line(expected));
    }
}
