//! Annual returns whose figures agree, and the faults set into a few of them.

mod books;
mod flat;
mod forms;
mod planted;

use super::{cases::CASES, dice::Dice, material::Material, society::Society, truth::Fate};
use books::Books;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// How many societies file.
const FILERS: usize = 200;
/// Samples whose societies file returns.
const FROM: [&str; 2] = ["merged-headings-hindi", "dates-three-ways"];

/// One return: field code → what is written there.
pub struct Return {
    pub society: String,
    pub registration_number: String,
    pub district: String,
    pub year: i16,
    pub fields: BTreeMap<&'static str, String>,
}

/// Every file of `samples/returns/`.
pub fn make(material: &Material, registered: &BTreeSet<(String, u32)>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut filed: BTreeMap<i16, Vec<Return>> = BTreeMap::new();
    for (case, society) in filers(material, registered) {
        let mut dice = Dice::named(&format!("books of {} in {}", society.number, society.district_code));
        let mut books = Books::opening(&society, &mut dice);
        let mut objections = 0;
        for year in 2022..=2024 {
            let mut fields = books.year(year, &society, &mut dice);
            fields.extend(standing(year, &society, &CASES[case].number(&society), &mut dice, &fields, &mut objections));
            if year > 2022 {
                filed.entry(year).or_default().push(Return {
                    society: society.name.hi.clone(),
                    registration_number: CASES[case].number(&society),
                    district: society.district.en.clone(),
                    year,
                    fields,
                });
            }
        }
    }
    let mut files = BTreeMap::new();
    let (mut before, mut now) = (filed.remove(&2023).unwrap_or_default(), filed.remove(&2024).unwrap_or_default());
    let right =
        now.iter().find(|r| r.fields["society_type"] == "pacs" && flat::profitable(r)).ok_or("no return is right")?;
    files.insert("pacs-right-2024-25.xlsx".into(), forms::workbook(right)?);
    files.insert("pacs-planted-faults-2024-25.xlsx".into(), forms::workbook(&planted::form(right))?);
    let findings = planted::set(&mut before, &mut now)?;
    files.insert("returns-2023-24.csv".into(), flat::csv(&before)?);
    files.insert("returns-2024-25.csv".into(), flat::csv(&now)?);
    files.insert("expected-findings.csv".into(), findings);
    Ok(files.into_iter().map(|(name, bytes): (String, Vec<u8>)| (format!("returns/{name}"), bytes)).collect())
}

/// Societies at work, registered before the first year and imported from their sample.
fn filers(material: &Material, registered: &BTreeSet<(String, u32)>) -> Vec<(usize, Society)> {
    let mut found = Vec::new();
    for (n, case) in CASES.iter().enumerate().filter(|(_, c)| FROM.contains(&c.name)) {
        for s in case.societies(material).concat() {
            let known = registered.contains(&(case.number(&s), s.district_code));
            if known && s.status.0 == "functional" && s.registered < date(2021, 4, 1) {
                found.push((n, s));
            }
        }
    }
    let step = found.len() / FILERS;
    found.into_iter().step_by(step.max(1)).take(FILERS).collect()
}

/// Who the society is, what it attached and when it met.
fn standing(
    year: i16,
    s: &Society,
    number: &str,
    dice: &mut Dice,
    books: &BTreeMap<&'static str, String>,
    objections: &mut i64,
) -> BTreeMap<&'static str, String> {
    let day = |month: i8, low: i64, high: i64, dice: &mut Dice| -> Date {
        date(year + 1, month, i8::try_from(dice.between(low, high)).unwrap_or(1))
    };
    let agm = day(8, 16, 31, dice);
    let elected = date(year - 1, 6, 10);
    let board = dice.between(11, 13);
    let raised = dice.between(0, 9);
    // Old objections stay open until they are settled.
    let settled = dice.between(0, *objections + raised);
    *objections += raised - settled;
    let amendments = dice.between(0, 1);
    let employees = dice.between(1, 6);
    let loss = books["net_profit"].starts_with('-');
    let kind = if matches!(s.class.code, "vyapar_mandal" | "weavers") { "other" } else { s.class.code };
    [
        ("registration_number", number.to_owned()),
        ("registration_date", s.registered.to_string()),
        ("governing_act", "bihar_1935".into()),
        ("liability_type", "limited".into()),
        ("state_code", "10".into()),
        ("district_code", s.district_code.to_string()),
        ("society_type", kind.into()),
        ("functional_status", "functional".into()),
        ("fy_start", date(year, 4, 1).to_string()),
        ("fy_end", date(year + 1, 3, 31).to_string()),
        ("return_filed_on", day(9, 1, 28, dice).to_string()),
        ("accounts_submitted_on", day(5, 2, 30, dice).to_string()),
        ("is_revised", "false".into()),
        ("annual_report_attached", "true".into()),
        ("audited_accounts_attached", "true".into()),
        ("surplus_plan_approved", "true".into()),
        ("surplus_plan_approved_on", agm.to_string()),
        ("bylaw_list_attached", (amendments > 0).to_string()),
        ("bylaw_amendments_count", amendments.to_string()),
        ("bylaw_amendments_listed", amendments.to_string()),
        ("gb_declaration_attached", "true".into()),
        ("registrar_info_called", "false".into()),
        ("registrar_info_attached", "false".into()),
        ("agm_date", agm.to_string()),
        ("agm_notice_date", day(7, 10, 25, dice).to_string()),
        ("agm_quorum_required", (s.members / 5).to_string()),
        ("agm_attendance", (s.members / 5 + dice.between(1, 9)).to_string()),
        ("board_strength", board.to_string()),
        ("board_women", dice.between(2, 4).to_string()),
        ("board_sc_st", dice.between(1, 3).to_string()),
        ("board_meetings_held", dice.between(5, 12).to_string()),
        ("last_election_date", elected.to_string()),
        ("board_term_end", date(elected.year() + 5, 6, 9).to_string()),
        ("election_due_declared", "false".into()),
        ("employees_total", employees.to_string()),
        ("employees_permanent", dice.between(0, employees).to_string()),
        ("gst_registered", "false".into()),
        ("is_profit_making", (!loss).to_string()),
        ("auditor_id", format!("P-{:03}", dice.between(1, 120))),
        ("auditor_appointed_on", day(4, 20, 30, dice).to_string()),
        ("auditor_consecutive_years", dice.between(1, 2).to_string()),
        ("auditor_conflict", "false".into()),
        ("audit_report_date", day(7, 26, 31, dice).to_string()),
        ("audit_class", s.audit_class.into()),
        ("audited_net_profit", books["net_profit"].clone()),
        ("audited_total_assets", books["total_assets"].clone()),
        ("audit_objections_raised", raised.to_string()),
        ("audit_objections_settled", settled.to_string()),
        ("audit_objections_open", objections.to_string()),
        ("rectification_report_date", day(9, 1, 28, dice).to_string()),
        ("special_audit_ordered", "false".into()),
    ]
    .into()
}

/// Numbers and districts of the rows of a sample that must be in the register.
pub fn imported<'a>(truths: impl Iterator<Item = &'a super::truth::Truth>) -> BTreeSet<(String, u32)> {
    truths.flat_map(|t| t.keys(Fate::Imported)).collect()
}
