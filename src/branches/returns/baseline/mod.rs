//! A baseline: the findings of a year an office took stock of by order. They are known and still to be settled; what is not among them
//! is new. Nothing is forgiven by it (that is a waiver), and it asks for values, not for the day something was recorded.

mod list;
mod stock;
#[cfg(test)]
mod tests;

pub use list::{Known, TakenOut, identities, list_of, take_out};
pub use stock::{Stock, Tally, take_stock};

use crate::{
    model::{CooperativeYear, Date, Entry, Moment, NewEntry, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};

/// Stem of the register.
pub const REGISTER: &str = "finding_baseline";

/// A baseline as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The year.
    pub fy: CooperativeYear,
    /// Day it was set.
    pub set_on: Date,
    /// Findings of its list.
    pub findings: i64,
    /// Returns that were on record.
    pub returns: i64,
    /// SHA-256 of the list.
    pub sha256: String,
    /// The order.
    pub order_no: String,
    /// Why.
    pub reason: String,
    /// Who set it.
    pub login: String,
}

/// All baselines of a year known at a moment and set by its day, the first one first; the last one is in force.
pub fn baselines(
    register: &dyn ReadRegister,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Vec<Baseline>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let entries = register.entries(REGISTER, &fy.to_string())?;
    let known: Vec<&Entry> = entries.iter().filter(|entry| moment.knows(entry.recorded_at)).collect();
    let is_corrected = |no| known.iter().any(|entry| entry.supersedes == Some(no));
    let mut standing: Vec<&Entry> = known
        .iter()
        .copied()
        .filter(|entry| entry.groups != 0 && !is_corrected(entry.no) && entry.effective_from <= moment.as_of)
        .collect();
    standing.sort_by_key(|entry| (entry.effective_from, entry.recorded_at, entry.no));
    Ok(standing.into_iter().map(|entry| of_entry(table, fy, entry)).collect())
}

fn of_entry(table: &TableDef, fy: CooperativeYear, entry: &Entry) -> Baseline {
    let value = |key: &str| {
        let no = table.field_no(key)?;
        entry.facts.iter().find(|(known, _)| *known == no).map(|(_, value)| value)
    };
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let number = |key: &str| value(key).and_then(Value::as_integer).unwrap_or_default();
    Baseline {
        fy,
        set_on: entry.effective_from,
        findings: number("findings"),
        returns: number("returns"),
        sha256: text("sha256"),
        order_no: text("order_no"),
        reason: text("reason"),
        login: text("login"),
    }
}

/// The entry of a baseline; nothing where the one in force has the same list by the same order.
pub fn set(register: &dyn ReadRegister, new: &Baseline) -> Result<Option<NewEntry>, RegisterError> {
    let all = baselines(register, new.fy, Moment::on(Date::MAX))?;
    if all.last().is_some_and(|last| (&last.sha256, &last.order_no) == (&new.sha256, &new.order_no)) {
        return Ok(None);
    }
    let said = [
        ("fy", Value::text(new.fy.to_string())),
        ("set_on", Value::Date(new.set_on)),
        ("findings", Value::Integer(new.findings)),
        ("returns", Value::Integer(new.returns)),
        ("sha256", Value::text(&new.sha256)),
        ("order_no", Value::text(&new.order_no)),
        ("reason", Value::text(&new.reason)),
        ("login", Value::text(&new.login)),
    ];
    // Not before the one it follows, or that would rule on.
    let from = all.last().map_or(new.set_on, |last| last.set_on.max(new.set_on));
    Ok(Some(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(new.fy.to_string()), from, said)))
}
