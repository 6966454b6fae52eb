//! What an allotment reads from the registers: societies, panel, audits ordered. All faults of the panel in one pass.

use super::{
    absence::absences,
    allotment::{
        AuditorFacts, Bar, Category, Facts, OfficeTerms, Ordered, ReadAt, Reason, SocietyFacts, history_years,
    },
    bars::{DistrictFinder, Whose, districts},
    conflicts::{Conflict, conflicts_at},
    exclusions::hindrances,
    row::Row,
};
use crate::{
    model::{CooperativeYear, Label, Moment},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// How people call a society or an auditor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Registration number or panel number.
    pub number: String,
    /// Name; in a language in which none is recorded, the other one.
    pub name: Label,
}

/// The facts, how everybody is called, and what could not be used.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The facts, in the order of identities.
    pub facts: Facts,
    /// Societies by identity.
    pub societies: BTreeMap<String, Called>,
    /// Auditors by identity.
    pub auditors: BTreeMap<String, Called>,
    /// Entries of the panel that could not be used.
    pub findings: Vec<Reason>,
}

impl Reading {
    /// Identities that a person may mean by this text: the identity itself, or a registration number.
    pub fn societies_meant(&self, text: &str) -> Vec<&str> {
        if let Some((id, _)) = self.societies.get_key_value(text) {
            return vec![id];
        }
        let meant = super::bars::number_key(text);
        let same = self.societies.iter().filter(|(_, called)| super::bars::number_key(&called.number) == meant);
        same.map(|(id, _)| id.as_str()).collect()
    }
}

/// Reads everything an allotment of `fy` needs. `district` finds the LGD code of a district by its name, in the state of an
/// auditor's home district first.
pub fn read(
    register: &dyn ReadRegister,
    moment: Moment,
    fy: CooperativeYear,
    office: OfficeTerms,
    district: DistrictFinder<'_>,
) -> Result<Reading, RegisterError> {
    let mut reading = Reading::default();
    let society = register.definition("society")?;
    register.lines("society", moment, &mut |line| {
        let row = Row { table: society, line: &line };
        reading.societies.insert(line.subject.clone(), row.called("reg_no"));
        reading.facts.societies.push(row.society());
        ControlFlow::Continue(())
    })?;
    let mut away = absences(register, moment, moment.as_of, moment.as_of)?;
    let mut conflicts = conflicts_at(register, moment, district, &|_| true)?;
    let undecided = conflicts.all.iter().filter(|one| one.is_open()).count();
    let mut barred: BTreeMap<String, Vec<Bar>> = BTreeMap::new();
    for one in conflicts.all.into_iter().filter(Conflict::bars) {
        let bar = Bar { society: one.society, ground: one.ground.code().to_owned() };
        barred.entry(one.auditor).or_default().push(bar);
    }
    let auditor = register.definition("auditor")?;
    register.lines("auditor", moment, &mut |line| {
        let row = Row { table: auditor, line: &line };
        reading.auditors.insert(line.subject.clone(), row.called("panel_no"));
        let mut facts = row.auditor(district, office, &mut reading.findings);
        reading.findings.extend(conflicts.unread.remove(&line.subject).unwrap_or_default());
        facts.absent = away.remove(&line.subject).unwrap_or_default().iter().map(Into::into).collect();
        facts.barred = barred.remove(&line.subject).unwrap_or_default();
        reading.facts.auditors.push(facts);
        ControlFlow::Continue(())
    })?;
    if undecided > 0 {
        reading.findings.push(Reason::new("ALT-206").with("count", undecided));
    }
    reading.facts = reading.facts.in_order();
    let mut years = history_years(fy, office.history());
    years.push(fy);
    let departmental: BTreeSet<String> = {
        let known = reading.facts.auditors.iter().filter(|auditor| auditor.is_departmental());
        known.map(|auditor| auditor.id.clone()).collect()
    };
    let audit = register.definition("audit")?;
    let mut ordered: BTreeMap<String, Vec<Ordered>> = BTreeMap::new();
    let mut fees: BTreeMap<String, i64> = BTreeMap::new();
    register.lines("audit", moment, &mut |line| {
        let row = Row { table: audit, line: &line };
        let auditor = row.owned("auditor");
        // An audit of a list of past years that no order of this register allotted names no auditor of the panel.
        let allotted = !auditor.is_empty();
        if let Some(year) = row.text("fy").parse().ok().filter(|year| allotted && years.contains(year)) {
            if Some(year) == fy.previous() {
                let due = row.value("fee_due").as_money().unwrap_or_default().0;
                let sum = fees.entry(auditor.clone()).or_default();
                *sum = sum.saturating_add(due);
            }
            let departmental = departmental.contains(&auditor);
            let line = Ordered { fy: year, auditor, order_no: row.owned("order_no"), departmental };
            ordered.entry(row.owned("society")).or_default().push(line);
        }
        ControlFlow::Continue(())
    })?;
    let mut hindrances = hindrances(register, moment, fy)?;
    for society in &mut reading.facts.societies {
        society.ordered = ordered.remove(&society.id).unwrap_or_default();
        society.hindrance = hindrances.remove(&society.id);
    }
    for auditor in &mut reading.facts.auditors {
        auditor.fees = fees.remove(&auditor.id).unwrap_or_default();
    }
    reading.facts = reading.facts.in_order();
    Ok(reading)
}

/// How societies and auditors are called at a moment, and nothing else of them.
pub fn names_at(register: &dyn ReadRegister, moment: Moment) -> Result<Reading, RegisterError> {
    let mut reading = Reading::default();
    for (stem, number, names) in
        [("society", "reg_no", &mut reading.societies), ("auditor", "panel_no", &mut reading.auditors)]
    {
        let table = register.definition(stem)?;
        register.lines(stem, moment, &mut |line| {
            names.insert(line.subject.clone(), Row { table, line: &line }.called(number));
            ControlFlow::Continue(())
        })?;
    }
    Ok(reading)
}

/// When a reading happens, so that it can be repeated: the last row of the day book it sees, and that row's instant.
pub fn read_at(register: &dyn ReadRegister, moment: Moment) -> Result<ReadAt, RegisterError> {
    let last = register.last_day(moment)?;
    Ok(ReadAt {
        as_of: moment.as_of,
        known_on: moment.known_on.or(last.as_ref().map(|row| row.recorded_at)),
        day_no: last.map_or(0, |row| row.day_no),
    })
}

impl Row<'_> {
    fn owned(&self, key: &str) -> String {
        self.text(key).to_owned()
    }
    fn some_text(&self, key: &str) -> Option<String> {
        self.value(key).as_text().map(str::to_owned)
    }
    fn called(&self, number: &str) -> Called {
        Called {
            number: self.owned(number),
            name: Label::either(Some(self.text("name_hi")), Some(self.text("name_en"))),
        }
    }
    fn society(&self) -> SocietyFacts {
        SocietyFacts {
            id: self.line.subject.clone(),
            district: self.integer("district"),
            reg_date: self.value("reg_date").as_date(),
            act: self.some_text("act"),
            status: self.some_text("status"),
            class: self.some_text("class"),
            working_capital: self.integer("working_capital"),
            ordered: Vec::new(),
            hindrance: None,
        }
    }
    fn auditor(&self, district: DistrictFinder<'_>, office: OfficeTerms, findings: &mut Vec<Reason>) -> AuditorFacts {
        let id = self.line.subject.clone();
        let category = self.text("category");
        let read = Category::read(category);
        if read.is_none() {
            findings.push(Reason::new("ALT-204").with("auditor", &id).with("found", category));
        }
        let home = self.integer("home_district");
        let whose = Whose { auditor: &id, home };
        let districts = districts(self.text("districts"), whose, district, findings);
        AuditorFacts {
            category: read.unwrap_or(Category::D),
            home,
            districts,
            capacity: self.integer("capacity").unwrap_or(office.default_capacity).max(0),
            valid_from: self.value("valid_from").as_date(),
            valid_to: self.value("valid_to").as_date(),
            status: self.some_text("status"),
            barred: Vec::new(),
            kind: self.some_text("kind"),
            absent: Vec::new(),
            fees: 0,
            id,
        }
    }
}

/// An audit ordered in a year, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderStanding {
    /// Identity of the auditor.
    pub auditor: String,
    /// Number of the order in force.
    pub order_no: String,
    /// Digest of the draft it came of; empty where it came of none, as after a replacement.
    pub draft: String,
    /// Has the auditor taken it up: accepted it, called for books, begun?
    pub begun: bool,
    /// Is the report in?
    pub reported: bool,
}

/// The audits ordered in a year, by society.
pub fn standing_orders(
    register: &dyn ReadRegister,
    moment: Moment,
    fy: CooperativeYear,
) -> Result<BTreeMap<String, OrderStanding>, RegisterError> {
    let table = register.definition("audit")?;
    let year = fy.to_string();
    let mut found = BTreeMap::new();
    register.lines("audit", moment, &mut |line| {
        let row = Row { table, line: &line };
        let (society, auditor) = (row.owned("society"), row.owned("auditor"));
        // Special audits stand beside the year's audit, under subjects of their own.
        if row.text("fy") == year && !auditor.is_empty() && line.subject == format!("{society}/{year}") {
            let day = |key: &str| row.value(key).as_date().is_some();
            let reported = day("report_on") || day("finished_on");
            let taken_up = ["accepted_on", "books_asked_on", "begun_on"].into_iter().any(day);
            let (order_no, draft) = (row.owned("order_no"), row.owned("draft"));
            found.insert(society, OrderStanding { auditor, order_no, draft, begun: reported || taken_up, reported });
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
