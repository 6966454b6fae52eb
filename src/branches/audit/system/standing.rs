//! How each live PACS stands: register first, then the auditor's finding; what the registers say against a PACS no finding takes away.

use super::{
    conditions::{SystemCondition, SystemConditions},
    findings::findings_of,
};
use crate::{
    branches::{
        computerisation::{Programme, Unit, units},
        cutover::{Condition, Outcome, check},
    },
    model::{CooperativeYear, Date, Finding, Locus, Moment, Severity},
    register::{ReadRegister, RegisterError},
};

/// What answered a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A register of the office.
    Register,
    /// A finding of the auditor.
    Finding,
}

/// One condition of one PACS.
#[derive(Clone, Debug)]
pub struct Held {
    /// Place of the condition in [`SystemConditions::all`].
    pub condition: usize,
    /// How it stands.
    pub outcome: Outcome,
    /// What answered it.
    pub by: By,
    /// The records, as findings to be worded.
    pub records: Vec<Finding>,
}

/// A PACS live on the ERP.
#[derive(Clone, Debug)]
pub struct Pacs {
    /// Its unit in the register of computerisation.
    pub unit: Unit,
    /// Identity of the society.
    pub society: String,
    /// The day it went live.
    pub live_on: Date,
}

/// How a PACS stands in a year.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The PACS.
    pub pacs: Pacs,
    /// Its conditions, in their order.
    pub held: Vec<Held>,
}

impl Standing {
    /// The worst of the conditions a question is about.
    pub fn worst(&self, conditions: &SystemConditions, about: impl Fn(&SystemCondition) -> bool) -> Outcome {
        let asked = self.held.iter().filter(|held| about(&conditions.all[held.condition]));
        asked.map(|held| held.outcome).max().unwrap_or(Outcome::Unknown)
    }
}

/// PACS live by the moment, in the order of their units.
pub fn live_pacs(
    register: &dyn ReadRegister,
    programme: &Programme,
    moment: Moment,
) -> Result<Vec<Pacs>, RegisterError> {
    let Some(live) = programme.stage("golive").map(|at| &programme.stages[at]) else { return Ok(Vec::new()) };
    let live_on = |unit: Unit| {
        let live_on = unit.day(live).filter(|day| *day <= moment.as_of)?;
        let society = unit.society.clone().filter(|_| programme.is_ordered(&unit.kind))?;
        Some(Pacs { unit, society, live_on })
    };
    Ok(units(register, moment)?.into_iter().filter_map(live_on).collect())
}

/// Holds PACS against the conditions of a year.
pub fn hold(
    register: &dyn ReadRegister,
    programme: &Programme,
    conditions: &SystemConditions,
    pacs: Vec<Pacs>,
    (fy, moment): (CooperativeYear, Moment),
) -> Result<Vec<Standing>, RegisterError> {
    let of_year: Vec<Condition> = conditions.all.iter().map(|condition| condition.of_year(fy)).collect();
    let units: Vec<Unit> = pacs.iter().map(|pacs| pacs.unit.clone()).collect();
    let answers = check(register, programme, &of_year, &units, moment, fy.end())?;
    let found = findings_of(register, fy, moment)?;
    let mut all: Vec<Standing> = pacs.into_iter().map(|pacs| Standing { pacs, held: Vec::new() }).collect();
    for answer in answers {
        let standing = &mut all[answer.unit];
        let key = (standing.pacs.society.clone(), conditions.all[answer.condition].code.clone());
        let mut held =
            Held { condition: answer.condition, outcome: answer.outcome, by: By::Register, records: answer.records };
        if let Some(found) = found.get(&key) {
            let outcome = if found.passed { Outcome::Pass } else { Outcome::Fail };
            let code = if found.passed { "SYS-001" } else { "SYS-002" };
            let entry = found.entry.map_or_else(|| "–".to_owned(), |entry| entry.0.to_string());
            let told = Finding::new(code, Severity::Info, Locus::default()).with("on", found.on).with("entry", entry);
            let told = told.with("evidence", &found.evidence);
            // Not known: the finding answers. Else the worse of both.
            if held.outcome == Outcome::Unknown || outcome > held.outcome {
                (held.outcome, held.by) = (outcome, By::Finding);
            }
            held.records.push(told);
        } else if held.records.is_empty() {
            held.records.push(Finding::new("SYS-003", Severity::Info, Locus::default()));
        }
        standing.held.push(held);
    }
    Ok(all)
}
