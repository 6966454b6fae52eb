//! An act that may not be done: one line that names the stage, the rule and what may be done instead.

use super::Desk;
use crate::{
    branches::cases::{ActDef, Case, allowed},
    cli::{CommandError, Exit, Part},
    model::{Finding, Findings, Label},
};

/// Faults of what was typed, as opposed to the state of the case or the law.
const TYPED: [&str; 13] = [
    "CAS-106", "CAS-114", "CAS-115", "CAS-116", "CAS-117", "CAS-120", "CAS-121", "CAS-122", "CAS-123", "CAS-127",
    "CAS-142", "CAS-143", "CAS-146",
];

fn exit(faults: &Findings) -> Exit {
    // Without an order or a reason nothing is changed, as everywhere: 6.
    let typed = |code: &str| TYPED.contains(&code) && code != "CAS-123";
    if faults.iter().all(|fault| typed(&fault.code)) { Exit::Arguments } else { Exit::Refused }
}

/// The faults of the gate with those of reading: what was told and could not be read is not missing too.
pub fn with_unread(mut faults: Findings, mut unread: Findings) -> Findings {
    let told: Vec<Option<String>> = unread.iter().map(|fault| fault.place.field.clone()).collect();
    let key = |fault: &Finding| fault.args.iter().find(|(name, _)| name == "key").map(|(_, key)| key.clone());
    faults.retain(|fault| fault.code != "CAS-121" || key(fault).is_none() || !told.contains(&key(fault)));
    faults.append(&mut unread);
    faults
}

/// A case that could not be opened.
pub fn not_opened(faults: Findings) -> CommandError {
    not_entered(exit(&faults), faults)
}

/// An entry that was refused, with every fault.
pub fn not_entered(exit: Exit, faults: Findings) -> CommandError {
    if let [only] = &faults[..] {
        return CommandError::new(exit, "error.case.not_opened")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(exit, "error.case.not_opened_several")
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}

/// An act refused in a case.
pub fn refused(desk: &Desk<'_>, case: &Case, act: &ActDef, faults: Findings) -> CommandError {
    let names = |hindi: bool| {
        let names = allowed(&desk.service, case).into_iter().map(|act| {
            let name = if hindi { &act.label.hi } else { &act.label.en };
            format!("{} ({name})", act.code)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        if names.is_empty() { "–".to_owned() } else { names }
    };
    let now = Label { en: names(false), hi: names(true) };
    let stage = desk.service.stages[case.stage].label.clone();
    if let [only] = &faults[..] {
        return CommandError::new(exit(&faults), "error.case.refused")
            .part("stage", stage)
            .part("said", Part::Finding(only.clone()))
            .part("allowed", now)
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(exit(&faults), "error.case.refused_several")
        .with("case", &case.number)
        .part("act", act.label.clone())
        .part("stage", stage)
        .with("count", faults.len())
        .part("allowed", now)
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}
