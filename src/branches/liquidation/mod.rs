//! The winding up of a society, beside its stages: claims with their ranks, contributions of members, and the statement in
//! which all of it must agree.
//!
//! The case itself is one of the machine of cases (`catalogue/services/liquidation.toml`). [`claims`] and [`contributions`]
//! are read from registers of their own, whoever wrote them: a book that was imported is worked on from where it ended.
//! [`Statement`] holds what the liquidator reported against these registers; every difference is a finding. [`stands_in_the_way`]
//! is what they have to say of a stage. Nothing here ranks claims: the order of payment is fixed by the liquidator.

mod claims;
mod contributions;
mod decided;
mod elsewhere;
mod statement;
#[cfg(test)]
mod tests;

pub use claims::{CLAIMS, Claim, claims, decide, file, pay};
pub use contributions::{CONTRIBUTIONS, Contribution, Status, contributions, determine, order, recover, waive};
pub use decided::{Decided, Told};
pub use elsewhere::open_elsewhere;
pub use statement::{Figures, Line, Rank, Statement, statement};

use crate::{
    branches::cases::{ActDef, Case},
    model::{Findings, Moment, Severity, TableDef},
    register::{ReadRegister, RegisterError},
};

/// Stem of the register of liquidations.
pub const LIQUIDATIONS: &str = "liquidation";

/// The statement of a case at a moment, from the registers.
pub fn statement_of(
    register: &dyn ReadRegister,
    table: &TableDef,
    case: &Case,
    moment: Moment,
) -> Result<Statement, RegisterError> {
    let (claims, contributions) = (claims(register, case, moment)?, contributions(register, case, moment)?);
    Ok(statement(Figures::of(table, case), claims, contributions, &case.number))
}

/// What claims and contributions say of an act that leads on: what stands in its way, and what is to be looked at.
pub fn stands_in_the_way(
    register: &dyn ReadRegister,
    table: &TableDef,
    case: &Case,
    act: &ActDef,
    moment: Moment,
) -> Result<(Findings, Findings), RegisterError> {
    let wanted: &dyn Fn(&str) -> bool = match act.code.as_str() {
        // Claims are decided when every one is.
        "claims_decided" => &|code| code == "LIQ-304",
        "final_report" => &|_| true,
        _ => return Ok(Default::default()),
    };
    let mut findings = statement_of(register, table, case, moment)?.findings;
    findings.retain(|finding| wanted(&finding.code));
    let hard = |finding: &crate::model::Finding| finding.severity == Severity::Error || act.code == "claims_decided";
    let (mut faults, warnings): (Findings, Findings) = findings.into_iter().partition(hard);
    faults.iter_mut().for_each(|fault| fault.severity = Severity::Error);
    Ok((faults, warnings))
}
