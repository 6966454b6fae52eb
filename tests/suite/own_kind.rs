//! A kind of case of an office's own, from data alone: the worked example of ARCHITECTURE.md (`examples/own_sale`).

use super::{
    office::{Office, repository},
    on_a_day::on,
};
use std::{fs, path::Path};

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

/// The catalogue with the example laid over it.
fn catalogue(office: &Office) -> String {
    let folder = office.folder().join("my-catalogue");
    copied(&repository("catalogue"), &folder);
    copied(&repository("examples/own_sale/catalogue"), &folder);
    let clocks = fs::read_to_string(folder.join("clocks.csv")).expect("clocks");
    let own = fs::read_to_string(repository("examples/own_sale/clocks.csv")).expect("its clock");
    fs::write(folder.join("clocks.csv"), clocks + &own).expect("written");
    folder.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_register_a_service_and_a_clock_make_a_kind_of_case() {
    let office = Office::new();
    let catalogue = catalogue(&office);
    let at = |day: &str, arguments: &[&str]| on(&office, day, &[&["--catalogue", &catalogue][..], arguments].concat());
    let well = |day: &str, arguments: &[&str]| {
        let said = at(day, &[arguments, &["--format", "json"]].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {}{}", said.stdout, said.stderr);
        said.json()["data"].clone()
    };
    let add = [
        "society",
        "add",
        "--set",
        "reg_no=12/1957",
        "--set",
        "reg_date=1957-03-12",
        "--set",
        "name_hi=रामपुर पैक्स",
        "--set",
        "district=Patna",
        "--set",
        "class=pacs",
        "--reason",
        "list",
    ];
    well("2026-01-05", &add);
    let receive = ["application", "receive", "--service", "own_sale", "गोदाम, खाता 12"];
    // Its society is asked for by the data.
    let refused = at("2026-01-05", &receive);
    assert!(refused.code == 2 && refused.stderr.contains("CAS-121"), "{}", refused.stderr);
    let opened = well("2026-01-05", &[&receive[..], &["--set", "society=12/1957", "--set", "value=4,50,000"]].concat());
    assert_eq!((opened["case"].as_str(), opened["number"].as_str()), (Some("BR-HQ-XS-1"), Some("1/2025-26")));
    let act = ["application", "act", "--service", "own_sale", "1/2025-26"];
    let too_soon = at("2026-01-06", &[&act[..], &["--do", "permit", "--order", "9", "--lang", "hi"]].concat());
    assert!(too_soon.code == 6 && too_soon.stderr.contains("मूल्यांकित"), "{}", too_soon.stderr);
    let bare = at("2026-01-06", &[&act[..], &["--do", "value", "--reason", "report"]].concat());
    assert!(bare.code == 6 && bare.stderr.contains("CAS-141"), "{}", bare.stderr);
    // No limit until the office sets one; then it runs out.
    assert_eq!(at("2026-03-01", &["today"]).code, 0);
    well("2026-01-07", &["clock", "set", "OWN-SALE-01", "--days", "30", "--order", "5/2026"]);
    let due = at("2026-03-01", &["today", "--format", "json"]);
    assert_eq!((due.code, due.json()["data"]["rows"][0]["reason"].as_str()), (1, Some("overdue")));
    well("2026-03-02", &[&act[..], &["--do", "value", "--papers", "valuation", "--reason", "report"]].concat());
    well("2026-03-03", &[&act[..], &["--do", "permit", "--order", "9/2026"]].concat());
    let correct =
        ["application", "correct", "--service", "own_sale", "1/2025-26", "--event", "2", "--on", "2026-03-02"];
    well("2026-03-04", &[&correct[..], &["--reason", "order sheet"]].concat());
    for (language, word) in [("hi", "अनुमत"), ("en", "Permitted")] {
        let shown =
            at("2026-03-04", &["application", "show", "--service", "own_sale", "1/2025-26", "--lang", language]);
        assert!(shown.stdout.contains(word) && shown.stdout.contains("02-03-2026"), "{}", shown.stdout);
    }
    // The chain, seals and current tables of the register of its own hold like those of all others.
    well("2026-03-04", &["db", "check"]);
    well("2026-03-04", &["ledger", "verify"]);
    // Without the catalogue that has it the register is not opened.
    let without = on(&office, "2026-03-04", &["society", "list"]);
    assert!(without.code == 4 && without.stderr.contains("own_sale"), "{}", without.stderr);
}

#[test]
fn a_register_that_no_step_makes_is_told_unless_it_is_the_offices_own() {
    let office = Office::new();
    let catalogue = catalogue(&office);
    let registers = Path::new(&catalogue).join("registers");
    fs::rename(registers.join("own_sale.toml"), registers.join("sale.toml")).expect("renamed");
    let service = Path::new(&catalogue).join("services/own_sale.toml");
    fs::remove_file(service).expect("removed");
    fs::rename(Path::new(&catalogue).join("headings/own_sale.toml"), Path::new(&catalogue).join("headings/sale.toml"))
        .expect("renamed");
    let said = on(&office, "2026-01-05", &["--catalogue", &catalogue, "society", "list"]);
    assert!(said.code == 4 && said.stderr.contains("sale"), "{}", said.stderr);
}
