//! The order of allotment: from the audit register, and from the draft it rests on.

use super::{both, ground, name_districts};
use crate::{
    branches::audit::{
        allotment::{Category, Draft, Method, Without},
        read_at,
    },
    cli::{CommandError, Console, Office, desk},
    model::{CooperativeYear, Label, Language},
    reports::{
        Phrase, Report,
        allotment_order::{self, Allotment, AllottedRow, LeftOutRow, Order},
        from_register::{self, RecordedOrder, named},
        ground::Ground,
        society_register::SocietyRow,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// Societies by identity.
type Known<'a> = BTreeMap<&'a str, &'a SocietyRow>;

/// The orders of a year; where none is issued yet, the latest draft, said to be one.
pub fn allotment_order(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let mut ground = ground(office, console, &register)?;
    for (code, label) in desk::code_words(office, "exclusion_ground")? {
        ground.names.add("exclusion_ground", code, label);
    }
    let societies = from_register::societies(&register, moment)?;
    let known: Known<'_> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let auditors = from_register::auditors(&register, moment)?;
    let recorded = from_register::orders(&register, fy, &societies, moment)?;
    let drafts = drafts(office, fy, ground.origin.day_no)?;
    let is_draft = recorded.is_empty();
    let draft = match is_draft {
        true => Some(the_draft(&drafts, fy)?),
        false => drafts.iter().rfind(|draft| recorded.iter().any(|order| order.drafts.contains(&draft.digest))),
    };
    let without: Vec<&Without> =
        draft.iter().flat_map(|draft| draft.body.apart.iter().chain(&draft.body.unassigned)).collect();
    let in_reasons = without.iter().flat_map(|without| &without.reason.args);
    let in_reasons = in_reasons.filter(|(name, _)| name == "district").filter_map(|(_, code)| code.parse().ok());
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district).chain(in_reasons))?;

    let orders = match draft.filter(|_| is_draft) {
        Some(draft) => vec![drafted(draft, &known, console)],
        None => recorded.into_iter().map(|order| issued(order, &drafts, console)).collect(),
    };
    // A society listed apart because its audit is already ordered stands under its auditor.
    let allotted: BTreeSet<&str> =
        orders.iter().flat_map(|order| order.rows.iter().map(|row| row.about.society.as_str())).collect();
    let left_out = draft.map(|draft| {
        let categories = categories(draft);
        let left_out = without.iter().filter(|without| !allotted.contains(without.society.as_str()));
        let row = |without: &&Without| LeftOutRow {
            about: named(&without.society, &known, categories.get(without.society.as_str()).map_or("", String::as_str)),
            reason: reason(without, console, &ground),
        };
        left_out.map(row).collect()
    });
    let basis = draft.iter().map(|draft| Phrase::Both(draft_line(console, draft))).collect();
    let allotment = Allotment { fy, draft: is_draft, orders, left_out };
    Ok(allotment_order::build(allotment, &auditors, basis, &ground))
}

/// The draft a report is made of; of several made of the same books none can be told to be the one meant.
fn the_draft(drafts: &[Draft], fy: CooperativeYear) -> Result<&Draft, CommandError> {
    let Some(last) = drafts.last() else {
        return Err(neither(fy));
    };
    let row = last.body.read.day_no;
    let equal = drafts.iter().filter(|draft| draft.body.read.day_no == row);
    let names: Vec<&str> = equal.map(|draft| draft.allotment.as_str()).collect();
    if names.len() > 1 {
        return Err(CommandError::not_found("error.report.drafts")
            .with("fy", fy)
            .with("row", row)
            .with("names", names.join(", ")));
    }
    Ok(last)
}

fn drafted(draft: &Draft, known: &Known<'_>, console: &Console) -> Order {
    let categories = categories(draft);
    let row = |society: &str, auditor: &str| AllottedRow {
        about: named(society, known, categories.get(society).map_or("", String::as_str)),
        auditor: auditor.to_owned(),
    };
    Order {
        method: method_of(console, &draft.body.method),
        rows: draft.body.assigned.iter().map(|pair| row(&pair.society, &pair.auditor)).collect(),
        ..Order::default()
    }
}

/// An order of the register; how it was made is said only where all drafts it rests on are kept and say the same.
fn issued(order: RecordedOrder, drafts: &[Draft], console: &Console) -> Order {
    let RecordedOrder { order_no, order_on, drafts: digests, rows } = order;
    let found: Vec<&Draft> = drafts.iter().filter(|draft| digests.contains(&draft.digest)).collect();
    let method = match found.split_first() {
        Some((first, others))
            if found.len() == digests.len() && others.iter().all(|draft| draft.body.method == first.body.method) =>
        {
            method_of(console, &first.body.method)
        }
        _ => Label::default(),
    };
    Order { order_no, order_on, method, rows }
}

/// Categories for audit as the draft had them.
fn categories(draft: &Draft) -> BTreeMap<&str, String> {
    let category = |society| Category::to_string(&draft.body.terms.category_of(society));
    draft.body.facts.societies.iter().map(|society| (society.id.as_str(), category(society))).collect()
}

/// Why a society has no auditor; districts by their names.
fn reason(without: &Without, console: &Console, ground: &Ground) -> Label {
    let said = |language: Language| {
        let named = |(name, value): &(String, String)| {
            let list = if name == "ground" { "exclusion_ground" } else { "district" };
            let district = ground.names.name(list, value).filter(|_| name == "district" || name == "ground");
            (name.clone(), district.map_or_else(|| value.clone(), |label| label.in_language(language).to_owned()))
        };
        let args: Vec<(String, String)> = without.reason.args.iter().map(named).collect();
        console.texts().sentence(&without.reason.code, &args, language)
    };
    Label { en: said(Language::En), hi: said(Language::Hi) }
}

/// Is there an order of the year, or at least one draft that is meant?
pub fn order_or_draft(office: &Office) -> Result<(), CommandError> {
    let (fy, register, moment) = (office.year()?, office.read_register()?, office.moment()?);
    let societies = from_register::societies(&register, moment)?;
    if from_register::orders(&register, fy, &societies, moment)?.is_empty() {
        the_draft(&drafts(office, fy, read_at(&register, moment)?.day_no)?, fy)?;
    }
    Ok(())
}

fn neither(fy: CooperativeYear) -> CommandError {
    CommandError::not_found("error.report.no_allotment").with("fy", fy)
}

fn method_of(console: &Console, method: &Method) -> Label {
    match method {
        Method::LeastCost => both(console, "order.least_cost", &[]),
        Method::Draw { seed, .. } => both(console, "order.draw", &[("seed".into(), seed.clone())]),
    }
}

fn draft_line(console: &Console, draft: &Draft) -> Label {
    let years = draft.body.terms.consecutive_years.to_string();
    let args =
        [("draft".into(), draft.allotment.clone()), ("digest".into(), draft.digest.clone()), ("years".into(), years)];
    both(console, "source.draft", &args)
}

/// The drafts of a year made of the books up to a row, the one that read furthest last. What a later row allows is not
/// yet known, as with everything else a report says.
fn drafts(office: &Office, fy: CooperativeYear, last_row: i64) -> Result<Vec<Draft>, CommandError> {
    let folder = office.folder()?.join("reports").join("allotment");
    let mut drafts: Vec<Draft> = Vec::new();
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(drafts) };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "json") {
            let bytes = fs::read(&path).map_err(|cause| CommandError::io(&path, &cause))?;
            // Another file in the folder is no draft of ours and no concern of a report.
            drafts.extend(Draft::read(&bytes, &path.display().to_string()));
        }
    }
    drafts.retain(|draft| draft.body.terms.fy == fy && draft.body.read.day_no <= last_row);
    drafts.sort_by(|a, b| (a.body.read.day_no, &a.digest).cmp(&(b.body.read.day_no, &b.digest)));
    // The same draft under two names is one draft.
    drafts.dedup_by(|a, b| a.digest == b.digest);
    Ok(drafts)
}
