//! The faults set into returns, and the finding each must raise.

use super::{Return, flat};
use std::collections::BTreeMap;

/// A change to one return and the rules it breaks.
struct Fault {
    what: &'static str,
    codes: &'static [&'static str],
    change: fn(&mut BTreeMap<&'static str, String>),
}

fn add(fields: &mut BTreeMap<&'static str, String>, code: &'static str, more: i64) {
    let old: i64 = fields.get(code).and_then(|v| v.parse().ok()).unwrap_or(0);
    fields.insert(code, (old + more).to_string());
}

const FAULTS: &[Fault] = &[
    Fault {
        what: "annual report not attached",
        codes: &["FIL-001"],
        change: |f| drop(f.insert("annual_report_attached", "false".into())),
    },
    Fault {
        what: "filed ten weeks late",
        codes: &["FIL-008"],
        change: |f| drop(f.insert("return_filed_on", "2025-12-15".into())),
    },
    Fault {
        what: "assets printed 1,000 too high",
        codes: &["AUD-013", "BSH-001", "BSH-003"],
        change: |f| add(f, "total_assets", 1000),
    },
    Fault {
        what: "a tenth of the profit to the reserve fund, the rest carried forward",
        codes: &["APP-001"],
        change: |f| {
            let fund: i64 = f["approp_reserve_fund"].parse().unwrap_or(0);
            add(f, "approp_reserve_fund", -fund * 3 / 5);
            add(f, "approp_carried_forward", fund * 3 / 5);
        },
    },
    Fault {
        what: "dividend of 25 per cent declared",
        codes: &["APP-005"],
        change: |f| drop(f.insert("dividend_rate_pct", "25".into())),
    },
    Fault {
        what: "negative cash, the bank balance made up to fit",
        codes: &["BSH-015"],
        change: |f| {
            let cash: i64 = f["cash_in_hand"].parse().unwrap_or(0);
            add(f, "cash_in_hand", -cash - 500);
            add(f, "bank_balance", cash + 500);
            add(f, "bank_statement_balance", cash + 500);
        },
    },
    Fault {
        what: "share capital of members 5,000 too low",
        codes: &["BSH-004"],
        change: |f| {
            add(f, "share_capital_members", -5000);
            add(f, "member_share_ledger_total", -5000);
        },
    },
    Fault {
        what: "dividend without an approved plan",
        codes: &["APP-014", "FIL-003"],
        change: |f| drop(f.insert("surplus_plan_approved", "false".into())),
    },
    Fault {
        what: "borrowing limit below what is borrowed",
        codes: &["BSH-009"],
        change: |f| drop(f.insert("borrowing_limit", "1000".into())),
    },
    Fault {
        what: "12,000 in a suspense account",
        codes: &["BSH-021"],
        change: |f| drop(f.insert("suspense_account", "12000".into())),
    },
    Fault {
        what: "profit available 10,000 too high",
        codes: &["APP-008", "APP-009"],
        change: |f| add(f, "profit_available", 10_000),
    },
    Fault {
        what: "cash above the retention limit",
        codes: &["BSH-016"],
        change: |f| {
            add(f, "bank_balance", -60_000);
            add(f, "bank_statement_balance", -60_000);
            add(f, "cash_in_hand", 60_000);
        },
    },
];

/// Sets the faults into returns of the later year and takes one return of the earlier year away.
pub fn set(before: &mut Vec<Return>, now: &mut [Return]) -> Result<Vec<u8>, String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut put = |r: &Return, code: &str, what: &str| {
        let year = flat::fy(r.year);
        out.write_record([r.society.as_str(), &r.registration_number, &r.district, &year, code, what])
            .map_err(|e| e.to_string())
    };
    let mut found = Vec::new();
    let mut at = 5;
    for fault in FAULTS {
        while !now
            .get(at)
            .is_some_and(|r| flat::profitable(r) && r.fields["bank_balance"].parse().unwrap_or(0) > 100_000)
        {
            at += 1;
            if at >= now.len() {
                return Err("too few profitable returns for the faults".into());
            }
        }
        (fault.change)(&mut now[at].fields);
        found.extend(fault.codes.iter().map(|code| (at, *code, fault.what)));
        at += 9;
    }
    let gone = now.len() - 3;
    found.push((gone, "FIL-015", "no return for the year before"));
    let absent = &now[gone];
    before.retain(|r| (&r.registration_number, &r.district) != (&absent.registration_number, &absent.district));
    found.sort_by_key(|(at, code, _)| (*at, *code));
    let heads = csv::StringRecord::from(vec!["society", "registration_number", "district", "fy", "code", "what"]);
    let mut all = csv::Writer::from_writer(Vec::new());
    all.write_record(&heads).map_err(|e| e.to_string())?;
    for (at, code, what) in found {
        put(&now[at], code, what)?;
    }
    let mut bytes = all.into_inner().map_err(|e| e.to_string())?;
    bytes.extend(out.into_inner().map_err(|e| e.to_string())?);
    Ok(bytes)
}

/// The form with faults: three of the list together.
pub fn form(right: &Return) -> Return {
    let mut fields = right.fields.clone();
    for n in [0, 2, 4] {
        (FAULTS[n].change)(&mut fields);
    }
    let (society, registration_number, district) =
        (right.society.clone(), right.registration_number.clone(), right.district.clone());
    Return { society, registration_number, district, year: right.year, fields }
}
