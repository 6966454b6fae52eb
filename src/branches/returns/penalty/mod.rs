//! What a return filed late, or not filed, costs day by day: under the law as far as it was seen, or the office's own figure set by
//! order. It is computed, never levied.

mod days;
mod office;
#[cfg(test)]
mod tests;

pub use days::{Ground, Reckoning, Span, Stand, Tariff, reckon};
pub use office::{OfficeRate, REGISTER as PENALTY_RATES, office_rates, set_rate};

use super::Owed;
use crate::{
    catalogue::Penalties,
    model::{Date, Moment},
    register::{ReadRegister, RegisterError},
};

/// A society whose return is late, with what that comes to.
#[derive(Clone, Debug)]
pub struct Late {
    /// Who, due when, filed when.
    pub owed: Owed,
    /// Code of its governing Act.
    pub act: String,
    /// Days past the due day, until it was filed or else until the day asked.
    pub days: i64,
    /// The days, span by span.
    pub reckoning: Reckoning,
}

/// What is to be said of a year's returns.
#[derive(Clone, Debug, Default)]
pub struct LateReturns {
    /// Late, in the order given.
    pub late: Vec<Late>,
    /// Societies without a due day in force.
    pub undue: u64,
    /// Returns on record that do not say when they were filed: neither late nor in time.
    pub undated: u64,
}

/// Holds everyone who owes a return against the figures in force day by day. Those in time are left out.
pub fn late_returns(
    register: &dyn ReadRegister,
    penalties: &Penalties,
    owed: Vec<Owed>,
    moment: Moment,
) -> Result<LateReturns, RegisterError> {
    let rates = office_rates(register, moment)?;
    let mut found = LateReturns::default();
    for owed in owed {
        let Some(due_on) = owed.due_on() else {
            found.undue += 1;
            continue;
        };
        let Some(days) = owed.days_late(moment.as_of) else {
            found.undated += 1;
            continue;
        };
        let last = owed.filed_on.unwrap_or(moment.as_of);
        let Some(first) = (days > 0).then(|| due_on.tomorrow().ok()).flatten() else { continue };
        let act = owed.whom.act.clone();
        let own = rates.get(&act).map_or(&[][..], Vec::as_slice);
        let reckoning = reckon(penalties, own, &act, (first, last));
        found.late.push(Late { owed, act, days, reckoning });
    }
    Ok(found)
}

/// Days from the first to the last, both counted.
fn span_of((first, last): (Date, Date)) -> i64 {
    i64::from((last - first).get_days()) + 1
}
