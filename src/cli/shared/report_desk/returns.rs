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
        let Some(due_on) = owed.due_on.filter(|_| owed.days_late(moment.as_of) > 0) else { continue };
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
    for noted in scrutiny.findings {
        let finding = noted.finding;
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
    let basis = citations(&book, &codes);
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, &societies)?;
    Ok(findings::build(rows, &named, basis, &ground))
}

/// The name of a rule is a key that states the fault; it is the same in both languages.
fn name_of(book: &Rulebook, code: &str) -> Option<Label> {
    let name = book.rule(code)?.entry.name.replace('-', " ");
    Some(Label { en: name.clone(), hi: name })
}

/// What the rules that found something rest on, each basis once with how it was seen.
fn citations(book: &Rulebook, codes: &BTreeSet<String>) -> Vec<Phrase> {
    let mut cited: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in codes.iter().filter_map(|code| book.rule(code)) {
        for basis in &rule.entry.basis {
            cited.entry(basis).or_default().push(&rule.code);
        }
    }
    cited
        .into_iter()
        .map(|(basis, rules)| {
            let line = |language| format!("{}: {}", rules.join(", "), book.citation(basis, language));
            Phrase::Both(Label { en: line(Language::En), hi: line(Language::Hi) })
        })
        .collect()
}
