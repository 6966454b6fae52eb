//! Reports on annual returns: who has not filed, and what the rules found.

use super::{ground, name_districts};
use crate::{
    branches::returns::{self, Owed},
    cli::{CommandError, Console, Office, desk},
    model::{Date, Label, Language},
    register::ReadRegister,
    reports::{
        Phrase, Report,
        defaulters::{self, Filing, OverdueRow},
        findings::{self, FindingRow},
        from_register,
        society_register::SocietyRow,
    },
    rules::Rulebook,
};
use std::collections::{BTreeMap, BTreeSet};

/// Societies whose return of `--fy` is missing by the day asked; those that filed late, apart.
pub fn defaulters(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let book = desk::rulebook(office)?;
    let societies = from_register::societies(&register, moment)?;
    let known: BTreeMap<&str, &SocietyRow> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let mut origins: BTreeSet<(String, String)> = BTreeSet::new();
    let mut rows = Vec::new();
    for owed in returns::owed(&register, &book, fy, moment)? {
        let days_late = owed.days_late(moment.as_of).unwrap_or(0);
        let Some((due_on, filing)) = overdue(&owed, moment.as_of) else { continue };
        origins.extend(owed.due.basis.iter().map(|basis| (basis.origin(Language::En), basis.origin(Language::Hi))));
        let about = known.get(owed.whom.society.as_str());
        rows.push(OverdueRow {
            name: about.map_or_else(|| owed.name.clone(), |row| row.name.clone()),
            class: about.map(|row| row.class.clone()).unwrap_or_default(),
            society: owed.whom.society,
            reg_no: owed.reg_no,
            district: owed.whom.district,
            fy,
            due_on,
            days_late,
            filing,
        });
    }
    let basis = origins
        .into_iter()
        .map(|(en, hi)| {
            Phrase::Both(Label { en: format!("Due date: {en}"), hi: format!("देय तिथि: {hi}") })
        })
        .collect();
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district))?;
    Ok(defaulters::build(rows, basis, &ground))
}

/// A return whose due date is past, and what became of it; nothing for one that came in time.
fn overdue(owed: &Owed, as_of: Date) -> Option<(Date, Filing)> {
    // What is on record before its due date came in time, whatever the day.
    let due_on = owed.due_on().filter(|due| *due < as_of)?;
    let filing = match owed.filed_on {
        // The same question as `defaulter list` asks, so that the two name the same societies.
        _ if owed.is_default(as_of) => Filing::Missing,
        Some(day) if day > due_on => Filing::Late(day),
        Some(_) => return None,
        None => Filing::DayNotRecorded,
    };
    Some((due_on, filing))
}

/// What the rules found on the returns of `--fy`.
pub fn findings(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let book = desk::rulebook(office)?;
    let societies = from_register::societies(&register, moment)?;
    let progress = console.progress("returns", register.count("annual_return", moment)?);
    let mut scrutiny = returns::check_year(&register, &book, (fy, false), moment, &mut |done| progress.set(done))?;
    drop(progress);
    let waivers = returns::life::Waivers::read(&register, moment)?;
    waivers.mark(&mut scrutiny.findings, &mut |_| Ok(None))?;
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
            waived_until: noted.waived.map(|waiver| waiver.until),
        });
    }
    let named = codes.iter().filter_map(|code| Some((code.clone(), name_of(&book, code)?))).collect();
    let basis = cited(rests_on);
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CooperativeYear;
    use jiff::civil::date;

    #[test]
    fn the_report_names_the_defaulters_of_the_list_and_tells_late_filers_apart() {
        let owed = |filed, filed_on| Owed {
            whom: returns::extension::Whom { society: "BR-HQ-S-1".into(), ..Default::default() },
            reg_no: "1".into(),
            name: Label::default(),
            fy: CooperativeYear::containing(date(2025, 3, 31)).unwrap_or_else(|| panic!("a year")),
            due: returns::DueDay { statutory: Some(date(2025, 9, 30)), ..returns::DueDay::default() },
            filed,
            filed_on,
            status_unknown: false,
        };
        let (due, day) = (date(2025, 9, 30), date(2025, 12, 1));
        let missing = owed(false, None);
        assert!(missing.is_default(day));
        assert_eq!(overdue(&missing, day), Some((due, Filing::Missing)));
        assert_eq!(overdue(&owed(true, Some(day)), day), Some((due, Filing::Late(day))));
        assert_eq!(overdue(&owed(true, Some(due)), day), None);
        let undated = owed(true, None);
        assert_eq!((overdue(&undated, day), undated.days_late(day)), (Some((due, Filing::DayNotRecorded)), None));
        assert_eq!(overdue(&missing, due), None, "on the due date itself nobody is in default");
    }
}
