//! The roll of a society as a paper: the words of its codes and reasons, made in the forms asked for.

use super::{
    CommandError, Console, Office,
    shared::{make_one, report_ground},
};
use crate::{
    branches::members::{Count, Standing, Vote},
    cleaning::Codes,
    model::{Label, Language},
    register::{ReadRegister, Register},
    reports::{
        making::Form,
        member_roll::{RollCount, RollRow, build},
    },
};

/// Why a member may vote or not, in words, with what a rule rests on.
pub fn reason(console: &Console, vote: &Vote) -> Label {
    let key = format!("member.vote.{}", vote.reason);
    let said = |language: Language| {
        let word = console.texts().word(&key, language).to_owned();
        match &vote.basis {
            Some(basis) => format!("{word}: {}", basis.printed(language)),
            None => word,
        }
    };
    Label { en: said(Language::En), hi: said(Language::Hi) }
}

/// The list of codes a field is counted by.
pub fn list_of(by: &str) -> &'static str {
    match by {
        "kind" => "member_kind",
        "sex" => "sex",
        _ => "caste_category",
    }
}

/// Makes the paper of a roll; the files made.
pub fn paper(
    office: &Office,
    console: &mut Console,
    register: &Register,
    (society, heading): (&str, Label),
    (roll, counts): (&[Standing<'_>], &[Count]),
) -> Result<Vec<String>, CommandError> {
    office.begin_run("coop-register member roll")?;
    office.run_reads(register)?;
    let mut ground = report_ground(office, console, register as &dyn ReadRegister)?;
    let codes = Codes::load(office.files())?;
    for (code, label) in codes.all("member_kind") {
        ground.names.add("member_kind", code, label.clone());
    }
    let word = |key: &str| Label {
        en: console.texts().word(key, Language::En).to_owned(),
        hi: console.texts().word(key, Language::Hi).to_owned(),
    };
    let rows: Vec<RollRow> = roll
        .iter()
        .map(|one| RollRow {
            serial: i64::try_from(one.serial).unwrap_or(i64::MAX),
            member_no: one.member.no.clone(),
            name: one.member.name.clone(),
            guardian: one.member.guardian.clone(),
            kind: one.member.kind.clone(),
            since: one.member.admitted_on,
            shares: one.shares,
            amount: one.amount,
            vote: one.vote.may,
            reason: reason(console, &one.vote),
        })
        .collect();
    let counted: Vec<RollCount> = counts
        .iter()
        .map(|count| RollCount {
            by: word(&format!("member.by.{}", count.by)),
            of: codes
                .all(list_of(count.by))
                .find(|(code, _)| *code == count.code)
                .map_or_else(|| word("member.not_recorded"), |(_, label)| label.clone()),
            count: i64::try_from(count.count).unwrap_or(i64::MAX),
        })
        .collect();
    let mut report = build(heading, &rows, &counted, &ground);
    // One roll a society: the file carries its identity.
    report.key = format!("{}-{society}", report.key);
    let made = make_one(office, console, &report, Form::Html)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}
