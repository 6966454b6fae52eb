use super::*;
use crate::{
    catalogue::load_tables,
    model::{Date, Instant, Language, NewEntry, Paise, Plan, SourceKey, Subject},
    register::MemoryRegister,
    source::Limits,
};
use jiff::civil::date;
use std::io::Write as _;

const YEAR_END: Date = date(2025, 3, 31);

fn year() -> CooperativeYear {
    CooperativeYear::containing(YEAR_END).unwrap()
}

fn entry(register: &dyn ReadRegister, table: &str, subject: Subject, from: Date, facts: &[(&str, Value)]) -> NewEntry {
    let def = register.tables().get(table).unwrap();
    let mut facts: Vec<_> = facts.iter().map(|(key, value)| (def.field_no(key).unwrap(), value.clone())).collect();
    facts.sort_by_key(|(no, _)| *no);
    NewEntry {
        table: table.into(),
        subject,
        effective_from: from,
        groups: def.all_groups(),
        facts,
        supersedes: None,
        source: None,
        as_written: None,
        other: None,
    }
}

/// An office with societies, each `(registered, status, act)`; their identities come back.
fn office(societies: &[(Date, &str, &str)]) -> (MemoryRegister, Vec<String>) {
    let tables = load_tables(&Files::embedded()).unwrap();
    let mut register = MemoryRegister::new("BR-PAT", tables);
    let entries = (1..)
        .zip(societies)
        .map(|(row, (registered, status, act))| {
            let source = SourceKey { sha256: "0".repeat(64), sheet: 0, row };
            let facts = [
                ("reg_no", Value::text(format!("{row}/PAT"))),
                ("reg_date", Value::Date(*registered)),
                ("name_en", Value::text(format!("Society {row}"))),
                ("district", Value::Integer(216)),
                ("status", Value::text(*status)),
                ("act", Value::text(*act)),
            ];
            let facts: Vec<_> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            entry(&register, "society", Subject::New(source), *registered, &facts)
        })
        .collect();
    let applied = register.apply(&Plan { entries, ..Plan::default() }, at(1)).unwrap();
    (register, applied.subjects)
}

fn at(second: i64) -> Instant {
    Instant::new(jiff::Timestamp::from_second(1_750_000_000 + second).unwrap())
}

fn file(register: &mut MemoryRegister, society: &str, fy: CooperativeYear, lines: &[(&str, Value)]) {
    let mut facts = vec![
        ("society", Value::text(society)),
        ("fy", Value::text(fy.to_string())),
        ("fy_start", Value::Date(fy.start())),
        ("fy_end", Value::Date(fy.end())),
    ];
    facts.extend_from_slice(lines);
    let subject = Subject::Known(format!("{society}/{fy}"));
    let entries = vec![entry(register, "annual_return", subject, fy.end(), &facts)];
    register.apply(&Plan { entries, ..Plan::default() }, at(2)).unwrap();
}

#[test]
fn the_working_societies_registered_by_the_years_end_owe_a_return() {
    let long_ago = date(1990, 1, 1);
    let (mut register, ids) = office(&[
        (long_ago, "functional", "mscs_2002"),
        (YEAR_END, "functional", "bihar_1935"),
        (date(2025, 4, 1), "functional", "bihar_1935"),
        (long_ago, "under_liquidation", "bihar_1935"),
        (long_ago, "", ""),
        (long_ago, "cancelled", "bihar_1935"),
        (long_ago, "functional", "bihar_1935"),
    ]);
    file(&mut register, &ids[0], year(), &[("return_filed_on", Value::Date(date(2025, 9, 30)))]);
    file(&mut register, &ids[6], year(), &[("return_filed_on", Value::Date(date(2025, 12, 1)))]);
    let book = rulebook(&Files::embedded()).unwrap();
    let on = |as_of: Date| owed(&register, &book, year(), Moment::on(as_of)).unwrap();
    let due = on(date(2025, 10, 10));
    let societies: Vec<&str> = due.iter().map(|owed| owed.whom.society.as_str()).collect();
    assert_eq!(societies, [&ids[0], &ids[1], &ids[4], &ids[6]], "in the register's order");
    assert!(due.iter().all(|owed| owed.due_on() == Some(date(2025, 9, 30))));
    let standing: Vec<_> = due.iter().map(|owed| owed.due.basis.as_ref().unwrap().standing).collect();
    use crate::rules::Standing::{Comparison, Own};
    assert_eq!(standing, [Own, Comparison, Comparison, Comparison], "Part IXB is no law of a State society");
    assert_eq!(due.iter().map(|owed| owed.filed).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(due.iter().map(|owed| owed.status_unknown).collect::<Vec<_>>(), [false, false, true, false]);
    let late = |due: &[Owed], as_of: Date| due.iter().map(|owed| owed.days_late(as_of).unwrap()).collect::<Vec<_>>();
    assert_eq!(late(&due, date(2025, 10, 10)), [0, 10, 10, 10]);
    // On the due date itself nobody is in default.
    assert!(!on(date(2025, 9, 30)).iter().any(|owed| owed.is_default(date(2025, 9, 30))));
    // In January the late one has filed: late by 62 days for ever, no longer in default.
    let january = on(date(2026, 1, 1));
    assert_eq!(late(&january, date(2026, 1, 1)), [0, 93, 93, 62]);
    let defaulting: Vec<bool> = january.iter().map(|owed| owed.is_default(date(2026, 1, 1))).collect();
    assert_eq!(defaulting, [false, true, true, false]);
}

#[test]
fn a_return_on_record_without_its_day_is_filed_and_neither_late_nor_in_default() {
    let (mut register, ids) = office(&[(date(1990, 1, 1), "functional", "bihar_1935"); 2]);
    file(&mut register, &ids[0], year(), &[]);
    let book = rulebook(&Files::embedded()).unwrap();
    let january = date(2026, 1, 1);
    let owed = owed(&register, &book, year(), Moment::on(january)).unwrap();
    let standing: Vec<_> =
        owed.iter().map(|one| (one.filed, one.days_late(january), one.is_default(january))).collect();
    assert_eq!(standing, [(true, None, false), (false, Some(93), true)]);
}

#[test]
fn a_years_returns_on_record_are_held_against_last_years() {
    let (mut register, ids) = office(&[(date(1990, 1, 1), "functional", "bihar_1935"); 11]);
    let gross = |rupees: i64| ("fixed_assets_gross", Value::Money(Paise(rupees * 100)));
    let moved = [
        ("fixed_assets_additions", Value::Money(Paise(0))),
        ("fixed_assets_disposals", Value::Money(Paise(0))),
        ("registration_date", Value::Date(date(1990, 1, 1))),
    ];
    for (no, id) in ids.iter().enumerate() {
        // The fourth has no return of last year; the last one's gross assets jump.
        if no != 3 {
            file(&mut register, id, year().previous().unwrap(), &[gross(500)]);
        }
        let now = if no == 10 { gross(700) } else { gross(500) };
        file(&mut register, id, year(), &[&moved[..], &[now]].concat());
    }
    let mut book = rulebook(&Files::embedded()).unwrap();
    assert_eq!(book.select(&["BSH-013".into(), "FIL-015".into(), "XYZ".into()]), ["XYZ"]);
    let checked = check_year(&register, &book, (year(), false), Moment::on(date(2026, 1, 1)), &mut |_| {}).unwrap();
    assert_eq!(checked.returns, 11);
    let found: Vec<_> = checked
        .findings
        .iter()
        .map(|noted| (noted.finding.code.as_str(), noted.finding.place.society.as_deref().unwrap()))
        .collect();
    assert_eq!(found, [("FIL-015", ids[3].as_str()), ("BSH-013", ids[10].as_str())]);
    assert_eq!(checked.findings[1].value, "700.00");
    assert_eq!(checked.findings[1].expected, "= 500.00");
    let [untold] = &checked.untold[..] else { panic!("{:?}", checked.untold) };
    assert_eq!(
        (untold.society.as_str(), &untold.missing[..]),
        (ids[3].as_str(), &["prev.fixed_assets_gross".to_owned()][..])
    );
    let (filed, before) = one(&register, &book.fields, &ids[3], year(), Moment::on(date(2026, 1, 1))).unwrap().unwrap();
    assert_eq!((filed.society, before), (ids[3].clone(), None));
}

#[test]
fn a_section_written_in_lakh_is_one_mistake_and_what_follows_stands_behind_it() {
    let (mut register, ids) = office(&[(date(1990, 1, 1), "functional", "bihar_1935"); 2]);
    let lines = ["share_capital_total", "total_assets", "total_liabilities", "fixed_assets_gross", "reserves_total"];
    let figures = |rupees: [i64; 5]| -> Vec<(&str, Value)> {
        lines.into_iter().zip(rupees).map(|(key, rupees)| (key, Value::Money(Paise(rupees * 100)))).collect()
    };
    let before = [1_240_000, 21_000_000, 21_000_000, 3_100_000, 120_000];
    for id in &ids {
        file(&mut register, id, year().previous().unwrap(), &figures(before));
    }
    // The first writes its balance sheet in lakh; of the second one line alone is wrong.
    file(&mut register, &ids[0], year(), &figures([13, 230, 230, 32, 2]));
    file(&mut register, &ids[1], year(), &figures([1_300_000, 230, 23_000_000, 3_200_000, 200_000]));
    let mut book = rulebook(&Files::embedded()).unwrap();
    book.select(&["BSH-001".into(), "BSH-022".into()]);
    let checked = check_year(&register, &book, (year(), false), Moment::on(date(2026, 1, 1)), &mut |_| {}).unwrap();
    let found = |id: &str| -> Vec<(&str, Option<&str>)> {
        let of = checked.findings.iter().filter(|noted| noted.finding.place.society.as_deref() == Some(id));
        of.map(|noted| (noted.finding.code.as_str(), noted.follows.as_deref())).collect()
    };
    assert_eq!(found(&ids[0]), [("RET-009", None), ("BSH-022", Some("RET-009"))]);
    assert_eq!(found(&ids[1]), [("BSH-001", None), ("BSH-022", None)]);
    assert!(checked.findings[0].finding.args.contains(&("unit".to_owned(), "lakh".to_owned())));
}

fn read(files: &[(&str, &[u8])]) -> FileReturns {
    let folder = tempfile::tempdir().unwrap();
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let mut read = FileReturns::default();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
        read.open(&path, &Limits::default(), &fields).unwrap();
    }
    read
}

fn check(files: &FileReturns, only: &str) -> Scrutiny {
    let mut book = rulebook(&Files::embedded()).unwrap();
    book.select(&[only.to_owned()]);
    check_files(files, &book, &mut |_| Ok(None), &Wanted::default()).unwrap()
}

#[test]
fn the_empty_form_reads_back_with_what_was_filled_in_and_is_the_same_file_every_time() {
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let known = Prefilled {
        registration: "12/1957".into(),
        district: "पटना / Patna".into(),
        lines: vec![
            ("registration_date".into(), Value::Date(date(1957, 8, 15))),
            ("governing_act".into(), Value::text("bihar_1935")),
        ],
    };
    for kind in kinds(&fields) {
        let make = || template(&fields, kind, year(), &known, Language::Hi).unwrap().unwrap();
        let bytes = make();
        assert_eq!(bytes, make(), "{kind}");
        let form = read(&[("form.xlsx", &bytes)]);
        assert_eq!(form.notes, []);
        let filed = form.one(&fields, &["12/1957"], year()).unwrap().unwrap().filed;
        let line = |key: &str| {
            let no = fields.no(key).unwrap();
            filed.lines.iter().find(|(at, _)| *at == no).map(|(_, value)| value.clone())
        };
        assert_eq!(line("registration_date"), Some(Value::Date(date(1957, 8, 15))));
        assert_eq!(line("fy_end"), Some(Value::Date(YEAR_END)));
        assert_eq!(line("society_type"), Some(Value::text(kind)));
        assert_eq!((filed.act.as_str(), line("net_profit")), ("bihar_1935", None));
        let (layout, row) = filed.at.as_ref().unwrap();
        assert!(layout.cell(fields.no("net_profit").unwrap(), *row).is_some(), "the line stands on the form");
        assert!(check(&form, "FIL-009").findings.is_empty());
    }
    assert!(template(&fields, "bank", year(), &known, Language::En).is_none());
}

#[test]
fn everything_wrong_in_a_list_is_told_with_its_cell_and_the_rest_is_judged() {
    let list = "registration_number,fy,fy_start,fy_end,net_profit,net_profits,annual_report_attached,dividend_rate_pct\n\
                7/PAT,2024-25,2024-04-01,2025-03-31,12 and more,1,no,\n\
                ,2024-25,2024-04-01,2025-03-31,5,1,yes,\n\
                8/PAT,24-25,2024-04-01,2025-03-31,5,1,yes,\n\
                7/PAT,2024-25,2024-04-01,2025-03-30,5,1,yes,20000\n";
    let checked = check(&read(&[("list.csv", list.as_bytes())]), "FIL");
    let found: Vec<(&str, &str)> = checked
        .findings
        .iter()
        .map(|noted| (noted.finding.code.as_str(), noted.finding.place.cell.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        found,
        [
            ("FIL-001", "G2"),
            ("RET-001", "E2"),
            ("RET-002", "F1"),
            ("RET-003", "B3"),
            ("RET-006", "A4"),
            ("FIL-009", "D5"),
            ("RET-005", ""),
            ("RET-007", "H5"),
        ]
    );
    assert_eq!(checked.returns, 2);
    let cannot_tell = |code: &str| checked.tallies.iter().find(|(of, _)| of == code).unwrap().1.cannot_tell;
    assert_eq!(cannot_tell("FIL-003"), 2, "a profit that does not read is no profit of nil");
}

#[test]
fn a_long_list_says_what_the_same_list_says_read_at_once() {
    let mut list = String::from(
        "society_id,registration_number,fy,fy_start,fy_end,governing_act,society_type,net_profit,approp_reserve_fund,total_assets,\
         total_liabilities,members_close,annual_report_attached,dividend_rate_pct,audit_score,net_profits\n",
    );
    for n in 0..30_000_i64 {
        let act = ["bihar_1935", "mscs_2002", "", "Madhya Pradesh Co-operative Societies Act 1960"]
            [usize::try_from(n % 4).unwrap()];
        let profit = match n % 7 {
            0 => format!("{}.5", n * 3),
            1 => format!("-{n}"),
            2 => String::new(),
            3 => format!("{},00,000", n % 90 + 1),
            _ => (n * 100).to_string(),
        };
        let id = if n % 4_001 == 4_000 { n - 4_000 } else { n };
        let fy_end = if n % 5_000 == 77 { "2024-03-31" } else { "31/03/2025" };
        let members = if n % 3_000 == 5 { "12.5".to_owned() } else { (n % 500).to_string() };
        let attached = ["yes", "no", "हाँ", "false"][usize::try_from(n / 3 % 4).unwrap()];
        let rate = if n % 2_000 == 9 { "20000" } else { "12.5" };
        list.push_str(&format!(
            "BR-X-S-{id}, {id}/PAT ,2024-25,2024-04-01,{fy_end},{act},pacs,{profit},{},{n},{},{members},{attached},{rate},70.125,x\n",
            n * 25,
            n + n % 3,
        ));
        if n % 9_000 == 1 {
            list.push_str(",,,,,,,,,,,,,,,\n\n");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, &list).unwrap();
    let mut book = rulebook(&Files::embedded()).unwrap();
    // Few enough that every undecided verdict is kept one by one.
    book.select(&["APP-001", "APP-002", "APP-005", "BSH-001", "FIL-001", "FIL-009"].map(str::to_owned));
    let mut read = FileReturns::default();
    read.open(&path, &Limits::default(), &book.fields).unwrap();
    let at_once = check_files(&read, &book, &mut |_| Ok(None), &Wanted::default()).unwrap();
    let limits = Limits::default();
    let long = |only| {
        let list = LongList { path: &path, at_least: 0, limits: &limits, book: &book, only, with_untold: true };
        let told = list.check(&|kept: &mut Vec<Noted>, noted| kept.push(noted.clone()), &mut |_| {}).unwrap();
        told.map(|(scrutiny, kept)| Scrutiny { findings: kept.concat(), ..scrutiny })
    };
    let by_blocks = long(None).expect("a long list");
    assert_eq!(by_blocks.returns, 30_000);
    assert_eq!(by_blocks.tallies, at_once.tallies);
    assert_eq!(by_blocks.bases, at_once.bases);
    assert_eq!(by_blocks.findings.len(), at_once.findings.len());
    for (mine, theirs) in by_blocks.findings.iter().zip(&at_once.findings) {
        assert_eq!(mine, theirs);
    }
    assert!(by_blocks.untold == at_once.untold && !at_once.untold.is_empty() && at_once.untold_more == 0);
    let said = |code: &str| by_blocks.findings.iter().filter(|noted| noted.finding.code == code).count();
    assert!(["RET-001", "RET-002", "RET-005", "RET-007", "RET-008"].iter().all(|code| said(code) > 0));
    assert!(long(year().previous()).is_none(), "rows of another year are each other's last year");
    std::fs::write(&path, list.replacen("BR-X-S-29000,", "\"BR-X-S-29000\",", 1)).unwrap();
    assert_eq!(long(None).map(|scrutiny| scrutiny.findings.len()), Some(at_once.findings.len()));
    std::fs::write(&path, list.replacen("BR-X-S-29000,", "\"BR-X-S-\"\"29000\",", 1)).unwrap();
    assert!(long(None).is_none(), "doubled quotation marks need the other reader");
}

/// A table with gaps, fractions finer than the paisa, texts among figures, several Acts, and second returns, all by chance.
fn table_by_chance(next: &mut dyn FnMut(u64) -> u64, rows: usize) -> Vec<u8> {
    use crate::source::made::{Made, table};
    let mut column = |of: &mut dyn FnMut(u64, u64) -> Option<String>| -> Vec<Option<String>> {
        (0..rows as u64).map(|row| of(row, next(1_000))).collect()
    };
    let society = column(&mut |row, n| Some(format!("BR-X-S-{}", if n < 5 { row / 2 } else { row })));
    let acts = ["bihar_1935", "mscs_2002", "Madhya Pradesh Co-operative Societies Act 1960"];
    let act = column(&mut |_, n| acts.get(usize::try_from(n % 4).unwrap()).map(|act| (*act).to_owned()));
    let profit = column(&mut |_, n| (n % 9 > 0).then(|| if n < 20 { "a good deal".into() } else { format!("{n}.5") }));
    let mut whole =
        |from: i64| (0..rows).map(|_| Some(next(9_000).cast_signed() - from).filter(|n| n % 11 > 0)).collect();
    let (reserve, liabilities): (Vec<Option<i64>>, _) = (whole(0), whole(-5));
    let assets = liabilities.iter().map(|n: &Option<i64>| n.map(|n| if n % 3 == 0 { n + 1 } else { n })).collect();
    let members: Vec<Option<i64>> = whole(100);
    let real = members.iter().map(|n| n.map(|n| if n % 500 == 7 { 1.005 } else { n as f64 / 4.0 })).collect();
    let year_end = members.iter().map(|n| Some(if *n == Some(77) { 19_813 } else { 20_178 })).collect();
    let columns = [
        ("society_id", Made::Texts(society)),
        ("fy", Made::Texts(vec![Some("2024-25".into()); rows])),
        ("fy_start", Made::Days(vec![Some(19_814); rows])),
        ("fy_end", Made::Days(year_end)),
        ("governing_act", Made::Texts(act)),
        ("net_profit", Made::Texts(profit)),
        ("approp_reserve_fund", Made::Whole(reserve)),
        ("total_assets", Made::Paise(assets)),
        ("total_liabilities", Made::Paise(liabilities)),
        ("members_close", Made::Whole(members.clone())),
        ("annual_report_attached", Made::Yes(members.iter().map(|n| n.map(|n| n % 2 == 0)).collect())),
        ("audit_score", Made::Real(real)),
        ("net_profits", Made::Texts(vec![None; rows])),
    ];
    table(&columns, rows / 3 + 1)
}

#[test]
fn a_table_says_by_stretches_what_it_says_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.parquet");
    let mut book = rulebook(&Files::embedded()).unwrap();
    book.select(&["APP-001", "APP-002", "BSH-001", "FIL-001", "FIL-009", "MEM"].map(str::to_owned));
    let limits = Limits::default();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for rows in [1, 63, 1_025, 4_000] {
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        std::fs::write(&path, table_by_chance(&mut next, rows)).unwrap();
        let mut read = FileReturns::default();
        read.open(&path, &limits, &book.fields).unwrap();
        let at_once = check_files(&read, &book, &mut |_| Ok(None), &Wanted::default()).unwrap();
        let list = LongList { path: &path, at_least: 0, limits: &limits, book: &book, only: None, with_untold: true };
        let told = list.check(&|kept: &mut Vec<Noted>, noted| kept.push(noted.clone()), &mut |_| {}).unwrap();
        let (account, kept) = told.expect("a table of one year");
        assert_eq!((account.returns, &account.tallies), (at_once.returns, &at_once.tallies));
        assert_eq!(account.bases, at_once.bases);
        assert!(kept.concat() == at_once.findings && account.untold == at_once.untold);
        let place =
            at_once.findings.iter().find(|noted| noted.finding.code == "BSH-001").map(|noted| &noted.finding.place);
        assert!(place.is_none_or(|place| place.cell.as_ref().is_some_and(|record| record.parse::<usize>().is_ok())));
    }
}

#[test]
fn last_years_return_is_found_in_another_file() {
    let head = "registration_number,fy,total_assets,fy_end,registration_date,fy_start\n";
    let now = format!("{head}7/PAT,2024-25,100,2025-03-31,1990-01-01,2024-04-01\n");
    let before = format!("{head}7/PAT,2023-24,100001,2024-03-31,1990-01-01,2023-04-01\n");
    let alone = check(&read(&[("now.csv", now.as_bytes())]), "FIL-015");
    assert_eq!(alone.findings.len(), 1);
    let both = read(&[("now.csv", now.as_bytes()), ("before.csv", before.as_bytes())]);
    let years: Vec<_> = check(&both, "FIL-015").findings.into_iter().filter_map(|n| n.finding.place.fy).collect();
    assert_eq!(years, ["2023-24"], "only the earlier one has no year before");
    let jump: Vec<_> = check(&both, "BSH-022").findings.into_iter().filter_map(|n| n.finding.place.fy).collect();
    assert_eq!(jump, ["2024-25"], "a thousandfold and a rupee");
}

#[test]
fn two_societies_with_one_number_are_not_one() {
    let head = "society,registration_number,fy,total_assets,fy_end,registration_date,fy_start\n";
    let list =
        |society: &str, assets: &str| format!("{society},7/PAT,2024-25,{assets},2025-03-31,1990-01-01,2024-04-01\n");
    let before = "रामनगर पैक्स,7/PAT,2023-24,100,2024-03-31,1990-01-01,2023-04-01\n";
    for (one, other) in [("रामनगर पैक्स", "श्यामनगर पैक्स"), ("BR-PAT-S-7", "BR-PAT-S-8")]
    {
        let files = format!("{head}{}{}{before}", list(one, "100"), list(other, "100001"));
        let checked = check(&read(&[("list.csv", files.as_bytes())]), "BSH-022");
        assert!(
            checked.findings.is_empty(),
            "neither a second return nor the other's last year: {:?}",
            checked.findings
        );
    }
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let files = format!("{head}{}{}", list("BR-PAT-S-7", "1"), list("BR-PAT-S-8", "2"));
    let files = read(&[("list.csv", files.as_bytes())]);
    assert_eq!(files.one(&fields, &["7/PAT"], year()).err(), Some(vec!["BR-PAT-S-7".into(), "BR-PAT-S-8".into()]));
    let picked = files.one(&fields, &["BR-PAT-S-8"], year()).unwrap().unwrap();
    assert_eq!((picked.filed.society.as_str(), picked.filed.number.as_str()), ("BR-PAT-S-8", "7/PAT"));
}

#[test]
fn last_years_return_is_found_by_a_number_that_one_society_alone_goes_by() {
    let head = "society,registration_number,fy,total_assets,fy_end,registration_date,fy_start\n";
    let now = "7/PAT,2024-25,100001,2025-03-31,1990-01-01,2024-04-01\n";
    let before = "7/PAT,2023-24,100,2024-03-31,1990-01-01,2023-04-01\n";
    let jumps = |rows: &str| {
        let checked = check(&read(&[("list.csv", format!("{head}{rows}").as_bytes())]), "BSH-022");
        checked.findings.iter().filter(|noted| noted.finding.code == "BSH-022").count()
    };
    assert_eq!(jumps(&format!(",{now}रामनगर पैक्स,{before}")), 1, "this year without the name");
    assert_eq!(jumps(&format!("रामनगर पैक्स लि.,{now}रामनगर पैक्स,{before}")), 1, "the name spelt otherwise");
    assert_eq!(jumps(&format!("श्यामनगर पैक्स,{now}रामनगर पैक्स,{now}रामनगर पैक्स,{before}")), 1, "two of one number");
}

#[test]
fn the_identity_stated_names_a_society_before_any_number() {
    let list = "society_id,society,registration_number,fy,fy_start,fy_end,net_profit\n\
                BR-PAT-S-7,Ramnagar PACS,7/PAT,2024-25,2024-04-01,2025-03-31,1\n\
                BR-PAT-S-7,Ramnagar PACS,8/PAT,2024-25,2024-04-01,2025-03-31,1\n";
    let checked = check(&read(&[("list.csv", list.as_bytes())]), "FIL-009");
    let found: Vec<_> = checked.findings.iter().map(|noted| &noted.finding).collect();
    let [second] = &found[..] else { panic!("{found:?}") };
    assert_eq!((second.code.as_str(), second.place.society.as_deref()), ("RET-005", Some("BR-PAT-S-7")));
}

#[test]
fn a_year_that_is_not_that_of_the_dates_is_told_on_file_and_on_record() {
    let list = "registration_number,fy,fy_start,fy_end,net_profit\n\
                7/PAT,2024-25,2023-04-01,2024-03-31,1\n8/PAT,2024-25,2024-04-01,2025-03-31,1\n";
    let checked = check(&read(&[("list.csv", list.as_bytes())]), "FIL-009");
    let found: Vec<_> = checked.findings.iter().map(|noted| &noted.finding).collect();
    let [wrong] = &found[..] else { panic!("{found:?}") };
    assert_eq!((wrong.code.as_str(), wrong.place.cell.as_deref()), ("RET-008", Some("D2")));

    let (mut register, ids) = office(&[(date(1990, 1, 1), "functional", "bihar_1935")]);
    file(&mut register, &ids[0], year(), &[]);
    let table = register.tables().get("annual_return").unwrap().clone();
    let facts =
        [("society", Value::text(&ids[0])), ("fy", Value::text("2025-26")), ("fy_end", Value::Date(date(2025, 3, 31)))];
    let subject = Subject::Known(format!("{}/2025-26", ids[0]));
    let entries = vec![entry(&register, &table.name, subject, date(2026, 3, 31), &facts)];
    register.apply(&Plan { entries, ..Plan::default() }, at(3)).unwrap();
    let mut book = rulebook(&Files::embedded()).unwrap();
    book.select(&["FIL-009".into()]);
    let year = |fy: &str| {
        let checked =
            check_year(&register, &book, (fy.parse().unwrap(), false), Moment::on(date(2026, 5, 1)), &mut |_| {});
        checked.unwrap().findings.iter().map(|noted| noted.finding.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!((year("2024-25"), year("2025-26")), (vec![], vec!["RET-008".to_owned()]));
}

#[test]
fn a_code_that_stands_twice_on_a_form_is_told_and_the_later_one_is_read() {
    let form = "Registration no.,7/PAT\nYear,2024-25\ncode,label_hi,label_en,unit,value\n\
                fy_end,,,,2025-03-31\nnet_profit,,,,5\nnet_profit,,,,6\n";
    let read = read(&[("form.csv", form.as_bytes())]);
    let notes: Vec<_> = read.notes.iter().map(|noted| &noted.finding).collect();
    let [twice] = &notes[..] else { panic!("{notes:?}") };
    assert_eq!((twice.code.as_str(), twice.place.cell.as_deref()), ("RET-004", Some("A6")));
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let picked = read.one(&fields, &["7/PAT"], year()).unwrap().unwrap();
    let profit = (fields.no("net_profit").unwrap(), Value::Money(Paise(600)));
    assert!(picked.filed.lines.contains(&profit));
}
