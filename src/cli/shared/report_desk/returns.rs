//! Reports on annual returns: who has not filed, and what the rules found.

use super::{ground, name_districts};
use crate::{
    branches::returns,
    cli::{CommandError, Console, Office, desk},
    model::{Label, Language},
    register::ReadRegister,
    reports::{
        Phrase, Report,
        defaulters::{self, DefaulterRow},
        findings::{self, FindingRow},
        from_register,
        society_register::SocietyRow,
    },
    rules::Rulebook,
};
use std::collections::{BTreeMap, BTreeSet};

/// Societies whose return of `--fy` is missing or came late, by the day asked.
pub fn defaulters(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let book = desk::rulebook(office)?;
    let societies = from_register::societies(&register, moment)?;
    let known: BTreeMap<&str, &SocietyRow> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let mut origins: BTreeSet<(String, String)> = BTreeSet::new();
    let mut rows = Vec::new();
    for owed in returns::owed(&register, &book, fy, moment)? {
        let Some(due_on) = owed.due_on.filter(|_| owed.days_late(moment.as_of).is_some_and(|days| days > 0)) else {
            continue;
        };
        origins.extend(owed.basis.iter().map(|basis| (basis.origin(Language::En), basis.origin(Language::Hi))));
        let about = known.get(owed.society.as_str());
        rows.push(DefaulterRow {
            name: about.map_or_else(|| owed.name.clone(), |row| row.name.clone()),
            class: about.map(|row| row.class.clone()).unwrap_or_default(),
            society: owed.society,
            reg_no: owed.reg_no,
            district: owed.district,
            fy,
            due_on,
            filed_on: owed.filed_on.filter(|_| owed.filed),
        });
    }
    let basis = origins
        .into_iter()
        .map(|(en, hi)| {
            Phrase::Both(Label { en: format!("Due date: {en}"), hi: format!("देय तिथि: {hi}") })
        })
        .collect();
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, &societies)?;
    Ok(defaulters::build(rows, basis, &ground))
}

/// What the rules found on the returns of `--fy`.
pub fn findings(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let book = desk::rulebook(office)?;
    let societies = from_register::societies(&register, moment)?;
    let progress = console.progress("returns", register.count("annual_return", moment)?);
    let scrutiny = returns::check_year(&register, &book, fy, moment, &mut |done| progress.set(done))?;
    drop(progress);
    let known: BTreeMap<&str, &SocietyRow> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    let mut rows = Vec::with_capacity(scrutiny.findings.len());
    let mut rests_on: BTreeMap<Label, BTreeSet<String>> = BTreeMap::new();
    for noted in scrutiny.findings {
        let finding = noted.finding;
        for basis in noted.basis.iter() {
            match rests_on.get_mut(basis) {
                Some(rules) if rules.contains(&finding.code) => {}
                Some(rules) => _ = rules.insert(finding.code.clone()),
                None => _ = rests_on.insert(basis.clone(), BTreeSet::from([finding.code.clone()])),
            }
        }
        let said = |language| console.texts().finding(&finding, language);
        let message = Label { en: said(Language::En), hi: said(Language::Hi) };
        let society = finding.place.society.unwrap_or_default();
        let about = known.get(society.as_str());
        codes.insert(finding.code.clone());
        rows.push(FindingRow {
            name: about.map(|row| row.name.clone()).unwrap_or_default(),
            district: about.and_then(|row| row.district),
            society,
            fy: finding.place.fy.unwrap_or_default(),
            code: finding.code,
            severity: finding.severity,
            field: finding.place.field.unwrap_or_default(),
            message,
        });
    }
    let named = codes.iter().filter_map(|code| Some((code.clone(), name_of(&book, code)?))).collect();
    let basis = cited(rests_on);
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, &societies)?;
    Ok(findings::build(rows, &named, basis, &ground))
}

/// The title of a rule: the fault it states.
fn name_of(book: &Rulebook, code: &str) -> Option<Label> {
    let entry = &book.rule(code)?.entry;
    Some(Label { en: entry.title(Language::En), hi: entry.title(Language::Hi) })
}

/// What the rules that found something rest on, under the Acts of the returns they found it on: each section and figure
/// once, with how it was seen and whether it is a comparison.
fn cited(rests_on: BTreeMap<Label, BTreeSet<String>>) -> Vec<Phrase> {
    let lines = rests_on.into_iter().map(|(basis, codes)| {
        let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
        Label { en: format!("{codes}: {}", basis.en), hi: format!("{codes}: {}", basis.hi) }
    });
    lines.map(Phrase::Both).collect()
}
