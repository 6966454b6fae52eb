//! The register of societies worked by itself: entered, changed, corrected, cancelled; its history, standing and extract.

use super::{
    office::Office,
    on_a_day::{done, on, played, told},
};
use serde_json::Value;

const DAY: &str = "2025-12-01";

fn entered() -> Office {
    let office = Office::new();
    let add = [
        "society",
        "add",
        "--set",
        "reg_no=12/1957",
        "--set",
        "reg_date=12.03.1975",
        "--set",
        "name_hi=रामपुर पैक्स",
        "--set",
        "district=Patna",
        "--set",
        "class=pacs",
        "--set",
        "act=bihar_1935",
        "--reason",
        "पंजी में छूटी",
    ];
    let data = done(&office, DAY, &add);
    assert_eq!((data["society"].as_str(), data["changed"].as_bool()), (Some("BR-HQ-S-1"), Some(true)));
    office
}

/// The values of a column of a listing.
fn column(data: &Value, key: &str) -> Vec<String> {
    let rows = data["rows"].as_array().expect("rows");
    rows.iter().map(|row| row[key].as_str().map_or_else(|| row[key].to_string(), str::to_owned)).collect()
}

#[test]
fn what_was_entered_wrong_is_corrected_from_a_page_and_the_extract_says_so() {
    let office = entered();
    let wrong = told(&office, DAY, &["society", "add", "--set", "reg_no=13", "--set", "colour=red", "--order", "4"]);
    assert_eq!(wrong.0, 2, "{wrong:?}");
    assert!(wrong.1.contains(&"SOC-101".to_owned()) && wrong.1.contains(&"CAS-121".to_owned()));
    let twice = [
        "society",
        "add",
        "--set",
        "reg_no=12/1957",
        "--set",
        "reg_date=1958-01-01",
        "--set",
        "name_en=Other",
        "--set",
        "district=Patna",
        "--set",
        "class=pacs",
        "--order",
        "4",
    ];
    assert_eq!(told(&office, DAY, &twice), (6, vec!["CAS-119".to_owned()]));
    assert_eq!(
        on(&office, DAY, &["society", "amend", "12/1957", "--set", "village=मनेर"]).code,
        6,
        "no order, no reason"
    );
    let amend = ["society", "amend", "12/1957", "--set", "village=मनेर", "--on", "2020-04-01", "--order", "8/2020"];
    let dry = done(&office, DAY, &[&amend[..], &["--dry-run"]].concat());
    assert_eq!((dry["dry_run"].as_bool(), dry["day_no"].is_null()), (Some(true), true));
    done(&office, DAY, &amend);
    assert_eq!(done(&office, DAY, &amend)["changed"], false, "the same again changes nothing");
    let correct = ["society", "correct", "12/1957", "--set", "reg_date=1957-03-12", "--page", "पंजी 3 पृ. 41"];
    done(&office, DAY, &correct);
    let history = done(&office, DAY, &["society", "history", "12/1957"]);
    assert_eq!(column(&history, "what"), ["entered", "changed", "corrected"]);
    assert_eq!(column(&history, "order")[1], "8/2020");
    assert_eq!(column(&history, "reason")[2], "पंजी 3 पृ. 41");
    assert_eq!(column(&history, "facts")[2], "reg_date: 1975-03-12 → 1957-03-12");
    // In force from the right day, as it is known now; known before, from the wrong one.
    let at_birth = on(&office, "1960-01-01", &["society", "show", "BR-HQ-S-1"]);
    assert_eq!(at_birth.code, 0, "{}", at_birth.stderr);
    let only = done(&office, DAY, &["society", "history", "12/1957", "--corrections"]);
    assert_eq!(column(&only, "what"), ["corrected"]);
    for (language, heading) in [("hi", "सुधारे गए तथ्य"), ("en", "Corrected")] {
        let to = office.folder().join("papers").join(language);
        let arguments =
            ["society", "extract", "12/1957", "--format", "html", "--lang", language, "-o", to.to_str().unwrap()];
        let said = on(&office, DAY, &arguments);
        assert_eq!(said.code, 0, "{}", said.stderr);
        let file = std::fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
        let page = std::fs::read_to_string(file).unwrap();
        assert!(page.contains(heading) && page.contains("12-03-1975") && page.contains("पंजी 3 पृ. 41"), "{language}");
        // On a day before the village was told, the extract does not have it.
        let to = to.join("before");
        let arguments =
            ["society", "extract", "12/1957", "--format", "html", "--lang", language, "-o", to.to_str().unwrap()];
        on(&office, "2019-12-31", &arguments);
        let file = std::fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
        assert!(!std::fs::read_to_string(file).unwrap().contains("मनेर") && page.contains("मनेर"));
    }
    assert_eq!(on(&office, DAY, &["society", "extract", "12/1957", "--known-on", "2020-01-01", "-o", "x"]).code, 5);
}

#[test]
fn standing_is_explained_in_both_languages_and_counted_over_all() {
    let office = entered();
    let explained = ["society", "standing", "explain", "12/1957"];
    let data = done_with(&office, &explained, 1);
    let returns = data["data"]["rows"].as_array().unwrap().iter().filter(|row| row["clause"] == "returns");
    assert_eq!(returns.clone().count(), 3);
    assert!(returns.clone().all(|row| row["held"] == "broken" && row["basis"].as_str().unwrap().contains("CN-RET-01")));
    let codes: Vec<&str> = data["findings"].as_array().unwrap().iter().filter_map(|f| f["code"].as_str()).collect();
    assert!(codes.contains(&"STD-202") && codes.contains(&"STD-105"), "{codes:?}");
    let hi = on(&office, DAY, &[&explained[..], &["--lang", "hi"]].concat());
    let en = on(&office, DAY, &[&explained[..], &["--lang", "en"]].concat());
    assert!(hi.stdout.contains("वार्षिक विवरणी दाखिल") && hi.stdout.contains("तुलना हेतु"), "{}", hi.stdout);
    assert!(en.stdout.contains("Annual return filed") && en.stdout.contains("as a comparison"), "{}", en.stdout);
    assert_eq!((hi.code, en.code), (1, 1));
    let all = done_with(&office, &["society", "standing", "list", "--class", "pacs"], 1);
    assert_eq!(all["data"]["rows"][0]["broken"], "returns; audit");
    let none = done_with(&office, &["society", "standing", "list", "--class", "dairy"], 0);
    assert_eq!(none["data"]["rows"].as_array().map(Vec::len), Some(0));
    // A year later a fourth year counts, the oldest no more.
    assert_eq!(on(&office, "2026-12-01", &explained).code, 1);
}

/// The whole answer of a command that ends with a code.
fn done_with(office: &Office, arguments: &[&str], code: i32) -> Value {
    let said = on(office, DAY, &[arguments, &["--format", "json"]].concat());
    assert_eq!(said.code, code, "{}{}", said.stdout, said.stderr);
    said.json()
}

#[test]
fn a_registration_is_cancelled_only_after_its_winding_up() {
    let office = entered();
    let cancel = ["society", "cancel", "12/1957", "--order", "77/2025"];
    for (language, words) in [("hi", "परिसमापन अभिलेख पर नहीं"), ("en", "has no winding up on record")]
    {
        let said = on(&office, DAY, &[&cancel[..], &["--lang", language]].concat());
        assert!(said.code == 6 && said.stderr.contains(words), "{}", said.stderr);
    }
    // A winding up of the book that ended with its final report.
    let book = office.folder().join("book.csv");
    let rows = "समिति पंजीयन संख्या,जिला,आदेश सं.,आदेश तिथि,अंतिम प्रतिवेदन तिथि\n12/1957,पटना,5,2024-01-01,2025-03-01\n";
    std::fs::write(&book, rows).unwrap();
    let folder = office.folder();
    let import = ["--office", folder.to_str().unwrap(), "import", book.to_str().unwrap(), "--register", "liquidation"];
    let imported = super::office::run("coop-migrate", &import, b"");
    assert!(imported.code <= 1, "{}{}", imported.stdout, imported.stderr);
    let ended = on(&office, DAY, &[&cancel[..], &["--format", "json"]].concat());
    assert_eq!(ended.json()["data"]["stage"], "cancelled", "{}{}", ended.stdout, ended.stderr);
    let status = |day: &str| {
        let rows = on(&office, day, &["society", "show", "12/1957", "--format", "csv"]).csv();
        rows.iter().find(|row| row["field"] == "status").map(|row| row["value"].clone()).unwrap_or_default()
    };
    assert_eq!((status("2025-11-30").as_str(), status(DAY).as_str()), ("functional", "cancelled"));
    assert_eq!(told(&office, DAY, &cancel), (6, vec!["CAS-108".to_owned(), "CAS-110".to_owned()]));
    let amend = ["society", "amend", "12/1957", "--set", "village=x", "--order", "78"];
    assert_eq!(told(&office, DAY, &amend), (6, vec!["CAS-110".to_owned()]));
}

#[test]
fn the_sample_of_the_register_of_societies_plays_whole() {
    let (office, said) = played("society.sh");
    assert!(said.contains("BR-HQ-S-1"), "{said}");
    let history = done(&office, DAY, &["society", "history", "12/1957"]);
    assert_eq!(column(&history, "what"), ["entered", "changed", "corrected"]);
}
