//! A whole audit year as the sample plays it: panel, leave, allotment, order, refusal, replacement, messages, report, fee, class,
//! objections, compliance, arrears; what the registers, the reports and a second run say of it.

use super::{
    office::{Office, Ran, run},
    on_a_day::played,
};
use serde_json::Value;
use std::fs;

const AUDIT: &str = "BR-HQ-S-1/2025-26";

fn ca(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run("coop-audit", &[&head[..], arguments].concat(), b"")
}

fn data(office: &Office, day: &str, arguments: &[&str]) -> Value {
    let said = ca(office, day, &[arguments, &["--format", "json"]].concat());
    assert!(said.code <= 1, "{arguments:?}: {}{}", said.stdout, said.stderr);
    said.json()["data"].clone()
}

fn fact(show: &Value, key: &str) -> Option<String> {
    let facts = show["facts"].as_array().expect("facts");
    facts.iter().find(|fact| fact["field"] == key).and_then(|fact| fact["value"].as_str().map(str::to_owned))
}

#[test]
fn a_whole_audit_year_from_the_panel_to_the_arrears() {
    let (office, said) = played("audit_year.sh");
    // He on leave and the firm whose partner is chairman may not; one change by the replacement; the fee of the scheme; the class.
    for part in ["[ALT-311]", "[ALT-308]", "1 अंकेक्षण बदले, इनमें 0", "शुल्क ₹ 4,295", "वर्ग B"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }

    // The audit tells its own movement: refused by one, given to another by the second order, closed.
    let show = data(&office, "2026-12-01", &["audit", "show", AUDIT]);
    assert_eq!((show["stage"].as_str(), show["closed"].as_bool()), (Some("closed"), Some(true)));
    assert_eq!(fact(&show, "auditor").as_deref(), Some("BR-HQ-A-3"));
    assert_eq!(fact(&show, "order_no").as_deref(), Some("आव/2"));
    assert_eq!((fact(&show, "refused_on"), fact(&show, "draft")), (None, None), "what belonged to the first is gone");
    let movement = show["movement"].to_string();
    let at = |act: &str| movement.find(&format!("\"{act}\"")).unwrap_or_else(|| panic!("{act}: {movement}"));
    assert!(at("refuse") < at("replace") && at("replace") < at("accept") && at("accept") < at("close"), "{movement}");
    // The others were not touched.
    let listed = ca(&office, "2026-12-01", &["audit", "list", "--fy", "2025-26", "--format", "csv"]).csv();
    assert_eq!(listed.iter().filter(|row| row["stage"] == "allotted").count(), 5, "{listed:?}");

    // Once more, each: nothing changes.
    let before = office.digest();
    let day = "2026-05-02";
    let replace =
        ["allotment", "replace", "--fy", "2025-26", "--auditor", "BR-HQ-A-3", "--order", "आव/2", "--reason", "x"];
    let again = data(&office, "2026-12-01", &replace);
    assert_eq!((&again["changed"], &again["day_no"]), (&serde_json::json!([]), &Value::Null), "his report is in");
    let told = data(&office, day, &["allotment", "tell", "--fy", "2025-26", "--order", "x"]);
    assert_eq!((told["messages"].as_i64(), &told["notices"]), (Some(10), &serde_json::json!([])));
    assert_eq!(office.digest(), before);

    // Eleven messages wait: three auditors, six societies, and of the second order the society anew and who was relieved.
    let letters = fs::read_dir(office.folder().join("outbox")).expect("an outbox");
    let texts: Vec<String> =
        letters.filter_map(|entry| fs::read_to_string(entry.expect("a file").path()).ok()).collect();
    assert_eq!(texts.len(), 11, "{texts:?}");
    let relieved: Vec<&String> = texts.iter().filter(|text| text.contains("मुक्त")).collect();
    assert!(relieved.len() == 1 && relieved[0].contains("आशा कुमारी वर्मा (P-2026-001)"), "{relieved:?}");

    // A trial of the letters leaves nothing where they are to come.
    let letters = office.folder().join("letters");
    let trial = ["allotment", "letters", "--fy", "2025-26", "--dry-run", "-o", letters.to_str().expect("UTF-8")];
    let said = ca(&office, day, &[&trial[..], &["--lang", "en"]].concat());
    assert!(said.stdout.contains("3 auditors and 6 societies") && !letters.exists(), "{}{}", said.stdout, said.stderr);

    // All that stands in the way of a replacement, in one pass.
    let faults = ca(
        &office,
        "2026-12-01",
        &["allotment", "replace", "--fy", "2025-26", "--society", "77", "--society", "1/PAT/1990", "--order", "आव/3"]
            .into_iter()
            .chain(["--reason", "x", "--lang", "en"])
            .collect::<Vec<_>>(),
    );
    assert_eq!(faults.code, 5, "{}", faults.stderr);
    assert!(faults.stderr.contains("77") && faults.stderr.contains("report of BR-HQ-S-1 is in"), "{}", faults.stderr);

    // A year later five are in arrears of 2025-26; the reports of the branch say the same.
    let arrears = ca(&office, "2027-04-15", &["arrears", "--since", "2025-26", "--format", "csv"]);
    let of_year = arrears.csv().iter().filter(|row| row["fy"] == "2025-26").count();
    assert_eq!((arrears.code, of_year), (1, 5));
    let folder = office.folder().join("reports");
    let reports = ["auditor_panel", "allotment_order", "auditor_load", "audit_progress", "audit_arrears"];
    let more = ["audit_class_abstract", "objections_outstanding", "--format", "csv", "--fy", "2025-26", "-o"];
    let build = [&["report", "build"][..], &reports, &more, &[folder.to_str().expect("UTF-8")]].concat();
    let made = ca(&office, "2026-12-01", &build);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let files: Vec<String> = fs::read_dir(&folder)
        .expect("reports")
        .filter_map(|entry| entry.expect("a file").file_name().into_string().ok())
        .filter(|name| name.ends_with(".csv"))
        .collect();
    let has = |report: &&str| files.iter().any(|name| name.starts_with(report));
    assert!(reports.iter().chain(&more[..2]).all(has), "{files:?}");
    let of = |start: &str| {
        let name = files.iter().find(|name| name.starts_with(start)).expect("a report");
        fs::read_to_string(folder.join(name)).expect("a report")
    };
    let orders: Vec<&String> = files.iter().filter(|name| name.starts_with("allotment_order.allotted")).collect();
    assert_eq!(orders.len(), 2, "an order each: {orders:?}");
    let load = of("auditor_load.by_auditor.csv");
    assert!(load.contains("राजीव नयन मिश्र,ca,Chartered accountant,4,1,1,1,0,4295.00,4295.00,0.00"), "{load}");
    assert!(
        of("audit_progress.by_district").contains("Patna,6,6,1,1,1,1,16.67"),
        "{}",
        of("audit_progress.by_district")
    );
    let classes = of("audit_class_abstract.audit_class_by_class");
    assert!(classes.contains("pacs,PACS,0,1,0,0,0,5"), "one B, five none yet: {classes}");
    assert_eq!(of("audit_arrears.arrear_societies").lines().count(), 6, "five and the headings");
    assert_eq!(of("objections_outstanding.objections.csv").lines().count(), 1, "every para is settled");
    office.chain();
}
