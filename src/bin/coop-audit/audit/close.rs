//! The end of an audit: rectification directed, found done, the audit closed.

use super::{counted, told};
use coop_registry::{
    branches::audit::life::objections::objections,
    cli::{
        CommandError,
        case::{Before, More},
    },
    model::{Date, Label, Moment, NewEntry, Severity, Value},
    register::ReadRegister,
};

/// Paras without a day of their own are due on the day of the direction; those it moves follow an extension.
pub fn directing(seen: &Before<'_>) -> Result<More, CommandError> {
    let mut more = More::default();
    let (Some(case), Some(next)) = (seen.case, seen.telling.next_on) else { return Ok(more) };
    let before = seen.day("comply_by");
    let table = seen.register.definition("audit_objection")?;
    let all = objections(seen.register, Moment::on(Date::MAX))?;
    let mut count = 0_usize;
    for para in all.iter().filter(|one| one.audit == case.id && one.is_with_society()) {
        if para.due_on.is_none() || para.due_on == before {
            let said = table.field_no("due_on").map(|no| (no, Value::Date(next)));
            let status = table.field_no("status").map(|no| (no, Value::text(&para.status)));
            more.entries.push(NewEntry::restating(table, &para.line, seen.telling.on, said.into_iter().chain(status)));
            count += 1;
        }
    }
    more.entries.extend(counted(seen.register, &case.id, (&all, 0), seen.telling.on)?);
    more.datum("paras", count);
    more.lines.push(Label {
        en: format!("{count} paras are due on {next}"),
        hi: format!("{count} कंडिकाओं की अंतिम तिथि {next}"),
    });
    Ok(more)
}

/// Nothing is complied with while the society has a para to answer.
pub fn complying(seen: &Before<'_>) -> Result<More, CommandError> {
    let mut more = More::default();
    let Some(case) = seen.case else { return Ok(more) };
    let all = objections(seen.register, Moment::on(Date::MAX))?;
    let open: Vec<&str> =
        all.iter().filter(|one| one.audit == case.id && one.is_with_society()).map(|one| one.para.as_str()).collect();
    if !open.is_empty() {
        let fault = told("AUL-112", Severity::Error, &case.id).with("count", open.len());
        more.faults.push(fault.with("paras", open.join(", ")));
    }
    Ok(more)
}

/// What is left open when an audit is closed is told.
pub fn closing(seen: &Before<'_>) -> Result<More, CommandError> {
    let mut more = More::default();
    let Some(case) = seen.case else { return Ok(more) };
    let all = objections(seen.register, Moment::on(Date::MAX))?;
    let open: Vec<&str> =
        all.iter().filter(|one| one.audit == case.id && one.is_open()).map(|one| one.para.as_str()).collect();
    let warn = |code: &str| told(code, Severity::Warning, &case.id);
    if !open.is_empty() {
        more.warnings.push(warn("AUL-201").with("count", open.len()).with("paras", open.join(", ")));
    }
    if seen.text("audit_class").is_empty() {
        more.warnings.push(warn("AUL-202"));
    }
    let money = |key: &str| seen.value(key).and_then(Value::as_money).unwrap_or_default();
    let (due, paid) = (money("fee_due"), money("fee_paid"));
    if paid < due {
        more.warnings.push(warn("AUL-204").with("due", due).with("paid", paid));
    }
    more.entries.extend(counted(seen.register, &case.id, (&all, 0), seen.telling.on)?);
    more.datum("open_paras", open);
    Ok(more)
}
