//! A case passes from one desk to another by handover of charge: a movement like any act, of any service, that changes no stage.

use super::{
    case::{Case, EVENTS},
    cause_list::{Item, LISTS, listed_item},
    service::Service,
};
use crate::{
    model::{Date, Label, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Code of the movement.
pub const HANDOVER: &str = "handover";

/// By whom charge is handed over, to whom, on what.
#[derive(Clone, Debug, Default)]
pub struct Handover {
    /// The day.
    pub on: Date,
    /// Who enters it.
    pub login: String,
    /// Who has it from then on.
    pub to: String,
    /// Number of the order.
    pub order_no: String,
    /// Words.
    pub remark: String,
}

/// What a movement of a case is called: the act of its service, or the handover of charge, which is of all.
pub fn act_label(service: &Service, code: &str) -> Label {
    match service.act(code) {
        Some(act) => act.label.clone(),
        None if code == HANDOVER => {
            Label { en: "Handover of charge".into(), hi: "प्रभार हस्तांतरण".into() }
        }
        None => Label::default(),
    }
}

/// The movement that hands a case over.
pub fn handed_over(
    register: &dyn ReadRegister,
    service: &Service,
    case: &Case,
    over: &Handover,
) -> Result<NewEntry, RegisterError> {
    let serial = case.events.last().map_or(0, |event| event.serial) + 1;
    let said = [
        ("case_no", Value::text(&case.id)),
        ("serial", Value::Integer(serial)),
        ("service", Value::text(&service.code)),
        ("act", Value::text(HANDOVER)),
        ("event_on", Value::Date(over.on)),
        ("stage", Value::text(&service.stages[case.stage].code)),
        ("login", Value::text(&over.login)),
        ("desk", Value::text(&over.to)),
        ("order_no", Value::text(&over.order_no)),
        ("remark", Value::text(&over.remark)),
    ];
    let subject = Subject::Known(format!("{}/{serial}", case.id));
    Ok(NewEntry::stating(register.definition(EVENTS)?, subject, over.on, said))
}

/// Printed lines from a day on, each with its subject and day, in the order of subjects.
pub fn printed_from(register: &dyn ReadRegister, from: Date) -> Result<Vec<(String, Date, Item)>, RegisterError> {
    let table = register.definition(LISTS)?;
    let mut found = Vec::new();
    register.lines(LISTS, Moment::on(Date::MAX), &mut |line| {
        let on = line.value(table, "list_on").and_then(Value::as_date);
        if let Some(on) = on.filter(|on| *on >= from) {
            found.push((line.subject.clone(), on, listed_item(table, &line)));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// A printed line before another presiding officer, all else as it was printed.
pub fn presided_by(
    register: &dyn ReadRegister,
    subject: &str,
    over: &Handover,
) -> Result<Option<NewEntry>, RegisterError> {
    let table = register.definition(LISTS)?;
    let Some(line) = register.line(LISTS, subject, Moment::on(Date::MAX))? else { return Ok(None) };
    let presiding = table.field_no("presiding").map(|no| (no, Value::text(&over.to)));
    let said = (0_u16..).zip(line.values).chain(presiding);
    Ok(Some(NewEntry::stating_fields(table, Subject::Known(subject.to_owned()), over.on, said)))
}
