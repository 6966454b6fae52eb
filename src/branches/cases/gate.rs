//! The gate: everything that stands in the way of an act, in one pass.

use super::{
    case::Case,
    service::{ActDef, Service},
    stays::forbidding,
};
use crate::{
    branches::officers::{Authority, Lack, authority},
    model::{Date, Finding, Findings, Label, Language, Locus, Moment, Severity, Value},
    register::{ReadRegister, RegisterError},
};

/// What is told of an act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// The day it was done.
    pub on: Date,
    /// Who did it.
    pub login: String,
    /// Number of the order.
    pub order_no: Option<String>,
    /// Words.
    pub remark: Option<String>,
    /// Next date.
    pub next_on: Option<Date>,
    /// Who gets the case.
    pub desk: Option<String>,
    /// Papers now on record, by their codes.
    pub papers: Vec<String>,
    /// SHA-256 of documents that came with it.
    pub documents: Vec<String>,
    /// Facts told, by the key of their field.
    pub facts: Vec<(String, Value)>,
    /// The kind the case is said to be of.
    pub kind: Option<String>,
    /// Facts the page of the act made, by the key of their field; taken where the act sets them so.
    pub made: Vec<(String, Value)>,
    /// Of a case about to be opened, its subject where that follows from what it is about, as the audit of a society and year; else
    /// it is given an identity.
    pub subject: Option<String>,
}

/// Statuses of a society that has no business of its own any more.
const OVER: [&str; 2] = ["cancelled", "under_liquidation"];

/// Where a case is called by in a finding.
pub(super) fn place(number: &str) -> Locus {
    Locus { society: Some(number.to_owned()), ..Locus::default() }
}

pub(super) fn fault(code: &str, number: &str) -> Finding {
    Finding::new(code, Severity::Error, place(number))
}

/// The finding with what the act rests on, in both languages.
fn based(finding: Finding, act: &ActDef) -> Finding {
    finding.with("basis", act.basis.printed(Language::En)).with("basis_hi", act.basis.printed(Language::Hi))
}

/// The finding with the names of the act.
pub(super) fn named(finding: Finding, act: &ActDef) -> Finding {
    finding.with("act", &act.label.en).with("act_hi", &act.label.hi)
}

/// What holds of every act, whether or not it opens a case.
pub(super) fn of_any(
    register: &dyn ReadRegister,
    act: &ActDef,
    telling: &Telling,
    number: &str,
    today: Date,
) -> Result<Findings, RegisterError> {
    let mut faults = Vec::new();
    if telling.on > today {
        faults.push(fault("CAS-106", number).with("on", telling.on).with("today", today));
    }
    if act.order && telling.order_no.is_none() {
        faults.push(based(named(fault("CAS-102", number), act), act));
    }
    if act.remark && telling.remark.as_ref().is_none_or(|remark| remark.trim().is_empty()) {
        faults.push(named(fault("CAS-114", number), act));
    }
    if act.proof && telling.papers.is_empty() && telling.documents.is_empty() {
        faults.push(based(named(fault("CAS-141", number), act), act));
    }
    if act.next {
        match telling.next_on {
            None => faults.push(named(fault("CAS-115", number), act)),
            Some(next) if next <= telling.on => {
                faults.push(fault("CAS-117", number).with("next", next).with("on", telling.on));
            }
            Some(_) => {}
        }
    }
    let who = (telling.login.as_str(), act.power.as_deref());
    faults.extend(unauthorised(register, who, &act.label, number, telling.on)?);
    Ok(faults)
}

/// Why an officer, by login, may not do an act that may need a power. `number` is what it is about.
pub fn unauthorised(
    register: &dyn ReadRegister,
    (login, power): (&str, Option<&str>),
    act: &Label,
    number: &str,
    on: Date,
) -> Result<Option<Finding>, RegisterError> {
    Ok(match authority(register, login, power, on)? {
        Ok(Authority::NotKept | Authority::Posted(_) | Authority::Delegated(..)) => None,
        Err(Lack::Unknown | Lack::NotPosted(_)) => unposted(register, login, number, on)?,
        Err(Lack::NoPower(_)) => {
            let lack = fault("CAS-104", number).with("login", login).with("power", power.unwrap_or_default());
            Some(lack.with("act", &act.en).with("act_hi", &act.hi).with("on", on))
        }
    })
}

/// Why a login may do nothing at all on a day: it is no officer’s, or of one not posted then. `number` is what it is about.
pub fn unposted(
    register: &dyn ReadRegister,
    login: &str,
    number: &str,
    on: Date,
) -> Result<Option<Finding>, RegisterError> {
    Ok(match authority(register, login, None, on)? {
        Err(Lack::Unknown) => Some(fault("CAS-103", number).with("login", login)),
        Err(Lack::NotPosted(officer)) => {
            let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let lack = fault("CAS-107", number).with("login", login).with("on", on);
            Some(lack.with("from", day(officer.from)).with("to", day(officer.to)))
        }
        Ok(_) | Err(Lack::NoPower(_)) => None,
    })
}

/// What holds of an act in a case.
pub(super) fn of_case(
    register: &dyn ReadRegister,
    service: &Service,
    case: &Case,
    act: &ActDef,
    telling: &Telling,
    today: Date,
) -> Result<Findings, RegisterError> {
    let number = &case.number;
    let mut faults = Vec::new();
    let stage = &service.stages[case.stage];
    let staged = |finding: Finding| finding.with("stage", &stage.label.en).with("stage_hi", &stage.label.hi);
    if stage.closed && !(act.after_end && act.from.contains(&case.stage)) {
        let since = case.since().map_or_else(|| "–".to_owned(), |day| day.to_string());
        faults.push(based(staged(named(fault("CAS-108", number), act)).with("since", since), act));
    } else if !act.from.contains(&case.stage) {
        let from = |language: Language| {
            let names = act.from.iter().map(|at| service.stages[*at].label.in_language(language));
            names.collect::<Vec<_>>().join(", ")
        };
        let illegal = staged(named(fault("CAS-101", number), act)).with("from", from(Language::En));
        faults.push(based(illegal.with("from_hi", from(Language::Hi)), act));
    }
    for stay in forbidding(case, act, telling.on) {
        let lack = named(fault("CAS-109", number), act).with("stay", &stay.id).with("court", &stay.court);
        faults.push(lack.with("order", &stay.order_no).with("since", stay.on));
    }
    // What stands in a register of its own has its own days; it is not before the case.
    let last = if act.apart { case.opened_on } else { case.last_on() };
    if let Some(last) = last.filter(|last| telling.on < *last) {
        faults.push(fault("CAS-105", number).with("on", telling.on).with("last", last));
    }
    if let Some(next) = case.next_on().filter(|next| act.after_next && telling.on <= *next) {
        faults.push(based(named(fault("CAS-112", number), act).with("next", next), act));
    }
    if let Some(society) = case.society.as_deref().filter(|_| !service.any_standing || !act.society_is.is_empty()) {
        faults.extend(society_stands(register, service, act, (society, number), telling.on)?);
    }
    faults.extend(of_any(register, act, telling, number, today)?);
    Ok(faults)
}

/// The law an act is done under, where the act is one of some Acts only.
pub(super) fn under_law(service: &Service, act: &ActDef, law: Option<&str>, number: &str) -> Option<Finding> {
    let fits = act.laws.is_empty() || law.is_some_and(|law| act.laws.iter().any(|one| one == law));
    let lack = || {
        let (laws, law) = (service.worded(act.laws.iter().map(String::as_str)), service.worded([law.unwrap_or("–")]));
        let lack = based(named(fault("CAS-171", number), act), act).with("laws", laws.en).with("laws_hi", laws.hi);
        lack.with("law", law.en).with("law_hi", law.hi)
    };
    (!fits).then(lack)
}

/// Does a society stand in the way of anything new about it: cancelled, or with its liquidator? `number` is what it is about.
pub fn society_standing(
    register: &dyn ReadRegister,
    society: &str,
    on: Date,
    number: &str,
) -> Result<Option<Finding>, RegisterError> {
    let (status, order) = status_of(register, society, on)?;
    let code = match status.as_str() {
        "cancelled" => "CAS-110",
        "under_liquidation" => "CAS-111",
        _ => return Ok(None),
    };
    Ok(Some(fault(code, number).with("society", society).with("order", order)))
}

/// Status of a society on a day, and the order it rests on. One nobody recorded is that of a society at work.
fn status_of(register: &dyn ReadRegister, society: &str, on: Date) -> Result<(String, String), RegisterError> {
    let table = register.definition("society")?;
    let line = register.line("society", society, Moment::on(on))?;
    let text = |key: &str, none: &str| {
        let value = line.as_ref().and_then(|line| line.value(table, key)).and_then(Value::as_text);
        value.filter(|text| !text.is_empty()).unwrap_or(none).to_owned()
    };
    Ok((text("status", "functional"), text("status_order", "–")))
}

/// A cancelled society has no further business here; one that is wound up has its liquidator's. An act may name the statuses
/// it is done in; one nobody recorded is that of a society at work.
pub(super) fn society_stands(
    register: &dyn ReadRegister,
    service: &Service,
    act: &ActDef,
    (society, number): (&str, &str),
    on: Date,
) -> Result<Option<Finding>, RegisterError> {
    let (status, order) = status_of(register, society, on)?;
    let status = status.as_str();
    let wants = &act.society_is;
    let fits = match wants.is_empty() {
        true => !OVER.contains(&status) || service.standing.iter().any(|one| one == status),
        false => wants.iter().any(|one| one == status),
    };
    if fits {
        return Ok(None);
    }
    let code = match status {
        "cancelled" => "CAS-110",
        "under_liquidation" if wants.is_empty() => "CAS-111",
        _ => "CAS-172",
    };
    let lack = fault(code, number).with("society", society).with("order", order);
    if code != "CAS-172" {
        return Ok(Some(lack));
    }
    let (is, wanted) = (service.worded([status]), service.worded(wants.iter().map(String::as_str)));
    let lack = based(named(lack, act), act).with("status", is.en).with("status_hi", is.hi);
    Ok(Some(lack.with("wanted", wanted.en).with("wanted_hi", wanted.hi)))
}
