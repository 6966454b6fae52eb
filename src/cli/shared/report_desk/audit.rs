//! Reports on the audits of a year: progress by district, load and fee of the panel.

use super::{ground, name_districts};
use crate::{
    cleaning::Codes,
    cli::{CommandError, Console, Office, desk},
    model::{CooperativeYear, Date, Label, Language},
    reports::{Phrase, Report, audit_progress, audit_rows, auditor_load, from_register},
};
use jiff::ToSpan as _;

/// Figure of the law that gives the day by which an audit is due: months after the year's end.
const DUE_MONTHS: &str = "audit_due_months";

/// The day by which audits of a year are due, and the figure it rests on.
fn due(office: &Office, fy: CooperativeYear) -> Result<(Option<Date>, Vec<Phrase>), CommandError> {
    let book = desk::rulebook(office)?;
    let law = book.law_on("", fy.end());
    let Some(figure) = book.figure(&law, DUE_MONTHS) else { return Ok((None, Vec::new())) };
    let day = fy.end().checked_add(figure.value.months()).ok();
    let [en, hi] = [Language::En, Language::Hi].map(|language| figure.origin(language));
    let label = Label {
        en: format!("Audit due: {en}"), hi: format!("अंकेक्षण की देय तिथि: {hi}")
    };
    Ok((day, vec![Phrase::Both(label)]))
}

/// How far the audits of `--fy` have come by the day asked, district by district.
pub fn audit_progress(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let societies = from_register::societies(&register, moment)?;
    let audits = audit_rows::audits(&register, fy, moment)?;
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district))?;
    Ok(audit_progress::build(fy, &societies, &audits, due(office, fy)?.1, &ground))
}

/// Audits and fees of `--fy` by auditor, kind and district.
pub fn auditor_load(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let panel = audit_rows::panel(&register, moment)?;
    let audits = audit_rows::audits(&register, fy, moment)?;
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, panel.iter().filter_map(|row| row.district))?;
    for (code, label) in Codes::load(office.files())?.all("auditor_kind") {
        ground.names.add("auditor_kind", code, label.clone());
    }
    Ok(auditor_load::build(fy, &panel, &audits, due(office, fy)?, &ground))
}
