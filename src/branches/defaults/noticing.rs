//! Notices of cases that stand at a step: whose turn it is, the entries of all of them, and what a notice named when it went out.

use super::{
    DEFAULTS, Facts, ISSUE, Missing, Stager, facts_as_told,
    staging::{held, issued_here, made, named},
};
use crate::{
    branches::{
        cases::{Case, Telling},
        notices::{NewNotice, Notice, issue_all},
    },
    clocks::{Course, due},
    model::{Date, Findings, Moment, NewEntry, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// A notice that is due.
#[derive(Clone, Debug)]
pub struct DueNotice<'c> {
    /// The case.
    pub case: &'c Case,
    /// What is missing.
    pub facts: Facts,
    /// By when the returns are asked for; nothing where no time is in force.
    pub reply_by: Option<Date>,
}

/// To whom a notice goes, and what the register of notices keeps of it.
#[derive(Clone, Debug, Default)]
pub struct Addressed {
    /// The society.
    pub addressee: String,
    /// Where it sits.
    pub address: String,
    /// The matter.
    pub matter: String,
}

/// A notice with its number.
#[derive(Clone, Debug)]
pub struct Issued<'c> {
    /// Of what.
    pub due: DueNotice<'c>,
    /// Its number: `3/2026-27`.
    pub number: String,
    /// Its place among the entries of the plan: there is its identity once they are entered.
    pub entry: usize,
}

/// Notices to be issued, and why some are not.
#[derive(Default)]
pub struct Issuing<'c> {
    /// Those that go out.
    pub issued: Vec<Issued<'c>>,
    /// Cases whose notice the gate refused.
    pub refused: Vec<(&'c Case, Findings)>,
    /// The entries.
    pub entries: Vec<NewEntry>,
}

/// Open cases at a step whose notice has not gone out, that are in default today and not held.
pub fn due_notices<'c>(
    stager: &Stager<'c>,
    missing: &Missing,
    wanted: &dyn Fn(&Case) -> bool,
) -> Result<Vec<DueNotice<'c>>, RegisterError> {
    let (service, today) = (stager.counter.service, stager.counter.today);
    let table = stager.counter.register.definition(DEFAULTS)?;
    let now: BTreeMap<&str, &Facts> =
        missing.defaulters.iter().map(|one| (one.whom.society.as_str(), &one.facts)).collect();
    let mut found = Vec::new();
    for case in stager.cases.iter().filter(|case| wanted(case) && !service.stages[case.stage].closed) {
        let at_step = stager.ladder.step_into(service, case.stage).is_some();
        if !at_step || issued_here(service, case).is_some() || held(table, case, today).is_some() {
            continue;
        }
        // What the case named and is still missing; a year that is missed since is taken down by the next run first.
        let mut facts = named(table, case);
        let still = case.society.as_deref().and_then(|society| now.get(society));
        facts.0.retain_mut(|one| {
            let found = still.and_then(|now| now.0.iter().find(|missed| missed.fy == one.fy));
            found.is_some_and(|found| {
                *one = *found;
                true
            })
        });
        if facts.0.is_empty() {
            continue;
        }
        let law = stager.counter.law_of(case).unwrap_or("other");
        let line = stager.ladder.reply.of(law).and_then(|line| stager.counter.law.clocks.get(line));
        let limit = line.and_then(|line| stager.counter.law.in_force(line).limit);
        let reply_by = limit.and_then(|limit| due(&limit, &Course::from(today), &stager.counter.law.calendar));
        found.push(DueNotice { case, facts, reply_by });
    }
    Ok(found)
}

/// Numbers all of them and makes the entries; `address` tells to whom and where, and the matter as it is kept.
pub fn issue<'c>(
    stager: &Stager<'c>,
    due: Vec<DueNotice<'c>>,
    address: &mut dyn FnMut(&DueNotice<'c>) -> Result<Addressed, RegisterError>,
) -> Result<Issuing<'c>, RegisterError> {
    let mut issuing = Issuing::default();
    let Some(act) = stager.counter.service.act(ISSUE) else { return Ok(issuing) };
    let telling = |due: &DueNotice<'_>, number: &str| {
        let mut made = made(&due.facts);
        made.push(("notice_no".to_owned(), Value::text(number)));
        made.push(("reply_by".to_owned(), due.reply_by.map_or(Value::Empty, Value::Date)));
        let (on, login) = (stager.counter.today, stager.login.to_owned());
        let (remark, order_no) = (Some(number.to_owned()), stager.order_no.map(str::to_owned));
        Telling { on, login, remark, order_no, made, ..Telling::default() }
    };
    // Only what passes the gate gets a number, so that numbers have no gap.
    let (mut passed, mut new) = (Vec::new(), Vec::new());
    for one in due {
        let faults = stager.counter.stands(one.case, act, &telling(&one, "–"))?;
        if !faults.is_empty() {
            issuing.refused.push((one.case, faults));
            continue;
        }
        let Addressed { addressee, address, matter } = address(&one)?;
        new.push(NewNotice {
            case: one.case.id.clone(),
            addressee,
            address,
            matter,
            issued_on: stager.counter.today,
            reply_by: one.reply_by,
            login: stager.login.to_owned(),
        });
        passed.push(one);
    }
    for (one, (entry, number)) in passed.into_iter().zip(issue_all(stager.counter.register, &new)?) {
        let done = stager.counter.advance(one.case, act, &telling(&one, &number))?;
        issuing.issued.push(Issued { due: one, number, entry: issuing.entries.len() });
        issuing.entries.push(entry);
        issuing.entries.extend(done.entries);
    }
    Ok(issuing)
}

/// What a notice named: the facts of its case as the same row of the day book entered them.
pub fn issued_facts(register: &dyn ReadRegister, notice: &Notice) -> Result<Facts, RegisterError> {
    let first = register.entries("notice", &notice.id)?.into_iter().next();
    let table = register.definition(DEFAULTS)?;
    let missing = table.field_no("missing");
    let told = |entry: &crate::model::Entry| {
        let fact = entry.facts.iter().find(|(no, _)| Some(*no) == missing);
        fact.and_then(|(_, value)| value.as_text()).map(facts_as_told)
    };
    let entries = register.entries(DEFAULTS, &notice.case)?;
    let same_row = |entry: &&crate::model::Entry| first.as_ref().is_some_and(|first| first.day_no == entry.day_no);
    if let Some(facts) = entries.iter().rev().filter(same_row).find_map(told) {
        return Ok(facts);
    }
    // Entries of a merged register stand in other rows: what the case says on the day of issue.
    let moment = Moment::on(notice.issued_on.unwrap_or(Date::MAX));
    let line = register.line(DEFAULTS, &notice.case, moment)?;
    let text = line.as_ref().and_then(|line| line.value(table, "missing")).and_then(Value::as_text);
    Ok(facts_as_told(text.unwrap_or_default()))
}
