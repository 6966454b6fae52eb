//! Values that no two subjects of a register share: the tag of an asset, the serial number of a machine.

use super::{gate::fault, service::Service};
use crate::{
    model::{Date, Findings, Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Letters and digits of a value, capitals alike: `SN-12 a` and `sn12A` are one number.
fn key(value: &Value) -> Option<String> {
    let letters = value.as_text()?.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{097F}'));
    let key: String = letters.flat_map(char::to_uppercase).collect();
    (!key.is_empty()).then_some(key)
}

/// Values told of a subject that another subject has already, of the fields the service keeps apart. All that was ever entered
/// counts, also what has ended; `own` is the subject itself, where it is known.
pub fn taken(
    register: &dyn ReadRegister,
    service: &Service,
    (own, number): (Option<&str>, &str),
    said: &BTreeMap<u16, Value>,
) -> Result<Findings, RegisterError> {
    let told = service.unique.iter().filter_map(|no| Some((*no, said.get(no)?, key(said.get(no)?)?)));
    let told: Vec<(u16, &Value, String)> = told.collect();
    let mut faults = Vec::new();
    if told.is_empty() {
        return Ok(faults);
    }
    let table = register.definition(&service.register)?;
    register.lines(&service.register, Moment::on(Date::MAX), &mut |line| {
        for (no, value, wanted) in told.iter().filter(|_| own != Some(line.subject.as_str())) {
            let theirs = line.values.get(usize::from(*no)).and_then(key);
            if let Some(field) = table.fields.get(usize::from(*no)).filter(|_| theirs.as_ref() == Some(wanted)) {
                let twice = fault("CAS-191", number).with("field", &field.label.en).with("field_hi", &field.label.hi);
                faults.push(twice.with("value", value.as_text().unwrap_or_default()).with("known", &line.subject));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(faults)
}
