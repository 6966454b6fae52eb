//! Open cases of a society that is wound up, in every other service, and what becomes of them.

use super::decided::warning;
use crate::{
    branches::cases::{Case, Service, cases},
    model::{Findings, Moment},
    register::{ReadRegister, RegisterError},
};

/// Tells each open case of the society of a liquidation: disputes go on, others are refused from now on.
pub fn open_elsewhere(
    register: &dyn ReadRegister,
    services: &[Service],
    own: &Case,
    moment: Moment,
) -> Result<Findings, RegisterError> {
    let mut found = Vec::new();
    for service in services.iter().filter(|service| service.fields.society.is_some()) {
        for case in cases(register, service, moment)? {
            let stage = &service.stages[case.stage];
            if stage.closed || case.id == own.id || case.society != own.society || own.society.is_none() {
                continue;
            }
            let goes_on = service.any_standing || service.standing.iter().any(|one| one == "under_liquidation");
            let code = if goes_on { "LIQ-204" } else { "LIQ-206" };
            let told = warning(code, &own.number).with("service", &service.label.en);
            let told = told.with("service_hi", &service.label.hi).with("case", &case.id).with("number", &case.number);
            found.push(told.with("stage", &stage.label.en).with("stage_hi", &stage.label.hi));
        }
    }
    Ok(found)
}
