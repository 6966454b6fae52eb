//! The gate a handover passes, and the entries that come of it.

use super::DeskOf;
use crate::{
    branches::{
        cases::{Handover, Item, Service, clashes, frozen, handed_over, presided_by, unposted},
        files::{RECORD, Slip, Tracked, acknowledged, moved},
        notices,
        officers::{Authority, Lack, authority, delegations, officers},
    },
    model::{Date, Finding, Findings, Locus, Moment, NewEntry, Severity},
    register::{ReadRegister, RegisterError},
};
use std::collections::{BTreeMap, BTreeSet};

/// The purpose with which a file is handed over.
const PURPOSE: &str = "handover";
/// The power of whoever presides over disputes.
const PRESIDING: &str = "disputes";

fn fault(code: &str, about: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

/// Everything that stands in the way of a handover, in one pass.
pub fn faults_of(
    register: &dyn ReadRegister,
    services: &[Service],
    (from, desk): (&str, &DeskOf),
    over: &Handover,
    today: Date,
) -> Result<Findings, RegisterError> {
    let mut faults = Vec::new();
    let on = over.on;
    if on > today {
        faults.push(fault("CAS-106", from).with("on", on).with("today", today));
    }
    if over.login != over.to {
        faults.extend(unposted(register, &over.login, from, on)?);
    }
    match authority(register, &over.to, None, on)? {
        Ok(Authority::NotKept) => faults.push(fault("OFF-101", from).with("to", &over.to)),
        _ => faults.extend(unposted(register, &over.to, from, on)?),
    }
    for (power, what) in needed(register, services, (from, desk), on)? {
        if let Err(Lack::NoPower(_)) = authority(register, &over.to, Some(&power), on)? {
            let what = what.into_iter().collect::<Vec<_>>().join(", ");
            faults.push(
                fault("OFF-102", from).with("to", &over.to).with("power", power).with("on", on).with("what", what),
            );
        }
    }
    for (_, case) in &desk.cases {
        if let Some(last) = case.last_on().filter(|last| *last > on) {
            faults.push(fault("CAS-105", &case.number).with("on", on).with("last", last));
        }
    }
    for file in &desk.files {
        let last =
            file.movements.last().map(|last| last.last_at()).filter(|at| crate::branches::files::day_of(at) > Some(on));
        faults.extend(last.map(|last| fault("MOV-104", &file.file_no).with("at", on).with("last", last)));
    }
    for notice in desk.notices.iter().filter(|notice| notice.issued_on > Some(on)) {
        let issued = notice.issued_on.unwrap_or_default();
        faults.push(fault("OFF-103", &notice.number()).with("on", on).with("issued", issued));
    }
    let days: BTreeSet<Date> = desk.hearings.iter().map(|(_, day, _)| *day).collect();
    for day in days {
        let all: Vec<Item> = frozen(register, day)?
            .into_iter()
            .map(|item| if item.presiding == from { Item { presiding: over.to.clone(), ..item } } else { item })
            .collect();
        faults.extend(clashes(&all).into_iter().filter(|fault| fault.code == "CAS-130"));
    }
    Ok(faults)
}

/// The powers whoever takes over needs: those the other had, of the acts that may come next in what is handed over.
fn needed(
    register: &dyn ReadRegister,
    services: &[Service],
    (from, desk): (&str, &DeskOf),
    on: Date,
) -> Result<BTreeMap<String, BTreeSet<String>>, RegisterError> {
    let officers = officers(register, Moment::on(Date::MAX))?;
    let Some(officer) = officers.iter().find(|officer| officer.login == from) else { return Ok(BTreeMap::new()) };
    let had: BTreeSet<String> = delegations(register, Moment::on(on))?
        .into_iter()
        .filter(|one| one.officer == officer.id && one.from.is_none_or(|since| since <= on))
        .map(|one| one.power)
        .collect();
    let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, case) in &desk.cases {
        let Some(service) = services.get(*at) else { continue };
        let next = service.acts.iter().filter(|act| act.from.contains(&case.stage));
        for power in next.filter_map(|act| act.power.as_ref()).filter(|power| had.contains(*power)) {
            needed.entry(power.clone()).or_default().insert(case.number.clone());
        }
    }
    for (_, _, item) in desk.hearings.iter().filter(|_| had.contains(PRESIDING)) {
        needed.entry(PRESIDING.to_owned()).or_default().insert(item.number.clone());
    }
    Ok(needed)
}

/// The entries that hand a desk over.
pub fn entries(
    register: &dyn ReadRegister,
    services: &[Service],
    (from, desk): (&str, &DeskOf),
    over: &Handover,
) -> Result<Vec<NewEntry>, RegisterError> {
    let mut entries = Vec::new();
    for (at, case) in &desk.cases {
        if let Some(service) = services.get(*at) {
            entries.push(handed_over(register, service, case, over)?);
        }
    }
    for file in &desk.files {
        entries.extend(of_file(register, (from, file), over)?);
    }
    for (subject, _, _) in &desk.hearings {
        entries.extend(presided_by(register, subject, over)?);
    }
    for notice in &desk.notices {
        entries.push(notices::handed_over(register, notice, (over.on, &over.to))?);
    }
    Ok(entries)
}

/// A file at the desk moves; one on its way to it goes on to whoever takes over; one sent from it and not acknowledged is handed
/// over, and sent on by whoever takes over, for until then its sender answers for it.
fn of_file(
    register: &dyn ReadRegister,
    (from, file): (&str, &Tracked),
    over: &Handover,
) -> Result<Vec<NewEntry>, RegisterError> {
    let at = over.on.to_string();
    let slip = Slip {
        login: over.login.clone(),
        at: at.clone(),
        to: over.to.clone(),
        purpose: PURPOSE.to_owned(),
        due_on: None,
        remarks: over.remark.clone(),
        at_once: true,
    };
    let Some(way) = file.on_its_way() else {
        return Ok(vec![moved(register, (&file.file_no, from), &slip, file.movements.len())?]);
    };
    let mut here = way.clone();
    here.to.clone_from(&over.to);
    if way.to == from && way.from != over.to {
        // Readdressed, not received: in force from the day of the handover.
        let mut entry = acknowledged(register, &file.file_no, &here, "")?;
        entry.effective_from = over.on;
        return Ok(vec![entry]);
    }
    let mut entries = vec![acknowledged(register, &file.file_no, &here, &at)?];
    if way.to != from && way.to != over.to && way.purpose != RECORD {
        let on = Slip { to: way.to.clone(), purpose: way.purpose.clone(), due_on: way.due_on, at_once: false, ..slip };
        entries.push(moved(register, (&file.file_no, &over.to), &on, file.movements.len())?);
    }
    Ok(entries)
}
