//! An application from receipt to certificate, through the programs: the gate, the clock, a correction, both languages.

use super::{
    office::{Office, Ran},
    on_a_day::{done, on, played},
};

fn codes(said: &serde_json::Value) -> Vec<String> {
    let all = said["findings"].as_array().expect("findings");
    all.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}

const NAME: &str = "मनेर दुग्ध उत्पादक सहकारी समिति";

/// An application of 1 October, taken up, with a memo of defects of the 11th.
fn with_query() -> Office {
    let office = Office::new();
    let facts = ["--set", "member_count=14", "--set", "area=मनेर", "--set", "share_capital=50,000"];
    let receive = [&["application", "receive", NAME, "--class", "dairy", "--on", "2025-10-01"][..], &facts].concat();
    let opened = done(&office, "2025-10-01", &receive);
    assert_eq!((&opened["number"], &opened["case"]), (&"1/2025-26".into(), &"BR-HQ-AP-1".into()));
    let papers = ["--papers", "form,byelaws,members,bank,viability,identity,area"];
    let scrutinise = ["application", "scrutinise", "1/2025-26", "--on", "2025-10-03", "--reason", "taken up"];
    done(&office, "2025-10-03", &[&scrutinise[..], &papers].concat());
    let query =
        ["application", "query", "1/2025-26", "--remark", "कार्यवृत्त नहीं; 9999 4105 7058", "--reply-by", "2025-10-31"];
    done(&office, "2025-10-11", &query);
    office
}

fn clock_of(office: &Office, day: &str) -> serde_json::Value {
    done(office, day, &["application", "show", "1/2025-26"])["clocks"][0].clone()
}

#[test]
fn an_application_goes_from_receipt_over_a_query_to_a_registered_society() {
    let office = with_query();
    // The State's limit was not sourced: no date, until the office sets its own by order.
    let clock = clock_of(&office, "2025-10-12");
    assert_eq!((&clock["standing"], &clock["due_on"]), (&"no_limit".into(), &serde_json::Value::Null));
    assert!(clock["rests_on"].as_str().is_some_and(|said| said.contains("unverified")), "{clock}");
    let set = ["clock", "set", "BR-REG-02", "--days", "30", "--on", "2025-04-01"];
    assert_eq!(on(&office, "2025-10-12", &set).code, 6, "a limit is set by order");
    done(&office, "2025-10-12", &[&set[..], &["--order", "12/2025"]].concat());
    assert_eq!(clock_of(&office, "2025-10-12")["standing"], "stopped");
    done(
        &office,
        "2025-10-31",
        &["application", "cure", "1/2025-26", "--reason", "minutes lodged", "--papers", "minutes"],
    );
    let clock = clock_of(&office, "2025-11-01");
    assert_eq!((&clock["standing"], &clock["due_on"]), (&"running".into(), &"2025-11-20".into()));
    assert_eq!(clock["stops"], serde_json::json!([["2025-10-11", "2025-10-31"]]));
    // As it was known on an earlier day.
    let listed = on(&office, "2025-10-20", &["application", "list", "--format", "csv"]).csv();
    assert_eq!((listed[0]["stage"].as_str(), listed[0]["clock"].as_str()), ("query", "stopped"));

    let decide = ["application", "decide", "1/2025-26", "--result", "registered", "--order", "45/2025"];
    let facts = ["--registration-no", "77/PAT/2025", "--district", "पटना"];
    let before = office.digest();
    let dry = done(&office, "2025-11-18", &[&decide[..], &facts, &["--dry-run"]].concat());
    assert_eq!((dry["day_no"].is_null(), office.digest()), (true, before));
    let decided = done(&office, "2025-11-18", &[&decide[..], &facts].concat());
    assert_eq!((&decided["stage"], &decided["gave"]), (&"registered".into(), &"BR-HQ-S-1".into()));
    let shown = on(&office, "2025-11-18", &["society", "show", "77/PAT/2025", "--format", "csv"]).csv();
    let value = |key: &str| shown.iter().find(|row| row["field"] == key).map(|row| row["value"].clone());
    assert_eq!(value("name_hi").as_deref(), Some(NAME));
    assert_eq!(value("application").as_deref(), Some("BR-HQ-AP-1"));
    assert_eq!(value("reg_date").as_deref(), Some("2025-11-18"));
    assert_eq!(clock_of(&office, "2025-12-01")["standing"], "met");

    // The day of the decision was written wrongly; it is put right everywhere, and the chain holds.
    let correct = ["application", "correct", "1/2025-26", "--event", "4", "--on", "2025-11-25", "--order", "46/2025"];
    done(&office, "2025-12-01", &correct);
    let shown = on(&office, "2025-12-01", &["society", "show", "BR-HQ-S-1", "--format", "csv"]).csv();
    assert!(shown.iter().any(|row| row["field"] == "reg_date" && row["value"] == "2025-11-25"), "{shown:?}");
    let clock = clock_of(&office, "2025-12-01");
    assert_eq!((&clock["standing"], &clock["due_on"]), (&"late".into(), &"2025-11-20".into()));
    let listed = on(&office, "2025-11-24", &["application", "list", "--format", "csv"]).csv();
    assert_eq!(listed[0]["stage"], "scrutiny", "not registered before the day it was");
    done(
        &office,
        "2025-12-01",
        &["application", "correct", "1/2025-26", "--set", "area=मनेर खास", "--order", "47/2025"],
    );
    let receipt = ["application", "correct", "1/2025-26", "--event", "0", "--on", "2025-10-02", "--order", "47/2025"];
    done(&office, "2025-12-01", &receipt);
    assert_eq!(clock_of(&office, "2025-12-01")["due_on"], "2025-11-21", "a day later received, a day later due");
    let on_the_first = on(&office, "2025-10-01", &["application", "list", "--format", "csv"]);
    assert_eq!(on_the_first.csv().len(), 0, "not received before the day it was: {}", on_the_first.stdout);
    let year = ["application", "correct", "1/2025-26", "--event", "0", "--on", "2025-03-31", "--order", "47/2025"];
    assert_eq!(on(&office, "2025-12-01", &year).code, 6, "its number is one of this year");
    for field in ["decision=refused", "serial=7", "defect_memo_on=2025-10-12"] {
        let set = ["application", "correct", "1/2025-26", "--set", field, "--order", "1"];
        assert_eq!(on(&office, "2025-12-01", &set).code, 6, "{field} is not corrected by itself");
    }
    let backwards = ["application", "correct", "1/2025-26", "--event", "4", "--on", "2025-10-30", "--order", "1"];
    assert_eq!(on(&office, "2025-12-01", &backwards).code, 6, "not before the act before it");
    office.chain();
}

#[test]
fn the_gate_refuses_in_one_pass_and_names_stage_rule_and_what_is_allowed_in_both_languages() {
    let office = with_query();
    let before = office.digest();
    let decide = ["application", "decide", "1/2025-26", "--result", "refused", "--on", "2025-10-05"];
    let refused = on(&office, "2025-10-12", &[&decide[..], &["--format", "json"]].concat());
    let said = refused.json();
    assert_eq!(
        (refused.code, codes(&said)),
        (6, ["CAS-101", "CAS-105", "CAS-102", "CAS-114"].map(String::from).into())
    );
    assert_eq!(said["error"]["details"].as_array().map(Vec::len), Some(4));
    let one = [&decide[..5], &["--order", "1", "--remark", "x"]].concat();
    let english = on(&office, "2025-10-12", &one);
    let lines: Vec<&str> = english.stderr.lines().collect();
    assert_eq!((english.code, lines.len()), (6, 2), "{}", english.stderr);
    for part in ["CAS-101", "Defect memo out", "cure (Defects cured)", "[secondary source]"] {
        assert!(lines[0].contains(part), "{part}: {}", lines[0]);
    }
    let hindi = on(&office, "2025-10-12", &[&one[..], &["--lang", "hi"]].concat());
    for part in ["त्रुटि पत्र जारी", "cure (त्रुटि पूर्ति)", "[द्वितीयक स्रोत]", "क्या करें"]
    {
        assert!(hindi.stderr.contains(part), "{part}: {}", hindi.stderr);
    }
    assert_eq!(office.digest(), before, "a refusal changes nothing");
    let lapse = ["application", "decide", "1/2025-26", "--result", "lapsed", "--order", "3"];
    let early = on(&office, "2025-10-31", &[&lapse[..], &["--format", "json"]].concat());
    assert_eq!((early.code, codes(&early.json())), (6, vec!["CAS-112".to_owned()]));
    done(&office, "2025-11-01", &lapse);
    let late = on(&office, "2025-11-02", &["application", "cure", "1/2025-26", "--reason", "x", "--format", "json"]);
    assert_eq!((late.code, codes(&late.json())), (6, vec!["CAS-108".to_owned()]));
    // What was told and cannot be read is not missing too; a number of identity is not taken.
    let unread = ["application", "receive", "नई समिति", "--class", "nonsense", "--set", "area=9999 4105 7058"];
    let unread = on(&office, "2025-11-02", &[&unread[..], &["--format", "json"]].concat());
    assert_eq!((unread.code, codes(&unread.json())), (2, vec!["CAS-122".to_owned(); 2]));
    for (arguments, code) in [
        (&["application", "show", "9/2025-26"][..], 5),
        (&["application", "list", "--stage", "nowhere"], 2),
        (&["application", "list", "--service", "nothing"], 2),
        (&["application", "decide", "1/2025-26", "--result", "deemed"], 2),
        (&["clock", "show", "BR-REG-99"], 5),
        (&["clock", "set", "BR-REG-01", "--days", "3", "--order", "1"], 6),
    ] {
        assert_eq!(on(&office, "2025-11-02", arguments).code, code, "{arguments:?}");
    }
}

#[test]
fn today_lists_what_has_run_out_and_what_silence_means_and_decides_nothing() {
    let office = with_query();
    done(&office, "2025-10-12", &["clock", "set", "BR-REG-02", "--days", "30", "--order", "1", "--on", "2025-10-01"]);
    done(&office, "2025-10-20", &["application", "cure", "1/2025-26", "--reason", "x", "--to", "ravi"]);
    // Under the Multi-State Act of before 2023 silence for four months counted as registration.
    let old = ["application", "receive", "Two States Society", "--class", "multipurpose", "--on", "2022-04-01"];
    done(&office, "2025-10-20", &[&old[..], &["--set", "act=mscs_2002", "--set", "member_count=60"]].concat());
    let rows = |said: &Ran| {
        let row = |row: &std::collections::BTreeMap<String, String>| {
            (row["reason"].clone(), row["on"].clone(), row["number"].clone())
        };
        said.csv().iter().map(row).collect::<Vec<_>>()
    };
    let line = |reason: &str, on: &str, number: &str| (reason.to_owned(), on.to_owned(), number.to_owned());
    let before = on(&office, "2025-11-03", &["today", "--desk", "ravi", "--format", "csv"]);
    assert_eq!((before.code, rows(&before)), (0, vec![line("due", "2025-11-09", "1/2025-26")]));
    let after = on(&office, "2025-11-10", &["today", "--format", "csv"]);
    let both = vec![line("deemed_granted", "2022-08-01", "1/2022-23"), line("overdue", "2025-11-09", "1/2025-26")];
    assert_eq!((after.code, rows(&after)), (1, both));
    let stage = |number: &str| done(&office, "2025-11-10", &["application", "show", number])["stage"].clone();
    assert_eq!((stage("1/2022-23"), stage("1/2025-26")), ("received".into(), "scrutiny".into()));
    let hindi = on(&office, "2025-11-10", &["today", "--lang", "hi"]);
    assert!(hindi.stdout.contains("माना गया स्वीकृत") && hindi.stdout.contains("विलंबित"), "{}", hindi.stdout);
}

#[test]
fn officers_act_within_their_posting_and_powers_once_they_are_registered() {
    let office = with_query();
    let why = ["--order", "posting/1"];
    let add =
        ["officer", "add", "ravi", "--name", "रवि कुमार", "--post", "जिला सहकारिता पदाधिकारी", "--from", "2025-09-01"];
    assert_eq!(on(&office, "2025-10-12", &add).code, 6, "an act rests on an order or a reason");
    done(&office, "2025-10-12", &[&add[..], &why].concat());
    assert_eq!(on(&office, "2025-10-12", &[&add[..], &why].concat()).code, 6, "a login is registered once");
    let cure = ["application", "cure", "1/2025-26", "--reason", "x", "--format", "json"];
    let stranger = on(&office, "2025-10-12", &[&cure[..], &["--officer", "someone"]].concat());
    assert_eq!((stranger.code, codes(&stranger.json())), (6, vec!["CAS-103".to_owned()]));
    assert_eq!(on(&office, "2025-10-12", &[&cure[..], &["--officer", "ravi"]].concat()).code, 0);
    let refuse = ["application", "decide", "1/2025-26", "--result", "refused", "--order", "9", "--remark", "कारण"];
    let refuse = [&refuse[..], &["--officer", "ravi", "--format", "json"]].concat();
    assert_eq!(codes(&on(&office, "2025-10-13", &refuse).json()), ["CAS-104"]);
    let power = ["officer", "delegate", "ravi", "--power", "registration", "--section", "6(1)-(2)"];
    let power = [&power[..], &["--notification", "26.12.2008", "--from", "2025-09-01"], &why].concat();
    done(&office, "2025-10-13", &power);
    let listed = on(&office, "2025-10-13", &["officer", "list", "--format", "csv"]).csv();
    assert!(listed[0]["powers"].contains("registration (6(1)-(2), 26.12.2008)"), "{listed:?}");
    done(
        &office,
        "2025-10-20",
        &["officer", "post", "ravi", "--post", "सहायक निबंधक", "--from", "2025-10-20", "--order", "2", "--keep-powers"],
    );
    assert_eq!(on(&office, "2025-10-21", &refuse).code, 0);
    assert_eq!(
        on(
            &office,
            "2025-10-21",
            &[
                "officer",
                "delegate",
                "ravi",
                "--power",
                "magic",
                "--section",
                "1",
                "--notification",
                "x",
                "--order",
                "1"
            ]
        )
        .code,
        2
    );
}

#[test]
fn a_service_that_is_wrong_is_told_with_file_and_line_and_exit_4() {
    let office = Office::new();
    let catalogue = office.folder().join("catalogue");
    for (path, bytes) in coop_registry::catalogue::Files::embedded().everything().expect("the shipped catalogue reads")
    {
        let to = catalogue.join(path);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(to, bytes).expect("a file is written");
    }
    let file = catalogue.join("services/registration.toml");
    let text = std::fs::read_to_string(&file).expect("the service");
    let line = text[..text.find("BR-REG-02").expect("a clock")].matches('\n').count() + 1;
    std::fs::write(&file, text.replacen("BR-REG-02", "BR-REG-77", 1)).expect("a file is written");
    let said = on(&office, "2025-10-01", &["application", "list", "--catalogue", catalogue.to_str().expect("UTF-8")]);
    assert_eq!(said.code, 4, "{}", said.stderr);
    let told = format!("catalogue/services/registration.toml: line {line}: no clock BR-REG-77 in clocks.csv");
    assert!(said.stderr.contains(&told), "{}", said.stderr);
}

#[test]
fn applications_that_came_from_a_book_are_cases_like_any_other() {
    let office = Office::new();
    let sample = super::office::repository("samples/legacy/applications/applications.xlsx");
    let imported = office.run("coop-migrate", &["import", sample.to_str().expect("UTF-8"), "--quiet"]);
    assert_eq!(imported.code, 1, "two rows of the sample are rejected: {}", imported.stderr);
    let listed = on(&office, "2026-03-31", &["application", "list", "--format", "csv"]).csv();
    assert_eq!(listed.len(), 78);
    let stages: std::collections::BTreeSet<&str> = listed.iter().map(|row| row["stage"].as_str()).collect();
    assert_eq!(stages.into_iter().collect::<Vec<_>>(), ["received", "refused", "registered", "withdrawn"]);
    let open = on(&office, "2026-03-31", &["application", "list", "--open", "--format", "csv"]).csv();
    assert_eq!(open.len(), 8, "as many as are pending in the book");
    let case = open[0]["case"].as_str();
    done(&office, "2026-03-31", &["application", "scrutinise", case, "--reason", "taken up"]);
    assert_eq!(done(&office, "2026-03-31", &["application", "show", case])["stage"], "scrutiny");
}

#[test]
fn a_notice_has_the_next_number_waits_in_the_outbox_and_is_served_and_proved() {
    let office = with_query();
    let build = ["notice", "build", "1/2025-26", "--addressee", "राम प्रसाद", "--address", "मनेर", "--reason", "defects"];
    let dry = done(&office, "2025-10-11", &[&build[..], &["--dry-run"]].concat());
    assert_eq!((&dry["number"], &dry["letter"]), (&"1/2025-26".into(), &serde_json::Value::Null));
    let made = done(&office, "2025-10-11", &[&build[..], &["--lang", "hi"]].concat());
    assert_eq!((&made["number"], &made["notice"]), (&"1/2025-26".into(), &"BR-HQ-NT-1".into()));
    let text = made["text"].as_str().expect("a letter");
    for part in ["निबंधक, सहयोग समितियाँ, बिहार", "राम प्रसाद", NAME, "कार्यवृत्त नहीं", "2025-10-31"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("XXXX") && !text.contains("4105"), "a number of identity is covered: {text}");
    assert_eq!(done(&office, "2025-10-12", &build)["number"], "2/2025-26");
    // The letter, from the register again, in the reader's language.
    for (language, words) in [("hi", "उत्तर 31-10-2025 तक अपेक्षित है"), ("en", "An answer is expected by 31-10-2025")]
    {
        let to = office.folder().join("letters").join(language);
        let arguments = ["--format", "html", "--lang", language, "-o", to.to_str().expect("UTF-8")];
        let said = on(&office, "2025-10-12", &[&["notice", "print", "1/2025-26"][..], &arguments].concat());
        assert_eq!(said.code, 0, "{}", said.stderr);
        let page = std::fs::read_to_string(to.join("notice_letter-BR-HQ-NT-1.html")).expect("a letter");
        assert!(page.contains(words) && page.contains("राम प्रसाद") && page.contains(NAME), "{page}");
    }
    assert_eq!(on(&office, "2025-10-12", &["notice", "print", "7/2025-26", "-o", "x"]).code, 5);
    let states = |office: &Office| {
        let rows = on(office, "2025-10-12", &["outbox", "list", "--format", "csv"]).csv();
        rows.iter().map(|row| (row["number"].clone(), row["state"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(on(&office, "2025-10-12", &["outbox", "release", "1/2025-26"]).code, 6, "an order or a reason");
    done(&office, "2025-10-12", &["outbox", "release", "1/2025-26", "--reason", "posted"]);
    done(&office, "2025-10-12", &["outbox", "drop", "BR-HQ-NT-2", "--reason", "issued twice"]);
    let lie = |number: &str, state: &str| (number.to_owned(), state.to_owned());
    assert_eq!(states(&office), [lie("1/2025-26", "released"), lie("2/2025-26", "dropped")]);
    assert!(office.folder().join("outbox/released/BR-HQ-NT-1.json").is_file());
    assert_eq!(on(&office, "2025-10-12", &["outbox", "drop", "1/2025-26", "--reason", "x"]).code, 6, "decided already");
    assert_eq!(on(&office, "2025-10-12", &["outbox", "show", "7/2025-26"]).code, 5);

    let serve = ["notice", "serve", "1/2025-26", "--mode", "registered_post", "--order", "1"];
    let words = ["notice", "proof", "1/2025-26", "--words", "RP 123", "--order", "1"];
    assert_eq!(on(&office, "2025-10-14", &words).code, 6, "not served yet");
    assert_eq!(on(&office, "2025-10-14", &[&serve[..], &["--on", "2025-10-10"]].concat()).code, 6, "before its issue");
    done(&office, "2025-10-14", &serve);
    let receipt = office.folder().join("receipt.txt");
    std::fs::write(&receipt, "RP 123").expect("a file");
    let proof = ["notice", "proof", "1/2025-26", "--document", receipt.to_str().expect("UTF-8"), "--order", "1"];
    done(&office, "2025-10-15", &proof);
    let listed = on(&office, "2025-10-15", &["notice", "list", "--format", "csv"]).csv();
    let first = &listed[0];
    assert_eq!((first["served_on"].as_str(), first["mode"].as_str()), ("2025-10-14", "registered_post"));
    let hash = first["proof"].strip_prefix("sha256:").expect("a document");
    assert_eq!(std::fs::read_to_string(office.folder().join("documents").join(hash)).expect("kept"), "RP 123");
    assert!(!first.contains_key("addressee"), "whom it names is shown only with --personal");
    assert_eq!(on(&office, "2025-10-15", &["notice", "list", "--unserved", "--format", "csv"]).csv().len(), 1);
}

#[test]
fn a_certificate_carries_a_code_that_the_register_alone_can_confirm() {
    let office = with_query();
    done(&office, "2025-10-31", &["application", "cure", "1/2025-26", "--reason", "x", "--papers", "minutes"]);
    let decide = ["application", "decide", "1/2025-26", "--result", "registered", "--order", "45/2025"];
    done(&office, "2025-11-18", &[&decide[..], &["--registration-no", "77", "--district", "Patna"]].concat());
    let made = |name: &str, lang: &str| {
        let folder = office.folder().join(name);
        let verb = if name.starts_with("extract") { "extract" } else { "certificate" };
        let arguments =
            ["society", verb, "77", "--lang", lang, "--format", "html", "-o", folder.to_str().expect("UTF-8")];
        let said = on(&office, "2025-11-20", &arguments);
        assert_eq!(said.code, 0, "{}", said.stderr);
        let file = std::fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("an entry").path();
        let code = said.stdout.lines().last().and_then(|line| line.split(": ").nth(1)).expect("a code").to_owned();
        (std::fs::read_to_string(file).expect("a page"), code)
    };
    let (english, code) = made("a", "en");
    for part in ["Certificate of registration", NAME, "18-11-2025", "BR-REG-03", "secondary source", &code] {
        assert!(english.contains(part), "{part}");
    }
    let (hindi, again) = made("b", "hi");
    assert!(hindi.contains("पंजीयन प्रमाण-पत्र") && hindi.contains("दुग्ध"), "{hindi}");
    assert_eq!((made("c", "en").0, again), (english, code.clone()), "same register, same bytes, same code");
    let (extract, _) = made("extract", "en");
    assert!(extract.contains("Extract of the register of societies") && !extract.contains("Ram"));

    let verify = |code: &str| on(&office, "2025-12-01", &["society", "verify", code, "--format", "json"]);
    let held = verify(&code);
    assert_eq!((held.code, &held.json()["data"]["changed_since"]), (0, &serde_json::json!([])));
    let flip = |c: char| if c == 'A' { 'B' } else { 'A' };
    let (head, last) = code.split_at(code.len() - 1);
    let altered = format!("{head}{}", last.chars().map(flip).collect::<String>());
    assert_eq!(verify(&altered).code, 8);
    assert_eq!(verify(&code.replace("S-1.", "S-9.")).code, 5);
    assert_eq!(verify("nonsense").code, 2);
    // A day put right later: what was printed is still what the register had then, and what is otherwise now is told.
    let correct = ["application", "correct", "1/2025-26", "--event", "4", "--on", "2025-11-19", "--order", "46"];
    done(&office, "2025-12-01", &correct);
    let held = verify(&code);
    let changed = &held.json()["data"]["changed_since"][0];
    assert_eq!(
        (held.code, &changed["field"], &changed["now"]),
        (0, &"reg_date".into(), &"19-11-2025".into()),
        "{changed}"
    );
    assert_eq!(on(&office, "2025-12-01", &["society", "certificate", "nobody"]).code, 5);
}

#[test]
fn the_sample_of_cases_plays_from_receipt_to_certificate() {
    let (office, said) = played("registration.sh");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("विलंबित") && last.contains("हरिपुर"), "{said}");
    for page in ["registration_certificate-BR-HQ-S-1.html", "society_extract-BR-HQ-S-1.html"] {
        assert!(office.folder().join("public").join(page).is_file(), "{page}");
    }
    // What lies in the outbox is called by its name, and a file that is not is refused.
    let released = office.folder().join("outbox/released");
    std::fs::copy(released.join("BR-HQ-NT-1.json"), released.join("other.json")).expect("a copy");
    assert_eq!(on(&office, "2025-12-01", &["outbox", "list"]).code, 3);
    office.chain();
}
