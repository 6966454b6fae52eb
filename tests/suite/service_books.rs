//! Service books through the programs: opened or imported, the gate, verification, what is due, a correction, both languages.

use super::{
    office::{Office, run},
    on_a_day::{done, on, played, told},
};
use std::fs;

const DAY: &str = "2026-04-20";
const BY: [&str; 2] = ["--authority", "निबंधक"];

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A book opened here: born on the first of a month, appointed in July 2019.
fn opened() -> Office {
    let office = Office::new();
    let open =
        ["servicebook", "open", "E1", "--name", "मोहन सहनी", "--born", "1966-09-01", "--appointed", "2019-07-01"];
    let more = ["--at", "Patna", "--pay", "25500", "--mobile", "9800000017", "--order", "5"];
    let made = done(&office, DAY, &[&open[..], &more, &BY].concat());
    assert_eq!(made["entries"], serde_json::json!(["BR-HQ-SB-1", "BR-HQ-SB-2"]));
    office
}

fn add<'a>(event: &'a str, day: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["servicebook", "add", "E1", "--event", event, "--on", day][..], more].concat()
}

/// Kinds and days of what is due.
fn due(office: &Office, day: &str, more: &[&str]) -> (i32, Vec<(String, String)>) {
    let said = on(office, day, &[&["servicebook", "due", "--format", "csv"][..], more].concat());
    (said.code, said.csv().iter().map(|row| (row["kind"].clone(), row["on"].clone())).collect())
}

#[test]
fn what_is_due_follows_the_limits_of_the_office_and_none_before_it_has_any() {
    let office = opened();
    let until = ["--before", "2026-12-31"];
    let line = |kind: &str, on: &str| (kind.to_owned(), on.to_owned());
    // Verification and showing have their own source; for ages and intervals none was seen.
    let (code, before) = due(&office, DAY, &until);
    assert_eq!((code, before), (1, vec![line("verification", "2020-03-31"), line("shown", "2026-03-31")]));
    let said = on(&office, DAY, &[&["servicebook", "due"][..], &until].concat());
    assert!(
        said.stderr.contains("Retirement: no limit is in force for 1 books; enter it with clock set BR-SVC-01"),
        "{}",
        said.stderr
    );
    assert!(said.stderr.contains("SVB-217"), "a tenth of the books is asked for each year: {}", said.stderr);
    for set in [["BR-SVC-01", "--years", "60"], ["IN-SVC-06", "--months", "12"], ["IN-SVC-07", "--months", "24"]] {
        done(&office, DAY, &[&["clock", "set"][..], &set, &["--order", "11"]].concat());
    }
    let verify =
        ["servicebook", "verify", "E1", "--from", "2019-07-01", "--to", "2026-03-31", "--shown", "--reason", "x"];
    done(&office, DAY, &verify);
    let (code, now) = due(&office, DAY, &until);
    let lapsed =
        [line("increment", "2020-07-01"), line("confirmation", "2021-07-01"), line("retirement", "2026-08-31")];
    assert_eq!((code, now), (1, lapsed.to_vec()), "born on the first: the last day of the month before");
    done(&office, DAY, &add("confirmation", "2021-07-01", &[&BY[..], &["--order", "6"]].concat()));
    done(&office, DAY, &add("increment", "2025-07-01", &[&BY[..], &["--order", "7", "--pay", "26300"]].concat()));
    assert_eq!(due(&office, DAY, &[]), (0, vec![line("increment", "2026-07-01")]), "three months ahead");
    assert_eq!(
        due(&office, "2026-07-02", &["--kind", "increment"]),
        (1, vec![line("increment", "2026-07-01")]),
        "it has lapsed"
    );
    assert_eq!(due(&office, DAY, &["--months", "5", "--kind", "retirement"]).1, [line("retirement", "2026-08-31")]);
    assert_eq!(on(&office, DAY, &["servicebook", "due", "--kind", "magic"]).code, 2);
    let today = on(&office, "2026-07-02", &["today", "--service", "servicebook", "--format", "csv"]);
    assert_eq!(
        (today.code, today.csv()[0]["reason"].clone(), today.csv()[0]["number"].clone()),
        (1, "overdue".into(), "E1".into())
    );
    let hindi = on(&office, "2026-07-02", &["servicebook", "due", "--lang", "hi"]);
    let english = on(&office, "2026-07-02", &["servicebook", "due", "--lang", "en"]);
    assert!(hindi.stdout.contains("वार्षिक वेतनवृद्धि") && hindi.stdout.contains("विलंबित"), "{}", hindi.stdout);
    assert!(english.stdout.contains("Annual increment") && english.stdout.contains("overdue"), "{}", english.stdout);
    let rests_on = on(&office, DAY, &["servicebook", "due", "--months", "5", "--format", "csv"]).csv();
    let retirement = rests_on.iter().find(|row| row["kind"] == "retirement").expect("a line");
    assert!(retirement["rests_on"].contains("order of the office 11") && retirement["rests_on"].contains("unverified"));
    office.chain();
}

#[test]
fn an_entry_is_refused_with_every_reason_and_changes_nothing() {
    let office = opened();
    let before = office.digest();
    assert_eq!(
        told(&office, DAY, &add("leave", "2018-01-01", &["--reason", "x"])),
        (6, codes(&["SVB-102", "CAS-121", "CAS-121", "CAS-121", "SVB-107"]))
    );
    let less = [&BY[..], &["--order", "9", "--pay", "20000"]].concat();
    assert_eq!(told(&office, DAY, &add("increment", "2020-07-01", &less)), (6, codes(&["SVB-109"])));
    assert_eq!(told(&office, DAY, &add("birth", "1966-09-02", &["--order", "9"])), (6, codes(&["SVB-108"])));
    assert_eq!(told(&office, DAY, &add("training", "2026-05-01", &["--reason", "x"])), (6, codes(&["CAS-106"])));
    let open = [
        "servicebook",
        "open",
        "E1",
        "--name",
        "x",
        "--born",
        "1980-01-01",
        "--appointed",
        "2000-01-01",
        "--order",
        "1",
    ];
    assert_eq!(on(&office, DAY, &[&open[..], &BY].concat()).code, 6, "a book is opened once");
    let child = [
        "servicebook",
        "open",
        "E2",
        "--name",
        "x",
        "--born",
        "2000-01-01",
        "--appointed",
        "1999-01-01",
        "--order",
        "1",
    ];
    assert_eq!(told(&office, DAY, &[&child[..], &BY].concat()), (6, codes(&["SVB-202"])));
    let ahead = ["servicebook", "verify", "E1", "--from", "2026-04-01", "--to", "2027-03-31", "--reason", "x"];
    assert_eq!(told(&office, DAY, &ahead), (6, codes(&["SVB-112"])));
    for (arguments, code) in [
        (add("magic", "2020-01-01", &["--reason", "x"]), 2),
        (add("training", "2020-01-01", &[]), 6),
        (add("training", "2020-01-01", &["--reason", "x", "--set", "attested_by=me"]), 2),
        (vec!["servicebook", "show", "E9"], 5),
        (vec!["servicebook", "correct", "BR-HQ-SB-99", "--strike", "--order", "1"], 5),
        (vec!["servicebook", "attest", "E1", "--entry", "BR-HQ-SB-99", "--reason", "x"], 5),
    ] {
        assert_eq!(on(&office, DAY, &arguments).code, code, "{arguments:?}");
    }
    assert_eq!(office.digest(), before);
    let hindi = on(&office, DAY, &[&add("leave", "2018-01-01", &["--reason", "x"])[..], &["--lang", "hi"]].concat());
    assert!(hindi.stderr.contains("आदेश से ही दर्ज") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    done(&office, DAY, &add("transfer", "2022-01-10", &[&BY[..], &["--at", "Gaya", "--order", "3"]].concat()));
    let behind = add("promotion", "2021-01-10", &[&BY[..], &["--at", "Patna", "--order", "4"]].concat());
    assert_eq!(told(&office, DAY, &behind), (6, codes(&["SVB-106"])));
    done(&office, DAY, &[&behind[..], &["--late"]].concat());
}

#[test]
fn a_date_of_birth_is_altered_by_order_and_reason_alone_and_history_keeps_it() {
    let office = opened();
    done(&office, DAY, &["servicebook", "attest", "E1", "--reason", "x", "--officer", "ravi"]);
    let attested = |office: &Office| {
        let rows = on(office, DAY, &["servicebook", "show", "E1", "--part", "1", "--format", "csv"]).csv();
        (rows[0]["on"].clone(), rows[0]["attested_by"].clone(), rows[0]["corrects"].clone())
    };
    assert_eq!(attested(&office), ("1966-09-01".into(), "ravi".into(), String::new()));
    let correct = ["servicebook", "correct", "BR-HQ-SB-1", "--set", "event_on=1967-09-01"];
    assert_eq!(told(&office, DAY, &[&correct[..], &["--reason", "x"]].concat()), (6, codes(&["SVB-114"])));
    assert_eq!(told(&office, DAY, &[&correct[..], &["--order", "4"]].concat()), (6, codes(&["SVB-115"])));
    let both = [&correct[..], &["--order", "4", "--reason", "certificate"]].concat();
    let before = office.digest();
    assert_eq!(done(&office, DAY, &[&both[..], &["--dry-run"]].concat())["dry_run"], true);
    assert_eq!(office.digest(), before);
    assert_eq!(done(&office, DAY, &both)["changed"], true);
    let (born, by, corrects) = attested(&office);
    assert_eq!((born.as_str(), by.as_str()), ("1967-09-01", ""), "nobody has seen it so yet");
    assert!(corrects.ends_with("(4)"), "{corrects}");
    assert_eq!(done(&office, DAY, &both)["changed"], false);
    // What is struck out is no longer in the book, and a second date of birth may be entered.
    done(
        &office,
        DAY,
        &["servicebook", "correct", "BR-HQ-SB-1", "--strike", "--order", "5", "--reason", "wrong person"],
    );
    let found = told(&office, DAY, &["servicebook", "check", "E1"]);
    assert_eq!(found, (0, codes(&["SVB-209", "SVB-205"])));
    done(&office, DAY, &add("birth", "1967-09-01", &["--order", "6"]));
    office.chain();
}

#[test]
fn an_imported_book_is_worked_on_from_where_it_ended_and_its_contradictions_are_told() {
    let office = Office::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    let book = "\
कर्मचारी कोड,भाग,घटना,घटना तिथि,आदेश संख्या,से,तक,कार्यालय,विवरण,सत्यापक,अनुप्रमाणक,लाल स्याही,संशोधित प्रविष्टि,कर्मचारी का नाम,मूल वेतन
E1,1,जन्म तिथि,14-05-1970,,,,,मैट्रिक,,,,,सीता देवी,
E1,3,नियुक्ति,01-07-1995,12,,,पटना,लिपिक,,रवि,,,,2000
E1,3,स्थानांतरण,01-01-1997,13,,31-01-1998,गया,,,,,,,
E1,3,स्थानांतरण,01-01-1998,14,,,पटना,,,,,,,1500
E1,9,सत्यापन,05-04-1996,,01-07-1995,31-03-1996,पटना,,रवि,रवि,,,,
";
    fs::write(&path, book).expect("a file");
    let folder = office.folder();
    let import = ["--office", folder.to_str().expect("UTF-8"), "import", path.to_str().expect("UTF-8")];
    let made = run("coop-migrate", &[&import[..], &["--format", "json"]].concat(), b"");
    assert!(made.code <= 1, "{}{}", made.stdout, made.stderr);
    let listed = on(&office, DAY, &["servicebook", "list", "--format", "json"]).json()["data"].clone();
    assert_eq!(
        (&listed["count"], &listed["rows"][0]["name"], &listed["rows"][0]["entries"]),
        (&1.into(), &"सीता देवी".into(), &5.into())
    );
    let found = told(&office, DAY, &["servicebook", "check", "E1"]);
    assert_eq!(found, (1, codes(&["SVB-201", "SVB-206", "SVB-205", "SVB-212"])));
    let open = [
        "servicebook",
        "open",
        "E1",
        "--name",
        "x",
        "--born",
        "1970-05-14",
        "--appointed",
        "1995-07-01",
        "--order",
        "1",
    ];
    assert_eq!(on(&office, DAY, &[&open[..], &BY].concat()).code, 6, "a book from paper is open");
    let over = ["servicebook", "verify", "E1", "--from", "1996-01-01", "--to", "1997-03-31", "--reason", "x"];
    assert_eq!(told(&office, DAY, &over), (6, codes(&["SVB-111"])), "verified already");
    let next = ["servicebook", "verify", "सीता देवी", "--from", "1996-04-01", "--to", "2026-03-31", "--reason", "x"];
    done(&office, DAY, &next);
    let rows = on(&office, DAY, &["servicebook", "show", "E1", "--part", "3", "--format", "csv"]).csv();
    let transfer = rows.iter().find(|row| row["to"] == "1998-01-31").expect("the transfer");
    let until = ["servicebook", "correct", &transfer["entry"], "--set", "to=1997-12-31", "--order", "7"];
    done(&office, DAY, &until);
    assert_eq!(told(&office, DAY, &["servicebook", "check", "E1"]), (1, codes(&["SVB-206", "SVB-212"])));
    // Taking the import back takes its correction along; what was entered here stays.
    let undo = ["--office", folder.to_str().expect("UTF-8"), "undo", "B0001", "--reason", "x"];
    assert_eq!(run("coop-migrate", &undo, b"").code, 0);
    let left = on(&office, DAY, &["servicebook", "show", "E1", "--format", "csv"]).csv();
    assert_eq!((left.len(), left[0]["event"].as_str()), (1, "verification"));
    office.chain();
}

#[test]
fn the_book_on_paper_has_a_section_a_part_in_both_languages_and_the_public_list_no_names() {
    let office = opened();
    let made = tempfile::tempdir().expect("a folder");
    let out = made.path().to_str().expect("UTF-8");
    for (language, words) in [
        ("hi", ["सेवापुस्तिका", "भाग 12. पेंशन प्रस्ताव", "मोहन सहनी"]),
        ("en", ["Service book", "Part 12. Pension proposals", "मोहन सहनी"]),
    ] {
        let said = on(&office, DAY, &["servicebook", "print", "E1", "--format", "html", "-o", out, "--lang", language]);
        assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
        let page = fs::read_to_string(made.path().join("service_book-E1.html")).expect("a page");
        assert!(words.iter().all(|word| page.contains(word)), "{words:?}");
        let part = if language == "hi" { "भाग" } else { "Part" };
        assert!((1..=12).all(|number| page.contains(&format!("{part} {number}. "))), "a section for each part");
    }
    on(&office, DAY, &["servicebook", "print", "E1", "--format", "csv", "--format", "xlsx", "-o", out]);
    let third = fs::read_to_string(made.path().join("service_book-E1.part_03.csv")).expect("a part");
    assert!(third.contains("2019-07-01") && third.contains("25500.00"), "{third}");
    assert!(made.path().join("service_book-E1.xlsx").is_file());
    let public = on(&office, DAY, &["servicebook", "list", "--public", "--format", "csv"]);
    assert!(!public.stdout.contains("मोहन") && !public.stdout.contains("E1"), "{}", public.stdout);
    assert_eq!((public.csv()[0]["office"].as_str(), public.csv()[0]["employees"].as_str()), ("Patna", "1"));
    let shown = on(&office, DAY, &["servicebook", "show", "E1", "--format", "csv"]);
    assert!(!shown.stdout.contains("98000") && !shown.stdout.contains("25500"), "{}", shown.stdout);
}

#[test]
fn a_message_waits_in_the_outbox_and_nothing_is_sent() {
    let office = opened();
    let tell = ["servicebook", "tell", "E1", "--reason", "x"];
    let made = done(&office, DAY, &tell);
    assert!(made["text"].as_str().unwrap_or_default().contains("2019-07-01 – 2026-03-31"), "{made}");
    let waiting = on(&office, DAY, &["outbox", "list", "--format", "csv"]);
    assert_eq!((waiting.csv().len(), waiting.csv()[0]["state"].as_str()), (1, "waiting"));
    assert!(!waiting.stdout.contains("98000"), "no telephone in a list: {}", waiting.stdout);
    let verify = ["servicebook", "verify", "E1", "--from", "2019-07-01", "--to", "2026-03-31", "--reason", "x"];
    done(&office, DAY, &verify);
    assert_eq!(on(&office, DAY, &tell).code, 2, "nothing to tell");
    done(&office, DAY, &[&tell[..], &["--matter", "training on Monday"]].concat());
}

#[test]
fn the_sample_of_a_service_book_plays_to_the_printed_book() {
    let (office, said) = played("servicebook.sh");
    assert!(said.contains("service_book-पट_17.html") && said.contains("SVB-205"), "{said}");
    office.chain();
}
