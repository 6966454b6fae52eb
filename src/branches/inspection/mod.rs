//! Inspections and the surcharges that follow them, beside their stages (`catalogue/services/inspection.toml`, `surcharge.toml`):
//! what a report led to, and whether each person's surcharge has come to an end and adds up to the loss.

pub mod answers;
pub mod checklist;
pub mod sheet;
#[cfg(test)]
mod tests;

pub use answers::{Answer, Answers, FINDINGS, answers_of, in_order, unanswered};
pub use checklist::{Checklist, Checklists, Unit};

use crate::{
    branches::cases::{ActDef, Case, Service, cases},
    model::{Finding, Findings, Locus, Moment, Paise, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
};

/// Stem of the register of inspections and code of its service.
pub const INSPECTION: &str = "inspection";
/// Stem of the register of surcharges and code of its service.
pub const SURCHARGE: &str = "surcharge";

fn finding(code: &str, severity: Severity, about: &str) -> Finding {
    Finding::new(code, severity, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

fn money(table: &TableDef, case: &Case, key: &str) -> Paise {
    case.line.value(table, key).and_then(Value::as_money).unwrap_or_default()
}

/// The surcharges of an inspection.
pub fn surcharges_of(
    register: &dyn ReadRegister,
    surcharge: &Service,
    inspection: &Case,
    moment: Moment,
) -> Result<Vec<Case>, RegisterError> {
    let table = register.definition(SURCHARGE)?;
    let mut all = cases(register, surcharge, moment)?;
    all.retain(|case| case.line.value(table, "inspection").and_then(Value::as_text) == Some(&inspection.id));
    Ok(all)
}

/// What the report and its surcharges say of an act in an inspection: faults, and what is to be looked at.
pub fn stands_in_the_way(
    register: &dyn ReadRegister,
    surcharge: &Service,
    (case, act): (&Case, &ActDef),
    moment: Moment,
) -> Result<(Findings, Findings), RegisterError> {
    let (own, other) = (register.definition(INSPECTION)?, register.definition(SURCHARGE)?);
    let loss = money(own, case, "loss");
    let (mut faults, mut told) = (Vec::new(), Vec::new());
    match act.code.as_str() {
        "no_action" if loss.0 > 0 => {
            told.push(finding("INS-201", Severity::Warning, &case.number).with("loss", loss));
        }
        "comply" => {
            let answers = answers_of(register, &case.id, moment)?;
            faults.extend(answers.iter().filter(|(_, answer)| answer.is_open()).map(|(item, _)| {
                finding("INS-301", Severity::Error, &case.number).with("item", item).with("number", &case.number)
            }));
        }
        "surcharge" | "refer_dispute" | "wind_up" => {
            let verb = match act.code.as_str() {
                "surcharge" => "surcharge notice",
                "wind_up" => "liquidation propose",
                _ => "dispute file",
            };
            let society = case.society.as_deref().unwrap_or("–");
            told.push(finding("INS-202", Severity::Info, &case.number).with("verb", verb).with("society", society));
        }
        "surcharged" => {
            let all = surcharges_of(register, surcharge, case, moment)?;
            for one in all.iter().filter(|one| !surcharge.stages[one.stage].closed) {
                let stage = &surcharge.stages[one.stage].label;
                let open = finding("INS-101", Severity::Error, &case.number).with("number", &one.number);
                let open = open.with("case", &one.id).with("stage", &stage.en);
                faults.push(open.with("stage_hi", &stage.hi));
            }
            let sum = all.iter().fold(0_i64, |sum, one| sum.saturating_add(money(other, one, "amount").0));
            let open = answers_of(register, &case.id, moment)?.values().filter(|answer| answer.is_open()).count();
            if open > 0 {
                told.push(finding("INS-319", Severity::Warning, &case.number).with("count", open));
            }
            if sum < loss.0 {
                let short = finding("INS-203", Severity::Warning, &case.number).with("sum", Paise(sum));
                told.push(short.with("loss", loss).with("count", all.len()));
            }
        }
        _ => {}
    }
    Ok((faults, told))
}

/// What the checklist says of a report: once it was begun it is filled to the end; a report without one is looked at.
pub fn report_in_the_way(list: &Checklist, answers: &Answers, number: &str) -> (Findings, Findings) {
    if answers.is_empty() {
        let none = finding("INS-303", Severity::Warning, number).with("list", &list.code).with("number", number);
        return (Vec::new(), vec![none]);
    }
    let missing = unanswered(list, answers).into_iter().map(|item| {
        let fault = finding("INS-302", Severity::Error, number).with("id", &item.id);
        fault.with("item", &item.label.en).with("item_hi", &item.label.hi)
    });
    (missing.collect(), Vec::new())
}

/// What is owed of a surcharge: the amount with interest.
pub fn owed(table: &TableDef, case: &Case) -> Paise {
    Paise(money(table, case, "amount").0.saturating_add(money(table, case, "interest").0))
}

/// What the figures of a surcharge say of an act in it: `now` is what would be recovered so far.
pub fn amounts_in_the_way(table: &TableDef, case: &Case, act: &ActDef, now: Option<Paise>) -> Findings {
    let (owed, before) = (owed(table, case), money(table, case, "recovered"));
    let recovered = now.unwrap_or(before);
    let told = |code: &str| {
        finding(code, Severity::Error, &case.number)
            .with("recovered", recovered)
            .with("owed", owed)
            .with("before", before)
    };
    match act.code.as_str() {
        "recover" if recovered > owed => vec![told("INS-102")],
        "recover" if recovered < before => vec![told("INS-103")],
        "satisfied" if recovered < owed => vec![told("INS-104")],
        _ => Vec::new(),
    }
}
