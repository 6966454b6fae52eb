//! Costs of projects through the programs: the public figures, spending refused, correction, both languages.

use super::{
    office::Office,
    on_a_day::{done, on, played, told},
};

const DAY: &str = "2026-02-02";
const NAME: &str = "पैक्स कंप्यूटरीकरण";

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// The project of the public figures.
fn pacs() -> Office {
    let office = Office::new();
    let add = |more: &[&str]| done(&office, DAY, &[&["project", "add", NAME, "--order", "1"][..], more].concat());
    add(&["--amount", "54.92 करोड़"]);
    add(&["--kind", "share", "--by", "centre", "--amount", "32.94 करोड़"]);
    add(&["--kind", "share", "--by", "राज्यांश", "--amount", "21.06 करोड़"]);
    office
}

#[test]
fn what_the_shares_leave_unexplained_is_told_until_it_is_put_right() {
    let office = pacs();
    assert_eq!(told(&office, DAY, &["project", "check"]), (1, codes(&["PRJ-103"])));
    let said = |lang: &str| on(&office, DAY, &["project", "check", NAME, "--lang", lang]).stdout;
    assert!(said("hi").contains("92,00,000") && said("hi").contains("हिसाब नहीं मिलता"), "{}", said("hi"));
    assert!(said("en").contains("92,00,000") && said("en").contains("stays unexplained"), "{}", said("en"));
    let rows = on(&office, DAY, &["project", "list", "--format", "csv"]).csv();
    let row = ["provided", "centre", "state", "left", "ends_on", "findings"].map(|key| rows[0][key].as_str());
    assert_eq!(row, ["549200000.00", "329400000.00", "210600000.00", "549200000.00", "", "1"]);
    let shown = done(&office, DAY, &["project", "show", NAME, "--fail-on", "never"]);
    assert_eq!(shown["lines"][2]["line"], "BR-HQ-PJ-3");
    let correct = ["project", "correct", NAME, "--line", "BR-HQ-PJ-3", "--set", "amount=21.98 करोड़"];
    assert_eq!(told(&office, DAY, &correct).0, 6, "an order or a reason");
    done(&office, DAY, &[&correct[..], &["--order", "2", "--dry-run"]].concat());
    assert_eq!(told(&office, DAY, &["project", "check"]).0, 1, "a dry run changed nothing");
    done(&office, DAY, &[&correct[..], &["--order", "2"]].concat());
    assert_eq!(told(&office, DAY, &["project", "check"]), (0, vec![]));
    office.chain();
}

#[test]
fn spending_goes_neither_over_the_head_nor_before_it_and_words_are_held_against_figures() {
    let office = pacs();
    let add = ["project", "add", NAME, "--head", "hardware", "--year", "2025-26", "--order", "3", "--amount", "1000"];
    let words = |words: &'static str| [&add[..], &["--words", words]].concat();
    assert_eq!(told(&office, DAY, &[&words("दो हजार")[..], &["--dry-run"]].concat()).1, codes(&["PRJ-101"]));
    assert_eq!(told(&office, DAY, &words("एक हजार रुपये मात्र")), (0, vec![]));
    let spend = |amount: &'static str, more: &[&'static str]| {
        let head = ["project", "spend", NAME, "--order", "4", "--head", "hardware", "--year", "2025-26", "--amount"];
        told(&office, DAY, &[&head[..], &[amount], more].concat())
    };
    let before = office.digest();
    assert_eq!(spend("1001", &[]), (6, codes(&["PRJ-104"])));
    assert_eq!(spend("10", &["--on", "2026-02-01"]), (6, codes(&["PRJ-109"])));
    assert_eq!(spend("10", &["--on", "2026-02-03"]), (6, codes(&["CAS-106"])));
    assert_eq!(spend("ten", &[]), (2, codes(&["CAS-122"])));
    assert_eq!(office.digest(), before, "a refusal changes nothing");
    assert_eq!(spend("1000", &[]), (0, vec![]));
    assert_eq!(spend("1", &[]), (6, codes(&["PRJ-104"])));
    for (arguments, code) in [
        (&["project", "spend", "nothing", "--amount", "1", "--order", "1"][..], 5),
        (&["project", "spend", NAME, "--amount", "1", "--head", "cloud", "--order", "1"], 6),
        (&["project", "add", NAME, "--kind", "share", "--amount", "1", "--order", "1"], 2),
        (&["project", "add", NAME, "--order", "1"], 2),
        (&["project", "correct", NAME, "--line", "x", "--set", "amount=1", "--order", "1"], 5),
        (&["project", "correct", NAME, "--line", "BR-HQ-PJ-1", "--set", "project=x", "--order", "1"], 2),
        (&["project", "show", "nothing"], 5),
    ] {
        assert_eq!(on(&office, DAY, arguments).code, code, "{arguments:?}");
    }
    let folder = office.folder().join("reports");
    let print = ["project", "print", NAME, "--format", "html,csv"];
    assert_eq!(on(&office, DAY, &print).code, 1, "its shares do not agree");
    let page = std::fs::read_to_string(folder.join("project_cost.html")).expect("a page");
    assert!(page.contains("54,92,00,000") && page.contains("hardware"), "{page}");
    office.chain();
}

#[test]
fn the_sample_of_projects_plays_with_the_public_figures() {
    let (office, said) = played("project.sh");
    assert!(said.contains("92,00,000"), "{said}");
    let rows = on(&office, DAY, &["project", "list", "--format", "csv"]).csv();
    let ends: Vec<&str> = rows.iter().map(|row| row["ends_on"].as_str()).collect();
    assert_eq!(ends, ["2026-10-06", ""], "three years were seen of one scheme, of the other nothing");
    let findings: Vec<&str> = rows.iter().map(|row| row["findings"].as_str()).collect();
    assert_eq!(findings, ["0", "1"]);
    assert_eq!(told(&office, "2026-10-07", &["project", "check", "निबंधक"]), (1, codes(&["PRJ-107"])));
    office.chain();
}
