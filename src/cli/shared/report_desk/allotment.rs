//! The order of allotment: from the audit register, and from the draft it rests on.

use super::{both, ground, name_districts};
use crate::{
    branches::audit::allotment::{Draft, Method, Without},
    cli::{CommandError, Console, Office},
    model::{CooperativeYear, Label, Language},
    reports::{
        Phrase, Report,
        allotment_order::{self, AllottedRow, OrderHead},
        from_register,
        society_register::SocietyRow,
    },
};
use std::{collections::BTreeMap, fs};

/// The orders of a year; where none is issued yet, the latest draft, said to be one.
pub fn allotment_order(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let fy = office.year()?;
    let register = office.read_register()?;
    office.run_reads(&register)?;
    let moment = office.moment()?;
    let societies = from_register::societies(&register, moment)?;
    let auditors = from_register::auditors(&register, moment)?;
    let orders = from_register::orders(&register, fy, &societies, moment)?;
    let drafts: Vec<Draft> = drafts(office)?.into_iter().filter(|draft| draft.body.terms.fy == fy).collect();
    let ordered = drafts.iter().rfind(|draft| orders.drafts.contains(&draft.digest));
    let draft = if orders.rows.is_empty() { drafts.last() } else { ordered };
    if orders.rows.is_empty() && draft.is_none() {
        return Err(neither(fy));
    }
    let known: BTreeMap<&str, &SocietyRow> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let row = |society: &str, auditor: Option<&str>, reason: Label| {
        let about = known.get(society);
        AllottedRow {
            society: society.to_owned(),
            name: about.map(|row| row.name.clone()).unwrap_or_default(),
            reg_no: about.map(|row| row.reg_no.clone()).unwrap_or_default(),
            district: about.and_then(|row| row.district),
            category: String::new(),
            auditor: auditor.map(str::to_owned),
            reason,
        }
    };
    let reason = |without: &Without| {
        let said = |language| console.texts().sentence(&without.reason.code, &without.reason.args, language);
        Label { en: said(Language::En), hi: said(Language::Hi) }
    };
    let mut rows = orders.rows;
    let (mut method, mut basis) = (Label::default(), Vec::new());
    if let Some(draft) = draft {
        if rows.is_empty() {
            let none = Label::default();
            rows.extend(draft.body.assigned.iter().map(|pair| row(&pair.society, Some(&pair.auditor), none.clone())));
        }
        let without = draft.body.apart.iter().chain(&draft.body.unassigned);
        let left_out: Vec<AllottedRow> = without
            // A society listed apart because its audit is already ordered stands under its auditor.
            .filter(|without| !rows.iter().any(|row| row.society == without.society))
            .map(|without| row(&without.society, None, reason(without)))
            .collect();
        rows.extend(left_out);
        method = method_of(console, &draft.body.method);
        basis.push(Phrase::Both(draft_line(console, draft)));
    }
    let head = OrderHead {
        // Several orders of a year stand on one list; the last one heads it.
        order_no: orders.orders.last().map(|(_, no)| no.clone()).unwrap_or_default(),
        order_on: orders.orders.last().and_then(|(on, _)| *on),
        fy,
        method,
    };
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, &societies)?;
    Ok(allotment_order::build(&head, &auditors, rows, basis, &ground))
}

/// Is there an order of the year, or at least a draft?
pub fn order_or_draft(office: &Office) -> Result<(), CommandError> {
    let (fy, register, moment) = (office.year()?, office.read_register()?, office.moment()?);
    if drafts(office)?.iter().any(|draft| draft.body.terms.fy == fy) {
        return Ok(());
    }
    let societies = from_register::societies(&register, moment)?;
    let orders = from_register::orders(&register, fy, &societies, moment)?;
    if orders.rows.is_empty() { Err(neither(fy)) } else { Ok(()) }
}

fn neither(fy: CooperativeYear) -> CommandError {
    CommandError::not_found("error.report.no_allotment").with("fy", fy)
}

fn method_of(console: &Console, method: &Method) -> Label {
    match method {
        Method::LeastCost => both(console, "order.least_cost", &[]),
        Method::Draw { seed } => both(console, "order.draw", &[("seed".into(), seed.clone())]),
    }
}

fn draft_line(console: &Console, draft: &Draft) -> Label {
    let years = draft.body.terms.consecutive_years.to_string();
    let args = [
        ("draft".into(), draft.allotment.clone()),
        ("digest".into(), draft.digest.clone()),
        ("years".into(), years),
        ("setting".into(), draft.body.terms.source.clone()),
    ];
    both(console, "source.draft", &args)
}

/// The drafts of the office, the one that read furthest in the day book last.
fn drafts(office: &Office) -> Result<Vec<Draft>, CommandError> {
    let folder = office.folder()?.join("reports").join("allotment");
    let mut drafts = Vec::new();
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(drafts) };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "json") {
            let bytes = fs::read(&path).map_err(|cause| CommandError::io(&path, &cause))?;
            // Another file in the folder is no draft of ours and no concern of a report.
            drafts.extend(Draft::read(&bytes, &path.display().to_string()));
        }
    }
    drafts.sort_by(|a, b| (a.body.read.day_no, &a.digest).cmp(&(b.body.read.day_no, &b.digest)));
    Ok(drafts)
}
