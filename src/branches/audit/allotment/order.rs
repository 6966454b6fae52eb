//! From a draft to the audit register: each pair is checked again against the register as it is now, then ordered.

use super::{
    Reason,
    draft::Draft,
    eligibility::Eligibility,
    facts::{Facts, SocietyFacts},
};
use crate::model::{Act, Date, NewEntry, Plan, Subject, TableDef, Value};
use std::collections::BTreeMap;

/// What an order would do.
#[derive(Clone, Debug)]
pub struct Order {
    /// The entries to be made; without entries there is nothing to do.
    pub plan: Plan,
    /// Pairs already ordered just so.
    pub already: usize,
}

/// Turns a draft into a plan, or names every pair that no longer fits the register. `now` are the facts as they are,
/// `say` words a reason in the office's language for the register.
pub fn order(
    draft: &Draft,
    now: &Facts,
    on: Date,
    order_no: &str,
    act: Act,
    audit: &TableDef,
    say: &dyn Fn(&Reason) -> String,
) -> Result<Order, Vec<Reason>> {
    let mut terms = draft.body.terms.clone();
    terms.on = on;
    let rules = Eligibility::new(&terms, now);
    let societies: BTreeMap<&str, &SocietyFacts> = now.societies.iter().map(|one| (one.id.as_str(), one)).collect();
    let auditors: BTreeMap<&str, _> = now.auditors.iter().map(|one| (one.id.as_str(), one)).collect();
    let (mut stale, mut entries, mut already) = (Vec::new(), Vec::new(), 0);
    let mut given: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &draft.body.assigned {
        let mut gone = |why: &Reason| {
            let reason = Reason::new("ALT-511").with("society", &line.society).with("auditor", &line.auditor);
            stale.push(reason.with("why", say(why)));
        };
        let (Some(society), Some(auditor)) =
            (societies.get(line.society.as_str()), auditors.get(line.auditor.as_str()))
        else {
            gone(&Reason::new("ALT-512"));
            continue;
        };
        if society.ordered.iter().any(|done| done.fy == terms.fy && done.auditor == line.auditor) {
            already += 1;
            continue;
        }
        let refused: Vec<Reason> = rules.apart(society).into_iter().chain(rules.refusals(society, auditor)).collect();
        if let Some(why) = refused.first() {
            gone(why);
            continue;
        }
        let places = given.entry(&auditor.id).or_insert(rules.ordered(auditor));
        *places += 1;
        if *places > auditor.capacity {
            gone(&Reason::new("ALT-304").with("ordered", *places - 1).with("capacity", auditor.capacity));
            continue;
        }
        let parts = rules.parts(society, auditor);
        let reason: Vec<String> = parts.iter().map(|(part, _)| say(part)).collect();
        let facts = [
            ("society", Value::text(&line.society)),
            ("fy", Value::text(terms.fy.to_string())),
            ("auditor", Value::text(&line.auditor)),
            ("category", Value::text(terms.category_of(society).to_string())),
            ("cost", Value::Integer(line.cost)),
            ("reason", Value::text(reason.join("; "))),
            ("order_no", Value::text(order_no)),
            ("order_on", Value::Date(on)),
            ("draft", Value::text(&draft.digest)),
        ];
        let mut facts: Vec<(u16, Value)> =
            facts.into_iter().filter_map(|(key, value)| Some((audit.field_no(key)?, value))).collect();
        facts.sort_by_key(|(field, _)| *field);
        entries.push(NewEntry {
            table: audit.name.clone(),
            subject: Subject::Known(format!("{}/{}", line.society, terms.fy)),
            effective_from: on,
            groups: audit.all_groups(),
            facts,
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        });
    }
    if stale.is_empty() { Ok(Order { plan: Plan { act, entries, ..Plan::default() }, already }) } else { Err(stale) }
}
