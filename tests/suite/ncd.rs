//! The National Cooperative Database through the program: records out, the listing of the portal held against them, a ranking.

use super::{
    office::{Office, Ran, run},
    on_a_day::played,
};
use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

const DAY: &str = "2026-11-29";

const PANCHAYATS: &str =
    "code,parent_code,name_en,name_hi,source\n900001,1959,Rampur,रामपुर,t\n900002,1959,Sonpura,सोनपुरा,t\n";
const SOCIETIES: &str = "Reg. No.,Name of Society,District,Block,Panchayat,Class,Sector,NCD Code,Status,Registration Date,Members,Secretary,Phone\n\
    1/PAT/2020,Rampur PACS,Patna,Maner,रामपुर,PACS,1,BR100001,Functional,2020-01-01,210,Ramesh Prasad,6000000101\n\
    2/PAT/2020,Sonpura PACS,Patna,Maner,Sonpura,PACS,,BR100002,Functional,2020-01-01,180,,\n\
    3/PAT/2020,Maner LAMPS,Patna,Maner,,PACS,,BR100003,Functional,2020-01-01,90,,\n\
    4/PAT/2020,Devkuli PACS,Patna,Maner,Devkuli,PACS,59,BR100004,Functional,2020-01-01,75,,\n\
    5/PAT/2020,Old Store PACS,Patna,Maner,,PACS,1,BR100005,Cancelled,2020-01-01,20,,\n\
    6/PAT/2020,Patna Milk Union,Patna,,,Federation,9,BR100006,Functional,2020-01-01,40,,\n\
    7/GAY/2020,Gaya PACS,Gaya,,,PACS,1,BR100007,Functional,2020-01-01,40,,\n";
const RETURNS: &str = "society,district,fy,registration_number,governing_act,fy_start,fy_end,audit_report_date,audit_class,audit_objections_open,agm_date,annual_turnover,members_open,members_close,csc_active,net_profit,accumulated_loss,loan_demand,loan_collection,share_capital_total,reserves_total,fixed_assets_net,storage_capacity_mt,erp_golive\n\
    Rampur PACS,Patna,2023-24,1/PAT/2020,bihar_1935,2023-04-01,2024-03-31,2024-08-01,B,2,2024-09-01,4000000,190,200,true,90000,0,1000000,900000,300000,100000,200000,100,true\n\
    Rampur PACS,Patna,2024-25,1/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2025-08-01,A,0,2025-09-01,4500000,200,210,true,123456.50,0,1200000,1150000,320000,120000,210000,100,true\n\
    Sonpura PACS,Patna,2024-25,2/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2026-02-01,C,4,2025-09-01,900000,182,180,false,-54000,54000,800000,300000,150000,20000,,,false\n\
    Patna Milk Union,Patna,2024-25,6/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2025-07-01,A,0,2025-09-01,27434048.50,40,40,,1234567.89,0,,,5000000,900000,4000000,,\n";
const MARKS: &str = "\n[params]\nrank_marks_audit = 30\nrank_marks_operations = 20\nrank_marks_finance = 25\n\
    rank_marks_infrastructure = 15\nrank_marks_identity = 10\n";

/// An office with these societies and returns, and a folder for lists.
struct Desk(Office);

impl Desk {
    fn new() -> Self {
        let desk = Self(Office::new());
        for (name, text, program, extra) in [
            ("panchayats.csv", PANCHAYATS, "coop-register", &["place", "import", "--level", "panchayat"][..]),
            ("societies.csv", SOCIETIES, "coop-migrate", &["import", "--register", "society"]),
            ("returns.csv", RETURNS, "coop-migrate", &["import", "--register", "annual_return"]),
        ] {
            let path = desk.file(name, text);
            let said = desk.says(program, &[extra, &[&path]].concat());
            assert_eq!(said.code, 0, "{name}: {}{}", said.stdout, said.stderr);
        }
        desk
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.folder().join(name)
    }
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }
    fn says(&self, program: &str, arguments: &[&str]) -> Ran {
        let folder = self.0.folder();
        let head = ["--office", folder.to_str().expect("UTF-8"), "--as-of", DAY];
        run(program, &[&head[..], arguments].concat(), b"")
    }
    fn ncd(&self, arguments: &[&str]) -> Ran {
        self.says("coop-returns", &[&["ncd"], arguments, &["--fy", "2024-25"]].concat())
    }
    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        self.ncd(&[arguments, &["--format", "json"]].concat()).json()
    }
    /// The records as exported, by registration number.
    fn exported(&self) -> BTreeMap<String, BTreeMap<String, String>> {
        let made = self.ncd(&["export", "-o", self.path("ncd.csv").to_str().expect("UTF-8")]);
        assert_eq!(made.code, 0, "{}", made.stderr);
        let rows = csv::Reader::from_path(self.path("ncd.csv")).expect("a CSV").into_deserialize();
        let rows = rows.map(|row| row.expect("a row"));
        rows.map(|row: BTreeMap<String, String>| (row["registration_number"].clone(), row)).collect()
    }
    fn rank(&self) {
        let settings = self.path("coop.toml");
        let text = fs::read_to_string(&settings).expect("settings");
        fs::write(settings, format!("{text}{MARKS}")).expect("settings");
    }
}

fn codes(found: &serde_json::Value) -> Vec<String> {
    let all = found["findings"].as_array().cloned().unwrap_or_default();
    all.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_record_has_the_codes_and_units_of_its_form_and_nothing_that_is_not_known() {
    let desk = Desk::new();
    let rows = desk.exported();
    assert_eq!(rows.len(), 6, "a cancelled society is not exported: {rows:?}");
    let rampur = &rows["1/PAT/2020"];
    for (key, value) in [
        ("ncd_id", "BR100001"),
        ("state_code", "10"),
        ("block_code", "1959"),
        ("gram_panchayat_code", "900001"),
        ("sector_code", "1"),
        ("tier_code", "1"),
        ("amounts_in", "rupees"),
        ("net_profit", "123456.50"),
        ("audit_class", "A"),
        ("audit_year", "2024-25"),
        ("csc", "true"),
        ("dry_storage_tonnes", "100.000"),
        ("pin_code", ""),
        ("milk_collected", ""),
    ] {
        assert_eq!(rampur[key], value, "{key}");
    }
    // The other script of a panchayat, a name that leads nowhere, a class that tells the sector, one that must not, a legacy code.
    assert_eq!((&*rows["2/PAT/2020"]["gram_panchayat_code"], &*rows["2/PAT/2020"]["sector_code"]), ("900002", "1"));
    assert_eq!((&*rows["3/PAT/2020"]["sector_code"], &*rows["4/PAT/2020"]["gram_panchayat_code"]), ("", ""));
    assert_eq!(rows["4/PAT/2020"]["sector_code"], "1");
    // The form of a federation asks for lakh, whole rupees exact, paise rounded and told.
    let union = &rows["6/PAT/2020"];
    assert_eq!((&*union["form"], &*union["amounts_in"], &*union["tier_code"]), ("federation", "lakh", ""));
    assert_eq!((&*union["net_profit"], &*union["turnover"]), ("12.34568", "274.34049"));
    let told = desk.json(&["export", "-o", desk.path("out").to_str().expect("UTF-8")]);
    let found = codes(&told);
    for code in ["NCD-001", "NCD-002", "NCD-003", "NCD-004", "NCD-005", "NCD-006", "NCD-007", "NCD-009"] {
        assert!(found.iter().any(|known| known == code), "{code}: {found:?}");
    }
    let missing = told["data"]["missing"].as_array().expect("missing").iter().find(|row| row["field"] == "net_profit");
    assert_eq!(missing.expect("net profit")["missing"], 3);
}

#[test]
fn a_manifest_proves_the_files_and_the_same_records_are_the_same_bytes() {
    let desk = Desk::new();
    let out = desk.path("out");
    let export = ["export", "-o", out.to_str().expect("UTF-8")];
    assert_eq!(desk.ncd(&export).code, 0);
    let first = ["ncd.csv", "ncd.xlsx", "ncd.manifest.json"].map(|name| fs::read(out.join(name)).expect("a file"));
    assert_eq!(desk.ncd(&export).code, 0);
    let again = ["ncd.csv", "ncd.xlsx", "ncd.manifest.json"].map(|name| fs::read(out.join(name)).expect("a file"));
    assert!(first == again, "bytes differ");
    let manifest: serde_json::Value = serde_json::from_slice(&first[2]).expect("JSON");
    let column = |key: &str| {
        let all = manifest["columns"].as_array().expect("columns").iter();
        all.clone().find(|column| column["column"] == key).cloned().expect("a column")
    };
    assert_eq!((&manifest["rows"], &manifest["cancelled_left_out"]), (&6.into(), &1.into()));
    // 123456.50 - 54000 + 1234567.89, exact whatever the form writes.
    assert_eq!(column("net_profit")["sum"], "1304024.39");
    assert_eq!((&column("net_profit")["rounded"], &column("net_profit")["rounding"]), (&1.into(), &"0.11".into()));
    assert_eq!(
        (&column("members_total")["sum"], &column("district_code")["sum"]),
        (&"635".into(), &serde_json::Value::Null)
    );
    let stated = manifest["files"][0]["sha256"].as_str().expect("a fingerprint").to_owned();
    assert_eq!(stated, coop_registry::source::sha256_of(&out.join("ncd.csv")).expect("a hash"));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(out.join("ncd.xlsx")).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut book, "ncd").expect("a sheet");
    assert_eq!(sheet.height(), 7);
    let before = desk.ncd(&["export", "-o", desk.path("dry.csv").to_str().expect("UTF-8"), "--dry-run"]);
    assert!(before.code == 0 && !desk.path("dry.csv").exists(), "{}", before.stdout);
    assert_eq!(desk.ncd(&["export", "-o", "records.docx"]).code, 2);
}

#[test]
fn persons_stay_in_the_office_unless_a_reason_is_given_and_then_the_file_is_its_owners() {
    let desk = Desk::new();
    desk.exported();
    let open = fs::read_to_string(desk.path("ncd.csv")).expect("a file");
    assert!(!open.contains("Ramesh") && !open.contains("6000000101") && !open.contains("contact"), "{open}");
    let file = desk.path("contacts.csv");
    let asked = ["export", "--with-contacts", "-o", file.to_str().expect("UTF-8")];
    assert_eq!(desk.ncd(&asked).code, 6);
    assert!(!file.exists());
    assert_eq!(desk.ncd(&[&asked[..], &["--reason", "NCD asks for the contact person"]].concat()).code, 0);
    let closed = fs::read_to_string(&file).expect("a file");
    assert!(closed.contains("Ramesh Prasad") && closed.contains("6000000101"), "{closed}");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let manifest = fs::read_to_string(desk.path("contacts.manifest.json")).expect("a manifest");
    assert!(!manifest.contains("Ramesh"));
}

#[test]
fn what_was_exported_agrees_with_itself_and_who_changed_an_answer_is_told_by_the_agreed_file() {
    let desk = Desk::new();
    desk.exported();
    let ours = desk.path("ncd.csv");
    let (ours, agreed) = (ours.to_str().expect("UTF-8"), fs::read_to_string(&ours).expect("a file"));
    let same = desk.json(&["diff", "--theirs", ours]);
    assert_eq!(
        (&same["code"], &same["data"]["whole"], &same["data"]["societies"]["both"]),
        (&0.into(), &true.into(), &6.into())
    );
    assert_eq!(same["data"]["ours"]["sha256"], same["data"]["theirs"]["sha256"], "the same bytes");
    // The portal changes a status and a number of members; here a code changes; both change another number, to different ones.
    let theirs =
        agreed.replace(",180,", ",181,").replace(",75,", ",77,").replacen(",functional,", ",non_functional,", 1);
    let theirs = format!("{theirs},,,,BR100009,New PACS,,,9/PAT/2025\n,,,,BR100005,Old Store PACS,,,5/PAT/2020\n");
    let theirs: String =
        theirs.lines().filter(|line| !line.contains("3/PAT/2020")).map(|line| format!("{line}\n")).collect();
    let theirs = desk.file("theirs.csv", &theirs);
    for (society, told) in [("4/PAT/2020", "members=76"), ("4/PAT/2020", "ncd_code=BR100044")] {
        let said = desk.says("coop-register", &["society", "amend", society, "--set", told, "--order", "X/1"]);
        assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
    }
    let found = desk.json(&["diff", "--theirs", &theirs, "--agreed", ours]);
    assert_eq!(found["code"], 1, "{found}");
    let told: BTreeMap<(String, String), String> = found["data"]["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            ((text("reg_no"), text("field")), text("category"))
        })
        .collect();
    let of = |number: &str, field: &str| told.get(&(number.to_owned(), field.to_owned())).map(String::as_str);
    assert_eq!(of("4/PAT/2020", "members_total"), Some("conflict"), "{told:?}");
    assert_eq!(of("1/PAT/2020", "status"), Some("theirs_changed"));
    assert_eq!(of("2/PAT/2020", "members_total"), Some("theirs_changed"));
    assert_eq!(of("4/PAT/2020", "ncd_id"), Some("ours_changed"));
    assert_eq!(of("3/PAT/2020", ""), Some("only_here"));
    assert_eq!(of("9/PAT/2025", ""), Some("only_there"));
    assert_eq!(of("5/PAT/2020", ""), Some("cancelled_here"));
    assert_eq!(told.len(), 7, "{told:?}");
    // Without an agreed file nothing says who changed it.
    let alone = desk.json(&["diff", "--theirs", &theirs]);
    assert_eq!((&alone["data"]["answers"]["differs"], &alone["data"]["answers"]["conflict"]), (&4.into(), &0.into()));
}

#[test]
fn a_listing_of_the_portal_is_read_by_its_own_headings_names_and_units() {
    let desk = Desk::new();
    let listing = "National Cooperative Database: listing\n\
        S.No,Society Name,Registration No.,Date of Registration,District,Sector,Functional Status,Total Members,Net Profit (Rs. in Lakh),Annual Turnover (Rs.)\n\
        1,Rampur  pacs,1/PAT/2020,01/01/2020,पटना,PACS,Functional,210,1.23,\"45,00,000\"\n\
        2,Sonpura PACS,२/PAT/2020,01.01.2020,Patna,1,कार्यशील,180,-0.54,900000\n\
        3,Patna Milk Union,6/PAT/2020,01-01-2020,Patna,Dairy,Functional,40,12.35,27434048.50\n\
        4,Devkuli PACS,,2020-01-01,Patna,59,Functional,75,,\n";
    let found = desk.json(&["diff", "--district", "Patna", "--theirs", &desk.file("theirs.csv", listing)]);
    let lone: Vec<_> =
        found["data"]["rows"].as_array().expect("rows").iter().map(|row| row["category"].clone()).collect();
    // A number the listing leaves blank is a difference; the society was found by its name.
    assert_eq!(lone, ["differs", "only_here"], "{found}");
    assert_eq!(found["data"]["rows"][0]["field"], "registration_number");
    assert_eq!((&found["data"]["societies"]["both"], &found["data"]["answers"]["differs"]), (&4.into(), &1.into()));
    assert_eq!(codes(&found), Vec::<String>::new());
}

#[test]
fn a_bad_listing_is_told_cell_by_cell_in_one_pass() {
    let desk = Desk::new();
    let listing = "NCD ID,Society Name,Registration No.,District,Total Members,Net Profit,Annual Turnover,Favourite,Turnover\n\
        BR100001,Rampur PACS,1/PAT/2020,Patna,many,1.23,45,blue,1\n\
        BR100002,Sonpura PACS,2/PAT/2020,Patna,180,-54000,900000,red,2\n\
        BR100002,Sonpura PACS,2/PAT/2020,Patna,180,-54000,900000,red,2\n\
        ,,,,7,,,,\n\
        BR100003,Maner LAMPS,3/PAT/2020,Patna,90,,,,\n";
    let path = desk.file("bad.csv", listing);
    let found = desk.json(&["diff", "--theirs", &path]);
    assert_eq!(found["code"], 1);
    let told = codes(&found);
    assert_eq!(told, ["NCD-010", "NCD-011", "NCD-012", "NCD-016", "NCD-013", "NCD-018", "NCD-018"], "{found}");
    let cell = |code: &str| {
        let all = found["findings"].as_array().expect("findings").iter();
        all.clone().find(|finding| finding["code"] == code).map(|finding| finding["place"]["cell"].clone())
    };
    assert_eq!((cell("NCD-010"), cell("NCD-013")), (Some("H1".into()), Some("E2".into())));
    let slips =
        found["data"]["rows"].as_array().expect("rows").iter().filter(|row| row["remark"] == "unit_slip").count();
    assert_eq!(slips, 2, "profit and turnover of the first row are in lakh");
    let hindi = desk.ncd(&["diff", "--theirs", &path, "--lang", "hi"]);
    assert!(
        hindi.stderr.contains("पढ़ा जा सका") && hindi.stdout.contains("लाख गुना अंतर"),
        "{}{}",
        hindi.stdout,
        hindi.stderr
    );
    for (name, text) in [("none.csv", "colour,taste\nblue,sweet\n"), ("binary.xlsx", "no workbook")] {
        assert_eq!(desk.ncd(&["diff", "--theirs", &desk.file(name, text)]).code, 3, "{name}");
    }
    assert_eq!(desk.ncd(&["diff", "--theirs", "/nowhere.csv"]).code, 3);
}

#[test]
fn differences_make_a_sheet_of_corrections_and_an_account_and_agreement_takes_the_sheet_away() {
    let desk = Desk::new();
    desk.exported();
    let agreed = fs::read_to_string(desk.path("ncd.csv")).expect("a file");
    let theirs = desk.file("theirs.csv", &agreed.replace(",180,", ",181,"));
    let out = desk.path("diff");
    let folder = out.to_str().expect("UTF-8");
    let made = desk.ncd(&[
        "diff",
        "--theirs",
        &theirs,
        "--agreed",
        desk.path("ncd.csv").to_str().expect("UTF-8"),
        "-o",
        folder,
        "--format",
        "html",
    ]);
    assert_eq!(made.code, 1, "{}", made.stderr);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(out.join("ncd_corrections.xlsx")).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut book, "corrections").expect("a sheet");
    let row: Vec<String> = sheet.rows().nth(3).expect("a row").iter().map(ToString::to_string).collect();
    assert_eq!([&row[2], &row[6], &row[7], &row[8]].map(String::as_str), ["2/PAT/2020", "180", "181", "180"]);
    assert!(row[9].is_empty() && sheet.height() == 4, "the decision is the officer's");
    let page = fs::read_to_string(out.join("ncd_agreement.html")).expect("a page");
    let sha256 = coop_registry::source::sha256_of(&out.join("ncd.csv")).expect("a hash");
    assert!(
        page.contains("NOT agree")
            && page.contains(&sha256[..8])
            && page.contains("Reserve fund") == agreed.contains("reserve_fund,1"),
        "{page}"
    );
    let whole = desk.ncd(&[
        "diff",
        "--theirs",
        desk.path("ncd.csv").to_str().expect("UTF-8"),
        "-o",
        folder,
        "--format",
        "html",
        "--lang",
        "hi",
    ]);
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    assert!(!out.join("ncd_corrections.xlsx").exists());
    let page = fs::read_to_string(out.join("ncd_agreement.html")).expect("a page");
    assert!(page.contains("प्रत्येक उत्तर में समान हैं"), "{page}");
    // An agreed file that was altered after its manifest is told.
    let altered = fs::read_to_string(out.join("ncd.csv")).expect("a file").replace(",210,", ",211,");
    fs::write(out.join("ncd.csv"), altered).expect("a file");
    let kept = out.join("ncd.csv");
    let told = desk.json(&["diff", "--theirs", &theirs, "--agreed", kept.to_str().expect("UTF-8")]);
    assert!(codes(&told).contains(&"NCD-020".to_owned()), "{told}");
}

#[test]
fn without_the_marks_of_the_heads_nothing_is_ranked_and_each_is_named() {
    let desk = Desk::new();
    let none = desk.ncd(&["rank", "--sector", "pacs"]);
    assert_eq!((none.code, none.stdout.as_str()), (4, ""));
    for name in ["audit", "operations", "finance", "infrastructure", "identity"] {
        assert!(none.stderr.contains(&format!("rank_marks_{name}")), "{}", none.stderr);
    }
    assert_eq!(desk.ncd(&["explain", "--society", "1/PAT/2020"]).code, 4);
    desk.rank();
    let settings = desk.path("coop.toml");
    let right = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, right.replace("rank_marks_audit = 30", "rank_marks_audit = 31")).expect("settings");
    let wrong = desk.ncd(&["rank", "--sector", "pacs"]);
    assert!(wrong.code == 4 && wrong.stderr.contains("101"), "{}", wrong.stderr);
    fs::write(&settings, right).expect("settings");
    assert_eq!(desk.ncd(&["rank", "--sector", "sugar"]).code, 5);
    assert_eq!(desk.ncd(&["rank", "--sector", "khadi"]).code, 0, "a sector without a society is an empty list");
}

#[test]
fn marks_lost_for_missing_data_stand_apart_and_all_marks_add_up() {
    let desk = Desk::new();
    desk.rank();
    let made = desk.json(&["rank", "--sector", "pacs", "--by", "district"]);
    assert_eq!(made["code"], 0, "{made}");
    let rows = made["data"]["rows"].as_array().expect("rows");
    for row in rows {
        let marks = ["marks", "lost_missing", "lost_performance"].map(|key| row[key].as_i64().expect("marks"));
        assert_eq!(marks.iter().sum::<i64>(), 100_000, "{row}");
        let heads = ["audit", "operations", "finance", "infrastructure", "identity"];
        assert_eq!(heads.iter().map(|head| row[*head].as_i64().expect("marks")).sum::<i64>(), marks[0], "{row}");
    }
    let of = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {made}"));
    assert_eq!((&of("Rampur PACS")["marks"], &of("Rampur PACS")["rank_block"]), (&100_000.into(), &1.into()));
    // No return: nothing is lost for performance.
    let (devkuli, gaya) = (of("Devkuli PACS"), of("Gaya PACS"));
    assert_eq!(
        (&devkuli["lost_performance"], &gaya["rank_district"], &gaya["rank_block"]),
        (&0.into(), &1.into(), &serde_json::Value::Null)
    );
    assert_eq!(of("Sonpura PACS")["audit"], 0);
    assert!(rows.iter().all(|row| row["name"] != "Maner LAMPS"), "its sector is not known");
    assert_eq!(
        (&made["data"]["no_sector"], &made["data"]["not_at_work"], &made["data"]["without_return"]),
        (&1.into(), &1.into(), &2.into())
    );
    let out = desk.path("papers");
    let paper = desk.ncd(&[
        "rank",
        "--sector",
        "1",
        "--by",
        "block",
        "--format",
        "csv,html",
        "-o",
        out.to_str().expect("UTF-8"),
        "--lang",
        "hi",
    ]);
    assert_eq!(paper.code, 0, "{}", paper.stderr);
    let csv = fs::read_to_string(out.join("ncd_ranking-pacs.ncd_ranking.csv")).expect("a CSV");
    assert!(csv.starts_with("ncd_rank,society,society_name,district"), "{csv}");
    let page = fs::read_to_string(out.join("ncd_ranking-pacs.html")).expect("a page");
    assert!(page.contains("अपुष्ट") && page.contains("हानि: अनुपलब्ध आँकड़े") && page.contains("मनेर"), "{page}");
}

#[test]
fn marks_are_explained_head_by_head_with_value_threshold_and_what_would_raise_them() {
    let desk = Desk::new();
    desk.rank();
    let told = desk.json(&["explain", "--society", "Sonpura PACS"]);
    let heads = told["data"]["heads"].as_array().expect("heads");
    let criterion = |code: &str| {
        let all = heads.iter().flat_map(|head| head["criteria"].as_array().cloned().unwrap_or_default());
        all.into_iter().find(|line| line["criterion"] == code).unwrap_or_else(|| panic!("{code}"))
    };
    let recovery = criterion("recovery");
    assert_eq!(
        (&recovery["verdict"], &recovery["value"], &recovery["expected"]),
        (&"not_met".into(), &30_000_000.into(), &">= 480000.00".into())
    );
    assert_eq!(
        (&criterion("storage")["verdict"], &criterion("storage")["missing"][0]),
        (&"missing".into(), &"storage_capacity_mt".into())
    );
    assert_eq!(criterion("sector")["verdict"], "missing", "the class tells it, nobody recorded it");
    assert_eq!(criterion("turnover-not-lower")["missing"][0], "prev.annual_turnover");
    let english = desk.ncd(&["explain", "--society", "2/PAT/2020"]).stdout;
    assert!(english.contains("(3,00,000; >= 4,80,000)") && english.contains("most marks first"), "{english}");
    let hindi = desk.ncd(&["explain", "--society", "2/PAT/2020", "--lang", "hi"]).stdout;
    assert!(hindi.contains("अनुपलब्ध आँकड़ों से हानि") && hindi.contains("दर्ज करें"), "{hindi}");
    let union = desk.ncd(&["explain", "--society", "3/PAT/2020"]);
    assert!(union.code == 5 && union.stderr.contains("not one of those ranked"), "{}", union.stderr);
}

#[test]
fn the_sample_plays_to_the_end() {
    let (_office, said) = played("ncd.sh");
    assert!(said.contains("Rampur PACS"), "{said}");
}
