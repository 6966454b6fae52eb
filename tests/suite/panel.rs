//! A panel year through the programs: notification, five applications, check, approval, debarment, leave, conflicts of interest,
//! the published list, in both languages.

use super::{
    office::{Office, Ran, run},
    on_a_day::{done as registered, played},
};
use serde_json::Value;
use std::fs;

/// Runs coop-audit for an office as on a day.
fn at(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run("coop-audit", &[&head[..], arguments].concat(), b"")
}

/// The same as JSON, with how it ended and the codes it named.
fn told(office: &Office, day: &str, arguments: &[&str]) -> (i32, Vec<String>, Value) {
    let said = at(office, day, &[arguments, &["--format", "json"]].concat());
    let json = said.json();
    let all = json["findings"].as_array().cloned().unwrap_or_default();
    let codes = all.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect();
    (said.code, codes, json["data"].clone())
}

fn done(office: &Office, day: &str, arguments: &[&str]) -> Value {
    let (code, codes, data) = told(office, day, arguments);
    assert_eq!(code, 0, "{arguments:?}: {codes:?} {data}");
    data
}

/// Values of a column of a listing.
fn column(data: &Value, key: &str) -> Vec<String> {
    let rows = data["rows"].as_array().or(data["applications"].as_array()).cloned().unwrap_or_default();
    rows.iter().map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
}

const NOTIFY: [&str; 11] = [
    "panel",
    "notify",
    "P/2026",
    "--last-day",
    "2025-12-20",
    "--from",
    "2026-01-01",
    "--to",
    "2026-12-31",
    "--order",
    "N/1",
];

/// An application of the notification, with what everybody declares.
fn apply(office: &Office, day: &str, name: &str, told: &[&str]) {
    let head = ["panel", "apply", "--notice", "P/2026", "--name", name, "--practice-since", "2010-04-01"];
    let declared = ["--set", "debt_amount=0", "--set", "officer_of_society=no", "--set", "disciplined=no"];
    done(office, day, &[&head[..], told, &declared].concat());
}

/// Five applicants: one passes, one lacks experience for A, one is in debt, a firm passes, one comes late and for the second time.
fn applied() -> Office {
    let office = Office::new();
    done(&office, "2025-12-01", &NOTIFY);
    let ca = |number, district, category, years| {
        ["--kind", "ca", "--membership", number, "--district", district, "--category", category, "--experience", years]
    };
    apply(&office, "2025-12-10", "आशा कुमारी वर्मा", &ca("412345", "Patna", "C", "6"));
    apply(&office, "2025-12-10", "राकेश रंजन", &[&ca("433333", "Gaya", "A", "4")[..], &["--audits", "1"]].concat());
    let head = ["panel", "apply", "--notice", "P/2026", "--name", "Meena Devi"];
    let debt = ["--practice-since", "2010-04-01", "--set", "debt_amount=5000", "--set", "officer_of_society=no"];
    done(&office, "2025-12-10", &[&head[..], &ca("455555", "Gaya", "C", "9"), &debt].concat());
    let firm = ["--kind", "ca_firm", "--firm", "012345C", "--district", "Patna", "--category", "B"];
    let more =
        ["--experience", "12", "--audits", "9", "--partners", "Dinesh Prasad Roy (401111); Kiran Sahay (402222)"];
    apply(&office, "2025-12-11", "Roy and Associates", &[&firm[..], &more].concat());
    apply(&office, "2025-12-22", "Shri Asha Kumari Verma", &ca("412345", "Patna", "C", "6"));
    office
}

#[test]
fn every_application_is_held_against_every_rule_in_one_pass() {
    let office = applied();
    assert_eq!(done(&office, "2025-12-01", &NOTIFY)["changed"], Value::Bool(false), "the same again");
    let other = [&NOTIFY[..4], &["2025-12-21"], &NOTIFY[5..]].concat();
    assert_eq!(told(&office, "2025-12-02", &other).1, ["PNL-303"], "the number is taken");
    let (code, codes, data) = told(&office, "2025-12-23", &["panel", "check", "--notice", "P/2026", "--failing"]);
    assert_eq!(code, 1);
    let lines: Vec<String> = column(&data, "application")
        .iter()
        .zip(column(&data, "rule"))
        .zip(column(&data, "outcome"))
        .map(|((number, rule), outcome)| format!("{} {rule} {outcome}", &number[..1]))
        .collect();
    assert_eq!(
        lines,
        [
            "1 single fail",
            "2 category_a fail",
            "3 debt fail",
            "3 discipline not_stated",
            "5 in_time fail",
            "5 single fail"
        ]
    );
    assert_eq!(codes.iter().filter(|code| *code == "PNL-102").count(), 1, "{codes:?}");
    let whole = told(&office, "2025-12-23", &["panel", "check", "4/2025-26"]);
    assert_eq!((whole.0, column(&whole.2, "outcome").iter().all(|one| one == "pass")), (0, true));
    let hindi = at(&office, "2025-12-23", &["panel", "check", "--lang", "hi"]).stdout;
    assert!(hindi.contains("तीन वर्ष का अनुभव") && hindi.contains("राजस्थान धारा 54"), "{hindi}");
    let english = at(&office, "2025-12-23", &["panel", "check", "--lang", "en"]).stdout;
    assert!(english.contains("three years' experience") && english.contains("text seen"), "{english}");
}

#[test]
fn who_passes_comes_onto_the_panel_by_order_and_who_fails_only_by_a_reason() {
    let office = applied();
    let day = "2025-12-23";
    done(&office, day, &["panel", "withdraw", "5/2025-26", "--reason", "twice"]);
    assert_eq!(told(&office, day, &["panel", "approve", "1/2025-26"]).1, ["CAS-102"], "an order is wanted");
    assert_eq!(told(&office, day, &["panel", "approve", "2/2025-26", "--order", "O/0"]).1, ["PNL-101"]);
    let all = ["panel", "approve", "--notice", "P/2026", "--order", "O/1"];
    let before = office.digest();
    let dry = told(&office, day, &[&all[..], &["--dry-run"]].concat());
    assert_eq!((dry.0, office.digest()), (1, before), "nothing was changed");
    let (code, _, data) = told(&office, day, &all);
    assert_eq!(code, 1, "two are left and told");
    assert_eq!(column(&data, "result"), ["approved", "left", "left", "approved"]);
    assert_eq!(column(&data, "panel_no"), ["P-2026-001", "", "", "P-2026-002"]);
    assert_eq!(column(&data, "fee_class"), ["III", "", "", "II"]);
    let again = told(&office, day, &all);
    assert_eq!(column(&again.2, "result"), ["left", "left"], "safe to run twice");
    let aside = ["panel", "approve", "2/2025-26", "--override", "nobody else in Gaya", "--order", "O/2"];
    let (code, codes, _) = told(&office, day, &aside);
    assert_eq!((code, codes.contains(&"PNL-104".to_owned())), (0, true), "{codes:?}");
    let facts = done(&office, day, &["panel", "show", "2/2025-26"])["facts"].clone();
    let set_aside = facts.as_array().expect("facts").iter().find(|fact| fact["field"] == "overridden").cloned();
    assert_eq!(set_aside.map(|fact| fact["value"].clone()), Some("category_a: nobody else in Gaya".into()));
    let panel = done(&office, "2026-02-01", &["panel", "list"]);
    assert_eq!(column(&panel, "standing"), ["on_panel"; 3]);
    // The next year the same person keeps the identity and the number.
    let next = [&["panel", "notify", "P/2027", "--last-day", "2026-12-20", "--from", "2027-01-01"][..]].concat();
    done(&office, "2026-12-01", &[&next[..], &["--to", "2027-12-31", "--order", "N/2"]].concat());
    let renewal = ["panel", "apply", "--notice", "P/2027", "--name", "Asha Kumari Verma", "--kind", "ca"];
    let numbers = ["--membership", "412345", "--district", "Patna", "--category", "C", "--experience", "7"];
    let declared = ["--practice-since", "2010-04-01", "--set", "debt_amount=0", "--set", "officer_of_society=no"];
    let last = ["--set", "disciplined=no"];
    done(&office, "2026-12-10", &[&renewal[..], &numbers, &declared, &last].concat());
    let renewed = told(&office, "2026-12-23", &["panel", "approve", "Asha Kumari Verma", "--order", "O/9"]).2;
    assert_eq!(
        (column(&renewed, "panel_no"), column(&renewed, "auditor")),
        (vec!["P-2026-001".to_owned()], vec!["BR-HQ-A-1".to_owned()])
    );
    assert_eq!(
        column(&done(&office, "2027-02-01", &["panel", "list", "--standing", "on_panel"]), "auditor"),
        ["BR-HQ-A-1"]
    );
    office.chain();
}

/// Those who pass, on the panel.
fn approved() -> Office {
    let office = applied();
    done(&office, "2025-12-23", &["panel", "withdraw", "5/2025-26", "--reason", "twice"]);
    assert_eq!(told(&office, "2025-12-23", &["panel", "approve", "--notice", "P/2026", "--order", "O/1"]).0, 1);
    office
}

#[test]
fn nobody_is_debarred_unheard_and_a_debarment_ends_by_itself() {
    let office = approved();
    let cause = ["panel", "cause", "P-2026-001", "--charge", "reports late", "--reply-by", "2026-02-16"];
    done(&office, "2026-02-01", &cause);
    let debar = |from: &str| {
        ["panel", "debar", "1/2025-26", "--from", from, "--to", "2026-08-31", "--order", "D/1", "--reason", "late"]
            .map(str::to_owned)
    };
    let refused = |day: &str, from: &str| {
        let arguments = debar(from);
        told(&office, day, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(refused("2026-02-05", "2026-03-01").1, ["PNL-401"], "the time to answer runs");
    done(&office, "2026-02-10", &["panel", "answer", "1/2025-26", "--remark", "not satisfied"]);
    assert_eq!(refused("2026-02-12", "2026-02-01").1, ["PNL-403"], "it does not reach back");
    assert_eq!(refused("2026-02-12", "2026-03-01").0, 0);
    let standing = |day: &str| column(&done(&office, "2026-02-12", &["panel", "list", "--on", day]), "standing");
    assert_eq!(standing("2026-02-28"), ["on_panel", "on_panel"]);
    assert_eq!(standing("2026-03-01"), ["debarred", "on_panel"]);
    assert_eq!(standing("2026-08-31"), ["debarred", "on_panel"]);
    assert_eq!(standing("2026-09-01"), ["on_panel", "on_panel"]);
    assert_eq!(standing("2027-01-01"), ["ended", "ended"]);
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().to_str().expect("UTF-8");
    for (language, apart) in [("hi", "विवर्जित या निलंबित"), ("en", "Debarred or suspended")]
    {
        let made = ["panel", "publish", "--format", "html,csv", "--lang", language, "-o", into];
        assert_eq!(at(&office, "2026-03-02", &made).code, 0);
        let page = fs::read_to_string(folder.path().join("auditor_panel.html")).expect("a page");
        assert!(page.contains(apart) && page.contains("P-2026-002"), "{page}");
    }
    let on_panel = fs::read_to_string(folder.path().join("auditor_panel.auditor_panel.csv")).expect("a list");
    assert!(!on_panel.contains("P-2026-001") && on_panel.contains("Roy and Associates"), "{on_panel}");
    office.chain();
}

#[test]
fn leave_is_a_span_that_order_may_shorten() {
    let office = approved();
    let add = ["auditor", "leave", "add", "P-2026-001", "--from", "2026-04-01", "--to", "2026-04-30", "--order", "L/1"];
    assert_eq!(done(&office, "2026-03-01", &add)["leave"], "BR-HQ-AL-1");
    assert_eq!(done(&office, "2026-03-01", &add)["changed"], Value::Bool(false));
    let twice = [&add[..4], &["--from", "2026-04-30", "--to", "2026-05-02", "--order", "L/2"]].concat();
    assert_eq!(told(&office, "2026-03-01", &twice).1, ["PNL-404"]);
    let standing = |on: &str| column(&done(&office, "2026-05-01", &["panel", "list", "--on", on]), "standing");
    assert_eq!(
        (standing("2026-04-01"), standing("2026-05-01")),
        (vec!["on_leave".to_owned(), "on_panel".to_owned()], vec!["on_panel".to_owned(); 2])
    );
    done(&office, "2026-04-15", &["auditor", "leave", "withdraw", "BR-HQ-AL-1", "--order", "L/3"]);
    assert_eq!((standing("2026-04-14")[0].as_str(), standing("2026-04-15")[0].as_str()), ("on_leave", "on_panel"));
    let again = done(&office, "2026-04-15", &["auditor", "leave", "withdraw", "BR-HQ-AL-1", "--order", "L/3"]);
    assert_eq!(again["changed"], Value::Bool(false), "the same order told again changes nothing");
    let once = told(&office, "2026-04-16", &["auditor", "leave", "withdraw", "BR-HQ-AL-1", "--order", "L/4"]);
    assert_eq!((once.0, once.1), (6, vec!["PNL-405".to_owned()]));
    // For machines a standing is a code in every language; people read a sentence.
    let listed = |language: &str| done(&office, "2026-04-10", &["auditor", "list", "--lang", language])["rows"].clone();
    let (hi, en) = (listed("hi"), listed("en"));
    let serve =
        |district: &str| column(&done(&office, "2026-04-10", &["auditor", "list", "--district", district]), "auditor");
    assert_eq!((serve("पटना"), serve("Gaya")), (serve("212"), serve("196")), "a district by its name or its LGD code");
    assert_eq!((&hi[0]["standing"], &hi[0]["home_district"]), (&en[0]["standing"], &en[0]["home_district"]));
}

#[test]
fn a_partner_on_the_board_is_told_across_scripts_and_an_officer_decides() {
    let office = approved();
    let receive = ["application", "receive", "कोसी मत्स्यजीवी सहयोग समिति", "--class", "fishery"];
    registered(&office, "2025-04-01", &[&receive[..], &["--set", "member_count=30", "--set", "area=Patna"]].concat());
    let papers = "form,byelaws,minutes,members,bank,viability,identity,area";
    registered(&office, "2025-04-01", &["application", "scrutinise", "1/2025-26", "--reason", "x", "--papers", papers]);
    let decide = ["application", "decide", "1/2025-26", "--result", "registered", "--order", "9"];
    // Of another district than the firm: the name alone makes it likely.
    registered(&office, "2025-04-02", &[&decide[..], &["--registration-no", "12", "--district", "Gaya"]].concat());
    let list = office.folder().join("bearers.csv");
    fs::write(&list, "पंजीयन संख्या,पद,नाम,कब से\n12,अध्यक्ष,दिनेश प्रसाद राय,15-04-2025\n12,सदस्य,वर्मा,15-04-2025\n")
        .expect("a list");
    let import = ["import", list.to_str().expect("UTF-8"), "--register", "office_bearer"];
    assert_eq!(office.run("coop-migrate", &import).code, 0);
    let found = |day: &str| {
        let data = done(&office, day, &["auditor", "conflicts"]);
        let rows = data["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| (row["ground"].clone(), row["sure"].clone(), row["bars"].clone())).collect::<Vec<_>>()
    };
    let day = "2026-02-01";
    let partner = |sure: &str, bars: bool| vec![("partner_on_board".into(), sure.into(), Value::Bool(bars))];
    assert_eq!(found(day), partner("likely", false));
    let on = ["P-2026-002", "12", "--ground", "partner_on_board"];
    let verb = |verb: &'static str, order: &'static str| [&["auditor", verb][..], &on, &["--order", order]].concat();
    done(&office, day, &verb("confirm", "C/1"));
    assert_eq!(found(day), partner("likely", true));
    done(&office, day, &verb("clear", "C/2"));
    assert_eq!(found(day), partner("likely", false));
    assert_eq!(done(&office, day, &verb("clear", "C/2"))["changed"], Value::Bool(false));
    let none = ["auditor", "clear", "P-2026-001", "12", "--ground", "indebted", "--order", "C/3"];
    assert_eq!(told(&office, day, &none).1, ["CNF-201"]);
    // An officer may know what no register tells; that he alone knows it is said once, and a slip of the pen is seen.
    let alone = ["auditor", "confirm", "P-2026-001", "12", "--ground", "indebted", "--order", "C/4"];
    let (code, codes, data) = told(&office, day, &alone);
    assert_eq!((code, codes, &data["changed"]), (0, vec!["CNF-202".to_owned()], &Value::Bool(true)));
    let (code, codes, data) = told(&office, day, &alone);
    assert_eq!((code, codes, &data["changed"]), (0, vec![], &Value::Bool(false)));
    let hindi = at(&office, day, &["auditor", "conflicts", "--lang", "hi"]).stdout;
    assert!(hindi.contains("भागीदार समिति में पदाधिकारी") && hindi.contains("निरस्त"), "{hindi}");
    office.chain();
}

#[test]
fn many_applications_come_from_a_list_with_rejects() {
    let office = Office::new();
    done(&office, "2025-12-01", &NOTIFY);
    let list = office.folder().join("applications.csv");
    let rows = "आवेदक का नाम,आवेदक प्रकार,सदस्यता संख्या,जिला,माँगी गई श्रेणी,अनुभव (वर्ष),आवेदन तिथि\n\
                गीता रानी,CA,466666,पटना,C,5,15-12-2025\nमोहन दास,CA,477777,कहीं नहीं,C,5,15-12-2025\n";
    fs::write(&list, rows).expect("a list");
    let path = list.to_str().expect("UTF-8");
    let said = at(&office, "2025-12-16", &["panel", "apply", path, "--notice", "P/2026"]);
    assert_eq!(said.code, 1, "{}{}", said.stdout, said.stderr);
    let found = done(&office, "2025-12-16", &["panel", "applications"]);
    assert_eq!(column(&found, "title"), ["गीता रानी"]);
    let checked = told(&office, "2025-12-16", &["panel", "check", "गीता रानी", "--failing"]);
    assert_eq!(checked.0, 1, "what a list does not say is not stated: {}", checked.2);
    let day = |said: &Value| {
        said["facts"]
            .as_array()
            .and_then(|facts| facts.iter().find(|fact| fact["field"] == "applied_on"))
            .map(|fact| fact["value"].clone())
    };
    let known = |who: &str| day(&done(&office, "2025-12-19", &["panel", "show", who]));
    assert_eq!(known("गीता रानी"), Some("2025-12-15".into()), "the list says it");
    // Of a list without a column for it the day is told with --on, else it is the day of the command.
    let rows = "आवेदक का नाम,आवेदक प्रकार,सदस्यता संख्या,जिला,माँगी गई श्रेणी\nसुधा सिन्हा,CA,488888,पटना,C\n";
    fs::write(&list, rows).expect("a list");
    let apply = ["panel", "apply", path, "--notice", "P/2026", "--on", "2025-12-14"];
    assert_eq!(at(&office, "2025-12-18", &apply).code, 0);
    assert_eq!(known("सुधा सिन्हा"), Some("2025-12-14".into()));
}

#[test]
fn the_sample_is_played_to_the_end() {
    let (office, said) = played("panel.sh");
    assert!(said.contains("P-2026-003"), "{said}");
    office.chain();
}
