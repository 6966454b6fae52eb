//! The report of computerisation: units with the days of their stages, from the register at the moment asked.

use super::{both_of, ground, name_districts};
use crate::{
    branches::computerisation::{By, Programme, funnel, order_of_counts, units},
    cli::{CommandError, Console, Office},
    model::Language,
    reports::{
        Phrase, Report,
        computerisation::{self, GapRows, StageRow, UnitRow},
    },
};
use std::collections::BTreeSet;

/// How far computerisation has come by the day asked.
pub fn computerisation(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (moment, register) = (office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let state = office.settings()?.get("office.state");
    let programme = Programme::load(office.files(), office.tables())?.in_state(state);
    let on = moment.as_of;
    let mut units = units(&register, moment)?;
    units.retain(|unit| programme.stages.iter().any(|stage| unit.reached(stage, on)));
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, units.iter().filter_map(|unit| unit.district))?;
    let stages: Vec<StageRow> = programme
        .stages
        .iter()
        .map(|stage| StageRow { code: stage.code.clone(), label: stage.label.clone(), funnel: stage.funnel })
        .collect();
    let rows: Vec<UnitRow> = units
        .iter()
        .map(|unit| UnitRow {
            unit: unit.id.clone(),
            name: unit.name.clone(),
            reg_no: unit.reg_no.clone(),
            kind: unit.kind.clone(),
            district: unit.district,
            days: programme.stages.iter().map(|stage| unit.day(stage).filter(|day| *day <= on)).collect(),
        })
        .collect();
    let gap = |gap: &crate::branches::computerisation::Gap| GapRows {
        name: gap.name.clone(),
        has: gap.has,
        lacks: gap.lacks,
    };
    let gaps: Vec<GapRows> = programme.gaps.iter().map(gap).collect();
    let ordered = units.iter().filter(|unit| programme.is_ordered(&unit.kind));
    let mut checks = Vec::new();
    let mut basis = BTreeSet::new();
    for place in funnel(&programme, ordered, Some(By::District), on) {
        for finding in order_of_counts(&programme, &place.counts, "") {
            checks.push((place.place, both_of(console, &finding)));
        }
    }
    for rule in programme.order.iter().filter(|rule| rule.state.is_none()) {
        basis.insert((rule.basis.printed(Language::En), rule.basis.printed(Language::Hi)));
    }
    let basis = basis.into_iter().map(|(en, hi)| Phrase::Both(crate::model::Label { en, hi })).collect();
    Ok(computerisation::build(&stages, &rows, &gaps, checks, basis, &ground))
}
