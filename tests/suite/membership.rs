//! Members through the programs: application, silence, roll, shares, expulsion, appeal, from a book too, in both languages.

use super::{
    office::{Office, repository, run},
    on_a_day::{at, done, on, played, told},
};
use serde_json::Value;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Registers a society of a class under an Act, by its number.
fn society(office: &Office, nth: usize, class: &str, act: &str, number: &str) {
    let no = format!("{nth}/2025-26");
    let facts = ["--class", class, "--set", &format!("act={act}"), "--set", "member_count=60", "--set", "area=Patna"];
    done(office, "2025-04-01", &[&["application", "receive", &format!("समिति {number}")][..], &facts].concat());
    done(office, "2025-04-01", &["application", "scrutinise", &no, "--reason", "x"]);
    let decide = ["--result", "registered", "--order", "9", "--registration-no", number, "--district", "Patna"];
    done(office, "2025-04-02", &[&["application", "decide", &no][..], &decide].concat());
}

/// An office of Bihar with a PACS and a multi-State society.
fn two_societies() -> Office {
    let office = Office::new();
    society(&office, 1, "pacs", "bihar_1935", "5");
    society(&office, 2, "consumer", "mscs_2002", "6");
    office
}

const FACTS: [&str; 10] =
    ["--guardian", "मोहन लाल", "--dob", "1980-03-04", "--sex", "f", "--category", "GEN", "--set", "fee_paid=11"];

fn receive(office: &Office, name: &str, society: &str, day: &str) -> Value {
    done(office, day, &[&["member", "receive", name, "--society", society][..], &FACTS].concat())
}

#[test]
fn an_applicant_is_admitted_and_stands_on_the_roll_from_that_day() {
    let office = two_societies();
    let opened = receive(&office, "सीता देवी", "5", "2025-06-02");
    assert_eq!((&opened["number"], &opened["case"]), (&"1/2025-26".into(), &"BR-HQ-AM-1".into()));
    let before = office.digest();
    let young = ["member", "apply", "रोहित", "--society", "5", "--dob", "2010-01-01"];
    assert_eq!(told(&office, "2025-06-02", &young), (6, codes(&["MEM-101"])));
    let (hindi, english) = (
        on(&office, "2025-06-02", &[&young[..], &["--lang", "hi"]].concat()),
        on(&office, "2025-06-02", &[&young[..], &["--lang", "en"]].concat()),
    );
    for (said, part) in
        [(&hindi, "आयु"), (&hindi, "द्वितीयक स्रोत"), (&english, "below the age"), (&english, "secondary source")]
    {
        assert!(said.stderr.contains(part) && said.stderr.contains("BR-MEM-07"), "{part}: {}", said.stderr);
    }
    let admit = ["member", "admit", "1/2025-26", "--resolution", "4", "--shares", "5", "--amount", "50"];
    assert_eq!(told(&office, "2025-06-10", &admit), (6, codes(&["CAS-123"])), "an order or a reason");
    assert_eq!(office.digest(), before, "a refusal changes nothing");
    let dry = done(&office, "2025-06-10", &[&admit[..], &["--reason", "x", "--dry-run"]].concat());
    assert_eq!((&dry["dry_run"], office.digest()), (&true.into(), before));
    let admitted = done(&office, "2025-06-10", &[&admit[..], &["--reason", "x"]].concat());
    assert_eq!((&admitted["stage"], &admitted["gave"]), (&"admitted".into(), &"BR-HQ-M-1".into()));
    // The same name once more, of a woman with the same father: told, and number 1 is taken.
    let again = [&["member", "receive", "Sita Devi", "--society", "5"][..], &FACTS].concat();
    assert_eq!(told(&office, "2025-06-11", &again), (0, codes(&["MEM-204"])));
    let taken = ["member", "admit", "2/2025-26", "--resolution", "5", "--member-no", "1", "--reason", "x"];
    assert_eq!(told(&office, "2025-06-12", &taken), (6, codes(&["MEM-104"])));
    done(&office, "2025-06-12", &["member", "act", "2/2025-26", "--do", "withdraw", "--reason", "x"]);

    let roll = done(&office, "2025-06-10", &["member", "roll", "5"]);
    assert_eq!((&roll["members"], &roll["voters"]), (&1.into(), &1.into()));
    let row = &roll["rows"][0];
    assert_eq!((&row["member_no"], &row["shares"], &row["since"]), (&"1".into(), &5.into(), &"2025-06-10".into()));
    assert_eq!(done(&office, "2025-06-09", &["member", "roll", "5"])["members"], 0, "the day before");
    let known = on(&office, "2025-06-10", &["member", "roll", "5", "--known-on", "2024-01-01", "--format", "json"]);
    assert_eq!(known.code, 5, "nothing was known then: {}", known.stdout);
    let rows = on(&office, "2025-06-10", &["member", "roll", "5", "--format", "csv"]).csv();
    assert_eq!((rows[0]["name"].as_str(), rows[0]["reason"].as_str()), ("सीता देवी", "ordinary"));
    let words = on(&office, "2025-06-10", &["member", "roll", "5", "--lang", "hi"]);
    for part in ["साधारण सदस्य, पंजी में विपरीत कुछ नहीं", "1 सदस्य", "महिला"]
    {
        assert!(words.stdout.contains(part) || words.stderr.contains(part), "{part}: {}{}", words.stdout, words.stderr);
    }
    // The day was written wrongly: right in the application and in the register of members.
    let correct = ["member", "correct", "1/2025-26", "--event", "1", "--on", "2025-06-09", "--order", "7"];
    done(&office, "2025-06-15", &correct);
    assert_eq!(done(&office, "2025-06-15", &["member", "roll", "5"])["rows"][0]["since"], "2025-06-09");
    office.chain();
}

#[test]
fn the_printed_roll_has_no_telephone_address_or_birthday() {
    let office = two_societies();
    let private = ["--address", "ग्राम रामपुर", "--set", "phone=9876543210", "--set", "occupation=कृषक"];
    let apply = [&["member", "receive", "सीता देवी", "--society", "5"][..], &FACTS, &private].concat();
    done(&office, "2025-06-02", &apply);
    done(&office, "2025-06-10", &["member", "admit", "1/2025-26", "--resolution", "4", "--reason", "x"]);
    let folder = office.folder().join("papers");
    let target = folder.to_str().expect("UTF-8");
    for (language, heading, format) in
        [("hi", "सदस्य सूची", "html"), ("en", "Roll of members", "html"), ("hi", "", "csv"), ("en", "", "xlsx")]
    {
        let paper = ["member", "roll", "5", "--paper", "--format", format, "-o", target, "--lang", language];
        let said = on(&office, "2025-06-30", &paper);
        assert_eq!(said.code, 0, "{}", said.stderr);
        let html = std::fs::read_to_string(folder.join("member_roll-BR-HQ-S-1.html")).expect("the paper");
        for part in [heading, "सीता देवी", "मोहन लाल"].into_iter().filter(|_| format == "html")
        {
            assert!(html.contains(part), "{part} in {language}");
        }
        for entry in std::fs::read_dir(&folder).expect("the folder").flatten() {
            let bytes = std::fs::read(entry.path()).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            for part in ["9876543210", "ग्राम रामपुर", "कृषक", "1980"] {
                assert!(!text.contains(part), "{part} in {}", entry.path().display());
            }
        }
    }
    assert!(folder.join("member_roll-BR-HQ-S-1.xlsx").exists());
}

#[test]
fn silence_makes_a_member_in_a_pacs_and_a_refusal_in_a_multi_state_society_and_is_recorded_by_an_officer() {
    let office = two_societies();
    receive(&office, "राम प्रवेश", "5", "2025-06-02");
    receive(&office, "श्याम प्रवेश", "6", "2025-06-02");
    let deem = |no: &'static str| ["member", "deem", no, "--reason", "x"];
    assert_eq!(told(&office, "2025-06-17", &deem("1/2025-26")), (6, codes(&["CAS-153"])), "the last day is the 17th");
    let due = on(&office, "2025-06-18", &["today", "--service", "membership", "--format", "csv"]);
    let rows = due.csv();
    assert_eq!((due.code, rows[0]["reason"].as_str(), rows[0]["on"].as_str()), (1, "deemed_granted", "2025-06-17"));
    assert_eq!(done(&office, "2025-06-18", &["member", "roll", "5"])["members"], 0, "nobody is entered by himself");
    let made = done(&office, "2025-06-20", &[&deem("1/2025-26")[..], &["--on", "2025-06-18"]].concat());
    assert_eq!((&made["stage"], &made["gave"]), (&"admitted".into(), &"BR-HQ-M-1".into()));
    let member = on(&office, "2025-06-20", &["register", "show", "member", "--format", "csv"]).csv();
    assert_eq!((member[0]["basis"].as_str(), member[0]["admitted_on"].as_str()), ("deemed", "2025-06-18"));

    // Four months were never sourced: nothing is deemed until the office sets them by order.
    assert_eq!(told(&office, "2025-12-01", &deem("2/2025-26")), (6, codes(&["CAS-153"])));
    let early = ["appeal", "file", "--application", "2/2025-26"];
    assert_eq!(on(&office, "2025-12-01", &early).code, 6, "not refused, and silence is no refusal yet");
    done(&office, "2025-05-01", &["clock", "set", "MS-MEM-01", "--months", "4", "--order", "2"]);
    let due = on(&office, "2025-10-03", &["today", "--service", "membership", "--format", "json"]).json();
    assert_eq!(
        (&due["data"]["rows"][0]["reason"], &due["data"]["rows"][0]["on"]),
        (&"deemed_refused".into(), &"2025-10-02".into())
    );
    // The appeal counts from the day after the last one; nothing needs to be recorded for it.
    done(&office, "2025-05-01", &["clock", "set", "MS-MEM-03", "--days", "60", "--order", "3"]);
    done(&office, "2025-10-10", &early);
    let facts = done(&office, "2025-10-10", &["appeal", "show", "1/2025-26"])["facts"].clone();
    let fact = |key: &str| {
        let all = facts.as_array().expect("facts");
        all.iter().find(|fact| fact["field"] == key).map(|fact| fact["value"].clone())
    };
    assert_eq!(fact("against"), Some("deemed_refusal".into()));
    assert_eq!((fact("refused_on"), fact("limit_on")), (Some("2025-10-03".into()), Some("2025-12-02".into())));
    done(&office, "2025-10-20", &[&deem("2/2025-26")[..], &["--on", "2025-10-03"]].concat());
    office.chain();
}

#[test]
fn a_refusal_is_appealed_out_of_time_condoned_heard_and_the_order_makes_a_member() {
    let office = two_societies();
    receive(&office, "सीता देवी", "5", "2025-06-02");
    let refuse = ["member", "refuse", "1/2025-26", "--remark", "family", "--because", "family_member"];
    assert_eq!(told(&office, "2025-06-10", &refuse), (0, codes(&["MEM-207"])), "a floor, not a cap");
    done(&office, "2025-05-01", &["clock", "set", "BR-MEM-02", "--days", "30", "--order", "2"]);
    let file = ["appeal", "file", "--application", "1/2025-26"];
    assert_eq!(told(&office, "2025-07-15", &file), (0, codes(&["CAS-204"])), "five days late");
    let admit = ["appeal", "admit", "1/2025-26", "--next", "2025-07-21", "--reason", "x"];
    assert_eq!(told(&office, "2025-07-15", &admit), (6, codes(&["CAS-124"])));
    done(&office, "2025-07-15", &["appeal", "act", "1/2025-26", "--do", "condone", "--order", "3", "--remark", "ill"]);
    done(&office, "2025-07-15", &admit);
    let hear = ["appeal", "hear", "1/2025-26", "--remark", "both heard", "--next", "2025-07-28"];
    done(&office, "2025-07-21", &hear);
    let decide = ["appeal", "decide", "1/2025-26", "--result", "allowed", "--remark", "no reason"];
    assert_eq!(told(&office, "2025-07-28", &decide), (6, codes(&["CAS-102"])), "an order is asked for");
    let given = done(&office, "2025-07-28", &[&decide[..], &["--order", "A/1"]].concat());
    assert_eq!((&given["stage"], &given["gave"]), (&"allowed".into(), &"BR-HQ-M-1".into()));
    let member = on(&office, "2025-07-28", &["register", "show", "member", "--personal", "--format", "csv"]).csv();
    let cell = |key: &str| member[0][key].as_str();
    assert_eq!((cell("basis"), cell("case_no"), cell("guardian")), ("appeal", "BR-HQ-MA-1", "मोहन लाल"));
    assert_eq!((cell("member_no"), cell("kind"), cell("dob")), ("1", "ordinary", "1980-03-04"));
    done(&office, "2025-08-05", &["appeal", "act", "1/2025-26", "--do", "comply", "--reason", "entered"]);
    let listed = on(&office, "2025-08-05", &["appeal", "list", "--format", "json"]).json();
    assert_eq!(listed["data"]["rows"][0]["stage"], "allowed", "{listed}");
    let shown = done(&office, "2025-08-05", &["appeal", "show", "1/2025-26"]);
    assert!(!shown.to_string().contains("सीता"), "who appeals is shown only with --personal");
    office.chain();
}

#[test]
fn shares_are_allotted_transferred_and_given_back_and_never_fall_below_nothing() {
    let office = two_societies();
    for (no, name) in [("1/2025-26", "सीता देवी"), ("2/2025-26", "गीता देवी")] {
        receive(&office, name, "5", "2025-06-02");
        let admit = ["member", "admit", no, "--resolution", "4", "--reason", "x", "--shares", "10", "--amount", "100"];
        done(&office, "2025-06-10", &admit);
    }
    let before = office.digest();
    let transfer = ["member", "transfer", "5", "1", "2", "--reason", "x", "--shares"];
    assert_eq!(told(&office, "2025-07-01", &[&transfer[..], &["11"]].concat()), (6, codes(&["MEM-114"])));
    assert_eq!(on(&office, "2025-07-01", &["member", "allot", "5", "1", "--shares", "1", "--amount", "10"]).code, 6);
    assert_eq!(on(&office, "2025-07-01", &[&transfer[..4], &["9", "--shares", "1", "--reason", "x"]].concat()).code, 5);
    assert_eq!(office.digest(), before);
    done(&office, "2025-07-01", &[&transfer[..], &["4"]].concat());
    let account = |no: &str| done(&office, "2025-07-31", &["member", "shares", "5", no]);
    let (one, two) = (account("1"), account("2"));
    assert_eq!((&one["shares"], &one["amount"], &two["shares"]), (&6.into(), &6_000.into(), &14.into()));
    let kinds: Vec<&str> =
        one["rows"].as_array().expect("rows").iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(kinds, ["opening", "transfer_out"], "what the register had came in first");
    let redeem = ["member", "redeem", "5", "2", "--shares", "14", "--reason", "x"];
    done(&office, "2025-07-10", &redeem);
    assert_eq!(told(&office, "2025-07-11", &redeem), (6, codes(&["MEM-114"])));
    // An entry written wrongly is put right, and the register of members with it.
    let entry = two["rows"][1]["entry"].as_str().expect("an entry").to_owned();
    let wrong = ["member", "amend", "5", "2", "--entry", &entry, "--set", "shares_in=5", "--order", "8"];
    done(&office, "2025-07-12", &wrong);
    assert_eq!(account("2")["shares"], 1);
    assert_eq!(done(&office, "2025-07-31", &["member", "roll", "5"])["rows"][1]["shares"], 1);
    let all = on(&office, "2025-07-31", &["member", "shares", "5", "--format", "json"]).json();
    let found: Vec<&str> =
        all["findings"].as_array().expect("findings").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(found, ["MEM-307"], "the society has no share capital in its register");
    let remove = ["member", "remove", "5", "1", "--reason", "x", "--because"];
    assert_eq!(told(&office, "2025-07-15", &[&remove[..], &["transfer"]].concat()), (6, codes(&["MEM-121"])));
    assert_eq!(told(&office, "2025-07-15", &[&remove[..], &["expulsion"]].concat()), (6, codes(&["MEM-119"])));
    assert_eq!(told(&office, "2025-07-15", &[&remove[..], &["resignation"]].concat()), (0, codes(&["MEM-210"])));
    assert_eq!(told(&office, "2025-07-16", &[&remove[..], &["death"]].concat()), (6, codes(&["MEM-107"])));
    assert_eq!(done(&office, "2025-07-31", &["member", "roll", "5"])["members"], 1);
    assert_eq!(done(&office, "2025-07-14", &["member", "roll", "5"])["members"], 2);
    office.chain();
}

#[test]
fn an_expulsion_in_mp_waits_fifteen_days_its_dispute_lapses_and_the_member_is_barred() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("office");
    let path = folder.to_str().expect("UTF-8");
    let names = ["--name-hi", "उप आयुक्त, भोपाल", "--name-en", "Deputy Commissioner, Bhopal"];
    let made = run(
        "coop-register",
        &[&["office", "init", path, "--state", "MP", "--code", "MP-BPL"][..], &names].concat(),
        b"",
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    let said = |day: &str, arguments: &[&str]| {
        let ran = at(&folder, day, &[arguments, &["--format", "json"]].concat());
        let all = ran.json()["findings"].as_array().cloned().unwrap_or_default();
        let codes: Vec<String> = all.iter().filter_map(|one| one["code"].as_str()).map(str::to_owned).collect();
        (ran.code, codes, ran.json()["data"].clone())
    };
    let well = |day: &str, arguments: &[&str]| {
        let (code, codes, data) = said(day, arguments);
        assert_eq!(code, 0, "{arguments:?}: {codes:?} {data}");
        data
    };
    let facts = ["--class", "dairy", "--set", "member_count=60", "--set", "area=Bhopal"];
    well("2025-04-01", &[&["application", "receive", "दुग्ध समिति"][..], &facts].concat());
    well("2025-04-01", &["application", "scrutinise", "1/2025-26", "--reason", "x"]);
    let decide = ["--result", "registered", "--order", "9", "--registration-no", "7", "--district", "Bhopal"];
    well("2025-04-02", &[&["application", "decide", "1/2025-26"][..], &decide].concat());
    let apply = ["member", "receive", "हरि साह", "--society", "7", "--guardian", "रामू साह", "--dob", "1980-01-01"];
    assert_eq!(said("2025-05-01", &apply).1, codes(&["MEM-201"]), "no age was sourced of MP");
    well("2025-05-02", &["member", "admit", "1/2025-26", "--resolution", "1", "--reason", "x"]);

    let opened = well("2025-06-01", &["expulsion", "propose", "7", "1"]);
    assert_eq!(opened["case"], "MP-BPL-EX-1");
    let notice = ["expulsion", "notice", "1/2025-26", "--remark", "harm", "--next", "2025-06-20"];
    well("2025-06-02", &notice);
    let resolve = ["expulsion", "resolve", "1/2025-26", "--resolution", "3", "--reason", "x"];
    assert_eq!(
        said("2025-06-10", &resolve).1,
        codes(&["CAS-101", "CAS-152"]),
        "the member is heard first, in fifteen days"
    );
    well("2025-06-10", &["expulsion", "hear", "1/2025-26", "--remark", "denied"]);
    let (code, found, _) = said("2025-06-17", &resolve);
    assert_eq!((code, found), (6, codes(&["CAS-152"])), "fifteen days for the answer");
    well("2025-06-18", &resolve);
    well("2025-06-20", &["expulsion", "expel", "1/2025-26", "--reason", "x"]);
    assert_eq!(well("2025-06-20", &["member", "roll", "7"])["members"], 0);
    let clock = |day: &str| well(day, &["expulsion", "clock", "1/2025-26"])["rows"][0].clone();
    assert_eq!(
        (&clock("2025-07-20")["standing"], &clock("2025-07-20")["due_on"]),
        (&"running".into(), &"2025-07-20".into())
    );
    let lapsed = clock("2025-07-21");
    assert_eq!((&lapsed["standing"], &lapsed["on_expiry"]), (&"expired".into(), &"lapses".into()));
    // Six years.
    assert_eq!(said("2026-01-01", &apply).1, codes(&["MEM-103"]));
    let again = ["expulsion", "propose", "7", "1"];
    assert_eq!(said("2026-01-01", &again).1, codes(&["MEM-107"]), "he is no member");
    // An appeal against it lets the membership go on.
    well("2025-07-01", &["appeal", "file", "--expulsion", "1/2025-26"]);
    let admit = ["appeal", "admit", "1/2025-26", "--next", "2025-07-08", "--reason", "x"];
    well("2025-07-01", &admit);
    let wrong = [
        "appeal",
        "act",
        "1/2025-26",
        "--do",
        "allow",
        "--order",
        "1",
        "--remark",
        "x",
        "--set",
        "member_no=2",
        "--set",
        "kind=ordinary",
    ];
    assert!(said("2025-07-08", &wrong).1.contains(&"CAS-125".to_owned()), "no second member");
    well("2025-07-08", &["appeal", "decide", "1/2025-26", "--result", "allowed", "--order", "1", "--remark", "x"]);
    assert_eq!(well("2025-07-08", &["member", "roll", "7"])["members"], 1);
    assert_eq!(well("2025-07-07", &["member", "roll", "7"])["members"], 0);
}

#[test]
fn books_of_members_and_shares_are_worked_on_from_where_they_ended() {
    let office = Office::new();
    for case in ["merged-headings-hindi", "members", "share-ledger"] {
        let file = repository(&format!("samples/legacy/{case}/{case}.xlsx"));
        let imported = office.run("coop-migrate", &["import", file.to_str().expect("UTF-8"), "--quiet"]);
        assert!(imported.code <= 1, "{}", imported.stderr);
    }
    let members = on(&office, "2026-03-31", &["register", "show", "member", "--format", "csv"]).csv();
    let society = members.iter().find(|row| row["ceased_on"].is_empty() && !row["member_no"].is_empty());
    let society = society.expect("a member of a book")["society"].clone();
    let roll = on(&office, "2026-03-31", &["member", "roll", &society, "--format", "json"]).json();
    let rows = roll["data"]["rows"].as_array().expect("a roll").clone();
    assert!(!rows.is_empty());
    let number = rows[0]["member_no"].as_str().expect("a number").to_owned();
    let held = rows[0]["shares"].as_i64().unwrap_or(0);
    let allot = ["member", "allot", &society, &number, "--shares", "3", "--amount", "300", "--reason", "x"];
    assert_eq!(done(&office, "2026-03-31", &allot)["held"], held + 3);
    let after = on(&office, "2026-03-31", &["member", "roll", &society, "--format", "json"]).json();
    assert_eq!(after["data"]["rows"][0]["shares"], held + 3, "{after}");
    // The roll of a day before the import reads the same book.
    let past = on(&office, "2015-03-31", &["member", "roll", &society, "--format", "csv"]).csv();
    assert!(
        past.len() <= rows.len()
            && past.iter().all(|row| row["since"].is_empty() || row["since"].as_str() <= "2015-03-31")
    );

    let ledger = on(&office, "2026-03-31", &["register", "show", "share_ledger", "--format", "csv"]).csv();
    let row = ledger.iter().find(|row| row["society"] != society).unwrap_or(&ledger[0]);
    let shares = on(&office, "2026-03-31", &["member", "shares", &row["society"], "--format", "json"]).json();
    assert_eq!(shares["data"]["rows"].as_array().map(Vec::is_empty), Some(false));
    // The book of members went on from its numbers: the next one is given.
    let apply = ["member", "receive", "नया सदस्य", "--society", &society, "--dob", "1990-01-01"];
    done(&office, "2026-03-31", &apply);
    let admitted = on(&office, "2026-03-31", &["member", "admit", "1/2025-26", "--resolution", "1", "--reason", "x"]);
    assert_eq!(admitted.code, 0, "{}", admitted.stderr);
    office.chain();
}

#[test]
fn appeals_of_a_book_are_cases_like_any_other() {
    let office = two_societies();
    let book = office.folder().join("appeals.csv");
    let rows = "अपील सं.,प्रस्तुति दिनांक,समिति पंजीयन संख्या,जिला,अपीलार्थी का नाम,अस्वीकृति दिनांक,अस्वीकृति का कारण,पारित आदेश,आदेश दिनांक\n\
                12,10-05-2025,5,पटना,राम प्रवेश,01-05-2025,निवासी नहीं,,\n\
                13,11-05-2025,5,पटना,श्याम प्रवेश,01-05-2025,निवासी नहीं,खारिज,20-05-2025\n";
    std::fs::write(&book, rows).expect("a file");
    let import = ["import", "--register", "membership_appeal", book.to_str().expect("UTF-8")];
    let imported = office.run("coop-migrate", &import);
    assert_eq!(imported.code, 0, "{}{}", imported.stdout, imported.stderr);
    let listed = on(&office, "2025-06-01", &["appeal", "list", "--format", "csv"]).csv();
    let stages: Vec<&str> = listed.iter().map(|row| row["stage"].as_str()).collect();
    assert_eq!(stages, ["filed", "dismissed"]);
    // No last day was in the book: whether it is late cannot be told, and does not stand in the way.
    done(&office, "2025-06-02", &["appeal", "admit", "12", "--next", "2025-06-09", "--reason", "x"]);
    let facts = ["--set", "guardian=हरि प्रसाद", "--set", "kind=ordinary", "--member-no", "7"];
    let decide = ["appeal", "decide", "12", "--result", "allowed", "--order", "4", "--remark", "x"];
    let given = done(&office, "2025-06-09", &[&decide[..], &facts].concat());
    assert_eq!(given["gave"], "BR-HQ-M-1");
    let roll = done(&office, "2025-06-09", &["member", "roll", "5"]);
    assert_eq!((&roll["rows"][0]["name"], &roll["rows"][0]["member_no"]), (&"राम प्रवेश".into(), &"7".into()));
    let late = ["appeal", "act", "13", "--do", "hear", "--remark", "x", "--next", "2025-07-01"];
    assert_eq!(told(&office, "2025-06-09", &late), (6, codes(&["CAS-108"])));
    office.chain();
}

#[test]
fn what_is_not_there_or_cannot_be_read_is_told_by_exit_code() {
    let office = two_societies();
    receive(&office, "सीता देवी", "5", "2025-06-02");
    done(&office, "2025-06-10", &["member", "admit", "1/2025-26", "--resolution", "4", "--reason", "x"]);
    for (arguments, code) in [
        (&["member", "roll", "99"][..], 5),
        (&["member", "shares", "5", "99"], 5),
        (&["member", "remove", "5", "1", "--because", "nonsense", "--reason", "x"], 2),
        (&["member", "remove", "5", "1", "--because", "death"], 6),
        (&["member", "allot", "5", "1", "--shares", "1", "--amount", "many", "--reason", "x"], 2),
        (&["member", "amend", "5", "1", "--set", "society=6", "--reason", "x"], 2),
        (&["member", "amend", "5", "1", "--entry", "BR-HQ-SL-9", "--set", "shares_in=1", "--reason", "x"], 5),
        (&["member", "act", "1/2025-26", "--do", "magic", "--reason", "x"], 2),
        (&["appeal", "file", "--application", "1/2025-26"], 6),
        (&["appeal", "file", "--application", "9/2025-26"], 5),
        (&["appeal", "file", "--applicant", "राम", "--society", "5"], 2),
        (&["expulsion", "propose", "5", "1", "--ground", "death"], 0),
    ] {
        let said = on(&office, "2025-06-12", arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}{}", said.stdout, said.stderr);
    }
    // A death needs no proceeding: it does not get as far as a notice.
    let notice = ["expulsion", "notice", "1/2025-26", "--remark", "x", "--next", "2025-07-01"];
    assert_eq!(told(&office, "2025-06-12", &notice), (6, codes(&["CAS-125"])));
    let amended = ["member", "amend", "5", "1", "--set", "guardian=सोहन लाल", "--order", "3"];
    assert_eq!(done(&office, "2025-06-13", &amended)["corrected"], true);
    assert_eq!(done(&office, "2025-06-13", &["member", "roll", "5"])["rows"][0]["guardian"], "सोहन लाल");
}

#[test]
fn the_sample_of_members_plays_from_application_to_the_roll() {
    let (office, said) = played("member.sh");
    for part in ["माना गया स्वीकृत", "गीता देवी", "राम प्रवेश"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let roll = done(&office, "2025-07-31", &["member", "roll", "5/PAT/2025"]);
    assert_eq!(roll["members"], 2, "{roll}");
    office.chain();
}
