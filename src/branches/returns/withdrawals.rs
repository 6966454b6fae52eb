//! Rules an office withdraws by order for a period, as its register has them.

use crate::{
    model::{Date, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
    rules::Withdrawal,
};
use std::ops::ControlFlow;

const WITHDRAWALS: &str = "rule_withdrawal";

/// Every withdrawal known at a moment, of whatever period, in order of rule and first day.
pub fn withdrawals(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Withdrawal>, RegisterError> {
    // An order of today may speak of a year to come.
    let moment = Moment { as_of: Date::MAX, ..moment };
    let table = register.definition(WITHDRAWALS)?;
    let mut found = Vec::new();
    register.lines(WITHDRAWALS, moment, &mut |line| {
        let text = |key| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key| line.value(table, key).and_then(Value::as_date);
        if let (Some(from), Some(until)) = (day("withdrawn_from"), day("withdrawn_until")) {
            found.push(Withdrawal {
                rule: text("rule"),
                from,
                until,
                order_no: text("order_no"),
                order_on: day("order_on").unwrap_or(from),
                reason: text("reason"),
            });
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by(|a, b| (&a.rule, a.from).cmp(&(&b.rule, b.from)));
    Ok(found)
}

/// The entry of a withdrawal. Another until day for the same rule and first day follows the earlier entry.
pub fn withdraw(register: &dyn ReadRegister, withdrawal: &Withdrawal) -> Result<NewEntry, RegisterError> {
    let said = [
        ("rule", Value::text(&withdrawal.rule)),
        ("withdrawn_from", Value::Date(withdrawal.from)),
        ("withdrawn_until", Value::Date(withdrawal.until)),
        ("order_no", Value::text(&withdrawal.order_no)),
        ("order_on", Value::Date(withdrawal.order_on)),
        ("reason", Value::text(&withdrawal.reason)),
    ];
    let subject = Subject::Known(format!("{}/{}", withdrawal.rule, withdrawal.from));
    Ok(NewEntry::stating(register.definition(WITHDRAWALS)?, subject, withdrawal.from, said))
}
