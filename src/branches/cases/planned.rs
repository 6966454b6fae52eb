//! A case as a plan will leave it: several acts of one plan each rest on the one before.

use super::{
    case::{Case, CaseEvent, Step, fold},
    gate::Telling,
    service::{ActDef, Service},
    stays::Stay,
};
use crate::{
    model::{Line, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// The case a planned entry opens; `None` where its identity is not known before it is entered.
pub fn opened(
    register: &dyn ReadRegister,
    service: &Service,
    entry: &NewEntry,
    stays: &[Stay],
    moment: Moment,
) -> Result<Option<Case>, RegisterError> {
    let Subject::Known(subject) = &entry.subject else { return Ok(None) };
    let table = register.definition(&service.register)?;
    let mut values = vec![Value::Empty; table.fields.len()];
    for (no, value) in &entry.facts {
        if let Some(place) = values.get_mut(usize::from(*no)) {
            *place = value.clone();
        }
    }
    let line = Line { subject: subject.clone(), values, entries: vec![None; table.groups.len()] };
    fold(register, service, line, Vec::new(), stays, (moment, &mut BTreeMap::new())).map(Some)
}

impl Case {
    /// The case after an act that is planned: what it wrote of the case's own register is in `entries`.
    pub fn after(mut self, service: &Service, act: &ActDef, telling: &Telling, entries: &[NewEntry]) -> Self {
        for entry in entries.iter().filter(|entry| entry.table == service.register) {
            for (no, value) in &entry.facts {
                if let Some(place) = self.line.values.get_mut(usize::from(*no)) {
                    *place = value.clone();
                }
            }
        }
        let (stage, on) = (service.leads(act, &self), telling.on);
        let serial = self.events.last().map_or(0, |event| event.serial) + 1;
        self.events.push(CaseEvent {
            subject: format!("{}/{serial}", self.id),
            serial,
            act: act.code.clone(),
            on,
            stage: service.stages[stage].code.clone(),
            login: telling.login.clone(),
            desk: telling.desk.clone().unwrap_or_default(),
            order_no: telling.order_no.clone().unwrap_or_default(),
            remark: telling.remark.clone().unwrap_or_default(),
            next_on: telling.next_on,
            papers: telling.papers.clone(),
        });
        let act = Some(act.code.clone());
        self.steps.push(Step { on, stage, act, next_on: telling.next_on, stayed: self.stayed, of_stay: false });
        self.stage = stage;
        self
    }
}
