//! One officer's desk goes to another through the programs: refused without posting or power, counted before and after.

use super::{
    office::{Office, Ran},
    on_a_day::{self, played},
};
use std::fs;

const DAY: &str = "2026-06-01";

fn by(office: &Office, day: &str, officer: &str, arguments: &[&str]) -> Ran {
    on_a_day::on(office, day, &[&["--officer", officer], arguments].concat())
}

fn done(office: &Office, day: &str, officer: &str, arguments: &[&str]) -> serde_json::Value {
    on_a_day::done(office, day, &[&["--officer", officer], arguments].concat())
}

fn told(office: &Office, arguments: &[&str]) -> (i32, Vec<String>) {
    on_a_day::told(office, DAY, &[&["--officer", "ravi"], arguments].concat())
}

/// A case, two files, a notice and a printed hearing on the desk of asha; a case on that of usha.
fn office() -> Office {
    let office = Office::new();
    let early = "2026-04-20";
    for login in ["asha", "ravi", "usha"] {
        let add = ["officer", "add", login, "--name", login, "--post", "clerk", "--from", "2026-04-01", "--order", "1"];
        done(&office, early, login, &add);
    }
    for power in ["registration", "disputes"] {
        let give =
            ["officer", "delegate", "asha", "--power", power, "--section", "6", "--notification", "26", "--order", "2"];
        done(&office, early, "asha", &give);
    }
    for (login, name, no) in [("asha", "Maner", "1/2026-27"), ("usha", "Bihta", "2/2026-27")] {
        let receive =
            ["application", "receive", name, "--class", "dairy", "--set", "area=x", "--set", "member_count=20"];
        done(&office, early, login, &receive);
        let scrutinise = ["application", "scrutinise", no, "--papers", "form", "--reason", "x"];
        assert!(by(&office, early, login, &scrutinise).code <= 1);
    }
    let notice = ["notice", "build", "1/2026-27", "--addressee", "promoter", "--matter", "minutes", "--reason", "x"];
    done(&office, early, "asha", &notice);
    for file in ["HSG/1", "HSG/2"] {
        done(&office, early, "asha", &["file", "open", file, "--reason", "x"]);
    }
    done(&office, early, "asha", &["file", "move", "HSG/2", "--to", "usha", "--reason", "x"]);
    let parties =
        ["--plaintiff", "Ram", "--plaintiff-is", "member", "--defendant", "Mohan", "--defendant-is", "member"];
    let of = ["--subject", "debt", "--court", "assistant_registrar", "--cause-on", "2026-01-10"];
    let filed = by(&office, early, "asha", &[&["dispute", "file"][..], &parties, &of].concat());
    assert!(filed.code <= 1, "{}", filed.stderr);
    assert!(by(&office, early, "asha", &["dispute", "admit", "1/2026-27", "--reason", "x"]).code <= 1);
    let set = ["dispute", "act", "1/2026-27", "--do", "notice", "--next", "2026-06-08", "--reason", "x"];
    assert!(by(&office, early, "asha", &[&set[..], &["--set", "next_purpose=reply"]].concat()).code <= 1);
    let print = ["causelist", "print", "--on", "2026-06-08", "--court", "assistant_registrar", "--room", "2"];
    let print = [&print[..], &["--presiding", "asha", "--order", "4", "--format", "html"]].concat();
    assert_eq!(by(&office, "2026-05-20", "asha", &print).code, 0);
    office
}

const HAND: [&str; 7] = ["officer", "handover", "asha", "--to", "ravi", "--order", "8"];

#[test]
fn a_desk_is_refused_to_who_has_no_posting_or_power_with_every_reason() {
    let office = office();
    let before = office.digest();
    let stranger = ["officer", "handover", "asha", "--to", "nobody", "--order", "8"];
    assert_eq!(told(&office, &stranger), (6, vec!["CAS-103".to_owned()]));
    let (code, found) = told(&office, &HAND);
    assert_eq!((code, found), (6, ["OFF-102", "OFF-102"].map(str::to_owned).to_vec()), "registration and disputes");
    let english = by(&office, DAY, "ravi", &HAND);
    assert!(english.stderr.contains("'registration'") && english.stderr.contains("1/2026-27"), "{}", english.stderr);
    let hindi = by(&office, DAY, "ravi", &[&HAND[..], &["--lang", "hi"]].concat());
    assert!(hindi.stderr.contains("प्रत्यायोजित नहीं") && hindi.stderr.contains("क्या करें"), "{}", hindi.stderr);
    let early = [&HAND[..], &["--on", "2026-04-10", "--only", "file,notice"]].concat();
    assert_eq!(told(&office, &early), (6, ["MOV-104", "MOV-104", "OFF-103"].map(str::to_owned).to_vec()));
    for (arguments, code) in [
        (&["officer", "handover", "asha", "--to", "ravi", "--reason", "x"][..], 6),
        (&["officer", "handover", "asha", "--to", "asha", "--order", "8"], 2),
        (&["officer", "handover", "asha", "--to", "ravi", "--order", "8", "--only", "chair"], 2),
        (&["officer", "handover", "stranger", "--to", "ravi", "--order", "8"], 5),
    ] {
        assert_eq!(by(&office, DAY, "ravi", arguments).code, code, "{arguments:?}");
    }
    assert_eq!(office.digest(), before);
    // Files and notices need no power.
    let part = done(&office, DAY, "ravi", &[&HAND[..], &["--only", "file,notice"]].concat());
    let counts: Vec<_> = part["counts"].as_array().expect("counts").iter().map(|row| row["after"].as_i64()).collect();
    assert_eq!(counts, [Some(2), Some(1)]);
    assert_eq!(
        by(&office, DAY, "ravi", &["file", "where", "HSG/1", "--format", "json"]).json()["data"]["holder"],
        "ravi"
    );
}

#[test]
fn a_desk_goes_over_whole_in_one_act_and_nothing_is_lost() {
    let office = office();
    for power in ["registration", "disputes"] {
        let give =
            ["officer", "delegate", "ravi", "--power", power, "--section", "6", "--notification", "27", "--order", "3"];
        done(&office, DAY, "ravi", &give);
    }
    let before = office.digest();
    let dry = done(&office, DAY, "ravi", &[&HAND[..], &["--dry-run"]].concat());
    assert_eq!((dry["items"].as_array().map(Vec::len), office.digest()), (Some(6), before));
    let made = tempfile::tempdir().expect("a folder");
    let out = ["--relieve", "-o", made.path().to_str().expect("UTF-8")];
    let said = by(&office, DAY, "ravi", &[&HAND[..], &out, &["--format", "html", "--lang", "hi"]].concat());
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("लंबित प्रकरण") && said.stdout.contains("गिनती समान"), "{}", said.stdout);
    let page = fs::read_to_string(made.path().join("handover_certificate-asha-2026-06-01.html")).expect("a page");
    assert!(page.contains("प्रभार हस्तांतरण प्रमाण-पत्र") && page.contains("HSG/2") && page.contains("1/2026-27"));
    office.chain();
    let desk = |noun: &str, login: &str| {
        by(&office, DAY, "ravi", &[noun, "list", "--desk", login, "--format", "csv"]).csv().len()
    };
    assert_eq!((desk("application", "asha"), desk("application", "ravi"), desk("application", "usha")), (0, 1, 1));
    assert_eq!((desk("dispute", "asha"), desk("dispute", "ravi")), (0, 1));
    // The file that was sent and not acknowledged is answered for by who took over, and goes on to usha.
    let sent = by(&office, DAY, "ravi", &["file", "where", "HSG/2", "--format", "json"]).json()["data"].clone();
    assert_eq!((&sent["holder"], &sent["on_its_way_to"]), (&"ravi".into(), &"usha".into()));
    done(&office, "2026-06-02", "usha", &["file", "receive", "HSG/2", "--reason", "x"]);
    let notices = by(&office, DAY, "ravi", &["notice", "list", "--format", "csv"]).csv();
    assert_eq!(notices[0]["desk"], "ravi");
    let list = ["causelist", "build", "--on", "2026-06-08", "--court", "assistant_registrar", "--format", "csv"];
    assert_eq!(by(&office, DAY, "ravi", &list).csv()[0]["presiding"], "ravi");
    // The movement says so, the stage and the next date stay.
    let case = by(&office, DAY, "ravi", &["dispute", "show", "1/2026-27", "--format", "json"]).json()["data"].clone();
    let last = case["movement"].as_array().and_then(|all| all.last()).expect("movement").clone();
    assert_eq!(
        (&last["act"], &case["stage"], &case["next_on"]),
        (&"handover".into(), &"notice_issued".into(), &"2026-06-08".into())
    );
    let words = by(&office, DAY, "ravi", &["dispute", "show", "1/2026-27"]);
    assert!(words.stdout.contains("Handover of charge"), "{}", words.stdout);
    assert_eq!(
        by(&office, "2026-06-08", "ravi", &["dispute", "act", "1/2026-27", "--do", "serve", "--remark", "x"]).code,
        0
    );
    // The posting ended with the day, and the powers with it.
    let query = ["application", "query", "1/2026-27", "--remark", "x", "--reply-by", "2026-07-01"];
    assert_eq!(by(&office, "2026-06-02", "asha", &query).code, 6);
    let listed = by(&office, "2026-06-02", "ravi", &["officer", "list", "--format", "csv"]).csv();
    let asha = listed.iter().find(|row| row["login"] == "asha").expect("asha");
    assert_eq!((asha["until"].as_str(), asha["powers"].as_str()), (DAY, ""));
    // Nothing is left, which is said and enters nothing.
    let now = office.digest();
    let again = done(&office, DAY, "ravi", &HAND);
    assert_eq!((&again["day_no"], office.digest()), (&serde_json::Value::Null, now));
}

#[test]
fn a_power_ends_with_the_posting_it_was_given_in_unless_told() {
    for (more, powers) in [(&[][..], ""), (&["--keep-powers"], "registration (6, 26); disputes (6, 26)")] {
        let office = office();
        let post = ["officer", "post", "asha", "--post", "inspector", "--from", DAY, "--order", "9"];
        done(&office, DAY, "asha", &[&post[..], more].concat());
        let listed = |day: &str| {
            let rows = by(&office, day, "asha", &["officer", "list", "--format", "csv"]).csv();
            rows.iter().find(|row| row["login"] == "asha").expect("asha")["powers"].clone()
        };
        assert_eq!((listed("2026-05-31").is_empty(), listed(DAY).as_str()), (false, powers));
    }
}

#[test]
fn a_list_is_not_printed_before_an_officer_who_is_not_posted_that_day() {
    let office = office();
    let set = [
        "dispute",
        "adjourn",
        "1/2026-27",
        "--by",
        "court",
        "--because",
        "officer_away",
        "--next",
        "2026-06-15",
        "--reason",
        "x",
    ];
    assert_eq!(by(&office, "2026-06-08", "asha", &set).code, 0);
    let print = |login: &'static str| {
        let list = ["causelist", "print", "--on", "2026-06-15", "--court", "assistant_registrar", "--room", "2"];
        by(
            &office,
            "2026-06-09",
            "asha",
            &[&list[..], &["--presiding", login, "--order", "5", "--format", "html"]].concat(),
        )
    };
    let refused = print("stranger");
    assert!(refused.code == 6 && refused.stderr.contains("CAS-103"), "{}", refused.stderr);
    assert_eq!(print("usha").code, 0);
}

#[test]
fn the_sample_of_a_handover_plays_whole() {
    let (office, said) = played("handover.sh");
    assert!(said.contains("handover_certificate-asha-2026-06-01.html") && said.contains("पटल पर कुछ नहीं"), "{said}");
    office.chain();
}
