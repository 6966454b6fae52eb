//! The rules of the return: every one keeps to its cases of law, and the command says so where one does not.

use super::office::{repository, run};
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
