//! Every rule against its cases of law in `tests/rules/<FAMILY>.toml`.

use coop_registry::{
    branches::returns::{read_line, rulebook},
    catalogue::Files,
    model::{CooperativeYear, Value},
    rules::{Bench, ChunkBuilder, Outcome, Rulebook},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    act: String,
    given: BTreeMap<String, String>,
    #[serde(default)]
    prev: Option<BTreeMap<String, String>>,
    expect: String,
}

fn cases() -> BTreeMap<String, Vec<Case>> {
    let mut cases = BTreeMap::new();
    let mut paths: Vec<_> = fs::read_dir("tests/rules").unwrap().map(|found| found.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let family: BTreeMap<String, Vec<Case>> =
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        cases.extend(family);
    }
    cases
}

fn lines(book: &Rulebook, given: &BTreeMap<String, String>) -> Vec<(u16, Value)> {
    let line = |(key, text): (&String, &String)| {
        let no = book.fields.no(key).unwrap_or_else(|| panic!("no field '{key}'"));
        (no, read_line(key, text, &book.fields).unwrap_or_else(|expected| panic!("{key} = '{text}': {expected}")))
    };
    given.iter().map(line).collect()
}

fn outcome(book: &Rulebook, code: &str, case: &Case) -> &'static str {
    let mut given = case.given.clone();
    if !case.act.is_empty() {
        given.insert("governing_act".into(), case.act.clone());
    }
    let mut builder = ChunkBuilder::new(&book.fields, book.words());
    let prev = case.prev.as_ref().map(|prev| lines(book, prev));
    assert_eq!(builder.push(&lines(book, &given), prev.as_deref()), [], "{code}: {}", case.name);
    let year = CooperativeYear::starting(2024).unwrap();
    let bench = Bench::new(book, book.law_on(&case.act, year.end()));
    let no = book.rules.iter().position(|rule| rule.code == code).unwrap_or_else(|| panic!("no rule {code}"));
    match bench.outcome(no, &builder.finish(), 0) {
        Outcome::Holds => "holds",
        Outcome::Broken => "broken",
        Outcome::CannotTell => "cannot-tell",
        Outcome::DoesNotApply => "does-not-apply",
    }
}

#[test]
fn every_case_of_law_comes_out_as_an_officer_expects() {
    let book = rulebook(&Files::embedded()).unwrap();
    let mut wrong = Vec::new();
    for (code, cases) in cases() {
        for case in cases {
            let found = outcome(&book, &code, &case);
            if found != case.expect {
                wrong.push(format!("{code} {}: expected {}, found {found}", case.name, case.expect));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_holding_and_a_broken_case_and_its_cases_have_names_of_their_own() {
    let book = rulebook(&Files::embedded()).unwrap();
    let cases = cases();
    for rule in &book.rules {
        let of_rule = cases.get(&rule.code).unwrap_or_else(|| panic!("{} has no case", rule.code));
        for needed in ["holds", "broken"] {
            assert!(of_rule.iter().any(|case| case.expect == needed), "{} has no case that {needed}", rule.code);
        }
        let names: BTreeSet<&str> = of_rule.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names.len(), of_rule.len(), "{}: two cases of one name", rule.code);
    }
    for code in cases.keys() {
        assert!(book.rule(code).is_some(), "{code} has cases but is no rule");
    }
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
