//! Events become entries: one event of one unit each, all of a list or none, the same event again nothing.

use super::{Event, OrderRule, Programme, REGISTER, Unit, Weight, check, key_of, units};
use crate::{
    matching::{Known, KnownSocieties, SocietyColumns},
    model::{
        Date, EARLIEST, Finding, Findings, Moment, NewEntry, Severity, SourceKey, SourceRef, Subject, TableDef, Value,
    },
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};

/// What events are recorded against.
pub struct Recording<'a> {
    /// Stages and rules.
    pub programme: &'a Programme,
    /// The register as it stands.
    pub register: &'a dyn ReadRegister,
    /// Group of facts the events state, as `golive`.
    pub group: &'a str,
    /// Programme, where it was named.
    pub kind: Option<&'a str>,
    /// The day that counts as today: no event lies after it.
    pub today: Date,
    /// The act rests on an order's number: what the rules refuse is entered and told.
    pub ordered: bool,
    /// State of the office.
    pub state: &'a str,
}

/// What recording would enter.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// The entries, one an event that says something new.
    pub entries: Vec<NewEntry>,
    /// Events that say what is in force already.
    pub already: usize,
    /// Those of a list: sheet, row and unit.
    pub already_of_list: Vec<(u32, u32, String)>,
    /// Facts that entries of a list only repeat because their group is stated whole: sheet, row and fields.
    pub carried: Vec<(u32, u32, Vec<String>)>,
    /// Units entered for the first time.
    pub new_units: usize,
    /// Why nothing may be entered; with one of these none is.
    pub faults: Findings,
    /// What is to be looked at although it is entered.
    pub warnings: Findings,
}

/// Whom an event is about.
struct Whom {
    kind: String,
    unit: Option<usize>,
    society: Option<String>,
    office: Option<String>,
}

/// The known units, found by what they are.
struct KnownUnits<'a> {
    units: &'a [Unit],
    by_id: HashMap<&'a str, usize>,
    by_society: HashMap<&'a str, Vec<usize>>,
    societies: KnownSocieties,
}

impl Recording<'_> {
    /// Turns events into entries; all faults in one pass, in the order of the events.
    pub fn record(&self, events: &[Event]) -> Result<Recorded, RegisterError> {
        let table = self.register.definition(REGISTER)?;
        let everything = Moment::on(Date::MAX);
        let units = units(self.register, everything)?;
        let known = KnownUnits::new(&units, societies_of(self.register, everything)?);
        let mut recorded = Recorded::default();
        let mut met = BTreeSet::new();
        for event in events {
            match self.whom(event, &known) {
                Err(fault) => recorded.faults.push(*fault),
                Ok(whom) => {
                    if !met.insert((whom.kind.clone(), whom.society.clone(), whom.office.clone())) {
                        recorded.faults.push(finding("PCS-106", event));
                        continue;
                    }
                    let unit = whom.unit.map(|at| &units[at]);
                    self.one(table, event, &whom, unit, &mut recorded);
                }
            }
        }
        Ok(recorded)
    }

    fn whom(&self, event: &Event, known: &KnownUnits<'_>) -> Result<Whom, Box<Finding>> {
        let text = event.asked.text.trim();
        let of = |at: usize| {
            let unit = &known.units[at];
            let office = unit.society.is_none().then(|| unit.name.hi.clone());
            Whom { kind: unit.kind.clone(), unit: Some(at), society: unit.society.clone(), office }
        };
        if let Some(at) = known.by_id.get(text) {
            return Ok(of(*at));
        }
        let named = |unit: &Unit| unit.society.is_none() && unit.name.hi == text && !text.is_empty();
        if let Some(at) = known.units.iter().position(named) {
            return Ok(of(at));
        }
        if self.kind == Some("office") {
            return Ok(Whom { kind: "office".into(), unit: None, society: None, office: Some(text.to_owned()) });
        }
        let by_number = known.societies.find(text, "", event.asked.district);
        let found =
            if by_number == Known::None { known.societies.find("", text, event.asked.district) } else { by_number };
        let society = match found {
            Known::One(society) => society.id.clone(),
            Known::None => return Err(Box::new(finding("PCS-101", event).with("found", text))),
            Known::Several(several) => {
                let ids: Vec<&str> = several.iter().take(5).map(|society| society.id.as_str()).collect();
                let fault = finding("PCS-102", event).with("found", text).with("count", several.len());
                return Err(Box::new(fault.with("candidates", ids.join(", "))));
            }
        };
        let fits = |at: &&usize| self.kind.is_none_or(|kind| known.units[**at].kind == kind);
        let mut its = known.by_society.get(society.as_str()).into_iter().flatten().filter(fits);
        match (its.next(), its.next()) {
            (Some(at), None) => Ok(of(*at)),
            (None, _) => {
                let kind = self.kind.unwrap_or_else(|| self.programme.usual_kind(self.state)).to_owned();
                Ok(Whom { kind, unit: None, society: Some(society), office: None })
            }
            (Some(_), Some(_)) => Err(Box::new(finding("PCS-103", event).with("found", text))),
        }
    }

    fn one(&self, table: &TableDef, event: &Event, whom: &Whom, unit: Option<&Unit>, recorded: &mut Recorded) {
        let Some(group) = table.groups.iter().position(|group| group == self.group) else { return };
        let (before, faults_before) = (facts_of(table, unit, group), recorded.faults.len());
        let mut after = before.clone();
        for (key, value) in event.facts.iter().filter(|(_, value)| !value.is_empty()) {
            let Some((no, field)) = table.field_no(key).zip(table.field(key)) else { continue };
            if field.ahead.is_none()
                && let Some(day) = value.as_date().filter(|day| *day > self.today)
            {
                let fault = finding("PCS-104", event).with("on", day);
                recorded.faults.push(fault.with("today", self.today));
            }
            after.insert(no, value.clone());
        }
        let dated = self.programme.stages.iter().find(|stage| usize::from(stage.group) == group);
        let date_field = dated.map_or("books_on", |stage| stage.field.as_str());
        if table.field_no(date_field).is_none_or(|no| !after.contains_key(&no)) {
            recorded.faults.push(finding("PCS-105", event).with("field", date_field));
        }
        if unit.is_none() && self.group != "selection" {
            self.breach(recorded, true, finding("PCS-203", event));
        }
        let breaches =
            if self.programme.is_ordered(&whom.kind) { self.breaches(table, group, unit, &after) } else { Vec::new() };
        for (rule, first_on, then_on) in breaches {
            let refused = rule.weight == Weight::Refuse;
            let code = if refused { "PCS-201" } else { "PCS-202" };
            let fault = check::out_of_order(self.programme, rule, finding(code, event), (first_on, then_on));
            self.breach(recorded, refused, fault);
        }
        let value = |key: &str| table.field_no(key).and_then(|no| after.get(&no));
        match self.group {
            "sanction" => {
                let money = |key: &str| value(key).and_then(Value::as_money);
                let amounts = (money("sanctioned"), money("centre_share"), money("state_share"));
                recorded.warnings.extend(check::shares(self.programme, &whom.kind, amounts, &event.place));
            }
            "hardware" => {
                let items = value("items").and_then(Value::as_text).unwrap_or_default();
                recorded.warnings.extend(check::kit(self.programme, &whom.kind, items, &event.place));
            }
            _ => {}
        }
        if recorded.faults.len() > faults_before {
            return;
        }
        if let Some(unit) = unit.filter(|_| after == before) {
            recorded.already += 1;
            recorded.already_of_list.extend(event.row.map(|(sheet, row)| (sheet, row, unit.id.clone())));
            return;
        }
        if let Some((sheet, row)) = event.row {
            let told =
                |no: &u16| event.facts.iter().any(|(key, value)| table.field_no(key) == Some(*no) && !value.is_empty());
            let repeated = before.keys().filter(|no| !told(no));
            let fields: Vec<String> = repeated.map(|no| table.fields[usize::from(*no)].key.clone()).collect();
            recorded.carried.extend((!fields.is_empty()).then_some((sheet, row, fields)));
        }
        recorded.new_units += usize::from(unit.is_none());
        recorded.entries.push(entry(table, whom, unit, group, after, event));
    }

    /// A breach of what the rules refuse stands in the way, unless an order lets it pass.
    fn breach(&self, recorded: &mut Recorded, refused: bool, mut finding: Finding) {
        if refused && !self.ordered {
            recorded.faults.push(finding);
        } else {
            finding.severity = Severity::Warning;
            recorded.warnings.push(finding);
        }
    }

    /// The rules about the stage of this group that would not hold any more, with the days of both stages.
    fn breaches(
        &self,
        table: &TableDef,
        group: usize,
        unit: Option<&Unit>,
        after: &BTreeMap<u16, Value>,
    ) -> Vec<(&OrderRule, Option<Date>, Date)> {
        let programme = self.programme;
        let day = |at: usize| {
            let stage = &programme.stages[at];
            if usize::from(stage.group) == group {
                u16::try_from(stage.no).ok().and_then(|no| after.get(&no)).and_then(Value::as_date)
            } else {
                unit.and_then(|unit| unit.day(stage))
            }
        };
        let stated = table.field_no("phase").and_then(|no| after.get(&no)).and_then(Value::as_integer);
        let phase = stated.or_else(|| unit.and_then(|unit| unit.phase));
        let concerns = |rule: &&OrderRule| {
            [rule.first, rule.then].iter().any(|at| usize::from(programme.stages[*at].group) == group)
                && rule.holds_for(self.state, phase)
        };
        let broken = programme.order.iter().filter(concerns).filter_map(|rule| {
            let (first, then) = (day(rule.first), day(rule.then)?);
            first.is_none_or(|first| first > then).then_some((rule, first, then))
        });
        broken.collect()
    }
}

impl<'a> KnownUnits<'a> {
    fn new(units: &'a [Unit], societies: KnownSocieties) -> Self {
        let by_id = units.iter().enumerate().map(|(at, unit)| (unit.id.as_str(), at)).collect();
        let mut by_society: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, unit) in units.iter().enumerate() {
            if let Some(society) = &unit.society {
                by_society.entry(society).or_default().push(at);
            }
        }
        Self { units, by_id, by_society, societies }
    }
}

fn finding(code: &str, event: &Event) -> Finding {
    Finding::new(code, if code == "PCS-202" { Severity::Warning } else { Severity::Error }, event.place.clone())
}

/// The facts of one group as they stand.
fn facts_of(table: &TableDef, unit: Option<&Unit>, group: usize) -> BTreeMap<u16, Value> {
    let Some(unit) = unit else { return BTreeMap::new() };
    let of_group = (0_u16..).zip(table.fields.iter().zip(unit.values()));
    let of_group = of_group.filter(|(_, (field, value))| usize::from(field.group) == group && !value.is_empty());
    of_group.map(|(no, (_, value))| (no, value.clone())).collect()
}

fn entry(
    table: &TableDef,
    whom: &Whom,
    unit: Option<&Unit>,
    group: usize,
    mut facts: BTreeMap<u16, Value>,
    event: &Event,
) -> NewEntry {
    let mut groups = 1 << group;
    let subject = match unit {
        Some(unit) => Subject::Known(unit.id.clone()),
        None => {
            // The first event states the unit itself too; its group is the first of the register.
            groups |= 1;
            let own = [
                ("kind", Value::text(&whom.kind)),
                ("society", whom.society.as_ref().map_or(Value::Empty, Value::text)),
                ("office_name", whom.office.as_ref().map_or(Value::Empty, Value::text)),
                (
                    "district",
                    event.asked.district.filter(|_| whom.office.is_some()).map_or(Value::Empty, Value::Integer),
                ),
            ];
            facts.extend(own.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value))));
            Subject::New(new_key(&whom.kind, whom.society.as_deref(), whom.office.as_deref()))
        }
    };
    NewEntry {
        table: REGISTER.into(),
        subject,
        // Days of events are facts; what is stated holds from the beginning.
        effective_from: EARLIEST,
        groups,
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        supersedes: None,
        // Its batch is that of the list, filled in when it is entered.
        source: event.row.map(|(sheet, row)| SourceRef { batch: String::new(), sheet, row, block_row: None }),
        as_written: None,
        other: None,
    }
}

/// The key under which a unit named at the desk finds its identity again.
pub fn new_key(kind: &str, society: Option<&str>, office: Option<&str>) -> SourceKey {
    let sha256 = key_of(&[REGISTER, kind, society.unwrap_or_default(), office.unwrap_or_default()]);
    SourceKey { sha256, sheet: 0, row: 1 }
}

fn societies_of(register: &dyn ReadRegister, moment: Moment) -> Result<KnownSocieties, RegisterError> {
    let columns = SocietyColumns::of(register.definition("society")?);
    let mut known = KnownSocieties::default();
    register.lines("society", moment, &mut |line| {
        known.add(columns.read(line));
        ControlFlow::Continue(())
    })?;
    Ok(known)
}
