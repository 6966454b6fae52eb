//! Computerisation: events go in all or none, what must come first comes first, and every figure is counted from days.

use super::office::{Office, Ran, repository, run};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// An office with a list of societies, and the registration numbers of its PACS in the order of identities.
pub fn with_societies() -> (Office, Vec<String>) {
    let office = Office::new();
    let sample = repository("samples/legacy/english-list/english-list.xlsx");
    let imported = office.run("coop-migrate", &["import", sample.to_str().expect("UTF-8"), "--quiet"]);
    assert_eq!(imported.code, 1, "one row of the sample is rejected: {}", imported.stderr);
    let listed = office.run("coop-register", &["society", "list", "--class", "pacs", "--format", "csv"]).csv();
    (office, listed.iter().map(|row| row["reg_no"].clone()).collect())
}

fn list(office: &Office, name: &str, lines: &[String]) -> PathBuf {
    let path = office.folder().join(name);
    fs::write(&path, lines.join("\n")).expect("a list");
    path
}

/// A selection list as a workbook: days of the spreadsheet, a column nobody asked for.
fn workbook(path: &Path, numbers: &[String]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let shown = Format::new().set_num_format("dd-mm-yyyy");
    let day = ExcelDateTime::from_ymd(2022, 9, 1).expect("a day");
    for (column, heading) in (0..).zip(["पंजीयन संख्या", "चयन तिथि", "phase", "remark"])
    {
        sheet.write(0, column, heading).expect("room");
    }
    for (row, number) in (1..).zip(numbers) {
        sheet.write(row, 0, number).expect("room");
        sheet.write_with_format(row, 1, &day, &shown).expect("room");
        sheet.write(row, 2, 2).expect("room");
        sheet.write(row, 3, "x").expect("room");
    }
    book.save(path).expect("a file");
}

/// Runs coop-migrate for the office as on a day.
pub fn on(office: &Office, day: &str, arguments: &[&str]) -> Ran {
    let folder = office.folder();
    let office = ["--office", folder.to_str().expect("UTF-8"), "--as-of", day];
    run("coop-migrate", &[&office[..], arguments].concat(), b"")
}

fn pacs(office: &Office, arguments: &[&str]) -> Ran {
    office.run("coop-migrate", &[&["pacs"], arguments].concat())
}

const WHY: [&str; 2] = ["--reason", "list of the directorate"];

/// The first three selected on 1 September 2022, their DCT complete in 2024, two of them live in 2025.
fn three() -> (Office, Vec<String>) {
    let (office, numbers) = with_societies();
    let [a, b, c] = [0, 1, 2].map(|at| numbers[at].as_str());
    let enter = |arguments: &[&str]| {
        let said = pacs(&office, &[arguments, &WHY].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
    };
    enter(&["select", a, b, c, "--on", "2022-09-01", "--phase", "1", "--list", "12/2022"]);
    enter(&["dct", a, b, c, "--on", "2024-06-01"]);
    enter(&["golive", a, "--on", "2025-03-10"]);
    enter(&["golive", b, "--on", "2025-12-28"]);
    (office, numbers)
}

#[test]
fn every_event_of_a_list_goes_in_or_none_and_all_faults_are_told_at_once() {
    let (office, numbers) = with_societies();
    let before = office.digest();
    let bad = list(
        &office,
        "bad.csv",
        &[
            "society,on,phase".into(),
            "no such,2022-09-01,1".into(),
            format!("{},31.02.2023,1", numbers[0]),
            ",2023-01-01,1".into(),
            format!("{},2027-01-01,1", numbers[1]),
            format!("{},2023-01-01,1", numbers[2]),
            format!("{},2023-01-01,1", numbers[2]),
        ],
    );
    let from = ["select", "--from", bad.to_str().expect("UTF-8")];
    let refused = pacs(&office, &[&from[..], &WHY, &["--format", "json"]].concat());
    let said = refused.json();
    let codes: Vec<&str> =
        said["findings"].as_array().expect("findings").iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!((refused.code, codes), (3, vec!["PCS-107", "PCS-110", "PCS-101", "PCS-104", "PCS-106"]), "{said}");
    assert_eq!(said["findings"][0]["place"]["cell"], "B3");
    assert_eq!(office.digest(), before);

    let good = office.folder().join("good.xlsx");
    workbook(&good, &numbers[..5]);
    let from = ["select", "--from", good.to_str().expect("UTF-8")];
    assert_eq!(pacs(&office, &from).code, 6, "an act rests on an order or a reason");
    let dry = pacs(&office, &[&from[..], &WHY, &["--dry-run"]].concat());
    assert_eq!((dry.code, office.digest() == before), (0, true), "{}", dry.stderr);
    let entered = pacs(&office, &[&from[..], &WHY, &["--format", "json"]].concat()).json();
    assert_eq!((&entered["data"]["entered"], &entered["data"]["new_units"]), (&5.into(), &5.into()), "{entered}");
    assert_eq!(entered["findings"][0]["code"], "PCS-108", "a column that is not read is told");
    let first = pacs(&office, &["list", "--format", "csv"]).csv().remove(0);
    assert_eq!((first["selected_on"].as_str(), first["phase"].as_str()), ("2022-09-01", "2"), "{first:?}");
    let after = office.digest();
    let again = pacs(&office, &[&from[..], &WHY, &["--format", "json"]].concat()).json();
    assert_eq!((&again["data"]["entered"], &again["data"]["already"]), (&0.into(), &5.into()), "{again}");
    assert_eq!(office.digest(), after, "twice is once");
    office.chain();
}

#[test]
fn what_comes_first_on_the_progress_sheet_is_asked_for_and_an_order_lets_it_pass() {
    let (office, numbers) = with_societies();
    let society = numbers[0].as_str();
    let code = |said: &Ran| said.json()["findings"][0]["code"].as_str().unwrap_or_default().to_owned();
    let json = ["--format", "json"];
    let stranger = pacs(&office, &[&["dct", society, "--on", "2024-01-01"][..], &WHY, &json].concat());
    assert_eq!((stranger.code, code(&stranger).as_str()), (6, "PCS-203"), "not selected");
    assert_eq!(pacs(&office, &[&["select", society, "--on", "2023-01-01"][..], &WHY].concat()).code, 0);
    let live = [&["golive", society, "--on", "2024-01-01"][..], &json].concat();
    let before = office.digest();
    let refused = pacs(&office, &[&live[..], &WHY].concat());
    assert_eq!((refused.code, code(&refused).as_str()), (6, "PCS-201"), "{}", refused.stdout);
    assert_eq!(office.digest(), before);
    let let_in = pacs(&office, &[&live[..], &["--order", "7/2024"]].concat());
    assert_eq!((let_in.code, code(&let_in).as_str()), (0, "PCS-201"), "{}", let_in.stdout);
    assert_eq!(let_in.json()["findings"][0]["severity"], "warning");
    // Entered late, but dated after the stage it comes before: still out of order.
    let late = pacs(&office, &[&["dct", society, "--on", "2024-02-01"][..], &WHY, &json].concat());
    assert_eq!((late.code, code(&late).as_str()), (6, "PCS-201"));
    assert_eq!(pacs(&office, &[&["dct", society, "--on", "2023-12-31"][..], &WHY].concat()).code, 0);
    let handover = pacs(&office, &[&["hoc", society, "--on", "2025-01-01"][..], &WHY, &json].concat());
    assert_eq!((handover.code, code(&handover).as_str()), (0, "PCS-202"), "a warning, as the sheet itself had it");
    let ahead = pacs(&office, &[&["audit", society, "--on", "2026-01-01"][..], &WHY, &json].concat());
    assert_eq!((ahead.code, code(&ahead).as_str()), (2, "PCS-104"));
    // No order of stages was seen of offices.
    let office_unit = ["Zila office", "--kind", "office"];
    let select = [&["select"][..], &office_unit, &["--district", "Patna", "--on", "2023-10-06"], &WHY].concat();
    assert_eq!(pacs(&office, &select).code, 0);
    let live = pacs(&office, &[&["golive", "Zila office", "--on", "2025-12-01"][..], &WHY, &json].concat());
    assert_eq!((live.code, live.json()["findings"].as_array().map(Vec::len)), (0, Some(0)));
}

#[test]
fn a_correction_of_a_day_takes_the_place_of_the_first_and_both_stay_in_the_history() {
    let (office, numbers) = three();
    let moved = pacs(&office, &[&["golive", &numbers[0], "--on", "2025-04-10"][..], &WHY].concat());
    assert_eq!(moved.code, 0, "{}", moved.stderr);
    let show = office.json("coop-migrate", &["pacs", "show", &numbers[0]]);
    let stages = show["data"]["units"][0]["stages"].as_array().expect("stages").clone();
    let live = stages.iter().find(|stage| stage["stage"] == "golive").expect("live");
    assert_eq!(live["on"], "2025-04-10");
    assert!(stages[0]["particulars"].as_str().is_some_and(|said| said.contains("12/2022")), "{}", stages[0]);
    assert_eq!(live["rests_on"], "reason: list of the directorate");
    let hindi = pacs(&office, &["show", &numbers[0], "--lang", "hi"]);
    assert!(hindi.stdout.contains("लाइव") && hindi.stdout.contains("कारण: list"), "{}", hindi.stdout);
}

#[test]
fn progress_is_counted_from_days_and_an_earlier_day_is_counted_as_it_was() {
    let (office, _) = three();
    let show = |day: &str, more: &[&str]| {
        on(&office, day, &[&["progress", "show", "--kind", "pacs", "--format", "json"], more].concat()).json()
    };
    let count = |said: &serde_json::Value, stage: &str| said["data"]["total"][stage]["count"].as_u64();
    let now = show("2025-12-31", &["--since", "2025-01-01"]);
    assert_eq!(
        (count(&now, "selected"), count(&now, "dct"), count(&now, "golive")),
        (Some(3), Some(3), Some(2)),
        "{now}"
    );
    let live = &now["data"]["total"]["golive"];
    assert_eq!(
        (&live["share"], &live["day"], &live["week"], &live["since"]),
        (&6667.into(), &0.into(), &1.into(), &2.into())
    );
    let then = show("2025-03-09", &[]);
    assert_eq!((count(&then, "dct"), count(&then, "golive")), (Some(3), Some(0)));
    let unknown = show("2025-12-31", &["--known-on", "2020-01-01"]);
    assert_eq!(count(&unknown, "selected"), Some(0), "nothing was recorded by then");
    // By block the same units, and the columns close.
    let blocks = show("2025-12-31", &["--by", "block"]);
    let places = blocks["data"]["places"].as_array().expect("places");
    let sum: u64 = places.iter().filter_map(|place| place["stages"]["golive"]["count"].as_u64()).sum();
    assert_eq!((Some(sum), count(&blocks, "golive")), (Some(2), Some(2)));
    let gap = office.run("coop-migrate", &["progress", "show", "--gap", "dct-not-live", "--format", "csv"]).csv();
    assert_eq!((gap.len(), gap[0]["days"].as_str()), (1, "578"), "{gap:?}");
    assert_eq!(office.run("coop-migrate", &["progress", "show", "--gap", "nonsense"]).code, 5);
    let table = office.run("coop-migrate", &["progress", "show", "--lang", "hi", "--digits", "deva"]);
    assert!(table.stdout.contains("योग") && table.stdout.contains("६६.६७"), "{}", table.stdout);
}

#[test]
fn counts_against_the_order_of_the_sheet_are_findings_of_the_place() {
    let (office, numbers) = three();
    let skipped = [&["audit", &numbers[2], "--on", "2025-12-01"][..], &["--order", "9/2025"]].concat();
    assert_eq!(pacs(&office, &skipped).code, 0);
    let held = office.run("coop-migrate", &["progress", "show"]);
    assert_eq!(held.code, 0, "two live, one audited: the counts alone cannot tell\n{}", held.stderr);
    let [a, b] = [0, 1].map(|at| numbers[at].as_str());
    assert_eq!(pacs(&office, &["audit", a, b, "--on", "2025-12-29", "--order", "9/2025"]).code, 0);
    let broken = office.run("coop-migrate", &["progress", "show", "--format", "json"]);
    assert_eq!((broken.code, broken.json()["findings"][0]["code"].as_str()), (1, Some("PCS-401")), "{}", broken.stdout);
    let shown = office.run("coop-migrate", &["pacs", "show", &numbers[2], "--format", "json"]);
    assert_eq!((shown.code, shown.json()["findings"][0]["code"].as_str()), (1, Some("PCS-201")));
}

#[test]
fn sums_and_shares_of_a_sanction_are_held_and_hardware_that_is_missing_is_named() {
    let (office, numbers) = three();
    let sanction = ["sanction", &numbers[0], "--on", "2023-02-01", "--sanction-no", "9/23", "--format", "json"];
    let amounts = ["--amount", "54,92,00,000", "--centre", "32,94,00,000", "--state", "21,06,00,000"];
    let said = pacs(&office, &[&sanction[..], &amounts, &WHY].concat()).json();
    let codes: Vec<&str> =
        said["findings"].as_array().expect("findings").iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!(codes, ["PCS-301", "PCS-302"], "{said}");
    assert_eq!(said["findings"][0]["args"]["unexplained"], "92,00,000");
    // In Bihar the lists of phase three want a resolution of the district committee first.
    let third = ["select", &numbers[3], "--on", "2025-06-01", "--phase", "3"];
    assert_eq!(pacs(&office, &[&third[..], &WHY].concat()).code, 0);
    let unresolved = ["sanction", &numbers[3], "--on", "2025-07-01", "--format", "json"];
    let said = pacs(&office, &[&unresolved[..], &WHY].concat()).json();
    assert_eq!((&said["code"], said["findings"][0]["code"].as_str()), (&0.into(), Some("PCS-202")), "{said}");
    assert_eq!(said["findings"][0]["args"]["first"], "District committee (DLMIC)");
    let odd =
        pacs(&office, &[&["sanction", &numbers[1], "--on", "2023-02-01", "--amount", "1,2,3"][..], &WHY].concat());
    assert_eq!(odd.code, 2, "{}", odd.stderr);
    let hardware = ["hardware", &numbers[0], "--on", "2023-05-01", "--items", "कम्प्यूटर, VPN", "--format", "json"];
    let said = pacs(&office, &[&hardware[..], &WHY].concat()).json();
    assert_eq!(said["findings"][0]["args"]["missing"], "Webcam, Printer, Biometric device", "{said}");
    let all = pacs(&office, &["list", "--findings", "--format", "csv"]).csv();
    let codes: Vec<&str> = all.iter().map(|row| row["code"].as_str()).collect();
    assert_eq!(codes, ["PCS-301", "PCS-302", "PCS-303", "PCS-202"], "{all:?}");
}

#[test]
fn a_target_is_set_by_order_and_the_forecast_says_who_must_speed_up() {
    let (office, numbers) = three();
    let target = ["progress", "target", "set", "--kind", "pacs", "--units", "3", "--by-date", "2026-01-31"];
    assert_eq!(office.run("coop-migrate", &[&target[..], &WHY].concat()).code, 6);
    let district = office.json("coop-migrate", &["pacs", "list"])["data"]["rows"][0]["district"].to_string();
    let set = [&target[..], &["--district", &district, "--order", "T/1"]].concat();
    assert_eq!(office.json("coop-migrate", &set)["data"]["entered"], true);
    let before = office.digest();
    assert_eq!(office.json("coop-migrate", &set)["data"]["entered"], false);
    assert_eq!(office.digest(), before, "twice is once");
    let shown = office.run("coop-migrate", &["progress", "target", "show", "--format", "csv"]).csv();
    assert_eq!(
        (shown[0]["achieved"].as_str(), shown[0]["state"].as_str(), shown[0]["days_left"].as_str()),
        ("2", "open", "31")
    );
    let forecast = |window: &str| {
        let asked = ["progress", "forecast", "--kind", "pacs", "--window", window, "--format", "csv"];
        let said = office.run("coop-migrate", &asked);
        assert!(said.stderr.contains("straight line") && said.stderr.contains("no date"), "{}", said.stderr);
        said.csv().into_iter().find(|row| row["code"] == district).expect("the district")
    };
    // One in 30 days, one remains for 31 days.
    let soon = forecast("30");
    assert_eq!(
        (soon["done_on"].as_str(), soon["until"].as_str(), soon["state"].as_str()),
        ("2026-01-30", "2026-01-31", "in time")
    );
    let slow = forecast("90");
    assert_eq!(
        (slow["done_on"].as_str(), slow["state"].as_str(), slow["faster"].as_str()),
        ("2026-03-31", "must speed up", "2.91")
    );
    let idle = forecast("2");
    assert_eq!((idle["done_on"].as_str(), idle["state"].as_str()), ("", "no date: pace is zero"));
    let more = [&target[..], &["--district", &district, "--order", "T/2"]].concat();
    let more: Vec<&str> = more.iter().map(|word| if *word == "3" { "2" } else { word }).collect();
    assert_eq!(office.json("coop-migrate", &more)["data"]["before"], 3);
    let shown = office.run("coop-migrate", &["progress", "target", "show", "--format", "csv"]).csv();
    assert_eq!((shown.len(), shown[0]["state"].as_str(), shown[0]["order_no"].as_str()), (1, "met", "T/2"));
    assert!(numbers.len() > 3);
}

#[test]
fn the_days_a_state_has_set_are_asked_for_with_their_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = folder.path().join("office");
    let office = office.to_str().expect("UTF-8");
    let names = ["--name-hi", "जिला सहायक निबंधक, देहरादून", "--name-en", "Assistant Registrar, Dehradun"];
    let init = ["office", "init", office, "--state", "UK", "--code", "UK-DDN"];
    assert_eq!(run("coop-register", &[&init[..], &names].concat(), b"").code, 0);
    let list = folder.path().join("list.csv");
    fs::write(&list, "पंजीयन संख्या,समिति का नाम,जिला,वर्ग\n7/1961,भोगपुर पैक्स,देहरादून,पैक्स\n8/1961,रायपुर पैक्स,देहरादून,पैक्स")
        .expect("a list");
    let at = |day: &str, arguments: &[&str]| {
        run("coop-migrate", &[&["--office", office, "--as-of", day], arguments].concat(), b"")
    };
    let imported = at("2025-11-01", &["import", list.to_str().expect("UTF-8"), "--register", "society"]);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let enter = |arguments: &[&str]| {
        let said = at("2025-11-01", &[&["pacs"], arguments, &WHY].concat());
        assert_eq!(said.code, 0, "{}", said.stderr);
    };
    enter(&["select", "7/1961", "8/1961", "--on", "2022-07-08"]);
    enter(&["dct", "7/1961", "--on", "2025-09-01"]);
    enter(&["golive", "7/1961", "--on", "2025-10-01"]);
    let listed = at("2025-11-01", &["pacs", "list", "--format", "csv"]).csv();
    assert!(listed.iter().all(|row| row["kind"] == "mpacs"), "the State's PACS are multipurpose: {listed:?}");
    let forecast = at("2025-11-01", &["progress", "forecast", "--format", "csv"]);
    assert!(
        forecast.stderr.contains("31 December 2025") && forecast.stderr.contains("text seen"),
        "{}",
        forecast.stderr
    );
    let rows = forecast.csv();
    // One in 90 days: the other would be done 90 days on.
    assert_eq!(
        (rows[0]["until"].as_str(), rows[0]["done_on"].as_str(), rows[0]["state"].as_str()),
        ("2025-12-31", "2026-01-30", "must speed up")
    );
    let check = at("2026-01-10", &["cutover", "check", "--count"]);
    assert!(
        check.stderr.contains("1 January 2026") && check.stderr.contains("asked up to 2025-12-31"),
        "{}",
        check.stderr
    );
}

#[test]
fn a_legacy_list_speaks_of_the_same_units_and_its_undoing_leaves_them_as_they_were() {
    let (office, numbers) = three();
    let before = office.digest();
    let path = list(
        &office,
        "progress.csv",
        &[
            "क्र.सं.,पैक्स का नाम,पंजीयन संख्या,कार्यक्रम,चरण,चयन तिथि,डीसीटी पूर्ण तिथि,गो-लाइव तिथि".into(),
            format!("1,,{},पैक्स,1,01.09.2022,01.06.2024,15.08.2025", numbers[2]),
            format!("2,,{},पैक्स,2,13.06.2023,,", numbers[3]),
        ],
    );
    let imported = office.json("coop-migrate", &["import", path.to_str().expect("UTF-8")]);
    let data = &imported["data"];
    assert_eq!(
        (data["register"].as_str(), &data["imported"], &data["updated"]),
        (Some("computerisation"), &1.into(), &1.into()),
        "{imported}"
    );
    let batch = data["batch"].as_str().expect("a batch");
    let show = office.json("coop-migrate", &["progress", "show"]);
    assert_eq!(
        (&show["data"]["total"]["golive"]["count"], &show["data"]["total"]["selected"]["count"]),
        (&3.into(), &4.into())
    );
    assert_eq!(office.run("coop-migrate", &["reconcile", batch]).code, 0);
    let shown = office.json("coop-migrate", &["pacs", "show", &numbers[2]]);
    let rests =
        shown["data"]["units"][0]["stages"].as_array().expect("stages").last().expect("live")["rests_on"].clone();
    assert_eq!(rests, format!("{batch}/1/2"));
    assert_eq!(office.run("coop-migrate", &["undo", batch, "--reason", "way back"]).code, 0);
    assert_eq!(office.digest(), before);
}

#[test]
fn the_report_counts_what_the_command_counts_in_both_languages() {
    let (office, _) = three();
    let folder = office.folder().join("made");
    let out = folder.to_str().expect("UTF-8");
    for (language, words) in
        [("en", ["Dynamic day-end", "DCT completed, not Live"]), ("hi", ["चालू दिवस समापन", "पर लाइव नहीं"])]
    {
        let asked = ["report", "build", "computerisation", "--format", "html,csv,xlsx", "-o", out, "--lang", language];
        let made = office.run("coop-register", &asked);
        assert_eq!(made.code, 0, "{}", made.stderr);
        let page = fs::read_to_string(folder.join("computerisation.html")).expect("a page");
        assert!(words.iter().all(|word| page.contains(word)) && page.contains("<svg"), "{language}");
        assert!(folder.join("computerisation.xlsx").is_file());
    }
    let csv = fs::read_to_string(folder.join("computerisation.by_stage.csv")).expect("the stages");
    let live = csv.lines().find(|line| line.starts_with("golive")).expect("live");
    assert_eq!(live, "golive,Live,2,66.67,1");
    let gap = fs::read_to_string(folder.join("computerisation.dct_not_live.csv")).expect("the gap");
    assert_eq!(gap.lines().count(), 2, "{gap}");
}

#[test]
fn a_list_is_kept_as_a_source_and_its_batch_leads_back_to_it() {
    let (office, numbers) = with_societies();
    let before = office.digest();
    let path = list(
        &office,
        "selection.csv",
        &[
            "PACS Name,Reg. No.,चयन तिथि,phase".into(),
            format!("as printed,{},01.09.2022,1", numbers[0]),
            format!("as printed,{},1 सितम्बर 2022,1", numbers[1]),
        ],
    );
    let from = ["select", "--from", path.to_str().expect("UTF-8"), "--format", "json"];
    let sources = || fs::read_dir(office.folder().join("sources")).expect("the sources").count();
    let kept = sources();
    let dry = pacs(&office, &[&from[..], &WHY, &["--dry-run"]].concat());
    assert_eq!((dry.code, sources()), (0, kept), "{}", dry.stderr);
    let entered = pacs(&office, &[&from[..], &WHY].concat()).json();
    let batch = entered["data"]["batch"].as_str().expect("a batch").to_owned();
    assert_eq!((&entered["data"]["entered"], sources()), (&2.into(), kept + 1), "{entered}");
    let sha256 = coop_registry::source::sha256_of(&path).expect("a file");
    let stored = fs::read_dir(office.folder().join("sources")).expect("the sources");
    let stored = stored.filter_map(Result::ok).find(|found| found.file_name().to_string_lossy().contains(&sha256));
    let stored = stored.expect("the list is kept under its hash");
    assert_eq!(fs::read(stored.path()).expect("bytes"), fs::read(&path).expect("bytes"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(stored.metadata().expect("facts").permissions().mode() & 0o777, 0o600);
    }

    let shown = office.json("coop-migrate", &["pacs", "show", &numbers[1]]);
    let unit = shown["data"]["units"][0].clone();
    let rests_on = unit["stages"][0]["rests_on"].as_str().expect("a source");
    assert!(rests_on.starts_with(&format!("{batch}/1/3,")), "{unit}");
    let id = unit["id"].as_str().or_else(|| unit["unit"].as_str()).expect("an identity").to_owned();
    let traced = office.run("coop-migrate", &["trace", &id, "--field", "selected_on", "--format", "csv"]).csv();
    assert_eq!(
        (traced[0]["file"].as_str(), traced[0]["cell"].as_str(), traced[0]["batch"].as_str()),
        ("selection.csv", "C3", batch.as_str()),
        "{traced:?}"
    );
    // Its rows are events: there is nothing to read once more, and no other batch is hindered by it.
    let refused = office.run("coop-migrate", &["reconcile", &batch, "--lang", "en"]);
    assert!(refused.code == 6 && refused.stderr.contains("coop-migrate pacs select"), "{}", refused.stderr);
    assert_eq!(office.run("coop-migrate", &["reconcile"]).code, 0);
    assert_eq!(office.run("coop-register", &["db", "check"]).code, 0);
    // The same list again says nothing new, and makes no batch; undone, nothing of it is left.
    let again = pacs(&office, &[&from[..], &WHY].concat()).json();
    assert_eq!((&again["data"]["already"], &again["data"]["batch"]), (&2.into(), &serde_json::Value::Null), "{again}");
    assert_eq!(office.run("coop-migrate", &["undo", &batch, "--reason", "wrong list"]).code, 0);
    assert_eq!(office.digest(), before);
    office.chain();
}

#[test]
fn stages_out_of_order_in_a_list_are_told_as_those_of_single_events() {
    let (office, numbers) = with_societies();
    let [a, b] = [0, 1].map(|at| numbers[at].as_str());
    let selected = pacs(&office, &[&["select", a, b, "--on", "2022-09-01"], &WHY[..]].concat());
    assert_eq!(selected.code, 0, "{}", selected.stderr);
    let path = list(&office, "live.csv", &["society,on".into(), format!("{a},2025-03-10"), format!("{b},2021-03-10")]);
    let from = ["golive", "--from", path.to_str().expect("UTF-8"), "--format", "json"];
    let codes = |said: &Ran, of: &str| -> Vec<String> {
        let told = said.json()["findings"].as_array().cloned().unwrap_or_default();
        let of_one = told.iter().filter(|found| found["place"]["society"] == of);
        of_one.filter_map(|found| Some(found["code"].as_str()?.to_owned())).collect()
    };
    let before = office.digest();
    for authority in [WHY, ["--order", "5/2026"]] {
        let of_list = pacs(&office, &[&from[..], &authority, &["--dry-run"]].concat());
        for (society, day) in [(a, "2025-03-10"), (b, "2021-03-10")] {
            let single = ["golive", society, "--on", day, "--format", "json", "--dry-run"];
            let single = pacs(&office, &[&single[..], &authority].concat());
            let told = codes(&single, society);
            assert!(!told.is_empty() && told == codes(&of_list, society), "{told:?} {}", of_list.stdout);
            assert_eq!(single.code, of_list.code, "{}", of_list.stdout);
        }
    }
    assert_eq!(office.digest(), before);
}
