//! A dispute from filing to execution through the programs: limitation, the order sheet, cause lists, stays, both languages.

use super::{
    office::Office,
    on_a_day::{done, on, played, told},
};

const FILE: [&str; 12] = [
    "dispute",
    "file",
    "--plaintiff",
    "रामपुर पैक्स",
    "--plaintiff-is",
    "society",
    "--defendant-is",
    "member",
    "--court",
    "assistant_registrar",
    "--claim",
    "85,000",
];

fn file<'a>(subject: &'a str, defendant: &'a str, cause_on: &'a str) -> Vec<&'a str> {
    [&FILE[..], &["--subject", subject, "--defendant", defendant, "--cause-on", cause_on]].concat()
}

/// An office whose own limit for disputes is three years, with one dispute admitted, notified for 5 May and served.
fn served() -> Office {
    let office = Office::new();
    done(&office, "2025-04-05", &["clock", "set", "BR-DIS-01", "--months", "36", "--order", "1"]);
    let filed = done(&office, "2025-04-05", &file("debt", "मोहन सहनी", "2024-01-10"));
    assert_eq!((&filed["number"], &filed["case"]), (&"1/2025-26".into(), &"BR-HQ-D-1".into()));
    done(&office, "2025-04-10", &["dispute", "admit", "1/2025-26", "--reason", "x"]);
    let notice = ["dispute", "act", "1/2025-26", "--do", "notice", "--next", "2025-05-05", "--reason", "x"];
    done(&office, "2025-04-10", &[&notice[..], &["--set", "next_purpose=reply"]].concat());
    done(&office, "2025-04-15", &["dispute", "act", "1/2025-26", "--do", "serve", "--remark", "by post"]);
    office
}

fn shown(office: &Office, day: &str, case: &str) -> serde_json::Value {
    done(office, day, &["dispute", "show", case])
}

#[test]
fn a_dispute_goes_from_filing_over_hearings_and_appeal_to_execution() {
    let office = served();
    let adjourn = ["dispute", "adjourn", "1/2025-26", "--reason", "x", "--by", "defendant", "--because", "time_sought"];
    // The 11th is a Sunday, on which this office is closed.
    assert_eq!(
        told(&office, "2025-05-05", &[&adjourn[..], &["--next", "2025-05-11"]].concat()),
        (6, vec!["CAS-126".into()])
    );
    done(&office, "2025-05-05", &[&adjourn[..], &["--next", "2025-05-12"]].concat());
    done(&office, "2025-05-12", &[&adjourn[..], &["--next", "2025-05-19"]].concat());
    for (day, purpose, next) in [
        ("2025-05-19", "reply", "2025-05-26"),
        ("2025-05-26", "issues", "2025-06-02"),
        ("2025-06-02", "evidence", "2025-06-09"),
        ("2025-06-09", "arguments", "2025-06-16"),
    ] {
        let hear = ["dispute", "hear", "1/2025-26", "--purpose", purpose, "--remark", "heard", "--next", next];
        done(&office, day, &hear);
    }
    let early = ["dispute", "hear", "1/2025-26", "--purpose", "reply", "--remark", "x", "--next", "2025-06-23"];
    assert_eq!(told(&office, "2025-06-16", &early), (6, vec!["CAS-101".into()]), "the stage of replies has passed");
    done(&office, "2025-06-16", &["dispute", "hear", "1/2025-26", "--purpose", "orders", "--remark", "reserved"]);
    let order = ["dispute", "order", "1/2025-26", "--result", "allowed", "--awarded", "85,000"];
    assert_eq!(told(&office, "2025-06-20", &order), (6, vec!["CAS-102".into()]));
    done(&office, "2025-06-20", &[&order[..], &["--order", "award/5"]].concat());
    let case = shown(&office, "2025-06-20", "1/2025-26");
    let sheet = case["court"]["order_sheet"].as_array().expect("a sheet").clone();
    // Admission, notice, two adjournments, four hearings, reserved, the award.
    assert_eq!(sheet.len(), 10);
    let serials: Vec<i64> = sheet.iter().filter_map(|line| line["serial"].as_i64()).collect();
    assert_eq!(serials, (1..=10).collect::<Vec<_>>(), "no gap on the sheet");
    assert_eq!(
        case["court"]["adjournments"],
        serde_json::json!([{ "by": "defendant", "reason": "time_sought", "times": 2 }])
    );
    assert_eq!(case["court"]["limitation"]["last_on"], "2027-01-10");

    // The award was of another day: event, register and order sheet say so, and the chain holds.
    let event = case["movement"].as_array().map_or(0, Vec::len).to_string();
    let correct = ["dispute", "correct", "1/2025-26", "--event", &event, "--on", "2025-06-18", "--order", "9"];
    done(&office, "2025-06-21", &correct);
    let case = shown(&office, "2025-06-21", "1/2025-26");
    let last = case["court"]["order_sheet"].as_array().and_then(|sheet| sheet.last().cloned()).expect("a line");
    assert_eq!((&last["on"], &last["order_kind"]), (&"2025-06-18".into(), &"final".into()));
    let fact = |key: &str| {
        let facts = case["facts"].as_array().expect("facts");
        facts.iter().find(|fact| fact["field"] == key).map(|fact| fact["value"].clone())
    };
    assert_eq!(fact("award_on"), Some("2025-06-18".into()));

    done(&office, "2025-06-25", &["dispute", "act", "1/2025-26", "--do", "copy", "--reason", "x"]);
    let clock = shown(&office, "2025-06-26", "1/2025-26")["clocks"][0].clone();
    assert_eq!((&clock["clock"], &clock["standing"]), (&"appeal".into(), &"no_limit".into()), "{clock}");
    done(&office, "2025-07-01", &["dispute", "appeal", "1/2025-26", "--appeal-no", "A/9", "--reason", "x"]);
    done(&office, "2025-08-01", &["dispute", "appeal", "1/2025-26", "--result", "upheld", "--order", "JR/3"]);
    done(&office, "2025-08-02", &["dispute", "act", "1/2025-26", "--do", "finalise", "--remark", "no further appeal"]);
    done(&office, "2025-08-03", &["dispute", "execute", "1/2025-26", "--execution-no", "E/1", "--reason", "x"]);
    done(&office, "2025-08-04", &["dispute", "execute", "1/2025-26", "--recovered", "25,000", "--reason", "x"]);
    let end = ["dispute", "execute", "1/2025-26", "--recovered", "85,000", "--result", "satisfied", "--order", "E/2"];
    assert_eq!(done(&office, "2025-09-01", &end)["stage"], "satisfied");
    let hindi = on(&office, "2025-09-01", &["dispute", "show", "1/2025-26", "--lang", "hi"]).stdout;
    for part in ["आदेश पत्रक", "समय की मांग", "परिसीमा अंतिम तिथि: 2027-01-10", "संतुष्ट"]
    {
        assert!(hindi.contains(part), "{part}: {hindi}");
    }
    assert!(!hindi.contains("मोहन सहनी"), "a party is named only with --personal");
    office.chain();
}

#[test]
fn limitation_is_of_the_law_or_the_office_or_not_sourced_and_delay_is_condoned_by_order() {
    let office = Office::new();
    // Bihar’s figure was not sourced: told, and no bar to admission.
    let filed = on(&office, "2025-04-05", &file("debt", "मोहन सहनी", "2019-01-10"));
    assert_eq!(filed.code, 0, "{}", filed.stderr);
    assert!(filed.stderr.contains("CAS-203") && filed.stderr.contains("not sourced"), "{}", filed.stderr);
    assert_eq!(shown(&office, "2025-04-05", "1/2025-26")["court"]["limitation"]["last_on"], serde_json::Value::Null);
    done(&office, "2025-04-06", &["dispute", "admit", "1/2025-26", "--reason", "x"]);
    // MP, discipline of an employee: thirty days from the cause, seen in a secondary source.
    let staff = [&file("staff", "मोहन सहनी", "2025-03-01")[..], &["--set", "act=mp_1960"]].concat();
    let last_day = on(&office, "2025-03-31", &staff);
    assert!(last_day.code == 0 && !last_day.stderr.contains("CAS-20"), "{}", last_day.stderr);
    let late = on(&office, "2025-04-01", &[&staff[..], &["--lang", "hi"]].concat());
    assert!(late.stderr.contains("CAS-204") && late.stderr.contains("2025-03-31"), "{}", late.stderr);
    assert!(late.stderr.contains("विलंब क्षमा"), "{}", late.stderr);
    let admit = ["dispute", "admit", "2/2025-26", "--reason", "x"];
    assert_eq!(told(&office, "2025-04-06", &admit), (6, vec!["CAS-124".into()]));
    let condone = ["dispute", "act", "2/2025-26", "--do", "condone", "--remark", "flood"];
    assert_eq!(told(&office, "2025-04-06", &condone), (6, vec!["CAS-102".into()]), "condoned by order");
    done(&office, "2025-04-06", &[&condone[..], &["--order", "3"]].concat());
    done(&office, "2025-04-07", &admit);
    // The same subject under Bihar’s Act is no dispute, and a stranger is no party.
    let mut stranger = file("staff", "मोहन सहनी", "2025-04-01");
    stranger[7] = "stranger";
    done(&office, "2025-04-07", &stranger);
    let admit = ["dispute", "admit", "3/2025-26", "--reason", "x"];
    assert_eq!(told(&office, "2025-04-08", &admit), (6, vec!["CAS-125".into(), "CAS-125".into()]));
    // A cause of action put right moves the last day with it.
    done(&office, "2025-04-08", &["clock", "set", "BR-DIS-01", "--months", "36", "--order", "1", "--on", "2025-01-01"]);
    done(&office, "2025-04-09", &file("debt", "सोहन राय", "2021-01-10"));
    let admit = ["dispute", "admit", "4/2025-26", "--reason", "x"];
    assert_eq!(told(&office, "2025-04-09", &admit), (6, vec!["CAS-124".into()]));
    let cause = ["dispute", "correct", "4/2025-26", "--set", "cause_on=2023-01-10", "--order", "7"];
    done(&office, "2025-04-10", &cause);
    let facts = shown(&office, "2025-04-10", "4/2025-26")["facts"].clone();
    let last = facts.as_array().and_then(|all| all.iter().find(|fact| fact["field"] == "limit_on").cloned());
    assert_eq!(last.map(|fact| fact["value"].clone()), Some("2026-01-10".into()));
    done(&office, "2025-04-11", &admit);
    office.chain();
}

#[test]
fn a_cause_list_is_frozen_by_order_and_nobody_is_booked_twice() {
    let office = served();
    done(&office, "2025-04-16", &file("debt", "सोहन राय", "2024-02-10"));
    done(&office, "2025-04-16", &["dispute", "admit", "2/2025-26", "--reason", "x"]);
    let list = |verb: &'static str, more: &[&'static str]| -> Vec<&'static str> {
        [&["causelist", verb, "--on", "2025-05-05", "--court", "assistant_registrar"][..], more].concat()
    };
    let venue = ["--room", "2", "--presiding", "ravi"];
    let unprinted = on(&office, "2025-05-01", &list("print", &["--format", "json"]));
    assert_eq!(unprinted.code, 6, "a list is printed by order: {}", unprinted.stdout);
    let check = on(&office, "2025-05-01", &list("check", &["--format", "json"]));
    let codes = check.json()["findings"][0]["code"].clone();
    assert_eq!((check.code, codes), (1, "CAS-133".into()), "the second has no next date");
    let public = office.folder().join("public");
    let to = public.to_str().expect("UTF-8").to_owned();
    let print = [&list("print", &venue)[..], &["--order", "L/1", "--format", "html", "-o", &to]].concat();
    let printed = on(&office, "2025-05-01", &print);
    assert_eq!(printed.code, 0, "{}{}", printed.stdout, printed.stderr);
    let page = public.join("cause_list-assistant_registrar-2025-05-05.html");
    let html = std::fs::read_to_string(&page).expect("a page");
    for part in ["Cause list", "1/2025-26", "10:30", "रामपुर पैक्स बनाम मोहन सहनी", "L/1"]
    {
        assert!(html.contains(part), "{part}");
    }
    // The parties are told once, however often the night run comes by.
    let alert = ["causelist", "alert", "--on", "2025-05-05"];
    assert_eq!(
        done(&office, "2025-05-01", &[&alert[..], &["--dry-run"]].concat())["notices"].as_array().map(Vec::len),
        Some(2)
    );
    let alerted = done(&office, "2025-05-01", &alert);
    assert_eq!((&alerted["listed"], alerted["notices"].as_array().map(Vec::len)), (&1.into(), Some(2)), "{alerted}");
    assert_eq!(done(&office, "2025-05-02", &alert)["notices"], serde_json::json!([]));
    let letters = on(&office, "2025-05-02", &["outbox", "list", "--format", "csv"]).csv();
    assert_eq!(letters.len(), 2);
    let letter = on(&office, "2025-05-02", &["outbox", "show", "1/2025-26"]);
    assert!(letter.stdout.contains("05-05-2025") && letter.stdout.contains("10:30"), "{}", letter.stdout);
    assert_eq!(on(&office, "2025-05-06", &alert).code, 2, "the day is over");
    // What is set down later stands on a supplementary list, at a time at which the plaintiff is not in the other case.
    let notice = ["dispute", "act", "2/2025-26", "--do", "notice", "--next", "2025-05-05", "--reason", "x"];
    let clash = [&notice[..], &["--set", "next_time=10:30"]].concat();
    let twice = office.copy();
    done(&twice, "2025-05-02", &clash);
    let said = on(&twice, "2025-05-02", &list("check", &[]));
    assert_eq!(said.code, 6);
    for part in ["CAS-130", "ravi", "assistant_registrar 1 (1/2025-26)", "assistant_registrar 2 (2/2025-26)"] {
        assert!(said.stderr.contains(part), "{part}: {}", said.stderr);
    }
    let wrong = [&notice[..], &["--set", "next_time=25:00"]].concat();
    assert_eq!(told(&office, "2025-05-02", &wrong), (2, vec!["CAS-127".into()]));
    done(&office, "2025-05-02", &notice);
    let built = done(&office, "2025-05-02", &list("build", &[]));
    let line = |row: &serde_json::Value| {
        ["item", "time", "number", "kind", "order_no"].map(|key| row[key].to_string().replace('"', ""))
    };
    let rows: Vec<_> = built["rows"].as_array().expect("rows").iter().map(line).collect();
    assert_eq!(rows[0], ["1", "10:30", "1/2025-26", "main", "L/1"]);
    assert_eq!(rows[1][..4], ["2", "10:45", "2/2025-26", "supplementary"]);
    // Without an order only what is frozen is printed again.
    let again = [&list("print", &[])[..], &["--format", "json", "-o", &to]].concat();
    let again = on(&office, "2025-05-02", &again).json()["data"].clone();
    assert_eq!((&again["frozen"], &again["waiting"]), (&0.into(), &1.into()), "{again}");
    let more = [&list("print", &[])[..], &["--order", "L/2", "--format", "html", "--lang", "hi", "-o", &to]].concat();
    assert_eq!(on(&office, "2025-05-02", &more).code, 0);
    let html = std::fs::read_to_string(&page).expect("a page");
    for part in ["वाद सूची", "अनुपूरक सूची", "सोहन राय", "सहायक पंजीयक"]
    {
        assert!(html.contains(part), "{part}");
    }
    // A case adjourned in the meantime stays on the frozen list.
    let adjourn = ["dispute", "adjourn", "1/2025-26", "--by", "court", "--because", "officer_away", "--reason", "x"];
    done(&office, "2025-05-03", &[&adjourn[..], &["--next", "2025-05-20"]].concat());
    let rows = done(&office, "2025-05-03", &list("build", &[]));
    assert_eq!(rows["rows"].as_array().map(Vec::len), Some(2), "{rows}");
    assert_eq!(on(&office, "2025-05-03", &["causelist", "build", "--on", "2025-05-05", "--court", "moon"]).code, 2);
    office.chain();
}

#[test]
fn a_stay_binds_what_it_names_from_its_day_until_it_is_lifted_by_order() {
    let office = served();
    let add = ["stay", "add", "--case", "1/2025-26", "--court", "High Court, Patna"];
    assert_eq!(on(&office, "2025-04-20", &add).code, 6, "a stay rests on an order");
    let hear = ["dispute", "hear", "1/2025-26", "--purpose", "reply", "--remark", "x", "--next", "2025-05-12"];
    // A stay of recovery leaves the hearings free.
    let recovery = [&add[..], &["--forbids", "recovery", "--order", "CWJC 1"]].concat();
    assert_eq!(done(&office, "2025-04-20", &recovery)["stay"], "BR-HQ-SY-1");
    assert_eq!(on(&office, "2025-04-20", &recovery).code, 6, "entered once");
    done(&office, "2025-05-05", &hear);
    done(&office, "2025-05-06", &[&add[..], &["--order", "CWJC 2"]].concat());
    let issues = ["dispute", "hear", "1/2025-26", "--purpose", "issues", "--remark", "x", "--next", "2025-05-19"];
    let said = on(&office, "2025-05-12", &issues);
    assert_eq!(said.code, 6);
    for part in ["CAS-109", "High Court, Patna", "CWJC 2", "2025-05-06"] {
        assert!(said.stderr.contains(part), "{part}: {}", said.stderr);
    }
    let hindi = on(&office, "2025-05-12", &[&issues[..], &["--lang", "hi"]].concat());
    assert!(hindi.stderr.contains("स्थगित") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    // Putting off because of the stay is what the court then does.
    let adjourn = ["dispute", "adjourn", "1/2025-26", "--by", "court", "--because", "stayed", "--reason", "x"];
    done(&office, "2025-05-12", &[&adjourn[..], &["--next", "2025-05-26"]].concat());
    assert_eq!(shown(&office, "2025-05-12", "1/2025-26")["stayed"], true);
    let lift = ["stay", "lift", "BR-HQ-SY-2"];
    assert_eq!(on(&office, "2025-05-20", &lift).code, 6);
    assert_eq!(on(&office, "2025-05-20", &[&lift[..], &["--order", "1", "--on", "2025-05-01"]].concat()).code, 6);
    done(&office, "2025-05-20", &[&lift[..], &["--order", "CWJC 2/3"]].concat());
    assert_eq!(on(&office, "2025-05-20", &[&lift[..], &["--order", "1"]].concat()).code, 6, "lifted already");
    done(&office, "2025-05-26", &[&issues[..8], &["2025-06-02"]].concat());
    let open = on(&office, "2025-05-26", &["stay", "list", "--open", "--format", "csv"]).csv();
    assert_eq!((open.len(), open[0]["forbids"].as_str()), (1, "recovery"));
    // By name of the act, and of a society that is not registered here.
    let named = ["stay", "add", "--case", "1/2025-26", "--court", "X", "--order", "3", "--forbids", "act"];
    assert_eq!(on(&office, "2025-05-26", &named).code, 2, "which act was not said");
    assert_eq!(on(&office, "2025-05-26", &[&named[..], &["--act", "dance"]].concat()).code, 2);
    done(&office, "2025-05-26", &[&named[..], &["--act", "assign,default"]].concat());
    let default = ["dispute", "act", "1/2025-26", "--do", "default", "--order", "5"];
    assert_eq!(told(&office, "2025-05-27", &default), (6, vec!["CAS-109".into()]));
    assert_eq!(
        on(&office, "2025-05-27", &["stay", "add", "--society", "nobody", "--court", "X", "--order", "4"]).code,
        5
    );
    office.chain();
}

#[test]
fn the_sample_of_disputes_plays_from_filing_to_execution() {
    let (office, said) = played("dispute.sh");
    for part in ["अवस्था: संतुष्ट", "28-06-2025", "परिसीमा अंतिम तिथि: 2027-01-10", "संयुक्त निबंधक"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.chain();
}
